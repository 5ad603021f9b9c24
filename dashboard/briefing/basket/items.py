"""Items of a 简报 basket: what each asks of which snapshot, in which form it is shown, and its JSON.

An item holds no number: the question, so that its chart, table or sentence is made again from the warehouse.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from dashboard.formatting import full_day, listed
from dashboard.periods import Week
from dashboard.texts import basket as texts
from dashboard.texts import briefing as common
from warehouse.errors import BadSelection, FazhiError
from warehouse.metrics.catalogue import METRICS
from warehouse.metrics.dimensions import DIMENSIONS
from warehouse.metrics.model import Basis
from warehouse.metrics.selection import Grain, Selection

_LONGEST = 400
_CONDITIONS_NAMED = 3


class BadItem(FazhiError):
    """An item that cannot be read, or that asks for what there no longer is."""


class Kind(StrEnum):
    """What an item is about: metrics under a selection, 本周小结, or a matter of 需要决策."""

    METRIC = "metric"
    SUMMARY = "summary"
    MATTER = "matter"


class Form(StrEnum):
    """How an item is shown; the kinds of charts have the values of `ChartKind`."""

    LINES = "lines"
    COLUMNS = "columns"
    STACKED_COLUMNS = "stacked_columns"
    BARS = "bars"
    STACKED_BARS = "stacked_bars"
    TABLE = "table"
    SENTENCE = "sentence"

    @property
    def words(self) -> str:
        """Return the Chinese name."""
        return texts.FORMS[self.value]


@dataclass(frozen=True)
class Item:
    """An item. snapshot: id. page: where it was collected; seen: what stood above it there.

    metrics, selection: of kind METRIC; form: as wished, see `form_of`. as_of: the day of a summary or matter.
    key: of a matter.
    """

    kind: Kind
    snapshot: str
    page: str = ""
    seen: str = ""
    metrics: tuple[str, ...] = ()
    selection: Selection = field(default_factory=Selection)
    form: Form = Form.SENTENCE
    as_of: date | None = None
    key: str = ""


@dataclass(frozen=True)
class Titled:
    """An item with the reader's own title, "" where it has none."""

    item: Item
    title: str = ""


def plain(item: Item) -> dict[str, Any]:
    """Return an item as plain values, for JSON."""
    selection = item.selection
    return {
        "kind": item.kind.value,
        "snapshot": item.snapshot,
        "page": item.page[:_LONGEST],
        "seen": item.seen[:_LONGEST],
        "metrics": list(item.metrics),
        "start": selection.start.isoformat() if selection.start else None,
        "end": selection.end.isoformat() if selection.end else None,
        "grain": selection.grain.value,
        "by": list(selection.by),
        "where": {name: list(values) for name, values in selection.where.items()},
        "form": item.form.value,
        "as_of": item.as_of.isoformat() if item.as_of else None,
        "key": item.key,
    }


def written(item: Item) -> str:
    """Return an item as text, the same for the same item."""
    return json.dumps(plain(item), ensure_ascii=False, sort_keys=True)


def read_item(text: str) -> Item:
    """Return the item of a text. Raises BadItem."""
    try:
        return item_from(json.loads(text))
    except (ValueError, RecursionError) as error:
        raise BadItem(texts.BAD_ITEM) from error


