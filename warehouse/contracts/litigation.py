"""行政应诉 administrative litigation."""

from __future__ import annotations

from warehouse.contracts.model import Choices, Column, Dataset, RowRule
from warehouse.contracts.types import CHOICE, CODE, DATE, PERSON, TEXT, UNIT, YES_NO

ATTENDED, NOT_HELD = "是", "未开庭"
HEAD = "正职"
# A judgment against the defendant (败诉), where the form does not say so itself.
LOST_OUTCOMES = ("撤销", "确认违法", "确认无效", "责令履行", "给付", "变更")
PERFORMED = "已履行"
TO_BE_PERFORMED = (PERFORMED, "部分履行", "未履行")
# Judgments that order something to be done, so that a blank 履行 is not "nothing to do".
ORDERING_OUTCOMES = ("责令履行", "给付")

LITIGATIONS = Dataset(
    name="litigations",
    label="行政应诉",
    grain="one case at one instance",
    key=("case_no", "instance"),
    date="received_on",
    title_words=("应诉", "行政诉讼"),
    columns=(
        Column("case_no", "案号", CODE, required=True, aliases=("案件编号", "诉讼案号", "法院案号")),
        Column("plaintiff", "原告", PERSON, personal=True, aliases=("原告（上诉人）", "原告姓名")),
        Column("defendant", "被告", UNIT, aliases=("被告单位", "被诉单位", "被诉行政机关")),
        Column("third_party", "第三人", PERSON, personal=True),
        Column("cause", "案由", TEXT, aliases=("案件类型", "诉讼事由")),
        Column(
            "instance",
            "审级",
            CHOICE,
            required=True,
            aliases=("审理程序", "审理级别"),
            choices=Choices(
                values=("一审", "二审", "再审"),
                synonyms={"初审": "一审", "上诉": "二审", "终审": "二审", "申诉": "再审"},
            ),
        ),
        Column(
            "after_reconsideration", "是否复议后起诉", YES_NO, aliases=("复议后起诉", "经复议", "是否经复议")
        ),
        Column(
            "family_no", "原审案号", CODE, aliases=("一审案号", "关联案号"), note="同一争议不同审级归为一案。"
        ),
        Column(
            "received_on",
            "收到诉状日",
            DATE,
            required=True,
            aliases=("收到诉状日期", "收到起诉状日期", "收案日期", "收到日期"),
        ),
        Column("answered_on", "答辩日", DATE, aliases=("答辩日期", "提交答辩状日期", "答辩时间")),
        Column("heard_on", "开庭日", DATE, aliases=("开庭日期", "开庭时间", "庭审日期")),
        Column(
            "head_attended",
            "负责人出庭",
            CHOICE,
            aliases=("负责人是否出庭", "行政机关负责人出庭", "出庭情况", "是否出庭"),
            choices=Choices(
                values=(ATTENDED, "否", NOT_HELD),
                synonyms={
                    "出庭": ATTENDED,
                    "已出庭": ATTENDED,
                    "√": ATTENDED,
                    "未出庭": "否",
                    "书面审理": NOT_HELD,
                },
            ),
        ),
        Column(
            "attendee_post",
            "出庭人职务",
            CHOICE,
            aliases=("出庭负责人职务", "职务"),
            choices=Choices(
                values=(HEAD, "副职", "其他"),
                synonyms={"主要负责人": HEAD, "局长": HEAD, "副局长": "副职", "分管负责人": "副职"},
            ),
        ),
        Column("absence_reason", "未出庭理由", TEXT, aliases=("未出庭原因",)),
        Column("judged_on", "裁判日", DATE, aliases=("裁判日期", "判决日期", "裁判时间")),
        Column(
            "outcome",
            "结果",
            CHOICE,
            aliases=("裁判结果", "判决结果", "审理结果"),
            choices=Choices(
                values=(
                    "驳回诉讼请求",
                    "驳回起诉",
                    "准予撤诉",
                    "按撤诉",
                    "撤销",
                    "确认违法",
                    "确认无效",
                    "责令履行",
                    "给付",
                    "变更",
                    "调解",
                ),
                synonyms={
                    "驳回请求": "驳回诉讼请求",
                    "驳回原告诉讼请求": "驳回诉讼请求",
                    "撤诉": "准予撤诉",
                    "按撤诉处理": "按撤诉",
                    "撤销行政行为": "撤销",
                    "调解结案": "调解",
                },
            ),
        ),
        Column("lost", "是否败诉", YES_NO, aliases=("败诉", "是否败诉（是/否）")),
        Column("effective", "生效", YES_NO, aliases=("是否生效", "生效情况")),
        Column(
            "performance",
            "履行",
            CHOICE,
            aliases=("履行情况", "裁判履行情况"),
            choices=Choices(
                values=(*TO_BE_PERFORMED, "无需履行"),
                synonyms={"履行": PERFORMED, "是": PERFORMED, "否": "未履行"},
            ),
        ),
        Column("remark", "备注", TEXT),
    ),
    rules=(
        RowRule(
            "answered_before_received",
            ("answered_on", "received_on"),
            "answered_on >= received_on",
            "答辩日早于收到诉状日",
            "请核对两个日期",
        ),
        RowRule(
            "judged_before_received",
            ("judged_on", "received_on"),
            "judged_on >= received_on",
            "裁判日早于收到诉状日",
            "请核对两个日期",
        ),
        RowRule(
            "attendance_without_hearing",
            ("head_attended", "heard_on"),
            "NOT (head_attended = '是' AND heard_on IS NULL)",
            "负责人出庭为是而没有开庭日",
            "请补填开庭日，例如 2024-06-18",
        ),
    ),
)
