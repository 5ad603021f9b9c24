"""Rebasing of control charts: recorded with its reason, and taken back by an entry of its own."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from warehouse.chart_notes import BadChartNote, rebase, rebase_notes, take_back
from warehouse.home import Home

DAY, LATER = date(2025, 1, 1), date(2026, 1, 1)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


def test_where_nobody_rebased_there_is_nothing_and_no_file_is_made(home: Home) -> None:
    assert rebase_notes(home, "P01") == []
    assert not home.root.exists()


def test_rebasings_stand_by_day_until_taken_back(home: Home) -> None:
    rebase(home, "P01", LATER, reason="并入网络直播", entered_by="普法科")
    rebase(home, "P01", DAY, reason=" 统计口径调整 ", entered_by="普法科")
    rebase(home, "P02", DAY, reason="另一指标", entered_by="普法科")
    assert [(note.begins_on, note.reason) for note in rebase_notes(home, "P01")] == [
        (DAY, "统计口径调整"),
        (LATER, "并入网络直播"),
    ]
    take_back(home, "P01", DAY, reason="登记有误", entered_by="普法科")
    assert [note.begins_on for note in rebase_notes(home, "P01")] == [LATER]
    with pytest.raises(BadChartNote, match="没有登记过"):
        take_back(home, "P01", DAY, reason="再次", entered_by="普法科")


@pytest.mark.parametrize(("reason", "name"), [(" ", "甲"), ("因", ""), ("因" * 101, "甲"), ("因", "甲" * 41)])
def test_a_reason_and_a_name_are_asked_for(home: Home, reason: str, name: str) -> None:
    with pytest.raises(BadChartNote):
        rebase(home, "P01", DAY, reason=reason, entered_by=name)
    assert rebase_notes(home, "P01") == []
