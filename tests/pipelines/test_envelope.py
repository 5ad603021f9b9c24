"""What stands around a table tells who filed it, when, and for which period."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from pipelines.intake.reading import known_locator
from pipelines.locate import Envelope, EnvelopeValue
from pipelines.locating.envelope import measure_of_money
from pipelines.reading.model import CellValue, MergedRange, Sheet

Line = Sequence[CellValue]

LOCATOR = known_locator()
HEADER: Line = ["序号", "活动名称", "开展时间", "地点", "受众人数"]
EVENT: Line = [1, "宪法宣传", "2022.3.5", "广场", 120]


def envelope(
    *above: Line,
    below: Sequence[Line] = (),
    header: Line = HEADER,
    name: str = "",
    file: str = "表.xlsx",
    merged: tuple[MergedRange, ...] = (),
) -> Envelope:
    rows = [list(line) for line in (*above, header, EVENT, *below)]
    (table,) = LOCATOR.locate(Sheet(name, rows, merged), file_name=file).tables
    return table.envelope


@pytest.mark.parametrize(
    ("line", "unit", "filed_on"),
    [
        (["填报单位：公安局 填报时间：2022年11月20日"], ("公安局", 0), ("2022年11月20日", 0)),
        (["填报单位（盖章）：公安局", None, None, "填报时间:2022-11-20"], ("公安局", 0), ("2022-11-20", 3)),
        (["填报单位：", "公安局", "填表日期：", "2022.11.20"], ("公安局", 1), ("2022.11.20", 3)),
        (["报送单位", None, "公安局"], ("公安局", 2), None),
        (["单位：公安局"], ("公安局", 0), None),
        (["填报部门：__公安局__　报送时间：____"], ("公安局", 0), None),
        (["填报单位：", "填报时间：2022年11月20日"], None, ("2022年11月20日", 1)),
        ([None, None, None, None, "2022年11月20日"], None, ("2022年11月20日", 4)),
    ],
)
def test_captions_give_their_values_in_the_same_cell_or_the_next(
    line: Line, unit: tuple[str, int] | None, filed_on: tuple[str, int] | None
) -> None:
    found = envelope(["普法活动台账"], line)
    assert found.unit == (unit and EnvelopeValue(unit[0], (1, unit[1]), "cell"))
    assert found.filed_on == (filed_on and EnvelopeValue(filed_on[0], (1, filed_on[1]), "cell"))


def test_a_measure_above_the_table_is_no_department() -> None:
    found = envelope(["单位：份"])
    assert (found.unit, found.measure) == (None, EnvelopeValue("份", (0, 0), "cell"))
    assert envelope(["单位：宗、万元"]).measure == EnvelopeValue("宗、万元", (0, 0), "cell")


@pytest.mark.parametrize(
    ("measure", "of_money"),
    [("宗、万元", "万元"), ("万元", "万元"), ("件/元", "元"), ("份", None), ("宗，件", None)],
)
def test_a_measure_above_the_table_may_name_that_of_its_amounts(measure: str, of_money: str | None) -> None:
    assert measure_of_money(measure) == of_money


def test_a_department_and_a_measure_may_stand_in_one_cell() -> None:
    found = envelope(["填报单位：公安局   单位：人次"])
    assert (found.unit, found.measure) == (
        EnvelopeValue("公安局", (0, 0), "cell"),
        EnvelopeValue("人次", (0, 0), "cell"),
    )


@pytest.mark.parametrize("line_break", ["", "\n", " "])
def test_a_title_may_share_its_cell_with_captions(line_break: str) -> None:
    found = envelope([f"公安局2022年1-6月普法活动台账{line_break}（单位：场、人次）"])
    assert found.unit == EnvelopeValue("公安局", (0, 0), "title")
    assert found.year == EnvelopeValue("2022", (0, 0), "title")
    assert found.measure == EnvelopeValue("场、人次", (0, 0), "cell")
    assert found.period is not None
    assert found.period.text == "公安局2022年1-6月普法活动台账"


def test_brackets_that_belong_to_a_value_stay_with_it() -> None:
    found = envelope(["填报单位：公安局（治安大队）"])
    assert found.unit == EnvelopeValue("公安局（治安大队）", (0, 0), "cell")


def test_footers_give_what_is_missing_above() -> None:
    found = envelope(below=[["填表人：甲", None, None, "填报单位：公安局", "填报时间：2022.11.20"]])
    assert found.unit == EnvelopeValue("公安局", (2, 3), "cell")
    assert found.filed_on == EnvelopeValue("2022.11.20", (2, 4), "cell")


def test_people_and_phones_are_never_taken() -> None:
    found = envelope(["填表人：甲  审核人：乙  联系电话：1234  单位负责人：丙"])
    assert found == Envelope()


@pytest.mark.parametrize(
    ("title", "unit", "year"),
    [
        ("公安局2022年普法活动台账", "公安局", "2022"),
        ("郑州市上街区教育局普法活动台账（2021年度）", "郑州市上街区教育局", "2021"),
        ("2022年度峡窝镇普法活动台账", "峡窝镇", "2022"),
        ("统计局二〇二二年普法活动台账", "统计局", "2022"),
        ("上街区2022年普法活动台账", None, "2022"),
        ("理论中心组学习与法律进乡村活动情况", None, None),
    ],
)
def test_a_title_may_give_unit_and_year(title: str, unit: str | None, year: str | None) -> None:
    found = envelope([title])
    assert found.unit == (EnvelopeValue(unit, (0, 0), "title") if unit else None)
    assert found.year == (EnvelopeValue(year, (0, 0), "title") if year else None)


@pytest.mark.parametrize(
    ("title", "unit"),
    [
        ("庆元县2024年度行政处罚实施情况统计表", "庆元县"),
        ("庆元县行政处罚实施情况统计表（2024年度）", "庆元县"),
        ("郑州市上街区2024年行政处罚统计表", "郑州市上街区"),
        ("庆元县公安局2024年行政处罚统计表", "庆元县公安局"),
    ],
)
def test_a_place_is_the_unit_of_a_published_form(title: str, unit: str) -> None:
    found = envelope([title], header=["警告", "罚款", "行政拘留", "其他行政处罚", "合计"])
    assert (found.unit, found.year) == (
        EnvelopeValue(unit, (0, 0), "title"),
        EnvelopeValue("2024", (0, 0), "title"),
    )


def test_a_file_name_gives_unit_year_and_period_last() -> None:
    found = envelope(file="公安局_普法台账_2022年11月.xlsx")
    assert found.unit == EnvelopeValue("公安局", None, "file name")
    assert found.year == EnvelopeValue("2022", None, "file name")
    assert found.period == EnvelopeValue("公安局_普法台账_2022年11月", None, "file name")
    named = envelope(["填报单位：教育局"], file="公安局_普法台账_202211.xlsx")
    assert named.unit == EnvelopeValue("教育局", (0, 0), "cell")
    assert named.period == EnvelopeValue("2022年11月", None, "file name")


def test_a_sheet_name_gives_unit_or_month() -> None:
    assert envelope(name="公安局").unit == EnvelopeValue("公安局", None, "sheet")
    found = envelope(["2022年普法活动台账"], name="11月")
    assert (found.year, found.period) == (
        EnvelopeValue("2022", (0, 0), "title"),
        EnvelopeValue("11月", None, "sheet"),
    )


def test_a_caption_gives_period_and_year_before_any_title() -> None:
    found = envelope(["2021年普法活动台账"], ["报告期：2022年1-11月  年度：2022年"])
    assert found.period == EnvelopeValue("2022年1-11月", (1, 0), "cell")
    assert found.year == EnvelopeValue("2022", (1, 0), "cell")


@pytest.mark.parametrize("place", ["title", "sheet", "file"])
def test_words_say_what_kind_of_filing_it_is(place: str) -> None:
    for word, flag in (("更正", "is_correction"), ("计划", "is_plan"), ("累计", "is_cumulative")):
        text = f"普法活动{word}表"
        found = envelope(
            [text if place == "title" else "普法活动表"],
            name=text if place == "sheet" else "",
            file=f"{text if place == 'file' else '表'}.xlsx",
        )
        assert getattr(found, flag)
    assert not envelope(["普法活动表"]).is_correction


def test_a_header_that_says_cumulative_makes_the_ledger_cumulative() -> None:
    assert not envelope().is_cumulative
    assert envelope(header=["序号", "活动名称", "开展时间", "地点", "受众人数（累计）"]).is_cumulative
    assert envelope(header=["序号", "活动名称", "开展时间", "地点", "累计受众人数"]).is_cumulative
    assert not envelope(header=["累计受众人数", "活动名称", "开展时间", "地点", "受众人数"]).is_cumulative


def test_what_the_figures_are_is_cited_where_it_is_said() -> None:
    header = ["序号", "活动名称", "开展时间", "地点", "累计受众人数"]
    assert envelope(["普法活动累计台账"]).figures == EnvelopeValue("累计", (0, 0), "title")
    assert envelope(["普法活动表"], header=header).figures == EnvelopeValue("累计", (1, 4), "header")
    assert envelope(["普法活动表"], ["报告期：1—6月累计"]).figures == EnvelopeValue("累计", (1, 0), "cell")
    assert envelope(["普法活动表"], file="1-6月累计.xlsx").figures == EnvelopeValue("累计", None, "file name")
    assert envelope(["普法活动表"]).figures is None


@pytest.mark.parametrize(
    ("title", "is_plan"),
    [
        ("2024年普法活动计划表", True),
        ("2024年普法工作计划", True),
        ("2024年普法活动计划台账", True),
        ("2024年普法计划完成情况统计表", False),
        ("「百场万人」普法计划活动台账", False),
        ("计划生育普法活动台账", False),
    ],
)
def test_a_report_on_a_plan_is_no_plan(title: str, is_plan: bool) -> None:
    assert envelope([title]).is_plan is is_plan
