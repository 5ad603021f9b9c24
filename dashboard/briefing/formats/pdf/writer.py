"""The briefing as a PDF in the official form (GB/T 9704-2012): paged, its text selectable, with bookmarks.

Typst sets it (briefing.typ) from a JSON of its words; nothing is fetched and nothing is written to disk.
Charts are put in as pictures of dots: Typst makes the letters in a drawing part of the document's text, and
then the numbers of an axis stand among those of the briefing for whoever selects, searches or checks it.
"""

from __future__ import annotations

import json
import logging
import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

import typst

from dashboard.briefing.content import wording
from dashboard.briefing.content.model import Briefing, Chart, Masthead
from dashboard.briefing.formats import official
from dashboard.briefing.formats.columns import column_shares, needed_widths
from dashboard.briefing.formats.document.charts import chart_height
from dashboard.briefing.formats.document.tables import MOST_WHOLE, official_look
from dashboard.briefing.formats.native import clean
from dashboard.briefing.formats.official import Face
from dashboard.palette import INK, MUTED
from dashboard.texts import briefing as texts
from dashboard.texts import official as names
from warehouse.errors import FazhiError

_log = logging.getLogger("fazhi.dashboard")

_SOURCE = Path(__file__).parent / "briefing.typ"
# Fine enough for print: some 1,500 dots over the width of the text block.
_DOTS_PER_INCH = 240
# A picture that would be higher is made narrower.
_HIGHEST_MM = 150.0
_NARROW = 0.6
_LETTER_PIXELS = 12
_FACES: Mapping[str, Face] = {
    "xiao_biao_song": official.XIAO_BIAO_SONG,
    "fang_song": official.FANG_SONG,
    "hei": official.HEI,
    "kai": official.KAI,
    "song": official.SONG,
}
_DRAWING = b"""
#set page(width: auto, height: auto, margin: 0pt)
#image("drawing.svg", width: float(sys.inputs.width) * 1mm)
"""


class NoFont(FazhiError):
    """The machine has no font with Chinese characters."""


@dataclass(frozen=True)
class _Picture:
    """A drawing in dots (PNG)."""

    content: bytes
    width_mm: float


def pdf(briefing: Briefing, drawings: Mapping[str, bytes]) -> bytes:
    """Return the briefing as PDF. drawings: SVG by a chart's key; where one is missing its values are listed.

    The best drawing is one without a frame (`drawing_size`): the words around a chart are set here.
    Raises NoFont.
    """
    pictures: dict[str, _Picture] = {}
    for chart in briefing.charts():
        found = _picture(drawings.get(chart.key, b""))
        if found is not None:
            pictures[chart.key] = found
    data = {
        "form": _form(),
        "meta": _meta(briefing),
        "head": _head(briefing.masthead),
        "title": [
            {"large": clean(large), "small": clean(small)} for large, small in official.title_lines(briefing)
        ],
        "blocks": list(_blocks(briefing, pictures)),
        "origin": [clean(wording.stamp_line(briefing.stamp)), texts.MADE_BY],
        "tail": _tail(briefing.masthead),
    }
    return _compiled(
        {"main": _SOURCE.read_bytes(), "data.json": json.dumps(data).encode()},
        format="pdf",
        # The day on its head: when a briefing was written says nothing about it.
        timestamp=datetime.combine(briefing.masthead.issued_on, time(), UTC),
    )


def drawing_size(chart: Chart) -> tuple[float, float]:
    """Return width and height in pixels of a drawing of a chart whose letters of 12 pixels are to be 小五."""
    pixels_per_mm = _LETTER_PIXELS / official.SIZE_SMALL_5 * official.POINTS_PER_MM
    width = official.TEXT_WIDTH_MM
    return width * pixels_per_mm, chart_height(chart, width) * pixels_per_mm


def _blocks(briefing: Briefing, pictures: Mapping[str, _Picture]) -> Iterator[Mapping[str, Any]]:
    """Yield headings, paragraphs, figures and tables in order."""
    yield _paragraph(briefing.lead.text)
    charts = tables = 0
    for place, section in enumerate(briefing.sections, start=1):
        yield {"kind": "heading", "text": clean(wording.heading(place, section))}
        for sentence in (section.message, *section.paragraphs):
            if sentence.text:
                yield _paragraph(sentence.text)
        for chart in section.charts:
            charts += 1
            yield _figure(charts, chart, pictures.get(chart.key))
        for table in section.tables:
            tables += 1
            title = clean(wording.table_title(tables, table))
            yield {"kind": "table", "title": title, **_rows(table.headers, table.rows, table.numeric)}
    for label, text in briefing.notes:
        yield _paragraph(f"{label}　{text}")


def _paragraph(text: str) -> Mapping[str, Any]:
    return {"kind": "paragraph", "text": clean(text)}


def _figure(place: int, chart: Chart, picture: _Picture | None) -> Mapping[str, Any]:
    """Return a chart's picture with the words around it; its values where there is no picture."""
    notes = [wording.unit_line(chart)] if chart.unit else []
    notes += [wording.definition_words(chart)] if chart.definition else []
    around = {"title": clean(wording.figure_title(place, chart)), "notes": clean("　".join(notes))}
    if picture is not None:
        # Typst takes no binary files from memory: the bytes go as numbers.
        shown = {"picture": list(picture.content), "width": picture.width_mm, "alt": clean(chart.title)}
        return {"kind": "figure", **around, **shown}
    headers, rows = wording.value_rows(chart)
    values = _rows(headers, rows, frozenset(range(1, len(headers))))
    return {"kind": "values", **around, "missing": texts.NO_DRAWING, "share": _share(headers, rows), **values}


