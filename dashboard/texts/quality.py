"""Words of 数据质量."""

from __future__ import annotations

TITLE = "数据质量"
CAUSE_LABEL = "问题"
SECTION_LABEL = "分栏"
SECTIONS = {
    "mend": "待改问题",
    "returns": "退回件",
    "trace": "按文件查去向",
    "trend": "质量走势",
    "checks": "核验",
    "loads": "装载核对",
    "sheets": "工作表",
}

TRUST_ROWS = "● 每一行都有去向：收到 {rows} 行 = 装入 {loaded} + 隔离 {quarantined} + 跳过 {skipped}"
TRUST_ROWS_BROKEN = "■ 行数不守恒：收到 {rows} 行中有 {missing} 行没有去向，请告知管理员"
TRUST_MEND = "▲ {rows} 行因有错没有计入任何数，待 {units} 家单位更正"
TRUST_MEND_NONE = "● 没有因错隔离的行"
TRUST_REPORTED = "● {period}应报的 {expected} 家都已报送"
TRUST_MISSING = "○ {period}应报 {expected} 家，{count} 家未报：{units}"
TRUST_NOBODY = "— {period}没有按季应报的单位"
TRUST_LINK = "报送情况"
UNITS_FOUND = "{unit}要改的最多：{errors} 处"
CAUSES_FOUND = "最多的问题：{title}"
UNITS_MORE = "共 {total} 家，列出前 {shown} 家；点单位看它的问题，其余可在上方选。"
CAUSES_MORE = "共 {total} 类，列出前 {shown} 类；全部和改法见「待改问题」。"

VERDICT_PASSED = "核验通过：{passed}/{checks} 项"
VERDICT_WARNED = "核验通过，{warning} 项提示：{passed}/{checks} 项"
VERDICT_FAILED = "核验未通过：{critical} 项关键核验不符"
VERDICT_NONE = "本快照未经核验"
VERDICT_NOTE = "关键核验不符的数据不发布；提示随数显示。"
CHECK_COLUMNS = ("结果", "核验项", "核验行数", "不符行数")
FAILED_FACTS = "不符 {unexpected} 处 · 由{owner}核实"
FAILED_ERROR = "这一项没有能够核验：{error}"
FAILED_METRICS = "涉及指标：{metrics}"
FAILED_METRICS_MORE = "{metrics} 等 {count} 项"
FAILED_EXAMPLES = "例如：{examples}"
FAILED_COLUMNS = ("单位", "文件", "位置", "填写内容", "问题")
FAILED_SHOWN = "列出前 {shown} 处，共 {total} 处。"
FAILED_NO_CELLS = "这一项没有可列出的单元格。"
WARNING_WORD = "提示"
CRITICAL_WORD = "未通过"

HISTORY_TITLE = "历次核验"
HISTORY_COLUMNS = ("装载时间", "快照", "结论", "关键未通过", "提示", "核验项")
HISTORY_PUBLISHED = "● 通过"
HISTORY_WARNED = "▲ 通过，有提示"
HISTORY_BLOCKED = "■ 没有发布"
HISTORY_NOTE = "时间为北京时间。每次装载的数据质量报告存在数据目录，以批次命名，可用浏览器打开。"
HISTORY_NONE = "还没有核验记录。"
SUITES_TITLE = "各项核验，按报表分组"
SUITE_PASSED = "通过 {passed}/{checks}"

CONSERVATION_TITLE = "每一行都有去向：{rows} 行"
CONSERVATION_BROKEN = "行数不守恒：{rows} 行中有 {missing} 行没有去向"
CONSERVATION_NOTE = "表头以下非空行 = 装入 + 隔离 + 跳过；跳过按原因分列。"
CONSERVATION_AXIS = "行"
CONSERVATION_COLUMNS = ("去向", "行数", "占比")
LOADED = "装入"
QUARANTINED = "隔离，待更正"
SKIPPED = "跳过：{reason}"

CAUSES_TITLE = "问题按原因"
CAUSES_COLUMNS = ("类型", "问题", "处数", "行数", "文件", "怎么改")
CAUSES_SHORT = ("类型", "问题", "处数", "行数")
UNITS_TITLE = "问题按单位"
UNITS_COLUMNS = ("单位", "须更正", "提示", "涉及行", "文件")
SEVERITIES = {"error": "隔离", "warning": "提示"}
SEE_LIST = "各处改法不同，见问题清单"
NO_FINDINGS = "没有待更正的问题。"

FINDINGS_TITLE = "问题清单"
FINDINGS_ASIDE = "列出 {shown} 条"
FINDINGS_COLUMNS = ("单位", "文件", "位置", "类型", "问题", "怎么改")
QUARANTINED_TITLE = "隔离的行"
QUARANTINED_COLUMNS = ("单位", "文件", "位置", "原因", "原文")
QUARANTINED_ROW = "第 {row} 行"
NO_QUARANTINED = "没有隔离的行。"

ACCOUNTS_TITLE = "逐表核对：收到的行数 = 装入 + 隔离 + 跳过"
ACCOUNTS_ASIDE = "共 {count} 张表，{broken}"
ALL_BALANCE = "全部相符"
SOME_BROKEN = "{count} 张不符"
ACCOUNTS_COLUMNS = ("文件", "工作表", "表类", "收到", "装入", "隔离", "跳过", "核对")
BALANCED = "● 相符"
NOT_BALANCED = "■ 不符"

REFUSED_TITLE = "没有装入的文件"
REFUSED_COLUMNS = ("文件", "原因和办法")
NO_REFUSED = "收到的文件都已装入。"
RUNS_TITLE = "装载记录"
RUNS_NOTE = "时间为北京时间。"
RUNS_COLUMNS = ("批次", "时间", "收到文件", "载入", "重复", "退回", "收到行", "隔离行")

