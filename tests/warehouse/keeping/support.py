"""A small home whose snapshots, originals and answers can all be verified."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

from tests.support.small_warehouse import SmallWarehouse, activity
from warehouse.engines.duckdb import open_writer
from warehouse.home import Home
from warehouse.keeping.choosing import prune
from warehouse.keeping.publishing import begin_build, publish, writing
from warehouse.metrics.query import query
from warehouse.metrics.selection import Selection
from warehouse.snapshots import open_snapshot

ORIGINAL = b"what the department sent"
ORIGINAL_SHA256 = hashlib.sha256(ORIGINAL).hexdigest()
RAW = "约200人"


def made_home(folder: Path) -> Home:
    """Return a home with one snapshot, 000002-first: activities of 200 and 10 people, from one original."""
    small = SmallWarehouse(folder)
    table = small.table("activities", letters={"audience": "C", "title": "B"})
    small.add(
        "activities",
        activity("公安局", date(2022, 5, 4), audience=200, raw={"audience": RAW}),
        activity("峡窝镇", date(2022, 6, 4), audience=10, raw={"audience": "10"}),
        table=table,
    )
    small.publish().close()
    home = small.home
    home.originals.mkdir()
    (home.originals / ORIGINAL_SHA256).write_bytes(ORIGINAL)
    home.personal_key()
    publish_next(
        home,
        "first",
        f"UPDATE ledger.files SET file_sha256 = '{ORIGINAL_SHA256}'",
        f"UPDATE ledger.tables SET file_sha256 = '{ORIGINAL_SHA256}'",
    )
    prune(home, 1)
    return home


def publish_next(home: Home, run: str, *statements: str) -> str:
    """Publish a copy of the current snapshot that some statements have changed, and return its id."""
    with writing(home):
        built, sequence = begin_build(home, run)
        snapshot_id = f"{sequence:06d}-{run}"
        with open_writer(built) as database:
            database.execute(
                "UPDATE ledger.snapshot SET id = $1, sequence = $2, run_id = $3", [snapshot_id, sequence, run]
            )
            for statement in statements:
                database.execute(statement)
            database.execute("CHECKPOINT")
        publish(home, built, snapshot_id)
    return snapshot_id


def more_people(audience: int) -> str:
    """Return the statement that gives every activity so many people."""
    return f"UPDATE mart.activities SET counted_audience = {audience}"


def audience(home: Home, which: str | None = None) -> float:
    """Return P02, the people reached, of a snapshot."""
    with open_snapshot(home, which) as snapshot:
        return float(query(snapshot, ["P02"], Selection())["value"].item())


def flip_byte(path: Path, position: int) -> None:
    """Change one byte of a file."""
    path.chmod(0o644)
    content = bytearray(path.read_bytes())
    content[position % len(content)] ^= 0x40
    path.write_bytes(content)
