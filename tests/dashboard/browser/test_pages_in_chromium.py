"""Every page as readers see and hear it: whole on three screens, in Chinese, open to all, deaf to attacks."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from playwright.sync_api import expect

from tests.support.page_checks import SCREENS, barriers, english, injected, layout_faults, resize
from tests.support.watched_page import Watched
from tools.served_pages import PAGES, settle

_MARKUP = "<img src=x onerror=window.attacked=1>"
_SCRIPT = "<script>window.attacked=1</script>"
# Unknown, hostile and contradictory at once, for whatever a page reads of its address.
_HOSTILE = urlencode(
    [
        ("week", "9999-W99"),
        ("week", _SCRIPT),
        ("mode", _SCRIPT),
        ("snapshot", "../../etc/passwd"),
        ("unit", _MARKUP),
        ("township", f'">{_SCRIPT}'),
        ("village", _MARKUP),
        ("period", "\0"),
        ("category", "javascript:window.attacked=1"),
        ("cause", "' OR 1=1 --"),
        ("metric", f"P01{_MARKUP}"),
        ("by", "{{7*7}}"),
        ("where", f"unit={_MARKUP}"),
        ("from", "2026-13-99"),
        ("to", "1000-01-01"),
        ("against", _SCRIPT),
        ("shape", "__proto__"),
        ("year", "-1"),
        ("grain", "decade"),
        ("table", "../../../etc/passwd"),
        ("row", _SCRIPT),
        ("cell", "A0"),
        ("file", "%2e%2e%2f"),
        ("search", _MARKUP),
        (_SCRIPT, "1"),
        ("zzz", "1"),
    ]
)
# Between them they show every kind of part; what they are painted with is the same on all pages.
_DARK = frozenset({"weekly-review", "village-file", "explore", "data-quality", "lineage"})


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_whole_in_chinese_and_open_to_all_even_by_a_hostile_link(name: str, desk: Watched) -> None:
    page, path = desk.page, PAGES[name]
    bare = path.partition("?")[0]
    desk.open(f"{bare}?{_HOSTILE}")
    expect(page.locator(".fz-notice").first).to_be_visible()
    assert injected(page) == []
    assert layout_faults(page) == []
    # Nothing of such a link is used: the page is the one that opens by its name alone, below a notice.
    if path != bare:
        desk.open(path)
    for size in SCREENS:
        resize(page, size)
        assert layout_faults(page) == [], size
        assert english(page) == [], size
    assert barriers(page) == []
    if name in _DARK:
        page.get_by_role("radio", name="深色").click()
        expect(page.locator("html")).to_have_css("color-scheme", "dark")
        settle(page)
        assert barriers(page, ["color-contrast"]) == []
    assert desk.console_errors == []
    assert desk.requests_elsewhere == []
