"""行政复议: cases with their clocks and outcomes."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
from ibis import _

from warehouse.contracts.reconsideration import CORRECTED_OUTCOMES, NOTHING_TO_PERFORM, ORDINARY
from warehouse.marts.clocks import later, with_due_day, with_limit
from warehouse.marts.model import ByRows, Mart, Source, without_provenance
from warehouse.marts.places import with_unit

SETTLED_OUTCOMES = ("调解书", "和解撤回")
# Decisions that always tell somebody to do something; the other corrections only where 履行情况 says so.
ALWAYS_PERFORMED = ("变更", "责令履行", "责令履行协议", "调解书")


def reconsiderations(source: Source) -> ir.Table:
    """Return every case with the unit complained of, its time limits and what became of it.

    accepted_on falls back on the 处理 date of a case marked 受理. The deadline is acceptance + the limit of
    its procedure (a blank 程序 is 普通) + extension + days of 中止; it is unknown without acceptance, and
    while a case is suspended. Limits come from reference.limits.
    """
    cases = with_unit(without_provenance(source.base("reconsiderations")), source, "respondent")
    cases = cases.mutate(respondent=_.unit, is_accepted=_is_accepted().fill_null(False))
    return _with_outcome(_with_trial(_with_admission(cases, source), source))


def _is_accepted() -> ibis.Deferred:
    return (_.handling == "受理") | (_.handling.isnull() & _.accepted_on.notnull())


def _with_admission(cases: ir.Table, source: Source) -> ir.Table:
    """Add the days of acceptance and handling, and the day on which the silent law accepts (视为受理).

    While a correction (补正) is awaited, the time for deciding on acceptance does not run; it starts again
    with the correction (行政复议法（2023）第三十条、第三十一条).
    """
    cases = cases.mutate(
        accepted_on=ibis.ifelse(_.is_accepted, ibis.coalesce(_.accepted_on, _.handled_on), None),
        admission_from=ibis.ifelse(_.supplement_asked_on.isnull(), _.received_on, _.supplemented_on),
        is_handled=_.is_accepted | _.handling.notnull(),
    )
    cases = cases.mutate(
        counted_accepted_on=ibis.ifelse(_.is_accepted, ibis.coalesce(_.accepted_on, _.received_on), None),
        counted_handled_on=ibis.ifelse(
            _.is_handled, ibis.coalesce(_.handled_on, _.accepted_on, _.received_on), None
        ),
    )
    cases = with_limit(cases, source, "reconsideration_acceptance", None, "limit")
    cases = with_due_day(
        cases, source, "admission_from", "admission_due_on", amount="limit_amount", unit="limit_unit"
    )
    cases = cases.mutate(
        deemed_accepted_on=ibis.ifelse(_.is_handled | _.closed_on.notnull(), None, _.admission_due_on)
    )
    return cases.mutate(
        admission_counted_on=ibis.ifelse(_.is_accepted, _.counted_handled_on, _.deemed_accepted_on),
        caseload_from=ibis.coalesce(
            _.counted_accepted_on,
            ibis.ifelse(_.handling.isnull() & _.closed_on.notnull(), _.received_on, None),
        ),
    ).drop("limit_amount", "limit_unit")


def _with_trial(cases: ir.Table, source: Source) -> ir.Table:
    """Add the deadline (审理期限), with and without the days of 中止, and the days that the case took."""
    cases = cases.mutate(
        trial_procedure=ibis.coalesce(_.procedure, ORDINARY),
        trial_from=ibis.coalesce(_.accepted_on, _.deemed_accepted_on),
        resumed_on=ibis.coalesce(_.suspended_to, _.closed_on),
    )
    cases = cases.mutate(
        is_suspended=_.suspended_from.notnull() & _.resumed_on.isnull(),
        suspended_days=ibis.greatest(
            ibis.coalesce(_.resumed_on.delta(_.suspended_from, unit="day"), 0), 0
        ).cast("int64"),
    )
    cases = with_limit(cases, source, "reconsideration_decision", "trial_procedure", "limit")
    cases = with_due_day(
        cases, source, "trial_from", "usual_due_on", amount="limit_amount", unit="limit_unit"
    )
    cases = cases.mutate(unsuspended_due_on=later(_.usual_due_on, ibis.coalesce(_.extension_days, 0)))
    cases = cases.mutate(
        trial_due_on=ibis.ifelse(_.is_suspended, None, later(_.unsuspended_due_on, _.suspended_days)),
        days_taken=(_.closed_on.delta(_.accepted_on, unit="day") - _.suspended_days).cast("int64"),
    )
    cases = cases.mutate(deadline_on=ibis.ifelse(_.is_accepted, _.trial_due_on, None))
    return cases.mutate(is_on_time=_.closed_on <= _.deadline_on).drop(
        "trial_procedure", "resumed_on", "usual_due_on", "limit_amount", "limit_unit"
    )


def _with_outcome(cases: ir.Table) -> ir.Table:
    cases = cases.mutate(
        is_corrected=_.outcome.isin(CORRECTED_OUTCOMES).fill_null(False),
        is_settled=_.mediated.fill_null(False) | _.outcome.isin(SETTLED_OUTCOMES).fill_null(False),
    )
    has_content = _.outcome.isin(ALWAYS_PERFORMED).fill_null(False) | (
        _.is_corrected & _.performance.notnull()
    )
    return cases.mutate(has_content=has_content & (_.performance != NOTHING_TO_PERFORM).fill_null(True))


RECONSIDERATIONS = Mart(
    "reconsiderations",
    "行政复议案件",
    reconsiderations,
    dataset="reconsiderations",
    by_rows=ByRows(("base.reconsiderations",)),
    columns={
        "counted_accepted_on": "受理计数日：受理日期，缺则处理日期，再缺则收到日期",
        "counted_handled_on": "处理计数日：处理日期，缺则受理日期，再缺则收到日期",
        "is_handled": "已作处理",
        "admission_from": "受理审查起算日：收到日期，要求补正的为补正日",
        "admission_due_on": "受理审查期限届满日",
        "deemed_accepted_on": "视为受理日：审查期限届满而未作任何处理的",
        "admission_counted_on": "应受理计数日：受理的为处理计数日，未作处理的为视为受理日",
        "caseload_from": "进入审理之日：受理计数日；未填处理而已审结的为收到日期",
        "trial_from": "审理起算日：受理日期，或视为受理日",
        "unsuspended_due_on": "不计中止的审理期限届满日",
        "trial_due_on": "审理期限届满日，含视为受理的案件",
        "deadline_on": "审理期限届满日",
        "suspended_days": "中止天数，不计入期限",
        "is_suspended": "中止未恢复",
        "is_on_time": "按期审结",
        "is_corrected": "直接纠错",
        "is_settled": "调解或和解",
        "has_content": "决定或调解书有履行内容",
        "days_taken": "审理天数",
    },
    laid_by="received_on",
)
