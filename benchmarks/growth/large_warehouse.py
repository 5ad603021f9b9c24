"""Warehouses of a wanted size: a loaded demo whose events are multiplied within DuckDB.

What grows with the years are events: activities, trainings, cases and reviews. Registers (units, villages,
bodies, targets) stay as they are. Copies differ in keys, titles, places and years, so that no two of them are
one event, keys stay unique and the rows of every file stay accounted for: the audit passes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

import polars as pl

from warehouse.contracts.registry import DATASETS
from warehouse.contracts.types import CODE
from warehouse.engines.duckdb import Database, open_writer
from warehouse.home import Home
from warehouse.keeping.publishing import begin_build, publish
from warehouse.ledger import LEDGER_TABLES, create_ledger
from warehouse.marts.build import build_marts
from warehouse.render.ddl import base_columns, create_tables, history_columns, personal_columns, raw_columns

EVENTS = (
    "activities",
    "trainings",
    "reconsiderations",
    "litigations",
    "legality_reviews",
    "major_decisions",
    "file_reviews",
    "file_problems",
)
# The demo covers six years, and the working calendar begins with 2000.
_YEARS = 20
_SYLLABLES = 6
_MULTIPLIED = "multiplied"
_IDS = (
    *("row_id", "business_key", "content_hash", "table_id", "superseded_by", "pair_id"),
    *("left_row_id", "right_row_id", "left_key", "right_key", "event_id"),
)
_DIGESTS = ("file_sha256", "person_key")
_WORDED = ("title", "place")
_OF_TABLES = ("tables", "findings", "quarantined", "skipped")
_OF_FILES = ("files", "arrivals", "sheets")


@dataclass(frozen=True)
class _Table:
    """A table whose rows are multiplied. columns: name → DuckDB type. codes: columns that name a case."""

    name: str
    columns: dict[str, str]
    codes: tuple[str, ...] = ()
    where: str = "true"

    @property
    def copied(self) -> str:
        """Return the SELECT of one row per row and copy."""
        values = ", ".join(self._copied(column, kind) for column, kind in self.columns.items())
        return f"SELECT {values} FROM (SELECT * FROM {self.name} WHERE {self.where}) AS seed CROSS JOIN copy"

    def _copied(self, column: str, kind: str) -> str:
        value = f'seed."{column}"'
        if column in _DIGESTS:
            return f"left(sha256({value} || '-' || copy.number), length({value}))"
        if column in _IDS or column in self.codes:
            return f"{value} || '-' || copy.number"
        if column in _WORDED and self.name.startswith(("base.", "history.")):
            return f"copy.word || coalesce({value}, '')"
        if kind in ("DATE", "TIMESTAMP"):
            return f"CAST({value} - copy.years * INTERVAL 1 YEAR AS {kind})"
        return value


def base_rows(database: Database) -> int:
    """Return how many current rows all datasets have."""
    return _counted(database, DATASETS)


def multiply(path: Path, rows: int) -> int:
    """Multiply the events of a snapshot file that nobody has open until it has about `rows` base rows.

    Each copy has its own joint events, as those of the seed are recorded, and the marts are built of all
    rows. The verdict is left as it was. Returns the base rows that there are then.
    """
    with open_writer(path) as database:
        create_tables(database, DATASETS.values())
        create_ledger(database)
        copies = max(round((rows - base_rows(database)) / _counted(database, EVENTS)), 0)
        database.execute("CREATE TEMP TABLE copy (number INTEGER, years INTEGER, word VARCHAR)")
        database.insert("copy", _copies(copies))
        # A table may be asked which files or tables its rows belong to, so those are copied last.
        for table in _tables():
            database.execute(f"INSERT INTO {table.name} {table.copied}")
        build_marts(database)
        database.execute("CHECKPOINT")
        return base_rows(database)


def grow(home: Home, rows: int) -> int:
    """Publish a snapshot of about `rows` base rows on a home with a demo; return how many there are."""
    built, sequence = begin_build(home, _MULTIPLIED)
    snapshot_id = f"{sequence:06d}-{_MULTIPLIED}"
    stored = multiply(built, rows)
    with open_writer(built) as database:
        database.execute("UPDATE ledger.snapshot SET id = ?, sequence = ?", [snapshot_id, sequence])
    publish(home, built, snapshot_id)
    return stored


def _counted(database: Database, datasets: Iterable[str]) -> int:
    counted = " + ".join(f"(SELECT count(*) FROM base.{name})" for name in datasets)
    return int(database.query(f"SELECT {counted} AS n").item())


def _copies(copies: int) -> pl.DataFrame:
    """Return each copy's number, by how many years it is older, and what its titles and places begin with."""
    numbers = range(1, copies + 1)
    return pl.DataFrame(
        {
            "number": numbers,
            "years": [number % _YEARS for number in numbers],
            "word": [_word(number) for number in numbers],
        },
        schema={"number": pl.Int32, "years": pl.Int32, "word": pl.String},
    )


def _word(number: int) -> str:
    random = Random(number)
    return "".join(chr(random.randrange(0x4E00, 0x9000)) for _ in range(_SYLLABLES))


def _tables() -> Iterator[_Table]:
    listed = ", ".join(f"'{name}'" for name in EVENTS)
    for name in EVENTS:
        dataset = DATASETS[name]
        codes = tuple(
            column.name for column in dataset.columns if column.kind is CODE and not column.personal
        )
        for schema, columns in (
            ("base", base_columns(dataset)),
            ("history", history_columns(dataset)),
            ("raw", raw_columns(dataset)),
            ("personal", personal_columns(dataset)),
        ):
            if columns:
                yield _Table(f"{schema}.{name}", {column: kind for column, kind, _ in columns}, codes)
    tables = f"SELECT table_id FROM ledger.tables WHERE dataset IN ({listed})"
    files = f"SELECT file_sha256 FROM ledger.tables WHERE dataset IN ({listed})"
    for name in (*_OF_FILES, *reversed(_OF_TABLES)):
        of_ledger = {column: kind for column, kind, _ in LEDGER_TABLES[name]}
        where = f"file_sha256 IN ({files})" if name in _OF_FILES else f"table_id IN ({tables})"
        yield _Table(f"ledger.{name}", of_ledger, where=where)
    for name in ("joint_pairs", "joint_members"):
        yield _Table(f"ledger.{name}", {column: kind for column, kind, _ in LEDGER_TABLES[name]})
