"""法治创建 honours: how the district came to hold what its report says it holds at the end of 2022.

省 示范村 8, 市 示范村 23 (the eight hold both levels), 市 法治乡镇 4, 省 法治乡镇 1, 市 教育基地 1, and one
village recommended (推荐, not 命名) for the national level. Later years add applications under way,
re-examinations that keep the honour, and awards at district level only.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from pipelines.demo.directory import Directory
from pipelines.demo.randomness import stream
from pipelines.demo.world.facts import Fact, Value
from warehouse.contracts.creation import DEMOCRATIC_VILLAGE

TOWNSHIP_HONOUR = "法治乡镇（街道）"
BASE_HONOUR = "优秀法治宣传教育基地"
SERVICE_HONOUR = "服务型行政执法示范点"

# Village → year of 市, year of 省 (None: not held at that level).
VILLAGE_HONOURS: dict[str, tuple[int, int | None]] = {
    "方顶村": (2006, 2010),
    "新华街社区": (2006, 2012),
    "如意街社区": (2008, 2014),
    "柏庙村": (2008, 2016),
    "朝阳街社区": (2010, 2018),
    "冯沟村": (2010, 2019),
    "康乐社区": (2012, 2021),
    "工业路社区": (2012, 2022),
    "中安街社区": (2014, None),
    "金华社区": (2014, None),
    "汇丰社区": (2014, None),
    "西林子村": (2016, None),
    "魏岗村": (2016, None),
    "昌盛街社区": (2016, None),
    "朱寨社区": (2018, None),
    "工人村社区": (2018, None),
    "南峡窝村": (2018, None),
    "振兴社区": (2019, None),
    "东方社区": (2019, None),
    "盛世社区": (2021, None),
    "马固村": (2021, None),
    "通航社区": (2022, None),
    "左照村": (2022, None),
}
LISTED_UNTIL = 2019
NATIONAL_CANDIDATE = "方顶村"
_CITY_TOWNSHIPS = (("峡窝镇", 2015), ("济源路街道", 2017), ("中心路街道", 2019), ("新安路街道", 2021))
_PROVINCIAL_TOWNSHIP = ("峡窝镇", 2020)
BASE = "上街区法治宣传教育基地（演示）"
_SERVICE_SITES = (
    ("市场监管局", "市", 2020),
    ("城管局", "市", 2022),
    ("卫健委", "区", 2021),
    ("住建局", "区", 2021),
    ("交通局", "区", 2022),
)
# Village awards and applications after the report: year → (district awards, applications at 市).
_LATER_AWARDS = {
    2023: ("香园街社区", "冯沟村"),
    2024: ("鸿园社区", "博文社区"),
    2025: ("任庄社区", "杨家沟村"),
    2026: ("颐苑社区", "祥云社区", "郊段村"),
}
_LATER_APPLICATIONS = {2026: ("鸿园社区", "博文社区", "任庄社区")}


def listed_honours() -> list[tuple[str, str, list[Fact]]]:
    """Return the published list of village honours until 2019: (称号, name as published, its events)."""
    entries = []
    for level, place in (("市", 0), ("省", 1)):
        for village, years in VILLAGE_HONOURS.items():
            year = years[place]
            if year is None or year > LISTED_UNTIL:
                continue
            reviewed = year + 10 if year + 10 <= LISTED_UNTIL else None
            facts = [_event(village, "村社区", DEMOCRATIC_VILLAGE, level, "命名", date(year, 1, 1))]
            name = f"{village}（{year}）"
            if reviewed is not None:
                name += f"({reviewed}复)"
                facts.append(
                    _event(
                        village,
                        "村社区",
                        DEMOCRATIC_VILLAGE,
                        level,
                        "复核",
                        date(reviewed, 1, 1),
                        review_result="保留",
                    )
                )
            listed = [
                Fact(
                    fact.dataset,
                    {
                        name: value
                        for name, value in fact.values.items()
                        if name not in {"subject_type", "document_no", "batch", "remark"}
                    },
                )
                for fact in facts
            ]
            entries.append((f"{level}级{DEMOCRATIC_VILLAGE}", name, listed))
    return entries


def creation_events_of(seed: int, year: int, directory: Directory) -> list[Fact]:
    """Return the events logged for a year; the log of 2021 begins with what the list leaves out."""
    facts = list(_awards(seed, year))
    facts += _reviews(seed, year)
    facts += _later(seed, year)
    known = {*directory.departments, *directory.villages, *(town.name for town in directory.townships), BASE}
    unknown = sorted({str(fact.values["subject"]) for fact in facts} - known)
    if unknown:
        raise KeyError(f"the demo honours subjects that the reference tables do not name: {unknown}")
    return sorted(facts, key=lambda fact: (fact.day("happened_on"), str(fact.values["subject"])))


def _event(subject: str, kind: str, category: str, level: str, event: str, day: date, **more: Value) -> Fact:
    values: dict[str, Value] = {
        "subject": subject,
        "subject_type": kind,
        "category": category,
        "level": level,
        "event": event,
        "happened_on": day,
        "document_no": None,
        "batch": None,
        "review_result": None,
        "remark": None,
    }
    return Fact("creation_events", {**values, **more})


def _award(seed: int, subject: str, kind: str, honour: tuple[str, str], year: int) -> Iterator[Fact]:
    """Yield an honour's way from 申报 to 命名 within a year."""
    category, level = honour
    draw = stream(seed, "award", subject, category, level, year)
    day = date(year, 3, draw.randint(1, 20))
    number = f"法治创建（演示）〔{year}〕{draw.randint(1, 60)}号"
    for event, wait in (("申报", 0), ("推荐", 40), ("公示", 60), ("命名", 45)):
        day += timedelta(days=wait + draw.randint(0, 10))
        more: dict[str, Value] = {"document_no": number, "batch": f"{year}年度"} if event == "命名" else {}
        yield _event(subject, kind, category, level, event, day, **more)


