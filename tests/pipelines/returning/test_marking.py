"""The sender's own workbook, marked: what she wrote and how it looked stays; marks never pile up."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill

from pipelines.reading.formats import read_path
from pipelines.reading.model import Limits, Workbook
from pipelines.returning.appearance import is_return_sheet
from pipelines.returning.marking import can_keep, mark_workbook
from pipelines.returning.model import Return
from tests.pipelines.returning.books import cause, cover_lines, read_book, save_xlsm, save_xlsx, told_of
from warehouse.contracts.envelope import RETURN_ERROR_FILL, RETURN_SHEET, RETURN_WARNING_FILL

ROWS = [["活动名称", "受众人数"], ["甲", "若干"], ["乙", 9000]]
TOLD = told_of(
    "台账.xlsx", cause("B2"), cause("B3", must_mend=False, message="受众人数超过 5000", remedy="请核对")
)


def marked(path: Path, told: Return = TOLD) -> Any:
    return openpyxl.load_workbook(io.BytesIO(mark_workbook(path, told, read_book(path)).content))


def test_faulty_cells_are_filled_and_noted_and_no_other_is(tmp_path: Path) -> None:
    sheet = marked(save_xlsx(tmp_path / "a.xlsx", ROWS))["Sheet"]
    shown = {
        cell.coordinate: (cell.fill.fgColor.rgb, cell.comment.author, cell.comment.text)
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment is not None or cell.fill.fill_type is not None
    }
    assert shown == {
        "B2": (
            f"FF{RETURN_ERROR_FILL}", "法治看板",
            "【必须修改】受众人数不是数字：「若干」。请只填数字，例如 1200。",
        ),
        "B3": (f"FF{RETURN_WARNING_FILL}", "法治看板", "【请核对】受众人数超过 5000。请核对。示例：1200"),
    }  # fmt: skip


def test_a_cell_with_two_faults_has_one_note_and_the_graver_colour(tmp_path: Path) -> None:
    told = told_of("a.xlsx", cause("B2"), cause("A2:B2", must_mend=False, message="有误"))
    cell = marked(save_xlsx(tmp_path / "a.xlsx", ROWS), told)["Sheet"]["B2"]
    assert cell.fill.fgColor.rgb == f"FF{RETURN_ERROR_FILL}"
    assert [line[:6] for line in cell.comment.text.split("\n")] == ["【必须修改】", "【请核对】有"]


def test_layout_and_formats_stay_as_they_were(tmp_path: Path) -> None:
    path = save_xlsx(tmp_path / "a.xlsx", [*ROWS, ["合计", 0.747]])
    book = openpyxl.load_workbook(path)
    sheet = book["Sheet"]
    sheet.column_dimensions["A"].width = 33
    sheet.row_dimensions[3].hidden = True
    sheet.merge_cells("A4:A5")
    sheet["B4"].number_format = "0.0%"
    sheet["B2"].font = Font(name="黑体", bold=True)
    sheet["B2"].number_format = "@"
    sheet["A2"].fill = PatternFill("solid", fgColor="FF00B0F0")
    sheet["A3"].comment = Comment("自己的批注", "张某")
    sheet.freeze_panes = "A2"
    book.create_sheet("隐藏").sheet_state = "hidden"
    book.save(path)
    back = marked(path)
    sheet = back["Sheet"]
    assert back.sheetnames == [RETURN_SHEET, "Sheet", "隐藏"]
    assert (sheet.column_dimensions["A"].width, sheet.row_dimensions[3].hidden) == (33, True)
    assert [str(found) for found in sheet.merged_cells.ranges] == ["A4:A5"]
    assert (sheet["B4"].number_format, sheet["B4"].value) == ("0.0%", 0.747)
    font = sheet["B2"].font
    assert (font.name, font.bold, sheet["B2"].number_format) == ("黑体", True, "@")
    assert sheet["A2"].fill.fgColor.rgb == "FF00B0F0"
    assert (sheet["A3"].comment.text, sheet["A3"].comment.author) == ("自己的批注", "张某")
    assert (sheet.freeze_panes, back["隐藏"].sheet_state) == ("A2", "hidden")


def test_the_mark_of_a_merged_cell_stands_on_its_first_cell(tmp_path: Path) -> None:
    path = save_xlsx(tmp_path / "a.xlsx", ROWS)
    book = openpyxl.load_workbook(path)
    book["Sheet"].merge_cells("B2:B3")
    book.save(path)
    sheet = marked(path, told_of("a.xlsx", cause("B3")))["Sheet"]
    assert sheet["B2"].comment.text.startswith("【必须修改】")
    assert [str(found) for found in sheet.merged_cells.ranges] == ["B2:B3"]


def test_a_note_of_the_senders_own_stays_above_ours_and_survives_the_next_return(tmp_path: Path) -> None:
    path = save_xlsx(tmp_path / "a.xlsx", ROWS)
    book = openpyxl.load_workbook(path)
    book["Sheet"]["B2"].comment = Comment("以签到表为准", "张某")
    book.save(path)
    once = tmp_path / "once.xlsx"
    once.write_bytes(mark_workbook(path, TOLD, read_book(path)).content)
    note = openpyxl.load_workbook(once)["Sheet"]["B2"].comment
    assert note.author == "张某"
    assert note.text.startswith("以签到表为准\n〔法治看板〕\n【必须修改】")
    later = marked(once, told_of("a.xlsx", cause("B3")))["Sheet"]
    assert later["B2"].comment.text == "以签到表为准"


def test_a_second_return_renews_cover_notes_and_colours(tmp_path: Path) -> None:
    once = tmp_path / "once.xlsx"
    path = save_xlsx(tmp_path / "a.xlsx", ROWS)
    once.write_bytes(mark_workbook(path, TOLD, read_book(path)).content)
    twice = marked(once, told_of("a.xlsx", cause("B2", message="仍不是数字")))
    assert twice.sheetnames == [RETURN_SHEET, "Sheet"]
    assert len(cover_lines(twice)) == 1
    sheet = twice["Sheet"]
    assert sheet["B2"].comment.text == "【必须修改】仍不是数字。请只填数字，例如 1200。"
    assert (sheet["B3"].comment, sheet["B3"].fill.fill_type) == (None, None)


def test_the_cover_lists_each_cause_once_with_a_link_and_is_ready_to_print(tmp_path: Path) -> None:
    path = save_xlsx(tmp_path / "a.xlsx", ROWS)
    book = openpyxl.load_workbook(path)
    book["Sheet"].title = "一季度's 表"
    book.save(path)
    back = marked(
        path, told_of("台账.xlsx", cause("B2", sheet="一季度's 表"), cause("", sheet="一季度's 表"))
    )
    cover = back[RETURN_SHEET]
    assert back.active.title == RETURN_SHEET
    assert [sheet.sheet_view.tabSelected for sheet in back.worksheets] == [True, False]
    first, second = cover_lines(back)
    assert first == [
        1, "一季度's 表", "B2", "受众人数不是数字：「若干」", "请只填数字，例如 1200", "1200", 1, "必须修改",
    ]  # fmt: skip
    assert second[2] == "整张工作表"
    links = [cell.hyperlink.location for row in cover.iter_rows() for cell in row if cell.hyperlink]
    assert links == ["'一季度''s 表'!B2"]
    assert (cover.page_setup.orientation, int(cover.page_setup.paperSize)) == ("landscape", 9)
    assert cover.sheet_properties.pageSetUpPr.fitToPage is True
    header = cover.max_row - 2
    assert (cover.freeze_panes, cover.print_title_rows) == (f"A{header + 1}", f"${header}:${header}")
    told = " ".join(
        str(cell.value) for row in cover.iter_rows(max_row=header - 1) for cell in row if cell.value
    )
    assert "已装入 3 行，退回 2 行" in told
    assert "整份重新报送同一文件即可" in told


def test_the_cover_is_known_again_wherever_it_stands_and_whatever_it_is_called(tmp_path: Path) -> None:
    back = marked(save_xlsx(tmp_path / "a.xlsx", ROWS))
    back[RETURN_SHEET].insert_rows(1, 2)
    back[RETURN_SHEET].title = "说明"
    back.save(tmp_path / "b.xlsx")
    sheets = read_book(tmp_path / "b.xlsx").sheets
    assert [(sheet.name, is_return_sheet(sheet)) for sheet in sheets] == [("说明", True), ("Sheet", False)]


def test_our_colours_are_none_of_the_senders(tmp_path: Path) -> None:
    path = save_xlsx(tmp_path / "a.xlsx", ROWS)
    book = openpyxl.load_workbook(path)
    book["Sheet"]["A3"].fill = PatternFill("solid", fgColor="FF00B0F0")
    book.save(path)
    (tmp_path / "b.xlsx").write_bytes(mark_workbook(path, TOLD, read_book(path)).content)
    (sheet,) = [sheet for sheet in read_book(tmp_path / "b.xlsx").sheets if not is_return_sheet(sheet)]
    assert sheet.marks.coloured == {(2, 0)}


def test_a_cell_asked_about_for_its_colour_keeps_that_colour(tmp_path: Path) -> None:
    path = save_xlsx(tmp_path / "a.xlsx", ROWS)
    book = openpyxl.load_workbook(path)
    book["Sheet"]["A3"].fill = PatternFill("solid", fgColor="FF00B0F0")
    book.save(path)
    told = told_of("a.xlsx", cause("A3", must_mend=False, message="填了颜色", is_about_colour=True))
    cell = marked(path, told)["Sheet"]["A3"]
    assert cell.fill.fgColor.rgb == "FF00B0F0"
    assert cell.comment.text.startswith("【请核对】填了颜色")


def test_a_formula_keeps_both_itself_and_its_result(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Sheet")
        sheet.write_row(0, 0, ["名称", "数"])
        for row, (formula, value) in enumerate(
            [("=1+2", 3), ('="a"&"<b>"', "a<b>"), ("=1=1", True), ("=1/0", "#DIV/0!"), ('=""', "")], start=1
        ):
            sheet.write(row, 0, f"第{row}")
            sheet.write_formula(row, 1, formula, None, value)
    before = read_book(path)
    content = mark_workbook(path, told_of("a.xlsx", cause("A2")), before).content
    back = tmp_path / "b.xlsx"
    back.write_bytes(content)
    (after,) = [sheet for sheet in read_book(back).sheets if not is_return_sheet(sheet)]
    assert after.rows == before.sheets[0].rows
    assert [openpyxl.load_workbook(back)["Sheet"].cell(row, 2).value for row in range(2, 7)] == [
        "=1+2", '="a"&"<b>"', "=1=1", "=1/0", '=""',
    ]  # fmt: skip


def test_a_formula_that_was_never_calculated_stays_so_and_the_opening_program_calculates_it(
    tmp_path: Path,
) -> None:
    path = save_xlsx(tmp_path / "a.xlsx", [["名称", "数"], ["甲", "=1+2"]])
    content = mark_workbook(path, told_of("a.xlsx", cause("B2")), read_book(path)).content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert b'fullCalcOnLoad="1"' in archive.read("xl/workbook.xml")
    (tmp_path / "b.xlsx").write_bytes(content)
    assert read_book(tmp_path / "b.xlsx").sheets[1].rows == read_book(path).sheets[0].rows


def test_macros_stay_and_are_never_run(tmp_path: Path) -> None:
    path = save_xlsm(tmp_path / "a.xlsm", ROWS, macros=b"Sub AutoOpen()")
    done = mark_workbook(path, told_of("a.xlsm", cause("B2", sheet="Sheet1")), read_book(path))
    with zipfile.ZipFile(io.BytesIO(done.content)) as archive:
        assert archive.read("xl/vbaProject.bin") == b"Sub AutoOpen()"
        assert b"macroEnabled" in archive.read("[Content_Types].xml")
    assert done.suffix == ".xlsm"
    book = openpyxl.load_workbook(io.BytesIO(done.content), keep_vba=True)
    assert book["Sheet1"]["B2"].comment is not None


def test_a_drawing_that_is_lost_is_said(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Sheet")
        for row, cells in enumerate(ROWS):
            sheet.write_row(row, 0, cells)
        sheet.insert_textbox(5, 5, "盖章处")
    cover = marked(path)[RETURN_SHEET]
    assert any("1 个图片、图表或图形未保留" in str(row[0].value) for row in cover.iter_rows())


def test_beyond_two_thousand_notes_cells_are_only_coloured_and_that_is_said(tmp_path: Path) -> None:
    path = save_xlsx(tmp_path / "a.xlsx", [["名称", "数"], *(["甲", "若干"] for _ in range(2005))])
    back = marked(path, told_of("a.xlsx", cause("B2:B2006", rows=2005)))
    cells = [back["Sheet"].cell(row, 2) for row in range(2, 2007)]
    assert all(cell.fill.fill_type == "solid" for cell in cells)
    assert sum(cell.comment is not None for cell in cells) == 2000
    assert any("批注只加在前 2000 个" in str(row[0].value) for row in back[RETURN_SHEET].iter_rows())


@pytest.mark.parametrize("text", ["=1+1", "\x07响铃", "\ud800"])
def test_a_text_that_a_workbook_cannot_hold_breaks_nothing(tmp_path: Path, text: str) -> None:
    told = told_of("a.xlsx", cause("B2", message=text, example=text))
    line = cover_lines(marked(save_xlsx(tmp_path / "a.xlsx", ROWS), told))[0]
    assert line[3] == text.replace("\x07", "").replace("\ud800", "?")


def test_a_workbook_of_very_many_cells_or_of_huge_merged_ranges_is_written_anew(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet, style = book.add_worksheet(), book.add_format({"bold": True})
        sheet.write(0, 0, "名称")
        for row in range(1, 30_001):
            for column in range(10):
                sheet.write_blank(row, column, None, style)
    workbook = read_path(path, path.name, Limits())
    assert isinstance(workbook, Workbook)
    assert not can_keep(path, workbook)
    merged = save_xlsx(tmp_path / "b.xlsx", ROWS)
    assert can_keep(merged, read_book(merged))
    with zipfile.ZipFile(merged) as source, zipfile.ZipFile(tmp_path / "c.xlsx", "w") as target:
        for name in source.namelist():
            data = source.read(name).replace(
                b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="A4:XFD9999"/></mergeCells>'
            )
            target.writestr(name, data)
    assert not can_keep(tmp_path / "c.xlsx", read_book(tmp_path / "c.xlsx"))
