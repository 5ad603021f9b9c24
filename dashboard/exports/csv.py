"""CSV with a byte order mark, so that Excel and WPS read its Chinese."""

from __future__ import annotations

import csv
import io

from dashboard.exports.table import Export, Value, plain_number

MIME = "text/csv"
_BYTE_ORDER_MARK = "\ufeff"


def csv_file(export: Export) -> bytes:
    """Return the table as CSV: UTF-8, numbers plain and unrounded, an unknown value empty."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([column.header for column in export.columns])
    writer.writerows([_cell(value) for value in row] for row in export.rows)
    return (_BYTE_ORDER_MARK + text.getvalue()).encode()


def _cell(value: Value) -> str | float | int:
    if value is None:
        return ""
    return value if isinstance(value, str) else plain_number(value)
