"""普法活动 legal-education events: the townships' village tours, departments' events, campus events."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from pipelines.demo.directory import Directory, Township
from pipelines.demo.randomness import stream
from pipelines.demo.world import topics
from pipelines.demo.world.activity_plan import (
    constitution_week,
    events_by_week,
    festival_weeks,
    plan_of,
    school_term,
)
from pipelines.demo.world.facts import Estimate, Fact, Value, number
from warehouse.contracts.types import Qualifier

# Far villages that tours tend to leave out; from the second half of 2026 on always, so that
# the review has a list of villages without an event in the last 90 days.
REMOTE_VILLAGES = (
    "寨沟村",
    "石嘴村",
    "沙固村",
    "大坡顶村",
    "观沟村",
    "老寨河村",
    "柏庙村",
    "左照村",
    "淮北社区",
    "聂寨社区",
)
_TOUR_SIZE = 8
_TOUR_DAYS = 5
# First and last Monday of a quarter's tours, as (month, day).
_TOUR_WINDOWS = (((3, 2), (3, 23)), ((4, 9), (6, 19)), ((7, 6), (9, 18)), ((10, 9), (11, 5)))
_QUARTER_NAMES = ("一", "二", "三", "四")
_ESTIMATES = ((Qualifier.AT_LEAST, 10), (Qualifier.ABOUT, 10), (Qualifier.ALMOST, 10))
_ESTIMATED_SHARE = 0.08


def activities_of(seed: int, year: int, directory: Directory) -> list[Fact]:
    """Return the events of a calendar year in the order of their dates, joint filings included."""
    facts = [*_tours(seed, year, directory), *_department_events(seed, year, directory)]
    facts = [fact for fact in facts if fact.day("start_on").year == year]
    facts += list(_joint_filings(seed, year, facts))
    facts.sort(key=lambda fact: (fact.day("start_on"), str(fact.values["unit"]), str(fact.values["place"])))
    return facts


# ---- the tours of the townships ----


def _skipped_villages(seed: int, year: int, quarter: int, directory: Directory) -> set[str]:
    draw = stream(seed, "skipped", year, quarter)
    if year == 2026 and quarter >= 3:
        return set(REMOTE_VILLAGES)
    wanted = plan_of(year).skipped
    remote = draw.sample(REMOTE_VILLAGES, min(wanted * 2 // 3, len(REMOTE_VILLAGES)))
    others = [name for name in directory.villages if name not in REMOTE_VILLAGES]
    return {*remote, *draw.sample(others, wanted - len(remote))}


def _tours(seed: int, year: int, directory: Directory) -> Iterator[Fact]:
    """Yield one row per stop; a tour is one session, counted at its first stop (场次)."""
    for quarter in range(1, 5):
        skipped = _skipped_villages(seed, year, quarter, directory)
        for township in directory.townships:
            groups = -(-len(township.villages) // _TOUR_SIZE)
            for group in range(groups):
                villages = [name for name in township.villages[group::groups] if name not in skipped]
                draw = stream(seed, "tour", year, quarter, township.name, group)
                yield from _tour(draw, year, quarter, township, villages)


def _tour(
    draw: random.Random, year: int, quarter: int, township: Township, villages: list[str]
) -> Iterator[Fact]:
    (first_month, first_day), (last_month, last_day) = _TOUR_WINDOWS[quarter - 1]
    first, last = date(year, first_month, first_day), date(year, last_month, last_day)
    mondays = [
        day
        for day in (first + timedelta(days=index) for index in range((last - first).days + 1))
        if day.weekday() == 0
    ]
    monday = draw.choice(mondays)
    mean = plan_of(year).stop
    theme = draw.choice(("民法典", "宪法", "反诈", "未成年人", "信访"))
    for index, village in enumerate(villages):
        audience = draw.randint(mean * 6 // 10, mean * 14 // 10)
        yield Fact(
            "activities",
            {
                "title": f"“百场万人”{_QUARTER_NAMES[quarter - 1]}季度法治宣传巡回宣讲",
                "start_on": monday + timedelta(days=index * _TOUR_DAYS // max(len(villages), _TOUR_DAYS)),
                "end_on": monday + timedelta(days=index * _TOUR_DAYS // max(len(villages), _TOUR_DAYS)),
                "place": f"{village}{draw.choice(topics.VILLAGE_SPOTS)}",
                "township": township.name,
                "village": village,
                "unit": township.name,
                "partners": ("司法局",) if draw.random() < 0.4 else (),
                "settings": ("社区",) if village.endswith("社区") else ("乡村",),
                "form": "讲座",
                "themes": (theme,),
                "audience": _written(draw, audience, _ESTIMATED_SHARE / 3),
                "online_reads": None,
                "sessions": 1 if index == 0 else 0,
                "materials": audience + draw.randint(0, 20),
                "consultations": draw.randint(0, 8),
                "stewards_joined": draw.randint(1, 3),
                "remark": None if index == 0 else "巡回宣讲，场次计入首站",
            },
        )


# ---- the events of the departments ----


def _department_events(seed: int, year: int, directory: Directory) -> Iterator[Fact]:
    draw = stream(seed, "weeks", year)
    numbers = events_by_week(year, draw)
    slots = [(monday, index) for monday, count in sorted(numbers.items()) for index in range(count)]
    in_term = [slot for slot in slots if school_term(slot[0])]
    campus = set(draw.sample(in_term, plan_of(year).campus))
    queue = sorted(directory.departments)
    draw.shuffle(queue)
    audiences = _campus_audiences(stream(seed, "campus", year), len(campus), plan_of(year).campus_audience)
    for slot in slots:
        monday, index = slot
        event = stream(seed, "event", year, monday, index)
        if slot in campus:
            yield _campus_event(event, monday, audiences.pop())
        else:
            yield _department_event(
                event, monday, index, _next_unit(queue, monday.month, directory), directory
            )


def _next_unit(queue: list[str], month: int, directory: Directory) -> str:
    """Take the next unit of the round, one with a topic of that month first, and send it to the end."""
    seasonal = set(topics.seasonal_units(directory, month))
    unit = next((name for name in queue[: len(queue) // 2] if name in seasonal), queue[0])
    queue.remove(unit)
    queue.append(unit)
    return unit


def _written(draw: random.Random, audience: int, share: float) -> Value:
    """Return an audience, now and then as its author estimated it."""
    if draw.random() >= share or audience < 30:
        return audience
    qualifier, step = draw.choice(_ESTIMATES)
    return Estimate(audience // step * step, qualifier)


def _campus_audiences(draw: random.Random, count: int, total: int) -> list[Value]:
    """Split a year's campus audience; every sixth is an estimate, the first takes up the remainder."""
    weights = [draw.uniform(0.6, 1.6) for _ in range(count)]
    exact = [round(total * weight / sum(weights)) for weight in weights]
    parts: list[Value] = [
        Estimate(size // 10 * 10, Qualifier.AT_LEAST) if index % 6 == 5 else size
        for index, size in enumerate(exact)
    ]
    parts[0] = exact[0] + total - sum(number(part) for part in parts)
    return parts


def _event(topic: topics.Topic, day: date, unit: str, place: str, audience: Value, **more: Value) -> Fact:
    values: dict[str, Value] = {
        "title": topic.title,
        "start_on": day,
        "end_on": day,
        "place": place,
        "township": None,
        "village": None,
        "unit": unit,
        "partners": (),
        "settings": topic.settings,
        "form": topic.form,
        "themes": topic.themes,
        "audience": audience,
        "online_reads": None,
        "sessions": 1,
        "materials": number(audience) // 10 * 10,
        "consultations": number(audience) // 12,
        "stewards_joined": None,
        "remark": None,
    }
    return Fact("activities", {**values, **more})


def _campus_event(draw: random.Random, monday: date, audience: Value) -> Fact:
    fitting = [topic for topic in topics.CAMPUS if not topic.months or monday.month in topic.months]
    topic = draw.choice(fitting)
    unit = draw.choice(topics.CAMPUS_HOSTS)
    partners = () if unit == "教育局" or draw.random() < 0.5 else ("教育局",)
    day = monday + timedelta(days=draw.randint(0, 4))
    return _event(
        topic,
        day,
        unit,
        draw.choice(topics.SCHOOLS),
        audience,
        partners=partners,
        materials=None if draw.random() < 0.3 else number(audience) // 10 * 10,
    )


def _department_event(draw: random.Random, monday: date, index: int, unit: str, directory: Directory) -> Fact:
    year = monday.isocalendar().year
    days = [monday + timedelta(days=offset) for offset in range(5)]
    day = draw.choice([one for one in days if one.year == year] or days)
    mean = plan_of(year).crowd
    audience = draw.randint(mean * 5 // 10, mean * 15 // 10)
    if monday in festival_weeks(year):
        return _online_event(draw, day)
    if monday == constitution_week(year) and index > 0:
        topic = topics.CONSTITUTION[index % len(topics.CONSTITUTION)]
        audience = audience * 3 // 2
    else:
        topic = draw.choice(topics.topics_of(unit, day.month)[:2])
    crowd = _written(draw, audience, _ESTIMATED_SHARE * 2)
    others = [name for name in directory.departments if name != unit]
    partners = tuple(draw.sample(others, draw.randint(1, 3))) if draw.random() < 0.3 else ()
    if topic.is_village:
        near = [name for name in directory.villages if name not in REMOTE_VILLAGES]
        village = draw.choice(near)
        return _event(
            topic,
            day,
            unit,
            f"{village}{draw.choice(topics.VILLAGE_SPOTS)}",
            crowd,
            partners=partners,
            township=directory.township_of(village),
            village=village,
        )
    place = draw.choice(topics.VENUES.get(topic.settings[0], topics.SQUARES))
    fact = _event(topic, day, unit, place, crowd, partners=partners)
    if topic.form == "展览":
        fact = replace(fact, values={**fact.values, "end_on": day + timedelta(days=2)})
    return fact


def _online_event(draw: random.Random, day: date) -> Fact:
    topic = topics.Topic("春节普法微课堂推送", ("网络",), "推送", ("民法典", "反诈"))
    return _event(
        topic,
        day,
        "融媒体中心",
        "区融媒体中心",
        None,
        online_reads=Estimate(draw.randint(11, 36) * 1000, Qualifier.AT_LEAST),
        materials=None,
        consultations=None,
    )


# ---- joint events, filed by two units ----


def _joint_filings(seed: int, year: int, facts: list[Fact]) -> Iterator[Fact]:
    """Yield the second filing of a few joint events (联合活动), one of them with another audience."""
    draw = stream(seed, "joint", year)
    candidates = [
        fact
        for fact in facts
        if fact.values["partners"]
        and isinstance(fact.values["audience"], int)
        and fact.values["unit"] not in {"司法局"}
        and fact.values["village"] is None
    ]
    chosen = draw.sample(candidates, min(4, len(candidates)))
    for index, fact in enumerate(chosen):
        partners = fact.values["partners"]
        if not isinstance(partners, tuple):
            continue
        yield replace(
            fact,
            values={
                **fact.values,
                "unit": partners[0],
                "partners": (str(fact.values["unit"]), *partners[1:]),
                "audience": number(fact.values["audience"]) - (10 if index == 0 else 0),
            },
        )
