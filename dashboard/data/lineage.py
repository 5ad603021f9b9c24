"""溯源: a number as it is shown, the rows behind it, and the cells of a row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from dashboard.data.ask import NO_ANSWER, Answer, totals
from dashboard.data.definition import Definition, definition
from dashboard.data.lineage_address import Address
from dashboard.data.lineage_cells import CellLine, cell_lines, counted_cell, place, row_title
from dashboard.formatting import MISSING, Figure, clock, day, figure, full_day, number, ratio, span
from dashboard.texts import common
from dashboard.texts import lineage as texts
from warehouse.contracts.registry import DATASETS
from warehouse.errors import BadSelection
from warehouse.lineage.cells import traced_rows
from warehouse.lineage.contributions import TABLES, Contribution, contributions_to
from warehouse.lineage.model import TracedRow
from warehouse.marts.build import MARTS
from warehouse.metrics.catalogue import METRICS
from warehouse.metrics.dimensions import DIMENSIONS
from warehouse.metrics.model import Basis, Better, Kind, Metric
from warehouse.metrics.query import query
from warehouse.metrics.selection import Grain, Selection, periods
from warehouse.snapshots import Snapshot
from warehouse.source_rows import source_tables

ROWS_ON_A_LEAF = 50
# Contributions of fractions are summed as they are: so far apart they are still the same number.
_SAME = 1e-9


@dataclass(frozen=True)
class Number:
    """A number as shown. exact: unrounded. fraction: of a ratio. conditions: label and values in words.

    meaning: the definition of its day.
    """

    metric_id: str
    name: str
    figure: Figure
    exact: str
    fraction: str | None
    qualified: str | None
    period: str
    conditions: tuple[str, ...]
    answer: Answer
    meaning: Definition


@dataclass(frozen=True)
class BehindRow:
    """One row behind a number: what it adds, what it is, and where the counted value stands.

    table_id: set where the number is made of whole tables instead of rows.
    """

    row_id: str
    contribution: str
    title: str
    place: str
    cell: str | None
    table_id: str | None


@dataclass(frozen=True)
class Behind:
    """The rows behind a number, one leaf of them, and how they make it up.

    proof: sentences that say how contributions and number agree; is_proven: false where they do not.
    is_unreported: nothing was reported, so that having no rows is not the same as 0.
    """

    rows: tuple[BehindRow, ...]
    total: int
    leaf: int
    leaves: int
    leaf_sum: str
    proof: tuple[str, ...]
    is_proven: bool
    is_unreported: bool

    @property
    def first(self) -> int:
        """Place of the leaf's first row, from 1."""
        return (self.leaf - 1) * ROWS_ON_A_LEAF + 1 if self.rows else 0

    @property
    def last(self) -> int:
        """Place of the leaf's last row."""
        return self.first + len(self.rows) - 1 if self.rows else 0


@dataclass(frozen=True)
class ChosenRow:
    """A row with its cells. counted: the column that the number takes from it."""

    row_id: str
    dataset: str
    title: str
    counted: str | None
    filed_on: str
    loaded_at: str
    cells: tuple[CellLine, ...]

    def cell(self, column: str | None) -> CellLine | None:
        """Return that column's line, None where the row has no such value."""
        return next((line for line in self.cells if line.column == column), None)


@dataclass(frozen=True)
class Part:
    """One part of a number: its period and dimension values, its value, and the question that asks for it."""

    names: tuple[str, ...]
    value: str
    rows: str
    selection: Selection | None


