"""From one address to the next: nothing of the question is lost but what no longer fits."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dashboard.data.explore_address import Address, Against, Quick, Shape, read_address
from dashboard.data.explore_moves import (
    Key,
    drill_target,
    drilled,
    dropped,
    only,
    period_from_label,
    resolved,
    with_condition,
    with_metrics,
)
from dashboard.data.explore_shapes import Facts, default_shape, reasons
from warehouse.metrics.selection import Grain, period_of

DAY = date(2026, 11, 22)
TOWNS = Address(("P01",), ("township",), shape=Shape.HEAT)


def test_a_period_that_is_chosen_by_a_click_ends_with_the_data() -> None:
    days = {quick: resolved(Address(quick=quick), DAY) for quick in Quick}
    assert days == {
        Quick.YEAR: (date(2026, 1, 1), DAY),
        Quick.LAST_YEAR: (date(2025, 1, 1), date(2025, 12, 31)),
        Quick.MONTHS_12: (date(2025, 12, 1), DAY),
        Quick.YEARS_3: (date(2024, 1, 1), DAY),
        Quick.ALL: (None, DAY),
    }
    future = Address(start=date(2030, 1, 1), end=date(2031, 1, 1))
    assert resolved(future, DAY) == (DAY, DAY)


@pytest.mark.parametrize("grain", [grain for grain in Grain if grain is not Grain.TOTAL])
def test_a_label_names_its_period(grain: Grain) -> None:
    for day in (date(2026, 11, 22), date(2021, 1, 1), date(2020, 12, 31)):
        period = period_of(day, grain)
        assert period_from_label(period.label or "", grain) == period


def test_another_metric_takes_away_what_it_does_not_know() -> None:
    asked = with_condition(Address(("P01",), ("township",)), "setting", ["学校"])
    after = with_metrics(asked, ("P01", "P04"))
    assert (after.by, after.conditions) == ((), {"setting": ("学校",)})
    assert dropped(asked, after) == ("township",)
    assert with_condition(after, "setting", ()).where == ()


def test_a_mark_alone_becomes_a_filter_or_the_days_of_its_period() -> None:
    town = only(TOWNS, Key("P01", "2026-10", ("峡窝镇",)))
    assert town == Address(("P01",), where=(("township", ("峡窝镇",)),))
    month = only(Address(("P01", "P02")), Key("P02", "2026-10", ()))
    assert month == Address(("P02",), start=date(2026, 10, 1), end=date(2026, 10, 31))
    assert only(TOWNS, Key("P01", None, (None,))) is None
    assert only(Address(("P01",)), Key("P01", None, ())) is None


def test_drilling_goes_from_a_township_to_its_villages_and_from_a_year_to_its_quarters() -> None:
    key = Key("P01", "2026-10", ("峡窝镇",))
    assert drill_target(TOWNS, key) == "village"
    assert drilled(TOWNS, key) == Address(("P01",), ("village",), where=(("township", ("峡窝镇",)),))
    years = Address(("P01",), grain=Grain.YEAR, quick=Quick.ALL)
    quarters = drilled(years, Key("P01", "2025", ()))
    assert quarters == Address(("P01",), grain=Grain.QUARTER, start=date(2025, 1, 1), end=date(2025, 12, 31))
    assert drilled(Address(("P01",), grain=Grain.WEEK), Key("P01", "2026-W01", ())) is None
    for found in (drilled(TOWNS, key), quarters):
        assert found is not None
        assert read_address(found.query()) == (found, ())


def test_a_comparison_with_the_thing_itself_loses_its_object() -> None:
    asked = replace(TOWNS, against=Against.OTHER, other=("township", "峡窝镇"))
    found = only(asked, Key("P01", None, ("峡窝镇",)))
    assert found is not None
    assert found.other is None


@pytest.mark.parametrize(
    ("facts", "shape"),
    [
        (Facts(1, 1, 0, 0, 12, Grain.MONTH), Shape.LINE),
        (Facts(3, 1, 0, 0, 12, Grain.MONTH), Shape.LINE),
        (Facts(2, 2, 0, 0, 12, Grain.MONTH), Shape.MULTIPLES),
        (Facts(1, 1, 1, 6, 12, Grain.MONTH), Shape.LINE),
        (Facts(1, 1, 1, 7, 12, Grain.MONTH), Shape.MULTIPLES),
        (Facts(1, 1, 2, 17, 1, Grain.TOTAL), Shape.HEAT),
        (Facts(1, 1, 1, 6, 1, Grain.TOTAL), Shape.BAR),
        (Facts(1, 1, 1, 63, 1, Grain.TOTAL), Shape.DOTS),
        (Facts(1, 1, 1, 6, 1, Grain.TOTAL, is_rate=True), Shape.DOTS),
        (Facts(1, 1, 1, 6, 1, Grain.TOTAL, has_base=True), Shape.DOTS),
        (Facts(2, 1, 0, 0, 1, Grain.TOTAL), Shape.BAR),
        (Facts(2, 2, 1, 6, 1, Grain.TOTAL), Shape.MULTIPLES),
        (Facts(2, 2, 0, 0, 1, Grain.TOTAL), Shape.TABLE),
        (Facts(1, 1, 0, 0, 1, Grain.TOTAL), Shape.TABLE),
        (Facts(1, 1, 0, 0, 12, Grain.MONTH, has_values=False), Shape.TABLE),
        (Facts(6, 6, 2, 500, 60, Grain.MONTH), Shape.MULTIPLES),
        (Facts(2, 2, 2, 30, 1, Grain.TOTAL), Shape.TABLE),
    ],
)
def test_the_shape_that_tells_most(facts: Facts, shape: Shape) -> None:
    assert default_shape(facts) is shape
    assert reasons(facts)[shape] == ""


def test_a_control_chart_is_offered_where_the_series_bears_it() -> None:
    assert reasons(Facts(1, 1, 0, 0, 12, Grain.MONTH))[Shape.CONTROL] == ""
    assert reasons(Facts(1, 1, 0, 0, 12, Grain.MONTH, control="少发事项"))[Shape.CONTROL] == "少发事项"
    for facts in (Facts(1, 1, 1, 6, 12, Grain.MONTH), Facts(1, 1, 0, 0, 5, Grain.YEAR)):
        assert reasons(facts)[Shape.CONTROL]
