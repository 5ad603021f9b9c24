"""Web archives (MHTML, .mht) saved as .xls: the web pages inside one message."""

from __future__ import annotations

import email
import email.policy
import re
from dataclasses import replace
from email.message import Message
from typing import Final

from pipelines.reading.html_tables import decode_html, is_html, read_html
from pipelines.reading.model import FILE_EMPTY, FILE_UNSUPPORTED, Limits, Refused, Sheet, Workbook

_OPENING: Final = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:[A-Za-z-]+:[^\r\n]*\r?\n)*MIME-Version:", re.IGNORECASE
)
_BYTES_LOOKED_AT: Final = 2048
_MAX_PAGES: Final = 200
_NO_TABLE: Final = "这是网页存档，其中没有表格，请用 Excel 打开后另存为 .xlsx 重新报送"


def is_web_archive(data: bytes) -> bool:
    """Whether a file opens like a message with MIME parts."""
    return _OPENING.match(data[:_BYTES_LOOKED_AT]) is not None


def read_web_archive(data: bytes, limits: Limits) -> Workbook:
    """Read the pages that hold tables, one sheet each; raise Refused when none does."""
    message = email.message_from_bytes(data.lstrip(b"\xef\xbb\xbf \t\r\n"), policy=email.policy.compat32)
    sheets: list[Sheet] = []
    is_empty = False
    for number, part in enumerate(message.walk()):
        if number >= _MAX_PAGES or part.get_content_type() not in ("text/html", "application/xhtml+xml"):
            continue
        try:
            sheets.extend(_page(part, limits))
        except Refused as refusal:
            if refusal.code not in (FILE_UNSUPPORTED, FILE_EMPTY):
                raise
            is_empty = is_empty or refusal.code == FILE_EMPTY
    if not sheets:
        raise Refused(FILE_EMPTY) if is_empty else Refused(FILE_UNSUPPORTED, _NO_TABLE)
    if len(sheets) == 1:
        return Workbook("mht", (sheets[0],))
    return Workbook("mht", tuple(replace(sheet, name=f"表{at}") for at, sheet in enumerate(sheets, 1)))


def _page(part: Message, limits: Limits) -> tuple[Sheet, ...]:
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return ()
    text = decode_html(payload, part.get_content_charset())
    return read_html(text, limits).sheets if is_html(text) else ()
