"""法治书法展: one report after each exhibition."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from pipelines.demo.filings.base import Context, Filing, Part, book
from pipelines.demo.forms import Table
from pipelines.demo.world.exhibitions import exhibition_of
from pipelines.demo.world.facts import FIRST_YEAR
from warehouse.contracts.activities import ACTIVITIES

_COLUMNS = (
    "title",
    "start_on",
    "place",
    "partners",
    "settings",
    "form",
    "themes",
    "audience",
    "sessions",
    "remark",
)


def exhibition_filings(context: Context, last_year: int) -> Iterator[Filing]:
    """Yield the reports of the culture bureau."""
    for year in range(FIRST_YEAR, last_year + 1):
        fact = exhibition_of(year)
        if fact is None:
            continue
        filed_on = fact.day("end_on") + timedelta(days=6)
        table = Table(
            ACTIVITIES,
            "Sheet1",
            f"上街区{year}年度法治书法展活动情况表",
            _COLUMNS,
            ((None, (fact,)),),
            sender="区文旅体局",
            filed_on=filed_on,
        )
        yield book(context, f"区文旅体局_{year}年度法治书法展活动情况表", "文旅体局", filed_on, [Part(table)])
