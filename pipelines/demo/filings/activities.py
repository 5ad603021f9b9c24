"""普法活动 ledgers: yearly until 2025, then monthly, quarterly and weekly; a correction, a late report."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from pipelines.demo import writers
from pipelines.demo.filings.base import (
    Context,
    Filing,
    Part,
    between,
    book,
    dictionary_sheet,
    empty_sheets,
    month_end,
)
from pipelines.demo.filings.ledgers import (
    DEPARTMENT_COLUMNS,
    ENFORCERS,
    OTHERS,
    OWNERS,
    SCHOOLS,
    SENDERS,
    STREET_COLUMNS,
    STREETS,
    TOWN,
    TOWN_COLUMNS,
    Ledger,
    faulty_rows,
    ledgers_of,
    part_of,
    title_of,
)
from pipelines.demo.forms import Table
from pipelines.demo.styles import Style
from pipelines.demo.world.activities import activities_of
from pipelines.demo.world.facts import FIRST_YEAR, Fact, number
from warehouse.contracts.activities import ACTIVITIES

LAST_YEARLY = 2025
WEEKLY_FROM = date(2026, 11, 2)
# The event that one township forgot and reported late, and the week whose audience was corrected.
LATE_REPORT_ON, CORRECTION_ON = date(2026, 11, 18), date(2026, 11, 19)
_MONTHLY = (TOWN,)
_CSV_MONTH = 5
# A ledger sent again with equal rows.
_SENT_AGAIN = (SCHOOLS, 2024)
# How the yearly ledgers came, where they did not come as a plain workbook.
_KINDS = {
    (TOWN, 2021): writers.XLS,
    (TOWN, 2022): writers.XLS,
    (ENFORCERS, 2022): writers.CSV_GB18030,
    (OTHERS, 2021): writers.CSV_BOM,
    (OTHERS, 2024): writers.CSV_UTF8,
    (SCHOOLS, 2021): writers.XLS,
}


def activity_filings(context: Context, last_year: int) -> Iterator[Filing]:
    """Yield every ledger about the events up to a year, whatever the day it is filed."""
    for year in range(FIRST_YEAR, last_year + 1):
        facts = activities_of(context.seed, year, context.directory)
        if year <= LAST_YEARLY:
            yield from _yearly(context, year, facts)
        else:
            yield from _within_year(context, year, facts)


# ---- yearly, 2021 to 2025 ----


def _yearly(context: Context, year: int, facts: list[Fact]) -> Iterator[Filing]:
    for index, ledger in enumerate(ledgers_of(context, facts)):
        filed_on = date(year + 1, 1, 8 + index * 2)
        wrong = faulty_rows(context, ledger, f"{year} {ledger.group}", (year + index) % 5, date(year, 2, 28))
        rows = (*ledger.facts, *wrong)
        kind = _KINDS.get((ledger.group, year), writers.XLSX)
        version = "（最终版2(1)）" if (ledger.group, year) == (SCHOOLS, 2023) else ""
        stem = f"{SENDERS[ledger.group]}_{year}年度{title_of(ledger.group)}{version}"
        parts = _yearly_parts(ledger, year, filed_on, rows)
        if kind.startswith("csv"):
            parts = parts[:1]
        further = empty_sheets() if kind == writers.XLS else (dictionary_sheet(),) if index % 2 else ()
        yield book(context, stem, OWNERS[ledger.group], filed_on, parts, kind=kind, further=further)
        if (ledger.group, year) == _SENT_AGAIN:
            again = filed_on + timedelta(days=21)
            part = part_of(ledger, "Sheet1", f"{year}年度", again, ledger.facts)
            yield book(context, f"{stem}（修改版）", OWNERS[ledger.group], again, [part])


def _yearly_parts(ledger: Ledger, year: int, filed_on: date, rows: tuple[Fact, ...]) -> list[Part]:
    period = f"{year}年度"
    if ledger.group == STREETS and year % 2 == 1:
        names = sorted({str(fact.values["unit"]) for fact in rows})
        parts = []
        for name in names:
            own = tuple(fact for fact in rows if fact.values["unit"] == name)
            parts.append(part_of(ledger, name, period, filed_on, own, merged="township"))
        return [replace(part, style=_serial_dates) for part in parts] if year == FIRST_YEAR else parts
    if ledger.group == STREETS:
        names = sorted({str(fact.values["unit"]) for fact in rows})
        sections = tuple(
            (f"{'一二三四五六'[place]}、{name}", tuple(fact for fact in rows if fact.values["unit"] == name))
            for place, name in enumerate(names)
        )
        part = part_of(ledger, "汇总", period, filed_on, rows)
        return [replace(part, table=replace(part.table, sections=sections))]
    if (ledger.group, year) == (SCHOOLS, 2023):
        return [
            part_of(ledger, f"{month}月", f"{year}年{month}月", filed_on, _of_month(rows, month))
            for month in range(1, 13)
        ]
    return [part_of(ledger, "Sheet1", period, filed_on, rows)]


def _of_month(rows: tuple[Fact, ...], month: int) -> tuple[Fact, ...]:
    return tuple(fact for fact in rows if fact.day("start_on").month == month)


def _serial_dates(style: Style) -> Style:
    return replace(style, date_style="serial")


def _dates_without_year(style: Style) -> Style:
    return replace(style, date_style="no year")


# ---- from 2026 on ----


def _within_year(context: Context, year: int, facts: list[Fact]) -> Iterator[Filing]:
    forgotten = _forgotten(facts) if year == LATE_REPORT_ON.year else None
    told = [fact for fact in facts if fact is not forgotten]
    for month in range(1, 13):
        yield from _monthly(context, (year, month), told)
    for quarter in range(1, 5):
        yield from _quarterly(context, (year, quarter), told)
    yield from _weekly(context, year, told)
    if forgotten is not None:
        yield _late_report(context, forgotten)
    if year == CORRECTION_ON.year:
        yield from _correction(context, told)


def _monthly(context: Context, month: tuple[int, int], facts: list[Fact]) -> Iterator[Filing]:
    last = month_end(*month)
    period = f"{last.year}年{last.month}月"
    for index, name in enumerate(_MONTHLY):
        filed_on = last + timedelta(days=3 + index)
        rows = between(
            (fact for fact in facts if fact.values["unit"] == name), "start_on", last.replace(day=1), last
        )
        table = Table(
            ACTIVITIES,
            "Sheet1",
            f"{name}{period}普法活动台账",
            TOWN_COLUMNS,
            ((None, rows),),
            sender=SENDERS[name],
            filed_on=filed_on,
        )
        kind = writers.CSV_GB18030 if last.month == _CSV_MONTH else writers.XLSX
        yield book(
            context,
            f"{name}_{period}普法活动台账",
            name,
            filed_on,
            [Part(table, _dates_without_year)],
            kind=kind,
            further=(dictionary_sheet(),) if last.month % 4 == 0 else (),
        )


def _quarterly(context: Context, quarter: tuple[int, int], facts: list[Fact]) -> Iterator[Filing]:
    year, place = quarter
    first, last = date(year, place * 3 - 2, 1), month_end(year, place * 3)
    for index, ledger in enumerate(ledgers_of(context, facts)):
        if ledger.group == TOWN:
            continue
        filed_on = last + timedelta(days=6 + index)
        period = f"{year}年第{'一二三四'[place - 1]}季度"
        rows = [
            fact
            for fact in between(ledger.facts, "start_on", first, last)
            if fact.values["unit"] not in _MONTHLY
        ]
        rows += faulty_rows(context, ledger, f"{quarter} {ledger.group}", (place + index) % 5, first)
        stem = f"{SENDERS[ledger.group]}_{period}{title_of(ledger.group)}"
        if ledger.group == STREETS:
            rows.sort(key=lambda fact: str(fact.values["township"]))
            part = part_of(ledger, "Sheet1", period, filed_on, tuple(rows), merged="township")
        else:
            part = part_of(ledger, "Sheet1", period, filed_on, tuple(rows))
        yield book(context, stem, OWNERS[ledger.group], filed_on, [part])


def _weekly(context: Context, year: int, facts: list[Fact]) -> Iterator[Filing]:
    """Yield the bureau's weekly reports, filed on Sundays, and before the first one that of October."""
    sunday = WEEKLY_FROM + timedelta(days=6)
    if sunday.year == year:
        october = between(facts, "start_on", date(year, 10, 1), date(year, 10, 31))
        rows = tuple(fact for fact in october if fact.values["unit"] not in _MONTHLY)
        yield _report(context, f"{year}年10月", "月报", WEEKLY_FROM + timedelta(days=1), rows)
    while sunday.year <= year:
        if sunday.year == year:
            week = sunday.isocalendar()
            rows = between(facts, "start_on", sunday - timedelta(days=6), sunday)
            yield _report(context, f"{week.year}年第{week.week}周", "周报", sunday, rows)
        sunday += timedelta(weeks=1)


