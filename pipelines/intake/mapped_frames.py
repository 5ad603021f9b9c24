"""Large frames that come from a child process as files: mapped into memory instead of copied."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pyarrow as pa


def mapped_frame(path: Path) -> pl.DataFrame:
    """Return the frame of an Arrow file and remove the file; what is mapped stays readable."""
    with pa.memory_map(str(path)) as mapped:
        frame = pl.from_arrow(pa.ipc.open_file(mapped).read_all(), rechunk=False)
    path.unlink()
    if not isinstance(frame, pl.DataFrame):
        raise TypeError(f"{path} holds no table")
    return frame
