"""Reading an archived original anew, by the readers of a load."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from pipelines.reading.formats import read_path
from pipelines.reading.model import FILE_DAMAGED, REASONS, Limits, Sheet, Unreadable, Workbook
from warehouse.errors import FazhiError

_SHA256 = re.compile(r"[0-9a-f]{64}")
_ADDRESS = re.compile(r"([A-Za-z]{1,3})([1-9][0-9]{0,6})")


class NoPicture(FazhiError):
    """The original, its sheet or a cell is not there, or cannot be read; the message says which."""


def original_path(originals: Path, sha256: str) -> Path:
    """Return where the bytes of a sha256 are kept. Raises NoPicture where they are not."""
    if not _SHA256.fullmatch(sha256):
        raise NoPicture(f"「{sha256}」不是原件的编号，应为 64 位的 sha256")
    path = originals / sha256
    if not path.is_file():
        raise NoPicture(f"originals 中没有原件 {sha256[:12]}…，请从备份恢复")
    return path


def is_intact(path: Path, sha256: str) -> bool:
    """Tell whether the bytes are those that were archived."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest() == sha256


def read_workbook(path: Path, name: str, limits: Limits) -> Workbook | Unreadable:
    """Return the workbook in an original, or why it cannot be read.

    Call it in a process with limits of its own: what a parser does with hostile bytes is not known.
    """
    try:
        return read_path(path, name, limits)
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException:  # panics of native parsers are no Exception
        return Unreadable(FILE_DAMAGED, REASONS[FILE_DAMAGED])


def find_sheet(workbook: Workbook, name: str | None) -> Sheet:
    """Return the sheet of a name; without a name the only one. Raises NoPicture."""
    if name is None and len(workbook.sheets) == 1:
        return workbook.sheets[0]
    for sheet in workbook.sheets:
        if sheet.name == name:
            return sheet
    names = "、".join(f"「{sheet.name}」" for sheet in workbook.sheets) or "无"
    asked = f"没有工作表「{name}」" if name is not None else "有几张工作表，请用 --sheet 指明"
    raise NoPicture(f"原件{asked}。现有工作表：{names}")


def position(address: str) -> tuple[int, int]:
    """Return the 0-based (row, column) of an address: C7 → (6, 2). Raises NoPicture."""
    found = _ADDRESS.fullmatch(address.strip())
    if found is None:
        raise NoPicture(f"「{address}」不是单元格地址，应如 C7")
    column = 0
    for letter in found[1].upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]) - 1, column - 1
