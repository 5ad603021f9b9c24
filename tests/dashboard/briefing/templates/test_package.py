"""What is no template is refused in words before anything in it is read."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from dashboard.briefing.templates.faults import UnusableTemplate
from dashboard.briefing.templates.package import read_package
from dashboard.briefing.templates.word import WordTemplate

TYPES = "[Content_Types].xml"


def word() -> bytes:
    target = io.BytesIO()
    docx.Document().save(target)
    return target.getvalue()


def changed(change: Callable[[str, bytes], bytes], more: dict[str, bytes] | None = None) -> bytes:
    """A Word document with its parts changed and others beside them."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word())) as source, zipfile.ZipFile(target, "w", 8) as file:
        for name in source.namelist():
            file.writestr(name, change(name, source.read(name)))
        for name, content in (more or {}).items():
            file.writestr(name, content)
    return target.getvalue()


def as_it_is(_name: str, content: bytes) -> bytes:
    return content


def macro_type(name: str, content: bytes) -> bytes:
    plain, macro = b"officedocument.wordprocessingml.document.main", b"ms-word.document.macroEnabled.main"
    return content.replace(b"openxmlformats-" + plain, macro) if name == TYPES else content


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.docx", b"", "打不开"),
        ("a.docx", b"PK\x03\x04 not a package", "打不开"),
        ("a.docx", word()[:3000], "打不开"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "密码"),
        ("a.doc", b"", "旧格式"),
        ("a.docm", word(), "宏"),
        ("a.docx", changed(macro_type), "宏"),
        ("a.docx", changed(as_it_is, {"word/vbaProject.bin": b"x"}), "宏"),
        ("a.txt", b"", "不是可用的模板"),
        ("a.pptx", word(), "与扩展名不符"),
        ("a.docx", changed(as_it_is, {"word/media/bomb.bin": bytes(201 << 20)}), "太大"),
        ("a.docx", changed(as_it_is, {"word/extra.xml": bytes(9 << 20)}), "文字太多"),
    ],
)
def test_what_is_no_template_is_refused_in_words(
    tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(UnusableTemplate, match=said):
        read_package(path)


@pytest.mark.parametrize("body", [b"<not xml", b'<!DOCTYPE d [<!ENTITY a "b">]><d>&a;</d>'])
def test_a_part_that_is_no_plain_xml_is_refused(body: bytes) -> None:
    content = changed(lambda name, old: body if name == "word/document.xml" else old)
    with pytest.raises(UnusableTemplate, match="打不开"):
        WordTemplate("a.docx", content)
