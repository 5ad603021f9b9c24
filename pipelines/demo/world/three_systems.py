"""行政执法三项制度: enforcement bodies, officers, devices and major decisions.

Until the end of the report year every body is published (公示); one that joined later waited for it.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

from pipelines.demo.randomness import stream
from pipelines.demo.world.facts import Fact, Value
from pipelines.demo.world.working_days import WorkingDays, natural_day, working_days_around
from warehouse.contracts.three_systems import REVIEWER_POST, VALID

# 单位 → 类型, officers, kinds of device, major decisions a year.
_BODIES: Mapping[str, tuple[str, int, int, int]] = {
    "公安局": ("法定", 20, 3, 14),
    "市场监管局": ("法定", 16, 3, 12),
    "城管局": ("法定", 18, 3, 10),
    "交通局": ("法定", 11, 2, 6),
    "卫健委": ("法定", 9, 2, 5),
    "应急局": ("法定", 10, 2, 5),
    "自然资源分局": ("法定", 8, 2, 5),
    "生态环境分局": ("法定", 9, 2, 5),
    "农业农村局": ("法定", 7, 1, 3),
    "文旅体局": ("法定", 6, 1, 2),
    "住建局": ("法定", 8, 1, 3),
    "人社局": ("法定", 6, 1, 2),
    "消防大队": ("授权", 6, 2, 3),
    "峡窝镇": ("授权", 5, 1, 0),
    "园林绿化中心": ("委托", 5, 0, 0),
}
LATE_BODY, LATE_BODY_LISTED, LATE_BODY_PUBLISHED = "行政审批局", date(2023, 3, 1), date(2024, 9, 18)
_LATE_BODY = ("法定", 6, 0, 4)
_MARKS: Mapping[str, str] = {
    "公安局": "公",
    "市场监管局": "市监",
    "城管局": "综执",
    "交通局": "交",
    "卫健委": "卫",
    "应急局": "应急",
    "自然资源分局": "自然资",
    "生态环境分局": "环",
    "农业农村局": "农",
    "文旅体局": "文旅",
    "住建局": "建",
    "人社局": "人社",
    "消防大队": "消",
    LATE_BODY: "审批",
}
_BASES = {"法定": "地方各级人民政府组织法", "授权": "法律、法规授权", "委托": "行政处罚法关于委托的规定"}
_SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何"
_GIVEN = "安平宁和顺清明正"
_DEVICES = ("执法记录仪", "便携式打印机", "执法终端")
_DECISION_KINDS = {"处罚": 62, "许可": 22, "强制": 10, "征收": 6}
_KIND_MARKS = {"处罚": "罚", "许可": "许", "强制": "强", "征收": "征"}
_CERTIFICATE_YEARS = 5
PUBLISHING_DAYS = {"处罚": 7, "许可": 7, "强制": 20, "征收": 20}  # working days


# ---- the registers, as they stood on a day ----


def bodies_on(day: date) -> list[Fact]:
    """Return the register of bodies on a day."""
    facts = [
        _body(unit, kind, date(2020, 6, 10) + timedelta(days=place))
        for place, (unit, (kind, *_)) in enumerate(_BODIES.items())
    ]
    if day >= LATE_BODY_LISTED:
        published = LATE_BODY_PUBLISHED if day >= LATE_BODY_PUBLISHED else None
        facts.append(_body(LATE_BODY, _LATE_BODY[0], published))
    return facts


def _body(unit: str, kind: str, published: date | None) -> Fact:
    values: dict[str, Value] = {
        "unit": unit,
        "kind": kind,
        "basis": _BASES[kind],
        "published_on": published,
        "status": VALID,
        "remark": None,
    }
    return Fact("enforcement_bodies", values)


def officers_on(seed: int, day: date) -> list[Fact]:
    """Return the register of officers on a day: some certificates have expired, some officers have none."""
    facts = []
    for unit, (_, count, *_) in _bodies_known(day).items():
        for place in range(count):
            facts.append(_officer(stream(seed, "officer", unit, place), unit, place, day))
    return facts


def _officer(draw: random.Random, unit: str, place: int, day: date) -> Fact:
    granted = date(2018, 7, 1) + timedelta(days=draw.randint(0, 900))
    renewals = max(0, (day - granted).days // (365 * _CERTIFICATE_YEARS))
    # Who forgets to renew stays in post with a certificate that has expired.
    forgets, left_in, has_certificate = (
        draw.random() < 0.07,
        2021 + draw.randint(0, 60),
        draw.random() >= 0.05,
    )
    until = granted.replace(year=granted.year + _CERTIFICATE_YEARS * (1 + (0 if forgets else renewals)))
    code = list(_BODIES).index(unit) + 1 if unit in _BODIES else 90
    values: dict[str, Value] = {
        "name": f"{_SURNAMES[place]}某{_GIVEN[draw.randrange(len(_GIVEN))]}",
        # The head of a list is always the 法制审核 officer, who has one.
        "certificate_no": f"YS410106{code:02d}{place + 1:03d}" if has_certificate or place == 0 else None,
        "unit": unit,
        "valid_until": until if has_certificate or place == 0 else None,
        "post": REVIEWER_POST if place % 10 == 0 else "执法",
        "status": "调离" if place > 2 and day.year > left_in else "在岗",
        "remark": None,
    }
    return Fact("officers", values)


def devices_on(seed: int, day: date) -> list[Fact]:
    """Return the register of devices on a day: what was bought by then, and how much of it is in use."""
    facts = []
    for unit, (_, officers, kinds, _) in _bodies_known(day).items():
        for kind in _DEVICES[:kinds]:
            draw = stream(seed, "device", unit, kind)
            for bought in (date(2019, 5, 8), date(2024, 4, 16)):
                quantity = max(1, officers // 3 + draw.randint(-1, 2))
                values: dict[str, Value] = {
                    "unit": unit,
                    "kind": kind,
                    "quantity": quantity,
                    "in_use": quantity - (draw.randint(0, 1) if quantity > 1 else 0),
                    "bought_on": bought,
                    "remark": None,
                }
                if bought <= day:
                    facts.append(Fact("devices", values))
    return facts


def _bodies_known(day: date) -> Mapping[str, tuple[str, int, int, int]]:
    return {**_BODIES, LATE_BODY: _LATE_BODY} if day >= LATE_BODY_LISTED else _BODIES


# ---- major decisions ----

DECISION_DATES = ("published_on",)


def decisions_of(seed: int, year: int) -> list[Fact]:
    """Return a year's major decisions in the order of their dates, with all that will ever be known."""
    working = working_days_around(year)
    days = working.between(date(year, 1, 10), date(year, 12, 29))
    facts: list[Fact] = []
    for unit, (*_, count) in _bodies_known(date(year, 3, 1)).items():
        for place in range(count):
            draw = stream(seed, "decision", unit, year, place)
            facts.append(_decision(draw, working, unit, (draw.choice(days), place)))
    return sorted(facts, key=lambda fact: (fact.day("decided_on"), str(fact.values["decision_no"])))


