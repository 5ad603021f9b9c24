"""Numbers as departments write them: 1.2万, 200余, 近千, 三百余, 500余份、12人次.

A number that is not plainly one number is never guessed: it comes back with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Literal

from pipelines.clean.text import (
    MEASURES,
    MULTIPLIERS,
    Blank,
    Dash,
    Nothing,
    clean_text,
    empty_meaning,
    normalise_header,
)
from warehouse.contracts.types import Qualifier

NumberFault = Literal["not_a_number", "range", "two_facts", "too_large", "shortened", "mistyped"]


@dataclass(frozen=True)
class Number:
    """One written number, in full (1.2万 → 12000).

    qualifier: how exact it is. unit: the measure word behind it (人次, 元, % …). has_multiplier: the
    cell itself said 万 or 亿, so that a 万 in the header must not be applied again.
    """

    value: Decimal
    qualifier: Qualifier | None = None
    unit: str | None = None
    has_multiplier: bool = False


@dataclass(frozen=True)
class NotANumber:
    """A cell that is not one number; reason says in what way, nearest what may be meant (1O0 → 100)."""

    reason: NumberFault
    nearest: str = ""


# The largest count that a BIGINT column holds safely.
LARGEST_NUMBER = Decimal(10) ** 18
_LONGEST_CELL = 60
_LONGEST_NUMERAL = 30
_LONGEST_SENTENCE = 500

_LEADS: dict[str, Qualifier | None] = {
    **dict.fromkeys(("共计", "合计", "总计", "累计", "共有", "共", "达到", "达", "计"), None),
    **dict.fromkeys(("大约", "约有", "约计", "约为", "约", "大概", "≈"), Qualifier.ABOUT),
    **dict.fromkeys(("将近", "接近", "近", "不足", "不到"), Qualifier.ALMOST),
    **dict.fromkeys(
        ("超过", "超", "逾", "突破", "至少", "不少于", "不低于", "多于", "大于", "上", ">", "≥"),
        Qualifier.AT_LEAST,
    ),
}
_TAILS: dict[str, Qualifier] = {
    **dict.fromkeys(("及以上", "以上", "余", "多", "之多", "+"), Qualifier.AT_LEAST),
    **dict.fromkeys(("左右", "上下", "来"), Qualifier.ABOUT),
}
# Nouns that may follow a measure word: 300余名师生, 500份宣传资料.
_NOUNS = (
    *("干部群众", "干部职工", "群众", "师生", "学生", "居民", "村民", "市民", "干部", "职工", "员工", "党员"),
    *("青少年", "宣传资料", "资料", "宣传单", "宣传册", "宣传手册", "宣传品", "手册", "书籍", "读本", "咨询"),
)


def _any_of(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_HAN_NUMERALS = "零〇○一二三四五六七八九十百千万亿两壹贰叁肆伍陆柒捌玖拾佰仟廿"
_DIGITS = (
    r"(?:[0-9]+(?:\.[0-9]+)?[亿万千百]){2,}[0-9]*|[0-9]+[亿万千百][0-9]+"  # 1万2千, 1万2000
    r"|[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])(?:\.[0-9]+)?"  # 1,234
    r"|[0-9]*\.?[0-9]+"
    rf"|[{_HAN_NUMERALS}]+"
)
# What was counted may also stand in front: 师生300余人. Then the measure must follow, since 资料500 may be
# anything. 咨询 names another column's figure.
_LEADING_NOUNS = tuple(noun for noun in _NOUNS if noun != "咨询")
_SCALES = r"[十百千]?万|[十百千]?亿|千|百|[wW]"
_PHRASE = re.compile(
    rf"(?P<noun>{_any_of(_LEADING_NOUNS)})?(?P<lead>(?:{_any_of(_LEADS)}){{0,3}})(?P<yuan>人民币|¥)?"
    rf"(?P<sign>[+\-−负]?)¥?(?P<digits>{_DIGITS})"
    rf"(?P<scale>{_SCALES})?(?P<more>余|多|来|\+)?(?P<more_scale>{_SCALES})?"
    rf"(?:(?P<unit>{_any_of(MEASURES)})(?:{_any_of(_NOUNS)}|(?<=元)整)?|\((?P<bracketed>{_any_of(MEASURES)})\))?"
    rf"(?P<tail>{_any_of(_TAILS)})?"
)
_LEAD = re.compile(_any_of(_LEADS))
_PLAIN = re.compile(r"[+-]?[0-9]{1,18}(?:\.[0-9]{1,18})?")
_MIXED_SEGMENT = re.compile(r"([0-9]+(?:\.[0-9]+)?)([亿万千百]?)")
_RANGE_MARK = re.compile(r"[-~—–―−至到]+")
_SPOKEN_RANGE = re.compile(r"[一二两三四五六七八九]{2}[十百千万亿]")
_LOOSE_SPACE = re.compile(r"(?<![0-9.,])\s+|\s+(?![0-9.,])")
# What a spreadsheet shows of a long number in a narrow cell: its last digits are gone.
_SHORTENED = re.compile(r"[+-]?[0-9](?:\.[0-9]+)?[eE][+-]?[0-9]{1,3}")
_LETTERS_FOR_DIGITS = str.maketrans("OoIl|", "00111")
_MISTYPED = re.compile(r"(?=.*[0-9])(?=.*[OoIl|])[0-9OoIl|]{2,12}")
_PERCENT_WORD = "百分之"
_DATE_WORDS = re.compile(r"[0-9]年|[0-9]月")

_HAN_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")}
_PLAIN_HAN = str.maketrans("〇○两壹贰叁肆伍陆柒捌玖拾佰仟", "零零二一二三四五六七八九十百千")
_HAN_SECTION = re.compile(
    r"(?:(?P<k>[一二三四五六七八九])?千)?(?:(?P<z1>零)?(?P<h>[一二三四五六七八九])?百)?"
    r"(?:(?P<z2>零)?(?P<t>[一二三四五六七八九])?十)?(?P<z3>零)?(?P<u>[一二三四五六七八九])?"
)


def _han_section(text: str) -> int | None:
    """Read a number below 10,000; 三百五 is 350, as it is spoken."""
    match = _HAN_SECTION.fullmatch(text)
    if match is None:
        return None
    value = 0
    for name, mark, weight in (("k", "千", 1000), ("h", "百", 100), ("t", "十", 10)):
        if mark in text:
            value += _HAN_DIGITS.get(match.group(name) or "一", 1) * weight
    last = match.group("u")
    if last is None:
        return value
    is_spoken_short = len(text) > 1 and text[-2] in "百千"
    weight = {"百": 10, "千": 100}[text[-2]] if is_spoken_short else 1
    return value + _HAN_DIGITS[last] * weight


def chinese_integer(text: str) -> int | None:
    """Return the integer that Chinese numerals stand for (三百五十, 二〇二二, 两万五), or None.

    None also for spoken approximations such as 三五十 and for characters that are not numerals.
    """
    plain = text.translate(_PLAIN_HAN).replace("廿", "二十")
    if not plain or len(plain) > _LONGEST_NUMERAL:
        return None
    if all(character in _HAN_DIGITS for character in plain):
        is_spoken_pair = len(plain) == 2 and "零" not in plain
        return None if is_spoken_pair else int("".join(str(_HAN_DIGITS[c]) for c in plain))
    for mark, weight in (("亿", 10**8), ("万", 10**4)):
        head, found, tail = plain.rpartition(mark)
        if not found:
            continue
        high = chinese_integer(head) if head else 1
        if high is None:
            return None
        if not tail:
            return high * weight
        if tail in _HAN_DIGITS and tail != "零":
            return high * weight + _HAN_DIGITS[tail] * weight // 10
        low = chinese_integer(tail.removeprefix("零"))
        return None if low is None or low >= weight else high * weight + low
    return _han_section(plain)


def _mixed_value(digits: str) -> Decimal | None:
    """Read 1万2千 or 1亿2000万; None unless each part is smaller than the one before."""
    value, ceiling = Decimal(0), None
    for written, mark in _MIXED_SEGMENT.findall(digits):
        weight = MULTIPLIERS[mark] if mark else 1
        part = Decimal(written) * weight
        is_short = not mark and ceiling is not None and len(written) != len(str(ceiling)) - 1
        if is_short or (ceiling is not None and part >= ceiling):
            return None
        value, ceiling = value + part, weight
    return value


def _digits_value(digits: str) -> Decimal | None:
    if digits == "○":  # a circle is also a mark in a list
        return None
    if digits[0] in _HAN_NUMERALS:
        integer = chinese_integer(digits)
        return None if integer is None else Decimal(integer)
    if any(mark in digits for mark in "亿万千百"):
        return _mixed_value(digits)
    return Decimal(digits.replace(",", ""))


def _combined(qualifiers: set[Qualifier]) -> Qualifier | None:
    if len(qualifiers) > 1:
        return Qualifier.ABOUT  # 约200余: all that is surely true
    return next(iter(qualifiers), None)


def _phrase_number(match: re.Match[str]) -> Number | None:
    value = _digits_value(match["digits"])
    if value is None:
        return None
    has_multiplier = any(mark in match["digits"] for mark in "亿万")
    for scale in (match["scale"], match["more_scale"]):
        if scale:
            value *= MULTIPLIERS["万" if scale in "wW" else scale]
            has_multiplier = True
    if match["sign"] in ("-", "−", "负"):
        value = -value
    marks = {_LEADS[lead] for lead in _LEAD.findall(match["lead"])}
    marks |= {_TAILS[tail] for tail in (match["more"], match["tail"]) if tail}
    qualifier = _combined({mark for mark in marks if mark})
    if match["digits"][0] in "百千万亿" and qualifier is None:  # 上百 and 千余 say something; 百 does not
        return None
    unit = match["unit"] or match["bracketed"]
    if match["noun"] and not unit:
        return None
    return Number(value, qualifier, unit or ("元" if match["yuan"] else None), has_multiplier)


def _compact(text: str) -> str:
    """Drop spaces except between digits, which must not grow together; one kind of comma, bracket."""
    text = _LOOSE_SPACE.sub("", clean_text(text)).replace("，", ",").replace("（", "(").replace("）", ")")
    text = text.replace("人(次)", "人次").replace("(人)次", "人次")
    return text.replace("￥", "¥").strip("'‘’“”\"").rstrip("。.、,;；")


def parse_facts(text: str) -> list[Number]:
    """Return every number phrase of a sentence with its unit: 「28种60000余份」 → 28 种, 60000 份."""
    sentence = _compact(text)[:_LONGEST_SENTENCE]
    found = (_phrase_number(match) for match in _PHRASE.finditer(sentence))
    return [number for number in found if number is not None and abs(number.value) < LARGEST_NUMBER]


def _fault_of(text: str) -> NumberFault:
    parts = _RANGE_MARK.split(text)
    if _SPOKEN_RANGE.search(text) or (len(parts) == 2 and all(_PHRASE.fullmatch(part) for part in parts)):
        return "range"
    facts = [] if _DATE_WORDS.search(text) else parse_facts(text)
    return "two_facts" if len(facts) > 1 and any(fact.unit for fact in facts) else "not_a_number"


def _bounded(value: Decimal) -> Number | NotANumber:
    if not value.is_finite():
        return NotANumber("not_a_number")
    return Number(value) if -LARGEST_NUMBER < value < LARGEST_NUMBER else NotANumber("too_large")


def _parse_text(raw: str) -> Number | NotANumber:
    text = _compact(raw)
    if len(text) > _LONGEST_CELL:
        return NotANumber(_fault_of(text[:_LONGEST_SENTENCE]))
    if text.startswith(_PERCENT_WORD):
        text = f"{text.removeprefix(_PERCENT_WORD)}%"
    match = _PHRASE.fullmatch(text)
    number = _phrase_number(match) if match else None
    if number is None and _SHORTENED.fullmatch(text):
        return NotANumber("shortened")
    if number is None and _MISTYPED.fullmatch(text):
        return NotANumber("mistyped", text.translate(_LETTERS_FOR_DIGITS))
    if number is None:
        return NotANumber(_fault_of(text))
    return number if abs(number.value) < LARGEST_NUMBER else NotANumber("too_large")


def parse_number(raw: object) -> Number | Blank | Dash | Nothing | NotANumber:
    """Read one cell as one number.

    万 and 亿 are applied (1.2万元 → 12000 元). —, / and … are a Dash, 无 is Nothing. Ranges, two facts
    in one cell, dates, truth values, bracketed numbers (3) and texts such as 1.38E+10, whose last digits
    are lost, are not numbers.
    """
    if isinstance(raw, bool):
        return NotANumber("not_a_number")
    if isinstance(raw, int):
        return _bounded(Decimal(raw))
    if isinstance(raw, float):
        return _bounded(Decimal(format(raw, ".15g")))  # a spreadsheet keeps 15 digits
    if isinstance(raw, Decimal):
        return _bounded(raw)
    if isinstance(raw, str) and _PLAIN.fullmatch(raw):
        return _bounded(Decimal(raw))
    empty = empty_meaning(raw)
    if empty is not None:
        return empty
    if not isinstance(raw, str):
        return NotANumber("not_a_number")
    try:
        return _parse_text(raw)
    except InvalidOperation:
        return NotANumber("too_large")


@lru_cache(maxsize=256)
def scale_for_unit(unit: str | None) -> Decimal:
    """Return the multiplier inside a unit of measure: 万元 → 10000, 万人次 → 10000, 元 → 1."""
    if not unit:
        return Decimal(1)
    plain = normalise_header(unit).full
    for mark, weight in sorted(MULTIPLIERS.items(), key=lambda item: -len(item[0])):
        rest = plain.removeprefix(mark)
        if rest != plain and (rest in MEASURES or (not rest and mark in ("万", "亿"))):
            return Decimal(weight)
    return Decimal(1)
