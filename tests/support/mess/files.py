"""The kinds of file a draft can be written as, and what each of them cannot say."""

from __future__ import annotations

import codecs
from collections.abc import Mapping

from tests.support.mess.draft import CELLS_AROUND, FORMULAS, MERGES, SHEETS, STYLES, TYPES, Draft
from tests.support.mess.layout import Grid
from tests.support.mess.markup import delimited, web_page, word_document
from tests.support.mess.office import ods, xls, xlsx

_TEXT_LACKS = frozenset({TYPES, MERGES, STYLES, SHEETS, FORMULAS})
LACKS: Mapping[str, frozenset[str]] = {
    "xlsx": frozenset(),
    "xls": frozenset({STYLES, FORMULAS}),
    "ods": frozenset({STYLES, FORMULAS}),
    "csv": _TEXT_LACKS,
    "html": frozenset({TYPES, STYLES, SHEETS, FORMULAS}),
    "docx": frozenset({TYPES, STYLES, SHEETS, FORMULAS, CELLS_AROUND}),
}


def written(draft: Draft, grids: list[Grid]) -> bytes:
    """Return the bytes of a draft. kind: "csv gb18030 ;" names format, encoding and delimiter."""
    kind, *options = draft.kind.split(" ")
    match kind:
        case "xlsx":
            data = xlsx(grids, date_1904=draft.date_1904)
        case "xls":
            data = xls(grids, date_1904=draft.date_1904)
        case "ods":
            data = ods(grids, date_1904=draft.date_1904)
        case "docx":
            data = word_document(grids)
        case "html":
            data = web_page(grids[0], charset=options[0]).encode(options[0])
        case _:
            delimiter = {"tab": "\t", "semicolon": ";"}.get(options[1], ",") if len(options) > 1 else ","
            text = delimited(grids[0], delimiter=delimiter, ragged=draft.ragged)
            data = _encoded(text, options[0])
    return draft.spoil(data) if draft.spoil is not None else data


def _encoded(text: str, encoding: str) -> bytes:
    if encoding == "utf-16":
        return codecs.BOM_UTF16_LE + text.encode("utf-16-le")
    return text.encode(encoding)
