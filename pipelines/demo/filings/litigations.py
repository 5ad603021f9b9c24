"""行政应诉 ledgers: yearly until 2025, then quarterly; open cases come again until they are decided."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from pipelines.demo import writers
from pipelines.demo.filings.base import Context, Filing, Part, book, empty_sheets, month_end
from pipelines.demo.filings.following import Follower
from pipelines.demo.forms import Table
from pipelines.demo.world import litigations
from pipelines.demo.world.facts import FIRST_YEAR, Fact, Fault
from warehouse.contracts.litigation import LITIGATIONS

LAST_YEARLY = 2025
_COLUMNS = (
    "case_no",
    "plaintiff",
    "defendant",
    "third_party",
    "cause",
    "instance",
    "family_no",
    "after_reconsideration",
    "received_on",
    "answered_on",
    "heard_on",
    "head_attended",
    "attendee_post",
    "absence_reason",
    "judged_on",
    "outcome",
    "lost",
    "effective",
    "performance",
    "remark",
)
_KINDS = {2021: writers.XLS, 2024: writers.CSV_GB18030}


def litigation_filings(context: Context, last_year: int) -> Iterator[Filing]:
    """Yield the bureau's ledgers of cases, each with one wrong row."""
    ledger = Follower(litigations.known_on, litigations.is_finished)
    cases: list[Fact] = []
    for year in range(FIRST_YEAR, last_year + 1):
        cases += litigations.litigations_of(context.seed, year)
        for last, period in _periods(year):
            filed_on = last + timedelta(days=7)
            rows = ledger.edition(cases, last)
            table = Table(
                LITIGATIONS,
                "应诉",
                f"上街区{period}行政应诉案件台账",
                _COLUMNS,
                ((None, (*rows, *_wrong(rows, last))),),
                sender="区司法局",
                filed_on=filed_on,
            )
            kind = _KINDS.get(year, writers.XLSX)
            yield book(
                context,
                f"区司法局_{period}行政应诉案件台账",
                "司法局行政应诉科",
                filed_on,
                [Part(table)],
                kind=kind,
                further=empty_sheets() if kind == writers.XLS else (),
            )


def _periods(year: int) -> list[tuple[date, str]]:
    """Return (last day, name) of the ledgers about a year."""
    if year <= LAST_YEARLY:
        return [(date(year, 12, 31), f"{year}年度")]
    return [
        (month_end(year, quarter * 3), f"{year}年第{'一二三四'[quarter - 1]}季度") for quarter in range(1, 5)
    ]


def _wrong(rows: tuple[Fact, ...], last: date) -> Iterator[Fact]:
    """Yield a further case with a real mistake: an answer before the claim, or a head at no hearing."""
    model = next((row for row in rows if row.values["heard_on"] is not None), None)
    if model is None:
        return
    is_even = last.month // 3 % 2 == 0 and last.year % 2 == 0
    fault = (
        Fault("answered_before_received", "answered_on", f"{last.year - 2}年3月1日")
        if is_even
        else Fault("attendance_without_hearing", "heard_on", "—")
    )
    values = {**model.values, "case_no": f"（{last.year}）豫0106行初9{last.month:02d}号"}
    if not is_even:
        values |= {"heard_on": None, "head_attended": "是"}
    yield replace(model, values=values, fault=fault)
