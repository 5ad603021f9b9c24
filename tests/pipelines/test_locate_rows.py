"""Every row below a header is one thing: data, total, group, header, note, example or zero report."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.intake.reading import known_locator
from pipelines.locate import CellRead, LocatedTable, RowKind, SheetReading
from pipelines.reading.model import CellValue, MergedRange, Sheet

Line = Sequence[CellValue]

LOCATOR = known_locator()
HEADER: Line = ["序号", "活动名称", "开展时间", "地点", "主办单位", "受众人数", "备注"]
EVENT: Line = [1, "宪法宣传", "2022.3.5", "文化广场", "公安局", "1200", None]
OTHER: Line = [2, "反诈讲座", "2022.3.6", "方顶村", "公安局", 80, None]


def read(
    *rows: Line, name: str = "", merged: tuple[MergedRange, ...] = (), file: str = "表.xlsx"
) -> SheetReading:
    return LOCATOR.locate(Sheet(name, [list(row) for row in rows], merged), file_name=file)


def only_table(
    *rows: Line, name: str = "", merged: tuple[MergedRange, ...] = (), file: str = "表.xlsx"
) -> LocatedTable:
    reading = read(*rows, name=name, merged=merged, file=file)
    assert len(reading.tables) == 1, reading
    return reading.tables[0]


def kinds(found: LocatedTable) -> list[str]:
    return [row.kind.value for row in found.body]


def kind_below(*lines: Line, merged: tuple[MergedRange, ...] = ()) -> list[str]:
    """Kinds of the lines that stand below a header and two data rows."""
    return kinds(only_table(HEADER, EVENT, OTHER, *lines, merged=merged))[2:]


# Rows


@pytest.mark.parametrize("label", ["合计", "总 计", "（小计）", "全区合计：", "一季度小计", "累计"])
def test_totals_are_recognised_by_their_first_text(label: str) -> None:
    assert kind_below([label, None, None, None, None, 1280]) == ["total"]
    assert kind_below([3, label, None, None, None, 1280]) == ["total"]


def test_a_total_beside_a_unit_is_a_total() -> None:
    assert kind_below([None, "公安局", "小计", None, None, 1280]) == ["total"]


def test_a_column_called_total_does_not_make_its_rows_totals() -> None:
    found = only_table(["单位", "年度", "罚款", "合计"], ["公安局", 2024, 3, 3], ["合计", None, 3, 3])
    assert kinds(found) == ["data", "total"]


@pytest.mark.parametrize("caption", ["北京市（92所）", "一、峡窝镇"])
def test_a_lone_text_before_further_data_is_a_group_caption(caption: str) -> None:
    found = only_table(HEADER, [caption], EVENT, OTHER, [caption], EVENT)
    assert kinds(found) == ["group", "data", "data", "group", "data"]


def test_a_caption_merged_over_the_table_is_a_group_wherever_it_stands() -> None:
    assert kind_below([None, "二、街道"], EVENT, merged=((3, 1, 3, 6),)) == ["group", "data"]


def test_a_row_with_nothing_but_its_name_is_a_poor_data_row_and_not_a_caption() -> None:
    assert kind_below([None, "禁毒宣传"], EVENT) == ["data", "data"]


@pytest.mark.parametrize(
    "lines",
    [
        [["备注：本表一式两份"]],
        [["说明"], ["1.按实际填写"], ["2.不得漏报"]],
        [["填表人：甲", None, None, "审核人：乙", None, "联系电话：1"]],
        [["填表人", "甲", "审核人", "乙"]],
        [[None, None, None, None, None, None, "2022年11月20日"]],
        [["以上数据由各科室提供，如有疑问请与办公室联系，电话见通讯录，特此说明。"]],
    ],
)
def test_footers_notes_and_signatures_are_notes(lines: list[Line]) -> None:
    assert set(kind_below(*lines)) == {"note"}


def test_data_below_a_footer_is_still_data() -> None:
    assert kind_below(["备注：以上为上半年"], EVENT) == ["note", "data"]


def test_an_event_named_like_a_footer_is_data() -> None:
    assert kind_below([3, "说明会", "2022.3.7", "广场", "公安局", 9]) == ["data"]
    assert kind_below([None, "注册会计师普法", "2022.3.7", "广场", "公安局", 9]) == ["data"]


@pytest.mark.parametrize(
    "line", [["示例", *EVENT[1:]], [1, "宪法宣传（示例）", *EVENT[2:]], ["例：", *EVENT[1:]]]
)
def test_examples_are_recognised(line: Line) -> None:
    assert kind_below(line) == ["example"]


def test_template_rows_with_nothing_but_a_number_are_notes() -> None:
    assert kind_below([3], [4.0]) == ["note", "note"]


def test_a_calculation_beside_the_table_is_a_note() -> None:
    assert kind_below([None] * 9 + [5]) == ["note"]


def test_a_repeated_header_is_a_header_row() -> None:
    found = only_table(["普法台账"], HEADER, EVENT, ["普法台账"], HEADER, OTHER)
    assert kinds(found) == ["data", "header", "header", "data"]


def test_a_row_that_numbers_the_columns_belongs_to_the_header() -> None:
    assert kinds(only_table(HEADER, ["甲", 1, 2, 3, 4, 5, 6], EVENT)) == ["header", "data"]


@pytest.mark.parametrize(
    "line",
    [
        ["甲", "乙", "丙", "丁", "戊", "己", "庚"],
        ["甲", "乙", 1, 2, 3, 4, 5],
        ["栏次", 1, 2, 3, 4, 5, 6],
        ["（1）", "（2）", "（3）", "（4）", "（5）", "（6）", "（7）"],
    ],
)
def test_columns_may_be_numbered_in_several_ways_also_below_a_repeated_header(line: Line) -> None:
    assert kinds(only_table(HEADER, line, EVENT, HEADER, line, OTHER)) == [
        "header", "data", "header", "header", "data",
    ]  # fmt: skip


def test_figures_that_count_upwards_further_below_are_no_column_numbers() -> None:
    assert kind_below([1, 2, 3, 4, 5, 6, 7]) == ["data"]


@pytest.mark.parametrize("text", ["第2页", "第 1 页，共 3 页", "续表", "（续上表）"])
def test_a_page_number_is_a_note(text: str) -> None:
    assert kind_below([text], EVENT) == ["note", "data"]


@pytest.mark.parametrize("text", ["其中：线上", "其中:进校园", "其中"])
def test_what_part_of_the_row_above_something_is_does_not_count_again(text: str) -> None:
    assert kind_below([None, text, None, None, None, 10]) == ["total"]


def test_a_sum_without_its_word_is_a_total() -> None:
    assert kind_below([None, None, None, None, None, 1280]) == ["total"]


def test_a_lone_figure_that_is_not_the_sum_is_a_faulty_row() -> None:
    assert kind_below([None, None, None, None, None, 1281]) == ["data"]


def test_a_calculation_below_the_table_and_a_blank_row_is_a_note() -> None:
    block: list[Line] = [[None, None, None, None, "公安局", 1280], [None, None, None, None, "教育局", 0]]
    assert kind_below([], *block) == ["note", "note"]
    assert kind_below(*block) == ["data", "data"]
    assert kind_below([], *block, EVENT) == ["data", "data", "data"]


@pytest.mark.parametrize(
    "line",
    [["制表：张某甲   2022年12月1日"], ["主管领导（签字）："], ["资料来源：综治办"], ["*注：带*为必填"],
     ["以下空白"], ["（盖章）"], ["说明", None, None, "本表数据截至3月"]],
)  # fmt: skip
def test_footers_come_in_many_shapes(line: Line) -> None:
    assert kind_below([], line) == ["note"]


@pytest.mark.parametrize(
    "line",
    [["零报告"], [1, "无"], [None, "本月无。"], ["无", "无", "无"], [1, "零报告", None, None, None, 0]],
)
def test_a_body_that_only_says_nothing_happened_is_a_zero_report(line: Line) -> None:
    assert kinds(only_table(HEADER, line, ["填表人：甲"])) == ["zero_report", "note"]


def test_nothing_beside_data_is_no_zero_report() -> None:
    assert "zero_report" not in kind_below([3, "无"])


def test_zeros_in_the_annual_form_are_data() -> None:
    found = only_table(["单位", "年度", "罚款", "警告", "合计"], ["公安局", 2024, 0, 0, 0])
    assert kinds(found) == ["data"]


def test_a_header_without_rows_has_an_empty_body() -> None:
    found = only_table(HEADER)
    assert (found.body, found.last_row - found.first_row) == ((), -1)


# Merged cells


def test_a_vertically_merged_cell_is_filled_down_and_cites_its_anchor() -> None:
    lines: list[Line] = [EVENT, [2, "反诈", "2022.3.6", None, None, None, None]]
    found = only_table(HEADER, *lines, merged=((1, 3, 2, 3), (1, 5, 2, 5)))
    second = found.data_rows()[1].cells
    assert second["place"] == CellRead("文化广场", 1, 3)
    assert second["unit"] == CellRead(None, 2, 4)
    assert found.column_values("place") == ["文化广场", "文化广场"]
    assert found.column_cells("place")[1] == CellRead("文化广场", 1, 3)


def test_a_merged_figure_counts_once() -> None:
    found = only_table(HEADER, EVENT, [2, "反诈", "2022.3.6"], merged=((1, 5, 2, 5),))
    assert found.column_values("audience") == ["1200", None]


def test_a_cell_merged_across_columns_belongs_to_the_first_of_them() -> None:
    found = only_table(HEADER, [1, "宪法宣传", "2022.3.5", "广场", None, 12], merged=((1, 3, 1, 4),))
    assert (found.column_values("place"), found.column_values("unit")) == (["广场"], [None])


def test_a_cell_that_is_not_merged_is_not_filled_down() -> None:
    found = only_table(HEADER, EVENT, [2, "反诈", "2022.3.6", None, None, 5, None])
    assert found.column_values("place") == ["文化广场", None]


# Several tables


TRAININGS: Line = ["培训名称", "类别", "时间", "单位", "实到"]
TRAINING: Line = ["学习民法典", "中心组学习", "2022.3.1", "公安局", 12]
REVIEWS: Line = ["案卷编号", "单位", "评查日", "得分"]
REVIEW: Line = ["A1", "公安局", "2022.5.1", 90]


@pytest.mark.parametrize("between", [[], [[]], [[], []]], ids=["none", "one blank row", "two blank rows"])
def test_tables_of_several_datasets_stand_one_below_the_other(between: list[Line]) -> None:
    reading = read(HEADER, EVENT, *between, REVIEWS, REVIEW, *between, TRAININGS, TRAINING)
    assert [(table.dataset.name, kinds(table)) for table in reading.tables] == [
        ("activities", ["data"]), ("file_reviews", ["data"]), ("trainings", ["data"]),
    ]  # fmt: skip


def test_each_of_several_tables_has_its_own_title_year_and_footers() -> None:
    reading = read(
        ["2022年普法活动台账"], HEADER, EVENT, ["合计", None, None, None, None, 1200],
        ["2021年案卷评查情况表"], REVIEWS, REVIEW, ["备注：无"],
        ["学法培训情况表"], ["（2023年）"], TRAININGS, TRAINING, ["填表人：甲"],
    )  # fmt: skip
    told = [
        (table.title, table.envelope.year and table.envelope.year.text, kinds(table))
        for table in reading.tables
    ]
    assert told == [
        ("2022年普法活动台账", "2022", ["data", "total"]),
        ("2021年案卷评查情况表", "2021", ["data", "note"]),
        ("学法培训情况表", "2023", ["data", "note"]),
    ]


def test_leading_blank_rows_and_columns_and_blank_rows_inside_change_nothing() -> None:
    found = only_table(
        [], [None], [None, None, "普法活动台账（2022年度）"], [], [None, None, *HEADER], [None, None, *EVENT],
        [], [], [None, None, *OTHER],
    )  # fmt: skip
    assert (found.header_rows, [row.row for row in found.body]) == ((5,), [5, 8])


def test_a_second_table_begins_at_its_title_and_takes_the_sheets_unit() -> None:
    reading = read(
        ["公安局2022年普法台账"], ["填报单位：公安局"], HEADER, EVENT, ["备注：完"], [],
        ["案卷评查情况统计表"], ["填报时间：2022年12月1日"], ["案卷编号", "单位", "评查日", "得分"],
        ["A1", "公安局", "2022.5.1", 90], ["合计", None, None, 90],
    )  # fmt: skip
    first, second = reading.tables
    assert (first.dataset.name, second.dataset.name) == ("activities", "file_reviews")
    assert (first.last_row, kinds(first)) == (4, ["data", "note"])
    assert (second.header_rows, kinds(second), second.title) == (
        (9,),
        ["data", "total"],
        "案卷评查情况统计表",
    )
    assert second.envelope.unit is not None
    assert second.envelope.unit.cell == (1, 0)
    assert second.envelope.filed_on is not None
    assert second.envelope.filed_on.text == "2022年12月1日"


def test_the_same_header_under_another_title_is_another_table() -> None:
    reading = read(HEADER, EVENT, [], ["填报单位：教育局"], HEADER, OTHER)
    assert [table.rows_in for table in reading.tables] == [1, 1]
    units = [table.envelope.unit and table.envelope.unit.text for table in reading.tables]
    assert units == [None, "教育局"]


# Every row, once


TEXTS = st.sampled_from(
    [None, "合计", "无", "备注：", "一、峡窝镇", "宪法宣传", "2022.3.5", 12, 0.5, "3", "示例", "序号"]
)
BODIES = st.lists(
    st.one_of(st.lists(TEXTS, max_size=8), st.sampled_from([HEADER, EVENT, ["填报单位：公安局"], ["台账"]])),
    max_size=12,
)


PLACES = st.integers(0, 12)


@given(BODIES, st.lists(st.tuples(PLACES, PLACES, PLACES, PLACES), max_size=4))
def test_every_row_that_is_not_blank_is_classified_exactly_once(
    body: list[Line], merged: list[MergedRange]
) -> None:
    rows = [list(HEADER), *(list(line) for line in body)]
    ranges = [(top, left, bottom, right) for top, left, bottom, right in merged if top > 0]
    reading = LOCATOR.locate(Sheet("", rows, tuple(ranges)), file_name="a.xlsx")
    seen = [row.row for found in reading.tables for row in found.body]
    above = {
        row
        for previous, found in zip(reading.tables, reading.tables[1:], strict=False)
        for row in range(previous.last_row + 1, found.first_row)
    }
    expected = {row for row, line in enumerate(rows) if row > 0 and any(cell is not None for cell in line)}
    assert len(seen) == len(set(seen))
    assert set(seen) | above >= expected
    assert not set(seen) & above
    assert all(isinstance(row.kind, RowKind) for found in reading.tables for row in found.body)
