"""How much memory a file may take: a small file is never worth what a large one is."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_ALWAYS = 110 << 20
# Measured: a workbook of 100,000 x 15 cells needs 70 bytes for each of its own.
_PER_BYTE = 400


@contextmanager
def bounded_memory(file_bytes: int) -> Iterator[None]:
    """Let this process take only so much more memory as a file of this size may need, up to its own limit.

    Beyond it Python raises MemoryError, and native parsers end the process.
    """
    before, highest = resource.getrlimit(resource.RLIMIT_AS)
    allowed = _reserved() + _ALWAYS + _PER_BYTE * file_bytes
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
