"""Saved views (已存视图) of 趋势探索: the address of a page under a name, kept in app.sqlite.

A view is a bookmark and not a record: it may be renamed and deleted. Its address is read like any link, and
nothing in it is trusted.
"""

from __future__ import annotations

import sqlite3
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime

from warehouse.app_database import app_database, app_database_path
from warehouse.errors import FazhiError
from warehouse.home import Home

LONGEST_NAME = 40
LONGEST_ADDRESS = 4000
MOST_VIEWS = 200


class BadView(FazhiError):
    """A view without a name, with one that is taken or too long, or one that there is not."""


@dataclass(frozen=True)
class SavedView:
    """A view. address: the parameters of the link. created_at: UTC."""

    id: int
    name: str
    address: str
    created_by: str
    created_at: datetime


def saved_views(home: Home) -> list[SavedView]:
    """Return every view, by name; nothing is written where there is none."""
    if not app_database_path(home).exists():
        return []
    with app_database(home) as database:
        rows = database.execute("SELECT * FROM saved_views ORDER BY name").fetchall()
    return [
        SavedView(
            row["id"],
            row["name"],
            row["address"],
            row["created_by"],
            datetime.fromisoformat(row["created_at"]),
        )
        for row in rows
    ]


def save_view(home: Home, name: str, address: str, *, created_by: str = "") -> int:
    """Keep an address under a name and return the view's number. Raises BadView."""
    name, created_by = _usable(name), " ".join(created_by.split())[:LONGEST_NAME]
    if not address or len(address) > LONGEST_ADDRESS:
        raise BadView("条件太多，视图存不下。请减少筛选值后再存")
    now = datetime.now(UTC).replace(tzinfo=None, microsecond=0).isoformat()
    with app_database(home) as database:
        (count,) = database.execute("SELECT count(*) FROM saved_views").fetchone()
        if count >= MOST_VIEWS:
            raise BadView(f"已存 {MOST_VIEWS} 个视图，请先删除不用的")
        try:
            written = database.execute(
                "INSERT INTO saved_views (name, address, created_by, created_at) VALUES (?, ?, ?, ?)",
                (name, address, created_by, now),
            )
        except sqlite3.IntegrityError as error:
            raise _taken(name) from error
        return int(written.lastrowid or 0)


def rename_view(home: Home, view_id: int, name: str) -> None:
    """Give a view another name. Raises BadView."""
    name = _usable(name)
    with app_database(home) as database:
        try:
            done = database.execute("UPDATE saved_views SET name = ? WHERE id = ?", (name, view_id))
        except sqlite3.IntegrityError as error:
            raise _taken(name) from error
        if done.rowcount != 1:
            raise BadView("这个视图已被删除，请刷新页面")


def delete_view(home: Home, view_id: int) -> None:
    """Delete a view; one that is already gone is no fault."""
    with app_database(home) as database:
        database.execute("DELETE FROM saved_views WHERE id = ?", (view_id,))


def _usable(name: str) -> str:
    """Return a name on one line and without invisible characters. Raises BadView."""
    visible = "".join(" " if character.isspace() else character for character in name)
    kept = "".join(one for one in visible if unicodedata.category(one) not in ("Cc", "Cf", "Cs", "Co"))
    plain = " ".join(kept.split())
    if not plain:
        raise BadView("请填写视图名称")
    if len(plain) > LONGEST_NAME:
        raise BadView(f"视图名称不能超过 {LONGEST_NAME} 个字")
    return plain


def _taken(name: str) -> BadView:
    return BadView(f"已有名为「{name}」的视图，请换一个名称")
