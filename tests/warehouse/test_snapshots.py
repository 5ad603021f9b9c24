"""Publishing and pinning: complete snapshots under names of their own, and a pointer."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from warehouse import snapshots
from warehouse.engines.duckdb import open_writer
from warehouse.errors import DamagedSnapshot, NewerSnapshot, NoSnapshot, UnknownSnapshot
from warehouse.home import Home
from warehouse.keeping.publishing import begin_build, discard_build, point_to, publish, writing
from warehouse.ledger import create_ledger
from warehouse.snapshots import current_id, last_good, open_snapshot, snapshot_ids


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
                "INSERT INTO ledger.snapshot VALUES ($1, $2, $3, $4, $5, $6, 1)",
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


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b'{"other": 1}',
        b"\xff\xfe",
        b"null",
        b'{"snapshot": 5}',
        b'{"snapshot": "a", "highest": "b"}',
    ],
)
def test_a_damaged_pointer_is_told_and_the_newest_good_snapshot_offered(home: Home, content: bytes) -> None:
    published(home, "run-a", 1)
    good, broken = published(home, "run-b", 2), published(home, "run-c", 3)
    (home.snapshots / f"{broken}.duckdb").write_bytes(b"broken")
    home.pointer.write_bytes(content)
    with pytest.raises(DamagedSnapshot, match=f"{home.pointer.name}.*rollback {good} "):
        open_snapshot(home)
    assert told(home, good) == 2


def test_a_pointer_to_a_missing_file_is_told(home: Home) -> None:
    published(home, "run-a", 1)
    point_to(home, "000007-gone")
    with pytest.raises(DamagedSnapshot, match="000007-gone"):
        open_snapshot(home)


def truncated(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 3)


def cut_by_one_byte(path: Path) -> None:
    os.truncate(path, path.stat().st_size - 1)


def empty(path: Path) -> None:
    path.write_bytes(b"")


def text(path: Path) -> None:
    path.write_text("not a database", encoding="utf-8")


def another_programs_database(path: Path) -> None:
    path.unlink()
    with open_writer(path) as database:
        database.execute("CREATE TABLE theirs (a INTEGER)")


def sqlite_database(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TABLE theirs (a INTEGER)")


def another_snapshot(path: Path) -> None:
    with open_writer(path) as database:
        database.execute("UPDATE ledger.snapshot SET id = '000009-other'")


@pytest.mark.parametrize("has_manifest", [True, False])
@pytest.mark.parametrize(
    "damage",
    [truncated, empty, text, another_programs_database, sqlite_database, another_snapshot],
)
def test_a_damaged_snapshot_is_told_and_the_last_good_one_offered(
    home: Home, damage: Callable[[Path], None], has_manifest: bool
) -> None:
    good = published(home, "run-a", 1)
    path = home.snapshots / f"{published(home, 'run-b', 2)}.duckdb"
    if not has_manifest:
        path.with_suffix(".json").unlink()
    damage(path)
    with pytest.raises(DamagedSnapshot, match=f"{path.name}.*rollback {good} "):
        open_snapshot(home)
    assert last_good(home) == good


def test_by_its_manifest_even_one_missing_byte_is_noticed(home: Home) -> None:
    path = home.snapshots / f"{published(home, 'run-a', 1)}.duckdb"
    cut_by_one_byte(path)
    with pytest.raises(DamagedSnapshot, match=r"大小不对.*restore"):
        open_snapshot(home)
    assert last_good(home) is None


def test_where_an_older_snapshot_is_damaged_the_current_one_is_named(home: Home) -> None:
    older, current = published(home, "run-a", 1), published(home, "run-b", 2)
    text(home.snapshots / f"{older}.duckdb")
    with pytest.raises(DamagedSnapshot, match=f"当前快照 {current} 可用"):
        open_snapshot(home, older)
    assert told(home) == 2


def test_a_snapshot_of_a_later_program_is_refused_in_plain_words(home: Home) -> None:
    path = home.snapshots / f"{published(home, 'run-a', 1)}.duckdb"
    path.with_suffix(".json").unlink()
    with open_writer(path) as database:
        database.execute("UPDATE ledger.snapshot SET format = 2")
        database.execute("ALTER TABLE ledger.snapshot ADD COLUMN what_comes VARCHAR")
    with pytest.raises(NewerSnapshot, match="请升级程序"):
        open_snapshot(home)


def test_a_snapshot_of_an_older_program_is_read(home: Home) -> None:
    path = home.snapshots / f"{published(home, 'run-a', 1)}.duckdb"
    path.with_suffix(".json").unlink()
    with open_writer(path) as database:
        database.execute("ALTER TABLE ledger.snapshot DROP COLUMN format")
    home.pointer.write_text(json.dumps({"snapshot": path.stem}), encoding="utf-8")
    assert told(home) == 1


def test_a_reader_follows_the_pointer_where_it_moves_and_the_old_file_is_pruned_meanwhile(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = published(home, "run-a", 1)
    second = published(home, "run-b", 2)
    (home.snapshots / f"{first}.duckdb").unlink()
    seen = iter([first, second, second])
    monkeypatch.setattr(snapshots, "current_id", lambda home: next(seen))
    assert told(home) == 2


def test_moving_the_pointer_leaves_no_half_written_file(home: Home) -> None:
    first, _ = published(home, "run-a", 1), published(home, "run-b", 2)
    point_to(home, first)
    assert told(home) == 1
    assert json.loads(home.pointer.read_text(encoding="utf-8")) == {"snapshot": first, "highest": 2}
    assert not list(home.root.glob("*.new"))


def test_the_personal_key_is_made_once_and_only_its_owner_may_read_it(home: Home) -> None:
    key = home.personal_key()
    assert len(key) == 32
    assert home.personal_key() == key
    assert (home.root / "secret.key").stat().st_mode & 0o077 == 0
