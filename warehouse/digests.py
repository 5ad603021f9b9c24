"""Content digests: whether two warehouses say the same, whatever the order and split of their loads.

Identical inputs give byte-different DuckDB files, so content is compared per table. Where a row came
from, and in which run, is not content.

A table's digest is made of the number of its rows and the sums of both halves of their MD5 numbers, so it
needs no order and one pass. A row's text is built here from plain forms, not as the engine would print a row,
and MD5 is the same everywhere: the digest outlives the engine's versions. Against tampering stands the
sha256 of the whole file in the manifest, not this.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence

from warehouse.contracts.model import Dataset
from warehouse.engines.duckdb import Database
from warehouse.render.ddl import IDENTITY, PROVENANCE

_SCHEMAS = ("base", "history")
_IS_CONTENT = "business_key"
_NOT_CONTENT = frozenset(
    [name for name, *_ in (*IDENTITY, *PROVENANCE) if name != _IS_CONTENT]
    + ["superseded_by", "superseded_in"]
)
# Between columns, and in the place of null; cleaned values hold no control characters.
_SEPARATOR, _NULL = "chr(31)", "chr(30)"


def content_digests(database: Database, datasets: Iterable[Dataset] | None = None) -> Mapping[str, str]:
    """Return `schema.table` → digest of its rows, over the base tables and their history.

    A digest covers the business key and every stored column of the contract but the personal ones, as the
    snapshot itself has them: one made before a column was added keeps its digest. datasets: all if None.
    """
    wanted = None if datasets is None else {dataset.name for dataset in datasets}
    columns = {
        table: kinds
        for table, kinds in _content_columns(database).items()
        if wanted is None or table.partition(".")[2] in wanted
    }
    filled = _filled_tables(database, columns)
    return {
        table: _table_digest(database, table, kinds) if table in filled else _digest(0, 0, 0)
        for table, kinds in columns.items()
    }


def _content_columns(database: Database) -> Mapping[str, Sequence[tuple[str, str]]]:
    """Return `schema.table` → (column, type) of its content, in the order of the columns' names."""
    found: dict[str, list[tuple[str, str]]] = {}
    for schema, table, column, kind in database.query(
        "SELECT schema_name, table_name, column_name, data_type FROM duckdb_columns() "
        "WHERE NOT internal AND list_contains($1, schema_name) ORDER BY ALL",
        [list(_SCHEMAS)],
    ).iter_rows():
        if column not in _NOT_CONTENT:
            found.setdefault(f"{schema}.{table}", []).append((column, kind))
    return found


def _filled_tables(database: Database, tables: Iterable[str]) -> set[str]:
    """Return the tables that have rows; asked at once, since most tables of a small warehouse are empty."""
    asked = " UNION ALL ".join(
        f"SELECT '{name}' AS name, EXISTS (FROM {name}) AS is_filled" for name in tables
    )
    if not asked:
        return set()
    return set(database.query(f"SELECT name FROM ({asked}) WHERE is_filled")["name"])


def _table_digest(database: Database, table: str, columns: Iterable[tuple[str, str]]) -> str:
    texts = ", ".join(f"coalesce({_text(name, kind)}, {_NULL})" for name, kind in columns)
    numbers = f"SELECT md5_number(concat_ws({_SEPARATOR}, {texts})) AS number FROM {table}"
    sums = database.query(
        "SELECT CAST(count(*) AS VARCHAR) AS rows,"
        " CAST(sum(CAST(number >> 64 AS UBIGINT)) AS VARCHAR) AS high,"
        " CAST(sum(CAST(number & 18446744073709551615 AS UBIGINT)) AS VARCHAR) AS low"
        f" FROM ({numbers})"
    )
    rows, high, low = sums.row(0)
    return _digest(int(rows), int(high or 0), int(low or 0))


def _text(name: str, kind: str) -> str:
    """Return the SQL of a value's plain text: ISO dates, decimals as they are, 17 digits, JSON lists."""
    column = f'"{name}"'
    if kind == "VARCHAR":
        return column
    if kind in ("DOUBLE", "FLOAT"):
        return f"printf('%.17g', {column})"
    if kind.endswith("[]"):
        return f"CAST(to_json({column}) AS VARCHAR)"
    return f"CAST({column} AS VARCHAR)"


def _digest(rows: int, high: int, low: int) -> str:
    return hashlib.sha256(f"{rows} {high} {low}".encode()).hexdigest()
