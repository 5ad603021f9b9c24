"""法治创建: from the log of events to honours held, top levels and applications in progress."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
from ibis import _

from warehouse.contracts.creation import LEVELS, PIPELINE_EVENTS
from warehouse.marts.model import Mart, Source, attach, match, without_provenance

ENDINGS = ("撤销", "注销")
_HONOUR = ("subject_key", "category", "level")


def _events(source: Source) -> ir.Table:
    """Return the events with the subject's township and a key that survives other spellings of its name."""
    rows = without_provenance(source.base("creation_events")).mutate(
        subject_key=ibis.coalesce(_.subject_code, _.subject),
        is_naming=_.event == "命名",
        is_ending=_.event.isin(ENDINGS)
        | ((_.event == "复核") & _.review_result.isin(ENDINGS).fill_null(False)),
    )
    villages = source.mart("villages").select(
        "village_kind", known_village="village_code", village_township="township"
    )
    townships = source.reference("townships").select(known_township=_.code, own_township=_.name)
    rows = attach(rows, villages, ("subject_code", "known_village"))
    rows = attach(rows, townships, ("subject_code", "known_township"))
    return rows.mutate(township=ibis.coalesce(_.village_township, _.own_township)).drop(
        "village_township", "own_township"
    )


def creation_events(source: Source) -> ir.Table:
    """Return every event of the log."""
    return _events(source)


def honours(source: Source) -> ir.Table:
    """Return one row per honour (称号) from its 命名 until it ends.

    It ends with 撤销 or 注销, or with a 复核 that concludes so. A 命名 of an honour still held adds
    nothing; the first 命名 after an end begins a new honour. `row_id` is that of the 命名.
    """
    log = _events(source).filter(_.is_naming | _.is_ending)
    # Of events on one day (often only the year is known) the naming comes first.
    order = [_.happened_on, _.is_ending, _.row_id]
    log = log.mutate(
        term=_.is_ending.cast("int64")
        .sum()
        .over(group_by=_HONOUR, order_by=order, rows=(None, -1))
        .fill_null(0)
        .cast("int64")
    )
    first = log.filter(_.is_naming).mutate(
        place=ibis.row_number().over(group_by=[*_HONOUR, "term"], order_by=order)
    )
    named = first.filter(_.place == 0).select(
        "row_id",
        "subject",
        "subject_key",
        "subject_type",
        "category",
        "level",
        "township",
        "village_kind",
        "document_no",
        "batch",
        "term",
        "table_id",
        named_on=_.happened_on,
        named_on_precision=_.happened_on_precision,
    )
    ended = log.filter(_.is_ending).select(
        *_HONOUR, "term", ended_on=_.happened_on, ended_by=_.event, ended_row_id=_.row_id
    )
    return attach(named, ended, *_HONOUR, "term")


def honour_top_levels(source: Source) -> ir.Table:
    """Return the intervals in which one level is the highest a subject holds in a category (C02).

    `row_id` is that of the 命名 that gives the level.
    """
    held = source.mart("honours").mutate(
        rank=_.level.cases(*((level, place) for place, level in enumerate(LEVELS)), else_=len(LEVELS))
    )
    subject = ["subject_key", "category"]
    changes = (
        held.select(*subject, valid_from=_.named_on)
        .union(held.filter(_.ended_on.notnull()).select(*subject, valid_from=_.ended_on))
        .distinct()
    )
    segments = changes.mutate(valid_to=_.valid_from.lead().over(group_by=subject, order_by=_.valid_from))
    joined = match(held, segments, *subject).filter(
        _.named_on <= _.valid_from, _.ended_on.isnull() | (_.valid_from < _.ended_on)
    )
    ranked = joined.mutate(
        place=ibis.row_number().over(
            group_by=[*subject, "valid_from"], order_by=[_.rank, _.named_on, _.row_id]
        )
    )
    return ranked.filter(_.place == 0).select(
        "row_id",
        "subject",
        "subject_key",
        "subject_type",
        "category",
        "level",
        "township",
        "village_kind",
        "valid_from",
        "valid_to",
    )


def creation_in_progress(source: Source) -> ir.Table:
    """Return the stages of applications not yet named (C08): 申报, 推荐, 公示, until the next one or 命名.

    One row per stage, so that on any day each application stands in exactly one row.
    """
    log = _events(source).filter(_.is_naming | _.event.isin(PIPELINE_EVENTS))
    stage = _.event.cases(*((event, place) for place, event in enumerate(PIPELINE_EVENTS)), else_=9)
    order = [_.happened_on, stage, _.row_id]
    # A naming closes the application; what comes after it is a new one.
    log = log.mutate(
        attempt=_.is_naming.cast("int64")
        .sum()
        .over(group_by=_HONOUR, order_by=order, rows=(None, -1))
        .fill_null(0)
    )
    log = log.mutate(valid_to=_.happened_on.lead().over(group_by=[*_HONOUR, "attempt"], order_by=order))
    return log.filter(~_.is_naming).select(
        "row_id",
        "subject",
        "subject_key",
        "subject_type",
        "category",
        "level",
        "event",
        "township",
        "village_kind",
        "valid_to",
        valid_from=_.happened_on,
    )


CREATION_EVENTS = Mart("creation_events", "法治创建事件", creation_events, dataset="creation_events")
HONOURS = Mart(
    "honours",
    "称号",
    honours,
    dataset="creation_events",
    columns={"named_on": "命名日", "ended_on": "撤销或注销日", "ended_by": "因何终止"},
)
HONOUR_TOP_LEVELS = Mart(
    "honour_top_levels",
    "最高级别",
    honour_top_levels,
    dataset="creation_events",
    columns={"valid_from": "自何日起为最高级别", "valid_to": "至何日止（不含）"},
)
CREATION_IN_PROGRESS = Mart(
    "creation_in_progress",
    "创建在途",
    creation_in_progress,
    dataset="creation_events",
    columns={"event": "所处环节", "valid_from": "进入该环节之日", "valid_to": "离开该环节之日（不含）"},
)
