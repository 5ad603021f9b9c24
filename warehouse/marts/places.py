"""Units with their successors, and villages under their townships."""

from __future__ import annotations

from datetime import date

import ibis
import ibis.expr.types as ir
from ibis import _

from warehouse.marts.model import Mart, Source, attach, match

# Where the reference leaves an end open (有效期不限).
FAR_PAST, FAR_FUTURE = date(1900, 1, 1), date(2999, 12, 31)
# Mergers of mergers: the longest chain of successors that is followed (机构改革逐次合并).
LONGEST_CHAIN = 6
_NOISE = r"[\s\p{P}\p{S}]"
# Of the district's prefixes, those that are a place and not an office: 某区, 某市某区.
_PLACE_NAME = "^..+[区县市旗]$"


def units(source: Source) -> ir.Table:
    """Return one row per unit with the last unit of its chain of successors (unit, unit_code, unit_kind)."""
    every = source.reference("units")
    current = every.select(_.code, last=_.code, following=_.successor)
    for _step in range(LONGEST_CHAIN):
        step = every.select(step_code=_.code, following_code=_.code, step_successor=_.successor)
        current = attach(current, step, ("following", "step_code")).select(
            "code", last=ibis.coalesce(_.following_code, _.last), following=_.step_successor
        )
    own = every.select(_.code, unit_then=_.name, kind_then=_.kind)
    final = every.select(unit_code=_.code, unit=_.name, unit_kind=_.kind)
    joined = match(match(current, own, "code"), final, ("last", "unit_code")).rename(unit_code="last")
    return joined.select("code", "unit_then", "kind_then", "unit_code", "unit", "unit_kind")


def active_units(source: Source) -> ir.Table:
    """Return one row per unit that was not merged away, with the interval in which it exists.

    Rows of merged units are counted for their successor, so the successor exists from the first day of
    the earliest of them. valid_from <= day < valid_to; open ends are far dates.
    """
    every = source.reference("units")
    known = source.mart("units").select("unit", "unit_code", "unit_kind", member="code")
    members = match(every.select("code", "valid_from"), known, ("code", "member"))
    since = members.group_by("unit_code", "unit", "unit_kind").agg(
        valid_from=_.valid_from.fill_null(FAR_PAST).min()
    )
    last = every.filter(_.successor.isnull()).select(
        last_code=_.code,
        valid_to=(_.valid_to + ibis.interval(days=1)).cast("timestamp").cast("date").fill_null(FAR_FUTURE),
    )
    return match(since, last, ("unit_code", "last_code"))


def villages(source: Source) -> ir.Table:
    """Return one row per village; `counted` is false for places that stay out of denominators."""
    own = source.reference("villages")
    townships = source.reference("townships").select(township_code=_.code, township=_.name)
    return match(own, townships, "township_code").select(
        village_code=_.code,
        village=_.name,
        village_kind=_.kind,
        township=_.township,
        township_code=_.township_code,
        population=_.population,
        counted=_.counted,
    )


def with_unit(rows: ir.Table, source: Source, column: str) -> ir.Table:
    """Roll the unit in `column` up to its successor.

    Adds unit, unit_code, unit_kind (the successor's) and unit_then (as of the row's date), in place of
    `column` and its code. A unit outside the reference keeps its own name.
    """
    code = f"{column}_code"
    units_now = source.mart("units").rename(known_code="code", now="unit", now_code="unit_code")
    plain = rows.rename(written=column, written_code=code)
    return (
        attach(
            plain,
            units_now.select("known_code", "now", "now_code", "unit_kind"),
            ("written_code", "known_code"),
        )
        .mutate(
            unit=ibis.coalesce(_.now, _.written),
            unit_code=ibis.coalesce(_.now_code, _.written_code),
            unit_then=_.written,
        )
        .drop("written", "written_code", "now", "now_code")
    )


