"""年底预计 by worked values: the pace of earlier years, the interval of their spread, the run rate."""

from __future__ import annotations

import math

import pytest

from warehouse.metrics.projection import EarlierYear, Pace, project_year


def years(*pairs: tuple[float, float]) -> list[EarlierYear]:
    return [EarlierYear(2020 + place, reached, whole) for place, (reached, whole) in enumerate(pairs)]


def test_the_total_is_carried_on_by_the_ratio_of_the_earlier_sums() -> None:
    found = project_year(60, 0.5, years((50, 100), (40, 100), (30, 100)))
    assert found is not None
    assert found.total == pytest.approx(60 * 300 / 120)
    assert (found.pace, found.years) == (Pace.EARLIER_YEARS, (2020, 2021, 2022))
    # Ratios 2, 2.5, 3.333: the standard deviation of their logarithms is 0.25609.
    logs = [math.log(2), math.log(2.5), math.log(10 / 3)]
    mean = sum(logs) / 3
    spread = math.sqrt(sum((one - mean) ** 2 for one in logs) / 2)
    assert spread == pytest.approx(0.25609, abs=1e-4)
    factor = math.exp(1.886 * spread * math.sqrt(4 / 3))
    assert (found.low, found.high) == (pytest.approx(150 / factor), pytest.approx(150 * factor))


def test_years_alike_leave_no_doubt_and_what_is_reached_stays_reached() -> None:
    found = project_year(90, 0.9, years((45, 50), (90, 100), (180, 200)))
    assert found is not None
    assert (found.low, found.total, found.high) == (
        pytest.approx(100),
        pytest.approx(100),
        pytest.approx(100),
    )
    wild = project_year(95, 0.97, years((99, 100), (60, 100), (98, 100)))
    assert wild is not None
    assert wild.low == 95


def test_of_many_years_the_latest_five_are_used() -> None:
    found = project_year(10, 0.5, years((1, 1000), *[(50.0, 100.0)] * 5))
    assert found is not None
    assert (found.years, found.total) == ((2021, 2022, 2023, 2024, 2025), 20)


@pytest.mark.parametrize(
    "earlier",
    [
        [],
        years((50, 100), (50, 100)),
        # Not begun by the day; a handful; more reached than there was at the end (corrected since).
        years((50, 100), (50, 100), (0, 100), (5, 11), (120, 100)),
    ],
)
def test_too_few_comparable_years_leave_an_even_pace_without_interval(earlier: list[EarlierYear]) -> None:
    found = project_year(30, 0.25, earlier)
    assert found is not None
    assert (found.total, found.low, found.high, found.pace, found.years) == (120, None, None, Pace.EVEN, ())


def test_nothing_is_said_of_a_year_without_a_beginning() -> None:
    assert project_year(None, 0.5, []) is None
    assert project_year(0, 0.5, years((50, 100), (50, 100), (50, 100))) is None
    assert project_year(5, 0.05, []) is None
    assert project_year(30, 1.0, []) is not None
