"""普法: activities with joint events counted once, and trainings."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
from ibis import _

from warehouse.marts.model import Mart, Source, attach, match, without_provenance
from warehouse.marts.places import with_unit

_NOISE = r"[\s\p{P}\p{S}]"
_EVENT = ("start_on", "title_key", "place_key")


def activities(source: Source) -> ir.Table:
    """Return every filed activity; a joint event (联合活动) is counted on one of its rows.

    Rows of one date, normalised title and normalised place are one event. It is counted on the row
    whose unit no other row names as its partner (the 主办 unit), else the one with the largest
    audience, else the first unit code. The counted audience is the largest of the event, with the
    qualifier of the row it stands in (`audience_row_id`).
    """
    rows = _placed(with_unit(without_provenance(source.base("activities")), source, "unit"), source)
    rows = rows.mutate(
        sessions=ibis.coalesce(_.sessions, 1),
        title_key=_.title.lower().re_replace(_NOISE, ""),
        # Without a place nothing shows that two events are one.
        place_key=ibis.coalesce(_.place.lower().re_replace(_NOISE, "").nullif(""), _.row_id),
    )
    events = rows.group_by(*_EVENT).agg(joint_size=_.count(), joint_units=_.unit.collect(distinct=True))
    named = (
        rows.select(*_EVENT, "unit", partner=_.partners.unnest())
        .filter(_.partner != _.unit)
        .select(*_EVENT, unit=_.partner)
        .distinct()
        .mutate(is_named=ibis.literal(True))
    )
    rows = attach(rows, named, *_EVENT, "unit").mutate(is_named=_.is_named.fill_null(False))
    largest_first = ibis.desc(_.audience.fill_null(-1))
    rows = rows.mutate(
        place_in_event=ibis.row_number().over(
            group_by=_EVENT, order_by=[_.is_named, largest_first, _.unit_code, _.row_id]
        ),
        place_by_audience=ibis.row_number().over(
            group_by=_EVENT, order_by=[largest_first, _.is_named, _.unit_code, _.row_id]
        ),
    )
    largest = rows.filter(_.place_by_audience == 0).select(
        *_EVENT,
        counted_audience=_.audience,
        counted_audience_qualifier=_.audience_qualifier,
        audience_row_id=_.row_id,
    )
    hosts = rows.filter(_.place_in_event == 0).select(*_EVENT, joint_row_id=_.row_id)
    for about_event in (events, largest, hosts):
        rows = match(rows, about_event, *_EVENT)
    rows = rows.mutate(is_counted=_.place_in_event == 0, participants=_.joint_units.sort())
    return rows.drop(
        "title_key",
        "place_key",
        "is_named",
        "place_in_event",
        "place_by_audience",
        "joint_units",
    )


def _placed(rows: ir.Table, source: Source) -> ir.Table:
    """Add the village's kind and the effective township: the row's, the village's, or the filing one's."""
    villages = source.mart("villages").select(
        known_village="village_code",
        village_kind="village_kind",
        village_township="township",
        village_township_code="township_code",
        is_village_counted="counted",
    )
    townships = source.reference("townships").select(
        filing_name=_.name, filing_code=_.code, filing_township=_.name
    )
    rows = attach(rows, villages, ("village_code", "known_village"))
    rows = attach(rows, townships, ("unit", "filing_name"))
    return rows.mutate(
        township=ibis.coalesce(_.township, _.village_township, _.filing_township),
        township_code=ibis.coalesce(_.township_code, _.village_township_code, _.filing_code),
        is_village_counted=_.is_village_counted.fill_null(False),
    ).drop("village_township", "village_township_code", "filing_code", "filing_township")


def trainings(source: Source) -> ir.Table:
    """Return every training or study session, its unit rolled up to the successor."""
    return with_unit(without_provenance(source.base("trainings")), source, "unit")


ACTIVITIES = Mart(
    "activities",
    "普法活动",
    activities,
    dataset="activities",
    is_filed_by_unit=True,
    columns={
        "unit": "单位（已并入的计入承接单位）",
        "unit_then": "当时的单位",
        "is_counted": "计数行：联合活动只计一行",
        "counted_audience": "计入的受众：联合活动取最大的一份",
        "audience_row_id": "计入的受众取自哪一行",
        "joint_size": "同一活动报送行数",
        "joint_row_id": "同一活动的计数行",
        "participants": "报送该活动的各单位",
    },
)
TRAININGS = Mart("trainings", "培训学法", trainings, dataset="trainings", is_filed_by_unit=True)
