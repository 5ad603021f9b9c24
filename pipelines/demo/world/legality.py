"""合法性审查 legality reviews: what the bureau's report says of 2022, and similar years around it.

2022: 法律意见书 20余, 法律咨询 200多, 政府文件 200余, 信息公开答复 20余, 行政规范性文件 3, nothing illegal.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import date

from pipelines.demo.randomness import stream
from pipelines.demo.world.facts import Fact, Value
from pipelines.demo.world.working_days import WorkingDays, natural_day, working_days_around
from warehouse.contracts.legality import NORMATIVE

REPORT_YEAR = 2022
DECISION, CONTRACT, DOCUMENT = "重大行政决策", "政府合同", "政府文件"
DISCLOSURE, OLD_CASE, OPINION, ADVICE = "信息公开答复", "疑难历史遗留案件", "法律意见书", "法律咨询"

_REPORTED: Mapping[str, int] = {
    DECISION: 6,
    NORMATIVE: 3,
    CONTRACT: 31,
    DOCUMENT: 226,
    DISCLOSURE: 24,
    OLD_CASE: 5,
    OPINION: 23,
    ADVICE: 214,
}
# Other years: from, to.
_USUAL: Mapping[str, tuple[int, int]] = {
    DECISION: (4, 9),
    NORMATIVE: (2, 5),
    CONTRACT: (22, 36),
    DOCUMENT: (130, 170),
    DISCLOSURE: (14, 28),
    OLD_CASE: (2, 6),
    OPINION: (14, 27),
    ADVICE: (120, 160),
}
# Working days in which a matter of the kind is usually done, and the limit that few miss.
_PACE: Mapping[str, tuple[int, int, int]] = {
    DECISION: (7, 14, 15),
    NORMATIVE: (5, 14, 15),
    CONTRACT: (2, 9, 10),
    DOCUMENT: (1, 4, 5),
    DISCLOSURE: (1, 4, 5),
    OLD_CASE: (2, 5, 5),
    OPINION: (2, 5, 5),
    ADVICE: (0, 2, 5),
}
_TITLES: Mapping[str, tuple[str, ...]] = {
    DECISION: (
        "老旧小区改造年度计划",
        "公共停车设施专项规划",
        "区级国土空间详细规划调整",
        "民生实事项目方案",
    ),
    NORMATIVE: ("小微企业扶持办法", "养犬管理实施细则", "户外广告设置管理办法", "农村宅基地管理办法"),
    CONTRACT: ("战略合作框架协议", "政府购买服务合同", "国有资产租赁合同", "招商引资项目协议"),
    DOCUMENT: ("年度重点工作分工方案", "安全生产专项整治方案", "营商环境提升措施", "大气污染防治工作方案"),
    DISCLOSURE: ("征收补偿信息公开申请答复", "财政资金信息公开申请答复", "规划信息公开申请答复"),
    OLD_CASE: ("历史遗留办证问题处理", "多年未决补偿争议处理", "停缓建项目处置"),
    OPINION: ("国有企业改制法律意见", "项目清退法律意见", "土地收储法律意见"),
    ADVICE: ("合同履行咨询", "执法程序咨询", "信访答复咨询", "信息公开咨询", "劳动用工咨询"),
}
_SENDERS = (
    "人民政府",
    "财政局",
    "住建局",
    "发改委",
    "自然资源分局",
    "教育局",
    "农业农村局",
    "城管局",
    "工信局",
    "人社局",
    "峡窝镇",
    "中心路街道",
)
# Kinds that end in a conclusion about legality (结论).
_CONCLUDED = (DECISION, NORMATIVE, CONTRACT, DOCUMENT, DISCLOSURE)
STATE_DATES = ("closed_on", "issued_on", "filed_on")
_OUTCOME = ("conclusion", "opinions", "adopted", "opinion_no")
_LATE_SHARE = 0.03
FILING_DAYS = 15  # 备案, natural days after issue
_FILED_LATE_YEARS = (2021, 2024)


def legality_reviews_of(seed: int, year: int) -> list[Fact]:
    """Return the matters received in a year, with everything that will ever be known of them."""
    working = working_days_around(year)
    draw = stream(seed, "legality", year)
    days = working.between(date(year, 1, 4), date(year, 12, 28))
    received = sorted(
        (
            (draw.choice(days), kind, place)
            for kind, count in _counts(draw, year).items()
            for place in range(count)
        ),
        key=lambda one: (one[0], one[1], one[2]),
    )
    return [
        _matter(
            stream(seed, "legality matter", year, kind, place), working, (year, number), (day, kind, place)
        )
        for number, (day, kind, place) in enumerate(received, 1)
    ]


def _counts(draw: random.Random, year: int) -> dict[str, int]:
    if year == REPORT_YEAR:
        return dict(_REPORTED)
    return {kind: draw.randint(*limits) for kind, limits in _USUAL.items()}


def known_on(matter: Fact, day: date) -> Fact | None:
    """Return a matter as the ledger showed it on a day; None before it was received."""
    if matter.day("received_on") > day:
        return None
    known = matter.known_on(day, STATE_DATES)
    if known.values["closed_on"] is None:
        known = Fact(known.dataset, {**known.values, **dict.fromkeys(_OUTCOME)})
    return known


def is_finished(matter: Fact) -> bool:
    """Say whether nothing more is to be told of a matter as it is known."""
    is_open_document = matter.values["kind"] == NORMATIVE and matter.values["filed_on"] is None
    return matter.values["closed_on"] is not None and not is_open_document


def _matter(
    draw: random.Random, working: WorkingDays, number: tuple[int, int], arrival: tuple[date, str, int]
) -> Fact:
    year, place = number
    received, kind, index = arrival
    fastest, usual, limit = _PACE[kind]
    is_late = draw.random() < _LATE_SHARE and kind != NORMATIVE
    taken = limit + draw.randint(1, 6) if is_late else draw.randint(fastest, usual)
    closed = working.after(received, taken)
    title = _TITLES[kind][(index + draw.randint(0, 1)) % len(_TITLES[kind])]
    values: dict[str, Value] = {
        "review_no": f"上法审〔{year}〕{place}号",
        "title": f"{title}（{year}年第{place}号）",
        "kind": kind,
        "submitted_by": "人民政府" if kind == DISCLOSURE else draw.choice(_SENDERS),
        "received_on": received,
        "closed_on": closed,
        "conclusion": None,
        "opinions": None,
        "adopted": None,
        "handler": draw.choice(("演示甲", "演示乙", "演示丙")),
        "opinion_no": f"上法意〔{year}〕{index + 1}号" if kind == OPINION else None,
        "issued_on": None,
        "filed_on": None,
        "remark": None,
    }
    if kind in _CONCLUDED:
        values |= _conclusion(draw, kind, received)
    if kind == NORMATIVE:
        values |= _issue(draw, working, closed, is_filed_late=year in _FILED_LATE_YEARS and index == 0)
    return Fact("legality_reviews", values)


def _conclusion(draw: random.Random, kind: str, received: date) -> dict[str, Value]:
    """Return conclusion, opinions and adoptions; nothing closed in the report year is 不合法."""
    can_be_illegal = kind != NORMATIVE and received.year != REPORT_YEAR and received.month < 11
    conclusion = draw.choices(
        ("合法", "修改后合法", "不合法", "不予审查"), (60, 36, 2 if can_be_illegal else 0, 2)
    )[0]
    opinions: Value = None
    adopted: Value = None
    if conclusion == "修改后合法":
        opinions = draw.randint(1, 8)
        adopted = opinions - (draw.randint(0, 1) if opinions > 2 else 0)
    return {"conclusion": conclusion, "opinions": opinions, "adopted": adopted}


def _issue(
    draw: random.Random, working: WorkingDays, closed: date, *, is_filed_late: bool
) -> dict[str, Value]:
    """Return when a normative document was issued (印发) and filed for the record (备案)."""
    issued = working.after(closed, draw.randint(3, 9))
    wait = FILING_DAYS + draw.randint(4, 12) if is_filed_late else draw.randint(4, FILING_DAYS)
    return {"issued_on": issued, "filed_on": natural_day(working, issued, wait)}
