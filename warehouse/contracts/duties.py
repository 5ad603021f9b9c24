"""普法责任制: the duty list of each unit, and the reminders that follow it up."""

from __future__ import annotations

from warehouse.contracts.model import Choices, Column, Dataset, RowRule
from warehouse.contracts.types import CHOICE, CODE, DATE, PARTIAL_DATE, PERSON, TEXT, UNIT, YEAR, Severity

DONE = "已完成"

DUTY_ITEMS = Dataset(
    name="duty_items",
    label="普法责任清单",
    grain="one item of one unit's duty list of a year",
    key=("unit", "year", "item_no"),
    title_words=("责任清单", "普法责任"),
    columns=(
        Column("item_no", "序号", CODE, required=True, aliases=("清单序号", "项目序号", "编号")),
        Column(
            "unit",
            "责任单位",
            UNIT,
            required=True,
            envelope="unit",
            aliases=("单位", "单位名称", "普法责任单位"),
        ),
        Column(
            "year",
            "年度",
            YEAR,
            required=True,
            envelope="year",
            minimum=2000,
            maximum=2100,
            aliases=("年份",),
        ),
        Column(
            "duty",
            "责任类型",
            CHOICE,
            aliases=("责任类别",),
            choices=Choices(
                values=("谁执法谁普法", "谁管理谁普法", "谁服务谁普法"),
                synonyms={"执法": "谁执法谁普法", "管理": "谁管理谁普法", "服务": "谁服务谁普法"},
            ),
        ),
        Column(
            "scope",
            "共性/个性",
            CHOICE,
            aliases=("清单类型", "共性或个性", "清单类别"),
            choices=Choices(values=("共性", "个性"), synonyms={"共性清单": "共性", "个性清单": "个性"}),
        ),
        Column("content", "普法内容", TEXT, required=True, aliases=("重点内容", "宣传内容", "普法重点内容")),
        Column("audience", "普法对象", TEXT, aliases=("宣传对象", "重点对象")),
        Column("measures", "措施", TEXT, aliases=("普法措施", "工作措施", "具体措施")),
        Column(
            "due_on",
            "完成时限",
            PARTIAL_DATE,
            required=True,
            may_be_future=True,
            aliases=("时限", "完成期限", "时间节点", "时间安排"),
        ),
        Column("leader", "责任领导", PERSON, personal=True, aliases=("分管领导", "负责人")),
        Column("office", "牵头科室", TEXT, aliases=("责任科室", "责任部门")),
        Column("contact", "联系人", PERSON, personal=True),
        Column(
            "status",
            "完成情况",
            CHOICE,
            aliases=("进展情况", "落实情况", "状态", "进度"),
            choices=Choices(
                values=("未启动", "进行中", DONE, "逾期"),
                synonyms={
                    "完成": DONE,
                    "已落实": DONE,
                    "推进中": "进行中",
                    "正在推进": "进行中",
                    "未开展": "未启动",
                    "超期": "逾期",
                },
            ),
        ),
        Column("done_on", "完成时间", DATE, aliases=("完成日期", "实际完成时间", "办结时间")),
        Column("remark", "备注", TEXT),
    ),
    rules=(
        RowRule(
            "duty_done_without_date",
            ("status", "done_on"),
            "NOT (status = '已完成' AND done_on IS NULL)",
            "完成情况为已完成而没有完成时间",
            "请补填完成时间，例如 2024-06-30；未填的按填报时间计",
            Severity.WARNING,
        ),
        RowRule(
            "duty_dated_but_not_done",
            ("done_on", "status"),
            "NOT (done_on IS NOT NULL AND status <> '已完成')",
            "填了完成时间而完成情况不是已完成",
            "请把完成情况改为 已完成，或删去完成时间；未改的按已完成计",
            Severity.WARNING,
        ),
    ),
)

DUTY_EVENTS = Dataset(
    name="duty_events",
    label="跟踪提示",
    grain="one reminder, supervision or feedback sent about a duty",
    key=("unit", "happened_on", "kind", "item_no"),
    date="happened_on",
    title_words=("跟踪提示", "督办", "提示台账"),
    columns=(
        Column(
            "happened_on", "日期", DATE, required=True, aliases=("时间", "提示日期", "发出日期", "督办日期")
        ),
        Column("unit", "单位", UNIT, required=True, aliases=("责任单位", "被提示单位", "单位名称")),
        Column("item_no", "清单序号", CODE, aliases=("责任清单序号", "清单编号")),
        Column(
            "kind",
            "类型",
            CHOICE,
            required=True,
            aliases=("事项类型", "跟踪类型", "类别"),
            choices=Choices(
                values=("提示", "督办", "反馈", "报告书", "评议"),
                synonyms={"提示函": "提示", "督办函": "督办", "提醒": "提示", "履职报告": "报告书"},
            ),
        ),
        Column(
            "reply_due_on",
            "反馈期限",
            DATE,
            may_be_future=True,
            aliases=("反馈时限", "办结期限", "要求反馈时间"),
        ),
        Column("closed_on", "办结时间", DATE, aliases=("反馈时间", "办结日期", "反馈日期")),
        Column("remark", "备注", TEXT, aliases=("内容", "事项")),
    ),
    rules=(
        RowRule(
            "duty_event_closed_before_sent",
            ("closed_on", "happened_on"),
            "closed_on >= happened_on",
            "办结时间早于发出日期",
            "请核对两个日期",
        ),
    ),
)
