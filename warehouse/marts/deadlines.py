"""时限: every clock of the bureau as rows, so that what is due, near and past is known for any day.

A clock runs from `starts_on` to `due_on` and stops with `done_on`. In a row it is open in
[open_from, open_to), near its limit in [near_from, near_to) and past it in [overdue_from, open_to).
A case that was suspended (中止) stands in several rows, one after the other in time, of the same `row_id`:
what was known before, the suspension, and what holds since.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir
from ibis import _

from warehouse.marts.clocks import as_date, later, with_due_day, with_limit
from warehouse.marts.model import ByRows, Mart, Source, attach, match
from warehouse.marts.places import with_unit

ADMISSION, CORRECTION_NOTICE, CORRECTION_REPLY, TRIAL = "受理审查", "补正通知", "补正答复", "复议审理"
ANSWER = "答辩"
REVIEW, FILING = "合法性审查", "规范性文件备案"
RECTIFICATION = "案卷整改"
CASE_CLOCKS = (ADMISSION, CORRECTION_NOTICE, CORRECTION_REPLY, TRIAL, ANSWER)
_ONE_DAY = ibis.interval(days=1)
_NO_TEXT, _NO_DAY = ibis.null("string"), ibis.null("date")


@dataclass(frozen=True)
class Clock:
    """One kind of time limit.

    label: its Chinese name. dataset: whose rows it is about. rows: returns row_id, table_id, unit,
    unit_code, what (a case number or a title, never personal), starts_on, due_on and done_on; and
    optionally open_from and open_to where the row speaks for a part of that time.
    is_expiry: something holds until its limit (聘期, 有效期): it is a matter only from the day it is near.
    """

    label: str
    dataset: str
    rows: Callable[[Source], ir.Table]
    is_expiry: bool = False


def _limited(rows: ir.Table, source: Source, clock: str, subject: str | None = None) -> ir.Table:
    """Add due_on: `starts_on` and the limit of a clock, for the value in column `subject`."""
    rows = with_limit(rows, source, clock, subject, "limit")
    return with_due_day(rows, source, "starts_on", "due_on", amount="limit_amount", unit="limit_unit")


def _cases(source: Source, *, starts_on: str, due_on: str, done_on: ibis.Deferred) -> ir.Table:
    return source.mart("reconsiderations").mutate(
        what=_.case_no, starts_on=_[starts_on], due_on=_[due_on], done_on=done_on
    )


def _admission(source: Source) -> ir.Table:
    """受理审查: from receipt, or from the correction (补正) of an application that was sent back."""
    return _cases(
        source,
        starts_on="admission_from",
        due_on="admission_due_on",
        done_on=ibis.coalesce(_.counted_handled_on, _.closed_on),
    )


def _correction_notice(source: Source) -> ir.Table:
    rows = source.mart("reconsiderations").filter(_.supplement_asked_on.notnull())
    rows = _shaped(rows.mutate(what=_.case_no, starts_on=_.received_on, done_on=_.supplement_asked_on))
    return _limited(rows, source, "reconsideration_correction_notice")


def _correction_reply(source: Source) -> ir.Table:
    """补正答复: an application not corrected in time counts as given up, once its handling is recorded."""
    rows = source.mart("reconsiderations").filter(_.supplement_asked_on.notnull())
    answered = ibis.coalesce(_.supplemented_on, _.counted_handled_on, _.closed_on)
    rows = _shaped(rows.mutate(what=_.case_no, starts_on=_.supplement_asked_on, done_on=answered))
    return _limited(rows, source, "reconsideration_correction_reply")


def _trial(source: Source) -> ir.Table:
    """复议审理: before, during and after a suspension (中止); while it lasts there is no due day."""
    cases = _cases(source, starts_on="trial_from", due_on="trial_due_on", done_on=_.closed_on)
    never = cases.filter(_.suspended_from.isnull()).mutate(open_from=_.starts_on, open_to=_.done_on)
    halted = cases.filter(_.suspended_from.notnull())
    before = halted.mutate(
        due_on=_.unsuspended_due_on,
        open_from=_.starts_on,
        open_to=ibis.least(_.suspended_from, _.done_on),
    )
    during = halted.mutate(
        due_on=_NO_DAY,
        open_from=ibis.greatest(_.suspended_from, _.starts_on),
        open_to=ibis.least(_.suspended_to, _.done_on),
    )
    after = halted.filter(_.suspended_to.notnull()).mutate(
        open_from=ibis.greatest(_.suspended_to, _.starts_on), open_to=_.done_on
    )
    return ibis.union(*(_shaped(rows) for rows in (never, before, during, after)))


def _answer(source: Source) -> ir.Table:
    """答辩: a case that was decided without an answer (答辩状) waits for none any more."""
    return source.mart("litigations").mutate(
        what=_.case_no,
        starts_on=_.received_on,
        due_on=_.answer_due_on,
        done_on=ibis.coalesce(_.answered_on, _.judged_on),
    )


def _legality_review(source: Source) -> ir.Table:
    rows = source.mart("legality_reviews")
    return rows.mutate(what=_.title, starts_on=_.received_on, done_on=_.concluded_on)


def _norm_filing(source: Source) -> ir.Table:
    rows = source.mart("legality_reviews").filter(_.filing_due_on.notnull())
    return rows.mutate(what=_.title, starts_on=_.issued_on, due_on=_.filing_due_on, done_on=_.filed_on)


def _publication(source: Source) -> ir.Table:
    return source.mart("major_decisions").mutate(
        what=_.decision_no, starts_on=_.decided_on, due_on=_.publish_due_on, done_on=_.published_on
    )


def _penalty(source: Source) -> ir.Table:
    rows = source.mart("major_decisions").mutate(
        what=_.decision_no, starts_on=_.filed_on, done_on=_.decided_on
    )
    return _limited(_shaped(rows, "kind"), source, "penalty_decision", "kind")


def _rectification(source: Source) -> ir.Table:
    return source.mart("file_reviews").mutate(
        what=_.file_no, starts_on=_.reviewed_on, due_on=_.rectify_due_on, done_on=_.rectified_on
    )


def _duty_item(source: Source) -> ir.Table:
    """清单完成: open from the beginning of the item's year."""
    return source.mart("duty_items").mutate(
        what=_.content, starts_on=ibis.date(_.year, 1, 1), due_on=_.due_day, done_on=_.done_day
    )


