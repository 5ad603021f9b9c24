"""A header that is not plainly one column is told to the clerk: what it was read as, and what to write."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.inbox import read_tables, write_csv

HEADER = ["活动名称", "开展时间", "主办单位", "受众人数"]
EVENT = ["宪法宣传", "2023-03-05", "公安局", "120"]


@pytest.mark.parametrize(
    ("header", "value", "told"),
    [
        (
            "发放的资料",
            "300",
            "header_assumed E1 表头「发放的资料」按「发放资料」读取。"
            "如属「发放资料」，请改用这一表头；如不是，请改成其他名称",
        ),
        (
            "咨询",
            "12",
            "header_unsure E1 表头「咨询」可能是「解答咨询」，没有读取。请改用模板中的表头，写明是哪一列",
        ),
        (
            "参加人数",
            "80",
            "header_repeated E1 表头「参加人数」与「受众人数」同属「受众人数」，"
            "按「受众人数」读取，这一列没有读取。"
            "请只保留一列，或改成各自的表头",
        ),
        (
            "车牌号",
            "豫A00001",
            "unknown_header E1 表头「车牌号」不认识，这一列没有读取。如属本表的列，请改用模板中的表头",
        ),
    ],
    ids=["assumed", "unsure", "repeated", "unknown"],
)
def test_a_header_in_doubt_is_a_warning_that_keeps_no_row_out(
    tmp_path: Path, header: str, value: str, told: str
) -> None:
    (table,) = read_tables(write_csv(tmp_path / "普法台账.csv", [[*HEADER, header], [*EVENT, value]]))
    (finding,) = table.findings
    assert f"{finding.code} {finding.cells} {finding.message}。{finding.remedy}" == told
    assert (finding.severity.value, table.loaded_rows, len(table.quarantined)) == ("warning", 1, 0)


def test_a_column_read_by_likeness_is_loaded_and_one_in_doubt_is_not(tmp_path: Path) -> None:
    rows = [[*HEADER, "发放的资料", "咨询"], [*EVENT, "300", "12"]]
    (table,) = read_tables(write_csv(tmp_path / "普法台账.csv", rows))
    assert table.accepted.select("materials", "consultations").rows() == [(300, None)]
