"""Texts of archived cells read anew, to be compared with what is stored of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipelines.clean.written import written_text
from pipelines.intake.memory import most_resident_growth
from pipelines.intake.pool import ReaderPool
from pipelines.intake.reading import Intake, IntakeSettings
from pipelines.picture.archived import NoPicture, original_path, position, read_workbook
from pipelines.picture.region import value_at
from pipelines.reading.model import Unreadable


@dataclass(frozen=True)
class CellAddress:
    """A cell of an original. sheet: "" where the format has none. cell: A1 address."""

    sha256: str
    sheet: str
    cell: str


@dataclass(frozen=True)
class Reread:
    """texts: in the order asked, None for a blank cell and where nothing was read. faults: in Chinese."""

    texts: tuple[str | None, ...]
    faults: tuple[str, ...] = ()


@dataclass(frozen=True)
class _CellsOfFile:
    """Read cells of one original; a task of the ReaderPool."""

    original: Path
    cells: tuple[CellAddress, ...]

    @property
    def growth_bytes(self) -> int:
        """By how much the memory of the child may grow."""
        return most_resident_growth(self.original.stat().st_size)

    def run(self, intake: Intake) -> Reread:
        """Return the texts of the cells, in the child."""
        workbook = read_workbook(self.original, "", intake.settings.limits)
        if isinstance(workbook, Unreadable):
            return self.refused(workbook)
        sheets = {sheet.name: sheet for sheet in workbook.sheets}
        texts = []
        missing: dict[str, None] = {}
        for cell in self.cells:
            sheet = sheets.get(cell.sheet)
            if sheet is None:
                missing[f"原件 {cell.sha256[:12]}… 没有工作表「{cell.sheet}」"] = None
            row, column = position(cell.cell)
            texts.append(None if sheet is None else written_text(value_at(sheet, row, column)))
        return Reread(tuple(texts), tuple(missing))

    def refused(self, refusal: Unreadable) -> Reread:
        """Return that nothing was read, and why."""
        fault = f"原件 {self.original.name[:12]}… 读不出来：{refusal.reason}"
        return Reread((None,) * len(self.cells), (fault,))


def reread(originals: Path, wanted: Sequence[CellAddress], settings: IntakeSettings) -> Reread:
    """Return the texts of cells exactly as a load would store them, each file read once, in child processes.

    Raises NoPicture for what is no address.
    """
    by_file: defaultdict[str, list[int]] = defaultdict(list)
    for place, cell in enumerate(wanted):
        position(cell.cell)
        by_file[cell.sha256].append(place)
    texts: list[str | None] = [None] * len(wanted)
    faults: list[str] = []
    tasks: dict[str, _CellsOfFile] = {}
    for sha256, places in by_file.items():
        try:
            original = original_path(originals, sha256)
        except NoPicture as missing:
            faults.append(str(missing))
            continue
        tasks[sha256] = _CellsOfFile(original, tuple(wanted[place] for place in places))
    with ReaderPool(settings) as pool:
        for sha256, answer in zip(tasks, pool.run(list(tasks.values())), strict=True):
            faults.extend(answer.faults)
            for place, text in zip(by_file[sha256], answer.texts, strict=True):
                texts[place] = text
    return Reread(tuple(texts), tuple(faults))
