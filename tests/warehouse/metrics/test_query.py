"""The query's contract: periods, silence and zero, names, and one scan for what can share it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import polars as pl
import pytest

from tests.support.small_warehouse import SmallWarehouse, activity
from warehouse.errors import BadSelection
from warehouse.metrics.catalogue import METRICS
from warehouse.metrics.query import query
from warehouse.metrics.selection import Grain, Selection

Ask = Callable[..., list[dict[str, Any]]]
FIRST_QUARTER = (date(2022, 1, 1), date(2022, 3, 31))


def test_the_frame_has_one_column_per_dimension_between_period_and_value(small: SmallWarehouse) -> None:
    small.add("activities", activity("公安局", date(2022, 1, 5)))
    with small.pin() as snapshot:
        frame = query(snapshot, ["P01", "P02"], Selection(grain=Grain.YEAR, by=("unit", "form")))
    assert frame.schema == {
        "metric": pl.String,
        "period": pl.String,
        "unit": pl.String,
        "form": pl.String,
        "value": pl.Float64,
        "numerator": pl.Float64,
        "denominator": pl.Float64,
        "n": pl.Int64,
        "qualifier": pl.String,
    }
    assert frame["metric"].to_list() == ["P01", "P02"]


def test_both_ends_of_a_selection_are_inside(small: SmallWarehouse, ask: Ask) -> None:
    small.add("activities", *(activity("公安局", date(2022, 5, day), str(day)) for day in (1, 2, 3, 4)))
    assert ask("P01", date(2022, 5, 2), date(2022, 5, 3))[0]["value"] == 2


def test_without_dates_the_answer_runs_from_the_first_record_to_the_cut_off(
    small: SmallWarehouse, ask: Ask
) -> None:
    small.add("activities", activity("公安局", date(2022, 9, 15)))
    rows = ask("P01", grain=Grain.MONTH)
    assert [row["period"] for row in rows] == ["2022-09", "2022-10", "2022-11", "2022-12"]


def test_periods_begin_with_the_first_record_whatever_is_filtered(small: SmallWarehouse, ask: Ask) -> None:
    small.add("activities", activity("公安局", date(2022, 10, 5)))
    small.table(
        "activities", covered=(date(2022, 11, 1), date(2022, 11, 30)), unit="司法局", is_zero_report=True
    )
    rows = ask("P01", grain=Grain.MONTH, where={"unit": ["司法局"]})
    assert [(row["period"], row["value"]) for row in rows] == [
        ("2022-10", None),
        ("2022-11", 0),
        ("2022-12", None),
    ]


def test_a_week_is_monday_to_sunday_and_belongs_to_its_iso_year(small: SmallWarehouse, ask: Ask) -> None:
    small.add(
        "activities",
        activity("公安局", date(2022, 1, 1)),  # Saturday of the last ISO week of 2021
        activity("公安局", date(2022, 1, 2), "二"),
        activity("公安局", date(2022, 1, 3), "三"),
    )
    rows = ask("P01", date(2022, 1, 1), date(2022, 1, 9), grain=Grain.WEEK)
    assert [(row["period"], row["value"]) for row in rows] == [("2021-W52", 2), ("2022-W01", 1)]


def test_silence_is_null_a_zero_report_is_zero_and_a_loaded_table_without_a_row_is_zero(
    small: SmallWarehouse, ask: Ask
) -> None:
    january = small.table("activities", covered=(date(2022, 1, 1), date(2022, 2, 28)), unit="公安局")
    small.table(
        "activities", covered=(date(2022, 3, 1), date(2022, 3, 31)), unit="公安局", is_zero_report=True
    )
    small.add("activities", activity("公安局", date(2022, 1, 5)), table=january)
    rows = ask("P01", date(2022, 1, 1), date(2022, 4, 30), grain=Grain.MONTH)
    assert [row["value"] for row in rows] == [1, 0, 0, None]


def test_a_units_silence_is_its_own(small: SmallWarehouse, ask: Ask) -> None:
    police = small.table("activities", covered=FIRST_QUARTER, unit="公安局")
    justice = small.table("activities", covered=(date(2022, 1, 1), date(2022, 1, 31)), unit="司法局")
    small.add("activities", activity("公安局", date(2022, 1, 5)), table=police)
    small.add("activities", activity("司法局", date(2022, 1, 6)), table=justice)
    rows = ask("P01", *FIRST_QUARTER, grain=Grain.MONTH, by=["unit"])
    assert {(row["period"], row["unit"]): row["value"] for row in rows} == {
        ("2022-01", "公安局"): 1,
        ("2022-01", "司法局"): 1,
        ("2022-02", "公安局"): 0,
        ("2022-02", "司法局"): None,
        ("2022-03", "公安局"): 0,
        ("2022-03", "司法局"): None,
    }


def test_a_unit_that_says_it_has_nothing_is_listed_with_zero(small: SmallWarehouse, ask: Ask) -> None:
    january = (date(2022, 1, 1), date(2022, 1, 31))
    small.add("activities", activity("公安局", date(2022, 1, 5)), table=small.table("activities"))
    for unit in ("教育局", "峡窝镇"):
        small.table("activities", covered=january, unit=unit, is_zero_report=True)
    by_unit = ask("P01", *january, by=["unit"])
    assert {row["unit"]: row["value"] for row in by_unit} == {"公安局": 1, "教育局": 0, "峡窝镇": 0}
    by_township = ask("P01", *january, by=["township"])
    assert {row["township"]: row["value"] for row in by_township} == {None: 1, "峡窝镇": 0}
    february = ask("P01", date(2022, 2, 1), date(2022, 2, 28), by=["unit"])
    assert february == []


def test_one_township_s_report_does_not_speak_for_another(small: SmallWarehouse, ask: Ask) -> None:
    january, february = ((date(2022, m, 1), date(2022, m, 28)) for m in (1, 2))
    for unit, month in (("峡窝镇", january), ("济源路街道", january), ("济源路街道", february)):
        table = small.table("activities", covered=month, unit=unit)
        small.add("activities", activity(unit, month[0]), table=table)
    rows = ask("P01", january[0], date(2022, 3, 31), grain=Grain.MONTH, by=["township"])
    assert {(row["period"], row["township"]): row["value"] for row in rows} == {
        ("2022-01", "峡窝镇"): 1,
        ("2022-01", "济源路街道"): 1,
        ("2022-02", "峡窝镇"): None,
        ("2022-02", "济源路街道"): 1,
        ("2022-03", "峡窝镇"): None,
        ("2022-03", "济源路街道"): None,
    }
    assert ask("P01", *february, where={"township": ["峡窝镇"]})[0]["value"] is None


def test_a_department_s_report_speaks_for_every_township(small: SmallWarehouse, ask: Ask) -> None:
    small.add("activities", activity("公安局", date(2022, 1, 5)), table=small.table("activities"))
    assert ask("P01", where={"township": ["峡窝镇"]})[0]["value"] == 0


def test_a_township_is_found_by_the_other_names_of_its_office(small: SmallWarehouse, ask: Ask) -> None:
    small.add("activities", activity("峡窝镇", date(2022, 1, 5)))
    assert ask("P01", where={"township": ["峡窝镇政府"]})[0]["value"] == 1


def test_a_table_whose_every_row_was_quarantined_reports_nothing(small: SmallWarehouse, ask: Ask) -> None:
    small.table("activities", covered=FIRST_QUARTER, loaded=0)
    assert ask("P01", *FIRST_QUARTER)[0]["value"] is None


def test_rows_are_ordered_by_period_then_dimensions_with_null_last(small: SmallWarehouse, ask: Ask) -> None:
    small.add(
        "activities",
        activity("公安局", date(2022, 2, 5), form="讲座"),
        activity("公安局", date(2022, 1, 5)),
        activity("公安局", date(2022, 1, 5), "二", form="展览"),
    )
    rows = ask("P01", *FIRST_QUARTER, grain=Grain.MONTH, by=["form"])
    assert [(row["period"], row["form"]) for row in rows][:3] == [
        ("2022-01", "展览"),
        ("2022-01", "讲座"),
        ("2022-01", None),
    ]


def test_values_named_outright_are_answered_even_where_nothing_happened(
    small: SmallWarehouse, ask: Ask
) -> None:
    small.add("activities", activity("公安局", date(2022, 1, 5), settings=["学校"]))
    rows = ask("P01", by=["setting"], where={"setting": ["军营", "学校"]})
    assert {row["setting"]: row["value"] for row in rows} == {"军营": 0, "学校": 1}


def test_filters_of_several_dimensions_hold_together_and_values_of_one_are_alternatives(
    small: SmallWarehouse, ask: Ask
) -> None:
    small.add(
        "activities",
        activity("公安局", date(2022, 1, 5), form="讲座"),
        activity("公安局", date(2022, 1, 6), form="展览"),
        activity("司法局", date(2022, 1, 7), form="讲座"),
    )
    assert ask("P01", where={"unit": ["公安局", "司法局"], "form": ["讲座"]})[0]["value"] == 2


@pytest.mark.parametrize("written", ["教体局", "教育局", "区教体局", "上街区教育局"])
def test_a_unit_is_found_by_its_other_names(small: SmallWarehouse, ask: Ask, written: str) -> None:
    small.add("activities", activity("教育局", date(2022, 1, 5)))
    assert ask("P01", where={"unit": [written]}, by=["unit"])[0]["unit"] == "教育局"


@pytest.mark.parametrize(
    ("metric", "selection", "message"),
    [
        ("P0l", Selection(), "没有名为「P0l」的指标，最接近的是：P0"),
        ("活动场数", Selection(), "P01 活动场次"),
        ("P01", Selection(by=("townships",)), "没有名为「townships」的维度，最接近的是：township"),
        (
            "P13",
            Selection(by=("setting",)),
            "指标 P13 不能按「setting」（七进类别）拆分或筛选，可用的维度：unit、",
        ),
        ("P01", Selection(where={"township": ("峡窝",)}), "没有「峡窝」这个值，最接近的是：峡窝镇"),
        ("P01", Selection(where={"unit": ("教育据",)}), "最接近的是：教育局"),
        ("P01", Selection(where={"setting": ("学笑",)}), "最接近的是：学校"),
        ("P01", Selection(where={"setting": ()}), "没有给出值"),
        ("P01", Selection(date(1, 1, 1), date(9999, 12, 31), Grain.WEEK), "时段太多"),
    ],
)
def test_a_wrong_name_is_answered_with_the_nearest_valid_ones(
    small: SmallWarehouse, metric: str, selection: Selection, message: str
) -> None:
    with small.pin() as snapshot, pytest.raises(BadSelection) as caught:
        query(snapshot, [metric], selection)
    assert message in str(caught.value)


def test_a_selection_whose_dates_are_reversed_is_refused() -> None:
    with pytest.raises(BadSelection, match="晚于"):
        Selection(date(2022, 2, 1), date(2022, 1, 1))


def test_a_metric_is_found_by_its_name_or_another_name(small: SmallWarehouse) -> None:
    small.add("activities", activity("公安局", date(2022, 1, 5)))
    with small.pin() as snapshot:
        frame = query(snapshot, ["活动场次", "受众人次", "p08"], Selection())
    assert frame["metric"].to_list() == ["P01", "P02", "P08"]


def test_an_empty_warehouse_answers_every_metric_with_null(small: SmallWarehouse) -> None:
    with small.pin() as snapshot:
        frame = query(snapshot, list(METRICS), Selection())
    assert frame.height == len(METRICS)
    assert frame["value"].null_count() == len(METRICS)


def test_metrics_over_one_fact_and_date_share_one_scan(
    small: SmallWarehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    small.add("activities", activity("公安局", date(2022, 1, 5)))
    with small.pin() as snapshot:
        statements: list[str] = []
        plain = snapshot.database.query

        def counted(sql: str, parameters: Any = ()) -> pl.DataFrame:
            statements.append(sql)
            return plain(sql, parameters)

        monkeypatch.setattr(snapshot.database, "query", counted)
        query(snapshot, ["P01", "P02", "P07", "P08", "P09"], Selection())
    assert sum(sql.count('"activities" AS') for sql in statements) == 1
