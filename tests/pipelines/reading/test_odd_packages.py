"""Workbooks that other programs write: valid, but not as Excel does it."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest
import xlsxwriter
from openpyxl.chart import BarChart, Reference

from pipelines.reading.model import UNCACHED_FORMULA
from tests.support.packages import MAIN, RELATIONS, relations, worksheet, xlsx_of
from tests.support.readers import refusal_of, sheets_in

ROWS = '<row r="1"><c r="A1" t="inlineStr"><is><t>甲</t></is></c><c r="B1"><v>2</v></c></row>'
STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT_RELATIONS = "http://purl.oclc.org/ooxml/officeDocument/relationships"


def test_cells_without_addresses_follow_each_other() -> None:
    text, error = '<c t="inlineStr"><is><t>甲</t></is></c>', '<c t="e"><v>#N/A</v></c>'
    rows = f"<row>{text}<c><v>2</v></c></row><row/><row><c/>{error}</row>"
    assert sheets_in(xlsx_of(worksheet(rows)))[0].rows == [["甲", 2], [], [None, "#N/A"]]


def test_a_bare_formula_in_cells_without_addresses_is_no_blank() -> None:
    rows = "<row><c><v>1</v></c><c><f>A1</f></c></row><row><c><f>A1</f><v>3</v></c></row>"
    assert sheets_in(xlsx_of(worksheet(rows)))[0].rows == [[1, UNCACHED_FORMULA], [3]]


def test_element_names_with_a_prefix_are_read_like_others() -> None:
    rows = (
        '<x:row r="1"><x:c r="A1" t="e"><x:v>#REF!</x:v></x:c><x:c r="B1"><x:f>A1</x:f></x:c></x:row>'
        '<x:row r="2" hidden="1"><x:c r="A2"><x:v>5</x:v></x:c></x:row>'
    )
    merged = '<x:mergeCells><x:mergeCell ref="A1:A2"/></x:mergeCells>'
    (sheet,) = sheets_in(xlsx_of(worksheet(rows, prefix="x:", after=merged)))
    assert sheet.rows == [["#REF!", UNCACHED_FORMULA], [5]]
    assert (sheet.merged, sheet.marks.hidden_rows) == (((0, 0, 1, 0),), {1})


@pytest.mark.parametrize(
    "target",
    [
        "/xl/worksheets/sheet1.xml",
        "./worksheets/sheet1.xml",
        "../xl/worksheets/sheet1.xml",
        "Worksheets/Sheet1.xml",
    ],
)
def test_a_sheet_is_found_by_any_valid_path(target: str) -> None:
    rows = ROWS.replace("</row>", '<c r="C1" t="e"><v>#N/A</v></c></row>')
    assert sheets_in(xlsx_of(worksheet(rows), target=target))[0].rows == [["甲", 2, "#N/A"]]


def test_the_strict_variant_of_the_format_is_read() -> None:
    book = (
        f'<workbook xmlns="{STRICT_MAIN}" xmlns:r="{STRICT_RELATIONS}" conformance="strict">'
        '<sheets><sheet name="表" sheetId="1" r:id="rId1"/></sheets></workbook>'
    )
    targets = {"rId1": ("worksheet", "worksheets/sheet1.xml"), "rId2": ("sharedStrings", "sharedStrings.xml")}
    cells = (
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="d"><v>2024-03-05</v></c>'
        '<c r="C1" t="e"><v>#N/A</v></c></row>'
    )
    parts = {
        "xl/sharedStrings.xml": f'<sst xmlns="{STRICT_MAIN}"><si><t>甲</t></si></sst>',
        "xl/_rels/workbook.xml.rels": relations(targets, base=STRICT_RELATIONS),
    }
    data = xlsx_of(worksheet(cells, namespace=STRICT_MAIN), workbook=book, parts=parts)
    assert sheets_in(data)[0].rows == [["甲", date(2024, 3, 5), "#N/A"]]


def test_parts_in_utf_16_and_attributes_in_single_quotes_are_read() -> None:
    error = ROWS.replace("</row>", '<c r="C1" t="e"><v>#N/A</v></c></row>')
    wide = ('<?xml version="1.0" encoding="UTF-16"?>' + worksheet(error)).encode("utf-16")
    quoted = "<?xml version='1.0'?>" + worksheet(error).replace('"', "'")
    for sheet in (wide, quoted):
        assert sheets_in(xlsx_of(sheet))[0].rows == [["甲", 2, "#N/A"]]


def test_a_document_type_in_utf_16_is_hostile() -> None:
    bomb = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a [<!ENTITY b "b">]>' + worksheet(ROWS)
    assert refusal_of(xlsx_of(bomb.encode("utf-16"))).code == "file_hostile"


def test_texts_whose_part_is_missing_are_damage_and_not_blanks() -> None:
    rows = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'
    assert refusal_of(xlsx_of(worksheet(rows))).code == "file_damaged"


def test_a_sheet_whose_part_is_missing_is_damage_and_not_left_out() -> None:
    book = (
        f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets><sheet name="表" sheetId="1" r:id="rId1"/>'
        '<sheet name="二" sheetId="2" r:id="rId9"/></sheets></workbook>'
    )
    assert refusal_of(xlsx_of(worksheet(ROWS), workbook=book)).code == "file_damaged"


def test_zeros_of_a_program_that_does_not_calculate_are_no_zeros() -> None:
    saved = io.BytesIO()
    book = xlsxwriter.Workbook(saved)
    sheet = book.add_worksheet()
    sheet.write(0, 0, 0)
    sheet.write_formula(0, 1, "=SUM(C1:C9)")
    sheet.write_formula(0, 2, "=1+1", None, 2)
    book.close()
    assert sheets_in(saved.getvalue())[0].rows == [[0, UNCACHED_FORMULA, 2]]


def test_sheets_of_charts_and_of_pictures_only_do_no_harm() -> None:
    book = openpyxl.Workbook()
    book.active.append(["名称", 1])
    chart = BarChart()
    chart.add_data(Reference(book.active, min_col=2, min_row=1))
    book.create_chartsheet("图").add_chart(chart)
    blank = book.create_sheet("只有图")
    blank.add_chart(BarChart())
    hidden = book.create_sheet("深藏")
    hidden["A1"] = 3
    hidden.sheet_state = "veryHidden"
    saved = io.BytesIO()
    book.save(saved)
    sheets = sheets_in(saved.getvalue())
    assert [(sheet.name, sheet.rows, sheet.is_hidden) for sheet in sheets] == [
        ("Sheet", [["名称", 1]], False),
        ("只有图", [], False),
        ("深藏", [[3]], True),
    ]


@pytest.mark.parametrize("name", ["台账.et", "台账.xlsm", "台账.wps", "台账"])
def test_the_content_decides_and_not_the_name(name: str) -> None:
    assert sheets_in(xlsx_of(worksheet(ROWS)), name)[0].rows == [["甲", 2]]


def test_macros_are_carried_along_and_never_looked_at() -> None:
    data = xlsx_of(worksheet(ROWS), parts={"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0" + bytes(600)})
    assert sheets_in(data, "台账.xlsm")[0].rows == [["甲", 2]]


def test_wide_cells_in_many_rows_are_hostile_whatever_the_sheet_declares() -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="900000"><c r="ZZ900000"><v>1</v></c></row>'
    assert refusal_of(xlsx_of(worksheet(rows, before='<dimension ref="A1"/>'))).code == "file_hostile"
