"""A text in a picture breaks where a reader would break it, and fits its width."""

from __future__ import annotations

import pytest

from dashboard.briefing.pictures.lettering import balanced, cut, lines, printable, width
from tests.support.briefings import HOSTILE, LONG_TITLE, LONG_WORD


@pytest.mark.parametrize("text", [*HOSTILE, LONG_TITLE, "", " ", "，" * 50, "（" * 50])
def test_no_line_is_wider_than_its_room_and_nothing_is_lost(text: str) -> None:
    for room in (5, 12, 40):
        found = lines(text, room)
        assert all(width(line) <= room for line in found)
        kept = [letter for letter in "".join(found) if not letter.isspace()]
        assert kept == [letter for letter in printable(text) if not letter.isspace()]


def test_a_number_keeps_its_unit_and_no_line_begins_with_a_comma() -> None:
    text = "今年活动场次 1,296 场，上年同期 88 场（增长 9.1%），居全市第二"
    for room in range(6, 40):
        found = lines(text, room)
        assert not any(line[0] in "，）。%" for line in found)
        assert not any(line.startswith("场") for line in found)
        assert "1,296 场" in " ".join(found)


def test_what_belongs_together_stays_on_a_line() -> None:
    text = "来源：普法活动\u3000数据截至2026年11月22日\u3000合成演示数据"
    assert lines(text, 25) == ["来源：普法活动\u3000数据截至2026年11月22日", "合成演示数据"]


def test_a_title_of_two_lines_breaks_where_a_reader_pauses() -> None:
    assert balanced("目前各级现有数最多的是市（30 个），最少的是省（9 个）", 20) == [
        "目前各级现有数最多的是市（30 个），",
        "最少的是省（9 个）",
    ]


def test_what_is_left_out_is_told_by_dots() -> None:
    found = cut(lines(LONG_WORD, 20), 2, 20)
    assert len(found) == 2
    assert found[-1].endswith("…")
    assert width(found[-1]) <= 20
