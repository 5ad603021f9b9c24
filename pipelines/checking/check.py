"""From a located table to accepted rows, quarantined rows and findings.

Each column is cleaned once per distinct cell value; then the contract's row rules run over the
whole frame. Nothing here raises for data: good rows and bad rows are both results.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

import polars as pl

from pipelines.checking.checked import CheckedTable, QuarantinedRow, SkipReason, SourceFile
from pipelines.checking.cumulative import with_events_apart
from pipelines.checking.finding_kinds import CATALOGUE, FindingKind
from pipelines.checking.findings import FindingCollector, a1
from pipelines.checking.keys import business_keys, content_hashes, person_ids, row_identity, table_identity
from pipelines.checking.raw_rows import Place, RawFact, marked_cells, raw_facts, stored_raw
from pipelines.clean.dates import DateSpan, parse_date, parse_period, parse_year
from pipelines.clean.names import Match, NameIndex
from pipelines.clean.values import CellContext, CleanCell, clean_cell
from pipelines.locate import LocatedTable
from pipelines.locating.envelope import measure_of_money
from warehouse.contracts.model import PERSON_ID, Column, Dataset, RowRule
from warehouse.contracts.types import MONEY, Severity

# A clerk may date a form some days ahead; a filing date further ahead of the file itself is a typo.
_BELIEVABLE_PREDATING = timedelta(days=31)
_PERSONAL_TEXT = "个人信息，此处不列"
_POLARS_TYPES: Mapping[str, pl.DataType] = {
    "VARCHAR": pl.String(),
    "VARCHAR[]": pl.List(pl.String()),
    "DATE": pl.Date(),
    "INTEGER": pl.Int32(),
    "BIGINT": pl.Int64(),
    "BOOLEAN": pl.Boolean(),
    "DECIMAL(18,4)": pl.Decimal(18, 4),
    "DECIMAL(18,2)": pl.Decimal(18, 2),
}


def check_table(
    located: LocatedTable,
    *,
    file: SourceFile,
    sheet: str,
    ordinal: int,
    date_1904: bool,
    names: NameIndex,
    secret: bytes,
    is_hidden: bool = False,
) -> CheckedTable:
    """Clean and check one table; `ordinal` counts the tables of the sheet from 0."""
    dataset = located.dataset
    findings = FindingCollector()
    filed_on, is_filing_stated = _filing_date(located, file, findings)
    default_year = _default_year(located, filed_on)
    context = CellContext(
        names=names,
        default_year=default_year,
        filed_on=filed_on,
        header_unit=None,
        date_1904=date_1904,
        is_correction=located.envelope.is_correction,
        is_plan=located.envelope.is_plan,
        is_cumulative=located.envelope.is_cumulative,
    )
    if is_hidden:
        row = located.header_rows[0] - 1
        findings.add(CATALOGUE["hidden_sheet"], Severity.WARNING, row, [], params={})
    _report_unknown_headers(located, findings)
    facts = raw_facts(located, names, findings)
    frame = with_events_apart(_clean(facts, located, context, findings), located)
    frame = _with_persons(frame, dataset, secret)
    _apply_rules(frame, facts, located, findings)

    table_id = table_identity(file.sha256, sheet, ordinal)
    good = [i for i, fact in enumerate(facts) if fact.row not in findings.bad_rows]
    accepted = _identified(frame[good], [facts[i] for i in good], table_id, dataset, secret)
    unit, unit_code = _sender(located, names, filed_on, accepted)
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
        coverage=_coverage(located, accepted, filed_on, default_year),
        is_period_stated=_stated_period(located, default_year) is not None,
        unit=unit,
        unit_code=unit_code,
        is_correction=located.envelope.is_correction,
        accepted=accepted,
        raw=_raw_frame([facts[i] for i in good], accepted["row_id"].to_list(), located),
        quarantined=_quarantined(facts, findings, dataset),
        skipped={line.row + 1: SkipReason(line.kind) for line in located.body if line.kind != "data"},
        findings=findings.findings(),
    )


def _filing_date(located: LocatedTable, file: SourceFile, findings: FindingCollector) -> tuple[date, bool]:
    """Return when the form was filed, and whether the form itself says so."""
    modified_on = file.modified_at.date()
    stated = located.envelope.filed_on
    if stated is None:
        return modified_on, False
    parsed = parse_date(stated.text, default_year=modified_on.year)
    if not isinstance(parsed, DateSpan):
        return modified_on, False
    if parsed.end > modified_on + _BELIEVABLE_PREDATING:
        cells = [stated.cell] if stated.cell is not None else []
        findings.add(
            CATALOGUE["filed_date_unlikely"],
            Severity.WARNING,
            stated.cell[0] if stated.cell is not None else 0,
            cells,
            params={"text": stated.text},
        )
        return modified_on, False
    return parsed.end, True


def _default_year(located: LocatedTable, filed_on: date) -> int:
    """Return the year that completes 「3月5日」: the form's year or period, else that of its filing."""
    if located.envelope.year is not None:
        year = parse_year(located.envelope.year.text)
        if isinstance(year, int):
            return year
    if located.envelope.period is not None:
        period = parse_period(located.envelope.period.text, filed_on.year)
        if period is not None:
            return period[0].year
    return filed_on.year


