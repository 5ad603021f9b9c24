"""How the headers of a block are read as the columns of a form, and what remains in doubt about them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pipelines.locating.forms import Form
from pipelines.locating.header_cells import HeaderCell
from pipelines.locating.likeness import Likely
from pipelines.locating.matching import Assignment
from pipelines.locating.model import DoubtKind, HeaderDoubt
from pipelines.locating.value_kinds import agrees
from pipelines.reading.model import CellValue


@dataclass(frozen=True)
class Reading:
    """How the cells of a block are the columns of a form, by name and by likeness."""

    exact: Assignment
    likely: Likely

    @property
    def positions(self) -> dict[int, int]:
        """Sheet index → column position."""
        return self.exact.positions | dict(self.likely.taken)


def settled(reading: Reading, form: Form, values: Callable[[int], Sequence[CellValue]]) -> Reading:
    """Let the values decide between two headers of one column, where only the second's are of its kind."""
    positions = dict(reading.exact.positions)
    matches, repeated = dict(reading.exact.matches), dict(reading.exact.repeated)
    for index, position in reading.exact.repeated.items():
        holder = next((place for place, other in positions.items() if other == position), None)
        if holder is None:
            continue
        column = form.columns[position]
        if agrees(column, values(holder)) is False and agrees(column, values(index)):
            del positions[holder], repeated[index]
            positions[index], repeated[holder] = position, position
            matches[index] = matches[holder]
    exact = replace(reading.exact, positions=positions, matches=matches, repeated=repeated)
    return replace(reading, exact=exact)


def doubts_of(
    form: Form, cells: Sequence[HeaderCell], reading: Reading, read: Mapping[str, int]
) -> tuple[HeaderDoubt, ...]:
    """Return what is in doubt, in the order of the sheet. read: contract column → the sheet column read."""
    return tuple(_doubts(form, cells, reading, read))


def _doubts(
    form: Form, cells: Sequence[HeaderCell], reading: Reading, read: Mapping[str, int]
) -> Iterator[HeaderDoubt]:
    label_at = {cell.index: cell.paths[0] for cell in cells}
    for cell in cells:
        index, path = cell.index, cell.paths[0]
        if index in reading.likely.taken:
            column = form.columns[reading.likely.taken[index]]
            yield HeaderDoubt(DoubtKind.ASSUMED, cell.row, index, path, (column.label,), column.name)
        elif index in reading.exact.ambiguous:
            column = form.columns[reading.exact.ambiguous[index]]
            yield HeaderDoubt(DoubtKind.UNSURE, cell.row, index, path, (column.label,), column.name)
        elif index in reading.likely.proposed:
            yield HeaderDoubt(DoubtKind.UNSURE, cell.row, index, path, reading.likely.proposed[index])
        elif index in reading.exact.repeated:
            column = form.columns[reading.exact.repeated[index]]
            instead = label_at.get(read.get(column.name, -1), column.label)
            yield HeaderDoubt(DoubtKind.REPEATED, cell.row, index, path, (instead,), column.name)
        elif index not in read.values() and index not in reading.exact.row_numbers:
            yield HeaderDoubt(DoubtKind.UNKNOWN, cell.row, index, path)
