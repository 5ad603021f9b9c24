"""A workbook written anew reads back as the same rows, at the same addresses, and is marked the same way."""

from __future__ import annotations

import io
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from pipelines.reading.model import CellValue, Sheet, Workbook
from pipelines.returning.appearance import is_return_sheet
from pipelines.returning.model import Marked, NotMarked, Return
from pipelines.returning.rewriting import rewrite_workbook
from tests.pipelines.returning.books import cause, cover_lines, read_book, told_of
from warehouse.contracts.envelope import RETURN_ERROR_FILL, RETURN_MARK, RETURN_SHEET


def rewritten(told: Return, *sheets: Sheet, kind: str = "xls") -> Marked:
    done = rewrite_workbook(told, Workbook(kind, sheets))
    assert isinstance(done, Marked)
    return done


def read_back(folder: Path, *sheets: Sheet) -> list[Sheet]:
    path = folder / "back.xlsx"
    path.write_bytes(rewritten(told_of("台账.xls"), *sheets).content)
    return [sheet for sheet in read_book(path).sheets if not is_return_sheet(sheet)]


def opened(done: Marked) -> Any:
    return openpyxl.load_workbook(io.BytesIO(done.content))


@pytest.mark.parametrize(
    "value",
    [
        "公安局",
        "007",
        "410105199001011234",
        "=1+1",
        "两行\n文字",
        "_x0041_",
        "https://example.invalid/a",
        "#REF!",
        "#公式没有计算结果",
        12.5,
        -3.0,
        True,
        date(2024, 3, 5),
        datetime(2024, 3, 5, 9, 30),
    ],
)
def test_a_value_reads_back_as_it_was(tmp_path: Path, value: CellValue) -> None:
    (sheet,) = read_back(tmp_path, Sheet("表", [["名称"], [None, value]]))
    (back,) = [row[1] for row in sheet.rows if len(row) > 1]
    assert (type(back), back) == (type(value), value)


def test_a_value_that_a_cell_cannot_hold_exactly_becomes_text(tmp_path: Path) -> None:
    rows: list[list[CellValue]] = [["名称", 410105199001011234], [date(1899, 1, 1), float("inf")]]
    (sheet,) = read_back(tmp_path, Sheet("表", rows))
    assert sheet.rows == [["名称", "410105199001011234"], ["1899-01-01", "inf"]]


def test_times_stay_times() -> None:
    sheet = Sheet("表", [["名称", time(9, 30), timedelta(hours=30)]])
    back = opened(rewritten(told_of("a.xls"), sheet))["表"]
    assert (back["B1"].number_format, back["C1"].number_format) == ("hh:mm:ss", "[h]:mm:ss")
    assert back["C1"].value == timedelta(hours=30)


def test_addresses_merged_ranges_and_hidden_sheets_stay(tmp_path: Path) -> None:
    rows: list[list[CellValue]] = [
        [],
        [None, "标题"],
        [None, "名称", "数"],
        [None, "甲", 1.0],
        [None, None, 2.0],
    ]
    first = Sheet("一", rows, merged=((1, 1, 1, 2), (3, 1, 4, 1)))
    back = read_back(tmp_path, first, Sheet("二", [["乙"]], is_hidden=True))
    assert (back[0].rows, set(back[0].merged)) == (first.rows, set(first.merged))
    assert (back[1].rows, back[1].is_hidden) == ([["乙"]], True)


def test_serial_dates_keep_their_base(tmp_path: Path) -> None:
    (sheet,) = read_back(tmp_path, Sheet("表", [["名称", date(2024, 3, 5)]], date_1904=True))
    assert (sheet.date_1904, sheet.rows) == (True, [["名称", date(2024, 3, 5)]])


