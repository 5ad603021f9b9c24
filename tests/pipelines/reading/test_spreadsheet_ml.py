"""「XML 表格 2003」 is read, under whatever name it comes."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from pipelines.reading.model import UNCACHED_FORMULA, CellValue, Workbook
from tests.support.readers import read_bytes, refusal_of, sheets_in


def book(table: str, *, styles: str = "", options: str = "", encoding: str = "UTF-8") -> str:
    return (
        f'<?xml version="1.0" encoding="{encoding}"?>\n<?mso-application progid="Excel.Sheet"?>\n'
        '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
        'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet" '
        'xmlns:x="urn:schemas-microsoft-com:office:excel">'
        f'<Styles>{styles}</Styles><Worksheet ss:Name="台账"><Table>{table}</Table>{options}'
        "</Worksheet></Workbook>"
    )


def cell(value: str, kind: str = "String", attributes: str = "") -> str:
    return f'<Cell {attributes}><Data ss:Type="{kind}">{value}</Data></Cell>'


def value_of(one: str) -> CellValue:
    return sheets_in(book(f"<Row>{cell('甲')}{one}</Row>").encode(), "a.xls")[0].rows[0][1]


@pytest.mark.parametrize("name", ["a.xls", "a.xml"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_rows_and_cells_stand_where_they_say(name: str, encoding: str) -> None:
    table = (
        f'<Row ss:Index="2">{cell("活动名称")}' + cell("受众", "String", "ss:Index='4'") + "</Row>"
        f"<Row>{cell('宪法宣传')}{cell('1200', 'Number')}</Row>"
    )
    answer = read_bytes(book(table, encoding=encoding).encode(encoding), name)
    assert isinstance(answer, Workbook)
    assert (answer.format, answer.sheets[0].name) == ("xml", "台账")
    assert answer.sheets[0].rows == [[], ["活动名称", None, None, "受众"], ["宪法宣传", 1200]]


def test_values_keep_their_types() -> None:
    assert value_of(cell("0.747", "Number")) == 0.747
    assert value_of(cell("2022-03-05T00:00:00.000", "DateTime")) == date(2022, 3, 5)
    assert value_of(cell("2022-03-05T14:30:00.000", "DateTime")) == datetime(2022, 3, 5, 14, 30)
    assert value_of(cell("1899-12-31T09:30:00.000", "DateTime")) == time(9, 30)
    assert value_of(cell("1", "Boolean")) is True
    assert value_of(cell("00123")) == "00123"


def test_errors_and_formulas_without_a_value_are_no_blanks() -> None:
    assert value_of(cell("#N/A", "Error", 'ss:Formula="=X"')) == "#N/A"
    assert value_of('<Cell ss:Formula="=RC[-1]"/>') == UNCACHED_FORMULA


def test_comments_are_not_read() -> None:
    assert (
        value_of('<Cell><Data ss:Type="String">乙</Data><Comment><Data>批注</Data></Comment></Cell>') == "乙"
    )


def test_merged_hidden_and_formatted_cells_are_told() -> None:
    styles = (
        '<Style ss:ID="s1"><Font ss:StrikeThrough="1"/></Style>'
        '<Style ss:ID="s2"><Interior ss:Color="#FFFF00" ss:Pattern="Solid"/></Style>'
    )
    merged = cell("标题", attributes='ss:MergeAcross="2" ss:MergeDown="1"')
    table = (
        '<Column ss:Index="3" ss:Hidden="1"/>'
        f"<Row>{merged}{cell('后')}</Row><Row/>"
        f'<Row ss:Hidden="1">' + cell("作废", "String", "ss:StyleID='s1'") + "</Row>"
        "<Row>" + cell("底色", "String", "ss:StyleID='s2'") + "</Row>"
    )
    options = "<x:WorksheetOptions><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions>"
    (sheet,) = sheets_in(book(table, styles=styles, options=options).encode(), "a.xls")
    assert sheet.rows == [["标题", None, None, "后"], [], ["作废"], ["底色"]]
    assert sheet.merged == ((0, 0, 1, 2),)
    assert sheet.is_hidden
    assert (sheet.marks.hidden_rows, sheet.marks.hidden_columns) == ({2}, {2})
    assert (sheet.marks.struck, sheet.marks.coloured) == ({(2, 0)}, {(3, 0)})


def test_a_document_type_definition_is_hostile() -> None:
    bomb = book(f"<Row>{cell('&b;')}</Row>").replace(
        "<Workbook", "<!DOCTYPE a [<!ENTITY b 'b'>]><Workbook", 1
    )
    assert refusal_of(bomb.encode(), "a.xls").code == "file_hostile"


def test_cells_far_to_the_right_in_many_rows_are_too_many() -> None:
    far = "<Row>" + cell("甲", "String", "ss:Index='16000'") + "</Row>"
    assert refusal_of(book(far * 400).encode(), "a.xls").code == "file_too_large"


def test_a_row_beyond_the_last_possible_one_is_hostile() -> None:
    table = f"<Row ss:Index='2000000000'>{cell('甲')}</Row>"
    assert refusal_of(book(table).encode(), "a.xls").code == "file_hostile"


def test_other_xml_says_what_to_do() -> None:
    refusal = refusal_of(b"<?xml version='1.0'?><Workbook/>", "a.xml")
    assert refusal.code == "file_unsupported"
    assert "另存为" in refusal.reason
