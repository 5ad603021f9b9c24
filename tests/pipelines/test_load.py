"""A load from end to end: what is published, what is not, and that nothing is lost."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pipelines import load as loading
from pipelines.intake.files import load_files
from pipelines.load import load
from pipelines.report import FileReport, FileStatus, LoadReport
from tests.support import loads
from tests.support.inbox import write_csv
from tests.support.shared import copied
from warehouse.contracts.registry import DATASETS
from warehouse.digests import content_digests
from warehouse.home import Home
from warehouse.snapshots import current_id, open_snapshot, snapshot_ids

HEADER = ["活动名称", "开展时间", "地点", "主办单位", "受众人数"]
PARK = ["宪法宣传", "2024-03-05", "中心广场", "公安局", 100]


def ledger(path: Path, *rows: Sequence[object], filed: str = "2024-04-01") -> Path:
    return write_csv(path, [["普法活动台账"], [f"填报时间：{filed}"], HEADER, *rows], modified="2024-06-30")


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


@pytest.fixture(scope="module")
def loaded_home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home with one file of one activity; it is copied."""
    folder = tmp_path_factory.mktemp("loaded")
    assert load([ledger(folder / "a.csv", PARK)], Home(folder / "home")).published
    return Home(folder / "home")


@pytest.fixture
def home_with_park(loaded_home: Home, tmp_path: Path) -> Home:
    """A home of the test's own with one activity, and its file a.csv beside it."""
    ledger(tmp_path / "a.csv", PARK)
    return copied(loaded_home, tmp_path)


def audiences(home: Home, which: str | None = None) -> list[int]:
    with open_snapshot(home, which) as snapshot:
        return snapshot.database.query("SELECT audience FROM base.activities ORDER BY ALL")[
            "audience"
        ].to_list()


def test_a_load_publishes_a_snapshot_and_reports_it_in_the_agreed_shape(home: Home, tmp_path: Path) -> None:
    file = ledger(
        tmp_path / "in" / "台账.csv", PARK, ["反诈宣传", "2024.2.30", "中心广场", "公安局", 5], ["合计"]
    )
    report = load([file], home)
    told = report.as_json()
    assert list(told) == ["run", "published", "snapshot", "seconds", "files", "verdict"]
    assert told["published"] is True
    assert told["snapshot"] == current_id(home)
    assert told["verdict"]["success"] is True
    assert told["files"][0]["tables"] == [
        {
            "sheet": "",
            "dataset": "activities",
            "header_rows": [3],
            "rows_in": 3,
            "loaded": 1,
            "quarantined": 1,
            "skipped": {"total": 1},
            "warnings": 0,
        }
    ]
    kept = json.loads((home.runs / f"{report.run}.json").read_text(encoding="utf-8"))
    # It is written before publishing, so that none is published without its report.
    assert 0 < kept.pop("seconds") <= told.pop("seconds")
    assert kept == told


def test_bad_files_are_rejected_by_themselves_and_the_others_load(home: Home, tmp_path: Path) -> None:
    inbox = tmp_path / "in"
    ledger(inbox / "good.csv", PARK)
    (inbox / "empty.xlsx").write_bytes(b"")
    (inbox / "noise.xlsx").write_bytes(b"PK\x03\x04" + b"\x00" * 50)
    write_csv(inbox / "other.csv", [["品名", "单价"], ["纸", 12]])
    report = load([inbox], home)
    assert report.published
    assert {file.name: file.status.value for file in report.files} == {
        "good.csv": "loaded",
        "empty.xlsx": "rejected",
        "noise.xlsx": "rejected",
        "other.csv": "rejected",
    }
    reasons = [file.reason or "" for file in report.files if file.status is FileStatus.REJECTED]
    assert all("请" in reason for reason in reasons)


