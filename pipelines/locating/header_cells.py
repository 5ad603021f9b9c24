"""The header cells of a block of rows: the lowest text of each column, with the captions above it."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from dataclasses import dataclass
from itertools import zip_longest

from pipelines.clean.text import clean_text, normalise_header
from pipelines.locating.view import SheetView

MAX_DEPTH = 3
MAX_PART_CHARACTERS = 15
_FIGURE = re.compile(r"[\d.,，:：/年月日*+\-—－~～]+$")
# 受众人数 | 合计, 男, 女: the sum below a caption is what the caption names.
_SUM = re.compile(r"(?:小计|合计|总计|共计|总数|合计数|总|计|数量|数)(?:[（(].*[）)])?")
_DASHES = frozenset("-—－/／")


@dataclass(frozen=True)
class HeaderCell:
    """The header of one sheet column.

    row: 0-based sheet row of its lowest text. label: that text. paths: texts to match, best first: with its
    group captions, then alone.
    """

    row: int
    index: int
    label: str
    paths: tuple[str, ...]

    @property
    def caption(self) -> str:
        """The group captions above the label, "" where there are none."""
        return self.paths[0].removesuffix(self.label)

    @property
    def captions(self) -> list[str]:
        """The group captions, nearest first."""
        return [path.removesuffix(self.label) for path in reversed(self.paths) if path != self.label]


def read_block(view: SheetView, first: int, last: int, *, has_units: bool = False) -> list[HeaderCell]:
    """Read rows first..last as one header.

    has_units: the last row holds the units of the texts above it.
    """
    cells = []
    width = max(len(view.rows[row]) for row in range(first, last + 1))
    for column in range(width):
        own = [row for row in range(first, last + 1) if view.cell(row, column) is not None]
        if not own:
            continue
        leaf_row, leaf = own[-1], view.text(own[-1], column)
        if has_units and leaf_row == last and len(own) > 1:
            unit = unit_alone(leaf)
            leaf_row = own[-2]
            leaf = view.text(leaf_row, column) + (f"（{unit}）" if unit else "")
        parents = [text for row in range(first, leaf_row) if (text := _caption(view, row, column, last))]
        paths = ["".join((*parents, leaf)), *(parent + leaf for parent in parents[-1:])]
        if parents and _SUM.fullmatch(leaf):
            paths.append(parents[-1])
        cells.append(HeaderCell(leaf_row, column, leaf, tuple(dict.fromkeys((*paths, leaf)))))
    return cells


def texts_above(view: SheetView, row: int) -> list[str]:
    """Texts of title rows (one or two cells) above a row, up to the previous wide row."""
    texts: list[str] = []
    for above in range(row - 1, max(row - 12, -1), -1):
        filled = view.filled(above)
        if len(filled) > MAX_DEPTH:
            break
        texts.extend(view.text(above, column) for column in filled)
    # The row itself may be the title that a header block begins with.
    filled = view.filled(row)
    return texts if len(filled) > 1 else [*texts, *(view.text(row, column) for column in filled)]


def is_unit_row(view: SheetView, row: int, above: Iterable[HeaderCell], known: Container[str]) -> bool:
    """Whether a row below a header holds nothing but units of measure: （人次） | （份）.

    known: headers, as 场次 may be one and not a unit.
    """
    header_columns = {cell.index for cell in above}
    filled = view.filled(row) if row < len(view.rows) else []
    texts = [view.text(row, column) for column in filled]
    units = [unit_alone(text) for text in texts]
    if not filled or not header_columns.issuperset(filled) or None in units or not any(units):
        return False
    bare = [text for text in texts if text[0] not in "（("]
    # A lone word without brackets may be a value: 册; a unit of money is none.
    is_plain = len(filled) > 1 or texts[0].endswith("元")
    return not bare or (is_plain and not any(text in known for text in bare))


def divides_captions(view: SheetView, row: int, above: Iterable[HeaderCell]) -> bool:
    """Whether a row below a header only names parts of what stands above: 受众人数 | 线上, 线下.

    A caption reaches as far as it is merged, else over the columns right of it that have no header. A row
    of data would fill other columns too, and figures are no names.
    """
    filled = view.filled(row) if row < len(view.rows) else []
    texts = [view.cell(row, column) for column in filled]
    if not filled or not all(isinstance(text, str) and len(text) <= MAX_PART_CHARACTERS for text in texts):
        return False
    if any(_FIGURE.match(view.text(row, column)) for column in filled):
        return False
    headers = sorted(above, key=lambda cell: cell.index)
    parts: set[int] = set()
    for cell, following in zip_longest(headers, headers[1:]):
        right = view.range_at(cell.row, cell.index)[3]
        if right == cell.index:
            right = (following.index if following is not None else max(filled) + 1) - 1
        under = {column for column in filled if cell.index <= column <= right}
        if len(under) > 1:
            parts |= under
    rest = [view.text(row, column) for column in filled if column not in parts]
    return bool(parts) and all(unit_alone(text) is not None for text in rest)


def unit_alone(text: str) -> str | None:
    """Return the unit that a text is (（万元）, 单位：份), "" for a dash; None for any other text."""
    bare = text.strip("（）() ").removeprefix("单位").lstrip(":： ")
    if not bare:
        return None
    if set(bare) <= _DASHES:
        return ""
    return bare if normalise_header(clean_text(f"数（{bare}）")).unit is not None else None


def _caption(view: SheetView, row: int, column: int, last: int) -> str:
    """The text of a group row over a column: its own, a merged one, or one that runs over blanks."""
    if view.cell(row, column) is not None:
        return view.text(row, column)
    anchor = view.anchor(row, column)
    if anchor is not None:
        return view.text(*anchor) if anchor[0] == row else ""
    if row in view.merged_rows:
        return ""
    for left in range(column, -1, -1):
        if all(view.cell(below, left) is None for below in range(row + 1, last + 1)):
            return ""
        if view.cell(row, left) is not None:
            return view.text(row, left)
    return ""
