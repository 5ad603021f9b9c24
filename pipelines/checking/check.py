"""From a located table to accepted rows, quarantined rows and findings.

Each column is cleaned once per distinct cell value; then the contract's row rules run over the
whole frame. Nothing here raises for data: good rows and bad rows are both results.
"""

from __future__ import annotations

from datetime import datetime, time

import polars as pl

from pipelines.checking.checked import CheckedTable, QuarantinedRow, SkipReason, SourceFile
from pipelines.checking.cited_cells import quote_whole_cells
from pipelines.checking.clean_columns import clean_columns, raw_texts
from pipelines.checking.control_totals import verify_totals
from pipelines.checking.coverage import coverage, default_year, filing_date, sender, stated_period
from pipelines.checking.cumulative import with_events_apart
from pipelines.checking.finding_kinds import CATALOGUE
from pipelines.checking.findings import FindingCollector
from pipelines.checking.header_findings import report_headers
from pipelines.checking.keys import business_keys, content_hashes, person_ids, row_identity, table_identity
from pipelines.checking.raw_columns import RawTable, exceptions, raw_table
from pipelines.checking.row_rules import apply_rules
from pipelines.checking.sheet_marks import note_marks
from pipelines.checking.subject_rows import with_subjects_apart
from pipelines.clean.names import NameIndex
from pipelines.clean.values import CellContext
from pipelines.corrections.applying import Facts, apply_corrections
from pipelines.corrections.model import NO_CORRECTIONS, Corrections
from pipelines.locate import LocatedTable, RowKind
from pipelines.reading.model import FORMATS_OF_TEXT, Rows
from warehouse.contracts.model import PERSON_ID, Dataset
from warehouse.contracts.types import Severity


def check_table(
    located: LocatedTable,
    *,
    file: SourceFile,
    sheet: str,
    ordinal: int,
    sheet_rows: Rows,
    date_1904: bool,
    names: NameIndex,
    secret: bytes,
    is_hidden: bool = False,
    corrections: Corrections = NO_CORRECTIONS,
) -> CheckedTable:
    """Clean and check one table of a sheet with these cells; `ordinal` counts its tables from 0."""
    dataset = located.dataset
    findings = FindingCollector()
    filed_on, is_filing_stated = filing_date(located, file, findings)
    year = default_year(located, filed_on)
    context = CellContext(
        names=names,
        default_year=None if located.envelope.spans_years else year,
        filed_on=filed_on,
        header_unit=None,
        date_1904=date_1904,
        may_lack_zeros=file.format in FORMATS_OF_TEXT,
        is_correction=located.envelope.may_offset,
        is_plan=located.envelope.is_plan,
        is_cumulative=located.envelope.is_cumulative,
    )
    if is_hidden:
        row = located.header_rows[0] - 1
        findings.add(CATALOGUE["hidden_sheet"], Severity.WARNING, row, [], params={})
    report_headers(located, findings)
    note_marks(located, findings)
    verify_totals(located, findings)
    table = with_subjects_apart(raw_table(located, names, findings), dataset, names)
    frame = with_events_apart(clean_columns(table, located, context, findings), located)
    table_id = table_identity(file.sha256, sheet, ordinal)
    facts = Facts(table_id, dataset, file, sheet, table, frame)
    corrected = apply_corrections(facts, corrections, findings)
    frame = _with_persons(corrected.frame, dataset, secret)
    apply_rules(corrected.muted(frame), table, located, findings)

    frame = _identified(frame, table, table_id, dataset, secret)
    raw = quote_whole_cells(_raw_frame(table, frame["row_id"], located), table, dataset, sheet_rows)
    accepted = frame
    if findings.bad_rows or corrected.dropped:
        is_good = pl.Series([row not in findings.bad_rows for row in table.rows], dtype=pl.Boolean)
        is_good &= corrected.is_kept(len(table.rows))
        accepted, raw = frame.filter(is_good), raw.filter(is_good)
    unit, unit_code = sender(located, names, filed_on, accepted)
    return CheckedTable(
        table_id=table_id,
        file=file,
        sheet=sheet,
        dataset=dataset,
        layout=located.layout,
        vintage=located.vintage,
        title=located.title,
        header_rows=located.header_rows,
        columns={name: place.index for name, place in located.columns.items()},
        unknown_headers=tuple(label for _, label in located.unknown_headers),
        rows_in=len(located.body),
        filed_on=filed_on,
        version_at=datetime.combine(filed_on, time.min) if is_filing_stated else file.modified_at,
        coverage=coverage(located, accepted, filed_on, year),
        is_period_stated=stated_period(located, year) is not None,
        unit=unit,
        unit_code=unit_code,
        is_correction=located.envelope.is_correction,
        accepted=accepted,
        raw=raw,
        quarantined=_quarantined(table, findings, dataset),
        skipped={
            line.row + 1: SkipReason(line.kind) for line in located.body if line.kind is not RowKind.DATA
        }
        | dict.fromkeys(corrected.left_out - {row + 1 for row in findings.bad_rows}, SkipReason.CORRECTION),
        findings=findings.findings(),
        corrected=corrected.recorded(frame),
    )


def _with_persons(frame: pl.DataFrame, dataset: Dataset, secret: bytes) -> pl.DataFrame:
    if dataset.person is None:
        return frame
    return frame.with_columns(
        pl.Series(PERSON_ID, person_ids(frame, dataset.person, secret), dtype=pl.String)
    )


def _identified(
    frame: pl.DataFrame, table: RawTable, table_id: str, dataset: Dataset, secret: bytes
) -> pl.DataFrame:
    identities = [
        row_identity(table_id, row + 1, part) for row, part in zip(table.rows, table.parts, strict=True)
    ]
    return frame.with_columns(
        pl.Series("row_id", identities, dtype=pl.String),
        business_keys(frame, dataset).alias("business_key"),
        content_hashes(frame, dataset, secret).alias("content_hash"),
        (pl.Series("source_row", table.rows, dtype=pl.Int32) + 1),
        pl.Series("part", table.parts, dtype=pl.Int32),
    )


def _raw_frame(table: RawTable, identities: pl.Series, located: LocatedTable) -> pl.DataFrame:
    cells = pl.Series("cells", exceptions(table, located), dtype=pl.String)
    return pl.DataFrame([identities, *raw_texts(table, located.dataset), cells])


def _quarantined(table: RawTable, findings: FindingCollector, dataset: Dataset) -> list[QuarantinedRow]:
    kept_out: dict[int, QuarantinedRow] = {}
    if not findings.bad_rows:
        return []
    for fact, row in enumerate(table.rows):
        if row in findings.bad_rows and row not in kept_out:
            raw = {
                column.name: text
                for column in dataset.columns
                if not column.personal and (text := table.text(fact, column.name)) is not None
            }
            kept_out[row] = QuarantinedRow(row + 1, tuple(findings.bad_rows[row]), raw)
    return list(kept_out.values())
