"""法治副校长 vice-principals for the rule of law, the schools, and the 普法骨干 of the units.

At the end of 2022 there are 14 persons in 15 posts: one of them serves two schools. A term lasts three years.
"""

from __future__ import annotations

from datetime import date, timedelta

from pipelines.demo.directory import Directory
from pipelines.demo.randomness import stream
from pipelines.demo.world.facts import Fact, Value

TERM_YEARS = 3
_TERM_BEGINS = (9, 1)
# School → stage. The first eleven are those where the campus events take place.
SCHOOLS = {
    "演示第一小学": "小学",
    "演示第二小学": "小学",
    "演示第三小学": "小学",
    "演示实验小学": "小学",
    "演示外国语小学": "小学",
    "演示中心小学": "小学",
    "演示第一初级中学": "初中",
    "演示第二初级中学": "初中",
    "演示实验初级中学": "初中",
    "演示高级中学": "高中",
    "演示职业中专": "中职",
    "演示第四小学": "小学",
    "演示第五小学": "小学",
    "演示第六小学": "小学",
    "演示第三初级中学": "初中",
    "演示第一九年制学校": "九年一贯制",
    "演示第二九年制学校": "九年一贯制",
    "演示第七小学": "小学",
    "演示第八小学": "小学",
    "演示第九小学": "小学",
    "演示第四初级中学": "初中",
    "演示特殊教育学校": "特殊教育",
    "演示第二高级中学": "高中",
    "演示第一幼儿园": "幼儿园",
}
_SENDERS = (
    ("公安局", "派出所副所长"),
    ("人民法院", "法官"),
    ("人民检察院", "检察官"),
    ("司法局", "司法所所长"),
)
_SURNAMES = "高林郭马罗梁宋唐邓彭曾萧田董潘袁蔡蒋余于杜叶程苏"
# September of a year → (school, person): who is appointed then for three years.
_WAVES: dict[int, tuple[tuple[int, int], ...]] = {
    2020: ((0, 0), (1, 1), (2, 2), (3, 3), (4, 4), (5, 5)),
    2021: ((6, 6), (7, 7), (8, 8), (9, 9), (10, 10)),
    2022: ((11, 11), (12, 12), (13, 13), (14, 6)),
    2023: ((0, 0), (1, 1), (2, 2), (3, 3), (4, 14), (5, 5), (15, 15), (16, 16)),
    2024: ((6, 6), (7, 7), (8, 17), (9, 9)),
    2025: ((11, 11), (12, 12), (13, 13), (14, 6), (10, 18), (17, 19)),
    2026: ((0, 0), (1, 1), (2, 20), (3, 3), (4, 14), (5, 5), (15, 15), (16, 16), (18, 21)),
}
# How many units send their backbone people (普法骨干) to the yearly training: fifty-odd in the report's year.
_BACKBONE_UNITS = {2021: 51, 2022: 52, 2023: 54, 2024: 53, 2025: 55}


def schools_of(seed: int, year: int, directory: Directory) -> list[Fact]:
    """Return the list of schools with their numbers of pupils in a year."""
    facts = []
    towns = [town.name for town in directory.townships]
    for index, (name, stage) in enumerate(SCHOOLS.items()):
        draw = stream(seed, "school", name, year)
        pupils = draw.randint(80, 260) if stage in ("幼儿园", "特殊教育") else draw.randint(500, 1900)
        values: dict[str, Value] = {
            "name": name,
            "township": towns[index % len(towns)],
            "stage": stage,
            "pupils": pupils,
            "remark": None,
        }
        facts.append(Fact("schools", values))
    return facts


def appointments_of(seed: int, year: int, until: date) -> list[Fact]:
    """Return the posts that ran in a year and had begun by a day, with the lessons given in that year."""
    facts = []
    for began in range(year - TERM_YEARS, year + 1):
        for school, person in _wave(began):
            appointed_on = date(began, *_TERM_BEGINS)
            if appointed_on <= until:
                facts.append(_appointment(seed, school, person, appointed_on, year))
    return facts


def _wave(year: int) -> tuple[tuple[int, int], ...]:
    """Return who is appointed in a year; after the last planned one every term is renewed."""
    if year in _WAVES or year < min(_WAVES):
        return _WAVES.get(year, ())
    return _wave(year - TERM_YEARS)


def _appointment(seed: int, school: int, person: int, appointed_on: date, year: int) -> Fact:
    draw = stream(seed, "vice-principal lessons", school, person, year)
    is_new = appointed_on.year == year
    lessons = draw.randint(1, 2) if is_new else draw.randint(2, 6)
    sent_by, post = _SENDERS[person % len(_SENDERS)]
    ends_on = date(appointed_on.year + TERM_YEARS, *_TERM_BEGINS) - timedelta(days=1)
    hours = lessons * (2 if is_new else draw.choice((1, 2)))
    values: dict[str, Value] = {
        "school": tuple(SCHOOLS)[school],
        "name": f"{_SURNAMES[person % len(_SURNAMES)]}某{'文武'[person % 2]}",
        "sent_by": sent_by,
        "post": post,
        "born_in": date(1966 + person, person % 12 + 1, 1),
        "appointed_on": appointed_on,
        # A blank end means the usual three years.
        "term_ends_on": None if school % 4 == 0 else ends_on,
        "lessons": lessons,
        "hours": hours,
        "assessment": None if is_new else draw.choice(("优秀", "合格", "合格")),
        "remark": None,
    }
    return Fact("vice_principals", values)


def backbone_trainings(seed: int, year: int, directory: Directory) -> list[Fact]:
    """Return the yearly training of backbone people: one row for each unit that took part."""
    draw = stream(seed, "backbone training", year)
    units = sorted({*directory.departments, *(town.name for town in directory.townships)})
    day = date(year, 6, draw.randint(6, 24))
    day -= timedelta(days=max(0, day.weekday() - 4))
    facts = []
    for unit in sorted(draw.sample(units, _BACKBONE_UNITS.get(year, 56))):
        expected = draw.choice((1, 1, 1, 2))
        values: dict[str, Value] = {
            "title": "普法骨干集中培训",
            "category": "普法骨干",
            "start_on": day,
            "end_on": day,
            "unit": unit,
            "host_unit": "司法局",
            "expected": expected,
            "attended": expected,
            "hours": 8,
            "remark": None,
        }
        facts.append(Fact("trainings", values))
    return facts
