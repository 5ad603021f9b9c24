"""A template filled: what placeholders become in Word and PowerPoint, and what is told of wrong ones."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import docx
import pytest
from pptx import Presentation
from pptx.util import Cm

from dashboard.briefing.checking.check import check
from dashboard.briefing.checking.record import in_office
from dashboard.briefing.editions import rebuilt
from dashboard.briefing.templates import BadTemplate, Filled, expected, fill
from dashboard.formatting import figure
from warehouse.home import Home
from warehouse.metrics.query import query
from warehouse.metrics.selection import Grain, Selection
from warehouse.snapshots import Snapshot, open_snapshot


@pytest.fixture(scope="module")
def snapshot(demo_home: Home) -> Iterator[Snapshot]:
    with open_snapshot(demo_home) as pinned:
        yield pinned


class Desk:
    """Where templates are written and filled."""

    def __init__(self, folder: Path, home: Home, snapshot: Snapshot) -> None:
        self.folder, self.home, self.snapshot = folder, home, snapshot

    def word(self, *paragraphs: str | list[str]) -> Path:
        """A Word template of these paragraphs; a list is a paragraph's runs."""
        document = docx.Document()
        for one in paragraphs:
            added = document.add_paragraph()
            for run in [one] if isinstance(one, str) else one:
                added.add_run(run)
        path = self.folder / "模板.docx"
        document.save(str(path))
        return path

    def filled(self, path: Path) -> Filled:
        return fill(path, self.home, self.snapshot)

    def texts(self, *paragraphs: str | list[str]) -> list[str]:
        """The paragraphs of a Word template of these, filled."""
        content = self.filled(self.word(*paragraphs)).content
        return [paragraph.text for paragraph in docx.Document(io.BytesIO(content)).paragraphs]

    def faults(self, *paragraphs: str | list[str]) -> list[tuple[str, str, str]]:
        """Place, placeholder and reason of each fault of a Word template of these paragraphs."""
        with pytest.raises(BadTemplate) as raised:
            self.filled(self.word(*paragraphs))
        return [(one.place, one.placeholder, one.reason) for one in raised.value.faults]


@pytest.fixture
def desk(tmp_path: Path, demo_home: Home, snapshot: Snapshot) -> Desk:
    return Desk(tmp_path, demo_home, snapshot)


def year_of(snapshot: Snapshot, metric: str, year: int = 2022) -> float:
    selection = Selection(date(year, 1, 1), date(year, 12, 31))
    value: float = query(snapshot, [metric], selection).to_dicts()[0]["value"]
    return value


def test_a_placeholder_becomes_its_number(desk: Desk) -> None:
    events = year_of(desk.snapshot, "P01")
    assert desk.texts(
        '全年 {{ metric("P01", year=2022).text }}。',
        ["{{ met", 'ric("P0', '1", year=2022).di', "gits }}场"],
        "{{ metric(“P01”, year=2022).name }}",
        '{{ metric("活动场次", from_="2022-01-01", to="2022-12-31").value + 1 }}',
        '{% if metric("P01", year=2022).value > 10 %}多{% else %}少{% endif %}',
        "{# 说明 #}{留着} <b>&amp;",
    ) == [
        f"全年 {figure(events, '场')}。",
        f"{events:.0f}场",
        "活动场次",
        f"{events + 1:.0f}",
        "多",
        "{留着} <b>&amp;",
    ]


@pytest.mark.parametrize(
    "arguments",
    [
        'month="2022-11"',
        "year=2022, month=11",
        'from_="2022-11-01", to="2022-11-30"',
        'month="2022-11", where={"镇办": ["峡窝镇", "新安路街道"]}',
        'month="2022-11", 镇办=["峡窝镇", "新安路街道"]',
        'month="2022-11", township=["峡窝镇", "新安路街道"]',
    ],
)
def test_the_same_is_asked_in_several_ways(desk: Desk, arguments: str) -> None:
    where = {"township": ("峡窝镇", "新安路街道")} if "镇" in arguments else {}
    selection = Selection(date(2022, 11, 1), date(2022, 11, 30), where=where)
    answer = query(desk.snapshot, ["P01"], selection).to_dicts()[0]
    (told,) = desk.texts(f'{{{{ metric("P01", {arguments}).text }}}}')
    assert told == str(figure(answer["value"], "场"))


def test_paragraphs_and_rows_are_repeated(desk: Desk) -> None:
    path = desk.word(
        "{%p for m in range(1, 4) %}",
        '{{ m }}月{{ metric("P01", year=2022, month=m).text }}',
        "{%p endfor %}",
    )
    document = docx.Document(str(path))
    table = document.add_table(3, 2)
    table.cell(0, 0).text = "{%tr for d in decisions %}"
    table.cell(1, 0).text, table.cell(1, 1).text = "{{ d.title }}", "{{ d.status }}"
    table.cell(2, 0).text = "{%tr endfor %}"
    document.save(str(path))
    made = docx.Document(io.BytesIO(desk.filled(path).content))
    assert [re.sub(r"\D", "", one.text)[0] for one in made.paragraphs] == ["1", "2", "3"]
    rows = [[cell.text for cell in row.cells] for row in made.tables[0].rows]
    assert rows
    assert all(title and status for title, status in rows)


