"""The reading report (读表报告): what each sheet of a file was taken for, and how surely."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from pipelines.checking.finding_kinds import CATALOGUE
from pipelines.checking.findings import Finding, FindingCollector
from pipelines.locate import LocatedTable, NearestDataset, SheetReading
from pipelines.locating.certainty import certainty_of
from pipelines.locating.model import DoubtKind
from pipelines.reading.model import Sheet
from warehouse.contracts.registry import DATASETS
from warehouse.contracts.types import Severity

# A sheet with a header and one row below it may be data that somebody meant to send.
MIN_TABLE_ROWS = 2
MIN_TABLE_CELLS = 2


class SheetOutcome(StrEnum):
    """What became of a sheet."""

    RECOGNISED = "recognised"  # 认出至少一张表
    UNSURE = "unsure"  # 像两种报表，没有读取
    UNRECOGNISED = "unrecognised"  # 没有认出
    EMPTY = "empty"  # 空工作表
    SERVICE = "service"  # 模板或退回件自带的说明


@dataclass(frozen=True)
class TableReading:
    """What one table was taken for.

    certainty: 高, 中 or 低. matched of headers: row numbers aside. by_likeness: (header, column) pairs that
    are only alike. unsure: (header, possible columns) that were not read. runner_up: the label of the next
    best dataset, if any.
    """

    dataset: str
    label: str
    certainty: str
    matched: int
    headers: int
    header_rows: tuple[int, ...]
    title_words: tuple[str, ...]
    by_likeness: tuple[tuple[str, str], ...]
    unsure: tuple[tuple[str, tuple[str, ...]], ...]
    unknown_headers: tuple[str, ...]
    runner_up: str | None

    def as_json(self) -> dict[str, Any]:
        """Return the record of the commands."""
        return {
            "dataset": self.dataset,
            "label": self.label,
            "certainty": self.certainty,
            "matched": self.matched,
            "headers": self.headers,
            "header_rows": list(self.header_rows),
            "title_words": list(self.title_words),
            "by_likeness": [{"header": header, "column": column} for header, column in self.by_likeness],
            "unsure": [{"header": header, "candidates": list(names)} for header, names in self.unsure],
            "unknown_headers": list(self.unknown_headers),
            "runner_up": self.runner_up,
        }


@dataclass(frozen=True)
class SheetReport:
    """What became of one sheet, whatever it holds.

    sheet: its name, "" where the format has none. rows: non-blank rows. nearest: for a sheet without a
    table, the dataset it is nearest to. findings: what is said of the sheet as a whole.
    """

    sheet: str
    outcome: SheetOutcome
    is_hidden: bool
    rows: int
    tables: tuple[TableReading, ...] = ()
    nearest: NearestDataset | None = None
    findings: tuple[Finding, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the record of the commands."""
        return {
            "sheet": self.sheet,
            "outcome": self.outcome.value,
            "hidden": self.is_hidden,
            "rows": self.rows,
            "tables": [table.as_json() for table in self.tables],
            "nearest": None if self.nearest is None else _nearest_json(self.nearest),
            "findings": [finding.as_json() for finding in self.findings],
        }

    def ledger_rows(self) -> list[dict[str, Any]]:
        """Return one row per table, or one for a sheet without any, as the ledger keeps them."""
        shared = {"sheet": self.sheet, "outcome": self.outcome.value, "is_hidden": self.is_hidden}
        if not self.tables:
            details = _nearest_json(self.nearest) if self.nearest is not None else {}
            dataset = None
            return [{**shared, "dataset": dataset, "certainty": None, "details": _text(details)}]
        return [
            {
                **shared,
                "dataset": table.dataset,
                "certainty": table.certainty,
                "details": _text(table.as_json()),
            }
            for table in self.tables
        ]

    def lines(self) -> Iterator[str]:
        """Yield what a person is told of the sheet, one line per table."""
        name = f"「{self.sheet}」" if self.sheet else ""
        hidden = "（隐藏）" if self.is_hidden else ""
        words = {
            SheetOutcome.EMPTY: "空工作表",
            SheetOutcome.SERVICE: "模板自带的说明，不读取",
        }
        if self.outcome in words:
            yield f"工作表{name}{hidden}：{words[self.outcome]}"
        elif self.tables:
            for table in self.tables:
                yield f"工作表{name}{hidden}：{_told(table)}"
        else:
            reason = self.nearest.reason if self.nearest is not None else "没有表头"
            yield f"工作表{name}{hidden}：没有读取。{reason}"


