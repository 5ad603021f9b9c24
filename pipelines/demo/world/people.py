"""法律明白人 legal stewards: who serves which village since when, and who was trained.

384 persons are in post at the end of 2022, as the report says; two of them serve two villages, so there are
386 posts. Three small villages have fewer than three stewards. Later years bring joiners, leavers and
persons who move to another village. Names are made up (surname + 某 + another character).
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from pipelines.demo.directory import Directory, Township
from pipelines.demo.randomness import stream
from pipelines.demo.world.facts import FIRST_YEAR, Fact, Fault
from pipelines.demo.world.trainings import LAST_CENTRAL_TRAINING

IN_POST, LEFT, MOVED = "在岗", "退出", "调整"
NO_PHONE = "000-0000"
_SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕张孔曹严华金魏陶姜"
_GIVEN = "安宝昌春德东福刚贵海红华建杰军兰丽林玲龙梅民明宁平琴青荣瑞山"
# Villages with too few stewards, and the year in which each of them gets a third.
_SMALL_VILLAGES = {"寨沟村": 2024, "石嘴村": 2026, "沙固村": None}
_ROLES = ("村干部", "人民调解员", "网格员", "村民小组长", "党员", "五老", "驻村辅警", "儿童主任")
_STATUSES = ("中共党员", "中共党员", "群众", "群众", "共青团员")
_EDUCATION = ("初中", "高中", "中专", "大专", "大专", "本科")
# Place in the list of names → year of birth: two persons of one name.
_NAMESAKES = {20: 1964, 200: 1987}
# Size of a village's team: every third of the others has seven stewards, the rest six.
_TEAM, _LARGE_TEAM, _SMALL_TEAM = 6, 7, 2
_REPORT_YEAR, _REPLACED, _GROWN = 2022, 12, 4


@dataclass(frozen=True)
class Steward:
    """A person; born_in is the first day of the month of birth."""

    name: str
    gender: str
    born_in: date
    political_status: str
    education: str
    role: str
    certificate_no: str


@dataclass(frozen=True)
class Post:
    """A person's service in a village, until the day it ended (退出, or 调整 to another village)."""

    steward: Steward
    village: str
    certified_on: date
    left_on: date | None = None
    ending: str = LEFT


def posts_until(seed: int, directory: Directory, last_year: int) -> list[Post]:
    """Return every post that began by the end of a year, in the order of the villages."""
    names = _names(seed)
    posts = _first_posts(seed, directory, names)
    for year in range(FIRST_YEAR + 1, last_year + 1):
        posts = _after_year(seed, year, posts, names)
    order = {village: place for place, village in enumerate(directory.villages)}
    return sorted(posts, key=lambda post: (order[post.village], post.certified_on))


def steward_fact(seed: int, post: Post, year: int, directory: Directory, on: date) -> Fact:
    """Return a roster row with the assessment of a year, as its township knew it on a day."""
    person = post.steward
    has_left = post.left_on is not None and post.left_on <= on
    draw = stream(seed, "steward assessment", year, person.certificate_no)
    assessment = draw.choices(("优秀", "合格", "不合格"), (20, 77, 3))[0]
    return Fact(
        "legal_stewards",
        {
            "name": person.name,
            "gender": person.gender,
            "born_in": person.born_in,
            "political_status": person.political_status,
            "education": person.education,
            "village": post.village,
            "township": directory.township_of(post.village),
            "role": person.role,
            "certificate_no": person.certificate_no,
            "certified_on": post.certified_on,
            "phone": NO_PHONE,
            "status": post.ending if has_left else IN_POST,
            "left_on": post.left_on if has_left else None,
            "assessment": None if has_left else assessment,
            "remark": None,
        },
    )


def roster(seed: int, posts: list[Post], year: int, directory: Directory) -> list[Fact]:
    """Return a year's roster: everybody in post at its end, and those who left within it."""
    last = date(year, 12, 31)
    return [
        steward_fact(seed, post, year, directory, last)
        for post in posts
        if post.certified_on <= last and (post.left_on is None or post.left_on >= date(year, 1, 1))
    ]


def changes(posts: list[Post], first: date, last: date) -> list[Post]:
    """Return the posts that began or ended in a period."""
    return [
        post
        for post in posts
        if first <= post.certified_on <= last or (post.left_on is not None and first <= post.left_on <= last)
    ]


def faulty_stewards(seed: int, directory: Directory, year: int) -> Iterator[Fact]:
    """Yield further roster rows with a real mistake each; none of these persons is in post."""
    draw = stream(seed, "faulty stewards", year)
    day = date(year, 5, 20)
    faults = (
        Fault("unknown_village", "village", "北夹窝村"),
        Fault("impossible_date", "certified_on", f"{year}年2月30日"),
        Fault("unknown_choice", "assessment", "待定"),
        Fault("steward_left_before_certified", "left_on", "2001-05-04"),
    )
    fault = faults[year % len(faults)]
    person = _person(draw, (f"误某{_GIVEN[year % len(_GIVEN)]}", None), f"演法明〔{year}〕9001号")
    fact = steward_fact(seed, Post(person, "方顶村", day), year, directory, date(year, 12, 31))
    yield replace(fact, fault=fault)


# ---- how the teams came about ----


def _names(seed: int) -> Iterator[tuple[str, int | None]]:
    """Yield names of invented persons, each once but for two namesakes, who have a year of birth."""
    names = [f"{surname}某{given}" for surname in _SURNAMES for given in _GIVEN]
    stream(seed, "steward names").shuffle(names)
    first, second = _NAMESAKES
    names[second] = names[first]
    for place, name in enumerate(names):
        yield name, _NAMESAKES.get(place)


