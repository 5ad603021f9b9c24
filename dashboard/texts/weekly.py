"""Words of 本周概览."""

from __future__ import annotations

TITLE = "法治工作周报"
DECISIONS = "需要决策"
DECISIONS_ASIDE = "与上周相比 · 按严重程度"
NO_DECISIONS = "本周没有滞后、预警和未报事项。"
DUE = "到期提醒"
DUE_ASIDE = "{days} 日内"
NOTHING_DUE = "{days} 日内没有到期的事项。"
SUMMARY = "本周小结"
SUMMARY_LINKS = "溯源："
SUMMARY_ASIDE = "由数据按规则生成"
COPY = "复制小结"
COPIED = "已复制"
REPORTING = "报送情况"
REPORTING_ASIDE = "{period} 已报 {reported}/{expected} 家"
REPORTING_NONE_EXPECTED = "{period}"
ALL_DECISIONS = "查看全部 {count} 项"

NEW = "新增"
CONTINUED = "持续"
FROM_STATUS = "由{word}转入"
RECOVERED = "由{word}转出"

TARGET_BEHIND = "{name}低于序时进度 {gap}"
RATE_BELOW = "{name}低于目标 {gap}"
RATE_DETAIL = "今年 {actual}，目标 {target}"
TARGET_DETAIL = "完成 {actual}，目标 {target}，达成 {share}，序时进度 {elapsed}"
CLOCK_TITLES = {
    "受理审查": "复议申请受理审查逾期 {count} 件",
    "补正通知": "复议补正通知逾期 {count} 件",
    "答辩": "行政应诉答辩逾期 {count} 件",
    "合法性审查": "合法性审查超期未办结 {count} 件",
    "规范性文件备案": "规范性文件逾期未备案 {count} 件",
    "执法决定公示": "重大执法决定逾期未公示 {count} 件",
    "处罚办理期限": "行政处罚超期未决定 {count} 件",
    "案卷整改": "案卷整改逾期 {count} 件",
    "清单完成": "今年普法责任清单逾期未完成 {count} 项",
    "跟踪反馈": "今年跟踪提示逾期未反馈 {count} 件",
    "议定事项": "议定事项逾期未办结 {count} 项",
    "执法证有效期": "执法证已过期 {count} 人",
    "副校长聘期": "法治副校长聘期已满 {count} 个",
    "创建复核": "荣誉称号逾期未复核 {count} 个",
}
OVERDUE_DETAIL = "最长逾期 {days} 天：{units}"
NO_UNIT = "未注明单位"
CASES_OVER = "行政复议 {count} 件已超过审理期限"
CASES_DUE = "行政复议 {count} 件将于 {days} 日内届满"
CASE_LEFT = "{case} 剩 {days} 天"
CASE_OVER = "{case} 超 {days} 天"
SILENT_VILLAGES = "{count} 个村（社区）{days} 天无普法活动"
SILENT_VILLAGES_DETAIL = "{townships}：{villages}"
UNREPORTED = "{period} {count} 家单位未报普法活动"
RECOVERED_TITLES = {
    "target": "{name}已达到进度要求",
    "cases_over": "超期复议案件已审结",
    "cases_due": "没有临近期限的复议案件",
    "villages": "各村（社区）{days} 天内均有普法活动",
    "unreported": "应报单位均已报送",
}
RECOVERED_CLOCK = "{name}已无逾期"
RECOVERED_DETAIL = "上周为{word}"

DUE_TITLE = "{clock} {what}"
DUE_VILLAGE = "{village}将满 {days} 天无普法活动"
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
ALL_DUE = "查看全部 {count} 项"

COMMITMENTS = "议定事项"
COMMITMENTS_ASIDE = "在办 {open} · 逾期 {late} · 近 7 日办结 {closed}"
NO_COMMITMENTS = "没有在办的议定事项。"
CLOSED = "{day}办结"
CLOSED_LATE = "迟 {days} 天办结"
IN_HAND = "进行中"
LATE = "逾期 {days} 天"

REVISED_TITLE = "自上次通报以来的更正"
REVISED_ASIDE = "{label} · {count} 项指标"
REVISED_NONE = "{label} 通报的数字至今没有变动。"
REVISED_NEVER = "还没有冻结过通报周。冻结后，这里列出当时的数与现在的不同。"
REVISED_BY = "{file} 等 {count} 处"
REVISED_FAILED = "暂时无法与 {label} 比较：{reason}"
REVISED_LINK = "看 {label} 通报时的页面"

ALL_COMMITMENTS = "查看全部 {count} 项"
LOG_FROZEN = "已冻结的通报周，不能再登记"
LOG_NOT_ALLOWED = "登记议定事项须由指定人员办理"
LIMIT = "期限 {day}"
RAISE = "登记事项"
RAISE_TITLE = "登记议定事项"
RECORD = "登记办结"
RECORD_TITLE = "登记办理情况"
ITEM_FIELD = "议定事项"
ITEM_HINT = "例如：峡窝镇补齐塞沟等村活动安排"
OWNER_FIELD = "责任单位"
RAISED_FIELD = "议定日期"
DUE_FIELD = "完成时限（没有可不填）"
DAY_HINT = "例如 2026-11-27 或 11月27日"
WHICH_FIELD = "事项"
EVENT_FIELD = "办理情况"
EVENTS = {"closed": "办结", "reopened": "重新打开", "withdrawn": "作废（登记有误）"}
HAPPENED_FIELD = "日期"
NOTE_FIELD = "办结情况、佐证或原因"
NOTE_HINT = "例如：已印发通知，见政发〔2026〕12号"

FREEZE = "冻结本周"
FREEZE_TITLE = "冻结{week}"
FREEZE_NOTE = (
    "冻结后，本周通报的数字、核验结论和议定事项原样保存，任何时候都能照原样打开；以后的补报、更正另列为变动。"
)
FREEZE_FIELD = "备注（可不填）"
FREEZE_HINT = "例如：周例会通报稿"
