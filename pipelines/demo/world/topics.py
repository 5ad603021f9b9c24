"""What the departments of a district give legal-education events about (synthetic)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from pipelines.demo.directory import Directory


class Topic(NamedTuple):
    """An event a unit may hold. months: empty for any. is_village: held in a village or community."""

    title: str
    settings: tuple[str, ...]
    form: str
    themes: tuple[str, ...]
    months: tuple[int, ...] = ()
    is_village: bool = False


GENERAL: tuple[Topic, ...] = (
    Topic("机关干部学法专题讲座", ("机关",), "讲座", ("习近平法治思想",)),
    Topic("民法典进企业宣讲", ("企业",), "讲座", ("民法典",)),
    Topic("宪法进万家宣传", ("社区", "家庭"), "现场咨询", ("宪法",), (), True),
    Topic("以案释法警示教育", ("单位",), "以案释法", ("宪法", "民法典")),
)

OWN: Mapping[str, tuple[Topic, ...]] = {
    "公安局": (
        Topic("反诈宣传进社区", ("社区",), "现场咨询", ("反诈",), (), True),
        Topic("“6·26”国际禁毒日宣传", ("单位",), "现场咨询", ("禁毒",), (6,)),
    ),
    "司法局": (
        Topic("民法典宣传月集中宣传", ("社区",), "现场咨询", ("民法典",), (5,)),
        Topic("法治书法展", ("机关", "单位"), "展览", ("宪法",), (11, 12)),
        Topic("行政复议法宣传", ("机关", "企业"), "现场咨询", ("行政复议",)),
        Topic("服务型行政执法知识点宣讲比武", ("机关",), "知识竞赛", ("其他",), (8, 9, 10)),
    ),
    "市场监管局": (
        Topic("“3·15”消费者权益日宣传", ("社区", "企业"), "现场咨询", ("消费维权",), (3,)),
        Topic("食品安全法进企业", ("企业",), "讲座", ("食品药品",)),
    ),
    "政法委": (Topic("“4·15”全民国家安全教育日宣传", ("机关", "社区"), "现场咨询", ("国家安全",), (4,)),),
    "妇联": (Topic("“3·8”维权周妇女权益保障法宣传", ("家庭", "社区"), "现场咨询", ("妇女权益",), (3,)),),
    "应急局": (Topic("安全生产月法治宣传", ("企业",), "现场咨询", ("安全生产",), (6,)),),
    "生态环境分局": (Topic("“6·5”环境日普法宣传", ("社区", "企业"), "现场咨询", ("生态环保",), (6,)),),
    "消防大队": (Topic("“119”消防宣传月法治宣传", ("企业", "社区"), "现场咨询", ("安全生产",), (11,)),),
    "交通局": (Topic("交通运输法规进企业", ("企业",), "讲座", ("交通安全",)),),
    "人社局": (
        Topic("根治欠薪法治宣传进工地", ("企业",), "现场咨询", ("劳动就业",), (1, 12)),
        Topic("劳动合同法专题讲座", ("企业",), "讲座", ("劳动就业",)),
    ),
    "信访局": (Topic("信访工作条例宣传", ("社区",), "现场咨询", ("信访",), (5, 6), True),),
    "总工会": (Topic("职工维权法律服务进企业", ("企业",), "现场咨询", ("劳动就业",)),),
    "农业农村局": (Topic("农村土地承包法宣讲", ("乡村",), "讲座", ("其他",), (), True),),
    "退役军人局": (Topic("法律拥军进军营", ("军营",), "讲座", ("其他",), (7, 8)),),
    "统战部": (Topic("宗教事务条例宣传", ("宗教场所",), "讲座", ("其他",)),),
    "文旅体局": (Topic("旅游法宣传进景区", ("景区",), "现场咨询", ("消费维权",), (5, 9, 10)),),
    "人民法院": (Topic("公众开放日模拟法庭", ("单位",), "模拟法庭", ("民法典",)),),
    "人民检察院": (Topic("检察开放日以案释法", ("单位",), "以案释法", ("未成年人",)),),
    "法律援助中心": (Topic("法律援助法宣传", ("社区",), "现场咨询", ("劳动就业",), (), True),),
    "税务局": (Topic("税收法治宣传月", ("企业",), "现场咨询", ("其他",), (4,)),),
}

CONSTITUTION: tuple[Topic, ...] = (
    Topic("“12·4”国家宪法日集中宣传", ("社区", "机关"), "现场咨询", ("宪法",)),
    Topic("国家宪法日宪法宣誓暨宪法晨读", ("机关",), "讲座", ("宪法",)),
    Topic("宪法宣传周法治文艺演出", ("社区", "乡村"), "文艺演出", ("宪法", "民法典")),
    Topic("宪法知识竞赛", ("机关", "单位"), "知识竞赛", ("宪法",)),
)

CAMPUS: tuple[Topic, ...] = (
    Topic("未成年人保护法专题讲座", ("学校",), "讲座", ("未成年人",)),
    Topic("法治副校长开学第一课", ("学校",), "讲座", ("未成年人", "宪法"), (2, 3, 9)),
    Topic("预防校园欺凌以案释法", ("学校",), "以案释法", ("未成年人",)),
    Topic("青少年模拟法庭", ("学校",), "模拟法庭", ("未成年人",)),
    Topic("禁毒宣传进校园", ("学校",), "展览", ("禁毒", "未成年人"), (6,)),
    Topic("反诈知识进校园", ("学校",), "讲座", ("反诈",)),
    Topic("宪法晨读进校园", ("学校",), "其他", ("宪法",), (12,)),
    Topic("交通安全法治课", ("学校",), "讲座", ("交通安全",)),
)
CAMPUS_HOSTS = (
    "教育局",
    "教育局",
    "教育局",
    "公安局",
    "人民法院",
    "人民检察院",
    "司法局",
    "团区委",
    "妇联",
    "交通局",
)
SCHOOLS = (
    "演示第一小学",
    "演示第二小学",
    "演示第三小学",
    "演示实验小学",
    "演示外国语小学",
    "演示中心小学",
    "演示第一初级中学",
    "演示第二初级中学",
    "演示实验初级中学",
    "演示高级中学",
    "演示职业中专",
)

VENUES: Mapping[str, tuple[str, ...]] = {
    "机关": ("机关三楼会议室", "政务服务大厅", "区委党校报告厅"),
    "企业": ("铝城产业园", "通用设备厂会议室", "物流园区服务中心"),
    "军营": ("驻区部队礼堂",),
    "景区": ("五云山景区游客中心",),
    "宗教场所": ("宗教活动场所讲堂",),
}
SQUARES = ("法治公园", "亚星广场", "人民广场", "盛世文化广场", "法治文化长廊")
VILLAGE_SPOTS = ("文化广场", "党群服务中心", "法治课堂", "综合服务站")


def topics_of(unit: str, month: int) -> tuple[Topic, ...]:
    """Return what a unit may hold in a month: seasonal topics first, general ones if it has none."""
    own = [topic for topic in OWN.get(unit, ()) if not topic.months or month in topic.months]
    own.sort(key=lambda topic: not topic.months)
    return tuple(own) if own else GENERAL


def seasonal_units(directory: Directory, month: int) -> tuple[str, ...]:
    """Units that have a topic of their own for just this month."""
    return tuple(
        unit
        for unit in directory.departments
        if any(topic.months and month in topic.months for topic in OWN.get(unit, ()))
    )