def _report_unknown_headers(located: LocatedTable, findings: FindingCollector) -> None:
    row = located.header_rows[-1] - 1
    for index, label in located.unknown_headers:
        findings.add(
            CATALOGUE["unknown_header"], Severity.WARNING, row, [(row, index)], params={"text": label}
        )


def _clean(
    facts: Sequence[RawFact], located: LocatedTable, context: CellContext, findings: FindingCollector
) -> pl.DataFrame:
    cleaned: dict[str, list[CleanCell]] = {}
    for column in located.dataset_columns:
        own = replace(context, header_unit=_unit_of_cells(column, located))
        cleaned[column.name] = _clean_column(column, facts, own, located, findings)
    frame = pl.DataFrame(
        [
            pl.Series(
                stored.name,
                [cell.values.get(stored.name) for cell in cleaned[column.name]],
                dtype=_POLARS_TYPES[stored.duckdb_type],
            )
            for column in located.dataset.columns
            for stored in column.stored()
        ]
    )
    for column in located.dataset.columns:
        others = [list(cell.other_units) for cell in cleaned[column.name]]
        if column.others_to is not None and any(others):
            frame = _with_others(frame, column.others_to, others)
    return frame


def _unit_of_cells(column: Column, located: LocatedTable) -> str | None:
    """Return the unit in the header; for money without one, that stated above the table (单位：宗、万元)."""
    place = located.columns.get(column.name)
    if place is not None and place.header_unit is not None:
        return place.header_unit
    stated = located.envelope.measure
    return measure_of_money(stated.text) if column.kind is MONEY and stated is not None else None


def _with_persons(frame: pl.DataFrame, dataset: Dataset, secret: bytes) -> pl.DataFrame:
    if dataset.person is None:
        return frame
    return frame.with_columns(
        pl.Series(PERSON_ID, person_ids(frame, dataset.person, secret), dtype=pl.String)
    )


def _with_others(frame: pl.DataFrame, target: str, others: list[list[str]]) -> pl.DataFrame:
    """Add the further units of a cell to the list column that takes them."""
    extra = pl.Series("extra", others, dtype=pl.List(pl.String()))
    joined = pl.concat_list(pl.col(target).fill_null([]), extra).list.unique(maintain_order=True)
    return frame.with_columns(
        pl.when(extra.list.len() > 0).then(joined).otherwise(pl.col(target)).alias(target)
    )


def _clean_column(
    column: Column,
    facts: Sequence[RawFact],
    context: CellContext,
    located: LocatedTable,
    findings: FindingCollector,
) -> list[CleanCell]:
    known: dict[tuple[type, Any], CleanCell] = {}
    cells: list[CleanCell] = []
    for fact in facts:
        raw = fact.values.get(column.name)
        cell = known.get((type(raw), raw))
        if cell is None:
            cell = known.setdefault((type(raw), raw), clean_cell(column, raw, context))
        cells.append(cell)
        if cell.problem is not None:
            findings.add(
                CATALOGUE[cell.problem.code],
                cell.problem.severity,
                fact.row,
                marked_cells(fact, column, located),
                column=column.name,
                params={**cell.problem.params, **_shown(column)},
            )
        elif column.required and fact.values and cell.values.get(column.name) is None:
            findings.add(
                CATALOGUE["required_blank"],
                Severity.ERROR,
                fact.row,
                marked_cells(fact, column, located),
                column=column.name,
                params={"label": column.label},
            )
    return cells


def broken_positions(frame: pl.DataFrame, rule: RowRule) -> list[int]:
    """Return the positions of the rows that break a rule; a null operand breaks nothing."""
    broken = frame.select((~pl.sql_expr(rule.holds)).fill_null(False).alias("broken"))["broken"]
    return broken.arg_true().to_list()


def _shown(column: Column) -> dict[str, str]:
    """Return the words of a finding that its column decides; what a personal cell says is not repeated."""
    options = "、".join(column.choices.values) if column.choices is not None else ""
    hidden = {"text": _PERSONAL_TEXT, "nearest": ""} if column.personal else {}
    return {"label": column.label, "options": options, **hidden}


def _apply_rules(
    frame: pl.DataFrame, facts: Sequence[RawFact], located: LocatedTable, findings: FindingCollector
) -> None:
    dataset = located.dataset
    if frame.is_empty():
        return
    for rule in dataset.rules:
        kind = FindingKind(rule.code, rule.message, rule.message, rule.remedy)
        for position in broken_positions(frame, rule):
            fact = facts[position]
            if any(findings.is_faulty(fact.row, name) for name in rule.columns):
                continue
            cells = [
                cell
                for name in rule.columns
                if name in fact.places
                for cell in marked_cells(fact, dataset.column(name), located)
            ]
            findings.add(
                kind, rule.severity, fact.row, cells, column=rule.columns[0],
                params={"label": dataset.column(rule.columns[0]).label},
            )  # fmt: skip


