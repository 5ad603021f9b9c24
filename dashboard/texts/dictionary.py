"""Words of 指标口径."""

from __future__ import annotations

FAMILIES = {
    "P": "普法",
    "R": "队伍阵地",
    "C": "法治创建",
    "L": "合法性审查",
    "F": "行政复议",
    "S": "行政应诉",
    "E": "执法监督",
    "A": "依法行政考核",
    "G": "制度和议事",
    "Q": "数据质量",
    "T": "时限",
}
OTHER_FAMILY = "其他"
FAMILY_LABEL = "类别"
METRIC_LABEL = "指标"
SEARCH_LABEL = "查指标：名称、编号、曾用名、拼音或拼音首字母"
SEARCH_PLACEHOLDER = "例如 出庭、S02、hdcc"
FAMILY_TITLE = "{family}　{count} 项"
FOUND_TITLE = "找到 {count} 项"
FOUND_NOTHING = "没有与「{text}」相符的指标。可写名称中的一两个字，或拼音首字母。"
FOUND_ASIDE = "按相符程度排列"
FOUND_BY = "按「{by}」找到"
LIST_NOTE = "现值：期间数为本年累计，时点数为当日；小图为{series}。点现值看来源，点名称看完整口径。截至 {day}"
SERIES = {"month": "近 12 个月", "quarter": "近 12 个季度", "year": "近 12 年"}
SPARK_ALT = "{name}{series}走势，最近一期 {last}"
TARGET = "目标 {target}"
NEVER_TARGET = "不得设为目标"
NO_TARGET = "不设目标"
EXPLORE = "趋势探索"
CLOSE = "收起，看全部指标"
NOT_YET = "生成本快照时还没有这个指标"
OTHER_DEFINITION = "本快照用的口径不在程序中，不能计算"

BASIS = {"flow": "期间数", "stock": "时点数", "cumulative": "累计数"}
BASIS_EXPLAINED = {
    "flow": "期间数：两日之间发生的合计",
    "stock": "时点数：某日仍然有效的数",
    "cumulative": "累计数：自1月1日至当日",
}
VALUE_PERIOD = {"flow": "{start}—{end}", "stock": "截至 {end}", "cumulative": "{start}—{end}累计"}
FRACTION = "{numerator}/{denominator}，n={n}"
ROWS = "依据 {n} 条记录"
UNREPORTED = "未报"
IDLE = "没有可计算的事项"

FIELDS = {
    "definition": "怎么算",
    "formula": "算式",
    "unit": "单位",
    "basis": "口径",
    "date": "按哪个日期",
    "better": "方向",
    "target": "目标",
    "additive": "可否相加",
    "dimensions": "可按什么分",
    "note": "说明",
    "source": "依据",
    "owner": "负责",
    "aliases": "又称",
    "datasets": "取自",
}
CARD_TITLE = "{id} {name}"
DEFINITION_TITLE = "口径"
CHART_TITLE = "{name}{series}：最近一期 {last}"
CHART_NONE = "近 12 期没有收到相应的报送，或没有可计算的事项，因此不出数；不等于 0。"
CHART_AXIS = "{name}（{unit}）"
TARGET_LINE = "目标 {target}"
TRACE = "溯源"

VERSIONS_TITLE = "口径变更"
VERSIONS_NONE = "自首次发布以来没有变更。"
VERSIONS_SINCE = "现行口径自 {day} 起使用。"
VERSION_COLUMNS = ("用到", "当时怎么算", "当时的算式", "为什么改")
VERSION_UNTIL = "{day} 前"
SNAPSHOT_TODAY = "本快照按现行口径计算。"
SNAPSHOT_EARLIER = "本快照按 {day} 前的口径计算。"
SNAPSHOT_WORDS = "本快照生成时的说法：{definition}"

PROGRESS_FORMULAS = {
    "attainment": "100 × 所选指标的本年实际值 ÷ 目标值",
    "pace": "100 × 所选指标的本年实际值 ÷ 目标值 − 100 × 序时进度",
}
NO_FORMULA = "随所选指标"
FACTOR = "{factor} × "
QUOTIENT = "{factor}【{numerator}】÷【{denominator}】"
MEASURES = {
    "sum": "{mart}的「{value}」之和",
    "count": "{mart}的记录数",
    "distinct": "{mart}中不同「{value}」的个数",
}
WHERE = "{measure}，只计{condition}的"
AND = "{left}且{right}"
OR = "（{left}或{right}）"
NOT = "非{operand}"
EQUALS = "{column}为{value}"
CONTAINS = "{column}含{value}"
FILLED = "{column}已填"
DATE_OF_CHOSEN = "随所选指标"
INTERVAL = "起：{first}；止：{last}（不含当日）"
OPEN_INTERVAL = "起：{first}；一直计入"
NEVER = "恒为空"
DATED = "{measure}（按{date}）"
HELD = "{measure}（自{date}起）"
NO_DATE = "与时间无关"
NO_DIMENSIONS = "不分"
ADDITIVE = "各时段、各组可以相加"
ADDITIVE_BY_GROUP = "各组可以相加，各时段不可以"
NOT_ADDITIVE = "不可以：先合计分子、分母再相除，或去重后再计"
# Columns that several marts add without a comment of their own.
USUAL_COLUMNS = {
    "is_village_counted": "计入分母的村（社区）",
    "is_accepted": "已受理",
    "school_key": "学校",
    "subject_key": "创建对象",
    "quarantined": "隔离行数",
    "population": "人口",
}
