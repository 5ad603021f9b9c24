"""From two answers of a metric to the rows that make the difference.

The way from the older to the newer number is walked in steps, each of which changes one thing: the rows
(or reference data, decisions …), then the definition, then the day. Rows that count differently over a
step are its causes, so that the steps' causes add up to the change.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

import polars as pl

from warehouse.differences.atoms import Segment, joined
from warehouse.differences.inputs import EXCHANGED, CannotRebuild, Inputs, Workshop, tables_of
from warehouse.differences.model import Cause, CauseKind, Parts
from warehouse.differences.origins import Origin, Origins
from warehouse.differences.places import Pair
from warehouse.differences.rows import Change, CountedRows, Item, Window, changes, standing, total
from warehouse.metrics.asked import Condition
from warehouse.metrics.dimensions import Dimension
from warehouse.metrics.engine import Engine, Question
from warehouse.metrics.model import Measure, Metric
from warehouse.metrics.versions import digest, superseded_by
from warehouse.snapshots import Snapshot

_NOT_YET = "旧快照生成时还没有这项指标"
_NO_LONGER = "新快照没有这项指标"
_NO_DATA = "有一个快照缺少这项指标所需的数据表"


@dataclass(frozen=True)
class Explained:
    """The exact parts of a number before and after, and the causes of the change."""

    before: Parts
    after: Parts
    causes: tuple[Cause, ...]


@dataclass(frozen=True)
class _Point:
    """A number on the way: the rows it is counted from (None: it cannot be), its definition and its days."""

    rows: CountedRows | None
    question: Question
    window: Window


@dataclass(frozen=True)
class _Step:
    """From one point to the next. kind: what changed; None where rows did, and tell for themselves.

    otherwise: the kind of rows that are as they were, where something beside the rows moved them.
    """

    start: _Point
    end: _Point
    kind: CauseKind | None
    detail: str = ""
    otherwise: CauseKind | None = None


@dataclass(frozen=True)
class _Role:
    """A numerator or denominator at both ends of a step: its measures and the rows that count."""

    measures: tuple[Measure | None, Measure | None]
    rows: tuple[pl.DataFrame, pl.DataFrame]

    @cached_property
    def changes(self) -> dict[Item, Change]:
        """The rows that count differently."""
        return changes(self.measures, *self.rows)

    def of(self, items: Iterable[Item]) -> dict[Item, Change]:
        """Return what each row adds at both ends, also where it adds the same."""
        found = dict(self.changes)
        others = [item for item in items if item not in found]
        stands = [
            {} if measure is None else standing(measure, frame, others)
            for measure, frame in zip(self.measures, self.rows, strict=True)
        ]
        for item in others:
            found[item] = Change(stands[0].get(item), stands[1].get(item), Fraction(0))
        return found


class Explainer:
    """Explains numbers of two snapshots; made for one comparison and then closed."""

    def __init__(self, before: Snapshot, after: Snapshot) -> None:
        self.engines = (Engine(before), Engine(after))
        self._rows = tuple(CountedRows(one.database, one.tables) for one in self.engines)
        self._origins = Origins(before.database, after.database)
        self._inputs = Inputs(before, after)
        self._workshop = Workshop(before, after)
        self._mixed: dict[tuple[frozenset[str], frozenset[CauseKind]], CountedRows] = {}

    def close(self) -> None:
        """Give back what mixed marts take."""
        for rows in self._mixed.values():
            rows.close()

    def prepare(self, pairs: Iterable[Pair], by: Sequence[Dimension]) -> None:
        """Fetch the rows of several metrics, those of one mart together."""
        listed = list(pairs)
        for position, rows in enumerate(self._rows):
            wanted: dict[tuple[Condition, ...], list[Measure]] = {}
            for pair in listed:
                question = pair.after if position else pair.before
                if self.engines[position].can_answer(question):
                    wanted.setdefault(question.where, []).extend(question.metric.measures)
            for where, measures in wanted.items():
                rows.fetch(measures, by, where)

    def explain(
        self, pair: Pair, keys: Mapping[Dimension, str | None], windows: tuple[Window, Window]
    ) -> Explained:
        """Explain one number: a metric of the group `keys` over what each snapshot answers of a period."""
        segments = []
        for step in self._steps(pair, keys, windows):
            ends = (self._parts(step.start, keys), self._parts(step.end, keys))
            segments.append(Segment(*ends, tuple(self._causes(step, keys))))
        causes = [
            replace(cause, detail=_redefinition(pair)) if cause.kind is CauseKind.REDEFINED else cause
            for cause in joined(segments)
        ]
        return Explained(segments[0].before, segments[-1].after, tuple(causes))

    def _steps(
        self, pair: Pair, keys: Mapping[Dimension, str | None], windows: tuple[Window, Window]
    ) -> list[_Step]:
        old, new = pair.before, pair.after
        first = _Point(self._rows[0] if self.engines[0].can_answer(old) else None, old, windows[0])
        last = _Point(self._rows[1] if self.engines[1].can_answer(new) else None, new, windows[1])
        if first.rows is None or last.rows is None:
            return [_Step(first, last, CauseKind.REDEFINED)]
        arrived = replace(last, window=windows[0])
        later = [] if windows[0] == windows[1] else [_Step(arrived, last, CauseKind.TIME)]
        if digest(old.metric) == digest(new.metric):
            return [*self._data_steps(first, arrived, keys), *later]
        then, now = replace(new, metric=old.metric), replace(old, metric=new.metric)
        if self.engines[1].can_answer(then):
            between = replace(arrived, question=then)
            return [
                *self._data_steps(first, between, keys),
                _Step(between, arrived, CauseKind.REDEFINED),
                *later,
            ]
        if self.engines[0].can_answer(now):
            between = replace(first, question=now)
            return [
                _Step(first, between, CauseKind.REDEFINED),
                *self._data_steps(between, arrived, keys),
                *later,
            ]
        return [_Step(first, arrived, CauseKind.REDEFINED), *later]

    def _data_steps(self, start: _Point, end: _Point, keys: Mapping[Dimension, str | None]) -> list[_Step]:
        """Return the steps from one snapshot's data to the other's, under one definition."""
        plain = _Step(start, end, None)
        moved = [item for role in self._roles(plain, keys) for item in role.changes]
        if all(origin.is_certain for origin in self.origins_of(moved).values()):
            return [plain]
        marts = frozenset(measure.over for measure in start.question.metric.measures)
        differing = self._inputs.differing(marts)
        others = differing - {CauseKind.ADDED}
        if not others:
            return [plain]
        if len(others) == len(differing) == 1:
            return [replace(plain, otherwise=next(iter(others)))]
        try:
            return self._mixed_steps(start, end, marts, others)
        except CannotRebuild:
            kinds = (CauseKind.REBUILT, *EXCHANGED)
            return [replace(plain, otherwise=next(kind for kind in kinds if kind in others))]

    def _mixed_steps(
        self, start: _Point, end: _Point, marts: frozenset[str], others: frozenset[CauseKind]
    ) -> list[_Step]:
        """Return a step per kind of input, over marts built from the tables of both snapshots."""
        points: list[tuple[CauseKind | None, _Point]] = []
        exchanged: frozenset[CauseKind] = frozenset()
        if CauseKind.REBUILT in others:
            points.append((CauseKind.REBUILT, replace(start, rows=self._mix(marts, exchanged))))
        for kind in (one for one in EXCHANGED if one in others):
            exchanged |= {kind}
            is_newer = CauseKind.REFERENCE in exchanged
            question = replace(start.question, where=(end if is_newer else start).question.where)
            points.append((kind, replace(start, rows=self._mix(marts, exchanged), question=question)))
        if CauseKind.REBUILT in others:
            points.append((None, replace(end, rows=self._mix(marts, exchanged | {CauseKind.ADDED}))))
            points.append((CauseKind.REBUILT, end))
        else:
            points.append((None, end))
        steps = []
        for cause, point in points:
            steps.append(_Step(start, point, cause))
            start = point
        return steps

    def _mix(self, marts: frozenset[str], exchanged: frozenset[CauseKind]) -> CountedRows:
        place = (marts, exchanged)
        if place not in self._mixed:
            database = self._workshop.build(sorted(marts), exchanged)
            self._mixed[place] = CountedRows(database, tables_of(database))
        return self._mixed[place]

    def _parts(self, point: _Point, keys: Mapping[Dimension, str | None]) -> Parts:
        metric = point.question.metric
        totals = [total(measure, self._counted(point, measure, keys)) for measure in metric.measures]
        return Parts(totals[0], totals[1] if len(totals) > 1 else None, metric.multiplier)

    @staticmethod
    def _counted(point: _Point, measure: Measure, keys: Mapping[Dimension, str | None]) -> pl.DataFrame:
        if point.rows is None:
            return NOTHING
        return point.rows.counted(measure, point.window, keys, point.question.where)

    def _roles(self, step: _Step, keys: Mapping[Dimension, str | None]) -> list[_Role]:
        """Return numerator and denominator with the rows that count at both ends of a step."""
        result = []
        ends = (step.start.question.metric, step.end.question.metric)
        for role in ("numerator", "denominator"):
            measures = [_measure(metric, role) for metric in ends]
            frames = [
                NOTHING if measure is None else self._counted(point, measure, keys)
                for point, measure in zip((step.start, step.end), measures, strict=True)
            ]
            result.append(_Role((measures[0], measures[1]), (frames[0], frames[1])))
        return result

    def origins_of(self, items: Iterable[Item]) -> dict[Item, Origin]:
        """Return what became of rows between the two snapshots."""
        together: dict[str, set[str]] = {}
        for dataset, row_id in items:
            together.setdefault(dataset, set()).add(row_id)
        return {
            (dataset, row_id): origin
            for dataset, row_ids in together.items()
            for row_id, origin in self._origins.of(dataset, sorted(row_ids)).items()
        }

    def _causes(self, step: _Step, keys: Mapping[Dimension, str | None]) -> Iterable[Cause]:
        above, below = self._roles(step, keys)
        items = dict.fromkeys([*above.changes, *below.changes])
        is_told_by_rows = step.kind in (None, CauseKind.TIME)
        origins = self.origins_of(items) if is_told_by_rows else {}
        tops, bottoms = above.of(items), below.of(items)
        for item in items:
            kind, before, now, detail = _told(step, item, origins.get(item))
            yield Cause(
                kind=kind,
                dataset=item[0],
                row_id=now,
                row_id_before=before,
                change=tops[item].change,
                denominator_change=bottoms[item].change,
                shown=tops[item].before,
                now=tops[item].after,
                shown_below=bottoms[item].before,
                now_below=bottoms[item].after,
                detail=detail,
            )


NOTHING = pl.DataFrame(schema={"dataset": pl.String, "row_id": pl.String, "amount": pl.Int64})


def _measure(metric: Metric, role: str) -> Measure | None:
    return metric.numerator if role == "numerator" else metric.denominator


def _told(step: _Step, item: Item, origin: Origin | None) -> tuple[CauseKind, str | None, str | None, str]:
    """Return the kind of a cause, the row's version before and now, and the detail."""
    row_id = item[1]
    if step.kind is CauseKind.TIME and origin is not None and origin.kind is CauseKind.ADDED:
        return origin.kind, origin.before, origin.now, origin.detail
    if step.kind is not None or origin is None:
        return step.kind or CauseKind.RELATED, row_id, row_id, step.detail
    if not origin.is_certain and step.otherwise is not None:
        return step.otherwise, row_id, row_id, ""
    return origin.kind, origin.before, origin.now, origin.detail


def _redefinition(pair: Pair) -> str:
    """Return, in words, what changed in the definition: the days and the reasons."""
    if not pair.before.is_defined:
        return _NOT_YET
    if not pair.after.is_defined:
        return _NO_LONGER
    old, new = digest(pair.before.metric), digest(pair.after.metric)
    if old == new:
        return _NO_DATA
    versions = superseded_by(pair.after.metric)
    marks = [digest(one.metric) for one in versions]
    start = marks.index(old) if old in marks else 0
    end = marks.index(new) if new in marks else len(marks)
    return "；".join(f"{one.until}：{one.reason}" for one in versions[start:end])