def usable(snapshot: Snapshot, address: Address) -> tuple[Address, tuple[str, ...]]:
    """Return what of an address can be asked of a snapshot, and why the rest cannot."""
    notices = []
    metric_id = address.metric_id
    if metric_id is not None:
        try:
            query(snapshot, [metric_id], address.selection)
        except BadSelection as fault:
            notices.append(texts.UNUSABLE_CONDITIONS.format(reason=fault))
            address = replace(address, selection=Selection(address.selection.start, address.selection.end))
    if address.row is not None:
        row = None
        if metric_id is not None:
            row = chosen_row(snapshot, metric_id, address.selection, address.row)
        if row is None:
            notices.append(texts.UNKNOWN_ROW)
            address = replace(address, row=None, cell=None)
        elif address.cell is not None and row.cell(address.cell) is None:
            notices.append(texts.UNKNOWN_CELL)
            address = replace(address, cell=None)
    if address.table is not None and not source_tables(snapshot, [address.table]):
        notices.append(texts.UNKNOWN_TABLE)
        address = replace(address, table=None, fate=None, at=None)
    return address, tuple(notices)


def shown_number(snapshot: Snapshot, metric_id: str, selection: Selection) -> Number:
    """Return a number as it is shown. Raises BadSelection."""
    metric = METRICS[metric_id]
    answer = totals(snapshot, [metric_id], selection.start, selection.end, selection.where).get(
        metric_id, NO_ANSWER
    )
    return Number(
        metric_id,
        metric.name,
        figure(answer.value, metric.unit, answer.qualifier),
        texts.EXACT.format(value=_exact(answer.value, metric.unit)),
        None if metric.denominator is None else ratio(answer.numerator, answer.denominator),
        common.QUALIFIERS.get(answer.qualifier or ""),
        _period(metric, selection, snapshot.info.data_cutoff),
        tuple(
            texts.CONDITION.format(label=DIMENSIONS[name].label, values="、".join(values))
            for name, values in selection.where.items()
        ),
        answer,
        definition(snapshot, metric_id),
    )


def _exact(value: float | None, unit: str) -> str:
    if value is None:
        return MISSING
    return str(Figure(number(value) if value == int(value) else f"{value:,.6f}".rstrip("0"), unit))


def _period(metric: Metric, selection: Selection, cutoff: date | None) -> str:
    last = min(filter(None, (selection.end, cutoff)), default=None)
    end = full_day(last)
    if metric.basis is Basis.STOCK:
        return texts.STOCK.format(end=end)
    if metric.basis is Basis.CUMULATIVE and last is not None:
        return texts.SINCE_YEAR.format(year=last.year, end=end)
    if selection.start is None or last is None or selection.start > last:
        return texts.ALL_TIME.format(end=end)
    if selection.start.year == last.year:
        return f"{full_day(selection.start)}—{day(last)}"
    return span(selection.start, last)


def parts(snapshot: Snapshot, metric_id: str, selection: Selection) -> tuple[Part, ...]:
    """Return the parts into which the selection splits a number; none where it does not."""
    if selection.grain is Grain.TOTAL and not selection.by:
        return ()
    metric = METRICS[metric_id]
    spans = {}
    end = min(filter(None, (selection.end, snapshot.info.data_cutoff)), default=None)
    if selection.start is not None and end is not None and selection.start <= end:
        spans = {one.label: one for one in periods(selection.start, end, selection.grain)}
    found = []
    for row in query(snapshot, [metric_id], selection).iter_rows(named=True):
        if row["value"] is None and not row["n"]:
            continue
        keys = {name: row[name] for name in selection.by}
        start, until = selection.start, selection.end
        if row["period"] is not None and row["period"] in spans:
            start, until = spans[row["period"]].start, spans[row["period"]].end
        is_named = all(value is not None for value in keys.values())
        is_dated = selection.grain is Grain.TOTAL or row["period"] in spans
        where = {**selection.where, **{name: (value,) for name, value in keys.items()}}
        found.append(
            Part(
                (
                    *((str(row["period"]),) if selection.grain is not Grain.TOTAL else ()),
                    *(str(value) if value is not None else texts.NO_NAME for value in keys.values()),
                ),
                str(figure(row["value"], metric.unit, row["qualifier"])),
                number(row["n"]),
                Selection(start, until, where=where) if is_named and is_dated else None,
            )
        )
    return tuple(found)


