"""Marks in an unfinished document, and their removal: passages with their numbers are read in between."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence

from dashboard.briefing.checking.finished import Segment
from dashboard.briefing.templates.words import (
    BLOCK_ENDS,
    BLOCK_OPENS,
    MADE_ROW,
    NUMBER_ENDS,
    NUMBER_OPENS,
    NUMBER_TEXT,
)

# Braces that belong to the text of a template and to no placeholder.
_HIDDEN = {"{": "\ue008", "}": "\ue009"}
_OPENED = re.compile(f"{NUMBER_OPENS}\\d+{NUMBER_TEXT}")
_NUMBER = re.compile(f"{NUMBER_OPENS}(\\d+){NUMBER_TEXT}.*?{NUMBER_ENDS}", re.DOTALL)
_OTHERS = re.compile("[\ue000-\ue007]")
_BLOCK = re.compile(f"{BLOCK_OPENS}(\\d+){BLOCK_ENDS}")
_DIGIT = re.compile(r"\d")
_XML = re.compile(r"(?:word|ppt|docProps)/.*\.xml")


def hidden(text: str) -> str:
    """Return a text whose braces mean nothing to a template engine, until `shown_again`."""
    for sign, mark in _HIDDEN.items():
        text = text.replace(sign, mark)
    return text


def shown_again(text: str) -> str:
    """Return a text with its braces back and all other marks gone."""
    for sign, mark in _HIDDEN.items():
        text = text.replace(mark, sign)
    return _OTHERS.sub("", _OPENED.sub("", text))


def unmarked(package: bytes) -> bytes:
    """Return a document without marks."""
    target = io.BytesIO()
    source = zipfile.ZipFile(io.BytesIO(package))
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
        for item in source.infolist():
            content = source.read(item)
            if _XML.fullmatch(item.filename):
                content = shown_again(content.decode("utf-8")).encode("utf-8")
            file.writestr(item, content)
    return target.getvalue()


def left_block(package: bytes) -> int | None:
    """Return the place of a block for which none was found in a document: in a header, a note, a group."""
    with zipfile.ZipFile(io.BytesIO(package)) as file:
        for item in file.infolist():
            if _XML.fullmatch(item.filename) and (found := _BLOCK.search(file.read(item).decode("utf-8"))):
                return int(found[1])
    return None


def passages(segments: Sequence[Segment]) -> Iterator[list[str | int]]:
    """Yield the paragraphs and rows with digits: texts, and the places of numbers in the record.

    Rows of tables that were made as a whole are left out: they are made again as a whole.
    """
    for segment in segments:
        if MADE_ROW in segment.text or not _DIGIT.search(shown_again(segment.text)):
            continue
        found: list[str | int] = []
        for place, piece in enumerate(_NUMBER.split(segment.text)):
            if place % 2:
                found.append(int(piece))
            elif text := shown_again(piece):
                found.append(text)
        yield found
