"""The many ways in which clerks write one and the same value."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal

from pipelines.demo.directory import TOWNSHIP_KIND, Directory
from pipelines.demo.world.facts import Estimate, Value
from warehouse.contracts.model import Choices
from warehouse.contracts.types import Qualifier

Written = str | int | float | date | None

_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_EXCEL_EPOCH = date(1899, 12, 30)

_DAY_STYLES: Mapping[str, Callable[[date], Written]] = {
    "cell": lambda day: day,
    "iso": lambda day: day.isoformat(),
    "dots": lambda day: f"{day.year}.{day.month}.{day.day}",
    "slashes": lambda day: f"{day.year}/{day.month}/{day.day}",
    "chinese": lambda day: f"{day.year}年{day.month}月{day.day}日",
    "no year": lambda day: f"{day.month}月{day.day}日",
    "digits": lambda day: f"{day:%Y%m%d}",
    "serial": lambda day: (day - _EXCEL_EPOCH).days,
}
# Styles that make sense in a text file, where there are no date cells.
TEXT_DATE_STYLES = ("iso", "dots", "slashes", "chinese", "digits")

YES_NO_STYLES: Mapping[str, tuple[str, str]] = {
    "是/否": ("是", "否"),
    "√": ("√", "×"),
    "有/无": ("有", "否"),
    "1/0": ("1", "0"),
}
LIST_SEPARATORS = ("、", "，", "/", " ", "；")
UNIT_STYLES = ("short", "district", "full", "alias")

# Only where adding the district's name gives a name in use.
_WITHOUT_PREFIX = ("人民政府", "团区委", "宣传部", "组织部", "统战部", "政法委", "纪委监委", "机关工委")
_PARTY_ALIASES = {
    "宣传部": "区委宣传部",
    "组织部": "区委组织部",
    "统战部": "区委统战部",
    "政法委": "区委政法委",
    "人民政府": "政府办",
    "团区委": "共青团上街区委",
}
# One other name that each of these units uses of itself.
_OWN_ALIASES = {
    "教育局": "教体局",
    "人社局": "人力资源和社会保障局",
    "市场监管局": "市场监督管理局",
    "文旅体局": "文化广电旅游体育局",
    "城管局": "综合行政执法局",
    "卫健委": "卫生健康委员会",
    "应急局": "应急管理局",
    "交通局": "交通运输局",
}
_SETTING_STYLES: Mapping[str, Callable[[str], str]] = {
    "plain": lambda name: name,
    "enter": lambda name: f"进{name}",
    "law": lambda name: f"法律进{name}",
}
SETTING_STYLES = tuple(_SETTING_STYLES)


def write_day(day: date, style: str) -> Written:
    """Write a day in a sender's style (iso, dots, chinese …)."""
    return _DAY_STYLES[style](day)


def write_span(start: date, end: date, style: str) -> Written:
    """Write the days from start to end in one cell; a single day as a day."""
    if end == start:
        return write_day(start, style)
    if style == "dots":
        return f"{start.year}.{start.month}.{start.day}-{end.month}.{end.day}"
    if style in {"chinese", "no year"}:
        year = f"{start.year}年" if style == "chinese" else ""
        return (
            f"{year}{start.month}月{start.day}日-{end.day}日"
            if start.month == end.month
            else (f"{year}{start.month}月{start.day}日至{end.month}月{end.day}日")
        )
    return f"{start.isoformat()} 至 {end:%m-%d}"


def write_count(value: int, unit: str, draw: random.Random, mess: float) -> Written:
    """Write a whole number; with probability `mess` in one of the clerks' own ways."""
    if draw.random() >= mess:
        return value
    ways = [str(value), str(value).translate(_FULL_WIDTH), f"{value}{unit}", f" {value} "]
    if value >= 1000:
        ways.append(f"{value:,}")
    if value >= 10_000 and value % 100 == 0:
        ways.append(f"{Decimal(value) / 10_000:f}万")
    return draw.choice(ways)


def write_estimate(estimate: Estimate, unit: str, draw: random.Random) -> str:
    """Write an estimate with a word for its qualifier (余 多 约 近 超过)."""
    number = str(estimate.value)
    if estimate.value >= 10_000 and estimate.value % 1000 == 0:
        number = f"{Decimal(estimate.value) / 10_000:f}万"
    ways = {
        Qualifier.AT_LEAST: (
            f"{number}余",
            f"{number}余{unit}",
            f"{number}多{unit}",
            f"超过{number}",
            f"{number}以上",
        ),
        Qualifier.ABOUT: (f"约{number}", f"约{number}{unit}", f"{number}左右"),
        Qualifier.ALMOST: (f"近{number}", f"近{number}{unit}"),
    }
    return draw.choice(ways[estimate.qualifier])


def write_money(yuan: Decimal, header_unit: str) -> Written:
    """Write an amount in the unit that the header names (元 or 万元)."""
    if header_unit == "万元":
        return float(yuan / 10_000)
    return int(yuan)


def write_unit(name: str, style: str, directory: Directory) -> str:
    """Write a unit's name in one of UNIT_STYLES, which is a sender's habit."""
    if name in _PARTY_ALIASES:
        return name if style == "short" else _PARTY_ALIASES[name]
    is_township = directory.departments.get(name, TOWNSHIP_KIND) == TOWNSHIP_KIND
    if is_township:
        return write_township(name, style)
    if name in _WITHOUT_PREFIX or style == "short":
        return name
    if style == "full":
        return f"郑州市上街区{name}"
    if style == "alias":
        return f"区{_OWN_ALIASES.get(name, name)}"
    return f"区{name}"


def write_township(name: str, style: str) -> str:
    """Write a township: 济源路办事处 or 峡窝镇政府 where the habit is an alias."""
    if style != "alias":
        return name
    return f"{name}政府" if name.endswith("镇") else name.removesuffix("街道") + "办事处"


def write_village(name: str, style: str) -> str:
    """Write a village: 方顶村村民委员会, 东方社区居委会 where the habit is an alias."""
    if style != "alias":
        return name
    return f"{name}居委会" if name.endswith("社区") else f"{name}委会"


def write_settings(names: tuple[str, ...], style: str, separator: str) -> str:
    """Write the 法律七进 settings: 学校, 进学校 or 法律进学校."""
    return separator.join(_SETTING_STYLES[style](name) for name in names)


def write_list(values: tuple[str, ...], separator: str) -> str | None:
    """Write several values in one cell; None for an empty list."""
    return separator.join(values) if values else None


def write_choice(value: str, choices: Choices, draw: random.Random, share: float) -> str:
    """Write an enumeration value; with probability `share` as one of its synonyms."""
    others = [word for word, meaning in choices.synonyms.items() if meaning == value]
    return draw.choice(others) if others and draw.random() < share else value


def write_case_no(number: str, draw: random.Random) -> str:
    """Write a document number with one of the bracket styles in use: 〔2024〕 [2024] （2024） 【2024】."""
    opening, closing = draw.choice(("〔〕", "〔〕", "[]", "（）", "()", "【】"))
    return number.replace("〔", opening).replace("〕", closing)


def write_yes_no(value: bool, style: str) -> str:
    """Write a yes or no in one of YES_NO_STYLES."""
    return YES_NO_STYLES[style][0 if value else 1]


def plain(value: Value) -> Written:
    """Write a value that nobody writes in any special way."""
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, tuple | Estimate):
        raise TypeError(f"{value!r} is written by its kind")
    return value