def _report(context: Context, period: str, kind: str, filed_on: date, rows: tuple[Fact, ...]) -> Filing:
    table = Table(
        ACTIVITIES,
        kind,
        f"上街区{period}普法活动{kind}",
        DEPARTMENT_COLUMNS,
        ((None, rows),),
        sender="区司法局",
        filed_on=filed_on,
    )
    return book(context, f"区司法局_{period}普法活动{kind}", "司法局", filed_on, [Part(table)])


def _forgotten(facts: list[Fact]) -> Fact | None:
    """Return the tour stop of early November that its township reports late, if there is one."""
    found = (
        fact
        for fact in reversed(facts)
        if fact.values["township"] == fact.values["unit"] != TOWN
        and WEEKLY_FROM <= fact.day("start_on") <= date(2026, 11, 13)
    )
    return next(found, None)


def _late_report(context: Context, fact: Fact) -> Filing:
    unit = str(fact.values["unit"])
    table = Table(
        ACTIVITIES,
        "Sheet1",
        f"{unit}2026年11月普法活动补报表",
        STREET_COLUMNS,
        ((None, (fact,)),),
        sender=unit,
        filed_on=LATE_REPORT_ON,
    )
    return book(
        context, f"{unit}_2026年11月普法活动补报", unit, LATE_REPORT_ON, [Part(table)], is_correction=True
    )


def _correction(context: Context, facts: list[Fact]) -> Iterator[Filing]:
    """Yield a correction that raises the audience of last week's largest event."""
    week = between(facts, "start_on", date(2026, 11, 9), date(2026, 11, 13))
    if not week:
        return
    event = max(week, key=lambda fact: number(fact.values["audience"]))
    corrected = replace(event, values={**event.values, "audience": number(event.values["audience"]) + 55})
    table = Table(
        ACTIVITIES,
        "更正",
        "上街区2026年第46周普法活动更正表",
        DEPARTMENT_COLUMNS,
        ((None, (corrected,)),),
        sender="区司法局",
        filed_on=CORRECTION_ON,
    )
    yield book(
        context,
        "区司法局_2026年第46周普法活动（更正）",
        "司法局",
        CORRECTION_ON,
        [Part(table)],
        is_correction=True,
    )