def _duty_reply(source: Source) -> ir.Table:
    numbered = _.kind + ibis.literal("：清单第") + _.item_no + ibis.literal("项")
    return source.mart("duty_events").mutate(
        what=ibis.coalesce(numbered, _.kind),
        starts_on=_.happened_on,
        due_on=_.reply_due_on,
        done_on=ibis.least(_.closed_on, _.fed_back_on),
    )


def _commitment(source: Source) -> ir.Table:
    return source.mart("commitments").mutate(what=_.item, starts_on=_.raised_on, done_on=_.closed_on)


def _certificate(source: Source) -> ir.Table:
    """执法证有效期: while the officer is in post, from near its end until a valid certificate is filed."""
    rows = source.mart("officers").filter(_.valid_until.notnull())
    rows = _with_near_day(rows.mutate(due_on=_.valid_until), source)
    return rows.mutate(
        what=_.certificate_no,
        starts_on=_.held_from,
        done_on=_NO_DAY,
        open_from=ibis.ifelse(_.is_certified, ibis.greatest(_.near_from, _.held_from), _.held_from),
        open_to=_.held_to,
    )


def _appointment(source: Source) -> ir.Table:
    """副校长聘期: until the school appoints somebody once the old term is near its end."""
    rows = source.mart("vice_principals")
    rows = rows.mutate(what=_.school, starts_on=_.appointed_on, due_on=as_date(_.term_over_on - _ONE_DAY))
    rows = _with_near_day(rows, source)
    later = rows.select("school_key", later_on=_.appointed_on)
    renewed = (
        match(rows.select("row_id", "school_key", "appointed_on", "near_from"), later, "school_key")
        .filter(_.later_on > _.appointed_on, _.later_on >= _.near_from)
        .group_by("row_id")
        .agg(done_on=_.later_on.min())
    )
    return attach(rows, renewed, "row_id")


def _reexamination(source: Source) -> ir.Table:
    """创建复核: from the naming (命名) or the last 复核 of an honour to its next 复核, or to its end."""
    return source.mart("reexaminations").mutate(
        what=_.subject + ibis.literal(" ") + _.level + ibis.literal("级") + _.category,
        unit=_NO_TEXT,
        unit_code=_NO_TEXT,
        starts_on=_.happened_on,
        done_on=_.overdue_to,
    )


