"""议定事项: what the weekly review decided, entered on the page, and how each item went on.

Nothing that was entered is ever changed: an item is raised once, then closed (办结), reopened (重新打开) or
withdrawn (作废, entered by mistake) by events of their own. So the log can be read as it stood on any day.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

from warehouse.app_database import app_database, app_database_path
from warehouse.errors import FazhiError
from warehouse.home import Home
from warehouse.keeping.manifest import DamagedManifest, read_sealed
from warehouse.snapshots import read_frozen

LONGEST_ITEM = 200
LONGEST_NOTE = 500
LONGEST_NAME = 40
_DECISIONS = "decisions.json"


class BadCommitment(FazhiError):
    """An entry that lacks something, is too long, or does not follow from what stands."""


class CommitmentEvent(StrEnum):
    """What can happen to an item; the values stand in app.sqlite."""

    CLOSED = "closed"
    REOPENED = "reopened"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Commitment:
    """An item of the log as it stood on a day.

    closed_on, evidence: where it is closed (办结). entered_by: who wrote it down.
    """

    id: int
    raised_on: date
    item: str
    owner: str
    due_on: date | None
    entered_by: str
    closed_on: date | None = None
    evidence: str = ""

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done."""
        return self.closed_on is None


def commitments(home: Home, as_of: date, label: str | None = None) -> list[Commitment]:
    """Return the items raised by a day, as they stood then, the latest first; withdrawn ones are left out.

    label: a frozen week, whose own copy of the log answers: what was entered later is not in it.
    """
    raised, events = _frozen(home, label) if label is not None else _entered(home)
    found = {
        row["id"]: Commitment(
            row["id"],
            date.fromisoformat(row["raised_on"]),
            row["item"],
            row["owner"],
            date.fromisoformat(row["due_on"]) if row["due_on"] else None,
            row["entered_by"],
        )
        for row in raised
        if date.fromisoformat(row["raised_on"]) <= as_of
    }
    for row in events:
        known, happened_on = found.get(row["commitment_id"]), date.fromisoformat(row["happened_on"])
        if known is None or happened_on > as_of:
            continue
        match CommitmentEvent(row["event"]):
            case CommitmentEvent.CLOSED:
                found[known.id] = replace(known, closed_on=happened_on, evidence=row["note"])
            case CommitmentEvent.REOPENED:
                found[known.id] = replace(known, closed_on=None, evidence="")
            case CommitmentEvent.WITHDRAWN:
                del found[known.id]
    return sorted(found.values(), key=lambda one: (one.raised_on, one.id), reverse=True)


def raise_commitment(
    home: Home, item: str, owner: str, *, raised_on: date, due_on: date | None, entered_by: str
) -> int:
    """Enter an item and return its number. Raises BadCommitment."""
    item, owner, entered_by = item.strip(), owner.strip(), entered_by.strip()
    _require(item, "请填写议定事项", LONGEST_ITEM, "事项")
    _require(owner, "请填写责任单位", LONGEST_NAME, "责任单位")
    _require(entered_by, "请填写登记人", LONGEST_NAME, "登记人")
    if due_on is not None and due_on < raised_on:
        raise BadCommitment("完成时限早于议定日期，请核对")
    with app_database(home) as database:
        written = database.execute(
            "INSERT INTO commitments (raised_on, item, owner, due_on, entered_by, entered_at) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            (raised_on.isoformat(), item, owner, due_on.isoformat() if due_on else None, entered_by, _now()),
        )
        return int(written.lastrowid or 0)


def record_event(
    home: Home, commitment_id: int, event: CommitmentEvent, *, happened_on: date, note: str, entered_by: str
) -> None:
    """Close, reopen or withdraw an item. note: the evidence, or why.

    Raises BadCommitment where the item does not exist, its state does not allow it, or something is missing.
    """
    note, entered_by = note.strip(), entered_by.strip()
    asked = "请填写办结情况或佐证" if event is CommitmentEvent.CLOSED else "请写明原因"
    _require(note, asked, LONGEST_NOTE, "说明")
    _require(entered_by, "请填写登记人", LONGEST_NAME, "登记人")
    with app_database(home) as database:
        raised = database.execute(
            "SELECT raised_on FROM commitments WHERE id = ?", (commitment_id,)
        ).fetchone()
        last = database.execute(
            "SELECT event, happened_on FROM commitment_events WHERE commitment_id = ? "
            "ORDER BY id DESC LIMIT 1",
            (commitment_id,),
        ).fetchone()
        if raised is None or (last is not None and last["event"] == CommitmentEvent.WITHDRAWN):
            raise BadCommitment("这一事项不存在或已作废，请刷新页面")
        is_closed = last is not None and last["event"] == CommitmentEvent.CLOSED
        if event is CommitmentEvent.CLOSED and is_closed:
            raise BadCommitment("这一事项已经办结，请刷新页面")
        if event is CommitmentEvent.REOPENED and not is_closed:
            raise BadCommitment("这一事项没有办结，不需要重新打开")
        if happened_on < date.fromisoformat(last["happened_on"] if last else raised["raised_on"]):
            raise BadCommitment("日期早于上一次登记的日期，请核对")
        database.execute(
            "INSERT INTO commitment_events "
            "(commitment_id, event, happened_on, note, entered_by, entered_at) VALUES (?, ?, ?, ?, ?, ?)",
            (commitment_id, event.value, happened_on.isoformat(), note, entered_by, _now()),
        )


def _require(text: str, message: str, longest: int, name: str) -> None:
    if not text:
        raise BadCommitment(message)
    if len(text) > longest:
        raise BadCommitment(f"{name}太长，请不超过 {longest} 字")


def _now() -> str:
    return datetime.now(UTC).replace(tzinfo=None, microsecond=0).isoformat()


_Rows = Iterable[Mapping[str, Any] | sqlite3.Row]


def _entered(home: Home) -> tuple[_Rows, _Rows]:
    if not app_database_path(home).exists():
        return (), ()
    with app_database(home) as database:
        return (
            database.execute("SELECT * FROM commitments ORDER BY id").fetchall(),
            database.execute("SELECT * FROM commitment_events ORDER BY id").fetchall(),
        )


def _frozen(home: Home, label: str) -> tuple[_Rows, _Rows]:
    """Return the log as it was copied when a week was frozen; a freeze of before the log has none of it."""
    if read_frozen(home, label) is None:
        return (), ()
    try:
        copied = read_sealed(home.frozen / label / _DECISIONS)
    except DamagedManifest as error:
        raise BadCommitment(f"冻结的 {label} 中议定事项的副本已损坏，请从备份恢复") from error
    tables = {} if copied is None else copied["tables"]
    return tables.get("commitments", ()), tables.get("commitment_events", ())
