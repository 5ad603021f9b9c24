"""Words of 一村一档."""

from __future__ import annotations

TITLE = "一村一档"
VILLAGE_LABEL = "村（社区）"
LIST_TITLE = "选择一个村（社区）：{count} 个中 {silent} 个超过 {days} 天无普法活动"
LIST_TITLE_FINE = "选择一个村（社区）：{count} 个均在 {days} 天内有普法活动"
LIST_GROUP_ASIDE = "{count} 个 · {silent} 个超 {days} 天"
LIST_NOTE = (
    "距最近一次活动的天数（■ 超 {days} 天 ▲ 超 60 天） · 明白人为在岗人数（■ 少于标准 {norm} 名）"
    " · 口径 {metrics} · 来源 普法活动、法律明白人、法治创建 · 截至 {day}"
)
TILE_DAYS = "{shape}{days} 天"
TILE_NEVER = "■ 无活动记录"
TILE_STEWARDS = "明白人 {count}"

HEAD_TITLE = "{village}：距最近一次普法活动 {days} 天"
HEAD_TITLE_NEVER = "{village}：没有普法活动记录"
HEAD_ASIDE = "{township} · {kind}"
HEAD_POPULATION = " · {population} 人"
FACT_DAYS = "距最近活动"
FACT_SESSIONS = "本年活动"
TIMES = "{count} 次"
SESSIONS = "计 {count} 场"
FACT_AUDIENCE = "本年线下受众"
FACT_STEWARDS = "在岗法律明白人"
FACT_VENUES = "在用阵地"
FACT_HONOUR = "最高称号"
DAYS = "{days} 天"
NORM = "标准 {norm} 名"
NO_HONOUR = "暂无"
HEAD_NOTE = "口径 P01、P02、R01、R08、C01 · 截至 {day}"

TIMELINE_TITLE = "历程：普法活动、法治创建、阵地建设"
TIMELINE_ASIDE = "近 {years} 年"
ROWS = ("普法活动", "法治创建", "法治阵地")
KIND_ACTIVITY, KIND_VENUE = "普法活动", "建成阵地"
ACTIVITY_TEXT = "{day} {title}（{audience}）"
AUDIENCE = "{count} 人次"
NO_AUDIENCE = "未报人次"
VENUE_TEXT = "{day} 建成{name}"
NOTHING_YET = "还没有普法活动、创建和阵地的记录。"

ACTIVITIES_TITLE = "普法活动：有记录以来 {total} 次"
ACTIVITIES_TITLE_NONE = "没有普法活动记录"
ACTIVITIES_COLUMNS = ("日期", "活动", "形式", "主办单位", "人次")

STEWARDS_TITLE = "法律明白人 {count} 名，达到标准"
STEWARDS_TITLE_SHORT = "法律明白人 {count} 名，比标准少 {short} 名"
STEWARDS_TITLE_PLAIN = "法律明白人 {count} 名"
STEWARDS_COLUMNS = ("身份类别", "在岗", "考核优秀", "考核不合格")
STEWARDS_NOTE = "一人有几种身份的按身份各计 · 不列姓名 · {note}"
OTHER_ROLE = "未注明"
NO_STEWARDS = "没有在岗的法律明白人。"

VENUES_TITLE = "法治阵地 {count} 处在用"
VENUES_COLUMNS = ("名称", "类型", "级别", "建成", "状态")
IN_USE, OUT_OF_USE = "在用", "停用"
NO_VENUES = "没有法治阵地的记录。"

HONOURS_TITLE = "称号 {held} 个现有"
HONOURS_TITLE_OVERDUE = "称号 {held} 个现有，{overdue} 个逾期未复核"
NO_HONOURS = "没有称号，也没有创建记录。"
IN_PROGRESS = "最近一次创建事件：{day} {level}{event}（{category}）。"

NEIGHBOURS_TITLE = "{township}各村（社区）：{village}距上次活动排第 {place}/{count}"
NEIGHBOURS_ASIDE = "久未活动的在前"
NEIGHBOURS_COLUMNS = ("村（社区）", "距上次", "本年活动", "线下受众", "明白人", "阵地", "最高称号")
SHOWN = "共 {total} 项，列出前 {shown} 项"
