"""序时进度 by last year's seasonality: how much of a year is usual by a day of it.

Work on the rule of law has seasons: the 12·4 week, Spring Festival, school terms. The profile of a target may
therefore be that of the year before: the share of its total that had been reached by the same day.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from warehouse.metrics.answer import Answer
from warehouse.metrics.comparison import elapsed_share_of_year, same_elapsed_period_last_year, year_to_date
from warehouse.metrics.engine import Engine
from warehouse.metrics.model import Metric
from warehouse.metrics.selection import Grain, Selection

# A year with fewer things in it than one a month has no season.
SMALLEST_TOTAL = 12
_MONTHS = 12


def expected_share(
    engine: Engine, metric: Metric, day: date, where: Mapping[str, tuple[str, ...]], *, is_seasonal: bool
) -> float:
    """Return what share of a year's total is due by the end of a day, 0–1.

    Even: the elapsed share of the year. Seasonal: last year's share by the same day, or even where last
    year has a month without any report, or a total below `SMALLEST_TOTAL`.
    """
    share = last_years_share(engine, metric, day, where) if is_seasonal else None
    return elapsed_share_of_year(day) if share is None else share


def last_years_share(
    engine: Engine, metric: Metric, day: date, where: Mapping[str, tuple[str, ...]]
) -> float | None:
    """Return the share of last year's total reached by the same day; None if last year does not tell."""
    first, last = date(day.year - 1, 1, 1), date(day.year - 1, 12, 31)
    months = _ask(engine, metric, Selection(first, last, Grain.MONTH, where=where))
    if len(months) < _MONTHS or any(month.value is None for month in months):
        return None
    (whole,) = _ask(engine, metric, Selection(first, last, where=where))
    elapsed = year_to_date(day)
    before = same_elapsed_period_last_year(elapsed.start, elapsed.end)
    (reached,) = _ask(engine, metric, Selection(before.start, before.end, where=where))
    if whole.value is None or reached.value is None or whole.value < SMALLEST_TOTAL:
        return None
    return reached.value / whole.value


def _ask(engine: Engine, metric: Metric, selection: Selection) -> list[Answer]:
    return list(engine.answers([engine.question(metric, selection)], selection))
