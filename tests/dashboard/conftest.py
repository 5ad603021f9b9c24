"""Homes and snapshots for the pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st

from tests.support.small_warehouse import SmallWarehouse
from warehouse.home import HOME_VARIABLE, Home
from warehouse.snapshots import Snapshot, open_snapshot


@pytest.fixture
def small(tmp_path: Path) -> SmallWarehouse:
    """Return an empty warehouse whose data cut-off is 2022-12-31."""
    return SmallWarehouse(tmp_path)


@pytest.fixture
def demo_snapshot(demo_home: Home) -> Iterator[Snapshot]:
    """Return the current snapshot of the demo home."""
    with open_snapshot(demo_home) as snapshot:
        yield snapshot


@pytest.fixture
def served_home(demo_home: Home, monkeypatch: pytest.MonkeyPatch) -> Iterator[Home]:
    """Make the demo home the one that the pages read; what they remember is forgotten afterwards."""
    monkeypatch.setenv(HOME_VARIABLE, str(demo_home.root))
    yield demo_home
    st.cache_data.clear()
    st.cache_resource.clear()
