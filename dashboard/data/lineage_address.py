"""The address of the page 溯源: which number, row and cell its link asks for.

The address is the whole state of the page. Whatever stands in it that is not known is left out with a notice;
nothing in it is trusted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from dashboard.texts import lineage as texts
from warehouse.errors import BadSelection
from warehouse.metrics.catalogue import METRICS
from warehouse.metrics.selection import Grain, Selection

PAGE = "lineage"
METRIC = "metric"
FROM = "from"
TO = "to"
GRAIN = "grain"
BY = "by"
WHERE = "where"
SNAPSHOT = "snapshot"
ROW = "row"
CELL = "cell"
TABLE = "table"
FATE = "fate"
AT = "at"
LEAF = "page"
PARAMETERS = frozenset((METRIC, FROM, TO, GRAIN, BY, WHERE, SNAPSHOT, ROW, CELL, TABLE, FATE, AT, LEAF))
# Longer than any name in a contract, shorter than anything that could slow the page.
_LONGEST = 200
_MOST_PAGES = 10_000
_CELL = re.compile(r"[A-Z]{1,3}[1-9][0-9]{0,6}")


@dataclass(frozen=True)
class Address:
    """What a link asks for.

    metric_id: None where no number was asked for. selection: of the number; its grain and `by` say into which
    parts it is split. snapshot: id of the snapshot, None for the session's own. row, cell: the chosen row and
    its column. table: whose rows are listed with their fate; fate: which of them; at: the cell of it that is
    shown in the original. leaf: page of the rows.
    """

    metric_id: str | None = None
    selection: Selection = field(default_factory=Selection)
    snapshot: str | None = None
    row: str | None = None
    cell: str | None = None
    table: str | None = None
    fate: str | None = None
    at: str | None = None
    leaf: int = 1

    def narrowed(self, selection: Selection) -> Address:
        """Return the address of another number of the same metric: nothing is chosen in it yet."""
        return Address(self.metric_id, selection, self.snapshot)

    def at_row(self, row: str, cell: str | None = None) -> Address:
        """Return the address with that row (and cell) chosen; its own table is shown with it."""
        return replace(self, row=row, cell=cell, table=None, fate=None, at=None)

    def at_table(self, table: str | None, fate: str | None = None, at: str | None = None) -> Address:
        """Return the address with the rows of that table listed, and a cell of it shown."""
        return replace(self, row=None, cell=None, table=table, fate=fate, at=at)

    def query(self) -> dict[str, list[str]]:
        """Return the parameters of the link, those with default values left out."""
        selection = self.selection
        found: dict[str, list[str]] = {}
        if self.metric_id is not None:
            found[METRIC] = [self.metric_id]
        if selection.start is not None:
            found[FROM] = [selection.start.isoformat()]
        if selection.end is not None:
            found[TO] = [selection.end.isoformat()]
        if selection.grain is not Grain.TOTAL:
            found[GRAIN] = [selection.grain.value]
        if selection.by:
            found[BY] = [",".join(selection.by)]
        if selection.where:
            found[WHERE] = [f"{name}={value}" for name, values in selection.where.items() for value in values]
        optional = ((SNAPSHOT, self.snapshot), (ROW, self.row), (CELL, self.cell), (TABLE, self.table))
        found |= {
            name: [value]
            for name, value in (*optional, (FATE, self.fate), (AT, self.at))
            if value is not None
        }
        if self.leaf > 1:
            found[LEAF] = [str(self.leaf)]
        return found


def read_address(parameters: Mapping[str, Sequence[str]]) -> tuple[Address, tuple[str, ...]]:
    """Return what the parameters of a link ask for, and a notice for each that is not usable."""
    notices: list[str] = []
    first = {name: values[0] for name, values in parameters.items() if values}
    metric_id = _metric(first.get(METRIC), notices)
    return (
        Address(
            metric_id,
            Selection() if metric_id is None else _selection(metric_id, first, parameters, notices),
            _plain(first.get(SNAPSHOT)),
            _plain(first.get(ROW)),
            _plain(first.get(CELL)),
            _plain(first.get(TABLE)),
            _plain(first.get(FATE)),
            _cell(first.get(AT)),
            _leaf(first.get(LEAF), notices),
        ),
        tuple(notices),
    )


def _metric(text: str | None, notices: list[str]) -> str | None:
    if not text:
        return None
    known = {metric_id.upper(): metric_id for metric_id in METRICS}
    found = known.get(text.strip().upper())
    if found is None:
        notices.append(texts.UNKNOWN_METRIC)
    return found


def _selection(
    metric_id: str, first: Mapping[str, str], parameters: Mapping[str, Sequence[str]], notices: list[str]
) -> Selection:
    start, end = _day(first.get(FROM), notices), _day(first.get(TO), notices)
    where = dict(_conditions(metric_id, parameters.get(WHERE, ()), notices))
    by = tuple(dict.fromkeys(name for name in first.get(BY, "").split(",") if name))
    if not set(by) <= set(METRICS[metric_id].dimensions):
        notices.append(texts.UNKNOWN_SPLIT)
        by = ()
    grain = first.get(GRAIN, Grain.TOTAL.value)
    if grain not in set(Grain):
        notices.append(texts.UNKNOWN_SPLIT)
        grain = Grain.TOTAL.value
    try:
        return Selection(start, end, Grain(grain), by, where)
    except BadSelection:
        notices.append(texts.DATES_OUT_OF_ORDER)
        return Selection(grain=Grain(grain), by=by, where=where)


def _conditions(
    metric_id: str, written: Sequence[str], notices: list[str]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    found: dict[str, list[str]] = {}
    for text in written:
        name, sign, value = text.partition("=")
        usable = sign and value and len(text) <= _LONGEST and name in METRICS[metric_id].dimensions
        if usable:
            found.setdefault(name, []).append(value)
        elif texts.UNKNOWN_CONDITION not in notices:
            notices.append(texts.UNKNOWN_CONDITION)
    for name, values in found.items():
        yield name, tuple(dict.fromkeys(values))


def _day(text: str | None, notices: list[str]) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        if texts.UNKNOWN_DATE not in notices:
            notices.append(texts.UNKNOWN_DATE)
        return None


def _leaf(text: str | None, notices: list[str]) -> int:
    if text is None:
        return 1
    if text.isascii() and text.isdigit() and len(text) <= len(str(_MOST_PAGES)) and int(text) >= 1:
        return int(text)
    notices.append(texts.UNKNOWN_LEAF)
    return 1


def _cell(text: str | None) -> str | None:
    return text if text and _CELL.fullmatch(text) else None


def _plain(text: str | None) -> str | None:
    """Return a name that is looked up among known ones; an overlong one is none of them."""
    return text if text and len(text) <= _LONGEST else None
