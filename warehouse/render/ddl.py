"""A contract as tables: base, history, raw, personal; and the reference tables.

Shapes are fixed by `warehouse/contracts`; where a row came from is kept beside its values.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from warehouse.contracts.model import Dataset
from warehouse.engines.duckdb import Database

# name, type, comment; null for a row that was filed once
FILED_AGAIN: tuple[tuple[str, str, str], ...] = (
    ("confirmed_at", "TIMESTAMP", "最近一次以相同内容再次报送；空：未再次报送"),
    ("confirmed_in", "VARCHAR", "最近一次得知再次报送的装载批次；空：未再次报送"),
)
PROVENANCE: tuple[tuple[str, str, str], ...] = (
    ("table_id", "VARCHAR", "来自哪张表（ledger.tables）"),
    ("source_row", "INTEGER", "原表行号，从 1 起"),
    ("version_at", "TIMESTAMP", "最早一次以此内容报送：填报时间，否则文件修改时间"),
    ("modified_at", "TIMESTAMP", "最近一次报送的文件修改时间（UTC），同日报送时定先后"),
    ("loaded_in", "VARCHAR", "装载批次"),
    *FILED_AGAIN,
)
# What a replaced row has beside.
SUPERSEDED: tuple[tuple[str, str, str], ...] = (
    ("superseded_by", "VARCHAR", "被哪一行取代"),
    ("superseded_in", "VARCHAR", "在哪一批次被取代"),
)
IDENTITY: tuple[tuple[str, str, str], ...] = (
    ("row_id", "VARCHAR", "行编号"),
    ("business_key", "VARCHAR", "业务键"),
    ("content_hash", "VARCHAR", "内容摘要（含个人信息，带密钥），相同即为同一内容"),
)

REFERENCE_TABLES: dict[str, tuple[tuple[str, str], ...]] = {
    "units": (
        ("code", "VARCHAR"),
        ("name", "VARCHAR"),
        ("kind", "VARCHAR"),
        ("valid_from", "DATE"),
        ("valid_to", "DATE"),
        ("successor", "VARCHAR"),
    ),
    "unit_aliases": (("alias", "VARCHAR"), ("code", "VARCHAR")),
    "townships": (("code", "VARCHAR"), ("name", "VARCHAR")),
    "villages": (
        ("code", "VARCHAR"),
        ("name", "VARCHAR"),
        ("township_code", "VARCHAR"),
        ("kind", "VARCHAR"),
        ("population", "BIGINT"),
        ("counted", "BOOLEAN"),
    ),
    "schools": (("name", "VARCHAR"), ("township_code", "VARCHAR"), ("level", "VARCHAR")),
    "population": (("year", "INTEGER"), ("population", "BIGINT")),
    "holidays": (("date", "DATE"), ("is_workday", "BOOLEAN")),
    "calendar": (("date", "DATE"), ("is_workday", "BOOLEAN"), ("workday_number", "INTEGER")),
    "limits": (
        ("clock", "VARCHAR"),
        ("subject", "VARCHAR"),
        ("amount", "INTEGER"),
        ("unit", "VARCHAR"),
        ("source", "VARCHAR"),
    ),
    "district": (("prefix", "VARCHAR"),),
}


def base_columns(dataset: Dataset) -> list[tuple[str, str, str]]:
    """Return (name, type, comment) of a base table's columns."""
    contract = [(c.name, c.duckdb_type, c.comment) for c in dataset.stored_columns()]
    return [*IDENTITY, *contract, *PROVENANCE]


def history_columns(dataset: Dataset) -> list[tuple[str, str, str]]:
    """Return (name, type, comment) of the table of superseded versions."""
    return [*base_columns(dataset), *SUPERSEDED]


def raw_columns(dataset: Dataset) -> list[tuple[str, str, str]]:
    """Return (name, type, comment) of the table of raw texts; personal columns are not in it."""
    return [
        ("row_id", "VARCHAR", "行编号"),
        *((c.name, "VARCHAR", f"{c.label}（原文）") for c in dataset.columns if not c.personal),
        ("cells", "VARCHAR", "JSON：不在本行本列的值的出处（合并单元格、表头、工作表名、文件名）"),
        ("read_as", "VARCHAR", "JSON：只取单元格中一部分的值，取的是哪一部分"),
    ]


