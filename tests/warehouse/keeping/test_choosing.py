"""Rolling back moves the pointer only; pruning never takes what is current, frozen or among the newest."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.warehouse.keeping.support import audience, flip_byte, more_people, publish_next
from warehouse.errors import BadSelection, DamagedSnapshot, UnknownSnapshot
from warehouse.home import Home
from warehouse.keeping.choosing import prune, rollback
from warehouse.keeping.freezing import freeze
from warehouse.keeping.verifying import verify
from warehouse.snapshots import current_id, open_snapshot, snapshot_ids

FIRST = "000002-first"


def test_rolling_back_shows_the_older_numbers_and_the_next_load_builds_on_them(home: Home) -> None:
    second = publish_next(home, "second", more_people(1000))
    assert rollback(home, "2") == FIRST
    assert (current_id(home), audience(home)) == (FIRST, 210)
    third = publish_next(home, "third")
    assert (third, audience(home)) == ("000004-third", 210)
    assert snapshot_ids(home) == [FIRST, second, third]


def test_a_damaged_pointer_is_mended_by_rolling_back(home: Home) -> None:
    home.pointer.write_bytes(b"\x00")
    rollback(home, FIRST)
    assert audience(home) == 210


def test_it_does_not_roll_back_to_what_is_unknown_or_damaged(home: Home) -> None:
    second = publish_next(home, "second")
    with pytest.raises(UnknownSnapshot):
        rollback(home, "77")
    path = home.snapshots / f"{FIRST}.duckdb"
    flip_byte(path, path.stat().st_size - 2000)
    with pytest.raises(DamagedSnapshot, match=FIRST):
        rollback(home, FIRST)
    assert current_id(home) == second


def test_rolling_back_to_a_label_brings_a_lost_file_back(home: Home) -> None:
    freeze(home, "2022-W18")
    publish_next(home, "second")
    (home.snapshots / f"{FIRST}.duckdb").unlink()
    assert rollback(home, "2022-W18") == FIRST
    assert audience(home) == 210
    assert verify(home).is_well


def test_pruning_keeps_the_newest_the_current_and_the_frozen(home: Home) -> None:
    ids = [FIRST, *(publish_next(home, f"run{number}") for number in range(3, 8))]
    freeze(home, "2022-W18", ids[1])
    rollback(home, ids[2])
    assert [one.snapshot for one in prune(home, 2)] == [ids[0], ids[3]]
    assert snapshot_ids(home) == [ids[1], ids[2], ids[4], ids[5]]
    assert verify(home, snapshot_ids(home)).is_well
    assert prune(home, 2) == []


def test_a_dry_run_names_what_it_would_remove_and_removes_nothing(home: Home) -> None:
    publish_next(home, "second")
    size = (home.snapshots / f"{FIRST}.duckdb").stat().st_size
    (told,) = prune(home, 1, dry_run=True)
    assert (told.snapshot, told.size) == (FIRST, size)
    assert len(snapshot_ids(home)) == 2


def test_only_those_older_than_so_many_days_are_removed(home: Home) -> None:
    recent = datetime.now(UTC).replace(tzinfo=None) - timedelta(days=3)
    publish_next(home, "second", f"UPDATE ledger.snapshot SET created_at = '{recent.isoformat()}'")
    publish_next(home, "third")
    assert [one.snapshot for one in prune(home, 1, 4)] == [FIRST]  # made in 2023
    assert [one.snapshot for one in prune(home, 1, 2)] == ["000003-second"]


def test_a_reader_keeps_what_is_pruned_while_it_reads(home: Home) -> None:
    with open_snapshot(home) as pinned:
        publish_next(home, "second")
        prune(home, 1)
        assert pinned.database.query("SELECT count(*) AS rows FROM mart.activities").item() == 2


def test_a_frozen_snapshot_is_kept_even_where_its_record_is_damaged(home: Home) -> None:
    freeze(home, "2022-W18")
    flip_byte(home.frozen / "2022-W18" / "record.json", 40)
    publish_next(home, "second")
    assert prune(home, 1) == []


@pytest.mark.parametrize("keep", [0, -1])
def test_nothing_less_than_one_may_be_kept(home: Home, keep: int) -> None:
    with pytest.raises(BadSelection, match="--keep 至少为 1"):
        prune(home, keep)
