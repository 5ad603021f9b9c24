"""OpenDocument sheets: values with their types, errors told, repetition without its price."""

from __future__ import annotations

import time
from datetime import date, datetime, timedelta

import pytest

from pipelines.reading.model import UNCACHED_FORMULA, CellValue
from tests.support.packages import ods_of
from tests.support.readers import refusal_of, sheets_in


def text(value: str, attributes: str = "") -> str:
    return cell(f'office:value-type="string" {attributes}', value)


def cell(attributes: str, shown: str = "") -> str:
    return f"<table:table-cell {attributes}><text:p>{shown}</text:p></table:table-cell>"


def row(*cells: str, attributes: str = "") -> str:
    return f"<table:table-row {attributes}>{''.join(cells)}</table:table-row>"


def table(*rows: str, name: str = "表", attributes: str = "") -> str:
    return f'<table:table table:name="{name}" {attributes}>{"".join(rows)}</table:table>'


def value_of(one: str) -> CellValue:
    return sheets_in(ods_of(table(row(text("甲"), one))), "a.ods")[0].rows[0][1]


def test_values_keep_their_types() -> None:
    assert value_of(cell('office:value-type="float" office:value="1200"', "1,200")) == 1200
    assert value_of(cell('office:value-type="percentage" office:value="0.747"', "74.7%")) == 0.747
    assert value_of(cell('office:value-type="date" office:date-value="2022-03-05"', "3月5日")) == date(
        2022, 3, 5
    )
    assert value_of(cell('office:value-type="date" office:date-value="2022-03-05T14:30:00"')) == datetime(
        2022, 3, 5, 14, 30
    )
    assert value_of(cell('office:value-type="time" office:time-value="PT09H30M00S"')) == timedelta(
        hours=9, minutes=30
    )
    assert value_of(cell('office:value-type="boolean" office:boolean-value="true"', "是")) is True


@pytest.mark.parametrize(
    ("value", "shown", "read"),
    [
        ("12", "12万", "12万"),
        ("300", "300余人", "300余人"),
        ("123456", "12.3万", "12.3456万"),
        ("12.34", "12万元", "12.34万元"),
        ("-5", "-5人", "-5人"),
        ("1200", "1,200", 1200.0),
        ("0", "0人", 0.0),
        ("12", "第3季度12场", 12.0),
        ("12", "", 12.0),
    ],
)
def test_what_a_number_format_adds_is_read_and_its_rounding_is_not(
    value: str, shown: str, read: CellValue
) -> None:
    assert value_of(cell(f'office:value-type="float" office:value="{value}"', shown)) == read


def test_spaces_paragraphs_and_line_breaks_of_a_text_are_kept_and_comments_are_not() -> None:
    comment = "<office:annotation><text:p>批注</text:p></office:annotation>"
    body = f'{comment}<text:p>甲<text:s text:c="2"/>乙<text:line-break/>丙</text:p><text:p>丁</text:p>'
    one = f'<table:table-cell office:value-type="string">{body}</table:table-cell>'
    assert value_of(one) == "甲  乙\n丙\n丁"


def test_error_cells_and_formulas_without_a_value_are_no_blanks() -> None:
    error = cell('office:value-type="string" office:string-value="" calcext:value-type="error"', "#DIV/0!")
    assert value_of(error) == "#DIV/0!"
    zero = cell('table:formula="of:=[.A1]/0" office:value-type="float" office:value="0"', "#REF!")
    assert value_of(zero) == "#REF!"
    assert value_of('<table:table-cell table:formula="of:=1+1"/>') == UNCACHED_FORMULA
    assert value_of(cell('table:formula="of:=1+1" office:value-type="float" office:value="2"', "2")) == 2


def test_a_million_repeated_blank_rows_cost_nothing() -> None:
    blank = '<table:table-cell table:number-columns-repeated="16384"/>'
    body = table(row(text("甲")), row(blank, attributes='table:number-rows-repeated="1048000"'))
    started = time.monotonic()
    (sheet,) = sheets_in(ods_of(body), "a.ods")
    assert sheet.rows == [["甲"]]
    assert time.monotonic() - started < 5


def test_rows_and_cells_repeated_with_a_value_are_all_there() -> None:
    twice = text("是", 'table:number-columns-repeated="2"')
    body = table(row(text("甲"), twice, attributes='table:number-rows-repeated="2"'), row(text("乙")))
    assert sheets_in(ods_of(body), "a.ods")[0].rows == [["甲", "是", "是"], ["甲", "是", "是"], ["乙"]]


def test_a_value_repeated_beyond_reason_is_refused_before_it_is_written() -> None:
    body = table(
        row(
            text("甲", 'table:number-columns-repeated="16000"'),
            attributes='table:number-rows-repeated="9999"',
        )
    )
    assert refusal_of(ods_of(body), "a.ods").code == "file_too_large"


def test_merged_hidden_and_formatted_cells_are_told() -> None:
    styles = (
        '<style:style style:name="x"><style:text-properties style:text-line-through-style="solid"/>'
        '</style:style><style:style style:name="y">'
        '<style:table-cell-properties fo:background-color="#ffff00"/></style:style>'
        '<style:style style:name="h"><style:table-properties table:display="false"/></style:style>'
    )
    hidden_column = '<table:table-column/><table:table-column table:visibility="collapse"/>'
    body = table(
        hidden_column,
        row(text("标题", 'table:number-columns-spanned="2"'), "<table:covered-table-cell/>"),
        row(text("作废", 'table:style-name="x"'), text("底色", 'table:style-name="y"')),
        row(text("筛掉"), attributes='table:visibility="filter"'),
    ) + table(row(text("旧")), name="旧表", attributes='table:style-name="h"')
    first, second = sheets_in(ods_of(body, styles=styles), "a.ods")
    assert first.merged == ((0, 0, 0, 1),)
    assert (first.marks.hidden_rows, first.marks.hidden_columns) == ({2}, {1})
    assert (first.marks.struck, first.marks.coloured) == ({(1, 0)}, {(1, 1)})
    assert (first.is_hidden, second.is_hidden) == (False, True)


def test_the_1904_base_is_told() -> None:
    base = '<table:null-date table:date-value="1904-01-01"/>'
    settings = f"<table:calculation-settings>{base}</table:calculation-settings>"
    assert sheets_in(ods_of(settings + table(row(text("甲")))), "a.ods")[0].date_1904


def test_a_locked_document_asks_for_the_password_to_be_removed() -> None:
    manifest = "<manifest:manifest><manifest:encryption-data/></manifest:manifest>"
    assert refusal_of(ods_of(table(), manifest=manifest), "a.ods").code == "file_encrypted"


def test_a_document_of_blank_tables_is_empty() -> None:
    assert refusal_of(ods_of(table(row("<table:table-cell/>"))), "a.ods").code == "file_empty"
