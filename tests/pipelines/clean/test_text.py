"""Cells, headers, keys, case numbers and lists are made comparable, and stay so."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.clean.text import (
    Blank,
    Dash,
    HeaderText,
    Nothing,
    clean_text,
    empty_meaning,
    is_blank,
    normalise_case_no,
    normalise_header,
    normalise_key,
    raw_text,
    split_list,
)
from tests.pipelines.clean.strategies import CELLS, TEXTS


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("１２３ＡＢ", "123AB"),
        ("村（社区），含“重点”。", "村（社区），含“重点”。"),
        ("公\u200b安\ufeff局", "公安局"),
        ("普法\xa0活动\u3000进 \n 校园", "普法 活动 进 校园"),
        ("第一行_x000D_\n第二行", "第一行 第二行"),
        ("⼈民法院", "人民法院"),
        ("  ", ""),
        (None, ""),
        (12, "12"),
        (12.0, "12"),
        (13800000000.0, "13800000000"),
        (0.1 + 0.2, "0.3"),
        (Decimal("12.50"), "12.5"),
        (True, "TRUE"),
        (datetime(2022, 3, 5), "2022-03-05"),
        (datetime(2022, 3, 5, 14, 30), "2022-03-05 14:30:00"),
        (date(2022, 3, 5), "2022-03-05"),
        (time(9, 5), "09:05:00"),
    ],
)
def test_a_cell_becomes_tidy_text(raw: object, expected: str) -> None:
    assert clean_text(raw) == expected


def test_the_raw_text_of_a_typed_text_is_left_as_typed() -> None:
    assert raw_text("　１２３ 人\n次") == "　１２３ 人\n次"


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (44625.0, "44625"),
        (1e20, "1e+20"),
        (float("nan"), "nan"),
        (Decimal("1E+50"), "1E+50"),
        (Decimal("NaN"), "NaN"),
        (timedelta(hours=2), "2:00:00"),
    ],
)
def test_the_raw_text_of_a_number_is_what_a_spreadsheet_shows(raw: object, expected: str) -> None:
    assert raw_text(raw) == expected


def test_an_integer_longer_than_python_likes_to_print_is_written_out() -> None:
    assert raw_text(10**5000) == "1" + "0" * 5000


@pytest.mark.parametrize("raw", [None, "", "  ", "\u3000\n", "\u200b"])
def test_a_cell_with_nothing_to_see_is_blank(raw: object) -> None:
    assert is_blank(raw)


@pytest.mark.parametrize("raw", [0, 0.0, False, "0", "—"])
def test_zero_and_a_dash_are_not_blank(raw: object) -> None:
    assert not is_blank(raw)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (None, Blank()),
        (" ", Blank()),
        ("—", Dash()),
        ("－", Dash()),
        ("——", Dash()),
        ("/", Dash()),
        ("／", Dash()),
        ("- -", Dash()),
        ("…", Dash()),
        ("......", Dash()),
        ("无", Nothing()),
        ("没有。", Nothing()),
        ("一", None),
        ("0", None),
        (0, None),
        ("未开展", None),
    ],
)
def test_blank_dash_and_nothing_mean_different_things(raw: object, expected: object) -> None:
    assert empty_meaning(raw) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("合计(宗)", HeaderText("合计", "宗", "合计(宗)")),
        ("合 计\n（宗）", HeaderText("合计", "宗", "合计(宗)")),
        ("罚没金额（万元）", HeaderText("罚没金额", "万元", "罚没金额(万元)")),
        ("受众【万人次】", HeaderText("受众", "万人次", "受众(万人次)")),
        ("村（社区）", HeaderText("村(社区)", None, "村(社区)")),
        ("法制审查（是/否）", HeaderText("法制审查(是否)", None, "法制审查(是否)")),
        ("发放资料（册）", HeaderText("发放资料", "册", "发放资料(册)")),
        ("*受众人数（单位：人次）", HeaderText("受众人数", "人次", "受众人数(单位人次)")),
        ("法律“七进”类别", HeaderText("法律七进类别", None, "法律七进类别")),
        ("满意率（％）", HeaderText("满意率", "%", "满意率(%)")),
        ("面积/㎡", HeaderText("面积", "m2", "面积(m2)")),
        ("整改期限（必填）", HeaderText("整改期限", None, "整改期限")),
        (
            "暂扣许可证、执照，降低资质等级",
            HeaderText("暂扣许可证执照降低资质等级", None, "暂扣许可证执照降低资质等级"),
        ),
        ("（宗）", HeaderText("(宗)", None, "(宗)")),
        ("关闭/限制从业", HeaderText("关闭限制从业", None, "关闭限制从业")),
    ],
)
def test_a_header_is_split_into_its_key_and_its_unit_of_measure(written: str, expected: HeaderText) -> None:
    assert normalise_header(written) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("“12·4”国家宪法日 宣传活动", "12.4国家宪法日宣传活动"),
        ("民法典宣讲（第一场）", "民法典宣讲(第一场)"),
        ("ＡＰＰ推广", "app推广"),
    ],
)
def test_titles_that_differ_only_in_writing_have_one_key(one: str, other: str) -> None:
    assert normalise_key(one) == normalise_key(other)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("上政复[2024]12号", "上政复〔2024〕12号"),
        ("上政复（2024）12 号", "上政复〔2024〕12号"),
        ("上政复【2024】第12号", "上政复〔2024〕12号"),
        ("上政复(2024)12", "上政复〔2024〕12号"),
        ("上政复〔2024〕12-1号", "上政复〔2024〕12-1号"),
        ("(2024)豫0106行初12号", "（2024）豫0106行初12号"),
        ("〔２０２４〕豫0106行初12号", "（2024）豫0106行初12号"),
        ("AJ—2024—001", "AJ-2024-001"),
        ("11001011.0", "11001011"),
        ("F03b", "F03b"),
    ],
)
def test_a_case_number_has_one_official_style(written: str, expected: str) -> None:
    assert normalise_case_no(written) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("公安局、司法局，教育局;民政局/财政局", ("公安局", "司法局", "教育局", "民政局", "财政局")),
        ("公安局 司法局\n教育局", ("公安局", "司法局", "教育局")),
        ("机关、机关、 、社区", ("机关", "社区")),
        ("乡镇（街道、办事处）、学校", ("乡镇（街道、办事处）", "学校")),
        ("open day、讲座", ("open day", "讲座")),
        ("讲座（未完、展览", ("讲座（未完", "展览")),
        ("、；", ()),
        ("", ()),
    ],
)
def test_a_list_is_split_at_separators_outside_brackets(written: str, expected: tuple[str, ...]) -> None:
    assert split_list(written) == expected


@given(CELLS)
def test_no_cell_makes_the_text_cleaners_fail(raw: object) -> None:
    assert isinstance(clean_text(raw), str)
    assert isinstance(raw_text(raw), str)
    assert is_blank(raw) == isinstance(empty_meaning(raw), Blank)


@given(TEXTS)
def test_cleaned_text_stays_as_it_is(text: str) -> None:
    once = clean_text(text)
    assert clean_text(once) == once
    once.encode("utf-8")


@given(TEXTS)
def test_normalised_keys_headers_and_case_numbers_stay_as_they_are(text: str) -> None:
    key = normalise_key(text)
    assert normalise_key(key) == key
    header = normalise_header(text)
    assert normalise_header(header.full) == header
    assert normalise_header(header.key).key == header.key
    number = normalise_case_no(text)
    assert normalise_case_no(number) == number


@given(TEXTS)
def test_no_list_entry_is_empty_or_repeated(text: str) -> None:
    entries = split_list(text)
    assert len(set(entries)) == len(entries)
    assert all(entry == entry.strip() != "" for entry in entries)


@given(st.lists(st.sampled_from(["公安局", "司法局", "教育局", "峡窝镇"]), unique=True))
def test_splitting_undoes_joining(names: list[str]) -> None:
    assert split_list("、".join(names)) == tuple(names)
