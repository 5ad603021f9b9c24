"""What departments write above and below a table (表头表尾): defaults for its rows.

People and phones of the envelope are personal data; they stay in the original and are never stored.
"""

from __future__ import annotations

from collections.abc import Mapping

UNIT = "unit"
YEAR = "year"
FILED_ON = "filed_on"
PERIOD = "period"
FIGURES = "figures"
PERSONAL = "personal"

# Field → the captions seen for it, before a colon (填报单位：…) or in the cell to the left.
ENVELOPE_LABELS: Mapping[str, tuple[str, ...]] = {
    UNIT: ("填报单位", "报送单位", "单位名称", "责任单位", "填报部门", "报送部门", "填表单位", "上报单位"),
    FILED_ON: ("填报时间", "填表日期", "报送时间", "填报日期", "填表时间", "报送日期", "上报时间"),
    PERIOD: ("报告期", "统计时段", "截止时间", "统计期", "统计时间", "报告期间", "统计截止时间"),
    YEAR: ("年度", "统计年度", "报告年度"),
    PERSONAL: (
        "填表人",
        "填报人",
        "经办人",
        "审核人",
        "分管领导",
        "负责人签字",
        "负责人",
        "联系电话",
        "联系方式",
        "联系人",
        "制表人",
        "单位负责人",
        "审核",
    ),
}

# A line of notes below a table begins with one of these.
NOTE_PREFIXES: tuple[str, ...] = (*("备注", "说明", "注", "填表说明", "数据来源", "资料来源", "来源"),)

# A footer line begins with one of these (表尾说明、签字).
FOOTER_PREFIXES: tuple[str, ...] = (
    *NOTE_PREFIXES,
    *ENVELOPE_LABELS[PERSONAL],
    *ENVELOPE_LABELS[FILED_ON],
    *ENVELOPE_LABELS[UNIT],
)

TOTAL_LABELS: tuple[str, ...] = (
    *("小计", "合计", "总计", "共计", "累计", "本页小计", "本页合计", "全区合计"),
    *("总数", "总和", "汇总", "合计数", "平均", "平均数", "平均值"),
)

EXAMPLE_LABELS: tuple[str, ...] = ("示例", "样例", "例", "填写示例", "示例行")

ZERO_REPORT_LABELS: tuple[str, ...] = (
    "零报告",
    "无",
    "本月无",
    "本期无",
    "本周无",
    "本季度无",
    "无数据",
    "无此类活动",
    "本月未开展",
)

# The sheets of a template that hold no data: what its columns mean, and the lists it offers. They are
# known by name and by the text in their first cell.
SERVICE_SHEETS: tuple[str, str] = ("填写说明", "选项")
SERVICE_MARK = "本工作表由模板自带，不作为数据读取"
# The sheet put before a workbook that is sent back; known by the text, whatever it is called later.
RETURN_SHEET = "退回说明"
RETURN_MARK = "本工作表由系统生成，不作为数据读取；重新报送时保留或删除均可"
# The colours (RRGGBB) of its marks, light red and light yellow: on no spreadsheet program's palette, so that
# a mark is told from a colour of the sender's.
RETURN_ERROR_FILL, RETURN_WARNING_FILL = RETURN_FILLS = ("FFD9DB", "FFF4CB")

# A file that says so corrects what is known: its blank cells do not erase.
CORRECTION_WORDS: tuple[str, ...] = ("更正", "补报", "冲减", "订正")
# A file that says so may hold negative counts; what was merely missing (补报) is not negative.
OFFSETTING_WORDS: tuple[str, ...] = ("更正", "冲减", "订正")
# A file that says so may hold dates that lie ahead.
PLAN_WORDS: tuple[str, ...] = ("计划",)
# A ledger that says so carries year-to-date figures.
CUMULATIVE_WORDS: tuple[str, ...] = ("累计",)
# A column that says so carries the figures of its period alone, whatever stands beside it.
CURRENT_WORDS: tuple[str, ...] = ("本月", "当月", "本期", "当期", "本周", "本季度", "当季度")
