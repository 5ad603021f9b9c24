"""The table of an item of a 简报 basket: groups or periods down, metrics, periods or groups across."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard.briefing.basket.items import Item, is_crossed, title_of
from dashboard.briefing.content.model import Source, Table
from dashboard.data.ask import Answer
from dashboard.data.explore_table import value_text
from dashboard.formatting import MISSING
from dashboard.periods import period_name
from dashboard.texts import basket as texts
from warehouse.metrics.catalogue import METRICS
from warehouse.metrics.dimensions import DIMENSIONS
from warehouse.metrics.selection import Grain

MOST_ROWS = 40
MOST_COLUMNS = 8


# Row and column → metric and answer.
_Cells = dict[tuple[tuple[str, ...], str], tuple[str, Answer]]


@dataclass(frozen=True)
class _Grid:
    """Answers by row and column, each a key of texts. labels: headers of the row keys."""

    labels: tuple[str, ...]
    rows: list[tuple[str, ...]]
    columns: list[str]
    answers: _Cells


def table_of(item: Item, metrics: Sequence[str], answers: Mapping[str, Sequence[Answer]]) -> Table:
    """Return the table of the answers to an item; its title says so where rows or columns are left out."""
    grid = _grid(item, metrics, answers)
    rows, columns = grid.rows[:MOST_ROWS], grid.columns[:MOST_COLUMNS]
    body = tuple((*row, *(_text(grid.answers.get((row, column))) for column in columns)) for row in rows)
    headers = (*grid.labels, *columns)
    numeric = frozenset(range(len(grid.labels), len(headers)))
    notes = [shown_of("、".join(grid.labels), len(grid.rows), len(rows), texts.IN_TABLE)]
    across = _across(item)
    if across is not None:
        notes.append(shown_of(across, len(grid.columns), len(columns), texts.IN_TABLE))
    sources = tuple(Source(one, item.selection) for one in metrics)
    key = "-".join((*metrics, *item.selection.by))
    told = texts.NOTE_JOIN.join(note for note in notes if note)
    title = title_of(item) + (texts.CONDITIONS.format(conditions=told) if told else "")
    return Table(key, title, headers, body, numeric, sources)


def shown_of(what: str, total: int, shown: int, place: str, which: str = texts.FIRST) -> str:
    """Return what tells how many are shown; "" where all are."""
    if shown >= total:
        return ""
    return texts.SHOWN_OF.format(what=what, total=total, place=place, which=which, shown=shown)


def _text(found: tuple[str, Answer] | None) -> str:
    if found is None:
        # Nothing was filed of the two together, which is no missing report.
        return MISSING
    metric_id, answer = found
    return value_text(answer, METRICS[metric_id].unit)


def _across(item: Item) -> str | None:
    """Return what the columns are, where they are not metrics."""
    by = item.selection.by
    is_single = len(item.metrics) == 1 and len(by) + _is_timed(item) == 2
    return DIMENSIONS[by[-1]].label if is_crossed(item) and is_single else None


def _is_timed(item: Item) -> bool:
    return item.selection.grain is not Grain.TOTAL


def _grid(item: Item, metrics: Sequence[str], answers: Mapping[str, Sequence[Answer]]) -> _Grid:
    by, is_timed = item.selection.by, _is_timed(item)
    labels = (*((texts.PERIOD,) if is_timed else ()), *(DIMENSIONS[name].label for name in by))
    if _across(item) is not None:
        return _crossed(labels, metrics[0], answers[metrics[0]], is_timed=is_timed)
    cells: _Cells = {}
    order: dict[tuple[str, ...], tuple[object, ...]] = {}
    if not labels:
        for metric_id in metrics:
            for one in answers[metric_id]:
                cells[(_header(metric_id),), texts.VALUE] = (metric_id, one)
        return _Grid((texts.METRIC,), [row for row, _ in cells], [texts.VALUE], cells)
    for metric_id in metrics:
        for one in answers[metric_id]:
            row = (*((_period(one),) if is_timed else ()), *map(_name, one.group))
            cells[row, _header(metric_id)] = (metric_id, one)
            if metric_id == metrics[0] or row not in order:
                order[row] = (one.period or "", one.value is None, -(one.value or 0), row)
    return _Grid(labels, sorted(order, key=lambda row: order[row]), [_header(one) for one in metrics], cells)


def _crossed(labels: tuple[str, ...], metric_id: str, answers: Sequence[Answer], *, is_timed: bool) -> _Grid:
    """Return one metric with the last dimension across, the highest sums first, periods in their order."""
    cells: _Cells = {}
    down_sums: dict[tuple[str, str], float] = {}
    across_sums: dict[str, float] = {}
    for one in answers:
        down = (one.period or "", _period(one)) if is_timed else ("", _name(one.group[0]))
        across = _name(one.group[-1])
        cells[(down[1],), across] = (metric_id, one)
        down_sums[down] = down_sums.get(down, 0) + (one.value or 0)
        across_sums[across] = across_sums.get(across, 0) + (one.value or 0)
    rows = sorted(down_sums) if is_timed else sorted(down_sums, key=lambda one: _rank(one[1], down_sums[one]))
    columns = sorted(across_sums, key=lambda one: _rank(one, across_sums[one]))
    return _Grid(labels[:1], [(name,) for _, name in rows], columns, cells)


def _rank(name: str, total: float) -> tuple[object, ...]:
    return name == texts.UNSTATED, -total, name


def _header(metric_id: str) -> str:
    metric = METRICS[metric_id]
    return texts.COLUMN.format(name=metric.name, unit=metric.unit)


def _period(answer: Answer) -> str:
    return period_name(answer.period or "")


def _name(value: str | None) -> str:
    return value if value is not None else texts.UNSTATED