HISTORY_CHART_TITLE = "最近 {count} 次装载未通过的核验项"
HISTORY_CHART_AXIS = "核验项（项）"
HISTORY_PARTS = ("关键未通过", "提示")
CHECK_UNIT = "项"

TREND_FOUND = "{name}：{period} {value}"
TREND_BELOW = "{name}：{period} {value}，距目标 {gap}"
TREND_REACHED = "{name}：{period} {value}，达到目标"
TREND_NONE = "{name}：近 12 个月没有报来的表"
TREND_TARGET = "目标 {target}"
TREND_NONE_TEXT = "没有可以计算的表，因此不出数；不等于 0。"
TREND_ASIDE = "近 12 个月，按填报日"

RETURNS_TITLE = "退回件 {count} 份，{open} 份还没有重报"
RETURNS_TITLE_DONE = "退回件 {count} 份，都已重报"
RETURNS_TITLE_NONE = "没有退回件"
RETURNS_NONE = "各单位报来的表都没有要改或要核对的地方。"
RETURNS_NOTE = (
    "标注件是单位报来的原表，错处已逐格标色并写明怎么改；说明可直接发给单位。"
    "件内有单位报送的原文，请只发给该单位。"
)
RETURNS_SHOWN = "共 {total} 份，列出前 {shown} 份；可在上方选单位缩小范围。"
RETURN_FACTS = (
    "{unit} · {handling} · 必须修改 {must} 项，请核对 {check} 项 · 装入 {loaded} 行，退回 {kept} 行 · {at}"
)
RETURN_OPEN = "▲ 未重报"
RETURN_MENDED = "● 已重报"
RETURN_WORKBOOK = "下载标注件"
RETURN_MESSAGE = "下载退回说明"
RETURN_GONE = "退回件已不在数据目录中，请重新装载后再下载。"

SEARCH_TITLE = "从文件或单元格查到数"
SEARCH_LABEL = "文件名（可只写一部分），可加工作表和单元格"
SEARCH_PLACEHOLDER = "例如 普法台账_11月.xlsx!Sheet1!C7；选定文件后写 C7 即可"
SEARCH_HOW = (
    "写文件名的一部分，找到文件；再写单元格，可看到这一格所在的行是装入、隔离还是跳过，计入了哪些数。"
    "中间用「!」隔开。"
)
SEARCH_NOTHING = "没有名称含「{text}」的文件。可少写几个字，或查看「装载核对」中的文件。"
SEARCH_CHOSEN = "已选文件：{file}"
SEARCH_AGAIN = "另选文件"
SEARCH_FILES = "找到 {total} 个文件，请点一个"
SEARCH_FILES_SHOWN = "共 {total} 个，列出前 {shown} 个；可多写几个字缩小范围。"
SEARCH_FILE_COLUMNS = ("文件", "单位", "填报日", "表", "行", "退回行")
SEARCH_TABLES = "{file}：读到 {count} 张表"
SEARCH_TABLES_NONE = "{file}：没有读到表"
SEARCH_TABLE_COLUMNS = ("工作表", "报表", "表头行", "收到", "装入", "隔离", "跳过")
SEARCH_TABLE_NOTE = "点工作表，可看该表每一行的去向。在上面的框里写单元格（如 C7），可看这一格。"
SEARCH_WHOLE_FILE = "（文件）"
UNKNOWN_FILE = "链接中的文件不在这个快照里，已略去。"
CELL_TITLE = "{sheet}{cell}"
CELL_OF_COLUMN = "{cell} 是「{label}」：{text}"
CELL_NO_TEXT = "空，或是不保存的个人信息"
CELL_NO_COLUMN = "{cell} 所在的列没有读入"
CELL_FATE = "第 {row} 行：{fate}"
CELL_NO_FATE = "第 {row} 行"
CELL_ORIGINAL = "看原件这一行"
CELL_METRICS = "这一行计入 {count} 个指标"
CELL_METRICS_NONE = "这一行不计入任何指标的现行数。"
CELL_NO_SHEET = "这个文件里没有读到名为「{sheet}」的工作表。"
IN_HEADER = "这是表头行"
OUTSIDE_TABLE = "不在表的数据行内：标题、表外说明，或空行"
STANDS = "现由 {file} 第 {row} 行代替"

SHEETS_UNREAD = "{count} 张工作表没有读入"
SHEETS_UNSURE = "{count} 张读得没有把握"
SHEETS_HIDDEN = "隐藏的 {count} 张没有读入"
SHEETS_TITLE_CLEAN = "所有有内容的工作表都已读入"
SHEETS_ASIDE = "共 {total} 张：{parts}"
OUTCOMES = {
    "recognised": "读入",
    "unsure": "拿不准，未读",
    "unrecognised": "不认识，未读",
    "empty": "空表",
    "service": "本系统的说明页",
}
OUTCOME_SHAPES = {"recognised": "●", "unsure": "▲", "unrecognised": "■", "empty": "—", "service": "—"}
SHEETS_COLUMNS = ("结果", "文件", "工作表", "报表", "原因")
SHEETS_NONE = "没有要看的工作表。"
SHEETS_NOTE = "隐藏的工作表（如下拉选项）通常不是报表；不认识的可见工作表，请核对是否漏报。"
SHEET_HIDDEN = "隐藏"
SHEET_CERTAINTY = "把握：{certainty}"
SHEET_UNKNOWN = "未读的表头：{headers}"
SHEET_LIKENED = "按近似认出的表头：{headers}"
SHEETS_SHOWN = "列出前 {shown} 张，共 {total} 张。"
LEDGER_SOURCE = "装载台账"
