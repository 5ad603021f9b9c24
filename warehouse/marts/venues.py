"""阵地: venues of legal education, with the interval in which each is in use."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from warehouse.contracts.venues import IN_USE
from warehouse.marts.filing import with_filing_days
from warehouse.marts.model import Mart, Source, without_provenance
from warehouse.marts.places import with_unit, with_village


def venues(source: Source) -> ir.Table:
    """Return every venue with the interval in which it is in use: in_use_from <= day < out_of_use_on.

    In use from when it was built, else from the first filing; until it was closed, else, where it is no
    longer 在用 (改造, 撤销), until the day on which that status was first filed; no end: still.
    """
    base = with_filing_days(source.base("venues"), source, "venues", "status")
    rows = base.mutate(
        in_use_from=ibis.coalesce(base.built_on, base.first_filed_on),
        out_of_use_on=ibis.coalesce(
            base.closed_on, ibis.ifelse(base.status == IN_USE, None, base.status_since)
        ),
    ).drop("first_filed_on", "status_since")
    return with_village(with_unit(without_provenance(rows), source, "managed_by"), source)


VENUES = Mart(
    "venues",
    "法治阵地",
    venues,
    dataset="venues",
    columns={
        "unit": "管理单位（已并入的计入承接单位）",
        "unit_then": "当时的管理单位",
        "in_use_from": "启用日：建成时间，缺则首次填报日",
        "out_of_use_on": "停用日：撤销时间，状态已不是在用而缺时间的按首次填报该状态之日",
        "is_village_counted": "村（社区）计入分母",
    },
)
