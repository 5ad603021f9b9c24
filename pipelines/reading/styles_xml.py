"""Which cell formats of an .xlsx strike, colour or word what they show, as patterns to look for.

Parts follow ECMA-376 part 1: fonts 18.8.22 (strike 18.4.10), fills 18.8.20, cell formats 18.8.10, number
formats 18.8.31, shared strings 18.4.9, calculation properties 18.2.2.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final
from xml.etree.ElementTree import Element, fromstring

from pipelines.reading.facts import MAX_MARKS
from pipelines.reading.number_formats import BUILT_IN, NumberFormat, number_format
from warehouse.contracts.envelope import RETURN_FILLS

STYLES_PART: Final = "xl/styles.xml"
STRINGS_PART: Final = "xl/sharedStrings.xml"
MAX_STYLES_BYTES: Final = 32 << 20
_CHUNK_BYTES: Final = 1 << 20
# More formats than a person makes by hand: a style table swollen by copying says nothing.
_MAX_FORMATS: Final = 4_000
_OFF: Final = ("0", "false")
_WHITE_INDEXES: Final = frozenset({"1", "9", "64", "65"})
_STRIKE: Final = re.compile(rb"<(?:\w+:)?strike\s*(?:/>|>|val=\"(?:1|true)\")")
_STRING: Final = re.compile(rb"<(?:\w+:)?si\b[^>]*?(?:/>|>(.*?)</(?:\w+:)?si>)", re.DOTALL)
_CALCULATE_ON_LOAD: Final = re.compile(rb'fullCalcOnLoad="(?:1|true)"')


@dataclass(frozen=True)
class WorkbookStyles:
    """Patterns over the XML of a sheet; None where no cell can match.

    is_never_calculated: the writer asks for a calculation at the next opening, so that a formula's 0 is none.
    worded: finds the cells whose number format adds words or a scale, its group 1 being the cell format, and
    number_formats says what each adds.
    """

    struck: re.Pattern[bytes] | None = None
    coloured: re.Pattern[bytes] | None = None
    is_never_calculated: bool = False
    worded: re.Pattern[bytes] | None = None
    number_formats: Mapping[int, NumberFormat] = field(default_factory=dict)


def read_styles(archive: zipfile.ZipFile, book: bytes) -> WorkbookStyles:
    """Read the styles and the shared strings of a package; book: its workbook part."""
    names = {name.lower(): name for name in archive.namelist()}
    struck: list[int] = []
    coloured: list[int] = []
    worded: dict[int, NumberFormat] = {}
    styles_part = names.get(STYLES_PART.lower())
    if styles_part is not None and archive.getinfo(styles_part).file_size <= MAX_STYLES_BYTES:
        root = fromstring(archive.read(styles_part))
        struck, coloured = _marking_formats(root)
        worded = _worded_formats(root)
    strings_part = names.get(STRINGS_PART.lower())
    strings = _struck_strings(archive, strings_part) if strings_part is not None else []
    struck_parts = [part for part in (_format_pattern(struck), _string_pattern(strings)) if part]
    coloured_part = _format_pattern(coloured)
    return WorkbookStyles(
        re.compile(b"|".join(struck_parts)) if struck_parts else None,
        re.compile(coloured_part) if coloured_part else None,
        _CALCULATE_ON_LOAD.search(book) is not None,
        re.compile(b' s="(' + b"|".join(b"%d" % index for index in worded) + b')"') if worded else None,
        worded,
    )


def _marking_formats(styles: Element) -> tuple[list[int], list[int]]:
    """Return the indexes of the cell formats whose font is struck, and of those whose fill has a colour."""
    struck_fonts = {at for at, font in enumerate(_items(styles, "fonts")) if _is_struck(font)}
    coloured_fills = {at for at, fill in enumerate(_items(styles, "fills")) if _is_coloured(fill)}
    struck: list[int] = []
    coloured: list[int] = []
    for index, cell_format in enumerate(_items(styles, "cellXfs")):
        if _index(cell_format, "fontId") in struck_fonts:
            struck.append(index)
        if _index(cell_format, "fillId") in coloured_fills:
            coloured.append(index)
    return struck[:_MAX_FORMATS], coloured[:_MAX_FORMATS]


def _worded_formats(styles: Element) -> dict[int, NumberFormat]:
    """Return cell format → its number format, of those that show more than the number."""
    codes = {_index(entry, "numFmtId"): entry.get("formatCode", "") for entry in _items(styles, "numFmts")}
    found: dict[int, NumberFormat] = {}
    for index, cell_format in enumerate(_items(styles, "cellXfs")):
        number = _index(cell_format, "numFmtId")
        shown = number_format(codes.get(number) or BUILT_IN.get(number, ""))
        if shown is not None and len(found) < _MAX_FORMATS:
            found[index] = shown
    return found


def _items(styles: Element, name: str) -> Iterable[Element]:
    for group in styles:
        if _local(group) == name:
            yield from group


def _is_struck(font: Element) -> bool:
    return any(_local(part) == "strike" and part.get("val", "1") not in _OFF for part in font)


def _is_coloured(fill: Element) -> bool:
    for pattern in fill:
        if _local(pattern) == "gradientFill":
            return True
        if pattern.get("patternType") == "solid":
            return not any(
                _local(colour) == "fgColor" and (_is_white(colour) or _is_mark_of_return(colour))
                for colour in pattern
            )
    return False


def _is_mark_of_return(colour: Element) -> bool:
    """Whether a colour is the mark that a returned file was sent back with, which says nothing any more."""
    return colour.get("rgb", "").upper()[-6:] in RETURN_FILLS


def _is_white(colour: Element) -> bool:
    if "rgb" in colour.keys():  # noqa: SIM118 - an element is no mapping
        return colour.get("rgb", "").upper().endswith("FFFFFF")
    if "theme" in colour.keys():  # noqa: SIM118
        return colour.get("theme") == "0" and float(colour.get("tint", "0")) == 0
    return colour.get("indexed", "64") in _WHITE_INDEXES


def _struck_strings(archive: zipfile.ZipFile, part: str) -> list[int]:
    """The indexes of the shared strings of which a run is struck through."""
    with archive.open(part) as stream:
        tail = b""
        while chunk := stream.read(_CHUNK_BYTES):
            if _STRIKE.search(tail + chunk):
                break
            tail = chunk[-64:]
        else:
            return []
    strings = enumerate(_STRING.finditer(archive.read(part)))
    return [index for index, found in strings if found[1] and _STRIKE.search(found[1])][:MAX_MARKS]


def _format_pattern(formats: list[int]) -> bytes:
    return b' s="(?:' + b"|".join(b"%d" % index for index in formats) + b')"' if formats else b""


def _string_pattern(strings: list[int]) -> bytes:
    numbers = b"|".join(b"%d" % index for index in strings)
    return rb't="s"[^>]*><(?:\w+:)?v>(?:' + numbers + rb")</" if strings else b""


def _index(cell_format: Element, name: str) -> int:
    value = cell_format.get(name, "0")
    return int(value[:9]) if value.isascii() and value.isdigit() else 0


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2]
