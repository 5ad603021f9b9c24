"""A template as a second program reads it: drop-downs, cell rules, formats and notes of every contract."""

from __future__ import annotations

import io
import re
from datetime import date, datetime

import pytest
from openpyxl import load_workbook
from openpyxl.cell import Cell
from openpyxl.workbook import Workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook, SheetVisibleEnum

from tests.support.filled_template import FILED_ON, entry_cell, header_cells, open_template
from warehouse.contracts import types
from warehouse.contracts.envelope import SERVICE_MARK
from warehouse.contracts.model import Column, Dataset
from warehouse.contracts.registry import DATASETS
from warehouse.contracts.types import Severity
from warehouse.reference.tables import Reference, Township, Unit, Village, load_reference
from warehouse.render.templates import template_bytes, template_file_name
from warehouse.render.templates.samples import sample_of, sample_row

EVERY_DATASET = pytest.mark.parametrize("dataset", DATASETS.values(), ids=lambda dataset: dataset.name)
LONGEST_TITLE, LONGEST_MESSAGE = 32, 255
REFERENCE = load_reference()
FORBIDDEN = re.compile(r'[\\/:*?"<>|]')


Books = dict[str, Workbook]


@pytest.fixture(scope="module")
def books() -> Books:
    """Every template as a second program opens it; read only."""
    return {name: open_template(dataset) for name, dataset in DATASETS.items()}


def rule_at(sheet: Worksheet, cell: Cell) -> DataValidation | None:
    return next(
        (rule for rule in sheet.data_validations.dataValidation if cell.coordinate in rule.cells), None
    )


def first_entry(header: Cell) -> Cell:
    """The first cell to fill under a header: below the example."""
    found: Cell = header.offset(row=2)
    return found


def listed(book: Workbook, rule: DataValidation) -> tuple[object, ...]:
    """The values that a drop-down offers, by the named range it refers to."""
    ((sheet, area),) = book.defined_names[rule.formula1].destinations
    first, _, last = area.replace("$", "").partition(":")
    return tuple(cell.value for (cell,) in book[sheet][f"{first}:{last or first}"])


def offered(column: Column) -> tuple[str, ...] | None:
    """The values that a column has to offer, None for one that is typed."""
    units = tuple(unit.name for unit in REFERENCE.units if unit.valid_to is None)
    townships = tuple(township.name for township in REFERENCE.townships)
    villages = tuple(village.name for village in REFERENCE.villages)
    if column.choices is not None:
        return column.choices.values
    match column.kind:
        case types.YES_NO:
            return ("是", "否")
        case types.UNIT | types.UNITS:
            return tuple(dict.fromkeys((*units, *townships)))
        case types.TOWNSHIP:
            return townships
        case types.VILLAGE:
            return villages
        case types.SUBJECT:
            return tuple(dict.fromkeys((*townships, *villages, *units)))
        case _:
            return None


@EVERY_DATASET
def test_every_drop_down_offers_exactly_the_values_of_the_contract_and_the_reference(
    dataset: Dataset,
) -> None:
    book = open_template(dataset)
    sheet = book.worksheets[0]
    found = {}
    for name, header in header_cells(sheet, dataset).items():
        rule = rule_at(sheet, first_entry(header))
        assert rule is not None, name
        found[name] = listed(book, rule) if rule.type == "list" else None
    assert found == {column.name: offered(column) for column in dataset.columns}


@EVERY_DATASET
def test_a_rule_holds_from_the_first_row_to_the_last_one_to_fill(books: Books, dataset: Dataset) -> None:
    sheet = books[dataset.name].worksheets[0]
    for header in header_cells(sheet, dataset).values():
        first = first_entry(header)
        assert rule_at(sheet, first) is rule_at(sheet, first.offset(row=299))
        assert first.offset(row=299).has_style


def expected_rule(column: Column) -> tuple[object, ...]:
    """(type, operator, first bound, second bound) of a typed column."""
    low, high = column.minimum, column.maximum
    if column.kind in (types.DATE, types.DATE_SPAN):
        return "date", "greaterThanOrEqual", 36526.0, None  # 2000-01-01
    if column.kind in (types.COUNT, types.NUMBER, types.MONEY, types.YEAR):
        kind = "whole" if column.kind in (types.COUNT, types.YEAR) else "decimal"
        if high is None or column.bounds_severity is Severity.WARNING:
            return kind, "greaterThanOrEqual", float(low or 0), None
        return kind, None, float(low or 0), float(high)
    return None, None, None, None


