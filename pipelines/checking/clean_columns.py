"""Cleaning column by column: each distinct raw value once, then spread over its rows."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import polars as pl

from pipelines.checking.finding_kinds import CATALOGUE
from pipelines.checking.findings import FindingCollector
from pipelines.checking.raw_columns import Coded, RawTable, marked_cells
from pipelines.clean.unclear_dates import keeps_zeros
from pipelines.clean.values import CellContext, CleanCell, clean_cell
from pipelines.clean.written import written_text
from pipelines.locate import LocatedTable
from pipelines.locating.envelope import measure_of_money
from warehouse.contracts.model import Column, Dataset, StoredColumn
from warehouse.contracts.types import DATE, DATE_SPAN, MONEY, PARTIAL_DATE, Severity

_LIST_TYPE = "VARCHAR[]"
# Stands in no cell: cleaning takes control characters out.
_LIST_SEPARATOR = "\x1f"
_DATES = (DATE, DATE_SPAN, PARTIAL_DATE)
_PERSONAL_TEXT = "个人信息，此处不列"
_POLARS_TYPES: Mapping[str, pl.DataType] = {
    "VARCHAR": pl.String(),
    _LIST_TYPE: pl.List(pl.String()),
    "DATE": pl.Date(),
    "INTEGER": pl.Int32(),
    "BIGINT": pl.Int64(),
    "BOOLEAN": pl.Boolean(),
    "DECIMAL(18,4)": pl.Decimal(18, 4),
    "DECIMAL(18,2)": pl.Decimal(18, 2),
}


@dataclass(frozen=True)
class CleanColumn:
    """A column after cleaning. cells: one for each distinct raw value; raw: which rows hold which."""

    raw: Coded
    cells: Sequence[CleanCell]

    def distinct(self, stored: StoredColumn) -> pl.Series:
        """Return the values of a stored column, one for each distinct raw value."""
        values = [cell.values.get(stored.name) for cell in self.cells]
        if stored.duckdb_type == _LIST_TYPE:
            return _joined(stored.name, values)
        return pl.Series(stored.name, values, dtype=_POLARS_TYPES[stored.duckdb_type])


def _joined(name: str, values: Sequence[Any]) -> pl.Series:
    """Return lists of texts as joined texts: Polars would make a series of each list."""
    joined = [None if value is None else _LIST_SEPARATOR.join(value) for value in values]
    return pl.Series(name, joined, dtype=pl.String)


def clean_columns(
    table: RawTable, located: LocatedTable, context: CellContext, findings: FindingCollector
) -> pl.DataFrame:
    """Return the stored columns of all facts, and add what is wrong with their cells to the findings."""
    cleaned: dict[str, CleanColumn] = {}
    if context.may_lack_zeros and _keeps_zeros(table, located):
        context = replace(context, may_lack_zeros=False)
    for column in located.dataset_columns:
        own = replace(context, header_unit=unit_of_cells(column, located))
        cleaned[column.name] = _clean(column, table, own)
        _report(column, cleaned[column.name], table, located, findings)
    columns = located.dataset.columns
    frame = _spread(
        [
            (cleaned[column.name].distinct(stored), cleaned[column.name].raw)
            for column in columns
            for stored in column.stored()
        ],
        lists={
            stored.name
            for column in columns
            for stored in column.stored()
            if stored.duckdb_type == _LIST_TYPE
        },
    )
    for column in columns:
        clean = cleaned[column.name]
        if column.others_to is not None and any(cell.other_units for cell in clean.cells):
            frame = _with_others(frame, column.others_to, clean)
    return frame


def raw_texts(table: RawTable, dataset: Dataset) -> pl.DataFrame:
    """Return the text of every cell as the clerk wrote it, by contract column; personal ones are left out."""
    texts = []
    for column in dataset.columns:
        if not column.personal:
            known = _coded(column, table)
            written = [written_text(value) for value in known.distinct]
            texts.append((pl.Series(column.name, written, dtype=pl.String), known))
    return _spread(texts)


def _spread(columns: Sequence[tuple[pl.Series, Coded]], lists: Container[str] = ()) -> pl.DataFrame:
    """Give each row the value that belongs to its distinct raw value, for all columns in one pass.

    lists: the columns whose texts are joined lists.
    """
    codes = {known.series.name: known.series for _, known in columns}
    spread = []
    for distinct, known in columns:
        values = pl.lit(distinct).gather(pl.col(known.series.name))
        spread.append((_split(values) if distinct.name in lists else values).alias(distinct.name))
    return pl.DataFrame(list(codes.values())).select(spread)


def _split(joined: pl.Expr) -> pl.Expr:
    empty = pl.lit([], dtype=pl.List(pl.String))
    return pl.when(joined == "").then(empty).otherwise(joined.str.split(_LIST_SEPARATOR))


def _coded(column: Column, table: RawTable) -> Coded:
    raw = table.columns.get(column.name)
    return raw.coded if raw is not None else Coded([None], [0] * len(table.rows))


def _clean(column: Column, table: RawTable, context: CellContext) -> CleanColumn:
    known = _coded(column, table)
    return CleanColumn(known, [clean_cell(column, value, context) for value in known.distinct])


def _keeps_zeros(table: RawTable, located: LocatedTable) -> bool:
    """Say whether a date such as 2022.10 stands anywhere, so that 2022.1 was not shortened from it."""
    dates = (column for column in located.dataset_columns if column.kind in _DATES)
    return any(keeps_zeros(_coded(column, table).distinct) for column in dates)


def _report(
    column: Column, clean: CleanColumn, table: RawTable, located: LocatedTable, findings: FindingCollector
) -> None:
    lacks = [
        column.required and cell.problem is None and cell.values.get(column.name) is None
        for cell in clean.cells
    ]
    is_told = [lack or cell.problem is not None for lack, cell in zip(lacks, clean.cells, strict=True)]
    for fact in clean.raw.where(is_told):
        problem = clean.cells[clean.raw.codes[fact]].problem
        if problem is None and fact in table.not_understood:
            continue
        findings.add(
            CATALOGUE[problem.code if problem is not None else "required_blank"],
            problem.severity if problem is not None else Severity.ERROR,
            table.rows[fact],
            marked_cells(table, fact, column, located),
            column=column.name,
            params={**problem.params, **_shown(column)} if problem is not None else {"label": column.label},
        )


def _shown(column: Column) -> dict[str, str]:
    """Return the words of a finding that its column decides; what a personal cell says is not repeated."""
    options = "、".join(column.choices.values) if column.choices is not None else ""
    hidden = {"text": _PERSONAL_TEXT, "nearest": ""} if column.personal else {}
    return {"label": column.label, "options": options, **hidden}


def unit_of_cells(column: Column, located: LocatedTable) -> str | None:
    """Return the unit in the header; for money without one, that stated above the table (单位：宗、万元)."""
    place = located.columns.get(column.name)
    if place is not None and place.header_unit is not None:
        return place.header_unit
    stated = located.envelope.measure
    return measure_of_money(stated.text) if column.kind is MONEY and stated is not None else None


def _with_others(frame: pl.DataFrame, target: str, clean: CleanColumn) -> pl.DataFrame:
    """Add the further units of a cell to the list column that takes them."""
    others = _joined("extra", [cell.other_units for cell in clean.cells])
    extra = _spread([(others, clean.raw)], lists={"extra"})["extra"]
    joined = pl.concat_list(pl.col(target).fill_null([]), extra).list.unique(maintain_order=True)
    return frame.with_columns(
        pl.when(extra.list.len() > 0).then(joined).otherwise(pl.col(target)).alias(target)
    )
