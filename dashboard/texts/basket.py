"""Words of the page 简报, of its button on other pages, and of a briefing made of a basket."""

from __future__ import annotations

TITLE = "简报"
COLLECT = "加入简报"
COLLECTED = "已加入简报（第 {place} 项）：{title}（{form}）"
COLLECTED_BEFORE = "这一项已在简报中（第 {place} 项），没有重复加入"
NOT_AS_DRAWN = "页面上的图不能由指标原样重作，简报按指标数值呈现"

FORMS = {
    "columns": "柱形图",
    "stacked_columns": "堆叠柱形图",
    "bars": "条形图",
    "stacked_bars": "堆叠条形图",
    "lines": "折线图",
    "table": "表格",
    "sentence": "一段话",
}

# What an item says.
UNSTATED = "未注明"
JOINED = " · "
CONDITIONS = "（{conditions}）"
UNTIL = "截至{end}"
SPAN = "{start}至{end}"
WHOLE_YEAR = "{year}年"
EVERYTHING = "全部数据"
SCOPE = "{scope}，"
NUMBER = "{scope}，{name} {value}"
NUMBER_UNREPORTED = "{scope}，{name}未报"
NUMBER_IDLE = "{scope}，{name}没有可计算的对象"
FULL_STOP = "。"
SHOWN_OF = "{what}共 {total} 个，{place}列出{which} {shown} 个"
NOTE_JOIN = "；"
FIRST = "前"
LAST = "最近"
IN_CHART = "图中"
IN_TABLE = "表中"
PERIODS = "期数"
PERIOD = "期间"
COLUMN = "{name}（{unit}）"
METRIC = "指标"
VALUE = "数值"
SUMMARY_TITLE = "{week}小结"
MATTER_TITLE = "需要决策的事项"
MATTER = "{title}：{detail}（{change}）。"
MATTER_PLAIN = "{title}（{change}）。"
OF_SNAPSHOT = "本项数据：{stamp}"

# The briefing.
LEAD = "本期共 {count} 项内容，{cutoff}：{titles}。"
LEAD_SEVERAL = "本期共 {count} 项内容，取自 {snapshots} 个快照，非本期快照的各项另行注明：{titles}。"
LEAD_JOIN = "；"
LEAD_MORE = "{titles}等"
PERIOD_OF = "数据截至{day}"
FILE_NAME = "{title}-{day}"

# What is wrong with an item.
BAD_ITEM = "这一项的记录读不出来，请移出后重新加入"
NO_METRIC = "指标「{metric}」已不存在，请移出这一项"
NO_DIMENSION = "指标「{metric}」不能再按「{dimension}」分或筛选，请移出后重新加入"
NO_SNAPSHOT = "它所在的快照 {snapshot} 已不再保留，可更新到当前快照，或移出"
NO_MATTER = "这一事项在该快照中已找不到，可移出"
NOTHING = "简报里还没有内容"

# The page.
EMPTY_TITLE = "还没有收集内容"
EMPTY_TEXT = (
    "在任一页面的图表、数字卡、表格或「需要决策」事项旁点「加入简报」，"
    "该项连同筛选条件和快照就收到这里；可改标题、调顺序，再导出为演示文稿、公文格式文档、PDF 或网页。"
)
EMPTY_LINKS = "可从这些页面开始："
ITEMS_TITLE = "内容"
ITEMS_ASIDE = "共 {count} 项，最多 {most} 项"
ITEM_ABOUT = "来自「{page}」"
ITEM_PLACE = "第 {place} 项"
ITEM_SEEN = "页面上的标题：{title}"
ITEM_OTHER = "取自快照 #{sequence}（数据截至{cutoff}），不是当前快照 #{current}"
ITEM_BROKEN = "无法显示"
UPDATE = "更新到当前快照"
UPDATE_HINT = "期间和筛选不变，用当前快照的数据重算"
UPDATE_ALL = "全部更新到当前快照（{count} 项）"
UPDATED = "已按当前快照重算"
MOVE_UP = "上移"
MOVE_DOWN = "下移"
REMOVE = "移出"
REMOVED = "已移出 {count} 项"
UNDO = "撤销移出（{count} 项）"
CLEAR = "全部移出"
CLEAR_TITLE = "全部移出？"
CLEAR_TEXT = "将移出全部 {count} 项。移出后可以撤销，直到再移出别的内容。"
CLEAR_SURE = "移出全部"
TITLE_FIELD = "标题"
TITLE_PLACEHOLDER = "不填则用：{title}"
FORM_FIELD = "呈现为"
OWN_NUMBERS = "自拟标题中的数字不由快照核对，请自行确认"
HEAD_TITLE = "简报抬头与导出"
HEAD_NAME = "简报标题"
HEAD_NUMBER = "期号"
HEAD_NUMBER_HINT = "如 2026年第3期"
HEAD_SECRECY = "密级（可不填）"
HEAD_SECRECY_HINT = "如 内部资料"
EXPORT_FORMATS = {
    "pptx": "演示文稿（PPTX）",
    "docx": "公文格式文档（DOCX）",
    "pdf": "PDF",
    "html": "网页（HTML）",
}
EXPORT_HINT = "按下面的顺序，一项一节；PDF 含图形，约需十秒。"
EXPORT_BROKEN = "有 {count} 项无法生成，导出时不含：{titles}"
EXPORT_NONE = "没有可导出的内容"
SEVERAL_SNAPSHOTS = "各项取自 {count} 个快照。导出时以快照 #{sequence} 为本期快照，其余各项会单独注明。"