def test_a_table_and_a_native_chart_take_the_place_of_their_paragraphs(desk: Desk) -> None:
    table = '{{ table("P01", by="季度", year=2022, title="各季度") }}'
    filled = desk.filled(desk.word(table, '{{ chart("P01", by="month", year=2022) }}'))
    document = docx.Document(io.BytesIO(filled.content))
    selection = Selection(date(2022, 1, 1), date(2022, 12, 31), Grain.QUARTER)
    values = query(desk.snapshot, ["P01"], selection)["value"].to_list()
    rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert rows[0] == ["时段", "活动场次"]
    assert [row[1] for row in rows[1:]] == [str(figure(value, "场")) for value in values]
    charts = [part for part in document.part.package.parts if "/charts/" in part.partname]
    assert len(charts) == 1
    _, series = expected(filled.record, desk.snapshot, desk.home)
    assert [len(values) for _, values in series] == [12]


def test_slides_are_filled_and_shapes_become_charts(desk: Desk) -> None:
    presentation = Presentation()
    slide = presentation.slides.add_slide(presentation.slide_layouts[5])
    slide.shapes.title.text = "普法 {{ cutoff.year }}"
    table_text = '{{ table("P01", by="quarter", year=2022) }}'
    places = ((Cm(1), '{{ chart("P01", by="镇办", year=2022) }}'), (Cm(12), table_text))
    for left, text in places:
        slide.shapes.add_textbox(left, Cm(5), Cm(10), Cm(8)).text_frame.text = text
    paragraph = slide.shapes.add_textbox(Cm(1), Cm(15), Cm(10), Cm(2)).text_frame.paragraphs[0]
    for run in ("共{{ met", 'ric("P01", year=2022)', ".text }}{% if 1 < 2 %}整", "{% endif %} <&{x}"):
        paragraph.add_run().text = run
    slide.notes_slide.notes_text_frame.text = "{{ snapshot.id }}"
    path = desk.folder / "a.pptx"
    presentation.save(str(path))
    (made,) = Presentation(io.BytesIO(desk.filled(path).content)).slides
    chart, table = (next(s for s in made.shapes if getattr(s, f"has_{kind}")) for kind in ("chart", "table"))
    assert (chart.left, chart.width) == (Cm(1), Cm(10))
    assert len(table.table.rows) == 5
    texts = [shape.text_frame.text for shape in made.shapes if shape.has_text_frame]
    events = figure(year_of(desk.snapshot, "P01"), "场")
    assert texts == [f"普法 {desk.snapshot.info.data_cutoff:%Y}", f"共{events}整 <&{{x}}"]
    assert made.notes_slide.notes_text_frame.text == desk.snapshot.id


def test_a_filled_template_can_be_checked_and_a_changed_number_is_found(desk: Desk) -> None:
    told = '活动{{ metric("P01", year=2022).text }}，{{ metric("P01", year=2022).change }}。'
    filled = desk.filled(desk.word(told, "{{ summary }}"))
    path = desk.folder / "a.docx"
    path.write_bytes(in_office(filled.content, filled.record))
    assert check(path, lambda record: rebuilt(desk.home, record)).problems == ()
    document = docx.Document(str(path))
    document.paragraphs[0].runs[0].text = "活动999 场。"
    document.save(str(path))
    (problem,) = check(path, lambda record: rebuilt(desk.home, record)).problems
    assert "999" in problem


