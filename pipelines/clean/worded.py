"""Cells that hold words: enumerations, yes or no, codes and free text (单选、多选、是/否、编号、文字)."""

from __future__ import annotations

import re
from datetime import date, time
from functools import lru_cache

from rapidfuzz import fuzz, process

from pipelines.clean.cells import (
    CellContext,
    CleanCell,
    Problem,
    default_cell,
    faulty_cell,
    problem_of,
    stored_values,
)
from pipelines.clean.text import (
    Blank,
    Dash,
    clean_text,
    compact_text,
    empty_meaning,
    normalise_case_no,
    normalise_key,
    raw_text,
    split_list,
)
from warehouse.contracts.model import Choices, Column
from warehouse.contracts.types import Severity

# ☒, ● and ○ are a tick to some and a cross to others.
_TRUE_MARKS = frozenset({"√", "✓", "✔", "☑", "✅", "1", "y", "yes", "true", "对"})
_FALSE_MARKS = frozenset({"×", "✗", "✘", "✕", "✖", "❌", "╳", "x", "0", "n", "no", "false"})
_TRUE_WORDS = _TRUE_MARKS | {"是", "有", "已"}
_FALSE_WORDS = _FALSE_MARKS | {"否", "无", "没有", "未", "不"}
_TICKS = "☑√✓✔■"
_BOXES = re.compile(
    rf"(?P<yes>[{_TICKS}□☐])[是有](?P<no>[{_TICKS}□☐])[否无]|[是有](?P<yes_after>[{_TICKS}□☐])[否无](?P<no_after>[{_TICKS}□☐])"
)
_CHOICE_NUMBERING = re.compile(r"^(?:[0-9]{1,2}|[A-Za-z])[.、．)）]\s*")
_CHOICE_NOTE = re.compile(r"[（(](?:第?\d+条?)[)）]$")
_CHOICE_PREFIX = re.compile(r"^(?:送?法律?|普法)?进")
_IDENTITY_DIGITS = 18
_LEAST_LIKENESS = 50
_PLAIN_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*|[\u4e00-\u9fff]+〔(?:19|20)[0-9]{2}〕[1-9][0-9]*号")
_LARGEST_EXACT_NUMBER = 10**15
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?[Ee]\+\d{2}")
# What a spreadsheet makes of the number 1-2.
_CODE_AS_DATE = re.compile(r"\d{1,2}月\d{1,2}日", re.ASCII)
_CHOICE_JOINERS = re.compile(r"[和及与+&·]")


def _choice_key(text: str) -> str:
    """Return a value for comparing: 法制 is how older forms write 法治."""
    return normalise_key(text).replace("法制", "法治")


class _ChoiceIndex:
    """The values and synonyms of an enumeration, by their exact and by their tidied text."""

    def __init__(self, choices: Choices) -> None:
        self.exact = {value: value for value in choices.values}
        for synonym, value in choices.synonyms.items():
            self.exact.setdefault(synonym, value)
        self.tidy: dict[str, str] = {}
        for written, value in self.exact.items():
            # A mark such as √ has nothing left once tidied, and would then stand for every blank.
            if tidied := _choice_key(written):
                self.tidy.setdefault(tidied, value)

    def find(self, text: str) -> str | None:
        """Return the listed value that the text stands for, or None."""
        if text in self.exact:
            return self.exact[text]
        plain = _CHOICE_NOTE.sub("", _CHOICE_NUMBERING.sub("", text))
        for form in (text, plain, _CHOICE_PREFIX.sub("", plain)):
            value = self.tidy.get(_choice_key(form))
            if value is not None:
                return value
        return None

    def nearest(self, text: str) -> str:
        """Return the listed value written most like the text; '' where none is, or two are alike.

        Two characters of which one agrees are like a listed value (撤消、撤销), but not like a synonym:
        离职 is not 在职, which stands for 在岗.
        """
        scores: dict[str, float] = {}
        for written, score, _ in process.extract(
            text, tuple(self.exact), scorer=fuzz.ratio, limit=None, score_cutoff=_LEAST_LIKENESS
        ):
            value = self.exact[written]
            if written == value or score > _LEAST_LIKENESS:
                scores[value] = max(scores.get(value, 0), score)
        best = [value for value, score in scores.items() if score == max(scores.values())]
        return best[0] if len(best) == 1 else ""


@lru_cache(maxsize=256)
def _index_of(values: tuple[str, ...], synonyms: tuple[tuple[str, str], ...]) -> _ChoiceIndex:
    return _ChoiceIndex(Choices(values=values, synonyms=dict(synonyms)))


def _choice_index(column: Column) -> tuple[Choices, _ChoiceIndex]:
    choices = column.choices or Choices(values=())
    return choices, _index_of(choices.values, tuple(choices.synonyms.items()))


def _unlisted(column: Column, raw: object, text: str, choices: Choices, index: _ChoiceIndex) -> Problem:
    options = "、".join(choices.values)
    nearest = index.nearest(text)
    if choices.is_open:
        return problem_of(
            column, "open_choice_as_other", raw, Severity.WARNING, nearest=nearest, options=options
        )
    return problem_of(column, "unknown_choice", raw, nearest=nearest, options=options)