def test_faulty_cells_are_marked_also_where_nothing_was_written() -> None:
    told = told_of("台账.xls", cause("B2", sheet="表"), cause("C2", sheet="表"))
    sheet = opened(rewritten(told, Sheet("表", [["名称", "数"], ["甲", "若干"]])))["表"]
    for address in ("B2", "C2"):
        assert sheet[address].fill.fgColor.rgb == f"FF{RETURN_ERROR_FILL}"
        assert sheet[address].comment.text.startswith("【必须修改】")
        assert sheet[address].comment.author == "法治看板"
    assert sheet["A2"].fill.fill_type is None


def test_a_merged_cell_is_marked_on_its_first_cell() -> None:
    told = told_of("台账.xls", cause("B1", sheet="表"))
    done = rewritten(told, Sheet("表", [["名称", "若干"]], merged=((0, 1, 1, 1),)))
    assert opened(done)["表"]["B1"].fill.fgColor.rgb == f"FF{RETURN_ERROR_FILL}"


@pytest.mark.parametrize(
    ("kind", "label"), [("xls", "（转为xlsx）"), ("csv", "（转为xlsx）"), ("xlsx", "（重新生成）")]
)
def test_its_name_and_its_cover_say_that_it_was_written_anew(kind: str, label: str) -> None:
    done = rewritten(told_of("台账.xls"), Sheet("表", [["名称"]]), kind=kind)
    assert (done.label, done.suffix) == (label, ".xlsx")
    texts = [str(row[0].value) for row in opened(done)[RETURN_SHEET].iter_rows()]
    assert texts[0] == RETURN_MARK
    assert any("格式、公式、图片和图表未保留" in text for text in texts)


def test_a_sheet_without_a_usable_name_gets_one_and_the_cover_speaks_of_it_so() -> None:
    told = told_of("台账.csv", cause("A2", sheet=""), cause("A1", sheet="退回说明"))
    sheets = [
        Sheet("", [["名称"]]),
        Sheet("退回说明", [["甲"]]),
        Sheet("甲/乙", [["乙"]]),
        Sheet("甲:乙", [["丙"]]),
    ]
    book = opened(rewritten(told, *sheets))
    assert book.sheetnames == ["退回说明", "Sheet1", "退回说明(2)", "甲_乙", "甲_乙(2)"]
    assert [line[1] for line in cover_lines(book)] == ["Sheet1", "退回说明(2)"]
    links = [
        cell.hyperlink.location for row in book["退回说明"].iter_rows() for cell in row if cell.hyperlink
    ]
    assert links == ["'Sheet1'!A2", "'退回说明(2)'!A1"]


def test_the_cover_of_an_earlier_return_is_left_out() -> None:
    earlier = Sheet("退回说明", [[RETURN_MARK], ["报表退回说明"]])
    assert opened(rewritten(told_of("a.xls"), earlier, Sheet("表", [["名称"]]))).sheetnames == [
        "退回说明",
        "表",
    ]


def test_a_text_too_long_for_a_cell_is_cut_and_that_is_said() -> None:
    done = rewritten(told_of("a.csv"), Sheet("", [["长" * 40_000]]))
    book = opened(done)
    assert len(book["Sheet1"]["A1"].value) == 32_767
    assert any("文字超过 Excel 上限" in str(row[0].value) for row in book[RETURN_SHEET].iter_rows())


def test_a_table_longer_than_any_sheet_is_not_cut_but_refused() -> None:
    cells: list[CellValue] = ["甲"]
    done = rewrite_workbook(told_of("a.csv"), Workbook("csv", (Sheet("", [cells] * 1_048_577),)))
    assert done == NotMarked("行列数超过一张 Excel 工作表所能容纳")


def test_a_damaged_merged_range_harms_nothing(tmp_path: Path) -> None:
    merged = ((0, 0, 1, 1), (1, 1, 2, 2), (5, 0, 900_000, 16_000))
    (sheet,) = read_back(tmp_path, Sheet("表", [["名称"], [], [None, None, "甲"]], merged=merged))
    assert (sheet.rows[0][0], sheet.rows[2][2], sheet.merged) == ("名称", "甲", ((0, 0, 1, 1),))
