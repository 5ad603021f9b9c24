"""年度目标 yearly targets."""

from __future__ import annotations

from warehouse.contracts.model import Column, Dataset
from warehouse.contracts.types import CODE, NUMBER, TEXT, YEAR

DISTRICT_SCOPE = "全区"

TARGETS = Dataset(
    name="targets",
    label="年度目标",
    grain="one metric's target for one scope and year",
    key=("metric_id", "scope", "year"),
    title_words=("目标", "任务分解"),
    is_year_form=True,
    columns=(
        Column("metric_id", "指标编号", CODE, required=True, aliases=("指标代码", "指标ID", "编号")),
        Column("metric_name", "指标名称", TEXT, aliases=("指标",)),
        Column(
            "scope",
            "范围",
            TEXT,
            default=DISTRICT_SCOPE,
            aliases=("适用范围", "责任范围"),
            note="全区，或一个镇办、单位的名称。留空为全区。",
        ),
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
        Column("source", "来源文件", TEXT, aliases=("来源", "依据文件", "文件依据", "依据")),
        Column("remark", "备注", TEXT),
    ),
)
