"""The number card as markup."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dashboard.data.cards import Card, Progress
from dashboard.formatting import Figure
from dashboard.status import Status
from dashboard.widgets.kpi import bullet_bar, card_markup
from dashboard.widgets.parts import status_badge
from warehouse.metrics.selection import Selection

CARD = Card(
    "P01",
    "活动场次",
    Status.NORMAL,
    Figure("96", "场"),
    (1, 2, None, 4),
    "近 12 周走势，最近一期 4 场",
    ("同比 ▲增 9.1%",),
    Progress(0.96, 0.89, "完成 96%", "目标 100 场"),
    "本周 3 场",
    Selection(),
)


@pytest.mark.parametrize("status", Status)
def test_a_status_is_a_shape_and_a_word(status: Status) -> None:
    assert f"{status.shape} {status.word}" in status_badge(status)


def test_statuses_differ_in_shape_word_and_colour() -> None:
    for trait in ("shape", "word", "colour", "rank"):
        assert len({getattr(status.value, trait) for status in Status}) == len(Status)


def test_a_card_holds_value_unit_change_and_drawing() -> None:
    shown = card_markup(CARD)
    for text in ("活动场次", "● 正常", "96", "场", "▲增 9.1%", "近 12 周走势，最近一期 4 场", "完成 96%"):
        assert text in shown


def test_without_status_target_and_series_the_card_is_still_whole() -> None:
    shown = card_markup(replace(CARD, status=None, progress=None, series=(None, 3)))
    assert "fz-status" not in shown
    assert "fz-bullet" not in shown
    assert "<img" not in shown


@pytest.mark.parametrize(("share", "width"), [(-0.5, "0.0%"), (0.5, "50.0%"), (3.2, "100.0%")])
def test_a_bar_stays_within_its_track(share: float, width: str) -> None:
    assert f"width:{width}" in bullet_bar(Progress(share, 0.5, "", ""))


def test_the_tick_of_the_calendar_is_left_out_where_there_is_none() -> None:
    assert "fz-bullet-tick" in bullet_bar(Progress(0.5, 1.0, "", ""))
    assert "fz-bullet-tick" not in bullet_bar(Progress(0.5, None, "", ""))
