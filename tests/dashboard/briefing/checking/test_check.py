"""A finished document is held against its snapshot: nothing that was changed or written in goes unnoticed."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from pptx import Presentation

from dashboard.briefing.checking.check import BadDocument, Checked, check, digest
from dashboard.briefing.checking.record import NoRecord, in_png, in_svg
from dashboard.briefing.editions import expected_of
from dashboard.briefing.sets import Format, made
from tests.support.briefings import hostile_briefing, small_briefing

RECORD = {"kind": "weekly", "snapshot": "000001-a", "label": None, "week": "2026-W47"}
FORMATS = (Format.DOCX, Format.PPTX, Format.PDF, Format.HTML)


@pytest.fixture(scope="module")
def documents() -> dict[Format, bytes]:
    """The small briefing in every format; the PDF without drawings."""
    return {kind: made(small_briefing(), RECORD, kind) for kind in FORMATS}


def _checked(folder: Path, content: bytes, kind: str) -> Checked:
    path = folder / f"a.{kind}"
    path.write_bytes(content)
    return check(path, lambda record: expected_of(small_briefing()))


@pytest.mark.parametrize("kind", FORMATS)
def test_every_number_of_an_untouched_document_has_its_ground(
    documents: dict[Format, bytes], tmp_path: Path, kind: Format
) -> None:
    found = _checked(tmp_path, documents[kind], kind)
    assert found.problems == ()
    assert found.numbers > 50


@pytest.mark.parametrize("kind", FORMATS)
def test_hostile_texts_do_not_disturb_the_check(tmp_path: Path, kind: Format) -> None:
    path = tmp_path / f"a.{kind}"
    path.write_bytes(made(hostile_briefing(), RECORD, kind))
    assert check(path, lambda record: expected_of(hostile_briefing())).problems == ()


def _docx(edit: Callable[[Document], None]) -> Callable[[bytes], bytes]:
    def edited(content: bytes) -> bytes:
        document = Document(io.BytesIO(content))
        edit(document)
        target = io.BytesIO()
        document.save(target)
        return target.getvalue()

    return edited


def _replaced_in_docx(old: str, new: str) -> Callable[[bytes], bytes]:
    def edit(document: Document) -> None:
        body = document.element.body
        texts = [node for node in body.iter() if node.tag.endswith("}t") and old in (node.text or "")]
        assert texts
        texts[0].text = texts[0].text.replace(old, new)

    return _docx(edit)


def _replaced_in_part(part: str, old: bytes, new: bytes) -> Callable[[bytes], bytes]:
    def edited(content: bytes) -> bytes:
        target = io.BytesIO()
        replaced = 0
        with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(target, "w") as file:
            for item in source.infolist():
                body = source.read(item)
                if re.fullmatch(part, item.filename) and old in body:
                    body = body.replace(old, new, 1)
                    replaced += 1
                file.writestr(item, body)
        assert replaced == 1
        return target.getvalue()

    return edited


def _noted(content: bytes) -> bytes:
    deck = Presentation(io.BytesIO(content))
    deck.slides[-1].notes_slide.notes_text_frame.text += "\n另有 12 件未列"
    target = io.BytesIO()
    deck.save(target)
    return target.getvalue()


@pytest.mark.parametrize(
    ("kind", "edit", "told"),
    [
        ("docx", _replaced_in_docx("受众 318", "受众 381"), "文中为“本周全区开展普法活动3场，受众381人次"),
        ("docx", _replaced_in_docx("51", "15"), "表格第"),
        (
            "docx",
            _docx(lambda document: document.add_paragraph("全年共受理案件 77 件。")),
            "“全年共受理案件77件。”中的数字在快照 2026-W47 中没有出处",
        ),
        ("docx", _replaced_in_docx("318 人次", "318 万人次"), "应为"),
        ("docx", _replaced_in_part("word/charts/chart1.xml", b"<c:v>15", b"<c:v>16"), "第 3 个数为 16.0"),
        ("pptx", _replaced_in_part(r"ppt/charts/chart\d+.xml", b"<c:v>30.0<", b"<c:v>31.0<"), "为 31.0"),
        ("pptx", _noted, "备注：“另有12件未列”"),
        (
            "html",
            lambda page: page.replace(b"318", b"381", 1),
            "应为“本周全区开展普法活动 3 场，受众 318 人次",
        ),
        ("html", lambda page: page.replace(b'"y": [5.0, 4.0', b'"y": [5.0, 14.0'), "图形与快照"),
    ],
)
def test_what_was_changed_or_written_in_is_told_with_its_place(
    documents: dict[Format, bytes],
    tmp_path: Path,
    kind: str,
    edit: Callable[[bytes], bytes],
    told: str,
) -> None:
    found = _checked(tmp_path, edit(documents[Format(kind)]), kind)
    assert not found.is_right
    assert any(told in problem for problem in found.problems), found.problems


def test_other_words_around_the_same_numbers_are_nobodys_fault(
    documents: dict[Format, bytes], tmp_path: Path
) -> None:
    reworded = _replaced_in_docx("本周全区开展普法活动", "这一周，全区共举办普法活动")
    assert _checked(tmp_path, reworded(documents[Format.DOCX]), "docx").is_right


def test_a_picture_is_right_while_its_bytes_and_its_values_are(tmp_path: Path) -> None:
    drawn = {
        "png": b"\x89PNG\r\n\x1a\n" + bytes(4) + b"IEND" + bytes(4),
        "svg": b'<svg xmlns="http://www.w3.org/2000/svg"><text>15</text></svg>',
    }
    chart = next(small_briefing().charts())
    series = [[one.name, list(one.values)] for one in chart.series]
    for kind, picture in drawn.items():
        put = in_png if kind == "png" else in_svg
        record = {**RECORD, "series": series, "sha256": digest(picture)}
        assert _checked(tmp_path, put(picture, record), kind).is_right
        painted = put(picture + b"\n", record)
        assert "改动过" in _checked(tmp_path, painted, kind).problems[0]
        wrong = {**record, "series": [[series[1][0], [6.0, *series[1][1][1:]]]]}
        assert "应为 5.0" in _checked(tmp_path, put(picture, wrong), kind).problems[0]


@pytest.mark.parametrize(
    ("name", "content", "fault"),
    [("a.xlsx", b"", BadDocument), ("a.docx", b"no document", NoRecord), ("a.pdf", b"%PDF-", NoRecord)],
)
def test_what_cannot_be_checked_is_refused_in_words(
    tmp_path: Path, name: str, content: bytes, fault: type[Exception]
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(fault, match=name):
        check(path, lambda record: expected_of(small_briefing()))
