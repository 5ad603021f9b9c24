"""Words of a header or title that tell how to fill in a column, or for which time its figures are."""

from __future__ import annotations

import re

from warehouse.contracts.envelope import CUMULATIVE_WORDS, CURRENT_WORDS

_CURRENT = f"(?:{'|'.join(CURRENT_WORDS)})"
_RUNNING = (
    r"(?:本年度?|今年|截至目前|截[至止].{0,8}?[月日]底?|\d{1,2}[-—–~～至到]+\d{1,2}月)?累计(?:数(?!量))?"
)
# 开展时间（精确到日）, 主办单位（请填全称）: how to fill in. 应 alone may say what (应到).
_INSTRUCTION = (
    r"(?:请|须|需|应)(?:填|写|注明|按|与)[^（）()]*|(?:精确|具体|细化)[到至][^（）()]*|(?:填|填写|写明|注明)[^（）()]*"
    r"|(?:规范)?[全简]称|文本格式|据实填[报写]|不得?为空"
)
_FILLING_NOTE = re.compile(
    r"[（(](?:是[/、]?否|可?多选|单选|必填|选填|盖章|公章|年[/、.]?月[/、.]?日|下拉选择"
    rf"|{_CURRENT}|{_RUNNING}|(?:格式|如|例)[^（）()]*|{_INSTRUCTION})[）)]|{_CURRENT}|{_RUNNING}"
    # 地点①, 主办单位（注1）: the mark of a footnote.
    r"|[①-⑳]\s*$|[（(\[【]注\s*[\d①-⑳一二三四五]{0,2}[）)\]】]|注\s*[\d①-⑳]{1,2}\s*$"
)
_ORDINAL = re.compile(
    r"^\s*(?:[（(](?:\d{1,2}|[一二三四五六七八九十]{1,3})[）)]|(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s*[．.、:：)）]"
    r"|\d{1,2}\s+|[①-⑳])\s*(?=\D)"
)
_ENCLOSED = re.compile(r"[【\[「『〔]([^【】\[\]「」『』〔〕]+)[】\]」』〕]")
ORDINAL_OPENINGS = frozenset("0123456789（(【[「『〔一二三四五六七八九十①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")
# Different ways to write the same word.
_SAME_WORDS = (
    *(("法制", "法治"), ("日期", "时间"), ("人次", "人数"), ("帐", "账"), ("及", "和"), ("与", "和")),
)
_ANOTHER_TIME = re.compile(r"上年|去年|前年|往年|同期|上期|上月|上周|上季|同比|环比|增减|增长")
_PLANNED = re.compile(r"计划|目标|任务|预计|预期|其中")


def without_filling_notes(header: str) -> str:
    """Return a header without what is not its name: 受众人数（累计）, 本月场次, 听证（是/否）, 1.活动名称."""
    return _FILLING_NOTE.sub("", without_ordinal(header))


def without_ordinal(header: str) -> str:
    """Return a header without its number and the brackets around it: 1.活动名称, （一）地点, 【活动名称】."""
    if header[:1] not in ORDINAL_OPENINGS:
        return header
    enclosed = _ENCLOSED.fullmatch(header)
    return enclosed[1] if enclosed else _ORDINAL.sub("", header)


def in_plain_words(header: str) -> str:
    """Return a normalised header with its words in one way of writing: 培训日期 → 培训时间."""
    for written, plain in _SAME_WORDS:
        header = header.replace(written, plain)
    return header


def says_cumulative(text: str) -> bool:
    """Whether a text speaks of figures that run from 1 January (累计)."""
    return says_any(text, CUMULATIVE_WORDS)


def says_current(text: str) -> bool:
    """Whether a text speaks of figures of one period alone (本月)."""
    return says_any(text, CURRENT_WORDS)


def says_another_time(text: str) -> bool:
    """Whether a caption stands over figures of another period, or over a comparison with it (上年同期)."""
    return _ANOTHER_TIME.search(text) is not None


def says_planned(text: str) -> bool:
    """Whether a caption stands over figures that are planned or a part of others (计划, 其中)."""
    return _PLANNED.search(text) is not None


def says_any(text: str, words: tuple[str, ...]) -> bool:
    """Whether a text holds one of the words."""
    return any(word in text for word in words)
