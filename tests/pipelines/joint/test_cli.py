"""From two departments' files to one event: found, decided by a person, counted once, and for good."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from pipelines.__main__ import main
from pipelines.joint.record import record_joint_events
from pipelines.load import load
from tests.support import loads
from tests.support.inbox import write_csv
from tests.support.loads import reading_here
from tests.support.shared import copied, made_once
from tests.support.small_warehouse import SmallWarehouse
from warehouse.decisions import JointDecision, decide_joint, joint_decisions, pair_of
from warehouse.engines.duckdb import open_writer
from warehouse.home import Home
from warehouse.joint_pairs import PairStatus, joint_pairs
from warehouse.keeping.publishing import begin_build, publish
from warehouse.marts.build import build_marts
from warehouse.metrics.query import query
from warehouse.metrics.selection import Selection
from warehouse.snapshots import current_id, open_snapshot, snapshot_ids

HEADER = ["活动名称", "开展时间", "地点", "主办单位", "联合单位", "受众人数"]
HOST = ["民法典宣传进社区", "2024-03-05", "亚星广场", "司法局", "公安局", 120]
DECIDED_AT = datetime(2023, 1, 1)
PARTNER = ["“美好生活·民法典相伴”进社区活动", "2024-03-05", "济源路街道亚星广场", "公安局", "", 100]


def ledger(path: Path, *rows: Sequence[object], filed: str = "2024-04-01") -> Path:
    return write_csv(path, [["普法活动台账"], [f"填报时间：{filed}"], HEADER, *rows], modified="2024-06-30")


@pytest.fixture
def small(tmp_path: Path) -> SmallWarehouse:
    return SmallWarehouse(tmp_path)


@pytest.fixture(autouse=True)
def files_are_read_here() -> Iterator[None]:
    with reading_here():
        yield


def sent(folder: Path) -> list[Path]:
    """Write what both departments send."""
    return [ledger(folder / "司法局.csv", HOST), ledger(folder / "公安局.csv", PARTNER)]


@pytest.fixture(scope="module")
def loaded_home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home with both files; it is copied."""

    def make(folder: Path) -> None:
        assert loads.load(sent(tmp_path_factory.mktemp("in")), Home(folder)).published

    return Home(made_once(tmp_path_factory, "joint-home", make))


@pytest.fixture
def home(loaded_home: Home, tmp_path: Path) -> Home:
    """A home with both files, which lie beside it."""
    sent(tmp_path)
    return copied(loaded_home, tmp_path)


