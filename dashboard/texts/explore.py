"""Words of 趋势探索."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

TITLE = "趋势探索"

# The address.
UNKNOWN_METRIC = "链接中有不认识的指标，已略去。"
TOO_MANY_METRICS = "一次最多看 {most} 个指标，其余已略去。"
UNKNOWN_SPLIT = "链接中的拆分方式对所选指标不可用，已略去。"
UNKNOWN_GRAIN = "链接中的时段不可用，已改为按月。"
UNKNOWN_PERIOD = "链接中的期间不可用，已改为近 12 月。"
UNKNOWN_DATE = "链接中的日期不可用，已略去。"
DATES_OUT_OF_ORDER = "起始日晚于截止日，已略去日期。"
UNKNOWN_CONDITION = "链接中的筛选条件对所选指标不可用，已略去。"
TOO_MANY_CONDITIONS = "筛选条件太多，超出的已略去。"
UNKNOWN_AGAINST = "链接中的对比方式不可用，已改为不对比。"
UNKNOWN_SHAPE = "链接中的图形不可用，已自动选择。"
UNKNOWN_VALUE = "「{dimension}」中没有「{value}」，已略去。"
DROPPED = "加入指标后不再适用的拆分或筛选已去掉：{names}。"

QUICKS: Mapping[str, str] = MappingProxyType(
    {"year": "本年", "last_year": "去年", "12m": "近12月", "3y": "近3年", "all": "全部"}
)
CUSTOM = "自选"
CUSTOM_ID = "custom"
GRAINS: Mapping[str, str] = MappingProxyType(
    {"week": "周", "month": "月", "quarter": "季度", "half": "半年", "year": "年", "total": "合计"}
)
AGAINSTS: Mapping[str, str] = MappingProxyType(
    {"none": "不对比", "last_year": "上年同期", "target": "目标", "district": "全区水平", "other": "另一对象"}
)
SHAPES: Mapping[str, str] = MappingProxyType(
    {
        "line": "折线",
        "bar": "柱形",
        "heat": "热力",
        "dots": "点图排名",
        "multiples": "小图组",
        "control": "控制图",
        "table": "透视表",
    }
)

# Why a shape does not fit.
NEEDS_TIME = "没有按时间展开，请把时段改为周、月、季度或年"
NEEDS_NO_TIME = "已按时间展开，请把时段改为「合计」"
NEEDS_ONE_UNIT = "所选指标单位不同，不能画在同一坐标上"
TOO_MANY_SERIES = "共 {count} 个系列，超过 {most} 个就分不清"
NEEDS_TWO_AXES = "需要恰好两个方向：时间加一个维度，或两个维度"
NEEDS_ONE_METRIC = "一次只能看一个指标"
NEEDS_DIMENSION = "没有拆分维度，没有可排名的对象"
NEEDS_ONE_DIMENSION = "只能有一个拆分维度"
NEEDS_SEVERAL = "只有一个系列，不需要分成小图"
NEEDS_NO_DIMENSION = "控制图只看一个系列，请去掉拆分维度"
NEEDS_CONTROL_GRAIN = "控制图按周、月、季度或半年看"
NEEDS_TWO_DIMENSIONS_AT_MOST = "柱形最多按一个维度"
NOTHING_TO_DRAW = "没有可画的数"
SHAPE_UNFIT = "「{shape}」不适用：{reason}。已改用「{used}」。"

# Why a comparison does not fit.
AGAINST_YEAR_SPLIT = "按年度拆分时各行已是不同年份"
AGAINST_ALL = "期间为「全部」且合计时没有上年同期"
AGAINST_TARGET_PART = "年度目标只与整年或本年累计比较：时段请选「年」，或「合计」加「本年」"
AGAINST_TARGET_SPLIT = "年度目标只到全区、镇办或单位，不能再细分"
AGAINST_TARGET_NEVER = "{name}不得设目标"
AGAINST_TARGET_NONE = "所选指标没有登记年度目标"
AGAINST_DISTRICT = "没有按单位、镇办等拆分或筛选，本身就是全区"
AGAINST_UNFIT = "不能与「{against}」比：{reason}。"
AGAINST_OTHER_EMPTY = "请选择要对比的对象"

# What a comparison is called beside a number.
BASE_NAMES: Mapping[str, str] = MappingProxyType(
    {"last_year": "上年同期", "target": "目标", "district": "全区"}
)
BASE_MEAN = "{dimension}平均"
BASE_SHORT: Mapping[str, str] = MappingProxyType({"last_year": "上年"})
HIGHER, LOWER, LEVEL = "高", "低", "持平"
DIFFERENCE = "{direction} {size}"
ATTAINED = "完成 {share}"

# Asking.
SEARCH_LABEL = "找指标"
SEARCH_PLACEHOLDER = "名称、拼音首字母（hdcc）、编号（P01）或曾用名"
SEARCH_NOTHING = "没有找到「{text}」。可试指标名称中的两个字，或拼音首字母。"
SEARCH_FORMER = "{name}（{by}）"
ADDED = "已选"
REMOVE_METRIC = "去掉{name}"
METRICS_FULL = "已选满 {most} 个指标，请先去掉一个。"
LINK = "趋势探索"
BY_LABEL = "拆分"
BY_AGAIN_LABEL = "再拆分"
UNFIT = "{name}（不适用）"
REMOVE_FILTER = "去掉这个筛选"
BY_PLACEHOLDER = "不拆分"
BY_HINT = "最多两个维度"
GRAIN_LABEL = "时段"
PERIOD_LABEL = "期间"
FROM_LABEL, TO_LABEL = "从", "到"
DATE_PLACEHOLDER = "年/月/日"
AGAINST_LABEL = "对比"
FILTER_LABEL = "筛选"
FILTER_DIMENSION = "筛选维度"
FILTER_VALUES = "值"
FILTER_PLACEHOLDER = "选一个或多个值"
FILTER_ADD = "＋ 加筛选"
OTHER_DIMENSION = "按"
OTHER_VALUE = "对比对象"
OTHER_PLACEHOLDER = "选一个"
SHAPE_LABEL = "图形"
SHAPE_DEFAULT = "{shape}（自动）"
CLEAR = "清空重来"
NO_MATCH = "没有相符的选项"

# Beginning.
START_TITLE = "想看什么？"
START_TEXT = "在上面输入指标名称或拼音首字母；也可从下面的问题开始，再改拆分、时段和对比。"
START_VIEWS = "已存视图"
NO_VIEWS = "还没有存过视图。选好条件后点「视图」保存。"

# What is shown.
NOTHING_TITLE = "所选条件下没有数"
NOTHING = "{what}。可放宽筛选、换期间，或到「数据质量」查看报送情况。"
NOTHING_FILTERED = "按所选筛选（{conditions}），{start}至{end}没有记录"
NOTHING_PERIOD = "{start}至{end}没有收到相应的报送"
CONDITION = "{dimension}：{values}"
UNSTATED = "未注明"
TOTAL_ROW = "全部"
TOTAL_COLUMN = "全期"
VALUE_COLUMN = "数值"
DIFFERENCE_COLUMN = "相差"
METRIC_COLUMN = "指标"
PERIOD_COLUMN = "时段"
TABLE_TITLE = "透视表"
TABLE_ASIDE = "点数字看来源；合计由原始记录重新计算，不由上表相加"
STOCK_TOTAL = "时点指标的「全期」是期末数。"
MANY_TOTAL = "一条记录可属多项，各项之和可大于「全部」。"
CAPPED_ROWS = "共 {total} 行，列出前 {shown} 行；下载含全部。"
CAPPED_COLUMNS = "共 {total} 列，列出前 {shown} 列；下载含全部。"
CAPPED_GROUPS = "结果太大：共 {total} 项，按数值取前 {shown} 项计算。可加筛选或放粗时段看其余。"
CAPPED_CHART = "共 {total} 项，图中列出前 {shown} 项。"
HEAT_NOTE = "颜色越浓数越大；灰格为没有这类记录、未报，或没有可评的（—）。"
MULTIPLES_NOTE = "同一单位各图纵轴相同，点名称只看这一项"
MULTIPLES_BASE = "灰色虚线为{base}"
MULTIPLE_ALT = "{name}走势，最近一期 {last}"
PARTIAL = "最后一期未满，截至 {day}"
N_SMALL = "n={n}"
AXIS = "{name}（{unit}）"
UNREPORTED = "未报"

TITLE_SINGLE = "{name}：{period} {value}"
TITLE_SINGLE_CHANGE = "{name}：{period} {value}，比{base} {change}"
TITLE_TARGET = "{name}：{period} {value}，与目标相比{change}"
TITLE_PEAK = "{name}：{period} {value}，{peak}最高（{highest}）"
TITLE_RANKED = "{name}：{first}最高（{highest}），{last}最低（{lowest}）"
TITLE_ONE = "{name}：{value}"
TITLE_SEVERAL = "{names}：各{period}走势"
TITLE_EQUAL = "{name}：各{dimension}相同（{value}）"
TITLE_CELL = "{name}：{group} 最高（{highest}）"
TIED = "{count} 个并列"
SPAN = "{start}至{end}"
PERIOD_WORDS: Mapping[str, str] = MappingProxyType(
    {"week": "周", "month": "月", "quarter": "季度", "half": "半年", "year": "年", "total": "期"}
)

# Marks.
MARK_HINT = "点图中的点、柱或格，可只看它、下钻或看明细；键盘操作请用透视表中的链接。"
MARK = "已选 {mark}：{value}"
ONLY_THIS = "只看这一项"
DRILL = "下钻到{what}"
DRILL_NONE = "已是最细"
ROWS = "看明细"
ALL_DISTRICT = "全区"

# Saved views.
VIEWS = "视图"
SAVE_TITLE = "存为视图"
VIEW_NAME = "名称"
VIEW_NAME_PLACEHOLDER = "例如：各镇办每月活动场次"
VIEW_BY = "保存人"
VIEW_BY_PLACEHOLDER = "可不填"
SAVE = "保存"
SAVED = "已存为「{name}」。"
OPEN = "打开"
RENAME = "改名"
RENAME_PLACEHOLDER = "新名称"
DELETE = "删除"
DELETE_SURE = "确认删除「{name}」"
DELETED = "已删除「{name}」。"
RENAMED = "已改名为「{name}」。"
VIEWS_NOT_ALLOWED = "您可以打开已存视图，不能保存或删除。"
VIEW_ABOUT = "{by}{day}"
CHOOSE_VIEW = "选择视图"
MANAGE_TITLE = "管理已存视图"
NOTHING_TO_SAVE = "先选指标，再存视图。"

# Downloads.
DOWNLOAD = "下载"
DOWNLOAD_NAME = "趋势探索_{metrics}_{day}"
CSV, XLSX, PARQUET = "CSV", "Excel（xlsx）", "Parquet"
DOWNLOAD_HINT = "内容与页面所示相同，含全部行；Excel 另有「说明」表。"
COLUMN_METRIC_ID, COLUMN_METRIC, COLUMN_UNIT = "指标编号", "指标", "单位"
COLUMN_VALUE, COLUMN_NUMERATOR, COLUMN_DENOMINATOR, COLUMN_N = "值", "分子", "分母", "n"
COLUMN_QUALIFIER = "约数"
COLUMN_BASE = "{base}值"
NOTE_TITLE, NOTE_PERIOD, NOTE_GRAIN, NOTE_SPLIT = "内容", "期间", "时段", "拆分"
NOTE_FILTER, NOTE_AGAINST, NOTE_CUTOFF, NOTE_SNAPSHOT = "筛选", "对比", "数据截至", "快照"
NOTE_LINK, NOTE_DEFINITION, NOTE_NULLS = "页面链接", "口径 {metric}", "空值"
NOTE_NULLS_TEXT = "空单元格表示未报或分母为 0，不是 0。"
NOTE_NONE = "无"
NOTE_DEMO = "合成演示数据，不得引用"
NOTE_DATA = "数据"
NOTE_NOTICE = "注意"

# Questions to begin with: words → parameters of the link.
STARTERS: tuple[tuple[str, Mapping[str, str]], ...] = (
    ("各镇办每月办了多少场普法活动？", {"metric": "P01", "by": "township", "against": "last_year"}),
    (
        "今年各镇办、各领域（七进）的活动分布",
        {"metric": "P01", "by": "township,setting", "grain": "total", "period": "year"},
    ),
    (
        "线下受众近三年按季度走势，与上年同期比",
        {"metric": "P02", "grain": "quarter", "period": "3y", "against": "last_year"},
    ),
    (
        "各单位案卷合格率排名，与全区比",
        {"metric": "E11", "by": "unit", "grain": "total", "period": "3y", "against": "district"},
    ),
    (
        "行政复议：按期审结、直接纠错、调解和解各季度",
        {"metric": "F05,F07,F09", "grain": "quarter", "period": "3y"},
    ),
    (
        "哪些村（社区）今年活动多、哪些没有？",
        {"metric": "P01", "by": "village", "grain": "total", "period": "year"},
    ),
    ("场均人次每月的起伏正常吗？（控制图）", {"metric": "P10", "shape": "control"}),
    ("报送及时率各单位每季度", {"metric": "Q01", "by": "unit", "grain": "quarter", "period": "12m"}),
)
