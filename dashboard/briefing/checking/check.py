"""`brief --check FILE`: is every number of a finished document what the snapshot says?

What the document's record names is made again from the snapshot. Then every paragraph, table row and chart
value of the document is held against it. A text is right where it is a line made again, or several of them,
one after another; or where somebody put it in other words, with the same numbers and units in the same order.
Numbers that somebody wrote in afterwards are found like those that somebody changed: nothing stands behind
them.
"""

from __future__ import annotations

import hashlib
import math
import re
import unicodedata
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from lxml.etree import XMLSyntaxError
from pypdf.errors import PyPdfError
from rapidfuzz import fuzz, process

from dashboard.briefing.checking.finished import (
    DrawnSeries,
    Finished,
    Segment,
    read_docx,
    read_html,
    read_pdf,
    read_pptx,
)
from dashboard.briefing.checking.record import NoRecord, read_record, without_record
from dashboard.texts import briefing as continued
from dashboard.texts import briefing_check as texts
from warehouse.errors import FazhiError

_READERS: Mapping[str, Callable[[bytes], Finished]] = MappingProxyType(
    {".docx": read_docx, ".pptx": read_pptx, ".pdf": read_pdf, ".html": read_html}
)
_PICTURES = frozenset((".png", ".svg"))
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
# A number with what it counts: 96场, 9.1%, 30余场.
_MEASURED = re.compile(r"\d[\d,]*(?:\.\d+)?(?:%|[^\W\d_]{0,2})")
# Between what was taken out of a text, so that its halves do not make a new number.
_CUT = "\x00"
# Below this likeness (of 100) a line was not meant to be another one.
_ALIKE = 60
_LONGEST_SHOWN = 60
# Unicode's controls, and signs (▲, 👩) that a font may not have.
_UNSURE = ("C", "So")
_TOLERANCE = 1e-9


class BadDocument(FazhiError):
    """A file that cannot be read as what its name says."""


@dataclass(frozen=True)
class Expected:
    """What a document may say: its lines, and the values of its charts by the name of their series.

    figures: what a page's script says of its charts; None where there can be no page.
    """

    lines: tuple[str, ...]
    series: tuple[tuple[str, tuple[float | None, ...]], ...]
    snapshot: str
    figures: Callable[[], str] | None = None


@dataclass(frozen=True)
class Checked:
    """What a check found. numbers: how many were looked at. problems: in words, each with its place."""

    file: str
    snapshot: str
    numbers: int
    problems: tuple[str, ...]

    @property
    def is_right(self) -> bool:
        """Whether every number is what the snapshot says."""
        return not self.problems


def check(path: Path, rebuild: Callable[[Mapping[str, Any]], Expected]) -> Checked:
    """Return what is wrong with a document. rebuild: what its record says, made again from the snapshot.

    Raises NoRecord, BadDocument or what `rebuild` raises (an unknown snapshot); OSError.
    """
    kind = path.suffix.lower()
    if kind not in _READERS and kind not in _PICTURES:
        raise BadDocument(texts.BAD_FORMAT.format(file=path.name))
    record = read_record(path)
    expected = rebuild(record)
    content = path.read_bytes()
    if kind in _PICTURES:
        return _picture(path.name, content, record, expected)
    try:
        found = _READERS[kind](content)
    except (zipfile.BadZipFile, KeyError, ValueError, PyPdfError, XMLSyntaxError) as error:
        raise BadDocument(texts.DAMAGED.format(file=path.name)) from error
    numbers, problems = _texts(found, expected)
    more, wrong = _charts(found, expected)
    if found.figures is not None and (expected.figures is None or found.figures != expected.figures()):
        wrong.append(texts.FIGURE_CHANGED.format(place=texts.FIGURE, snapshot=expected.snapshot))
    return Checked(path.name, expected.snapshot, numbers + more, (*problems, *wrong))


def digest(content: bytes) -> str:
    """Return what tells a picture from one that somebody painted over."""
    return hashlib.sha256(content).hexdigest()


def _picture(name: str, content: bytes, record: Mapping[str, Any], expected: Expected) -> Checked:
    """Compare a picture's record with the snapshot, and its bytes with those that were made."""
    drawn = [
        DrawnSeries(texts.PICTURE, str(series), tuple(values)) for series, values in record.get("series", ())
    ]
    numbers, problems = _charts(Finished(series=drawn), expected)
    if digest(without_record(content)) != record.get("sha256"):
        problems.append(texts.PICTURE_CHANGED.format(place=texts.PICTURE))
    return Checked(name, expected.snapshot, numbers, tuple(problems))


