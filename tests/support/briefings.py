"""A small briefing made by hand: every kind of chart, a table, hostile texts, gaps, and nothing at all."""

from __future__ import annotations

from datetime import date

from dashboard.briefing.content.model import (
    Briefing,
    Chart,
    ChartKind,
    Masthead,
    Section,
    Sentence,
    Series,
    Source,
    Stamp,
    Table,
)
from warehouse.metrics.selection import Selection

FORMULA = "=cmd|' /C calc'!A0"
MARKUP = '<b>粗</b> & "引号" {{ 7*7 }} $x^2$ #set page(fill: red) *粗*'
CONTROL = "甲\x07乙\x0b丙\x1f"
LINES = "第一行\n=第二行\t列"
LONG_WORD = "x" * 120
HOSTILE = (
    FORMULA,
    MARKUP,
    CONTROL,
    LINES,
    LONG_WORD,
    "＝1+1",
    "@SUM(1+1)",
    "-1",
    "\u202e右起\u202c",
    "𠮷👩\u200d👧",
)
LONG_TITLE = (
    "今年以来全区各镇（街道）、各有关单位围绕年度普法工作要点组织开展的普法宣传活动场次" + "继续增加" * 16
)

_MONTHS = tuple(f"{month}月" for month in range(1, 13))
_YEAR = Selection(start=date(2026, 1, 1), end=date(2026, 11, 22))
_SOURCE = Source("P01", _YEAR)


def stamp(label: str | None = "2026-W47", is_demo: bool = True) -> Stamp:
    """Return a stamp of synthetic data of a frozen week."""
    return Stamp("000001-20261123T222628-add732", label, date(2026, 11, 22), is_demo)


def masthead() -> Masthead:
    """Return a head with all that it may have."""
    return Masthead(
        name="法治工作周报",
        number="2026年第47期",
        issuer="区司法局",
        issued_on=date(2026, 11, 22),
        secrecy="内部资料",
        report_to="区委全面依法治区委员会",
        send_to="区政府办公室",
        issue_to="各镇（街道）、区直各单位",
        copies="60",
    )


def chart_of(kind: ChartKind, key: str = "", unit: str = "场") -> Chart:
    """Return a chart of two years by month; November and December of this year have no value yet."""
    return Chart(
        key=key or kind.value,
        title="截至11月22日，今年活动场次96 场，上年同期 88 场，增长 9.1%",
        kind=kind,
        categories=_MONTHS,
        series=(
            Series("2025年", (5.0, 3.0, 13.0, 7.0, 10.0, 10.0, 8.0, 8.0, 6.0, 14.0, 7.0, 10.0), is_base=True),
            Series("2026年", (5.0, 4.0, 15.0, 8.0, 8.0, 10.0, 8.0, 9.0, 7.0, 13.0, None, None)),
        ),
        unit=unit,
        definition="P01 活动场次：期间内开展的普法活动场次之和，按开展时间计；没有填场次的按 1 场计",
        sources=(_SOURCE,),
    )


def share_chart() -> Chart:
    """Return lying bars of percentages at full precision."""
    return Chart(
        key="P05-township",
        title="本季度村（社区）覆盖率最高的是工业路街道（100.0%），最低的是峡窝镇（72.4%）",
        kind=ChartKind.BARS,
        categories=("工业路街道", "新安路街道", "峡窝镇"),
        series=(Series("村（社区）覆盖率", (100.0, 92.85714285714286, 72.41379310344827)),),
        unit="%",
        definition="P05 村（社区）覆盖率：期间内至少开展过 1 场普法活动的村（社区）数 ÷ 全部村（社区）数",
        sources=(Source("P05", _YEAR),),
    )


def single_chart() -> Chart:
    """Return a chart of one category."""
    return Chart(
        key="C01-level",
        title="目前各级现有数最多的是市（30 个）",
        kind=ChartKind.BARS,
        categories=("市",),
        series=(Series("各级现有数", (30.0,)),),
        unit="个",
        definition="C01 各级现有数：截至某日仍保有的称号数",
    )


def empty_chart(has_categories: bool = True) -> Chart:
    """Return a chart in which no category has a value, or that has no category."""
    categories = ("一季度", "二季度") if has_categories else ()
    return Chart(
        key="S02-empty",
        title="负责人出庭率未报",
        kind=ChartKind.LINES,
        categories=categories,
        series=(Series("负责人出庭率", (None,) * len(categories)),),
        unit="%",
        definition="S02 负责人出庭率：负责人出庭的件数 ÷ 开庭件数",
    )


