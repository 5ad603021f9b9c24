"""Rosters of 法律明白人, courses for them and for 普法骨干, and the list of 法治副校长."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from pipelines.demo import writers
from pipelines.demo.directory import Township
from pipelines.demo.filings.base import Context, Filing, Part, book, dictionary_sheet, empty_sheets, month_end
from pipelines.demo.filings.venues import census_part
from pipelines.demo.forms import Table
from pipelines.demo.world import people, schools
from pipelines.demo.world.facts import FIRST_YEAR, Fact, Fault
from pipelines.demo.world.governance import committee_studies
from warehouse.contracts.people import LEGAL_STEWARDS, VICE_PRINCIPALS
from warehouse.contracts.trainings import TRAININGS
from warehouse.contracts.venues import SCHOOLS

LAST_YEARLY = 2025
# The year in which every township sent a workbook of its own.
TOWNSHIP_FILES_YEAR = 2022
TOWN = "峡窝镇"
# Quarters whose changes were reported before the roster of the year.
_REPORTED_QUARTERS = ((2025, 2), (2026, 2), (2026, 3))
_ROSTER_COLUMNS = (
    "name",
    "gender",
    "born_in",
    "political_status",
    "education",
    "township",
    "village",
    "role",
    "certificate_no",
    "certified_on",
    "phone",
    "status",
    "left_on",
    "assessment",
    "remark",
)
_TOWN_COLUMNS = tuple(name for name in _ROSTER_COLUMNS if name not in {"township", "phone"})
_CHANGE_COLUMNS = (
    "township",
    "village",
    "name",
    "gender",
    "born_in",
    "role",
    "certificate_no",
    "certified_on",
    "status",
    "left_on",
    "remark",
)
_COURSE_COLUMNS = (
    "title",
    "category",
    "start_on",
    "unit",
    "lecturer",
    "expected",
    "attended",
    "hours",
    "remark",
)
_JOINT_COURSE_COLUMNS = (
    "unit",
    "title",
    "category",
    "start_on",
    "host_unit",
    "expected",
    "attended",
    "hours",
    "remark",
)
_POST_COLUMNS = (
    "school",
    "name",
    "sent_by",
    "post",
    "born_in",
    "appointed_on",
    "term_ends_on",
    "lessons",
    "hours",
    "assessment",
    "remark",
)
_SCHOOL_COLUMNS = ("name", "township", "stage", "pupils", "remark")
_SCHOOL_LIST_YEARS = (2021, 2024)
_LATEST_POSTS_ON = date(2026, 9, 28)
_TOWNSHIP_KINDS = {"工业路街道": writers.XLS}
_SCHOOL_KINDS = {2023: writers.CSV_BOM}


# ---- 法律明白人 ----


def steward_filings(context: Context, last_year: int) -> Iterator[Filing]:
    """Yield the rosters of every year and, from 2025 on, reports on the changes of a quarter."""
    posts = people.posts_until(context.seed, context.directory, last_year)
    for year in range(FIRST_YEAR, last_year + 1):
        if year == TOWNSHIP_FILES_YEAR:
            yield from _township_rosters(context, posts, year)
        elif year <= LAST_YEARLY:
            yield from _collected_rosters(context, posts, year)
        for reported_year, quarter in _REPORTED_QUARTERS:
            if reported_year == year:
                yield _quarterly_changes(context, posts, year, quarter)


def _township_rosters(context: Context, posts: list[people.Post], year: int) -> Iterator[Filing]:
    """Yield the workbook of each township: its roster and its venues."""
    facts = people.roster(context.seed, posts, year, context.directory)
    for index, town in enumerate(context.directory.townships):
        filed_on = date(year + 1, 1, 6 + index)
        rows = _of(town, facts)
        if town.name == TOWN:
            rows = (*rows, *people.faulty_stewards(context.seed, context.directory, year))
        parts = [
            _roster_part(town.name, f"{town.name}{year}年度", _TOWN_COLUMNS, ((None, rows),), filed_on),
            census_part(context, town, date(year, 12, 31), filed_on),
        ]
        kind = _TOWNSHIP_KINDS.get(town.name, writers.XLSX)
        yield book(
            context,
            f"{town.name}_{year}年度法律明白人名册和法治阵地",
            town.name,
            filed_on,
            parts,
            kind=kind,
            further=empty_sheets() if kind == writers.XLS else (),
        )


def _collected_rosters(context: Context, posts: list[people.Post], year: int) -> Iterator[Filing]:
    """Yield the town's workbook and that of the bureau for the street offices; each with the courses held."""
    facts = people.roster(context.seed, posts, year, context.directory)
    courses = people.steward_trainings(posts, context.seed, year, context.directory)
    streets = tuple(town for town in context.directory.townships if town.name != TOWN)
    (own,) = (town for town in context.directory.townships if town.name == TOWN)
    groups: tuple[tuple[str, str, tuple[Township, ...]], ...] = (
        (TOWN, "峡窝镇政府", (own,)),
        ("司法局", "区司法局", streets),
    )
    for index, (owner, sender, towns) in enumerate(groups):
        filed_on = date(year + 1, 1, 7 + index * 4)
        sections = _sections(towns, facts)
        if owner == TOWN:
            wrong = people.faulty_stewards(context.seed, context.directory, year)
            sections = ((None, (*sections[0][1], *wrong)),)
        names = {town.name for town in towns}
        held = tuple(fact for fact in courses if fact.values["unit"] in names)
        place = TOWN if owner == TOWN else "上街区各街道"
        columns = _TOWN_COLUMNS if owner == TOWN else _ROSTER_COLUMNS
        parts = [_roster_part(sender, f"{place}{year}年度", columns, sections, filed_on)]
        if held:
            parts.append(_course_part(sender, f"{place}{year}年度", filed_on, held))
        yield book(
            context,
            f"{sender}_{year}年度{'' if owner == TOWN else '街道'}法律明白人名册",
            owner,
            filed_on,
            parts,
            further=(dictionary_sheet(),) if year % 2 else (),
        )


