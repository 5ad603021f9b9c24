"""The PDF: the official form, selectable text in reading order, bookmarks, and nothing that runs."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pypdf import PageObject, PdfReader
from pypdf.generic import DictionaryObject

from dashboard.briefing.checking.finished import read_pdf
from dashboard.briefing.content import wording
from dashboard.briefing.content.model import Briefing, Section, Sentence
from dashboard.briefing.formats import official
from dashboard.briefing.formats.native import clean
from dashboard.briefing.formats.pdf import writer as module
from dashboard.briefing.formats.pdf.writer import NoFont, drawing_size, pdf
from dashboard.texts import briefing as texts
from tests.support.briefings import hostile_briefing, small_briefing, small_table
from tests.support.hostile_texts import hostile_texts

SMALL = small_briefing()
# The number of an axis, which is none of the briefing.
AXIS = "98765"
DRAWINGS = {
    chart.key: (
        '<svg xmlns="http://www.w3.org/2000/svg" width="590" height="212" viewBox="0 0 590 212">'
        f'<rect width="{place}00" height="99" fill="red"/><text x="9" y="99">{AXIS}</text></svg>'
    ).encode()
    for place, chart in enumerate(SMALL.charts(), start=1)
}
MADE = pdf(SMALL, DRAWINGS)


@pytest.fixture(scope="module")
def opened() -> PdfReader:
    return PdfReader(io.BytesIO(MADE))


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _text(made: bytes) -> str:
    return _plain("".join(one.text for one in read_pdf(made).segments))


def _left_edge(page: PageObject, wanted: str) -> float:
    """Return where a text begins on a page, in points from the left."""
    found: list[float] = []

    def visit(text: str, moved: list[float], *more: Any) -> None:
        if text.strip() == wanted:
            found.append(moved[4])

    page.extract_text(visitor_text=visit)
    return found[-1]


def _expected(briefing: Briefing) -> Iterator[str]:
    """Yield what has to be found in one piece, in order."""
    yield from wording.head_lines(briefing.masthead)
    yield from (briefing.period, briefing.lead.text)
    tables = charts = 0
    for place, section in enumerate(briefing.sections, start=1):
        yield from (wording.heading(place, section), section.message.text)
        yield from (one.text for one in section.paragraphs)
        for chart in section.charts:
            charts += 1
            yield wording.figure_title(charts, chart)
            yield wording.unit_line(chart) + wording.definition_words(chart)
        for table in section.tables:
            tables += 1
            yield wording.table_title(tables, table)
            yield from ("".join(row) for row in (table.headers, *table.rows))
    yield from (wording.stamp_line(briefing.stamp), texts.MADE_BY)


def test_every_paragraph_and_table_row_is_text_in_one_piece_in_reading_order() -> None:
    found, place = _text(MADE), 0
    for text in _expected(SMALL):
        place = found.index(_plain(text), place) + 1
    for line in (*wording.tail_lines(SMALL.masthead), wording.copies_line(SMALL.masthead)):
        assert _plain(line) in found


def test_a_table_over_several_pages_repeats_its_head_and_breaks_no_row() -> None:
    table = small_table(rows=60)
    section = replace(SMALL.sections[1], tables=(table,))
    made = pdf(replace(SMALL, sections=(section,)), {})
    found = _text(made)
    assert all(_plain("".join(row)) in found for row in table.rows)
    pages = len(PdfReader(io.BytesIO(made)).pages)
    assert pages >= 3
    assert found.count(_plain("".join(table.headers))) >= pages - 1


def test_pages_are_a4_and_numbered_on_a_line_of_their_own(opened: PdfReader) -> None:
    sides = []
    for place, page in enumerate(opened.pages, start=1):
        width, height = page.mediabox.width, page.mediabox.height
        assert (round(width / official.POINTS_PER_MM), round(height / official.POINTS_PER_MM)) == (210, 297)
        assert f"— {place} —" in [line.strip() for line in page.extract_text().splitlines()]
        sides.append("right" if _left_edge(page, f"— {place} —") > width / 2 else "left")
    assert sides == ["right", "left", "right", "left"]


def test_it_has_bookmarks_and_says_what_it_is_and_whose(opened: PdfReader) -> None:
    assert [str(one["/Title"]) for one in opened.outline if isinstance(one, DictionaryObject)] == [
        "一、普法宣传",
        "二、议定事项",
        "三、普法队伍",
    ]
    said = opened.metadata
    assert said is not None
    assert (said.title, said.author) == ("法治工作周报 2026年第47期", "区司法局")
    assert said.creation_date is not None
    assert said.creation_date.date() == SMALL.masthead.issued_on
    assert str(opened.root_object["/Lang"]).startswith("zh")


def test_a_chart_is_a_picture_whose_numbers_are_no_text_and_whose_title_is_read_out(
    opened: PdfReader,
) -> None:
    pictures = [picture for page in opened.pages for picture in page.images]
    assert len(pictures) == len(DRAWINGS)
    across, _ = pictures[0].image.size if pictures[0].image else (0, 0)
    assert across >= official.TEXT_WIDTH_MM / 25.4 * 200
    assert AXIS not in _text(MADE)
    described = [
        str(one["/Alt"])
        for place in range(len(opened.xref_objStm) + sum(map(len, opened.xref.values())))
        if isinstance(one := opened.get_object(place + 1), DictionaryObject) and "/Alt" in one
    ]
    assert set(described) >= {chart.title for chart in SMALL.charts()}


@pytest.mark.parametrize("drawing", [None, b"", b"no drawing", b"\xff\xfe"])
def test_without_a_drawing_its_values_stand_as_a_table_and_the_text_says_so(drawing: bytes | None) -> None:
    chart = next(SMALL.charts())
    section = replace(SMALL.sections[0], charts=(chart,))
    made = pdf(replace(SMALL, sections=(section,)), {} if drawing is None else {chart.key: drawing})
    found = _text(made)
    assert found.count(_plain(texts.NO_DRAWING)) == 1
    headers, rows = wording.value_rows(chart)
    assert all(_plain("".join(row)) in found for row in (headers, *rows))


def test_hostile_texts_are_shown_and_never_run() -> None:
    hostile = hostile_briefing()
    found = _text(pdf(hostile, {}))
    shown = [one.text for one in hostile.sections[0].paragraphs if one.text.isprintable()]
    assert all(_plain(text) in found for text in shown if text.isascii() or "增加" in text)
    attacks = hostile_texts()[::4]
    section = Section("attacks", attacks[0], Sentence(attacks[1]), tuple(map(Sentence, attacks)))
    made = pdf(replace(SMALL, sections=(section,)), {})
    found = _text(made)
    assert all(_plain(clean(attack)) in found for attack in attacks if attack.isascii())
    for name in (b"/JavaScript", b"/Launch", b"/URI", b"/OpenAction", b"/EmbeddedFile"):
        assert name not in made


def test_it_is_made_from_anywhere_and_the_same_each_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert pdf(SMALL, DRAWINGS) == MADE
    assert list(tmp_path.iterdir()) == []


def test_a_machine_without_chinese_fonts_is_told_which_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_families", lambda: frozenset({"DejaVu Sans"}))
    with pytest.raises(NoFont, match=r"没有中文字体.*Noto Serif CJK SC"):
        pdf(SMALL, {})


def test_a_typeface_that_is_missing_is_replaced_by_another_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_families", lambda: frozenset({"Noto Sans CJK SC"}))
    assert _plain(SMALL.lead.text) in _text(pdf(SMALL, {}))


def test_a_drawing_is_asked_for_in_the_shape_in_which_it_is_shown() -> None:
    columns, bars = list(SMALL.charts())[:2]
    width, height = drawing_size(columns)
    # Letters of 12 pixels come out as 小五, 9 points.
    assert 9 / 12 * width == pytest.approx(official.TEXT_WIDTH_MM * official.POINTS_PER_MM)
    assert height < width / 2
    assert drawing_size(bars)[1] < height
