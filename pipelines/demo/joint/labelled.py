"""The labelled set: joint events in several units' own words, and look-alikes that are not.

Everything is synthetic and follows from the seed.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import polars as pl

from pipelines.clean.text import normalise_key
from pipelines.demo.directory import read_directory
from pipelines.demo.joint.events import joint, repeated
from pipelines.demo.joint.look_alikes import LOOK_ALIKES
from pipelines.demo.joint.maker import Filed, Maker
from pipelines.demo.joint.wording import OCCASIONS
from pipelines.demo.randomness import stream

_JOINT, _PLAIN, _REPEATED, _OF_EACH_LOOK_ALIKE = 90, 420, 16, 8


@dataclass(frozen=True)
class LabelledSet:
    """Rows in the columns that proposals read, and the number of the event of each (by row_id)."""

    frame: pl.DataFrame
    events: dict[str, int]

    @property
    def joint_events(self) -> int:
        """How many events were filed more than once."""
        numbers = list(self.events.values())
        return sum(numbers.count(event) > 1 for event in set(numbers))


def labelled_set(seed: int) -> LabelledSet:
    """Return at least 500 events, of which at least 60 were filed by two to four units."""
    make = Maker(stream(seed, "labelled joint events"), read_directory())
    wanted: list[tuple[Callable[[Maker], None], int]] = [(joint, _JOINT), (repeated, _REPEATED)]
    wanted += [(look_alikes, _OF_EACH_LOOK_ALIKE) for look_alikes in LOOK_ALIKES]
    for kind, count in (*wanted, (_plain, _PLAIN)):
        for _number in range(count):
            make.make(kind)
    return _as_frame(make.rows, make.draw)


def _plain(make: Maker) -> None:
    """One unit files an event of its own, at times with partners that file nothing."""
    occasion = make.draw.choice(OCCASIONS)
    day = make.day_of(occasion)
    place, _village, _township = make.free(occasion, day)
    unit, *others = make.units(3)
    partners = tuple(others) if make.draw.random() < 0.3 else ()
    make.file(occasion, unit, day, place, partners=partners)


def _as_frame(rows: Sequence[Filed], draw: random.Random) -> LabelledSet:
    # What one unit files with the same words is one row of the warehouse.
    once = {(row.unit, row.start_on, normalise_key(row.title), row.place): row for row in rows}
    shuffled = draw.sample(list(once.values()), len(once))
    records = list(_records(shuffled))
    schema: dict[str, pl.DataType | type[pl.DataType]] = {
        "row_id": pl.String, "business_key": pl.String, "unit": pl.String, "partners": pl.List(pl.String),
        "title": pl.String, "remark": pl.String, "place": pl.String, "village": pl.String,
        "village_code": pl.String, "start_on": pl.Date, "end_on": pl.Date, "audience": pl.Int64,
        "themes": pl.List(pl.String),
    }  # fmt: skip
    events = {f"row{number:05d}": row.event for number, row in enumerate(shuffled)}
    return LabelledSet(pl.DataFrame(records, schema=schema), events)


def _records(rows: Sequence[Filed]) -> Iterator[dict[str, object]]:
    for number, row in enumerate(rows):
        yield {
            "row_id": f"row{number:05d}",
            "business_key": f"key{number:05d}",
            "unit": row.unit,
            "partners": list(row.partners),
            "title": row.title,
            "remark": None,
            "place": row.place,
            "village": row.village,
            "village_code": row.village,
            "start_on": row.start_on,
            "end_on": row.end_on,
            "audience": row.audience,
            "themes": list(row.themes),
        }