def _quarterly_changes(context: Context, posts: list[people.Post], year: int, quarter: int) -> Filing:
    """Return the bureau's list of joiners and leavers; in 2025 it forgot the days of leaving."""
    last = month_end(year, quarter * 3)
    filed_on = last + timedelta(days=8)
    facts = [
        people.steward_fact(context.seed, post, year, context.directory, last)
        for post in people.changes(posts, date(year, 1, 1), last)
    ]
    if year <= LAST_YEARLY:
        facts = [Fact(fact.dataset, {**fact.values, "left_on": None}) for fact in facts]
    period = f"{year}年第{'一二三四'[quarter - 1]}季度"
    table = Table(
        LEGAL_STEWARDS,
        "变动",
        f"上街区{period}法律明白人变动情况表",
        _CHANGE_COLUMNS,
        ((None, tuple(facts)),),
        sender="区司法局",
        filed_on=filed_on,
    )
    parts = [Part(table)]
    courses = people.steward_trainings(posts, context.seed, year, context.directory)
    held = tuple(fact for fact in courses if fact.day("start_on") <= last)
    if year > LAST_YEARLY and quarter == 3:
        parts.append(_course_part("区司法局", f"上街区{year}年1—9月", filed_on, held))
    return book(context, f"区司法局_{period}法律明白人变动情况", "司法局", filed_on, parts)


def _roster_part(
    sender: str,
    scope: str,
    columns: tuple[str, ...],
    sections: tuple[tuple[str | None, tuple[Fact, ...]], ...],
    filed_on: date,
) -> Part:
    table = Table(
        LEGAL_STEWARDS,
        "名册",
        f"{scope}法律明白人名册",
        columns,
        sections,
        sender=sender,
        filed_on=filed_on,
    )
    return Part(table)


def _course_part(sender: str, scope: str, filed_on: date, facts: tuple[Fact, ...]) -> Part:
    table = Table(
        TRAININGS,
        "培训",
        f"{scope}法律明白人培训情况表",
        _COURSE_COLUMNS,
        ((None, facts),),
        sender=sender,
        filed_on=filed_on,
    )
    return Part(table, desk="法律明白人培训")


def _of(town: Township, facts: Sequence[Fact]) -> tuple[Fact, ...]:
    return tuple(fact for fact in facts if fact.values["village"] in town.villages)


