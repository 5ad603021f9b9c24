"""依法行政 governance: assessments, reports on duty, institutions and the review's commitments."""

from __future__ import annotations

from warehouse.contracts.model import Choices, Column, Dataset, RowRule
from warehouse.contracts.spread import Spread, spread_layout
from warehouse.contracts.types import CHOICE, CODE, DATE, NUMBER, TEXT, UNIT, YEAR

ASSESSMENT_STAGES = ("年初计划", "年中督查", "年底考评")

_ASSESSED_UNIT = Column("unit", "单位", UNIT, required=True, aliases=("被考核单位", "单位名称", "考核对象"))
_ASSESSMENT_YEAR = Column(
    "year",
    "年度",
    YEAR,
    required=True,
    envelope="year",
    minimum=2000,
    maximum=2100,
    aliases=("考核年度", "年份"),
)
_INDICATOR = Column("indicator", "指标", TEXT, aliases=("考核指标", "考核内容", "指标名称"))
_REMARK = Column("remark", "备注", TEXT)
_STAGE_HEADINGS = {
    stage: tuple(f"{word}{ending}" for word in words for ending in ("得分", "考核得分", "成绩", ""))
    for stage, words in {
        "年初计划": ("年初计划", "年初"),
        "年中督查": ("年中督查", "年中"),
        "年底考评": ("年底考评", "年底", "年终考评", "年终"),
    }.items()
}

ASSESSMENTS = Dataset(
    name="assessments",
    label="依法行政考核",
    grain="one indicator of one unit at one stage of a year's assessment",
    key=("unit", "year", "stage", "indicator"),
    normalised_keys=("indicator",),
    title_words=("依法行政考核", "考核", "考评"),
    columns=(
        _ASSESSED_UNIT,
        _ASSESSMENT_YEAR,
        Column(
            "stage",
            "阶段",
            CHOICE,
            required=True,
            aliases=("考核阶段", "考核环节", "环节"),
            choices=Choices(
                values=ASSESSMENT_STAGES,
                synonyms={"年初": "年初计划", "年中": "年中督查", "年底": "年底考评", "年终考评": "年底考评"},
            ),
        ),
        _INDICATOR,
        Column(
            "full_score", "分值", NUMBER, unit="分", minimum=0, is_countable=True, aliases=("满分", "标准分")
        ),
        Column(
            "score", "得分", NUMBER, unit="分", minimum=0, is_countable=True, aliases=("考核得分", "实得分")
        ),
        Column(
            "grade",
            "等次",
            CHOICE,
            aliases=("考核等次", "等级"),
            choices=Choices(
                values=("优秀", "良好", "合格", "不合格"),
                synonyms={"优": "优秀", "良": "良好", "达标": "合格", "不达标": "不合格"},
            ),
        ),
        _REMARK,
    ),
    layouts=(
        spread_layout(
            "stages_in_columns",
            "一阶段一列的考核表",
            Spread(
                headings=_STAGE_HEADINGS,
                named="stage",
                filled="score",
                kept=(_ASSESSED_UNIT, _ASSESSMENT_YEAR, _INDICATOR, _REMARK),
            ),
            example="年中督查得分一列填 96.5",
        ),
    ),
    rules=(
        RowRule(
            "score_exceeds_full_score",
            ("score", "full_score"),
            "score <= full_score",
            "得分大于分值",
            "请核对得分和分值",
        ),
    ),
)

SHUFA = Dataset(
    name="shufa",
    label="述法",
    grain="one leader's report on the rule of law in one year",
    key=("unit", "post", "year", "form"),
    date="reported_on",
    title_words=("述法",),
    columns=(
        Column("post", "述法人职务", TEXT, required=True, aliases=("述法人", "职务", "述职述法人职务")),
        Column("unit", "单位", UNIT, required=True, envelope="unit", aliases=("述法单位", "单位名称")),
        Column(
            "year",
            "年度",
            YEAR,
            required=True,
            envelope="year",
            minimum=2000,
            maximum=2100,
            aliases=("述法年度",),
        ),
        Column(
            "form",
            "形式",
            CHOICE,
            aliases=("述法形式", "述法方式"),
            choices=Choices(
                values=("会议", "书面"), synonyms={"会议述法": "会议", "现场": "会议", "书面述法": "书面"}
            ),
        ),
        Column("reported_on", "日期", DATE, aliases=("述法日期", "述法时间", "时间")),
        Column("evaluation", "测评结果", TEXT, aliases=("评议结果", "测评等次")),
        Column("remark", "备注", TEXT),
    ),
)

INSTITUTION_EVENTS = Dataset(
    name="institution_events",
    label="制度建设",
    grain="one rule, regulation, notice or change of membership",
    key=("title", "happened_on"),
    normalised_keys=("title",),
    date="happened_on",
    title_words=("制度建设", "制度台账", "规则"),
    columns=(
        Column("title", "名称", TEXT, required=True, aliases=("制度名称", "文件名称", "事项名称")),
        Column(
            "kind",
            "类型",
            CHOICE,
            required=True,
            aliases=("制度类型", "类别"),
            choices=Choices(
                values=("规则", "细则", "成员调整", "通知"),
                synonyms={
                    "工作规则": "规则",
                    "工作细则": "细则",
                    "人员调整": "成员调整",
                    "调整成员": "成员调整",
                },
            ),
        ),
        Column(
            "happened_on", "日期", DATE, required=True, aliases=("印发日期", "时间", "出台时间", "印发时间")
        ),
        Column("document_no", "文号", CODE, aliases=("文件号", "发文字号")),
        Column("remark", "备注", TEXT),
    ),
)

COMMITMENTS = Dataset(
    name="commitments",
    label="议定事项",
    grain="one thing the weekly review decided",
    key=("raised_on", "item"),
    normalised_keys=("item",),
    date="raised_on",
    title_words=("议定事项", "会议议定"),
    columns=(
        Column("raised_on", "议定日期", DATE, required=True, aliases=("提出日期", "会议日期", "日期")),
        Column("item", "事项", TEXT, required=True, aliases=("议定事项", "任务", "内容")),
        Column("unit", "责任单位", UNIT, required=True, aliases=("牵头单位", "单位", "承办单位")),
        Column("due_on", "完成时限", DATE, may_be_future=True, aliases=("时限", "完成期限", "截止日期")),
        Column(
            "status",
            "状态",
            CHOICE,
            required=True,
            aliases=("进展", "完成情况", "办理情况"),
            choices=Choices(
                values=("进行中", "已办结"),
                synonyms={"已完成": "已办结", "办结": "已办结", "推进中": "进行中"},
            ),
        ),
        Column("closed_on", "办结日期", DATE, aliases=("完成日期", "办结时间")),
        Column("evidence", "佐证", TEXT, aliases=("佐证材料", "办理结果")),
        Column("remark", "备注", TEXT),
    ),
    rules=(
        RowRule(
            "commitment_closed_before_raised",
            ("closed_on", "raised_on"),
            "closed_on >= raised_on",
            "办结日期早于议定日期",
            "请核对两个日期",
        ),
    ),
)
