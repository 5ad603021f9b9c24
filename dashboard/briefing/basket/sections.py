"""What an item of a 简报 basket says: its sentence by rule, its charts or table, asked of its snapshot."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from dashboard.briefing.basket.items import (
    BadItem,
    Form,
    Item,
    Kind,
    conditions_words,
    form_of,
    is_crossed,
    require_known,
    scope_words,
    title_of,
    usable_metrics,
)
from dashboard.briefing.basket.tables import shown_of, table_of
from dashboard.briefing.content.caption import definition_line
from dashboard.briefing.content.findings import changed, extremes, last_period, written
from dashboard.briefing.content.model import Chart, ChartKind, Section, Sentence, Series, Source
from dashboard.data.ask import NO_ANSWER, Answer, together
from dashboard.data.weekly import weekly_review
from dashboard.formatting import PERCENT, number
from dashboard.periods import Moment, Week, period_name
from dashboard.texts import basket as texts
from dashboard.texts import weekly_briefing as rules
from warehouse.commitments import Commitment
from warehouse.metrics.catalogue import METRICS
from warehouse.metrics.comparison import same_elapsed_period_last_year
from warehouse.metrics.dimensions import DIMENSIONS
from warehouse.metrics.model import Basis
from warehouse.metrics.selection import Grain, Selection
from warehouse.snapshots import Snapshot

MOST_GROUPS = 15
MOST_SERIES = 6
MOST_PERIODS = 60
_SENTENCES = re.compile(r"(?<=。)")

Group = tuple[str | None, ...]


@dataclass(frozen=True)
class _Found:
    """What was answered to an item. metrics: as asked. answers: of each."""

    item: Item
    metrics: tuple[str, ...]
    answers: dict[str, list[Answer]]

    @property
    def source(self) -> tuple[Source, ...]:
        return tuple(Source(one, self.item.selection) for one in self.metrics)


def section_of(snapshot: Snapshot, item: Item, entered: Sequence[Commitment] = ()) -> Section:
    """Return an item as a section. entered: the commitments that its summary is about.

    Raises BadItem in words where it can no longer be made.
    """
    require_known(item)
    if item.kind is not Kind.METRIC:
        return _of_week(snapshot, item, entered)
    metrics = usable_metrics(item.metrics, item.selection)
    form = form_of(item)
    if is_crossed(item) and form is not Form.TABLE:
        metrics = metrics[:1]
    item = replace(item, metrics=metrics)
    (answers,) = together(snapshot, [(metrics, item.selection)])
    found = _Found(item, metrics, answers)
    said = {name: _sentence(snapshot, found, name) for name in metrics}
    first, *others = said.values()
    section = Section(_key(item), title_of(item), first)
    if form is Form.SENTENCE:
        return replace(section, paragraphs=tuple(others))
    if form is Form.TABLE:
        return replace(section, tables=(table_of(item, metrics, answers),))
    charts = tuple(one for one in _charts(snapshot, found, ChartKind(form.value), said) if one.categories)
    # What the title of a further chart says stands in the text too.
    more = tuple(Sentence(chart.title + texts.FULL_STOP, chart.sources) for chart in charts[1:])
    return replace(section, paragraphs=more, charts=charts)


def _key(item: Item) -> str:
    """Return a name for files, of letters and numbers that the program knows."""
    return "-".join((*item.metrics, *item.selection.by)) or item.kind.value


def _of_week(snapshot: Snapshot, item: Item, entered: Sequence[Commitment]) -> Section:
    """Return 本周小结, its first sentence as the message; or a matter for decision."""
    as_of = item.as_of
    if as_of is None:
        raise BadItem(texts.BAD_ITEM)
    found = weekly_review(snapshot, Moment(Week.containing(as_of), as_of), entered)
    if item.kind is Kind.SUMMARY:
        sources = tuple(Source(card.metric_id, card.selection) for card in found.cards)
        first, *rest = (one for one in _SENTENCES.split(found.summary) if one)
        more = (Sentence("".join(rest), sources),) if rest else ()
        return Section(_key(item), title_of(item), Sentence(first, sources), more)
    decision = next((one for one in found.decisions if one.matter.key == item.key), None)
    if decision is None:
        raise BadItem(texts.NO_MATTER)
    matter = decision.matter
    words = texts.MATTER if matter.detail else texts.MATTER_PLAIN
    text = words.format(title=matter.title, detail=matter.detail.rstrip("。"), change=decision.change)
    source = (Source(matter.metric_id, matter.selection),) if matter.metric_id and matter.selection else ()
    return Section(_key(item), title_of(item), Sentence(text, source))


def _sentence(snapshot: Snapshot, found: _Found, metric_id: str) -> Sentence:
    item, selection = replace(found.item, metrics=(metric_id,)), found.item.selection
    metric = METRICS[metric_id]
    if selection.by:
        first = replace(selection, grain=Grain.TOTAL, by=selection.by[:1])
        (answers,) = together(snapshot, [([metric_id], first)])
        # The period is told by its days, whatever the grain of the chart.
        scope = texts.SCOPE.format(scope=scope_words(replace(item, selection=first)))
        label = DIMENSIONS[first.by[0]].label
        text = extremes(metric_id, answers[metric_id], scope, label)
        return Sentence(text + texts.FULL_STOP, (Source(metric_id, selection), Source(metric_id, first)))
    if selection.grain is not Grain.TOTAL and (metric.unit == PERCENT or metric.basis is not Basis.FLOW):
        answers_over_time = found.answers[metric_id]
        if answers_over_time:
            text = last_period(metric_id, answers_over_time) + conditions_words(selection.where)
            return Sentence(text + texts.FULL_STOP, (Source(metric_id, selection),))
    return _number(snapshot, item, metric_id)


def _number(snapshot: Snapshot, item: Item, metric_id: str) -> Sentence:
    """Return a number over all its days, beside the same days of the year before where there is such."""
    asked = [replace(item.selection, grain=Grain.TOTAL, by=())]
    start, end = asked[0].start, asked[0].end
    is_flow = METRICS[metric_id].basis is not Basis.STOCK
    if is_flow and start is not None and end is not None and start.year == end.year:
        earlier = same_elapsed_period_last_year(start, end)
        asked.append(Selection(earlier.start, earlier.end, where=item.selection.where))
    found = [_only(one[metric_id]) for one in together(snapshot, [([metric_id], one) for one in asked])]
    now, sources = found[0], [Source(metric_id, item.selection), Source(metric_id, asked[0])]
    scope, metric = scope_words(replace(item, selection=asked[0])), METRICS[metric_id]
    if now.value is None:
        words = texts.NUMBER_IDLE if now.is_idle else texts.NUMBER_UNREPORTED
        text = words.format(scope=scope, name=metric.name)
        return Sentence(text + texts.FULL_STOP, tuple(dict.fromkeys(sources)))
    text = texts.NUMBER.format(scope=scope, name=metric.name, value=written(metric_id, now))
    if now.denominator is not None:
        text += rules.LAST_FRACTION.format(
            numerator=number(now.numerator), denominator=number(now.denominator)
        )
    told = changed(now, found[1], metric.unit) if len(found) > 1 else None
    if told is not None:
        text += rules.AGAINST_LAST_YEAR.format(before=written(metric_id, found[1]), change=told)
        sources.append(Source(metric_id, asked[1]))
    return Sentence(text + texts.FULL_STOP, tuple(dict.fromkeys(sources)))


def _only(answers: Sequence[Answer]) -> Answer:
    return answers[0] if answers else NO_ANSWER


def _charts(
    snapshot: Snapshot, found: _Found, kind: ChartKind, said: Mapping[str, Sentence]
) -> Iterator[Chart]:
    """Yield a chart for each unit. said: what is said of each metric; the first one's is the title."""
    selection = found.item.selection
    if is_crossed(found.item):
        yield _stacked(snapshot, found, kind, said)
        return
    by_unit: dict[str, list[str]] = {}
    for metric_id in found.metrics[:MOST_SERIES]:
        by_unit.setdefault(METRICS[metric_id].unit, []).append(metric_id)
    is_timed = selection.grain is not Grain.TOTAL
    keys, note = _periods(found) if is_timed else _groups(found)
    for unit, metric_ids in by_unit.items():
        values = {
            name: {(one.period if is_timed else one.group): one.value for one in found.answers[name]}
            for name in metric_ids
        }
        series = tuple(
            Series(METRICS[name].name, tuple(values[name].get(key) for key in keys)) for name in metric_ids
        )
        yield Chart(
            "-".join(metric_ids),
            said[metric_ids[0]].text.removesuffix(texts.FULL_STOP),
            kind,
            tuple(_category(key) for key in keys),
            series,
            unit,
            texts.NOTE_JOIN.join(part for part in (definition_line(snapshot, metric_ids), note) if part),
            tuple(dict.fromkeys(source for name in metric_ids for source in said[name].sources)),
        )