def _sections(
    towns: tuple[Township, ...], facts: Sequence[Fact]
) -> tuple[tuple[str | None, tuple[Fact, ...]], ...]:
    return tuple(
        (f"{'一二三四五六'[place]}、{town.name}", _of(town, facts)) for place, town in enumerate(towns)
    )


# ---- 普法骨干 and 区委常委会 ----


def backbone_filings(context: Context, last_year: int) -> Iterator[Filing]:
    """Yield who took part in the training of 普法骨干, unit by unit, with the committee's study of law."""
    for year in range(FIRST_YEAR, last_year + 1):
        studies = committee_studies(context.seed, year)
        backbone = schools.backbone_trainings(context.seed, year, context.directory)
        if year <= LAST_YEARLY:
            yield _joint_courses(context, f"{year}年度", date(year + 1, 1, 14), [*backbone, *studies])
            continue
        half = date(year, 6, 30)
        for period, filed_on, is_first in (
            (f"{year}年上半年", date(year, 7, 13), True),
            (f"{year}年7—10月", date(year, 11, 6), False),
        ):
            facts = [fact for fact in (*backbone, *studies) if (fact.day("start_on") <= half) is is_first]
            yield _joint_courses(context, period, filed_on, facts)


def _joint_courses(context: Context, period: str, filed_on: date, facts: list[Fact]) -> Filing:
    table = Table(
        TRAININGS,
        "参训单位",
        f"上街区{period}普法骨干培训和常委会学法情况表",
        _JOINT_COURSE_COLUMNS,
        ((None, tuple(facts)),),
        sender="区司法局",
        filed_on=filed_on,
        merged_column="title",
    )
    return book(
        context,
        f"区司法局_{period}普法骨干培训和常委会学法情况",
        "司法局",
        filed_on,
        [Part(table, desk="普法骨干")],
    )


# ---- 法治副校长 ----


def vice_principal_filings(context: Context, last_year: int) -> Iterator[Filing]:
    """Yield the education bureau's yearly list of vice-principals, now and then with its list of schools."""
    for year in range(FIRST_YEAR, last_year + 1):
        if year <= LAST_YEARLY:
            yield _vice_principals(context, year, date(year, 12, 31), date(year + 1, 1, 10))
        elif year == _LATEST_POSTS_ON.year:
            yield _vice_principals(context, year, _LATEST_POSTS_ON, _LATEST_POSTS_ON)


def _vice_principals(context: Context, year: int, until: date, filed_on: date) -> Filing:
    facts = schools.appointments_of(context.seed, year, until)
    if year in {2022, 2025}:
        facts.append(_wrong_term(facts[0]))
    table = Table(
        VICE_PRINCIPALS,
        "法治副校长",
        f"上街区{year}年度中小学法治副校长配备情况表",
        _POST_COLUMNS,
        ((None, tuple(facts)),),
        sender="区教体局",
        filed_on=filed_on,
    )
    parts = [Part(table)]
    if year in _SCHOOL_LIST_YEARS:
        parts.append(_school_part(context, year, filed_on))
    kind = _SCHOOL_KINDS.get(year, writers.XLSX)
    return book(context, f"区教体局_{year}年度法治副校长配备情况", "教育局", filed_on, parts, kind=kind)


def _wrong_term(model: Fact) -> Fact:
    """Return an appointment that ends before it begins."""
    values = {**model.values, "school": "演示第九小学", "name": "误某文"}
    return Fact(model.dataset, values, Fault("vice_principal_term_ends_first", "term_ends_on", "2001-08-31"))


def _school_part(context: Context, year: int, filed_on: date) -> Part:
    facts = schools.schools_of(context.seed, year, context.directory)
    wrong = replace(facts[-1], values={**facts[-1].values, "name": "演示培训学校"})
    facts.append(replace(wrong, fault=Fault("unknown_choice", "stage", "校外培训")))
    table = Table(
        SCHOOLS,
        "学校名单",
        f"上街区{year}年学校名单",
        _SCHOOL_COLUMNS,
        ((None, tuple(facts)),),
        sender="区教体局",
        filed_on=filed_on,
    )
    return Part(table)
