"""行政复议 administrative reconsideration.

Outcomes follow 行政复议法 (in force 2024-01-01), articles in the notes; files made under the
old law use the same values and lack 确认无效.
"""

from __future__ import annotations

from warehouse.contracts.model import Choices, Column, Dataset, RowRule, Vintage
from warehouse.contracts.types import CHOICE, CODE, COUNT, DATE, PERSON, TEXT, UNIT, YES_NO

# 直接纠错 (F07): the act itself was changed by the decision, 行政复议法 63–67.
CORRECTED_OUTCOMES = ("变更", "撤销", "确认违法", "责令履行", "确认无效")
# 综合纠错 (F08) adds the cases that ended because the body corrected its act itself, article 41.
CORRECTED_AND_ENDED = "改正后终止"
UPHELD = "维持"
ORDINARY, SIMPLE = "普通", "简易"
PERFORMED, NOTHING_TO_PERFORM = "已履行", "无需履行"

OUTCOMES = Choices(
    values=(
        *CORRECTED_OUTCOMES,
        "维持",
        "驳回复议请求",
        "责令履行协议",
        "调解书",
        "驳回复议申请",
        "终止",
        "和解撤回",
        "改正后终止",
        "其他",
    ),
    synonyms={
        "部分撤销": "撤销",
        "撤销或部分撤销": "撤销",
        "作出撤销决定": "撤销",
        "作出维持决定": "维持",
        "撤销并责令重作": "撤销",
        "责令补救": "责令履行协议",
        "责令采取补救措施": "责令履行协议",
        "调解": "调解书",
        "调解结案": "调解书",
        "驳回申请": "驳回复议申请",
        "驳回请求": "驳回复议请求",
        "撤回申请后终止": "终止",
        "终止审理": "终止",
        "撤回": "终止",
        "撤回申请": "终止",
        "和解后撤回": "和解撤回",
        "和解": "和解撤回",
        "被申请人改正后终止": "改正后终止",
        "改变原行政行为后终止": "改正后终止",
        "确认违法决定": "确认违法",
        "责令限期履行": "责令履行",
    },
)

HANDLINGS = Choices(
    values=("受理", "不予受理", "告知", "转送"),
    synonyms={"予以受理": "受理", "已受理": "受理", "不受理": "不予受理", "告知处理": "告知", "转办": "转送"},
)

# Forms made under the law as it stood before 2024: no 确认无效, no 简易程序, other words for the outcomes.
FORM_UNDER_OLD_LAW = Vintage(
    name="2023年以前版",
    headers={
        "matter": ("行政行为种类", "具体行政行为种类", "具体行政行为类别"),
        "field": ("行政管理类别", "管理类别"),
        "received_on": ("收到复议申请日期", "申请复议日期"),
        "handling": ("申请处理", "立案审查结果"),
        "accepted_on": ("立案受理日期", "决定受理日期"),
        "closed_on": ("作出决定日期", "复议决定日期"),
        "outcome": ("复议决定种类", "决定种类", "复议结论"),
        "sued_later": ("是否提起行政诉讼",),
    },
    absent=("procedure",),
    words={
        "handling": {"立案": "受理", "不予立案": "不予受理", "告知向其他机关申请": "告知"},
        "outcome": {
            "决定维持": "维持",
            "决定撤销": "撤销",
            "决定变更": "变更",
            "决定确认违法": "确认违法",
            "决定履行": "责令履行",
            "限期履行": "责令履行",
            "决定限期履行": "责令履行",
            "驳回": "驳回复议申请",
            "驳回行政复议申请": "驳回复议申请",
            "决定驳回": "驳回复议申请",
            "调解结案并制作调解书": "调解书",
            "自愿撤回": "终止",
            "自愿撤回终止": "终止",
            "达成和解": "和解撤回",
        },
    },
    note="依 2024 年以前的行政复议法，结果中没有「确认无效」。",
)

