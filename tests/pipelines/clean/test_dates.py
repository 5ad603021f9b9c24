"""Dates as departments write them are read to the precision that was written, and no further."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.clean.dates import DateSpan, NotADate, parse_date, parse_period, parse_year
from pipelines.clean.text import Blank, clean_text
from tests.pipelines.clean.strategies import CELLS, TEXTS
from warehouse.contracts.types import DatePrecision

MARCH_5 = date(2022, 3, 5)
YEARS = st.one_of(st.none(), st.integers(2000, 2030))


@pytest.mark.parametrize(
    "raw",
    [
        "2022.3.5",
        "2022年3月5日",
        "2022年3月5号",
        "2022/3/5",
        "2022-03-05",
        "20220305",
        20220305,
        "22年3月5日",
        "22.3.5",
        "3月5日",
        "3.5",
        "3·5",
        "3•5",
        "三月五日",
        "二〇二二年三月五日",
        "二○二二年三月五日",
        "二O二二年三月五日",
        "二0二二年三月五日",
        "2022.3月5日",
        "（2022.3.5）",
        "２０２２．３．５",
        "2022 年 3 月 5 日",
        "2022年3.5",
        "2022—03—05",
        "2022.03.05.",
        "2022-03-05 14:30",
        "2022-03-05T14:30:00",
        "2022年3月5日14:30-16:30",
        "2022年3月5日（星期六）",
        "2022年3月5日上午",
        "2022年3月5日下午3点",
        "2022-03-05 09:00-11:00",
        44625,
        44625.0,
        44625.6,
        "44625",
        "44625.0",
        Decimal(44625),
        date(2022, 3, 5),
        datetime(2022, 3, 5, 14, 30),
    ],
)
def test_a_day_is_read_however_it_is_written(raw: object) -> None:
    assert parse_date(raw, default_year=2022) == DateSpan(MARCH_5, MARCH_5, DatePrecision.DAY)


def test_serial_days_follow_the_base_of_their_workbook() -> None:
    assert parse_date(44625) == parse_date(43163, date_1904=True)


def test_the_date_of_constitution_day_takes_the_year_of_the_form() -> None:
    for written in ("12.4", "12·4", "12月4日"):
        assert parse_date(written, default_year=2021) == DateSpan(
            date(2021, 12, 4), date(2021, 12, 4), DatePrecision.DAY
        )


@pytest.mark.parametrize(
    ("raw", "end"),
    [
        ("2022-03-05 至 03-07", 7),
        ("2022.3.5-3.7", 7),
        ("3月5日-7日", 7),
        ("3月5日至7日", 7),
        ("3月5-7日", 7),
        ("2022年3月5日—2022年3月7日", 7),
        ("2022年3月5日 - 3月7日", 7),
        ("2022/3/5-3/7", 7),
        ("2022.3.5~7", 7),
        ("3.5-3.7", 7),
        ("2022-03-05-07", 7),
        ("2022-3-5-2022-3-7", 7),
        ("3月5日至2022年3月7日", 7),
        ("3月5、6日", 6),
        ("3月5日和6日", 6),
        ("3月5日、6日、7日", 7),
        ("3月5日 6日 7日", 7),
        ("2022-3-5\n2022-3-6", 6),
        ("2022-03-05 至 03-05", 5),
    ],
)
def test_a_span_of_days_is_read_and_its_end_inherits_what_it_leaves_out(raw: str, end: int) -> None:
    assert parse_date(raw, default_year=2022) == DateSpan(
        MARCH_5, date(2022, 3, end), DatePrecision.DAY, is_span=True
    )


def test_an_end_before_its_start_stays_as_written_for_the_row_rules() -> None:
    span = parse_date("2022-12-30 至 01-02")
    assert isinstance(span, DateSpan)
    assert (span.start, span.end) == (date(2022, 12, 30), date(2022, 1, 2))


@pytest.mark.parametrize(
    ("raw", "start", "end", "precision"),
    [
        ("2022/3", (3, 1), (3, 31), DatePrecision.MONTH),
        ("202203", (3, 1), (3, 31), DatePrecision.MONTH),
        (202203, (3, 1), (3, 31), DatePrecision.MONTH),
        ("2022年2月份", (2, 1), (2, 28), DatePrecision.MONTH),
        ("二〇二二年三月", (3, 1), (3, 31), DatePrecision.MONTH),
        ("3月", (3, 1), (3, 31), DatePrecision.MONTH),
        ("3月上旬", (3, 1), (3, 10), DatePrecision.MONTH),
        ("2022年3月中旬", (3, 11), (3, 20), DatePrecision.MONTH),
        ("2022年2月下旬", (2, 21), (2, 28), DatePrecision.MONTH),
        ("2022年", (1, 1), (12, 31), DatePrecision.YEAR),
        ("2022", (1, 1), (12, 31), DatePrecision.YEAR),
        (2022, (1, 1), (12, 31), DatePrecision.YEAR),
        ("全年", (1, 1), (12, 31), DatePrecision.YEAR),
        ("2022年第三季度", (7, 1), (9, 30), DatePrecision.YEAR),
        ("上半年", (1, 1), (6, 30), DatePrecision.YEAR),
    ],
)
def test_a_part_of_a_date_keeps_its_precision(
    raw: object, start: tuple[int, int], end: tuple[int, int], precision: DatePrecision
) -> None:
    assert parse_date(raw, default_year=2022) == DateSpan(date(2022, *start), date(2022, *end), precision)


def test_a_span_of_months_is_a_span_of_month_precision() -> None:
    expected = DateSpan(date(2022, 3, 1), date(2022, 5, 31), DatePrecision.MONTH, is_span=True)
    for written in ("2022年3-5月", "2022年3月-5月", "3-5月", "2022.3-5"):
        assert parse_date(written, default_year=2022) == expected


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        ("2022.2.30", "impossible"),
        ("2022年13月1日", "impossible"),
        ("20221301", "impossible"),
        ("2月30日", "impossible"),
        ("1899-01-01", "impossible"),
        (date(1800, 1, 1), "impossible"),
        ("2022-02-30 至 03-01", "impossible"),
        ("abc", "not_a_date"),
        ("13.45", "not_a_date"),
        (True, "not_a_date"),
        (0, "not_a_date"),
        (-44625, "not_a_date"),
        (float("nan"), "not_a_date"),
        (Decimal("sNaN"), "not_a_date"),
        (10**400, "not_a_date"),
        (time(9), "not_a_date"),
        ("长期", "not_a_date"),
        ("2022年普法活动共举办了三场" * 10, "not_a_date"),
    ],
)
def test_what_is_no_date_is_refused_with_the_reason(raw: object, reason: str) -> None:
    assert parse_date(raw, default_year=2022) == NotADate(reason)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("raw", "candidates"),
    [
        ("3/5/2022", ("2022-03-05", "2022-05-03")),
        ("15/3/2022", ("2022-03-15",)),
        ("3/5/22", ("2022-03-05", "2022-05-03", "2003-05-22")),
        ("12-3-5", ("2005-12-03", "2005-03-12", "2012-03-05")),
        (2022.1, ("2022-01", "2022-10")),
        (3.1, ("2022-03-01", "2022-03-10")),
        (12.4, ("2022-12-04",)),
    ],
)
def test_a_date_with_several_readings_is_proposed_and_not_taken(
    raw: object, candidates: tuple[str, ...]
) -> None:
    assert parse_date(raw, default_year=2022) == NotADate("unclear", candidates)


def test_a_number_that_can_only_be_one_month_of_a_year_is_that_month() -> None:
    for number, month in ((2016.5, 5), (2016.11, 11), (2016.03, 3)):
        found = parse_date(number)
        assert isinstance(found, DateSpan)
        assert (found.start, found.precision) == (date(2016, month, 1), DatePrecision.MONTH)


@pytest.mark.parametrize("raw", ["3月5日、9日", "2022.3.5、2022.4.6", "3月5日 7日", "3月5日；3月8日"])
def test_days_that_do_not_touch_are_several_dates(raw: str) -> None:
    assert parse_date(raw, default_year=2022) == NotADate("several")


@pytest.mark.parametrize("raw", ["5-7日", "5日-7日", "2022..3.5", "20222.3.5", "220305", "1.2.3.4", "第10周"])
def test_what_only_looks_like_a_date_is_none(raw: str) -> None:
    assert parse_date(raw, default_year=2022) == NotADate("not_a_date")


def test_digits_that_a_space_keeps_apart_do_not_grow_together() -> None:
    assert parse_date("2022 1 2") == DateSpan(date(2022, 1, 2), date(2022, 1, 2), DatePrecision.DAY)
    assert parse_date("2022 12") == NotADate("not_a_date")


@pytest.mark.parametrize("raw", ["3月5日", "3.5", "12·4", "3月上旬", "全年", "上半年", "3月5日-7日"])
def test_a_date_without_a_year_is_not_given_one(raw: str) -> None:
    assert parse_date(raw) == NotADate("no_year")


@pytest.mark.parametrize("raw", [None, "", "—", "/", "无"])
def test_an_empty_cell_or_a_dash_is_a_blank_date(raw: object) -> None:
    assert parse_date(raw, default_year=2022) == Blank()


@pytest.mark.parametrize(
    "raw",
    [
        2022,
        2022.0,
        "2022",
        "2022年",
        "2022年度",
        "二〇二二年",
        "22年",
        "2022/3",
        date(2022, 3, 5),
        Decimal(2022),
    ],
)
def test_a_year_is_read_however_it_is_written(raw: object) -> None:
    assert parse_year(raw) == 2022


def test_this_year_is_the_year_of_the_form() -> None:
    assert parse_year("本年度", default_year=2023) == 2023
    assert parse_year("本年度") == NotADate("no_year")


@pytest.mark.parametrize("raw", [44625, "44625", 2022.5, "2021-2022年", "某年", True, 99999, Decimal("NaN")])
def test_what_is_no_year_is_refused(raw: object) -> None:
    assert parse_year(raw) == NotADate("not_a_date")


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2022年11月", "2022-11-01", "2022-11-30"),
        ("2022-11", "2022-11-01", "2022-11-30"),
        ("公安局_普法台账_2022年11月.xlsx", "2022-11-01", "2022-11-30"),
        ("二〇二二年十一月普法活动统计表", "2022-11-01", "2022-11-30"),
        ("2022年度", "2022-01-01", "2022-12-31"),
        ("某县2024年度行政处罚实施情况统计表", "2024-01-01", "2024-12-31"),
        ("2022年第三季度", "2022-07-01", "2022-09-30"),
        ("2022年3季度", "2022-07-01", "2022-09-30"),
        ("2022年上半年", "2022-01-01", "2022-06-30"),
        ("2022年下半年", "2022-07-01", "2022-12-31"),
        ("2022年第47周", "2022-11-21", "2022-11-27"),
        ("1-11月", "2022-01-01", "2022-11-30"),
        ("2022年度普法台账（1-11月）", "2022-01-01", "2022-11-30"),
        ("2022年1月至11月", "2022-01-01", "2022-11-30"),
        ("2022年1月1日至2022年11月30日", "2022-01-01", "2022-11-30"),
        ("2022.1.1-2022.11.30", "2022-01-01", "2022-11-30"),
        ("2022年11月14日-11月20日", "2022-11-14", "2022-11-20"),
        ("截至2022年11月20日", "2022-01-01", "2022-11-20"),
        ("截止11月20日", "2022-01-01", "2022-11-20"),
        ("2022年11月20日", "2022-11-20", "2022-11-20"),
        ("八五普法规划（2021-2025年）", "2021-01-01", "2025-12-31"),
        ("11月份", "2022-11-01", "2022-11-30"),
    ],
)
def test_a_title_or_envelope_tells_its_period(text: str, start: str, end: str) -> None:
    assert parse_period(text, 2022) == (date.fromisoformat(start), date.fromisoformat(end))


@pytest.mark.parametrize("text", ["附件1", "", "普法活动统计表", "2022年第60周", "共20人"])
def test_a_text_without_a_period_tells_none(text: str) -> None:
    assert parse_period(text, 2022) is None


def test_a_period_without_a_year_needs_the_year_of_the_form() -> None:
    assert parse_period("三季度", None) is None


@given(CELLS, YEARS, st.booleans())
def test_no_cell_makes_the_date_readers_fail(raw: object, year: int | None, date_1904: bool) -> None:
    found = parse_date(raw, default_year=year, date_1904=date_1904)
    assert isinstance(found, (DateSpan, Blank, NotADate))
    if isinstance(found, DateSpan) and not found.is_span:
        assert found.start <= found.end
    assert isinstance(parse_year(raw, default_year=year), (int, Blank, NotADate))


@given(TEXTS, YEARS)
def test_no_text_makes_the_period_reader_fail(text: str, year: int | None) -> None:
    found = parse_period(text, year)
    assert found is None or found[0] <= found[1]


@given(TEXTS, YEARS)
def test_tidying_a_text_does_not_change_its_date(text: str, year: int | None) -> None:
    assert parse_date(clean_text(text), default_year=year) == parse_date(text, default_year=year)


@given(
    st.dates(date(1900, 1, 1), date(2099, 12, 31)),
    st.sampled_from(
        ["{0}-{1:02d}-{2:02d}", "{0}.{1}.{2}", "{0}年{1}月{2}日", "{0}/{1}/{2}", "{0}{1:02d}{2:02d}"]
    ),
)
def test_a_formatted_day_reads_as_itself(day: date, style: str) -> None:
    written = style.format(day.year, day.month, day.day)
    assert parse_date(written) == DateSpan(day, day, DatePrecision.DAY)


@given(
    st.dates(date(2000, 1, 1), date(2099, 12, 31)),
    st.dates(date(2000, 1, 1), date(2099, 12, 31)),
    st.sampled_from(["至", "-", "—", "~", " 到 ", "－"]),
    st.sampled_from(["{0}-{1:02d}-{2:02d}", "{0}.{1}.{2}", "{0}年{1}月{2}日"]),
)
def test_a_formatted_span_reads_as_its_two_days(start: date, end: date, joiner: str, style: str) -> None:
    written = joiner.join(style.format(day.year, day.month, day.day) for day in (start, end))
    assert parse_date(written) == DateSpan(start, end, DatePrecision.DAY, is_span=True)
