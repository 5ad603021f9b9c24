"""The compiled marts, remembered beside the bytecode: compiling them takes seconds in every new process.

As with bytecode, what is remembered holds for one state of the program, is written where that is possible,
and may be removed at any time.
"""

from __future__ import annotations

import importlib.util
import json
import sys
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from warehouse.marts.compiled import BuiltMart

_FILE = "marts.json"


def place() -> Path:
    """Return where the compiled marts are remembered."""
    return Path(importlib.util.cache_from_source(__file__)).with_name(_FILE)


def recall(key: str, path: Path | None = None) -> tuple[BuiltMart, ...]:
    """Return what was remembered under the key; nothing where it is missing, of another key or damaged."""
    try:
        found = json.loads((path or place()).read_text(encoding="utf-8"))
        if found["key"] != key:
            return ()
        return tuple(_mart(one) for one in found["marts"])
    except (OSError, ValueError, KeyError, TypeError):
        return ()


def remember(key: str, marts: Iterable[BuiltMart], path: Path | None = None) -> None:
    """Write compiled marts under the key, whole or not at all; nothing where bytecode is not written."""
    if sys.dont_write_bytecode:
        return
    target = path or place()
    text = json.dumps({"key": key, "marts": [_record(mart) for mart in marts]}, ensure_ascii=False)
    # A folder of the installation may be closed to writing.
    with suppress(OSError):
        target.parent.mkdir(exist_ok=True)
        with tempfile.NamedTemporaryFile(
            "w", dir=target.parent, prefix=_FILE, encoding="utf-8", delete=False
        ) as stream:
            stream.write(text)
        Path(stream.name).replace(target)


def _record(mart: BuiltMart) -> dict[str, object]:
    return {
        name: sorted(value) if isinstance(value, frozenset) else value for name, value in asdict(mart).items()
    }


def _mart(record: dict[str, list[str]]) -> BuiltMart:
    return BuiltMart(
        name=str(record["name"]),
        reads=frozenset(record["reads"]),
        statements=tuple(record["statements"]),
        row_tables=frozenset(record["row_tables"]),
        beside=frozenset(record["beside"]),
        updates=tuple(record["updates"]),
    )