def _identified(
    frame: pl.DataFrame, facts: Sequence[RawFact], table_id: str, dataset: Dataset, secret: bytes
) -> pl.DataFrame:
    identities = [row_identity(table_id, fact.row + 1, fact.part) for fact in facts]
    return frame.with_columns(
        pl.Series("row_id", identities, dtype=pl.String),
        pl.Series("business_key", business_keys(frame, dataset), dtype=pl.String),
        pl.Series("content_hash", content_hashes(frame, dataset, secret), dtype=pl.String),
        pl.Series("source_row", [fact.row + 1 for fact in facts], dtype=pl.Int32),
        pl.Series("part", [fact.part for fact in facts], dtype=pl.Int32),
    )


def _raw_frame(facts: Sequence[RawFact], identities: list[str], located: LocatedTable) -> pl.DataFrame:
    columns = [column for column in located.dataset.columns if not column.personal]
    series = [pl.Series("row_id", identities, dtype=pl.String)]
    for column in columns:
        texts = [stored_raw(fact, column) for fact in facts]
        series.append(pl.Series(column.name, texts, dtype=pl.String))
    exceptions = [_exceptions(fact, columns, located) for fact in facts]
    series.append(pl.Series("cells", exceptions, dtype=pl.String))
    return pl.DataFrame(series)


def _exceptions(fact: RawFact, columns: Sequence[Column], located: LocatedTable) -> str | None:
    """Return as JSON the addresses that are not this row's cell of the column's own sheet column."""
    found: dict[str, str] = {}
    for column in columns:
        place = fact.places.get(column.name)
        own = located.columns.get(column.name)
        if place is None or (own is not None and place.cell == (fact.row, own.index)):
            continue
        found[column.name] = _cited(place)
    return json.dumps(found, ensure_ascii=False) if found else None


def _cited(place: Place) -> str:
    return a1(*place.cell) if place.cell is not None else place.source


def _quarantined(
    facts: Sequence[RawFact], findings: FindingCollector, dataset: Dataset
) -> list[QuarantinedRow]:
    kept_out: dict[int, QuarantinedRow] = {}
    for fact in facts:
        if fact.row in findings.bad_rows and fact.row not in kept_out:
            raw = {
                column.name: text
                for column in dataset.columns
                if not column.personal and (text := stored_raw(fact, column)) is not None
            }
            kept_out[fact.row] = QuarantinedRow(fact.row + 1, tuple(findings.bad_rows[fact.row]), raw)
    return list(kept_out.values())


def _sender(
    located: LocatedTable, names: NameIndex, filed_on: date, accepted: pl.DataFrame
) -> tuple[str | None, str | None]:
    """Return who filed the table: the envelope's unit, else the only unit of its rows."""
    if located.envelope.unit is not None:
        match = names.unit(located.envelope.unit.text, filed_on)
        if isinstance(match, Match):
            return match.name, match.code
        if located.dataset.is_year_form:
            return located.envelope.unit.text, None
    if {"unit", "unit_code"} <= set(accepted.columns):
        units = accepted.select("unit", "unit_code").unique()
        if units.height == 1:
            name, code = units.row(0)
            return name, code
    return None, None


def _stated_period(located: LocatedTable, default_year: int) -> tuple[date, date] | None:
    """Return the period that the form itself names: a span of days, else a year."""
    if located.envelope.period is not None:
        period = parse_period(located.envelope.period.text, default_year)
        if period is not None:
            return period
    if located.envelope.year is not None or located.dataset.is_year_form:
        return date(default_year, 1, 1), date(default_year, 12, 31)
    return None


def _coverage(
    located: LocatedTable, accepted: pl.DataFrame, filed_on: date, default_year: int
) -> tuple[date, date] | None:
    """Return the days that the table reports on, never past its filing date.

    The stated period, else the stated year, else the days of its rows, else the month of filing.
    """
    dataset = located.dataset
    period = _stated_period(located, default_year)
    first, last = _span_of_rows(dataset, accepted)
    if first is not None and last is not None:
        if period is None or dataset.is_by_year:
            period = first, last
        else:
            period = min(period[0], first), max(period[1], last)
    if period is None:
        period = filed_on.replace(day=1), filed_on
    return period[0], max(min(period[1], filed_on), period[0])


def _span_of_rows(dataset: Dataset, accepted: pl.DataFrame) -> tuple[date | None, date | None]:
    """Return the first and last day of the rows; rows that name their year report the whole of it."""
    if accepted.is_empty():
        return None, None
    if dataset.is_by_year:
        years = accepted["year"].drop_nulls().to_list()
        return (date(min(years), 1, 1), date(max(years), 12, 31)) if years else (None, None)
    if dataset.date is None:
        return None, None
    days = accepted[dataset.date].drop_nulls().to_list()
    return (min(days), max(days)) if days else (None, None)
