"""Sums and counts of the whole district by day: read once for a snapshot, then any period is two look-ups.

A year to date, the same days of last year, twelve weeks: what a page asks most are sums over days. Of each
measure that adds up over days (flows that are summed or counted, unsplit and unfiltered) the totals up to
each day are kept, so that a period costs no query, however many rows the snapshot has. Sums are of whole or
decimal numbers, so that they are exact in any order; others are left to the engine.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import accumulate
from typing import Any

import ibis
import ibis.expr.types as ir

from warehouse.contracts.types import Qualifier
from warehouse.engines.duckdb import Database
from warehouse.metrics import qualifiers
from warehouse.metrics.model import Kind, Measure
from warehouse.metrics.passes import aggregates, narrow
from warehouse.metrics.scan import Part, Parts, Scan, condition_of
from warehouse.metrics.selection import Grain, period_of, periods

_REMEMBERED = 512


@dataclass(frozen=True)
class _Line:
    """A measure's days in order, and its totals up to each of them; the totals begin with those before it."""

    days: Sequence[date]
    values: Sequence[Any]
    rows: Sequence[int]
    marks: Mapping[Qualifier, Sequence[int]]

    def part(self, first: date, last: date) -> Part | None:
        """Return what the days from first to last came to; None where they have no row."""
        begin, end = bisect_left(self.days, first), bisect_right(self.days, last)
        rows = self.rows[end] - self.rows[begin] if end > begin else 0
        if not rows:
            return None
        marked = (kind for kind, counts in self.marks.items() if counts[end] > counts[begin])
        return Part(float(self.values[end] - self.values[begin]), rows, qualifiers.total(marked))


class DailyTotals:
    """The lines of one snapshot, each read when it is first asked for."""

    def __init__(self, database: Database, schemas: Mapping[str, ir.Table]) -> None:
        self._database = database
        self._tables = schemas
        self._lines: dict[Measure, _Line] = {}

    def adds_up(self, one: Scan, measure: Measure) -> bool:
        """Tell whether a measure can be read from its line, under a scan."""
        if one.by or one.where or measure.date is None or measure.kind is Kind.DISTINCT:
            return False
        if measure.kind is Kind.COUNT:
            return True
        kind = self._tables[measure.over].schema()[measure.value]
        return bool(kind.is_integer() or kind.is_decimal())

    def read(self, measures: Iterable[Measure]) -> None:
        """Read the lines of measures that are not known yet, those of one mart and date column together."""
        together: dict[tuple[str, str], list[Measure]] = {}
        for measure in measures:
            if measure not in self._lines and measure.date is not None:
                same = together.setdefault((measure.over, measure.date), [])
                if measure not in same:
                    same.append(measure)
        for (over, column), same in together.items():
            sql = _compiled(self._tables[over].schema(), over, column, tuple(same))
            frame = self._database.query(f"SELECT * FROM ({sql}) ORDER BY day")
            days = frame["day"].to_list()
            for position, measure in enumerate(same):
                self._lines[measure] = _line(days, frame.to_dict(), position, measure)

    def parts(self, measure: Measure, first: date | None, last: date, grain: Grain) -> Parts:
        """Return a measure by period, as a pass would; `read` has to have read it."""
        line = self._lines[measure]
        if grain is Grain.TOTAL:
            part = line.part(first or date.min, last)
            return {} if part is None else {(None, ()): part}
        begin = first or (line.days[0] if line.days else last)
        found: Parts = {}
        for period in periods(begin, max(begin, last), grain):
            part = line.part(max(period.start, begin), min(period.end, last))
            if part is not None:
                found[period_of(period.start, grain).start, ()] = part
        return found


def _line(days: Sequence[date], columns: Mapping[str, Any], position: int, measure: Measure) -> _Line:
    rows = columns[f"rows_{position}"].to_list()
    name = f"rows_{position}" if measure.kind is Kind.COUNT else f"value_{position}"
    values = [value or 0 for value in columns[name].to_list()]
    marks = {
        kind: _totals(columns[f"{kind.value}_{position}"].to_list())
        for kind in Qualifier
        if f"{kind.value}_{position}" in columns
    }
    return _Line(days, _totals(values), _totals(rows), marks)


def _totals(values: Iterable[Any]) -> list[Any]:
    return list(accumulate(values, initial=0))


@lru_cache(maxsize=_REMEMBERED)
def _compiled(schema: ibis.Schema, over: str, column: str, measures: tuple[Measure, ...]) -> str:
    """Return the SQL of the measures by day."""
    one = Scan(over, column, None, None, (), ())
    rows = narrow(schema, one, measures)
    rows = rows.filter(rows[column].notnull()).mutate(day=rows[column].cast("date"))
    columns: dict[str, Any] = {}
    for position, measure in enumerate(measures):
        columns |= aggregates(rows, measure, condition_of(rows, measure), position)
    return str(ibis.to_sql(rows.group_by("day").agg(**columns), dialect="duckdb", pretty=False))
