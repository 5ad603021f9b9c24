"""The texts of the oldest workbooks (BIFF5): bytes in a code page, often declared wrongly."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from pipelines.reading.model import FILE_DAMAGED, Refused

# Windows, Macintosh and EUC numbers of the double-byte code pages. GB18030 contains GBK and GB 2312.
_DOUBLE_BYTE: Final = {
    936: "gb18030", 10008: "gb18030", 20936: "gb18030", 51936: "gb18030", 54936: "gb18030",
    950: "cp950", 10002: "cp950", 932: "cp932", 10001: "cp932", 949: "cp949", 10003: "cp949",
}  # fmt: skip
_ENCODING_UNKNOWN: Final = "文字编码无法识别，请用 Excel 打开后另存为 .xlsx 重新报送"


class ByteTexts:
    """Decodes texts that a parser has read as Windows-1252, one character for each byte."""

    def __init__(self, code_page: int | None, texts: Iterable[str]) -> None:
        """Choose the code page that fits all the texts; raise Refused when none does."""
        self._to_bytes = {ord(_character(byte)): byte for byte in range(256)}
        data = {self._bytes(text) for text in texts if not text.isascii()}
        declared = _DOUBLE_BYTE.get(code_page or 0)
        # A department writes Chinese; a program that says 1252 or nothing has not looked at its texts.
        candidates = (declared, "gb18030") if declared is not None else ("gb18030", "cp1252")
        for encoding in candidates:
            if all(_fits(one, encoding) for one in data):
                self._encoding = encoding
                return
        raise Refused(FILE_DAMAGED, _ENCODING_UNKNOWN)

    def decoded(self, text: str) -> str:
        """The text as its writer saw it."""
        return text if text.isascii() else self._bytes(text).decode(self._encoding)

    def _bytes(self, text: str) -> bytes:
        return text.translate(self._to_bytes).encode("latin-1")


def _character(byte: int) -> str:
    """Windows-1252 leaves five bytes undefined; parsers give the control character of the same number."""
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


def _fits(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True
