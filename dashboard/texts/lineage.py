"""Words of 溯源."""

from __future__ import annotations

TITLE = "溯源"
LINK = "溯源"
METRIC_LABEL = "指标"
CHOOSE_METRIC = "请选择指标"
CHOOSE_TITLE = "请选择一个指标"
CHOOSE = (
    "从任一页面的数点「溯源」，可看到它由哪些行得来、每行在哪个文件的哪个单元格、原件上是什么样子。"
    "也可在上方直接选择指标。"
)

UNKNOWN_METRIC = "链接中的指标不在目录内，请重新选择。"
UNKNOWN_DATE = "链接中的日期不可用，已按全部期间计算。日期应写成 2026-01-31。"
DATES_OUT_OF_ORDER = "链接中的起始日晚于截止日，已按全部期间计算。"
UNKNOWN_CONDITION = "链接中有不可用的筛选条件，已去掉。"
UNUSABLE_CONDITIONS = "{reason}。已去掉链接中的筛选条件。"
UNKNOWN_SPLIT = "链接中的分项不可用，已按合计显示。"
UNKNOWN_LEAF = "链接中的页码不可用，已从第 1 页显示。"
UNKNOWN_ROW = "链接中的行不在这个数的组成之内，已略去。"
UNKNOWN_CELL = "链接中的项目在该行没有值，已改为计入的一项。"
UNKNOWN_TABLE = "链接中的表不在这个快照里，已略去。"

ALL_TIME = "全部期间，截至 {end}"
STOCK = "截至 {end}"
SINCE_YEAR = "{year}年1月1日起累计，截至 {end}"
CONDITION = "{label}：{values}"
NOTHING = "所选期间没有收到相应的报送，因此没有数可以追溯。"
NO_CASES = "分母为 0：没有可以计算的事项。"
QUALIFIED = "{qualifier}：组成它的数中有估数。"
EXACT = "未取整 {value}"

NUMBER_FIELDS = {
    "definition": "口径",
    "source": "依据",
    "verdict": "核验",
    "week": "一周前",
    "snapshot": "上一快照",
}
VERDICT_OK = "● 涉及这个数的核验均通过"
VERDICT_NONE = "○ 本快照未经核验"
VERDICT_WARNED = "▲ {count} 项提示"
WEEK_BEFORE = "{value}（截至 {day}）"
SAME = "与现在相同"
NOW_MORE = "现在{change}"
FIRST_SNAPSHOT = "没有更早的快照可比"
NOT_COMPARABLE = "无法与快照 #{sequence} 比较：{reason}"
SNAPSHOT_VALUE = "快照 #{sequence}（{day}）为 {value}，"
REASONS_SUM = "各行影响之和等于变化：{total}"
REASONS_MORE = "另有 {count} 行，影响 {effect}"
REASON_COLUMNS = ("原因", "记录", "影响", "当时", "现在", "文件")
REASONS_FAILED = "变化的原因未能逐行核对上，请告知管理员"

PARTS_TITLE = "分项：按{names}"
PARTS_ASIDE = "点数可看该项的来源"
PERIOD_COLUMN = "期间"
VALUE_COLUMN = "数值（{unit}）"
ROWS_COLUMN = "依据条数"
NO_NAME = "未注明"
GRAINS = {"week": "周", "month": "月", "quarter": "季度", "half": "半年", "year": "年"}

ROWS_TITLE = "由 {count} 行得来"
NO_ROWS_COUNT = "已有报送，其中没有计入这个数的行。"
ROWS_NONE_TITLE = "没有可列出的行"
ROWS_COLUMNS = ("计入", "记录", "出处")
ROWS_ASIDE = "第 {first}—{last} 行，共 {total} 行"
SUM_EQUALS = "● 各行计入之和 {total}，等于所示的数"
SUM_FRACTION = "● 各行计入之和 {total}，等于分子"
SUM_DIFFERS = "■ 各行计入之和 {total}，与所示的 {shown} 不符，请告知管理员"
BELOW_ROWS = "分母计入 {rows} 行"
BELOW_REFERENCE = "分母 {value} 取自基础数据（{name}），不在报送表格内"
SUM_LEAF = "本页之和 {total}"
TARGET_ROWS = "目标由「年度目标」表得来；只选一项目标时，另列完成数的各行"
DISTINCT_ROWS = "同一对象只计一次，重复出现的行计 0"
PREVIOUS_LEAF = "‹ 上一页"
NEXT_LEAF = "下一页 ›"

