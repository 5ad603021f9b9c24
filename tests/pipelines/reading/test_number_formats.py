"""What a cell shows by its number format is what its sender meant."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
import xlwt
from openpyxl import Workbook

from pipelines.reading.formats import read_path
from pipelines.reading.model import CellValue, Limits
from pipelines.reading.model import Workbook as ReadWorkbook
from pipelines.reading.number_formats import number_format

_SHOWN = [
    (12, '0"万"', "12万"),
    (12, "0\\万", "12万"),
    (300, 'General"人"', "300人"),
    (300, 'G/通用格式"人"', "300人"),
    (300, '"约"0"人"', "约300人"),
    (300, '#,##0"余人"', "300余人"),
    # The scale is undone exactly, whatever is rounded away on the screen.
    (123456, '0!.0,"万元"', "12.3456万元"),
    (123456, '0\\.0,"万元"', "12.3456万元"),
    (250000000, '0!.00,,"亿"', "2.5亿"),
    (1200000, "0.00,,", "1.2"),
    (0.747, "0.0%", "74.7%"),
    (0.1, "0%", "10%"),
    (2024, '0"年"', "2024年"),
    (1, '"HF-2024-"000', "HF-2024-001"),
    (7, "0000", "0007"),
    (5000, "[$¥-804]#,##0.00", "¥5000"),
    (5000, "[$$-409]#,##0.00", "$5000"),
    (-5, '0"人"', "-5人"),
    (-5, '0"人";(0"人")', "-5人"),
    (120000, '[>=10000]0!.0,"万";0', "12万"),
    (12.5, '0"万"_);[Red]\\(0"万"\\)', "12.5万"),
]
_PLAIN = [
    *((300, code) for code in ("General", "0", "0.00", "#,##0", "0_ ", "@", "0;-0;;@", '0;-0;"无"', ";;;")),
    *((300, code) for code in ("#,##0_);[Red](#,##0)", '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ', "# ?/?")),
    *((45356, code) for code in ('yyyy"年"m"月"d"日"', "m/d", "h:mm", "[h]:mm", "[$-804]aaaa")),
    *((20240305, code) for code in ('0000"年"00"月"00"日"', "0.00E+00")),
    (300, '[>=10000]0!.0,"万";0'),
    (0, '0"人";-0"人";"无"'),
    # The last digits of so long a number are lost, and the format must not hide that.
    (410106199001010000, '"身份证"0'),
    (True, '0"人"'),
    ("300", '0"人"'),
    (300, '"没有结尾'),
    (300, '[=>1]0"人"'),
]


@pytest.mark.parametrize(("value", "code", "shown"), _SHOWN)
def test_a_number_is_read_as_its_format_shows_it(value: float, code: str, shown: str) -> None:
    found = number_format(code)

    assert found is not None
    assert found.shown(value) == shown


@pytest.mark.parametrize(("value", "code"), _PLAIN)
def test_a_format_that_adds_nothing_leaves_the_number_alone(value: object, code: str) -> None:
    found = number_format(code)

    assert found is None or found.shown(value) is None


def _xlsx(path: Path, cells: Sequence[tuple[CellValue, str]]) -> Path:
    book = Workbook()
    sheet = book.worksheets[0]
    for row, (value, code) in enumerate(cells, start=1):
        sheet.cell(row, 1, value).number_format = code
    book.save(path)
    return path


def _xls(path: Path, cells: Sequence[tuple[CellValue, str]]) -> Path:
    book = xlwt.Workbook()
    sheet = book.add_sheet("表")
    for row, (value, code) in enumerate(cells):
        sheet.write(row, 0, value, xlwt.easyxf(num_format_str=code))
    book.save(str(path))
    return path


def _xml(path: Path, cells: Sequence[tuple[CellValue, str]]) -> Path:
    styles = "".join(
        f'<Style ss:ID="s{place}"><NumberFormat ss:Format="{escape(code, {chr(34): "&quot;"})}"/></Style>'
        for place, (_, code) in enumerate(cells)
    )
    kinds = ["String" if isinstance(value, str) else "Number" for value, _ in cells]
    rows = "".join(
        f'<Row><Cell ss:StyleID="s{place}"><Data ss:Type="{kinds[place]}">{value}</Data></Cell></Row>'
        for place, (value, _) in enumerate(cells)
    )
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    text = (
        f'<?xml version="1.0"?><Workbook xmlns="{space}" xmlns:ss="{space}"><Styles>{styles}</Styles>'
        f'<Worksheet ss:Name="表"><Table>{rows}</Table></Worksheet></Workbook>'
    )
    path.write_text(text, encoding="utf-8")
    return path


def _first_column(path: Path) -> list[CellValue]:
    read = read_path(path, path.name, Limits())
    assert isinstance(read, ReadWorkbook)
    return [row[0] for row in read.sheets[0].rows]


_Writer = Callable[[Path, Sequence[tuple[CellValue, str]]], Path]
_CELLS: list[tuple[CellValue, str]] = [
    (12, '0"万"'),
    (300, "0"),
    ("文字", '0"万"'),
    (0.5, "0%"),
    (120000, '0!.0,"万元"'),
]


@pytest.mark.parametrize("write", [_xlsx, _xls, _xml])
def test_the_words_of_number_formats_are_read_from_workbooks(tmp_path: Path, write: _Writer) -> None:
    path = write(tmp_path / "表.xls", _CELLS)

    assert _first_column(path) == ["12万", 300, "文字", "50%", "12万元"]
