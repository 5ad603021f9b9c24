"""行政复议 reconsideration cases, from receipt to performance."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import date, timedelta

from pipelines.demo.randomness import stream
from pipelines.demo.world.facts import Fact, Value
from warehouse.contracts.reconsideration import CORRECTED_OUTCOMES

ORDINARY_DAYS = 60  # 普通程序, natural days from acceptance
SIMPLE_DAYS = 30  # 简易程序
EXTENSION_DAYS = 30
NEW_LAW = date(2024, 1, 1)
# Cases accepted in these days run to their limit, so that the review of late November 2026 sees
# several of them near it.
_SLOW_FROM, _SLOW_TO = date(2026, 9, 24), date(2026, 10, 9)
_EXTENDED_FROM, _EXTENDED_TO = date(2026, 8, 26), date(2026, 9, 6)

_CASES: Mapping[int, int] = {2021: 41, 2022: 44, 2023: 46, 2024: 58, 2025: 55, 2026: 56}
_OUTCOMES: Mapping[str, int] = {
    "维持": 30,
    "驳回复议请求": 8,
    "驳回复议申请": 6,
    "终止": 12,
    "和解撤回": 12,
    "调解书": 13,
    "撤销": 7,
    "确认违法": 4,
    "责令履行": 3,
    "变更": 1,
    "改正后终止": 4,
}
_MEDIATED = ("和解撤回", "调解书")
_WITH_CONTENT = (*CORRECTED_OUTCOMES, "调解书")
# 被申请人 → 管理领域 and the usual 申请事项.
_RESPONDENTS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("公安局", "公安", ("处罚", "强制", "不作为")),
    ("公安局", "公安", ("处罚",)),
    ("市场监管局", "市场监管", ("举报投诉处理", "处罚")),
    ("市场监管局", "市场监管", ("举报投诉处理",)),
    ("自然资源分局", "自然资源", ("信息公开", "确认", "不作为")),
    ("人社局", "人社", ("确认", "处罚")),
    ("住建局", "房屋征收", ("征收", "协议", "信息公开")),
    ("城管局", "城管", ("处罚", "强制")),
    ("峡窝镇", "乡镇（街道）", ("不作为", "信息公开", "赔偿")),
    ("中心路街道", "乡镇（街道）", ("不作为", "强制")),
)
STATE_DATES = (
    "supplement_asked_on",
    "supplemented_on",
    "handled_on",
    "accepted_on",
    "suspended_from",
    "suspended_to",
    "closed_on",
)
_CLOSING = ("outcome", "mediated", "performance", "sued_later")


def reconsiderations_of(seed: int, year: int) -> list[Fact]:
    """Return the cases received in a year, with everything that will ever be known of them."""
    count = _CASES.get(year, 50)
    draw = stream(seed, "cases", year)
    pace = (date(year, 12, 28) - date(year, 1, 4)).days / count
    received = [
        _workday(date(year, 1, 4) + timedelta(days=int((index + draw.random()) * pace)))
        for index in range(count)
    ]
    outcomes = _deck(draw, count)
    return [
        _case(stream(seed, "case", year, number), year, number, (day, outcome))
        for number, (day, outcome) in enumerate(zip(sorted(received), outcomes, strict=True), 1)
    ]


def _deck(draw: random.Random, count: int) -> list[str]:
    """Return shuffled outcomes in their usual shares, so that every year has its share of each."""
    total = sum(_OUTCOMES.values())
    deck = [name for name, weight in _OUTCOMES.items() for _ in range(-(-weight * count // total))]
    draw.shuffle(deck)
    return deck[:count]


def known_on(case: Fact, day: date) -> Fact | None:
    """Return a case as the ledger showed it on a day; None before it was received."""
    if case.day("received_on") > day:
        return None
    known = case.known_on(day, STATE_DATES)
    values = dict(known.values)
    if values["handled_on"] is None:
        values |= {"handling": None, "procedure": None, "hearing": None}
    if values["closed_on"] is None:
        values |= dict.fromkeys(_CLOSING)
        accepted = values["accepted_on"]
        extended = isinstance(accepted, date) and (day - accepted).days > ORDINARY_DAYS - 5
        values["extension_days"] = values["extension_days"] if extended else None
    return Fact(case.dataset, values)


def _workday(day: date) -> date:
    return day - timedelta(days=max(0, day.weekday() - 4))


def _case(draw: random.Random, year: int, number: int, fate: tuple[date, str]) -> Fact:
    received, outcome = fate
    respondent, field, matters = draw.choice(_RESPONDENTS)
    values: dict[str, Value] = {
        "case_no": f"上政复〔{year}〕{number}号",
        "applicant": f"申请人{year % 100:02d}{number:03d}",
        "applicant_type": draw.choices(("自然人", "法人", "其他"), (80, 17, 3))[0],
        "respondent": respondent,
        "field": field,
        "matter": draw.choice(matters),
        "received_on": received,
        "supplement_asked_on": None,
        "supplemented_on": None,
        "handling": None,
        "handled_on": None,
        "accepted_on": None,
        "procedure": None,
        "suspended_from": None,
        "suspended_to": None,
        "extension_days": None,
        "hearing": None,
        "closed_on": None,
        "outcome": None,
        "mediated": None,
        "performance": None,
        "sued_later": None,
        "remark": None,
    }
    complete = received
    if draw.random() < 0.1:
        asked = _workday(received + timedelta(days=4))
        complete = _workday(asked + timedelta(days=draw.randint(5, 9)))
        values |= {"supplement_asked_on": asked, "supplemented_on": complete}
    handled = max(complete, _workday(complete + timedelta(days=draw.randint(1, 5))))
    handling = draw.choices(("受理", "不予受理", "告知", "转送"), (89, 6, 3, 2))[0]
    values |= {"handling": handling, "handled_on": handled}
    if handling == "受理":
        values |= {"accepted_on": handled, **_course(draw, handled, outcome)}
    return Fact("reconsiderations", values)


def _course(draw: random.Random, accepted: date, outcome: str) -> dict[str, Value]:
    """Return procedure, clock and outcome of an accepted case; about three in a hundred close late."""
    course: dict[str, Value] = {}
    is_slow = _SLOW_FROM <= accepted <= _SLOW_TO
    is_extended = _EXTENDED_FROM <= accepted <= _EXTENDED_TO
    simple = accepted >= NEW_LAW and draw.random() < 0.25 and not is_slow and not is_extended
    limit = SIMPLE_DAYS if simple else ORDINARY_DAYS
    course["procedure"] = "简易" if simple else "普通"
    taken = draw.randint(12, 28) if simple else draw.randint(28, 58)
    chance = draw.random()
    if is_slow:
        taken = ORDINARY_DAYS
    elif is_extended:
        course["extension_days"] = EXTENSION_DAYS
        taken = ORDINARY_DAYS + EXTENSION_DAYS
    elif chance < 0.03:
        taken = limit + draw.randint(3, 14)
    elif chance < 0.11 and not simple:
        course["extension_days"] = EXTENSION_DAYS
        taken = limit + draw.randint(5, 26)
    elif chance < 0.17 and not simple:
        stopped = accepted + timedelta(days=draw.randint(10, 25))
        away = draw.randint(15, 40)
        course |= {"suspended_from": stopped, "suspended_to": stopped + timedelta(days=away)}
        taken += away
    # Back to the Friday before, so that the weekend never makes a case late.
    closed = _workday(accepted + timedelta(days=taken))
    course |= {
        "hearing": draw.random() < 0.4 and not simple,
        "closed_on": closed,
        "outcome": outcome,
        "mediated": outcome in _MEDIATED,
        "performance": "已履行" if outcome in _WITH_CONTENT else "无需履行",
        "sued_later": outcome in ("维持", "驳回复议请求", "驳回复议申请") and draw.random() < 0.25,
    }
    return course
