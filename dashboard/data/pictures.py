"""The original's own picture of a region, as a process of its own reads it anew.

The page never opens a sender's file: `python -m pipelines picture` does, under the limits of its process, so
that hostile bytes can hurt neither the page nor its readers. Personal columns are always masked.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from dashboard.texts import lineage as texts
from warehouse.home import Home
from warehouse.pictures import Picture, picture_from

ROWS_AROUND = 5
# Reading a workbook of a thousand rows takes about a second; a larger one some seconds.
SECONDS = 30
_ROOT = Path(__file__).resolve().parent.parent.parent
_LONGEST_MESSAGE = 300


class PictureUnavailable(Exception):
    """There is no picture; str() is the Chinese message."""


def original_picture(home: Home, sha256: str, sheet: str, cell: str) -> Picture:
    """Return the picture around a cell. Raises PictureUnavailable."""
    # Values follow an equals sign: a sheet whose name begins with a hyphen is still a name.
    command = [
        sys.executable, "-m", "pipelines.picture", sha256, f"--sheet={sheet}", f"--cells={cell}",
        f"--around={ROWS_AROUND}", f"--home={home.root}", "--json",
    ]  # fmt: skip
    try:
        done = subprocess.run(
            command, cwd=_ROOT, capture_output=True, text=True, encoding="utf-8", timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise PictureUnavailable(texts.PICTURE_SLOW.format(seconds=SECONDS)) from error
    except (OSError, ValueError) as error:
        raise PictureUnavailable(texts.PICTURE_FAILED) from error
    if done.returncode != 0:
        said = done.stderr.strip() if done.returncode == 1 else ""
        raise PictureUnavailable(said[:_LONGEST_MESSAGE] or texts.PICTURE_FAILED)
    try:
        return picture_from(json.loads(done.stdout))
    except (ValueError, KeyError, TypeError) as error:
        raise PictureUnavailable(texts.PICTURE_FAILED) from error
