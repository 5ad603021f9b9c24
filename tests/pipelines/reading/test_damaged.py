"""Whatever happens to the bytes of a file on its way, it is read or refused with a reason; nothing else."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable

import openpyxl
import pytest
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.reading.compound_file import compound_file
from pipelines.reading.model import Limits, Unreadable, Workbook
from tests.support.old_workbooks import excel5_stream, excel97_stream
from tests.support.packages import (
    docx_of,
    ods_of,
    worksheet,
    xlsb_around,
    xlsb_cell,
    xlsb_of,
    xlsb_sheet,
    xlsb_text,
    xlsx_of,
    zip_of,
)
from tests.support.readers import read_bytes

LIMITS = Limits(cells=200_000)
# Each of some sixteen kinds of file is tried so often; a longer search is a matter of fuzzing.
EXAMPLES = 30


def _xlsx() -> bytes:
    book = openpyxl.Workbook()
    book.active.append(["活动名称", 12, "=A1"])
    book.active.merge_cells("A2:B2")
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def _xls(book: xlwt.Workbook) -> None:
    sheet = book.add_sheet("台账")
    sheet.write(0, 0, "活动名称", xlwt.easyxf("font: struck_out on"))
    sheet.write(0, 1, 12)
    sheet.row(1).set_cell_error(1, "#DIV/0!")


_WORD = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
_ODS = (
    '<table:table table:name="表"><table:table-row>'
    '<table:table-cell office:value-type="float" office:value="3"/></table:table-row></table:table>'
)
_XML = (
    '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">'
    '<Worksheet Name="表"><Table><Row Index="2"><Cell Index="3"><Data Type="Number">3</Data></Cell>'
    "</Row></Table></Worksheet></Workbook>"
)
_PAGE = "<html><table><tr><td rowspan=2>甲<td>乙<tr><td>丙</table></html>"
_ARCHIVE = f"MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{_PAGE}"
_BINARY = {0: [xlsb_cell(6, 0, xlsb_text("甲")), xlsb_cell(9, 1, struct.pack("<dHII", 0, 2, 0, 0))]}
FILES = {
    "a.xlsx": _xlsx(),
    "a.docx": docx_of(_WORD),
    "a.ods": ods_of(_ODS),
    "a.xlsb": xlsb_of(
        {0: [xlsb_cell(6, 0, xlsb_text("甲")), xlsb_cell(9, 1, struct.pack("<dHII", 0, 2, 0, 0))]}
    ),
    "a.xls": compound_file(excel97_stream(_xls)),
    "b.xls": compound_file(excel5_stream([(0, 0, "活动名称"), (1, 1, 5.0)]), "Book"),
    "a.xml": _XML.encode(),
    "a.htm": _PAGE.encode(),
    "a.mht": _ARCHIVE.encode(),
    "a.csv": 'sep=;\r\n名称;数\r\n"甲";="01"\r\n'.encode("gb18030"),
}


PARTS: dict[str, tuple[bytes, Callable[[bytes], bytes]]] = {
    "a.docx": (_WORD.encode(), lambda part: docx_of(part.decode("utf-8", "replace"))),
    "a.ods": (_ODS.encode(), lambda part: ods_of(part.decode("utf-8", "replace"))),
    "a.xlsx": (
        worksheet('<row r="1" hidden="1"><c r="A1" t="e" s="0"><f>B1</f><v>#N/A</v></c></row>').encode(),
        xlsx_of,
    ),
    "styles.xlsx": (
        b'<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        b'<fonts><font><strike val="1"/></font></fonts><fills><fill>'
        b'<patternFill patternType="solid"><fgColor theme="0" tint="0.5"/></patternFill></fill></fills>'
        b'<cellXfs><xf fontId="0" fillId="0"/></cellXfs></styleSheet>',
        lambda part: xlsx_of(
            worksheet('<row r="1"><c r="A1" s="0"><v>1</v></c></row>'), parts={"xl/styles.xml": part}
        ),
    ),
    "a.xlsb": (xlsb_sheet(_BINARY), xlsb_around),
    "a.xls": (excel97_stream(_xls), compound_file),
    "b.xls": (excel5_stream([(0, 0, "活动名称"), (1, 1, 5.0)]), lambda part: compound_file(part, "Book")),
}


def assert_read_or_refused(data: bytes, name: str) -> None:
    answer = read_bytes(data, name, LIMITS)
    assert isinstance(answer, Workbook | Unreadable)
    if isinstance(answer, Unreadable):
        assert answer.code.startswith("file_")
        assert "报送" in answer.reason


@pytest.mark.parametrize("name", FILES)
def test_the_files_are_good_to_begin_with(name: str) -> None:
    assert isinstance(read_bytes(FILES[name], name, LIMITS), Workbook)


@pytest.mark.parametrize("name", PARTS)
def test_the_parts_are_good_to_begin_with(name: str) -> None:
    part, around = PARTS[name]
    assert isinstance(read_bytes(around(part), name, LIMITS), Workbook)


@pytest.mark.parametrize("name", FILES)
@settings(max_examples=EXAMPLES)
@given(share=st.floats(0, 1))
def test_a_file_cut_off_anywhere(name: str, share: float) -> None:
    data = FILES[name]
    assert_read_or_refused(data[: int(len(data) * share)], name)


@pytest.mark.parametrize("name", FILES)
@settings(max_examples=EXAMPLES)
@given(
    changes=st.lists(
        st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=8
    )
)
def test_a_file_with_changed_bytes(name: str, changes: list[tuple[float, int]]) -> None:
    data = bytearray(FILES[name])
    for share, byte in changes:
        data[int(len(data) * share)] = byte
    assert_read_or_refused(bytes(data), name)


@pytest.mark.parametrize("name", PARTS)
@settings(max_examples=EXAMPLES)
@given(
    changes=st.lists(
        st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=4
    )
)
def test_a_package_that_is_whole_around_a_part_with_changed_bytes(
    name: str, changes: list[tuple[float, int]]
) -> None:
    part, around = PARTS[name]
    data = bytearray(part)
    for share, byte in changes:
        data[int(len(data) * share)] = byte
    assert_read_or_refused(around(bytes(data)), name)


@settings(max_examples=EXAMPLES)
@given(data=st.binary(max_size=300))
def test_binary_parts_of_any_content(data: bytes) -> None:
    whole = FILES["a.xlsb"]
    assert isinstance(whole, bytes)
    parts = {
        "xl/workbook.bin": data,
        "xl/_rels/workbook.bin.rels": "<Relationships/>",
        "xl/worksheets/sheet1.bin": data,
    }
    assert_read_or_refused(zip_of(parts), "a.xlsb")
