"""Who may enter decisions: everybody at this machine, or those whom the home's list names.

The server listens on this machine only. Where it stands behind a gateway that knows its users, the gateway's
header is mapped to `name` by Streamlit's `server.trustedUserHeaders`, and `recorders.txt` of the home folder,
one name a line, says who of them may enter; then nobody signs for another.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from warehouse.home import Home

RECORDERS_FILE = "recorders.txt"
_NAME = "name"


@dataclass(frozen=True)
class Rights:
    """Whether entries may be made, and by whom. name: as the gateway gives it, None where nobody does."""

    may_enter: bool
    name: str | None


def rights(home: Home) -> Rights:
    """Return what this session's reader may do. An unreadable list lets nobody enter."""
    name = _identity()
    path = home.root / RECORDERS_FILE
    if not path.exists():
        return Rights(may_enter=True, name=name)
    return Rights(may_enter=name is not None and name in _listed(path), name=name)


def _identity() -> str | None:
    name = st.user.to_dict().get(_NAME)
    return name.strip() or None if isinstance(name, str) else None


def _listed(path: Path) -> frozenset[str]:
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError):
        return frozenset()
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))