def _periods(found: _Found) -> tuple[list[str | Group], str]:
    """Return the periods in order, the latest where there are too many; and what is said of the others."""
    labels = {one.period for answers in found.answers.values() for one in answers if one.period}
    keys: list[str | Group] = [*sorted(labels)]
    shown = keys[-MOST_PERIODS:]
    return shown, shown_of(texts.PERIODS, len(keys), len(shown), texts.IN_CHART, texts.LAST)


def _groups(found: _Found) -> tuple[list[str | Group], str]:
    """Return the groups by the first metric, the highest first; those without a value are left out."""
    known = [one for one in found.answers[found.metrics[0]] if one.value is not None]
    known.sort(key=lambda one: (one.group[0] is None, -(one.value or 0), str(one.group[0])))
    keys: list[str | Group] = [one.group for one in known]
    shown = keys[:MOST_GROUPS]
    label = DIMENSIONS[found.item.selection.by[0]].label
    return shown, shown_of(label, len(keys), len(shown), texts.IN_CHART)


def _category(key: str | Group) -> str:
    if isinstance(key, str):
        return period_name(key)
    return key[0] if key[0] is not None else texts.UNSTATED


def _stacked(snapshot: Snapshot, found: _Found, kind: ChartKind, said: Mapping[str, Sentence]) -> Chart:
    """Return a chart of the first metric with a series for each value of the last dimension."""
    metric_id, selection = found.metrics[0], found.item.selection
    is_timed = selection.grain is not Grain.TOTAL
    values: dict[tuple[str | None, str | None], float | None] = {}
    for one in found.answers[metric_id]:
        across = one.period if is_timed else one.group[0]
        values[across, one.group[-1]] = one.value
    names = _ranked(values, 1)
    across_all = _ranked(values, 0)
    if is_timed:
        across_all = sorted(across_all, key=str)
    most = MOST_PERIODS if is_timed else MOST_GROUPS
    shown = across_all[-most:] if is_timed else across_all[:most]
    label = DIMENSIONS[selection.by[-1]].label
    notes = [definition_line(snapshot, [metric_id])]
    notes.append(shown_of(label, len(names), min(len(names), MOST_SERIES), texts.IN_CHART))
    if is_timed:
        notes.append(shown_of(texts.PERIODS, len(across_all), len(shown), texts.IN_CHART, texts.LAST))
    else:
        first = DIMENSIONS[selection.by[0]].label
        notes.append(shown_of(first, len(across_all), len(shown), texts.IN_CHART))
    series = tuple(
        Series(name if name is not None else texts.UNSTATED, tuple(values.get((one, name)) for one in shown))
        for name in names[:MOST_SERIES]
    )
    return Chart(
        "-".join((metric_id, *selection.by)),
        said[metric_id].text.removesuffix(texts.FULL_STOP),
        kind,
        tuple(_category(one if is_timed and one is not None else (one,)) for one in shown),
        series,
        METRICS[metric_id].unit,
        texts.NOTE_JOIN.join(note for note in notes if note),
        said[metric_id].sources,
    )


def _ranked(values: dict[tuple[str | None, str | None], float | None], place: int) -> list[str | None]:
    """Return the values of one side, the greatest sum first, 未注明 last."""
    sums: dict[str | None, float] = {}
    for key, value in values.items():
        if value is not None:
            sums[key[place]] = sums.get(key[place], 0) + value
    return sorted(sums, key=lambda one: (one is None, -sums[one], str(one)))
