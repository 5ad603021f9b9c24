"""The pivot table (透视表) of 趋势探索: which numbers stand in which row and column, and what leads to each.

Time runs down where there are many periods, else across. Totals are those that were asked anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dashboard.data.ask import NO_ANSWER, Answer
from dashboard.data.explore import Explored, is_ratio
from dashboard.data.explore_bases import difference_text
from dashboard.data.explore_moves import Group, Key
from dashboard.formatting import MISSING, PERCENT, number, percent, ratio
from dashboard.periods import period_name
from dashboard.texts import explore as texts
from warehouse.metrics.catalogue import METRICS
from warehouse.metrics.dimensions import DIMENSIONS
from warehouse.metrics.selection import Grain, Selection

MOST_ROWS = 100
MOST_COLUMNS = 26
# More links than this make a page slow to open.
MOST_CELLS = 1300
# With more periods than a year has months, time runs down.
_MOST_ACROSS = 13
_QUALIFIED = {"at_least": "{}余", "about": "约{}", "almost": "近{}"}


@dataclass(frozen=True)
class TableCell:
    """A cell: a number, what stands under it, and what it is made of; selection is None without a link."""

    text: str
    beneath: tuple[str, ...] = ()
    metric_id: str = ""
    selection: Selection | None = None


_Row = tuple[tuple[str, ...], Sequence["_Slot"]]


@dataclass(frozen=True)
class PivotTable:
    """Headers, of which the first `labels` are those of the rows, and rows; the total row stands first.

    all_rows, all_columns: how many there are, where not all are shown.
    """

    headers: tuple[str, ...]
    labels: int
    rows: tuple[tuple[tuple[str, ...], tuple[TableCell, ...]], ...]
    total: tuple[TableCell, ...] | None
    all_rows: int
    all_columns: int


@dataclass(frozen=True)
class _Slot:
    """A number of the table: its key, answer and what it is compared with."""

    key: Key
    answer: Answer
    other: Answer | None = None
    selection: Selection | None = None


def pivot(found: Explored) -> PivotTable:
    """Return the table of what the page shows."""
    address = found.address
    is_timed = address.grain is not Grain.TOTAL
    if not is_timed and len(address.by) == 2 and len(address.metrics) == 1:
        return _crossed(found)
    if is_timed and len(found.series) > 1 and len(found.periods) <= _MOST_ACROSS:
        return _across(found)
    return _down(found)


def value_text(answer: Answer, unit: str) -> str:
    """Return a number in full: 1,234, 约1,200, 84.1%; 未报 or a dash where there is none."""
    if answer.value is None:
        return MISSING if answer.is_idle else texts.UNREPORTED
    text = percent(answer.value) if unit == PERCENT else number(answer.value)
    return _QUALIFIED.get(answer.qualifier or "", "{}").format(text)


def group_name(group: Group) -> str:
    """Return the values of a group: 峡窝镇 · 学校."""
    return " · ".join(value if value is not None else texts.UNSTATED for value in group)


def series_name(found: Explored, metric_id: str, group: Group) -> str:
    """Return what tells one series from the others."""
    metric = METRICS[metric_id].name
    if not group:
        return metric
    return group_name(group) if len(found.address.metrics) == 1 else f"{metric} · {group_name(group)}"


def metric_header(metric_id: str) -> str:
    """Return name and unit: 活动场次（场）."""
    return texts.AXIS.format(name=METRICS[metric_id].name, unit=METRICS[metric_id].unit)


def _slot(found: Explored, key: Key) -> _Slot:
    return _Slot(key, found.number(key), found.base.of(key))


def _cell(found: Explored, slot: _Slot, *, is_brief: bool = True) -> TableCell:
    """Return a number as it stands in the table. is_brief: with what is compared under it."""
    metric = METRICS[slot.key.metric_id]
    beneath = []
    if slot.answer is NO_ANSWER:
        # Nothing of that kind has ever been reported: neither 0 nor 未报.
        return TableCell("")
    if is_ratio(metric.id) and slot.answer.denominator:
        beneath.append(ratio(slot.answer.numerator, slot.answer.denominator))
    if is_brief and slot.other is not None and slot.other.value is not None:
        name = texts.BASE_SHORT.get(found.base.against.value, found.base.name)
        words = f"{name} {value_text(slot.other, metric.unit)}"
        beneath.append(f"{words} {difference_text(found.base, metric.id, slot.answer, slot.other)}".strip())
    has_rows = slot.answer.value is not None and None not in slot.key.group
    selection = slot.selection or found.selection(slot.key)
    return TableCell(
        value_text(slot.answer, metric.unit), tuple(beneath), metric.id, selection if has_rows else None
    )


def _down(found: Explored) -> PivotTable:
    """Rows of periods (the latest first) or groups; a column for each series or metric."""
    address = found.address
    if address.grain is not Grain.TOTAL:
        keys = [(metric_id, group) for metric_id, group in found.series]
        timed: list[_Row] = [
            ((period_name(period or ""),), [_slot(found, Key(*one[:1], period, one[1])) for one in keys])
            for period in reversed(found.periods)
        ]
        headers = [
            metric_header(metric_id) if not group else series_name(found, metric_id, group)
            for metric_id, group in keys
        ]
        totals = [_total(found, metric_id, group) for metric_id, group in keys]
        return _table(found, (texts.PERIOD_COLUMN,), headers, timed, (texts.TOTAL_COLUMN, totals))
    if not address.by:
        plain: list[_Row] = [
            ((metric_header(one),), [_slot(found, Key(one, None, ()))]) for one in address.metrics
        ]
        return _table(found, (texts.METRIC_COLUMN,), [texts.VALUE_COLUMN], plain, None)
    rows: list[_Row] = [
        (
            tuple(value if value is not None else texts.UNSTATED for value in group),
            [_slot(found, Key(metric_id, None, group)) for metric_id in address.metrics],
        )
        for group in found.groups
    ]
    totals = [_Slot(Key(one, None, ()), found.whole.get(one, NO_ANSWER)) for one in address.metrics]
    labels = tuple(DIMENSIONS[name].label for name in address.by)
    headers = [metric_header(one) for one in address.metrics]
    return _table(found, labels, headers, rows, (texts.TOTAL_ROW, totals))


def _across(found: Explored) -> PivotTable:
    """A row for each series, a column for each period, and 全期 at the end."""
    address = found.address
    rows: list[_Row] = []
    for metric_id, group in found.series:
        names = tuple(value if value is not None else texts.UNSTATED for value in group)
        label = (*((METRICS[metric_id].name,) if len(address.metrics) > 1 or not group else ()), *names)
        slots = [_slot(found, key) for key in found.keys(metric_id, group)]
        rows.append((label, [*slots, _total(found, metric_id, group)]))
    total = None
    if address.by and len(address.metrics) == 1:
        metric_id = address.metrics[0]
        columns = [
            _Slot(key, found.by_period.get(key, NO_ANSWER))
            for key in (Key(metric_id, period, ()) for period in found.periods)
        ]
        whole = _Slot(Key(metric_id, None, ()), found.whole.get(metric_id, NO_ANSWER))
        total = (texts.TOTAL_ROW, [*columns, whole])
    labels = tuple(DIMENSIONS[name].label for name in address.by)
    if len(address.metrics) > 1 or not address.by:
        labels = (texts.METRIC_COLUMN, *labels)
    headers = [*(period_name(period or "") for period in found.periods), texts.TOTAL_COLUMN]
    return _table(found, labels, headers, rows, total)


def _total(found: Explored, metric_id: str, group: Group) -> _Slot:
    key = Key(metric_id, None, group)
    return _Slot(key, found.by_group.get(key, NO_ANSWER))


def _crossed(found: Explored) -> PivotTable:
    """The values of one dimension down, those of the other across, with the totals of both."""
    metric_id = found.address.metrics[0]
    down, across = crossed_values(found)
    first, second = found.by_part
    name_down, name_across = found.address.by

    def part(name: str, value: str | None, answer: Answer) -> _Slot:
        # 未注明 has no rows of its own to lead to.
        key = Key(metric_id, None, () if value is not None else (None,))
        where = found.address.conditions | ({name: (value,)} if value is not None else {})
        return _Slot(key, answer, None, Selection(found.start, found.end, where=where))

    rows: list[_Row] = []
    for value in down:
        slots = [_slot(found, Key(metric_id, None, (value, other))) for other in across]
        total = part(name_down, value, first.get((metric_id, value), NO_ANSWER))
        rows.append(((value if value is not None else texts.UNSTATED,), [*slots, total]))
    totals = [part(name_across, value, second.get((metric_id, value), NO_ANSWER)) for value in across]
    whole = _Slot(Key(metric_id, None, ()), found.whole.get(metric_id, NO_ANSWER))
    headers = [*(value if value is not None else texts.UNSTATED for value in across), texts.TOTAL_ROW]
    return _table(found, (DIMENSIONS[name_down].label,), headers, rows, (texts.TOTAL_ROW, [*totals, whole]))


def crossed_values(found: Explored) -> tuple[list[str | None], list[str | None]]:
    """Return the values of the two dimensions, the highest total first, 未注明 last."""
    metric_id = found.address.metrics[0]
    ordered = []
    for place, totals in enumerate(found.by_part):

        def rank(value: str | None, totals: object = totals) -> tuple[bool, float, str]:
            answer = totals.get((metric_id, value), NO_ANSWER)  # type: ignore[attr-defined]
            return value is None, -(answer.value or 0), value or ""

        ordered.append(sorted({group[place] for group in found.groups}, key=rank))
    return ordered[0], ordered[1]


def _table(
    found: Explored,
    labels: tuple[str, ...],
    headers: Sequence[str],
    rows: Sequence[_Row],
    total: tuple[str, Sequence[_Slot]] | None,
) -> PivotTable:
    """Cut a table to its bounds. With one number a row, what it is compared with has columns of its own."""
    columns = min(len(headers), MOST_COLUMNS)
    most = max(1, min(MOST_ROWS, MOST_CELLS // max(columns, 1)))
    is_single = len(headers) == 1 and bool(found.base.answers)
    cells = [(label, _cells(found, slots[:columns], is_single=is_single)) for label, slots in rows[:most]]
    total_cells = None
    if total is not None:
        label, slots = total
        total_cells = (TableCell(label), *_cells(found, slots[:columns], is_single=is_single))
    if is_single:
        headers = (*headers, found.base.name, texts.DIFFERENCE_COLUMN)
        columns = len(headers)
    return PivotTable(
        (*labels, *headers[:columns]),
        len(labels),
        tuple(cells),
        total_cells,
        len(rows),
        max(len(headers), columns),
    )


def _cells(found: Explored, slots: Iterable[_Slot], *, is_single: bool) -> tuple[TableCell, ...]:
    if not is_single:
        return tuple(_cell(found, slot) for slot in slots)
    (slot,) = slots
    unit = METRICS[slot.key.metric_id].unit
    other = TableCell(value_text(slot.other, unit) if slot.other is not None else "")
    difference = difference_text(found.base, slot.key.metric_id, slot.answer, slot.other)
    return _cell(found, slot, is_brief=False), other, TableCell(difference)
