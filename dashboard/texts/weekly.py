"""Words of 本周概览."""

from __future__ import annotations

TITLE = "法治工作周报"
DECISIONS = "需要决策"
DECISIONS_ASIDE = "与上周相比 · 按严重程度"
NO_DECISIONS = "本周没有滞后、预警和未报事项。"
DUE = "到期提醒"
DUE_ASIDE = "{days} 日内"
NOTHING_DUE = "{days} 日内没有到期的复议案件和整改事项。"
SUMMARY = "本周小结"
SUMMARY_LINKS = "溯源："
SUMMARY_ASIDE = "由数据生成 · 可选中复制"
REPORTING = "报送情况"
REPORTING_ASIDE = "{period} 已报 {reported}/{expected} 家"
REPORTING_NONE_EXPECTED = "{period}"
MORE_DECISIONS = "另有 {count} 项，见各专题页"

NEW = "新增"
CONTINUED = "持续"
FROM_STATUS = "由{word}转入"
RECOVERED = "由{word}转出"

TARGET_BEHIND = "{name}低于序时进度 {gap}"
RATE_BELOW = "{name}低于目标 {gap}"
RATE_DETAIL = "今年 {actual}，目标 {target}"
TARGET_DETAIL = "完成 {actual}，目标 {target}，达成 {share}，序时进度 {elapsed}"
OVERDUE_FILES = "案卷整改逾期 {count} 件"
OVERDUE_FILES_DETAIL = "最长逾期 {days} 天：{units}"
CASES_OVER = "行政复议 {count} 件已超过审理期限"
CASES_DUE = "行政复议 {count} 件将于 {days} 日内届满"
CASE_LEFT = "{case} 剩 {days} 天"
CASE_OVER = "{case} 超 {days} 天"
SILENT_VILLAGES = "{count} 个村（社区）{days} 天无普法活动"
SILENT_VILLAGES_DETAIL = "{townships}：{villages}"
UNREPORTED = "{period} {count} 家单位未报普法活动"
RECOVERED_TITLES = {
    "target": "{name}已达到进度要求",
    "rectification": "逾期整改已全部销号",
    "cases_over": "超期复议案件已审结",
    "cases_due": "没有临近期限的复议案件",
    "villages": "各村（社区）{days} 天内均有普法活动",
    "unreported": "应报单位均已报送",
}
RECOVERED_DETAIL = "上周为{word}"

DUE_CASE = "复议案件 {name}"
DUE_FILE = "案卷整改 {name}"
DUE_LEFT = "剩 {days} 天"
DUE_TODAY = "今日到期"

REPORT_FILES = "最近一次收到文件 {files} 份：载入 {loaded} 份，退回 {refused} 份。"
REPORT_ROWS = "隔离 {rows} 行，须更正 {errors} 处，提示 {warnings} 处。"
REPORT_UNITS = "待更正较多：{units}。"
REPORT_MISSING = "未报：{units}。"
REPORT_COMPLETE = "应报单位均已报送。"
REPORT_LINK = "查看数据质量"

YEAR_ON_YEAR = "同比 {change}"
WEEK_ON_WEEK = "环比 {change}"
QUARTER_ON_QUARTER = "较上期 {change}"
THIS_WEEK = "本周 {value}"
WEEK_NOT_REPORTED = "本周未报"
SAMPLE = "n = {n}"
SMALL_SAMPLE = "n = {n}，样本少"
FRACTION = "{numerator}/{denominator}，{sample}"
DONE = "完成 {share}"
TARGET = "目标 {target}"
QUARTER_NOTE = "本季 {numerator}/{denominator}"
SERIES_WORDS = {"week": "近 12 周", "month": "近 12 个月", "quarter": "近 12 期（季度）"}
SERIES_TEXT = "{series}走势，最近一期 {last}"
NOT_REPORTED = "未报"
MORE_DUE = "另有 {count} 项"
