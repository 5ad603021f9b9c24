"""A form with a column for each year, level, stage or event becomes one row for each filled cell."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from pipelines.checking.checked import CheckedTable
from tests.support.inbox import read_tables, write_csv


def read(tmp_path: Path, *rows: Sequence[object]) -> CheckedTable:
    (table,) = read_tables(write_csv(tmp_path / "表.csv", rows))
    return table


def loaded(table: CheckedTable, *columns: str) -> list[tuple[object, ...]]:
    return table.accepted.select(columns).rows()


def cited(table: CheckedTable) -> list[str]:
    return [cells for cells in table.raw["cells"].to_list() if cells is not None]


def test_a_column_for_each_year_of_targets(tmp_path: Path) -> None:
    table = read(
        tmp_path,
        ["2023—2025年普法目标任务分解表"],
        ["指标编号", "指标名称", "2023年", "2024年目标值", "2025年度"],
        ["P01", "活动场次", 100, 110, ""],
        ["P02", "线下受众", "1万", "", "1.2万"],
    )
    assert loaded(table, "metric_id", "year", "target", "source_row", "part") == [
        ("P01", 2023, 100, 3, 0), ("P01", 2024, 110, 3, 1), ("P02", 2023, 10_000, 4, 0),
        ("P02", 2025, 12_000, 4, 1),
    ]  # fmt: skip
    assert (table.rows_in, table.loaded_rows, table.is_conserved) == (2, 2, True)
    assert '"target": "D3"' in cited(table)[1]


def test_a_row_with_no_figure_in_any_year_is_kept_out_with_an_example(tmp_path: Path) -> None:
    table = read(tmp_path, ["指标编号", "指标名称", "2023年", "2024年"], ["P01", "活动场次", "", ""])
    (finding,) = [found for found in table.findings if found.code == "layout_not_understood"]
    assert (finding.message, finding.remedy) == (
        "按「一年一列的目标表」读不出这一行：「P01 活动场次」",
        "请照此填写：2024年一列填 100；或改用模板",
    )
    assert len(table.quarantined) == 1


def test_years_alone_make_no_targets(tmp_path: Path) -> None:
    rows = [["编号", "名称", "2023年", "2024年"], ["1", "常住人口", 100, 110]]
    assert read_tables(write_csv(tmp_path / "表.csv", rows)) == []


def test_a_column_for_each_level_of_an_honour_holds_when_it_was_awarded(tmp_path: Path) -> None:
    table = read(
        tmp_path,
        ["创建对象", "类别", "国家级", "省级", "市级命名时间"],
        ["方顶村", "民主法治示范村", "", "2016", "2014年12月"],
    )
    assert loaded(table, "level", "event", "happened_on_precision", "source_row") == [
        ("省", "命名", "year", 2), ("市", "命名", "month", 2),
    ]  # fmt: skip


def test_a_column_for_each_step_of_an_honour(tmp_path: Path) -> None:
    table = read(
        tmp_path,
        ["创建对象", "类别", "级别", "申报时间", "推荐日期", "命名时间", "复核时间", "复核结论", "文号"],
        ["方顶村", "民主法治示范村", "市", "2012-03-01", "", "2012-12-04", "2016", "保留", "郑司〔2012〕1号"],
    )
    assert loaded(table, "event", "review_result", "document_no") == [
        ("申报", None, None), ("命名", None, "郑司〔2012〕1号"), ("复核", "保留", None),
    ]  # fmt: skip


def test_a_mark_in_place_of_a_date_is_a_finding_at_its_cell(tmp_path: Path) -> None:
    table = read(tmp_path, ["创建对象", "类别", "省级", "市级"], ["方顶村", "民主法治示范村", "√", "2014"])
    assert [finding.cells for finding in table.findings if finding.code == "not_a_date"] == ["C2"]
    assert (table.loaded_rows, len(table.quarantined)) == (0, 1)


def test_a_column_for_each_stage_of_the_assessment(tmp_path: Path) -> None:
    table = read(
        tmp_path,
        ["2023年依法行政考核表"],
        ["单位", "指标", "年初计划", "年中督查得分", "年底考评"],
        ["公安局", "总分", 90, "92.5", ""],
    )
    assert loaded(table, "unit", "year", "stage", "score") == [
        ("公安局", 2023, "年初计划", 90), ("公安局", 2023, "年中督查", pytest.approx(92.5)),
    ]  # fmt: skip
