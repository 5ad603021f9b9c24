"""Numbers as reports write them: rounded down to the leading digit's unit, with 余 or 多."""

from __future__ import annotations

import pytest

from dashboard.briefing.templates.phrases import rounded


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (0, "0"),
        (4, "4"),
        (10, "10"),
        (14, "10余"),
        (27, "20余"),
        (100, "100"),
        (214, "200多"),
        (3_456, "3000多"),
        (10_000, "1万"),
        (10_420, "1万余"),
        (99_999, "9万余"),
        (123_456, "12万余"),
        (120_000, "12万"),
        (100_000_000, "1亿"),
        (250_000_000, "2亿余"),
    ],
)
def test_a_count_is_rounded_down_and_what_is_left_off_is_said(value: float, said: str) -> None:
    assert rounded(value, "件") == said


@pytest.mark.parametrize(
    ("value", "unit", "qualifier", "said"),
    [
        (10_420, "人次", "at_least", "1万余"),
        (200, "次", "at_least", "200多"),
        (5, "次", "at_least", "5余"),
        (17_900, "人次", "about", "约1.79万"),
        (96, "人", "almost", "近96"),
        (84.13, "%", None, "84.1%"),
        (2.5, "课时", None, "2.5"),
        (None, "件", None, "—"),
    ],
)
def test_what_the_data_says_of_its_exactness_is_kept(
    value: float | None, unit: str, qualifier: str | None, said: str
) -> None:
    assert rounded(value, unit, qualifier) == said


def test_the_writer_chooses_between_the_two_words() -> None:
    assert rounded(229, "份", word="余") == "200余"
    assert rounded(52, "家", word="多") == "50多"
