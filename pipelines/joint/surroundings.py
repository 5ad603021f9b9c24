"""What a load can change about joint events: the rows it brought or took away, and those around them.

Whether two rows are shown as a pair depends on the other pairs of both, so a change is felt some steps away;
a step leads from a row to all rows on its days or next to them. Everything beyond stays as it was recorded.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl

from pipelines.joint.filings import Bools, Ints, event_of_rows
from pipelines.joint.scoring import listed_days
from warehouse.decisions import JointDecision
from warehouse.engines.duckdb import Database
from warehouse.joint_pairs import PairStatus

# From a changed row: 1 the rows it is compared with, which may find another best match; 2 their matches, and
# the rows of both events, of which one pair is shown.
_CHANGED_WITHIN = 2
# 3 the other ends of those pairs, 4 the rows of their events, 5 what all of these are compared with.
_COMPARED_WITHIN = 5

_ROWS = """
SELECT row_id, start_on, greatest(coalesce(end_on, start_on), start_on) AS end_on
FROM {table} WHERE figures IS DISTINCT FROM '累计' AND {condition}
"""
# What is filed ahead has no audience yet, until it is filed again afterwards.
_NEW = """
SELECT row_id FROM base.activities
WHERE loaded_in = $run OR confirmed_in = $run AND start_on > CAST(version_at AS DATE)
"""


@dataclass(frozen=True)
class Surroundings:
    """Rows of activities, by row_id, after a load.

    compared: to be compared again. changed: those of them whose pairs may be others than before; gone: rows
    that were replaced.
    """

    compared: pl.Series
    changed: frozenset[str]
    gone: frozenset[str]


def surroundings(
    database: Database, run_id: str, decisions: Mapping[tuple[str, str], JointDecision]
) -> Surroundings:
    """Return what a run, and the decisions that are not those recorded in ledger.joint_pairs, can change."""
    rows = database.query(_ROWS.format(table="base.activities", condition="true"))
    new = database.query(_NEW, {"run": run_id})["row_id"]
    gone = database.query(_ROWS.format(table="history.activities", condition="superseded_in = $1"), [run_id])
    decided = _decided_rows(database, decisions)
    changed_keys = _changed_decisions(database, decisions, set(decided["business_key"]))
    newly_decided = decided.filter(pl.col("business_key").is_in(list(changed_keys)))["row_id"]
    seeds = rows["row_id"].is_in(pl.concat([new, newly_decided]).implode()).to_numpy()
    days, whose = listed_days(_days(rows["start_on"]), _days(rows["end_on"]))
    gone_days, _whose = listed_days(_days(gone["start_on"]), _days(gone["end_on"]))
    touched = np.union1d(days[seeds[whose]], gone_days)
    levels: list[Bools] = []
    for _step in range(_COMPARED_WITHIN):
        reached = _on_or_beside(days, whose, touched, rows.height)
        levels.append(reached)
        touched = np.unique(days[reached[whose]])
    return Surroundings(
        compared=pl.concat(
            [rows["row_id"].filter(pl.Series(levels[-1])), _of_decided_events(database, decided)]
        ).unique(),
        changed=frozenset(rows["row_id"].filter(pl.Series(levels[_CHANGED_WITHIN - 1]))),
        gone=frozenset(gone["row_id"]),
    )


def _days(dates: pl.Series) -> Ints:
    days: Ints = dates.to_physical().to_numpy().astype(np.int64)
    return days


def _on_or_beside(days: Ints, whose: Ints, touched: Ints, size: int) -> Bools:
    """Return which rows have a day that is one of `touched`, the day before or the day after."""
    near = np.unique(np.concatenate([touched - 1, touched, touched + 1]))
    reached = np.zeros(size, dtype=np.bool_)
    reached[whose[np.isin(days, near)]] = True
    return reached


def _decided_rows(database: Database, decisions: Mapping[tuple[str, str], JointDecision]) -> pl.DataFrame:
    """Return business_key, row_id and start_on of the rows of decisions of which both rows are there."""
    keys = {key for pair in decisions for key in pair}
    found = database.query_with(
        "SELECT business_key, row_id, start_on FROM base.activities WHERE figures IS DISTINCT FROM '累计' "
        "AND business_key IN (SELECT business_key FROM incoming)",
        pl.DataFrame({"business_key": sorted(keys)}, schema={"business_key": pl.String}),
    )
    known = set(found["business_key"])
    active = {key for pair in decisions if known.issuperset(pair) for key in pair}
    return found.filter(pl.col("business_key").is_in(list(active)))


def _changed_decisions(
    database: Database, decisions: Mapping[tuple[str, str], JointDecision], active: set[str]
) -> set[str]:
    """Return the keys of the rows about which something else is decided than is recorded."""
    recorded = database.query(
        "SELECT left_key, right_key, status, decided_by, decided_at, coalesce(reason, '') "
        "FROM ledger.joint_pairs WHERE decided_by IS NOT NULL"
    )
    before = set(recorded.iter_rows())
    now = {
        (
            *pair,
            str(PairStatus.CONFIRMED if one.is_same else PairStatus.REJECTED),
            one.decided_by,
            one.decided_at,
            one.reason,
        )
        for pair, one in decisions.items()
        if active.issuperset(pair)
    }
    return {key for left, right, *_ in before ^ now for key in (left, right)}


def _of_decided_events(database: Database, decided: pl.DataFrame) -> pl.Series:
    """Return the rows that the rule joins to those of decisions, and these themselves."""
    if decided.is_empty():
        return decided["row_id"]
    same_days = database.query_with(
        "SELECT row_id, unit, partners, title, place, village_code, start_on, figures FROM base.activities "
        "WHERE figures IS DISTINCT FROM '累计' AND start_on IN (SELECT start_on FROM incoming)",
        decided.select("start_on").unique(),
    )
    events = pl.DataFrame({"row_id": same_days["row_id"], "event": event_of_rows(database, same_days)})
    wanted = events.join(decided.select("row_id"), on="row_id", how="semi").select("event").unique()
    return events.join(wanted, on="event", how="semi")["row_id"]
