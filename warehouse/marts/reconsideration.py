"""行政复议: cases with their clocks and outcomes."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
from ibis import _

from warehouse.contracts.reconsideration import CORRECTED_OUTCOMES
from warehouse.marts.model import Mart, Source, without_provenance
from warehouse.marts.places import with_unit

# 行政复议法（2023）第六十二条: natural days from acceptance.
ORDINARY_DAYS = 60
SIMPLE_DAYS = 30
SETTLED_OUTCOMES = ("调解书", "和解撤回")


def reconsiderations(source: Source) -> ir.Table:
    """Return every case with the unit complained of, its deadline and what became of it.

    accepted_on falls back on the 处理 date of a case marked 受理. The deadline is acceptance + 60 days
    (简易 30) + extension + days of 中止; it is unknown without acceptance, and while a case is suspended.
    """
    cases = with_unit(without_provenance(source.base("reconsiderations")), source, "respondent")
    is_accepted = (_.handling == "受理") | (_.handling.isnull() & _.accepted_on.notnull())
    cases = cases.mutate(
        is_accepted=is_accepted.fill_null(False),
        respondent=_.unit,
        resumed_on=ibis.coalesce(_.suspended_to, _.closed_on),
        limit_days=ibis.ifelse(_.procedure == "简易", SIMPLE_DAYS, ORDINARY_DAYS)
        + ibis.coalesce(_.extension_days, 0),
    )
    cases = cases.mutate(
        accepted_on=ibis.ifelse(_.is_accepted, ibis.coalesce(_.accepted_on, _.handled_on), None),
        is_suspended=(_.suspended_from.notnull() & _.resumed_on.isnull()),
        suspended_days=ibis.greatest(
            ibis.coalesce(_.resumed_on.delta(_.suspended_from, unit="day"), 0), 0
        ).cast("int64"),
    )
    allowed = (_.limit_days + _.suspended_days).cast("int64").as_interval("D")
    cases = cases.mutate(
        counted_accepted_on=ibis.ifelse(_.is_accepted, ibis.coalesce(_.accepted_on, _.received_on), None),
        deadline_on=ibis.ifelse(
            _.is_suspended, None, (_.accepted_on + allowed).cast("timestamp").cast("date")
        ),
    )
    cases = cases.mutate(
        is_on_time=_.closed_on <= _.deadline_on,
        days_taken=(_.closed_on.delta(_.accepted_on, unit="day") - _.suspended_days).cast("int64"),
        is_corrected=_.outcome.isin(CORRECTED_OUTCOMES).fill_null(False),
        is_settled=_.mediated.fill_null(False) | _.outcome.isin(SETTLED_OUTCOMES).fill_null(False),
    )
    return cases.drop("resumed_on", "limit_days")


RECONSIDERATIONS = Mart(
    "reconsiderations",
    "行政复议案件",
    reconsiderations,
    dataset="reconsiderations",
    columns={
        "counted_accepted_on": "受理计数日：受理日期，缺则处理日期，再缺则收到日期",
        "deadline_on": "审理期限届满日",
        "suspended_days": "中止天数，不计入期限",
        "is_on_time": "按期审结",
        "is_corrected": "直接纠错",
        "is_settled": "调解或和解",
        "days_taken": "审理天数",
    },
)
