"""Words of 合法性审查."""

from __future__ import annotations

TYPE_LABEL = "审查类型"
OVERDUE_NAME = "在办逾期数"
NOT_BY_TYPE = "不分审查类型统计"

TURNAROUND_TITLE = "期限内办完了吗"
TURNAROUND_TITLE_LATE = "办结 {closed} 件，超期 {late} 件，{kind}最多（{most} 件）"
TURNAROUND_TITLE_NONE = "办结 {closed} 件，全部在期限内"
TURNAROUND_AXIS = "办理工作日（点的大小为件数）"
DAYS_UNIT = "个工作日"
IN_TIME = "期限内"
LATE = "超过期限"
UNLIMITED = "没有期限"
LIMIT = "期限"
KIND_NOTE = "{closed} 件，超期 {late}，期限 {limit}"
KIND_NOTE_UNLIMITED = "{closed} 件，没有期限"
LIMIT_NOTE = "期限按类型配置（时限配置）"

IN_HAND_TITLE = "在办 {count} 件，已逾期 {overdue} 件"
IN_HAND_TITLE_NONE = "没有在办的审查"
IN_HAND_NONE = "收到的事项都已办结，应备案的都已备案。"
IN_HAND_SHOWN = "列出期限最近的 {shown} 件，共 {total} 件"
IN_HAND_COLUMNS = ("事项", "剩余", "届满日", "送审单位", "时限")

LATE_TITLE = "超期办结 {count} 件"
LATE_TITLE_NONE = "没有超期办结的事项"
LATE_NONE = "所选期间办结的事项都在期限内。"
LATE_SHOWN = "列出超期最久的 {shown} 件，共 {total} 件"
LATE_COLUMNS = ("事项", "类型", "送审单位", "审结日期", "用时", "超期")
LATE_TAKEN = "{days} 个工作日"
LATE_DAYS = "{days} 天"

CONCLUSIONS = ("合法", "修改后合法", "不合法", "不予审查")
NO_CONCLUSION = "尚无结论"
CONCLUSIONS_TITLE = "审查结论怎样"
CONCLUSIONS_TITLE_FOUND = "有结论的 {all} 件中，修改后合法占 {changed}，不合法 {unlawful} 件"
CONCLUSIONS_AXIS = "收到件数（件）"
CONCLUSIONS_NOTE = "法律咨询等不作结论的类型不列"

QUARTERS_TITLE = "各类事项收到多少"
QUARTERS_TITLE_MOST = "近 12 个季度：{kind}最多，占 {share}"
QUARTERS_AXIS = "收到件数（件）"
OTHER_TYPES = "其余类型"

ADOPTED_TITLE = "意见采纳率：各单位"
ADOPTED_TITLE_FOUND = "意见采纳率最低的是{unit}，{rate}"
ADOPTED_AXIS = "意见采纳率（%），括号内为采纳数/意见数"
WHOLE = "全部"
SMALL = "意见不足 {count} 条"
ADOPTED_NAME = "意见采纳率"

UNITS_TITLE = "各单位送审情况"
UNITS_TITLE_MOST = "送审最多的是{units}"
UNITS_ASIDE = "共 {count} 个单位"
UNITS_SHOWN = "共 {count} 个单位，列出前 {shown} 个"
UNIT_COLUMNS = ("单位", "送审（件）", "审查率", "按时办结率", "平均工作日", "意见采纳率", "不合法（件）")
