"""行政执法三项制度: bodies, officers, devices and major decisions.

Rosters (名册) are filed again and again. What a version says holds from the day it was filed until the day
its successor was, so that a stock can be asked for at any date since the first filing.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
from ibis import _

from warehouse.contracts.three_systems import IN_POST, REVIEWER_POST, VALID
from warehouse.marts.clocks import as_date, with_due_day, with_limit
from warehouse.marts.model import Mart, Source, attach, match, without_provenance
from warehouse.marts.places import with_unit

_ONE_DAY = ibis.interval(days=1)


def enforcement_bodies(source: Source) -> ir.Table:
    """Return the versions of each body (执法主体) that is 有效, with the interval in which each holds.

    published_from: from when it is both listed and published (公示); null where it is not published.
    """
    rows = _versions(source, "enforcement_bodies").filter(_.status.fill_null(VALID) == VALID)
    rows = with_unit(rows, source, "unit")
    return rows.mutate(
        published_from=ibis.ifelse(_.published_on.notnull(), ibis.greatest(_.published_on, _.held_from), None)
    )


def officers(source: Source) -> ir.Table:
    """Return stretches of time in which an officer (执法人员) is in post, with a valid certificate or not.

    A certificate counts to the last day of its validity (有效期); without that day it is not known to be
    valid. A stretch without one ends when another certificate of the same person holds (换发, 补证), so that
    the person is not counted twice. held_from <= day < held_to.
    """
    rows = with_unit(_versions(source, "officers"), source, "unit")
    rows = rows.filter(_.status.fill_null(IN_POST) == IN_POST).mutate(
        expires_on=as_date(_.valid_until + _ONE_DAY), is_reviewer=(_.post == REVIEWER_POST).fill_null(False)
    )
    certified = rows.mutate(
        held_to=_earlier(_.held_to, _.expires_on),
        is_certified=ibis.literal(True),
    ).filter(_.expires_on.notnull(), _.held_from < _.held_to)
    without = rows.mutate(
        held_from=ibis.greatest(_.held_from, ibis.coalesce(_.expires_on, _.held_from)),
        is_certified=ibis.literal(False),
    ).filter(_.held_to.isnull() | (_.held_from < _.held_to))
    return certified.union(_until_certified(without, certified)).drop("expires_on")


def _until_certified(without: ir.Table, certified: ir.Table) -> ir.Table:
    """Cut the stretches without a certificate at the first one of the same person with a certificate."""
    others = certified.select(other_person="person_id", other_from="held_from", other_to="held_to").view()
    stretches = without.select("row_id", "person_id", "held_from").view()
    found = stretches.join(
        others,
        [stretches.person_id == others.other_person, stretches.held_from < others.other_to],
    )
    first = found.group_by("row_id", "held_from").agg(certified_from=_.other_from.min())
    cut = attach(without, first, "row_id", "held_from").mutate(held_to=_earlier(_.held_to, _.certified_from))
    return cut.filter(_.held_to.isnull() | (_.held_from < _.held_to)).drop("certified_from")


def equipped_bodies(source: Source) -> ir.Table:
    """Return the devices in use (在用) at units that are enforcement bodies, while they are both.

    Without 在用数 the 数量 stands for it. A device is there from its purchase, else from its first filing.
    """
    rows = _versions(source, "devices", since="bought_on")
    rows = with_unit(rows, source, "unit").filter(ibis.coalesce(_.in_use, _.quantity) > 0)
    bodies = (
        source.mart("enforcement_bodies")
        .group_by("unit_code")
        .agg(body_from=_.held_from.min(), body_to=_.held_to.max(), is_open=_.held_to.isnull().any())
    )
    both = match(rows, bodies, "unit_code").mutate(body_to=ibis.ifelse(_.is_open, None, _.body_to))
    both = both.mutate(
        held_from=ibis.greatest(_.held_from, _.body_from), held_to=_earlier(_.held_to, _.body_to)
    )
    return both.drop("body_from", "body_to", "is_open")


def major_decisions(source: Source) -> ir.Table:
    """Return every major decision (重大执法决定) with its legal review and the clock of its publication.

    publish_due_on: the last day for publication. is_publication_over: published, or that day has passed at
    the data cut-off; before that nothing can be said about being on time.
    """
    rows = with_unit(without_provenance(source.base("major_decisions")), source, "unit")
    rows = with_limit(rows, source, "decision_publication", "kind", "publication")
    rows = with_due_day(
        rows, source, "decided_on", "publish_due_on", amount="publication_amount", unit="publication_unit"
    ).drop("publication_amount", "publication_unit")
    cutoff = source.ledger("snapshot").agg(cutoff=_.data_cutoff.max()).mutate(the_snapshot=ibis.literal(1))
    rows = attach(rows.mutate(the_snapshot=ibis.literal(1)), cutoff, "the_snapshot").drop("the_snapshot")
    return rows.mutate(
        is_reviewed=(_.reviewed_on <= _.decided_on).fill_null(False),
        is_publication_over=_.published_on.notnull() | (_.publish_due_on < _.cutoff).fill_null(False),
        is_published_on_time=(_.published_on <= _.publish_due_on).fill_null(False),
        is_filmed=_.has_av_record.fill_null(False),
    ).drop("cutoff")


def _versions(source: Source, dataset: str, since: str | None = None) -> ir.Table:
    """Return all versions of a dataset's rows, each with held_from and held_to (exclusive; null: still).

    A version that was filed again after another one holds twice. since: the column that says from when the
    first version is true, where it was filed later.
    """
    current = source.base(dataset)
    versions = current.mutate(is_current=ibis.literal(True)).union(
        source.history(dataset).select(*current.columns, is_current=ibis.literal(False))
    )
    order = [_.version_at, _.is_current, _.modified_at, _.row_id]
    again = versions.filter(_.confirmed_at.notnull()).mutate(version_at=_.confirmed_at)
    filings = versions.union(again)
    before = _.row_id.lag().over(group_by="business_key", order_by=order)
    filed = filings.mutate(row_id_before=before, filed_on=_.version_at.cast("date"))
    filed = filed.filter(~_.row_id.identical_to(_.row_id_before)).drop("row_id_before")
    filed = filed.mutate(
        held_from=_.filed_on,
        held_to=_.filed_on.lead().over(group_by="business_key", order_by=order),
        version=ibis.row_number().over(group_by="business_key", order_by=order),
    )
    if since is not None:
        earlier = ibis.least(_.filed_on, ibis.coalesce(filed[since], _.filed_on))
        filed = filed.mutate(held_from=ibis.ifelse(_.version == 0, earlier, _.filed_on))
    return without_provenance(filed).drop("is_current", "filed_on", "version")


def _earlier(one: ir.Value, other: ir.Value) -> ir.Value:
    """Return the earlier of two ends; null is open."""
    return ibis.least(ibis.coalesce(one, other), ibis.coalesce(other, one))


_HELD = {"held_from": "自何日起（含）", "held_to": "至何日止（不含）；空为至今"}
ENFORCEMENT_BODIES = Mart(
    "enforcement_bodies",
    "执法主体",
    enforcement_bodies,
    dataset="enforcement_bodies",
    columns={**_HELD, "published_from": "自何日起为已公示"},
)
OFFICERS = Mart(
    "officers",
    "在岗执法人员",
    officers,
    dataset="officers",
    is_filed_by_unit=True,
    columns={**_HELD, "is_certified": "持有效执法证", "is_reviewer": "法制审核岗位"},
)
EQUIPPED_BODIES = Mart(
    "equipped_bodies",
    "执法主体的在用装备",
    equipped_bodies,
    dataset="devices",
    columns=_HELD,
)
MAJOR_DECISIONS = Mart(
    "major_decisions",
    "重大执法决定",
    major_decisions,
    dataset="major_decisions",
    is_filed_by_unit=True,
    columns={
        "publish_due_on": "公示期限届满日",
        "is_reviewed": "决定前经法制审核",
        "is_publication_over": "已公示，或公示期限已过",
        "is_published_on_time": "按期公示",
        "is_filmed": "有音像记录",
    },
    laid_by="decided_on",
)
