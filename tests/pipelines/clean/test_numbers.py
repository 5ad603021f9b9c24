"""Numbers as departments write them are read exactly, or refused with the reason."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.clean.numbers import (
    NotANumber,
    Number,
    chinese_integer,
    parse_facts,
    parse_number,
    scale_for_unit,
)
from pipelines.clean.text import Blank, Dash, Nothing, clean_text
from tests.pipelines.clean.strategies import CELLS, TEXTS
from warehouse.contracts.types import Qualifier

AT_LEAST, ABOUT, ALMOST = Qualifier.AT_LEAST, Qualifier.ABOUT, Qualifier.ALMOST


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("１２３", 123),
        ("1,234", 1234),
        ("1，234", 1234),
        ("1,234,567.5", "1234567.5"),
        ("+5", 5),
        ("-3", -3),
        ("－3", -3),
        ("负3", -3),
        ("12。", 12),
        ("'007", 7),
        ("11001011.0", 11001011),
        ("1.5亿", 150_000_000),
        ("3千", 3000),
        ("1.2万", 12000),
        ("1万2千", 12000),
        ("1亿2000万", 120_000_000),
        ("二十", 20),
        ("十二", 12),
        ("两百", 200),
        ("一千二百三十四", 1234),
        ("一百零五", 105),
        ("三百五", 350),
        ("一万二", 12000),
        ("二十万", 200_000),
        ("零", 0),
        ("壹佰贰拾", 120),
        (7, 7),
        (7.0, 7),
        (0.747, "0.747"),
        (0.1 + 0.2, "0.3"),
        (Decimal("2.50"), "2.5"),
        ("1.2w", 12000),
    ],
)
def test_an_exact_number_is_read(raw: object, value: int | str) -> None:
    number = parse_number(raw)
    assert isinstance(number, Number)
    assert number.value == Decimal(value)
    assert number.qualifier is None


@pytest.mark.parametrize(
    ("raw", "value", "qualifier"),
    [
        ("200余", 200, AT_LEAST),
        ("200多人", 200, AT_LEAST),
        ("2000以上", 2000, AT_LEAST),
        ("超过2000", 2000, AT_LEAST),
        ("逾300", 300, AT_LEAST),
        ("三百余", 300, AT_LEAST),
        ("1万余人次", 10000, AT_LEAST),
        ("10余万人次", 100_000, AT_LEAST),
        ("上千人", 1000, AT_LEAST),
        ("2000+", 2000, AT_LEAST),
        ("至少50", 50, AT_LEAST),
        ("300人以上", 300, AT_LEAST),
        ("近千", 1000, ALMOST),
        ("近300人", 300, ALMOST),
        ("不足100", 100, ALMOST),
        ("约300人", 300, ABOUT),
        ("大约300", 300, ABOUT),
        ("300人左右", 300, ABOUT),
        ("20来场", 20, ABOUT),
        ("约200余", 200, ABOUT),
    ],
)
def test_an_estimate_keeps_how_exact_it_is(raw: str, value: int, qualifier: Qualifier) -> None:
    number = parse_number(raw)
    assert isinstance(number, Number)
    assert (number.value, number.qualifier) == (Decimal(value), qualifier)


@pytest.mark.parametrize(
    ("raw", "value", "unit"),
    [
        ("12 人次", 12, "人次"),
        ("5.5万件", 55000, "件"),
        ("30 余场", 30, "场"),
        ("1200（人次）", 1200, "人次"),
        ("300余名师生", 300, "名"),
        ("500份宣传资料", 500, "份"),
        ("74.7%", "74.7", "%"),
        ("74.7％", "74.7", "%"),
        ("百分之五", 5, "%"),
        ("1.2万元", 12000, "元"),
        ("200余万元", 2_000_000, "元"),
        ("￥1,200元", 1200, "元"),
        ("共计12场", 12, "场"),
    ],
)
def test_the_unit_behind_a_number_is_kept_and_its_multiplier_applied(
    raw: str, value: int | str, unit: str
) -> None:
    number = parse_number(raw)
    assert isinstance(number, Number)
    assert (number.value, number.unit) == (Decimal(value), unit)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("", Blank()),
        (None, Blank()),
        ("　", Blank()),
        ("—", Dash()),
        ("/", Dash()),
        ("-", Dash()),
        ("--", Dash()),
        ("…", Dash()),
        ("无", Nothing()),
        ("没有", Nothing()),
    ],
)
def test_blank_dash_and_nothing_are_told_apart_from_zero(raw: object, expected: object) -> None:
    assert parse_number(raw) == expected
    assert parse_number("0") == Number(Decimal(0))


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        ("100-200", "range"),
        ("100~200人", "range"),
        ("100人至200人", "range"),
        ("两三百", "range"),
        ("500余份、12人次", "two_facts"),
        ("28种60000余份", "two_facts"),
        ("1200人次（含线上300人）", "two_facts"),
        ("abc", "not_a_number"),
        ("不详", "not_a_number"),
        ("(3)", "not_a_number"),
        ("1,23", "not_a_number"),
        ("12 34", "not_a_number"),
        ("1万5", "not_a_number"),
        ("不超过100", "not_a_number"),
        ("2022年3月5日", "not_a_number"),
        ("数百", "not_a_number"),
        (True, "not_a_number"),
        (float("nan"), "not_a_number"),
        (float("inf"), "not_a_number"),
        (Decimal("sNaN"), "not_a_number"),
        (date(2022, 3, 5), "not_a_number"),
        ("1.38E+10", "shortened"),
        ("1E+99", "shortened"),
        ("百", "not_a_number"),
        ("○", "not_a_number"),
        ("1, 234", "not_a_number"),
        ("1. 2", "not_a_number"),
        ("9" * 30, "too_large"),
        (10**19, "too_large"),
        (Decimal("1E+9999999"), "too_large"),
    ],
)
def test_what_is_not_one_number_is_refused_with_the_reason(raw: object, reason: str) -> None:
    assert parse_number(raw) == NotANumber(reason)  # type: ignore[arg-type]


def test_letters_among_digits_are_shown_with_the_number_they_look_like() -> None:
    assert parse_number("1O0") == NotANumber("mistyped", "100")
    assert parse_number("l2") == NotANumber("mistyped", "12")


def test_a_sentence_gives_each_number_with_its_unit() -> None:
    assert parse_facts("28种60000余份") == [
        Number(Decimal(28), None, "种"),
        Number(Decimal(60000), AT_LEAST, "份"),
    ]
    assert [(fact.value, fact.unit) for fact in parse_facts("发放资料500余份，接待咨询12人次")] == [
        (Decimal(500), "份"),
        (Decimal(12), "人次"),
    ]


@pytest.mark.parametrize(
    ("unit", "scale"),
    [
        ("万元", 10_000),
        ("亿元", 10**8),
        ("千元", 1000),
        ("万人次", 10_000),
        ("万", 10_000),
        ("百万元", 10**6),
        ("元", 1),
        ("人次", 1),
        ("%", 1),
        ("千米处", 1),
        (None, 1),
        ("", 1),
    ],
)
def test_a_unit_of_measure_says_its_multiplier(unit: str | None, scale: int) -> None:
    assert scale_for_unit(unit) == scale


@given(CELLS)
def test_no_cell_makes_the_number_reader_fail(raw: object) -> None:
    result = parse_number(raw)
    assert isinstance(result, (Number, Blank, Dash, Nothing, NotANumber))
    if isinstance(result, Number):
        assert result.value.is_finite()


@given(TEXTS)
def test_tidying_a_text_does_not_change_its_number(text: str) -> None:
    assert parse_number(clean_text(text)) == parse_number(text)


@given(TEXTS)
def test_no_sentence_makes_the_fact_reader_fail(text: str) -> None:
    assert all(fact.value.is_finite() for fact in parse_facts(text))


@given(CELLS)
def test_a_number_once_read_reads_the_same_again(raw: object) -> None:
    number = parse_number(raw)
    if isinstance(number, Number):
        assert parse_number(number.value) == Number(number.value)


@given(
    st.integers(-(10**17), 10**17),
    st.sampled_from(["{:d}", "{:,d}", "{:+d}", " {:d} ", "{:d}人次", "{:d}.0", "共{:d}场"]),
)
def test_a_formatted_integer_reads_as_itself(integer: int, style: str) -> None:
    number = parse_number(style.format(integer))
    assert isinstance(number, Number)
    assert number.value == integer


@given(
    st.decimals(-(10**9), 10**9, places=2), st.sampled_from([("{}", 1), ("{}万", 10_000), ("{}亿元", 10**8)])
)
def test_a_formatted_decimal_reads_as_itself(decimal: Decimal, style: tuple[str, int]) -> None:
    number = parse_number(style[0].format(format(decimal, "f")))
    assert isinstance(number, Number)
    assert number.value == decimal * style[1]


def _spoken(integer: int) -> str:
    """Write an integer below 100 million as Chinese numerals."""
    if integer >= 10_000:
        high, low = divmod(integer, 10_000)
        return f"{_spoken(high)}万{'零' if 0 < low < 1000 else ''}{_spoken(low) if low else ''}"
    text = ""
    for weight, mark in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, integer = divmod(integer, weight)
        if digit:
            text += "零一二三四五六七八九"[digit] + mark
        elif text and integer and not text.endswith("零"):
            text += "零"
    return text or "零"


@given(st.integers(0, 99_999_999))
def test_chinese_numerals_read_as_their_integer(integer: int) -> None:
    assert chinese_integer(_spoken(integer)) == integer


def test_a_row_of_numerals_too_long_to_be_a_number_is_none() -> None:
    assert chinese_integer("一" * 5000) is None
    assert chinese_integer("万" * 5000) is None


@given(TEXTS)
def test_chinese_numerals_never_fail(text: str) -> None:
    value = chinese_integer(text)
    assert value is None or value >= 0
