"""From one landed file to its checked tables, or to the reason why there are none."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from pipelines.checking.check import check_table
from pipelines.checking.checked import CheckedTable, SourceFile
from pipelines.clean.names import NameIndex
from pipelines.landing import LandedFile
from pipelines.locate import Locator, NearestDataset
from pipelines.report import FileReport, FileStatus
from pipelines.workbook import Sheet, Unreadable, Workbook, WorkbookReader
from warehouse.contracts.envelope import SERVICE_MARK, SERVICE_SHEETS
from warehouse.contracts.registry import DATASETS
from warehouse.reference.tables import Reference

_NOTHING_RECOGNISED = "没有识别出任何一种报表"
_TEMPLATE_HINT = "请使用下发的模板，或把表头改成模板中的名称"


@dataclass(frozen=True)
class Intake:
    """What reading needs: the reader's child process, the district's names, the personal key, the forms."""

    reader: WorkbookReader
    names: NameIndex
    secret: bytes
    locator: Locator = field(default_factory=lambda: Locator(DATASETS.values()))

    def read(self, landed: LandedFile, source: Path) -> FileReport:
        """Read, locate and check every table of a file; `source` is where its bytes are."""
        workbook = self.reader.read(source, landed.name)
        if isinstance(workbook, Unreadable):
            return FileReport(landed.name, landed.sha256, FileStatus.REJECTED, workbook.reason)
        tables, nearest = self._tables(landed, workbook)
        if not tables:
            return FileReport(landed.name, landed.sha256, FileStatus.REJECTED, _unrecognised(nearest))
        return FileReport(landed.name, landed.sha256, FileStatus.LOADED, None, tuple(tables))

    def _tables(
        self, landed: LandedFile, workbook: Workbook
    ) -> tuple[list[CheckedTable], NearestDataset | None]:
        file = SourceFile(
            name=landed.name,
            sha256=landed.sha256,
            size_bytes=landed.size,
            modified_at=landed.modified_at.replace(tzinfo=None),
            format=workbook.format,
        )
        tables: list[CheckedTable] = []
        nearest: NearestDataset | None = None
        for sheet in workbook.sheets:
            if _is_service_sheet(sheet):
                continue
            reading = self.locator.locate(sheet, file_name=landed.name)
            nearest = nearest or reading.near
            tables.extend(
                check_table(
                    located,
                    file=file,
                    sheet=sheet.name,
                    ordinal=ordinal,
                    date_1904=sheet.date_1904,
                    names=self.names,
                    secret=self.secret,
                    is_hidden=sheet.is_hidden,
                )
                for ordinal, located in enumerate(reading.tables)
            )
        return tables, nearest


def _is_service_sheet(sheet: Sheet) -> bool:
    """Whether a sheet came with one of our templates and holds nothing of the sender's."""
    return sheet.name in SERVICE_SHEETS and bool(sheet.rows) and sheet.rows[0][:1] == [SERVICE_MARK]


def name_index(reference: Reference) -> NameIndex:
    """Return the names of a deployment, ready to be matched."""
    return NameIndex(
        units=reference.units,
        aliases=((alias.alias, alias.code) for alias in reference.unit_aliases),
        townships=reference.townships,
        villages=reference.villages,
        district_prefixes=(prefix.prefix for prefix in reference.district),
    )


def _unrecognised(nearest: NearestDataset | None) -> str:
    if nearest is None:
        return f"{_NOTHING_RECOGNISED}。{_TEMPLATE_HINT}"
    return f"{_NOTHING_RECOGNISED}。{nearest.reason}。{_TEMPLATE_HINT}"
