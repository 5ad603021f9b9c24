"""Look-alikes of joint events: every row is an event of its own, unless it says otherwise."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from pipelines.demo.joint.events import refiled
from pipelines.demo.joint.maker import Maker
from pipelines.demo.joint.wording import (
    OCCASIONS,
    OWN_ROOMS,
    SCHOOLS,
    SQUARES,
    VILLAGE_SPOTS,
    reworded,
    rewritten_place,
)


def _villages_of_one_tour(make: Maker) -> None:
    """One day, one title, one kind of place, different villages; sometimes of different units."""
    occasion, day, spot = make.draw.choice(OCCASIONS), make.day(), make.draw.choice(VILLAGE_SPOTS)
    township = make.draw.choice(make.directory.townships)
    title = make.draw.choice(occasion.titles)
    one, other = make.units(2)
    near = make.near(occasion, day)
    villages = [village for village in township.villages if village not in near]
    for number, village in enumerate(make.draw.sample(villages, min(4, len(villages)))):
        unit = township.name if number % 2 == 0 else one
        make.file(occasion, unit, day, f"{village}{spot}", title=title, partners=(one, other, township.name))


def _same_day_everywhere(make: Maker) -> None:
    """A day on which every unit gives the same event at its own place (12·4)."""
    occasion = make.draw.choice([one for one in OCCASIONS if one.month])
    day = date(2025, occasion.month, occasion.day)
    title = occasion.titles[0]
    room = make.draw.choice(OWN_ROOMS)
    for number, unit in enumerate(make.units(6)):
        place = room if number < 3 else None if number == 3 else make.free(occasion, day)[0]
        make.file(occasion, unit, day, place, title=title)


def _next_day(make: Maker) -> None:
    """A host gives the same at the same place on two days; its partner takes part in one of them."""
    occasion, day = make.draw.choice(OCCASIONS), make.day()
    place, village, township = make.free(occasion, day)
    host, partner = make.units(2)
    title = make.draw.choice(occasion.titles)
    first = make.file(occasion, host, day, place, title=title, partners=(partner,))
    make.file(occasion, host, day + timedelta(days=1), place, title=title, partners=(partner,))
    if make.draw.random() < 0.5:
        make.rows.append(
            replace(
                first,
                unit=partner,
                title=reworded(make.draw, occasion, title, host),
                place=rewritten_place(make.draw, place, township.name, village) or place,
                partners=(host,),
            )
        )


def _series(make: Maker) -> None:
    """第一期 and 第二期 on one day at one place, by one unit or by two that list each other."""
    occasion, day = make.draw.choice(OCCASIONS), make.day()
    place, _village, _township = make.free(occasion, day)
    one, other = make.units(2)
    if make.draw.random() < 0.5:
        other = one
    words = make.draw.choice(
        (("第一期", "第二期"), ("第一场", "第二场"), ("（一）", "（二）"), ("第3讲", "第4讲"))
    )
    title = make.draw.choice(occasion.titles)
    for unit, partner, word in ((one, other, words[0]), (other, one, words[1])):
        partners = (partner,) if partner != unit else ()
        make.file(occasion, unit, day, place, title=f"{title}{word}", partners=partners)


def _halves_of_a_day(make: Maker) -> None:
    """Morning and afternoon at one place, by one unit or by two that list each other."""
    occasion, day = make.draw.choice(OCCASIONS), make.day()
    place, _village, _township = make.free(occasion, day)
    one, other = make.units(2)
    if make.draw.random() < 0.5:
        other = one
    title = make.draw.choice(occasion.titles)
    for unit, partner, word in ((one, other, "上午"), (other, one, "下午")):
        partners = (partner,) if partner != unit else ()
        written = f"{title}（{word}场）" if make.draw.random() < 0.5 else f"{word}{title}"
        make.file(occasion, unit, day, place, title=written, partners=partners)


def _other_themes(make: Maker) -> None:
    """Several units at one square on one day, each with a theme of its own, naming one another."""
    day, place = make.day(), make.draw.choice(SQUARES)
    units = make.units(3)
    for unit, occasion in zip(units, make.draw.sample(OCCASIONS, 3), strict=True):
        make.file(occasion, unit, day, place, partners=tuple(name for name in units if name != unit))


def _similar_schools(make: Maker) -> None:
    """One theme on one day at schools with similar names, by units that name one another."""
    occasion, day = OCCASIONS[9], make.day()
    one, other = make.units(2)
    title = make.draw.choice(occasion.titles)
    near = make.near(occasion, day)
    schools = [name for name in make.draw.sample(SCHOOLS, len(SCHOOLS)) if name not in near][:2]
    for unit, partner, school in zip((one, other), (other, one), schools, strict=False):
        make.file(occasion, unit, day, school, title=title, partners=(partner,))


def _other_forms(make: Maker) -> None:
    """A contest and a lecture about one theme, in one hall on one day, by two units."""
    day, place = make.day(), "区委党校报告厅"
    theme = make.draw.choice(("宪法", "民法典", "行政复议法", "安全生产法"))
    for unit, form in zip(
        make.units(2), make.draw.sample(("知识竞赛", "专题讲座", "书法展"), 2), strict=True
    ):
        make.file(OCCASIONS[1], unit, day, place, title=f"{theme}{form}", themes=())


def _two_villages_of_one_host(make: Maker) -> None:
    """Two units go to two villages on one day; both file both, in their own words."""
    occasion, day = make.draw.choice(OCCASIONS), make.day()
    near = make.near(occasion, day)
    township = make.draw.choice(make.directory.townships)
    host, partner = make.units(2)
    for village in [name for name in township.villages if name not in near][:2]:
        place = f"{village}{make.draw.choice(VILLAGE_SPOTS)}"
        first = make.file(occasion, host, day, place, partners=(partner,))
        make.rows.append(refiled(make, occasion, first, partner, [partner], township.name, village))


def _week_after(make: Maker) -> None:
    """The same two units at the same place, some days later."""
    occasion, day = make.draw.choice(OCCASIONS), make.day()
    place, _village, _township = make.free(occasion, day)
    one, other = make.units(2)
    title = make.draw.choice(occasion.titles)
    make.file(occasion, one, day, place, title=title, partners=(other,))
    later = day + timedelta(days=make.draw.randint(2, 7))
    make.file(occasion, other, later, place, title=title, partners=(one,))


LOOK_ALIKES: tuple[Callable[[Maker], None], ...] = (
    _villages_of_one_tour,
    _same_day_everywhere,
    _next_day,
    _series,
    _halves_of_a_day,
    _other_themes,
    _similar_schools,
    _other_forms,
    _two_villages_of_one_host,
    _week_after,
)
