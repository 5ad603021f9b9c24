"""How tasks and answers travel between processes: contracts go by name, everything else by value."""

from __future__ import annotations

import copyreg
import io
import pickle
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl

from warehouse.contracts.model import Dataset, Layout, Vintage
from warehouse.contracts.registry import DATASETS

# From this size on a file that the other process maps costs less than bytes that are copied four times.
_LARGE_BYTES = 4 << 20


def dump(value: object, frames: Path | None = None) -> bytes:
    """Return an object as bytes; a contract that is not in the registry raises PicklingError.

    frames: a folder into which large frames are written, so that the bytes only name them.
    """
    stream = io.BytesIO()
    _Pickler(stream, frames).dump(value)
    return stream.getvalue()


def load(data: bytes, read_frame: Callable[[Path], pl.DataFrame] | None = None) -> Any:
    """Return the object; for bytes of our own processes only. read_frame: reads a frame that was written."""
    return _Unpickler(io.BytesIO(data), read_frame).load()


def _dataset(name: str) -> Dataset:
    return DATASETS[name]


def _layout(dataset: str, name: str) -> Layout:
    return next(layout for layout in DATASETS[dataset].layouts if layout.name == name)


def _vintage(dataset: str, name: str) -> Vintage:
    return next(vintage for vintage in DATASETS[dataset].vintages if vintage.name == name)


def _by_name(dataset: Dataset) -> tuple[Callable[..., Any], tuple[str, ...]]:
    if DATASETS.get(dataset.name) is not dataset:
        raise pickle.PicklingError(f"dataset {dataset.name} is not in the registry")
    return _dataset, (dataset.name,)


def _layout_by_name(layout: Layout) -> tuple[Callable[..., Any], tuple[str, ...]]:
    for dataset in DATASETS.values():
        if any(known is layout for known in dataset.layouts):
            return _layout, (dataset.name, layout.name)
    raise pickle.PicklingError(f"layout {layout.name} belongs to no dataset of the registry")


def _vintage_by_name(vintage: Vintage) -> tuple[Callable[..., Any], tuple[str, ...]]:
    for dataset in DATASETS.values():
        if any(known is vintage for known in dataset.vintages):
            return _vintage, (dataset.name, vintage.name)
    raise pickle.PicklingError(f"vintage {vintage.name} belongs to no dataset of the registry")


class _Pickler(pickle.Pickler):
    # Layouts hold functions that cannot be pickled, and copies of contracts would no longer be the contract.
    dispatch_table = copyreg.dispatch_table | {
        Dataset: _by_name,
        Layout: _layout_by_name,
        Vintage: _vintage_by_name,
    }

    def __init__(self, stream: io.BytesIO, frames: Path | None) -> None:
        super().__init__(stream, pickle.HIGHEST_PROTOCOL)
        self._frames = frames

    def persistent_id(self, obj: object) -> str | None:
        """Return the file of a large frame, which is not pickled."""
        if self._frames is None or not isinstance(obj, pl.DataFrame) or obj.estimated_size() < _LARGE_BYTES:
            return None
        path = self._frames / f"{uuid.uuid4().hex}.arrow"
        obj.write_ipc(path, compression="uncompressed", compat_level=pl.CompatLevel.newest())
        return str(path)


class _Unpickler(pickle.Unpickler):
    def __init__(self, stream: io.BytesIO, read_frame: Callable[[Path], pl.DataFrame] | None) -> None:
        super().__init__(stream)
        self._read_frame = read_frame

    def persistent_load(self, pid: str) -> pl.DataFrame:
        """Return the frame of a file."""
        if self._read_frame is None:
            raise pickle.UnpicklingError(f"nobody reads the frame of {pid}")
        return self._read_frame(Path(pid))
