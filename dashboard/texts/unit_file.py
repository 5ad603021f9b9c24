"""Words of 一单位一档."""

from __future__ import annotations

TITLE = "一单位一档"
LIST_TITLE = "选择一个单位（{count} 家）"
LIST_GROUP = "{kind} {count} 家"
LIST_NOTE = "■ 低于目标 10 个百分点以上 ▲ 5 至 10 个百分点；— 无应评事项 · 口径 {metrics} · 截至 {day}"
LIST_COLUMNS = (
    "单位",
    "考核得分",
    "活动场次",
    "清单完成率",
    "整改按期率",
    "逾期未整改",
    "报送及时率",
    "逾期事项",
)
OTHER_KIND = "其他"
NO_UNITS = "单位名册为空。请在部署的 reference/units.csv 中登记单位。"

HEAD_TITLE = "{unit}：{year}年主要指标与全区相比"
HEAD_TITLE_LAGGING = "{unit}：{names}滞后"
HEAD_ASIDE = "{kind} · ● 本单位 ┃ 中位数"
HEAD_NOTE = (
    "比率的全区数为全区分子、分母之和相除，计数的为有数单位的平均；位次 1 为最好"
    " · 口径 {metrics} · 截至 {day}"
)
DISTRICT_RATE = "全区 {value}"
DISTRICT_MEAN = "平均 {value}"
MEDIAN = "中位 {value}"
PLACE = "第 {place}/{units} 位"
UNITS = "{units} 家有数"
NOTHING_HERE = "本年没有记录：{names}。"
MORE = "共 {total} 条，列出前 {shown} 条"
GO = "{page} →"

DUTIES = "普法责任清单"
DUTIES_TITLE = "普法清单 {total} 项：完成 {done} 项，逾期 {overdue} 项"
DUTIES_COLUMNS = ("状态", "内容", "期限")
DUTY_DONE, DUTY_OVERDUE, DUTY_RUNNING = "已完成", "逾期", "进行中"

ACTIVITIES = "普法活动"
ACTIVITIES_TITLE = "今年主办普法活动 {sessions} 场（{rows} 条记录）"
ACTIVITIES_JOINT = "，联合 {joint} 次"
ACTIVITIES_COLUMNS = ("日期", "活动", "地点", "人次")
JOINT = "联合"

TRAININGS = "培训学法"
TRAININGS_TITLE = "今年培训学法 {total} 次"
TRAININGS_COLUMNS = ("日期", "类别", "名称", "实到/应到")

REVIEWS = "合法性审查"
REVIEWS_TITLE = "送审 {total} 件，在审 {open} 件"
REVIEWS_COLUMNS = ("收文", "事项", "类型", "结果")
REVIEW_OPEN = "在审"
REVIEW_LATE = "超期在审"

CASES = "行政复议（被申请人）"
CASES_TITLE = "复议案件 {total} 件，在办 {open} 件"
CASES_COLUMNS = ("案号", "事项", "收到", "结果")
CASE_OPEN = "在办"

LAWSUITS = "行政应诉"
LAWSUITS_TITLE = "应诉案件 {total} 件，负责人应出庭 {heard} 次、出庭 {attended} 次"
LAWSUITS_COLUMNS = ("案号", "案由", "开庭", "负责人", "结果")
ATTENDED, ABSENT = "出庭", "未出庭"

FILES = "案卷评查与整改"
FILES_TITLE = "评查案卷 {total} 卷，逾期未整改 {overdue} 卷"
FILES_COLUMNS = ("整改", "案卷", "评查日", "等次", "问题")
FILE_OVERDUE = "逾期 {days} 天"
FILE_MENDED = "已整改"
FILE_OPEN = "待整改"
FILE_FINE = "无需整改"

SYSTEMS = "行政执法三项制度"
SYSTEMS_TITLE = "三项制度：{names}不足"
SYSTEMS_TITLE_FINE = "三项制度各项达标"
SYSTEMS_TITLE_PLAIN = "三项制度"

ASSESSED = "依法行政考核"
ASSESSED_TITLE = "考核到{stage}，得分率 {score}"
ASSESSED_TITLE_NONE = "本年尚无考核记录，往年述法如下"
ASSESSED_COLUMNS = ("环节", "指标", "得分/分值", "等次")
REPORTED = "述法：{reports}"
REPORT = "{year}年{post}（{form}{evaluation}）"
EVALUATION = "，测评{evaluation}"
REPORT_NONE = "没有述法记录。"

FILING = "报送情况"
FILING_TITLE = "今年报送 {total} 张表，迟报 {late} 张"
FILING_COLUMNS = ("填报日", "数据", "文件", "装入", "退回", "时限")
IN_TIME, LATE, NO_LIMIT = "及时", "迟报", "—"
KEPT_OUT = "待更正"
KEPT_OUT_TITLE = "历次报送待更正 {total} 行"
KEPT_OUT_COLUMNS = ("数据", "文件", "行", "原因")

DEADLINES = "时限"
DEADLINES_TITLE = "逾期事项 {overdue} 件，{days} 日内到期 {soon} 件"
DEADLINES_COLUMNS = ("状态", "事项", "期限")
OVER = "逾期 {days} 天"
LEFT = "还有 {days} 天"
TODAY = "今日到期"
NAMED = 3

HONOURS = "法治创建"
HONOURS_TITLE = "称号 {held} 个现有，逾期未复核 {overdue} 个"
PEOPLE = "队伍阵地"
PEOPLE_TITLE = "队伍阵地：派出、管理的人和阵地"
