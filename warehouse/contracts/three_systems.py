"""行政执法三项制度: enforcement bodies, officers, devices and major decisions."""

from __future__ import annotations

from warehouse.contracts.model import Choices, Column, Dataset, PersonIdentity, RowRule
from warehouse.contracts.types import CHOICE, CODE, COUNT, DATE, MONEY, PERSON, TEXT, UNIT, YES_NO

VALID = "有效"
IN_POST = "在岗"
REVIEWER_POST = "法制审核"

ENFORCEMENT_BODIES = Dataset(
    name="enforcement_bodies",
    label="执法主体",
    grain="one body entitled to enforce",
    key=("unit", "kind"),
    title_words=("执法主体",),
    columns=(
        Column("unit", "名称", UNIT, required=True, aliases=("执法主体名称", "主体名称", "单位名称", "单位")),
        Column(
            "kind",
            "类型",
            CHOICE,
            required=True,
            aliases=("主体类型", "主体类别", "类别"),
            choices=Choices(
                values=("法定", "授权", "委托"),
                synonyms={
                    "法定行政机关": "法定",
                    "法律法规授权": "授权",
                    "授权组织": "授权",
                    "受委托": "委托",
                },
            ),
        ),
        Column("basis", "依据", TEXT, aliases=("法律依据", "执法依据")),
        Column("published_on", "公示日期", DATE, aliases=("公示时间", "公告日期")),
        Column(
            "status",
            "状态",
            CHOICE,
            default=VALID,
            choices=Choices(values=(VALID, "撤销"), synonyms={"在册": VALID, "正常": VALID, "注销": "撤销"}),
            note="留空为有效。",
        ),
        Column("remark", "备注", TEXT),
    ),
)

OFFICERS = Dataset(
    name="officers",
    label="执法人员",
    grain="one enforcement certificate",
    key=("certificate_no",),
    key_fallbacks={"certificate_no": "person_id"},
    person=PersonIdentity("name", ("unit",)),
    title_words=("执法人员", "执法证"),
    columns=(
        Column("name", "姓名", PERSON, required=True, personal=True),
        Column("certificate_no", "证号", CODE, aliases=("执法证号", "证件编号", "执法证编号")),
        Column(
            "unit", "单位", UNIT, required=True, envelope="unit", aliases=("所在单位", "执法单位", "单位名称")
        ),
        Column(
            "valid_until",
            "有效期",
            DATE,
            may_be_future=True,
            aliases=("有效期至", "证件有效期", "有效期止", "有效期限"),
        ),
        Column(
            "post",
            "岗位",
            CHOICE,
            aliases=("岗位类别", "人员类别"),
            choices=Choices(
                values=("执法", REVIEWER_POST),
                synonyms={
                    "执法岗": "执法",
                    "行政执法": "执法",
                    "法制审核岗": REVIEWER_POST,
                    "审核": REVIEWER_POST,
                },
            ),
        ),
        Column(
            "status",
            "状态",
            CHOICE,
            default=IN_POST,
            choices=Choices(
                values=(IN_POST, "调离", "退休", "注销"),
                synonyms={"在职": IN_POST, "正常": IN_POST, "离岗": "调离"},
            ),
            note="留空为在岗；过期的证件不计。",
        ),
        Column("remark", "备注", TEXT),
    ),
)

DEVICES = Dataset(
    name="devices",
    label="执法装备",
    grain="one kind of device at one unit, bought on one day",
    key=("unit", "kind", "bought_on"),
    title_words=("执法装备", "执法记录仪", "电子设备"),
    columns=(
        Column(
            "unit", "单位", UNIT, required=True, envelope="unit", aliases=("执法单位", "配备单位", "单位名称")
        ),
        Column("kind", "类型", TEXT, required=True, aliases=("设备类型", "装备名称", "设备名称", "装备类型")),
        Column(
            "quantity",
            "数量",
            COUNT,
            required=True,
            unit="台",
            minimum=0,
            is_countable=True,
            aliases=("配备数量", "设备数量"),
        ),
        Column(
            "in_use",
            "在用数",
            COUNT,
            unit="台",
            minimum=0,
            is_countable=True,
            aliases=("在用数量", "使用数量", "在用"),
        ),
        Column("bought_on", "购置日期", DATE, aliases=("购置时间", "配备时间", "购买日期")),
        Column("remark", "备注", TEXT),
    ),
    rules=(
        RowRule(
            "devices_in_use_exceed_quantity",
            ("in_use", "quantity"),
            "in_use <= quantity",
            "在用数大于数量",
            "请核对两个数",
        ),
    ),
)

MAJOR_DECISIONS = Dataset(
    name="major_decisions",
    label="重大执法决定",
    grain="one major enforcement decision",
    key=("decision_no",),
    date="decided_on",
    title_words=("重大执法决定", "法制审核"),
    columns=(
        Column(
            "decision_no", "文号", CODE, required=True, aliases=("决定文号", "决定书文号", "文书编号", "案号")
        ),
        Column(
            "unit", "单位", UNIT, required=True, envelope="unit", aliases=("执法单位", "单位名称", "承办单位")
        ),
        Column(
            "kind",
            "类别",
            CHOICE,
            required=True,
            aliases=("决定类别", "执法类别", "类型"),
            choices=Choices(
                values=("处罚", "许可", "强制", "征收", "检查", "其他"),
                synonyms={
                    "行政处罚": "处罚",
                    "行政许可": "许可",
                    "行政强制": "强制",
                    "行政征收": "征收",
                    "行政检查": "检查",
                },
            ),
        ),
        Column(
            "amount_yuan",
            "金额",
            MONEY,
            unit="元",
            minimum=0,
            is_countable=True,
            aliases=("罚没金额", "处罚金额", "涉案金额"),
        ),
        Column("filed_on", "立案日", DATE, aliases=("立案日期", "立案时间")),
        Column("reviewed_by", "审核机构", TEXT, aliases=("法制审核机构", "审核部门")),
        Column("submitted_on", "送审日", DATE, aliases=("送审日期", "送审时间")),
        Column("reviewed_on", "审核日", DATE, aliases=("审核日期", "法制审核日期", "审核时间")),
        Column(
            "opinion",
            "意见",
            CHOICE,
            aliases=("审核意见", "法制审核意见"),
            choices=Choices(
                values=("同意", "修改", "不同意"), synonyms={"通过": "同意", "修改后同意": "修改"}
            ),
        ),
        Column("decided_on", "决定日", DATE, required=True, aliases=("决定日期", "作出决定日期", "决定时间")),
        Column("published_on", "公示日", DATE, aliases=("公示日期", "公开日期", "公示时间")),
        Column("has_text_record", "文字记录", YES_NO, aliases=("是否文字记录",)),
        Column("has_av_record", "音像记录", YES_NO, aliases=("是否音像记录", "音像记录情况")),
        Column("remark", "备注", TEXT),
    ),
    rules=(
        RowRule(
            "decided_before_reviewed",
            ("reviewed_on", "decided_on"),
            "reviewed_on <= decided_on",
            "审核日晚于决定日",
            "请核对两个日期：法制审核应在作出决定之前",
        ),
        RowRule(
            "decision_published_before_decided",
            ("published_on", "decided_on"),
            "published_on >= decided_on",
            "公示日早于决定日",
            "请核对两个日期",
        ),
        RowRule(
            "decided_before_filed",
            ("decided_on", "filed_on"),
            "decided_on >= filed_on",
            "决定日早于立案日",
            "请核对两个日期",
        ),
    ),
)
