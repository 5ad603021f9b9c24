"""What a checked table is: rows that may be loaded, rows that may not, and what was found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

import polars as pl

from pipelines.checking.finding_kinds import CATALOGUE
from pipelines.checking.findings import Finding, a1_ranges
from pipelines.corrections.model import CorrectedCell
from warehouse.contracts.model import Dataset, Layout, RowRule, SequenceRule, Vintage
from warehouse.contracts.types import Severity


class SkipReason(StrEnum):
    """Why a row below the header is not a fact of its own."""

    TOTAL = "total"
    GROUP = "group"
    HEADER = "header"
    NOTE = "note"
    EXAMPLE = "example"
    ZERO_REPORT = "zero_report"
    DUPLICATE = "duplicate"
    SUPERSEDED = "superseded"
    CORRECTION = "correction"  # left out by a correction (更正)


@dataclass(frozen=True)
class SourceFile:
    """A file as it came. modified_at is UTC, without a time zone."""

    name: str
    sha256: str
    size_bytes: int
    modified_at: datetime
    format: str


@dataclass(frozen=True)
class QuarantinedRow:
    """A row kept out. source_row is 1-based; raw holds no personal column."""

    source_row: int
    codes: tuple[str, ...]
    raw: Mapping[str, str]


@dataclass
class CheckedTable:
    """One table of one sheet after cleaning and checking.

    accepted: row_id, business_key, content_hash, every stored column (personal ones too),
    source_row, part. raw: row_id, the raw text of every contract column, cells (JSON of exceptions), read_as
    (JSON of what was read where that is only part of a cell).
    skipped: 1-based source row → reason. same_as: skipped row → the row_id of the row that stands in its
    stead (an equal or a newer one). columns: contract column → 0-based sheet column.
    """

    table_id: str
    file: SourceFile
    sheet: str
    dataset: Dataset
    layout: Layout | None
    vintage: Vintage | None
    title: str
    header_rows: tuple[int, ...]
    columns: Mapping[str, int]
    unknown_headers: tuple[str, ...]
    rows_in: int
    filed_on: date
    version_at: datetime
    coverage: tuple[date, date] | None
    is_period_stated: bool
    unit: str | None
    unit_code: str | None
    is_correction: bool
    accepted: pl.DataFrame
    raw: pl.DataFrame
    quarantined: list[QuarantinedRow] = field(default_factory=list)
    skipped: dict[int, SkipReason] = field(default_factory=dict)
    same_as: dict[int, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    corrected: list[CorrectedCell] = field(default_factory=list)

    def leave_out(self, skipped: Mapping[str, SkipReason], stands: Mapping[str, str]) -> None:
        """Take facts out of `accepted` by row_id; a source row none of whose facts is left is skipped.

        stands: the row that stands in the stead of each.
        """
        if not skipped:
            return
        leaves = pl.col("row_id").is_in(list(skipped))
        left_out = self.accepted.filter(leaves)
        self.accepted = self.accepted.filter(~leaves)
        remaining = set(self.accepted["source_row"])
        for row_id, source_row in left_out.select("row_id", "source_row").iter_rows():
            if source_row not in remaining:
                self.skipped.setdefault(source_row, skipped[row_id])
                self.same_as.setdefault(source_row, stands[row_id])

    def keep_out(self, source_row: int, rule: RowRule | SequenceRule, columns: Sequence[str]) -> None:
        """Quarantine a row that broke a rule against rows already known; all facts of the row go.

        columns: the contract columns whose cells are marked.
        """
        facts = self.accepted.filter(pl.col("source_row") == source_row).select("row_id")
        if facts.is_empty():
            return
        raw = self.raw.join(facts, on="row_id", how="semi").row(0, named=True)
        texts = {k: v for k, v in raw.items() if k not in ("row_id", "cells", "read_as") and v is not None}
        self.accepted = self.accepted.filter(pl.col("source_row") != source_row)
        self.quarantined.append(QuarantinedRow(source_row, (rule.code,), texts))
        marked = [self.columns[name] for name in columns if name in self.columns]
        cells = [(source_row - 1, column) for column in marked or self.columns.values()]
        self.findings.append(
            Finding(rule.code, rule.message, Severity.ERROR, columns[0], a1_ranges(cells), 1,
                    rule.message, rule.remedy)
        )  # fmt: skip

    def note_conflict(self, earlier_row: int, later_row: int) -> None:
        """Warn that two rows of this table have one key and differ; rows are 1-based."""
        kind = CATALOGUE["key_conflict_in_table"]
        label = "、".join(column.label for column in self.dataset.columns if column.name in self.dataset.key)
        first = min(self.columns.values(), default=0)
        self.findings.append(
            Finding(kind.code, kind.title, Severity.WARNING, "",
                    a1_ranges([(earlier_row - 1, first), (later_row - 1, first)]), 2,
                    kind.template.format(label=label), kind.remedy)
        )  # fmt: skip

    @property
    def loaded_rows(self) -> int:
        """Return how many source rows yield loaded facts; a row counts once whatever it yields."""
        return self.accepted["source_row"].n_unique()

    @property
    def is_conserved(self) -> bool:
        """Tell whether every non-blank source row is loaded, quarantined or skipped, exactly once."""
        return self.rows_in == self.loaded_rows + len(self.quarantined) + len(self.skipped)

    @property
    def skipped_by_reason(self) -> dict[str, int]:
        """Return how many rows were skipped for each reason."""
        counts: dict[str, int] = {}
        for reason in self.skipped.values():
            counts[reason.value] = counts.get(reason.value, 0) + 1
        return dict(sorted(counts.items()))

    @property
    def is_zero_report(self) -> bool:
        """Tell whether the sender reported that nothing happened."""
        return SkipReason.ZERO_REPORT in self.skipped.values()

    @property
    def warnings(self) -> int:
        """Return how many findings only warn."""
        return sum(finding.severity.value == "warning" for finding in self.findings)
