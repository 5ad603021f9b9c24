"""Corrections that match nothing, too much, or one another: what the run says of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.__main__ import main
from pipelines.load import load
from tests.pipelines.corrections.support import AUDIENCE, PARK, SCHOOL, audiences, correct, ledger
from warehouse.home import Home
from warehouse.snapshots import current_id

BROAD = """
- dataset: 普法活动
  match: {主办单位: 公安局}
  change: {受众人数: 1200}
  reason: 电话核实
  who: 法宣科
"""


def test_a_correction_that_matches_nothing_fails_the_report_though_the_snapshot_is_published(
    home: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    correct(home, AUDIENCE)
    path = ledger(tmp_path / "a.csv", SCHOOL)
    assert main(["load", str(path), "--home", str(home.root)]) == 1
    assert current_id(home) is not None
    told = capsys.readouterr().out
    assert "未起作用的更正：\n    更正.yaml 第 1 条：没有匹配到任何一行" in told


def test_it_matches_by_the_whole_warehouse_and_not_by_the_files_of_a_run(
    corrected_home: Home, tmp_path: Path
) -> None:
    later = load([ledger(tmp_path / "b.csv", SCHOOL)], corrected_home)
    assert [(one.matched, one.problem) for one in later.corrections] == [(1, None)]
    again = load([tmp_path / "b.csv"], corrected_home)
    assert ([one.matched for one in again.corrections], again.exit_code) == ([1], 0)


def test_it_fails_once_a_newer_file_no_longer_holds_what_it_matches(home: Home, tmp_path: Path) -> None:
    wrong_sum = AUDIENCE.replace("宪法宣传, 开展时间: 2024-12-04", "宪法宣传, 受众人数: 12000")
    correct(home, wrong_sum)
    assert load([ledger(tmp_path / "a.csv", PARK)], home).exit_code == 0
    mended = load([ledger(tmp_path / "b.csv", (*PARK[:4], "1300"), filed="2024-12-15")], home)
    assert (mended.published, mended.exit_code, mended.corrections[0].matched) == (True, 1, 0)
    assert audiences(home) == [("宪法宣传", 1300, None)]
    unchanged = load([tmp_path / "b.csv"], home)
    assert (unchanged.published, unchanged.exit_code) == (False, 1)


def test_one_that_matches_more_rows_than_it_expects_is_refused_with_the_rows_named(
    home: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    correct(home, BROAD)
    path = ledger(tmp_path / "a.csv", PARK, SCHOOL)
    assert main(["load", str(path), "--home", str(home.root)]) == 1
    assert current_id(home) is None
    told = capsys.readouterr().out
    assert "阻止发布：更正 更正.yaml 第 1 条：匹配到 2 行，只应有 1 行：a.csv 第 4 行、a.csv 第 5 行" in told
    correct(home, BROAD + "  expects: 2\n")
    assert load([path], home).exit_code == 0
    assert audiences(home) == [("反诈宣传", 1200, None), ("宪法宣传", 1200, None)]


def test_rows_of_several_files_are_counted_together(home: Home, tmp_path: Path) -> None:
    correct(home, BROAD)
    first = load([ledger(tmp_path / "a.csv", PARK)], home)
    report = load([ledger(tmp_path / "b.csv", SCHOOL)], home)
    assert (report.published, report.snapshot, report.exit_code) == (False, first.snapshot, 1)
    assert "a.csv 第 4 行、b.csv 第 4 行" in report.blocked_by[0]


def test_leaving_out_both_of_two_equal_looking_rows_is_refused(home: Home, tmp_path: Path) -> None:
    correct(
        home,
        "- {dataset: 普法活动, match: {活动名称: 宪法宣传}, drop: true, reason: 重复, who: 法宣科}",
    )
    twice = ledger(tmp_path / "a.csv", PARK, (*PARK[:4], "13000"))
    assert "匹配到 2 行" in load([twice], home).blocked_by[0]


def test_two_that_meet_in_one_cell_are_refused(home: Home, tmp_path: Path) -> None:
    correct(home, AUDIENCE + BROAD)
    report = load([ledger(tmp_path / "a.csv", PARK)], home)
    assert not report.published
    assert "与 更正.yaml 第 2 条 更正了同一格（a.csv 第 4 行 受众人数）" in report.blocked_by[0]


def test_two_that_mend_different_cells_of_one_row_are_both_applied(home: Home, tmp_path: Path) -> None:
    correct(home, AUDIENCE + BROAD.replace("受众人数: 1200", "活动名称: 国家宪法日宣传"))
    assert load([ledger(tmp_path / "a.csv", PARK)], home).exit_code == 0
    assert audiences(home) == [("国家宪法日宣传", 1200, None)]
