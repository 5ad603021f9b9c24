"""Asking a small warehouse."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

import pytest

from tests.support.small_warehouse import SmallWarehouse
from warehouse.metrics.query import query
from warehouse.metrics.selection import Grain, Selection
from warehouse.snapshots import Snapshot

Ask = Callable[..., list[dict[str, Any]]]


@pytest.fixture
def pinned(small: SmallWarehouse) -> Callable[[], Snapshot]:
    """Return a function that pins the warehouse as it is at its first call."""
    return cache(small.pin)


@pytest.fixture
def ask(pinned: Callable[[], Snapshot]) -> Ask:
    """Return a function that pins the warehouse at its first call and answers one metric."""

    def answer(
        metric: str,
        start: date | None = None,
        end: date | None = None,
        *,
        grain: Grain = Grain.TOTAL,
        by: Sequence[str] = (),
        where: Mapping[str, Sequence[str]] | None = None,
    ) -> list[dict[str, Any]]:
        return query(pinned(), [metric], Selection(start, end, grain, tuple(by), where or {})).to_dicts()

    return answer


@pytest.fixture
def value(ask: Ask) -> Callable[..., float | None]:
    """Return a function that answers one metric with one number."""

    def answer(*arguments: Any, **options: Any) -> float | None:
        (row,) = ask(*arguments, **options)
        found: float | None = row["value"]
        return found

    return answer
