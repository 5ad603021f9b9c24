"""Words of 报送情况."""

from __future__ import annotations

DATASET_LABEL = "报表"
GRAIN_LABEL = "报送日历"
GRAINS = {"month": "近 12 个月", "week": "近 26 周", "quarter": "近 8 个季度"}

SHAPES = {"reported": "●", "late": "▲", "zero": "○零", "missing": "○", "pending": "·", "not-due": "—"}
STATES = {
    "reported": "已报",
    "late": "补报",
    "zero": "零报告",
    "missing": "未报",
    "pending": "未到期",
    "not-due": "不应报",
}

MISSING_TITLE = "{period}未报 {count} 家"
MISSING_TITLE_NONE = "{period}应报的 {expected} 家都已报送"
MISSING_TITLE_NOBODY = "{period}没有按季应报的单位"
MISSING_ASIDE = "应报 {expected} 家，已报 {reported} 家"
MISSING_COLUMNS = ("单位", "类别", "报到哪天", "距今", "最近一次自行报表")
MISSING_NOTE = (
    "应报：此前连续两季都有报送（一年一报的不算按季）的单位。零报告算已报；列在其他单位台账中的也算已报。"
    "{period}报表的期限为 {due}。截至 {day}"
)
MISSING_NONE = "可在下方日历看每家逐期的情况。"
MISSING_NOBODY = "这类报表没有连续两季都报送的单位，不按季催报；逐期情况见下方日历。"
MISSING_SHOWN = "列出前 {shown} 家，共 {total} 家。"
DAYS = "{days} 天"
BY_OTHERS = "由他单位台账代报"

CALENDAR_TITLE = "报送日历：{dataset}，{missing} 格未报、{late} 格补报"
CALENDAR_TITLE_CLEAN = "报送日历：{dataset}，应报的都已按时报送"
CALENDAR_ASIDE = "{units} 家 × {periods} 期"
CALENDAR_UNIT = "单位"
CALENDAR_LEGEND = (
    "● 已报　▲ 补报（过了期限才报）　○零 零报告　○ 未报　· 未到期　— 不应报；数字为文件数，只有一个时不写"
)
CALENDAR_NOTE = (
    "应报：前两季都有报送的，按季看，一年一报的不算；自行按{grain}报表、前两期都报了的，按{grain}看。"
    "期限按时限表（口径 Q01）。点格子可看所报的表。截至 {day}"
)
CALENDAR_SILENT = "另有 {count} 家在这些期间不应报，未列出。"
CALENDAR_NONE = "所列期间没有应报或已报的单位。"
CELL_TITLE = "{unit} {period}：{state}"
CELL_FILES = "{title}，{files} 个文件"
CELL_OTHERS = "{title}（在他单位的台账中）"
GRAIN_WORDS = {"month": "月", "week": "周", "quarter": "季"}
SUMMARY_COLUMN = "未报"
WEEK_TICK = "{week}周"
MONTH_TICK = "{month}月"
QUARTER_TICK = "{quarter}季"
YEAR_TICK = "{year}年"

RECEIVED_TITLE = "{week}收到 {count} 个文件"
RECEIVED_TITLE_RETURNED = "{week}收到 {count} 个文件，{returned} 个要退回修改"
RECEIVED_NONE = "{week}没有收到文件"
RECEIVED_NONE_TEXT = "按填报日计，没有填报日的按装载日计。可在上方换一周。"
RECEIVED_COLUMNS = ("日期", "文件", "单位", "状态", "报表", "装入", "退回")
RECEIVED_NOTE = (
    "日期为填报日，没有填报日的为装载日（北京时间）；点文件名可看每一行的去向。退回件见「数据质量」。"
)
RECEIVED_SHOWN = "列出前 {shown} 个，共 {total} 个。"
RECEIVED_MORE = "退回件可下载"
FILE_STATES = {
    "loaded": "● 已装入",
    "returned": "▲ 装入，部分退回",
    "rejected": "■ 退回，未装入",
    "duplicate": "＝ 重复，未再装",
    "waiting": "○ 等待下次装载",
}
NO_UNIT = "未注明"

UNITS_TITLE = "哪些单位报得迟"
UNITS_TITLE_WORST = "{unit}报得最迟：{late}/{tables} 张过了期限"
UNITS_TITLE_CLEAN = "{count} 家的表都按时报来"
UNITS_COLUMNS = ("报送单位", "及时率", "及时/应及时", "退回率", "退回行/读到行")
UNITS_NOTE = "{metrics}；{period}按填报日计"
RETURNS_TITLE = "退回的行，哪家最多"
RETURNS_TITLE_FOUND = "{unit}退回最多：{rows} 行"
RETURNS_TITLE_NONE = "所选期间没有退回的行"
RETURNS_AXIS = "退回行数（行）"
RETURNS_NONE = "所选期间读到的行都已装入。"
ROW_UNIT = "行"
NOT_REPORTED_EMPTY = "还没有读到任何报表。载入报送的表格后，这里列出每家逐期的报送情况。"
SHARE_NOTE = "退回率 {share}"
