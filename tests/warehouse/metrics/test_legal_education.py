"""普法 metrics on data small enough to check by hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest

from tests.support.small_warehouse import SmallWarehouse, activity
from warehouse.lineage import trace
from warehouse.metrics.selection import Grain, Selection

MAY, JUNE = date(2022, 5, 4), date(2022, 6, 1)
Ask = Callable[..., list[dict[str, Any]]]
Value = Callable[..., float | None]


def _by(rows: list[dict[str, Any]], *names: str) -> dict[Any, float | None]:
    return {
        tuple(row[name] for name in names) if len(names) > 1 else row[names[0]]: row["value"] for row in rows
    }


def test_sessions_are_summed_and_attendances_are_not_persons(small: SmallWarehouse, value: Value) -> None:
    small.add(
        "activities", activity("公安局", MAY, sessions=3, audience=50), activity("司法局", JUNE, audience=70)
    )
    assert value("P01") == 4
    assert value("P02") == 120


def test_online_reach_is_never_added_to_attendance(small: SmallWarehouse, value: Value) -> None:
    small.add("activities", activity("公安局", MAY, audience=50, online_reads=9000))
    assert value("P02") == 50


def test_a_joint_event_filed_by_two_units_counts_once_with_the_larger_audience(
    small: SmallWarehouse, ask: Ask
) -> None:
    small.add(
        "activities",
        activity("公安局", MAY, "宪法 宣传！", place="中心广场", audience=100, partners=["司法局"]),
        activity("司法局", MAY, "宪法宣传", place="中心 广场", audience=120, audience_qualifier="at_least"),
    )
    assert _by(ask("P01", by=["unit"]), "unit") == {"公安局": 1.0}
    (total,) = ask("P02")
    assert (total["value"], total["n"], total["qualifier"]) == (120, 1, "at_least")


def test_a_joint_event_belongs_to_every_setting_that_one_of_its_senders_names(
    small: SmallWarehouse, value: Value
) -> None:
    day = date(2022, 3, 5)
    small.add(
        "activities",
        activity("公安局", day, place="广场", audience=500, settings=["学校"]),
        activity("公安局", day, place="广场", audience=600, settings=["社区"]),
    )
    assert (value("P01"), value("P02"), value("P08"), value("P09")) == (1, 600, 1, 600)


def test_each_participant_of_a_joint_event_sees_it_and_the_total_counts_it_once(
    small: SmallWarehouse, ask: Ask
) -> None:
    small.add("activities", activity("公安局", date(2022, 3, 5), place="广场", partners=["司法局", "教育局"]))
    assert ask("P01")[0]["value"] == 1
    found = {row["participant"]: row["value"] for row in ask("P01", by=("participant",))}
    assert found == {"公安局": 1, "司法局": 1, "教育局": 1}
    assert ask("P01", where={"participant": ["区教体局"]})[0]["value"] == 1


def test_without_a_place_equal_titles_are_two_events(small: SmallWarehouse, value: Value) -> None:
    small.add("activities", activity("公安局", MAY), activity("司法局", MAY))
    assert value("P01") == 2


def test_other_dates_or_places_are_other_events(small: SmallWarehouse, value: Value) -> None:
    small.add(
        "activities",
        activity("公安局", MAY, place="广场"),
        activity("司法局", JUNE, place="广场"),
        activity("教育局", MAY, place="公园"),
    )
    assert value("P01") == 3


def test_the_host_of_a_joint_event_is_the_one_no_other_row_names_as_partner(
    small: SmallWarehouse, ask: Ask
) -> None:
    small.add(
        "activities",
        activity("公安局", MAY, place="广场", audience=500),
        activity("司法局", MAY, place="广场", audience=100, partners=["公安局", "教育局"]),
        activity("教育局", MAY, place="广场", audience=300),
    )
    assert _by(ask("P02", by=["unit"]), "unit") == {"司法局": 500.0}


def test_multi_valued_settings_count_fully_in_each_and_do_not_inflate_the_total(
    small: SmallWarehouse, ask: Ask, value: Value
) -> None:
    small.add(
        "activities",
        activity("公安局", MAY, settings=["学校", "社区"], audience=100),
        activity("司法局", MAY, settings=["学校"], audience=10),
        activity("教育局", MAY, audience=1),
    )
    assert _by(ask("P02", by=["setting"]), "setting") == {"学校": 110.0, "社区": 100.0, None: 1.0}
    assert value("P02") == 111
    assert value("P02", where={"setting": ["学校", "社区"]}) == 110


def test_the_share_of_a_setting_is_of_all_activities_and_may_exceed_one_hundred_in_sum(
    small: SmallWarehouse, ask: Ask
) -> None:
    small.add(
        "activities",
        activity("公安局", MAY, settings=["学校", "社区"], sessions=7),
        activity("司法局", MAY, settings=["学校"]),
        activity("教育局", MAY, settings=["学校", "机关"]),
        activity("教育局", MAY, "另一场"),
    )
    assert _by(ask("P07", by=["setting"]), "setting") == {"学校": 75.0, "机关": 25.0, "社区": 25.0}
    filtered = ask("P07", by=["setting"], where={"setting": ["机关"]})
    assert [(row["setting"], row["numerator"], row["denominator"]) for row in filtered] == [
        ("机关", 1.0, 4.0)
    ]
    assert ask("P07", where={"setting": ["学校"]})[0]["value"] == 75


def test_campus_metrics_count_activities_whose_settings_contain_the_school(
    small: SmallWarehouse, value: Value
) -> None:
    small.add(
        "activities",
        activity("公安局", MAY, settings=["社区", "学校"], sessions=2, audience=80),
        activity("司法局", MAY, settings=["社区"], audience=500),
    )
    assert value("P08") == 2
    assert value("P09") == 80


def test_coverage_is_distinct_villages_over_all_villages_without_the_park(
    small: SmallWarehouse, ask: Ask
) -> None:
    small.add(
        "activities",
        activity("公安局", MAY, village="方顶村"),
        activity("司法局", JUNE, village="方顶村"),
        activity("司法局", MAY, village="产业园区"),
        activity("司法局", MAY),
    )
    (total,) = ask("P05")
    assert (total["value"], total["numerator"], total["denominator"], total["n"]) == (25.0, 1.0, 4.0, 4)
    assert _by(ask("P05", by=["township"]), "township") == {"峡窝镇": 50.0, "济源路街道": 0.0}
    assert _by(ask("P05", date(2022, 1, 1), grain=Grain.QUARTER), "period") == {
        "2022-Q1": 0.0,
        "2022-Q2": 25.0,
        "2022-Q3": 0.0,
        "2022-Q4": 0.0,
    }


def test_a_unit_filter_narrows_the_villages_reached_and_not_the_villages_there_are(
    small: SmallWarehouse, ask: Ask
) -> None:
    small.add(
        "activities", activity("公安局", MAY, village="方顶村"), activity("司法局", MAY, village="石嘴村")
    )
    (row,) = ask("P05", where={"unit": ["公安局"]})
    assert (row["numerator"], row["denominator"]) == (1.0, 4.0)


@pytest.mark.parametrize(
    ("row", "township"),
    [
        ({"township": "济源路街道", "unit": "公安局"}, "济源路街道"),
        ({"village": "方顶村", "unit": "公安局"}, "峡窝镇"),
        ({"unit": "济源路街道"}, "济源路街道"),
        ({"unit": "公安局"}, None),
    ],
)
def test_the_township_is_the_rows_the_villages_or_the_filing_ones(
    small: SmallWarehouse, ask: Ask, row: dict[str, Any], township: str | None
) -> None:
    small.add("activities", activity(start_on=MAY, **row))
    assert [answer["township"] for answer in ask("P01", by=["township"])] == [township]


def test_rows_of_a_merged_unit_roll_up_to_its_successor_and_null_groups_stay(
    small: SmallWarehouse, ask: Ask
) -> None:
    small.add(
        "activities",
        activity("粮食局", MAY),
        activity("发改委", MAY),
        activity("发改委", MAY, "二", form="讲座"),
    )
    assert _by(ask("P01", by=["unit"]), "unit") == {"发改委": 3.0}
    assert _by(ask("P01", where={"unit": ["粮食局"]}, by=["unit"]), "unit") == {"发改委": 3.0}
    assert _by(ask("P01", by=["form"]), "form") == {"讲座": 1.0, None: 2.0}


def test_only_studies_of_the_cabinet_are_counted(small: SmallWarehouse, value: Value) -> None:
    small.add(
        "trainings",
        {"category": "常务会学法", "start_on": MAY},
        {"category": "常务会学法", "start_on": JUNE},
        {"category": "常委会学法", "start_on": JUNE},
        unit="司法局",
        title="宪法",
    )
    assert value("P13") == 2


@pytest.mark.parametrize(
    ("qualifiers", "expected"),
    [
        ([None, None], None),
        (["at_least", None], "at_least"),
        (["almost", None], "almost"),
        (["about", None], "about"),
        (["about", "at_least"], "about"),
        (["at_least", "almost"], "about"),
        (["almost", "almost"], "almost"),
    ],
)
def test_a_total_carries_the_weakest_qualifier_that_is_true(
    small: SmallWarehouse, ask: Ask, qualifiers: list[str | None], expected: str | None
) -> None:
    for position, qualifier in enumerate(qualifiers):
        small.add("activities", activity("公安局", MAY, f"活动{position}", audience_qualifier=qualifier))
    assert ask("P02")[0]["qualifier"] == expected


AMOUNTS = {"P03": "online_reads", "P11": "consultations", "P12": "materials", "P12b": "booklets"}


@pytest.mark.parametrize(("metric", "column"), AMOUNTS.items())
def test_the_figures_of_a_joint_event_count_once_with_the_largest(
    small: SmallWarehouse, ask: Ask, value: Value, metric: str, column: str
) -> None:
    at_least = {f"{column}_qualifier": "at_least"}
    small.add(
        "activities",
        {**activity("公安局", MAY, place="广场", audience=500, partners=["司法局"]), column: 30},
        {**activity("司法局", MAY, place="广场"), column: 40, **at_least},
        {**activity("司法局", JUNE, place="广场"), column: 5},
        activity("教育局", JUNE),
    )
    (total,) = ask(metric)
    assert (total["value"], total["qualifier"]) == (45, "at_least")
    assert value(metric, date(2022, 7, 1)) == 0
    assert value(metric, date(2021, 1, 1), date(2021, 12, 31)) is None


def test_each_figure_of_a_joint_event_cites_the_row_it_stands_in(small: SmallWarehouse) -> None:
    letters = {"audience": "F", "online_reads": "G"}
    small.add(
        "activities",
        activity("公安局", MAY, place="广场", audience=500, online_reads=30, partners=["司法局"]),
        activity("司法局", MAY, place="广场", audience=100, online_reads=40, raw={"online_reads": "40"}),
        table=small.table("activities", letters=letters),
    )
    with small.pin() as snapshot:
        (row,) = trace(snapshot, "P03", Selection())
    assert (row.contribution, row.cells["online_reads"].cell, row.cells["online_reads"].value) == (
        40,
        "G6",
        40,
    )
    assert row.cells["audience"].cell == "F5"


def test_leaflets_and_booklets_are_two_figures(small: SmallWarehouse, value: Value) -> None:
    small.add("activities", activity("公安局", MAY, materials=500, booklets=20))
    assert (value("P12"), value("P12b")) == (500, 20)


def test_attendances_per_session_are_a_ratio_of_sums(small: SmallWarehouse, ask: Ask) -> None:
    small.add(
        "activities",
        activity("公安局", MAY, audience=300),
        activity("公安局", JUNE, sessions=3, audience=100),
        activity("司法局", JUNE, "二", audience=None),
    )
    (row,) = ask("P10")
    assert (row["value"], row["numerator"], row["denominator"], row["n"]) == (80, 400, 5, 3)
    assert ask("P10", date(2022, 7, 1))[0]["value"] is None


def test_attendances_per_ten_thousand_residents_are_of_the_whole_district(
    small: SmallWarehouse, ask: Ask
) -> None:
    small.record("reference.population", year=2022, population=200_000)
    small.add(
        "activities",
        activity("公安局", MAY, audience=300, settings=["学校"]),
        activity("司法局", MAY, audience=100),
    )
    (row,) = ask("P04")
    assert (row["value"], row["numerator"], row["denominator"]) == (20, 400, 200_000)
    assert {row["unit"]: row["value"] for row in ask("P04", by=["unit"])} == {"公安局": 15, "司法局": 5}
    (filtered,) = ask("P04", where={"setting": ["学校"]})
    assert (filtered["numerator"], filtered["denominator"]) == (300, 200_000)


def test_without_a_population_there_is_no_ratio_to_it(small: SmallWarehouse, value: Value) -> None:
    small.add("activities", activity("公安局", MAY))
    assert value("P04") is None


def test_units_with_an_activity_over_the_units_there_are(small: SmallWarehouse, ask: Ask) -> None:
    small.add(
        "activities",
        activity("公安局", MAY, place="广场", settings=["学校"]),
        activity("司法局", MAY, place="广场", partners=["公安局"]),
        activity("公安局", JUNE),
        activity("粮食局", JUNE),
    )
    (row,) = ask("P06")
    assert (row["numerator"], row["denominator"], row["value"]) == (3, 6, 50)
    (campus,) = ask("P06", where={"setting": ["学校"]})
    # Both units took part in the event at a school, though only one of them says so.
    assert (campus["numerator"], campus["denominator"]) == (2, 6)
    by_kind = {
        row["unit_kind"]: (row["numerator"], row["denominator"]) for row in ask("P06", by=["unit_kind"])
    }
    assert by_kind == {"政府部门": (3, 4), "镇办": (0, 2)}
    assert ask("P06", date(2022, 7, 1))[0]["value"] == 0


def test_a_series_begins_with_the_first_record_and_not_with_reference_data(
    small: SmallWarehouse, ask: Ask
) -> None:
    small.add("activities", activity("公安局", date(2021, 5, 1)), activity("司法局", MAY))
    assert [row["period"] for row in ask("P06", grain=Grain.YEAR)] == ["2021", "2022"]


def test_what_lies_after_its_filing_is_a_plan_and_counts_nowhere(small: SmallWarehouse, value: Value) -> None:
    filed = datetime(2022, 5, 4, 9, 30)
    small.add(
        "activities",
        activity("公安局", MAY, audience=10, version_at=filed),
        activity("司法局", date(2022, 5, 5), village="方顶村", settings=["学校"], version_at=filed),
    )
    study = {"unit": "司法局", "title": "宪法", "version_at": filed}
    for category in ("常务会学法", "普法骨干"):
        small.add("trainings", {"category": category, "start_on": date(2022, 5, 5), **study})
    small.add("trainings", {"category": "常务会学法", "start_on": MAY, **study})
    assert [value(name) for name in ("P01", "P02", "P05", "P08", "P13", "R10")] == [1, 10, 0, 0, 1, 0]
    assert value("P06") == pytest.approx(100 / 6)


def test_a_plan_of_one_partner_leaves_the_joint_event_to_those_who_held_it(
    small: SmallWarehouse, ask: Ask
) -> None:
    small.add(
        "activities",
        activity(
            "司法局", MAY, place="广场", audience=900, partners=["公安局"], version_at=datetime(2022, 4, 1)
        ),
        activity("公安局", MAY, place="广场", audience=300, version_at=datetime(2022, 6, 1)),
    )
    assert _by(ask("P02", by=["unit"]), "unit") == {"公安局": 300.0}
