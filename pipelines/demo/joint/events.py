"""Events that are filed more than once, each time in other words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from pipelines.demo.joint.maker import Filed, Maker
from pipelines.demo.joint.wording import OCCASIONS, Occasion, reworded, rewritten_place


def joint(make: Maker) -> None:
    """File an event by its host and by one to three other units."""
    draw = make.draw
    occasion = draw.choice(OCCASIONS)
    day = make.day_of(occasion)
    place, village, township = make.free(occasion, day)
    host, *others = make.units(draw.choice((2, 2, 2, 3, 3, 4)))
    listed = tuple(others) if draw.random() < 0.85 else ()
    first = make.file(occasion, host, day, place, partners=listed)
    for unit in others:
        make.rows.append(refiled(make, occasion, first, unit, others, township.name, village))


def refiled(
    make: Maker, occasion: Occasion, first: Filed, unit: str, others: Sequence[str], township: str,
    village: str | None,
) -> Filed:  # fmt: skip
    """Return the row of another unit about an event that its host has filed."""
    draw = make.draw
    place = rewritten_place(draw, first.place or "", township, village)
    start, end = first.start_on, first.end_on
    kind = draw.random()
    if kind < 0.10:
        start = end = start + timedelta(days=draw.choice((-1, 1)))
    elif kind < 0.22:
        end = start + timedelta(days=draw.randint(1, 3))
        if draw.random() < 0.3:
            start -= timedelta(days=1)
    listed: tuple[str, ...] = ()
    if draw.random() < 0.6:
        listed = (first.unit, *(other for other in others if other != unit and draw.random() < 0.8))
    audience = first.audience
    kind = draw.random()
    if kind < 0.05:
        audience = None
    elif kind < 0.20 and audience is not None:
        audience = max(5, round(audience * draw.uniform(0.4, 0.9)))
    elif kind < 0.45 and audience is not None:
        audience = round(audience * draw.uniform(0.9, 1.1))
    return Filed(
        event=first.event,
        unit=unit,
        title=reworded(draw, occasion, first.title, first.unit),
        start_on=start,
        end_on=end,
        place=place,
        village=make.village_in(place) or (village if draw.random() < 0.4 else None),
        partners=listed,
        audience=audience,
        themes=first.themes if draw.random() < 0.7 else (),
        occasion=first.occasion,
        site=first.site,
    )


def repeated(make: Maker) -> None:
    """One unit files one event twice, with another title (疑似重复)."""
    occasion = make.draw.choice(OCCASIONS)
    day = make.day_of(occasion)
    place, village, township = make.free(occasion, day)
    first = make.file(occasion, make.units(1)[0], day, place)
    title = reworded(make.draw, occasion, first.title, first.unit)
    other_place = rewritten_place(make.draw, place, township.name, village) or place
    audience = first.audience if make.draw.random() < 0.8 else (first.audience or 0) + 10
    make.rows.append(
        replace(
            first, title=title, place=other_place, village=make.village_in(other_place), audience=audience
        )
    )
