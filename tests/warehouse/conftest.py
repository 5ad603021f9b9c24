"""A small warehouse for each test."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.small_warehouse import SmallWarehouse


@pytest.fixture
def small(tmp_path: Path) -> SmallWarehouse:
    """Return an empty warehouse whose data cut-off is 2022-12-31."""
    return SmallWarehouse(tmp_path)
