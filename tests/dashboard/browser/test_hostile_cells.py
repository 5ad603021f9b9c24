"""Texts of spreadsheets that would like to be markup, shown in a real browser."""

from __future__ import annotations

from datetime import date

from playwright.sync_api import Browser, expect

from tests.support.small_warehouse import SmallWarehouse, activity
from tools.served_pages import PAGES, open_page, served

PAYLOADS = (
    "<script>window.attacked=1</script>",
    "<img src=x onerror=window.attacked=1>",
    '"><svg onload=window.attacked=1>',
    "</td></table><iframe srcdoc='<script>parent.attacked=1</script>'>",
    "<a href='javascript:window.attacked=1'>点此</a>",
    "<b onmouseover=window.attacked=1>粗体</b>",
    "![图](http://example.invalid/x.png)",
    ":material/home: $x^2$ **粗**",
    "{{constructor.constructor('window.attacked=1')()}}",
    "&lt;img src=x onerror=window.attacked=1&gt;",
)


def _hostile_home(small: SmallWarehouse) -> SmallWarehouse:
    for place, text in enumerate(PAYLOADS):
        small.add(
            "activities",
            activity(
                text,
                date(2022, 12, 1 + place),
                text,
                place=text,
                village="方顶村",
                settings=["乡村"],
                remark=text,
                raw={"title": text, "place": text, "remark": text, "audience": text},
            ),
        )
        small.add(
            "file_reviews",
            {
                "file_no": text,
                "unit": text,
                "batch": text,
                "grade": "不合格",
                "reviewed_on": date(2022, 6, 1),
                "rectify_due_on": date(2022, 7, 1),
            },
        )
        small.add("file_problems", {"file_no": text, "category": text, "description": text})
        small.add(
            "creation_events",
            {
                "subject": text,
                "category": text,
                "level": "市",
                "event": "命名",
                "happened_on": date(2022, 3, 1),
                "happened_on_precision": "day",
                "document_no": text,
            },
        )
    small.publish().close()
    return small


def test_no_cell_of_a_spreadsheet_becomes_markup(browser: Browser, small: SmallWarehouse) -> None:
    elsewhere: list[str] = []
    shown = 0
    with served(_hostile_home(small).home.root) as address:
        for path in PAGES.values():
            page = browser.new_page(viewport={"width": 1366, "height": 768}, locale="zh-CN")
            page.on(
                "request",
                lambda request: (
                    None
                    if request.url.startswith((address, address.replace("http", "ws", 1), "data:", "blob:"))
                    else elsewhere.append(request.url)
                ),
            )
            page.on("dialog", lambda dialog: dialog.dismiss())
            open_page(page, address, path)
            buttons = page.get_by_role("button", name="明细")
            # The first numbers of a page lead to the rows it rests on.
            for place in range(min(buttons.count(), 2)):
                buttons.nth(place).click()
                dialog = page.get_by_role("dialog")
                expect(dialog.locator(".fz-rows, .fz-empty").first).to_be_visible()
                shown += sum(payload in dialog.inner_text() for payload in PAYLOADS)
                page.keyboard.press("Escape")
                expect(page.get_by_role("dialog")).to_have_count(0)
            assert page.evaluate("window.attacked") is None
            assert page.locator("[data-testid=stMain] :is(iframe, script)").count() == 0
            shown += sum(payload in page.inner_text("body") for payload in PAYLOADS)
            page.close()
    assert elsewhere == []
    # They were there to be read, as they were written.
    assert shown >= 3 * len(PAYLOADS)