def item_from(given: Any) -> Item:
    """Return the item of plain values. Raises BadItem."""
    try:
        return Item(
            Kind(given["kind"]),
            _text(given["snapshot"]),
            _text(given["page"]),
            _text(given["seen"]),
            tuple(_text(one) for one in given["metrics"]),
            Selection(
                _day(given["start"]),
                _day(given["end"]),
                Grain(given["grain"]),
                tuple(_text(one) for one in given["by"]),
                {_text(name): tuple(map(_text, values)) for name, values in given["where"].items()},
            ),
            Form(given["form"]),
            _day(given["as_of"]),
            _text(given["key"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError, BadSelection) as error:
        raise BadItem(texts.BAD_ITEM) from error


def require_known(item: Item) -> None:
    """Raise BadItem, naming it, where an item asks for a metric or dimension that there no longer is."""
    if item.kind is not Kind.METRIC:
        if item.as_of is None:
            raise BadItem(texts.BAD_ITEM)
        return
    if not item.metrics:
        raise BadItem(texts.BAD_ITEM)
    for metric_id in item.metrics:
        if metric_id not in METRICS:
            raise BadItem(texts.NO_METRIC.format(metric=metric_id[:_LONGEST]))
    first = METRICS[item.metrics[0]]
    for name in (*item.selection.by, *item.selection.where):
        if name not in DIMENSIONS or name not in first.dimensions:
            raise BadItem(texts.NO_DIMENSION.format(metric=first.name, dimension=name))


def usable_metrics(metric_ids: Sequence[str], selection: Selection) -> tuple[str, ...]:
    """Return those of several metrics that can be asked under a selection."""
    asked = {*selection.by, *selection.where}
    return tuple(dict.fromkeys(one for one in metric_ids if asked <= set(METRICS[one].dimensions)))


def forms(item: Item) -> tuple[Form, ...]:
    """Return the forms that an item can take, the usual one first."""
    if item.kind is not Kind.METRIC:
        return (Form.SENTENCE,)
    parts, is_timed = len(item.selection.by), item.selection.grain is not Grain.TOTAL
    stacks = METRICS[item.metrics[0]].additive
    found: tuple[Form, ...] = ()
    if parts == 0:
        if not is_timed:
            return (Form.SENTENCE, Form.TABLE) if len(item.metrics) > 1 else (Form.SENTENCE,)
        found = (Form.LINES, Form.COLUMNS)
    elif parts == 1 and is_timed:
        found = (Form.LINES, Form.STACKED_COLUMNS) if stacks else (Form.LINES,)
    elif parts == 1:
        found = (Form.BARS, Form.COLUMNS)
    elif parts == 2 and not is_timed and stacks:
        found = (Form.STACKED_BARS, Form.STACKED_COLUMNS)
    return (*found, Form.TABLE, Form.SENTENCE)


def is_crossed(item: Item) -> bool:
    """Whether an item is split in two ways, so that a chart of it can show one metric alone."""
    return len(item.selection.by) + (item.selection.grain is not Grain.TOTAL) > 1


def form_of(item: Item) -> Form:
    """Return the form in which an item is shown: the wished one where it can be."""
    known = forms(item)
    return item.form if item.form in known else known[0]


def scope_words(item: Item) -> str:
    """Return which days and which part an item is about: 2026年1月1日至11月22日（镇办：峡窝镇）."""
    return _days(item) + conditions_words(item.selection.where)


def conditions_words(where: Mapping[str, Sequence[str]]) -> str:
    """Return filters in words, in brackets; "" without any."""
    if not where:
        return ""
    told = (
        common.CONDITION.format(
            dimension=DIMENSIONS[name].label, values=listed(list(values), _CONDITIONS_NAMED)
        )
        for name, values in where.items()
    )
    return texts.CONDITIONS.format(conditions="；".join(told))


def _days(item: Item) -> str:
    start, end = item.selection.start, item.selection.end
    if end is None:
        return texts.EVERYTHING
    is_state = METRICS[item.metrics[0]].basis is Basis.STOCK and item.selection.grain is Grain.TOTAL
    if start is None or is_state:
        return texts.UNTIL.format(end=full_day(end))
    if (start, end) == (date(end.year, 1, 1), date(end.year, 12, 31)):
        return texts.WHOLE_YEAR.format(year=end.year)
    last = full_day(end).removeprefix(f"{start.year}年")
    return texts.SPAN.format(start=full_day(start), end=last)


def title_of(item: Item) -> str:
    """Return the title that an item has of its own, without any number of the data."""
    if item.kind is Kind.MATTER:
        return texts.MATTER_TITLE
    if item.kind is Kind.SUMMARY:
        return texts.SUMMARY_TITLE.format(week=_week(item))
    names = "、".join(METRICS[one].name for one in item.metrics[:_CONDITIONS_NAMED])
    parts = [common.SPLIT.format(dimension=DIMENSIONS[name].label) for name in item.selection.by]
    if item.selection.grain in common.GRAINS:
        parts.append(common.GRAINS[item.selection.grain])
    return texts.JOINED.join((names, *parts)) + conditions_words(item.selection.where)


def _week(item: Item) -> str:
    return Week.containing(item.as_of or date.min).name


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("not a text")
    return value


def _day(value: Any) -> date | None:
    return None if value is None else date.fromisoformat(_text(value))
