"""Titles and places of activities, made comparable: what is left once the usual wording is taken off."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pipelines.clean.text import clean_text, normalise_key
from warehouse.contracts.activities import THEMES
from warehouse.marts.joint_events import VAGUE_PLACE, VILLAGE_SPOT

# Without a mark between month and day only these are days rather than numbers.
_BARE_DAYS = ("315", "415", "626", "119")


def _written_day(month: int, day: int) -> re.Pattern[str]:
    """Return how a day is written in titles: 12·4, 12.4, 12月4日, 315."""
    bare = f"{month}{day}" if f"{month}{day}" in _BARE_DAYS else "(?!)"
    return re.compile(
        rf"(?<!\d)0?{month}\s*[.·・•‧∙．\-/月]\s*0?{day}(?!\d)日?|(?<!\d){bare}(?!\d|[余多]?[名人份场次])"
    )


# Days on which everybody gives events, and their themes.
_DAYS = (
    (_written_day(3, 8), "妇女权益"),
    (_written_day(3, 15), "消费维权"),
    (_written_day(4, 15), "国家安全"),
    (_written_day(6, 5), "生态环保"),
    (_written_day(6, 26), "禁毒"),
    (_written_day(11, 9), "消防"),
    (_written_day(12, 4), "宪法"),
)
_THEME_WORDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("反诈", ("诈骗", "电诈", "反诈")),
    ("禁毒", ("毒品", "拒毒", "防毒")),
    ("未成年人", ("未成年", "青少年", "校园欺凌", "少年儿童")),
    ("国家安全", ("国家安全", "国安法", "保密")),
    ("消费维权", ("消费者", "消保", "三一五")),
    ("安全生产", ("安全生产", "安全月")),
    ("消防", ("消防", "火灾", "一一九")),
    ("生态环保", ("环境日", "环保", "生态环境", "环境保护", "六五")),
    ("劳动就业", ("欠薪", "劳动合同", "农民工", "劳动者", "职工")),
    ("妇女权益", ("妇女", "三八", "反家暴", "家庭暴力")),
    ("交通安全", ("交通",)),
    ("食品药品", ("食品", "药品")),
    ("行政复议", ("复议",)),
    ("法律援助", ("法律援助", "法援")),
    ("信访", ("信访",)),
    ("宗教", ("宗教",)),
    ("税收", ("税",)),
    ("旅游", ("旅游",)),
    ("军人", ("退役军人", "拥军", "军人军属")),
    ("老年人", ("老年人", "养老")),
    ("物业", ("物业",)),
    ("土地", ("土地",)),
)
# What people do at an event; words of one kind are one thing.
_FORMS: tuple[tuple[str, ...], ...] = (
    ("讲座", "宣讲", "授课", "法治课", "报告会"),
    ("竞赛", "比武", "答题"),
    ("演出", "汇演", "晚会", "戏曲"),
    ("书法展", "图片展", "展览", "展板"),
    ("模拟法庭",),
    ("直播",),
    ("宣誓", "晨读"),
    ("座谈",),
    ("观影", "电影"),
    ("演讲",),
    ("参观", "开放日"),
)
_NUMERALS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {
    "十": 10, "上": 1, "下": 2, "首": 1,
}  # fmt: skip
_NUMERAL = r"[一二三四五六七八九十]+|\d+"
_SERIES = re.compile(
    rf"第({_NUMERAL})[期场讲站次课轮批回节季届]|({_NUMERAL})期|\(({_NUMERAL})\)$|之({_NUMERAL})$"
    rf"|([上下])半场|({_NUMERAL})季度|(首)(?:场|站|期|讲)"
)
_HALVES = (("上午", "早上", "早晨"), ("下午", "午后"), ("晚上", "晚间", "夜间", "傍晚"))
_BRACKETS = str.maketrans("（）【】〔〕［］", "()()()()")
_YEAR = re.compile(r"(?:19|20)\d{2}年?度?")
# What nearly every title says; longer words before those they contain.
_COMMON = re.compile(
    "系列活动|主题活动|宣传活动|集中宣传|法治宣传|普法宣传|宣传教育|启动仪式"
    "|专题讲座|法治讲座|知识讲座|现场咨询|咨询活动|宣传月|宣传周|宣传日|主题日"
    "|活动月|上街区|开展|举办|举行|组织|活动|宣传|普法|法治|主题|系列|集中"
    "|专题|联合|进行|现场|专场|知识|教育|全区|上街|我区|大型|巡回|法律|走进"
    "|送法|学习|宣讲|讲座|暨|的"
)
_VAGUE = re.compile(f"{VAGUE_PLACE}|{VILLAGE_SPOT}")
_PLACE_NUMBER = re.compile(rf"第?({_NUMERAL})(?=[小中初高完幼]|号|组|路|街道?|期|区)")
_FLOOR = re.compile(rf"({_NUMERAL})(?:楼|层)")


@dataclass(frozen=True)
class TitleText:
    """A title prepared for comparing.

    core: what is left without the usual wording and the sponsors. themes, forms: bit sets. series:
    which of a series it is (第二期 → 2; 0 for none). half_day: 1 上午, 2 下午, 3 晚上, 0 unsaid.
    """

    core: str
    themes: int
    forms: int
    series: int
    half_day: int


@dataclass(frozen=True)
class PlaceText:
    """A place prepared for comparing; number: 第二小学 → 2, floors apart; 0 for none."""

    core: str
    is_vague: bool
    number: int


class Wording:
    """The names that a title or a place may carry without saying anything of its own."""

    def __init__(self, sponsors: Iterable[str], areas: Iterable[str]) -> None:
        """sponsors: names and aliases of units. areas: district and townships."""
        self._sponsors = _one_of(name for name in sponsors if len(name) > 1)
        # 上街村 is no village of 上街 called 村.
        self._areas = _one_of((name for name in areas if len(name) > 1), before="(?!村|社区)")
        self._theme_bits = {word: 1 << place for place, words in enumerate(_themes()) for word in words}
        self._theme_names = {words[0]: 1 << place for place, words in enumerate(_themes())}

    def title(self, text: str, remark: str = "") -> TitleText:
        """Prepare a title; the remark may say which half of the day it was."""
        plain = clean_text(text).translate(_BRACKETS).replace("法制", "法治")
        # 税务局 and 生态环境分局 are no themes.
        plain = self._sponsors.sub("", plain) or plain
        themes = 0
        for written, theme in _DAYS:
            plain, count = written.subn("", plain)
            themes |= self._theme_names[theme] if count else 0
        themes |= self.themes((plain,))
        forms = sum(1 << place for place, words in enumerate(_FORMS) if any(word in plain for word in words))
        series = _series(plain)
        half = _half_day(plain) or _half_day(remark)
        core = normalise_key(_SERIES.sub("", _YEAR.sub("", plain)))
        return TitleText(_COMMON.sub("", core) or core, themes, forms, series, half)

    def themes(self, texts: Iterable[str]) -> int:
        """Return the themes that words of the texts name, as a bit set."""
        whole = "　".join(texts)
        found = 0
        for word, bit in self._theme_bits.items():
            if word in whole:
                found |= bit
        return found

    def place(self, text: str | None) -> PlaceText:
        """Prepare a place; an empty one is vague."""
        key = normalise_key((text or "").replace("法制", "法治"))
        if not key or _VAGUE.search(key):
            return PlaceText("", True, 0)
        core = self._areas.sub("", key, count=1) if self._areas.match(key) else key
        core = self._areas.sub("", core, count=1) if self._areas.match(core) else core
        if _VAGUE.search(core):
            return PlaceText("", True, 0)
        number = _PLACE_NUMBER.search(core)
        return PlaceText(core or key, False, 0 if number is None else _value(number.group(1)))


def _themes() -> list[tuple[str, ...]]:
    words: dict[str, set[str]] = {theme: {theme} for theme in THEMES.values if theme != "其他"}
    for written, theme in THEMES.synonyms.items():
        words[theme].add(written)
    for theme, more in _THEME_WORDS:
        words.setdefault(theme, {theme}).update(more)
    return [(theme, *sorted(found - {theme})) for theme, found in words.items()]


def _one_of(names: Iterable[str], before: str = "") -> re.Pattern[str]:
    keys = sorted({normalise_key(name) for name in names} - {""}, key=lambda name: (-len(name), name))
    return (
        re.compile("区?(?:" + "|".join(map(re.escape, keys)) + ")" + before) if keys else re.compile(r"(?!)")
    )


def _series(text: str) -> int:
    found = _SERIES.search(text)
    return 0 if found is None else _value(next(group for group in found.groups() if group))


def _half_day(text: str) -> int:
    return next((n for n, words in enumerate(_HALVES, start=1) if any(w in text for w in words)), 0)


def _value(numeral: str) -> int:
    """Return 二 → 2, 十二 → 12, 二十 → 20, 12 → 12."""
    if numeral.isdecimal():
        return int(numeral[-6:])
    total = 0
    for character in numeral:
        digit = _NUMERALS[character]
        total = (total or 1) * 10 if digit == 10 else total + digit
    return total
