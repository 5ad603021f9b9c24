"""The filed activities of a warehouse as arrays, ready for comparing in bulk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import ibis
import numpy as np
import polars as pl
from ibis.backends.sql.datatypes import DuckDBType

from pipelines.joint.texts import PlaceText, TitleText, Wording
from warehouse.engines.duckdb import Database
from warehouse.marts.joint_events import event_keys

Ints = np.ndarray[Any, np.dtype[np.int64]]
Floats = np.ndarray[Any, np.dtype[np.float64]]
Bools = np.ndarray[Any, np.dtype[np.bool_]]

_Text = TypeVar("_Text", TitleText, PlaceText)

# What a plan (计划) expects is no audience that another filing may differ from.
_COLUMNS = """
SELECT row_id, business_key, table_id, source_row, unit, partners, title, remark, place, village,
       village_code, start_on, figures, greatest(coalesce(end_on, start_on), start_on) AS end_on, themes,
       CASE WHEN start_on > CAST(coalesce(confirmed_at, version_at) AS DATE) OR figures = '计划'
            THEN NULL ELSE audience END
       AS audience
FROM base.activities WHERE figures IS DISTINCT FROM '累计'
"""
# What the rule by which rows are one event asks of a row (see warehouse.marts.joint_events).
_OF_RULE = ("row_id", "start_on", "figures", "title", "place", "village_code", "partners", "unit")
_TYPES = {"start_on": "DATE", "partners": "VARCHAR[]"}


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


def read_filings(database: Database, row_ids: pl.Series | None = None) -> Filings:
    """Read current rows of base.activities, all or those of some row_ids, and the district's names."""
    names, areas = district_names(database)
    if row_ids is None:
        frame = database.query(f"{_COLUMNS} ORDER BY business_key")
    else:
        frame = read_rows(database, row_ids)
    return prepare(frame, Wording(names, areas), filing_units(database))


def read_rows(database: Database, row_ids: pl.Series) -> pl.DataFrame:
    """Return current rows of base.activities with some row_ids, in the order of their keys."""
    return database.query_with(
        f"{_COLUMNS} AND row_id IN (SELECT row_id FROM incoming) ORDER BY business_key",
        row_ids.alias("row_id").to_frame(),
    )


def filing_units(database: Database) -> pl.Series:
    """Return the units that file activities, in order."""
    return database.query(
        "SELECT DISTINCT unit FROM base.activities WHERE figures IS DISTINCT FROM '累计' ORDER BY unit"
    )["unit"]


def district_names(database: Database) -> tuple[pl.Series, pl.Series]:
    """Return the names of units, and those of areas, that titles and places begin with."""
    names = database.query(
        "SELECT name FROM reference.units UNION SELECT alias FROM reference.unit_aliases "
        "WHERE length(alias) > 2 ORDER BY 1"
    )["name"]
    areas = database.query(
        "SELECT name FROM reference.townships UNION SELECT prefix FROM reference.district ORDER BY 1"
    )["name"]
    return names, areas


def event_of_rows(database: Database, frame: pl.DataFrame) -> list[str]:
    """Return the event of each row by rule, as the mart tells it."""
    columns = ((name, _TYPES.get(name, "VARCHAR")) for name in _OF_RULE)
    rows = ibis.table({name: DuckDBType.from_string(kind) for name, kind in columns}, name="incoming")
    sql = ibis.to_sql(event_keys(rows), dialect="duckdb")
    keys = dict(database.query_with(sql, frame.select(_OF_RULE)).select("row_id", "event_key").iter_rows())
    return [keys[row_id] for row_id in frame["row_id"]]


def prepare(frame: pl.DataFrame, wording: Wording, filing: pl.Series | None = None) -> Filings:
    """Prepare rows with the columns of base.activities that tell events apart.

    filing: the units that file activities, where they are more than those of the rows.
    """
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
    filing = frame["unit"].unique().sort() if filing is None else filing
    units = {name: number for number, name in enumerate(filing)}
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