def _awards(seed: int, year: int) -> Iterator[Fact]:
    for village, years in VILLAGE_HONOURS.items():
        for level, awarded in zip(("市", "省"), years, strict=True):
            if awarded == year and awarded > LISTED_UNTIL:
                yield from _award(seed, village, "村社区", (DEMOCRATIC_VILLAGE, level), year)
    others = [(name, "镇办", TOWNSHIP_HONOUR, "市", when) for name, when in _CITY_TOWNSHIPS]
    others.append((_PROVINCIAL_TOWNSHIP[0], "镇办", TOWNSHIP_HONOUR, "省", _PROVINCIAL_TOWNSHIP[1]))
    others.append((BASE, "基地", BASE_HONOUR, "市", 2020))
    others += [(name, "单位", SERVICE_HONOUR, level, when) for name, level, when in _SERVICE_SITES]
    for name, kind, category, level, when in others:
        if when == year:
            yield from _award(seed, name, kind, (category, level), year)
        elif when < year == 2021:
            draw = stream(seed, "early award", name, category, level)
            yield _event(
                name,
                kind,
                category,
                level,
                "命名",
                date(when, draw.randint(9, 12), draw.randint(1, 28)),
                document_no=f"法治创建（演示）〔{when}〕{draw.randint(1, 60)}号",
            )
    if year == 2022:
        yield _event(NATIONAL_CANDIDATE, "村社区", DEMOCRATIC_VILLAGE, "国家", "申报", date(2022, 4, 12))
        yield _event(
            NATIONAL_CANDIDATE,
            "村社区",
            DEMOCRATIC_VILLAGE,
            "国家",
            "推荐",
            date(2022, 6, 20),
            document_no="法治创建（演示）〔2022〕8号",
        )


def _reviews(seed: int, year: int) -> Iterator[Fact]:
    """Yield re-examinations (复核), every fifth year after the award and always with 保留."""
    for village, years in VILLAGE_HONOURS.items():
        for level, awarded in zip(("市", "省"), years, strict=True):
            if awarded is not None and year > max(awarded, LISTED_UNTIL + 1) and (year - awarded) % 5 == 0:
                draw = stream(seed, "review", village, level, year)
                day = date(year, draw.randint(5, 10), draw.randint(1, 28))
                yield _event(village, "村社区", DEMOCRATIC_VILLAGE, level, "复核", day, review_result="保留")


def _later(seed: int, year: int) -> Iterator[Fact]:
    for village in _LATER_AWARDS.get(year, ()):
        yield from _award(seed, village, "村社区", (DEMOCRATIC_VILLAGE, "区"), year)
    for index, village in enumerate(_LATER_APPLICATIONS.get(year, ())):
        day = date(year, 5, 10 + index)
        for event, wait in (("申报", 0), ("推荐", 50), ("公示", 90))[: index + 1]:
            day += timedelta(days=wait)
            yield _event(village, "村社区", DEMOCRATIC_VILLAGE, "市", event, day)