ROW_TITLE = "这一行：{title}"
ROW_ASIDE = "{dataset}　{loaded}"
LOADED_AT = "{filed}报送，{loaded} 装入"
CELL_COLUMNS = ("项目", "单元格", "原文", "入库值")
CELL_PART = "取其中「{part}」"
BEFORE_COLUMN = "{label}（上期）"
CORRECTED = "更正 {id}：{reason}（{who}，{date}）。更正前：{before}"
BLANK = "空"
ENTERED_TITLE = "这一行计入 {count} 个指标"
ENTERED_NOTE = "数字为全部期间内这一行计入的数量；点指标可看它的来源。"
ENTERED_NONE = "这一行不计入任何指标的现行数。"

PICTURE_TITLE = "原件画面"
PICTURE_NOTE = "按归档原件重新读取，黄底加框的是所取的单元格；个人信息以＊＊＊遮盖。"
READING_ORIGINAL = "正在读取原件……"
PICTURE_NONE_TITLE = "没有画面"
PICTURE_NO_CELL = "这个值不在单元格里：{origin}。"
PICTURE_INTACT = "● 原件未被改动"
PICTURE_ALTERED_TITLE = "原件与入库时不同"
PICTURE_ALTERED = "归档的原件已被改动，画面仅供参考。请告知管理员从备份恢复。"
PICTURE_FAILED_TITLE = "原件打不开"
PICTURE_FAILED = "暂时读不到原件的画面。请稍后刷新；仍不行的，请告知管理员。"
PICTURE_SLOW = "读取原件超过 {seconds} 秒，已停止。请稍后刷新。"
PICTURE_COLUMNS_HIDDEN = "原件中隐藏的列：{columns}"
PICTURE_ROWS_HIDDEN = "原件中隐藏的行：{rows}（画面中以斜纹标出）"
PICTURE_GAP = "……"
CELL_HIDDEN = "隐藏行"
CELL_STRUCK = "原件中划去"
CELL_MASKED = "个人信息，已遮盖"
CELL_MARKED = "所取的单元格"

FILES_TITLE = "出自 {count} 张表"
FILES_COLUMNS = ("文件", "计入", "装入", "隔离", "跳过", "收到", "核对")
FILES_ASIDE = "装入 + 隔离 + 跳过 = 收到的非空行"
FILES_NOTE = "点文件名，可看该表每一行的去向。「计入」是这个数用到的行数。"
FILES_SHOWN = "列出前 {shown} 张，共 {total} 张。"
NO_FILES = "没有可列出的表。"
BALANCED = "● 相符"
NOT_BALANCED = "■ 不符"

TABLE_TITLE = "{file} 的每一行"
TABLE_ASIDE = "{dataset}　{loaded}"
TABLE_CONSERVATION = "● {loaded} 装入 + {quarantined} 隔离 + {skipped} 跳过 = {rows_in} 非空行"
TABLE_BROKEN = "■ {loaded} 装入 + {quarantined} 隔离 + {skipped} 跳过，与 {rows_in} 非空行不符，请告知管理员"
TABLE_REPLACED = "装入的行中，{count} 行后来被新的报送更新"
TABLE_COLUMNS = ("行", "去向", "计入", "说明", "内容")
TABLE_SHOWN = "列出前 {shown} 行，共 {total} 行。"
TABLE_NOTE = "点行号可看原件上的这一行。"
REPLACED_BY = "由 {place} 更新"
SAME_AS = "与 {place} 相同"
FATE_ALL = "全部 {count}"
FATE_NAMES = {"loaded": "装入", "replaced": "被更新", "quarantined": "隔离", "skipped": "跳过"}
FATE_COUNT = "{name} {count}"
ROW_NUMBER = "第 {row} 行"
NO_ROWS_OF_FATE = "该表没有这样的行。"
