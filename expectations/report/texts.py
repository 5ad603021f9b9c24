"""Words of the quality report."""

from __future__ import annotations

TITLE = "数据质量报告"
RUN = "批次 {run}"
WRITTEN = "{at} 生成"
CUTOFF = "数据截至 {day}"
DEMO = "合成演示数据"
PRODUCT = "法治看板"
FOOTER = "本报告由{product}自动生成，数字均取自本批次的台账。时间为北京时间。"

PUBLISHED = "准予发布"
BLOCKED = "不予发布"
NOTHING = "没有新的数据可发布"
PUBLISHED_CLEAN = "关键核验全部通过，本次数据已发布为快照 {snapshot}，没有需要提示的事项。"
PUBLISHED_WARNED = (
    "关键核验全部通过，本次数据已发布为快照 {snapshot}。"
    "另有 {warnings} 项提示，随所涉及的数字一并显示，见「提示及其涉及的指标」。"
)
BLOCKED_CHECKS = "有 {critical} 项关键核验未通过，本次收到的数据没有发布："
BLOCKED_ENGINE = "核验没有能够进行，未经核验的数据不发布："
BLOCKED_OTHERWISE = "本次收到的数据没有发布："
BLOCKED_UNCHECKED = "没有任何核验结果，未经核验的数据不发布。"
NOTHING_NEW = "收到的文件都已装载过，数据没有变化。"
NOTHING_USABLE = "收到的文件都没有能够装入，原因和办法见「没有装入的文件」。"
NOTHING_AT_ALL = "本次没有收到文件，也没有需要重新计算的数据。"
STANDING = "页面继续显示上一个核验通过的快照 {snapshot}（数据截至 {day}），已发布的数字不受影响。"
STANDING_UNDATED = "页面继续显示上一个核验通过的快照 {snapshot}，已发布的数字不受影响。"
NO_STANDING = "此前没有已发布的快照，页面暂无数据。"
REASON = "「{sentence}」不符 {unexpected} 处"
AND_MORE = "另有 {count} 项，见下。"

FIGURE_FILES = "收到文件"
FIGURE_LOADED = "装入文件"
FIGURE_REFUSED = "未装入文件"
FIGURE_ROWS = "收到行数"
FIGURE_LOADED_ROWS = "装入行数"
FIGURE_QUARANTINED = "隔离待更正"
FIGURE_CHECKS = "核验通过"
FIGURE_TO_MEND = "须更正"
UNIT_FILES = "份"
UNIT_ROWS = "行"
UNIT_PLACES = "处"

TO_DO = "要做的事"
TO_DO_COLUMNS = ("由谁", "做什么")
TO_DO_CRITICAL = "处理关键核验 {count} 项（见「关键核验未通过」），处理后重新装载。"
TO_DO_WARNINGS = "核实提示 {count} 项（见「提示及其涉及的指标」）。"
TO_DO_CORRECTIONS = "处理更正 {count} 条（见「更正」）。"
TO_DO_OTHERWISE = "处理后重新装载：{reasons}"
TO_DO_UNITS = (
    "{units} 家单位须更正 {errors} 处（见「各单位须更正」）。逐处标注的退回件在 returns/{run} 文件夹。"
)
TO_DO_REFUSED = "重新报送没有装入的文件 {count} 份（见「没有装入的文件」）。"
TO_DO_WAITING = "有 {count} 份文件在装载时仍在写入，写完后再装载一次。"
TO_DO_NOTHING = "没有需要处理的事项。"
SENDERS = "报送单位"
DATA_OWNER = "数据管理岗"

CRITICAL_TITLE = "关键核验未通过"
CRITICAL_ASIDE = "{count} 项，未处理前不发布"
CHECK_HEAD = "{sentence}"
CHECK_FACTS = "由{owner}处理 · 核验 {checked} · 不符 {unexpected}"
CHECK_ERROR = "这一项没有能够核验：{error}"
FAILING_COLUMNS = ("单位", "文件", "位置", "填写内容", "问题")
FAILING_SHOWN = "列出前 {shown} 处，共 {total} 处。"
FAILING_EXAMPLES = "例如：{examples}"
REMAINING_CHECKS = "另有 {count} 项未列出，见「全部核验」。"

WARNINGS_TITLE = "提示及其涉及的指标"
WARNINGS_ASIDE = "{count} 项，不影响发布"
NO_WARNINGS = "没有提示。"
TOUCHES = "涉及指标：{metrics}"
TOUCHES_MORE = "{metrics} 等 {count} 项"
TOUCHES_NONE = "不涉及已公布的指标。"
NOT_CHECKED = "没有生成新的数据，因此没有核验。"

