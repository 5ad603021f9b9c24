"""How much memory a file may take: a small file is never worth what a large one is."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_ALWAYS_RESIDENT_BYTES = 160 << 20
# The first file of a child makes its libraries reserve some 150 MB of addresses which they never use.
_RESERVED_UNUSED_BYTES = 160 << 20
# Measured: a workbook of 100,000 x 15 cells needs 70 bytes for each of its own.
_PER_BYTE = 400


def most_resident_growth(file_bytes: int) -> int:
    """Return by how many bytes the memory of a child may grow while it reads a file of this size."""
    return _ALWAYS_RESIDENT_BYTES + _PER_BYTE * file_bytes


@contextmanager
def bounded_memory(file_bytes: int) -> Iterator[None]:
    """Let this process reserve only so much more memory as a file of this size may need, up to its own limit.

    Beyond it Python raises MemoryError, and native parsers end the process. It stops what asks for much at
    once; what is really taken is watched by the parent, because reservations tell little of it.
    """
    before, highest = resource.getrlimit(resource.RLIMIT_AS)
    allowed = _reserved() + _RESERVED_UNUSED_BYTES + most_resident_growth(file_bytes)
    bound = allowed if highest == resource.RLIM_INFINITY else min(allowed, highest)
    resource.setrlimit(resource.RLIMIT_AS, (bound, highest))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (before, highest))


def _reserved() -> int:
    """Return the address space that this process has now, in bytes."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    return pages * resource.getpagesize()
