"""队伍 people: legal stewards (法律明白人) and vice-principals for the rule of law (法治副校长)."""

from __future__ import annotations

from warehouse.contracts.model import Choices, Column, Dataset, PersonIdentity, RowRule, Vintage
from warehouse.contracts.types import (
    CHOICE,
    CODE,
    COUNT,
    DATE,
    IDENTITY_NUMBER,
    NUMBER,
    PARTIAL_DATE,
    PERSON,
    TEXT,
    TOWNSHIP,
    UNIT,
    VILLAGE,
    Severity,
)

GENDERS = Choices(values=("男", "女"), synonyms={"男性": "男", "女性": "女"})
IN_POST = "在岗"

# The rosters kept before status and yearly assessment were recorded.
ROSTER_OF_2021 = Vintage(
    name="2021版",
    headers={
        "name": ("法律明白人姓名", "明白人姓名"),
        "village": ("行政村（社区）", "行政村", "村居名称"),
        "township": ("乡镇（街道）", "乡镇"),
        "role": ("村内职务", "担任职务"),
        "certificate_no": ("上岗证号", "培训合格证号"),
        "certified_on": ("确定时间", "培训合格时间"),
    },
    absent=("status", "left_on", "assessment"),
    words={
        "role": {
            "村支书": "村干部",
            "支部书记": "村干部",
            "村主任": "村干部",
            "村委会主任": "村干部",
            "村会计": "村干部",
            "妇联主席": "村干部",
            "治调主任": "人民调解员",
            "治保主任": "人民调解员",
            "老党员": "五老",
            "老干部": "五老",
            "老教师": "五老",
        }
    },
    note="名册上的人一律按在岗计。",
)

LEGAL_STEWARDS = Dataset(
    name="legal_stewards",
    label="法律明白人",
    grain="one person who serves one village or community",
    key=("village", "person_id"),
    person=PersonIdentity("name", ("id_number", "born_in", "certificate_no")),
    date="certified_on",
    vintages=(ROSTER_OF_2021,),
    title_words=("法律明白人",),
    columns=(
        Column("name", "姓名", PERSON, required=True, personal=True),
        Column("gender", "性别", CHOICE, choices=GENDERS),
        Column("born_in", "出生年月", PARTIAL_DATE, personal=True, aliases=("出生日期", "出生时间")),
        Column(
            "id_number",
            "身份证号",
            IDENTITY_NUMBER,
            personal=True,
            aliases=("身份证号码", "公民身份号码", "身份证"),
        ),
        Column("political_status", "政治面貌", TEXT),
        Column("education", "学历", TEXT, aliases=("文化程度",)),
        Column(
            "village",
            "村（社区）",
            VILLAGE,
            required=True,
            aliases=("所在村（社区）", "所在村", "村居", "村社区", "村/社区", "服务村（社区）"),
        ),
        Column("township", "镇办", TOWNSHIP, aliases=("所属镇办", "街道", "镇（街道）", "镇（办）")),
        Column(
            "role",
            "身份类别",
            CHOICE,
            aliases=("人员类别", "身份", "类别", "现任职务"),
            choices=Choices(
                values=(
                    "村干部",
                    "人民调解员",
                    "网格员",
                    "村民小组长",
                    "党员",
                    "五老",
                    "驻村辅警",
                    "儿童主任",
                    "其他",
                ),
                synonyms={
                    "村（社区）干部": "村干部",
                    "社区干部": "村干部",
                    "村两委干部": "村干部",
                    "村两委": "村干部",
                    "调解员": "人民调解员",
                    "网格长": "网格员",
                    "组长": "村民小组长",
                    "小组长": "村民小组长",
                    "五老人员": "五老",
                    "辅警": "驻村辅警",
                },
                is_open=True,
            ),
        ),
        Column("certificate_no", "证书编号", CODE, aliases=("证书号", "聘书编号")),
        Column(
            "certified_on",
            "认定时间",
            PARTIAL_DATE,
            aliases=("认定日期", "聘任时间", "发证时间", "认定年月"),
        ),
        Column("phone", "联系电话", CODE, personal=True, aliases=("电话", "手机号", "联系方式", "手机")),
        Column(
            "status",
            "状态",
            CHOICE,
            aliases=("在岗状态", "是否在岗"),
            default=IN_POST,
            choices=Choices(
                values=(IN_POST, "退出", "调整"),
                synonyms={"在册": IN_POST, "在职": IN_POST, "是": IN_POST, "已退出": "退出", "否": "退出"},
            ),
            note="留空为在岗。",
        ),
        Column("left_on", "退出时间", PARTIAL_DATE, aliases=("退出日期", "调整时间")),
        Column(
            "assessment",
            "年度考核",
            CHOICE,
            aliases=("考核结果", "考核等次", "考核"),
            choices=Choices(values=("优秀", "合格", "不合格"), synonyms={"称职": "合格", "优": "优秀"}),
        ),
        Column("remark", "备注", TEXT),
    ),
    rules=(
        RowRule(
            "steward_left_before_certified",
            ("left_on", "certified_on"),
            "left_on >= certified_on",
            "退出时间早于认定时间",
            "请核对两个日期",
        ),
        RowRule(
            "steward_left_without_date",
            ("status", "left_on"),
            "NOT (status = '退出' AND left_on IS NULL)",
            "状态为退出而没有退出时间，按填报时间计",
            "请补填退出时间，例如 2024-06-30",
            Severity.WARNING,
        ),
    ),
    note="每个村（社区）不少于 3 名。",
)