@EVERY_DATASET
def test_numbers_and_dates_are_held_to_the_limits_of_the_contract(books: Books, dataset: Dataset) -> None:
    sheet = books[dataset.name].worksheets[0]
    headers = header_cells(sheet, dataset)
    for column in dataset.columns:
        if offered(column) is not None:
            continue
        rule = rule_at(sheet, first_entry(headers[column.name]))
        assert rule is not None, column.name
        bounds = [None if bound is None else float(bound) for bound in (rule.formula1, rule.formula2)]
        operator = None if rule.operator == "between" or rule.type is None else rule.operator
        assert (rule.type, operator, *bounds) == expected_rule(column), column.name


@EVERY_DATASET
def test_a_wrong_entry_is_refused_unless_the_reader_could_take_it(books: Books, dataset: Dataset) -> None:
    sheet = books[dataset.name].worksheets[0]
    headers = header_cells(sheet, dataset)
    asked_about = {types.CHOICES, types.UNIT, types.UNITS, types.SUBJECT, types.DATE_SPAN}
    asked_about |= {types.COUNT, types.NUMBER, types.MONEY}
    for column in dataset.columns:
        rule = rule_at(sheet, first_entry(headers[column.name]))
        is_open = column.choices is not None and column.choices.is_open
        assert rule is not None, column.name
        if rule.type is not None:
            expected = "warning" if is_open or column.kind in asked_about else None
            assert (rule.errorStyle if rule.errorStyle != "stop" else None) == expected, column.name


@EVERY_DATASET
def test_every_column_says_in_chinese_how_to_fill_it_in_and_what_is_wrong(
    books: Books, dataset: Dataset
) -> None:
    sheet = books[dataset.name].worksheets[0]
    for name, header in header_cells(sheet, dataset).items():
        rule = rule_at(sheet, first_entry(header))
        assert rule is not None, name
        assert 0 < len(rule.promptTitle) <= LONGEST_TITLE
        assert 0 < len(rule.error) <= LONGEST_MESSAGE
        assert len(rule.prompt) <= LONGEST_MESSAGE
        assert re.search("[填选]", rule.prompt), name
        assert rule.error.startswith("请"), name
        assert "！" not in rule.prompt + rule.error
        assert ("必填" in rule.prompt) == dataset.column(name).required


@EVERY_DATASET
def test_codes_persons_and_partial_dates_are_kept_as_text_and_days_as_dates(
    books: Books, dataset: Dataset
) -> None:
    sheet = books[dataset.name].worksheets[0]
    headers = header_cells(sheet, dataset)
    for column in dataset.columns:
        written = first_entry(headers[column.name]).number_format
        if column.kind in (types.CODE, types.IDENTITY_NUMBER, types.PERSON, types.PARTIAL_DATE):
            assert written == "@", column.name
        elif column.kind in (types.DATE, types.DATE_SPAN):
            assert written == "yyyy-mm-dd", column.name


@EVERY_DATASET
def test_required_columns_have_a_colour_of_their_own_and_personal_ones_an_ink(
    books: Books, dataset: Dataset
) -> None:
    sheet = books[dataset.name].worksheets[0]
    headers = header_cells(sheet, dataset)
    fills = {name: cell.fill.start_color.rgb for name, cell in headers.items()}
    inks = {name: cell.font.color.rgb if cell.font.color else None for name, cell in headers.items()}
    for values, chosen in (
        (fills, {column.name for column in dataset.columns if column.required}),
        (inks, {column.name for column in dataset.personal_columns}),
    ):
        assert {values[name] for name in chosen}.isdisjoint(
            {value for name, value in values.items() if name not in chosen}
        )
        assert len(set(values.values())) <= 2


@EVERY_DATASET
def test_the_page_is_landscape_a4_and_repeats_the_header(books: Books, dataset: Dataset) -> None:
    sheet = books[dataset.name].worksheets[0]
    row = next(iter(header_cells(sheet, dataset).values())).row
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == f"${row}:${row}"
    assert int(re.sub(r"\D", "", sheet.freeze_panes)) == row + 1


@EVERY_DATASET
def test_the_example_says_so_and_gives_every_column_a_value(books: Books, dataset: Dataset) -> None:
    sheet = books[dataset.name].worksheets[0]
    headers = header_cells(sheet, dataset)
    row = next(iter(headers.values())).row + 1
    assert sheet.cell(row, 1).value == "示例"
    blank = [name for name, header in headers.items() if header.offset(row=1).value in (None, "")]
    assert blank == []


