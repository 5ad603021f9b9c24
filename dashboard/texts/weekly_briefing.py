"""Words of the weekly briefing (法治工作周报) and the rules' sentences."""

from __future__ import annotations

DECISIONS = "需要决策"
DECISIONS_MESSAGE = (
    "本周需要决策 {count} 项，其中滞后 {lagging} 项、预警 {warning} 项、未报 {unreported} 项。"
)
NO_DECISIONS = "本周没有滞后、预警和未报事项。"
DECISION_HEADERS = ("状态", "事项", "情况", "与上周比")
HEADLINES = "主要指标"
HEADLINE_HEADERS = ("指标", "数值", "变化", "说明")
HEADLINES_MESSAGE = "{count} 项主要指标中，正常 {normal} 项，预警 {warning} 项，滞后 {lagging} 项{unjudged}。"
UNJUDGED = "，不评好坏 {count} 项"
COMMITMENTS = "议定事项"
COMMITMENTS_MESSAGE = "议定事项在办 {open} 项，逾期 {late} 项，近 7 日办结 {closed} 项。"
COMMITMENT_HEADERS = ("事项", "责任单位", "期限", "状态")
NO_LIMIT = "—"

SUBJECTS = {
    "legal_education": "普法宣传",
    "people": "普法队伍与责任",
    "creation": "法治创建",
    "legality": "合法性审查",
    "cases": "复议应诉",
    "enforcement": "执法监督",
}

THIS_YEAR = "{year}年"
YEAR_TO_DATE = "截至{day}，今年{name} {value}"
AGAINST_LAST_YEAR = "，上年同期 {before}，{change}"
YEAR_UNREPORTED = "截至{day}，今年{name}未报"
LAST_PERIOD = "{period}{name} {value}"
LAST_FRACTION = "（{numerator}/{denominator}）"
AGAINST_LAST_PERIOD = "，较{before}{change}"
PERIOD_UNREPORTED = "{period}{name}未报"
PERIOD_IDLE = "{period}{name}没有可计算的对象"
KNOWN_BEFORE = "，{before}为 {value}"
MORE = "增长 {amount}"
LESS = "下降 {amount}"
ADDED = "增加 {amount}"
TAKEN = "减少 {amount}"
RISE = "上升 {amount}"
FALL = "下降 {amount}"
SAME = "持平"
GREATEST = {
    "rate": "{scope}{name}最高的是{group}（{value}）",
    "count": "{scope}{name}最多的是{group}（{value}）",
}
LEAST = {"rate": "，最低的是{group}（{value}）", "count": "，最少的是{group}（{value}）"}
ONLY = "{scope}{name}：{group} {value}"
ALL_EQUAL = "{scope}{name}各{dimension}均为 {value}"
NO_GROUPS = "{scope}{name}没有可列的数据"
SCOPE_YEAR = "今年"
SCOPE_QUARTER = "本季度"
SCOPE_NOW = "目前"

# What is drawn, below a chart in a document.
NAME_BY_MONTH = "{name}分月情况（{before}年、{year}年）"
NAME_BY_QUARTER = "{names}分季度情况"
NAME_BY_SPLIT = "{scope}各{dimension}{name}"
