"""`python -m expectations run`, as an operator meets it."""

from __future__ import annotations

import json
import shutil
from datetime import date, datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from expectations.__main__ import main
from warehouse.engines.duckdb import open_writer
from warehouse.home import Home
from warehouse.keeping.publishing import point_to


def publish(home: Home, file: Path, sequence: int, *statements: str) -> str:
    """Place a warehouse file among the published snapshots and make it the current one."""
    snapshot_id = f"{sequence:06d}-r{sequence}"
    home.snapshots.mkdir(parents=True, exist_ok=True)
    path = home.snapshots / f"{snapshot_id}.duckdb"
    shutil.copyfile(file, path)
    with open_writer(path) as database:
        own = {
            "id": snapshot_id,
            "sequence": sequence,
            "run_id": f"r{sequence}",
            "created_at": datetime(2024, 6, 1),
            "data_cutoff": date(2024, 5, 31),
            "is_demo": False,
        }
        database.insert("ledger.snapshot", pl.DataFrame([own]))
        for statement in statements:
            database.execute(statement)
    point_to(home, snapshot_id)
    return snapshot_id


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """An empty state folder."""
    return Home(tmp_path / "home")


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """Run the command; return its exit code, output and error output."""
    try:
        code = main(arguments)
    except SystemExit as stop:
        code = int(stop.code or 0)
    output = capsys.readouterr()
    return code, output.out, output.err


def test_a_good_snapshot_passes_and_says_so(
    home: Home, good_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    publish(home, good_file, 1)
    code, output, errors = run(capsys, "run", "--home", str(home.root))
    assert (code, errors) == (0, "")
    assert "核验通过：共" in output
    assert "未通过 0 项，提示 0 项" in output


def test_json_holds_the_verdict_and_every_result(
    home: Home, good_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    publish(home, good_file, 1, "UPDATE base.file_reviews SET score = 101")
    code, output, _ = run(capsys, "--home", str(home.root), "run", "--json")
    verdict: dict[str, Any] = json.loads(output)
    assert code == 1
    assert list(verdict) == ["success", "critical", "warning", "checks", "results"]
    assert (verdict["success"], verdict["critical"], verdict["warning"]) == (False, 1, 0)
    assert len(verdict["results"]) == verdict["checks"]
    failed = [result for result in verdict["results"] if not result["success"]]
    assert [(each["suite"], each["check"], each["examples"]) for each in failed] == [
        ("file_reviews", "bounds_critical", ["得分 101.0000"])
    ]


def test_a_snapshot_is_compared_with_the_one_before_it(
    home: Home, good_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    publish(home, good_file, 1)
    emptied = [
        f"DELETE FROM {table} WHERE table_id = 'table-trainings-1'"
        for table in (
            "base.trainings",
            "ledger.tables",
            "ledger.findings",
            "ledger.quarantined",
            "ledger.skipped",
        )
    ]
    publish(home, good_file, 2, *emptied, "DELETE FROM raw.trainings")
    code, output, _ = run(capsys, "run", "--home", str(home.root), "--json")
    failed = [result for result in json.loads(output)["results"] if not result["success"]]
    assert code == 1
    assert [(each["check"], each["examples"]) for each in failed] == [("rows_not_lost", ["由 1 行减为 0 行"])]


def test_an_older_snapshot_can_be_named(
    home: Home, good_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    publish(home, good_file, 1)
    publish(home, good_file, 2, "UPDATE base.file_reviews SET score = 101")
    code, output, _ = run(capsys, "run", "--home", str(home.root), "--snapshot", "1", "--json")
    assert code == 0
    assert json.loads(output)["success"]


def test_failures_are_printed_first_with_examples_and_who_mends_them(
    home: Home, good_file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    located = "UPDATE ledger.tables SET columns = '{\"score\": \"G\"}' WHERE dataset = 'file_reviews'"
    publish(home, good_file, 1, "UPDATE base.file_reviews SET score = 101", located)
    code, output, _ = run(capsys, "run", "--home", str(home.root))
    lines = output.splitlines()
    assert ["file_reviews-1.xlsx", "Sheet1", "G4", "公安局"] in [line.split()[:4] for line in lines]
    assert code == 1
    assert lines[1].startswith("✗ 未通过")
    assert "例如 得分 101.0000（数据管理岗）" in lines[1]
    assert lines[-1].startswith("核验未通过，不予发布：共")


def test_without_any_snapshot_there_is_nothing_to_audit(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    code, output, errors = run(capsys, "run", "--home", str(home.root))
    assert (code, output) == (1, "")
    assert "还没有已发布的数据" in errors


@pytest.mark.parametrize("arguments", [(), ("walk",), ("run", "--fast"), ("run", "--snapshot")])
def test_a_wrong_command_line_is_explained_in_chinese(
    arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    code, output, errors = run(capsys, *arguments)
    assert (code, output) == (2, "")
    assert "--help 查看说明" in errors
    for english in ("usage", "error", "argument", "required"):
        assert english not in errors


def test_an_unknown_snapshot_is_a_usage_fault(
    home: Home, good_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    publish(home, good_file, 1)
    code, _, errors = run(capsys, "run", "--home", str(home.root), "--snapshot", "99")
    assert code == 2
    assert "99" in errors


@pytest.mark.parametrize("arguments", [("--help",), ("run", "--help")])
def test_help_is_chinese_with_examples(
    arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    code, output, _ = run(capsys, *arguments)
    assert code == 0
    assert output.startswith("用法：")
    assert "例：" in output
    for english in ("usage", "options", "positional", "show this"):
        assert english not in output
