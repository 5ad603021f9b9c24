"""What a read file is: a workbook of sheets with cells at their true positions, or a refusal.

Exception tree of the readers (raised only inside the child process):

    Refused            the file cannot be read; carries a code and a Chinese reason
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TypeAlias

CellValue: TypeAlias = str | int | float | bool | datetime | date | time | timedelta | None
Rows: TypeAlias = list[list[CellValue]]
MergedRange: TypeAlias = tuple[int, int, int, int]

FILE_EMPTY = "file_empty"
FILE_ENCRYPTED = "file_encrypted"
FILE_DAMAGED = "file_damaged"
FILE_TOO_LARGE = "file_too_large"
FILE_HOSTILE = "file_hostile"
FILE_UNSUPPORTED = "file_unsupported"
FILE_TIMEOUT = "file_timeout"
FILE_FAULTY_PROGRAM = "file_faulty_program"

REASONS = {
    FILE_EMPTY: "文件是空的，没有任何内容，请检查后重新报送",
    FILE_ENCRYPTED: "文件有密码，无法读取，请取消密码后重新报送",
    FILE_DAMAGED: "文件已损坏或不完整，无法读取，请重新打开另存为 .xlsx 后报送",
    FILE_TOO_LARGE: "文件过大，超过可读取的单元格数，请拆分或删除多余的行列后重新报送",
    FILE_HOSTILE: "文件结构异常（如远处有多余单元格或压缩比过大），为安全起见不予读取，"
    "请把表格内容复制到新建的工作簿后重新报送",
    FILE_UNSUPPORTED: "不支持这种文件，请把表格另存为 .xlsx 后重新报送",
    FILE_TIMEOUT: "读取超时，请删除多余的行列或拆分文件后重新报送",
    FILE_FAULTY_PROGRAM: "程序处理这个文件时出错，文件未装载；请系统管理员查看运行记录，文件不必重新报送",
}

# Formats that hold the text which a spreadsheet made of its cells.
FORMATS_OF_TEXT = frozenset({"csv", "html", "mht"})

# Stands in a cell whose formula was never calculated, so that it is a finding and not a blank.
UNCACHED_FORMULA = "#公式没有计算结果"

# Spaces of every width, line breaks, zero-width characters and the BOM.
_BLANK_CHARACTERS = " \t\r\n\v\f\u00a0\u2002\u2003\u2009\u3000\u200b\u200c\u200d\u2060\ufeff"


class Refused(Exception):
    """A file that cannot be read. code: one of the codes above; reason: Chinese, with what to do."""

    def __init__(self, code: str, reason: str | None = None) -> None:
        self.code = code
        self.reason = reason if reason is not None else REASONS[code]
        super().__init__(self.reason)


@dataclass(frozen=True)
class Limits:
    """Bounds of one file: memory of the child in bytes, time in seconds, cells of all its sheets."""

    memory_bytes: int = 3 * 1024**3
    seconds: float = 60.0
    cells: int = 5_000_000


@dataclass(frozen=True)
class Marks:
    """What a sheet shows beside its values. All positions are 0-based.

    hidden_rows, hidden_columns: hidden by the sender. struck, coloured: (row, column) of filled cells whose
    text is struck through, or whose background has a colour (header and title cells included).
    """

    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    struck: frozenset[tuple[int, int]] = frozenset()
    coloured: frozenset[tuple[int, int]] = frozenset()


NO_MARKS = Marks()


@dataclass(frozen=True)
class Sheet:
    """One sheet.

    name: "" where the format has no sheets (CSV, HTML). rows: cells at 0-based [row][column] of the
    sheet; leading blank rows and columns are kept, trailing ones are cut, rows may differ in length.
    A blank cell is None. merged: (first row, first column, last row, last column), 0-based, inclusive.
    date_1904: serial dates of this sheet count from 1904-01-01.
    """

    name: str
    rows: Rows
    merged: tuple[MergedRange, ...] = ()
    is_hidden: bool = False
    date_1904: bool = False
    marks: Marks = NO_MARKS


@dataclass(frozen=True)
class Workbook:
    """A file that was read. By content.

    format: xlsx (also xlsm), xlsb, ods, xls, docx, csv, html, mht or xml (the spreadsheet XML of 2003).
    """

    format: str
    sheets: tuple[Sheet, ...]


@dataclass(frozen=True)
class Unreadable:
    """A file that was not read. code: one of the codes above; reason: Chinese, with what to do.

    fault: where the program and not the file is at fault, the traceback, for the operator.
    """

    code: str
    reason: str
    fault: str | None = None


def tidy_rows(rows: Rows) -> Rows:
    """Turn blank texts into None and cut trailing blank cells and rows, in place; return the rows."""
    for row in rows:
        for value in row:
            if type(value) is str and (not value or value[0] in _BLANK_CHARACTERS):
                # Most texts are told by their first character; this runs over every cell of a large sheet.
                row[:] = [
                    None
                    if type(cell) is str
                    and (not cell or (cell[0] in _BLANK_CHARACTERS and is_blank_text(cell)))
                    else cell
                    for cell in row
                ]
                break
        while row and row[-1] is None:
            row.pop()
    while rows and not rows[-1]:
        rows.pop()
    return rows


def is_blank_text(text: str) -> bool:
    """Whether a text shows nothing: only spaces of any width, zero-width characters or a BOM."""
    return not text or (text[0] in _BLANK_CHARACTERS and not text.strip(_BLANK_CHARACTERS))
