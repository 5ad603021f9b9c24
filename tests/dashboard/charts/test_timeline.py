"""Timelines and bullet bars as data."""

from __future__ import annotations

from datetime import date

from dashboard.charts.bullets import Bullet, bullets
from dashboard.charts.timeline import EventKind, Mark, timeline
from dashboard.palette import BLUE

KINDS = (EventKind("命名", "star", BLUE), EventKind("复核", "triangle-up", BLUE))
NAME = "<img src=x onerror=alert(1)>"


def test_events_stand_on_the_line_of_their_subject_and_older_ones_at_its_left_end() -> None:
    drawing = timeline(
        [NAME, "乙"],
        [
            Mark(0, date(2010, 1, 1), "命名", NAME),
            Mark(0, date(2012, 1, 1), "复核", "旧复核"),
            Mark(1, date(2021, 5, 1), "命名", "乙命名"),
        ],
        KINDS,
        start=date(2020, 1, 1),
        end=date(2023, 1, 1),
        today=date(2022, 6, 1),
        today_words="截至",
        earlier_words="更早",
    )
    named, earlier = drawing.data
    assert (named.name, list(named.x), list(named.y)) == ("命名", ["2021-05-01"], [1])
    # Both old events of the first subject in one mark, each in its hover; 复核 has no mark and no legend.
    assert (earlier.name, list(earlier.x), list(earlier.y)) == ("更早", ["2019-11-30"], [0])
    assert earlier.text[0].endswith("<br>旧复核")
    assert named.marker.symbol != earlier.marker.symbol
    assert "<img" not in drawing.to_json()
    # A long name is cut on the axis.
    assert max(len(text) for text in drawing.layout.yaxis.ticktext) < len(NAME)
    assert len([shape for shape in drawing.layout.shapes if shape.y0 == shape.y1]) == 2


def test_a_bullet_has_its_bar_its_tick_and_its_words() -> None:
    drawing = bullets(
        [Bullet("活动场次", 96, 89.3, "96 场", BLUE), Bullet(NAME, 500, 100, "远超", BLUE)],
        axis_title="达成率",
    )
    track, bars = drawing.data
    assert list(track.x) == [100, 100]
    # What is far beyond the target is drawn to the edge; its number is in the hover.
    assert list(bars.x) == [96, 130]
    assert "500.0%" in bars.customdata[1][1]
    assert [shape.x0 for shape in drawing.layout.shapes] == [89.3, 100]
    assert [note.text for note in drawing.layout.annotations] == ["96 场", "远超"]
    assert drawing.layout.xaxis.range[0] == 0
    assert "<img" not in drawing.to_json()
    assert not bullets([], axis_title="达成率").layout.annotations
