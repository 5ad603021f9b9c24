"""三项制度: the registers of bodies, officers and devices, and the ledgers of major decisions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from pipelines.demo import writers
from pipelines.demo.filings.base import Context, Filing, Part, book
from pipelines.demo.filings.following import Follower
from pipelines.demo.forms import Table
from pipelines.demo.styles import Style
from pipelines.demo.world import three_systems
from pipelines.demo.world.facts import FIRST_YEAR, Fact, Fault
from warehouse.contracts.model import Dataset
from warehouse.contracts.three_systems import DEVICES, ENFORCEMENT_BODIES, MAJOR_DECISIONS, OFFICERS

LAST_YEARLY = 2025
# The registers are sent again every year or two.
_REGISTERED_ON = (
    date(2021, 1, 28),
    date(2023, 4, 10),
    date(2024, 10, 15),
    date(2025, 9, 12),
    date(2026, 4, 9),
)
_GROUPED_ON = _REGISTERED_ON[1]
_OFFICER_COLUMNS = ("unit", "name", "certificate_no", "valid_until", "post", "status", "remark")
_BODY_COLUMNS = ("unit", "kind", "basis", "published_on", "status", "remark")
_DEVICE_COLUMNS = ("unit", "kind", "quantity", "in_use", "bought_on", "remark")
_DECISION_COLUMNS = (
    "decision_no",
    "unit",
    "kind",
    "amount_yuan",
    "filed_on",
    "reviewed_by",
    "submitted_on",
    "reviewed_on",
    "opinion",
    "decided_on",
    "published_on",
    "has_text_record",
    "has_av_record",
    "remark",
)
# Units that send their own ledger from 2026 on, and the unit in which each writes amounts.
_OWN_LEDGERS = {"公安局": "元", "市场监管局": "万元", "城管局": "万元"}
_KINDS = {2021: writers.XLS, 2023: writers.CSV_BOM}


# ---- registers ----


def register_filings(context: Context, last_year: int) -> Iterator[Filing]:
    """Yield the registers: bodies, officers and devices in one workbook."""
    for filed_on in _REGISTERED_ON:
        if filed_on.year > last_year:
            return
        officers = three_systems.officers_on(context.seed, filed_on)
        devices = three_systems.devices_on(context.seed, filed_on)
        bodies = three_systems.bodies_on(filed_on)
        parts = [
            _register(
                ENFORCEMENT_BODIES, "执法主体", _BODY_COLUMNS, filed_on, [*bodies, _wrong_body(bodies)]
            ),
            _officers(filed_on, [*officers, _wrong_officer(officers)]),
            _register(DEVICES, "执法装备", _DEVICE_COLUMNS, filed_on, [*devices, _wrong_device(devices)]),
        ]
        stem = f"区司法局_{filed_on.year}年行政执法主体人员装备名录"
        yield book(context, stem, "司法局执法监督科", filed_on, parts)


def _register(
    dataset: Dataset, label: str, columns: tuple[str, ...], filed_on: date, facts: list[Fact]
) -> Part:
    table = Table(
        dataset,
        label,
        f"上街区{filed_on.year}年{label}名录",
        columns,
        ((None, tuple(facts)),),
        sender="区司法局",
        filed_on=filed_on,
    )
    return Part(table, _plain)


def _officers(filed_on: date, facts: list[Fact]) -> Part:
    """Return the sheet of officers: with a group row for each unit in one year, else the unit merged."""
    part = _register(OFFICERS, "执法人员", _OFFICER_COLUMNS, filed_on, facts)
    if filed_on != _GROUPED_ON:
        return replace(part, table=replace(part.table, merged_column="unit"))
    units = dict.fromkeys(str(fact.values["unit"]) for fact in facts)
    sections = tuple(
        (f"{unit}（执法人员）", tuple(fact for fact in facts if fact.values["unit"] == unit))
        for unit in units
    )
    return replace(part, table=replace(part.table, sections=sections))


def _plain(style: Style) -> Style:
    return replace(style, has_template_rows=False)


def _wrong_body(facts: list[Fact]) -> Fact:
    values = {**facts[0].values, "unit": "公证处"}
    return replace(facts[0], values=values, fault=Fault("unknown_choice", "kind", "临时"))


def _wrong_officer(facts: list[Fact]) -> Fact:
    last = facts[-1]
    values = {**last.values, "certificate_no": "YS41010699999"}
    return replace(last, values=values, fault=Fault("unknown_choice", "post", "后勤"))


def _wrong_device(facts: list[Fact]) -> Fact:
    last = facts[-1]
    values = {**last.values, "kind": "无人机", "quantity": 2}
    return replace(last, values=values, fault=Fault("devices_in_use_exceed_quantity", "in_use", "3"))


# ---- major decisions ----


def decision_filings(context: Context, last_year: int) -> Iterator[Filing]:
    """Yield the ledgers of decisions: yearly until 2025, then half-yearly, some from the units themselves."""
    ledger = Follower(three_systems.decision_known_on, three_systems.decision_is_finished)
    facts: list[Fact] = []
    for year in range(FIRST_YEAR, last_year + 1):
        facts += three_systems.decisions_of(context.seed, year)
        for last, period in _periods(year):
            filed_on = last + timedelta(days=12)
            rows = ledger.edition(facts, last)
            if year > LAST_YEARLY:
                for unit, money in _OWN_LEDGERS.items():
                    own = tuple(row for row in rows if row.values["unit"] == unit)
                    yield _own_ledger(context, (unit, money), period, filed_on, own)
                rows = tuple(row for row in rows if row.values["unit"] not in _OWN_LEDGERS)
            table = Table(
                MAJOR_DECISIONS,
                "重大执法决定",
                f"上街区{period}重大执法决定法制审核台账",
                _DECISION_COLUMNS,
                ((None, (*rows, *_wrong_decisions(rows, last))),),
                sender="区司法局",
                filed_on=filed_on,
            )
            stem = f"区司法局_{period}重大执法决定法制审核台账"
            kind = _KINDS.get(year, writers.XLSX)
            yield book(context, stem, "司法局执法监督科", filed_on, [Part(table)], kind=kind)


def _periods(year: int) -> list[tuple[date, str]]:
    """Return (last day, name) of the ledgers about a year."""
    if year <= LAST_YEARLY:
        return [(date(year, 12, 31), f"{year}年度")]
    return [(date(year, 6, 30), f"{year}年上半年"), (date(year, 12, 31), f"{year}年下半年")]


def _own_ledger(
    context: Context, sender: tuple[str, str], period: str, filed_on: date, rows: tuple[Fact, ...]
) -> Filing:
    """Return a unit's own ledger; its name stands in the envelope only."""
    unit, money = sender
    columns = tuple(name for name in _DECISION_COLUMNS if name != "unit")
    table = Table(
        MAJOR_DECISIONS,
        "Sheet1",
        f"{unit}{period}重大执法决定台账",
        columns,
        ((None, rows),),
        sender=f"区{unit}",
        filed_on=filed_on,
    )
    part = Part(table, lambda style: replace(style, money_unit=money))
    return book(context, f"区{unit}_{period}重大执法决定台账", unit, filed_on, [part])


def _wrong_decisions(rows: tuple[Fact, ...], last: date) -> Iterator[Fact]:
    """Yield a decision that was reviewed only after it was made."""
    model = next((row for row in rows if row.values["reviewed_on"] is not None), None)
    if model is None:
        return
    reviewed = model.day("decided_on") + timedelta(days=4)
    values = {**model.values, "decision_no": f"上演罚〔{last.year}〕{900 + last.month}号"}
    text = f"{reviewed.year}年{reviewed.month}月{reviewed.day}日"
    yield replace(model, values=values, fault=Fault("decided_before_reviewed", "reviewed_on", text))
