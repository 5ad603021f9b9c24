"""The original's own picture is a table of texts: whatever stands in a cell, it never becomes markup."""

from __future__ import annotations

import json
from collections.abc import Sequence
from html.parser import HTMLParser
from itertools import product

import pytest

from dashboard.markup import Markup
from dashboard.texts import lineage as texts
from dashboard.widgets.lineage_picture import picture_markup
from warehouse.pictures import Picture, PictureCell, PictureRow, RowPart, picture_from

# 25 openings × 20 bodies: 500 texts that would like to be markup.
_OPENINGS = (
    "", "</td>", "</table>", "</th></tr></table>", '">', "'>", "-->", "]]>", "</style>", "</title>",
    "</textarea>", "</script>", "<!--", "<![CDATA[", "<x", "<td/", "&lt;", "&#60;", "&quot;>", "\x00",
    "\u2028", "\u202e", "``", "${", "{{",
)  # fmt: skip
_BODIES = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<a href=javascript:alert(1)>x</a>",
    "<body onload=alert(1)>",
    "<input autofocus onfocus=alert(1)>",
    "<details open ontoggle=alert(1)>",
    "<math><mtext></p><style><img src onerror=alert(1)>",
    "<object data=javascript:alert(1)>",
    "<embed src=javascript:alert(1)>",
    "<form action=javascript:alert(1)>",
    "<style>*{background:url(http://example.invalid)}</style>",
    "<link rel=stylesheet href=//example.invalid>",
    "<meta http-equiv=refresh content=0;url=//example.invalid>",
    "<base href=//example.invalid>",
    "onmouseover=alert(1) x=",
    "![x](javascript:alert(1))",
    "<ScRiPt>alert`1`</sCrIpT>",
)
PAYLOADS = tuple(opening + body for opening, body in product(_OPENINGS, _BODIES))


class _Table(HTMLParser):
    """Collects tags, attribute names, and the text of each cell."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.rows: list[list[str]] = []
        self._is_in_cell = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")
            self._is_in_cell = True

    def handle_endtag(self, tag: str) -> None:
        self._is_in_cell = self._is_in_cell and tag not in ("td", "th")

    def handle_data(self, data: str) -> None:
        if self._is_in_cell:
            self.rows[-1][-1] += data


def _read(markup: Markup) -> _Table:
    parser = _Table()
    parser.feed(markup)
    parser.close()
    return parser


def _cell(column: str, text: str = "", **marks: bool | int) -> PictureCell:
    known = dict.fromkeys(("is_marked", "is_masked", "is_struck", "is_coloured"), False)
    return PictureCell(column, text, **{**known, "colspan": 1, "rowspan": 1, **marks})  # type: ignore[arg-type]


def _picture(
    rows: Sequence[PictureRow], columns: Sequence[str] = ("A", "B"), *, is_intact: bool = True
) -> Picture:
    return Picture("甲.xlsx", "0" * 64, is_intact, "台账", tuple(columns), (), tuple(rows))


def _body(number: int, *cells: PictureCell, is_hidden: bool = False) -> PictureRow:
    return PictureRow(number, is_hidden, RowPart.BODY, cells)


@pytest.mark.parametrize("first", range(0, len(PAYLOADS), 100))
def test_five_hundred_texts_come_out_as_texts(first: int) -> None:
    payloads = PAYLOADS[first : first + 100]
    rows = [
        _body(place + 1, _cell("A", text), _cell("B", text, is_marked=True))
        for place, text in enumerate(payloads)
    ]
    found = _read(picture_markup(_picture(rows)))
    assert found.tags <= {"div", "table", "thead", "tbody", "tr", "th", "td"}
    assert found.attributes <= {"class", "scope", "title", "aria-label"}
    assert [row[1:] for row in found.rows[1:]] == [[text, text] for text in payloads]


def test_rows_and_columns_bear_their_own_numbers_and_letters() -> None:
    found = _read(picture_markup(_picture([_body(7, _cell("C", "甲"), _cell("D", "乙"))], ("C", "D"))))
    assert found.rows[0] == ["", "C", "D"]
    assert found.rows[1][:3] == ["7", "甲", "乙"]


def test_a_gap_between_header_and_region_is_shown() -> None:
    rows = [
        PictureRow(2, False, RowPart.HEADER, (_cell("A", "单位"), _cell("B", "人数"))),
        _body(30, _cell("A"), _cell("B")),
    ]
    found = _read(picture_markup(_picture(rows)))
    assert [row[0] for row in found.rows[:4]] == ["", "2", texts.PICTURE_GAP, "30"]


def test_a_merged_range_covers_its_cells_and_never_reaches_over_a_gap() -> None:
    rows = [
        _body(1, _cell("A", "合并", colspan=2, rowspan=9)),
        _body(2),
        _body(9, _cell("A", "下方"), _cell("B", "右方")),
    ]
    shown = picture_markup(_picture(rows))
    assert 'colspan="2"' in shown
    assert 'rowspan="2"' in shown
    assert _read(shown).rows[1:] == [["1", "合并"], ["2"], [texts.PICTURE_GAP], ["9", "下方", "右方"]]


def test_a_range_wider_than_the_picture_ends_with_it() -> None:
    assert 'colspan="2"' in picture_markup(_picture([_body(1, _cell("A", "宽", colspan=4000))]))


def test_the_cell_that_was_read_is_marked_for_eyes_and_ears() -> None:
    shown = picture_markup(_picture([_body(7, _cell("A"), _cell("B", "1200余", is_marked=True))]))
    assert "fz-marked" in shown
    assert f"B7 {texts.CELL_MARKED} 1200余" in shown


def test_what_is_hidden_in_the_original_is_told() -> None:
    row = _body(7, _cell("A"), _cell("B"), is_hidden=True)
    picture = Picture("甲.xlsx", "0" * 64, True, "台账", ("A", "B"), ("B",), (row,))
    shown = picture_markup(picture)
    assert texts.PICTURE_ROWS_HIDDEN.format(rows="7") in shown
    assert texts.PICTURE_COLUMNS_HIDDEN.format(columns="B") in shown


def test_an_altered_original_says_so() -> None:
    assert texts.PICTURE_ALTERED in picture_markup(_picture([_body(1, _cell("A"))], is_intact=False))
    assert texts.PICTURE_INTACT in picture_markup(_picture([_body(1, _cell("A"))]))


def test_the_json_of_the_command_is_read() -> None:
    cell = {
        "column": "C", "text": "约1200人", "is_marked": True, "is_masked": False, "is_struck": False,
        "is_coloured": False, "colspan": 1, "rowspan": 1,
    }  # fmt: skip
    plain = {
        "file": "甲.xlsx", "sha256": "0" * 64, "is_intact": True, "sheet": "台账", "columns": ["C"],
        "hidden_columns": [], "rows": [{"row": 7, "is_hidden": False, "kind": "body", "cells": [cell]}],
    }  # fmt: skip
    picture = picture_from(plain)
    assert picture == _picture([_body(7, _cell("C", "约1200人", is_marked=True))], ["C"])
    assert picture_from(json.loads(json.dumps(picture.to_dict()))) == picture
