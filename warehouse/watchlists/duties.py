"""普法责任制: what each unit promised and has not done, and the reminders that wait for an answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from warehouse.snapshots import Snapshot

# As they are written in the filed forms (完成情况).
_NOT_BEGUN = "未启动"
_REMINDER, _SUPERVISION = "提示", "督办"


class DutyState(StrEnum):
    """How an item stands on a day, by its dates; its filed status only tells whether it has begun."""

    OVERDUE = "逾期"  # due before the day and not done
    LATE = "逾期完成"
    WAITING = "未启动"
    RUNNING = "进行中"
    ON_TIME = "按期完成"

    @property
    def is_done(self) -> bool:
        """Whether it is done, in time or not."""
        return self in (DutyState.LATE, DutyState.ON_TIME)


@dataclass(frozen=True)
class DutyItem:
    """One item of a unit's list as of a day. days_overdue: since due_day, negative while it lies ahead.

    followed_up, followed_up_on: the latest reminder, supervision or answer about it (提示 督办 反馈 …).
    """

    row_id: str
    unit: str
    item_no: str
    duty: str | None
    scope: str | None
    content: str
    due_day: date
    done_day: date | None
    state: DutyState
    days_overdue: int
    followed_up: str | None
    followed_up_on: date | None


@dataclass(frozen=True)
class AwaitedAnswer:
    """A reminder not answered, or a supervision not closed, on a day.

    days_overdue is negative while the limit lies ahead. fed_back_on: a supervision may be answered and yet
    not closed.
    """

    row_id: str
    unit: str
    kind: str
    item_no: str | None
    happened_on: date
    reply_due_on: date | None
    days_overdue: int
    fed_back_on: date | None


@dataclass(frozen=True)
class DutyProgress:
    """Items of the year by the end of a month: those due, and those done, whether due or not.

    done is None for months that are not yet over on the day asked about, but for the one that holds it.
    """

    month: int
    due: int
    done: int | None


def duty_items(
    snapshot: Snapshot, year: int, as_of: date, *, unit: str | None = None, duty: str | None = None
) -> list[DutyItem]:
    """Return the items of a year's lists as they stand on a day, by unit and number.

    duty: the kind of responsibility, such as 谁执法谁普法.
    """
    rows = snapshot.database.query(
        """
        WITH followed AS (
            SELECT unit, item_no, year(happened_on) AS year, arg_max(kind, happened_on) AS kind,
                   max(happened_on) AS happened_on
            FROM mart.duty_events WHERE happened_on <= $as_of AND item_no IS NOT NULL GROUP BY ALL)
        SELECT items.row_id, items.unit, items.item_no, items.duty, items.scope, items.content, items.due_day,
               CASE WHEN items.done_day <= $as_of THEN items.done_day END AS done_day, items.status,
               date_diff('day', items.due_day, $as_of::DATE) AS days_overdue,
               followed.kind AS followed_up, followed.happened_on AS followed_up_on
        FROM mart.duty_items AS items
        LEFT JOIN followed
               ON (followed.unit, followed.item_no, followed.year) = (items.unit, items.item_no, items.year)
        WHERE items.year = $year AND ($unit IS NULL OR items.unit = $unit)
          AND ($duty IS NULL OR items.duty = $duty)
        ORDER BY items.unit COLLATE zh, try_cast(items.item_no AS DOUBLE) NULLS LAST, items.item_no,
                 items.row_id
        """,
        {"year": year, "as_of": as_of, "unit": unit, "duty": duty},
    ).to_dicts()
    items = []
    for row in rows:
        status = row.pop("status")
        state = _state(row["done_day"], row["due_day"], as_of, status)
        items.append(DutyItem(**row, state=state))
    return items


def _state(done: date | None, due: date, as_of: date, status: str | None) -> DutyState:
    if done is not None:
        return DutyState.ON_TIME if done <= due else DutyState.LATE
    if due < as_of:
        return DutyState.OVERDUE
    return DutyState.WAITING if status == _NOT_BEGUN else DutyState.RUNNING


def awaited_answers(
    snapshot: Snapshot, start: date, as_of: date, *, unit: str | None = None
) -> list[AwaitedAnswer]:
    """Return reminders and supervisions of a stretch of time that are still open on its last day.

    A reminder is open until it is answered or closed, a supervision until it is closed (P17, P18). The
    longest overdue come first.
    """
    rows = snapshot.database.query(
        f"""
        SELECT row_id, unit, kind, item_no, happened_on, reply_due_on,
               date_diff('day', judged_on, $as_of::DATE) AS days_overdue,
               CASE WHEN fed_back_on <= $as_of THEN fed_back_on END AS fed_back_on
        FROM mart.duty_events
        WHERE happened_on <= $as_of AND judged_on >= $start AND ($unit IS NULL OR unit = $unit)
          AND kind IN ('{_REMINDER}', '{_SUPERVISION}') AND (closed_on IS NULL OR closed_on > $as_of)
          AND (kind = '{_SUPERVISION}' OR fed_back_on IS NULL OR fed_back_on > $as_of)
        ORDER BY days_overdue DESC, kind, unit COLLATE zh, item_no, row_id
        """,
        {"start": start, "as_of": as_of, "unit": unit},
    ).to_dicts()
    return [AwaitedAnswer(**row) for row in rows]


def duty_event_counts(
    snapshot: Snapshot, start: date, end: date, *, unit: str | None = None
) -> dict[str, int]:
    """Return how many of each kind (提示 督办 反馈 报告书 评议) there were between two days."""
    rows = snapshot.database.query(
        """
        SELECT kind, count(*) AS events FROM mart.duty_events
        WHERE happened_on BETWEEN $start AND $end AND ($unit IS NULL OR unit = $unit)
        GROUP BY kind ORDER BY events DESC, kind
        """,
        {"start": start, "end": end, "unit": unit},
    ).to_dicts()
    return {row["kind"]: row["events"] for row in rows}


def units_without_list(snapshot: Snapshot, year: int, as_of: date) -> list[str]:
    """Return the units in being on a day that filed no duty list for a year, in the order of pinyin (P14)."""
    rows = snapshot.database.query(
        """
        SELECT unit FROM mart.active_units
        WHERE valid_from <= $as_of AND valid_to > $as_of
          AND unit_code NOT IN (
              SELECT unit_code FROM mart.duty_items WHERE year = $year AND unit_code IS NOT NULL)
        ORDER BY unit COLLATE zh
        """,
        {"year": year, "as_of": as_of},
    )
    return [str(name) for name in rows["unit"]]


def duty_years(snapshot: Snapshot) -> list[int]:
    """Return the years that have lists, the latest first."""
    rows = snapshot.database.query("SELECT DISTINCT year FROM mart.duty_items ORDER BY year DESC")
    return [int(year) for year in rows["year"]]


def duty_kinds(snapshot: Snapshot) -> list[str]:
    """Return the kinds of responsibility that stand in any list, the most frequent first."""
    rows = snapshot.database.query(
        "SELECT duty FROM mart.duty_items WHERE duty IS NOT NULL GROUP BY duty ORDER BY count(*) DESC, duty"
    )
    return [str(name) for name in rows["duty"]]


def duty_units(snapshot: Snapshot) -> list[str]:
    """Return the units that have a list or were reminded, in the order of pinyin."""
    rows = snapshot.database.query(
        """
        SELECT unit FROM (SELECT unit FROM mart.duty_items UNION SELECT unit FROM mart.duty_events)
        WHERE unit IS NOT NULL ORDER BY unit COLLATE zh
        """
    )
    return [str(name) for name in rows["unit"]]


def duty_progress(items: list[DutyItem], year: int, as_of: date) -> list[DutyProgress]:
    """Return what was due and done by the end of each month of a year, counted in its items."""
    result = []
    for month in range(1, 13):
        begins = date(year, month, 1)
        after = date(year, month + 1, 1) if month < 12 else date(year + 1, 1, 1)
        done = sum(item.done_day is not None and item.done_day < after for item in items)
        due = sum(item.due_day < after for item in items)
        result.append(DutyProgress(month, due, done if begins <= as_of else None))
    return result
