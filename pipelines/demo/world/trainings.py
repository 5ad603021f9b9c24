"""培训学法 trainings: the government's study of law, study groups, courses and examinations."""

from __future__ import annotations

import random
from datetime import date, timedelta

from pipelines.demo.randomness import stream
from pipelines.demo.world.facts import Fact, Value

GOVERNMENT_STUDY = "常务会学法"
# Until this year the bureau trains all legal stewards (法律明白人) together.
LAST_CENTRAL_TRAINING = 2022
_STUDY_SUBJECTS = (
    "习近平法治思想专题学习",
    "民法典专题学习",
    "行政处罚法专题学习",
    "重大行政决策程序专题学习",
    "行政复议法专题学习",
    "安全生产法专题学习",
    "优化营商环境条例专题学习",
    "宪法专题学习",
)
_STUDY_HOSTS = ("司法局", "市场监管局", "应急局", "自然资源分局", "发改委", "生态环境分局", "人社局")
# Month and last possible day of the four meetings of a year (每季度一次).
_STUDY_MONTHS = (3, 5, 8, 12)


def _session(
    title: str, category: str, day: date, unit: str, draw: random.Random, expected: int, **more: Value
) -> Fact:
    values: dict[str, Value] = {
        "title": title,
        "category": category,
        "start_on": day,
        "end_on": day,
        "unit": unit,
        "lecturer": draw.choice(("演示甲", "演示乙", "演示丙", "演示丁")),
        "host_unit": None,
        "legal_reviewed": None,
        "expected": expected,
        "attended": expected - draw.randint(0, expected // 12),
        "hours": 4,
        "examined": None,
        "passed": None,
        "remark": None,
    }
    return Fact("trainings", {**values, **more})


def trainings_of(seed: int, year: int) -> list[Fact]:
    """Return a year's trainings in the order of their dates; 常务会学法 exactly four times."""
    draw = stream(seed, "trainings", year)
    facts = []
    subjects = draw.sample(_STUDY_SUBJECTS, len(_STUDY_MONTHS))
    for month, subject in zip(_STUDY_MONTHS, subjects, strict=True):
        day = _weekday(date(year, month, draw.randint(8, 24)))
        facts.append(
            _session(
                subject,
                GOVERNMENT_STUDY,
                day,
                "人民政府",
                draw,
                16,
                host_unit=draw.choice(_STUDY_HOSTS),
                legal_reviewed=True,
                hours=1,
            )
        )
    for quarter in range(4):
        day = _weekday(date(year, quarter * 3 + 2, draw.randint(3, 25)))
        facts.append(
            _session(
                f"理论学习中心组第{quarter + 1}次法治专题学习", "中心组学习", day, "宣传部", draw, 32, hours=2
            )
        )
    for month, name in ((4, "春季"), (9, "秋季")):
        day = _weekday(date(year, month, draw.randint(5, 25)))
        facts.append(_session(f"{name}主体班习近平法治思想必修课", "党校课程", day, "党校", draw, 48))
    day = _weekday(date(year, 6, draw.randint(5, 25)))
    # One backbone person from each of the fifty-odd units (普法骨干).
    facts.append(_session("普法骨干集中培训", "普法骨干", day, "司法局", draw, 56, attended=56, hours=8))
    day = _weekday(date(year, 7, draw.randint(5, 25)))
    facts.append(
        _session(
            "全区法律明白人集中培训",
            "法律明白人",
            day,
            "司法局",
            draw,
            384,
            hours=8,
            attended=384 if year == 2022 else 384 - draw.randint(3, 20),
        )
    )
    for month, name in ((4, "第一期"), (10, "第二期")):
        day = _weekday(date(year, month, draw.randint(5, 25)))
        examined = draw.randint(150, 210)
        facts.append(
            _session(
                f"行政执法人员业务培训（{name}）",
                "执法人员",
                day,
                "司法局",
                draw,
                examined,
                hours=16,
                end_on=day + timedelta(days=1),
                attended=examined,
                examined=examined,
                passed=examined - draw.randint(2, 9),
            )
        )
    for month in (5, 11):
        day = _weekday(date(year, month, draw.randint(3, 13)))
        examined = draw.randint(12, 30)
        facts.append(
            _session(
                f"{year}年{month}月拟任职人员任前法律知识考试",
                "任前考试",
                day,
                "组织部",
                draw,
                examined,
                hours=None,
                lecturer=None,
                attended=examined,
                examined=examined,
                passed=examined - draw.randint(0, 2),
            )
        )
    facts = [fact for fact in facts if not _is_filed_elsewhere(fact)]
    return sorted(facts, key=lambda fact: (fact.day("start_on"), str(fact.values["title"])))


def _is_filed_elsewhere(fact: Fact) -> bool:
    """Backbone people are filed unit by unit, and the stewards' later courses by their townships."""
    category = fact.values["category"]
    return category == "普法骨干" or (
        category == "法律明白人" and fact.day("start_on").year > LAST_CENTRAL_TRAINING
    )


def _weekday(day: date) -> date:
    """Return the day, or the Friday before it when it falls on a weekend."""
    return day - timedelta(days=max(0, day.weekday() - 4))
