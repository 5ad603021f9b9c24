"""The original's own picture as a table: its rows and columns, with the cell marked.

Texts of the original are texts here: they pass through `dashboard.markup`, which escapes them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import streamlit as st

from dashboard.data.lineage_cells import CellLine
from dashboard.data.pictures import PictureUnavailable, original_picture
from dashboard.markup import Markup, div, element, join
from dashboard.texts import lineage as texts
from dashboard.widgets.panels import card
from dashboard.widgets.parts import caption
from dashboard.widgets.safe import show, state
from warehouse.home import Home
from warehouse.pictures import Picture, PictureCell, PictureRow
from warehouse.source_rows import SourceTable

# A row of column letters and one of row numbers stand around the cells.
_HEAD_COLUMNS = 1


def picture_panel(home: Home, line: CellLine) -> None:
    """Read the original anew and show the region of a cell, or why there is no picture."""
    with card("picture", texts.PICTURE_TITLE, _where(line)):
        if line.address is None or line.sha256 is None:
            show(state(texts.PICTURE_NONE_TITLE, texts.PICTURE_NO_CELL.format(origin=line.place)))
            return
        show_picture(home, line.sha256, line.sheet, line.address)


def place_panel(home: Home, table: SourceTable, cell: str) -> None:
    """Read the original anew and show the region of any cell of a table."""
    place = f"{table.sheet}!{cell}" if table.sheet else cell
    with card("picture", texts.PICTURE_TITLE, f"{table.file} {place}"):
        show_picture(home, table.sha256, table.sheet, cell)


def _where(line: CellLine) -> str:
    return f"{line.file or ''} {line.place}".strip()


def show_picture(home: Home, sha256: str, sheet: str, cell: str) -> None:
    """Show the region of a cell. What is read is not remembered: each time the original itself is asked."""
    with st.spinner(texts.READING_ORIGINAL):
        try:
            found = picture_markup(original_picture(home, sha256, sheet, cell))
        except PictureUnavailable as reason:
            found = state(texts.PICTURE_FAILED_TITLE, str(reason))
    show(found)


def picture_markup(found: Picture) -> Markup:
    """Return the picture, with what is hidden in it and whether the original is unaltered."""
    hidden_rows = [str(row.row) for row in found.rows if row.is_hidden]
    notes = [texts.PICTURE_INTACT] if found.is_intact else []
    if found.hidden_columns:
        notes.append(texts.PICTURE_COLUMNS_HIDDEN.format(columns="、".join(found.hidden_columns)))
    if hidden_rows:
        notes.append(texts.PICTURE_ROWS_HIDDEN.format(rows="、".join(hidden_rows)))
    return join(
        None if found.is_intact else state(texts.PICTURE_ALTERED_TITLE, texts.PICTURE_ALTERED),
        div(
            "fz-scroll fz-picture-frame",
            element(
                "table",
                element("thead", _letters(found)),
                element("tbody", *_rows(found)),
                class_="fz-picture",
            ),
        ),
        caption("　".join((*notes, texts.PICTURE_NOTE))),
    )


def _letters(found: Picture) -> Markup:
    hidden = frozenset(found.hidden_columns)
    return element(
        "tr",
        element("th", "", scope="col"),
        *(
            element("th", letter, scope="col", class_="fz-hidden" if letter in hidden else None)
            for letter in found.columns
        ),
    )


def _rows(found: Picture) -> Iterator[Markup]:
    previous: int | None = None
    covered: frozenset[tuple[int, str]] = frozenset()
    for place, row in enumerate(found.rows):
        if previous is not None and row.row > previous + 1:
            gap = element("td", texts.PICTURE_GAP, colspan=str(len(found.columns) + _HEAD_COLUMNS))
            yield element("tr", gap, class_="fz-gap")
            covered = frozenset()
        together = _together(found.rows[place:])
        yield _row(found.columns, row, covered, together)
        covered |= frozenset(_covered(found.columns, row, together))
        previous = row.row


def _together(rows: Sequence[PictureRow]) -> int:
    """Return how many rows follow one another without a gap: a merged range ends with them."""
    last = next(
        (place for place in range(1, len(rows)) if rows[place].row != rows[place - 1].row + 1), len(rows)
    )
    return max(1, last)


def _row(
    columns: Sequence[str], row: PictureRow, covered: frozenset[tuple[int, str]], together: int
) -> Markup:
    cells = {cell.column: cell for cell in row.cells}
    beneath = {letter for number, letter in covered if number == row.row}
    shown: list[Markup] = []
    for place, letter in enumerate(columns):
        if letter in beneath:
            continue
        cell = cells.get(letter)
        if cell is None:
            shown.append(element("td", ""))
            continue
        width = min(cell.colspan, len(columns) - place)
        beneath |= set(columns[place + 1 : place + width])
        shown.append(_cell(row, cell, width, min(cell.rowspan, together)))
    return element(
        "tr",
        element("th", str(row.row), scope="row", title=texts.CELL_HIDDEN if row.is_hidden else None),
        *shown,
        class_=f"fz-in-{row.kind}{' fz-hidden' if row.is_hidden else ''}",
    )


def _covered(columns: Sequence[str], row: PictureRow, together: int) -> Iterator[tuple[int, str]]:
    """Yield the places below a row that its merged ranges cover."""
    letters = list(columns)
    for cell in row.cells:
        if cell.rowspan == 1 or cell.column not in letters:
            continue
        place = letters.index(cell.column)
        for below in range(1, min(cell.rowspan, together)):
            for letter in letters[place : place + cell.colspan]:
                yield row.row + below, letter


def _cell(row: PictureRow, cell: PictureCell, width: int, height: int) -> Markup:
    named = {
        "fz-marked": cell.is_marked,
        "fz-masked": cell.is_masked,
        "fz-struck": cell.is_struck,
        "fz-coloured": cell.is_coloured,
    }
    said = {
        texts.CELL_MARKED: cell.is_marked,
        texts.CELL_MASKED: cell.is_masked,
        texts.CELL_STRUCK: cell.is_struck,
    }
    return element(
        "td",
        cell.text,
        class_=" ".join(name for name, holds in named.items() if holds) or None,
        title="，".join(text for text, holds in said.items() if holds) or None,
        aria_label=f"{cell.column}{row.row} {texts.CELL_MARKED} {cell.text}" if cell.is_marked else None,
        colspan=str(width) if width > 1 else None,
        rowspan=str(height) if height > 1 else None,
    )
