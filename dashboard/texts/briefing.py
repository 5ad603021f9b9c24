"""Words of briefings (简报、周报) and of pictures of charts."""

from __future__ import annotations

# The head and the tail of the official form.
WEEKLY_NAME = "法治工作周报"
BASKET_NAME = "法治工作简报"
ISSUE = "{year}年第{number}期"
ISSUER = "区司法局"
REPORT_TO = "报"
SEND_TO = "送"
ISSUE_TO = "发"
COPIES = "共印 {copies} 份"
PERIOD_OF_WEEK = "{week}（数据截至{day}）"

# What tells where the numbers come from.
SNAPSHOT_FROZEN = "快照 {label}（{snapshot}），冻结后不再变动"
SNAPSHOT = "快照 {snapshot}"
CUTOFF = "数据截至{day}"
DEMO = "合成演示数据"
DEFINITION = "口径：{text}"
SOURCE = "来源：{text}"
UNIT = "单位：{unit}"
CAPTION = "{source}　{cutoff}　{snapshot}"
MADE_BY = "由法治看板生成，文中数字均可追溯到原始表格的单元格。"

MASTHEAD_UNREADABLE = '{file} 读不出来：{reason}。请按“名称 = "内容"”每行写一项'
MASTHEAD_FIELD = "{file} 中的 {field} 不是已知的项，可用的有：{known}"
MASTHEAD_VALUE = "{file} 中的 {field} 应是一行文字，不超过 {longest} 个字"

FIGURE_TITLE = "图{place}　{title}"
TABLE_TITLE = "表{place}　{title}"
TAIL = "{word}：{names}。"
SPAN = "{start}至{end}"
UNTIL = "截至{end}"
EVERYTHING = "全部数据"
CONDITION = "{dimension}：{values}"
SPLIT = "按{dimension}分"
GRAINS = {"week": "按周", "month": "按月", "quarter": "按季度", "half": "按半年", "year": "按年"}
SOURCE_LINE = "{metric}（{selection}）溯源：{link}"
NO_DRAWING = "没有图形，数值如下。"

NO_RECORD = (
    "{file} 里没有生成记录，无法核对：它不是由本系统生成的，或者另存为别的格式时丢了记录。"
    "请用系统生成的原件（docx、pptx、pdf、html、png、svg）"
)

# After the title of a table that goes on on another slide.
CONTINUED = "（续）"

VALUES = "数值"
ORIGINS = "口径与溯源"

BAD_WEEK = "「{week}」不是周，请按年份和周次写，例如 2026-W47"
WEEK_AHEAD = "{week} 还没有数据（数据截至 {cutoff}），最近的一周是 {last}"
BAD_RECORD = "文件的生成记录不完整，无法核对：请用系统重新生成"
WEEKLY_FILE = "法治工作周报-{week}"
FILLED_FILE = "{template}-{snapshot}{suffix}"
PICTURES_FOLDER = "图表"
NOT_MADE = "{file} 没有生成：{reason}"
NOT_WRITTEN = "{file} 没有写成：{reason}。请检查磁盘空间和权限"
NO_DRAWINGS = "{file} 中没有图形，只有数值：{reason}"
OWN_FAULT = "程序出错，详情见日志（命令行的在数据目录的 brief.log）"
