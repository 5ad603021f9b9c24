"""Each sender's habits: its headers, its dates and names, and the shape of its sheets."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass

from pipelines.demo import mess
from pipelines.demo.randomness import stream
from warehouse.contracts.model import Dataset
from warehouse.contracts.types import MONEY

# Aliases of the contracts that say too little to be a sender's only word for a column.
_VAGUE_HEADERS = {
    "时间",
    "日期",
    "单位",
    "类型",
    "说明",
    "状态",
    "编号",
    "类别",
    "主题",
    "目标",
    "来源",
    "依据",
    "问题",
    "事项",
    "阶段",
    "层级",
    "指标",
    "等级",
    "形式",
    "街道",
    "主办",
    "主讲",
    "受众",
    "批次",
    "文号",
    "成绩",
    "分数",
    "履行",
    "延期",
    "领域",
    "案由",
    "宣传单",
    "程序",
    "处理",
    "结果",
    "立案日期",
}


@dataclass(frozen=True)
class Style:
    """A sender's habits. headers: contract column → its header. mess: share of oddly written numbers.

    synonyms: share of enumeration values written in another accepted way.
    """

    headers: Mapping[str, str]
    date_style: str
    unit_style: str
    setting_style: str
    yes_no_style: str
    separator: str
    mess: float
    synonyms: float
    has_annex: bool
    title_has_newline: bool
    has_note_above: bool
    is_envelope_one_cell: bool
    blank_rows: int
    blank_columns: int
    is_two_level: bool
    has_number_column: bool
    has_total: bool
    has_template_rows: bool
    repeats_header: bool
    money_unit: str


def style_of(seed: int, sender: str, dataset: Dataset, *, is_text: bool = False) -> Style:
    """Return the habits of a sender for a dataset; a text file has no date cells and no merges."""
    draw = stream(seed, "style", sender, dataset.name)
    return Style(
        headers=_headers(draw, dataset),
        date_style=draw.choice(
            mess.TEXT_DATE_STYLES if is_text else ("cell", "cell", *mess.TEXT_DATE_STYLES)
        ),
        unit_style=draw.choice(mess.UNIT_STYLES),
        setting_style=draw.choice(mess.SETTING_STYLES),
        yes_no_style=draw.choice(tuple(mess.YES_NO_STYLES)),
        separator=draw.choice(mess.LIST_SEPARATORS),
        mess=draw.choice((0.05, 0.15, 0.3)),
        synonyms=draw.choice((0.0, 0.0, 0.2, 0.6)),
        has_annex=draw.random() < 0.4,
        title_has_newline=draw.random() < 0.25 and not is_text,
        has_note_above=draw.random() < 0.5,
        is_envelope_one_cell=draw.random() < 0.6,
        blank_rows=draw.choice((0, 0, 0, 1)),
        blank_columns=draw.choice((0, 0, 0, 1)),
        is_two_level=draw.random() < 0.35 and not is_text,
        has_number_column=draw.random() < 0.8,
        has_total=draw.random() < 0.5,
        has_template_rows=draw.random() < 0.25,
        repeats_header=draw.random() < 0.35,
        money_unit=draw.choice(("元", "万元")),
    )


def _headers(draw: random.Random, dataset: Dataset) -> dict[str, str]:
    headers: dict[str, str] = {}
    for column in dataset.columns:
        words = [column.label, *(word for word in column.aliases if word not in _VAGUE_HEADERS)]
        header = words[0] if draw.random() < 0.5 else draw.choice(words)
        if draw.random() < 0.12:
            header = header[:2] + "\n" + header[2:] if len(header) > 3 else "  ".join(header)
        headers[column.name] = header
    return headers


def header_of(style: Style, dataset: Dataset, name: str) -> str:
    """Return the header of a column; an amount names its unit."""
    column = dataset.column(name)
    return f"{style.headers[name]}（{style.money_unit}）" if column.kind is MONEY else style.headers[name]
