"""Targets, and what was reported: the difference between 未报 and 0."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
from ibis import _

from warehouse.contracts.registry import DATASETS
from warehouse.marts.model import Mart, Source, attach, match, without_provenance


def targets(source: Source) -> ir.Table:
    """Return every yearly target; `metric_id` is written as published: P01, F03b."""
    rows = source.base("targets").mutate(metric_id=_.metric_id.capitalize())
    return without_provenance(rows)


def coverage(source: Source) -> ir.Table:
    """Return the periods that loaded tables and zero reports (零报告) speak for, by dataset and unit.

    A table speaks for the unit that filed it (unit null where unknown) and for each unit that has rows
    in it. A table that names no period covers the dates of its own rows.
    """
    tables = source.ledger("tables").filter((_.loaded > 0) | _.is_zero_report)
    rows = ibis.union(*(_rows(source, name) for name in DATASETS))
    dates = rows.group_by("table_id").agg(first_on=_.row_on.min(), last_on=_.row_on.max())
    reported = (
        attach(tables, dates, "table_id")
        .select(
            "dataset",
            "table_id",
            filer_code=_.unit_code,
            covered_from=ibis.coalesce(_.coverage_start, _.first_on),
            covered_to=ibis.coalesce(_.coverage_end, _.last_on),
            rows_from=ibis.least(
                ibis.coalesce(_.first_on, _.coverage_start), ibis.coalesce(_.coverage_start, _.first_on)
            ),
            is_zero_report=_.is_zero_report.fill_null(False),
        )
        .filter(_.covered_from.notnull(), _.covered_to.notnull())
    )
    by_filer = reported.rename(code="filer_code")
    inside = rows.filter(_.code.notnull()).select("table_id", "code").distinct()
    by_row = match(reported.drop("filer_code"), inside, "table_id")
    both = by_filer.union(by_row.select(*by_filer.columns)).distinct()
    units = source.mart("units").select("unit", "unit_code", known_code="code")
    return attach(both, units, ("code", "known_code")).drop("code").distinct()


def _rows(source: Source, name: str) -> ir.Table:
    """Return table, unit and date of each row of a dataset, where the dataset has them."""
    rows = source.base(name)
    dataset = DATASETS[name]
    no_text, no_date = ibis.null("string"), ibis.null("date")
    return rows.select(
        "table_id",
        code=rows.unit_code if "unit_code" in rows.columns else no_text,
        row_on=rows[dataset.date] if dataset.date else no_date,
    )


TARGETS = Mart("targets", "年度目标", targets, dataset="targets")
COVERAGE = Mart(
    "coverage",
    "报送覆盖",
    coverage,
    columns={
        "covered_from": "报送期间起",
        "rows_from": "最早一行的日期，或报送期间起",
        "covered_to": "报送期间止",
        "is_zero_report": "零报告",
    },
    laid_by="covered_to",
)
