"""普法责任制: duty items with what is due and done, and the reminders that follow them up."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
from ibis import _

from warehouse.contracts.duties import DONE
from warehouse.marts.filing import with_filing_days
from warehouse.marts.model import Mart, Source, attach, match, without_provenance
from warehouse.marts.places import with_unit

_ANSWER = "反馈"


def duty_items(source: Source) -> ir.Table:
    """Return every duty item with the intervals in which it counts as listed, as due and as done.

    Listed: listed_from <= day < listed_to, the item's year, as far as the unit exists. Due: due_day, the
    last day of a month or year where the limit names no day, until the end of that year
    (due_counted_to). Done: from done_counted_from, the later of due_day and done_day, until then. An item
    marked 已完成 without a date is done from the day on which that was first filed.
    """
    base = with_filing_days(source.base("duty_items"), source, "duty_items", "status")
    rows = base.mutate(
        due_day=_last_day(base.due_on, base.due_on_precision),
        done_day=ibis.coalesce(base.done_on, ibis.ifelse(base.status == DONE, base.status_since, None)),
    ).drop("first_filed_on", "status_since")
    rows = with_unit(without_provenance(rows), source, "unit")
    existing = source.mart("active_units").select(
        existing_code=_.unit_code, exists_from=_.valid_from, exists_to=_.valid_to
    )
    rows = attach(rows, existing, ("unit_code", "existing_code"))
    first, after = ibis.date(rows.year, 1, 1), ibis.date(rows.year + 1, 1, 1)
    return rows.mutate(
        listed_from=ibis.greatest(first, ibis.coalesce(rows.exists_from, first)),
        listed_to=ibis.least(after, ibis.coalesce(rows.exists_to, after)),
        due_counted_to=ibis.date(rows.due_day.year() + 1, 1, 1),
        done_counted_from=ibis.ifelse(
            rows.done_day.notnull(), ibis.greatest(rows.due_day, rows.done_day), None
        ),
        is_done_on_time=(rows.done_day <= rows.due_day).fill_null(False),
    ).drop("exists_from", "exists_to")


def _last_day(day: ir.DateValue, precision: ir.StringValue) -> ir.Value:
    """Return the day itself, or the last day of the month or year that it stands for."""
    after_month = day.truncate("M").cast("timestamp") + ibis.interval(months=1) - ibis.interval(days=1)
    return ibis.cases(
        (precision == "year", ibis.date(day.year(), 12, 31)),
        (precision == "month", after_month.cast("date")),
        else_=day,
    )


def duty_events(source: Source) -> ir.Table:
    """Return every reminder, supervision and feedback with the day it is judged by and whether answered.

    judged_on: the time limit for the reply, else the day of the event. Answered: closed, or followed by a
    反馈 of the same unit about the same item.
    """
    rows = with_unit(without_provenance(source.base("duty_events")), source, "unit")
    rows = rows.mutate(item_key=ibis.coalesce(rows.item_no, ""))
    answers = rows.filter(_.kind == _ANSWER).select("unit", "item_key", answered_on=_.happened_on)
    asked = rows.filter(_.kind != _ANSWER).select("unit", "item_key", "happened_on", asked_row=_.row_id)
    answered = (
        match(asked, answers, "unit", "item_key")
        .filter(_.happened_on <= _.answered_on)
        .group_by("asked_row")
        .agg(fed_back_on=_.answered_on.min())
    )
    rows = attach(rows, answered, ("row_id", "asked_row"))
    return rows.mutate(
        judged_on=ibis.coalesce(rows.reply_due_on, rows.happened_on),
        is_closed=rows.closed_on.notnull(),
        is_answered=rows.closed_on.notnull() | rows.fed_back_on.notnull(),
    ).drop("item_key")


DUTY_ITEMS = Mart(
    "duty_items",
    "普法责任清单",
    duty_items,
    dataset="duty_items",
    columns={
        "due_day": "到期日：只写年、月的为其最后一日",
        "done_day": "完成日：完成时间，已完成而缺时间的按首次填报已完成之日",
        "listed_from": "清单年度起始日",
        "listed_to": "清单年度终止日次日",
        "due_counted_to": "到期日次年 1 月 1 日，当日起不再计入",
        "done_counted_from": "完成计入日：到期日与完成日中较晚的一日",
        "is_done_on_time": "按期完成",
    },
)
DUTY_EVENTS = Mart(
    "duty_events",
    "跟踪提示",
    duty_events,
    dataset="duty_events",
    columns={
        "judged_on": "计数日：反馈期限，缺则日期",
        "fed_back_on": "其后同一单位、同一清单序号的首次反馈日",
        "is_answered": "已反馈",
        "is_closed": "已办结",
    },
)
