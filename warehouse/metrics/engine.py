"""Answering metrics: passes are shared, quotients formed at the edge, silence told apart from zero."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import islice, product

import ibis.expr.types as ir

from warehouse.contracts.registry import DATASETS
from warehouse.engines.duckdb import Database
from warehouse.errors import BadSelection
from warehouse.marts.build import MARTS
from warehouse.metrics import passes, scan
from warehouse.metrics.answer import Answer, divided, ordered_keys
from warehouse.metrics.asked import Asked, Condition
from warehouse.metrics.daily import DailyTotals
from warehouse.metrics.dimensions import Dimension, find_dimension, known_values, resolve_values
from warehouse.metrics.model import Basis, Measure, Metric
from warehouse.metrics.passes import Pass
from warehouse.metrics.scan import Keys, Part, Parts, Scan
from warehouse.metrics.selection import Grain, Period, Selection, period_of, periods
from warehouse.metrics.versions import Definitions
from warehouse.snapshots import Snapshot

TARGETS_MART = "targets"
MOST_PERIODS = 6000  # a hundred years of weeks
_Place = tuple[Scan, Measure]


@dataclass(frozen=True)
class Question:
    """A metric, as the snapshot defines it, with the selection's names resolved for it.

    is_defined: false where the snapshot was made before the metric was.
    """

    metric: Metric
    by: tuple[Dimension, ...]
    where: tuple[Condition, ...]
    is_defined: bool = True


@dataclass(frozen=True)
class Reported:
    """A period that a table or zero report of a dataset speaks for; unit None where unknown.

    known_from: a stock is known from the earliest of its rows on. is_zero: a zero report (零报告).
    """

    unit: str | None
    known_from: date
    start: date
    end: date
    is_zero: bool


class Engine:
    """Answers questions about one snapshot: `snapshot.once(Engine)` remembers what the snapshot knows.

    It holds nothing of what was asked, so that several threads may ask it.
    """

    def __init__(self, snapshot: Snapshot) -> None:
        self.database: Database = snapshot.database
        self.cutoff: date | None = snapshot.info.data_cutoff
        self.definitions = Definitions(snapshot.database, snapshot.id)
        self._known: dict[tuple[str, Dimension], dict[str, str]] = {}
        self._first: dict[tuple[str, str], date | None] = {}

    @cached_property
    def tables(self) -> dict[str, ir.Table]:
        """The snapshot's marts as Ibis tables."""
        return scan.mart_tables(self.database)

    @cached_property
    def _daily(self) -> DailyTotals:
        return DailyTotals(self.database, self.tables)

    @cached_property
    def _reported(self) -> dict[str, list[Reported]]:
        rows = self.database.query(
            "SELECT DISTINCT dataset, unit, rows_from, covered_from, covered_to, is_zero_report"
            " FROM mart.coverage"
        )
        result: dict[str, list[Reported]] = {}
        for dataset, *report in rows.iter_rows():
            result.setdefault(dataset, []).append(Reported(*report))
        return result

    def question(self, metric: Metric, selection: Selection) -> Question:
        """Resolve a metric to the snapshot's own definition, and the names of a selection for it.

        BadSelection names the nearest valid ones; UnknownDefinition where the program lacks the definition.
        """
        metric = self.definitions.metric(metric)
        by = tuple(find_dimension(name, metric.dimensions, metric.id) for name in selection.by)
        where = []
        for name, written in selection.where.items():
            dimension = find_dimension(name, metric.dimensions, metric.id)
            values = resolve_values(dimension, self.known_values(metric, dimension), written)
            if not values:
                raise BadSelection(f"维度 {name} 没有给出值，例如 --where {name}=…")
            where.append(Condition(dimension, values))
        return Question(metric, by, tuple(where), self.definitions.has(metric.id))

    def known_values(self, metric: Metric, dimension: Dimension) -> dict[str, str]:
        """Return every accepted way of writing → canonical value of a metric's dimension.

        A ratio may be asked for whatever it is split into: also for a group that only its denominator knows.
        """
        marts = [measure.over for measure in metric.measures if dimension.name not in measure.ignores]
        found: dict[str, str] = {}
        for mart in reversed(marts or [TARGETS_MART]):
            found |= self._known_in(mart, dimension)
        return found

    def _known_in(self, mart: str, dimension: Dimension) -> dict[str, str]:
        if mart not in self.tables:
            return {}
        if (mart, dimension) not in self._known:
            self._known[mart, dimension] = known_values(self.database, dimension, mart)
        return self._known[mart, dimension]

    def last_day(self, selection: Selection) -> date | None:
        """Return the last day that can be answered: `end`, but not beyond the data cut-off."""
        if self.cutoff is None:
            return None
        return min(selection.end or self.cutoff, self.cutoff)

    def answers(self, questions: Sequence[Question], selection: Selection) -> Iterator[Answer]:
        """Answer several questions under one selection, question by question."""
        (found,) = self.answers_together([(questions, selection)])
        yield from found

    def answers_together(
        self, asked: Sequence[tuple[Sequence[Question], Selection]]
    ) -> list[Iterator[Answer]]:
        """Answer questions under several selections with one look at the data; in their order."""
        wanted: list[list[Pass]] = []
        added_up: list[dict[_Place, Parts]] = []
        for questions, selection in asked:
            last = self.last_day(selection)
            known = [question for question in questions if self.can_answer(question)]
            if last is None or (selection.start is not None and selection.start > last):
                known = []
            by_day = self._by_day(known, selection.grain)
            added_up.append(self._added_up(by_day, selection, last) if last is not None else {})
            wanted.append(self._passes(known, selection, last, by_day) if last is not None else [])
        came_to = iter(passes.run(self.database, [one for group in wanted for one in group]))
        found: list[Iterator[Answer]] = []
        for (questions, selection), group, results in zip(asked, wanted, added_up, strict=True):
            results |= {
                (one.scan, measure): parts for one in group for measure, parts in next(came_to).items()
            }
            found.append(self._each(questions, selection, results))
        return found

    def _by_day(self, questions: Sequence[Question], grain: Grain) -> dict[_Place, None]:
        """Return the measures that are read from their totals by day, with the scan that would read them."""
        return {
            (one, measure): None
            for question in questions
            for measure in question.metric.measures
            if self._daily.adds_up(one := _scan_of(question, measure, grain), measure)
        }

    def _added_up(
        self, by_day: Mapping[_Place, None], selection: Selection, last: date
    ) -> dict[_Place, Parts]:
        self._daily.read(measure for _, measure in by_day)
        return {
            (one, measure): self._daily.parts(measure, selection.start, last, selection.grain)
            for one, measure in by_day
        }

    def _each(
        self, questions: Sequence[Question], selection: Selection, results: Mapping[_Place, Parts]
    ) -> Iterator[Answer]:
        last = self.last_day(selection)
        for question in questions:
            # To an older snapshot a newer metric is as if nothing had been reported.
            is_known = self.can_answer(question)
            yield from self._answer(question, selection, last if is_known else None, results)

    def can_answer(self, question: Question) -> bool:
        """Tell whether this snapshot has all that a metric reads: it may be older than the metric."""
        return question.is_defined and all(
            measure.over in self.tables
            and scan.can_read(self.tables[measure.over], measure, question.by, question.where)
            for measure in question.metric.measures
        )

    def _passes(
        self, questions: Sequence[Question], selection: Selection, last: date, but: Container[_Place]
    ) -> list[Pass]:
        """Return each distinct pass once, with all the measures that share it. but: those left out."""
        # Those of one date column are windowed together; a stock may count rows of any day.
        shared: dict[tuple[Scan, str | None], list[Measure]] = {}
        asking: dict[Scan, list[Metric]] = {}
        for question in questions:
            for measure in question.metric.measures:
                one = _scan_of(question, measure, selection.grain)
                if (one, measure) in but:
                    continue
                asking.setdefault(one, []).append(question.metric)
                wanted = shared.setdefault((one, measure.date), [])
                if measure not in wanted:
                    wanted.append(measure)
        wanted_passes = []
        for (one, _), measures in shared.items():
            days: tuple[date, ...] = ()
            if one.valid_from is not None:
                firsts = (self._first_record(metric, last) for metric in asking[one])
                start = last if selection.grain is Grain.TOTAL else selection.start or min(firsts)
                days = tuple(dict.fromkeys(_stock_days(start, last, selection.grain)))
            asked = Asked(selection.start, last, days if len(days) > 1 else (), one.where)
            schema = self.tables[one.over].schema()
            wanted_passes.append(Pass(schema, one, selection.grain, asked, tuple(measures)))
        return wanted_passes

    def _first_record(self, metric: Metric, last: date) -> date:
        """Return the day of a metric's first record; reference data, valid from of old, is no record."""
        dated = [(m.over, column) for m in metric.measures if (column := m.valid_from or m.date) is not None]
        recorded = [(over, column) for over, column in dated if MARTS[over].dataset is not None]
        days = [self._first_day(over, column, last) for over, column in recorded or dated]
        return min(days, default=last)

    def _first_day(self, over: str, column: str, last: date) -> date:
        """Return the day of a mart's first record, whatever is filtered; `last` if there is none yet."""
        if (over, column) not in self._first:
            table = self.tables[over]
            self._first[over, column] = self.database.run(table.agg(first=table[column].min())).item()
        first = self._first[over, column]
        return first if first is not None and first <= last else last

    def _answer(
        self,
        question: Question,
        selection: Selection,
        last: date | None,
        results: Mapping[_Place, Parts],
    ) -> Iterator[Answer]:
        metric = question.metric
        found = [
            (measure, results.get((_scan_of(question, measure, selection.grain), measure), {}))
            for measure in metric.measures
        ]
        asked = {dimension.name for dimension in question.by}
        groups = _groups(question, [parts for m, parts in found if not asked.intersection(m.ignores)])
        if last is not None:
            idle = self._zero_reporters(question, selection.start or date.min, last)
            groups = sorted({*groups, *idle}, key=ordered_keys)
        for period in self._periods(selection, last, metric):
            for keys in groups:
                cells = [
                    self._cell(question, measure, parts, period, keys, last, selection.grain)
                    for measure, parts in found
                ]
                yield divided(metric, period.label, keys, cells)

    def _periods(self, selection: Selection, last: date | None, metric: Metric) -> list[Period]:
        end = selection.end or last
        if selection.grain is Grain.TOTAL:
            return [Period(None, selection.start or date.min, end or date.max)]
        start = selection.start
        if start is None and last is not None:
            start = self._first_record(metric, last)
        if start is None or end is None:
            return []
        wanted = list(islice(periods(start, max(start, end), selection.grain), MOST_PERIODS + 1))
        if len(wanted) > MOST_PERIODS:
            raise BadSelection(f"时段太多（超过 {MOST_PERIODS} 个），请缩短起止日期或改用更长的时段")
        return wanted

    def _cell(
        self,
        question: Question,
        measure: Measure,
        parts: Parts,
        period: Period,
        keys: Keys,
        last: date | None,
        grain: Grain,
    ) -> Part | None:
        """Return a measure of one group and period: what was found, 0 if reported, None if not."""
        own_keys = tuple(
            value
            for dimension, value in zip(question.by, keys, strict=True)
            if dimension.name not in measure.ignores
        )
        if last is None or period.start > last:
            return None
        end = min(period.end, last)
        day: date | None = None
        if grain is not Grain.TOTAL:
            if measure.valid_from is not None:
                day = end
            elif measure.date is not None:
                day = period_of(period.start, grain).start
        part = parts.get((day, own_keys))
        if part is not None and part.rows:
            return part
        if self._was_reported(question, measure, period.start, end, keys):
            return Part(0.0, 0, None)
        return None

    @cached_property
    def _townships(self) -> frozenset[str]:
        return frozenset(self.database.query("SELECT name FROM reference.townships")["name"])

    def _zero_reporters(self, question: Question, start: date, end: date) -> set[Keys]:
        """Return the units, or townships, that say they have nothing: groups of 0, though without a row."""
        names = [dimension.name for dimension in question.by]
        measures = [m for m in question.metric.measures[:1] if MARTS[m.over].is_filed_by_unit]
        if names not in (["unit"], ["township"]) or not measures:
            return set()
        if any(condition.dimension.name not in names for condition in question.where):
            return set()
        reports = self._reported.get(MARTS[measures[0].over].dataset or "", ())
        asked = [set(condition.values) for condition in question.where]
        return {
            (report.unit,)
            for report in reports
            if report.is_zero and report.unit is not None and report.start <= end and report.end >= start
            if (names == ["unit"] or report.unit in self._townships)
            and all(report.unit in values for values in asked)
        }

    def _was_reported(self, question: Question, measure: Measure, start: date, end: date, keys: Keys) -> bool:
        """Tell whether somebody who could say so has reported on these days.

        For a unit only its own reports speak (its silence is 未报), for a township its own and those of
        departments, which are active everywhere.
        """
        mart = MARTS[measure.over]
        if not mart.datasets:
            return True  # reference data is always there
        mine = [report for dataset in mart.datasets for report in self._reported.get(dataset, ())]
        if mart.is_filed_by_unit:
            units, townships = _asked("unit", question, keys), _asked("township", question, keys)
            if units:
                mine = [report for report in mine if report.unit in units]
            elif townships:
                others = self._townships.difference(townships)
                mine = [report for report in mine if report.unit not in others]
        if question.metric.basis is Basis.CUMULATIVE and measure is question.metric.numerator:
            start = date(end.year, 1, 1)  # last year's reports say nothing about this year's total
        elif measure.valid_from is not None:
            return any(report.known_from <= end for report in mine)
        elif mart.dataset is not None and DATASETS[mart.dataset].is_year_form:
            # A yearly form says nothing about parts of its year.
            return any(start <= report.end <= end for report in mine)
        return any(report.start <= end and report.end >= start for report in mine)