def test_all_faults_are_named_with_their_places_and_nothing_is_made(desk: Desk) -> None:
    path = desk.word(
        '{{ metric("P99").text }}',
        '{% for m in range(1, 3) %}{{ metric("P01", year=2022, month=m).txt }}{% endfor %}',
        '{% if false %}{{ metric("P01", yaer=2022).text }}{% endif %}',
        '{{ metric("P01", 镇办="不存在镇").text }}',
        ['{{ metric("P01", ye', "ar=2022).text }"],
    )
    document = docx.Document(str(path))
    table = document.add_table(2, 2)
    table.cell(1, 1).text = '{{ metric("P01", month="2022-13").text }}'
    document.sections[0].header.paragraphs[0].text = "{{ metrik }}"
    document.save(str(path))
    with pytest.raises(BadTemplate) as raised:
        desk.filled(path)
    found = {one.place: one for one in raised.value.faults}
    told = {
        "正文第 1 段": ('{{ metric("P99").text }}', "没有名为「P99」的指标，最接近的是：P"),
        "正文第 2 段": ('{{ metric("P01", year=2022, month=m).txt }}', "指标没有“txt”，最接近的是：text"),
        "正文第 3 段": (
            '{{ metric("P01", yaer=2022).text }}',
            "指标 P01 活动场次 没有名为“yaer”",
        ),
        "正文第 4 段": ('{{ metric("P01", 镇办="不存在镇").text }}', "维度 township（镇办）没有「不存在镇」"),
        "正文第 5 段": ('{{ metric("P01", year=2022).text }', "占位没有结尾"),
        "表格 1 第 2 行第 2 列": ('{{ metric("P01", month="2022-13").text }}', "month 应写成"),
        "页眉": ("{{ metrik }}", "没有名为“metrik”的词，最接近的是：metric"),
    }
    assert found.keys() == told.keys()
    for place, (placeholder, reason) in told.items():
        assert found[place].placeholder == placeholder
        assert found[place].reason.startswith(reason)
    for one in raised.value.faults:
        assert f"{one.place}：{one.placeholder} —— {one.reason}" in str(raised.value)
    assert "year" in found["正文第 3 段"].reason


@pytest.mark.parametrize(
    "placeholder",
    [
        '{{ "".__class__.__mro__ }}',
        "{{ metric.__globals__ }}",
        "{{ metric.__self__ }}",
        '{{ "{0.__class__}".format(1) }}',
        "{{ self }}",
        "{{ _at(0) }}",
        "{{ _broken }}",
        "{{ lipsum() }}",
        "{{ namespace() }}",
        '{{ metric("P01")|attr("snapshot") }}',
        '{{ metric("P01")._snapshot }}',
        '{{ metric("P01")["_snapshot"] }}',
        '{{ week["_about"] }}',
        "{% include 'word/document.xml' %}",
        "{% import 'os' as os %}",
        "{% raw %}",
        "{% macro m() %}",
        '{{ "a" * 1000000000 }}',
        "{{ 9 ** 9 ** 9 }}",
        "{{ 999999999 * 999999999 }}",
        '{{ "x" ~ "y" }}',
        '{{ "%999999999d" % 1 }}',
        '{{ "x"|center(999999999) }}',
        "{{ range(10000000000) }}",
        "{% set metric = 1 %}",
        '{{ metric("P01", year=2022)() }}',
        '{{ metric("P01", where={"_x": 1}) }}',
        "{{ 1 / 0 }}",
        "{{ [] }}",
        f"{{{{ {'(' * 500}1{')' * 500} }}}}",
    ],
)
def test_a_placeholder_reaches_nothing_but_its_words(desk: Desk, placeholder: str) -> None:
    ((place, named, reason),) = desk.faults("一", placeholder)
    assert (place, named) == ("正文第 2 段", placeholder)
    assert re.search("[一-龥]", reason)


@pytest.mark.parametrize(
    "loop",
    [
        "{% for i in range(10**9) %}x{% endfor %}",
        "{% for i in range(1000) %}" * 3 + "x" + "{% endfor %}" * 3,
    ],
)
def test_an_endless_loop_ends_in_words(desk: Desk, loop: str) -> None:
    assert all(re.search("循环|不能用", reason) for _, _, reason in desk.faults(loop))


@pytest.mark.parametrize(
    ("paragraphs", "reason"),
    [
        (("{% for m in range(3) %}", "x", "{% endfor %}"), "不在同一段"),
        (("{% if 1 %}",), "后面没有对应的 endif"),
        (("{% endfor %}",), "前面没有对应的 for"),
        (("{%p if 1 %}同段", "{%p endif %}"), "独占一段"),
        (('前 {{ table("P01", by="month", year=2022) }}',), "独占一段"),
        (('{{ metric("P01", year=2022).text|注 }}',), "没有附录"),
    ],
)
def test_what_cannot_become_a_whole_document_is_told(
    desk: Desk, paragraphs: tuple[str, ...], reason: str
) -> None:
    assert any(reason in told for _, _, told in desk.faults(*paragraphs))


def test_a_chart_in_a_header_is_refused_at_its_place(desk: Desk) -> None:
    path = desk.word("一")
    document = docx.Document(str(path))
    document.sections[0].header.paragraphs[0].text = '{{ chart("P01", by="month", year=2022) }}'
    document.save(str(path))
    with pytest.raises(BadTemplate, match=r"1. 页眉：.*只能放在正文里"):
        desk.filled(path)


def test_a_hostile_text_of_a_template_stays_a_text(desk: Desk) -> None:
    hostile = "</w:t><script>alert(1)</script>&lt;]]>'\""
    written = hostile.replace("\\", "").replace('"', "”")
    assert desk.texts(f'{hostile}{{{{ "{written}" }}}}') == [hostile + written]
