"""From a number to its rows, and from each row to the cells of the original file."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import ibis
import polars as pl

from warehouse.contracts.model import Column, Dataset
from warehouse.contracts.registry import DATASETS
from warehouse.engines.duckdb import Database
from warehouse.marts.build import MARTS
from warehouse.metrics import progress, scan
from warehouse.metrics.catalogue import METRICS
from warehouse.metrics.engine import Engine, Question
from warehouse.metrics.model import Kind, Measure
from warehouse.metrics.query import find_metric
from warehouse.metrics.scan import Span
from warehouse.metrics.selection import Grain, Period, Selection
from warehouse.snapshots import Snapshot

# Where a value stands that has no cell of its own (see raw.<dataset>.cells), and the contract's default.
_PLACES = ("sheet", "file name")
_DEFAULT = "default"
# Where nothing was written and a correction says what belongs there.
_CORRECTION = "correction"
# Contributions of whole tables (数据质量) instead of rows of a dataset.
_TABLES = "ledger.tables"
# A value that a correction (更正、补报) inherited stands in the older row named after this.
_OLDER_ROW = "row:"
# The figure of the period before, which a 累计 ledger's figure is less: cited under <column>_before.
_BEFORE = "_before"


@dataclass(frozen=True)
class TracedCell:
    """One value of a row: the cell it was read from, what was written there, and what it means.

    cell is null where the value came from the sheet's or the file's name, or is the contract's default;
    `origin` then says "sheet", "file name", "default" or "correction". correction: the one that decided the
    value in place of what was written (id, reason, who, date, and the value before).
    """

    file: str | None
    sha256: str | None
    sheet: str | None
    cell: str | None
    raw: str | None
    value: Any
    qualifier: str | None
    origin: str | None = None
    correction: Mapping[str, Any] | None = None

    def to_dict(self) -> dict[str, Any]:
        """Return the cell as plain values; `from` and `correction` only where there is one to tell."""
        plain = {
            "file": self.file,
            "sha256": self.sha256,
            "sheet": self.sheet,
            "cell": self.cell,
            "raw": self.raw,
            "value": self.value,
            "qualifier": self.qualifier,
        }
        if self.origin is not None:
            plain["from"] = self.origin
        if self.correction is not None:
            plain["correction"] = dict(self.correction)
        return plain


@dataclass(frozen=True)
class TracedRow:
    """One row behind a number.

    contribution: what it adds to the numerator; for an additive metric contributions sum to the value.
    A number about what was read (数据质量) is made of whole tables: their key is file and sheet, and they
    have no cells.
    in_denominator: whether a ratio's denominator counts it; None where there is no denominator.
    """

    row_id: str
    dataset: str
    key: Mapping[str, Any]
    contribution: int | float
    in_denominator: bool | None
    cells: Mapping[str, TracedCell]

    def to_dict(self) -> dict[str, Any]:
        """Return the row as plain values, in the shape of the command `trace`."""
        plain: dict[str, Any] = {
            "dataset": self.dataset,
            "key": dict(self.key),
            "contribution": self.contribution,
        }
        if self.in_denominator is not None:
            plain["in_denominator"] = self.in_denominator
        return plain | {"cells": {name: cell.to_dict() for name, cell in self.cells.items()}}


@dataclass(frozen=True)
class _Contribution:
    """A row of a mart that counts, and the rows in which cited values stand instead."""

    dataset: str
    row_id: str
    amount: int | float
    in_denominator: bool | None
    cited: tuple[tuple[str, str | None], ...] = ()


def trace(
    snapshot: Snapshot, metric_id: str, selection: Selection, limit: int | None = None
) -> list[TracedRow]:
    """Return the rows behind a metric under a selection, the largest contributions first.

    The grain and `by` of the selection do not matter: the rows of all its periods and groups are one
    list, and each row is in it once. A stock is traced at its last day. Raises BadSelection.
    """
    engine = Engine(snapshot)
    question = engine.question(find_metric(metric_id), selection)
    whole = Selection(start=selection.start, end=selection.end, where=selection.where)
    found = list(_contributions(engine, question, whole))
    found.sort(key=lambda one: (-one.amount, one.row_id))
    return _traced(snapshot.database, found if limit is None else found[:limit])


def _contributions(engine: Engine, question: Question, selection: Selection) -> Iterator[_Contribution]:
    metric = question.metric
    if metric.progress is not None:
        yield from _progress_rows(engine, question, selection)
        return
    last = engine.last_day(selection)
    if last is None or (selection.start is not None and selection.start > last):
        return
    is_ratio = metric.denominator is not None
    divided: dict[tuple[str, str], _Contribution] = {}
    if metric.denominator is not None:
        for one in _rows(engine, question, metric.denominator, selection.start, last):
            divided[(one.dataset, one.row_id)] = one
    for measure in metric.measures[:1]:
        for one in _rows(engine, question, measure, selection.start, last):
            below = divided.pop((one.dataset, one.row_id), None)
            in_denominator = (below is not None) if is_ratio else None
            yield _Contribution(one.dataset, one.row_id, one.amount, in_denominator, one.cited)
    for one in divided.values():
        yield _Contribution(one.dataset, one.row_id, 0, True)


def _rows(
    engine: Engine, question: Question, measure: Measure, start: date | None, last: date
) -> Iterator[_Contribution]:
    """Yield the rows of a measure; rows of reference data have no cells and are left out.

    The rows of a mart come from its dataset, or each from the one that its column `dataset` names.
    """
    mart, table = MARTS[measure.over], engine.tables[measure.over]
    dataset = _TABLES if mart.is_of_tables else mart.dataset
    if dataset is None and not {"dataset", "row_id"} <= set(table.columns):
        return
    one = scan.scan_of(measure, (), question.where)
    rows = scan.rows_of(table, one, Span(start, last, Grain.TOTAL, (last,)))
    condition = scan.condition_of(rows, measure)
    if condition is not None:
        rows = rows.filter(condition)
    amount = rows[measure.value] if measure.value is not None else ibis.literal(1)
    columns = {f"cited_{name}": rows[column] for name, column in measure.cited.items()}
    columns["dataset"] = rows["dataset"] if dataset is None else ibis.literal(dataset)
    frame = engine.database.run(rows.select(row_id=rows.row_id, amount=amount, **columns).order_by("row_id"))
    seen: set[Any] = set()
    for row in frame.iter_rows(named=True):
        contribution = row["amount"]
        if measure.kind is Kind.DISTINCT:
            # The first row of each distinct value counts it, the others add nothing.
            contribution = 0 if row["amount"] in seen else 1
            seen.add(row["amount"])
        cited = tuple((name, row[f"cited_{name}"]) for name in measure.cited)
        yield _Contribution(row["dataset"], row["row_id"], _number(contribution), None, cited)


def _progress_rows(engine: Engine, question: Question, selection: Selection) -> Iterator[_Contribution]:
    """Yield the targets selected, and for a single one the rows behind its actual value."""
    last = engine.last_day(selection)
    whole = Period(None, selection.start or date.min, selection.end or date.max)
    days = progress.measured_on(question, progress.selected_targets(engine, question), whole, last)
    for target in days:
        yield _Contribution("targets", target.row_id, 0, True)
    if len(days) != 1:
        return
    ((target, day),) = days.items()
    metric = METRICS.get(target.metric_id)
    if metric is None or metric.progress is not None or not metric.may_be_target:
        return
    where = progress.scope_filter(engine, metric, target.scope)
    if where is not None:
        actual = progress.year_to_date_selection(day, where)
        for one in _contributions(engine, engine.question(metric, actual), actual):
            yield _Contribution(one.dataset, one.row_id, one.amount, False, one.cited)


def _traced(database: Database, found: Sequence[_Contribution]) -> list[TracedRow]:
    wanted: dict[str, set[str]] = {}
    for one in found:
        cited = (row_id for _, row_id in one.cited if row_id is not None)
        wanted.setdefault(one.dataset, set()).update((one.row_id, *cited))
    tables = _tables(database, wanted.pop(_TABLES, set()))
    records = {name: _records(database, DATASETS[name], row_ids) for name, row_ids in wanted.items()}
    result = []
    for one in found:
        if one.dataset == _TABLES:
            table = tables[one.row_id]
            key = {"file": table["file"], "sheet": table["sheet"]}
            result.append(TracedRow(one.row_id, table["dataset"], key, one.amount, one.in_denominator, {}))
            continue
        dataset, rows = DATASETS[one.dataset], records[one.dataset]
        record = rows[one.row_id]
        cells = _cells(dataset, record, rows)
        for name, row_id in one.cited:
            if row_id in rows and row_id != one.row_id:
                elsewhere = _cells(dataset, rows[row_id], rows)
                column = name.removesuffix(_BEFORE)
                if column in elsewhere:
                    cells[name] = elsewhere[column]
        key = {name: _plain(record[name]) for name in dataset.key if name in record}
        result.append(TracedRow(one.row_id, one.dataset, key, one.amount, one.in_denominator, cells))
    return result


def _tables(database: Database, table_ids: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Return dataset, file and sheet of tables, by table_id."""
    frame = database.query(
        "SELECT t.table_id, t.dataset, t.sheet, f.name AS file FROM ledger.tables t"
        " LEFT JOIN ledger.files f USING (file_sha256) WHERE t.table_id IN (SELECT unnest($table_ids))",
        {"table_ids": list(table_ids)},
    )
    return {row["table_id"]: row for row in frame.iter_rows(named=True)}