def _scan_of(question: Question, measure: Measure, grain: Grain) -> Scan:
    is_timed = grain is not Grain.TOTAL
    return scan.scan_of(measure, question.by, question.where, is_timed=is_timed)


def _asked(name: str, question: Question, keys: Keys) -> tuple[str | None, ...]:
    """Return the values of a dimension that a group is about; empty where it is about all."""
    values: tuple[str | None, ...] = ()
    for condition in question.where:
        if condition.dimension.name == name:
            values = condition.values
    for dimension, value in zip(question.by, keys, strict=True):
        if dimension.name == name:
            values = (value,)
    return values


def _stock_days(start: date, last: date, grain: Grain) -> Iterator[date]:
    """Yield the days at which a stock is taken: each period's end, the last one cut at `last`."""
    if grain is Grain.TOTAL:
        yield last
    elif start <= last:
        for period in islice(periods(start, last, grain), MOST_PERIODS + 1):
            yield period.end


def _groups(question: Question, found: Sequence[Parts]) -> list[Keys]:
    """Return the groups that occur in any period, and those the selection names outright."""
    if not question.by:
        return [()]
    groups = {keys for parts in found for (_, keys), part in parts.items() if part.rows}
    named = {condition.dimension.name: condition.values for condition in question.where}
    if all(dimension.name in named for dimension in question.by):
        groups |= set(product(*(named[dimension.name] for dimension in question.by)))
    return sorted(groups, key=ordered_keys)
