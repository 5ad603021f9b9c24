"""指标口径: every metric with its definition, its present value and its last twelve periods."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from dashboard.data.ask import NO_ANSWER, Answer, together
from dashboard.data.data_quality import usual_target
from dashboard.data.definition import definition
from dashboard.data.metric_formula import (
    additivity_words,
    date_words,
    dimension_words,
    formula_words,
)
from dashboard.data.metric_search import search_metrics
from dashboard.data.paces import target_paces
from dashboard.data.subject_cards import POINTS, series_start
from dashboard.formatting import Figure, day, figure, full_day, number
from dashboard.texts import common
from dashboard.texts import dictionary as texts
from warehouse.contracts.registry import DATASETS
from warehouse.contracts.targets import DISTRICT_SCOPE
from warehouse.marts.build import MARTS
from warehouse.metrics.catalogue import METRICS
from warehouse.metrics.model import Basis, Metric
from warehouse.metrics.selection import Grain, Selection
from warehouse.metrics.versions import Definitions, UnknownDefinition, since, superseded_by
from warehouse.snapshots import Snapshot

FOUND_SHOWN = 40
# What happens a few times a quarter says nothing by months.
_GRAINS: Mapping[str, Grain] = MappingProxyType(
    dict.fromkeys("PRLQT", Grain.MONTH) | dict.fromkeys("CFSEAG", Grain.QUARTER)
)


@dataclass(frozen=True)
class Entry:
    """A metric as it stands in the list. problem: why there is no number, in words, where there can be none.

    series: its last twelve periods; a period that was not reported, or in which a rate had nothing to judge,
    is a gap.
    """

    metric_id: str
    name: str
    figure: Figure
    note: str
    periods: tuple[str, ...]
    series: tuple[Answer, ...]
    definition: str
    basis: str
    better: str
    target: str
    grain: Grain
    selection: Selection
    history: Selection
    problem: str | None = None

    @property
    def values(self) -> tuple[float | None, ...]:
        """The values of the series."""
        return tuple(answer.value for answer in self.series)

    @property
    def last(self) -> Answer | None:
        """The latest period with a value."""
        return next((answer for answer in reversed(self.series) if answer.value is not None), None)


@dataclass(frozen=True)
class Revision:
    """An earlier definition: until when it was used, how it was worded and computed, and why it changed."""

    until: date
    definition: str
    formula: str
    reason: str


@dataclass(frozen=True)
class FullCard:
    """All that is known of a metric. lines: label and text. target: of this year, else the usual one."""

    entry: Entry
    title: str
    lines: tuple[tuple[str, str], ...]
    period: str
    target: float | None
    since: date | None
    revisions: tuple[Revision, ...]
    snapshot_words: tuple[str, ...]


@dataclass(frozen=True)
class FoundMetric:
    """A metric that was searched for. by: the name that fits, where that is not its own."""

    entry: Entry
    by: str | None


def family_of(metric_id: str) -> str:
    """Return the family of a metric: the letter of its id."""
    return metric_id[:1]


def families() -> dict[str, list[str]]:
    """Return the families with their metrics, in the order of their names here; others after them."""
    found: dict[str, list[str]] = {family: [] for family in texts.FAMILIES}
    for metric_id in METRICS:
        found.setdefault(family_of(metric_id), []).append(metric_id)
    return {family: ids for family, ids in found.items() if ids}


def family_name(family: str) -> str:
    """Return the Chinese name of a family."""
    return texts.FAMILIES.get(family, texts.OTHER_FAMILY)


def entries(snapshot: Snapshot, family: str, as_of: date) -> dict[str, Entry]:
    """Return the metrics of a family: one look at the data for their values and last periods."""
    ids = families().get(family, [])
    grain = _GRAINS.get(family, Grain.MONTH)
    start, first = date(as_of.year, 1, 1), series_start(as_of, grain)
    definitions = snapshot.once(_definitions)
    problems = {metric_id: _problem(definitions, METRICS[metric_id]) for metric_id in ids}
    asked = [metric_id for metric_id in ids if problems[metric_id] is None]
    selection, history = Selection(start, as_of), Selection(first, as_of)
    now, before = together(snapshot, [(asked, selection), (asked, replace(history, grain=grain))])
    return {
        metric_id: _entry(
            METRICS[metric_id],
            next(iter(now.get(metric_id, [])), NO_ANSWER),
            before.get(metric_id, [])[-POINTS:],
            grain,
            selection,
            history,
            problems[metric_id],
        )
        for metric_id in ids
    }


def found_metrics(snapshot: Snapshot, text: str, family: str | None, as_of: date) -> tuple[FoundMetric, ...]:
    """Return the metrics that fit a text, the best first; of one family where given."""
    among = families().get(family, []) if family else None
    matches = search_metrics(text, among, FOUND_SHOWN)
    known: dict[str, Entry] = {}
    for name in dict.fromkeys(family_of(match.metric_id) for match in matches):
        known |= entries(snapshot, name, as_of)
    return tuple(
        FoundMetric(known[match.metric_id], None if match.by in (match.name, match.metric_id) else match.by)
        for match in matches
    )


def full_card(snapshot: Snapshot, metric_id: str, as_of: date) -> FullCard:
    """Return all of one metric; KeyError for an unknown one."""
    metric = METRICS[metric_id]
    entry = entries(snapshot, family_of(metric_id), as_of)[metric_id]
    said = dict(definition(snapshot, metric_id).lines)
    labels = texts.FIELDS
    shared = common.DEFINITION_FIELDS
    lines = {
        "definition": said.get(shared["definition"], metric.definition),
        "formula": formula_words(metric),
        "basis": texts.BASIS_EXPLAINED[metric.basis.value],
        "date": date_words(metric),
        "unit": metric.unit,
        "better": common.BETTER[metric.better.value],
        "target": metric.target or entry.target,
        "additive": additivity_words(metric),
        "dimensions": dimension_words(metric),
        "note": said.get(shared["note"], metric.note),
        "source": said.get(shared["source"], metric.source),
        "owner": said.get(shared["owner"], metric.owner),
        "aliases": "、".join(metric.aliases),
        "datasets": _datasets(metric),
    }
    words = texts.VALUE_PERIOD[metric.basis.value]
    return FullCard(
        entry,
        texts.CARD_TITLE.format(id=metric.id, name=metric.name),
        tuple((labels[name], text) for name, text in lines.items() if text),
        words.format(start=full_day(entry.selection.start), end=day(as_of)),
        _target(snapshot, metric_id, as_of),
        since(metric),
        tuple(
            Revision(one.until, one.metric.definition, formula_words(one.metric), one.reason)
            for one in reversed(superseded_by(metric))
        ),
        _of_snapshot(snapshot, metric),
    )


def _definitions(snapshot: Snapshot) -> Definitions:
    return Definitions(snapshot.database, snapshot.id)


def _problem(definitions: Definitions, metric: Metric) -> str | None:
    """Return why a snapshot cannot answer a metric; None where it can."""
    if not definitions.has(metric.id):
        return texts.NOT_YET
    try:
        definitions.metric(metric)
    except UnknownDefinition:
        return texts.OTHER_DEFINITION
    return None


def _of_snapshot(snapshot: Snapshot, metric: Metric) -> tuple[str, ...]:
    """Return by which definition the snapshot is answered, and how it was worded then, if otherwise."""
    definitions = snapshot.once(_definitions)
    problem = _problem(definitions, metric)
    if problem is not None:
        return (problem,)
    used = definitions.metric(metric)
    earlier = next((one for one in superseded_by(metric) if one.metric is used), None)
    said = [
        texts.SNAPSHOT_TODAY
        if earlier is None
        else texts.SNAPSHOT_EARLIER.format(day=full_day(earlier.until))
    ]
    record = definitions.record(metric.id)
    if record is not None and record["definition"] != metric.definition:
        said.append(texts.SNAPSHOT_WORDS.format(definition=record["definition"]))
    return tuple(said)


def _entry(
    metric: Metric,
    now: Answer,
    before: list[Answer],
    grain: Grain,
    selection: Selection,
    history: Selection,
    problem: str | None,
) -> Entry:
    if not metric.may_be_target:
        target = texts.NEVER_TARGET
    else:
        target = texts.TARGET.format(target=metric.target) if metric.target else texts.NO_TARGET
    return Entry(
        metric.id,
        metric.name,
        figure(now.value, metric.unit, now.qualifier),
        _note(metric, now) if problem is None else problem,
        tuple(answer.period or "" for answer in before),
        tuple(before),
        metric.definition,
        texts.BASIS[Basis(metric.basis).value],
        common.BETTER[metric.better.value],
        target,
        grain,
        selection,
        history,
        problem,
    )


def _note(metric: Metric, now: Answer) -> str:
    """Return the count behind a value, or why there is none."""
    if now.is_idle:
        return texts.IDLE
    if now.is_unreported:
        return texts.UNREPORTED
    if metric.denominator is not None or metric.progress is not None:
        return texts.FRACTION.format(
            numerator=number(now.numerator), denominator=number(now.denominator), n=number(now.n)
        )
    return texts.ROWS.format(n=number(now.n))


def _datasets(metric: Metric) -> str:
    names = dict.fromkeys(
        name for measure in metric.measures for name in MARTS[measure.over].datasets if name in DATASETS
    )
    return "、".join(DATASETS[name].label for name in names)


def _target(snapshot: Snapshot, metric_id: str, as_of: date) -> float | None:
    """Return a rate's target: a yearly total says nothing about a single period."""
    if METRICS[metric_id].unit != "%":
        return None
    for pace in target_paces(snapshot, as_of):
        if pace.metric_id == metric_id and pace.scope == DISTRICT_SCOPE:
            return pace.target
    return usual_target(metric_id)