RECONSIDERATIONS = Dataset(
    name="reconsiderations",
    label="行政复议",
    grain="one reconsideration case",
    key=("case_no",),
    date="received_on",
    vintages=(FORM_UNDER_OLD_LAW,),
    title_words=("复议",),
    columns=(
        Column(
            "case_no",
            "案号",
            CODE,
            required=True,
            aliases=("案件编号", "复议案号", "文号", "案件号", "复议案件编号"),
        ),
        Column("applicant", "申请人", PERSON, personal=True, aliases=("申请人姓名", "申请人名称")),
        Column(
            "applicant_type",
            "申请人类型",
            CHOICE,
            aliases=("申请人类别",),
            choices=Choices(
                values=("自然人", "法人", "其他"),
                synonyms={
                    "个人": "自然人",
                    "公民": "自然人",
                    "企业": "法人",
                    "单位": "法人",
                    "其他组织": "其他",
                },
            ),
        ),
        Column("respondent", "被申请人", UNIT, aliases=("被申请单位", "被申请机关", "被申请人名称")),
        Column(
            "field",
            "管理领域",
            CHOICE,
            aliases=("领域", "行政管理领域", "案件领域", "行政管理类别"),
            choices=Choices(
                values=(
                    "公安",
                    "市场监管",
                    "自然资源",
                    "人社",
                    "房屋征收",
                    "乡镇（街道）",
                    "城管",
                    "生态环境",
                    "交通运输",
                    "住建",
                    "教育",
                    "卫健",
                    "应急",
                    "民政",
                    "农业农村",
                    "税务",
                    "其他",
                ),
                synonyms={
                    "治安": "公安",
                    "公安行政": "公安",
                    "市场监督管理": "市场监管",
                    "工商": "市场监管",
                    "国土": "自然资源",
                    "土地": "自然资源",
                    "人力资源社会保障": "人社",
                    "工伤": "人社",
                    "劳动保障": "人社",
                    "征收": "房屋征收",
                    "拆迁": "房屋征收",
                    "街道": "乡镇（街道）",
                    "乡镇": "乡镇（街道）",
                    "城市管理": "城管",
                    "环保": "生态环境",
                    "交通": "交通运输",
                    "住房城乡建设": "住建",
                    "城乡建设": "住建",
                },
                is_open=True,
            ),
        ),
        Column(
            "matter",
            "申请事项",
            CHOICE,
            aliases=("复议事项", "申请复议事项", "案由"),
            choices=Choices(
                values=(
                    "处罚",
                    "强制",
                    "许可",
                    "征收",
                    "确认",
                    "信息公开",
                    "举报投诉处理",
                    "不作为",
                    "赔偿",
                    "协议",
                    "其他",
                ),
                synonyms={
                    "行政处罚": "处罚",
                    "行政强制": "强制",
                    "行政许可": "许可",
                    "行政征收": "征收",
                    "行政确认": "确认",
                    "政府信息公开": "信息公开",
                    "投诉举报": "举报投诉处理",
                    "举报投诉": "举报投诉处理",
                    "投诉举报处理": "举报投诉处理",
                    "行政不作为": "不作为",
                    "不履行法定职责": "不作为",
                    "行政赔偿": "赔偿",
                    "行政协议": "协议",
                },
            ),
        ),
        Column(
            "received_on",
            "收到日期",
            DATE,
            required=True,
            aliases=("收到申请日期", "收案日期", "收件日期", "收到时间", "申请日期", "收到申请时间"),
        ),
        Column("supplement_asked_on", "补正通知日", DATE, aliases=("补正通知日期", "补正通知时间")),
        Column("supplemented_on", "补正日", DATE, aliases=("补正日期", "补正时间")),
        Column(
            "handling",
            "处理",
            CHOICE,
            choices=HANDLINGS,
            aliases=("处理情况", "受理情况", "处理方式", "受理决定", "是否受理"),
        ),
        Column("handled_on", "处理日期", DATE, aliases=("处理时间", "受理决定日期", "处理决定日期")),
        Column("accepted_on", "受理日期", DATE, aliases=("受理时间", "立案日期")),
        Column(
            "procedure",
            "程序",
            CHOICE,
            aliases=("审理程序", "适用程序"),
            choices=Choices(values=("普通", "简易"), synonyms={"普通程序": "普通", "简易程序": "简易"}),
        ),
        Column("suspended_from", "中止起", DATE, aliases=("中止日期", "中止开始", "中止起日", "中止时间")),
        Column("suspended_to", "中止止", DATE, aliases=("恢复日期", "恢复审理日期", "中止结束", "中止止日")),
        Column(
            "extension_days",
            "延期天数",
            COUNT,
            unit="天",
            minimum=0,
            maximum=30,
            is_countable=True,
            aliases=("延长天数", "延期"),
            note="普通程序最多延长 30 日。",
        ),
        Column("hearing", "听证", YES_NO, aliases=("是否听证", "听证情况")),
        Column(
            "closed_on",
            "审结日期",
            DATE,
            aliases=("结案日期", "审结时间", "结案时间", "办结日期", "决定日期"),
        ),
        Column(
            "outcome",
            "结果",
            CHOICE,
            choices=OUTCOMES,
            aliases=("审理结果", "复议结果", "结案方式", "审结结果", "复议决定", "复议决定类型"),
        ),
        Column(
            "mediated", "调解和解", YES_NO, aliases=("是否调解和解", "调解、和解", "是否调解", "调解/和解")
        ),
        Column(
            "performance",
            "履行情况",
            CHOICE,
            choices=Choices(
                values=("已履行", "部分履行", "未履行", "无需履行"),
                synonyms={"履行": "已履行", "是": "已履行", "否": "未履行", "不需履行": "无需履行"},
            ),
            aliases=("履行",),
        ),
        Column(
            "sued_later",
            "后续诉讼",
            YES_NO,
            aliases=("是否起诉", "复议后起诉", "后续诉讼情况", "是否提起诉讼"),
        ),
        Column("remark", "备注", TEXT),
    ),
    rules=(
        RowRule(
            "accepted_before_received",
            ("accepted_on", "received_on"),
            "accepted_on >= received_on",
            "受理日期早于收到日期",
            "请核对两个日期",
        ),
        RowRule(
            "closed_before_accepted",
            ("closed_on", "accepted_on"),
            "closed_on >= accepted_on",
            "审结日期早于受理日期",
            "请核对两个日期",
        ),
        RowRule(
            "resumed_before_suspended",
            ("suspended_to", "suspended_from"),
            "suspended_to >= suspended_from",
            "中止止日早于中止起日",
            "请核对两个日期",
        ),
        RowRule(
            "closed_without_outcome",
            ("closed_on", "outcome"),
            "NOT (closed_on IS NOT NULL AND outcome IS NULL)",
            "填了审结日期而没有结果",
            "请补填结果，例如 维持",
        ),
        RowRule(
            "outcome_without_closing",
            ("outcome", "closed_on"),
            "NOT (outcome IS NOT NULL AND closed_on IS NULL)",
            "填了结果而没有审结日期",
            "请补填审结日期，例如 2024-06-18",
        ),
    ),
)