def behind(snapshot: Snapshot, metric_id: str, selection: Selection, leaf: int) -> Behind:
    """Return one leaf of the rows behind a number, the largest contributions first, and the proof.

    Of a rate that is better high, the rows that keep it down stand first. Raises BadSelection.
    """
    metric = METRICS[metric_id]
    found = _ordered(metric, contributions_to(snapshot, metric_id, selection))
    answer = totals(snapshot, [metric_id], selection.start, selection.end, selection.where)[metric_id]
    leaves = max(1, -(-len(found) // ROWS_ON_A_LEAF))
    leaf = min(leaf, leaves)
    listed = found[(leaf - 1) * ROWS_ON_A_LEAF : leaf * ROWS_ON_A_LEAF]
    proof, is_proven = _proof(metric, answer, found)
    return Behind(
        tuple(_behind_row(metric, row) for row in traced_rows(snapshot.database, listed)),
        len(found),
        leaf,
        leaves,
        texts.SUM_LEAF.format(total=number(_sum(listed), 2)),
        proof,
        is_proven,
        answer.is_unreported,
    )


def _ordered(metric: Metric, found: list[Contribution]) -> list[Contribution]:
    is_rate_of_rows = metric.denominator is not None and metric.measures[0].kind is Kind.COUNT
    if is_rate_of_rows and metric.better is Better.UP:
        return sorted(found, key=lambda one: one.amount)
    return found


def _sum(found: Sequence[Contribution]) -> int | float:
    return sum(one.amount for one in found)


def _proof(metric: Metric, answer: Answer, found: Sequence[Contribution]) -> tuple[tuple[str, ...], bool]:
    """Return how the rows make the number up, in words, and whether they do."""
    if metric.progress is not None:
        return (texts.TARGET_ROWS,), True
    total, shown = _sum(found), answer.numerator or 0
    is_equal = abs(total - shown) <= _SAME * max(1.0, abs(shown))
    words = texts.SUM_EQUALS if metric.denominator is None else texts.SUM_FRACTION
    said = [(words if is_equal else texts.SUM_DIFFERS).format(total=number(total, 2), shown=number(shown, 2))]
    if metric.numerator is not None and metric.numerator.kind is Kind.DISTINCT:
        said.append(texts.DISTINCT_ROWS)
    if metric.denominator is not None:
        below = sum(1 for one in found if one.in_denominator)
        if below:
            said.append(texts.BELOW_ROWS.format(rows=number(below)))
        elif answer.denominator is not None:
            mart = MARTS[metric.denominator.over]
            said.append(texts.BELOW_REFERENCE.format(value=number(answer.denominator), name=mart.label))
    return tuple(said), is_equal


def _behind_row(metric: Metric, row: TracedRow) -> BehindRow:
    is_ratio = metric.denominator is not None
    counts = {True: common.COUNTED, False: common.NOT_COUNTED}[bool(row.contribution)]
    only_counted = is_ratio and row.contribution in (0, 1)
    name, cell = counted_cell(metric, row)
    is_table = not row.cells and set(row.key) == {"file", "sheet"}
    return BehindRow(
        row.row_id,
        counts if only_counted else number(row.contribution, 2),
        row_title(row),
        f"{cell.file} · {place(cell)}" if cell is not None else str(row.key.get("file") or MISSING),
        name,
        row.row_id if is_table else None,
    )


def chosen_row(snapshot: Snapshot, metric_id: str, selection: Selection, row_id: str) -> ChosenRow | None:
    """Return a row behind a number with its cells; None where the number is not made of it."""
    found = [one for one in contributions_to(snapshot, metric_id, selection) if one.row_id == row_id]
    if not found or found[0].dataset == TABLES:
        return None
    (row,) = traced_rows(snapshot.database, found[:1])
    return _chosen(METRICS[metric_id], row)


def _chosen(metric: Metric, row: TracedRow) -> ChosenRow:
    counted, cell = counted_cell(metric, row)
    first = cell or next(iter(row.cells.values()), None)
    return ChosenRow(
        row.row_id,
        DATASETS[row.dataset].label,
        row_title(row),
        counted,
        full_day(first.filed_on if first else None),
        clock(first.loaded_at if first else None),
        tuple(cell_lines(row)),
    )
