"""The commands that keep snapshots, as their user meets them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.warehouse.keeping.support import flip_byte, made_home, more_people, publish_next
from warehouse.__main__ import main
from warehouse.commands import rereading, safekeeping
from warehouse.home import Home
from warehouse.keeping import answers
from warehouse.keeping.space import MIB
from warehouse.keeping.verifying import CitedCell
from warehouse.metrics.catalogue import METRICS
from warehouse.snapshots import current_id

Capture = pytest.CaptureFixture[str]
FIRST = "000002-first"
COMMANDS = ("snapshots", "freeze", "rollback", "prune", "verify", "backup", "restore")


@pytest.fixture(scope="module")
def kept_home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """Return a home that no test changes."""
    return made_home(tmp_path_factory.mktemp("kept"))


@pytest.fixture
def home(kept_home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """Return a home of the test's own; few metrics are asked when a label is frozen."""
    monkeypatch.setattr(answers, "METRICS", {name: METRICS[name] for name in ("P01", "P02")})
    return Home(Path(shutil.copytree(kept_home.root, tmp_path / "home")))


def run(home: Home, *arguments: str) -> int:
    return main([*arguments, "--home", str(home.root)])


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself_with_an_example(capsys: Capture, command: str) -> None:
    with pytest.raises(SystemExit) as caught:
        main([command, "--help"])
    assert caught.value.code == 0
    told = capsys.readouterr().out
    assert f"例：\n  python -m warehouse {command}" in told
    assert "--home" in told
    assert "usage" not in told


def test_a_week_is_frozen_and_asked_again_by_its_label(home: Home, capsys: Capture) -> None:
    assert run(home, "freeze", "2022-W18", "--no-briefing", "--note", "例会") == 0
    assert FIRST in capsys.readouterr().out
    publish_next(home, "later", more_people(1000))
    assert run(home, "query", "P02", "--snapshot", "2022-W18", "--format", "json") == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert row["value"] == 210


def test_snapshots_shows_current_labels_verdict_size_and_damage(home: Home, capsys: Capture) -> None:
    run(home, "freeze", "2022-W18", "--no-briefing")
    publish_next(
        home,
        "second",
        "INSERT INTO ledger.verdict (run_id, success, critical, warning, checks)"
        " VALUES ('second', true, 0, 3, 90)",
    )
    third = publish_next(home, "third")
    flip_byte(home.snapshots / f"{third}.duckdb", 5000)
    capsys.readouterr()
    assert run(home, "snapshots", "--format", "json") == 0
    told = {one["id"]: one for one in json.loads(capsys.readouterr().out)}
    assert (told[FIRST]["labels"], told[FIRST]["has_manifest"]) == (["2022-W18"], True)
    assert told["000003-second"]["verdict"] == {"success": True, "critical": 0, "warning": 3, "checks": 90}
    assert told["000003-second"]["bytes"] == (home.snapshots / "000003-second.duckdb").stat().st_size
    assert [one["id"] for one in told.values() if one["is_damaged"]] == [third]
    assert run(home, "snapshots") == 0
    shown = capsys.readouterr().out
    assert "2022-W18" in shown
    assert "通过，提示 3 项" in shown
    assert "已损坏" in shown


def test_rolling_back_and_pruning_say_what_they_did(home: Home, capsys: Capture) -> None:
    publish_next(home, "second")
    third = publish_next(home, "third")
    assert run(home, "rollback", "2") == 0
    assert current_id(home) == FIRST
    assert run(home, "prune", "--keep", "1", "--dry-run") == 0
    assert run(home, "prune", "--keep", "1") == 0
    told = capsys.readouterr().out
    assert "将删除 000003-second" in told
    assert "已删除 000003-second" in told
    assert third not in told
    assert run(home, "prune", "--keep", "1") == 0
    assert "没有可清理的快照" in capsys.readouterr().out


def test_verify_is_0_on_a_good_home_and_1_on_one_flipped_byte(
    home: Home, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(safekeeping, "reread", lambda home, cells: [cell.raw for cell in cells])
    assert run(home, "verify") == 0
    assert "全部完好" in capsys.readouterr().out
    flip_byte(home.snapshots / f"{FIRST}.duckdb", 70_000)
    assert run(home, "verify", "--all", "--samples", "0") == 1
    told = capsys.readouterr()
    assert f"✗ 快照文件 {FIRST}.duckdb" in told.out
    assert "有 1 处问题" in told.out
    assert told.err == ""


def test_a_backup_is_made_and_restored_elsewhere(home: Home, capsys: Capture, tmp_path: Path) -> None:
    other = Home(tmp_path / "other")
    assert run(home, "backup", str(tmp_path / "b.tar")) == 0
    told = capsys.readouterr().out
    assert "密钥 secret.key" in told
    assert "个人信息" in told
    assert run(other, "restore", str(tmp_path / "b.tar")) == 0
    assert run(other, "verify", "--samples", "0") == 0
    assert run(other, "restore", str(tmp_path / "b.tar")) == 1
    assert "--replace" in capsys.readouterr().err
    assert run(other, "restore", str(tmp_path / "b.tar"), "--replace") == 0
    assert f"原有数据移到 {other.root}.replaced-" in capsys.readouterr().out


def test_rows_that_cannot_be_read_name_the_file_and_the_way_back(home: Home, capsys: Capture) -> None:
    later = publish_next(home, "later")
    path = home.snapshots / f"{later}.duckdb"
    content = bytearray(path.read_bytes())
    content[20_000:] = bytes(len(content) - 20_000)
    path.write_bytes(content)
    assert run(home, "query", "P02", "--grain", "month") == 1
    told = capsys.readouterr().err
    assert path.name in told
    assert f"rollback {FIRST}" in told
    assert told.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["freeze", "a/b"], 2, "例如 2026-W47"),
        (["freeze", "2026-W99"], 2, "不是有效的周"),
        (["freeze", "2022-W18", "--snapshot", "77"], 2, "「77」"),
        (["rollback", "77"], 2, "「77」"),
        (["prune", "--keep", "0"], 2, "--keep 至少为 1"),
        (["verify", "2", "--all"], 2, "不能同时写"),
        (["verify", "--samples", "-1"], 2, "不能是负数"),
        (["restore", "/nowhere"], 1, "没有找到备份"),
    ],
)
def test_what_cannot_be_done_is_one_chinese_line(
    home: Home, capsys: Capture, arguments: list[str], code: int, message: str
) -> None:
    assert run(home, *arguments) == code
    told = capsys.readouterr()
    assert message in told.err
    assert (told.out, told.err.count("\n")) == ("", 1)


def test_a_disk_without_room_is_told_before_anything_is_written(
    home: Home, capsys: Capture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(tmp_path)._replace(free=MIB // 2)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage)
    assert run(home, "backup", str(tmp_path / "b")) == 1
    assert "磁盘空间不足，没有开始备份" in capsys.readouterr().err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["home"]


def test_a_reader_of_originals_that_does_not_answer_is_told(
    home: Home, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setattr(rereading.sys, "executable", shutil.which("false"))
    assert run(home, "verify") == 1
    assert "溯源抽查没有完成" in capsys.readouterr().out
    assert rereading.reread(home, []) == []
    with pytest.raises(rereading.CannotReread):
        rereading.reread(home, [CitedCell("00", "", "A1", "x")])
