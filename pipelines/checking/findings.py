"""Findings: one cause with all its cells, worded for the clerk from the catalogue of kinds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pipelines.checking.finding_kinds import FindingKind
from warehouse.contracts.types import Severity

_MAX_EXAMPLES = 3


@dataclass(frozen=True)
class Finding:
    """One cause with all its cells.

    cells: A1 ranges 「C7:C12、C15」. rows: how many source rows it touches. column: contract column, or "".
    nearest: the listed value nearest to what was written in all its cells, or "".
    """

    code: str
    title: str
    severity: Severity
    column: str
    cells: str
    rows: int
    message: str
    remedy: str
    nearest: str = ""

    def as_json(self) -> dict[str, str]:
        """Return the record of the check command."""
        return {
            "code": self.code,
            "severity": self.severity.value,
            "cells": self.cells,
            "message": self.message,
            "remedy": self.remedy,
        }


@dataclass
class _Group:
    """Places with one cause."""

    kind: FindingKind
    severity: Severity
    column: str
    params: Mapping[str, str]
    # 0-based row → what was found there: the cells (row, column) and the text as written
    places: dict[int, list[tuple[tuple[tuple[int, int], ...], str]]] = field(default_factory=dict)

    def finding(self) -> Finding:
        found = [place for places in self.places.values() for place in places]
        texts = list(dict.fromkeys(text for _, text in found if text))
        examples = "、".join(f"「{text}」" for text in texts[:_MAX_EXAMPLES])
        if len(texts) > _MAX_EXAMPLES:
            examples += " 等"
        nearest, options = self.params.get("nearest", ""), self.params.get("options", "")
        words = _Blank(
            {
                **self.params,
                "examples": examples,
                "nearest_hint": f"最接近的是「{nearest}」。" if nearest else "",
                "options_hint": f"可选：{options}" if options else "",
            }
        )
        return Finding(
            code=self.kind.code,
            title=self.kind.title,
            severity=self.severity,
            column=self.column,
            cells=a1_ranges(cell for cells, _ in found for cell in cells),
            rows=len(self.places),
            message=self.kind.template.format_map(words),
            remedy=self.kind.remedy.format_map(words),
            nearest=nearest if self.kind.groups_by_text else "",
        )


class FindingCollector:
    """Collects the findings of one table, one per cause, and which rows they keep out."""

    def __init__(self) -> None:
        self._groups: dict[tuple[str, ...], _Group] = {}
        self._bad_rows: dict[int, list[str]] = {}
        self._faulty: set[tuple[int, str]] = set()

    def add(
        self,
        kind: FindingKind,
        severity: Severity,
        row: int,
        cells: Iterable[tuple[int, int]],
        *,
        column: str = "",
        params: Mapping[str, str],
    ) -> None:
        """Count one place of a cause; `row` and `cells` are 0-based sheet positions.

        params: the words of the template; `text` is the cell as written, `label` the column's.
        """
        text = params.get("text", "")
        # What the message says of all its cells must be true of each.
        shared = [params.get(word, "") for word in ("limit", "own") if f"{{{word}}}" in kind.template]
        cause = (kind.code, column, severity.value, text if kind.groups_by_text else "", *shared)
        group = self._groups.setdefault(cause, _Group(kind, severity, column, dict(params)))
        group.places.setdefault(row, []).append((tuple(cells), text))
        self._faulty.add((row, column))
        if severity is Severity.ERROR:
            codes = self._bad_rows.setdefault(row, [])
            if kind.code not in codes:
                codes.append(kind.code)

    def withdraw(self, row: int, column: str | None = None) -> None:
        """Take back what was found in a column of a 0-based row, or in all of the row."""
        for cause, group in list(self._groups.items()):
            if column in (None, group.column) and row in group.places:
                del group.places[row]
                if not group.places:
                    del self._groups[cause]
        self._faulty = {place for place in self._faulty if place[0] != row or column not in (None, place[1])}
        remaining = {
            group.kind.code
            for group in self._groups.values()
            if group.severity is Severity.ERROR and row in group.places
        }
        codes = [code for code in self._bad_rows.pop(row, ()) if code in remaining]
        if codes:
            self._bad_rows[row] = codes

    def is_faulty(self, row: int, column: str) -> bool:
        """Tell whether something was found in a column of a row, which mutes what would follow from it."""
        return (row, column) in self._faulty

    @property
    def bad_rows(self) -> Mapping[int, list[str]]:
        """Return the 0-based rows that must not be loaded, each with the codes that keep it out."""
        return self._bad_rows

    def findings(self) -> list[Finding]:
        """Word every finding, errors first, then in the order of the sheet."""
        ordered = sorted(
            self._groups.values(),
            key=lambda group: (group.severity is not Severity.ERROR, min(group.places, default=0)),
        )
        return [group.finding() for group in ordered]


class _Blank(dict[str, str]):
    """A missing template word reads as nothing."""

    def __missing__(self, key: str) -> str:
        return ""


def column_letters(index: int) -> str:
    """Return the spreadsheet letters of a 0-based column: 0 → A, 26 → AA."""
    letters = ""
    index += 1
    while index:
        index, remainder = divmod(index - 1, 26)
        letters = chr(ord("A") + remainder) + letters
    return letters


def a1(row: int, column: int) -> str:
    """Return the address of a 0-based cell: (6, 2) → C7."""
    return f"{column_letters(column)}{row + 1}"


def a1_ranges(cells: Iterable[tuple[int, int]]) -> str:
    """Return 0-based cells as A1 ranges, column by column: (6,2)(7,2)(14,2) → 「C7:C8、C15」.

    Runs of rows that are the same in adjacent columns are one rectangle: 「C7:E8」.
    """
    rectangles: list[list[int]] = []  # first row, last row, first column, last column
    # First row, last row and last column → the rectangle that ends there.
    open_at: dict[tuple[int, int, int], list[int]] = {}
    for column, first, last in _vertical_runs(cells):
        known = open_at.pop((first, last, column - 1), None)
        if known is None:
            known = [first, last, column, column]
            rectangles.append(known)
        known[3] = column
        open_at[first, last, column] = known
    return "、".join(
        a1(top, left) if (top, left) == (bottom, right) else f"{a1(top, left)}:{a1(bottom, right)}"
        for top, bottom, left, right in rectangles
    )


def _vertical_runs(cells: Iterable[tuple[int, int]]) -> Iterable[tuple[int, int, int]]:
    """Yield (column, first row, last row) of cells directly below one another."""
    run: tuple[int, int, int] | None = None
    for row, column in sorted(set(cells), key=lambda cell: (cell[1], cell[0])):
        if run is not None and run[0] == column and run[2] == row - 1:
            run = (column, run[1], row)
            continue
        if run is not None:
            yield run
        run = (column, row, row)
    if run is not None:
        yield run
