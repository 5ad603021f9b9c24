"""The room that a text takes, reckoned on the wide side before anything is drawn."""

from __future__ import annotations

import pytest

from dashboard.briefing.formats.text_fit import fitting_points, line_count, shortened, text_height, text_width


def test_chinese_characters_are_an_em_wide_and_latin_ones_narrower() -> None:
    assert text_width("普法宣传") == 4
    assert text_width("abcd") < 4
    assert text_width("甲a乙") > text_width("甲") + text_width("a") + text_width("乙")


@pytest.mark.parametrize(
    ("text", "lines"),
    [("", 1), ("普法" * 5, 1), ("普法" * 6, 2), ("一\n二", 2), ("x" * 40, 3), ("甲 " + "x" * 15, 2)],
)
def test_a_text_breaks_where_its_words_allow(text: str, lines: int) -> None:
    assert line_count(text, 11) == lines


def test_the_largest_size_that_fits_is_taken_and_the_last_where_none_does() -> None:
    sizes = (24, 20, 16, 12)
    assert fitting_points("短", 12, 1, sizes) == 24
    chosen = fitting_points("长" * 100, 12, 1, sizes)
    assert text_height("长" * 100, 12, chosen) <= 1
    assert fitting_points("长" * 10_000, 12, 1, sizes) == 12


def test_a_shortened_text_is_no_wider_than_asked() -> None:
    assert shortened("普法", 2) == "普法"
    assert shortened("普法宣传", 3) == "普法…"
