"""The Word document: in the official form, in the words of the briefing, with charts that can be edited."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from typing import Any

import docx
import openpyxl
import pytest
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt
from lxml import etree

from dashboard.briefing.checking.finished import read_docx
from dashboard.briefing.content import wording
from dashboard.briefing.content.model import Briefing, Masthead, Section, Sentence
from dashboard.briefing.formats import official
from dashboard.briefing.formats.document.tables import table_element
from dashboard.briefing.formats.document.writer import document
from dashboard.briefing.formats.native import clean
from dashboard.texts import briefing as texts
from tests.support.briefings import hostile_briefing, masthead, small_briefing, small_table
from tests.support.hostile_texts import hostile_texts

SMALL = small_briefing()
MADE = document(SMALL)


@pytest.fixture(scope="module")
def opened() -> Document:
    return docx.Document(io.BytesIO(MADE))


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _style(opened: Document, key: str) -> Any:
    return next(one for one in opened.styles.element.iter(qn("w:style")) if one.get(qn("w:styleId")) == key)


def _font(opened: Document, key: str) -> tuple[str, float]:
    style = _style(opened, key)
    size = style.find(f"{qn('w:rPr')}/{qn('w:sz')}").get(qn("w:val"))
    return style.find(f".//{qn('w:rFonts')}").get(qn("w:eastAsia")), int(size) / 2


def test_the_page_is_a4_with_the_margins_of_the_standard_and_22_lines_of_28_characters(
    opened: Document,
) -> None:
    page = opened.sections[0]
    lengths = [page.page_width, page.page_height, page.top_margin, page.bottom_margin]
    lengths += [page.left_margin, page.right_margin]
    assert [round(length.mm) for length in lengths if length is not None] == [210, 297, 37, 35, 28, 26]
    grid = page._sectPr.find(qn("w:docGrid"))
    assert grid.get(qn("w:type")) == "linesAndChars"
    pitch = int(grid.get(qn("w:linePitch"))) / 20
    character = official.BODY + int(grid.get(qn("w:charSpace"))) / 4096
    height, width = (mm * official.POINTS_PER_MM for mm in (225, 156))
    assert (height // pitch, width // character) == (22, 28)

    body = _style(opened, "BodyText")
    spacing = body.find(f"{qn('w:pPr')}/{qn('w:spacing')}")
    assert spacing.get(qn("w:lineRule")) == "exact"
    assert height // (int(spacing.get(qn("w:line"))) / 20) == 22
    tracking = int(body.find(f"{qn('w:rPr')}/{qn('w:spacing')}").get(qn("w:val"))) / 20
    assert width // (official.BODY + tracking) == 28


def test_body_headings_and_title_have_the_type_of_the_standard(opened: Document) -> None:
    assert _font(opened, "BodyText") == ("仿宋_GB2312", 16)
    assert _font(opened, "Heading1") == ("黑体", 16)
    assert _font(opened, "Heading2") == ("楷体_GB2312", 16)
    assert _font(opened, "Title") == ("方正小标宋简体", 22)
    assert _font(opened, "Footer") == ("宋体", 14)
    indent = _style(opened, "BodyText").find(f".//{qn('w:ind')}")
    assert indent.get(qn("w:firstLineChars")) == "200"
    headings = [one.text for one in opened.paragraphs if one.style and one.style.name == "Heading 1"]
    assert headings == ["一、普法宣传", "二、议定事项", "三、普法队伍"]


def test_fonts_are_named_with_what_stands_in_for_them_and_none_lies_in_the_file() -> None:
    with zipfile.ZipFile(io.BytesIO(MADE)) as file:
        table = etree.fromstring(file.read("word/fontTable.xml"))
        assert not [name for name in file.namelist() if "fonts/" in name or "thumbnail" in name]
    found = {
        one.get(qn("w:name")): one.find(qn("w:altName")).get(qn("w:val")).split(",")
        for one in table.iter(qn("w:font"))
    }
    assert found["仿宋_GB2312"][:2] == ["仿宋", "FangSong"]
    assert "宋体" in found["方正小标宋简体"]
    assert set(found) == {face.name for face in (*official.FACES, official.LATIN)}


def test_head_and_tail_stand_where_a_brief_has_them(opened: Document) -> None:
    texts_of = [one.text for one in opened.paragraphs]
    assert texts_of[:4] == ["内部资料", "法治工作周报", "2026年第47期", "区司法局\t2026年11月22日"]
    assert texts_of[4].split() == ["2026年第47周", "11月16日—11月22日", "（数据截至2026年11月22日）"]
    name, rule = opened.paragraphs[1], opened.paragraphs[3]
    assert name.runs[0].font.size == Pt(official.name_size("法治工作周报")) == Pt(60)
    assert _style(opened, "BriefName").find(f".//{qn('w:color')}").get(qn("w:val")) == "FF0000"
    assert rule._p.find(f".//{qn('w:pBdr')}/{qn('w:bottom')}").get(qn("w:color")) == "FF0000"
    tail = [cell.text for row in opened.tables[-1].rows for cell in row.cells]
    assert tail == [
        "报：区委全面依法治区委员会。",
        "送：区政府办公室。",
        "发：各镇（街道）、区直各单位。",
        "共印 60 份",
    ]


def test_a_head_shows_only_what_is_given() -> None:
    bare = Masthead("法治工作简报", "2026年第3期", "区司法局", masthead().issued_on)
    made = docx.Document(io.BytesIO(document(replace(SMALL, masthead=bare, sections=()))))
    assert [one.text for one in made.paragraphs][:2] == ["法治工作简报", "2026年第3期"]
    assert made.tables == []
    # The name of the brief is not the title: the title stands under the rule, and the days under the title.
    assert [one.text for one in made.paragraphs][3:5] == [SMALL.title, SMALL.period]


def test_pages_are_numbered_outside_odd_on_the_right_even_on_the_left(opened: Document) -> None:
    assert opened.settings.odd_and_even_pages_header_footer
    page = opened.sections[0]
    sides = {}
    for name, footer in (("odd", page.footer), ("even", page.even_page_footer)):
        paragraph = footer.paragraphs[0]
        assert paragraph.text == "— 1 —"
        assert paragraph._p.find(f".//{qn('w:instrText')}").text.strip() == "PAGE"
        sides[name] = paragraph.alignment
    assert sides == {"odd": WD_ALIGN_PARAGRAPH.RIGHT, "even": WD_ALIGN_PARAGRAPH.LEFT}


def test_every_word_of_the_briefing_stands_in_it_in_order() -> None:
    found = _plain("\n".join(one.text for one in read_docx(MADE).segments))
    expected = [SMALL.lead.text]
    charts = 0
    for place, section in enumerate(SMALL.sections, start=1):
        expected += [wording.heading(place, section), section.message.text]
        expected += [one.text for one in section.paragraphs]
        for chart in section.charts:
            charts += 1
            expected += [wording.figure_title(charts, chart), wording.unit_line(chart)]
            expected.append(wording.definition_words(chart))
        for table in section.tables:
            expected += ["".join(row) for row in (table.headers, *table.rows)]
    expected += [*SMALL.notes[0], wording.stamp_line(SMALL.stamp), texts.MADE_BY]
    place = 0
    for text in expected:
        place = found.index(_plain(text), place) + 1


def test_charts_are_native_in_line_described_and_carry_their_numbers(opened: Document) -> None:
    charts = list(SMALL.charts())
    drawn = read_docx(MADE).series
    assert [(one.name, one.values) for one in drawn] == [
        (one.name, one.values) for chart in charts for one in chart.series
    ]
    body = opened.element.body
    assert len(list(body.iter(qn("wp:inline")))) == len(charts)
    shapes = list(body.iter(qn("wp:docPr")))
    assert [one.get("descr") for one in shapes] == [chart.title for chart in charts]
    assert len({one.get("id") for one in shapes}) == len(charts)
    with zipfile.ZipFile(io.BytesIO(MADE)) as file:
        book = openpyxl.load_workbook(io.BytesIO(file.read("word/embeddings/Microsoft_Excel_Sheet1.xlsx")))
        linked = file.read("word/charts/_rels/chart1.xml.rels").decode()
    assert [cell.value for cell in book.active["C"]] == ["2026年", *charts[0].series[1].values]
    assert "embeddings/Microsoft_Excel_Sheet1.xlsx" in linked


def test_a_table_repeats_its_head_keeps_its_rows_whole_and_sets_numbers_right() -> None:
    table = small_table()
    element = table_element(table.headers, table.rows, table.numeric)
    rows = element.findall(qn("w:tr"))
    assert all(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows)
    heads = [row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in rows]
    assert heads == [True, *([False] * len(table.rows))]
    # A short table stands on one page: each row but the last is kept with the next one.
    kept = [row.find(f".//{qn('w:keepNext')}") is not None for row in rows]
    assert kept == [*([True] * len(table.rows)), False]
    sides = [one.get(qn("w:val")) for one in rows[1].iter(qn("w:jc"))]
    assert sides == ["left", "left", "right", "left"]
    widths = [int(one.get(qn("w:w"))) for one in element.iter(qn("w:gridCol"))]
    assert sum(widths) == pytest.approx(156 * official.POINTS_PER_MM * 20, abs=4)
    assert widths[0] == max(widths)


def test_hostile_texts_are_shown_as_written_and_charts_without_values_as_a_table() -> None:
    hostile = hostile_briefing()
    made = document(hostile)
    found = [_plain(one.text) for one in read_docx(made).segments]
    paragraphs = [_plain(clean(one.text)) for one in hostile.sections[0].paragraphs]
    assert set(paragraphs) <= set(found)
    assert found.count(_plain(texts.NO_DRAWING)) == 2
    with zipfile.ZipFile(io.BytesIO(made)) as file:
        for name in (one for one in file.namelist() if one.endswith(".xlsx")):
            book = openpyxl.load_workbook(io.BytesIO(file.read(name)))
            assert all(cell.data_type != "f" for row in book.active for cell in row)


def test_hundreds_of_hostile_texts_make_a_document_that_opens() -> None:
    attacks = hostile_texts()
    section = Section("attacks", attacks[0], Sentence(attacks[1]), tuple(map(Sentence, attacks)))
    made = document(replace(SMALL, sections=(section,)))
    found = {_plain(one.text) for one in read_docx(made).segments}
    assert {_plain(clean(attack)) for attack in attacks} <= found


def test_the_same_briefing_gives_the_same_bytes_and_says_whose_it_is(opened: Document) -> None:
    assert document(SMALL) == MADE
    said = opened.core_properties
    assert (said.title, said.author, said.language) == ("法治工作周报 2026年第47期", "区司法局", "zh-CN")
    assert said.created is not None
    assert said.created.date() == SMALL.masthead.issued_on


@pytest.mark.parametrize("briefing", [SMALL, hostile_briefing()], ids=["small", "hostile"])
def test_every_part_is_well_formed_and_every_relation_leads_somewhere(briefing: Briefing) -> None:
    with zipfile.ZipFile(io.BytesIO(document(briefing))) as file:
        names = set(file.namelist())
        for name in names:
            if name.endswith((".xml", ".rels")):
                root = etree.fromstring(file.read(name))
                if name.startswith("word/") and name.endswith(".rels"):
                    folder = name.split("_rels/")[0]
                    for one in root:
                        target = one.get("Target")
                        path = zipfile.Path(file, folder).joinpath(target).at
                        assert _resolved(path) in names, (name, target)


def _resolved(path: str) -> str:
    parts: list[str] = []
    for part in path.split("/"):
        parts = parts[:-1] if part == ".." else [*parts, part]
    return "/".join(parts)
