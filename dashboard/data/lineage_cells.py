"""The cells of a traced row as they are shown: label, place, raw text, value, correction."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dashboard.formatting import MISSING
from dashboard.texts import common
from dashboard.texts import lineage as texts
from warehouse.contracts.registry import DATASETS
from warehouse.lineage import TracedCell, TracedRow
from warehouse.metrics.model import Metric

# The figure of the period before, which a 累计 ledger's figure is less, is cited under <column>_before.
_BEFORE = "_before"


@dataclass(frozen=True)
class CellLine:
    """One value of a row: where it stands, what was written there, and what it means."""

    column: str
    label: str
    file: str | None
    sha256: str | None
    sheet: str
    address: str | None
    place: str
    raw: str
    read_as: str | None
    value: str
    correction: str | None


def row_title(row: TracedRow) -> str:
    """Return what tells a row apart: its business key in words."""
    # dict.fromkeys: a wide table repeats a name.
    title = " · ".join(dict.fromkeys(value_text(value) for value in row.key.values() if value is not None))
    return title or DATASETS[row.dataset].label


def counted_cell(metric: Metric, row: TracedRow) -> tuple[str | None, TracedCell | None]:
    """Return the column and cell that count: the summed column's, else the first of the key's, else any."""
    wanted: list[str] = []
    if metric.numerator is not None:
        wanted = [*metric.numerator.cited, *([metric.numerator.value] if metric.numerator.value else [])]
    for name in [*wanted, *row.key, *row.cells]:
        cell = row.cells.get(name)
        if cell is not None and cell.cell is not None:
            return name, cell
    return next(iter(row.cells.items()), (None, None))


def cell_lines(row: TracedRow) -> Iterator[CellLine]:
    """Yield every value of a row with its place."""
    own_file = next((cell.file for cell in row.cells.values()), None)
    for name, cell in row.cells.items():
        # A joint event's audience may stand in another unit's file.
        elsewhere = f"{cell.file} · " if cell.file != own_file else ""
        yield CellLine(
            name,
            column_label(row.dataset, name),
            cell.file,
            cell.sha256,
            cell.sheet or "",
            cell.cell,
            elsewhere + place(cell),
            MISSING if cell.raw is None else cell.raw,
            None if cell.read_as is None else texts.CELL_PART.format(part=cell.read_as),
            cell_value(cell),
            _correction(cell.correction),
        )


def column_label(dataset: str, name: str) -> str:
    """Return a column's label; the figure of the period before (累计) says so."""
    labels = {column.name: column.label for column in DATASETS[dataset].columns}
    if name not in labels and name.endswith(_BEFORE):
        return texts.BEFORE_COLUMN.format(label=labels.get(name.removesuffix(_BEFORE), name))
    return labels.get(name, name)


def _correction(found: Mapping[str, Any] | None) -> str | None:
    if found is None:
        return None
    return texts.CORRECTED.format(
        id=found["id"],
        reason=found["reason"],
        who=found["who"] or MISSING,
        date=found["date"] or MISSING,
        before=found["before"] or texts.BLANK,
    )


def place(cell: TracedCell) -> str:
    """Return Sheet1!C7, C7 of a file without sheets, or where a value without a cell comes from."""
    if cell.cell is not None:
        return f"{cell.sheet}!{cell.cell}" if cell.sheet else cell.cell
    return common.NOT_IN_SHEET.get(cell.origin or "", MISSING)


def cell_value(cell: TracedCell) -> str:
    """Return the stored value with its qualifier: 1200（余（不少于））."""
    text = value_text(cell.value)
    note = common.QUALIFIERS.get(cell.qualifier or "")
    return f"{text}（{note}）" if note else text


def value_text(value: Any) -> str:
    """Return a stored value in words."""
    if value is None:
        return MISSING
    if isinstance(value, bool):
        return common.YES if value else common.NO
    if isinstance(value, list):
        return "、".join(value_text(one) for one in value)
    if isinstance(value, float):
        return f"{value:g}"
    return str(value)
