"""Words of 法治创建."""

from __future__ import annotations

TITLE = "法治创建"
LEVEL_LABEL = "级别"
YEAR_LABEL = "申报年度"
LEVEL_NAMES = {"国家": "国家级", "省": "省级", "市": "市级", "区": "区级"}
YEAR = "{year}年"

PYRAMID_TITLE = "各级称号现有 {count} 个"
PYRAMID_AXIS = "现有数（个）"
TOP_LEVEL_TITLE = "按最高级别计 {count} 个"
NEW_TITLE = "历年新命名"
NEW_AXIS = "新命名（个）"
HONOURS_TITLE = "称号清单"
HONOURS_ASIDE = "共 {count} 个，现有 {held} 个"
HONOURS_COLUMNS = ("对象", "类别", "级别", "命名日期", "文号", "镇办", "状态")
HONOUR_HELD = "现有"
HONOUR_ENDED = "{day} {event}"

STAGES = ("申报", "推荐", "公示", "命名", "复核")
FUNNEL_TITLE = "申报到命名：走到哪里"
FUNNEL_TITLE_FOUND = "申报 {applied} 件，已命名 {named} 件（{share}）"
FUNNEL_AXIS = "件（百分比为占上一环节）"
FUNNEL_UNIT = "件"
FUNNEL_EXPLAINED = (
    "一次申报计 1 件，到过后面环节的视为到过前面环节；没有申报、推荐或公示记录而直接登记命名的不在其内；"
    "复核为已复核/应复核。"
)
FUNNEL_NONE = "没有申报、推荐或公示的记录。"
CONVERSION_TITLE = "各类别、各级别的转化"
CONVERSION_COLUMNS = ("类别", "级别", *STAGES)
CONVERSION_ASIDE = "件数（占上一环节的比例）"
REEXAMINED = "{done}/{due}"

PROGRESS_TITLE = "在途 {count} 个：申报到公示，尚未命名"
PROGRESS_AXIS = "在途数（个）"
NOTHING_IN_PROGRESS = "没有已申报、推荐或公示而尚未命名的对象。"

DUE_TITLE = "逾期未复核 {overdue} 个，一年内到期 {soon} 个"
DUE_TITLE_SOON = "没有逾期未复核，一年内到期 {soon} 个"
DUE_TITLE_NONE = "一年内没有到期的复核"
DUE_COLUMNS = ("状态", "对象", "级别", "复核期限", "距今")
DUE_ALL_DONE = "现有称号的复核期限都在一年之后，或该级别没有规定复核周期。"
DUE_SHOWN = "共 {total} 项，列出前 {shown} 项"
DUE_NOTE = "复核周期：{intervals}（自命名或上次复核起） · {note}"
DUE_INTERVAL = "{level}{span}"
OVERDUE = "逾期"
SOON = "一年内"
DAYS_OVER = "逾期 {days} 天"
DAYS_LEFT = "还有 {days} 天"

TIMELINE_TITLE = "各创建对象历程"
TIMELINE_ASIDE = "共 {total} 个对象，列出最近有进展的前 {shown} 个"
TIMELINE_ASIDE_ALL = "共 {total} 个对象，最近有进展的在前"
TIMELINE_EARLIER = "更早"
TIMELINE_DUE = "复核到期"
TIMELINE_OVERDUE = "复核逾期"
TIMELINE_TODAY = "截至 {day}"
TIMELINE_EVENT = "{subject}：{day} {level}{event}{result}（{category}）"
TIMELINE_DUE_EVENT = "{subject}：{day} {level}称号复核到期（{category}）"
REVIEW_RESULT = "，结论{result}"

# The honours of one subject.
OWN_HONOURS_COLUMNS = ("称号", "命名日期", "状态", "下次复核")
NOT_WITHIN_A_YEAR = "一年内不到期"
