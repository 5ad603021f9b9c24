"""队伍: legal stewards (法律明白人), their villages and their training, and vice-principals (法治副校长)."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
from ibis import _

from warehouse.contracts.people import IN_POST
from warehouse.marts.clocks import with_due_day, with_limit
from warehouse.marts.filing import with_filing_days
from warehouse.marts.model import Mart, Source, match, without_provenance
from warehouse.marts.places import with_school, with_unit, with_village

_STEWARD_TRAINING = "法律明白人"


def legal_stewards(source: Source) -> ir.Table:
    """Return every legal steward of a village with the interval in post: in_post_from <= day < left_post_on.

    In post from certification, else from the first filing; until the day of leaving, else, where the
    status is no longer 在岗, until the day on which that status was first filed; no end: still.
    """
    base = with_filing_days(source.base("legal_stewards"), source, "legal_stewards", "status")
    rows = base.mutate(
        in_post_from=ibis.coalesce(base.certified_on, base.first_filed_on),
        left_post_on=ibis.coalesce(
            base.left_on, ibis.ifelse(base.status == IN_POST, None, base.status_since)
        ),
    ).drop("first_filed_on", "status_since")
    return with_village(without_provenance(rows), source)


def stewards_at_norm(source: Source) -> ir.Table:
    """Return the stewards of villages that have as many in post as the norm asks, while they have them.

    One row per steward and interval (valid_from <= day < valid_to) between two changes in the village's
    number; uncounted places have none. The norm is the limit village_stewards of reference.limits.
    """
    stewards = source.mart("legal_stewards")
    stewards = stewards.filter(
        stewards.is_village_counted,
        stewards.left_post_on.isnull() | (stewards.in_post_from < stewards.left_post_on),
    ).select(
        "row_id",
        "table_id",
        "village_code",
        "village",
        "village_kind",
        "township",
        "in_post_from",
        "left_post_on",
    )
    changes = ibis.union(
        stewards.select("village_code", day=_.in_post_from, change=ibis.literal(1)),
        stewards.filter(_.left_post_on.notnull()).select(
            "village_code", day=_.left_post_on, change=ibis.literal(-1)
        ),
    )
    daily = changes.group_by("village_code", "day").agg(change=_.change.sum())
    by_day = ibis.window(group_by="village_code", order_by="day")
    levels = daily.mutate(
        in_post=_.change.sum().over(
            ibis.window(group_by="village_code", order_by="day", preceding=None, following=0)
        ),
        next_day=_.day.lead().over(by_day),
    )
    met = with_limit(levels, source, "village_stewards", None, "norm")
    met = met.filter(met.in_post >= met.norm_amount).select(
        "village_code", "in_post", valid_from=_.day, valid_to=_.next_day
    )
    return (
        match(met, stewards, "village_code")
        .filter(_.in_post_from <= _.valid_from, _.left_post_on.isnull() | (_.valid_from < _.left_post_on))
        .drop("in_post_from", "left_post_on")
    )


def steward_trainings(source: Source) -> ir.Table:
    """Return the trainings of legal stewards with what each adds to the persons surely trained in its year.

    People come to several trainings, so attendances do not add up: of one organiser and year only the
    largest attendance counts. `added` is by how much a training exceeds the earlier ones of its organiser
    and year; it counts from its day until the year ends (counted_from <= day < counted_to).
    """
    rows = source.mart("trainings")
    rows = rows.filter(rows.category == _STEWARD_TRAINING, ~rows.is_planned, rows.attended.notnull()).mutate(
        year=_.start_on.year()
    )
    earlier = ibis.window(group_by=["unit", "year"], order_by=["start_on", "row_id"], preceding=(None, 1))
    rows = rows.mutate(known=ibis.coalesce(_.attended.max().over(earlier), 0))
    rows = rows.mutate(added=ibis.greatest(_.attended - _.known, 0))
    return rows.mutate(
        added_qualifier=ibis.ifelse(_.added > 0, _.attended_qualifier, None),
        counted_from=_.start_on,
        counted_to=ibis.date(_.year + 1, 1, 1),
    ).drop("known", "year")


def vice_principals(source: Source) -> ir.Table:
    """Return every appointment of a vice-principal with its term: appointed_on <= day < term_over_on.

    A blank end of term is the usual term after the appointment (limit vice_principal_term). `post` tells
    posts apart: one person at one school, however often appointed. The unit is the one that sends.
    """
    rows = with_unit(without_provenance(source.base("vice_principals")), source, "sent_by")
    rows = with_school(rows, source)
    rows = with_limit(rows, source, "vice_principal_term", None, "term")
    rows = with_due_day(
        rows, source, "appointed_on", "usual_term_over_on", amount="term_amount", unit="term_unit"
    )
    rows = with_limit(rows, source, "vice_principal_hours", None, "norm")
    after_term = (rows.term_ends_on + ibis.interval(days=1)).cast("timestamp").cast("date")
    return rows.mutate(
        term_over_on=ibis.coalesce(after_term, rows.usual_term_over_on),
        post=rows.school_key.concat("／", rows.person_id),
        is_norm_met=(rows.hours >= rows.norm_amount).fill_null(False),
    ).drop("term_amount", "term_unit", "norm_amount", "norm_unit", "usual_term_over_on")


LEGAL_STEWARDS = Mart(
    "legal_stewards",
    "法律明白人",
    legal_stewards,
    dataset="legal_stewards",
    columns={
        "in_post_from": "在岗起始日：认定时间，缺则首次填报日",
        "left_post_on": "离岗日：退出时间，状态已不是在岗而缺时间的按首次填报该状态之日",
        "is_village_counted": "村（社区）计入分母",
    },
)
STEWARDS_AT_NORM = Mart(
    "stewards_at_norm",
    "达标村（社区）的法律明白人",
    stewards_at_norm,
    dataset="legal_stewards",
    columns={
        "in_post": "该村（社区）在岗人数",
        "valid_from": "达标区间起始日",
        "valid_to": "达标区间终止日次日",
    },
)
STEWARD_TRAININGS = Mart(
    "steward_trainings",
    "法律明白人培训",
    steward_trainings,
    dataset="trainings",
    columns={
        "added": "比本组织单位本年以往各次多出的实到人数",
        "counted_from": "计入日：培训开始日",
        "counted_to": "次年 1 月 1 日，当日起不再计入",
    },
)
VICE_PRINCIPALS = Mart(
    "vice_principals",
    "法治副校长",
    vice_principals,
    dataset="vice_principals",
    columns={
        "unit": "派出单位（已并入的计入承接单位）",
        "unit_then": "当时的派出单位",
        "term_over_on": "聘期终止日次日",
        "post": "岗位：一校一人",
        "is_norm_met": "课时达标",
        "is_school_listed": "学校在学校名单内",
    },
)
