"""The frame of a picture says all that a number needs where it has left its page, whatever the texts are."""

from __future__ import annotations

import re

import pytest
from lxml import etree

from dashboard.briefing.content.caption import Caption
from dashboard.briefing.content.model import ChartKind
from dashboard.briefing.pictures.figures import figure_of
from dashboard.briefing.pictures.framed import Framed, Shape, framed
from dashboard.briefing.pictures.lettering import printable, width
from dashboard.charts.bars import horizontal_bars
from tests.support.briefings import HOSTILE, LONG_TITLE, chart_of, hostile_chart, single_chart, stamp

_CAPTION = Caption("今年活动场次96 场，增长 9.1%", "场", "P01 活动场次：场次之和", "普法活动", stamp())
_WORST = Caption(LONG_TITLE * 3, "场", "很长的口径；" * 200, "普法活动", stamp())


def _drawing(found: Framed) -> etree._Element:
    return etree.fromstring(f"{found.before}{found.after}".encode())


def _texts(found: Framed) -> list[etree._Element]:
    return [part for part in _drawing(found) if etree.QName(part).localname == "text"]


def _told(found: Framed) -> str:
    return re.sub(r"\s", "", "".join(part.text or "" for part in _texts(found)))


@pytest.mark.parametrize("shape", Shape)
def test_a_picture_names_finding_unit_definition_source_cutoff_and_snapshot(shape: Shape) -> None:
    told = _told(framed(figure_of(chart_of(ChartKind.COLUMNS)), _CAPTION, shape))
    for words in (_CAPTION.title, "单位：场", "口径：P01", "来源：普法活动", "2026年11月22日", "2026-W47"):
        assert words.replace(" ", "") in told
    assert stamp().snapshot in told
    assert "合成演示数据" in told


@pytest.mark.parametrize("shape", Shape)
@pytest.mark.parametrize("caption", [_CAPTION, _WORST], ids=["usual", "worst"])
def test_nothing_of_the_frame_lies_outside_or_on_the_chart(shape: Shape, caption: Caption) -> None:
    found = framed(figure_of(chart_of(ChartKind.LINES)), caption, shape)
    for part in _texts(found):
        x, base, size = (float(part.get(name, "0")) for name in ("x", "y", "font-size"))
        assert x + width(part.text or "") * size <= shape.width - shape.padding / 2
        is_above = base < found.box.y
        is_below = base - size > found.box.y + found.box.height
        assert is_above or is_below
        assert base < shape.height
    assert found.box.height > 0.45 * shape.height


@pytest.mark.parametrize("shape", Shape)
def test_source_cutoff_and_snapshot_stay_whole_where_a_definition_is_endless(shape: Shape) -> None:
    told = _told(framed(figure_of(chart_of(ChartKind.LINES)), _WORST, shape))
    assert "…" in told
    assert stamp().snapshot in told
    assert "合成演示数据" in told


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_are_written_and_do_nothing(text: str) -> None:
    caption = Caption(text, text, text, text, stamp())
    found = framed(figure_of(hostile_chart()), caption, Shape.SQUARE)
    assert {etree.QName(part).localname for part in _drawing(found)} == {"title", "desc", "rect", "text"}
    assert "".join(printable(text).split()) in _told(found)
    assert "\x07" not in str(found.parts())


def test_the_given_figure_stays_as_it_is() -> None:
    figure = figure_of(single_chart())
    before = figure.to_json()
    framed(figure, _CAPTION, Shape.WIDE)
    assert figure.to_json() == before


@pytest.mark.parametrize("shape", Shape)
def test_letters_grow_with_the_picture_except_where_there_are_too_many_rows(shape: Shape) -> None:
    def enlarged(rows: int) -> Framed:
        names = [f"单位{row}" for row in range(rows)]
        return framed(horizontal_bars(names, [1.0] * rows, "件", axis_title=""), _CAPTION, shape)

    assert enlarged(8).times >= 1.5
    assert enlarged(20).times >= 1.1
    assert not enlarged(20).is_small
    assert enlarged(60).is_small


def test_few_bars_do_not_become_blocks() -> None:
    layout = framed(figure_of(single_chart()), _CAPTION, Shape.WIDE).figure["layout"]
    assert layout["height"] * (1 - layout["bargap"]) < 40
