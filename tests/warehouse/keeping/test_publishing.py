"""Publishing: whatever step it dies at, the pointer names a whole snapshot, and the next writer goes on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.warehouse.keeping.support import audience, more_people, publish_next
from warehouse.errors import DamagedSnapshot
from warehouse.home import Home
from warehouse.keeping import publishing
from warehouse.keeping.choosing import rollback
from warehouse.keeping.publishing import begin_build, publish, writing
from warehouse.keeping.verifying import verify
from warehouse.snapshots import current_id, open_snapshot, snapshot_ids

STEPS = 4  # flush the build, write its manifest, name it, write the pointer


class Killed(BaseException):
    """The process dies here."""


def dying_at(step: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let publishing die before its nth durable step."""
    taken = 0

    def counted(done: Callable[..., Any]) -> Callable[..., Any]:
        def take(*arguments: Any, **named: Any) -> Any:
            nonlocal taken
            taken += 1
            if taken > step:
                raise Killed
            return done(*arguments, **named)

        return take

    for name in ("flush_file", "write_durably", "replace_durably"):
        monkeypatch.setattr(publishing, name, counted(getattr(publishing, name)))


@pytest.mark.parametrize("step", range(STEPS))
def test_dying_before_any_step_leaves_the_old_snapshot_and_the_next_load_sweeps(
    home: Home, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    with monkeypatch.context() as patch:
        dying_at(step, patch)
        with pytest.raises(Killed):
            publish_next(home, "killed", more_people(1))
    assert (current_id(home), audience(home)) == ("000002-first", 210)
    assert publish_next(home, "next", more_people(5)) == "000003-next"
    assert sorted(path.name for path in home.snapshots.iterdir()) == [
        "000002-first.duckdb",
        "000002-first.json",
        "000003-next.duckdb",
        "000003-next.json",
    ]
    assert verify(home).is_well


def test_all_steps_are_the_ones_counted(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    dying_at(STEPS, monkeypatch)
    assert publish_next(home, "whole", more_people(5)) == current_id(home)


def test_dying_before_the_very_first_pointer_leaves_an_empty_home(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty = Home(tmp_path / "empty")
    whole = (home.snapshots / "000002-first.duckdb").read_bytes()

    def publish_first() -> None:
        with writing(empty):
            built, _ = begin_build(empty, "first")
            built.write_bytes(whole)
            publish(empty, built, "000002-first")

    with monkeypatch.context() as patch:
        dying_at(STEPS, patch)  # of a first publish the pointer is one step more
        with pytest.raises(Killed):
            publish_first()
    assert snapshot_ids(empty) == ["000002-first"]
    assert current_id(empty) is None
    with writing(empty):
        assert snapshot_ids(empty) == []
    publish_first()
    assert current_id(empty) == "000002-first"


def test_a_snapshot_above_the_published_numbers_stays_where_the_pointer_cannot_tell(home: Home) -> None:
    publish_next(home, "second")
    home.pointer.write_text("{", encoding="utf-8")
    with writing(home):
        assert snapshot_ids(home) == ["000002-first", "000003-second"]
    home.pointer.write_text('{"snapshot": "000002-first"}', encoding="utf-8")  # an older program's
    with writing(home):
        assert snapshot_ids(home) == ["000002-first", "000003-second"]


def test_numbers_go_on_from_the_highest_ever_published(home: Home) -> None:
    second = publish_next(home, "second")
    rollback(home, "2")
    (home.snapshots / f"{second}.duckdb").unlink()
    assert publish_next(home, "third") == "000004-third"


def test_a_build_that_is_not_itself_is_not_published(home: Home) -> None:
    with writing(home):
        built, _ = begin_build(home, "mixed-up")
        with pytest.raises(DamagedSnapshot, match="000003-mixed-up"):
            publish(home, built, "000003-mixed-up")
    assert current_id(home) == "000002-first"


def test_a_lost_pointer_is_told_and_not_taken_for_an_empty_home(home: Home) -> None:
    home.pointer.unlink()
    with pytest.raises(DamagedSnapshot, match=r"不见了.*rollback 000002-first"), writing(home):
        begin_build(home, "next")
    rollback(home, "000002-first")
    with open_snapshot(home) as snapshot:
        assert snapshot.id == "000002-first"
