"""Words of 执法监督."""

from __future__ import annotations

GRADES_TITLE = "各批次评查等次"
GRADES_TITLE_FAILED = "{batch}评查 {reviewed} 卷，不合格 {failed} 卷"
GRADES_AXIS = "评查案卷（卷）"
GRADE_NAMES = ("优秀", "合格", "不合格")

PROBLEMS_TITLE = "问题集中在哪里"
PROBLEMS_TITLE_FOUND = "{first}、{second}问题占 {share}"
PROBLEMS_AXIS = "问题数（个）"
PROBLEM_UNIT = "个"
PROBLEMS_ASIDE = "清单 {count} 个，卷均 {average} 个"
PROBLEMS_NOTE = "柱为问题数，线为累计占比 · 口径 E13 · 来源 {source} · 截至 {day}"

OVERDUE_TITLE = "逾期未整改 {count} 件"
OVERDUE_TITLE_NONE = "没有逾期未整改的案卷"
OVERDUE_COLUMNS = ("案卷编号", "单位", "整改期限", "逾期天数")
OVERDUE_SHOWN = "列出逾期最久的 {shown} 件，共 {total} 件。"
OVERDUE_NONE = "到期的整改均已完成。"
DAYS = "{days} 天"

COURSE_TITLE = "整改完成得怎样"
COURSE_TITLE_OPEN = "待整改 {open} 卷，其中逾期 {overdue} 卷；近 4 周完成 {done} 卷"
COURSE_TITLE_DONE = "要求整改的都已完成"
COURSE_AXIS = "案卷（卷）"
COURSE_WITHIN = "期限内待整改"
COURSE_OVERDUE = "逾期未整改"
COURSE_DONE = "当周完成整改"
COURSE_NOTE = "柱为每周末尚未整改的，线为当周完成的 · 口径 T01、T03 · 来源 {source} · 截至 {day}"

RATES_TITLE = "合格率与整改按期率走势"
RATES_AXIS = "比例（%）"

SYSTEMS = ("公示", "全过程记录", "法制审核", "执法资格")
SYSTEMS_TITLE = "三项制度：各单位做到了吗"
SYSTEMS_TITLE_FOUND = "三项制度：{units} 个执法单位中 {met} 个全部达标，{name}未达标的最多（{short} 个）"
SYSTEMS_TITLE_ONE = "三项制度：{unit}有 {missed} 项未达标"
SYSTEMS_TITLE_MET = "三项制度：{units} 个执法单位都已达标"
SYSTEMS_ASIDE = "公示率、配备率、占比、持证率为时点数，其余为所选期间的数"
SYSTEMS_SHOWN = "共 {count} 个单位，列出差距最大的 {shown} 个"
SYSTEMS_UNIT = "单位"
SYSTEMS_ALL = "全部"
SYSTEMS_NOTE = "达标按各指标的目标（法制审核人员占比不低于 5%，其余 100%），差几即差几件（人、个） · {note}"
MET = "达标"
SHORT = "差 {count}"
MET_SHAPE, SHORT_SHAPE = "●", "■"
NOTHING_TO_JUDGE = "— 无事项"
NOT_REPORTED = "○ 未报"

YEARS_TITLE = "历年行政处罚和罚没金额"
YEARS_ASIDE = "只作情况，不作任务指标"
YEARS_COLUMNS = ("年度", "处罚宗数", "罚没金额", "报送单位")
YEARS_FILED = "{count} 个"
YEARS_NOTE = "年报按最重的一种处罚计一次 · {note}"
YEARS_UNREPORTED = "未报"

UNITS_TITLE = "各单位评查卷数与合格率"
UNIT_COLUMNS = ("单位", "评查", "合格率", "卷均问题", "按期整改率", "逾期未整改")
UNITS_ASIDE = "共 {count} 个单位"
UNITS_SHOWN = "共 {count} 个单位，列出前 {shown} 个"
