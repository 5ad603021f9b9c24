"""The session's pinned snapshot, and the memory of results.

A session pins the snapshot that is current when it begins and keeps it until its reader moves on. Results are
remembered by snapshot id, so a remembered number can never belong to another snapshot; memories are bounded.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec, TypeVar

import streamlit as st

from warehouse.errors import DamagedSnapshot
from warehouse.home import Home
from warehouse.snapshots import Snapshot, current_id, open_snapshot

Result = TypeVar("Result")
Arguments = ParamSpec("Arguments")

_PINNED = "snapshot_id"
_OPEN_SNAPSHOTS = 4
_RESULTS = 512


def _close(snapshot: Snapshot) -> None:
    snapshot.close()


@st.cache_resource(max_entries=_OPEN_SNAPSHOTS, show_spinner=False, on_release=_close)
def _opened(root: str, snapshot_id: str) -> Snapshot:
    return open_snapshot(Home.find(root), snapshot_id)


def pinned_snapshot() -> Snapshot:
    """Return the snapshot this session looks at.

    Raises NoSnapshot where nothing has been published, DamagedSnapshot where it cannot be read.
    """
    home = Home.find()
    known = st.session_state.get(_PINNED)
    if known is not None:
        try:
            return _opened(str(home.root), known)
        except DamagedSnapshot:
            # It was pruned while the session slept: the current one takes its place.
            del st.session_state[_PINNED]
    current = current_id(home)
    if current is None:
        return open_snapshot(home)  # says what to do
    st.session_state[_PINNED] = current
    return _opened(str(home.root), current)


def newer_snapshot() -> str | None:
    """Return the id of the current snapshot where it is not the pinned one."""
    current = current_id(Home.find())
    return None if current in (None, st.session_state.get(_PINNED)) else current


def move_to_current_snapshot() -> None:
    """Let go of the pinned snapshot; the next run pins the current one."""
    st.session_state.pop(_PINNED, None)


@st.cache_data(max_entries=_RESULTS, show_spinner=False)
def _remembered(name: str, snapshot_path: str, arguments: str, _read: Callable[[], Any]) -> Any:
    return _read()


def read(
    function: Callable[Concatenate[Snapshot, Arguments], Result],
    snapshot: Snapshot,
    *arguments: Arguments.args,
    **named: Arguments.kwargs,
) -> Result:
    """Return function(snapshot, *arguments), from memory where this snapshot was asked the same before.

    Arguments are plain values and frozen dataclasses of them: their repr tells them apart.
    """
    result: Result = _remembered(
        f"{function.__module__}.{function.__qualname__}",
        str(snapshot.path),
        repr((arguments, named)),
        lambda: function(snapshot, *arguments, **named),
    )
    return result
