"""A total or a counted caption that is not what its rows give is told with both numbers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from pipelines.checking.checked import CheckedTable
from tests.support.inbox import read_tables, write_csv

HEADER = ["活动名称", "开展时间", "地点", "主办单位", "受众人数", "发放资料"]


def event(number: int, audience: object, materials: object = "") -> list[object]:
    return [f"宣传{number}", f"2024-01-0{number}", "广场", "司法局", audience, materials]


def total(label: str, audience: object, materials: object = "") -> list[object]:
    return [label, "", "", "", audience, materials]


def read(tmp_path: Path, *rows: Sequence[object], header: Sequence[object] = HEADER) -> CheckedTable:
    (table,) = read_tables(write_csv(tmp_path / "台账.csv", [header, *rows]))
    return table


def told(table: CheckedTable) -> list[tuple[str, str]]:
    return [
        (finding.cells, finding.message)
        for finding in table.findings
        if finding.code in ("control_total_differs", "group_count_differs")
    ]


def test_a_total_that_differs_is_a_warning_with_both_numbers_and_the_rows_are_loaded(tmp_path: Path) -> None:
    table = read(tmp_path, event(1, 100, 20), event(2, 18, 5), total("合计", 120, 25))
    assert told(table) == [("E4", "受众人数的合计写 120，各行相加为 118")]
    assert (table.loaded_rows, len(table.quarantined), table.skipped_by_reason) == (2, 0, {"total": 1})


def test_subtotals_sum_the_rows_since_the_last_and_the_total_sums_all(tmp_path: Path) -> None:
    rows = [
        event(1, 100),
        total("小计", 100),
        event(2, 18),
        event(3, 2),
        total("小计", 20),
        total("合计", 120),
    ]
    assert told(read(tmp_path, *rows)) == []
    rows[4] = total("小计", 21)
    assert told(read(tmp_path, *rows)) == [("E6", "受众人数的小计写 21，各行相加为 20")]


def test_a_total_may_stand_above_its_rows(tmp_path: Path) -> None:
    assert told(read(tmp_path, total("合计", 118), event(1, 100), event(2, 18))) == []
    found = told(read(tmp_path, total("合计", 119), event(1, 100), event(2, 18)))
    assert found == [("E2", "受众人数的合计写 119，各行相加为 118")]


@pytest.mark.parametrize("stated", ["", "—", "约120", "百余", "一百多", "60%", "见附件"])
def test_a_total_that_is_no_exact_number_is_not_verified(tmp_path: Path, stated: str) -> None:
    assert told(read(tmp_path, event(1, 100), event(2, 18), total("合计", stated))) == []


@pytest.mark.parametrize("figure", ["100余", "约100", "若干", "50—60"])
def test_a_total_over_a_figure_that_is_no_exact_number_is_not_verified(tmp_path: Path, figure: str) -> None:
    assert told(read(tmp_path, event(1, figure), event(2, 18), total("合计", 120))) == []


def test_rows_that_are_kept_out_for_another_reason_still_count_in_the_total(tmp_path: Path) -> None:
    faulty = ["宣传2", "2024-02-30", "广场", "司法局", 18, ""]
    table = read(tmp_path, event(1, 100), faulty, total("合计", 118))
    assert (len(table.quarantined), told(table)) == (1, [])


@pytest.mark.parametrize("label", ["平均", "本年累计合计", "其中：合计", "占比合计"])
def test_averages_running_totals_and_shares_are_no_sums(tmp_path: Path, label: str) -> None:
    assert told(read(tmp_path, event(1, 100), event(2, 18), total(label, 59))) == []


def test_figures_are_compared_as_they_are_meant(tmp_path: Path) -> None:
    rows = [event(1, "１００人次"), event(2, "1.2万"), event(3, "无"), total("合计", "12,100")]
    assert told(read(tmp_path, *rows)) == []


def test_rounded_amounts_may_differ_by_half_a_unit_for_each_row(tmp_path: Path) -> None:
    header = ["单位", "年度", "罚款", "合计", "罚没金额(万元)"]
    rows = [["公安局", 2023, 1, 1, "1.25"], ["财政局", 2023, 2, 2, "2.25"]]
    assert told(read(tmp_path, *rows, ["合计", "", 3, 3, "3.51"], header=header)) == []
    found = told(read(tmp_path, *rows, ["合计", "", 3, 3, "3.6"], header=header))
    assert found == [("E4", "罚没金额的合计写 3.6，各行相加为 3.5")]


def test_amounts_in_the_unit_above_the_table_are_compared_with_those_that_say_their_own(
    tmp_path: Path,
) -> None:
    lines = [
        ["2024年行政处罚实施情况统计表"],
        ["单位：宗、万元"],
        ["单位", "警告", "罚款", "其他", "合计", "罚没金额"],
        ["公安局", 1, 2, 0, 3, 1.2],
        ["农业农村局", 1, 1, 1, 3, "2万"],
        ["合计", 2, 3, 1, 6, 3.2],
    ]
    (table,) = read_tables(write_csv(tmp_path / "处罚.csv", lines))
    assert [str(yuan) for yuan in table.accepted["fined_yuan"]] == ["12000.00", "20000.00"]
    assert told(table) == []


def test_scores_are_not_summed(tmp_path: Path) -> None:
    header = ["案卷编号", "单位", "评查日", "得分"]
    rows = [["A1", "公安局", "2023-05-01", 90], ["A2", "公安局", "2023-05-01", 80], ["合计", "", "", 85]]
    assert told(read(tmp_path, *rows, header=header)) == []


# Captions of groups


def group(caption: str) -> list[object]:
    return [caption, "", "", "", "", ""]


@pytest.mark.parametrize(
    "caption",
    [
        "峡窝镇（2场）",
        "一、峡窝镇（共2场，其中进校园1场）",
        "峡窝镇：共2场",
        "峡窝镇（2场，118人次）",
        "峡窝镇",
    ],
)
def test_a_caption_that_counts_its_rows_rightly_says_nothing(tmp_path: Path, caption: str) -> None:
    assert told(read(tmp_path, group(caption), event(1, 100), event(2, 18))) == []


@pytest.mark.parametrize(
    ("caption", "message"),
    [
        ("峡窝镇（3场）", "分组标题「峡窝镇（3场）」写 3 场，本组各行为 2 场"),
        ("峡窝镇（2场,1,118人次）", "分组标题「峡窝镇（2场,1,118人次）」写 1118 人次，本组各行为 118 人次"),
    ],
)
def test_a_caption_that_miscounts_is_a_warning(tmp_path: Path, caption: str, message: str) -> None:
    assert told(read(tmp_path, group(caption), event(1, 100), event(2, 18))) == [("A2", message)]


def test_a_caption_counts_down_to_the_next_of_its_level(tmp_path: Path) -> None:
    rows = [
        group("一、街道（3场）"), group("（一）济源路街道（2场）"), event(1, 1), event(2, 1),
        group("（二）中心路街道（1场）"), event(3, 1), group("二、镇（1场）"), event(4, 1), total("合计", 4),
    ]  # fmt: skip
    assert told(read(tmp_path, *rows)) == []


def test_a_number_that_counts_nothing_in_the_table_is_not_verified(tmp_path: Path) -> None:
    for caption in ("峡窝镇（2024年）", "峡窝镇（第2批）", "峡窝镇（约5场）", "峡窝镇（300册）"):
        assert told(read(tmp_path, group(caption), event(1, 100), event(2, 18))) == []