def hostile_chart(kind: ChartKind = ChartKind.BARS) -> Chart:
    """Return a chart whose every text is hostile."""
    return Chart(
        key="P01-hostile",
        title=f"{FORMULA} {MARKUP} {CONTROL}",
        kind=kind,
        categories=HOSTILE,
        series=(
            Series(FORMULA, tuple(float(place) for place in range(len(HOSTILE)))),
            Series(MARKUP, (None,) * len(HOSTILE), is_base=True),
        ),
        unit="场",
        definition=f"{MARKUP}{CONTROL}",
        sources=(Source("P01", Selection(start=_YEAR.start, end=_YEAR.end, where={"township": (MARKUP,)})),),
    )


def small_table(rows: int = 4) -> Table:
    """Return a table of matters with units; numbers stand to the right."""
    return Table(
        key="commitments",
        title="议定事项",
        headers=("事项", "责任单位", "逾期天数", "状态"),
        rows=tuple(
            (f"核对行政处罚统计口径（第{place}周）", "市场监管局", f"{place * 17:,}", "■ 逾期")
            for place in range(1, rows + 1)
        ),
        numeric=frozenset({2}),
        sources=(_SOURCE,),
    )


def hostile_table() -> Table:
    """Return a table whose every text is hostile."""
    return Table("hostile", FORMULA, (MARKUP, CONTROL), tuple((text, text[::-1]) for text in HOSTILE))


def small_briefing() -> Briefing:
    """Return a briefing with a section of each make-up, kindly worded."""
    finding = chart_of(ChartKind.COLUMNS).title
    return Briefing(
        title="法治工作周报",
        period="2026年第47周 11月16日—11月22日（数据截至2026年11月22日）",
        masthead=masthead(),
        stamp=stamp(),
        lead=Sentence(
            "本周全区开展普法活动 3 场，受众 318 人次。今年累计 96 场，同比增长 9.1%。", (_SOURCE,)
        ),
        sections=(
            Section(
                key="legal_education",
                title="普法宣传",
                message=Sentence(f"{finding}。", (_SOURCE,)),
                paragraphs=(Sentence(f"{share_chart().title}。", (Source("P05", _YEAR),)),),
                charts=(
                    chart_of(ChartKind.COLUMNS, "P01"),
                    share_chart(),
                    chart_of(ChartKind.LINES, unit="人次"),
                    chart_of(ChartKind.STACKED_COLUMNS),
                    chart_of(ChartKind.STACKED_BARS),
                    single_chart(),
                ),
            ),
            Section(
                key="commitments",
                title="议定事项",
                message=Sentence("议定事项在办 4 项，逾期 4 项，近 7 日办结 0 项。"),
                tables=(small_table(),),
            ),
            Section(key="people", title="普法队伍", message=Sentence("法律明白人 375 名。")),
        ),
        notes=(("数据质量", "3 项核验提示不影响发布。"),),
    )


def hostile_briefing() -> Briefing:
    """Return a briefing of hostile texts, very long ones, very long tables and charts without a value."""
    return Briefing(
        title=f"周报{MARKUP}",
        period=f"2026年{CONTROL}",
        masthead=Masthead(MARKUP, FORMULA, LONG_TITLE, date(2026, 11, 22), CONTROL, MARKUP, FORMULA, LINES),
        stamp=stamp(label=None),
        lead=Sentence(LONG_TITLE * 8),
        sections=(
            Section(
                key="hostile",
                title=f"{MARKUP}{LONG_TITLE}",
                message=Sentence(LONG_TITLE),
                paragraphs=tuple(Sentence(text) for text in (*HOSTILE, LONG_TITLE * 3)),
                charts=(
                    hostile_chart(),
                    hostile_chart(ChartKind.COLUMNS),
                    hostile_chart(ChartKind.LINES),
                    empty_chart(),
                    empty_chart(has_categories=False),
                ),
                tables=(hostile_table(), small_table(rows=40), Table("empty", "无", ("甲", "乙"), ())),
            ),
            Section(key="nothing", title="空", message=Sentence("")),
        ),
        notes=((MARKUP, FORMULA),),
    )
