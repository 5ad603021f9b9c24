"""合法性审查: matters submitted for review, with their working days, limits and 备案."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
from ibis import _

from warehouse.contracts.legality import NORMATIVE
from warehouse.marts.clocks import with_due_day, with_limit, with_working_days
from warehouse.marts.model import ByRows, Mart, Source, without_provenance
from warehouse.marts.places import with_unit

# Advice (法律意见书, 法律咨询) and old disputes are worked on, not put under review.
MUST_BE_REVIEWED = ("重大行政决策", NORMATIVE, "政府合同", "政府文件", "信息公开答复")
NOT_REVIEWED = "不予审查"
UNLAWFUL = "不合法"


def legality_reviews(source: Source) -> ir.Table:
    """Return every matter with the unit that submitted it, its limit and what became of it.

    Working days count from the day after 收文. The limit depends on the type (reference.limits); a type
    without one has no due day. A normative document (行政规范性文件) is due for filing (备案) so many days
    after it was issued; how that went is known on the day of filing, or when the days are over.
    """
    rows = with_unit(without_provenance(source.base("legality_reviews")), source, "submitted_by")
    rows = with_limit(rows, source, "legality_review", "kind", "limit")
    rows = with_due_day(rows, source, "received_on", "due_on", amount="limit_amount", unit="limit_unit")
    rows = with_working_days(rows, source, "received_on", "closed_on", "working_days")
    rows = rows.mutate(
        concluded_on=ibis.coalesce(_.closed_on, ibis.ifelse(_.conclusion.notnull(), _.received_on, None)),
        must_be_reviewed=_.kind.isin(MUST_BE_REVIEWED),
        is_reviewed=(_.conclusion != NOT_REVIEWED).fill_null(False),
        is_unlawful=(_.conclusion == UNLAWFUL).fill_null(False),
        is_on_time=_.closed_on <= _.due_on,
        issued_as_norm_on=ibis.ifelse(_.kind == NORMATIVE, _.issued_on, None),
    )
    rows = with_limit(rows.drop("limit_amount", "limit_unit"), source, "normative_filing", None, "limit")
    rows = with_due_day(
        rows, source, "issued_as_norm_on", "filing_due_on", amount="limit_amount", unit="limit_unit"
    )
    return rows.mutate(
        is_filed_on_time=(_.filed_on <= _.filing_due_on).fill_null(False),
        filing_judged_on=ibis.ifelse(
            _.filing_due_on.notnull(), ibis.least(_.filed_on, _.filing_due_on), None
        ),
    ).drop("limit_amount", "limit_unit", "issued_as_norm_on")


LEGALITY_REVIEWS = Mart(
    "legality_reviews",
    "合法性审查",
    legality_reviews,
    dataset="legality_reviews",
    by_rows=ByRows(("base.legality_reviews",)),
    columns={
        "due_on": "审查期限届满日",
        "working_days": "办理工作日，自收文次日起算",
        "concluded_on": "审结计数日：审结日期，有结论而缺审结日期的为收文日期",
        "must_be_reviewed": "应当审查的类型",
        "is_reviewed": "已审查，不予审查除外",
        "is_unlawful": "不合法",
        "is_on_time": "按时办结",
        "filing_due_on": "备案期限届满日",
        "filing_judged_on": "备案计数日：备案日期与期限届满日中较早的一日",
        "is_filed_on_time": "按时备案",
    },
    laid_by="received_on",
)