def personal_columns(dataset: Dataset) -> list[tuple[str, str, str]]:
    """Return (name, type, comment) of the personal table; empty if the dataset has no personal column."""
    if not dataset.personal_columns:
        return []
    return [
        ("person_key", "VARCHAR", "与行编号对应的密钥摘要"),
        *(
            (stored.name, stored.duckdb_type, stored.comment)
            for column in dataset.personal_columns
            for stored in column.stored()
        ),
    ]


def statements(datasets: Iterable[Dataset]) -> Iterator[str]:
    """Yield the DDL of every table of the given datasets and of the reference data, with comments."""
    for schema in ("base", "history", "raw", "personal", "reference", "mart"):
        yield f"CREATE SCHEMA IF NOT EXISTS {schema}"
    for dataset in datasets:
        for schema, columns in _tables_of(dataset):
            # Columns that history shares with base are explained there once.
            is_history = schema == "history"
            label = (
                f"{dataset.label}（被取代的行，各列同 base.{dataset.name}）" if is_history else dataset.label
            )
            told = SUPERSEDED if is_history else columns
            yield from _table(f"{schema}.{dataset.name}", label, columns, told)
    for name, plain in REFERENCE_TABLES.items():
        body = ", ".join(f'"{column}" {kind}' for column, kind in plain)
        yield f"CREATE TABLE IF NOT EXISTS reference.{name} ({body})"


def _table(
    table: str, label: str, columns: Iterable[tuple[str, str, str]], told: Iterable[tuple[str, str, str]]
) -> Iterator[str]:
    body = ", ".join(f'"{name}" {kind}' for name, kind, _ in columns)
    yield f"CREATE TABLE IF NOT EXISTS {table} ({body})"
    yield _table_comment(table, label)
    for name, _, comment in told:
        yield _column_comment(table, name, comment)


def _table_comment(table: str, comment: str) -> str:
    return f"COMMENT ON TABLE {table} IS '{_quoted(comment)}'"


def _column_comment(table: str, column: str, comment: str) -> str:
    return f"COMMENT ON COLUMN {table}.\"{column}\" IS '{_quoted(comment)}'"


def _quoted(text: str) -> str:
    return text.replace("'", "''")


def create_tables(database: Database, datasets: Iterable[Dataset]) -> None:
    """Create every table that a snapshot needs and does not have yet."""
    contracts = tuple(datasets)
    # First, because the comments speak of every column.
    database.execute_all(_missing_columns(database, contracts))
    present = _comments_present(database)
    database.execute_all(one for one in statements(contracts) if one not in present)


def _comments_present(database: Database) -> frozenset[str]:
    """Return the statements that made the comments of a snapshot; a load leaves nearly all as they are."""
    tables = database.query(
        "SELECT schema_name || '.' || table_name, comment FROM duckdb_tables() WHERE comment IS NOT NULL"
    )
    columns = database.query(
        "SELECT schema_name || '.' || table_name, column_name, comment FROM duckdb_columns() "
        "WHERE comment IS NOT NULL"
    )
    return frozenset(
        [_table_comment(*row) for row in tables.iter_rows()]
        + [_column_comment(*row) for row in columns.iter_rows()]
    )


def _missing_columns(database: Database, datasets: Iterable[Dataset]) -> list[str]:
    """Return what adds the columns that a contract has gained since the snapshot was first made."""
    known = set(
        database.query(
            "SELECT table_schema, table_name, column_name FROM information_schema.columns"
        ).iter_rows()
    )
    tables = {(schema, table) for schema, table, _ in known}
    return [
        f'ALTER TABLE {schema}.{dataset.name} ADD COLUMN "{name}" {kind}'
        for dataset in datasets
        for schema, columns in _tables_of(dataset)
        for name, kind, _ in columns
        if (schema, dataset.name) in tables and (schema, dataset.name, name) not in known
    ]


def _tables_of(dataset: Dataset) -> list[tuple[str, list[tuple[str, str, str]]]]:
    tables = [
        ("base", base_columns(dataset)),
        ("history", history_columns(dataset)),
        ("raw", raw_columns(dataset)),
        ("personal", personal_columns(dataset)),
    ]
    return [(schema, columns) for schema, columns in tables if columns]
