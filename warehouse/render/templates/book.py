"""The workbook of a template: the form (first sheet), 填写说明, and the hidden lists 选项.

The reader of the pipelines takes the form as any other file; it knows the two service sheets by
their names and their first cell, and leaves them out.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell

from warehouse.contracts.envelope import (
    ENVELOPE_LABELS,
    FILED_ON,
    PERIOD,
    SERVICE_MARK,
    SERVICE_SHEETS,
    UNIT,
)
from warehouse.contracts.model import Column, Dataset
from warehouse.contracts.types import UNITS
from warehouse.reference.tables import Reference
from warehouse.render.describe import checks_in_words, meaning
from warehouse.render.templates.fields import ENVELOPE_RULES, Field, field_of, lists_of
from warehouse.render.templates.samples import SAMPLE_DAY, sample_row

ROWS_TO_FILL = 300
NOTES_SHEET, LISTS_SHEET = SERVICE_SHEETS
ROW_NUMBER = "序号"
EXAMPLE = "示例"
_FONT = "微软雅黑"
_A4 = 9
_TITLE_HEIGHT, _LINE_HEIGHT = 30, 17
_REQUIRED_FILL, _OPTIONAL_FILL, _EXAMPLE_FILL = "#FCE4D6", "#DDEBF7", "#F2F2F2"
_PERSONAL_INK, _EXAMPLE_INK, _LINE_INK = "#7030A0", "#7F7F7F", "#BFBFBF"
_CAPTION_WIDTH, _ENTRY_WIDTH = 11, 20
_NUMBER_WIDTH = 7
_NOTES_COLUMNS = (
    ("列名", 20),
    ("是否必填", 10),
    ("怎样填写", 44),
    ("可填的值和含义", 60),
    ("也可写作", 40),
    ("个人信息", 12),
)
_FORBIDDEN_IN_NAMES = re.compile(r'[\\/:*?"<>|\[\]]')


def template_file_name(dataset: Dataset) -> str:
    """Return a file name that every system takes, 「普法活动模板.xlsx」."""
    return f"{_FORBIDDEN_IN_NAMES.sub('_', dataset.label)}模板.xlsx"


def template_bytes(dataset: Dataset, reference: Reference, on: date) -> bytes:
    """Return the template of a dataset as an .xlsx file; the same contract gives the same bytes.

    reference: the deployment's lists of units, townships and villages. on: units that exist on that day
    are offered.
    """
    fields = tuple(field_of(column) for column in dataset.columns)
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        book.set_properties(
            {"title": form_title(dataset), "created": datetime.combine(SAMPLE_DAY, datetime.min.time())}
        )
        form = book.add_worksheet(_FORBIDDEN_IN_NAMES.sub("_", dataset.label))
        notes = book.add_worksheet(NOTES_SHEET)
        lists = book.add_worksheet(LISTS_SHEET)
        offered = lists_of(fields, reference, on)
        _write_lists(book, lists, offered)
        _Form(book, form, dataset, fields, offered).write()
        _write_notes(book, notes, dataset, fields)
        form.activate()
    return stream.getvalue()


@dataclass(frozen=True)
class _Form:
    """Writes the first sheet. Rows from the top: title, envelope, legend, header, example, rows to fill."""

    book: Any
    sheet: Any
    dataset: Dataset
    fields: tuple[Field, ...]
    lists: dict[str, tuple[str, ...]]

    def write(self) -> None:
        widths = [*([_NUMBER_WIDTH] if self._first else []), *(field.width for field in self.fields)]
        for index, width in enumerate(widths):
            self.sheet.set_column(index, index, width)
        last = len(widths) - 1
        self.sheet.set_row(0, _TITLE_HEIGHT)
        self.sheet.merge_range(
            0,
            0,
            0,
            last,
            form_title(self.dataset),
            self._format(bold=True, font_size=18, align="center"),
        )
        header = self._write_envelope(1, widths) + 1
        legend = self._legend(header + 2)
        self.sheet.set_row(header - 1, _LINE_HEIGHT * _lines(legend, sum(widths)))
        self.sheet.merge_range(
            header - 1, 0, header - 1, last, legend,
            self._format(font_color=_EXAMPLE_INK, text_wrap=True, valign="top"),
        )  # fmt: skip
        self._write_header(header)
        self._write_example(header + 1)
        self._write_rows(header + 2, last)
        self._set_up_pages(header, last)

    @property
    def _first(self) -> int:
        """The first column of the contract: after 序号, unless the contract has one itself."""
        return 0 if any(field.header == ROW_NUMBER for field in self.fields) else 1

    def _format(self, **options: Any) -> Any:
        return self.book.add_format({"font_name": _FONT, "font_size": 10, "valign": "vcenter", **options})

    def _write_envelope(self, row: int, widths: list[int]) -> int:
        """Write 填报单位, 填报时间 and 报告期 with a cell to fill beside each; return the next row."""
        caption = self._format(align="right")
        formats = {
            UNIT: self._format(bottom=1),
            FILED_ON: self._format(bottom=1, num_format="yyyy-mm-dd", align="left"),
            PERIOD: self._format(bottom=1, num_format="@"),
        }
        column = 0
        self.sheet.set_row(row, _LINE_HEIGHT)
        for name, rule in ENVELOPE_RULES.items():
            text = f"{ENVELOPE_LABELS[name][0]}："
            column = self._span(row, column, widths, _CAPTION_WIDTH, text, caption)
            list_name = str(rule.get("source", "")).removeprefix("=")
            if not list_name or list_name in self.lists:
                self.sheet.data_validation(row, column, row, column, dict(rule))
            column = self._span(row, column, widths, _ENTRY_WIDTH, "", formats[name])
        return row + 1

    def _span(self, row: int, column: int, widths: list[int], needed: int, text: str, style: Any) -> int:
        """Write a text over as many columns as it needs, and return the column after them."""
        end, width = column, 0
        while width < needed:
            width += widths[end] if end < len(widths) else _CAPTION_WIDTH
            end += 1
        if end - column == 1:
            self.sheet.write(row, column, text, style)
        else:
            self.sheet.merge_range(row, column, row, end - 1, text, style)
        return end

    def _legend(self, example_row: int) -> str:
        personal = "紫色字的列是个人信息，只用于核对。" if self.dataset.personal_columns else ""
        return (
            "填写要求：橙色底的列必填，蓝色底的列选填。"
            f"{personal}第 {example_row} 行是示例，不会读取。本期没有的，在第一行填「零报告」。"
            f"各列怎样填写见「{NOTES_SHEET}」。"
        )

    def _write_header(self, row: int) -> None:
        lines = max(_lines(field.header, field.width) for field in self.fields)
        self.sheet.set_row(row, _LINE_HEIGHT * (lines + 1))
        common = {"bold": True, "align": "center", "text_wrap": True, "border": 1, "border_color": _LINE_INK}
        if self._first:
            self.sheet.write(row, 0, ROW_NUMBER, self._format(**common, bg_color=_OPTIONAL_FILL))
        for index, field in enumerate(self.fields, start=self._first):
            ink = {"font_color": _PERSONAL_INK} if field.column.personal else {}
            fill = _REQUIRED_FILL if field.column.required else _OPTIONAL_FILL
            self.sheet.write(row, index, field.header, self._format(**common, bg_color=fill, **ink))

    def _write_example(self, row: int) -> None:
        common = {
            "italic": True, "font_color": _EXAMPLE_INK, "bg_color": _EXAMPLE_FILL,
            "border": 1, "border_color": _LINE_INK,
        }  # fmt: skip
        samples = sample_row(self.dataset.columns)
        if self._first:
            self.sheet.write(row, 0, EXAMPLE, self._format(**common, align="center"))
        for index, field in enumerate(self.fields, start=self._first):
            style = self._format(**common, num_format=field.number_format)
            value = samples[field.column.name]
            if value is None and field.list_name in self.lists:
                # The host and its partners are not one unit.
                value = self.lists[field.list_name][-1 if field.column.kind is UNITS else 0]
            if isinstance(value, date):
                self.sheet.write_datetime(row, index, value, style)
            else:
                self.sheet.write(row, index, value, style)

    def _write_rows(self, first: int, last_column: int) -> None:
        """Format the rows to fill and guard their columns; lines appear as a row is filled in."""
        last = first + ROWS_TO_FILL - 1
        for index, field in enumerate(self.fields, start=self._first):
            style = self._format(
                num_format=field.number_format, text_wrap=field.number_format in ("General", "@")
            )
            for row in range(first, last + 1):
                self.sheet.write_blank(row, index, None, style)
            if field.list_name is None or field.list_name in self.lists:
                self.sheet.data_validation(first, index, last, index, field.validation)
        left, right = (xl_rowcol_to_cell(first, column, col_abs=True) for column in (0, last_column))
        self.sheet.conditional_format(
            first, 0, last, last_column,
            {"type": "formula", "criteria": f"=COUNTA({left}:{right})>0",
             "format": self.book.add_format({"border": 1, "border_color": _LINE_INK})},
        )  # fmt: skip

    def _set_up_pages(self, header: int, last_column: int) -> None:
        self.sheet.freeze_panes(header + 1, self._first + 1)
        self.sheet.set_landscape()
        self.sheet.set_paper(_A4)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.repeat_rows(header)
        self.sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
        self.sheet.set_footer("&C第 &P 页，共 &N 页")


def _lines(text: str, width: int) -> int:
    """Return how many lines a Chinese text takes in a cell so many characters wide."""
    return -(-2 * len(text) // width)


def form_title(dataset: Dataset) -> str:
    """Return the title of the form; it speaks for the dataset where headers would not."""
    return f"{dataset.label}{'表' if dataset.label.endswith('报') else '报送表'}"


def _write_lists(book: Any, sheet: Any, lists: dict[str, tuple[str, ...]]) -> None:
    """Write each list in a column of its own and name it; the sheet is not shown in any menu."""
    sheet.very_hidden()
    sheet.write(0, 0, SERVICE_MARK)
    for index, (name, values) in enumerate(lists.items()):
        sheet.write(1, index, name)
        sheet.write_column(2, index, values)
        book.define_name(name, f"='{LISTS_SHEET}'!{xl_range_abs(2, index, 1 + len(values), index)}")


def _write_notes(book: Any, sheet: Any, dataset: Dataset, fields: tuple[Field, ...]) -> None:
    """Write 填写说明: one line per column, then what is checked."""
    plain = {"font_name": _FONT, "font_size": 10, "valign": "top", "text_wrap": True}
    cell = book.add_format({**plain, "border": 1, "border_color": _LINE_INK})
    head = book.add_format({**plain, "bold": True, "bg_color": _OPTIONAL_FILL, "border": 1})
    line = book.add_format({**plain, "text_wrap": False})
    strong = book.add_format({**plain, "bold": True, "font_size": 14, "text_wrap": False})
    sheet.write(
        0, 0, SERVICE_MARK, book.add_format({**plain, "font_color": _EXAMPLE_INK, "text_wrap": False})
    )
    sheet.write(1, 0, f"{form_title(dataset)}填写说明", strong)
    for index, (title, width) in enumerate(_NOTES_COLUMNS):
        sheet.set_column(index, index, width)
        sheet.write(2, index, title, head)
    for row, field in enumerate(fields, start=3):
        column = field.column
        texts = (
            field.header,
            "必填" if column.required else "选填",
            field.how,
            _means(column),
            "、".join(column.aliases),
            "是" if column.personal else "",
        )
        for index, text in enumerate(texts):
            sheet.write(row, index, text, cell)
    row = 4 + len(fields)
    sheet.write(row, 0, "注意", strong)
    for number, text in enumerate(_cautions(dataset), start=1):
        sheet.write(row + number, 0, f"{number}. {text}", line)
    sheet.freeze_panes(3, 1)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(2)


def _means(column: Column) -> str:
    """Return what a column holds: its unit of measure, its values and limits, else its kind."""
    parts = [f"计量单位：{column.unit}" if column.unit else "", meaning(column)]
    return "；".join(part for part in parts if part) or column.kind.label


def _cautions(dataset: Dataset) -> list[str]:
    personal = "、".join(column.label for column in dataset.personal_columns)
    return [
        *([dataset.note] if dataset.note else []),
        "表头的填报单位、填报时间和报告期请填全；填报时间决定更正的先后。",
        "更正已报的行，请在标题中写明「更正」，留空的单元格不会清除原值。",
        *([f"{personal}是个人信息，另表存放，不进入统计和页面。"] if personal else []),
        *(f"校验：{check}。" for check in checks_in_words(dataset)),
    ]