VICE_PRINCIPALS = Dataset(
    name="vice_principals",
    label="法治副校长",
    grain="one appointment of one person at one school",
    key=("school", "person_id", "appointed_on"),
    person=PersonIdentity("name", ("sent_by", "born_in")),
    date="appointed_on",
    title_words=("法治副校长", "法制副校长"),
    columns=(
        Column(
            "school", "学校", TEXT, required=True, aliases=("学校名称", "任职学校", "聘任学校", "受聘学校")
        ),
        Column("name", "姓名", PERSON, required=True, personal=True, aliases=("法治副校长", "副校长姓名")),
        Column("sent_by", "派出单位", UNIT, aliases=("选派单位", "所在单位", "工作单位", "单位")),
        Column("post", "原职务", TEXT, aliases=("职务", "单位职务")),
        Column("born_in", "出生年月", PARTIAL_DATE, personal=True, aliases=("出生日期",)),
        Column(
            "appointed_on",
            "聘任时间",
            DATE,
            required=True,
            aliases=("聘任日期", "受聘时间", "聘期起", "聘用时间"),
        ),
        Column(
            "term_ends_on",
            "聘期至",
            DATE,
            may_be_future=True,
            aliases=("聘期止", "聘任到期", "到期时间", "聘期截止"),
            note="留空按聘任之日起三年。",
        ),
        Column(
            "lessons",
            "授课次数",
            COUNT,
            unit="次",
            minimum=0,
            is_countable=True,
            aliases=("上课次数", "讲课次数"),
        ),
        Column("hours", "课时", NUMBER, unit="课时", minimum=0, aliases=("授课课时", "课时数", "学时")),
        Column(
            "assessment",
            "考核",
            CHOICE,
            aliases=("考核结果", "年度考核"),
            choices=Choices(values=("优秀", "合格", "不合格"), synonyms={"称职": "合格"}),
        ),
        Column("remark", "备注", TEXT),
    ),
    rules=(
        RowRule(
            "vice_principal_term_ends_first",
            ("term_ends_on", "appointed_on"),
            "term_ends_on >= appointed_on",
            "聘期止早于聘任时间",
            "请核对两个日期",
        ),
    ),
    note="教育部令第 52 号：聘期 3 年，每年不少于 4 课时，年龄一般不超过 65 周岁。",
)
