"""Lists of 法治阵地: the townships' of their villages' venues, the bureau's of the parks and bases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pipelines.demo.directory import Township
from pipelines.demo.filings.base import Context, Filing, Part, book
from pipelines.demo.forms import Table
from pipelines.demo.world.facts import Fact, Fault
from pipelines.demo.world.venues import cleared_venues, district_venues, village_venues
from warehouse.contracts.venues import VENUES

_COLUMNS = (
    "name",
    "kind",
    "address",
    "township",
    "village",
    "level",
    "built_on",
    "area",
    "managed_by",
    "status",
    "closed_on",
    "remark",
)
_VILLAGE_COLUMNS = ("village", "name", "kind", "address", "built_on", "area", "status", "remark")
# Years whose end the bureau's list shows; the first also lists the villages' venues.
_LISTS = (2021, 2022, 2025)


def venue_filings(context: Context) -> Iterator[Filing]:
    """Yield the bureau's lists; those of the townships are sheets of their rosters' workbooks."""
    for year in _LISTS:
        on, filed_on = date(year, 12, 31), date(year + 1, 1, 16)
        facts = district_venues(on)
        if year == _LISTS[0]:
            facts += village_venues(context.seed, context.directory, on)
        if year == _LISTS[-1]:
            facts += cleared_venues(context.seed, context.directory)
        facts.append(_wrong_kind(facts[0]) if year == _LISTS[1] else _wrong_dates(facts[0]))
        table = Table(
            VENUES,
            "阵地",
            f"上街区法治阵地统计表（截至{year}年底）",
            _COLUMNS,
            ((None, tuple(facts)),),
            sender="区司法局",
            filed_on=filed_on,
        )
        yield book(context, f"区司法局_法治阵地统计表（截至{year}年底）", "司法局", filed_on, [Part(table)])


def census_part(context: Context, town: Township, on: date, filed_on: date) -> Part:
    """Return a township's sheet of the venues of its villages."""
    facts = [
        fact
        for fact in village_venues(context.seed, context.directory, on)
        if fact.values["village"] in town.villages
    ]
    table = Table(
        VENUES,
        "阵地",
        f"{town.name}村（社区）法治阵地统计表",
        _VILLAGE_COLUMNS,
        ((None, tuple(facts)),),
        sender=town.name,
        filed_on=filed_on,
        merged_column="village",
    )
    return Part(table)


def _wrong_kind(model: Fact) -> Fact:
    """Return a venue of a kind that no list has."""
    values = {**model.values, "name": "演示法治步道"}
    return Fact(model.dataset, values, Fault("unknown_choice", "kind", "步道"))


def _wrong_dates(model: Fact) -> Fact:
    """Return a venue that closed before it was built."""
    values = {**model.values, "name": "演示法治小游园"}
    return Fact(model.dataset, values, Fault("venue_closed_before_built", "closed_on", "2001-01-01"))
