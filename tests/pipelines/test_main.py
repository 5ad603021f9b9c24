"""`python -m pipelines`: plain Chinese words, exit codes, and nothing but JSON where JSON is asked for."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from pipelines.__main__ import main
from tests.support.inbox import write_csv

ROWS = [
    ["普法活动台账"],
    ["填报时间：2024-04-01"],
    ["活动名称", "开展时间", "地点", "主办单位", "受众人数"],
    ["宪法宣传", "2024-03-05", "中心广场", "公安局", 100],
    ["反诈宣传", "2024-03-06", "中心广场", "区教育据", "若干"],
]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return write_csv(tmp_path / "in" / "台账.csv", ROWS, modified="2024-06-30")


def test_check_says_every_finding_and_writes_nothing(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = tmp_path / "home"
    assert main(["check", str(file), "--json", "--home", str(home)]) == 0
    told = json.loads(capsys.readouterr().out)
    (table,) = told["files"][0]["tables"]
    assert (table["dataset"], table["label"], table["loaded"], table["quarantined"]) == (
        "activities", "普法活动", 1, 1,
    )  # fmt: skip
    assert {(f["code"], f["severity"], f["cells"]) for f in table["findings"]} == {
        ("unknown_unit", "error", "D5"),
        ("not_a_number", "error", "E5"),
    }
    assert all(f["message"] and f["remedy"] for f in table["findings"])
    assert not home.exists()


def test_check_tells_a_person_which_cell_and_what_to_write(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(file), "--home", str(tmp_path / "home")]) == 0
    shown = capsys.readouterr().out
    assert "E5 受众人数不是数字：「若干」。请只填数字，例如 1200" in shown
    assert "最接近的是「教育局」" in shown


def test_a_hidden_sheet_is_read_and_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    workbook = openpyxl.Workbook()
    for row in ROWS[2:4]:
        workbook.active.append(row)
    workbook.create_sheet("空表")
    workbook.active.sheet_state = "hidden"
    workbook.active = 1
    workbook.save(tmp_path / "台账.xlsx")
    assert main(["check", str(tmp_path / "台账.xlsx"), "--json", "--home", str(tmp_path / "home")]) == 0
    (table,) = json.loads(capsys.readouterr().out)["files"][0]["tables"]
    assert table["loaded"] == 1
    assert [finding["code"] for finding in table["findings"]] == ["hidden_sheet"]


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["load"],
        ["lod", "x"],
        ["load", "找不到的文件.xlsx"],
        ["check", "找不到的文件.xlsx"],
        ["load", ".", "--jsn"],
        ["demo"],
        ["demo", "--to", "x", "--until", "昨天"],
        ["demo", "--to", "x", "--scale", "0"],
    ],
)
def test_wrong_usage_ends_with_code_2_and_a_chinese_line(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    try:
        code: int | str | None = main(arguments)
    except SystemExit as stop:
        code = stop.code
    shown = capsys.readouterr()
    assert code == 2
    assert shown.out == ""
    assert any("\u4e00" <= character <= "\u9fff" for character in shown.err)


@pytest.mark.parametrize("command", [[], ["load"], ["check"], ["demo"]])
def test_help_is_chinese_with_examples(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main([*command, "--help"])
    shown = capsys.readouterr().out
    assert stop.value.code == 0
    assert "示例" in shown
    assert "usage" not in shown


def test_a_json_load_prints_one_object_and_nothing_else(
    file: Path, tmp_path: Path, project_root: Path
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pipelines", "load", str(file), "--json", "--home", str(tmp_path / "home")],
        capture_output=True,
        text=True,
        check=False,
        cwd=project_root,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["published"] is True
    assert done.stdout.count("\n") == 1


def test_a_home_that_cannot_be_written_is_told_in_one_line(
    file: Path, tmp_path: Path, project_root: Path
) -> None:
    (tmp_path / "home").write_text("a file, not a folder", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "pipelines", "load", str(file), "--home", str(tmp_path / "home")],
        capture_output=True,
        text=True,
        check=False,
        cwd=project_root,
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "读写文件失败" in done.stderr
