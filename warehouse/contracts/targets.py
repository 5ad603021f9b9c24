"""年度目标 yearly targets."""

from __future__ import annotations

from warehouse.contracts.model import Choices, Column, Dataset, RowRule
from warehouse.contracts.spread import Spread, spread_layout
from warehouse.contracts.types import CHOICE, CODE, NUMBER, TEXT, YEAR

DISTRICT_SCOPE = "全区"
EVENLY, BY_LAST_YEAR = "均匀", "按上年进度"
# 行政处罚法第七十四条: fines may not be tied to the assessment of those who impose them.
NEVER_TARGETS = ("E08", "E09")

# The years that a multi-year plan (五年规划) may name in its columns.
_YEAR_HEADINGS = {
    str(year): tuple(
        f"{year}{ending}"
        for ending in ("年", "年度", "", "年目标", "年目标值", "年度目标", "年度目标值", "目标值", "目标")
    )
    for year in range(2015, 2041)
}
_METRIC = Column("metric_id", "指标编号", CODE, required=True, aliases=("指标代码", "指标ID", "编号"))
_METRIC_NAME = Column("metric_name", "指标名称", TEXT, aliases=("指标",))
_SCOPE = Column(
    "scope",
    "范围",
    TEXT,
    default=DISTRICT_SCOPE,
    aliases=("适用范围", "责任范围"),
    note="全区，或一个镇办、单位的名称。留空为全区。",
)
_SOURCE = Column("source", "来源文件", TEXT, aliases=("来源", "依据文件", "文件依据", "依据"))
_REMARK = Column("remark", "备注", TEXT)

TARGETS = Dataset(
    name="targets",
    label="年度目标",
    grain="one metric's target for one scope and year",
    key=("metric_id", "scope", "year"),
    title_words=("目标", "任务分解"),
    is_year_form=True,
    columns=(
        _METRIC,
        _METRIC_NAME,
        _SCOPE,
        Column(
            "year",
            "年度",
            YEAR,
            required=True,
            envelope="year",
            minimum=2000,
            maximum=2100,
            aliases=("年份", "目标年度"),
        ),
        Column(
            "target",
            "目标值",
            NUMBER,
            required=True,
            is_countable=True,
            minimum=0,
            aliases=("目标", "年度目标", "任务数", "目标任务"),
        ),
        Column("floor", "底线值", NUMBER, is_countable=True, minimum=0, aliases=("底线", "最低值")),
        Column("warning", "预警值", NUMBER, is_countable=True, minimum=0, aliases=("预警", "预警线")),
        Column(
            "profile",
            "进度方式",
            CHOICE,
            aliases=("序时方式", "序时进度方式"),
            choices=Choices(
                values=(EVENLY, BY_LAST_YEAR),
                synonyms={
                    "均匀推进": EVENLY,
                    "平均": EVENLY,
                    "上年进度": BY_LAST_YEAR,
                    "按上年": BY_LAST_YEAR,
                },
            ),
            note="序时进度怎样算：均匀，或按上年同期达到的比例。留空为均匀。",
        ),
        _SOURCE,
        _REMARK,
    ),
    layouts=(
        spread_layout(
            "years_in_columns",
            "一年一列的目标表",
            Spread(
                headings=_YEAR_HEADINGS,
                named="year",
                filled="target",
                kept=(_METRIC, _METRIC_NAME, _SCOPE, _SOURCE, _REMARK),
            ),
            example="2024年一列填 100",
        ),
    ),
    rules=(
        RowRule(
            "target_on_penalties",
            ("metric_id",),
            f"upper(metric_id) NOT IN ({', '.join(repr(name) for name in NEVER_TARGETS)})",
            "处罚宗数、罚没金额不得设为目标",
            "请删去这一行：罚款、没收不得与考核、考评挂钩（行政处罚法第七十四条）",
        ),
    ),
)
