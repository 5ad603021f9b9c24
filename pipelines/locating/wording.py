"""Words of a header or title that tell how to fill in a column, or for which time its figures are."""

from __future__ import annotations

import re

from warehouse.contracts.envelope import CUMULATIVE_WORDS, CURRENT_WORDS

_CURRENT = f"(?:{'|'.join(CURRENT_WORDS)})"
_RUNNING = (
    r"(?:本年度?|今年|截至目前|截[至止].{0,8}?[月日]底?|\d{1,2}[-—–~～至到]+\d{1,2}月)?累计(?:数(?!量))?"
)
_FILLING_NOTE = re.compile(
    r"[（(](?:是[/、]?否|可?多选|单选|必填|选填|盖章|公章|年[/、.]?月[/、.]?日|下拉选择"
    rf"|{_CURRENT}|{_RUNNING}|(?:格式|如|例)[^（）()]*)[）)]|{_CURRENT}|{_RUNNING}"
)


def without_filling_notes(header: str) -> str:
    """Return a header without what is not its name: 受众人数（累计）, 本月场次, 是否听证（是/否）."""
    return _FILLING_NOTE.sub("", header)


def says_cumulative(text: str) -> bool:
    """Whether a text speaks of figures that run from 1 January (累计)."""
    return says_any(text, CUMULATIVE_WORDS)


def says_current(text: str) -> bool:
    """Whether a text speaks of figures of one period alone (本月)."""
    return says_any(text, CURRENT_WORDS)


def says_any(text: str, words: tuple[str, ...]) -> bool:
    """Whether a text holds one of the words."""
    return any(word in text for word in words)
