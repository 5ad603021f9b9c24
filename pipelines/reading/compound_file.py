"""A compound file (OLE) around one stream, for handing a mended workbook stream to the cell parser.

Structures follow [MS-CFB], version 4: header 2.2, sectors of 4096 bytes, directory 2.6.
"""

from __future__ import annotations

import struct
from typing import Final

_SECTOR: Final = 4096
_ENTRIES_PER_SECTOR: Final = _SECTOR // 4
_HEADER_SECTORS: Final = 109
_FREE, _CHAIN_END, _TABLE_SECTOR = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_ROOT, _STREAM = 5, 2
# Sector 0 is the directory, sector 1 the (blank) store of small streams that parsers expect.
_FIRST_DATA_SECTOR: Final = 2


def compound_file(stream: bytes, name: str = "Workbook") -> bytes:
    """Return a compound file that holds the stream; it is padded with zeros to one sector at least.

    Raises ValueError beyond some 450 MB, which one header cannot address.
    """
    size = max(len(stream), _SECTOR)
    sectors = -(-size // _SECTOR)
    tables = 1
    while tables * _ENTRIES_PER_SECTOR < _FIRST_DATA_SECTOR + sectors + tables:
        tables += 1
    if tables > _HEADER_SECTORS:
        raise ValueError("the stream is too long for one header")
    first_table = _FIRST_DATA_SECTOR + sectors
    chain = [*range(_FIRST_DATA_SECTOR + 1, first_table), _CHAIN_END]
    table = [_CHAIN_END, _CHAIN_END, *chain, *[_TABLE_SECTOR] * tables]
    table += [_FREE] * (tables * _ENTRIES_PER_SECTOR - len(table))
    header = struct.pack(
        "<8s16sHHHHH6s9I",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", bytes(16), 0x3E, 4, 0xFFFE, 12, 6, bytes(6),
        1, tables, 0, 0, _SECTOR, _CHAIN_END, 0, _CHAIN_END, 0,
    )  # fmt: skip
    places = [first_table + index if index < tables else _FREE for index in range(_HEADER_SECTORS)]
    header += struct.pack(f"<{_HEADER_SECTORS}I", *places)
    directory = _entry("Root Entry", _ROOT, child=1, first=1, size=_SECTOR)
    directory += _entry(name, _STREAM, child=_FREE, first=_FIRST_DATA_SECTOR, size=size)
    directory += _entry("", 0, child=_FREE, first=0, size=0) * (_SECTOR // 128 - 2)
    data = stream + bytes(sectors * _SECTOR - len(stream))
    return (
        header.ljust(_SECTOR, b"\x00")
        + directory
        + bytes(_SECTOR)
        + data
        + struct.pack(f"<{len(table)}I", *table)
    )


def _entry(name: str, kind: int, *, child: int, first: int, size: int) -> bytes:
    encoded = name.encode("utf-16-le")
    length = len(encoded) + 2 if name else 0
    return struct.pack(
        "<64sHBBIII16sIQQIQ",
        encoded, length, kind, 1, _FREE, _FREE, child, bytes(16), 0, 0, 0, first, size,
    )  # fmt: skip
