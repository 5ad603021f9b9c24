"""Asking a small warehouse."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

import pytest

from tests.support.small_warehouse import SmallWarehouse
from warehouse.metrics.query import query
from warehouse.metrics.selection import Grain, Selection
from warehouse.snapshots import Snapshot

Ask = Callable[..., list[dict[str, Any]]]


@pytest.fixture
def ask(small: SmallWarehouse) -> Ask:
    """Return a function that publishes the warehouse at its first call and answers one metric."""
    opened: list[Snapshot] = []

    def answer(
        metric: str,
        start: date | None = None,
        end: date | None = None,
        *,
        grain: Grain = Grain.TOTAL,
        by: Sequence[str] = (),
        where: Mapping[str, Sequence[str]] | None = None,
    ) -> list[dict[str, Any]]:
        if not opened:
            opened.append(small.publish())
        return query(opened[0], [metric], Selection(start, end, grain, tuple(by), where or {})).to_dicts()

    return answer


@pytest.fixture
def value(ask: Ask) -> Callable[..., float | None]:
    """Return a function that answers one metric with one number."""

    def answer(*arguments: Any, **options: Any) -> float | None:
        (row,) = ask(*arguments, **options)
        found: float | None = row["value"]
        return found

    return answer
