"""python-calamine alone: hand over every cell as a Python object, and do nothing with it."""

from __future__ import annotations

from pathlib import Path

from python_calamine import CalamineWorkbook

from benchmarks.peers.job import HEADER_ROW, tell


def read(files: list[Path]) -> int:
    """Return how many rows stand below the headers."""
    rows = 0
    for file in files:
        cells = CalamineWorkbook.from_path(file).get_sheet_by_index(0).to_python(skip_empty_area=False)
        rows += len(cells) - HEADER_ROW
    return rows


if __name__ == "__main__":
    tell(read)
