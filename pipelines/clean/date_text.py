"""The text of one written date: noise dropped, Chinese numerals as digits, its year, month and day named."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

from pipelines.clean.numbers import chinese_integer
from pipelines.clean.text import clean_text

FIRST_YEAR, LAST_YEAR = 1900, 2100
MONTHS, LONGEST_MONTH = 12, 31
_LONGEST_CELL = 80


@dataclass(frozen=True)
class DateParts:
    """What one written date names; decade is 上中下 of 3月上旬."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    decade: str | None = None


_SEPARATORS = r"[./·•・･‧∙⋅]"
_PATTERNS = tuple(
    re.compile(pattern, re.ASCII)
    for pattern in (
        r"(?P<year>\d{4}|\d{2}(?=年))年(?P<month>\d{1,2})[月./](?P<day>\d{1,2})[日号]?",
        rf"(?P<year>\d{{4}}|1[3-9]|[2-9]\d)(?P<mark>{_SEPARATORS}|-|_)(?P<month>\d{{1,2}})(?P=mark)(?P<day>\d{{1,2}})[日号]?",
        rf"(?P<year>\d{{4}})(?:{_SEPARATORS}|-)(?P<month>\d{{1,2}})月(?P<day>\d{{1,2}})[日号]?",
        r"(?P<year>\d{4}) (?P<month>\d{1,2}) (?P<day>\d{1,2})",
        r"(?P<year>(?:19|20)\d{2})(?P<month>\d{2})(?P<day>\d{2})",
        rf"(?:(?P<year>\d{{4}}|\d{{2}}(?=年))(?:年|{_SEPARATORS}|-))?(?P<month>\d{{1,2}})月?(?P<decade>[上中下])旬",
        rf"(?P<year>\d{{4}}|\d{{2}}(?=年))(?:年|{_SEPARATORS}|-)(?P<month>\d{{1,2}})(?:月份?)?",
        r"(?P<year>(?:19|20)\d{2})(?P<month>\d{2})",
        r"(?P<year>\d{4})(?:年度?)?(?:全年)?|(?P<short_year>\d{2})年度?(?:全年)?",
        # 5-7日 is not 7 May.
        rf"(?P<month>\d{{1,2}})(?:(?:月|{_SEPARATORS})(?P<day>\d{{1,2}})[日号]?|-(?P<plain_day>\d{{1,2}}))",
        r"(?P<month>\d{1,2})月份?",
        r"(?P<whole_year>(?:全年|本年度?|今年|当年)(?:度|底|末|内)?|年底|年末|年内)",
    )
)
_NOTE = re.compile(
    r"[（(\[【][^（）()\[\]【】]*(?:星期|周|礼拜|午|晚|早|全天|农历)[^（）()\[\]【】]*[)）\]】]"
)
_WEEKDAY = re.compile(r"(?:星期|礼拜|周)[一二三四五六日天]")
_CLOCK = r"\d{1,2}[:：]\d{2}(?:[:：]\d{2}(?:\.\d+)?)?"
_SPOKEN_CLOCK = r"\d{1,2}[时点](?:\d{1,2}分?|半)?"
_PART_OF_DAY = r"(?:上午|下午|中午|晚上|早上|凌晨|晚|全天)"
_TIME = re.compile(
    rf"(?:(?<=[日号])|[T\s]|(?={_PART_OF_DAY})){_PART_OF_DAY}?\s*"
    rf"(?:(?:{_CLOCK}|{_SPOKEN_CLOCK})(?:\s*[-~—–至到]+\s*{_PART_OF_DAY}?\s*(?:{_CLOCK}|{_SPOKEN_CLOCK}))?)"
    rf"(?:\s*(?:Z|[+-]\d{{2}}:?\d{{2}}))?|{_PART_OF_DAY}",
    re.ASCII,
)
# 二O二二年 and 二0二二年: a letter or a digit typed for 〇.
_HAN_YEAR = re.compile(
    r"[〇○零一二三四五六七八九]{4}(?=年|$)|[一二][〇○零一二三四五六七八九Oo0]{3}(?=年)"
    r"|[〇○零一二三四五六七八九]{2}(?=年)"
)
_HAN_NUMBER = re.compile(
    r"[〇○零一二三四五六七八九十廿]+(?=个?[月日号季周旬]|[上中下]旬|$)|(?<=月)[一二三四五六七八九十廿]+"
)


def with_digits(text: str) -> str:
    def digits(match: re.Match[str]) -> str:
        value = chinese_integer(match.group())
        return match.group() if value is None else str(value)

    def year_digits(match: re.Match[str]) -> str:
        return "".join(str("〇一二三四五六七八九".index(c)) for c in match.group().translate(_ZEROS))

    return _HAN_NUMBER.sub(digits, _HAN_YEAR.sub(year_digits, text))


_ZEROS = str.maketrans("○零Oo0", "〇〇〇〇〇")
_GAP = re.compile(r"(?<![0-9日号])\s+|\s+(?![0-9])")
_WRAPPED = re.compile(r"[（(\[【]([^（(\[【）)\]】]*)[)）\]】]")


def compact_date(raw: str) -> str:
    """Drop times, weekdays and spaces, and turn Chinese numerals into digits.

    A space between two digits stays: 2022 1 2 is not 202212.
    """
    text = clean_text(raw)
    if len(text) > _LONGEST_CELL:
        return ""
    text = _TIME.sub("", _WEEKDAY.sub("", _NOTE.sub("", text)))
    wrapped = _WRAPPED.fullmatch(text.strip())
    return with_digits(_GAP.sub("", wrapped.group(1) if wrapped else text)).strip("。.，,、；;'‘’“”\"")


def day_or_none(year: int, month: int, day: int) -> date | None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_span(year: int, month: int, last_month: int | None = None) -> tuple[date, date] | None:
    start = day_or_none(year, month, 1)
    last = last_month or month
    if start is None or not 1 <= last <= MONTHS:
        return None
    return start, date(year, last, calendar.monthrange(year, last)[1])


def _full_year(written: str) -> int:
    return int(written) if len(written) > 2 else 2000 + int(written)


def date_parts(text: str) -> DateParts | None:
    """Read one written date, without judging whether it exists."""
    for pattern in _PATTERNS:
        match = pattern.fullmatch(text)
        if match is None:
            continue
        found = match.groupdict()
        if found.get("whole_year"):
            return DateParts()
        year = found.get("year") or found.get("short_year")
        month, day = found.get("month"), found.get("day") or found.get("plain_day")
        parts = DateParts(
            _full_year(year) if year else None,
            int(month) if month else None,
            int(day) if day else None,
            found.get("decade"),
        )
        # 13.45 is a number that was put into the wrong column, not a date gone wrong.
        is_date_like = "月" in text or parts.year is not None
        if is_date_like or ((parts.month or 1) <= MONTHS and (parts.day or 1) <= LONGEST_MONTH):
            return parts
    return None
