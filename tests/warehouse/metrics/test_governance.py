"""述法、考核、制度、议定事项: what a year's paperwork comes to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from tests.support.small_warehouse import SmallWarehouse
from warehouse.lineage import trace
from warehouse.metrics.selection import Grain, Selection

Ask = Callable[..., list[dict[str, Any]]]
Value = Callable[..., float | None]
ACTIVE_UNITS = 6  # 粮食局 is merged into 发改委


def _report(unit: str, reported_on: date | None, year: int = 2022) -> dict[str, Any]:
    return {"unit": unit, "post": "局长", "year": year, "form": "会议", "reported_on": reported_on}


def _indicator(stage: str, score: float | None, full: float | None = 50, **more: Any) -> dict[str, Any]:
    values = {"unit": "公安局", "year": 2022, "indicator": "依法决策", "version_at": datetime(2022, 6, 1)}
    return {**values, "stage": stage, "score": score, "full_score": full, **more}


def _event(kind: str, happened_on: date, title: str = "委员会工作规则") -> dict[str, Any]:
    return {"title": title, "kind": kind, "happened_on": happened_on}


def test_a_unit_covers_its_year_once_however_many_of_its_leaders_report(
    small: SmallWarehouse, ask: Ask
) -> None:
    small.add(
        "shufa",
        _report("公安局", date(2022, 3, 1)),
        {**_report("公安局", date(2022, 4, 1)), "post": "副局长"},
        _report("粮食局", date(2022, 5, 1)),
        _report("发改委", date(2022, 6, 1)),
        _report("教育局", date(2022, 6, 2)),
    )
    (row,) = ask("A01")
    assert (row["numerator"], row["denominator"], row["value"]) == (3, ACTIVE_UNITS, 50.0)


def test_coverage_grows_within_the_year_and_begins_again_with_the_next(
    small: SmallWarehouse, ask: Ask
) -> None:
    small.add("shufa", _report("公安局", date(2022, 3, 1)), _report("司法局", date(2021, 3, 1), 2021))
    rows = ask("A01", date(2021, 12, 1), date(2022, 3, 31), grain=Grain.MONTH)
    assert [(row["period"], row["numerator"]) for row in rows] == [
        ("2021-12", 1),
        ("2022-01", 0),
        ("2022-02", 0),
        ("2022-03", 1),
    ]


def test_a_report_belongs_to_the_year_it_is_about_whenever_it_was_held(
    small: SmallWarehouse, value: Value
) -> None:
    small.add(
        "shufa",
        _report("公安局", date(2022, 1, 20), 2021),
        _report("教育局", None),
        _report("司法局", date(2021, 12, 20)),
    )
    assert value("A01", end=date(2021, 12, 30)) is None
    assert value("A01", end=date(2021, 12, 31)) == 100 / ACTIVE_UNITS
    assert value("A01", end=date(2022, 1, 1)) == 200 / ACTIVE_UNITS


def test_last_year_s_reports_do_not_make_this_year_s_silence_a_zero(
    small: SmallWarehouse, value: Value
) -> None:
    for year, covered in ((2021, date(2021, 12, 31)), (2022, date(2022, 6, 30))):
        table = small.table("shufa", covered=(date(year, 1, 1), covered))
        small.add("shufa", _report("公安局", date(year, 6, 1), year), table=table)
    small.table("assessments", covered=(date(2021, 1, 1), date(2021, 12, 31)))
    assert value("A01", end=date(2021, 12, 31)) == value("A01", end=date(2022, 6, 1)) == 100 / ACTIVE_UNITS
    assert value("A01", end=date(2022, 1, 31)) == 0  # somebody has reported on the year
    assert value("A03", end=date(2022, 1, 31)) is None


def test_a_year_without_a_report_is_unknown(small: SmallWarehouse, value: Value) -> None:
    table = small.table("shufa", covered=(date(2021, 1, 1), date(2021, 12, 31)))
    small.add("shufa", _report("公安局", date(2021, 6, 1), 2021), table=table)
    assert value("A01", end=date(2022, 12, 31)) is None


def test_without_a_report_the_coverage_is_unknown(small: SmallWarehouse, value: Value) -> None:
    small.add("activities", {"unit": "公安局", "start_on": date(2022, 1, 1), "sessions": 1, "title": "讲座"})
    assert value("A01") is None


def test_the_score_is_a_ratio_of_sums_over_what_was_scored(small: SmallWarehouse, ask: Ask) -> None:
    small.add(
        "assessments",
        _indicator("年中督查", 45, 50),
        _indicator("年中督查", 10, 30, indicator="执法规范"),
        _indicator("年初计划", None, 50),
        _indicator("年底考评", 20, None),
    )
    (row,) = ask("A02")
    assert (row["value"], row["numerator"], row["denominator"], row["n"]) == (68.75, 55, 80, 2)
    assert {r["indicator"]: r["value"] for r in ask("A02", by=["indicator"])} == {
        "依法决策": 90,
        "执法规范": 100 / 3,
    }
    assert ask("A02", where={"stage": ["年初计划"]})[0]["value"] is None


def test_an_assessment_filed_after_its_year_counts_on_the_last_day_of_it(
    small: SmallWarehouse, ask: Ask
) -> None:
    small.add("assessments", _indicator("年底考评", 40, version_at=datetime(2023, 1, 20)))
    assert [(row["period"], row["value"]) for row in ask("A02", grain=Grain.HALF)] == [("2022-H2", 80)]
    assert ask("A02", by=["year"])[0]["year"] == "2022"


def test_a_corrected_indicator_counts_from_the_day_it_was_first_filed(
    small: SmallWarehouse, ask: Ask
) -> None:
    (older,) = small.add("assessments", _indicator("年中督查", 30, superseded_by="r0002"))
    small.add("assessments", _indicator("年中督查", 45, version_at=datetime(2022, 9, 1), business_key=older))
    assert [(row["period"], row["value"]) for row in ask("A02", grain=Grain.MONTH)] == [("2022-06", 90)] + [
        (f"2022-{month:02d}", None) for month in range(7, 13)
    ]


def test_a_unit_is_complete_once_it_has_been_through_all_three_stages(
    small: SmallWarehouse, ask: Ask, value: Value
) -> None:
    small.add(
        "assessments",
        _indicator("年初计划", None, version_at=datetime(2022, 2, 1)),
        _indicator("年中督查", 40, version_at=datetime(2022, 7, 1)),
        _indicator("年底考评", 40, version_at=datetime(2022, 12, 10)),
        _indicator("年底考评", 40, version_at=datetime(2022, 12, 20), indicator="执法规范"),
        _indicator("年中督查", 40, unit="教育局", version_at=datetime(2022, 7, 1)),
    )
    assert value("A03", end=date(2022, 1, 31)) is None
    assert value("A03", end=date(2022, 12, 9)) == 0
    (row,) = ask("A03")
    assert (row["value"], row["numerator"], row["denominator"], row["n"]) == (50, 1, 2, 2)


def test_the_three_stages_behind_a_complete_unit_can_be_traced(small: SmallWarehouse) -> None:
    stages = ("年初计划", "年中督查", "年底考评")
    ids = small.add("assessments", *(_indicator(stage, 40) for stage in stages))
    with small.pin() as snapshot:
        rows = trace(snapshot, "A03", Selection())
    assert {row.row_id for row in rows} == set(ids)
    assert sum(row.contribution for row in rows) == 1
    assert [row.in_denominator for row in rows].count(True) == 1


def test_rules_and_detailed_rules_are_institutions_and_notices_are_not(
    small: SmallWarehouse, ask: Ask, value: Value
) -> None:
    small.add(
        "institution_events",
        _event("规则", date(2021, 3, 1)),
        _event("规则", date(2022, 4, 1), "协调小组工作规则"),
        _event("细则", date(2022, 5, 1), "办公室工作细则"),
        _event("成员调整", date(2022, 6, 1), "关于调整成员的通知"),
        _event("通知", date(2022, 6, 2), "关于开会的通知"),
    )
    assert (value("G01"), value("G01", date(2022, 1, 1))) == (3, 2)
    assert {row["institution_kind"]: row["value"] for row in ask("G01", by=["institution_kind"])} == {
        "规则": 2,
        "细则": 1,
    }
    assert value("G02") == 1
    assert value("G02", date(2022, 7, 1), date(2022, 7, 31)) == 0


def test_topics_are_those_of_both_meetings(small: SmallWarehouse, ask: Ask, value: Value) -> None:
    small.add(
        "trainings",
        *(
            {"unit": "司法局", "title": "民法典", "category": category, "start_on": date(2022, 5, day)}
            for day, category in enumerate(("常务会学法", "常委会学法", "常委会学法", "中心组学习"), start=1)
        ),
    )
    assert value("G03") == 3
    assert {row["category"]: row["value"] for row in ask("G03", by=["category"])} == {
        "常务会学法": 1,
        "常委会学法": 2,
    }


def test_a_decision_is_closed_in_time_by_its_due_day_at_the_latest(small: SmallWarehouse, ask: Ask) -> None:
    common = {"raised_on": date(2022, 1, 5), "unit": "公安局", "due_on": date(2022, 3, 31)}
    closed = {**common, "status": "已办结"}
    small.add(
        "commitments",
        {**closed, "item": "一", "closed_on": date(2022, 3, 31)},
        {**closed, "item": "二", "closed_on": date(2022, 4, 1)},
        {**closed, "item": "三", "version_at": datetime(2022, 3, 1)},
        {**common, "item": "四", "status": "进行中", "version_at": datetime(2022, 3, 1)},
        {**closed, "item": "五", "due_on": None},
        {**common, "item": "六", "status": "进行中", "due_on": date(2023, 1, 31)},
    )
    (row,) = ask("G04")
    assert (row["numerator"], row["denominator"], row["value"]) == (2, 4, 50)
    assert ask("G04", date(2022, 1, 1), date(2022, 3, 30))[0]["value"] is None
