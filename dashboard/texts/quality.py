"""Words of 数据质量."""

from __future__ import annotations

TITLE = "数据质量"
CAUSE_LABEL = "问题"

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

REFUSED_TITLE = "退回的文件"
REFUSED_COLUMNS = ("文件", "原因和办法")
NO_REFUSED = "没有退回的文件。"
RUNS_TITLE = "装载记录"
RUNS_NOTE = "时间为北京时间。"
RUNS_COLUMNS = ("批次", "时间", "收到文件", "载入", "重复", "退回", "收到行", "隔离行")
