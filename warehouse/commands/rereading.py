"""Reading cells again from their originals, by the program that reads workbooks.

The warehouse does not import it: `python -m pipelines reread` runs as a process of its own, under the limits
that hostile files need.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from warehouse.errors import FazhiError
from warehouse.home import Home
from warehouse.keeping.verifying import CitedCell

_MOST_SECONDS = 1800
_PROGRAM = Path(__file__).resolve().parents[2]


class CannotReread(FazhiError):
    """The reader of originals did not answer."""


def reread(home: Home, cells: Sequence[CitedCell]) -> list[str | None]:
    """Return the raw texts of cells, read again from the archived originals, in the same order."""
    if not cells:
        return []
    asked = [{"sha256": cell.sha256, "sheet": cell.sheet, "cell": cell.cell} for cell in cells]
    path = os.pathsep.join(part for part in (str(_PROGRAM), os.environ.get("PYTHONPATH")) if part)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "pipelines", "reread", "--home", str(home.root), "--json"],
            input=json.dumps(asked, ensure_ascii=False),
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=_MOST_SECONDS,
            env={**os.environ, "PYTHONPATH": path},
            check=False,
        )
        texts = json.loads(done.stdout) if done.returncode == 0 else None
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        raise CannotReread("重读原件的程序没有回答，请稍后再试") from error
    if not isinstance(texts, list) or len(texts) != len(cells):
        told = done.stderr.strip().splitlines()
        raise CannotReread(told[-1] if told else "重读原件的程序没有给出结果")
    return [text if isinstance(text, str) else None for text in texts]