def test_the_same_bytes_again_are_a_recorded_no_op(home_with_park: Home, tmp_path: Path) -> None:
    first = current_id(home_with_park)
    again = load([tmp_path / "a.csv"], home_with_park)
    assert (again.published, again.snapshot, again.exit_code) == (False, first, 0)
    assert [f.status for f in again.files] == [FileStatus.DUPLICATE]
    assert (home_with_park.runs / f"{again.run}.json").exists()


def test_a_corrected_row_makes_a_new_snapshot_and_leaves_the_old_one_as_it_was(
    home_with_park: Home, tmp_path: Path
) -> None:
    first = current_id(home_with_park)
    second = load([ledger(tmp_path / "b.csv", [*PARK[:4], 150], filed="2024-05-01")], home_with_park)
    assert (audiences(home_with_park), audiences(home_with_park, first)) == ([150], [100])
    assert snapshot_ids(home_with_park) == [first, second.snapshot]


def test_nothing_publishable_leaves_the_previous_snapshot_and_fails(
    home_with_park: Home, tmp_path: Path
) -> None:
    first = current_id(home_with_park)
    (tmp_path / "empty.csv").write_bytes(b"")
    report = load([tmp_path / "empty.csv"], home_with_park)
    assert (report.exit_code, report.published, report.snapshot) == (1, False, first)


def test_a_run_that_loses_a_row_is_not_published(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forgetful(*arguments: Any, **named: Any) -> list[FileReport]:
        (report,) = load_files(*arguments, **named)
        (table,) = report.tables
        return [replace(report, tables=(replace(table, rows_in=table.rows_in + 1),))]

    monkeypatch.setattr(loading, "load_files", forgetful)
    report = load([ledger(tmp_path / "a.csv", PARK)], home)
    assert (report.exit_code, report.published, current_id(home)) == (1, False, None)
    assert any("行数" in reason or "守恒" in reason for reason in report.blocked_by)
    assert list(home.snapshots.iterdir()) == []


def test_every_demo_row_is_loaded_quarantined_or_skipped(demo_home: Home) -> None:
    with open_snapshot(demo_home) as snapshot:
        tables = snapshot.database.query("SELECT * FROM ledger.tables").to_dicts()
        outcomes = snapshot.database.query(
            "SELECT t.table_id, count(DISTINCT s.source_row) AS skipped, "
            "count(DISTINCT q.source_row) AS kept_out "
            "FROM ledger.tables t LEFT JOIN ledger.skipped s USING (table_id) "
            "LEFT JOIN ledger.quarantined q USING (table_id) GROUP BY 1"
        ).to_dicts()
    assert len(tables) > 100
    by_table = {row["table_id"]: row for row in outcomes}
    for table in tables:
        skipped = sum(json.loads(table["skipped"]).values())
        assert table["rows_in"] == table["loaded"] + table["quarantined"] + skipped, table["title"]
        assert by_table[table["table_id"]]["skipped"] == skipped
        assert by_table[table["table_id"]]["kept_out"] == table["quarantined"]


def test_replaying_the_originals_gives_the_content_of_the_incremental_loads(
    tmp_path: Path, demo_inbox: Path
) -> None:
    files = sorted(demo_inbox.glob("*2026年*活动*")) + sorted(demo_inbox.glob("*法治创建*"))
    inbox = tmp_path / "in"
    inbox.mkdir()
    for file in files:
        shutil.copy2(file, inbox)
    chosen = sorted(inbox.iterdir())
    step = len(chosen) // 3
    assert step > 3
    incremental, replayed = Home(tmp_path / "incremental"), Home(tmp_path / "replayed")
    reports = [
        loads.load(batch, incremental) for batch in (chosen[-step:], chosen[:step], chosen[step:-step])
    ]
    loads.load([inbox], replayed)
    assert all(isinstance(report, LoadReport) and report.published for report in reports)
    with open_snapshot(incremental) as one, open_snapshot(replayed) as other:
        assert content_digests(one.database, DATASETS.values()) == content_digests(
            other.database, DATASETS.values()
        )
