"""From one landed file to its checked tables, or to the reason why there are none."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from pipelines.checking.check import check_table
from pipelines.checking.checked import CheckedTable, SourceFile
from pipelines.clean.names import NameIndex
from pipelines.corrections.model import NO_CORRECTIONS, Corrections
from pipelines.landing import BEING_WRITTEN, LandedFile
from pipelines.locate import Locator, NearestDataset
from pipelines.reading.formats import read_path
from pipelines.reading.model import (
    FILE_DAMAGED,
    FILE_EMPTY,
    FILE_HOSTILE,
    REASONS,
    Limits,
    Sheet,
    Unreadable,
    Workbook,
)
from pipelines.report import FileReport, FileStatus
from pipelines.returning.appearance import is_return_sheet
from pipelines.sheets import SheetReport, nearest_of, report_service_sheet, report_sheet
from warehouse.contracts.envelope import SERVICE_MARK, SERVICE_SHEETS
from warehouse.contracts.registry import DATASETS
from warehouse.reference.tables import Reference

_NOTHING_RECOGNISED = "没有识别出任何一种报表"
# A long list with one wide title line is no trap, two cells in far corners are.
_MOST_BLANKS = 4
_TEMPLATE_HINT = "请使用下发的模板，或把表头改成模板中的名称"


@dataclass(frozen=True)
class IntakeSettings:
    """What reading is told by a home; plain data, which is sent to each child process once.

    secret: the key of the personal digests. limits: bounds of one file. corrections: what the
    district mends itself.
    """

    reference: Reference
    secret: bytes = field(repr=False)
    limits: Limits = field(default_factory=Limits)
    corrections: Corrections = NO_CORRECTIONS


class Intake:
    """Reads files one after another in this process; a hostile file belongs in a ReaderPool."""

    def __init__(self, settings: IntakeSettings) -> None:
        self.settings = settings
        self.names = name_index(settings.reference)
        self.locator = known_locator()

    def read(self, landed: LandedFile, source: Path) -> FileReport:
        """Read, locate and check every table of a file; `source` is where its bytes are."""
        workbook = _read_workbook(source, landed.name, self.settings.limits)
        if isinstance(workbook, Unreadable):
            return rejected(landed, workbook)
        tables, sheets = self._tables(landed, workbook)
        status = FileStatus.LOADED if tables else FileStatus.REJECTED
        reason = None if tables else _unrecognised(nearest_of(sheets))
        return FileReport(
            landed.name, landed.sha256, status, reason, tables=tuple(tables), sheets=tuple(sheets)
        )

    def _tables(self, landed: LandedFile, workbook: Workbook) -> tuple[list[CheckedTable], list[SheetReport]]:
        file = SourceFile(
            name=landed.name,
            sha256=landed.sha256,
            size_bytes=landed.size,
            modified_at=landed.modified_at.replace(tzinfo=None),
            format=workbook.format,
        )
        tables: list[CheckedTable] = []
        sheets: list[SheetReport] = []
        own = [
            sheet for sheet in workbook.sheets if not _is_service_sheet(sheet) and not is_return_sheet(sheet)
        ]
        readings = iter(self.locator.locate_all(own, file_name=landed.name))
        for sheet in workbook.sheets:
            if _is_service_sheet(sheet) or is_return_sheet(sheet):
                sheets.append(report_service_sheet(sheet))
                continue
            reading = next(readings)
            sheets.append(report_sheet(sheet, reading))
            tables.extend(
                check_table(
                    located,
                    file=file,
                    sheet=sheet.name,
                    ordinal=ordinal,
                    sheet_rows=sheet.rows,
                    date_1904=sheet.date_1904,
                    names=self.names,
                    secret=self.settings.secret,
                    is_hidden=sheet.is_hidden,
                    corrections=self.settings.corrections,
                )
                for ordinal, located in enumerate(reading.tables)
            )
        return tables, sheets


def _read_workbook(source: Path, name: str, limits: Limits) -> Workbook | Unreadable:
    try:
        workbook = read_path(source, name, limits)
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException:  # panics of native parsers are no Exception
        # Whatever a parser raises on damaged bytes, the fault is the file's and not the run's.
        return Unreadable(FILE_DAMAGED, REASONS[FILE_DAMAGED])
    if isinstance(workbook, Workbook) and any(_is_sprawling(sheet, limits) for sheet in workbook.sheets):
        return Unreadable(FILE_HOSTILE, REASONS[FILE_HOSTILE])
    return workbook


def _is_sprawling(sheet: Sheet, limits: Limits) -> bool:
    """Whether cells far apart span a sheet that nobody could fill; finding tables goes by its extent."""
    widest = max(map(len, sheet.rows), default=0)
    return widest * len(sheet.rows) > _MOST_BLANKS * limits.cells


@cache
def known_locator() -> Locator:
    """Return the locator of every contract; its index is built once in a process."""
    return Locator(DATASETS.values())


def name_index(reference: Reference) -> NameIndex:
    """Return the names of a deployment, ready to be matched."""
    return NameIndex(
        units=reference.units,
        aliases=((alias.alias, alias.code) for alias in reference.unit_aliases),
        townships=reference.townships,
        villages=reference.villages,
        district_prefixes=(prefix.prefix for prefix in reference.district),
    )


def rejected(landed: LandedFile, refusal: Unreadable) -> FileReport:
    """Return the report of a file that could not be read; one that is cut off and still grows waits."""
    if refusal.code in (FILE_DAMAGED, FILE_EMPTY) and landed.is_still_growing():
        return FileReport(landed.name, landed.sha256, FileStatus.WAITING, BEING_WRITTEN)
    return FileReport(landed.name, landed.sha256, FileStatus.REJECTED, refusal.reason, fault=refusal.fault)


def _is_service_sheet(sheet: Sheet) -> bool:
    """Whether a sheet came with one of our templates and holds nothing of the sender's."""
    return sheet.name in SERVICE_SHEETS and bool(sheet.rows) and sheet.rows[0][:1] == [SERVICE_MARK]


def _unrecognised(nearest: NearestDataset | None) -> str:
    if nearest is None:
        return f"{_NOTHING_RECOGNISED}。{_TEMPLATE_HINT}"
    if nearest.rival is not None:
        return nearest.reason
    hint = "" if "模板" in nearest.reason else f"。{_TEMPLATE_HINT}"
    return f"{_NOTHING_RECOGNISED}。{nearest.reason}{hint}"
