"""Writing joint events into the snapshot being built: pairs with their scores, decided groups, findings."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import polars as pl

from pipelines.checking.finding_kinds import CATALOGUE
from pipelines.joint.filings import (
    Filings,
    district_names,
    event_of_rows,
    filing_units,
    read_filings,
    read_rows,
)
from pipelines.joint.proposals import Grouping, propose
from pipelines.joint.scoring import ScoredPairs, scores_of
from pipelines.joint.surroundings import Surroundings, surroundings
from pipelines.program import program_digest
from warehouse.contracts.registry import DATASETS
from warehouse.contracts.types import Severity
from warehouse.decisions import JointDecision, pair_of
from warehouse.engines.duckdb import Database
from warehouse.joint_pairs import PairKind, PairStatus
from warehouse.ledger import LEDGER_TABLES

AUDIENCES_DIFFER = "joint_audience_differs"
_PAIR_DIGITS = 5  # bytes of a pair's id
# Cells of a row that stand elsewhere: an address, or the word for a place without one.
_NO_CELL = ("sheet", "file name")
_OLDER_ROW = "row:"
_ALWAYS_CHANGED = frozenset({"ledger.joint_pairs", "ledger.joint_basis"})

Pair = tuple[int, int]
"""Positions of two rows, the smaller first."""


@dataclass(frozen=True)
class _Events:
    """Which rows are one event. by_rule, decided: the row that names the event of each row."""

    by_rule: Grouping
    decided: Grouping
    rule_pairs: frozenset[Pair]
    decisions: Mapping[Pair, JointDecision]


def record_joint_events(
    database: Database,
    decisions: Mapping[tuple[str, str], JointDecision],
    run_id: str | None = None,
) -> frozenset[str]:
    """Propose pairs, apply what people decided, and note audiences that differ.

    Fills ledger.joint_pairs and ledger.joint_members, and the findings of this kind; needs
    base.activities, the reference data and ledger.tables of the snapshot being built. Decisions about
    rows that are not there wait.

    run_id: the one run that brought and replaced activities since pairs were last recorded; rows that it
    cannot concern are not compared again. None: all rows are. Returns the tables, as schema.name, that
    changed.
    """
    around = surroundings(database, run_id, decisions) if run_id and _is_known(database) else None
    filings = read_filings(database, None if around is None else around.compared)
    by_rule = rule_events(database, filings)
    events = _events(filings, by_rule, decisions)
    pairs = _pairs(filings, events, propose(filings, by_rule))
    if around is None:
        _replace(database, "joint_pairs", pairs)
    else:
        _replace_around(database, around, filings, events, pairs)
    members = _members(filings, events)
    known = set(database.query("SELECT row_id, event_id FROM ledger.joint_members").iter_rows())
    _replace(database, "joint_members", members)
    _note_differing_audiences(database)
    _replace(database, "joint_basis", [{"basis": _basis(database)}])
    is_same = known == {(row["row_id"], row["event_id"]) for row in members}
    return _ALWAYS_CHANGED if is_same else _ALWAYS_CHANGED | {"ledger.joint_members"}


def _is_known(database: Database) -> bool:
    """Tell whether the pairs were recorded by this program, with these names and units."""
    return database.query("SELECT basis FROM ledger.joint_basis")["basis"].to_list() == [_basis(database)]


def _basis(database: Database) -> str:
    """Return a digest of all that a pair depends on, other than its rows and their surroundings."""
    names = "\n".join(name for part in (*district_names(database), filing_units(database)) for name in part)
    return hashlib.sha256(f"{program_digest()}\n{names}".encode()).hexdigest()


def _replace_around(
    database: Database,
    around: Surroundings,
    filings: Filings,
    events: _Events,
    pairs: Sequence[Mapping[str, Any]],
) -> None:
    """Replace the pairs of rows that a load can have changed; of the others only what is decided."""
    ends = ("left_row_id", "right_row_id")
    database.execute_with(
        "DELETE FROM ledger.joint_pairs WHERE left_row_id IN (SELECT row_id FROM incoming) "
        "OR right_row_id IN (SELECT row_id FROM incoming)",
        pl.DataFrame({"row_id": sorted(around.changed | around.gone)}, schema={"row_id": pl.String}),
    )
    positions = {row_id: position for position, row_id in enumerate(filings.frame["row_id"])}
    left = database.query(
        "SELECT pair_id, left_row_id, right_row_id, status FROM ledger.joint_pairs "
        f"WHERE decided_by IS NULL AND status <> '{PairStatus.BY_RULE}'"
    )
    for number, one, other, status in left.iter_rows():
        # Not to be compared again means that no decision has joined the two by way of others.
        are_near = one in positions and other in positions
        now = _status((positions[one], positions[other]), events) if are_near else PairStatus.PENDING
        if now != status:
            database.execute("UPDATE ledger.joint_pairs SET status = ? WHERE pair_id = ?", [now, number])
    _insert(
        database,
        "joint_pairs",
        [pair for pair in pairs if any(pair[end] in around.changed for end in ends)],
    )


def pair_id(one: str, other: str) -> str:
    """Return the short id of a pair of business keys."""
    text = "\x1f".join(pair_of(one, other))
    return hashlib.blake2b(text.encode(), digest_size=_PAIR_DIGITS).hexdigest()


def rule_events(database: Database, filings: Filings) -> list[str]:
    """Return the event of each row by rule."""
    return event_of_rows(database, filings.frame)


def _events(
    filings: Filings, event_by_rule: Sequence[str], decisions: Mapping[tuple[str, str], JointDecision]
) -> _Events:
    positions = {key: position for position, key in enumerate(filings.frame["business_key"])}
    decided = {
        _ordered(positions[left], positions[right]): decision
        for (left, right), decision in decisions.items()
        if left in positions and right in positions
    }
    groups: dict[str, list[int]] = {}
    for position, event in enumerate(event_by_rule):
        groups.setdefault(event, []).append(position)
    by_rule, joined = Grouping(len(filings)), Grouping(len(filings))
    rule_pairs: set[Pair] = set()
    for rows in groups.values():
        for row in rows[1:]:
            by_rule.join(rows[0], row)
        kept_apart = any(pair in decided for pair in combinations(rows, 2)) if len(rows) > 1 else False
        # Each row with the first is enough, unless a person told two of them apart.
        for pair in combinations(rows, 2) if kept_apart else ((rows[0], row) for row in rows[1:]):
            if pair not in decided or decided[pair].is_same:
                joined.join(*pair)
                rule_pairs.add(pair)
    for pair, decision in decided.items():
        if decision.is_same:
            joined.join(*pair)
    return _Events(by_rule, joined, frozenset(rule_pairs), decided)


def _ordered(one: int, other: int) -> Pair:
    return (one, other) if one < other else (other, one)


def _pairs(filings: Filings, events: _Events, proposed: ScoredPairs) -> list[dict[str, Any]]:
    """Return the rows of ledger.joint_pairs: proposals, what the rule merged, what people decided."""
    wanted = {(int(left), int(right)) for left, right in zip(proposed.left, proposed.right, strict=True)}
    chosen = sorted(wanted | events.rule_pairs | set(events.decisions))
    scored = scores_of(filings, chosen)
    row_ids, keys = filings.frame["row_id"].to_list(), filings.frame["business_key"].to_list()
    records = []
    for place, (left, right) in enumerate(chosen):
        decision = events.decisions.get((left, right))
        records.append(
            {
                "pair_id": pair_id(keys[left], keys[right]),
                "kind": PairKind.REPEATED if scored.is_repeated[place] else PairKind.JOINT,
                "status": _status((left, right), events),
                "score": 1.0 if (left, right) in events.rule_pairs else float(scored.score[place]),
                "title_score": float(scored.title[place]),
                "place_score": float(scored.place[place]),
                "date_score": float(scored.date[place]),
                "partner_score": float(scored.partner[place]),
                "audience_score": float(scored.audience[place]),
                "left_row_id": row_ids[left],
                "right_row_id": row_ids[right],
                "left_key": keys[left],
                "right_key": keys[right],
                "decided_by": None if decision is None else decision.decided_by,
                "decided_at": None if decision is None else decision.decided_at,
                "reason": None if decision is None else decision.reason or None,
            }
        )
    return records


def _status(pair: Pair, events: _Events) -> PairStatus:
    decision = events.decisions.get(pair)
    if decision is not None:
        return PairStatus.CONFIRMED if decision.is_same else PairStatus.REJECTED
    if pair in events.rule_pairs:
        return PairStatus.BY_RULE
    # Joined by way of other rows: nothing is left to decide.
    return (
        PairStatus.CONFIRMED
        if events.decided.of(pair[0]) == events.decided.of(pair[1])
        else PairStatus.PENDING
    )


def _members(filings: Filings, events: _Events) -> list[dict[str, Any]]:
    """Return the rows whose event is another than by rule, with all rows of the events concerned."""
    touched = {row for pair in events.decisions for row in pair}
    rules = {events.by_rule.of(row) for row in touched}
    groups = {events.decided.of(row) for row in touched}
    row_ids, keys = filings.frame["row_id"].to_list(), filings.frame["business_key"].to_list()
    return [
        {"row_id": row_ids[row], "event_id": f"决定｜{keys[events.decided.of(row)]}"}
        for row in (range(len(filings)) if touched else ())
        if events.by_rule.of(row) in rules or events.decided.of(row) in groups
    ]


def _note_differing_audiences(database: Database) -> None:
    """Write a finding for every row whose audience is smaller than that of its joint event.

    The events are those that the pairs recorded as merged make.
    """
    database.execute(f"DELETE FROM ledger.findings WHERE code = '{AUDIENCES_DIFFER}'")
    merged = database.query(
        "SELECT left_row_id, right_row_id FROM ledger.joint_pairs WHERE status = $1 "
        "OR (status = $2 AND decided_by IS NOT NULL)",
        [PairStatus.BY_RULE, PairStatus.CONFIRMED],
    )
    rows = read_rows(
        database, pl.concat([merged["left_row_id"], merged["right_row_id"].alias("left_row_id")])
    )
    audiences, units, row_ids = (rows[name].to_list() for name in ("audience", "unit", "row_id"))
    largest_of = _rows_below_largest(row_ids, audiences, merged)
    if not largest_of:
        return
    places = _places(database, rows, largest_of)
    kind = CATALOGUE[AUDIENCES_DIFFER]
    label = next(c.label for c in DATASETS["activities"].columns if c.name == "audience")
    findings = []
    for row, largest in largest_of.items():
        place = places.get(row_ids[row])
        if place is None:
            continue
        words = {
            "label": label,
            "text": f"{audiences[row]}",
            "nearest": units[largest],
            "limit": f"{audiences[largest]}",
        }
        findings.append(
            {
                "run_id": place["run_id"],
                "table_id": place["table_id"],
                "file_sha256": place["file_sha256"],
                "sheet": place["sheet"],
                "dataset": "activities",
                "code": kind.code,
                "title": kind.title,
                "severity": Severity.WARNING.value,
                "column": "audience",
                "cells": _cell(place),
                "rows": 1,
                "message": kind.template.format_map(words),
                "remedy": kind.remedy,
            }
        )
    _insert(database, "findings", findings)


def _rows_below_largest(
    row_ids: Sequence[str], audiences: Sequence[int | None], merged: pl.DataFrame
) -> dict[int, int]:
    """Return row → row with the largest audience of its event, for rows that tell a smaller one."""
    positions = {row_id: position for position, row_id in enumerate(row_ids)}
    events = Grouping(len(row_ids))
    for left, right in merged.iter_rows():
        events.join(positions[left], positions[right])
    members: dict[int, list[tuple[int, int]]] = {}
    for row, audience in enumerate(audiences):
        if audience is not None:
            members.setdefault(events.of(row), []).append((row, audience))
    result: dict[int, int] = {}
    for told in members.values():
        largest, most = max(told, key=lambda one: one[1])
        result |= {row: largest for row, audience in told if audience < most}
    return result


def _places(database: Database, frame: pl.DataFrame, rows: Iterable[int]) -> dict[str, dict[str, Any]]:
    """Return table, sheet, columns and source row of rows, by row_id."""
    wanted = frame[list(rows)].select("row_id", "table_id", "source_row")
    found = database.query_with(
        "SELECT i.row_id, i.source_row, t.table_id, t.run_id, t.file_sha256, t.sheet, t.columns, r.cells "
        "FROM incoming i JOIN ledger.tables t USING (table_id) LEFT JOIN raw.activities r USING (row_id)",
        wanted,
    )
    return {row["row_id"]: row for row in found.to_dicts()}


def _cell(place: Mapping[str, Any]) -> str:
    """Return the address of a row's audience; empty where an older file holds it."""
    elsewhere = json.loads(place["cells"] or "{}").get("audience")
    if elsewhere is not None:
        return "" if elsewhere in _NO_CELL or elsewhere.startswith(_OLDER_ROW) else str(elsewhere)
    letters = json.loads(place["columns"] or "{}").get("audience")
    return f"{letters}{place['source_row']}" if letters else ""


def _replace(database: Database, table: str, records: Sequence[Mapping[str, Any]]) -> None:
    database.execute(f"DELETE FROM ledger.{table}")
    _insert(database, table, records)


def _insert(database: Database, table: str, records: Sequence[Mapping[str, Any]]) -> None:
    types: Mapping[str, pl.DataType] = {
        "VARCHAR": pl.String(), "INTEGER": pl.Int32(), "DOUBLE": pl.Float64(), "TIMESTAMP": pl.Datetime("us"),
    }  # fmt: skip
    schema = {name: types[kind] for name, kind, _ in LEDGER_TABLES[table]}
    database.insert(f"ledger.{table}", pl.DataFrame(records, schema=schema))
