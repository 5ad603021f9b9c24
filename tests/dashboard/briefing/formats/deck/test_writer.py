"""The deck (PPTX): one message on each slide, native charts and tables, nothing beyond its place."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from pptx import Presentation

from dashboard.briefing.checking.check import Expected, check
from dashboard.briefing.checking.finished import read_pptx
from dashboard.briefing.checking.record import in_office
from dashboard.briefing.content import wording
from dashboard.briefing.content.model import Briefing, Chart, ChartKind, Section, Sentence, Series, Table
from dashboard.briefing.formats.deck.writer import deck
from dashboard.briefing.formats.native import clean
from dashboard.texts import deck as texts
from tests.support import briefings
from tests.support.hostile_texts import hostile_texts

_PER_INCH = 914400


@pytest.fixture(scope="module")
def small() -> Any:
    return Presentation(io.BytesIO(deck(briefings.small_briefing())))


@pytest.fixture(scope="module")
def hostile() -> Any:
    return Presentation(io.BytesIO(deck(briefings.hostile_briefing())))


def _of(*sections: Section) -> Any:
    briefing = replace(briefings.small_briefing(), lead=Sentence(""), sections=sections, notes=())
    return Presentation(io.BytesIO(deck(briefing)))


def _titles(slides: Any) -> list[str]:
    return [slide.shapes.title.text_frame.text for slide in slides.slides]


def _tables(slides: Any) -> list[list[tuple[str, ...]]]:
    return [
        [tuple(cell.text for cell in row.cells) for row in shape.table.rows]
        for slide in slides.slides
        for shape in slide.shapes
        if shape.has_table
    ]


def _charts(slides: Any) -> list[Any]:
    return [shape.chart for slide in slides.slides for shape in slide.shapes if shape.has_chart]


def _words(slide: Any) -> list[str]:
    return [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]


def test_the_headline_of_each_slide_is_the_sentence(small: Any) -> None:
    briefing = briefings.small_briefing()
    charts = [chart.title for chart in briefing.sections[0].charts]
    assert _titles(small) == [
        briefing.title,
        texts.LEAD,
        *charts,
        "议定事项在办 4 项，逾期 4 项，近 7 日办结 0 项",
        "法律明白人 375 名",
        texts.NOTES,
    ]


def test_the_first_slide_says_what_it_is_by_whom_and_when(small: Any) -> None:
    briefing = briefings.small_briefing()
    assert (small.slide_width, small.slide_height) == (int(13.333 * _PER_INCH), int(7.5 * _PER_INCH))
    assert {
        briefing.title,
        briefing.period,
        *wording.head_lines(briefing.masthead),
        briefing.masthead.secrecy,
        wording.stamp_line(briefing.stamp),
    } <= set(_words(small.slides[0]))
    assert small.core_properties.author == "区司法局"
    assert small.core_properties.created.date() == date(2026, 11, 22)


def test_the_lead_stays_one_paragraph_with_a_line_for_each_sentence(small: Any) -> None:
    lead = briefings.small_briefing().lead.text
    (found,) = [words for words in _words(small.slides[1]) if "本周" in words]
    assert "\n" not in found
    assert found.split("\v") == [f"{part}。" for part in lead.split("。") if part]


def test_every_slide_has_a_number_and_says_which_data_it_shows(small: Any) -> None:
    for place, slide in enumerate(small.slides, start=1):
        words = " ".join(_words(slide))
        assert "数据截至2026年11月22日" in words
        assert "合成演示数据" in words
        fields = slide.element.xpath(".//a:fld[@type='slidenum']/a:t/text()")
        assert fields == ([] if place == 1 else [str(place)])


def test_charts_are_native_with_the_numbers_of_the_briefing(small: Any) -> None:
    expected = list(briefings.small_briefing().charts())
    found = _charts(small)
    assert len(found) == len(expected)
    for native, chart in zip(found, expected, strict=True):
        assert list(native.plots[0].categories) == list(chart.categories)
        assert [(one.name, tuple(one.values)) for one in native.plots[0].series] == [
            (one.name, one.values) for one in chart.series
        ]
        workbook = openpyxl.load_workbook(io.BytesIO(native.part.chart_workbook.xlsx_part.blob))
        rows = list(workbook.active.iter_rows(values_only=True))
        assert [row[0] for row in rows[1:]] == list(chart.categories)
        assert [row[1] for row in rows[1:]] == list(chart.series[0].values)


def test_unit_and_definition_stand_beside_a_chart(small: Any) -> None:
    chart = next(briefings.small_briefing().charts())
    assert {wording.unit_line(chart), wording.definition_words(chart)} <= set(_words(small.slides[2]))


def test_notes_bear_definition_and_trace_links_of_what_the_slide_shows(small: Any) -> None:
    briefing = briefings.small_briefing()
    chart = briefing.sections[0].charts[1]
    assert small.slides[3].notes_slide.notes_text_frame.text.split("\n") == [
        wording.definition_words(chart),
        wording.source_line(chart.sources[0], briefing.stamp),
    ]


def test_a_table_is_native_and_its_numbers_stand_to_the_right(small: Any) -> None:
    table = briefings.small_table()
    assert _tables(small) == [[table.headers, *table.rows]]
    (frame,) = [shape for slide in small.slides for shape in slide.shapes if shape.has_table]
    aligned = [frame.table.cell(1, column).text_frame.paragraphs[0].alignment for column in range(4)]
    assert [str(one) for one in aligned] == ["LEFT (1)", "LEFT (1)", "RIGHT (3)", "LEFT (1)"]


@pytest.mark.parametrize("rows", [1, 13, 40, 200])
def test_a_long_table_goes_on_with_its_header_and_loses_no_row(rows: int) -> None:
    table = briefings.small_table(rows)
    made = _of(Section("a", "议定事项", Sentence("议定事项在办。"), tables=(table,)))
    parts = _tables(made)
    assert all(part[0] == table.headers for part in parts)
    assert [row for part in parts for row in part[1:]] == list(table.rows)
    assert _titles(made)[1:] == ["议定事项在办", *["议定事项在办（续）"] * (len(parts) - 1)]
    assert max(map(len, parts)) - min(map(len, parts)) <= 1
    _assert_in_place(made)


def test_bars_too_many_to_draw_become_a_table_of_their_values() -> None:
    names = tuple(f"单位{place}" for place in range(60))
    values = tuple(float(place) for place in range(60))
    chart = Chart("E16", "逾期最多的是单位", ChartKind.BARS, names, (Series("卷数", values),), "卷", "")
    made = _of(Section("a", "监督", Sentence("逾期最多的是单位。"), charts=(chart,)))
    assert not _charts(made)
    assert [row[0] for part in _tables(made) for row in part[1:]] == list(names)


@pytest.mark.parametrize("has_categories", [True, False])
def test_a_chart_without_a_value_is_said_to_have_none(has_categories: bool) -> None:
    chart = briefings.empty_chart(has_categories)
    made = _of(Section("a", "应诉", Sentence("负责人出庭率未报。"), charts=(chart,)))
    assert not _charts(made)
    assert texts.NO_VALUES in _words(made.slides[1])


def test_an_empty_table_and_an_empty_section_say_so() -> None:
    made = _of(
        Section("a", "议定事项", Sentence("没有议定事项。"), tables=(Table("a", "议定事项", ("事项",), ()),)),
        Section("b", "空", Sentence("")),
    )
    assert not _tables(made)
    assert all(texts.NO_ROWS in _words(slide) for slide in list(made.slides)[1:])


def test_a_finding_beside_the_headline_and_paragraphs_of_their_own_are_shown() -> None:
    chart = briefings.share_chart()
    made = _of(
        Section("a", "普法", Sentence("覆盖面扩大。"), (Sentence("另有说明。"),), (chart,)),
        Section("b", "普法", Sentence("覆盖面扩大。"), (), (chart,)),
    )
    assert _titles(made)[1:] == ["覆盖面扩大", chart.title, "覆盖面扩大"]
    assert "另有说明。" in _words(made.slides[1])
    assert chart.title in _words(made.slides[3])


def test_hostile_texts_are_shown_as_they_are_written() -> None:
    texts_ = [text for text in hostile_texts() if clean(text)]
    table = Table("hostile", "甲", ("乙",), tuple((text,) for text in texts_))
    made = _of(Section("a", "丙", Sentence("丁。"), tables=(table,)))
    assert [row[0] for part in _tables(made) for row in part[1:]] == [clean(text) for text in texts_]
    assert not made.slides[1].element.xpath(".//a:hlinkClick")


def test_hostile_texts_of_every_place_are_plain_texts(hostile: Any) -> None:
    head = briefings.hostile_briefing().masthead
    assert {f"周报{briefings.MARKUP}", head.number, clean(head.secrecy)} <= set(_words(hostile.slides[0]))
    for native in _charts(hostile):
        assert native.plots[0].series[0].name == briefings.FORMULA
        sheet = openpyxl.load_workbook(io.BytesIO(native.part.chart_workbook.xlsx_part.blob)).active
        assert sheet["B1"].value == f"'{briefings.FORMULA}"
        assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


@pytest.mark.parametrize("name", ["small", "hostile"])
def test_nothing_leaves_the_slide_or_covers_something_else(name: str, request: pytest.FixtureRequest) -> None:
    _assert_in_place(request.getfixturevalue(name))


@pytest.mark.parametrize("length", [1, 30, 100, 400])
def test_a_headline_keeps_within_its_box_whatever_its_length(length: int) -> None:
    made = _of(Section("a", "普法", Sentence("长" * length), charts=(briefings.single_chart(),)))
    title = made.slides[1].shapes.title
    (run,) = title.text_frame.paragraphs[0].runs
    spacing = title.text_frame.paragraphs[0].line_spacing
    letters_on_a_line = int(title.width / run.font.size)
    lines = -(-length // letters_on_a_line)
    assert lines * spacing <= title.height
    assert run.text == "长" * length
    assert run.font.size.pt >= 8


def test_fonts_are_named_in_the_theme_and_none_is_bundled() -> None:
    made = _of()
    theme = next(
        one.target_part.blob for one in made.slide_master.part.rels.values() if "theme" in one.reltype
    )
    assert theme.decode().count('<a:latin typeface="Microsoft YaHei"/><a:ea typeface="微软雅黑"/>') == 2
    assert not [part for part in made.part.package.iter_parts() if "font" in str(part.partname)]


def test_the_same_briefing_gives_the_same_bytes() -> None:
    assert deck(briefings.small_briefing()) == deck(briefings.small_briefing())


@pytest.mark.parametrize(
    "briefing", [briefings.small_briefing(), briefings.hostile_briefing()], ids=["small", "hostile"]
)
def test_every_line_and_number_is_one_that_the_check_can_make_again(
    briefing: Briefing, tmp_path: Path
) -> None:
    expected = Expected(
        tuple(clean(line) for line in wording.lines(briefing)),
        tuple((clean(one.name), one.values) for chart in briefing.charts() for one in chart.series),
        briefing.stamp.snapshot,
    )
    path = tmp_path / "周报.pptx"
    path.write_bytes(in_office(deck(briefing), {"kind": "weekly"}))
    checked = check(path, lambda record: expected)
    assert checked.problems == ()
    assert checked.numbers > len(read_pptx(path.read_bytes()).series)


def _assert_in_place(made: Any) -> None:
    """No shape leaves its slide, none covers another."""
    for slide in made.slides:
        boxes = [_box(shape) for shape in slide.shapes]
        for left, top, right, bottom in boxes:
            assert left >= 0
            assert top >= 0
            assert right <= made.slide_width
            assert bottom <= made.slide_height
        for one, other in combinations(boxes, 2):
            apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
            assert apart, f"{one} {other}"


def _box(shape: Any) -> tuple[int, int, int, int]:
    height = sum(row.height for row in shape.table.rows) if shape.has_table else shape.height
    return shape.left, shape.top, shape.left + shape.width, shape.top + height
