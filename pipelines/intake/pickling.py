"""How tasks and answers travel between processes: contracts go by name, everything else by value."""

from __future__ import annotations

import copyreg
import io
import pickle
from collections.abc import Callable
from typing import Any

from warehouse.contracts.model import Dataset, Layout, Vintage
from warehouse.contracts.registry import DATASETS


def dump(value: object) -> bytes:
    """Return an object as bytes; a contract that is not in the registry raises PicklingError."""
    stream = io.BytesIO()
    _Pickler(stream, pickle.HIGHEST_PROTOCOL).dump(value)
    return stream.getvalue()


def load(data: bytes) -> Any:
    """Return the object; for bytes of our own processes only."""
    return pickle.loads(data)


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
