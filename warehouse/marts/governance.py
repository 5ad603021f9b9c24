"""依法治区 governance: reports on duty, assessments, institutions and the review's commitments.

Reports on duty and assessments are yearly: they name a year, and count from a day of that year on until the
year is over, so that a cumulative metric starts again on 1 January.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
from ibis import _

from warehouse.contracts.governance import ASSESSMENT_STAGES
from warehouse.marts.filing import with_filing_days
from warehouse.marts.model import Mart, Source, match, without_provenance
from warehouse.marts.places import with_unit

CLOSED = "已办结"


def shufa(source: Source) -> ir.Table:
    """Return every report on duty (述法) with the days on which it counts for its year.

    It counts from its date, moved into its year, or from 1 January where it has none.
    """
    rows = with_unit(without_provenance(source.base("shufa")), source, "unit")
    return _counted_in_year(rows, rows.reported_on)


def assessments(source: Source) -> ir.Table:
    """Return every indicator assessed with the days on which it counts for its year.

    The forms carry no date: an indicator counts from the day it was first filed, moved into its year.
    is_scored: both 分值 and 得分 are filled; a plan has no score yet.
    """
    rows = with_filing_days(source.base("assessments"), source, "assessments", "stage")
    rows = with_unit(without_provenance(rows), source, "unit")
    rows = _counted_in_year(rows, rows.first_filed_on)
    return rows.mutate(is_scored=_.score.notnull() & _.full_score.notnull()).drop(
        "first_filed_on", "stage_since"
    )


def assessment_stages(source: Source) -> ir.Table:
    """Return one row per unit, year and stage: the first indicator filed of it.

    completed_on: the day on which the last of the three stages was reached; null until then.
    is_first_stage: the one row that stands for the unit and year.
    """
    rows = source.mart("assessments").select(
        "row_id", "table_id", "unit", "unit_code", "unit_kind", "year", "stage", "counted_from", "counted_to"
    )
    in_stage = ibis.window(group_by=["unit", "year", "stage"], order_by=[rows.counted_from, rows.row_id])
    firsts = rows.mutate(place=ibis.row_number().over(in_stage)).filter(_.place == 0).drop("place")
    in_year = ibis.window(group_by=["unit", "year"], order_by=[firsts.counted_from, firsts.row_id])
    placed = firsts.mutate(is_first_stage=ibis.row_number().over(in_year) == 0)
    years = firsts.group_by("unit", "year").agg(
        stages_reached=_.stage.nunique(), last_reached_on=_.counted_from.max()
    )
    reached = match(placed, years, "unit", "year")
    is_complete = reached.stages_reached == len(ASSESSMENT_STAGES)
    return reached.mutate(completed_on=ibis.ifelse(is_complete, reached.last_reached_on, None)).drop(
        "last_reached_on"
    )


def institution_events(source: Source) -> ir.Table:
    """Return every rule, regulation, notice and change of membership."""
    return without_provenance(source.base("institution_events"))


def commitments(source: Source) -> ir.Table:
    """Return every thing the review decided, with the day on which it was closed.

    One that is 已办结 without a date was closed by the day that was first filed.
    """
    rows = with_filing_days(source.base("commitments"), source, "commitments", "status")
    rows = rows.mutate(
        closed_on=ibis.coalesce(rows.closed_on, ibis.ifelse(rows.status == CLOSED, rows.status_since, None))
    ).drop("first_filed_on", "status_since")
    rows = with_unit(without_provenance(rows), source, "unit")
    return rows.mutate(is_closed_on_time=(_.closed_on <= _.due_on).fill_null(False))


def _counted_in_year(rows: ir.Table, day: ir.DateValue) -> ir.Table:
    """Add counted_from, the day moved into the row's year (none: 1 January), and counted_to, its end."""
    first, last = ibis.date(rows.year, 1, 1), ibis.date(rows.year, 12, 31)
    inside = ibis.least(ibis.greatest(ibis.coalesce(day, first), first), last)
    return rows.mutate(counted_from=inside, counted_to=ibis.date(rows.year + 1, 1, 1))


_COUNTED = {
    "counted_from": "计入日：所属年度内的一天",
    "counted_to": "截止计入日：次年 1 月 1 日",
}
SHUFA = Mart("shufa", "述法", shufa, dataset="shufa", columns=_COUNTED)
ASSESSMENTS = Mart(
    "assessments",
    "依法行政考核",
    assessments,
    dataset="assessments",
    columns={**_COUNTED, "is_scored": "分值、得分都已填"},
)
ASSESSMENT_STAGES_REACHED = Mart(
    "assessment_stages",
    "单位各年度到达的考核环节",
    assessment_stages,
    dataset="assessments",
    columns={
        **_COUNTED,
        "stages_reached": "该单位该年度到达的环节数",
        "is_first_stage": "代表该单位该年度的一行",
        "completed_on": "三环节齐备之日",
    },
)
INSTITUTION_EVENTS = Mart("institution_events", "制度建设", institution_events, dataset="institution_events")
COMMITMENTS = Mart(
    "commitments",
    "议定事项",
    commitments,
    dataset="commitments",
    columns={"closed_on": "办结日期：未填而已办结的，取填报日", "is_closed_on_time": "在时限内办结"},
)