def told(home: Home, capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    assert main(["joint", *arguments, "--json", "--home", str(home.root)]) == 0
    return json.loads(capsys.readouterr().out)


def counted(home: Home, which: str | None = None) -> tuple[float | None, float | None]:
    """Return sessions and attendances of all time."""
    with open_snapshot(home, which) as snapshot:
        selection = Selection(start=date(2024, 1, 1), end=date(2024, 12, 31))
        sessions, attendances = query(snapshot, ["P01", "P02"], selection)["value"]
        return sessions, attendances


def test_a_suspected_joint_event_is_listed_counted_twice_and_once_after_the_decision(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    before = current_id(home)
    (pair,) = told(home, capsys, "list")["pairs"]
    assert (pair["kind"], pair["status"]) == ("联合活动", "待定")
    assert 0.75 <= pair["score"] <= 1
    assert list(pair["parts"]) == ["title", "place", "date", "partner", "audience"]
    assert {row["unit"] for row in pair["rows"]} == {"司法局", "公安局"}
    assert {(row["file"], row["source_row"]) for row in pair["rows"]} == {
        ("司法局.csv", 4),
        ("公安局.csv", 4),
    }
    assert counted(home) == (2, 220)

    done = told(home, capsys, "confirm", pair["pair"], "--by", "普法科", "--reason", "同一场")
    assert (done["applied"], done["published"]) == (1, True)
    assert (counted(home), counted(home, before)) == ((1, 120), (2, 220))
    (pair,) = told(home, capsys, "list", "--status", "confirmed")["pairs"]
    assert (pair["decided_by"], pair["reason"]) == ("普法科", "同一场")
    with open_snapshot(home) as snapshot:
        (finding,) = snapshot.database.query(
            "SELECT cells, message FROM ledger.findings WHERE code = 'joint_audience_differs'"
        ).to_dicts()
    assert finding == {"cells": "F4", "message": "联合活动的受众人数填 100，司法局填 120，按较大的数计入"}


def test_a_decision_outlives_corrections_and_replays(
    home: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (pair,) = told(home, capsys, "list")["pairs"]
    told(home, capsys, "confirm", pair["pair"], "--by", "普法科", "--later")
    corrected = [*PARTNER[:5], 130]
    assert load([ledger(tmp_path / "更正.csv", corrected, filed="2024-05-01")], home).published
    assert counted(home) == (1, 130)

    again = Home(tmp_path / "again")
    for decision in joint_decisions(home).values():
        decide_joint(again, *decision.pair, is_same=decision.is_same, decided_by=decision.decided_by)
    assert load(sorted(tmp_path.glob("*.csv")), again).published
    assert counted(again) == (1, 130)


def test_a_decision_waits_until_it_is_applied_and_a_load_without_news_does_not_apply_it(
    home: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (pair,) = told(home, capsys, "list")["pairs"]
    rows = [row["row"] for row in pair["rows"]]
    assert told(home, capsys, "confirm", rows[0], rows[1][:8], "--by", "普法科", "--later") == {
        "decided": True, "published": False,
    }  # fmt: skip
    assert not load([tmp_path / "司法局.csv"], home).published
    assert told(home, capsys, "list")["to_apply"] == 1
    assert counted(home) == (2, 220)
    assert told(home, capsys, "apply")["applied"] == 1
    assert counted(home) == (1, 120)
    known = snapshot_ids(home)
    assert told(home, capsys, "apply")["published"] is False
    assert snapshot_ids(home) == known


def test_what_was_rejected_is_no_longer_pending_and_stays_two_events(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    (pair,) = told(home, capsys, "list")["pairs"]
    told(home, capsys, "reject", pair["pair"], "--by", "普法科", "--reason", "不同场次")
    assert told(home, capsys, "list")["pairs"] == []
    assert [one["status"] for one in told(home, capsys, "list", "--status", "all")["pairs"]] == ["已否定"]
    assert counted(home) == (2, 220)


def test_people_read_plain_words_and_wrong_ids_are_refused(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["joint", "list", "--home", str(home.root)]) == 0
    shown = capsys.readouterr().out
    assert "待定" in shown
    assert "亚星广场" in shown
    assert "共 1 对" in shown
    for rows, words in (
        (["0123456789"], "没有编号为"),
        (["ab"], "太短"),
        (["a", "b", "c"], "一次只能决定一对"),
    ):
        assert main(["joint", "confirm", *rows, "--by", "普法科", "--home", str(home.root)]) == 2
        assert words in capsys.readouterr().err
    assert joint_decisions(home) == {}


# ---- groups, on rows that are written directly ----


def _recorded(
    small: SmallWarehouse, rows: Sequence[dict[str, Any]], *decided: tuple[int, int, bool]
) -> dict[tuple[str, str], str]:
    """Return the status of each pair of row ids after decisions about rows by number."""
    ids = small.add("activities", *rows)
    decisions = {}
    for one, other, is_same in decided:
        pair = pair_of(ids[one], ids[other])
        decisions[pair] = JointDecision(*pair, is_same, "普法科", DECIDED_AT, "")
    _publish(small, decisions)
    with open_snapshot(small.home) as changed:
        return {(p.left.row_id, p.right.row_id): p.status for p in joint_pairs(changed)}


def _publish(small: SmallWarehouse, decisions: dict[tuple[str, str], JointDecision]) -> None:
    """Publish the rows, and then a second snapshot that knows the decisions."""
    small.publish().close()
    built, sequence = begin_build(small.home, "decided")
    snapshot_id = f"{sequence:06d}-decided"
    with open_writer(built) as database:
        database.execute("UPDATE ledger.snapshot SET id = ?, sequence = ?", [snapshot_id, sequence])
        record_joint_events(database, decisions)
        build_marts(database)
        database.execute("CHECKPOINT")
    publish(small.home, built, snapshot_id)


def _events(small: SmallWarehouse) -> list[str]:
    with open_snapshot(small.home) as snapshot:
        return snapshot.database.query("SELECT joint_row_id FROM mart.activities ORDER BY row_id")[
            "joint_row_id"
        ].to_list()


def _row(unit: str, title: str, place: str = "广场", audience: int = 100) -> dict[str, Any]:
    day = date(2022, 5, 4)
    return {
        "unit": unit,
        "title": title,
        "place": place,
        "audience": audience,
        "start_on": day,
        "end_on": day,
    }


def test_a_confirmed_pair_joins_all_rows_that_the_rule_had_joined_to_either(small: SmallWarehouse) -> None:
    rows = [
        _row("公安局", "宪法宣传"), _row("司法局", "宪法宣传"),
        _row("教育局", "法治文艺汇演"), _row("发改委", "法治文艺汇演"),
    ]  # fmt: skip
    statuses = _recorded(small, rows, (0, 3, True))
    assert statuses == {
        ("r0001", "r0002"): PairStatus.BY_RULE,
        ("r0003", "r0004"): PairStatus.BY_RULE,
        ("r0001", "r0004"): PairStatus.CONFIRMED,
    }
    assert len(set(_events(small))) == 1


def test_a_person_may_part_what_the_rule_joined(small: SmallWarehouse) -> None:
    rows = [_row(unit, "宪法宣传") for unit in ("公安局", "司法局", "教育局")]
    statuses = _recorded(small, rows, (0, 1, False), (1, 2, False))
    assert statuses[("r0001", "r0002")] == statuses[("r0002", "r0003")] == PairStatus.REJECTED
    assert statuses[("r0001", "r0003")] == PairStatus.BY_RULE
    first, second, third = _events(small)
    assert first == third != second


def test_a_decision_about_rows_that_are_not_there_waits(small: SmallWarehouse) -> None:
    small.add("activities", _row("公安局", "宪法宣传"))
    pair = ("r0001", "r9999")
    _publish(small, {pair: JointDecision(*pair, True, "普法科", DECIDED_AT, "")})
    with open_snapshot(small.home) as changed:
        assert joint_pairs(changed) == []


def test_a_warehouse_without_activities_has_no_pairs(small: SmallWarehouse) -> None:
    assert _recorded(small, []) == {}
