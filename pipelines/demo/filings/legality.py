"""合法性审查 ledgers: a workbook a year until 2025, then monthly on one sheet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from pipelines.demo import writers
from pipelines.demo.filings.base import Context, Filing, Part, book, month_end
from pipelines.demo.filings.following import Follower
from pipelines.demo.forms import Table
from pipelines.demo.randomness import stream
from pipelines.demo.world import legality
from pipelines.demo.world.facts import FIRST_YEAR, Fact, Fault
from warehouse.contracts.legality import LEGALITY_REVIEWS

LAST_YEARLY = 2025
_REVIEW_COLUMNS = (
    "review_no",
    "title",
    "kind",
    "submitted_by",
    "received_on",
    "closed_on",
    "conclusion",
    "opinions",
    "adopted",
    "handler",
    "opinion_no",
    "issued_on",
    "filed_on",
    "remark",
)
_ADVICE_COLUMNS = (
    "review_no",
    "title",
    "kind",
    "submitted_by",
    "received_on",
    "closed_on",
    "handler",
    "opinion_no",
    "remark",
)
_ADVICE = (legality.ADVICE, legality.OPINION)
_KINDS = {2023: writers.XLS}
# In this year the desk kept a sheet per quarter.
_QUARTERLY_SHEETS = 2022


def legality_filings(context: Context, last_year: int) -> Iterator[Filing]:
    """Yield the ledgers; each shows what was received in its period and what was still open before."""
    ledger = Follower(legality.known_on, legality.is_finished)
    facts: list[Fact] = []
    for year in range(FIRST_YEAR, last_year + 1):
        facts += legality.legality_reviews_of(context.seed, year)
        for last, period in _periods(year):
            filed_on = last + timedelta(days=6)
            rows = ledger.edition(facts, last)
            parts = (
                _yearly_parts(context, period, (last, filed_on), rows)
                if year <= LAST_YEARLY
                else [_review_part(context, period, (last, filed_on), rows)]
            )
            stem = f"区司法局_{period}合法性审查台账"
            yield book(context, stem, "司法局", filed_on, parts, kind=_KINDS.get(year, writers.XLSX))


def _periods(year: int) -> list[tuple[date, str]]:
    """Return (last day, name) of the ledgers about a year."""
    if year <= LAST_YEARLY:
        return [(date(year, 12, 31), f"{year}年度")]
    return [(month_end(year, month), f"{year}年{month}月") for month in range(1, 13)]


def _yearly_parts(
    context: Context, period: str, days: tuple[date, date], rows: tuple[Fact, ...]
) -> list[Part]:
    """Return the sheet of reviews, or one for each quarter, and that of advice and opinions."""
    last, filed_on = days
    advice = tuple(row for row in rows if row.values["kind"] in _ADVICE)
    reviews = tuple(row for row in rows if row.values["kind"] not in _ADVICE)
    title = f"上街区{period}法律意见书和法律咨询登记表"
    advice_part = _part("咨询", title, _ADVICE_COLUMNS, filed_on, advice)
    if last.year != _QUARTERLY_SHEETS:
        return [_review_part(context, period, days, reviews), advice_part]
    parts = []
    for quarter in range(1, 5):
        sheet = f"第{'一二三四'[quarter - 1]}季度"
        found = tuple(row for row in reviews if _quarter_of(row, last.year) == quarter)
        wrong = _wrong_rows(context, last, reviews) if quarter == 4 else ()
        title = f"上街区{period}合法性审查台账（{sheet}）"
        parts.append(_part(sheet, title, _REVIEW_COLUMNS, filed_on, (*found, *wrong)))
    return [*parts, advice_part]


def _quarter_of(row: Fact, year: int) -> int:
    """Return the quarter of a year in which a matter was received; what came before stands in the first."""
    received = row.day("received_on")
    return (received.month + 2) // 3 if received.year == year else 1


def _review_part(context: Context, period: str, days: tuple[date, date], rows: tuple[Fact, ...]) -> Part:
    last, filed_on = days
    title = f"上街区{period}合法性审查台账"
    return _part("审查", title, _REVIEW_COLUMNS, filed_on, (*rows, *_wrong_rows(context, last, rows)))


def _part(sheet: str, title: str, columns: tuple[str, ...], filed_on: date, rows: tuple[Fact, ...]) -> Part:
    table = Table(
        LEGALITY_REVIEWS, sheet, title, columns, ((None, rows),), sender="区司法局", filed_on=filed_on
    )
    return Part(table, desk="合法性审查科" if columns is _REVIEW_COLUMNS else "法律顾问室")


def _wrong_rows(context: Context, last: date, rows: tuple[Fact, ...]) -> Iterator[Fact]:
    """Yield rows with a real mistake: one of each kind in a yearly ledger, one in every other monthly one."""
    closed = [
        row for row in rows if row.values["closed_on"] is not None and row.values["kind"] not in _ADVICE
    ]
    faults = _mistakes(last)
    if last.year > LAST_YEARLY:
        faults = () if last.month % 2 else (faults[last.month // 2 % len(faults)],)
    for turn, fault in enumerate(faults if closed else ()):
        model = stream(context.seed, "wrong review", last, turn).choice(closed)
        number = f"上法审〔{last.year}〕{9000 + last.month * 10 + turn}号"
        yield replace(
            model, values={**model.values, "review_no": number, "opinions": 2, "adopted": 2}, fault=fault
        )


def _mistakes(last: date) -> tuple[Fault, ...]:
    return (
        Fault("adopted_exceeds_opinions", "adopted", "5"),
        Fault("review_closed_before_received", "closed_on", f"{last.year - 2}年3月1日"),
        Fault("unknown_choice", "conclusion", "待定"),
        Fault("impossible_date", "received_on", f"{last.year}.2.30"),
        Fault("unknown_unit", "submitted_by", "区财证局"),
    )
