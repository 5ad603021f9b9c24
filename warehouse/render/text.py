"""Results as text: aligned tables in which a Chinese character takes two columns, and JSON."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any


def width(text: str) -> int:
    """Return how many columns a text takes on a terminal."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def table(headers: Sequence[str], rows: Iterable[Sequence[Any]], right: Iterable[int] = ()) -> str:
    """Return an aligned table; null is 「—」. right: positions of right-aligned columns."""
    body = [[shown(value) for value in row] for row in rows]
    lines = [list(headers), *body]
    widths = [max(width(line[position]) for line in lines) for position in range(len(headers))]
    to_right = set(right)
    rendered = []
    for line in lines:
        cells = []
        for position, text in enumerate(line):
            space = " " * (widths[position] - width(text))
            cells.append(space + text if position in to_right else text + space)
        rendered.append("  ".join(cells).rstrip())
    return "\n".join(rendered)


def shown(value: Any) -> str:
    """Return a value for a reader: 1,234.5, 是 and 否, lists with 、, null as 「—」, in one line."""
    if value is None:
        return "—"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return f"{value:,.0f}" if value == int(value) else f"{value:,.2f}"
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, (list, tuple)):
        return "、".join(shown(part) for part in value)
    return " ".join(str(value).split())


def to_json(value: Any) -> str:
    """Return readable JSON with Chinese as it is."""
    return json.dumps(value, ensure_ascii=False, indent=2, default=str)
