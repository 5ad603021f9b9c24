"""累计: what each period added to ledgers whose figures run from 1 January."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
from ibis import _

from warehouse.contracts.figures import CUMULATIVE, CURRENT
from warehouse.contracts.registry import DATASETS
from warehouse.contracts.types import Qualifier
from warehouse.marts.joint_events import normalised
from warehouse.marts.model import attach

COUNTED = tuple(column.name for column in DATASETS["activities"].columns if column.is_countable)
# A title may name the period it has reached: 「1—6月法治讲座」 goes on from 「1—5月法治讲座」.
_PERIOD_IN_TITLE = (
    r"((19|20)?[0-9]{2}年度?)?([0-9]{1,4}|[一二三四五六七八九十]{1,4}|[0-9]{1,2}[至到][0-9]{1,2})月(份|底)?"
    r"|上半年|前?[一二三四1234]季度|截至(目前)?|截止|本年|累计"
)


def with_own_figures(rows: ir.Table) -> ir.Table:
    """Turn the 累计 figures of activities into those of the row's own period; other rows stay as they are.

    rows: of base.activities. A line of a ledger is one unit, title, place and year; each figure is less
    that of the line's period before, so that the year adds up to the latest 累计, even where one falls.
    The first of a year stands as it is, and after a missing month the next holds what came since.
    Computed here and not at loading, so that late filings and corrections settle themselves.

    Adds <figure>_before_row_id, the row that was taken off, where there is one.
    """
    rows = rows.mutate(figures=ibis.coalesce(_.figures, CURRENT))
    own = _own_figures(rows.filter(_.figures == CUMULATIVE))
    named = {name: f"own_{name}" for name in own.columns if name != "row_id"}
    joined = attach(rows, own.rename({mine: name for name, mine in named.items()}), "row_id")
    is_running = joined.figures == CUMULATIVE
    figures = {
        name: ibis.ifelse(is_running, joined[mine], joined[name]) if name in rows.columns else joined[mine]
        for name, mine in named.items()
    }
    return joined.mutate(**figures).drop(*named.values())


def _own_figures(rows: ir.Table) -> ir.Table:
    """Return row_id, and of 累计 rows each figure less the one before, how exact it is, and that row.

    Apart from all other rows: windows over a whole ledger cost more than anything else of it.
    """
    line = normalised(_.title).re_replace(_PERIOD_IN_TITLE, "")
    rows = rows.mutate(
        line=ibis.coalesce(_.unit_code, _.unit, "").concat(
            "｜", _.start_on.year().cast("string"), "｜", line, "｜",
            normalised(ibis.coalesce(_.place, _.village)),
        )
    )  # fmt: skip
    own: dict[str, ir.Value] = {}
    for name in COUNTED:
        own |= _step(rows, name)
    return rows.select("row_id", **own)


def _step(rows: ir.Table, name: str) -> dict[str, ir.Value]:
    """Return a figure less the one before it, how exact that is, and the row of the one before.

    Blanks stand in a partition of their own, so that the one before is the last that was told.
    """
    value, qualifier = rows[name], rows[f"{name}_qualifier"]
    earlier = ibis.window(group_by=[rows.line, value.notnull()], order_by=[rows.start_on, rows.row_id])
    before, before_qualifier = value.lag().over(earlier), qualifier.lag().over(earlier)
    # 「300余」 less 200 is more than 100; less 「200余」 it may be either side of it.
    exactness = ibis.ifelse(before_qualifier.notnull(), Qualifier.ABOUT.value, qualifier)
    return {
        name: (value - before.fill_null(0)).cast(value.type()),
        f"{name}_qualifier": exactness,
        f"{name}_before_row_id": rows.row_id.lag().over(earlier),
    }
