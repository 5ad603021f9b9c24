"""行政应诉: cases per instance, with the family they belong to and the clock of the answer (答辩)."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
from ibis import _

from warehouse.contracts.litigation import (
    ATTENDED,
    HEAD,
    LOST_OUTCOMES,
    NOT_HELD,
    ORDERING_OUTCOMES,
    PERFORMED,
    TO_BE_PERFORMED,
)
from warehouse.marts.clocks import with_due_day, with_limit
from warehouse.marts.model import Mart, Source, attach, without_provenance
from warehouse.marts.places import with_unit


def litigations(source: Source) -> ir.Table:
    """Return one row per case and instance (审级), with the unit sued.

    family: the number of the dispute's first case, so that its instances share one. answer_due_on: the last
    day for the answer (行政诉讼法第六十七条). A hearing (开庭) counts where a day is given and 负责人出庭 is
    not 未开庭. Whether a case is lost is what the form says, else what the outcome means.
    """
    cases = with_unit(without_provenance(source.base("litigations")), source, "defendant")
    cases = _with_family(cases.mutate(defendant=_.unit))
    cases = with_limit(cases, source, "litigation_answer", None, "answer")
    cases = with_due_day(
        cases, source, "received_on", "answer_due_on", amount="answer_amount", unit="answer_unit"
    ).drop("answer_amount", "answer_unit")
    is_ordered = _.performance.isnull() & _.outcome.isin(ORDERING_OUTCOMES)
    cases = cases.mutate(
        is_heard=_.heard_on.notnull() & (_.head_attended != NOT_HELD).fill_null(True),
        is_lost=ibis.coalesce(_.lost, _.outcome.isin(LOST_OUTCOMES), False),
        is_effective=_.effective.fill_null(False),
        is_answered_on_time=(_.answered_on <= _.answer_due_on).fill_null(False),
        is_to_be_performed=(_.performance.isin(TO_BE_PERFORMED) | is_ordered).fill_null(False),
        is_performed=(_.performance == PERFORMED).fill_null(False),
    )
    return cases.mutate(
        is_attended=_.is_heard & (_.head_attended == ATTENDED).fill_null(False),
        is_attended_by_head=_.is_heard
        & ((_.head_attended == ATTENDED) & (_.attendee_post == HEAD)).fill_null(False),
    )


def _with_family(cases: ir.Table) -> ir.Table:
    """Add `family`: the case number reached over 原审案号, at most from 再审 over 二审 to 一审."""
    # A number may stand at several instances; its family is named by any of them.
    earlier = cases.filter(_.family_no.notnull()).group_by("case_no").agg(earlier_no=_.family_no.min())
    named = cases.mutate(family=ibis.coalesce(_.family_no, _.case_no))
    for _step in range(2):
        named = attach(named, earlier, ("family", "case_no"))
        named = named.mutate(family=ibis.coalesce(_.earlier_no, _.family)).drop("earlier_no")
    return named


LITIGATIONS = Mart(
    "litigations",
    "行政应诉案件",
    litigations,
    dataset="litigations",
    columns={
        "family": "案件族：同一争议各审级共用的首案案号",
        "answer_due_on": "答辩期限届满日",
        "is_heard": "已开庭",
        "is_attended": "负责人出庭",
        "is_attended_by_head": "正职出庭",
        "is_lost": "败诉：表中未填的按裁判结果",
        "is_effective": "生效",
        "is_answered_on_time": "按期答辩",
        "is_to_be_performed": "有履行内容",
        "is_performed": "已履行",
    },
    laid_by="received_on",
)
