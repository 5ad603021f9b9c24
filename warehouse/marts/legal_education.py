"""普法: activities with joint events counted once, and trainings."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
from ibis import _

from warehouse.contracts.figures import CUMULATIVE
from warehouse.marts.cumulative import COUNTED, with_own_figures
from warehouse.marts.filing import with_planned
from warehouse.marts.joint_events import with_event
from warehouse.marts.model import ByRows, Mart, Source, attach, match, without_provenance
from warehouse.marts.places import with_unit

# Figures that every unit of a joint event may report: counted once, from the row with the largest.
_AMOUNTS = ("audience", "online_reads", "consultations", "materials", "booklets")


def activities(source: Source) -> ir.Table:
    """Return every filed activity; a joint event (联合活动) is counted on one of its rows.

    Rows that are one event, by rule or by decision (see joint_events), are counted on the row
    whose unit no other row names as its partner (the 主办 unit), else the one with the largest
    audience, else the first unit code. The counted audience is the largest of the event, with the
    qualifier of the row it stands in (`audience_row_id`); so are online reads, consultations and
    materials. A planned row (计划) is never counted. Figures of 累计 ledgers are what each period added
    (see cumulative).
    """
    base = without_provenance(with_planned(with_own_figures(source.base("activities")), "start_on"))
    rows = _placed(with_unit(base, source, "unit"), source)
    rows = with_event(rows, source).mutate(sessions=ibis.coalesce(_.sessions, 1))
    joint = _joint(rows)
    rows = attach(rows, joint, "row_id")
    is_joint = rows.joint_size.notnull()
    counted = {
        column: ibis.ifelse(is_joint, rows[column], rows[own])
        for name in _AMOUNTS
        for column, own in _counted(name).items()
    }
    alone = ibis.array([rows.unit]).concat(ibis.coalesce(rows.partners, []))
    # What one of the senders says of an event holds for it, whichever row it is counted on.
    rows = rows.mutate(
        **counted,
        joint_size=rows.joint_size.fill_null(1),
        joint_row_id=rows.joint_row_id.fill_null(rows.row_id),
        is_counted=rows.is_host.fill_null(True) & ~rows.is_planned,
        participants=ibis.ifelse(is_joint, rows.joint_participants, alone).unique().sort(),
        settings=ibis.ifelse(is_joint, rows.joint_settings, rows.settings),
        themes=ibis.ifelse(is_joint, rows.joint_themes, rows.themes),
    )
    return rows.drop("event", "is_host", "joint_participants", "joint_settings", "joint_themes")


def _around(source: Source) -> ir.Table:
    """Return the row_id of every activity whose row a touched one may change.

    Rows that are one event by rule have one date; those that are one by decision are all members. A 累计
    figure depends on other rows of its ledger, so all of these are taken.
    """
    rows = source.base("activities")
    touched = ibis.union(
        rows.select("row_id", "start_on"), source.history("activities").select("row_id", "start_on")
    )
    days = touched.semi_join(source.touched(), "row_id").select("start_on").distinct()
    of_days = rows.semi_join(days, "start_on")
    running = rows.filter(_.figures == CUMULATIVE)
    members = source.ledger("joint_members")
    return ibis.union(*(each.select("row_id") for each in (of_days, running, members)))


def _joint(rows: ir.Table) -> ir.Table:
    """Return row_id and what their event makes of the rows that are not alone in it.

    Apart from the others, because windows over a whole ledger cost more than anything else of it.
    """
    sizes = rows.group_by("event").agg(joint_size=_.count())
    rows = match(rows, sizes.filter(_.joint_size > 1), "event")
    events = rows.group_by("event").agg(
        joint_units=_.unit.collect(distinct=True),
        joint_partners=_.partners.collect().flatten().unique(),
        joint_settings=_.settings.collect().flatten().unique().sort(),
        joint_themes=_.themes.collect().flatten().unique().sort(),
    )
    named = (
        rows.select("event", "unit", partner=_.partners.unnest())
        .filter(_.partner != _.unit)
        .select("event", unit=_.partner)
        .distinct()
        .mutate(is_named=ibis.literal(True))
    )
    rows = attach(rows, named, "event", "unit").mutate(is_named=_.is_named.fill_null(False))
    largest_first = ibis.desc(_.audience.fill_null(-1))
    rows = rows.mutate(
        place_in_event=ibis.row_number().over(
            group_by="event", order_by=[_.is_planned, _.is_named, largest_first, _.unit_code, _.row_id]
        )
    )
    for name in _AMOUNTS:
        rows = _with_largest(rows, name)
    hosts = rows.filter(_.place_in_event == 0).select("event", joint_row_id=_.row_id)
    for about_event in (events, hosts):
        rows = match(rows, about_event, "event")
    return rows.select(
        "row_id",
        *(column for name in _AMOUNTS for column in _counted(name)),
        "joint_size",
        "joint_row_id",
        "joint_settings",
        "joint_themes",
        is_host=_.place_in_event == 0,
        joint_participants=_.joint_units.concat(ibis.coalesce(_.joint_partners, [])),
    )


def _counted(name: str) -> dict[str, str]:
    """Return the columns that say what of an event is counted, and those in which a row says it of itself."""
    return {
        f"counted_{name}": name,
        f"counted_{name}_qualifier": f"{name}_qualifier",
        f"{name}_row_id": "row_id",
    }


def _with_largest(rows: ir.Table, name: str) -> ir.Table:
    """Add counted_<name> and its qualifier, the largest of the event, and <name>_row_id, its row."""
    largest_first = ibis.window(
        group_by="event",
        order_by=[
            rows.is_planned,
            ibis.desc(rows[name].fill_null(-1)),
            rows.is_named,
            rows.unit_code,
            rows.row_id,
        ],
    )
    return rows.mutate(
        **{
            column: rows[own].first(include_null=True).over(largest_first)
            for column, own in _counted(name).items()
        }
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
    base = without_provenance(with_planned(source.base("trainings"), "start_on"))
    return with_unit(base, source, "unit")


ACTIVITIES = Mart(
    "activities",
    "普法活动",
    activities,
    dataset="activities",
    is_filed_by_unit=True,
    by_rows=ByRows(("base.activities",), more=_around),
    columns={
        "unit": "单位（已并入的计入承接单位）",
        "unit_then": "当时的单位",
        **{f"{name}_before_row_id": "累计台账中减去的上一期那一行" for name in COUNTED},
        "is_planned": "计划：计划表所填，或日期晚于填报日，不计数",
        "is_counted": "计数行：联合活动只计一行，计划不计",
        "counted_audience": "计入的受众：联合活动取最大的一份",
        "audience_row_id": "计入的受众取自哪一行",
        "counted_online_reads": "计入的线上阅读量：联合活动取最大的一份",
        "counted_consultations": "计入的解答咨询：联合活动取最大的一份",
        "counted_materials": "计入的发放资料：联合活动取最大的一份",
        "counted_booklets": "计入的发放书籍：联合活动取最大的一份",
        "joint_size": "同一活动报送行数",
        "joint_row_id": "同一活动的计数行",
        "participants": "主办和联合的各单位，不论由谁报送",
    },
    laid_by="start_on",
)
TRAININGS = Mart(
    "trainings",
    "培训学法",
    trainings,
    dataset="trainings",
    by_rows=ByRows(("base.trainings",)),
    is_filed_by_unit=True,
    columns={"is_planned": "计划：计划表所填，或日期晚于填报日，不计数"},
    laid_by="start_on",
)