def _records(database: Database, dataset: Dataset, row_ids: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Return base values, raw texts (raw_<column>), file and addresses of the rows, by row_id.

    exceptions: where values stand that are not in their column's cell; letters: the columns' letters.
    The older rows from which they inherited values are among them.
    """
    found: dict[str, dict[str, Any]] = {}
    wanted = set(row_ids)
    while wanted:
        rows = {row["row_id"]: row for row in _stored(database, dataset, wanted).iter_rows(named=True)}
        for row in rows.values():
            row |= {name: json.loads(row[name] or "{}") for name in ("exceptions", "letters")}
            row["corrections"] = {}
        for one in _corrections(database, wanted):
            told = {name: _plain(one[name]) for name in ("id", "reason", "who", "date", "before")}
            rows[one["row_id"]]["corrections"].setdefault(one["column"], told)
        found |= rows
        places = (place for row in rows.values() for place in row["exceptions"].values())
        older = {place.removeprefix(_OLDER_ROW) for place in places if place.startswith(_OLDER_ROW)}
        wanted = older - found.keys() if rows else set()
    return found


def _stored(database: Database, dataset: Dataset, row_ids: Iterable[str]) -> pl.DataFrame:
    raw = ", ".join(f'r."{c.name}" AS "raw_{c.name}"' for c in dataset.columns if not c.personal)
    return database.query(
        f"SELECT b.*, {raw}, r.cells AS exceptions, t.columns AS letters, t.sheet, t.file_sha256,"
        " f.name AS file"
        f" FROM (SELECT * FROM base.{dataset.name} UNION ALL BY NAME"
        f" SELECT * EXCLUDE (superseded_by, superseded_in) FROM history.{dataset.name}) b"
        f" LEFT JOIN raw.{dataset.name} r USING (row_id)"
        " LEFT JOIN ledger.tables t USING (table_id)"
        " LEFT JOIN ledger.files f ON f.file_sha256 = t.file_sha256"
        " WHERE b.row_id IN (SELECT unnest($row_ids))",
        {"row_ids": list(row_ids)},
    )


def _corrections(database: Database, row_ids: Iterable[str]) -> list[dict[str, Any]]:
    """Return what corrections decided in the rows: row_id, column, the correction, the value before."""
    known = database.query(
        "SELECT count(*) AS n FROM information_schema.tables"
        " WHERE table_schema = 'ledger' AND table_name = 'corrected_cells'"
    )
    if not known.item():
        # An old snapshot stays as it is, and had no corrections.
        return []
    return database.query(
        'SELECT k.row_id, k."column", k.value_before AS before, c.id, c.reason, c.who, c.date'
        " FROM ledger.corrected_cells k JOIN ledger.corrections c ON c.id = k.correction_id"
        ' WHERE k."column" IS NOT NULL AND k.row_id IN (SELECT unnest($row_ids))',
        {"row_ids": list(row_ids)},
    ).to_dicts()


def _cells(
    dataset: Dataset, record: Mapping[str, Any], records: Mapping[str, Mapping[str, Any]]
) -> dict[str, TracedCell]:
    cells = {}
    for column in dataset.columns:
        if column.personal:
            continue
        raw = record[f"raw_{column.name}"]
        value = _value(column, record)
        written = _written_in(column.name, record, records)
        correction = record["corrections"].get(column.name, written["corrections"].get(column.name))
        if raw is None and value is None and correction is None:
            continue
        address, origin = _address(column.name, written)
        if raw is None and column.default is not None and column.name not in record["exceptions"]:
            address, origin = None, _DEFAULT
        if raw is None and correction is not None:
            origin = _CORRECTION
        cells[column.name] = TracedCell(
            written["file"],
            written["file_sha256"],
            written["sheet"],
            address,
            raw,
            value,
            record.get(f"{column.name}_qualifier"),
            origin,
            correction,
        )
    return cells


def _written_in(
    name: str, record: Mapping[str, Any], records: Mapping[str, Mapping[str, Any]]
) -> Mapping[str, Any]:
    """Return the row in whose file a value is written: an older one where a correction left it blank."""
    followed = set()
    place = record["exceptions"].get(name, "")
    while place.startswith(_OLDER_ROW) and place not in followed:
        followed.add(place)
        record = records.get(place.removeprefix(_OLDER_ROW), record)
        place = record["exceptions"].get(name, "")
    return record


def _address(name: str, record: Mapping[str, Any]) -> tuple[str | None, str | None]:
    """Return the cell of a value in the row that holds it, or where else it came from."""
    place = record["exceptions"].get(name)
    if place is not None and not place.startswith(_OLDER_ROW):
        return (None, place) if place in _PLACES else (place, None)
    letter, row = record["letters"].get(name), record["source_row"]
    if place is None and letter is not None and row is not None:
        return f"{letter}{row}", None
    return None, None


def _value(column: Column, record: Mapping[str, Any]) -> Any:
    """Return the stored value as JSON; a span of several days as first/last."""
    value = _plain(record[column.name])
    if column.end_name is not None and record[column.end_name] not in (None, record[column.name]):
        return f"{value}/{_plain(record[column.end_name])}"
    return value


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return _number(value)
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, pl.Series):
        return value.to_list()
    return value


def _number(value: Decimal | int | float) -> int | float:
    if isinstance(value, int):
        return value
    return int(value) if value == int(value) else float(value)
