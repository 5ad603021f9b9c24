"""Names of returns: what senders and units are called, made safe for any file system."""

from __future__ import annotations

import re
from pathlib import PurePath

from pipelines.clean.names import Match, NameIndex

UNKNOWN_UNIT = "未知单位"
UNNAMED = "未命名"
# A component may take 255 bytes; the rest is left for what is put behind a name.
MOST_BYTES = 150
_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]')
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\.|$)")
_SEPARATORS = re.compile(r"[\s_\-—－·.（）()【】\[\]《》]+")
_LONGEST_UNIT, _SHORTEST_UNIT = 24, 3


def safe_name(text: str, instead: str = UNNAMED) -> str:
    """Return a text as one component of a path: no folders, no control characters, short enough.

    A name that Windows keeps for itself, or that ends in a dot or space, is changed too.
    """
    name = _FORBIDDEN.sub("_", text.encode("utf-8", "replace").decode("utf-8")).strip(" .")
    while len(name.encode()) > MOST_BYTES:
        name = name[:-1]
    name = name.strip(" .")
    if _RESERVED.match(name):
        name = f"_{name}"
    return name or instead


def stem_of(file_name: str) -> str:
    """Return the name of a file without its suffix, safe for a path."""
    return safe_name(PurePath(file_name).stem)


def unit_in_name(file_name: str, names: NameIndex) -> str | None:
    """Return the unit that a file name begins a part with: 「公安局普法台账_2024」 → 公安局; None if none."""
    for part in _SEPARATORS.split(PurePath(file_name).stem):
        for end in range(min(len(part), _LONGEST_UNIT), _SHORTEST_UNIT - 1, -1):
            found = names.unit(part[:end])
            if isinstance(found, Match):
                return found.name
    return None


def harmless_in_csv(text: str) -> str:
    """Return a text that a spreadsheet program does not take for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
