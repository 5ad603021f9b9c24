"""What is kept of a cell's text: as it was written, but for people named beside the table."""

from __future__ import annotations

import re

from pipelines.clean.text import is_blank, raw_text
from warehouse.contracts.envelope import ENVELOPE_LABELS, PERSONAL

MASKED = "＊＊＊"
_ANY = "|".join(
    sorted((label for labels in ENVELOPE_LABELS.values() for label in labels), key=len, reverse=True)
)
_PERSONAL = "|".join(sorted(ENVELOPE_LABELS[PERSONAL], key=len, reverse=True))
_CAPTION_END = r"\s*(?:[（(][^（）()]{0,8}[）)])?\s*[:：]"
# 填表人：张 三  填报时间：…: the name ends where the next caption begins.
_NAMED = re.compile(
    rf"((?<![\u4e00-\u9fff])(?:{_PERSONAL}){_CAPTION_END}\s*)(?=\S)(?!(?:{_ANY}){_CAPTION_END})"
    rf".*?(?=\s*(?:(?:{_ANY}){_CAPTION_END}|[\r\n]|$))",
    re.DOTALL,
)


def written_text(value: object) -> str | None:
    """Return what is stored as the text of a cell, and is found again in the original; None for a blank.

    Text stays as typed, a number or date is told as the sheet shows it. Who filled in the form is left out
    wherever a cell says it (填表人：＊＊＊): a line of the envelope is cited whole for its unit or its date.
    """
    # Most cells are plain texts, and this is asked of every distinct one.
    if type(value) is str and value[:1].isalnum():
        return without_names(value)
    return None if is_blank(value) else without_names(raw_text(value))


def without_names(text: str) -> str:
    """Return the text with what stands behind 填表人, 联系电话 and the like masked."""
    if "：" not in text and ":" not in text:
        return text
    return _NAMED.sub(lambda found: found[1] + MASKED, text)
