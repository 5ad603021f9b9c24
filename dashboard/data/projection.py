"""年底预计: a metric's running total carried on to the end of the year, month by month, with its interval."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dashboard.data.ask import NO_FILTER, Answer, Where, series, totals
from warehouse.metrics.comparison import elapsed_share_of_year
from warehouse.metrics.projection import MOST_YEARS, EarlierYear, Projection, project_year
from warehouse.metrics.selection import Grain
from warehouse.snapshots import Snapshot

_MONTHS = 12


@dataclass(frozen=True)
class YearEnd:
    """A projection, and the way to it: one value per month from the one that runs on to December.

    lows, highs: empty without an interval.
    """

    projection: Projection
    first_month: int
    values: tuple[float, ...]
    lows: tuple[float, ...]
    highs: tuple[float, ...]


@dataclass(frozen=True)
class Years:
    """A metric's values by month for this year, as far as it goes, and the last; and where it leads."""

    this_year: tuple[Answer, ...]
    last_year: tuple[Answer, ...]
    year_end: YearEnd | None


def years_with_projection(
    snapshot: Snapshot, metric_ids: Sequence[str], as_of: date, where: Where = NO_FILTER
) -> dict[str, Years]:
    """Return this year and the last by month, with the projection, of metrics that accumulate.

    An earlier year counts for the pace if each of its months was reported.
    """
    first = as_of.year - MOST_YEARS
    months = series(snapshot, metric_ids, date(first, 1, 1), as_of, Grain.MONTH, where)
    by_year = {
        metric_id: {
            year: tuple(answer for answer in answers if (answer.period or "").startswith(f"{year}-"))
            for year in range(first, as_of.year + 1)
        }
        for metric_id, answers in months.items()
    }
    whole_years = [
        year for year in range(first, as_of.year) if any(_is_whole(years[year]) for years in by_year.values())
    ]
    reached = {
        year: totals(snapshot, metric_ids, date(year, 1, 1), _same_day(as_of, year), where)
        for year in whole_years
    }
    return {
        metric_id: Years(
            years[as_of.year],
            years[as_of.year - 1],
            _year_end(
                as_of,
                years,
                {year: found[metric_id].value for year, found in reached.items() if _is_whole(years[year])},
            ),
        )
        for metric_id, years in by_year.items()
    }


def _is_whole(months: Sequence[Answer]) -> bool:
    return len(months) == _MONTHS and all(month.value is not None for month in months)


def _same_day(as_of: date, year: int) -> date:
    return (
        as_of.replace(year=year, day=28) if (as_of.month, as_of.day) == (2, 29) else as_of.replace(year=year)
    )


def _year_end(
    as_of: date, years: Mapping[int, Sequence[Answer]], reached: Mapping[int, float | None]
) -> YearEnd | None:
    known = [month.value for month in years[as_of.year] if month.value is not None]
    earlier = [
        EarlierYear(year, by_then, sum(month.value or 0 for month in years[year]))
        for year, by_then in reached.items()
        if by_then is not None
    ]
    found = project_year(sum(known) if known else None, elapsed_share_of_year(as_of), earlier)
    if found is None:
        return None
    used = [one for one in earlier if one.year in found.years]
    shares = _shares(as_of, used, years)
    has_band = found.low is not None and found.high is not None
    return YearEnd(
        found,
        as_of.month,
        _way(found.reached, found.total, shares),
        _way(found.reached, found.low or 0, shares) if has_band else (),
        _way(found.reached, found.high or 0, shares) if has_band else (),
    )


def _shares(as_of: date, used: Sequence[EarlierYear], years: Mapping[int, Sequence[Answer]]) -> list[float]:
    """Return how much of what is still to come is done by the end of each month: 0 now, 1 in December.

    As in the earlier years; evenly without them, or where nothing came after this day.
    """
    later = range(as_of.month + 1, _MONTHS + 1)
    now = sum(one.reached for one in used)
    rest = sum(one.whole for one in used) - now
    if rest <= 0:
        return [0.0, *((month - as_of.month) / (_MONTHS - as_of.month) for month in later)]
    done = [
        sum(month.value or 0 for one in used for month in years[one.year][:until]) - now for until in later
    ]
    return [0.0, *(amount / rest for amount in done)]


def _way(start: float, end: float, shares: Sequence[float]) -> tuple[float, ...]:
    """Return the values from start to end; in December itself the end is a step away."""
    steps = shares if len(shares) > 1 else (0.0, 1.0)
    return tuple(start + (end - start) * share for share in steps)
