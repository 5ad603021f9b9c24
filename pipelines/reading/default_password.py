"""Workbooks locked with the password that Excel itself uses when nobody was asked for one.

Protecting the structure of a workbook encrypts it with this fixed password ([MS-OFFCRYPTO] 2.4.2.3, [MS-XLS]
2.4.117), and Excel opens such a file without asking. A file that needs another password stays locked.
"""

from __future__ import annotations

import io
import re
import struct
from typing import Final

import msoffcrypto
from msoffcrypto.exceptions import DecryptionError, FileFormatError, ParseError

from pipelines.reading.model import FILE_ENCRYPTED, Refused

_DEFAULT_PASSWORD: Final = "VelvetSweatshop"
# Decryption takes some microseconds and bytes of memory per byte; beyond this the sender removes the lock.
MAX_LOCKED_BYTES: Final = 8 << 20
# Excel derives its keys in 100,000 rounds; a file that asks for more only keeps the reader busy.
MAX_ROUNDS: Final = 1_000_000
_ROUNDS: Final = re.compile(rb'spinCount="(\d+)"')
_FAULTS: Final = (
    DecryptionError, FileFormatError, ParseError, OSError, ValueError, KeyError, IndexError, TypeError,
    AttributeError, AssertionError, struct.error,
)  # fmt: skip


def without_default_password(data: bytes) -> bytes:
    """Return the decrypted file: a zip package, or an OLE file with readable records.

    Raises Refused, with what to do, when the file needs a real password.
    """
    rounds = _ROUNDS.search(data)
    if len(data) > MAX_LOCKED_BYTES or (rounds and int(rounds[1][:9]) > MAX_ROUNDS):
        raise Refused(FILE_ENCRYPTED)
    opened = io.BytesIO()
    try:
        locked = msoffcrypto.OfficeFile(io.BytesIO(data))
        locked.load_key(password=_DEFAULT_PASSWORD)
        locked.decrypt(opened)
    except _FAULTS:
        raise Refused(FILE_ENCRYPTED) from None
    return opened.getvalue()
