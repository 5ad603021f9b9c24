"""Headers over several rows: captions, units and sums belong to the figures they stand above or below."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from pipelines.intake.reading import known_locator
from pipelines.locate import LocatedTable
from pipelines.locating.model import DoubtKind
from pipelines.reading.model import CellValue, MergedRange, Sheet

Line = Sequence[CellValue]
LOCATOR = known_locator()


def table(*rows: Line, merged: tuple[MergedRange, ...] = (), file: str = "普法台账.xlsx") -> LocatedTable:
    sheet = Sheet("", [list(row) for row in rows], merged)
    (found,) = LOCATOR.locate(sheet, file_name=file).tables
    return found


def indexes(found: LocatedTable) -> dict[str, int]:
    return {name: place.index for name, place in found.columns.items()}


THREE_LEVELS: list[Line] = [
    ["序号", "活动名称", "开展时间", "活动成效", None, None, None],
    [None, None, None, "受众", "资料发放", None, "咨询"],
    [None, None, None, "受众人数", "宣传单", "宣传册", "解答咨询"],
    [1, "宪法宣传", "2022.3.5", 120, 300, 20, 3],
]


@pytest.mark.parametrize(
    "merged",
    [((0, 0, 2, 0), (0, 1, 2, 1), (0, 2, 2, 2), (0, 3, 0, 6), (1, 4, 1, 5)), ()],
    ids=["merged", "csv"],
)
def test_a_three_level_header_is_one_header(merged: tuple[MergedRange, ...]) -> None:
    found = table(*THREE_LEVELS, merged=merged)
    assert found.header_rows == (1, 2, 3)
    assert indexes(found) == {
        "title": 1, "start_on": 2, "audience": 3, "materials": 4, "booklets": 5, "consultations": 6,
    }  # fmt: skip
    assert len(found.data_rows()) == 1


def test_a_row_of_units_below_the_header_belongs_to_it() -> None:
    found = table(
        ["单位", "年度", "罚款", "合计", "罚没金额"],
        [None, None, "（宗）", "（宗）", "（万元）"],
        ["公安局", 2023, 12, 12, 3.5],
        file="行政处罚统计.xlsx",
    )
    assert (found.header_rows, len(found.data_rows())) == ((1, 2), 1)
    assert {name: place.header_unit for name, place in found.columns.items()} == {
        "unit": None, "year": None, "fines": "宗", "total": "宗", "fined_yuan": "万元",
    }  # fmt: skip


def test_a_row_of_values_that_look_like_units_is_data() -> None:
    found = table(
        ["活动名称", "开展时间", "地点", "备注"], [None, None, None, "份"], ["乙", "2022.3.6", None, "册"]
    )
    assert (found.header_rows, len(found.body)) == ((1,), 2)


def test_the_sum_below_a_caption_is_what_the_caption_names() -> None:
    found = table(
        ["活动名称", "开展时间", "受众人数", None, None],
        [None, None, "合计", "男", "女"],
        ["宪法宣传", "2022.3.5", 120, 30, 90],
        merged=((0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 0, 4)),
    )
    assert (indexes(found)["audience"], [label for _, label in found.unknown_headers]) == (2, ["男", "女"])


def test_the_sum_below_the_caption_of_another_figure_is_not_the_total_of_the_form() -> None:
    found = table(
        ["单位", "年度", "罚款", None, "合计"],
        [None, None, "个人", "合计", None],
        ["公安局", 2023, 5, 12, 20],
        merged=((0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 0, 3), (0, 4, 1, 4)),
        file="行政处罚统计.xlsx",
    )
    assert (indexes(found)["fines"], indexes(found)["total"]) == (3, 4)


def test_the_parts_of_a_figure_are_named_and_not_read() -> None:
    found = table(
        ["活动名称", "开展时间", "受众人数", "其中：", None],
        [None, None, None, "学生", "村民"],
        ["宪法宣传", "2022.3.5", 120, 30, 90],
        merged=((0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 1, 2), (0, 3, 0, 4)),
    )
    assert indexes(found) == {"title": 0, "start_on": 1, "audience": 2}
    assert [label for _, label in found.unknown_headers] == ["学生", "村民"]


@pytest.mark.parametrize(("first", "second"), [("计划", "完成"), ("上年同期", "本期")])
def test_of_equal_figures_below_captions_the_one_of_another_time_is_not_read(first: str, second: str) -> None:
    found = table(
        ["活动名称", "开展时间", first, None, second, None],
        [None, None, "场次", "受众人数", "场次", "受众人数"],
        ["宪法宣传", "2022.3.5", 9, 999, 1, 120],
        merged=((0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 0, 3), (0, 4, 0, 5)),
    )
    assert (indexes(found)["sessions"], indexes(found)["audience"]) == (4, 5)


def test_of_equal_figures_that_no_caption_prefers_none_is_read() -> None:
    found = table(
        ["活动名称", "开展时间", "地点", "主办单位", "上半年", None, "下半年", None],
        [None, None, None, None, "场次", "受众人数", "场次", "受众人数"],
        ["宪法宣传", "2022.3.5", "广场", "公安局", 9, 999, 1, 120],
        merged=(*((0, column, 1, column) for column in range(4)), (0, 4, 0, 5), (0, 6, 0, 7)),
    )
    assert indexes(found) == {"title": 0, "start_on": 1, "place": 2, "unit": 3}
    assert {doubt.label: doubt.kind for doubt in found.doubts} == dict.fromkeys(
        ("上半年场次", "上半年受众人数", "下半年场次", "下半年受众人数"), DoubtKind.UNSURE
    )


def test_a_blank_above_the_row_numbers_and_vertical_writing_do_not_matter() -> None:
    found = table(
        [None, "活\n动\n名\n称", "开 展\n时 间", "受众\n人数"],
        [1, "甲", "2022.3.5", 3],
        [2, "乙", "2022.3.6", 4],
    )
    assert indexes(found) == {"title": 1, "start_on": 2, "audience": 3}


@pytest.mark.parametrize(
    "instructions",
    [
        [[f"{number}．活动名称填规范全称，开展时间精确到日。"] for number in range(1, 11)],
        [
            ["活动名称", "填规范全称"],
            ["开展时间", "精确到日"],
            ["主办单位", "填全称"],
            ["受众人数", "填人次"],
        ],
    ],
    ids=["sentences", "table"],
)
def test_instructions_above_a_header_are_no_part_of_it(instructions: list[Line]) -> None:
    found = table(
        ["普法活动台账"], ["填表说明："], *instructions,
        ["活动名称", "开展时间", "主办单位", "受众人数"], ["甲", "2022.3.5", "公安局", 3],
    )  # fmt: skip
    assert found.header_rows == (len(instructions) + 3,)


@pytest.mark.parametrize(
    "header",
    [
        "开展时间（精确到日）",
        "开展时间(请填到日)",
        "开展时间（填写格式：2022-03-05）",
        "开展时间（须按实际填报）",
    ],
)
def test_instructions_in_a_header_are_no_part_of_its_name(header: str) -> None:
    found = table(["活动名称", header, "受众人数"], ["甲", "2022.3.5", 3])
    assert (indexes(found)["start_on"], found.doubts) == (1, ())


def test_the_word_of_an_opposite_in_brackets_is_no_instruction() -> None:
    found = table(
        ["培训名称", "类别", "时间", "参训人数（应到）"],
        ["甲", "中心组学习", "2022.3.5", 3],
        file="培训.xlsx",
    )
    assert "attended" not in found.columns


@pytest.mark.parametrize(
    "pattern",
    ["{number}.{name}", "（{number}）{name}", "{number}、{name}", "【{name}】", "*{name}", "{number} {name}"],
)
def test_the_number_of_a_column_is_no_part_of_its_name(pattern: str) -> None:
    names = ["活动名称", "开展时间", "主办单位", "受众人数"]
    header = [pattern.format(number=number, name=name) for number, name in enumerate(names, start=1)]
    found = table(header, ["甲", "2022.3.5", "公安局", 3])
    assert (list(indexes(found)), found.doubts) == (["title", "start_on", "unit", "audience"], ())


@pytest.mark.parametrize("merged", [((0, 3, 0, 4),), ()], ids=["merged", "unmerged"])
def test_a_row_that_divides_a_caption_belongs_to_the_header(merged: tuple[MergedRange, ...]) -> None:
    found = table(
        ["活动名称", "开展时间", "地点", "受众人数", None, "备注"],
        [None, None, None, "线上", "线下", None],
        ["宪法宣传", "2023-12-04", "广场", 5000, 100, None],
        merged=merged,
    )
    assert (found.header_rows, len(found.body)) == ((1, 2), 1)
    assert "audience" not in found.columns
    assert {doubt.index for doubt in found.doubts} == {3, 4}


def test_current_and_running_figures_below_one_caption_are_told_apart() -> None:
    found = table(
        ["单位名称", "罚款", None, "合计", None],
        [None, "本月", "累计", "本月", "累计"],
        ["公安局", 2, 20, 2, 20],
        merged=((0, 1, 0, 2), (0, 3, 0, 4)),
        file="2023年行政处罚统计.xlsx",
    )
    assert (indexes(found), len(found.body)) == ({"unit": 0, "fines": 1, "total": 3}, 1)


def test_figures_of_last_year_below_their_own_caption_are_no_second_table() -> None:
    found = table(
        ["单位名称", "合计", "罚款", "上年同期", None],
        [None, None, None, "合计", "罚款"],
        ["公安局", 10, 10, 8, 8],
        merged=((0, 3, 0, 4),),
        file="2023年行政处罚统计.xlsx",
    )
    assert indexes(found) == {"unit": 0, "total": 1, "fines": 2}
    assert [doubt.label for doubt in found.doubts] == ["上年同期合计", "上年同期罚款"]


def test_a_row_of_data_below_a_merged_header_is_data() -> None:
    found = table(
        ["活动名称", "开展时间", "地点", None, "备注"],
        ["宪法宣传", "2023-12-04", "上街区", "广场", None],
        merged=((0, 2, 0, 3),),
    )
    assert (found.header_rows, len(found.data_rows())) == ((1,), 1)


def test_a_lone_unit_of_money_below_a_header_belongs_to_it() -> None:
    found = table(
        ["文号", "单位", "类别", "罚没金额", "决定日期"],
        [None, None, None, "万元", None],
        ["上公决〔2023〕1号", "公安局", "处罚", 1.5, "2023-03-05"],
        file="重大执法决定.xlsx",
    )
    assert (found.columns["amount_yuan"].header_unit, len(found.body)) == ("万元", 1)
