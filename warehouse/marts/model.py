"""What a mart is, and the tables that its expression may read.

Expressions are portable Ibis: no string of any engine's SQL stands in a mart.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

import ibis
import ibis.expr.types as ir
from ibis.backends.sql.datatypes import DuckDBType
from ibis.expr.datatypes import DataType

from warehouse.contracts.registry import DATASETS
from warehouse.ledger import LEDGER_TABLES
from warehouse.render.ddl import IDENTITY, PROVENANCE, REFERENCE_TABLES, base_columns, history_columns

# What a mart keeps of a base row's identity: enough to find the row and its table again.
_KEPT = ("row_id", "table_id")
# A temporary table: the row_id of each row that the run touched.
TOUCHED = "touched_rows"


@lru_cache(maxsize=64)
def _type(kind: str) -> DataType:
    return DuckDBType.from_string(kind)


def table(schema: str, name: str, columns: Iterable[tuple[str, str]]) -> ir.Table:
    """Return an unbound Ibis table of the given (column, DuckDB type) pairs."""
    types = {column: _type(kind) for column, kind in columns}
    return ibis.table(types, name=name, database=schema)


@dataclass
class Source:
    """The tables a mart may read; `built` holds the schemas of the marts made before it.

    read: the tables that were asked for since it was last emptied, as schema.name.
    """

    built: dict[str, ibis.Schema] = field(default_factory=dict)
    read: set[str] = field(default_factory=set)

    def base(self, dataset: str) -> ir.Table:
        """Return base.<dataset>: one row per business key, the current version."""
        self.read.add(f"base.{dataset}")
        return table("base", dataset, ((name, kind) for name, kind, _ in base_columns(DATASETS[dataset])))

    def history(self, dataset: str) -> ir.Table:
        """Return history.<dataset>: the versions that newer ones replaced."""
        self.read.add(f"history.{dataset}")
        columns = history_columns(DATASETS[dataset])
        return table("history", dataset, ((name, kind) for name, kind, _ in columns))

    def reference(self, name: str) -> ir.Table:
        """Return reference.<name>."""
        self.read.add(f"reference.{name}")
        return table("reference", name, REFERENCE_TABLES[name])

    def ledger(self, name: str) -> ir.Table:
        """Return ledger.<name>."""
        self.read.add(f"ledger.{name}")
        return table("ledger", name, ((column, kind) for column, kind, _ in LEDGER_TABLES[name]))

    def mart(self, name: str) -> ir.Table:
        """Return mart.<name>, built earlier in the same run."""
        self.read.add(f"mart.{name}")
        return ibis.table(self.built[name], name=name, database="mart")

    def touched(self) -> ir.Table:
        """Return the row_id of the rows of any table that the run brought, confirmed or replaced."""
        return ibis.table({"row_id": "string"}, name=TOUCHED)


@dataclass(frozen=True)
class ByRows:
    """How a mart is brought up to date without its other rows, where few rows of what it reads have changed.

    tables: those, as schema.name, of which a row alone makes the rows of the mart that have its row_id.
    beside: those of which any row may have changed, because the rows that they make are all among `more`.
    more: returns the row_ids that are made again beside the touched ones. Where anything else that the mart
    reads has changed, all of it is built anew.
    """

    tables: tuple[str, ...]
    beside: tuple[str, ...] = ()
    more: Callable[[Source], ir.Table] | None = None


@dataclass(frozen=True)
class Mart:
    """A table of the schema `mart`.

    name, label: English and Chinese. dataset: the dataset whose rows `row_id` names; None where rows
    come from reference data or from several datasets. is_filed_by_unit: the dimension `unit` is the
    unit that files the row, so that a unit's silence is 未报 and not 0. is_of_tables: a row is a whole table
    of a file, and `row_id` names it (ledger.tables). rows_of: the datasets whose rows a mart of several
    gathers. columns: what the columns that the contract does not explain mean. by_rows: None where a
    change of one row may concern any other. laid_by: the day by which the rows of a large mart lie on the
    disk, so that a question about some days reads little more than theirs.
    """

    name: str
    label: str
    build: Callable[[Source], ir.Table]
    dataset: str | None = None
    is_filed_by_unit: bool = False
    is_of_tables: bool = False
    rows_of: tuple[str, ...] = ()
    by_rows: ByRows | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    laid_by: str | None = None

    @property
    def datasets(self) -> tuple[str, ...]:
        """The datasets that report its rows; none for reference data, which is always there."""
        return self.rows_of if self.dataset is None else (self.dataset,)


def without_provenance(rows: ir.Table) -> ir.Table:
    """Drop what says where a row came from, but for row_id and table_id."""
    return rows.drop([name for name, *_ in (*IDENTITY, *PROVENANCE) if name not in _KEPT])


def attach(left: ir.Table, right: ir.Table, *on: str | tuple[str, str]) -> ir.Table:
    """Left join; the right-hand keys are left out. A pair names a left and a right column."""
    return _join(left, right, on, "left")


def match(left: ir.Table, right: ir.Table, *on: str | tuple[str, str]) -> ir.Table:
    """Inner join; the right-hand keys are left out. A pair names a left and a right column."""
    return _join(left, right, on, "inner")


def _join(left: ir.Table, right: ir.Table, on: tuple[str | tuple[str, str], ...], how: str) -> ir.Table:
    pairs = [(key, key) if isinstance(key, str) else key for key in on]
    # Each key gets a name of its own: Ibis takes equal names of self-joins for one column.
    renamed = right.rename({f"joined_{theirs}": theirs for _, theirs in pairs})
    joined = left.view().join(renamed.view(), [(mine, f"joined_{theirs}") for mine, theirs in pairs], how=how)
    return joined.select(
        [name for name in joined.columns if name in left.columns or not _is_key(name, pairs)]
    )


def _is_key(name: str, pairs: list[tuple[str, str]]) -> bool:
    return name in {f"joined_{theirs}" for _, theirs in pairs}
