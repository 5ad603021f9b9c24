"""The session's pinned snapshot, and the memory of results.

A session pins the snapshot that is current when it begins, or the one that its link names, and keeps it until
its reader moves on. Results are remembered by snapshot id, so a remembered number can never belong to another
snapshot; memories are bounded.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec, TypeVar

import streamlit as st

from dashboard.texts import verdict as texts
from warehouse.errors import DamagedSnapshot, UnknownSnapshot
from warehouse.home import Home
from warehouse.keeping.manifest import DamagedManifest, manifest_path, read_manifest, sha256_of
from warehouse.snapshots import (
    Snapshot,
    current_id,
    last_good,
    open_snapshot,
    resolve,
    snapshot_file,
    way_out,
)

Result = TypeVar("Result")
Arguments = ParamSpec("Arguments")

# The parameter of the link that names a snapshot by id, label or sequence number.
PARAMETER = "snapshot"
# The state of a session that holds the title of the page it looks at.
PAGE_TITLE = "page_title"
_PINNED = "snapshot_id"
_ASKED = "asked_snapshot"
_OPEN_SNAPSHOTS = 4
_RESULTS = 512


def _close(snapshot: Snapshot) -> None:
    snapshot.close()


@st.cache_resource(max_entries=_OPEN_SNAPSHOTS, show_spinner=False, on_release=_close)
def _opened(root: str, snapshot_id: str) -> Snapshot:
    return open_snapshot(Home.find(root), snapshot_id)


def pinned_snapshot() -> Snapshot:
    """Return the snapshot this session looks at: the one its link names, else the one that was current.

    Raises NoSnapshot where nothing has been published, UnknownSnapshot where the link names none that
    exists, DamagedSnapshot where it cannot be read.
    """
    home = Home.find()
    asked = asked_snapshot()
    if asked is not None:
        pinned = _opened(str(home.root), resolve(home, asked))
        st.session_state[_ASKED] = asked
        st.query_params[PARAMETER] = asked
        st.session_state[_PINNED] = pinned.id
        return pinned
    known = st.session_state.get(_PINNED)
    if known is not None:
        try:
            return _opened(str(home.root), known)
        except UnknownSnapshot:
            # It was pruned while the session slept: the current one takes its place.
            del st.session_state[_PINNED]
    current = current_id(home)
    if current is None:
        return open_snapshot(home)  # says what to do
    st.session_state[_PINNED] = current
    return _opened(str(home.root), current)


def snapshot_named(snapshot_id: str) -> Snapshot:
    """Return another snapshot beside the pinned one. Raises DamagedSnapshot or UnknownSnapshot."""
    return shared_snapshot(Home.find(), snapshot_id)


def shared_snapshot(home: Home, snapshot_id: str) -> Snapshot:
    """Return a snapshot as all sessions share it. Raises DamagedSnapshot or UnknownSnapshot."""
    snapshot: Snapshot = _opened(str(home.root), snapshot_id)
    return snapshot


def asked_snapshot() -> str | None:
    """Return how the link named a snapshot; the choice goes along from page to page."""
    asked: str | None = st.query_params.get(PARAMETER) or st.session_state.get(_ASKED)
    return asked


def newer_snapshot() -> str | None:
    """Return the id of the current snapshot where it is not the pinned one."""
    try:
        current = current_id(Home.find())
    except DamagedSnapshot:
        # Whoever looks at a good snapshot can go on while the pointer is damaged.
        return None
    return None if current in (None, st.session_state.get(_PINNED)) else current


def move_to_current_snapshot() -> None:
    """Let go of the pinned snapshot; the next run pins the current one."""
    st.session_state.pop(_PINNED, None)
    st.session_state.pop(_ASKED, None)
    st.query_params.pop(PARAMETER, None)


def look_at(snapshot_id: str) -> None:
    """Pin a snapshot for this session."""
    st.session_state[_ASKED] = snapshot_id
    st.query_params[PARAMETER] = snapshot_id


def damage_of_pinned() -> str | None:
    """Return what is wrong with the pinned snapshot's file, in words, where its bytes are not as published.

    Looks at every byte: for after a fault, to tell damage of the disk from a fault of the program.
    """
    home, pinned = Home.find(), st.session_state.get(_PINNED)
    path = snapshot_file(home, pinned) if pinned is not None else None
    if path is None:
        return None
    try:
        manifest = read_manifest(manifest_path(path))
        if manifest is None or sha256_of(path) == manifest.sha256:
            return None
    except (DamagedManifest, OSError):
        return None
    return texts.DAMAGED_FILE.format(file=path.name, way_out=way_out(home, pinned))


def good_snapshot_beside_damage() -> str | None:
    """Return the id of a snapshot that can be read, other than the one just tried; None if there is none."""
    home = Home.find()
    asked = asked_snapshot()
    try:
        tried = resolve(home, asked) if asked is not None else current_id(home)
    except (DamagedSnapshot, UnknownSnapshot):
        tried = None
    return last_good(home, tried)


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


def read_beside(
    function: Callable[Concatenate[Snapshot, Snapshot, Arguments], Result],
    snapshot: Snapshot,
    beside: Snapshot,
    *arguments: Arguments.args,
    **named: Arguments.kwargs,
) -> Result:
    """Return function(snapshot, beside, *arguments), from memory where the two were asked the same before."""
    result: Result = _remembered(
        f"{function.__module__}.{function.__qualname__}",
        f"{snapshot.path}|{beside.path}",
        repr((arguments, named)),
        lambda: function(snapshot, beside, *arguments, **named),
    )
    return result
