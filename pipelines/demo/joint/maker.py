"""Filing events, with what each row is about kept beside it."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from pipelines.demo.directory import Directory, Township
from pipelines.demo.joint.wording import COMPANIES, OWN_ROOMS, SCHOOLS, SQUARES, VILLAGE_SPOTS, Occasion

_FIRST_DAY = date(2025, 1, 6)
_DAYS = 330
_APART_DAYS = 4
# What a bureau's district usually has; a sample is enough.
_UNITS = (
    "公安局", "司法局", "教育局", "民政局", "市场监管局", "应急局", "妇联", "团区委", "总工会", "信访局",
    "人社局", "税务局", "交通局", "卫健委", "文旅体局", "人民法院", "人民检察院", "法律援助中心", "消防大队",
    "生态环境分局",
)  # fmt: skip


@dataclass(frozen=True)
class Filed:
    """One filed row and the event that it is about.

    occasion: the wordings of what it is about. site: where it really was, however the row says it.
    """

    event: int
    unit: str
    title: str
    start_on: date
    end_on: date
    place: str | None
    village: str | None
    partners: tuple[str, ...]
    audience: int | None
    themes: tuple[str, ...]
    occasion: tuple[str, ...] = ()
    site: str | None = None


@dataclass
class Maker:
    """Draws events; `rows` grows as they are filed."""

    draw: random.Random
    directory: Directory
    rows: list[Filed] = field(default_factory=list)
    last_event: int = 0
    _days: dict[tuple[tuple[str, ...], str], list[date]] = field(default_factory=dict)

    def new_event(self) -> int:
        """Return the number of one event more."""
        self.last_event += 1
        return self.last_event

    def day(self) -> date:
        """Draw any day of the year."""
        return _FIRST_DAY + timedelta(days=self.draw.randrange(_DAYS))

    def day_of(self, occasion: Occasion) -> date:
        """Draw a day for an occasion: its own or one beside it, if it has one."""
        if not occasion.month:
            return self.day()
        return date(2025, occasion.month, occasion.day) + timedelta(days=self.draw.choice((-1, 0, 0, 0, 1)))

    def where(self) -> tuple[str, str | None, Township]:
        """Draw a place with its village, if it is in one, and the township it lies in."""
        township = self.draw.choice(self.directory.townships)
        kind = self.draw.random()
        if kind < 0.5:
            village = self.draw.choice(township.villages)
            return f"{village}{self.draw.choice(VILLAGE_SPOTS)}", village, township
        places = SQUARES if kind < 0.75 else SCHOOLS if kind < 0.9 else COMPANIES
        return self.draw.choice(places), None, township

    def make(self, kind: Callable[[Maker], None]) -> None:
        """File what `kind` files, unless chance puts it where the like was: nobody could tell them apart."""
        before = len(self.rows)
        kind(self)
        names = [
            ((row.occasion, name), row.start_on)
            for row in self.rows[before:]
            for name in (row.site, self.village_in(row.site))
            if name is not None and name not in OWN_ROOMS
        ]
        if any(
            abs((other - day).days) <= _APART_DAYS
            for name, day in names
            for other in self._days.get(name, ())
        ):
            del self.rows[before:]
            return
        for name, day in names:
            self._days.setdefault(name, []).append(day)

    def near(self, occasion: Occasion, day: date) -> set[str | None]:
        """Return the places and villages where something about the occasion was filed for the days around."""
        return {
            name
            for row in self.rows
            if abs((row.start_on - day).days) <= _APART_DAYS and row.occasion == occasion.titles
            for name in (row.place, row.village)
        }

    def free(self, occasion: Occasion, day: date) -> tuple[str, str | None, Township]:
        """Draw a place where the occasion was not filed for the days around, so that the labels are true."""
        near = self.near(occasion, day)
        while True:
            place, village, township = self.where()
            if place not in near and (village is None or village not in near):
                return place, village, township

    def units(self, count: int) -> list[str]:
        """Draw distinct units."""
        return self.draw.sample(_UNITS, count)

    def file(self, occasion: Occasion, unit: str, day: date, place: str | None, **more: object) -> Filed:
        """File one plain row of an event of its own."""
        row = Filed(
            event=self.new_event(),
            unit=unit,
            title=self.draw.choice(occasion.titles),
            start_on=day,
            end_on=day,
            place=place,
            village=self.village_in(place),
            partners=(),
            audience=self.draw.randint(30, 400),
            themes=occasion.themes if self.draw.random() < 0.7 else (),
            occasion=occasion.titles,
            site=place,
        )
        row = replace(row, **more)  # type: ignore[arg-type]
        self.rows.append(row)
        return row

    def village_in(self, place: str | None) -> str | None:
        """Return the village whose exact name stands in a place, as cleaning finds it."""
        names = [name for name in self.directory.villages if place and name in place]
        return max(names, key=len) if names else None
