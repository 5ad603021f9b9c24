"""Opening a template: what may not be one is refused before anything in it is read.

Sizes are those that the package declares; while a part is read, zipfile holds it to them.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from pathlib import Path

from dashboard.briefing.templates.faults import UnusableTemplate
from dashboard.texts import templates as texts

WORD, SLIDES = ".docx", ".pptx"
_MAIN_TYPES = {
    WORD: "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    SLIDES: "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml",
}
_WITH_MACROS = frozenset((".docm", ".dotm", ".pptm", ".potm", ".ppsm"))
_OLD = frozenset((".doc", ".dot", ".ppt", ".wps", ".dps"))
_COMPOUND_FILE = b"\xd0\xcf\x11\xe0"
_MEGABYTE = 1 << 20
# A file of this size on the disk is a film, not a letterhead.
_MOST_FILE_MB = 50
_MOST_UNPACKED_MB = 200
_MOST_TEXT_MB = 8
_MOST_PARTS = 5000
_TEXT_PART = re.compile(r"(?:word|ppt)/.*\.xml")


def read_package(path: Path) -> tuple[bytes, str]:
    """Return a template's content and which kind it is (WORD or SLIDES).

    Raises UnusableTemplate in words for who has the file; OSError where it cannot be read.
    """
    kind = path.suffix.lower()
    if kind in _WITH_MACROS:
        raise UnusableTemplate(texts.WITH_MACROS.format(file=path.name))
    if kind in _OLD:
        raise UnusableTemplate(texts.OLD_FORMAT.format(file=path.name))
    if kind not in _MAIN_TYPES:
        raise UnusableTemplate(texts.BAD_SUFFIX.format(file=path.name))
    if path.stat().st_size > _MOST_FILE_MB * _MEGABYTE:
        raise UnusableTemplate(texts.TOO_LARGE.format(file=path.name, most=_MOST_FILE_MB))
    content = path.read_bytes()
    if content.startswith(_COMPOUND_FILE):
        raise UnusableTemplate(texts.OLD_FORMAT.format(file=path.name))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            _check(path.name, kind, package)
    except (zipfile.BadZipFile, zlib.error, KeyError, NotImplementedError, RuntimeError, EOFError) as error:
        raise UnusableTemplate(texts.DAMAGED.format(file=path.name)) from error
    return content, kind


def _check(name: str, kind: str, package: zipfile.ZipFile) -> None:
    parts = package.infolist()
    if len(parts) > _MOST_PARTS:
        raise UnusableTemplate(texts.TOO_MANY_PARTS.format(file=name, most=_MOST_PARTS))
    if sum(part.file_size for part in parts) > _MOST_UNPACKED_MB * _MEGABYTE:
        raise UnusableTemplate(texts.TOO_LARGE.format(file=name, most=_MOST_UNPACKED_MB))
    for part in parts:
        if _TEXT_PART.fullmatch(part.filename) and part.file_size > _MOST_TEXT_MB * _MEGABYTE:
            raise UnusableTemplate(
                texts.TEXT_TOO_LARGE.format(file=name, part=part.filename, most=_MOST_TEXT_MB)
            )
        if part.filename.lower().endswith("vbaproject.bin"):
            raise UnusableTemplate(texts.WITH_MACROS.format(file=name))
    types = package.getinfo("[Content_Types].xml")
    if types.file_size > _MEGABYTE:
        raise UnusableTemplate(texts.DAMAGED.format(file=name))
    declared = package.read(types).decode("utf-8", "replace")
    if "macroEnabled" in declared:
        raise UnusableTemplate(texts.WITH_MACROS.format(file=name))
    if _MAIN_TYPES[kind] not in declared:
        raise UnusableTemplate(texts.WRONG_KIND.format(file=name))
    if package.testzip() is not None:
        raise UnusableTemplate(texts.DAMAGED.format(file=name))