def _texts(found: Finished, expected: Expected) -> tuple[int, list[str]]:
    known = {line: plain for line in expected.lines if (plain := _plain(line))}
    whole = set(known.values())
    # By their first character, the longest first: a short line does not take a piece out of a longer one.
    by_start: dict[str, list[str]] = {}
    for line in sorted(whole, key=lambda line: (-len(line), line)):
        by_start.setdefault(line[0], []).append(line)
    segments = [_joined(found.segments)] if found.is_flowing else found.segments
    numbers = sum(len(_NUMBER.findall(one.text)) for one in found.segments)
    problems = []
    for segment in segments:
        text = _plain(segment.text)
        if text in whole or not _NUMBER.search(text):
            continue
        rest = _without_lines(text, by_start)
        if found.is_flowing:
            # Between two lines of flowing text a word may stand that no line has, but no number.
            wrong = [piece for piece in rest.split(_CUT) if _NUMBER.search(piece)]
        else:
            wrong = [text] if rest.replace(_CUT, "").replace(continued.CONTINUED, "") else []
        for piece in wrong:
            place = _place(piece, found.segments) if found.is_flowing else segment.place
            problems += _told(place, piece, known, expected.snapshot)
    return numbers, problems


def _without_lines(text: str, by_start: Mapping[str, Sequence[str]]) -> str:
    """Return what is left of a text when, from its beginning on, every known line is cut out."""
    left: list[str] = []
    place = 0
    while place < len(text):
        candidates = by_start.get(text[place], ())
        line = next((one for one in candidates if text.startswith(one, place)), None)
        left.append(text[place] if line is None else _CUT)
        place += 1 if line is None else len(line)
    return "".join(left)


def _told(place: str, text: str, known: Mapping[str, str], snapshot: str) -> list[str]:
    """Return what is wrong with a text that no line accounts for: changed, or without a source."""
    nearest = process.extractOne(text, known, scorer=fuzz.ratio, score_cutoff=_ALIKE)
    if nearest is None:
        return [texts.UNKNOWN.format(place=place, found=_short(text), snapshot=snapshot)]
    if _MEASURED.findall(text) == _MEASURED.findall(nearest[0]):
        return []
    shown = _short(nearest[2].replace("\t", " "))
    return [texts.CHANGED.format(place=place, found=_short(text), expected=shown, snapshot=snapshot)]


def _charts(found: Finished, expected: Expected) -> tuple[int, list[str]]:
    made: dict[str, list[tuple[float | None, ...]]] = {}
    for name, values in expected.series:
        made.setdefault(_plain(name), []).append(values)
    problems = []
    for one in found.series:
        candidates = made.get(_plain(one.name), [])
        if any(_same(one.values, values) for values in candidates):
            continue
        # Of several series of one name, the one with the most values in common was meant.
        meant = max(candidates, key=lambda values: _in_common(one.values, values), default=None)
        problems += _compared(one.place, one.name, one.values, meant, expected.snapshot)
    return sum(len(one.values) for one in found.series), problems


def _compared(
    place: str,
    name: str,
    values: Sequence[float | None],
    expected: Sequence[float | None] | None,
    snapshot: str,
) -> list[str]:
    if expected is None or len(expected) != len(values):
        return [texts.SERIES_UNKNOWN.format(place=place, name=name, snapshot=snapshot)]
    return [
        texts.SERIES_CHANGED.format(
            place=place,
            name=name,
            point=index,
            found=texts.NONE if value is None else value,
            expected=texts.NONE if right is None else right,
            snapshot=snapshot,
        )
        for index, (value, right) in enumerate(zip(values, expected, strict=True), start=1)
        if not _equal(value, right)
    ]


def _same(values: Sequence[float | None], others: Sequence[float | None]) -> bool:
    return len(values) == len(others) and all(map(_equal, values, others))


def _in_common(values: Sequence[float | None], others: Sequence[float | None]) -> int:
    return sum(map(_equal, values, others)) if len(values) == len(others) else -1


def _equal(value: float | None, other: float | None) -> bool:
    if value is None or other is None:
        return value is other
    return math.isclose(value, other, rel_tol=_TOLERANCE, abs_tol=_TOLERANCE)


def _joined(segments: Iterable[Segment]) -> Segment:
    return Segment("", "\n".join(one.text for one in segments))


def _place(rest: str, segments: Sequence[Segment]) -> str:
    """Return the page on which a piece of flowing text begins."""
    number = _NUMBER.search(rest)
    around = rest if number is None else rest[max(0, number.start() - 6) : number.end() + 6]
    for segment in segments:
        if around in _plain(segment.text):
            return segment.place
    return segments[-1].place if segments else ""


def _plain(text: str) -> str:
    """Return a text without white space, and without the signs and controls that some formats leave out."""
    return "".join(
        character
        for character in text
        if not character.isspace() and not unicodedata.category(character).startswith(_UNSURE)
    )


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_SHOWN else f"{text[: _LONGEST_SHOWN - 1]}…"


__all__ = ["BadDocument", "Checked", "Expected", "NoRecord", "check", "digest"]