MEND_TITLE = "各单位须更正"
MEND_ASIDE = "须更正 {errors} 处，请核对 {warnings} 处"
MEND_COLUMNS = ("文件", "位置", "类型", "问题", "怎么改")
MEND_UNIT = "须更正 {errors} 处，请核对 {warnings} 处，涉及 {rows} 行"
MEND_NONE = "本次装入的文件没有须更正的内容。"
UNKNOWN_UNIT = "未注明单位"
KINDS = {"error": "须更正", "warning": "请核对"}
ROWS_SHOWN = "列出前 {shown} 条，共 {total} 条。"
UNITS_SHOWN = "列出问题最多的 {shown} 家，共 {total} 家。"

FILES_TITLE = "没有装入的文件"
FILES_COLUMNS = ("文件", "结果", "原因和办法")
STATUSES = {"loaded": "装入", "duplicate": "重复", "rejected": "退回", "waiting": "等待"}
FILES_NONE = "收到的文件全部装入。"

CONSERVATION_TITLE = "每一行的去向"
CONSERVATION_ASIDE = "收到 = 装入 + 隔离 + 跳过"
CONSERVATION_NOTE = (
    "收到指表头以下非空行。隔离的行等待更正，不计入任何数字；跳过的行不是数据或已经装载，按原因分列。"
)
BY_DATASET = "按数据类别"
BY_UNIT = "按单位"
CONSERVATION_COLUMNS = ("数据类别", "表", "收到", "装入", "隔离", "跳过", "跳过原因", "核对")
CONSERVATION_UNIT_COLUMNS = ("单位", "表", "收到", "装入", "隔离", "跳过", "跳过原因", "核对")
TOTAL = "合计"
BALANCED = "● 相符"
NOT_BALANCED = "■ 不符"
NO_TABLES = "本次没有读到表格。"

FRESHNESS_TITLE = "各单位报送时效"
FRESHNESS_ASIDE = "最久未报的在前"
FRESHNESS_COLUMNS = ("单位", "最近填报日", "距数据截至日", "内容截至", "本次表数", "累计表数")
DAYS = "{days} 天"
FRESHNESS_NONE = "还没有注明单位的表格。"

VOLUME_TITLE = "与以往相比"
VOLUME_ASIDE = "行数"
VOLUME_COLUMNS = ("数据类别", "上一快照", "本次", "增减")
VOLUME_YEAR = "{year} 年前 {week} 周"
VOLUME_NOTE = (
    "上一快照、本次为库内有效行数。右侧为当年第 1 周至第 {week} 周填报的表格装入的行数（按填报日），"
    "用于与往年同期比较。波动超出规定幅度的，列在关键核验或提示中。"
)
VOLUME_FIRST = "这是第一个快照，没有上一快照可比。"
VOLUME_NONE = "库内还没有数据。"
SAME = "持平"

CORRECTIONS_TITLE = "更正"
CORRECTIONS_ASIDE = "共 {count} 条，须处理 {problems} 条"
CORRECTIONS_COLUMNS = ("更正", "原因", "匹配行数", "须处理")

CHECKS_TITLE = "全部核验"
CHECKS_ASIDE = "共 {checks} 项，通过 {passed} 项"
CHECK_COLUMNS = ("结果", "核验项", "核验数", "不符", "由谁处理")
SUITE_PASSED = "通过 {passed}/{checks}"
PASSED = "● 通过"
FAILED = "■ 未通过"
WARNED = "▲ 提示"
UNABLE = "■ 未能核验"
STRUCTURE = {"结构": "表的结构", "台账": "台账", "核验": "核验过程"}

TERMS_TITLE = "名词说明"
TERMS = (
    ("快照", "一次装载后生成的完整数据，编号唯一，生成后不再改动。页面和查询只读取快照。"),
    ("关键核验", "不通过就不发布的检查，例如主键唯一、必填不缺、行数守恒。"),
    ("提示", "不影响发布、但需要核实的检查，在所涉及的数字旁显示。"),
    ("装入", "通过检查、计入统计的行。"),
    ("隔离", "有错误、等待报送单位更正的行，不计入任何数字，原文保留。"),
    ("跳过", "不是数据的行（合计、备注等），或与已装载内容相同的行，每行都记有原因。"),
    ("须更正", "这一处不改，该行就不能计入统计。"),
    ("请核对", "该行已计入统计，但内容可能有误。"),
    ("数据截至", "已装入文件中最晚的填报日。"),
    ("内容截至", "单位报送的内容所属期间的最后一天。"),
    ("涉及指标", "由被核验的数据计算得出的指标，编号与口径见指标口径。"),
)
CLIPPED = "…"
MISSING = "—"