def with_village(rows: ir.Table, source: Source) -> ir.Table:
    """Add village_kind and is_village_counted, and take the township of the village where there is one."""
    known = source.mart("villages").select(
        known_village="village_code",
        village_kind="village_kind",
        of_village="township",
        of_village_code="township_code",
        is_village_counted="counted",
    )
    return (
        attach(rows, known, ("village_code", "known_village"))
        .mutate(
            township=ibis.coalesce(_.of_village, _.township),
            township_code=ibis.coalesce(_.of_village_code, _.township_code),
            is_village_counted=_.is_village_counted.fill_null(False),
        )
        .drop("of_village", "of_village_code")
    )


def population(source: Source) -> ir.Table:
    """Return the resident population (常住人口) of each year: valid_from <= day < valid_to.

    A year without a figure of its own has that of the last year that has one; before the first there is
    none.
    """
    rows = source.reference("population").mutate(valid_from=ibis.date(_.year, 1, 1))
    return rows.mutate(valid_to=_.valid_from.lead().over(ibis.window(order_by="year")))


def schools(source: Source) -> ir.Table:
    """Return one row per school: those filed as the dataset schools, or else the reference list."""
    filed = source.base("schools").select("township", "stage", school=_.name)
    townships = source.reference("townships").select(known_code=_.code, township=_.name)
    shipped = attach(source.reference("schools"), townships, ("township_code", "known_code"))
    number = filed.agg(filed=_.count())
    shipped = shipped.cross_join(number).filter(_.filed == 0)
    every = ibis.union(filed, shipped.select("township", stage=_.level, school=_.name))
    keyed = _with_school_key(every, source, "school")
    return keyed.group_by("school_key").agg(
        school=_.school.min(), township=_.township.min(), stage=_.stage.min()
    )


def with_school(rows: ir.Table, source: Source) -> ir.Table:
    """Add school_key, the school's township and stage (学段), and is_school_listed; use its listed name."""
    listed = source.mart("schools").rename(listed_key="school_key", listed="school")
    keyed = _with_school_key(rows, source, "school")
    return (
        attach(keyed, listed, ("school_key", "listed_key"))
        .mutate(is_school_listed=_.listed.notnull(), school=ibis.coalesce(_.listed, _.school))
        .drop("listed")
    )


def _with_school_key(rows: ir.Table, source: Source, column: str) -> ir.Table:
    """Add school_key: the name without case, spaces, punctuation and the district's name before it."""
    plain = rows[column].lower().re_replace(_NOISE, "")
    rows = rows.mutate(school_key=plain)
    names = rows.select(plain_name=_.school_key).distinct()
    prefixes = source.reference("district").filter(_.prefix.re_search(_PLACE_NAME))
    shortened = (
        names.cross_join(prefixes)
        .filter(_.plain_name.startswith(_.prefix), _.plain_name.length() > _.prefix.length())
        .mutate(short_name=_.plain_name.substr(_.prefix.length()))
    )
    # 「郑州市某区」 stands before 「某区」: the longest prefix leaves the shortest name.
    shortest = shortened.mutate(
        place=ibis.row_number().over(group_by="plain_name", order_by=_.short_name.length())
    ).filter(_.place == 0)
    keyed = attach(rows, shortest.select("plain_name", "short_name"), ("school_key", "plain_name"))
    return keyed.mutate(school_key=ibis.coalesce(_.short_name, _.school_key)).drop("short_name")


UNITS = Mart(
    "units",
    "单位及其承接单位",
    units,
    columns={"unit": "承接单位", "unit_then": "本名", "kind_then": "本类"},
)
ACTIVE_UNITS = Mart(
    "active_units",
    "在列单位",
    active_units,
    columns={"valid_from": "起始日，含所并入单位的最早一日", "valid_to": "终止日次日"},
)
VILLAGES = Mart("villages", "村（社区）", villages, columns={"counted": "计入分母"})
POPULATION = Mart(
    "population",
    "常住人口",
    population,
    columns={"valid_from": "起始日", "valid_to": "终止日次日：下一个有数年份的 1 月 1 日"},
)
SCHOOLS = Mart(
    "schools",
    "学校",
    schools,
    columns={"school_key": "规范化校名", "stage": "学段"},
)
