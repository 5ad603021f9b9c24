"""A metric beside the year before, the period before, and over twelve months."""

from __future__ import annotations

from datetime import date

import pytest

from tests.support.small_warehouse import SmallWarehouse, activity
from warehouse.errors import BadSelection
from warehouse.metrics.compared import Against, compare, rolling_year_values
from warehouse.metrics.comparison import ChangeKind
from warehouse.metrics.selection import Grain, Selection

YEARS = (date(2020, 1, 1), date(2022, 12, 31))


@pytest.fixture
def three_years(small: SmallWarehouse) -> SmallWarehouse:
    """公安局: 10 sessions every March, 30 every December; 教育局: 4 in March 2021, 6 in March 2022."""
    for year in (2020, 2021, 2022):
        small.add(
            "activities",
            activity("公安局", date(year, 3, 10), sessions=10),
            activity("公安局", date(year, 12, 4), sessions=30),
            table=small.table("activities", covered=YEARS, unit="公安局"),
        )
    small.add(
        "activities",
        activity("教育局", date(2021, 3, 10), sessions=4, village="方顶村"),
        activity("教育局", date(2022, 3, 10), sessions=6, village="方顶村"),
        table=small.table("activities", covered=YEARS, unit="教育局"),
    )
    return small


def test_a_flow_is_compared_over_the_same_elapsed_part_of_the_year(three_years: SmallWarehouse) -> None:
    asked = Selection(date(2022, 1, 1), date(2022, 6, 30), by=("unit",))
    with three_years.pin() as snapshot:
        whole = compare(snapshot, "P01", Selection(asked.start, asked.end), Against.YEAR_BEFORE)
        by_unit = compare(snapshot, "P01", asked, Against.YEAR_BEFORE)
    assert (whole.base_period.start, whole.base_period.end) == (date(2021, 1, 1), date(2021, 6, 30))
    (one,) = whole.groups
    assert (one.value, one.base, one.change.kind) == (16, 14, ChangeKind.PERCENT)
    told = {group.group: (group.change.kind, group.change.value) for group in by_unit.groups}
    # 教育局 had four: too few for a percentage.
    assert told == {("公安局",): (ChangeKind.PERCENT, 0), ("教育局",): (ChangeKind.COUNT, 2)}


def test_a_ratio_changes_in_points_and_a_group_unknown_before_has_no_change(
    three_years: SmallWarehouse,
) -> None:
    march = Selection(date(2022, 3, 1), date(2022, 3, 31), Grain.MONTH)
    with three_years.pin() as snapshot:
        coverage = compare(snapshot, "P05", march, Against.PERIOD_BEFORE)
        early = compare(snapshot, "P01", Selection(date(2020, 3, 1), date(2020, 3, 31)), Against.YEAR_BEFORE)
    (one,) = coverage.groups
    assert (one.value, one.base, one.change.kind, one.change.value) == (25, 0, ChangeKind.POINTS, 25)
    assert (coverage.base_period.label, coverage.base_period.end) == ("2022-02", date(2022, 2, 28))
    assert coverage.note == "对比期含春节假期4天，本期不含"
    assert (early.groups[0].base, early.groups[0].change.kind) == (None, ChangeKind.NONE)


def test_a_stock_is_compared_at_the_ends_and_the_end_is_cut_at_the_data_cut_off(
    small: SmallWarehouse,
) -> None:
    named = {
        "subject_type": "村社区",
        "category": "民主法治示范村（社区）",
        "level": "市",
        "event": "命名",
        "happened_on_precision": "day",
    }
    for subject, day in (("方顶村", date(2020, 5, 1)), ("石嘴村", date(2022, 5, 1))):
        small.add("creation_events", {**named, "subject": subject, "happened_on": day})
    with small.pin() as snapshot:
        found = compare(snapshot, "C01", Selection(date(2022, 1, 1), date(2023, 6, 30)), Against.YEAR_BEFORE)
    assert (found.period.end, found.base_period.end) == (date(2022, 12, 31), date(2021, 12, 31))
    assert [(one.value, one.base, one.change.value) for one in found.groups] == [(2, 1, 1)]


def test_a_running_total_is_not_compared_across_new_year_but_with_the_same_day(small: SmallWarehouse) -> None:
    reports = ((2021, "公安局"), (2021, "司法局"), (2022, "公安局"))
    small.add(
        "shufa",
        *(
            {"unit": unit, "post": "局长", "year": year, "reported_on": date(year, 1, 20)}
            for year, unit in reports
        ),
    )
    january = Selection(date(2022, 1, 1), date(2022, 1, 31), Grain.MONTH)
    with small.pin() as snapshot:
        year_before = compare(snapshot, "A01", january, Against.YEAR_BEFORE)
        month_before = compare(snapshot, "A01", january, Against.PERIOD_BEFORE)
        rolling = rolling_year_values(snapshot, ["A01"], date(2022, 6, 30))
    assert year_before.groups[0].change.value == pytest.approx(-100 / 6)
    assert month_before.groups[0].change.kind is ChangeKind.NONE
    assert rolling["value"].to_list() == [None]


def test_twelve_months_are_answered_for_any_end_day_and_a_stock_at_it(three_years: SmallWarehouse) -> None:
    with three_years.pin() as snapshot:
        frame = rolling_year_values(snapshot, ["P01", "P05"], date(2022, 3, 9))
        units = rolling_year_values(snapshot, ["P01"], date(2022, 12, 3), by=("unit",))
    # 10 March 2021 to 9 March 2022: 10 + 4 in March, 30 in December.
    assert frame.select("metric", "value").rows() == [("P01", 44), ("P05", 25)]
    assert dict(units.select("unit", "value").iter_rows()) == {"公安局": 40, "教育局": 6}


def test_without_a_beginning_there_is_nothing_to_shift(three_years: SmallWarehouse) -> None:
    with three_years.pin() as snapshot, pytest.raises(BadSelection, match="起始日"):
        compare(snapshot, "P01", Selection(end=date(2022, 6, 30)), Against.YEAR_BEFORE)
