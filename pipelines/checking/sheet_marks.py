"""What a sheet shows beside its values: hidden rows and columns, struck-through and coloured cells.

They are read like any other, because nothing says what the sender meant by them; so it is said.
"""

from __future__ import annotations

from collections.abc import Iterable

from pipelines.checking.finding_kinds import CATALOGUE
from pipelines.checking.findings import FindingCollector, column_letters
from pipelines.locate import LocatedTable, RowKind
from pipelines.reading.model import NO_MARKS
from warehouse.contracts.types import Severity

# Where more rows than this have colour, it is the style of the sheet and says nothing of a row.
EXCEPTIONAL_SHARE = 0.2


def note_marks(located: LocatedTable, findings: FindingCollector) -> None:
    """Warn once per table of each mark that its data rows or columns bear."""
    marks = located.marks
    if marks == NO_MARKS:
        return
    columns = sorted(place.index for place in located.columns.values())
    rows = {row.row for row in located.body if row.kind is RowKind.DATA}
    hidden = sorted(rows & marks.hidden_rows)
    text = _row_numbers(hidden)
    for row in hidden:
        cells = [(row, column) for column in columns]
        findings.add(CATALOGUE["hidden_rows"], Severity.WARNING, row, cells, params={"text": text})
    _note_hidden_columns(located, findings)
    read = set(columns)
    struck = {cell for cell in marks.struck if cell[0] in rows and cell[1] in read}
    _note_cells("struck_cells", struck, findings)
    coloured = {cell for cell in marks.coloured if cell[0] in rows and cell[1] in read}
    if len({row for row, _ in coloured}) <= EXCEPTIONAL_SHARE * len(rows):
        _note_cells("coloured_cells", coloured, findings)


def _note_hidden_columns(located: LocatedTable, findings: FindingCollector) -> None:
    header = located.header_rows[-1] - 1
    hidden = sorted(
        (place.index, place.label)
        for place in located.columns.values()
        if place.index in located.marks.hidden_columns
    )
    if not hidden:
        return
    text = "、".join(f"「{label}」（{column_letters(index)} 列）" for index, label in hidden)
    cells = [(header, index) for index, _ in hidden]
    findings.add(CATALOGUE["hidden_columns"], Severity.WARNING, header, cells, params={"text": text})


def _note_cells(code: str, cells: Iterable[tuple[int, int]], findings: FindingCollector) -> None:
    for row, column in sorted(cells):
        findings.add(CATALOGUE[code], Severity.WARNING, row, [(row, column)], params={})


def _row_numbers(rows: list[int]) -> str:
    """Return 0-based rows as the sheet numbers them: 「5—7、9」."""
    runs: list[list[int]] = []
    for row in rows:
        if runs and row == runs[-1][1] + 1:
            runs[-1][1] = row
        else:
            runs.append([row, row])
    return "、".join(f"{first + 1}" if first == last else f"{first + 1}—{last + 1}" for first, last in runs)
