"""Suspected and decided joint events (联合活动) of a snapshot: pairs of filed rows, shown for a decision."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from warehouse.decisions import JointDecision
from warehouse.engines.duckdb import Database
from warehouse.snapshots import Snapshot


class PairKind(StrEnum):
    """Who filed the two rows."""

    JOINT = "联合活动"
    REPEATED = "疑似重复"


class PairStatus(StrEnum):
    """Whether the two rows are one event; until it is decided they count separately."""

    PENDING = "待定"
    BY_RULE = "已合并（规则）"
    CONFIRMED = "已合并（人工）"
    REJECTED = "已否定"


@dataclass(frozen=True)
class FiledRow:
    """One of the two rows, and where it stands (row: 1-based line of the sheet)."""

    row_id: str
    business_key: str
    unit: str
    title: str
    start_on: date
    end_on: date | None
    place: str | None
    audience: int | None
    file: str | None
    sheet: str | None
    row: int | None


@dataclass(frozen=True)
class JointPair:
    """Two rows that may be one event.

    score, parts: 0 to 1; parts are title, place, date, partner and audience.
    """

    pair_id: str
    kind: PairKind
    status: PairStatus
    score: float
    parts: Mapping[str, float]
    left: FiledRow
    right: FiledRow
    decided_by: str | None
    decided_at: datetime | None
    reason: str | None


_PARTS = ("title", "place", "date", "partner", "audience")


def joint_pairs(
    snapshot: Snapshot, statuses: Iterable[PairStatus] | None = None, limit: int | None = None
) -> list[JointPair]:
    """Return the pairs of the given statuses (all if None), the surest first.

    A snapshot built before there were proposals has none.
    """
    database = snapshot.database
    if not database.has_table("ledger", "joint_pairs"):
        return []
    wanted = [str(status) for status in (PairStatus if statuses is None else statuses)]
    pairs = database.query(
        "SELECT * FROM ledger.joint_pairs WHERE status IN (SELECT unnest($statuses)) "
        "ORDER BY score DESC, pair_id LIMIT $limit",
        {"statuses": wanted, "limit": limit},
    ).to_dicts()
    rows = filed_rows(database, {pair[name] for pair in pairs for name in ("left_row_id", "right_row_id")})
    return [
        JointPair(
            pair_id=pair["pair_id"],
            kind=PairKind(pair["kind"]),
            status=PairStatus(pair["status"]),
            score=pair["score"],
            parts={part: pair[f"{part}_score"] for part in _PARTS},
            left=rows[pair["left_row_id"]],
            right=rows[pair["right_row_id"]],
            decided_by=pair["decided_by"],
            decided_at=pair["decided_at"],
            reason=pair["reason"],
        )
        for pair in pairs
    ]


def filed_rows(database: Database, row_ids: Iterable[str]) -> dict[str, FiledRow]:
    """Return rows of activities by row_id; unknown ones are left out."""
    found = database.query(
        """
        SELECT b.row_id, b.business_key, b.unit, b.title, b.start_on, b.end_on, b.place, b.audience,
               f.name AS file, t.sheet, b.source_row AS row
        FROM base.activities b LEFT JOIN ledger.tables t USING (table_id)
        LEFT JOIN ledger.files f ON f.file_sha256 = t.file_sha256
        WHERE b.row_id IN (SELECT unnest($row_ids))
        """,
        {"row_ids": list(row_ids)},
    )
    return {row["row_id"]: FiledRow(**row) for row in found.to_dicts()}


def pending_decisions(
    snapshot: Snapshot, decisions: Mapping[tuple[str, str], JointDecision]
) -> list[JointDecision]:
    """Return the decisions that the snapshot does not know yet, about rows that it holds."""
    if not decisions:
        return []
    database = snapshot.database
    known = set(database.query("SELECT business_key FROM base.activities")["business_key"])
    applied = {}
    if database.has_table("ledger", "joint_pairs"):
        rows = database.query("SELECT left_key, right_key, status FROM ledger.joint_pairs")
        applied = {(left, right): status for left, right, status in rows.iter_rows()}
    outcome = {True: PairStatus.CONFIRMED, False: PairStatus.REJECTED}
    return [
        decision
        for pair, decision in decisions.items()
        if known.issuperset(pair) and applied.get(pair) != outcome[decision.is_same]
    ]
