"""Text as departments type it, made comparable: cells, headers, keys, case numbers and lists.

Every function is total and idempotent: text that was cleaned once stays as it is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

# Measure words (量词、计量单位) that stand after a number or in brackets behind a header.
MEASURES: tuple[str, ...] = (
    *(
        "人次",
        "人",
        "名",
        "位",
        "户",
        "家",
        "场次",
        "场",
        "次",
        "届",
        "期",
        "节",
        "堂",
        "课时",
        "学时",
        "小时",
        "分钟",
    ),
    *(
        "件次",
        "件",
        "宗",
        "起",
        "例",
        "案",
        "份",
        "册",
        "本",
        "张",
        "条",
        "幅",
        "块",
        "面",
        "套",
        "种",
        "项",
        "篇",
        "部",
    ),
    *(
        "个工作日",
        "工作日",
        "个",
        "批",
        "所",
        "处",
        "支",
        "辆",
        "台",
        "只",
        "天",
        "日",
        "周",
        "分",
        "元",
        "人民币",
    ),
    *("平方米", "平米", "平", "m2", "m²", "㎡", "亩", "公顷", "公里", "米", "%", "百分点", "票", "页", "字"),
    *("美元", "港元", "欧元"),
)
# A header may also name these; behind a number they would rather be part of a date.
_HEADER_ONLY_MEASURES = ("年", "月")
MULTIPLIERS = {
    "十": 10,
    "百": 100,
    "千": 1_000,
    "万": 10_000,
    "十万": 100_000,
    "百万": 1_000_000,
    "千万": 10_000_000,
    "亿": 100_000_000,
    "十亿": 1_000_000_000,
    "百亿": 10_000_000_000,
    "千亿": 100_000_000_000,
}

_KEPT_FULL_WIDTH = frozenset("！（），：；？")
_REMOVED = (
    *range(0x00, 0x09),
    *range(0x0E, 0x1C),
    *range(0x7F, 0x85),
    *range(0x86, 0xA0),
    *(0xAD, 0x61C, 0x180E, 0xFEFF),
    *range(0x200B, 0x2010),
    *range(0x202A, 0x202F),
    *range(0x2060, 0x2070),
    *range(0xD800, 0xE000),
    *range(0xFE00, 0xFE10),
    *range(0xE0100, 0xE01F0),
)


def _translation() -> dict[int, str | None]:
    table: dict[int, str | None] = dict.fromkeys(_REMOVED)
    for code in range(0xFF01, 0xFF5F):
        if chr(code) not in _KEPT_FULL_WIDTH:
            table[code] = chr(code - 0xFEE0)
    # Radicals look like ordinary characters and come from text copied out of PDF files.
    for code in range(0x2E80, 0x2FD6):
        plain = unicodedata.normalize("NFKC", chr(code))
        if plain != chr(code):
            table[code] = plain
    return table


_TRANSLATION = _translation()
_EXCEL_CARRIAGE_RETURN = "_x000D_"
# Text that tidying leaves as it is, which is most of what a sheet holds.
# Texts that are their own key: nothing to fold and nothing to leave out.
_OWN_KEY = re.compile(r"[\u4e00-\u9fff0-9a-z]*")
_TIDY = re.compile(r"[\u4e00-\u9fff0-9A-Za-z、。（），：；《》〔〕.-]+")
_LARGEST_EXACT_FLOAT = 10**15
_LONGEST_PLAIN_EXPONENT = 40

_BRACKETS = str.maketrans(
    {
        **dict.fromkeys("（【〔[{「『〖﹝［｛", "("),
        **dict.fromkeys("）】〕]}」』〗﹞］｝", ")"),
    }
)
_HEADER_MEASURE = (
    rf"(?:{'|'.join(sorted(MULTIPLIERS, key=len, reverse=True))})?"
    rf"(?:{'|'.join(sorted((*MEASURES, *_HEADER_ONLY_MEASURES), key=len, reverse=True))})|万|亿"
)
_HEADER_UNIT = re.compile(rf"(.+)\((?:计量单位|单位)?({_HEADER_MEASURE})\)")
_HEADER_SLASH_UNIT = re.compile(rf"([^()]+)/({_HEADER_MEASURE})")
_HEADER_NOISE = re.compile(r"\((?:必填项?|选填项?)\)")
# 1.活动名称, (2)开展时间, 三、地点: the number of a column, not part of its name.
_HEADER_NUMBER = re.compile(r"(?:\d{1,2}[.、)]|\(\d{1,2}\)|[一二三四五六七八九十]{1,3}、)(?=[^\W\d_])")

_OPENING = r"[〔\[（(【﹝{「〈《<]"
_CLOSING = r"[〕\]）)】﹞}」〉》>]"
_CASE_YEAR = re.compile(rf"{_OPENING}((?:19|20)\d{{2}})年?{_CLOSING}", re.ASCII)
_DOCUMENT_NUMBER = re.compile(r"(.*〔\d{4}〕)第?(\d+)(号?)(.*)", re.ASCII | re.DOTALL)
_DASHES_IN_CODE = re.compile(r"[‐‑‒–—―−]")
_WHOLE_AS_FLOAT = re.compile(r"(\d+)\.0+", re.ASCII)
_DASH_CELL = re.compile(r"[\-‐‑‒–—―−─ー_/\\…]+|\.{2,}")
_NOTHING_WORDS = frozenset({"无", "没有", "暂无", "均无", "零报告", "无数据"})

_LIST_SEPARATORS = frozenset("、，,；;/|\n\r")
_LIST_OPENING = frozenset("（([【〔《“")
_LIST_CLOSING = frozenset("）)]】〕》”")


@dataclass(frozen=True)
class Blank:
    """Nothing was written: an empty cell."""


@dataclass(frozen=True)
class Dash:
    """—, / or …: not stated, or not applicable."""


@dataclass(frozen=True)
class Nothing:
    """无, 没有: stated that there is none."""


def _number_text(raw: float | Decimal) -> str:
    """Write a number as a spreadsheet shows it: at most 15 digits, no .0 behind a whole one."""
    if isinstance(raw, int):
        return format(Decimal(raw), "f")  # str() refuses very long integers
    if isinstance(raw, float):
        is_whole = abs(raw) < _LARGEST_EXACT_FLOAT and raw.is_integer()
        return str(int(raw)) if is_whole else format(raw, ".15g")
    exponent = raw.as_tuple().exponent
    if not isinstance(exponent, int) or abs(exponent) > _LONGEST_PLAIN_EXPONENT:
        return str(raw)
    text = format(raw, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def raw_text(raw: object) -> str:
    """Return what the clerk sees in the cell, for lineage and messages; text is left as typed."""
    if isinstance(raw, str):
        return raw
    if raw is None:
        return ""
    if isinstance(raw, bool):
        return "TRUE" if raw else "FALSE"
    if isinstance(raw, (int, float, Decimal)):
        return _number_text(raw)
    if isinstance(raw, datetime):
        is_day = raw.time() == time()
        return raw.date().isoformat() if is_day else raw.isoformat(sep=" ", timespec="seconds")
    if isinstance(raw, date):
        return raw.isoformat()
    if isinstance(raw, time):
        return raw.isoformat(timespec="seconds")
    if isinstance(raw, timedelta):
        minutes, seconds = divmod(int(raw.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
    return str(raw)


def clean_text(raw: object) -> str:
    """Return the text of any cell, tidy: half-width digits and letters, Chinese punctuation kept.

    Invisible characters go, every run of white space becomes one space.
    """
    text = raw if isinstance(raw, str) else raw_text(raw)
    if _TIDY.fullmatch(text):
        return text
    text = text.replace(_EXCEL_CARRIAGE_RETURN, " ")
    if not (text.isascii() and text.isprintable()):
        text = unicodedata.normalize("NFC", text.translate(_TRANSLATION))
    return " ".join(text.split())


def compact_text(raw: object) -> str:
    """Return the tidy text of a cell without any space."""
    # Marks that a space kept apart may join once it is gone.
    return clean_text("".join(clean_text(raw).split()))


def is_blank(raw: object) -> bool:
    """Say whether a cell holds nothing to see."""
    return raw is None or (isinstance(raw, str) and not raw[:1].isalnum() and not clean_text(raw))


def empty_meaning(raw: object) -> Blank | Dash | Nothing | None:
    """Return what a cell without a value says (空、—、无); None where a value is written."""
    if raw is None:
        return Blank()
    if not isinstance(raw, str):
        return None
    text = clean_text(raw)
    if not text:
        return Blank()
    if _DASH_CELL.fullmatch(text.replace(" ", "")):
        return Dash()
    return Nothing() if text.rstrip("。") in _NOTHING_WORDS else None


def _folded(text: str) -> str:
    once = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return unicodedata.normalize("NFKC", once.casefold())


def normalise_key(text: str) -> str:
    """Return the text for comparing titles and places: no case, width, space or punctuation."""
    if _OWN_KEY.fullmatch(text):
        return text
    kept = "".join(character for character in _folded(text) if character.isalnum())
    return _folded(kept)


@dataclass(frozen=True)
class HeaderText:
    """A header prepared for matching.

    full: without spaces and punctuation, brackets as (). key: full without its unit of measure.
    unit: the unit of measure in brackets at the end (宗, 万元 …), if there is one.
    """

    key: str
    unit: str | None
    full: str


def normalise_header(text: str) -> HeaderText:
    """Prepare a header for matching: 「合计 (宗)」 → key 合计, unit 宗, full 合计(宗).

    Only units of measure are split off, so 「村（社区）」 stays 村(社区).
    """
    folded = "".join(_folded(clean_text(text)).translate(_BRACKETS).split())
    folded = _HEADER_NOISE.sub("", folded)
    if number := _HEADER_NUMBER.match(folded):
        folded = folded[number.end() :]
    slashed = _HEADER_SLASH_UNIT.fullmatch(folded)
    if slashed:
        folded = f"{slashed.group(1)}({slashed.group(2)})"
    full = _folded("".join(c for c in folded if c.isalnum() or c in "()%"))
    key, unit = full, None
    while match := _HEADER_UNIT.fullmatch(key):
        key, unit = match.group(1), unit or match.group(2)
    return HeaderText(key, unit, full)


def normalise_case_no(text: str) -> str:
    """Return a document or case number in its one official style, without spaces.

    Documents: 上政复〔2024〕12号. Court cases, which begin with the year: （2024）豫0106行初12号.
    Other codes keep their letters; dashes become -, and a whole number loses its .0.
    """
    code = compact_text(text)
    whole = _WHOLE_AS_FLOAT.fullmatch(code)
    if whole:
        return whole.group(1)
    code = _DASHES_IN_CODE.sub("-", code).replace("(", "（").replace(")", "）")
    year = _CASE_YEAR.search(code)
    if year is None:
        return code
    if year.start() == 0:
        return f"（{year.group(1)}）{code[year.end() :]}"
    code = f"{code[: year.start()]}〔{year.group(1)}〕{code[year.end() :]}"
    document = _DOCUMENT_NUMBER.fullmatch(code)
    if document is None:
        return code
    head, number, mark, rest = document.groups()
    return f"{head}{number}{mark}{rest}" if mark or rest else f"{head}{number}号"


def _is_han(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff" or character in "）)"


def _list_parts(text: str) -> Iterator[str]:
    """Cut at separators outside brackets; a space separates only between Chinese characters."""
    start = depth = 0
    is_balanced = sum(c in _LIST_OPENING for c in text) == sum(c in _LIST_CLOSING for c in text)
    for place, character in enumerate(text):
        if is_balanced and character in _LIST_OPENING:
            depth += 1
        elif is_balanced and character in _LIST_CLOSING:
            depth -= 1
        elif depth <= 0 and (
            character in _LIST_SEPARATORS
            or (
                character == " "
                and 0 < place < len(text) - 1
                and _is_han(text[place - 1])
                and _is_han(text[place + 1])
            )
        ):
            yield text[start:place]
            start = place + 1
    yield text[start:]


def split_list(text: str) -> tuple[str, ...]:
    """Split 「公安局、司法局 教育局」 into its distinct entries, in order, without empty ones."""
    lines = "\n".join(clean_text(line) for line in text.replace(_EXCEL_CARRIAGE_RETURN, "\n").splitlines())
    parts = (part.strip() for part in _list_parts(lines))
    return tuple(dict.fromkeys(part for part in parts if part))
