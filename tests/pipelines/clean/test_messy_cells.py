"""Every way in which departments write dates, numbers, names and yes or no, with what becomes of it.

Each table is one kind of column. A value stands for what is stored; a code for the finding that is sent back.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest

from tests.pipelines.clean.columns import (
    CODE,
    CONTEXT,
    COUNT,
    DAY,
    HOURS,
    MONEY,
    PARTIAL,
    SPAN,
    TOWNSHIP,
    UNIT,
    VETO,
    VILLAGE,
    clean,
    fault,
)
from warehouse.contracts.model import Choices, Column
from warehouse.contracts.types import CHOICE, NUMBER, Severity

AREA = Column("area", "面积", NUMBER, unit="平方米", minimum=0)
UNTIL = replace(DAY, may_be_future=True)
WAN = replace(CONTEXT, header_unit="万元")


def code_of(column: Column, raw: object) -> str | None:
    problem = clean(column, raw).problem
    return problem.code if problem is not None else None


@pytest.mark.parametrize(
    "raw",
    [
        *("2022.3.5", "2022年3月5日", "3月5日", "2022-3-5 00:00:00", "'22.3.5", "22-3-5", "20220305"),
        *(20220305, 20220305.0, 44625, 44625.75, "44625", datetime(2022, 3, 5, 9), date(2022, 3, 5)),
        *(
            "２０２２．３．５",
            "二〇二二年三月五日",
            "二零二二年三月五日",
            "二O二二年三月五日",
            "三月五日",
            "3·5",
        ),
        *("2022年3月5日上午", "2022年3月5日 周六 上午9点", "3月5日（星期六）", "2022-03-05T09:30:00Z"),
        *("2022 3 5", "2022.3月5日", "（2022.3.5）", "2022年3月5日（农历二月初三）"),
    ],
)
def test_a_day_is_stored_however_it_is_written(raw: object) -> None:
    assert clean(SPAN, raw).values == {"start_on": date(2022, 3, 5), "end_on": date(2022, 3, 5)}


@pytest.mark.parametrize(
    ("raw", "end"),
    [
        ("2022-03-05 至 03-07", date(2022, 3, 7)),
        ("3月5日-7日", date(2022, 3, 7)),
        ("2022.3.5—3.7", date(2022, 3, 7)),
        ("2022-03-05～2022-03-07", date(2022, 3, 7)),
        ("3月5日、6日、7日", date(2022, 3, 7)),
        ("2022年3月5日—4月3日", date(2022, 4, 3)),
        ("2022.3.5-2023.3.4", date(2023, 3, 4)),
    ],
)
def test_a_span_is_stored_with_both_ends(raw: str, end: date) -> None:
    assert clean(SPAN, raw).values == {"start_on": date(2022, 3, 5), "end_on": end}


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        *(
            (raw, "date_too_vague")
            for raw in ("2022/3", "3月上旬", "全年", "二〇二二年三月", "3月底", "一季度")
        ),
        *((raw, "impossible_date") for raw in ("2022.2.30", "2月29日", "2022.13.1", "2022.30", 80000 - 1)),
        *((raw, "date_unclear") for raw in ("5/3/2022", "3-5-22", 2022.1, 3.1, 12.4)),
        *((raw, "several_dates") for raw in ("3月5日、7日", "2022.3.5、2022.4.6")),
        *(
            (raw, "not_a_date")
            for raw in (0, -5, 19999, "31/12", "20222.3.5", "5-7日", "2O22.3.5", "2022,3,5")
        ),
        *((raw, "out_of_bounds") for raw in (20000, "1922-03-05", "2022.3.5-2032.3.7")),
        *((raw, "required_blank") for raw in ("待定", "—")),
        ("2023.1.1", "future_date"),
        ("####", "cell_too_narrow"),
    ],
)
def test_a_date_that_names_no_one_day_is_sent_back(raw: object, code: str) -> None:
    assert (code_of(SPAN, raw), clean(SPAN, raw).values["start_on"]) == (code, None)


@pytest.mark.parametrize(
    ("raw", "day", "precision"),
    [
        ("2022/3", date(2022, 3, 1), "month"),
        ("3月上旬", date(2022, 3, 1), "month"),
        ("全年", date(2022, 1, 1), "year"),
        (2016, date(2016, 1, 1), "year"),
        (2016.5, date(2016, 5, 1), "month"),
        ("2022 1 2", date(2022, 1, 2), "day"),
    ],
)
def test_a_partial_date_is_stored_to_the_precision_that_was_written(
    raw: object, day: date, precision: str
) -> None:
    assert clean(PARTIAL, raw).values == {"happened_on": day, "happened_on_precision": precision}


@pytest.mark.parametrize("raw", ["长期", "长期有效", "永久", "无固定期限", "2022.5.1—长期"])
def test_a_term_without_end_ends_on_the_last_day_of_the_century(raw: str) -> None:
    assert clean(UNTIL, raw).values == {"closed_on": date(2099, 12, 31)}
    assert code_of(DAY, raw) == "not_a_date"


@pytest.mark.parametrize(
    "raw", ["2020.5.1-2025.4.30", "2025.4.30前", "2025年4月30日止", "至2025.4.30", datetime(2025, 4, 30)]
)
def test_a_term_is_stored_by_its_last_day(raw: object) -> None:
    assert clean(UNTIL, raw).values == {"closed_on": date(2025, 4, 30)}


@pytest.mark.parametrize(
    ("raw", "day", "precision"),
    [
        ("年底前", date(2022, 1, 1), "year"),
        ("2022年底前", date(2022, 1, 1), "year"),
        ("全年持续推进", date(2022, 1, 1), "year"),
        ("12月底前完成", date(2022, 12, 1), "month"),
        ("2022年12月31日前完成", date(2022, 12, 31), "day"),
        *((raw, date(2099, 12, 31), "day") for raw in ("长期坚持", "常年推进")),
    ],
)
def test_a_limit_is_read_from_the_words_of_a_plan(raw: str, day: date, precision: str) -> None:
    limit = replace(PARTIAL, may_be_future=True)
    assert clean(limit, raw).values == {"happened_on": day, "happened_on_precision": precision}


@pytest.mark.parametrize("raw", ["每季度末", "每月", "已完成", "适时", "前完成", "年", "常态化", "持续推进"])
def test_a_limit_that_names_no_time_is_sent_back(raw: str) -> None:
    assert code_of(replace(PARTIAL, may_be_future=True), raw) == "not_a_date"


EXPORTED = replace(CONTEXT, may_lack_zeros=True)


@pytest.mark.parametrize(
    ("raw", "day"), [("3.5", 5), ("3.05", 5), ("3.10", 10), ("2022.3.1", 1), ("3月1日", 1)]
)
def test_a_day_in_an_exported_file_is_read_where_no_zero_can_be_lost(raw: str, day: int) -> None:
    assert clean(SPAN, raw, EXPORTED).values["start_on"] == date(2022, 3, day)


@pytest.mark.parametrize(
    ("column", "raw", "readings"),
    [(SPAN, "3.1", "2022-03-01、2022-03-10"), (PARTIAL, "2022.1", "2022-01、2022-10")],
)
def test_a_zero_that_an_export_may_have_dropped_makes_a_date_unclear(
    column: Column, raw: str, readings: str
) -> None:
    problem = clean(column, raw, EXPORTED).problem
    assert problem is not None
    assert (problem.code, problem.params["nearest"]) == ("date_unclear", readings)
    assert code_of(column, raw) is None  # a text cell of a workbook holds what was typed


@pytest.mark.parametrize("raw", ["未开庭", "待定", "尚未办结", "在办", "书面审理", "—", "/", "无", ""])
def test_a_day_that_has_not_come_is_blank(raw: str) -> None:
    assert (clean(DAY, raw).values, fault(clean(DAY, raw))) == ({"closed_on": None}, None)


@pytest.mark.parametrize("raw", ["不详", "未知", "未统计", "否"])
def test_a_day_that_is_not_known_is_sent_back(raw: str) -> None:
    assert fault(clean(DAY, raw)) == ("not_a_date", Severity.ERROR)


@pytest.mark.parametrize(
    ("raw", "value", "qualifier"),
    [
        *(
            (raw, 123, None)
            for raw in ("１２３", "123", 123, 123.0, "123人次", "123（人次）", "000123", "'123", "师生123人")
        ),
        *((raw, 1234, None) for raw in ("1,234", "1，234", "共计1234人", "一千二百三十四", "1,234.0")),
        *((raw, 12000, None) for raw in ("1.2万", "1万2千", "1万2000", "一万二", "1.2万人次")),
        *((raw, 300, "at_least") for raw in ("300余", "三百余", "超过300", "300多人", "300人以上", "≥300")),
        *((raw, 300, "about") for raw in ("约300人", "300人左右", "≈300")),
        ("1万余人次", 10000, "at_least"),
        ("近千", 1000, "almost"),
        ("两千三", 2300, None),
        ("壹佰", 100, None),
        ("300人（次）", 300, None),
        *((raw, 0, None) for raw in ("0", 0, "零", "无", "0人")),
        *((raw, None, None) for raw in ("—", "/", "-", "", None, "……")),
    ],
)
def test_a_count_is_stored_with_how_exact_it_is(
    raw: object, value: int | None, qualifier: str | None
) -> None:
    cell = clean(COUNT, raw)
    assert (cell.values["audience"], cell.values["audience_qualifier"], cell.problem) == (
        value,
        qualifier,
        None,
    )


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        *(
            (raw, "not_a_number")
            for raw in ("12,34", "1,2345", "1 200", "10+5", "10/12", "(5)", "½", "第3场")
        ),
        *(
            (raw, "not_a_number")
            for raw in ("空", "不详", "数百", "不超过300", "百", "○", "2022年", "300?", True)
        ),
        *((raw, "not_a_number") for raw in ("学生300", "资料500", "线上300人")),
        *((raw, "other_measure") for raw in ("¥300", "人民币300", "宣传资料500份")),
        *((raw, "not_a_number") for raw in ("74.7%", "120（其中女60）", "1, 234", date(2022, 3, 5))),
        *((raw, "two_facts_in_cell") for raw in ("500余份、12人次", "12场/300人次", "28种60000余份")),
        *((raw, "number_is_range") for raw in ("3-5", "100~200人", "二三十", "约200-300")),
        *((raw, "negative_number") for raw in ("-5", "－5", -1)),
        *((raw, "not_whole") for raw in (0.747, "1.200", 12.4)),
        *((raw, "other_measure") for raw in ("12场", "500份", "200户", "1200元", "30分钟", "2块")),
        *((raw, "number_mistyped") for raw in ("1O0", "l00", "1l0")),
        ("1.38E+10", "number_shortened"),
        (13800000000, "out_of_bounds"),
        ("#REF!", "error_cell"),
    ],
)
def test_what_is_not_one_count_is_sent_back(raw: object, code: str) -> None:
    cell = clean(COUNT, raw)
    assert (code_of(COUNT, raw), cell.values["audience"]) == (code, None)


@pytest.mark.parametrize(
    ("raw", "yuan"),
    [
        (1.2, 12000),
        ("1.2", 12000),
        ("1.2万", 12000),
        ("1200元", 1200),
        ("1.2亿", 120_000_000),
        ("5千元", 5000),
    ],
)
def test_ten_thousand_in_the_header_counts_unless_the_cell_says_its_own(raw: object, yuan: int) -> None:
    assert clean(MONEY, raw, WAN).values["fined"] == Decimal(yuan)


@pytest.mark.parametrize(
    "raw", ["5000元整", "伍仟元整", "人民币伍仟元", "人民币5,000元整", "￥5000.00", "¥5000"]
)
def test_money_is_read_as_contracts_and_decisions_write_it(raw: str) -> None:
    assert clean(MONEY, raw).values["fined"] == Decimal(5000)


def test_a_header_of_another_measure_is_sent_back() -> None:
    cell = clean(COUNT, 12, replace(CONTEXT, header_unit="场"))
    assert fault(cell) == ("other_measure", Severity.ERROR)
    assert clean(COUNT, 12, replace(CONTEXT, header_unit="人")).values["audience"] == 12


@pytest.mark.parametrize("raw", ["两块", "2块", "3亩", "500人"])
def test_an_area_is_not_read_from_a_number_of_something_else(raw: str) -> None:
    assert (clean(AREA, raw).values["area"], code_of(AREA, raw)) == (None, "other_measure")


def test_an_area_is_read_in_each_of_its_spellings() -> None:
    for raw in ("500平方米", "500㎡", "500m²", "500平", 500):
        assert clean(AREA, raw).values["area"] == Decimal(500)
    assert clean(AREA, "500多平方米").values["area_qualifier"] == "at_least"


def test_teaching_hours_are_not_minutes_or_days() -> None:
    assert [code_of(HOURS, raw) for raw in ("45分钟", "2天", "4小时")] == ["other_measure"] * 3
    assert [clean(HOURS, raw).values["hours"] for raw in ("4课时", "4学时", 4.5)] == [4, 4, Decimal("4.5")]


@pytest.mark.parametrize(
    ("raw", "stored"),
    [
        (11001011.0, "11001011"),
        ("11001011.0", "11001011"),
        ("0012", "0012"),
        ("云政复[2024]12号", "云政复〔2024〕12号"),
        ("云政复〔2024〕012号", "云政复〔2024〕012号"),
        ("/", None),
    ],
)
def test_a_code_keeps_its_zeros_and_loses_what_a_spreadsheet_added(raw: object, stored: str | None) -> None:
    assert clean(CODE, raw).values == {"case_no": stored}


@pytest.mark.parametrize("raw", ["1.38E+10", 1.3800000000000001e16])
def test_a_code_whose_digits_are_lost_is_not_read(raw: object) -> None:
    assert fault(clean(CODE, raw)) == ("number_rounded", Severity.WARNING)


@pytest.mark.parametrize("raw", [datetime(2024, 1, 2), date(2024, 1, 2), "1月2日"])
def test_a_code_that_a_spreadsheet_took_for_a_date_is_not_read(raw: object) -> None:
    assert fault(clean(CODE, raw)) == ("code_became_date", Severity.WARNING)
    assert fault(clean(replace(CODE, required=True), raw)) == ("code_became_date", Severity.ERROR)


@pytest.mark.parametrize(
    ("raw", "stored"),
    [
        *((raw, True) for raw in ("√", "✓", "✔", "是", "有", "1", 1, "Y", "对", "☑是□否", "是☑ 否□")),
        *((raw, False) for raw in ("×", "✗", "╳", "否", "无", "0", 0, "N", "□是 ☑否")),
        *((raw, None) for raw in ("", None, "—")),
    ],
)
def test_yes_and_no_in_every_usual_mark_and_blank_is_neither(raw: object, stored: bool | None) -> None:
    assert (clean(VETO, raw).values["vetoed"], code_of(VETO, raw)) == (stored, None)


@pytest.mark.parametrize("raw", ["☒", "●", "○", "V", "未开庭", "待定", "同意", "☑是☑否", "□是□否", 2])
def test_a_mark_that_may_mean_either_is_sent_back(raw: object) -> None:
    assert fault(clean(VETO, raw)) == ("not_yes_no", Severity.ERROR)


def test_a_tick_in_an_enumeration_of_yes_and_no_is_yes() -> None:
    attended = Column("attended", "负责人出庭", CHOICE, choices=Choices(values=("是", "否", "未开庭")))
    written = ["√", "✓", "×", "未开庭", "—"]
    assert [clean(attended, raw).values["attended"] for raw in written] == ["是", "是", "否", "未开庭", None]
    plain = Column("grade", "等次", CHOICE, choices=Choices(values=("优秀", "合格")))
    assert code_of(plain, "√") == "unknown_choice"


def test_an_older_form_may_say_legal_system_for_rule_of_law() -> None:
    column = Column("kind", "类别", CHOICE, choices=Choices(values=("法治公园", "法制审核")))
    assert clean(column, "法制公园").values["kind"] == "法治公园"
    assert clean(column, "法治审核").values["kind"] == "法制审核"


@pytest.mark.parametrize(
    "raw",
    [
        *(
            "公安局、司法局",
            "公安局，司法局",
            "公安局/司法局",
            "公安局;司法局",
            "公安局 司法局",
            "公安局\n司法局",
        ),
        *(
            "公安局和司法局",
            "公安局及司法局等单位",
            "公安局（牵头）、司法局（配合）",
            "牵头单位：公安局；配合单位：司法局",
        ),
    ],
)
def test_several_units_in_one_cell_are_each_known(raw: str) -> None:
    cell = clean(UNIT, raw)
    assert (cell.values["unit"], cell.other_units, cell.problem) == ("公安局", ("司法局",), None)


def test_the_sender_is_told_where_a_form_has_no_column_for_further_units() -> None:
    cell = clean(replace(UNIT, others_to=None), "公安局、司法局")
    assert (cell.values["unit"], fault(cell)) == ("公安局", ("several_units", Severity.WARNING))


@pytest.mark.parametrize("raw", ["杨湾村、青山村", "杨湾村 青山村", "杨湾村和青山村", "杨湾村，青山村委会"])
def test_several_villages_in_one_cell_are_none_and_the_sender_is_told(raw: str) -> None:
    cell = clean(VILLAGE, raw)
    assert (cell.values["village"], fault(cell)) == (None, ("several_places", Severity.WARNING))
    assert fault(clean(replace(VILLAGE, required=True), raw)) == ("several_places", Severity.ERROR)


@pytest.mark.parametrize("raw", ["全区", "辖区各村", "6个村", "所有社区", "各村（社区）", "全镇12个行政村"])
def test_all_villages_are_no_particular_one(raw: str) -> None:
    assert (clean(VILLAGE, raw).values["village"], code_of(VILLAGE, raw)) == (None, None)


@pytest.mark.parametrize(
    ("column", "raw", "code"),
    [
        (VILLAGE, "杨弯村", "unknown_village"),
        (VILLAGE, "杨湾村、某某村", "unknown_village"),
        (VILLAGE, "临河路", "ambiguous_name"),
        (VILLAGE, "青山", "unknown_village"),
        (TOWNSHIP, "临和路街道", "unknown_township"),
        (UNIT, "公按局", "unknown_unit"),
        (UNIT, "市公安局东湖分局", "unknown_unit"),
        (UNIT, "公安局司法局", "unknown_unit"),
        (UNIT, "各单位", "unknown_unit"),
    ],
)
def test_a_name_that_is_merely_near_is_proposed_and_not_taken(column: Column, raw: str, code: str) -> None:
    assert fault(clean(column, raw)) == (code, Severity.ERROR)


def test_a_branch_of_the_city_s_bureau_in_this_district_is_the_district_s_bureau() -> None:
    assert clean(UNIT, "市公安局青山分局").values["unit"] == "公安局"


def test_the_nearest_village_is_first_the_one_of_that_name_and_another_kind() -> None:
    problem = clean(VILLAGE, "杨湾社区").problem
    assert problem is not None
    assert problem.params["nearest"] == "杨湾村"
