"""数据口径: whether a form carries the figures of its period, running totals (累计) or plans (计划)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.locating.headers import FoundHeader
from pipelines.locating.model import EnvelopeValue
from pipelines.locating.wording import says_any, says_cumulative, says_current
from warehouse.contracts.envelope import PLAN_WORDS
from warehouse.contracts.figures import CUMULATIVE, PLANNED

# 「普法计划完成情况」 and 「百场万人」普法计划活动台账 report what was done; 计划生育 is no plan at all.
_DONE = re.compile(
    r"计划(?:生育|.{0,12}?(?:完成|执行|落实|进展|实施情况|推进|总结)|.{0,4}?活动.{0,6}?(?:台账|情况|统计|汇总))"
)
_NOT_RUNNING = re.compile(r"(?:非|不|勿|未|无需|禁止).{0,6}?累计")
_PLANNED_ROWS = re.compile(
    r"(?:计划|安排|打算)(?:表|情况|活动|工作)?(?:[（(].*)?[:：]?$|^拟(?:开展|举办)|^下(?:一?步|个?月|一?阶段|一?季度|一?周|一?年)"
)
_RUNNING_ROWS = re.compile(
    r"(?:(?:本年度?|今年|全年|\d{1,2}[-—–~～至到]\d{1,2}月)?累计(?:数|情况|完成)?)(?:[（(].*[）)])?[:：]?"
)
# A remark may tell of something accumulated; only one that speaks of the table's figures counts.
_ABOUT_THE_TABLE = re.compile(r"(?:本表|以上|上述|上表|表内|表中|数据|数字|数值|各项|均).{0,8}?累计")


@dataclass(frozen=True)
class Source:
    """A text around a table that may tell unit, year, period and kind of figures.

    name: "title", "sheet", "file name", "cell" (the value of a caption) or "note" (below the table).
    """

    text: str
    cell: tuple[int, int] | None
    name: str


def figures_of(
    header: FoundHeader, names: Sequence[Source], others: Sequence[Source]
) -> EnvelopeValue | None:
    """Return what the figures of a form are, and the text that says so; None for those of the period.

    names: title, sheet and file name; only they make a plan. others: notes and captions. A header decides
    before any title: 本月 columns are the period's own, whatever the title says.
    """
    planned = next((source for source in names if _is_plan(source.text)), None)
    if planned is not None:
        return _value(PLANNED, planned)
    countable = {column.name for column in header.form.columns if column.is_countable}
    places = [place for name, place in header.columns.items() if name in countable]
    if any(says_current(place.path) for place in places):
        return None
    for place in places:
        if says_cumulative(place.path):
            return EnvelopeValue(CUMULATIVE, (header.last, place.index), "header")
    running = next((source for source in (*names, *others) if _is_running(source)), None)
    return _value(CUMULATIVE, running) if running is not None else None


def caption_figures(text: str) -> str | None:
    """Return what a caption says of the rows below it: plans (下月计划, 二、下一步安排) or running totals."""
    if _PLANNED_ROWS.search(text) and _DONE.search(text) is None:
        return PLANNED
    return CUMULATIVE if _RUNNING_ROWS.fullmatch(text) else None


def _value(figures: str, source: Source) -> EnvelopeValue:
    return EnvelopeValue(figures, source.cell, source.name)


def _is_plan(text: str) -> bool:
    return says_any(text, PLAN_WORDS) and _DONE.search(text) is None


def _is_running(source: Source) -> bool:
    if not says_cumulative(source.text) or _NOT_RUNNING.search(source.text):
        return False
    return source.name != "note" or _ABOUT_THE_TABLE.search(source.text) is not None