def _person(draw: random.Random, name: tuple[str, int | None], certificate_no: str) -> Steward:
    text, born = name
    return Steward(
        text,
        draw.choice("男女"),
        date(born or draw.randint(1958, 1995), draw.randint(1, 12), 1),
        draw.choice(_STATUSES),
        draw.choice(_EDUCATION),
        draw.choice(_ROLES),
        certificate_no,
    )


def _shared_villages(directory: Directory) -> dict[str, str]:
    """Return the villages whose first steward is the first steward of another village too."""
    towns = sorted(directory.townships, key=lambda town: -len(town.villages))[:2]
    return {town.villages[1]: town.villages[0] for town in towns}


def _first_posts(seed: int, directory: Directory, names: Iterator[tuple[str, int | None]]) -> list[Post]:
    """Return the posts at the end of 2021: the teams of the report without the net growth of 2022."""
    draw = stream(seed, "first stewards")
    others = [village for village in directory.villages if village not in _SMALL_VILLAGES]
    growing = set(_growing(seed, others))
    shared = _shared_villages(directory)
    heads: dict[str, Steward] = {}
    posts: list[Post] = []
    for village in directory.villages:
        size = _SMALL_TEAM
        if village not in _SMALL_VILLAGES:
            size = _LARGE_TEAM if others.index(village) % 3 == 0 else _TEAM
        for place in range(size - (village in growing)):
            certified_on = date(draw.choice((2020, 2021)), draw.randint(3, 11), draw.randint(1, 28))
            if place == 0 and village in shared:
                person = heads[shared[village]]
            else:
                number = f"演法明〔{certified_on.year}〕{len(posts) + 1:04d}号"
                person = _person(draw, next(names), number)
            if place == 0:
                heads[village] = person
            posts.append(Post(person, village, certified_on))
    return posts


def _growing(seed: int, villages: list[str]) -> list[str]:
    """Villages that get a further steward in 2022."""
    return stream(seed, "growing villages").sample(villages, _GROWN)


def _after_year(
    seed: int, year: int, posts: list[Post], names: Iterator[tuple[str, int | None]]
) -> list[Post]:
    """Return the posts after a year's leavers, joiners and moves.

    In 2022 everybody who leaves does so by April and is replaced by June, before the training of all.
    """
    draw = stream(seed, "steward changes", year)
    is_report_year = year == _REPORT_YEAR
    # Whoever serves two villages, or has moved before, stays.
    times = Counter(post.steward for post in posts)
    serving = [
        post
        for post in posts
        if post.left_on is None and times[post.steward] == 1 and post.village not in _SMALL_VILLAGES
    ]
    villages = list(dict.fromkeys(post.village for post in serving))
    count = _REPLACED if is_report_year else draw.randint(9, 14)
    ended: dict[Post, Post] = {}
    begun: list[Post] = []
    for village in draw.sample(villages, count):
        post = draw.choice([one for one in serving if one.village == village])
        left_on = date(year, draw.randint(2, 4 if is_report_year else 10), draw.randint(1, 28))
        joined_on = left_on + timedelta(days=draw.randint(20, 60))
        ended[post] = replace(post, left_on=left_on)
        if is_report_year or draw.random() < 0.85:
            begun.append(_joined(draw, next(names), village, joined_on, len(begun)))
    if is_report_year:
        for village in _growing(seed, villages):
            begun.append(_joined(draw, next(names), village, date(year, 5, 12), len(begun)))
    else:
        staying = [post for post in serving if post not in ended]
        for post, target in zip(draw.sample(staying, 2), draw.sample(villages, 2), strict=True):
            moved_on = date(year, draw.randint(3, 9), draw.randint(1, 28))
            if target != post.village:
                ended[post] = replace(post, left_on=moved_on, ending=MOVED)
                begun.append(Post(post.steward, target, moved_on))
    for village, when in _SMALL_VILLAGES.items():
        if when == year:
            begun.append(_joined(draw, next(names), village, date(year, 6, 18), len(begun)))
    return [*(ended.get(post, post) for post in posts), *begun]


def _joined(draw: random.Random, name: tuple[str, int | None], village: str, day: date, index: int) -> Post:
    return Post(_person(draw, name, f"演法明〔{day.year}〕{index + 501:04d}号"), village, day)


# ---- training ----


def steward_trainings(posts: list[Post], seed: int, year: int, directory: Directory) -> list[Fact]:
    """Return the townships' own courses of a year: the same people twice, never quite all of them.

    None as long as the bureau trains everybody together.
    """
    if year <= LAST_CENTRAL_TRAINING:
        return []
    facts = []
    for town in directory.townships:
        draw = stream(seed, "steward training", year, town.name)
        for month, label in ((4, "第一期"), (9, "第二期")):
            day = date(year, month, draw.randint(1, 28))
            serving = _serving(posts, town, day)
            facts.append(
                Fact(
                    "trainings",
                    {
                        "title": f"{town.name}法律明白人培训班（{label}）",
                        "category": "法律明白人",
                        "start_on": day,
                        "end_on": day,
                        "unit": town.name,
                        "lecturer": draw.choice(("演示甲", "演示乙", "演示丙")),
                        "expected": serving,
                        "attended": serving * draw.randint(80, 97) // 100,
                        "hours": 8,
                        "remark": None,
                    },
                )
            )
    return facts


def _serving(posts: list[Post], town: Township, day: date) -> int:
    """Return how many persons serve a township's villages on a day."""
    return len(
        {
            (post.steward.name, post.steward.born_in)
            for post in posts
            if post.village in town.villages
            and post.certified_on <= day
            and (post.left_on is None or post.left_on > day)
        }
    )
