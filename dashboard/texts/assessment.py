"""Words of 依法行政考核."""

from __future__ import annotations

TITLE = "依法行政考核"
YEAR_LABEL = "考核年度"
YEAR = "{year}年"
KIND_LABEL = "得分表：单位类别"
ORDER_LABEL = "得分表：排序"
ORDERS = {"score": "按得分", "attention": "需关注在前"}

STAGES = ("年初计划", "年中督查", "年底考评")
STAGE_COLUMNS = ("年初", "年中", "年底")
SCORECARD_TITLE = "各单位得分与佐证"
SCORECARD_TITLE_FOUND = "{count} 家单位中 {lagging} 家有滞后项"
SCORECARD_TITLE_FINE = "{count} 家单位均无滞后项"
SCORECARD_ASIDE = "点单位看一单位一档，点数字看溯源 · ■ 低于目标 10 个百分点以上 ▲ 5 至 10 个百分点"
SCORECARD_NOTE = "— 无应评事项，○ 未报；小字为分子/分母 · 口径 {metrics} · 截至 {day}"
SCORECARD_COLUMNS = (
    "位次",
    "单位",
    "关注",
    "得分",
    *STAGE_COLUMNS,
    "述法",
    "普法清单",
    "清单完成",
    "评查合格",
    "整改按期",
    "逾期整改",
    "出庭",
    "报送及时",
    "逾期事项",
)
DONE = "有"
NOT_REPORTED = "未报"
NOT_BEGUN = "未开展"
NO_UNITS = "没有单位有考核记录。"

TARGETS_TITLE = "年度目标走到哪里"
TARGETS_TITLE_BEHIND = "{behind} 项目标落后：{names}"
TARGETS_TITLE_FINE = "{count} 项年度目标均在进度内"
TARGETS_AXIS = "目标达成率（%），竖线为应达位置"
TARGETS_NOTE = "应达位置：累计数为序时进度，比率和存量为目标值 · 口径 A04、A05 · 来源 {source} · 截至 {day}"
TARGET_WORDS = "{shape} {actual}/{target}（{share}）"
RATE_WORDS = "{shape} {actual}，目标 {target}"
TARGET_GAP = "{shape} {actual}/{target}，差 {gap}"
LOWER_TARGET = "{name} {actual}，目标 {target}"
TARGETS_NONE = "{year}年没有录入年度目标。"

STAGES_TITLE = "三环节：各走到多少家"
STAGES_TITLE_FOUND = "三环节：{stage}有 {missing} 家未报"
STAGES_AXIS = "已有考核记录的单位（家）"
STAGES_UNIT = "家"
STAGES_NOTE = "得分率 {score}"
STAGES_NONE = "{year}年还没有考核记录。"

SHUFA_TITLE = "述法覆盖：历年"
SHUFA_TITLE_NONE = "{year}年述法尚无报送，历年覆盖如下"
SHUFA_TITLE_FOUND = "{year}年 {missing} 家单位未述法"
SHUFA_TITLE_FULL = "{year}年各单位均已述法"
SHUFA_AXIS = "已述法单位占在列单位（%）"

GOVERNANCE_TITLE = "法治议题与制度建设"
# Kinds of institution events that are counted apart, or not at all.
MEMBERSHIP, NOTICE = "成员调整", "通知"
TOPIC_COLUMNS = ("日期", "事项", "类别", "单位 / 文号")
GOVERNANCE_NONE = "所选年度没有议题和制度建设的记录。"
GOVERNANCE_SHOWN = "共 {total} 项，列出前 {shown} 项"
