"""Locating finds each table, where it begins and ends, and says what every row of it is."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from pipelines.intake.reading import known_locator
from pipelines.locate import BodyRow, LocatedTable, SheetReading, locate
from pipelines.reading.model import CellValue, MergedRange, Sheet
from warehouse.contracts.registry import DATASETS

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


def indexes(found: LocatedTable) -> dict[str, int]:
    return {name: place.index for name, place in found.columns.items()}


def cells(row: BodyRow) -> dict[str, CellValue]:
    return {name: cell.raw for name, cell in row.cells.items()}


# Headers


def test_a_header_is_found_below_titles_notes_and_blank_rows() -> None:
    shifted = [None, *HEADER]
    found = only_table(
        [],
        ["附件1"],
        [None, "公安局2022年普法活动台账"],
        [],
        [None, "填报要求：据实填写"],
        shifted,
        [None, *EVENT],
    )
    assert found.dataset.name == "activities"
    assert found.header_rows == (6,)
    assert indexes(found) == {"title": 2, "start_on": 3, "place": 4, "unit": 5, "audience": 6, "remark": 7}
    assert (found.first_row, found.last_row, kinds(found)) == (6, 6, ["data"])


def test_spaces_line_breaks_and_units_inside_headers_do_not_matter() -> None:
    found = only_table(["活动\n名称", "开展 时间", "主办单位：", "受众人数(人次)", "*地点"], EVENT[1:6])
    assert indexes(found) == {"title": 0, "start_on": 1, "unit": 2, "audience": 3, "place": 4}
    assert found.columns["audience"].header_unit == "人次"


def test_a_unit_that_tells_columns_apart_is_matched_before_it_is_split_off() -> None:
    found = only_table(
        ["活动名称", "开展时间", "发放资料（册）", "发放资料", "受众人数"], ["甲", "2022.3.5", 1, 2, 3]
    )
    assert (indexes(found)["booklets"], indexes(found)["materials"]) == (2, 3)


def test_a_label_goes_before_an_alias_and_the_first_of_equal_headers_before_the_second() -> None:
    found = only_table(
        ["活动名称", "开展时间", "承办单位", "主办单位", "地点", "地点"], ["甲", "3.5", "乙", "丙", "丁", 1]
    )
    assert (indexes(found)["unit"], indexes(found)["place"]) == (3, 4)
    assert found.unknown_headers == ((2, "承办单位"), (5, "地点"))


def test_notes_on_how_to_fill_in_a_column_do_not_hide_it() -> None:
    found = only_table(
        ["活动名称（必填）", "开展时间（年/月/日）", "地点（如：广场）", "主办单位（盖章）"], EVENT[1:5]
    )
    assert indexes(found) == {"title": 0, "start_on": 1, "place": 2, "unit": 3}


def test_unknown_headers_are_named_and_row_numbers_are_not() -> None:
    assert only_table([*HEADER, "车牌号"], EVENT).unknown_headers == ((7, "车牌号"),)


def test_the_header_of_a_wide_annual_form_takes_in_the_group_caption_above_it() -> None:
    header = [
        "警告、通报批评", "罚款", "没收违法 所得、没收 非法财物", "行政 拘留", "其他行政处罚",
        "合计(宗)", "罚没金额(万元)",
    ]  # fmt: skip
    found = only_table(
        ["庆元县2024年度行政处罚实施情况统计表"], ["行政处罚实施数量(宗)"], header,
        ["12175", "94929", "235", "504", "313", "108156", "1753.79"], ["说明："],
    )  # fmt: skip
    assert (found.dataset.name, found.header_rows) == ("enforcement_stats", (2, 3))
    assert (kinds(found), found.unknown_headers) == (["data", "note"], ())
    assert cells(found.data_rows()[0])["total"] == "108156"
    assert found.columns["fined_yuan"].header_unit == "万元"
    assert found.columns["fines"].header_unit == "宗"


MERGED_TOP: Line = ["序号", "活动名称", "开展时间", "宣传情况", None, None, "备注"]
MERGED_LEAVES: Line = [None, None, None, "受众人数", "发放资料", "解答咨询", None]
FULL_ROW: Line = [1, "宪法宣传", "2022.3.5", 120, 300, 12, None]
HEADER_MERGES = ((1, 0, 2, 0), (1, 1, 2, 1), (1, 2, 2, 2), (1, 3, 1, 5), (1, 6, 2, 6))


@pytest.mark.parametrize("merged", [HEADER_MERGES, ()], ids=["merged", "csv"])
def test_a_two_level_header_is_one_header(merged: tuple[MergedRange, ...]) -> None:
    found = only_table(["普法台账"], MERGED_TOP, MERGED_LEAVES, FULL_ROW, merged=merged)
    assert found.header_rows == (2, 3)
    assert cells(found.data_rows()[0]) == {
        "title": "宪法宣传", "start_on": "2022.3.5", "audience": 120, "materials": 300, "consultations": 12,
        "remark": None,
    }  # fmt: skip


@pytest.mark.parametrize("merged", [((0, 2, 0, 3),), ()], ids=["merged", "csv"])
def test_a_caption_and_the_text_below_it_are_read_as_one_header(merged: tuple[MergedRange, ...]) -> None:
    top = ["案号", "收到日期", "中止", None, "结果"]
    leaves = [None, None, "起", "止", None]
    vertical = ((0, 0, 1, 0), (0, 1, 1, 1), (0, 4, 1, 4)) if merged else ()
    found = only_table(
        top, leaves, ["上政复〔2024〕1号", "2024.1.2", None, None, "维持"], merged=merged + vertical
    )
    assert indexes(found) == {
        "case_no": 0, "received_on": 1, "suspended_from": 2, "suspended_to": 3, "outcome": 4,
    }  # fmt: skip


def test_cells_below_a_header_that_its_merges_reach_into_belong_to_the_header() -> None:
    top = ["活动名称", "开展时间", "地点", "主办单位", "佐证"]
    found = only_table(
        top, [None, None, None, None, "照片"], EVENT[1:5],
        merged=((0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 1, 2), (0, 3, 1, 3)),
    )  # fmt: skip
    assert (found.header_rows, kinds(found)) == ((1, 2), ["data"])


def test_a_title_merged_over_the_table_is_no_group_caption() -> None:
    found = only_table(["普法活动台账"], HEADER, EVENT, merged=((0, 0, 0, 6),))
    assert (found.header_rows, found.title) == ((2,), "普法活动台账")


# Which dataset


@pytest.mark.parametrize(
    ("header", "dataset"),
    [
        (["培训名称", "类别", "时间", "主讲人", "实到"], "trainings"),
        (["主题", "时间", "单位", "参加人数"], "activities"),
        (["创建对象", "类别", "级别", "事件", "日期"], "creation_events"),
        (["案卷编号", "单位", "评查日", "得分", "等次"], "file_reviews"),
        (["案卷编号", "问题类别", "描述"], "file_problems"),
        (["指标编号", "指标名称", "年度", "目标值"], "targets"),
        (["案件编号", "被申请人", "收案日期", "审理结果"], "reconsiderations"),
    ],
)
def test_the_headers_choose_the_dataset(header: list[CellValue], dataset: str) -> None:
    assert only_table(header, ["甲"] * len(header)).dataset.name == dataset


def test_a_published_list_of_honours_is_a_layout_of_creation_events() -> None:
    found = only_table(
        ["级别", "村（社区）"],
        ["市级民主法治示范村", "长石村（2006）(2016复)"],
        ["省级民主法治村", "汶溪村（2020）"],
    )
    assert (found.dataset.name, found.layout and found.layout.name) == ("creation_events", "honour_list")
    assert cells(found.data_rows()[0])["listed_name"] == "长石村（2006）(2016复)"


def test_headers_that_any_table_may_have_are_not_enough() -> None:
    reading = read(["单位", "年度", "合计"], ["公安局", 2024, 5])
    assert reading.tables == ()
    assert only_table(
        ["2024年行政处罚统计"], ["单位", "年度", "合计"], ["公安局", 2024, 5]
    ).evidence.title_words


def test_an_unrecognised_sheet_names_the_nearest_dataset_and_what_is_missing() -> None:
    near = read(["序号", "活动名称", "受众人数", "颜色"], [1, "甲", 3, "红"]).near
    assert near is not None
    assert (near.dataset, near.matched, near.missing) == (
        "activities",
        ("活动名称", "受众人数"),
        ("开展时间",),
    )
    assert near.reason == (
        "最接近「普法活动」，已认出「活动名称」、「受众人数」，缺少必填列「开展时间」，请补上表头后重新报送"
    )


def test_a_blank_sheet_has_no_table_and_nothing_near() -> None:
    assert read() == SheetReading(())


def test_a_required_column_may_come_from_the_envelope() -> None:
    found = only_table(["填报单位：公安局"], ["活动名称", "开展时间", "受众人数"], ["甲", "3.5", 1])
    assert "unit" not in found.columns


def test_one_call_locates_with_given_datasets() -> None:
    sheet = Sheet("", [list(HEADER), list(EVENT)])
    assert locate(sheet, [DATASETS["activities"]], file_name="a.csv").tables[0].dataset.name == "activities"
    assert locate(sheet, [DATASETS["targets"]], file_name="a.csv").tables == ()
