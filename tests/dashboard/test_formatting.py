"""Numbers, changes, dates: as official texts write them."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import formatting


@pytest.mark.parametrize(
    ("value", "unit", "qualifier", "written"),
    [
        (96, "场", None, "96 场"),
        (1234, "场", None, "1,234 场"),
        (9999, "人次", None, "9,999 人次"),
        (10_000, "人次", None, "1 万人次"),
        (11_449, "人次", None, "1.14 万人次"),
        (123_456_789, "元", None, "1.23 亿元"),
        (12.34, "%", None, "12.3%"),
        (-0.04, "%", None, "0.0%"),
        (30, "场", "at_least", "30余 场"),
        (12_000, "人次", "about", "约1.2 万人次"),
        (100, "件", "almost", "近100 件"),
        (0, "件", None, "0 件"),
        (None, "%", None, "—"),
    ],
)
def test_a_value_is_written_with_its_unit(
    value: float | None, unit: str, qualifier: str | None, written: str
) -> None:
    assert str(formatting.figure(value, unit, qualifier)) == written


@pytest.mark.parametrize(
    ("difference", "unit", "written"),
    [
        (12.94, "%", "▲增 12.9%"),
        (-8.2, "%", "▼减 8.2%"),
        (5.2, "个百分点", "▲升 5.2 个百分点"),
        (-5.25, "个百分点", "▼降 5.2 个百分点"),
        (3, "场", "▲增 3 场"),
        (-1, "次", "▼减 1 次"),
        (0, "场", "持平"),
        (-0.04, "个/卷", "持平"),
        (0.04, "%", "持平"),
        (None, "场", "—"),
    ],
)
def test_a_change_says_its_direction_in_shape_and_word(
    difference: float | None, unit: str, written: str
) -> None:
    assert formatting.change(difference, unit) == written


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e15, max_value=1e15))
def test_no_number_shows_a_negative_zero_or_an_exponent(value: float) -> None:
    for text in (str(formatting.figure(value, "件")), str(formatting.figure(value, "%"))):
        assert "e" not in text
        assert not text.startswith(("-0 ", "-0%", "-0.0%"))


def test_a_span_writes_years_only_where_they_differ() -> None:
    assert formatting.span(date(2026, 11, 16), date(2026, 11, 22)) == "11月16日—11月22日"
    assert formatting.span(date(2025, 12, 29), date(2026, 1, 4)) == "2025年12月29日—2026年1月4日"


def test_a_time_is_shown_as_beijing_time() -> None:
    assert formatting.clock(datetime(2026, 11, 22, 17, 5)) == "2026-11-23 01:05"
    assert formatting.clock(None) == "—"


def test_a_long_list_ends_with_its_length() -> None:
    assert formatting.listed(["甲", "乙"]) == "甲、乙"
    assert formatting.listed(["甲", "乙", "丙", "丁"]) == "甲、乙、丙等 4 个"


def test_an_unknown_date_is_a_dash() -> None:
    assert formatting.day(None) == formatting.full_day(None) == formatting.iso_day(None) == "—"