def _share(headers: Sequence[str], rows: Sequence[Sequence[str]]) -> float:
    """Return the share of the width that a chart's values take: the eye has to find along a row."""
    room = official.TEXT_WIDTH_MM * official.POINTS_PER_MM / official.SIZE_SMALL_4
    return _NARROW if sum(needed_widths(headers, rows)) <= room * _NARROW else 1.0


def _rows(
    headers: Sequence[str], rows: Sequence[Sequence[str]], numeric: frozenset[int]
) -> Mapping[str, Any]:
    look = official_look(headers, rows)
    room = official.TEXT_WIDTH_MM * official.POINTS_PER_MM / look.size
    return {
        "headers": [clean(text) for text in headers],
        "rows": [[clean(text) for text in row] for row in rows],
        "numeric": sorted(numeric),
        "widths": column_shares(headers, rows, room),
        "size": look.size,
        "is_whole": len(rows) <= MOST_WHOLE,
    }


def _head(head: Masthead) -> Mapping[str, Any]:
    number, issuer, day = map(clean, wording.head_lines(head))
    return {
        "secrecy": clean(head.secrecy),
        "name": clean(head.name),
        "size": official.name_size(head.name),
        "number": number,
        "issuer": issuer,
        "day": day,
    }


def _tail(head: Masthead) -> list[Mapping[str, Any]]:
    lines = [(line, False) for line in wording.tail_lines(head)]
    lines += [(copies, True)] if (copies := wording.copies_line(head)) else []
    return [{"text": clean(line), "is_right": is_right} for line, is_right in lines]


def _meta(briefing: Briefing) -> Mapping[str, Any]:
    head = briefing.masthead
    return {
        "title": clean(f"{briefing.title} {head.number}"),
        "author": clean(head.issuer),
        "description": clean(briefing.period),
        "date": {"year": head.issued_on.year, "month": head.issued_on.month, "day": head.issued_on.day},
    }


def _form() -> Mapping[str, Any]:
    """Return measures, sizes, colours and fonts of the form. Raises NoFont."""
    return {
        "page": {
            "width": official.PAGE_WIDTH_MM,
            "height": official.PAGE_HEIGHT_MM,
            "top": official.TOP_MM,
            "bottom": official.BOTTOM_MM,
            "left": official.LEFT_MM,
            "right": official.RIGHT_MM,
        },
        "number": {"size": official.PAGE_NUMBER, "below": official.PAGE_NUMBER_BELOW_MM},
        "body": official.BODY,
        "line_pitch": official.LINE_PITCH,
        "tracking": official.CHARACTER_PITCH - official.BODY,
        "indent": official.INDENT_CHARACTERS * official.CHARACTER_PITCH,
        "title": official.TITLE,
        "imprint": official.IMPRINT,
        "imprint_rule": official.IMPRINT_RULE_MM,
        "red_rule": official.RED_RULE,
        "caption": official.SIZE_SMALL_4,
        "small": official.SIZE_SMALL_5,
        "origin": official.SIZE_5,
        "ink": official.BLACK,
        "rule": INK,
        "line": MUTED,
        "red": official.RED,
        "faces": {key: _installed(face) for key, face in _FACES.items()},
    }


def _installed(face: Face) -> Mapping[str, Any]:
    """Return the families by which Typst finds a typeface here: Latin letters first, then what there is."""
    families = _families()
    found = [name for name in face.installed if name in families]
    if not found:
        # Another typeface is better than none.
        found = [name for other in official.FACES for name in other.installed if name in families]
    if not found:
        wanted = dict.fromkeys(name for other in official.FACES for name in other.installed)
        raise NoFont(names.NO_FONT.format(fonts="、".join(wanted)))
    latin = [
        {"name": name, "covers": "latin-in-cjk"} for name in official.LATIN.installed if name in families
    ]
    # The first names of a typeface that is set bold are of its own cut, which is bold by itself.
    is_bold = face.is_bold and found[0] not in face.installed[: face.own]
    return {"families": [*latin, *found], "is_bold": is_bold}


def _compiled(files: Mapping[str, bytes], **options: Any) -> bytes:
    """Return what Typst makes of files in memory; "main" is the one it begins with."""
    # Its stubs know no dictionary of files; its documentation does.
    compile_files: Any = typst.compile
    made: bytes = compile_files(dict(files), font_paths=_fonts(), **options)
    return made


@cache
def _fonts() -> typst.Fonts:
    """Return the fonts of the machine, looked through once."""
    return typst.Fonts()


@cache
def _families() -> frozenset[str]:
    return frozenset(_fonts().families())


def _picture(drawing: bytes) -> _Picture | None:
    """Return a drawing (SVG) in dots as wide as the text block; None where there is none to be read."""
    if not drawing:
        return None
    try:
        content = _compiled(
            {"main": _DRAWING, "drawing.svg": drawing},
            format="png",
            ppi=_DOTS_PER_INCH,
            sys_inputs={"width": str(official.TEXT_WIDTH_MM)},
        )
    except RuntimeError as error:
        _log.warning("a drawing cannot be read: %s", error)
        return None
    # Width and height stand at the beginning of every PNG.
    across, down = struct.unpack(">II", content[16:24])
    height_mm = official.TEXT_WIDTH_MM * down / across
    return _Picture(content, official.TEXT_WIDTH_MM * min(1.0, _HIGHEST_MM / height_mm))
