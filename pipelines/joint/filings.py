"""The filed activities of a warehouse as arrays, ready for comparing in bulk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
import polars as pl

from pipelines.joint.texts import PlaceText, TitleText, Wording
from warehouse.engines.duckdb import Database

Ints = np.ndarray[Any, np.dtype[np.int64]]
Floats = np.ndarray[Any, np.dtype[np.float64]]
Bools = np.ndarray[Any, np.dtype[np.bool_]]

_Text = TypeVar("_Text", TitleText, PlaceText)

# What a plan (计划) expects is no audience that another filing may differ from.
_COLUMNS = """
SELECT row_id, business_key, table_id, source_row, unit, partners, title, remark, place, village,
       village_code, start_on, greatest(coalesce(end_on, start_on), start_on) AS end_on, themes,
       CASE WHEN start_on > CAST(version_at AS DATE) OR figures = '计划' THEN NULL ELSE audience END
       AS audience
FROM base.activities WHERE figures IS DISTINCT FROM '累计' ORDER BY business_key
"""


@dataclass(frozen=True)
class Filings:
    """Rows of base.activities; every array has one entry per row of `frame`.

    first, last: days since 1970. unit: which of the filing units. listed[row, unit]: the row names that
    unit as its partner. title, place: which of the distinct prepared texts. themes: bit set. village: 0
    for none. audience: -1 for none.
    """

    frame: pl.DataFrame
    first: Ints
    last: Ints
    unit: Ints
    listed: Bools
    title: Ints
    titles: Sequence[TitleText]
    place: Ints
    places: Sequence[PlaceText]
    themes: Ints
    village: Ints
    audience: Ints

    def __len__(self) -> int:
        return self.frame.height


def read_filings(database: Database) -> Filings:
    """Read the current rows of base.activities and the names of the district from a warehouse."""
    names = database.query(
        "SELECT name FROM reference.units UNION SELECT alias FROM reference.unit_aliases "
        "WHERE length(alias) > 2 ORDER BY 1"
    )["name"]
    areas = database.query(
        "SELECT name FROM reference.townships UNION SELECT prefix FROM reference.district ORDER BY 1"
    )["name"]
    return prepare(database.query(_COLUMNS), Wording(names, areas))


def prepare(frame: pl.DataFrame, wording: Wording) -> Filings:
    """Prepare rows with the columns of base.activities that tell events apart."""
    title_texts = list(frame.select("title", pl.col("remark").fill_null("")).iter_rows())
    title_of = {texts: wording.title(*texts) for texts in set(title_texts)}
    titles, title = _distinct([title_of[texts] for texts in title_texts])
    place_texts = frame.select(pl.coalesce("place", "village"))["place"].to_list()
    place_of = {text: wording.place(text) for text in set(place_texts)}
    places, place = _distinct([place_of[text] for text in place_texts])
    # The themes column speaks where the title says nothing.
    themes = [
        titles[which].themes or wording.themes(own or ())
        for which, own in zip(title, frame["themes"].to_list(), strict=True)
    ]
    units = {name: number for number, name in enumerate(frame["unit"].unique().sort())}
    listed = np.zeros((frame.height, max(len(units), 1)), dtype=np.bool_)
    for row, partners in enumerate(frame["partners"].to_list()):
        for name in partners or ():
            if name in units:
                listed[row, units[name]] = True
    return Filings(
        frame=frame,
        first=frame["start_on"].to_physical().to_numpy().astype(np.int64),
        last=frame["end_on"].to_physical().to_numpy().astype(np.int64),
        unit=np.array([units[name] for name in frame["unit"]], dtype=np.int64),
        listed=listed,
        title=np.array(title, dtype=np.int64),
        titles=titles,
        place=np.array(place, dtype=np.int64),
        places=places,
        themes=np.array(themes, dtype=np.int64),
        village=_codes(frame["village_code"].to_list()),
        audience=frame["audience"].cast(pl.Int64).fill_null(-1).to_numpy(),
    )


def _distinct(texts: Sequence[_Text]) -> tuple[list[_Text], list[int]]:
    known: dict[_Text, int] = {}
    which = [known.setdefault(text, len(known)) for text in texts]
    return list(known), which


def _codes(names: Sequence[str | None]) -> Ints:
    known: dict[str | None, int] = {None: 0}
    return np.array([known.setdefault(name, len(known)) for name in names], dtype=np.int64)
