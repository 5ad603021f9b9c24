"""明细: the rows behind a number, and for each value the file, sheet and cell it was read from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from dashboard.data.ask import Answer, totals
from dashboard.formatting import MISSING, figure, number, ratio
from dashboard.texts import common
from warehouse.contracts.registry import DATASETS
from warehouse.lineage import TracedCell, TracedRow, trace
from warehouse.metrics.catalogue import METRICS
from warehouse.metrics.model import Better, Metric
from warehouse.metrics.selection import Selection
from warehouse.snapshots import Snapshot

ROWS_SHOWN = 100
# A ratio's rows are all fetched, so that those that did not count can stand first; up to this many.
ROWS_FETCHED = 2000


@dataclass(frozen=True)
class DetailRow:
    """One row: what it adds, what it is, where it stands; each cell as 项目, 单元格, 原文, 入库值."""

    contribution: str
    title: str
    source: str
    cells: tuple[tuple[str, str, str, str], ...]


@dataclass(frozen=True)
class Detail:
    """The rows behind a number; total may be larger than the rows listed."""

    summary: str
    total: int
    rows: tuple[DetailRow, ...]

    @property
    def shown(self) -> int:
        """How many rows are listed."""
        return len(self.rows)


def detail(snapshot: Snapshot, metric_id: str, selection: Selection) -> Detail:
    """Return the rows behind a metric under a selection, those that need attention first."""
    metric = METRICS[metric_id]
    answer = totals(snapshot, [metric_id], selection.start, selection.end, selection.where)[metric_id]
    rows = trace(snapshot, metric_id, selection, ROWS_FETCHED)
    is_ratio = metric.denominator is not None
    if is_ratio and metric.better is Better.UP:
        # What keeps the rate down is what one opens the list for.
        rows.sort(key=lambda row: row.contribution)
    return Detail(
        _summary(metric, answer),
        max(len(rows), answer.n or 0) if len(rows) == ROWS_FETCHED else len(rows),
        tuple(_row(metric, row, is_ratio=is_ratio) for row in rows[:ROWS_SHOWN]),
    )


def _summary(metric: Metric, answer: Answer) -> str:
    value = f"{metric.name} {figure(answer.value, metric.unit, answer.qualifier)}"
    if metric.denominator is None:
        return f"{value}。"
    return f"{value}（{ratio(answer.numerator, answer.denominator)}）。"


def _row(metric: Metric, row: TracedRow, *, is_ratio: bool) -> DetailRow:
    dataset = DATASETS[row.dataset]
    if is_ratio:
        counted = common.COUNTED if row.contribution else common.NOT_COUNTED
    else:
        counted = number(row.contribution)
    # dict.fromkeys: a wide table repeats a name.
    title = " · ".join(dict.fromkeys(_text(value) for value in row.key.values() if value is not None))
    cited = _cited(metric, row)
    return DetailRow(
        counted,
        title or dataset.label,
        _source(cited) if cited else MISSING,
        tuple(_cells(row)),
    )


def _cited(metric: Metric, row: TracedRow) -> TracedCell | None:
    """Return the cell that is counted: the summed column's, else the first of the key's, else any."""
    wanted: list[str] = []
    if metric.numerator is not None:
        wanted = [*metric.numerator.cited, *([metric.numerator.value] if metric.numerator.value else [])]
    for name in [*wanted, *row.key]:
        cell = row.cells.get(name)
        if cell is not None and cell.cell is not None:
            return cell
    return next(iter(row.cells.values()), None)


def _cells(row: TracedRow) -> Iterator[tuple[str, str, str, str]]:
    dataset = DATASETS[row.dataset]
    own_file = next((cell.file for cell in row.cells.values()), None)
    for name, cell in row.cells.items():
        # A joint event's audience may stand in another unit's file.
        elsewhere = f"{cell.file} · " if cell.file != own_file else ""
        yield (
            dataset.column(name).label,
            elsewhere + _place(cell),
            MISSING if cell.raw is None else cell.raw,
            _value(cell),
        )


def _place(cell: TracedCell) -> str:
    if cell.cell is not None:
        return f"{cell.sheet}!{cell.cell}" if cell.sheet else cell.cell
    return common.NOT_IN_SHEET.get(cell.origin or "", MISSING)


def _source(cell: TracedCell) -> str:
    return f"{cell.file or MISSING} · {_place(cell)}"


def _value(cell: TracedCell) -> str:
    text = _text(cell.value)
    note = common.QUALIFIERS.get(cell.qualifier or "")
    return f"{text}（{note}）" if note else text


def _text(value: Any) -> str:
    if value is None:
        return MISSING
    if isinstance(value, bool):
        return common.YES if value else common.NO
    if isinstance(value, list):
        return "、".join(_text(one) for one in value)
    if isinstance(value, (int, float)):
        return f"{value:g}" if isinstance(value, float) else str(value)
    return str(value)
