"""Texts of spreadsheets that would like to be markup, shown by every page in a real browser."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import count, cycle
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from dashboard.briefing.basket.items import Form, Item, Kind, written
from tests.support.good_rows import GOOD_ROWS
from tests.support.hostile_texts import hostile_texts
from tests.support.page_checks import injected
from tests.support.small_warehouse import RUN, SNAPSHOT_ID, SmallWarehouse
from tests.support.watched_page import Watched, watched
from tools.served_pages import PAGES, served, settle
from warehouse.baskets import add
from warehouse.commitments import LONGEST_NAME, raise_commitment
from warehouse.contracts.registry import DATASETS
from warehouse.contracts.types import CODE, PERSON, TEXT, UNIT
from warehouse.metrics.selection import Selection

CUTOFF = date(2024, 12, 29)
_ROWS = 24
_WRITTEN = (TEXT, CODE, UNIT, PERSON)
_FEWEST = 500
# Where a page shows what it was asked for: the places that hold these texts.
_ASKED = {
    "unit-file": "unit-file?unit=公安局",
    "village-file": "village-file?village=方顶村",
    "explore": "explore?metric=P01&by=unit&grain=year",
    "lineage": "lineage?metric=P01&from=2024-01-01&to=2024-12-29&by=unit",
}
# What is not yet done is listed with its limits.
_ENDS = (
    "done_on",
    "closed_on",
    "outcome",
    "rectified_on",
    "published_on",
    "judged_on",
    "handling",
    "conclusion",
)
_NUMBERS_OPENED = 2


def _rows(dataset: str, texts: Iterator[str]) -> Iterator[Mapping[str, Any]]:
    """Acceptable rows of the last year but for their texts; of every second one the end is still to come."""
    columns = [column.name for column in DATASETS[dataset].columns if column.kind in _WRITTEN]
    plain = [
        column.name for column in DATASETS[dataset].columns if column.kind in _WRITTEN and not column.personal
    ]
    good = {name: value for name, value in GOOD_ROWS[dataset].items() if not name.endswith("_code")}
    for number in range(_ROWS):
        day = CUTOFF - timedelta(days=7 * number)
        row = {
            name: day if isinstance(value, date) and not name.startswith(("due", "valid")) else value
            for name, value in good.items()
            if number % 2 or name not in _ENDS
        }
        row |= {name: CUTOFF + timedelta(days=number % 9 - 3) for name in good if name.startswith("due")}
        if "person_id" in row:
            row["person_id"] = f"{number:016x}"
        if "status" in row and not number % 2 and dataset in ("duty_items", "commitments"):
            row["status"] = "进行中"
        row |= {name: next(texts) for name in plain if number % 3 or name != "unit"}
        yield {**row, "raw": {name: next(texts) for name in columns if name in plain}}


def _hostile_home(small: SmallWarehouse) -> None:
    texts = cycle(hostile_texts())
    numbers = count(1)
    for dataset in GOOD_ROWS:
        table, sha256 = f"h{next(numbers):03d}", f"{next(numbers):064x}"
        name, sheet, title = next(texts), next(texts), next(texts)
        small.record(
            "ledger.files", file_sha256=sha256, name=f"{name}.xlsx", filed_on=CUTOFF, unit=next(texts)
        )
        small.record(
            "ledger.tables",
            table_id=table,
            file_sha256=sha256,
            sheet=sheet,
            title=title,
            dataset=dataset,
            columns=json.dumps({"title": "B", "audience": "C"}),
            loaded=_ROWS,
            quarantined=1,
            coverage_start=date(2024, 1, 1),
            coverage_end=CUTOFF,
            is_zero_report=False,
            unit=next(texts),
            unknown_headers=[next(texts)],
            run_id=RUN,
        )
        small.add(dataset, *_rows(dataset, texts), table=table)
        small.record(
            "ledger.findings",
            run_id=RUN,
            table_id=table,
            file_sha256=sha256,
            sheet=sheet,
            dataset=dataset,
            code="unknown_unit",
            title="未知单位",
            severity="error",
            cells="C7",
            rows=1,
            message=next(texts),
            remedy=next(texts),
        )
        small.record(
            "ledger.quarantined",
            table_id=table,
            source_row=7,
            dataset=dataset,
            unit=next(texts),
            codes=["unknown_unit"],
            raw=json.dumps({next(texts): next(texts)}),
            run_id=RUN,
        )
        small.record(
            "ledger.arrivals",
            run_id=RUN,
            file_sha256=sha256,
            name=f"{name}.xlsx",
            status="loaded",
            reason=next(texts),
        )
    small.publish().close()
    for text in hostile_texts()[:_ROWS]:
        item, owner = next(texts), text[:LONGEST_NAME]
        raise_commitment(small.home, item, owner, raised_on=CUTOFF, due_on=CUTOFF, entered_by=owner)
    by_unit = Selection(date(2024, 1, 1), CUTOFF, by=("unit",))
    for form in (Form.BARS, Form.TABLE):
        collected = Item(Kind.METRIC, SNAPSHOT_ID, next(texts), next(texts), ("P01",), by_unit, form)
        add(small.home, "", written(collected))


def _read(page: Page) -> str:
    text: str = page.evaluate("document.body.textContent")
    return text


@pytest.mark.timeout(300)
def test_no_text_of_a_spreadsheet_becomes_markup(tab: Page, tmp_path: Path) -> None:
    small = SmallWarehouse(tmp_path, CUTOFF)
    _hostile_home(small)
    seen: list[str] = []
    with served(small.home.root) as address, watched(tab, address) as desk:
        page = desk.page
        desk.open("")
        for name, path in PAGES.items():
            if name in _ASKED:
                desk.open(_ASKED[name])
            elif path:
                page.locator(f"[data-testid=stSidebarNavLink][href$='/{path}']").click()
                page.wait_for_url(f"**/{path}")
                settle(page)
            seen += _visited(desk, name)
        assert desk.console_errors == []
        assert desk.requests_elsewhere == []
    all_seen = "\n".join(seen)
    # They were there to be read, as they were written.
    assert sum(text in all_seen for text in hostile_texts()) >= _FEWEST


def _visited(desk: Watched, name: str) -> Iterator[str]:
    """Open the rows of the first numbers of a page; yield what page and rows say."""
    page = desk.page
    yield _read(page)
    buttons = page.get_by_role("button", name="明细")
    for place in range(min(buttons.count(), _NUMBERS_OPENED)):
        buttons.nth(place).click()
        dialog = page.get_by_role("dialog")
        expect(dialog.locator(".fz-rows, .fz-empty").first).to_be_visible()
        yield _read(page)
        assert injected(page) == [], name
        page.keyboard.press("Escape")
        expect(dialog).to_have_count(0)
    # Handlers of a moving hand, too.
    page.mouse.move(700, 300)
    page.mouse.wheel(0, 400)
    assert injected(page) == [], name
