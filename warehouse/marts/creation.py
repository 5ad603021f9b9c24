"""法治创建: from the log of events to honours held, top levels and applications in progress."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
from ibis import _

from warehouse.contracts.creation import DEMOCRATIC_VILLAGE, LAWFUL_TOWNSHIP, LEVELS, PIPELINE_EVENTS
from warehouse.contracts.types import DatePrecision
from warehouse.marts.clocks import as_date, with_due_day, with_limit
from warehouse.marts.model import Mart, Source, attach, match, without_provenance

REEXAMINATION = "复核"
ENDINGS = ("撤销", "注销")
_HONOUR = ("subject_key", "category", "level")
_VILLAGE, _TOWNSHIP = "村社区", "镇办"
# Of events on one day (often only the year is known) the naming comes first.
_ORDER = (_.happened_on, _.is_ending, _.row_id)


def creation_subjects(source: Source) -> ir.Table:
    """Return who could hold an honour: counted villages for 示范村（社区）, townships for 法治乡镇（街道）.

    The other categories have no list of subjects, and no rate.
    """
    villages = source.mart("villages")
    townships = source.reference("townships")
    return (
        villages.filter(villages.counted)
        .select(
            subject_key=_.village_code,
            subject=_.village,
            category=ibis.literal(DEMOCRATIC_VILLAGE),
            subject_type=ibis.literal(_VILLAGE),
            township=_.township,
            village_kind=_.village_kind,
        )
        .union(
            townships.select(
                subject_key=_.code,
                subject=_.name,
                category=ibis.literal(LAWFUL_TOWNSHIP),
                subject_type=ibis.literal(_TOWNSHIP),
                township=_.name,
                village_kind=ibis.null("string"),
            )
        )
    )


def _events(source: Source) -> ir.Table:
    """Return the events with the subject's township and a key that survives other spellings of its name."""
    rows = without_provenance(source.base("creation_events")).mutate(
        subject_key=ibis.coalesce(_.subject_code, _.subject),
        is_naming=_.event == "命名",
        is_ending=_.event.isin(ENDINGS)
        | ((_.event == REEXAMINATION) & _.review_result.isin(ENDINGS).fill_null(False)),
    )
    villages = source.mart("villages").select(
        "village_kind", known_village="village_code", village_township="township"
    )
    townships = source.reference("townships").select(known_township=_.code, own_township=_.name)
    rows = attach(rows, villages, ("subject_code", "known_village"))
    rows = attach(rows, townships, ("subject_code", "known_township"))
    place_type = ibis.cases((_.village_township.notnull(), _VILLAGE), (_.own_township.notnull(), _TOWNSHIP))
    return rows.mutate(
        township=ibis.coalesce(_.village_township, _.own_township),
        subject_type=ibis.coalesce(_.subject_type, place_type),
    ).drop("village_township", "own_township")


def _terms(source: Source) -> ir.Table:
    """Return namings, re-examinations (复核) and endings; `term` is the number of endings before each."""
    log = _events(source).filter(_.is_naming | _.is_ending | (_.event == REEXAMINATION))
    return log.mutate(
        term=_.is_ending.cast("int64")
        .sum()
        .over(group_by=_HONOUR, order_by=_ORDER, rows=(None, -1))
        .fill_null(0)
        .cast("int64")
    )


def creation_events(source: Source) -> ir.Table:
    """Return every event of the log."""
    return _events(source)


def honours(source: Source) -> ir.Table:
    """Return one row per honour (称号) from its 命名 until it ends.

    It ends with 撤销 or 注销, or with a 复核 that concludes so. A 命名 of an honour still held adds
    nothing; the first 命名 after an end begins a new honour. `row_id` is that of the 命名.
    """
    log = _terms(source)
    first = log.filter(_.is_naming).mutate(
        place=ibis.row_number().over(group_by=[*_HONOUR, "term"], order_by=_ORDER)
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
    possible = source.mart("creation_subjects").select(
        "subject_key", "category", is_possible=ibis.literal(True)
    )
    rows = attach(attach(named, ended, *_HONOUR, "term"), possible, "subject_key", "category")
    return rows.mutate(is_of_subject=_.is_possible.fill_null(False)).drop("is_possible")


def reexaminations(source: Source) -> ir.Table:
    """Return each 命名 and 复核 of an honour, and the days on which the next 复核 is overdue.

    The next one is due after the years that `creation_reexamination` allows the level; an event known only
    by its year or month is taken to have been at its end. overdue_from <= day < overdue_to: until the next
    命名 or 复核, or the end of the honour.
    """
    held = source.mart("honours").select(*_HONOUR, "term", "named_on", "ended_on")
    log = match(_terms(source).filter(~_.is_ending), held, *_HONOUR, "term")
    log = log.filter(_.happened_on >= _.named_on)
    year_end = _.happened_on.truncate("Y") + ibis.interval(years=1) - ibis.interval(days=1)
    month_end = _.happened_on.truncate("M") + ibis.interval(months=1) - ibis.interval(days=1)
    log = log.mutate(
        next_on=_.happened_on.lead().over(group_by=[*_HONOUR, "term"], order_by=_ORDER),
        known_by=ibis.cases(
            (_.happened_on_precision == DatePrecision.YEAR.value, as_date(year_end)),
            (_.happened_on_precision == DatePrecision.MONTH.value, as_date(month_end)),
            else_=_.happened_on,
        ),
    )
    log = with_limit(log, source, "creation_reexamination", "level", "limit")
    log = with_due_day(log, source, "known_by", "due_on", amount="limit_amount", unit="limit_unit")
    return log.select(
        "row_id",
        "table_id",
        "subject",
        "subject_key",
        "subject_type",
        "category",
        "level",
        "event",
        "township",
        "village_kind",
        "happened_on",
        "due_on",
        overdue_from=as_date(_.due_on + ibis.interval(days=1)),
        overdue_to=ibis.coalesce(_.next_on, _.ended_on),
    )


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


CREATION_SUBJECTS = Mart(
    "creation_subjects", "创建对象", creation_subjects, columns={"category": "该对象可获的称号类别"}
)
CREATION_EVENTS = Mart("creation_events", "法治创建事件", creation_events, dataset="creation_events")
HONOURS = Mart(
    "honours",
    "称号",
    honours,
    dataset="creation_events",
    columns={
        "named_on": "命名日",
        "ended_on": "撤销或注销日",
        "ended_by": "因何终止",
        "is_of_subject": "属于创建率的对象：村（社区）的示范村，镇办的法治乡镇",
    },
)
REEXAMINATIONS = Mart(
    "reexaminations",
    "称号复核时限",
    reexaminations,
    dataset="creation_events",
    columns={"due_on": "下次复核期限", "overdue_from": "逾期起算日", "overdue_to": "至何日止（不含）"},
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
