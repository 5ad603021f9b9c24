"""合法性审查 legality review of decisions, normative documents, contracts and files."""

from __future__ import annotations

from warehouse.contracts.model import Choices, Column, Dataset, RowRule
from warehouse.contracts.types import CHOICE, CODE, COUNT, DATE, PERSON, TEXT, UNIT

NORMATIVE = "行政规范性文件"

LEGALITY_REVIEWS = Dataset(
    name="legality_reviews",
    label="合法性审查",
    grain="one matter submitted for legality review",
    key=("review_no",),
    date="received_on",
    title_words=("合法性审查", "审查台账", "法律意见", "法制审核"),
    columns=(
        Column("review_no", "编号", CODE, required=True, aliases=("审查编号", "收文编号", "登记编号")),
        Column("title", "事项名称", TEXT, required=True, aliases=("文件名称", "审查事项", "名称", "事项")),
        Column(
            "kind",
            "类型",
            CHOICE,
            required=True,
            aliases=("审查类型", "事项类型", "类别", "文件类型"),
            choices=Choices(
                values=(
                    "重大行政决策",
                    NORMATIVE,
                    "政府合同",
                    "政府文件",
                    "信息公开答复",
                    "疑难历史遗留案件",
                    "法律意见书",
                    "法律咨询",
                ),
                synonyms={
                    "重大决策": "重大行政决策",
                    "规范性文件": NORMATIVE,
                    "合同": "政府合同",
                    "合同协议": "政府合同",
                    "政府信息公开答复": "信息公开答复",
                    "信息公开": "信息公开答复",
                    "历史遗留案件": "疑难历史遗留案件",
                    "意见书": "法律意见书",
                    "咨询": "法律咨询",
                },
            ),
        ),
        Column("submitted_by", "送审单位", UNIT, aliases=("提请单位", "起草单位", "来文单位", "单位")),
        Column(
            "received_on",
            "收文日期",
            DATE,
            required=True,
            aliases=("收文时间", "送审日期", "收件日期", "受理日期"),
        ),
        Column("closed_on", "审结日期", DATE, aliases=("审结时间", "办结日期", "审查完成日期", "出具日期")),
        Column(
            "conclusion",
            "审查结论",
            CHOICE,
            aliases=("审查意见", "结论", "审查结果"),
            choices=Choices(
                values=("合法", "修改后合法", "不合法", "不予审查"),
                synonyms={"同意": "合法", "合法有效": "合法", "修改后同意": "修改后合法", "违法": "不合法"},
            ),
        ),
        Column(
            "opinions",
            "意见数",
            COUNT,
            unit="条",
            minimum=0,
            is_countable=True,
            aliases=("提出意见数", "意见条数"),
        ),
        Column(
            "adopted",
            "采纳数",
            COUNT,
            unit="条",
            minimum=0,
            is_countable=True,
            aliases=("采纳意见数", "采纳条数"),
        ),
        Column("handler", "承办人", PERSON, personal=True, aliases=("经办人", "审查人")),
        Column("opinion_no", "意见书文号", CODE, aliases=("法律意见书文号", "审查意见书文号")),
        Column("issued_on", "印发日期", DATE, aliases=("印发时间", "公布日期")),
        Column("filed_on", "备案日期", DATE, aliases=("备案时间", "报备日期")),
        Column("remark", "备注", TEXT),
    ),
    rules=(
        RowRule(
            "review_closed_before_received",
            ("closed_on", "received_on"),
            "closed_on >= received_on",
            "审结日期早于收文日期",
            "请核对两个日期",
        ),
        RowRule(
            "adopted_exceeds_opinions",
            ("adopted", "opinions"),
            "adopted <= opinions",
            "采纳数大于意见数",
            "请核对两个数",
        ),
        RowRule(
            "filed_before_issued",
            ("filed_on", "issued_on"),
            "filed_on >= issued_on",
            "备案日期早于印发日期",
            "请核对两个日期",
        ),
    ),
)
