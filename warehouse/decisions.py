"""What people decide about suspected joint events (联合活动): whether two filed rows are one event.

A decision names the business keys of the two rows, so it outlives corrections, rebuilds and replays.
Decisions are only ever added; the latest about a pair stands.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from warehouse.app_database import app_database, app_database_path
from warehouse.errors import FazhiError
from warehouse.home import Home


class BadDecision(FazhiError):
    """A decision that lacks who made it, or names one row twice."""


@dataclass(frozen=True)
class JointDecision:
    """Two rows of activities are one event (is_same), or are not; left_key < right_key.

    decided_at is UTC. reason may be empty.
    """

    left_key: str
    right_key: str
    is_same: bool
    decided_by: str
    decided_at: datetime
    reason: str

    @property
    def pair(self) -> tuple[str, str]:
        """The business keys of the two rows, the smaller first."""
        return self.left_key, self.right_key


def pair_of(one: str, other: str) -> tuple[str, str]:
    """Return two business keys as a pair, the smaller first."""
    return (one, other) if one < other else (other, one)


def joint_decisions(home: Home) -> Mapping[tuple[str, str], JointDecision]:
    """Return the decision that stands for each decided pair; nothing is written where there is none."""
    if not app_database_path(home).exists():
        return {}
    with app_database(home) as database:
        rows = database.execute(
            "SELECT left_key, right_key, is_same, decided_by, decided_at, reason "
            "FROM joint_decisions ORDER BY id"
        ).fetchall()
    decisions = (
        JointDecision(
            left_key=row["left_key"],
            right_key=row["right_key"],
            is_same=bool(row["is_same"]),
            decided_by=row["decided_by"],
            decided_at=datetime.fromisoformat(row["decided_at"]),
            reason=row["reason"],
        )
        for row in rows
    )
    return {decision.pair: decision for decision in decisions}


def decide_joint(
    home: Home, one: str, other: str, *, is_same: bool, decided_by: str, reason: str = ""
) -> JointDecision:
    """Record that two rows, named by business key, are one event or are not.

    Raises BadDecision where nobody is named or the two are one row.
    """
    if not decided_by.strip():
        raise BadDecision("请写明由谁决定，例如 --by 普法科")
    if one == other:
        raise BadDecision("两个编号是同一行，无须决定")
    left, right = pair_of(one, other)
    now = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
    decision = JointDecision(left, right, is_same, decided_by.strip(), now, reason.strip())
    with app_database(home) as database:
        database.execute(
            "INSERT INTO joint_decisions (left_key, right_key, is_same, decided_by, decided_at, reason) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            (left, right, int(is_same), decision.decided_by, now.isoformat(), decision.reason),
        )
    return decision
