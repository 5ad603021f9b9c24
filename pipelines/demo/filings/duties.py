"""普法责任清单: the lists at the start of a year, what became of them, and the reminders in between."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from pipelines.demo.filings.base import Context, Filing, Part, book
from pipelines.demo.forms import Table
from pipelines.demo.styles import Style
from pipelines.demo.world.duties import duty_events_of, duty_items_of, duty_known_on
from pipelines.demo.world.facts import FIRST_YEAR, Fact, Fault
from warehouse.contracts.duties import DUTY_EVENTS, DUTY_ITEMS

LAST_YEARLY = 2025
# From this year on the lists are filed when they are made, not only with their results.
_LISTS_FROM = 2025
# Units that send the list of 2026 themselves, without columns for unit and year.
_OWN_LIST_UNITS = ("公安局", "峡窝镇")
_OWN_LISTS_YEAR = 2026
_LIST_COLUMNS = (
    "unit",
    "item_no",
    "duty",
    "scope",
    "content",
    "audience",
    "measures",
    "due_on",
    "leader",
    "office",
    "contact",
    "remark",
)
_OWN_LIST_COLUMNS = tuple(name for name in _LIST_COLUMNS if name not in {"unit", "duty"})
_RESULT_COLUMNS = (
    "unit",
    "year",
    "item_no",
    "duty",
    "scope",
    "content",
    "audience",
    "due_on",
    "status",
    "done_on",
    "remark",
)
_EVENT_COLUMNS = ("happened_on", "unit", "item_no", "kind", "reply_due_on", "closed_on", "remark")


def duty_filings(context: Context, last_year: int) -> Iterator[Filing]:
    """Yield the lists and their results; from 2026 on results come each half-year and quarter."""
    for year in range(FIRST_YEAR, last_year + 1):
        items = duty_items_of(context.seed, year, context.directory)
        if year >= _LISTS_FROM:
            yield from _lists(context, year, items)
        if year <= LAST_YEARLY:
            yield _results(context, f"{year}年度", date(year + 1, 1, 18), items)
        else:
            yield _results(context, f"{year}年上半年", date(year, 7, 8), items)
            yield _results(context, f"{year}年1—10月", date(year, 11, 10), items)


def _lists(context: Context, year: int, items: list[Fact]) -> Iterator[Filing]:
    filed_on = date(year, 2, 20)
    own_units = _OWN_LIST_UNITS if year == _OWN_LISTS_YEAR else ()
    rows = tuple(_undone(item) for item in items if item.values["unit"] not in own_units)
    table = _table(f"上街区{year}年度机关普法责任清单", _LIST_COLUMNS, rows, "区司法局", filed_on)
    yield book(
        context, f"区司法局_{year}年度普法责任清单", "司法局普法科", filed_on, [Part(table, _numbered)]
    )
    for unit in own_units:
        rows = tuple(_undone(item) for item in items if item.values["unit"] == unit)
        table = _table(f"{unit}{year}年度普法责任清单", _OWN_LIST_COLUMNS, rows, unit, filed_on)
        table = replace(table, merged_column=None)
        yield book(context, f"{unit}_{year}年度普法责任清单", unit, filed_on, [Part(table, _numbered)])


def _results(context: Context, period: str, filed_on: date, items: list[Fact]) -> Filing:
    known = [duty_known_on(item, filed_on) for item in items]
    known += _wrong_items(known[0], filed_on.year)
    table = _table(
        f"上街区{period}普法责任清单完成情况表", _RESULT_COLUMNS, tuple(known), "区司法局", filed_on
    )
    events = [
        event.known_on(filed_on, ("closed_on",))
        for event in duty_events_of(context.seed, items)
        if event.day("happened_on") <= filed_on
    ]
    events += _wrong_events(events[0])
    reminders = Table(
        DUTY_EVENTS,
        "跟踪提示",
        f"上街区{period}普法责任跟踪提示台账",
        _EVENT_COLUMNS,
        ((None, tuple(events)),),
        sender="区司法局",
        filed_on=filed_on,
    )
    return book(
        context,
        f"区司法局_{period}普法责任清单完成情况",
        "司法局普法科",
        filed_on,
        [Part(table, _numbered), Part(reminders, _numbered)],
    )


def _table(
    title: str, columns: tuple[str, ...], rows: tuple[Fact, ...], sender: str, filed_on: date
) -> Table:
    return Table(
        DUTY_ITEMS,
        "清单",
        title,
        columns,
        ((None, rows),),
        sender=sender,
        filed_on=filed_on,
        merged_column="unit",
    )


def _undone(item: Fact) -> Fact:
    return Fact(item.dataset, {**item.values, "done_on": None})


def _wrong_items(model: Fact, year: int) -> list[Fact]:
    """Return a further item with an impossible day, or with a state that nobody knows."""
    values = {**model.values, "item_no": "90", "status": "进行中", "done_on": None}
    faults = (
        Fault("impossible_date", "due_on", f"{year}年2月30日"),
        Fault("unknown_choice", "status", "再议"),
    )
    return [Fact(model.dataset, values, faults[year % 2])]


def _wrong_events(model: Fact) -> list[Fact]:
    """Return a reminder that was closed before it was sent."""
    values = {**model.values, "item_no": "91"}
    return [Fact(model.dataset, values, Fault("duty_event_closed_before_sent", "closed_on", "2001-01-01"))]


def _numbered(style: Style) -> Style:
    """Return the style without row numbers and sums: the first column holds the items' own numbers."""
    return replace(style, has_number_column=False, has_template_rows=False, has_total=False)