CLOCKS = (
    Clock(ADMISSION, "reconsiderations", _admission),
    Clock(CORRECTION_NOTICE, "reconsiderations", _correction_notice),
    Clock(CORRECTION_REPLY, "reconsiderations", _correction_reply),
    Clock(TRIAL, "reconsiderations", _trial),
    Clock(ANSWER, "litigations", _answer),
    Clock(REVIEW, "legality_reviews", _legality_review),
    Clock(FILING, "legality_reviews", _norm_filing),
    Clock("执法决定公示", "major_decisions", _publication),
    Clock("处罚办理期限", "major_decisions", _penalty),
    Clock(RECTIFICATION, "file_reviews", _rectification),
    Clock("清单完成", "duty_items", _duty_item),
    Clock("跟踪反馈", "duty_events", _duty_reply),
    Clock("议定事项", "commitments", _commitment),
    Clock("执法证有效期", "officers", _certificate, is_expiry=True),
    Clock("副校长聘期", "vice_principals", _appointment, is_expiry=True),
    Clock("创建复核", "creation_events", _reexamination, is_expiry=True),
)
_DATASETS = tuple(dict.fromkeys(clock.dataset for clock in CLOCKS))


def _shaped(rows: ir.Table, *more: str) -> ir.Table:
    """Return the columns that every clock has, in one order and one type, and `more`."""
    own = rows.columns
    return rows.select(
        "row_id",
        "table_id",
        *more,
        unit=_.unit.cast("string"),
        unit_code=_.unit_code.cast("string"),
        what=_.what.cast("string"),
        **{
            name: as_date(rows[name]) if name in own else _NO_DAY
            for name in ("starts_on", "due_on", "done_on", "open_from", "open_to")
        },
    )


def _with_near_day(rows: ir.Table, source: Source) -> ir.Table:
    """Add near_from: so many days before due_on as reference.limits says of `near_limit`."""
    rows = with_limit(rows, source, "near_limit", None, "near")
    return rows.mutate(near_from=later(_.due_on, -_.near_amount)).drop("near_amount", "near_unit")


def deadlines(source: Source) -> ir.Table:
    """Return every clock with its limit. Rows without a limit are left out, but for suspended cases."""
    clocks = []
    for clock in CLOCKS:
        rows = _shaped(clock.rows(source)).mutate(
            clock=ibis.literal(clock.label),
            dataset=ibis.literal(clock.dataset),
            is_expiry=ibis.literal(clock.is_expiry),
        )
        clocks.append(rows.filter(_.starts_on.notnull(), _.due_on.notnull() | _.open_from.notnull()))
    rows = _with_near_day(ibis.union(*clocks), source)
    rows = with_unit(rows, source, "unit").drop("unit_then")
    rows = rows.mutate(
        open_from=ibis.coalesce(_.open_from, ibis.ifelse(_.is_expiry, _.near_from, _.starts_on)),
        open_to=ibis.coalesce(_.open_to, _.done_on),
        overdue_from=as_date(_.due_on + _ONE_DAY),
    )
    return rows.mutate(
        near_from=ibis.ifelse(_.due_on.isnull(), None, ibis.greatest(_.near_from, _.open_from)),
        near_to=ibis.least(_.overdue_from, _.open_to),
        overdue_from=ibis.ifelse(_.due_on.isnull(), None, ibis.greatest(_.overdue_from, _.open_from)),
    ).drop("is_expiry")


# Datasets with many rows, each row of whose mart alone makes its deadlines.
_BY_ROWS = ("reconsiderations", "legality_reviews")
_BESIDE = tuple(name for name in _DATASETS if name not in _BY_ROWS)


def _beside(source: Source) -> ir.Table:
    """Return the row_id of the deadlines of all other datasets, which are made again whatever changed."""
    return source.mart("deadlines").filter(_.dataset.isin(_BESIDE)).select("row_id")


DEADLINES = Mart(
    "deadlines",
    "时限事项",
    deadlines,
    rows_of=_DATASETS,
    by_rows=ByRows(
        tuple(f"mart.{name}" for name in _BY_ROWS),
        beside=(*(f"mart.{name}" for name in _BESIDE), "mart.reexaminations"),
        more=_beside,
    ),
    columns={
        "clock": "时限种类",
        "dataset": "来自哪类数据",
        "what": "案号或事项名称",
        "starts_on": "起算日",
        "due_on": "期限届满日，中止期间为空",
        "done_on": "办结日",
        "open_from": "本行起始日",
        "open_to": "本行终止日（不含）",
        "near_from": "临近期限起始日",
        "near_to": "临近期限终止日（不含）",
        "overdue_from": "逾期起算日",
    },
    laid_by="open_to",
)
