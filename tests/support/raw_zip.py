"""Zip archives with any header that is wanted, true or not, written without compressing gigabytes."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

_LOCAL, _CENTRAL, _END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"


@dataclass(frozen=True)
class Entry:
    """A part of an archive. size, crc: as the headers claim; packed: its raw deflate stream."""

    name: str
    packed: bytes
    size: int
    crc: int


def entry(name: str, data: bytes) -> Entry:
    """Return an honest entry."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return Entry(name, packer.compress(data) + packer.flush(), len(data), zlib.crc32(data))


def endless(name: str, head: bytes, block: bytes, times: int, claimed: int | None = None) -> Entry:
    """Return an entry that unpacks to `head` and `times` copies of `block`; its sizes are true or claimed."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    start = packer.compress(head) + packer.flush(zlib.Z_FULL_FLUSH)
    first = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    # After a full flush nothing refers back, so that the packed block can simply be repeated.
    packed = start + first * times + packer.flush()
    size = len(head) + len(block) * times
    return Entry(name, packed, size if claimed is None else claimed, 0)


def archive(entries: Sequence[Entry]) -> bytes:
    """Return the archive."""
    body = bytearray()
    directory = bytearray()
    for one in entries:
        name = one.name.encode()
        facts = struct.pack("<HHHIII", 8, 0, 0x5A21, one.crc, len(one.packed), one.size)
        directory += _CENTRAL + struct.pack("<HHH", 20, 20, 0x800) + facts
        directory += struct.pack("<HHHHHII", len(name), 0, 0, 0, 0, 0, len(body)) + name
        body += _LOCAL + struct.pack("<HH", 20, 0x800) + facts + struct.pack("<HH", len(name), 0) + name
        body += one.packed
    count = min(len(entries), 0xFFFF)
    end = _END + struct.pack("<HHHHIIH", 0, 0, count, count, len(directory), len(body), 0)
    return bytes(body + directory + end)
