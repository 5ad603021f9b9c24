"""Which program this is: a digest of its sources, for results that hold only while it is the same."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

from warehouse.marts.compiled import basis, digest_of

_LIBRARIES = ("numpy", "polars", "rapidfuzz")


@cache
def program_digest() -> str:
    """Return the digest of `warehouse/` and `pipelines/` and of the libraries that compare texts."""
    own = digest_of(Path(__file__).resolve().parent, tuple(f"{name} {version(name)}" for name in _LIBRARIES))
    return hashlib.sha256(f"{basis()}\n{own}".encode()).hexdigest()
