"""How several offices word one event: titles, sponsors, typing errors, places (synthetic)."""

from __future__ import annotations

import random
from collections.abc import Mapping
from typing import NamedTuple


class Occasion(NamedTuple):
    """What an event is about. titles: wordings of it. month, day: its own day, or 0 for any."""

    titles: tuple[str, ...]
    themes: tuple[str, ...]
    month: int = 0
    day: int = 0


OCCASIONS: tuple[Occasion, ...] = (
    Occasion(
        (
            "民法典宣传进社区",
            "“美好生活·民法典相伴”进社区活动",
            "民法典进社区法治宣传",
            "“民法典进万家”主题宣传",
            "民法典集中宣传",
        ),
        ("民法典",),
    ),
    Occasion(
        (
            "“12·4”国家宪法日集中宣传",
            "国家宪法日宪法宣传",
            "12.4宪法宣传日现场活动",
            "“弘扬宪法精神”国家宪法日主题宣传",
            "宪法宣传周集中宣传",
        ),
        ("宪法",),
        12,
        4,
    ),
    Occasion(
        (
            "反诈宣传进社区",
            "“全民反诈在行动”主题宣传",
            "防范电信网络诈骗宣传",
            "预防电信诈骗集中宣传",
            "反电信网络诈骗法宣传",
        ),
        ("反诈",),
    ),
    Occasion(
        ("“6·26”国际禁毒日宣传", "国际禁毒日集中宣传", "“健康人生 绿色无毒”禁毒宣传", "6.26禁毒法治宣传"),
        ("禁毒",),
        6,
        26,
    ),
    Occasion(
        (
            "“4·15”全民国家安全教育日宣传",
            "全民国家安全教育日法治宣传",
            "国家安全教育日集中宣传",
            "“国家安全 人人有责”主题宣传",
        ),
        ("国家安全",),
        4,
        15,
    ),
    Occasion(
        (
            "“3·15”消费者权益日宣传",
            "3.15国际消费者权益日集中宣传",
            "消费维权法律宣传",
            "“共筑诚信消费环境”3·15主题宣传",
        ),
        ("消费维权",),
        3,
        15,
    ),
    Occasion(
        (
            "“3·8”维权周妇女权益保障法宣传",
            "妇女权益保障法宣传",
            "三八维权周法治宣传",
            "“法治护航 巾帼同行”妇女维权宣传",
        ),
        ("妇女权益",),
        3,
        8,
    ),
    Occasion(
        (
            "安全生产月法治宣传",
            "“人人讲安全 个个会应急”安全生产宣传咨询日",
            "安全生产宣传咨询日",
            "安全生产法宣传",
        ),
        ("安全生产",),
        6,
        16,
    ),
    Occasion(
        (
            "“6·5”环境日普法宣传",
            "世界环境日生态环境保护法宣传",
            "“美丽中国我先行”环境日宣传",
            "六五环境日集中宣传",
        ),
        ("生态环保",),
        6,
        5,
    ),
    Occasion(
        (
            "未成年人保护法专题讲座",
            "“护苗成长”未成年人保护法讲座",
            "未成年人保护法宣讲",
            "未成年人保护法治课",
        ),
        ("未成年人",),
    ),
    Occasion(
        (
            "根治欠薪法治宣传",
            "保障农民工工资支付条例宣传",
            "“尊法守法 携手筑梦”服务农民工法治宣传",
            "农民工工资支付条例集中宣传",
        ),
        ("劳动就业",),
    ),
    Occasion(
        ("法律援助法宣传", "“法援惠民生”法律援助宣传", "法律援助进社区", "法律援助便民服务宣传"), ("其他",)
    ),
    Occasion(("老年人权益保障法宣传", "“敬老月”老年人权益法治宣传", "老年人维权法律宣传"), ("其他",)),
    Occasion(("食品安全宣传周法治宣传", "食品安全法宣传", "“尚俭崇信”食品安全宣传"), ("食品药品",)),
    Occasion(("道路交通安全法宣传", "“全国交通安全日”法治宣传", "交通安全法治宣传"), ("交通安全",)),
    Occasion(("“119”消防宣传月法治宣传", "消防安全法律宣传", "消防宣传月集中宣传"), ("安全生产",), 11, 9),
    Occasion(("信访工作条例宣传", "《信访工作条例》集中宣传", "信访法治化宣传"), ("信访",)),
    Occasion(("法治文艺汇演", "“法韵乡音”法治文艺演出", "法治文艺下乡演出"), ("宪法", "民法典")),
)