def report_sheet(sheet: Sheet, reading: SheetReading) -> SheetReport:
    """Return the report of a sheet that was searched for tables."""
    rows = sum(any(value is not None for value in row) for row in sheet.rows)
    if not rows:
        outcome = SheetOutcome.EMPTY
    elif reading.tables:
        outcome = SheetOutcome.RECOGNISED
    elif reading.near is not None and reading.near.rival is not None:
        outcome = SheetOutcome.UNSURE
    else:
        outcome = SheetOutcome.UNRECOGNISED
    return SheetReport(
        sheet=sheet.name,
        outcome=outcome,
        is_hidden=sheet.is_hidden,
        rows=rows,
        tables=tuple(map(_table_reading, reading.tables)),
        nearest=reading.near,
        findings=tuple(_findings(sheet, reading)) if rows else (),
    )


def report_service_sheet(sheet: Sheet) -> SheetReport:
    """Return the report of a sheet that came with a template or a returned file, and is not searched."""
    return SheetReport(sheet.name, SheetOutcome.SERVICE, sheet.is_hidden, len(sheet.rows))


def nearest_of(sheets: list[SheetReport]) -> NearestDataset | None:
    """Return the nearest dataset of the sheet that comes closest to one; for a file without a table."""
    found = [sheet.nearest for sheet in sheets if sheet.nearest is not None]
    return max(
        found, key=lambda near: (near.rival is not None, len(near.matched), -len(near.missing)), default=None
    )


def _table_reading(table: LocatedTable) -> TableReading:
    evidence = table.evidence
    doubts = table.doubts
    runner_up = DATASETS.get(evidence.runner_up or "")
    return TableReading(
        dataset=table.dataset.name,
        label=table.dataset.label,
        certainty=certainty_of(table).value,
        matched=evidence.matched,
        headers=evidence.headers,
        header_rows=table.header_rows,
        title_words=evidence.title_words,
        by_likeness=tuple(
            (doubt.label, doubt.candidates[0]) for doubt in doubts if doubt.kind is DoubtKind.ASSUMED
        ),
        unsure=tuple((doubt.label, doubt.candidates) for doubt in doubts if doubt.kind is DoubtKind.UNSURE),
        unknown_headers=tuple(label for _, label in table.unknown_headers),
        runner_up=runner_up.label if runner_up is not None else evidence.runner_up,
    )


def _findings(sheet: Sheet, reading: SheetReading) -> list[Finding]:
    """Warn of a sheet that looks like data and was not read."""
    wide = sum(sum(value is not None for value in row) >= MIN_TABLE_CELLS for row in sheet.rows)
    near = reading.near
    if reading.tables or near is None or wide < MIN_TABLE_ROWS or (sheet.is_hidden and not near.matched):
        return []
    found = FindingCollector()
    found.add(
        CATALOGUE["sheet_not_read"],
        Severity.WARNING,
        0,
        [],
        params={"text": sheet.name, "reason": near.reason},
    )
    return found.findings()


def _told(table: TableReading) -> str:
    told = f"{table.label}，把握{table.certainty}，认出表头 {table.matched}/{table.headers}"
    if table.by_likeness:
        told += f"，其中近似 {len(table.by_likeness)}"
    if table.unknown_headers:
        told += f"；没有读取的列：{'、'.join(table.unknown_headers)}"
    return told


def _nearest_json(nearest: NearestDataset) -> dict[str, Any]:
    return {
        "dataset": nearest.dataset,
        "label": nearest.label,
        "matched": list(nearest.matched),
        "missing": list(nearest.missing),
        "rival": nearest.rival,
        "reason": nearest.reason,
    }


def _text(details: dict[str, Any]) -> str:
    return json.dumps(details, ensure_ascii=False)
