"""Reading gives every cell at its true place, whatever the format; what cannot be read says why."""

from __future__ import annotations

import codecs
import io
import zipfile
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
import xlwt
from hypothesis import given
from hypothesis import strategies as st

from pipelines.reading.formats import read_path
from pipelines.reading.model import UNCACHED_FORMULA, Limits, Sheet, Unreadable, Workbook, tidy_rows

OLE_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
CSV_TEXT = "活动名称,受众人数\n宪法宣传,1200\n"


def read(path: Path, name: str = "") -> Workbook | Unreadable:
    return read_path(path, name or path.name, Limits())


def sheets_of(answer: Workbook | Unreadable) -> tuple[Sheet, ...]:
    assert isinstance(answer, Workbook), answer
    return answer.sheets


def code_of(answer: Workbook | Unreadable) -> str:
    assert isinstance(answer, Unreadable), answer
    return answer.code


def save(path: Path, workbook: openpyxl.Workbook) -> Path:
    workbook.save(path)
    return path


def write(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def package(path: Path, **replaced: str) -> Path:
    """A small workbook whose parts are replaced by the given text."""
    plain = io.BytesIO()
    book = openpyxl.Workbook()
    book.active["A1"] = "甲"
    book.save(plain)
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            key = Path(name).stem
            target.writestr(name, replaced.get(key, source.read(name).decode()))
    return path


def test_leading_blank_rows_and_columns_are_kept_and_trailing_ones_cut(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["C3"] = "活动名称"
    book.active["D3"] = "  "
    book.active["B4"] = 12
    book.active["Z90"] = " \u3000"
    (sheet,) = sheets_of(read(save(tmp_path / "a.xlsx", book)))
    assert sheet.rows == [[], [], [None, None, "活动名称"], [None, 12]]


def test_values_keep_their_types(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["文字", 1.5, True, date(2022, 3, 5), datetime(2022, 3, 5, 14, 30)])
    (sheet,) = sheets_of(read(save(tmp_path / "a.xlsx", book)))
    assert sheet.rows == [["文字", 1.5, True, date(2022, 3, 5), datetime(2022, 3, 5, 14, 30)]]


def test_merged_ranges_and_hidden_sheets_are_told(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["标题"])
    book.active.merge_cells("A1:C2")
    hidden = book.create_sheet("旧表")
    hidden["A1"] = 1
    hidden.sheet_state = "hidden"
    first, second = sheets_of(read(save(tmp_path / "a.xlsx", book)))
    assert first.merged == ((0, 0, 1, 2),)
    assert (first.is_hidden, second.is_hidden, second.name) == (False, True, "旧表")


def test_error_cells_and_formulas_never_calculated_are_no_blanks(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = "#REF!"
    book.active["A1"].data_type = "e"
    book.active["B2"] = "=SUM(C1:C9)"
    (sheet,) = sheets_of(read(save(tmp_path / "a.xlsx", book)))
    assert sheet.rows == [["#REF!"], [None, UNCACHED_FORMULA]]


def test_a_calculated_formula_gives_its_value(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    book.add_worksheet("表").write_formula(0, 0, "=1+1", None, 2)
    book.close()
    assert sheets_of(read(tmp_path / "a.xlsx"))[0].rows == [[2]]


def test_the_1904_base_of_dates_is_told(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "a.xlsx", {"date_1904": True})
    book.add_worksheet().write(0, 0, 43163)
    book.close()
    (sheet,) = sheets_of(read(tmp_path / "a.xlsx"))
    assert (sheet.rows, sheet.date_1904) == ([[43163]], True)


def test_old_workbooks_are_read_with_places_merges_and_errors(tmp_path: Path) -> None:
    book = xlwt.Workbook(encoding="utf-8")
    book.dates_1904 = 1
    sheet = book.add_sheet("台账")
    sheet.write(2, 1, "活动名称")
    sheet.write_merge(3, 4, 1, 2, "合并")
    sheet.row(5).set_cell_error(1, "#DIV/0!")
    other = book.add_sheet("二")
    other.row(0).set_cell_error(0, 0x2A)
    book.save(str(tmp_path / "a.xls"))
    first, second = sheets_of(read(tmp_path / "a.xls"))
    assert first.rows == [[], [], [None, "活动名称"], [None, "合并"], [], [None, "#DIV/0!"]]
    assert (first.merged, first.date_1904) == (((3, 1, 4, 2),), True)
    assert second.rows == [["#N/A"]]


@pytest.mark.parametrize(
    "data",
    [
        CSV_TEXT.encode(),
        codecs.BOM_UTF8 + CSV_TEXT.encode(),
        CSV_TEXT.encode("gb18030"),
        CSV_TEXT.encode("utf-16"),
        CSV_TEXT.encode("utf-16-le"),
        CSV_TEXT.encode("utf-16-be"),
        CSV_TEXT.replace("\n", "\r\n").encode(),
        CSV_TEXT.replace(",", "\t").encode(),
        CSV_TEXT.replace(",", ";").encode("gb18030"),
        CSV_TEXT.replace(",", "|").encode(),
    ],
)
def test_delimited_text_is_read_in_every_encoding_and_with_every_delimiter(
    tmp_path: Path, data: bytes
) -> None:
    (sheet,) = sheets_of(read(write(tmp_path / "a.csv", data)))
    assert (sheet.name, sheet.rows) == ("", [["活动名称", "受众人数"], ["宪法宣传", "1200"]])


def test_ragged_rows_quotes_and_line_breaks_in_csv_are_kept(tmp_path: Path) -> None:
    text = '台账\n\n名称,"地点\n（村）",人数\n甲,,3\n"a,b"\n'
    (sheet,) = sheets_of(read(write(tmp_path / "a.csv", text.encode())))
    assert sheet.rows == [["台账"], [], ["名称", "地点\n（村）", "人数"], ["甲", None, "3"], ["a,b"]]


def test_a_quote_that_is_never_closed_is_refused_rather_than_read_as_one_cell(tmp_path: Path) -> None:
    answer = read(write(tmp_path / "a.csv", '活动名称,人数\n"宪法宣传,120\n反诈宣传,80\n'.encode()))
    assert isinstance(answer, Unreadable)
    assert "引号不成对" in answer.reason


def test_text_renamed_to_xls_is_read_as_what_it_is(tmp_path: Path) -> None:
    answer = read(write(tmp_path / "a.xls", CSV_TEXT.encode("gb18030")))
    assert isinstance(answer, Workbook)
    assert answer.format == "csv"


def test_a_web_page_renamed_to_xls_is_read_with_its_spans(tmp_path: Path) -> None:
    page = (
        "<html><head><style>td{}</style><title>x</title></head><body><p>填报单位：公安局</p><table>"
        "<tr><td rowspan=2>序号</td><td colspan='2'>宣传<b>情况</b></td></tr>"
        "<tr><td>受众&nbsp;人数</td><td>资料</td></tr><tr><td>1<td>12<br>人<td></tr></table></body></html>"
    )
    answer = read(write(tmp_path / "a.xls", page.encode("gb18030")))
    (sheet,) = sheets_of(answer)
    assert sheet.rows == [
        ["填报单位：公安局"],
        ["序号", "宣传情况"],
        [None, "受众 人数", "资料"],
        ["1", "12\n人"],
    ]
    assert sheet.merged == ((1, 0, 2, 0), (1, 1, 1, 2))


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "a.xlsx", "file_empty"),
        (b" \n\n", "a.csv", "file_empty"),
        (b"%PDF-1.7 ...", "a.pdf", "file_unsupported"),
        (b"\x89PNG\r\n\x1a\n", "a.xlsx", "file_unsupported"),
        (b"Rar!\x1a\x07", "a.rar", "file_unsupported"),
        (b"<?xml version='1.0'?><Workbook/>", "a.xls", "file_unsupported"),
        (b"<html><body>hello</body></html>", "a.xls", "file_unsupported"),
        (b"print('hello')", "a.py", "file_unsupported"),
        (b"PK\x03\x04 and no more", "a.xlsx", "file_damaged"),
        (OLE_SIGNATURE + bytes(600), "a.xls", "file_damaged"),
        (b"\xff\xfa\x81\x01\x81", "a.csv", "file_damaged"),
    ],
)
def test_what_is_no_table_is_refused_with_a_reason_and_a_remedy(
    tmp_path: Path, data: bytes, name: str, code: str
) -> None:
    answer = read(write(tmp_path / "kept", data), name)
    assert code_of(answer) == code
    assert isinstance(answer, Unreadable)
    assert "报送" in answer.reason


def test_a_folder_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    assert code_of(read(tmp_path)) == "file_unsupported"
    assert code_of(read(tmp_path / "gone.xlsx")) == "file_damaged"


def test_an_encrypted_old_workbook_asks_for_the_password_to_be_removed(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    book.add_sheet("台账").write(0, 0, "x" * 3000)
    plain = io.BytesIO()
    book.save(plain)
    # A CODEPAGE record turned into FILEPASS is what the reader meets first in a locked workbook.
    locked = plain.getvalue().replace(b"\x42\x00\x02\x00", b"\x2f\x00\x02\x00", 1)
    answer = read(write(tmp_path / "a.xls", locked))
    assert code_of(answer) == "file_encrypted"
    assert isinstance(answer, Unreadable)
    assert "密码" in answer.reason


def test_a_locked_zip_package_is_encrypted(tmp_path: Path) -> None:
    data = bytearray(package(tmp_path / "a.xlsx").read_bytes())
    central = data.index(b"PK\x01\x02")
    data[central + 8] |= 1
    assert code_of(read(write(tmp_path / "a.xlsx", bytes(data)))) == "file_encrypted"


def test_a_word_document_is_told_to_be_sent_as_a_workbook(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.docx", "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<w/>")
    answer = read(tmp_path / "a.docx")
    assert code_of(answer) == "file_unsupported"
    assert isinstance(answer, Unreadable)
    assert "Word" in answer.reason


def test_a_workbook_of_blank_sheets_is_empty(tmp_path: Path) -> None:
    assert code_of(read(save(tmp_path / "a.xlsx", openpyxl.Workbook()))) == "file_empty"


def test_two_cells_in_far_corners_are_hostile(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = book.active["XFD1048576"] = 1
    assert code_of(read(save(tmp_path / "a.xlsx", book))) == "file_hostile"


def test_formatted_but_blank_far_cells_do_no_harm(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = "甲"
    book.active["XFD1048576"].font = openpyxl.styles.Font(bold=True)
    assert sheets_of(read(save(tmp_path / "a.xlsx", book)))[0].rows == [["甲"]]


def test_a_document_type_definition_is_hostile(tmp_path: Path) -> None:
    bomb = "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'b'>]><worksheet>&b;</worksheet>"
    assert code_of(read(package(tmp_path / "a.xlsx", sheet1=bomb))) == "file_hostile"


def test_a_zip_bomb_is_hostile(tmp_path: Path) -> None:
    bomb = " " * (60 << 20)
    assert code_of(read(package(tmp_path / "a.xlsx", styles=bomb))) == "file_hostile"


def test_too_many_cells_are_refused(tmp_path: Path) -> None:
    file = write(tmp_path / "a.csv", CSV_TEXT.encode())
    assert code_of(read_path(file, file.name, Limits(cells=3))) == "file_too_large"


@given(st.lists(st.lists(st.sampled_from([None, "", " ", "\u200b", "甲", 0, False, 1.5]))))
def test_tidying_keeps_every_visible_cell_in_its_place(rows: list[list[object]]) -> None:
    visible = {
        (row, column): value
        for row, cells in enumerate(rows)
        for column, value in enumerate(cells)
        if value is not None and value not in ("", " ", "\u200b")
    }
    tidy = tidy_rows([list(cells) for cells in rows])  # type: ignore[arg-type]
    assert visible == {
        (row, column): value
        for row, cells in enumerate(tidy)
        for column, value in enumerate(cells)
        if value is not None
    }
    assert not tidy or tidy[-1]
    assert all(not cells or cells[-1] is not None for cells in tidy)
