"""到期提醒: limits that end within ten days, and villages that will soon have been silent too long."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dashboard.data.matters import DAYS_BEFORE_LIMIT, SILENT_DAYS
from dashboard.formatting import day
from dashboard.texts import weekly as texts
from warehouse.metrics.selection import Selection
from warehouse.snapshots import Snapshot
from warehouse.watchlists.deadlines import deadlines
from warehouse.watchlists.villages import VillageActivity

# More than anybody reads in a drawer.
MOST = 200


@dataclass(frozen=True)
class Due:
    """Something whose time limit ends soon. metric_id, selection, row_id: where it comes from."""

    due_on: date
    title: str
    detail: str
    left: str
    metric_id: str
    selection: Selection
    row_id: str | None = None


def due_soon(snapshot: Snapshot, as_of: date, villages: Sequence[VillageActivity]) -> list[Due]:
    """Return what ends within ten days, the nearest first. villages: with their last activity by the day."""
    soon = Selection(None, as_of)
    found = [
        Due(
            one.due_on,
            texts.DUE_TITLE.format(clock=one.clock, what=one.what or "").strip(),
            f"{one.unit or ''} {day(one.due_on)}".strip(),
            _left(one.days_left),
            "T02",
            soon,
            one.row_id,
        )
        for one in deadlines(snapshot, as_of, DAYS_BEFORE_LIMIT, is_passed=False, limit=MOST)
    ]
    found += _villages(villages, as_of)
    return sorted(found, key=lambda due: (due.due_on, due.title))


def _villages(villages: Sequence[VillageActivity], as_of: date) -> list[Due]:
    """Return the villages that will have been without an activity for too long within ten days."""
    found = []
    for row in villages:
        if row.last_on is None or row.days_since is None:
            continue
        left = SILENT_DAYS - row.days_since
        if 0 <= left <= DAYS_BEFORE_LIMIT:
            due_on = row.last_on + timedelta(days=SILENT_DAYS)
            found.append(
                Due(
                    due_on,
                    texts.DUE_VILLAGE.format(village=row.village, days=SILENT_DAYS),
                    f"{row.township} {day(due_on)}",
                    _left(left),
                    "P01",
                    Selection(None, as_of, where={"village": (row.village,)}),
                )
            )
    return found


def _left(days: int) -> str:
    return texts.DUE_LEFT.format(days=days) if days else texts.DUE_TODAY
