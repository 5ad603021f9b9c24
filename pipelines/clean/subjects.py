"""Subjects of honours (创建对象) as lists write them: with years in the name, several in one cell."""

from __future__ import annotations

import re

from pipelines.clean.names import Match, NameIndex
from pipelines.clean.text import clean_text, split_list
from warehouse.contracts.honour_names import split_honour_years

_JOINERS = re.compile(r"以及|[和及与]")
_LONGEST_LIST = 2000
_PLACE = re.compile(r"(?:村|社区|居委会|村委会|镇|乡|街道|街道办事处|办事处)$")


def is_subject(text: str, names: NameIndex) -> bool:
    """Say whether a text is surely the name of one subject: listed, or written as a place is."""
    name = split_honour_years(clean_text(text)).name
    return isinstance(names.subject(name), Match) or _PLACE.search(name) is not None


def split_subjects(text: str, names: NameIndex) -> list[str]:
    """Return the subjects of a cell, 「方顶村（2016）、柏庙村」 as two; a text of one subject stays whole.

    Nothing is split unless every piece is a subject, so that a 、 or 和 inside a name does no harm.
    """
    if len(text) > _LONGEST_LIST:
        return [text]
    listed = isinstance(names.subject(split_honour_years(clean_text(text)).name), Match)
    parts = [] if listed else list(split_list(text))
    if len(parts) > 1 and all(is_subject(part, names) for part in parts):
        return [piece for part in parts for piece in _joined(part, names)]
    return _joined(text, names) if len(parts) == 1 else [text]


def _joined(text: str, names: NameIndex) -> list[str]:
    """Split 方顶村和柏庙村 where both are listed."""
    if isinstance(names.subject(split_honour_years(clean_text(text)).name), Match):
        return [text]
    pieces = [piece for piece in _JOINERS.split(text) if piece.strip()]
    subjects = (names.subject(split_honour_years(clean_text(piece)).name) for piece in pieces)
    return pieces if len(pieces) > 1 and all(isinstance(found, Match) for found in subjects) else [text]


def names_several(text: str, names: NameIndex) -> bool:
    """Say whether a cell names a listed subject beside something else that is none."""
    parts = split_list(text)
    return len(parts) > 1 and any(isinstance(names.subject(part), Match) for part in parts)
