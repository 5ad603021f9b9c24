"""When a row was filed: what its versions (填报时间) say about it."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
from ibis import _

from warehouse.contracts.figures import PLANNED
from warehouse.marts.model import Source, attach


def with_filing_days(rows: ir.Table, source: Source, dataset: str, state: str) -> ir.Table:
    """Add first_filed_on and `<state>_since`, the days on which earliest versions of each row were filed.

    rows: of base.<dataset>, with their business key. `<state>_since` is the day of the earliest version
    that had the present value of the column `state`. A roster is filed again and again, so the earliest
    version says since when something is known.
    """
    columns = ("business_key", "version_at", state)
    versions = ibis.union(source.base(dataset).select(*columns), source.history(dataset).select(*columns))
    first = versions.group_by("business_key").agg(first_filed_on=_.version_at.min().cast("date"))
    same = versions.group_by("business_key", state).agg(**{f"{state}_since": _.version_at.min().cast("date")})
    return attach(attach(rows, first, "business_key"), same, "business_key", state)


def with_planned(rows: ir.Table, date: str) -> ir.Table:
    """Add is_planned: a form of plans (计划) filed the row, or it was last filed before its date.

    The row of an actual report differs in its 数据口径 and so replaces that of the plan.
    """
    last_filed_at = ibis.coalesce(rows.confirmed_at, rows.version_at)
    is_ahead = (rows[date] > last_filed_at.cast("date")).fill_null(False)
    return rows.mutate(is_planned=is_ahead | (rows.figures == PLANNED).fill_null(False))
