"""A ledger may give the period of an event in two columns."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.support.inbox import read_tables, write_csv

HEADER = ("活动名称", "开始时间", "结束时间", "地点", "受众人数")


def test_start_and_end_in_two_columns_are_one_span(tmp_path: Path) -> None:
    rows = (
        ("普法活动台账",), ("填报单位：司法局",), HEADER,
        ("甲", "2024-03-05", "2024-03-07", "广场", 120),
        ("乙", "2024.3.5", "", "广场", "约200"),
        ("丙", "2024-03-05 09:00", "2024-03-05 11:00", "广场", 30),
    )  # fmt: skip
    (table,) = read_tables(write_csv(tmp_path / "台账.csv", rows, modified="2024-12-31"))
    assert table.findings == []
    assert table.accepted.select("title", "start_on", "end_on").rows() == [
        ("甲", date(2024, 3, 5), date(2024, 3, 7)),
        ("乙", date(2024, 3, 5), date(2024, 3, 5)),
        ("丙", date(2024, 3, 5), date(2024, 3, 5)),
    ]
    assert table.accepted["audience_qualifier"].to_list() == [None, "about", None]


@pytest.mark.parametrize(
    ("start", "end", "code"),
    [
        ("2024-03-07", "2024-03-05", "activity_ends_before_start"),
        ("", "2024-03-05", "required_blank"),
        ("2024-03-05", "另行通知", "not_a_date"),
    ],
)
def test_a_period_that_is_none_is_a_finding_at_its_start(
    tmp_path: Path, start: str, end: str, code: str
) -> None:
    rows = (("普法活动台账",), ("填报单位：司法局",), HEADER, ("甲", start, end, "广场", 120))
    (table,) = read_tables(write_csv(tmp_path / "台账.csv", rows, modified="2024-12-31"))
    assert [(finding.code, finding.cells) for finding in table.findings] == [(code, "B4")]
    assert [row.codes for row in table.quarantined] == [(code,)]


def test_a_training_may_have_two_columns_too(tmp_path: Path) -> None:
    rows = (
        ("培训台账",), ("培训名称", "类别", "开始日期", "结束日期", "单位", "实到"),
        ("甲培训", "常务会学法", "2024-01-02", "2024-01-03", "司法局", 30),
    )  # fmt: skip
    (table,) = read_tables(write_csv(tmp_path / "台账.csv", rows))
    assert table.accepted.select("start_on", "end_on", "attended").rows() == [
        (date(2024, 1, 2), date(2024, 1, 3), 30)
    ]
