"""Rebasing of control charts (控制限重算): from which day, and for which recorded reason.

Limits are worked out anew only where somebody says why; nothing entered is changed, and a mistake is taken
back by an entry of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from warehouse.app_database import app_database, app_database_path
from warehouse.errors import FazhiError
from warehouse.home import Home

LONGEST_REASON = 100
LONGEST_NAME = 40
_REBASE, _REMOVED = "rebase", "removed"


class BadChartNote(FazhiError):
    """A rebasing without reason or name, or one that is not there to be taken back."""


@dataclass(frozen=True)
class RebaseNote:
    """New limits from a day on, why, and who said so."""

    metric_id: str
    begins_on: date
    reason: str
    entered_by: str


def rebase_notes(home: Home, metric_id: str) -> list[RebaseNote]:
    """Return the rebasings of a metric that stand, in the order of their days."""
    if not app_database_path(home).exists():
        return []
    with app_database(home) as database:
        rows = database.execute(
            "SELECT kind, begins_on, reason, entered_by FROM chart_notes WHERE metric_id = ? ORDER BY id",
            (metric_id,),
        ).fetchall()
    standing: dict[date, RebaseNote] = {}
    for row in rows:
        day = date.fromisoformat(row["begins_on"])
        if row["kind"] == _REMOVED:
            standing.pop(day, None)
        else:
            standing[day] = RebaseNote(metric_id, day, row["reason"], row["entered_by"])
    return [standing[day] for day in sorted(standing)]


def rebase(home: Home, metric_id: str, begins_on: date, *, reason: str, entered_by: str) -> None:
    """Record that limits begin anew on a day. Raises BadChartNote."""
    _enter(home, metric_id, _REBASE, begins_on, reason, entered_by)


def take_back(home: Home, metric_id: str, begins_on: date, *, reason: str, entered_by: str) -> None:
    """Record that a rebasing no longer stands. Raises BadChartNote where there is none on that day."""
    if begins_on not in {note.begins_on for note in rebase_notes(home, metric_id)}:
        raise BadChartNote("这一天没有登记过控制限重算，请刷新页面")
    _enter(home, metric_id, _REMOVED, begins_on, reason, entered_by)


def _enter(home: Home, metric_id: str, kind: str, begins_on: date, reason: str, entered_by: str) -> None:
    reason, entered_by = reason.strip(), entered_by.strip()
    if not reason or len(reason) > LONGEST_REASON:
        raise BadChartNote(f"请写明原因，不超过 {LONGEST_REASON} 字")
    if not entered_by or len(entered_by) > LONGEST_NAME:
        raise BadChartNote(f"请填写登记人，不超过 {LONGEST_NAME} 字")
    now = datetime.now(UTC).replace(tzinfo=None, microsecond=0).isoformat()
    with app_database(home) as database:
        database.execute(
            "INSERT INTO chart_notes (metric_id, kind, begins_on, reason, entered_by, entered_at) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            (metric_id, kind, begins_on.isoformat(), reason, entered_by, now),
        )
