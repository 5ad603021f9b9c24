"""Files that need a password are sent back; files that Excel opens without asking are read."""

from __future__ import annotations

import hashlib
import io
import struct

import openpyxl
from cryptography.hazmat.decrepit.ciphers.algorithms import ARC4
from cryptography.hazmat.primitives.ciphers import Cipher
from msoffcrypto.format.ooxml import OOXMLFile

from pipelines.reading.compound_file import compound_file
from tests.support.old_workbooks import BOF, BOUNDSHEET, excel97_stream, record
from tests.support.readers import refusal_of, sheets_in

FILEPASS = 0x002F
EXCELS_OWN = "VelvetSweatshop"


def plain_xlsx() -> bytes:
    book = openpyxl.Workbook()
    book.active["A1"] = "活动名称"
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def locked_xlsx(password: str) -> bytes:
    locked = io.BytesIO()
    OOXMLFile(io.BytesIO(plain_xlsx())).encrypt(password, locked)
    return locked.getvalue()


def test_a_workbook_that_needs_a_password_says_to_remove_it() -> None:
    refusal = refusal_of(locked_xlsx("secret"))
    assert refusal.code == "file_encrypted"
    assert "取消密码" in refusal.reason


def test_a_workbook_locked_with_excel_s_own_password_is_read() -> None:
    assert sheets_in(locked_xlsx(EXCELS_OWN))[0].rows == [["活动名称"]]


def test_a_key_that_takes_forever_to_derive_is_not_tried() -> None:
    slow = locked_xlsx(EXCELS_OWN).replace(b'spinCount="100000"', b'spinCount="99999999"')
    assert refusal_of(slow).code == "file_encrypted"


def test_a_protected_sheet_is_no_locked_file() -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = "活动名称"
    book.active.protection.set_password("secret")
    book.security.workbookPassword = "secret"
    book.security.lockStructure = True
    saved = io.BytesIO()
    book.save(saved)
    assert sheets_in(saved.getvalue())[0].rows == [["活动名称"]]


def test_a_protected_old_sheet_is_no_locked_file() -> None:
    stream = excel97_stream(lambda book: book.add_sheet("台账").write(0, 0, "活动名称"))
    # PROTECT, then the verifier of its password; xlwt has written both as zeros.
    protected = stream.replace(record(0x0012, b"\x00\x00"), record(0x0012, b"\x01\x00"))
    protected = protected.replace(record(0x0013, b"\x00\x00"), record(0x0013, b"\x34\x12"))
    assert protected != stream
    assert sheets_in(compound_file(protected), "a.xls")[0].rows == [["活动名称"]]


def locked_old_stream(password: str) -> bytes:
    """A workbook stream encrypted with RC4 as [MS-OFFCRYPTO] 2.3.6 and [MS-XLS] 2.2.10 say."""
    plain = excel97_stream(lambda book: book.add_sheet("台账").write(0, 0, "活动名称"))
    salt, verifier = bytes(range(16)), bytes(range(100, 116))
    sealed = _rc4(_key(password, salt, 0), verifier + hashlib.md5(verifier).digest())
    lock = record(FILEPASS, struct.pack("<HHH", 1, 1, 1) + salt + sealed)
    first_end = 4 + struct.unpack_from("<H", plain, 2)[0]
    stream = bytearray(plain[:first_end] + lock + plain[first_end:])
    blocks = range(-(-len(stream) // 1024))
    key_stream = b"".join(_rc4(_key(password, salt, block), bytes(1024)) for block in blocks)
    position = 0
    while position + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, position)
        start, end = position + 4, position + 4 + length
        if kind == BOUNDSHEET:
            struct.pack_into("<I", stream, start, struct.unpack_from("<I", stream, start)[0] + len(lock))
            start += 4
        if kind not in (BOF, FILEPASS):
            stream[start:end] = bytes(
                a ^ b for a, b in zip(stream[start:end], key_stream[start:end], strict=True)
            )
        position = end
    return bytes(stream)


def _key(password: str, salt: bytes, block: int) -> bytes:
    first = hashlib.md5(password.encode("utf-16-le")).digest()[:5]
    second = hashlib.md5((first + salt) * 16).digest()[:5]
    return hashlib.md5(second + struct.pack("<I", block)).digest()


def _rc4(key: bytes, data: bytes) -> bytes:
    encrypted: bytes = Cipher(ARC4(key), mode=None).encryptor().update(data)
    return encrypted


def test_an_old_workbook_that_needs_a_password_says_to_remove_it() -> None:
    refusal = refusal_of(compound_file(locked_old_stream("secret")), "a.xls")
    assert refusal.code == "file_encrypted"
    assert "取消密码" in refusal.reason


def test_an_old_workbook_locked_with_excel_s_own_password_is_read() -> None:
    (sheet,) = sheets_in(compound_file(locked_old_stream(EXCELS_OWN)), "a.xls")
    assert (sheet.name, sheet.rows) == ("台账", [["活动名称"]])