def clean_choice(column: Column, raw: object, _context: CellContext) -> CleanCell:
    """Clean one value of an enumeration (单选)."""
    choices, index = _choice_index(column)
    text = clean_text(raw)
    value = index.find(text) or _marked(text, choices)
    if value is not None:
        return CleanCell(stored_values(column, value))
    if empty_meaning(raw) is not None:
        return default_cell(column)
    problem = _unlisted(column, raw, text, choices, index)
    return CleanCell(stored_values(column, choices.other if choices.is_open else None), problem)


def _marked(text: str, choices: Choices) -> str | None:
    """Read √ and × in an enumeration that holds 是 and 否."""
    if not {"是", "否"} <= set(choices.values):
        return None
    mark = text.casefold()
    return "是" if mark in _TRUE_MARKS else "否" if mark in _FALSE_MARKS else None


def clean_choices(column: Column, raw: object, _context: CellContext) -> CleanCell:
    """Clean several values of an enumeration in one cell (多选)."""
    choices, index = _choice_index(column)
    text = clean_text(raw)
    whole = index.find(text)
    if whole is not None:
        return CleanCell(stored_values(column, [whole]))
    if empty_meaning(raw) is not None:
        return default_cell(column)
    found: dict[str, None] = {}
    unlisted: list[str] = []
    for part in split_list(raw_text(raw)):
        value = index.find(part)
        pieces = [value] if value else [index.find(piece) for piece in _CHOICE_JOINERS.split(part)]
        known = [piece for piece in pieces if piece]
        if len(known) < len(pieces):
            unlisted.append(part)
        found.update(dict.fromkeys(known))
    if not found and not unlisted:
        unlisted.append(text)
    problem = _unlisted(column, raw, unlisted[0], choices, index) if unlisted else None
    if problem is not None and not choices.is_open:
        return CleanCell(stored_values(column), problem)
    if problem is not None:
        found[choices.other] = None
    return CleanCell(stored_values(column, list(found)), problem)


def clean_yes_no(column: Column, raw: object, _context: CellContext) -> CleanCell:
    """Clean yes or no (是/否, √/×, ☑是□否); anything between the two, such as 未开庭, is a problem."""
    text = clean_text(raw).casefold().strip("。")
    if text in _TRUE_WORDS:
        return CleanCell(stored_values(column, True))
    if text in _FALSE_WORDS:
        return CleanCell(stored_values(column, False))
    if empty_meaning(raw) is not None:
        return default_cell(column)
    boxes = _BOXES.fullmatch("".join(text.split()))
    ticked = (
        [boxes[name] in _TICKS for name in ("yes", "no", "yes_after", "no_after") if boxes[name]]
        if boxes
        else []
    )
    if sum(ticked) == 1:
        return CleanCell(stored_values(column, ticked[0]))
    return faulty_cell(column, "not_yes_no", raw, options="是、否")


def clean_words(column: Column, raw: object, _context: CellContext) -> CleanCell:
    """Clean free text and names of people."""
    text = clean_text(raw)
    if not text[:1].isalnum() and isinstance(empty_meaning(raw), (Blank, Dash)):
        return default_cell(column)
    return CleanCell({column.name: text})


def clean_code(column: Column, raw: object, _context: CellContext) -> CleanCell:
    """Clean a document, case or file number; one whose last digits a spreadsheet has lost is no number."""
    if isinstance(raw, str) and _PLAIN_CODE.fullmatch(raw):
        return CleanCell({column.name: raw})
    if empty_meaning(raw) is not None:
        return default_cell(column)
    severity = Severity.ERROR if column.required else Severity.WARNING
    if isinstance(raw, (date, time)) or (isinstance(raw, str) and _CODE_AS_DATE.fullmatch(compact_text(raw))):
        return faulty_cell(column, "code_became_date", raw, severity)
    code = normalise_case_no(raw_text(raw))
    if _has_lost_digits(raw, code):
        return faulty_cell(column, "number_rounded", raw, severity)
    return CleanCell(stored_values(column, code or None))


def clean_identity_number(column: Column, raw: object, context: CellContext) -> CleanCell:
    """Clean an identity number (身份证号); a rounded one ends in 000, which its check digit contradicts."""
    cell = clean_code(column, raw, context)
    code = str(cell.values[column.name] or "")
    if len(code) == _IDENTITY_DIGITS and code.endswith("000") and not _has_right_check_digit(code):
        return faulty_cell(column, "number_rounded", raw, Severity.WARNING)
    return cell


def _has_lost_digits(raw: object, code: str) -> bool:
    """Whether a number is written as 1.38E+10, or is longer than the 15 digits a spreadsheet keeps."""
    is_long = isinstance(raw, (int, float)) and abs(raw) >= _LARGEST_EXACT_NUMBER
    return is_long or _SCIENTIFIC.fullmatch(code) is not None


def _has_right_check_digit(code: str) -> bool:
    """Whether the last digit of an identity number follows from the others (GB 11643)."""
    if not code.isdecimal():
        return False
    total = sum(int(digit) * pow(2, 17 - place, 11) for place, digit in enumerate(code[:17]))
    return "10X98765432"[total % 11] == code[17]
