"""The groups of senders of 普法活动 ledgers, their forms, and the mistakes in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pipelines.demo.filings.base import Context, Part
from pipelines.demo.forms import Table
from pipelines.demo.randomness import stream
from pipelines.demo.world.facts import Fact, Fault
from warehouse.contracts.activities import ACTIVITIES

TOWN, STREETS, SCHOOLS = "峡窝镇", "街道", "教育局"
ENFORCERS, OTHERS = "执法部门", "党群部门"
TOWN_COLUMNS = (
    "title",
    "start_on",
    "village",
    "place",
    "settings",
    "form",
    "themes",
    "audience",
    "sessions",
    "materials",
    "consultations",
    "stewards_joined",
    "remark",
)
STREET_COLUMNS = (
    "township",
    "village",
    "title",
    "start_on",
    "place",
    "unit",
    "settings",
    "form",
    "audience",
    "sessions",
    "materials",
    "consultations",
    "remark",
)
_SCHOOL_COLUMNS = (
    "title",
    "start_on",
    "place",
    "partners",
    "settings",
    "form",
    "themes",
    "audience",
    "sessions",
    "materials",
    "remark",
)
DEPARTMENT_COLUMNS = (
    "unit",
    "title",
    "start_on",
    "place",
    "township",
    "village",
    "partners",
    "settings",
    "form",
    "themes",
    "audience",
    "online_reads",
    "sessions",
    "materials",
    "consultations",
    "remark",
)
SENDERS = {
    TOWN: "峡窝镇政府",
    SCHOOLS: "区教体局",
    STREETS: "区司法局",
    ENFORCERS: "区司法局",
    OTHERS: "区司法局",
}
OWNERS = {TOWN: "峡窝镇", SCHOOLS: "教育局", STREETS: "司法局", ENFORCERS: "司法局", OTHERS: "司法局"}


@dataclass(frozen=True)
class Ledger:
    """A group of senders, the columns of its form and the facts of a year."""

    group: str
    columns: tuple[str, ...]
    facts: tuple[Fact, ...]


def ledgers_of(context: Context, facts: list[Fact]) -> list[Ledger]:
    kinds = context.directory.departments
    groups: dict[str, list[Fact]] = {group: [] for group in (TOWN, STREETS, SCHOOLS, ENFORCERS, OTHERS)}
    for fact in facts:
        unit = str(fact.values["unit"])
        if unit in (TOWN, SCHOOLS):
            groups[unit].append(fact)
        elif unit not in kinds:
            groups[STREETS].append(fact)
        else:
            groups[ENFORCERS if kinds[unit] in {"政府部门", "司法机关"} else OTHERS].append(fact)
    columns = {TOWN: TOWN_COLUMNS, STREETS: STREET_COLUMNS, SCHOOLS: _SCHOOL_COLUMNS}
    return [
        Ledger(group, columns.get(group, DEPARTMENT_COLUMNS), tuple(found)) for group, found in groups.items()
    ]


def part_of(
    ledger: Ledger, sheet: str, period: str, filed_on: date, facts: tuple[Fact, ...], **more: str
) -> Part:
    name = {TOWN: "峡窝镇", SCHOOLS: "教体系统"}.get(ledger.group, f"上街区{ledger.group}")
    table = Table(
        ACTIVITIES,
        sheet,
        f"{name}{period}普法活动台账",
        ledger.columns,
        ((None, facts),),
        sender=SENDERS[ledger.group],
        filed_on=filed_on,
        merged_column=more.get("merged"),
    )
    return Part(table, desk=ledger.group)


def title_of(group: str) -> str:
    return "普法活动台账" if group in (TOWN, SCHOOLS) else f"{group}普法活动台账"


def faulty_rows(context: Context, ledger: Ledger, key: str, turn: int, day: date) -> list[Fact]:
    """Return one further row with a real mistake in it."""
    draw = stream(context.seed, "fault", key)
    if not ledger.facts:
        return []
    model = draw.choice(ledger.facts)
    faults = (
        Fault("not_a_number", "audience", "若干"),
        Fault("impossible_date", "start_on", f"{day.year}.2.30"),
        Fault("unknown_choice", "settings", "法律进车站"),
        Fault("future_date", "start_on", f"{day.year + 2}年3月5日"),
        Fault("unknown_unit", "unit", "区教育据"),
    )
    fault = faults[turn]
    if fault.column not in ledger.columns:
        fault = faults[0]
    values = {**model.values, "title": f"{model.values['title']}（补录）", "start_on": day, "end_on": day}
    return [Fact("activities", values, fault)]