def decision_known_on(decision: Fact, day: date) -> Fact | None:
    """Return a decision as the ledger showed it on a day; None before it was made."""
    return decision.known_on(day, DECISION_DATES) if decision.day("decided_on") <= day else None


def decision_is_finished(decision: Fact) -> bool:
    """Say whether nothing more is to be told of a decision: it is published."""
    return decision.values["published_on"] is not None


def _decision(draw: random.Random, working: WorkingDays, unit: str, made: tuple[date, int]) -> Fact:
    decided, place = made
    kind = draw.choices(tuple(_DECISION_KINDS), tuple(_DECISION_KINDS.values()))[0]
    filed = natural_day(
        working,
        decided - timedelta(days=draw.randint(95, 120) if draw.random() < 0.04 else draw.randint(20, 85)),
        0,
    )
    reviewed = working.on_or_before(decided - timedelta(days=draw.randint(1, 6)))
    limit = PUBLISHING_DAYS[kind]
    wait = limit + draw.randint(2, 12) if draw.random() < 0.06 else draw.randint(2, limit)
    values: dict[str, Value] = {
        "decision_no": f"上{_MARKS[unit]}{_KIND_MARKS[kind]}〔{decided.year}〕{place + 1}号",
        "unit": unit,
        "kind": kind,
        "amount_yuan": Decimal(draw.randint(10, 300) * 1000) if kind in ("处罚", "征收") else None,
        "filed_on": filed,
        "reviewed_by": "法制审核科",
        "submitted_on": working.on_or_before(reviewed - timedelta(days=draw.randint(1, 5))),
        "reviewed_on": reviewed,
        "opinion": draw.choices(("同意", "修改"), (82, 18))[0],
        "decided_on": decided,
        "published_on": working.after(decided, wait),
        "has_text_record": True,
        "has_av_record": draw.random() < 0.93,
        "remark": None,
    }
    if draw.random() < 0.03:
        values |= dict.fromkeys(("reviewed_by", "submitted_on", "reviewed_on", "opinion"))
    return Fact("major_decisions", values)
