"""The numbers as they were answered when a label was frozen, to be asked again and found the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from warehouse.errors import FazhiError
from warehouse.keeping.labels import grain_of_label, period_of_label
from warehouse.metrics.catalogue import METRICS
from warehouse.metrics.query import query
from warehouse.metrics.selection import Grain, Selection
from warehouse.snapshots import Snapshot

Answers = list[dict[str, Any]]


def answers(snapshot: Snapshot, label: str, metric_ids: Sequence[str] | None = None) -> Answers:
    """Return every metric as a total up to the data cut-off, and for the period that the label names.

    Each: span (「至今」 or the label), metric, value, numerator, denominator, n, qualifier; or metric and
    error where this snapshot cannot answer it. metric_ids: None for the whole catalogue.
    """
    asked = list(METRICS if metric_ids is None else metric_ids)
    return [
        {"span": span, **row}
        for span, selection in _selections(snapshot, label).items()
        for row in _asked(snapshot, asked, selection)
    ]


def changed_answers(snapshot: Snapshot, label: str, frozen: Answers) -> list[str]:
    """Ask what was frozen again, and return what is answered otherwise, one line per number.

    Metrics that the catalogue has gained since are not asked; one that it has lost is told.
    """
    metric_ids = list(dict.fromkeys(one["metric"] for one in frozen))
    now = answers(snapshot, label, metric_ids)
    again = {(one["span"], one["metric"]): one for one in now}
    return [
        f"{one['metric']}（{one['span']}）冻结时为 {_told(one)}，现为 {_told(again.get(_place(one)))}"
        for one in frozen
        if again.get(_place(one)) != one
    ]


def _place(answer: Mapping[str, Any]) -> tuple[str, str]:
    return answer["span"], answer["metric"]


def _selections(snapshot: Snapshot, label: str) -> dict[str, Selection]:
    found = {"至今": Selection(end=snapshot.info.data_cutoff)}
    period = period_of_label(label)
    if period is not None:
        grain = grain_of_label(label) or Grain.TOTAL
        found[label] = Selection(start=period.start, end=period.end, grain=grain)
    return found


def _asked(snapshot: Snapshot, metric_ids: Sequence[str], selection: Selection) -> Answers:
    try:
        return [_plain(row) for row in query(snapshot, metric_ids, selection).to_dicts()]
    except FazhiError as error:
        if len(metric_ids) == 1:
            return [{"metric": metric_ids[0], "error": str(error)}]
        # One that this snapshot cannot answer must not silence the others.
        return [answer for one in metric_ids for answer in _asked(snapshot, [one], selection)]


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "period"}


def _told(answer: Mapping[str, Any] | None) -> str:
    if answer is None:
        return "无此数"
    if "error" in answer:
        return str(answer["error"])
    value = "空" if answer["value"] is None else f"{answer['value']:.17g}"
    return f"{value}（分子 {answer['numerator']}、分母 {answer['denominator']}、n {answer['n']}）"
