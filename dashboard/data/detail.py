"""明细: the rows behind a number, and for each value the file, sheet and cell it was read from."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.data.ask import Answer, totals
from dashboard.data.lineage_cells import cell_lines, counted_cell, place, row_title
from dashboard.formatting import MISSING, figure, number, ratio
from dashboard.texts import common
from warehouse.lineage import TracedRow, trace
from warehouse.metrics.catalogue import METRICS
from warehouse.metrics.model import Better, Metric
from warehouse.metrics.selection import Selection
from warehouse.snapshots import Snapshot

ROWS_SHOWN = 100
# A ratio's rows are all fetched, so that those that did not count can stand first; up to this many.
ROWS_FETCHED = 2000


@dataclass(frozen=True)
class DetailRow:
    """One row: what it adds, what it is, where it stands; each cell as 项目, 单元格, 原文, 入库值.

    columns: the column of each cell, in the same order.
    """

    contribution: str
    title: str
    source: str
    cells: tuple[tuple[str, str, str, str], ...]
    row_id: str
    columns: tuple[str, ...]


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
    if is_ratio:
        counted = common.COUNTED if row.contribution else common.NOT_COUNTED
    else:
        counted = number(row.contribution)
    _, cited = counted_cell(metric, row)
    lines = tuple(cell_lines(row))
    return DetailRow(
        counted,
        row_title(row),
        f"{cited.file or MISSING} · {place(cited)}" if cited else MISSING,
        tuple((line.label, line.place, line.raw, line.value) for line in lines),
        row.row_id,
        tuple(line.column for line in lines),
    )
