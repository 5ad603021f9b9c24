"""Files made to hurt their reader are refused or read quickly and in little memory; the others load."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from pipelines.load import load
from pipelines.report import FileStatus
from tests.support.hostile import plain_workbook, recipes, write_hostile
from tests.support.inbox import write_csv
from tests.support.shared import made_once
from warehouse.home import Home

# The cost of all files is measured in one run, which a busy machine may stretch.
pytestmark = pytest.mark.timeout(600)

MOST_SECONDS = 5.0
MOST_MEGABYTES = 400.0
CHINESE = re.compile(r"[\u4e00-\u9fff]")
FILED_AT = 1_705_000_000


@pytest.fixture(scope="module")
def costs(tmp_path_factory: pytest.TempPathFactory, project_root: Path) -> dict[str, dict[str, Any]]:
    """What each file cost its reader, measured in a process of its own, once for all workers."""

    def measure(answer: Path) -> None:
        folder = tmp_path_factory.mktemp("hostile")
        for file in write_hostile(folder):
            os.utime(file, (FILED_AT, FILED_AT))
        run = subprocess.run(
            [sys.executable, "-m", "tests.support.measured_reading", str(folder)],
            cwd=project_root, capture_output=True, text=True, check=True,
        )  # fmt: skip
        answer.write_text(run.stdout, encoding="utf-8")

    lines = made_once(tmp_path_factory, "hostile.jsonl", measure).read_text(encoding="utf-8").splitlines()
    return {cost["name"]: cost for cost in map(json.loads, lines)}


def test_every_hostile_file_is_read_or_refused_with_a_chinese_reason(
    costs: dict[str, dict[str, Any]],
) -> None:
    assert costs.keys() == recipes().keys()
    for cost in costs.values():
        assert cost["status"] in ("loaded", "rejected"), cost
        assert (cost["reason"] is None) == (cost["status"] == "loaded"), cost
        assert cost["reason"] is None or CHINESE.search(cost["reason"]), cost


def test_no_hostile_file_finds_a_fault_of_the_program(costs: dict[str, dict[str, Any]]) -> None:
    assert {name: cost["fault"] for name, cost in costs.items() if cost["fault"]} == {}


def test_every_row_of_a_hostile_file_is_accounted_for(costs: dict[str, dict[str, Any]]) -> None:
    assert [name for name, cost in costs.items() if not cost["is_conserved"]] == []


def test_no_hostile_file_takes_long(costs: dict[str, dict[str, Any]]) -> None:
    assert {n: cost["seconds"] for n, cost in costs.items() if cost["seconds"] >= MOST_SECONDS} == {}


def test_no_hostile_file_takes_much_memory(costs: dict[str, dict[str, Any]]) -> None:
    assert {n: cost["megabytes"] for n, cost in costs.items() if cost["megabytes"] >= MOST_MEGABYTES} == {}


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("bomb-4-gigabytes.xlsx", "rejected"),
        ("bomb-that-claims-1000-bytes.xlsx", "rejected"),
        ("laughs-in-sheet.xlsx", "rejected"),
        ("laughs.docx", "rejected"),
        ("laughs.ods", "rejected"),
        ("far-cell.xlsx", "rejected"),
        ("looping-sectors.xls", "rejected"),
        ("cut-40.xlsx", "rejected"),
        # What is merely formatted, merged or said to be large hides no data, so that the ledger in it loads.
        ("formatted-rows.xlsx", "loaded"),
        ("formatted-cells.xlsx", "loaded"),
        ("formatted-columns.xlsx", "loaded"),
        ("formatted-far-cell.xlsx", "loaded"),
        ("lying-dimension.xlsx", "loaded"),
        ("merged-everything.xlsx", "loaded"),
        ("merged-100000.xlsx", "loaded"),
        ("a-million-empty-lines.csv", "loaded"),
    ],
)
def test_what_holds_a_ledger_loads_and_what_is_a_trap_does_not(
    costs: dict[str, dict[str, Any]], name: str, status: str
) -> None:
    assert costs[name]["status"] == status, costs[name]


def test_the_other_files_of_the_same_load_are_loaded(tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    write_csv(
        inbox / "好.csv",
        [
            ["活动名称", "开展时间", "地点", "主办单位", "受众人数"],
            ["宪法宣传", "2024-01-05", "广场", "司法局", "120"],
        ],
    )
    made = recipes()
    for name in ("bomb-of-rows-that-claims-1000-bytes.xlsx", "string-shown-30000-times.xlsx", "cut-75.xls",
                 "laughs.docx", "column-beyond-all.xlsx", "row-beyond-all.xlsx"):  # fmt: skip
        (inbox / name).write_bytes(made[name]())
    (inbox / "zero.xlsx").symlink_to("/dev/zero")
    (inbox / "endless.csv").symlink_to("/dev/stdin")
    os.mkfifo(inbox / "管道.xlsx")
    (inbox / "folder.xlsx").mkdir()
    (inbox / "gone.xlsx").symlink_to(tmp_path / "nowhere.xlsx")
    (inbox / "loop.xlsx").symlink_to(inbox / "loop.xlsx")
    report = load([inbox], Home(tmp_path / "home"))
    by_name = {file.name: file for file in report.files}
    assert report.published
    assert by_name["好.csv"].status is FileStatus.LOADED
    assert {file.status for name, file in by_name.items() if name != "好.csv"} == {
        FileStatus.REJECTED,
        FileStatus.WAITING,
    }
    assert by_name["zero.xlsx"].status is FileStatus.WAITING
    assert "folder.xlsx" not in by_name
    assert all(file.fault is None for file in report.files)


NAMES = (
    b"C:\\..\\..\\etc\\passwd.xlsx",
    b"%2e%2e%2f%2e%2e%2fetc.xlsx",
    b"a\x01\x1b[31m\n.xlsx",
    "台账\u202exslx.xlsx".encode(),
    "台".encode() * 83 + b".xlsx",
    b"\xff\xfe\xb9\xab.xlsx",
    b"$(touch x);`x`'\".xlsx",
    b"-rf.xlsx",
    b"{0.__class__}%s[red].xlsx",
)


def test_the_names_of_files_are_text_to_be_shown_and_nothing_else(tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    for number, name in enumerate(NAMES):
        (inbox / os.fsdecode(name)).write_bytes(plain_workbook(str(number)))
    report = load([inbox], Home(tmp_path / "home"))
    assert report.published
    assert [file.status for file in report.files] == [FileStatus.LOADED] * len(NAMES)
    for told in report.files:
        assert told.name.isprintable(), told.name
        assert not set(told.name) & {"/", "\u202e"}, told.name
        told.name.encode()
    assert len({told.name for told in report.files}) == len(NAMES)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["home", "inbox"]


def test_a_file_that_may_not_be_opened_waits_and_its_neighbour_loads(tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "a.xlsx").write_bytes(plain_workbook())
    # A path that cannot be opened by anybody, the superuser included.
    (inbox / "b.xlsx").symlink_to(tmp_path / ("长" * 200) / "x.xlsx")
    statuses = {file.name: file.status for file in load([inbox], Home(tmp_path / "home")).files}
    assert statuses == {"a.xlsx": FileStatus.LOADED, "b.xlsx": FileStatus.WAITING}
