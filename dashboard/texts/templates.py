"""Words about templates of one's own: what may be wrong in one, and where; what a filled one says."""

from __future__ import annotations

# Where a placeholder stands.
PARAGRAPH = "正文第 {place} 段"
CELL = "表格 {table} 第 {row} 行第 {column} 列"
CELL_PARAGRAPH = "{cell}第 {place} 段"
TEXT_BOX = "文本框"
HEADER = "页眉"
FOOTER = "页脚"
FOOTNOTE = "脚注"
PROPERTY = "文件属性“{name}”"
PROPERTIES = {"author": "作者", "comments": "备注", "subject": "主题", "title": "标题"}
SLIDE = "第 {place} 页幻灯片“{title}”"
SLIDE_UNTITLED = "第 {place} 页幻灯片"
SHAPE = "{slide}的“{shape}”"
SHAPE_CELL = "{slide}表格“{shape}”第 {row} 行第 {column} 列"
NOTES = "{slide}的备注"
WHOLE = "全文"

# What is wrong with a placeholder.
FAULTS = "模板 {file} 有 {count} 处要改，没有生成文件："
FAULT = "{number}. {place}：{placeholder} —— {reason}"
MORE_FAULTS = "……先改好以上各处再看其余"
UNCLOSED = "占位没有结尾：“{start}”之后缺“{end}”（占位不能跨段，中间不能按回车）"
UNOPENED = "多了一个“{end}”，前面没有对应的开头"
EMPTY = "占位里是空的"
SYNTAX = "写法不对（{detail}）"
FULL_WIDTH = "写法不对：有全角符号“{sign}”，请改成半角“{plain}”"
SYNTAX_DETAILS = {
    "unexpected end of template": "少了右括号或引号",
    "unexpected char": "有不认识的符号",
    "expected token": "括号、引号或逗号不成对",
    "unexpected": "括号、引号或逗号不成对",
    "No filter named": "没有这种加工",
    "No test named": "没有这种判断",
}
SYNTAX_OTHER = "请对照示例检查括号、引号和逗号"
UNKNOWN_STATEMENT = "没有“{word}”这种语句，可用的有：for、endfor、if、elif、else、endif、set"
BAD_FOR = "循环要写成 {{% for 名称 in 列表 %}}"
BAD_SET = "赋值要写成 {{% set 名称 = 值 %}}"
RESERVED = "“{name}”是已有的名称，不能另作他用"
UNMATCHED_END = "前面没有对应的 {start}"
NEVER_ENDED = "后面没有对应的 {end}"
ACROSS_PARAGRAPHS = (
    "开头和结尾不在同一段。整段重复要写成独占一段的 {{%p for … %}} 和 {{%p endfor %}}，"
    "表格行用 {{%tr for … %}} 和 {{%tr endfor %}}"
)
ACROSS_SHAPES = "开头和结尾要在幻灯片的同一段文字里"
SCOPE_IN_SLIDES = "幻灯片里不能用 {scope}，请写成 {plain}"
SCOPE_ALONE = "{scope} 要独占一{unit}，开头和结尾在同一处（同一个表格、同一段文字之中）"
SCOPE_UNITS = {"p": "段", "tr": "行", "tc": "格"}
SCOPE_SIGNS = '这种语句里不能有 {{、}} 或 %，条件请写成 级别="市" 这样的形式'
NOT_ALLOWED = "模板里不能用“{what}”"
UNKNOWN_NAME = "没有名为“{name}”的词，{hint}"
UNKNOWN_ATTRIBUTE = "{owner}没有“{name}”，{hint}"
NO_ATTRIBUTES = "“{name}”在这里取不到"
UNKNOWN_FILTER = "没有名为“{name}”的加工，可用的有：{known}"
NOT_A_FUNCTION = "这个词后面不能加括号"
METRIC_MISSING = '要写指标编号，例如 metric("P01", year=2022)'
METRIC_FIRST = '指标要写成文字，例如 metric("P01", year=2022)'
TOO_MANY_WORDS = "只有指标不带名称，其余要写成 名称=值，例如 year=2022"
PERIOD_TWICE = "时段只能写一种：{given}"
BAD_YEAR = "year 应写成年份，例如 year=2022"
BAD_MONTH = 'month 应写成 "2026-11"，或 year=2026, month=11'
BAD_QUARTER = 'quarter 应写成 "2026-Q3"，或 year=2026, quarter=3'
BAD_HALF = 'half 应写成 "2026-H1"，或 year=2026, half=1'
BAD_WEEK = 'week 应写成 "2026-W47"，或直接写 week=week'
BAD_DAY = '{name} 应写成日期，例如 {name}="2026-11-22"'
BAD_PERIOD = "没有“{period}”这种时段，可用的有：{known}"
UNKNOWN_DIMENSION = "指标 {metric} 没有名为“{name}”的参数或维度，{hint}"
BAD_VALUES = '{name} 应写成文字或文字的列表，例如 {name}="…" 或 {name}=["…", "…"]'
BAD_WHERE = 'where 应写成 {"维度": "值"}'
BAD_TITLE = "title 应写成文字"
NO_BY = '要用 by 写明按什么分，例如 by="镇办" 或 by="month"'
BAD_BY = "by 应写成一个维度或时段（week、month、quarter、half、year）"
BAD_KIND = "没有“{kind}”这种图，可用的有：{known}"
BAD_TOP = "top 应写成 1 到 {most} 的整数"
UNITS_DIFFER = "一个图里的指标单位要相同：{units}"
BLOCK_ALONE_WORD = "图、表和附录要独占一段"
BLOCK_ALONE_SLIDE = "图、表要独占一个文本框"
BLOCK_NOT_HERE = "图、表和附录只能放在正文里"
NO_APPENDIX_IN_SLIDES = "幻灯片里没有附录，请用 Word 模板"
NOT_SHOWN = "这里要写文字或数，例如 metric(…).text"
NOT_A_LIST = "for … in 后面要是列表，例如 range(1, 13) 或 decisions"
NOT_A_NUMBER = "只有数可以加减乘除"
TOO_GREAT = "数太大"
BY_ZERO = "除数是 0 或没有数"
BAD_DIGITS = "保留的小数位数应是 0 到 6"
RANGE_TOO_LONG = "range 最多 {most} 个"
TOO_MANY_TURNS = "循环的次数太多（最多 {most} 次），请检查循环"
TOO_SLOW = "{seconds} 秒还没有填完，请减少循环或把模板分成几份"
OTHER_FAULT = "填不出来，请检查写法"
STRUCTURE = "填好后文档的结构不完整，请检查循环的开头和结尾是否独占一段或一行"

