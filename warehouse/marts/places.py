"""Units with their successors, and villages under their townships."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
from ibis import _

from warehouse.marts.model import Mart, Source, attach, match

# Mergers of mergers: the longest chain of successors that is followed (机构改革逐次合并).
LONGEST_CHAIN = 6


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


UNITS = Mart(
    "units",
    "单位及其承接单位",
    units,
    columns={"unit": "承接单位", "unit_then": "本名", "kind_then": "本类"},
)
VILLAGES = Mart("villages", "村（社区）", villages, columns={"counted": "计入分母"})
