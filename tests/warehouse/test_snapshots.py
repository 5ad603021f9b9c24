"""Publishing and pinning: complete snapshots under names of their own, and a pointer."""

from __future__ import annotations

import json
import os
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from warehouse.engines.duckdb import open_writer
from warehouse.errors import DamagedSnapshot, NoSnapshot, UnknownSnapshot
from warehouse.home import Home
from warehouse.ledger import create_ledger
from warehouse.snapshots import (
    begin_build,
    current_id,
    discard_build,
    open_snapshot,
    point_to,
    publish,
    snapshot_ids,
    writing,
)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


def published(home: Home, run: str, value: int) -> str:
    """Publish a snapshot that holds one number, and return its id."""
    with writing(home):
        built, sequence = begin_build(home, run)
        snapshot_id = f"{sequence:06d}-{run}"
        with open_writer(built) as database:
            create_ledger(database)
            database.execute("CREATE OR REPLACE TABLE told AS SELECT $1 AS value", [value])
            database.execute("DELETE FROM ledger.snapshot")
            now = datetime.now(UTC).replace(tzinfo=None)
            database.execute(
                "INSERT INTO ledger.snapshot VALUES ($1, $2, $3, $4, $5, $6)",
                [snapshot_id, sequence, run, now, date(2026, 11, 22), True],
            )
            database.execute("CHECKPOINT")
        publish(home, built, snapshot_id)
    return snapshot_id


def told(home: Home, which: str | None = None) -> int:
    with open_snapshot(home, which) as snapshot:
        return int(snapshot.database.query("SELECT value FROM told").item())


def test_a_home_without_a_snapshot_says_what_to_run(home: Home) -> None:
    assert (current_id(home), snapshot_ids(home)) == (None, [])
    with pytest.raises(NoSnapshot, match="python -m pipelines load"):
        open_snapshot(home)


def test_the_pointer_names_the_latest_and_older_ones_answer_by_id_or_number(home: Home) -> None:
    first, second = published(home, "run-a", 1), published(home, "run-b", 2)
    assert (current_id(home), snapshot_ids(home)) == (second, [first, second])
    assert (told(home), told(home, first), told(home, "1")) == (2, 1, 1)


def test_a_snapshot_knows_itself(home: Home) -> None:
    first, second = published(home, "run-a", 1), published(home, "run-b", 2)
    with open_snapshot(home) as current, open_snapshot(home, first) as older:
        assert (current.info.id, current.info.sequence, current.info.is_current) == (second, 2, True)
        assert (older.info.id, older.info.is_current) == (first, False)
        assert current.info.data_cutoff == date(2026, 11, 22)


def test_a_reader_keeps_what_it_pinned_through_later_publishes_and_a_removed_file(home: Home) -> None:
    first = published(home, "run-a", 1)
    with open_snapshot(home) as pinned:
        published(home, "run-b", 2)
        (home.snapshots / f"{first}.duckdb").unlink()
        assert pinned.database.query("SELECT value FROM told").item() == 1


def test_a_new_build_begins_as_a_copy_of_the_current_snapshot(home: Home) -> None:
    published(home, "run-a", 7)
    with writing(home):
        built, sequence = begin_build(home, "run-b")
        with open_writer(built) as database:
            assert database.query("SELECT value FROM told").item() == 7
        discard_build(built)
    assert sequence == 2
    assert told(home) == 7


def test_the_leftovers_of_a_killed_load_are_swept_before_the_next(home: Home) -> None:
    published(home, "run-a", 1)
    with writing(home):
        orphan, _ = begin_build(home, "killed")
    assert orphan.exists()
    published(home, "run-b", 2)
    assert not orphan.exists()


def test_a_build_with_an_unfinished_log_is_not_published(home: Home) -> None:
    published(home, "run-a", 1)
    with writing(home):
        built, _ = begin_build(home, "run-b")
        built.with_name(built.name + ".wal").write_bytes(b"unfinished")
        with pytest.raises(DamagedSnapshot, match="不能发布"):
            publish(home, built, "000002-run-b")
    assert told(home) == 1


def test_a_published_file_cannot_be_written_by_a_reader(home: Home) -> None:
    published(home, "run-a", 1)
    with open_snapshot(home) as snapshot, pytest.raises(Exception, match="read-only"):
        snapshot.database.execute("CREATE TABLE intruder (a INTEGER)")


@pytest.mark.parametrize("which", ["nothing", "000009-gone", "99", "../../etc/passwd", "0", "２"])
def test_an_unknown_snapshot_is_told_with_the_known_ones(home: Home, which: str) -> None:
    first = published(home, "run-a", 1)
    with pytest.raises(UnknownSnapshot, match=first):
        open_snapshot(home, which)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"other": 1}', b"\xff\xfe", b"null"])
def test_a_damaged_pointer_is_told_with_what_to_do(home: Home, content: bytes) -> None:
    published(home, "run-a", 1)
    home.pointer.write_bytes(content)
    with pytest.raises(DamagedSnapshot, match="rollback"):
        open_snapshot(home)


def test_a_pointer_to_a_missing_file_is_told(home: Home) -> None:
    published(home, "run-a", 1)
    point_to(home, "000007-gone")
    with pytest.raises(DamagedSnapshot, match="000007-gone"):
        open_snapshot(home)


@pytest.mark.parametrize("damage", ["truncated", "foreign", "empty"])
def test_a_damaged_snapshot_file_is_told_and_never_a_traceback_of_the_engine(home: Home, damage: str) -> None:
    path = home.snapshots / f"{published(home, 'run-a', 1)}.duckdb"
    if damage == "truncated":
        os.truncate(path, path.stat().st_size // 3)
    elif damage == "foreign":
        path.write_text("not a database", encoding="utf-8")
    else:
        path.write_bytes(b"")
    with pytest.raises(DamagedSnapshot, match="快照"), open_snapshot(home) as snapshot:
        assert snapshot.info


def test_moving_the_pointer_leaves_no_half_written_file(home: Home) -> None:
    first, _ = published(home, "run-a", 1), published(home, "run-b", 2)
    point_to(home, first)
    assert told(home) == 1
    assert json.loads(home.pointer.read_text(encoding="utf-8")) == {"snapshot": first}
    assert not list(home.root.glob("*.new"))


def test_the_personal_key_is_made_once_and_only_its_owner_may_read_it(home: Home) -> None:
    key = home.personal_key()
    assert len(key) == 32
    assert home.personal_key() == key
    assert (home.root / "secret.key").stat().st_mode & 0o077 == 0
