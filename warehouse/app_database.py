"""`app.sqlite`: what people enter, kept apart from snapshots; several processes may use it at once.

Write-ahead log, one migration after another, each recorded in the table `migrations`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from warehouse.errors import FazhiError
from warehouse.home import Home

_WAIT_SECONDS = 30

# In the order of their numbers, from 1; one that has been released is never changed.
MIGRATIONS: tuple[str, ...] = (
    """
    CREATE TABLE joint_decisions (
        id INTEGER PRIMARY KEY,
        left_key TEXT NOT NULL,
        right_key TEXT NOT NULL,
        is_same INTEGER NOT NULL CHECK (is_same IN (0, 1)),
        decided_by TEXT NOT NULL,
        decided_at TEXT NOT NULL,
        reason TEXT NOT NULL,
        CHECK (left_key < right_key)
    );
    CREATE INDEX joint_decisions_pair ON joint_decisions (left_key, right_key);
    """,
    """
    CREATE TABLE commitments (
        id INTEGER PRIMARY KEY,
        raised_on TEXT NOT NULL,
        item TEXT NOT NULL,
        owner TEXT NOT NULL,
        due_on TEXT,
        entered_by TEXT NOT NULL,
        entered_at TEXT NOT NULL
    );
    CREATE TABLE commitment_events (
        id INTEGER PRIMARY KEY,
        commitment_id INTEGER NOT NULL REFERENCES commitments (id),
        event TEXT NOT NULL CHECK (event IN ('closed', 'reopened', 'withdrawn')),
        happened_on TEXT NOT NULL,
        note TEXT NOT NULL,
        entered_by TEXT NOT NULL,
        entered_at TEXT NOT NULL
    );
    CREATE INDEX commitment_events_of ON commitment_events (commitment_id);
    CREATE TABLE chart_notes (
        id INTEGER PRIMARY KEY,
        metric_id TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('rebase', 'removed')),
        begins_on TEXT NOT NULL,
        reason TEXT NOT NULL,
        entered_by TEXT NOT NULL,
        entered_at TEXT NOT NULL
    );
    CREATE INDEX chart_notes_of ON chart_notes (metric_id);
    """,
    """
    CREATE TABLE saved_views (
        id INTEGER PRIMARY KEY,
        name TEXT NOT NULL UNIQUE,
        address TEXT NOT NULL,
        created_by TEXT NOT NULL,
        created_at TEXT NOT NULL
    );
    """,
    """
    CREATE TABLE basket_items (
        id INTEGER PRIMARY KEY,
        owner TEXT NOT NULL,
        position INTEGER NOT NULL,
        content TEXT NOT NULL,
        title TEXT NOT NULL,
        removal INTEGER,
        added_at TEXT NOT NULL
    );
    CREATE INDEX basket_items_of ON basket_items (owner, removal, position);
    CREATE TABLE basket_heads (
        owner TEXT PRIMARY KEY,
        title TEXT NOT NULL,
        number TEXT NOT NULL,
        secrecy TEXT NOT NULL
    );
    """,
)


class NewerAppDatabase(FazhiError):
    """app.sqlite was written by a later version of the program."""


def app_database_path(home: Home) -> Path:
    """Return where a home keeps what people enter; the file is made at the first entry."""
    return home.root / "app.sqlite"


@contextmanager
def app_database(home: Home) -> Iterator[sqlite3.Connection]:
    """Open app.sqlite, made or brought up to date first; commits at the end, rolls back on error.

    Raises NewerAppDatabase.
    """
    home.root.mkdir(parents=True, exist_ok=True)
    path = app_database_path(home)
    with closing(sqlite3.connect(path, timeout=_WAIT_SECONDS, isolation_level=None)) as connection:
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("BEGIN IMMEDIATE")
        try:
            _migrate(connection)
            yield connection
            connection.execute("COMMIT")
        except BaseException:
            connection.execute("ROLLBACK")
            raise


def _migrate(connection: sqlite3.Connection) -> None:
    connection.execute(
        "CREATE TABLE IF NOT EXISTS migrations (version INTEGER PRIMARY KEY, applied_at TEXT NOT NULL)"
    )
    (known,) = connection.execute("SELECT coalesce(max(version), 0) FROM migrations").fetchone()
    if known > len(MIGRATIONS):
        raise NewerAppDatabase("app.sqlite 由更新版本的程序写成，请升级后再用")
    for version, script in enumerate(MIGRATIONS[known:], start=known + 1):
        # executescript() would commit by itself, so statements go one by one.
        for statement in script.split(";"):
            if statement.strip():
                connection.execute(statement)
        now = datetime.now(UTC).isoformat(timespec="seconds")
        connection.execute("INSERT INTO migrations VALUES (?, ?)", (version, now))