@EVERY_DATASET
def test_the_notes_explain_every_column_and_every_check(books: Books, dataset: Dataset) -> None:
    notes = books[dataset.name]["填写说明"]
    lines = {str(row[0].value): [str(cell.value or "") for cell in row] for row in notes.iter_rows(min_row=4)}
    for column in dataset.columns:
        (line,) = (
            texts for head, texts in lines.items() if head.split("（")[0] == column.label.split("（")[0]
        )
        assert line[1] == ("必填" if column.required else "选填")
        assert line[2]
        assert all(value in line[3] for value in (column.choices.values if column.choices else ()))
        assert line[4] == "、".join(column.aliases)
        assert line[5] == ("是" if column.personal else "")
    everything = "".join(lines)
    assert all(f"{rule.message}。{rule.remedy}" in everything for rule in dataset.rules)
    assert dataset.note in everything


@EVERY_DATASET
def test_the_lists_are_in_no_menu_and_both_service_sheets_say_what_they_are(dataset: Dataset) -> None:
    content = template_bytes(dataset, REFERENCE, FILED_ON)
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    visible = {sheet.name: sheet.visible for sheet in book.sheets_metadata}
    assert list(visible.values()) == [
        SheetVisibleEnum.Visible,
        SheetVisibleEnum.Visible,
        SheetVisibleEnum.VeryHidden,
    ]
    for name in ("填写说明", "选项"):
        assert book.get_sheet_by_name(name).to_python()[0][0] == SERVICE_MARK


def test_file_names_are_distinct_and_safe() -> None:
    names = [template_file_name(dataset) for dataset in DATASETS.values()]
    assert len(set(names)) == len(names)
    assert [name for name in names if FORBIDDEN.search(name)] == []
    assert "普法活动模板.xlsx" in names


def test_the_same_contract_gives_the_same_bytes() -> None:
    dataset = DATASETS["activities"]
    assert template_bytes(dataset, REFERENCE, FILED_ON) == template_bytes(dataset, REFERENCE, FILED_ON)


def test_the_units_offered_are_those_of_the_deployment_on_that_day() -> None:
    reference = Reference(
        units=(
            Unit("a", "甲局", "政府部门"),
            Unit("b", "乙局", "政府部门", valid_to=date(2019, 3, 31), successor="a"),
            Unit("c", "丙局", "政府部门", valid_from=date(2025, 1, 1)),
        ),
        unit_aliases=(),
        townships=(Township("1", "丁镇"),),
        villages=(Village("11", "戊村", "1", "村"),),
        schools=(),
        population=(),
        holidays=(),
        limits=(),
        district=(),
    )
    dataset = DATASETS["activities"]
    book = load_workbook(io.BytesIO(template_bytes(dataset, reference, date(2024, 6, 30))))
    sheet = book.worksheets[0]
    headers = header_cells(sheet, dataset)
    found = {}
    for name in ("unit", "township", "village"):
        rule = rule_at(sheet, first_entry(headers[name]))
        assert rule is not None
        found[name] = listed(book, rule)
    assert found == {"unit": ("甲局", "丁镇"), "township": ("丁镇",), "village": ("戊村",)}


def test_a_deployment_without_villages_is_given_a_form_without_that_list() -> None:
    reference = Reference(*(() for _ in Reference.__dataclass_fields__))
    dataset = DATASETS["venues"]
    book = load_workbook(io.BytesIO(template_bytes(dataset, reference, FILED_ON)))
    sheet = book.worksheets[0]
    used = {rule.formula1 for rule in sheet.data_validations.dataValidation if rule.type == "list"}
    assert used == set(book.defined_names) & used == {"list_kind", "list_level", "list_status"}


def test_the_envelope_has_a_cell_to_fill_for_unit_filing_day_and_period() -> None:
    book = open_template(DATASETS["officers"])
    sheet = book.worksheets[0]
    captions = {cell.value: cell for row in sheet.iter_rows(max_row=3) for cell in row if cell.value}
    rules = {
        caption: rule_at(sheet, entry_cell(sheet, captions[caption]))
        for caption in ("填报单位：", "填报时间：", "报告期：")
    }
    assert {caption: rule and rule.type for caption, rule in rules.items()} == {
        "填报单位：": "list",
        "填报时间：": "date",
        "报告期：": None,
    }
    assert rules["报告期："] is not None


def test_the_total_of_an_example_is_the_sum_of_its_parts() -> None:
    dataset = DATASETS["enforcement_stats"]
    row = sample_row(dataset.columns)
    counts = [row[column.name] for column in dataset.columns if column.kind is types.COUNT]
    assert counts[-1] == sum(int(str(count)) for count in counts[:-1])


def test_an_example_names_no_real_person_and_no_day_ahead() -> None:
    columns = [column for dataset in DATASETS.values() for column in dataset.columns]
    assert {sample_of(column) for column in columns if column.kind is types.PERSON} == {"张某甲"}
    days = {sample_of(column) for column in columns if column.kind is types.DATE}
    assert all(isinstance(day, date) and day < datetime.now().date() for day in days)
