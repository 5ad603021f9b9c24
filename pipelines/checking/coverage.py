"""What a table says of itself: who filed it, when, and for which days."""

from __future__ import annotations

from datetime import date, timedelta

import polars as pl

from pipelines.checking.checked import SourceFile
from pipelines.checking.finding_kinds import CATALOGUE
from pipelines.checking.findings import FindingCollector
from pipelines.clean.dates import DateSpan, parse_date, parse_period, parse_year
from pipelines.clean.names import Match, NameIndex
from pipelines.locate import LocatedTable
from warehouse.contracts.model import Dataset
from warehouse.contracts.types import Severity

# A clerk may date a form some days ahead; a filing date further ahead of the file itself is a typo.
_BELIEVABLE_PREDATING = timedelta(days=31)


def filing_date(located: LocatedTable, file: SourceFile, findings: FindingCollector) -> tuple[date, bool]:
    """Return when the form was filed, and whether the form itself says so."""
    modified_on = file.modified_at.date()
    stated = located.envelope.filed_on
    if stated is None:
        return modified_on, False
    parsed = parse_date(stated.text, default_year=modified_on.year)
    if not isinstance(parsed, DateSpan):
        return modified_on, False
    if parsed.end > modified_on + _BELIEVABLE_PREDATING:
        cells = [stated.cell] if stated.cell is not None else []
        findings.add(
            CATALOGUE["filed_date_unlikely"],
            Severity.WARNING,
            stated.cell[0] if stated.cell is not None else 0,
            cells,
            params={"text": stated.text},
        )
        return modified_on, False
    return parsed.end, True


def default_year(located: LocatedTable, filed_on: date) -> int:
    """Return the year that completes 「3月5日」: the form's year or period, else that of its filing."""
    if located.envelope.year is not None:
        year = parse_year(located.envelope.year.text)
        if isinstance(year, int):
            return year
    if located.envelope.period is not None:
        period = parse_period(located.envelope.period.text, filed_on.year)
        if period is not None:
            return period[0].year
    return filed_on.year


def sender(
    located: LocatedTable, names: NameIndex, filed_on: date, accepted: pl.DataFrame
) -> tuple[str | None, str | None]:
    """Return who filed the table: the envelope's unit, else the only unit of its rows."""
    if located.envelope.unit is not None:
        match = names.unit(located.envelope.unit.text, filed_on)
        if isinstance(match, Match):
            return match.name, match.code
        if located.dataset.is_year_form:
            return located.envelope.unit.text, None
    if {"unit", "unit_code"} <= set(accepted.columns):
        units = accepted.select("unit", "unit_code").unique()
        if units.height == 1:
            name, code = units.row(0)
            return name, code
    return None, None


def stated_period(located: LocatedTable, default_year: int) -> tuple[date, date] | None:
    """Return the period that the form itself names: a span of days, else a year."""
    if located.envelope.period is not None:
        period = parse_period(located.envelope.period.text, default_year)
        if period is not None:
            return period
    if located.envelope.year is not None or located.dataset.is_year_form:
        return date(default_year, 1, 1), date(default_year, 12, 31)
    return None


def coverage(
    located: LocatedTable, accepted: pl.DataFrame, filed_on: date, default_year: int
) -> tuple[date, date] | None:
    """Return the days that the table reports on, never past its filing date.

    The stated period, else the stated year, else the days of its rows, else the month of filing.
    """
    dataset = located.dataset
    period = stated_period(located, default_year)
    first, last = _span_of_rows(dataset, accepted)
    if first is not None and last is not None:
        if period is None or dataset.is_by_year:
            period = first, last
        else:
            period = min(period[0], first), max(period[1], last)
    if period is None:
        period = filed_on.replace(day=1), filed_on
    return period[0], max(min(period[1], filed_on), period[0])


def _span_of_rows(dataset: Dataset, accepted: pl.DataFrame) -> tuple[date | None, date | None]:
    """Return the first and last day of the rows; rows that name their year report the whole of it."""
    if accepted.is_empty():
        return None, None
    if dataset.is_by_year:
        years = accepted["year"].drop_nulls().to_list()
        return (date(min(years), 1, 1), date(max(years), 12, 31)) if years else (None, None)
    if dataset.date is None:
        return None, None
    days = accepted[dataset.date].drop_nulls().to_list()
    return (min(days), max(days)) if days else (None, None)
