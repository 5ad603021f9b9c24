"""行政应诉 litigation: cases at one or two instances, their hearings and judgments.

Of the hearings of the report year every one is attended by a head of the body sued (负责人出庭).
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import date

from pipelines.demo.randomness import stream
from pipelines.demo.world.facts import Fact, Value
from pipelines.demo.world.working_days import WorkingDays, natural_day, working_days_around
from warehouse.contracts.litigation import ATTENDED, NOT_HELD

REPORT_YEAR = 2022
ANSWER_DAYS = 15  # natural days from the statement of claim
_CASES: Mapping[int, int] = {2021: 17, 2022: 19, 2023: 22, 2024: 25, 2025: 21, 2026: 24}
_SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨"
# 被告 → the usual 案由.
_DEFENDANTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("公安局", ("治安管理处罚", "政府信息公开")),
    ("人社局", ("工伤认定", "社会保险待遇核定")),
    ("自然资源分局", ("不动产登记", "政府信息公开")),
    ("市场监管局", ("举报投诉处理", "行政处罚")),
    ("住建局", ("房屋征收补偿", "政府信息公开")),
    ("城管局", ("行政强制", "行政处罚")),
    ("人民政府", ("行政复议", "房屋征收补偿")),
    ("峡窝镇", ("行政强制", "不履行法定职责")),
)
_OUTCOMES: Mapping[str, int] = {
    "驳回诉讼请求": 44,
    "驳回起诉": 17,
    "准予撤诉": 17,
    "按撤诉": 3,
    "撤销": 7,
    "确认违法": 6,
    "责令履行": 4,
    "调解": 2,
}
_WITHDRAWN = ("准予撤诉", "按撤诉")
_LOST = ("撤销", "确认违法", "责令履行")
_APPEALED_SHARE = 0.22
STATE_DATES = ("answered_on", "heard_on", "judged_on")
_OF_THE_HEARING = ("head_attended", "attendee_post", "absence_reason")
_OF_THE_JUDGMENT = ("outcome", "lost", "effective", "performance")


def litigations_of(seed: int, year: int) -> list[Fact]:
    """Return the disputes that began in a year, at every instance, with all that will ever be known."""
    working = working_days_around(year + 1)
    draw = stream(seed, "litigations", year)
    days = working.between(date(year, 1, 5), date(year, 12, 25))
    received = sorted(draw.sample(days, _CASES.get(year, 20)))
    facts = []
    for number, (day, outcome) in enumerate(zip(received, _deck(draw, len(received)), strict=True), 1):
        case = stream(seed, "litigation", year, number)
        first = _first_instance(case, working, (year, number), (day, outcome))
        facts.append(first)
        if first.values["effective"] is False:
            facts.append(_second_instance(case, working, first, f"{year % 100}{number:02d}"))
    return facts


def _deck(draw: random.Random, count: int) -> list[str]:
    """Return shuffled outcomes in their usual shares, so that every year has its share of each."""
    total = sum(_OUTCOMES.values())
    deck = [name for name, weight in _OUTCOMES.items() for _ in range(-(-weight * count // total))]
    draw.shuffle(deck)
    return deck[:count]


def known_on(case: Fact, day: date) -> Fact | None:
    """Return a case as the ledger showed it on a day; None before the claim was received."""
    if case.day("received_on") > day:
        return None
    values = dict(case.known_on(day, STATE_DATES).values)
    if values["judged_on"] is None:
        values |= dict.fromkeys(_OF_THE_JUDGMENT)
        # That no hearing was held is known once there is a judgment.
        if values["heard_on"] is None:
            values |= dict.fromkeys(_OF_THE_HEARING)
    return Fact(case.dataset, values)


def is_finished(case: Fact) -> bool:
    """Say whether nothing more is to be told of a case as it is known."""
    return case.values["judged_on"] is not None


def _first_instance(
    draw: random.Random, working: WorkingDays, number: tuple[int, int], fate: tuple[date, str]
) -> Fact:
    year, place = number
    received, outcome = fate
    defendant, causes = draw.choice(_DEFENDANTS)
    cause = draw.choice(causes)
    is_held = outcome not in _WITHDRAWN or draw.random() < 0.3
    values: dict[str, Value] = {
        "case_no": f"（{year}）豫0106行初{place}号",
        "plaintiff": f"{draw.choice(_SURNAMES)}某",
        "defendant": defendant,
        "third_party": f"{draw.choice(_SURNAMES)}某" if draw.random() < 0.2 else None,
        "cause": cause,
        "instance": "一审",
        "after_reconsideration": cause == "行政复议" or draw.random() < 0.3,
        "family_no": None,
        "received_on": received,
        **_course(draw, working, received, is_held=is_held),
        "outcome": outcome,
        "lost": outcome in _LOST,
        "remark": None,
    }
    can_be_appealed = outcome not in (*_WITHDRAWN, "调解")
    values |= _effect(outcome, is_effective=not (can_be_appealed and draw.random() < _APPEALED_SHARE))
    return Fact("litigations", values)


def _second_instance(draw: random.Random, working: WorkingDays, first: Fact, number: str) -> Fact:
    """Return the appeal; most judgments stand, a few are turned round."""
    received = working.after(first.day("judged_on"), draw.randint(8, 14))
    is_lost = (first.values["lost"] is True) != (draw.random() < 0.12)
    outcome = "确认违法" if is_lost else "驳回诉讼请求"
    values = {
        **first.values,
        "case_no": f"（{received.year}）豫01行终{number}号",
        "instance": "二审",
        "family_no": first.values["case_no"],
        "received_on": received,
        **_course(draw, working, received, is_held=draw.random() < 0.6),
        "outcome": outcome,
        "lost": is_lost,
        **_effect(outcome, is_effective=True),
    }
    return Fact("litigations", values)


def _effect(outcome: str, *, is_effective: bool) -> dict[str, Value]:
    performed = "已履行" if outcome in (*_LOST, "调解") else "无需履行"
    return {"effective": is_effective, "performance": performed if is_effective else None}


def _course(draw: random.Random, working: WorkingDays, received: date, *, is_held: bool) -> dict[str, Value]:
    """Return answer, hearing and judgment; about one answer in twenty is late."""
    wait = ANSWER_DAYS + draw.randint(2, 9) if draw.random() < 0.05 else draw.randint(5, ANSWER_DAYS)
    heard = natural_day(working, received, draw.randint(35, 75))
    judged = natural_day(working, heard, draw.randint(15, 50))
    answered = natural_day(working, received, wait)
    if not is_held:
        return {
            "answered_on": answered,
            "heard_on": None,
            "judged_on": judged,
            "head_attended": NOT_HELD,
            "attendee_post": None,
            "absence_reason": None,
        }
    attends = heard.year == REPORT_YEAR or draw.random() < 0.9
    return {
        "answered_on": answered,
        "heard_on": heard,
        "judged_on": judged,
        "head_attended": ATTENDED if attends else "否",
        "attendee_post": draw.choices(("正职", "副职"), (35, 65))[0] if attends else "其他",
        "absence_reason": None if attends else "因公务不能出庭，委托工作人员出庭",
    }
