"""Tables and charts that a placeholder asks for, made of answers, and made again from their specs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.briefing.content.caption import definition_line
from dashboard.briefing.content.model import Chart, ChartKind, Series, Source, Table
from dashboard.briefing.templates.asking import selection_of, split_of
from dashboard.briefing.templates.faults import Misuse
from dashboard.briefing.templates.numbers import selection_in, spec_of
from dashboard.data.ask import Answer
from dashboard.formatting import figure
from dashboard.periods import Moment, period_name
from dashboard.texts import templates as texts
from warehouse.metrics.catalogue import METRICS
from warehouse.metrics.dimensions import DIMENSIONS
from warehouse.metrics.model import Metric
from warehouse.metrics.selection import Grain, Selection
from warehouse.snapshots import Snapshot

AskAll = Callable[[Sequence[str], Selection], Mapping[str, Sequence[Answer]]]
MOST_ROWS = 200
_MOST_BARS = 30
_KINDS = {
    **{kind.value: kind for kind in ChartKind},
    "柱形图": ChartKind.COLUMNS,
    "堆积柱形图": ChartKind.STACKED_COLUMNS,
    "条形图": ChartKind.BARS,
    "堆积条形图": ChartKind.STACKED_BARS,
    "折线图": ChartKind.LINES,
}


@dataclass(frozen=True)
class Block:
    """What takes the place of a whole paragraph or shape. made: None for the appendix, made at the end."""

    made: Table | Chart | None
    spec: Mapping[str, Any]


def block_spec(
    what: str, metrics: Sequence[Metric], arguments: Mapping[str, Any], moment: Moment
) -> dict[str, Any]:
    """Return the spec of a table or chart (what) from the arguments of its placeholder. Raises Misuse."""
    left = dict(arguments)
    by = split_of(metrics[0], left.pop("by", None))
    title = left.pop("title", "")
    if not isinstance(title, str):
        raise Misuse(texts.BAD_TITLE)
    most = MOST_ROWS if what == "table" else _MOST_BARS
    top = left.pop("top", most)
    if not isinstance(top, int) or isinstance(top, bool) or not 1 <= top <= most:
        raise Misuse(texts.BAD_TOP.format(most=most))
    kind = _kind(left.pop("kind", None), by) if what == "chart" else None
    for metric in metrics:
        split_of(metric, by.value if isinstance(by, Grain) else by)
        selection = selection_of(metric, left, moment, by)
    units = dict.fromkeys(metric.unit for metric in metrics)
    if what == "chart" and len(units) > 1:
        raise Misuse(texts.UNITS_DIFFER.format(units="、".join(units)))
    ids = [metric.id for metric in metrics]
    made = spec_of(ids[0], selection, what)
    return {**made, "metrics": ids, "title": title, "top": top, **({"kind": kind} if kind else {})}


def _kind(written: Any, by: str | Grain) -> str:
    if written is None:
        return (ChartKind.COLUMNS if isinstance(by, Grain) else ChartKind.BARS).value
    if not isinstance(written, str) or written not in _KINDS:
        raise Misuse(texts.BAD_KIND.format(kind=written, known="、".join(_KINDS)))
    return _KINDS[written].value


def made_block(snapshot: Snapshot, ask_all: AskAll, spec: Mapping[str, Any]) -> Table | Chart:
    """Return the table or chart of a spec. Raises KeyError or ValueError where it is not one."""
    ids, selection = list(spec["metrics"]), selection_in(spec)
    names, answers = _lined_up(ids, ask_all(ids, selection), spec["top"])
    sources = tuple(Source(metric_id, selection) for metric_id in ids)
    if spec["what"] == "chart":
        return Chart(
            "-".join((*ids, *selection.by)),
            spec["title"] or "、".join(METRICS[metric_id].name for metric_id in ids),
            ChartKind(spec["kind"]),
            _short(names) if not selection.by else names,
            tuple(
                Series(METRICS[metric_id].name, tuple(_value(answers[metric_id].get(name)) for name in names))
                for metric_id in ids
            ),
            METRICS[ids[0]].unit,
            definition_line(snapshot, ids),
            sources,
        )
    split = DIMENSIONS[selection.by[0]].label if selection.by else texts.PERIOD
    rows = tuple(
        (name, *(_cell(metric_id, answers[metric_id].get(name)) for metric_id in ids)) for name in names
    )
    headers = (split, *(METRICS[metric_id].name for metric_id in ids))
    return Table(
        "-".join(ids), spec["title"], headers, rows, frozenset(range(1, len(headers))), sources=sources
    )


def _lined_up(
    ids: Sequence[str], found: Mapping[str, Sequence[Answer]], top: int
) -> tuple[tuple[str, ...], dict[str, dict[str, Answer]]]:
    """Return the names of the rows in their order, and each metric's answers by them.

    Periods stand in the order of time; groups by the first metric, the greatest first and 未填 last, without
    those of which nothing was reported.
    """
    by_name = {metric_id: {_name(one): one for one in found.get(metric_id, ())} for metric_id in ids}
    names = list(dict.fromkeys(name for metric_id in ids for name in by_name[metric_id]))
    if any(one.group for metric_id in ids for one in found.get(metric_id, ())):
        first = by_name[ids[0]]
        names = [name for name in names if any(_value(by_name[one].get(name)) is not None for one in ids)]
        names.sort(key=lambda name: (name == texts.NOT_FILLED, -(_value(first.get(name)) or 0), name))
    return tuple(names[:top]), by_name


def _short(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return periods without their year where it is the same for all: the title of the chart tells it."""
    years = {name.partition("年")[0] for name in names}
    if len(years) > 1:
        return names
    return tuple(name.partition("年")[2] or name for name in names)


def _name(answer: Answer) -> str:
    if answer.group:
        return answer.group[0] or texts.NOT_FILLED
    return period_name(answer.period or "")


def _value(answer: Answer | None) -> float | None:
    return None if answer is None else answer.value


def _cell(metric_id: str, answer: Answer | None) -> str:
    if answer is None:
        return str(figure(None, METRICS[metric_id].unit))
    return str(figure(answer.value, METRICS[metric_id].unit, answer.qualifier))
