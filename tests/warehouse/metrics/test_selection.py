"""Periods of the calendar."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warehouse.metrics.selection import Grain, Selection, period_of, periods

_GRAINS = [grain for grain in Grain if grain is not Grain.TOTAL]
_days = st.dates(date(1990, 1, 1), date(2060, 12, 31))


@pytest.mark.parametrize(
    ("day", "grain", "label", "start", "end"),
    [
        (date(2026, 11, 22), Grain.WEEK, "2026-W47", date(2026, 11, 16), date(2026, 11, 22)),
        (date(2027, 1, 3), Grain.WEEK, "2026-W53", date(2026, 12, 28), date(2027, 1, 3)),
        (date(2026, 12, 31), Grain.MONTH, "2026-12", date(2026, 12, 1), date(2026, 12, 31)),
        (date(2024, 2, 1), Grain.MONTH, "2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        (date(2026, 11, 22), Grain.QUARTER, "2026-Q4", date(2026, 10, 1), date(2026, 12, 31)),
        (date(2026, 6, 30), Grain.HALF, "2026-H1", date(2026, 1, 1), date(2026, 6, 30)),
        (date(2026, 7, 1), Grain.HALF, "2026-H2", date(2026, 7, 1), date(2026, 12, 31)),
        (date(2026, 1, 1), Grain.YEAR, "2026", date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_the_period_that_holds_a_day(day: date, grain: Grain, label: str, start: date, end: date) -> None:
    period = period_of(day, grain)
    assert (period.label, period.start, period.end) == (label, start, end)


@given(start=_days, length=st.integers(0, 800), grain=st.sampled_from(_GRAINS))
def test_periods_cover_a_span_without_gap_or_overlap_in_the_order_of_their_labels(
    start: date, length: int, grain: Grain
) -> None:
    end = start + timedelta(days=length)
    found = list(periods(start, end, grain))
    assert found[0].start == start
    assert found[-1].end == end
    assert all(a.end + timedelta(days=1) == b.start for a, b in itertools.pairwise(found))
    labels = [period.label or "" for period in found]
    assert labels == sorted(set(labels))


def test_equal_selections_are_equal_keys() -> None:
    one = Selection(by=("unit",), where={"unit": ["公安局"]})
    other = Selection(by=("unit",), where={"unit": ("公安局",)})
    assert one == other
    assert len({one, other}) == 1