SQUARES = ("法治公园", "亚星广场", "人民广场", "盛世文化广场", "人民公园", "五云山景区", "法治文化长廊")
SCHOOLS = (
    "演示第一小学", "演示第二小学", "演示实验小学", "演示中心小学", "演示实验初级中学", "演示第一初级中学",
    "演示高级中学",
)  # fmt: skip
COMPANIES = ("铝城产业园", "通用设备厂", "物流园区服务中心", "演示铝业公司", "演示新材料公司")
VILLAGE_SPOTS = ("文化广场", "党群服务中心", "法治课堂", "综合服务站")
OWN_ROOMS = (
    "会议室",
    "单位会议室",
    "三楼会议室",
    "局机关会议室",
    "机关二楼会议室",
    "各村（社区）",
    "线上",
    "微信公众号",
)

_SUFFIXES = ("", "", "活动", "活动", "暨法律咨询", "暨现场咨询活动", "现场活动", "系列活动")
_ALIKE: Mapping[str, str] = {
    "宣": "宜", "权": "杈", "治": "制", "反": "返", "诈": "炸", "法": "発", "民": "名", "典": "点",
    "集": "即", "安": "按", "全": "权", "活": "话",
}  # fmt: skip


def reworded(draw: random.Random, occasion: Occasion, title: str, sponsor: str) -> str:
    """Return another office's title of the same event."""
    text = title if draw.random() < 0.35 else draw.choice(occasion.titles)
    lead = draw.random()
    if lead < 0.15:
        text = f"区{sponsor}开展{text}"
    elif lead < 0.25:
        text = f"{sponsor}{text}"
    elif lead < 0.32:
        text = f"关于开展{text}"
    text += draw.choice(_SUFFIXES)
    if draw.random() < 0.25:
        text = text.replace("法治", "法制")
    return mistyped(draw, text) if draw.random() < 0.2 else text


def mistyped(draw: random.Random, text: str) -> str:
    """Return a text with one character lost, doubled or taken for one like it."""
    place = draw.randrange(1, len(text) - 1)
    kind = draw.random()
    if kind < 0.3:
        return text[:place] + text[place + 1 :]
    if kind < 0.5:
        return text[:place] + text[place] + text[place:]
    places = [index for index, character in enumerate(text) if character in _ALIKE]
    if not places:
        return text[:place] + text[place + 1 :]
    place = draw.choice(places)
    return text[:place] + _ALIKE[text[place]] + text[place + 1 :]


def rewritten_place(draw: random.Random, place: str, township: str, village: str | None) -> str | None:
    """Return the same place as another office writes it: fuller, shorter, or as it was."""
    kind = draw.random()
    if kind < 0.40:
        return place
    if kind < 0.58:
        return f"{township}{place}"
    if kind < 0.64:
        return f"上街区{place}"
    if kind < 0.70:
        return f"郑州市上街区{township}{place}"
    if kind < 0.74:
        return None if village is None else village
    if village is None:
        return f"{place}{draw.choice(('内', '门口', '南门', '北侧', '院内'))}"
    if kind < 0.84:
        return village
    if kind < 0.92:
        return place.replace("文化广场", "广场").replace("党群服务中心", "党群中心")
    stem = village.removesuffix("村").removesuffix("社区")
    return place.replace(village, stem)
