"""A frozen label answers for ever as it did, whatever comes after."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.warehouse.keeping.support import audience, flip_byte, more_people, publish_next
from warehouse.decisions import decide_joint
from warehouse.errors import DamagedSnapshot, NoSnapshot, UnknownSnapshot
from warehouse.home import Home
from warehouse.keeping import answers, freezing
from warehouse.keeping.freezing import LabelTaken, freeze
from warehouse.metrics.catalogue import METRICS
from warehouse.snapshots import frozen_records, open_snapshot, resolve


def kept(home: Home, label: str, name: str) -> dict[str, Any]:
    record: dict[str, Any] = json.loads((home.frozen / label / name).read_text(encoding="utf-8"))
    return record


def test_a_label_answers_as_it_did_after_later_loads(home: Home) -> None:
    record = freeze(home, "2022-W18", note="第18周例会")
    publish_next(home, "later", more_people(1000))
    assert (audience(home, "2022-W18"), audience(home)) == (210, 2000)
    assert (record.snapshot, record.note) == ("000002-first", "第18周例会")
    assert [one.label for one in frozen_records(home)] == ["2022-W18"]


def test_a_label_answers_even_where_the_published_file_is_lost(home: Home) -> None:
    freeze(home, "2022-W18")
    publish_next(home, "later", more_people(1000))
    (home.snapshots / "000002-first.duckdb").unlink()
    assert audience(home, "2022-W18") == audience(home, "000002-first") == audience(home, "2") == 210


def test_the_published_file_is_linked_and_not_stored_twice(home: Home) -> None:
    freeze(home, "2022")
    published = home.snapshots / "000002-first.duckdb"
    assert published.samefile(home.frozen / "2022" / "000002-first.duckdb")


def test_an_older_snapshot_may_be_frozen(home: Home) -> None:
    publish_next(home, "later", more_people(1000))
    assert freeze(home, "2022-W18", "2").snapshot == "000002-first"


def test_freezing_twice_changes_nothing_and_another_snapshot_is_refused(home: Home) -> None:
    first = freeze(home, "2022-W18", note="甲")
    assert freeze(home, "2022-W18", note="乙") == first
    publish_next(home, "later")
    with pytest.raises(LabelTaken, match="已冻结在快照 000002-first"):
        freeze(home, "2022-W18")


def test_decisions_are_kept_as_of_that_moment(home: Home) -> None:
    decide_joint(home, "a", "b", is_same=True, decided_by="普法科")
    freeze(home, "2022-W18")
    decide_joint(home, "a", "b", is_same=False, decided_by="普法科")
    (decision,) = kept(home, "2022-W18", "decisions.json")["tables"]["joint_decisions"]
    assert (decision["left_key"], decision["is_same"], decision["decided_by"]) == ("a", 1, "普法科")


def test_every_number_is_kept_to_date_and_for_the_labels_own_period(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answers, "METRICS", METRICS)
    freeze(home, "2022-05")
    told = {
        (one["span"], one["metric"]): one["value"] for one in kept(home, "2022-05", "answers.json")["answers"]
    }
    assert {metric for _, metric in told} == METRICS.keys()
    assert (told["至今", "P02"], told["2022-05", "P02"]) == (210, 200)
    assert (told["至今", "P01"], told["2022-05", "P01"]) == (2, 1)


def test_a_year_that_is_frozen_comes_before_a_sequence_number(home: Home) -> None:
    freeze(home, "2022")
    assert resolve(home, "2022") == "000002-first"
    with pytest.raises(UnknownSnapshot):
        resolve(home, "002022")


def test_a_damaged_snapshot_is_not_frozen(home: Home) -> None:
    path = home.snapshots / "000002-first.duckdb"
    flip_byte(path, path.stat().st_size - 2000)
    with pytest.raises(DamagedSnapshot, match="000002-first"):
        freeze(home, "2022-W18")
    assert list(home.frozen.iterdir()) == []


def test_dying_half_way_leaves_no_label(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    def die(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(freezing, "replace_durably", die)
        with pytest.raises(KeyboardInterrupt):
            freeze(home, "2022-W18")
    assert frozen_records(home) == []
    assert freeze(home, "2022-W18").label == "2022-W18"


def test_what_a_killed_freeze_left_is_swept(home: Home) -> None:
    leftover = home.frozen / ".freezing-dead"
    leftover.mkdir(parents=True)
    (leftover / "000002-first.duckdb").write_bytes(b"half")
    publish_next(home, "later")
    assert not leftover.exists()


def test_an_empty_home_has_nothing_to_freeze(tmp_path_factory: pytest.TempPathFactory) -> None:
    with pytest.raises(NoSnapshot):
        freeze(Home(tmp_path_factory.mktemp("empty")), "2022-W18")


def test_the_nearest_label_is_named_for_an_unknown_one(home: Home) -> None:
    freeze(home, "2022-W18")
    with pytest.raises(UnknownSnapshot, match=r"「2022-W19」.*2022-W18"):
        open_snapshot(home, "2022-W19")
