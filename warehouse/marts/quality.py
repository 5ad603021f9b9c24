"""数据质量 data quality: what became of each table that was read, from the ledger.

One row is one table of one file. Counts are those of the day it was loaded: later corrections change the
base tables, not what a table was worth when it came.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
from ibis import _

from warehouse.contracts.model import Dataset
from warehouse.contracts.registry import DATASETS
from warehouse.contracts.types import UNIT
from warehouse.marts.clocks import with_due_day, with_limit
from warehouse.marts.model import Mart, Source, attach
from warehouse.marts.places import with_unit

# The clock of reference.limits; its subjects are datasets.
FILING_CLOCK = "report_filing"
UNKNOWN_UNIT = "unknown_unit"
_DUPLICATE, _SUPERSEDED = "duplicate", "superseded"
_COUNTS = ("duplicate_rows", "superseded_rows", "unresolved_cells", "resolved_cells", "figures", "estimates")


def filed_tables(source: Source) -> ir.Table:
    """Return one row per table read, its unit rolled up to the successor; row_id is the table's id.

    rows_read: rows of content, without totals, groups, repeated headers, notes and examples.
    is_report: the first filing for a dataset, unit and stated period that has a limit; later ones are
    corrections.
    due_on: the last day on which it was in time; is_on_time: it was filed by then.
    """
    files = source.ledger("files").select("file_sha256", "filed_on", file="name")
    tables = source.ledger("tables").select(
        "table_id",
        "file_sha256",
        "sheet",
        "dataset",
        "unit",
        "unit_code",
        "loaded",
        "quarantined",
        "coverage_start",
        "coverage_end",
        is_period_stated=_.is_period_stated.fill_null(False),
        dataset_label=_label(_.dataset),
    )
    tables = attach(tables, files, "file_sha256")
    for counts in (_skipped(source), _unresolved(source), _cells(source)):
        tables = attach(tables, counts, "table_id")
    tables = tables.mutate(**{name: _[name].fill_null(0) for name in _COUNTS})
    tables = tables.mutate(
        row_id=_.table_id,
        rows_read=_.loaded + _.quarantined + _.duplicate_rows + _.superseded_rows,
        unit_cells=_.resolved_cells + _.unresolved_cells,
    )
    return _with_filing_clock(with_unit(tables, source, "unit"), source)


def _with_filing_clock(tables: ir.Table, source: Source) -> ir.Table:
    """Add is_report, due_on and is_on_time."""
    order = ibis.window(
        group_by=[tables.dataset, tables.unit, tables.coverage_start, tables.coverage_end],
        order_by=[tables.filed_on, tables.table_id],
    )
    is_first = ibis.row_number().over(order) == 0
    tables = tables.mutate(is_report=is_first & tables.is_period_stated)
    tables = with_limit(tables, source, FILING_CLOCK, "dataset", "filing")
    tables = with_due_day(
        tables, source, "coverage_end", "due_on", amount="filing_amount", unit="filing_unit"
    )
    return tables.mutate(
        is_report=_.is_report & _.due_on.notnull(), is_on_time=(_.filed_on <= _.due_on).fill_null(False)
    ).drop("filing_amount", "filing_unit")


def _label(dataset: ir.StringColumn) -> ir.StringColumn:
    return dataset.cases(*((name, contract.label) for name, contract in DATASETS.items()), else_=dataset)


def _skipped(source: Source) -> ir.Table:
    return (
        source.ledger("skipped")
        .group_by("table_id")
        .agg(
            duplicate_rows=_.count(where=_.reason == _DUPLICATE),
            superseded_rows=_.count(where=_.reason == _SUPERSEDED),
        )
    )


def _unresolved(source: Source) -> ir.Table:
    """Return how many cells named a unit that nobody knows, by table."""
    found = source.ledger("findings").filter(_.code == UNKNOWN_UNIT)
    return found.group_by("table_id").agg(unresolved_cells=_.rows.sum())


def _cells(source: Source) -> ir.Table:
    """Return how many cells of loaded rows name a known unit, hold a figure, and hold an estimate."""
    parts = [
        _cells_of(rows, dataset)
        for name, dataset in DATASETS.items()
        for rows in (source.base(name), source.history(name))
    ]
    counted = ("resolved_cells", "figures", "estimates")
    return ibis.union(*parts).group_by("table_id").agg(**{name: _[name].sum() for name in counted})


def _cells_of(rows: ir.Table, dataset: Dataset) -> ir.Table:
    units = [f"{column.name}_code" for column in dataset.columns if column.kind is UNIT]
    # A column with a default holds figures that nobody wrote.
    written = [column for column in dataset.columns if column.is_countable and column.default is None]
    figures = [column.name for column in written if column.kind.is_estimable]
    return rows.select(
        "table_id",
        resolved_cells=_filled(rows, units),
        figures=_filled(rows, figures),
        estimates=_filled(rows, [f"{name}_qualifier" for name in figures]),
    )


def _filled(rows: ir.Table, columns: list[str]) -> ir.IntegerValue:
    """Return how many of the columns are filled in a row."""
    total = ibis.literal(0, "int64")
    for column in columns:
        total = total + rows[column].notnull().cast("int64")
    return total


FILED_TABLES = Mart(
    "filed_tables",
    "读过的表",
    filed_tables,
    is_of_tables=True,
    columns={
        "row_id": "表编号",
        "filed_on": "填报日",
        "rows_read": "读到的内容行：装入、隔离、重复、被取代",
        "duplicate_rows": "因重复跳过的行",
        "superseded_rows": "因已有更新版本跳过的行",
        "unit_cells": "写了单位的单元格：装入行的，和认不出单位的",
        "resolved_cells": "认出单位的单元格",
        "figures": "装入行中计数列已填的单元格",
        "estimates": "其中写作估数的",
        "is_report": "同一数据集、单位、期间的首次报送，期间由表头写明",
        "due_on": "报送期限届满日",
        "is_on_time": "在报送期限内",
    },
)