NO_APPENDIX = "数字后加了注，文中却没有附录：请在末尾另起一段写 {{ appendix() }}"
NOT_NOTED = "只有指标的数可以加注"
ARGUMENTS = "参数的写法不对，请对照示例"
NO_DATA = "{title}：没有可列的数据。"

# What is wrong with a file.
BAD_SUFFIX = "{file} 不是可用的模板：请用 Word（.docx）或 PowerPoint（.pptx）文件"
WITH_MACROS = "{file} 含有宏，不能用作模板：请另存为不含宏的 .docx 或 .pptx"
OLD_FORMAT = "{file} 是旧格式或加了密码的文件：请去掉密码，另存为 .docx 或 .pptx"
DAMAGED = "{file} 打不开，文件可能已损坏：请用 Word 或 PowerPoint 另存一份再试"
TOO_LARGE = "{file} 太大：解开后超过 {most} MB，请去掉其中的大图片"
TEXT_TOO_LARGE = "{file} 的文字太多：{part} 解开后超过 {most} MB"
TOO_MANY_PARTS = "{file} 里的部件超过 {most} 个，不像普通的文档"
WRONG_KIND = "{file} 的内容与扩展名不符：请用 Word 或 PowerPoint 另存一份再试"
UNREADABLE = "{file} 读不出来：{reason}"

# How a number is told.
QUALIFIERS = {"at_least": "余", "about": "约", "almost": "近"}
METRIC_OWNER = "指标"
CUTOFF_OWNER = "日期"
SNAPSHOT_OWNER = "快照"
WEEK_OWNER = "周"
DECISION_OWNER = "决策事项"
LOOP_OWNER = "循环"
OVER, MANY = "余", "多"
TEN_THOUSAND, HUNDRED_MILLION = "万", "亿"
NO_CHANGE_KNOWN = "上年同期没有数"
CHANGE = "比上年同期{change}"
CHANGE_SAME = "与上年同期持平"
NOT_FILLED = "未填"
PERIOD = "时段"
MARK = "〔{number}〕"

# The appendix.
APPENDIX_HEADERS = ("编号", "指标", "选取范围", "值", "行数", "快照", "溯源地址")
