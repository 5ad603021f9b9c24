"""简报 baskets: what a reader collected for a briefing, in order, kept in app.sqlite for each reader.

What an item says is written by the dashboard; here it is only kept. Every change names an item by its number
and happens in one transaction, so that two windows of one reader lose nothing of each other's. A removed item
can be put back until the next one is removed.
"""

from __future__ import annotations

import sqlite3
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime

from warehouse.app_database import app_database, app_database_path
from warehouse.errors import FazhiError
from warehouse.home import Home

MOST_ITEMS = 60
LONGEST_TITLE = 80
LONGEST_NUMBER = 30
LONGEST_CONTENT = 20_000


class BadBasket(FazhiError):
    """A basket that is full, an item that is gone, a title that cannot stand."""


@dataclass(frozen=True)
class BasketEntry:
    """An item. content: what was collected. title: the reader's own, "" where the item has its own one."""

    id: int
    content: str
    title: str


@dataclass(frozen=True)
class BasketHead:
    """What stands above a briefing: its title, 期号 and 密级; "" where the usual one holds."""

    title: str = ""
    number: str = ""
    secrecy: str = ""


@dataclass(frozen=True)
class Added:
    """Where an item stands, from 1. is_new: False where it was there already."""

    place: int
    is_new: bool


def basket(home: Home, owner: str) -> list[BasketEntry]:
    """Return a reader's items in order; nothing is written where there is none."""
    if not app_database_path(home).exists():
        return []
    with app_database(home) as database:
        return [BasketEntry(row["id"], row["content"], row["title"]) for row in _rows(database, owner)]


def add(home: Home, owner: str, content: str) -> Added:
    """Put an item at the end, or say where the same one stands. Raises BadBasket."""
    if not content or len(content) > LONGEST_CONTENT:
        raise BadBasket("筛选条件太多，简报存不下这一项。请减少筛选值后再加入")
    with app_database(home) as database:
        rows = _rows(database, owner)
        for place, row in enumerate(rows, start=1):
            if row["content"] == content:
                return Added(place, is_new=False)
        _require_room(len(rows) + 1)
        position = rows[-1]["position"] + 1 if rows else 1
        now = datetime.now(UTC).replace(tzinfo=None, microsecond=0).isoformat()
        database.execute(
            "INSERT INTO basket_items (owner, position, content, title, added_at) VALUES (?, ?, ?, '', ?)",
            (owner, position, content, now),
        )
        return Added(len(rows) + 1, is_new=True)


def retitle(home: Home, owner: str, item_id: int, title: str) -> None:
    """Give an item a title of the reader's own; "" takes it away. Raises BadBasket."""
    _update(home, owner, item_id, "title", _line(title, LONGEST_TITLE, "标题"))


def rewrite(home: Home, owner: str, item_id: int, content: str) -> None:
    """Put something else in an item's place. Raises BadBasket."""
    if not content or len(content) > LONGEST_CONTENT:
        raise BadBasket("这一项太长，简报存不下")
    _update(home, owner, item_id, "content", content)


def move(home: Home, owner: str, item_id: int, *, up: bool) -> None:
    """Change places with the item above or below; the first stays first. Raises BadBasket."""
    with app_database(home) as database:
        rows = _rows(database, owner)
        place = next((place for place, row in enumerate(rows) if row["id"] == item_id), None)
        if place is None:
            raise _gone()
        other = place - 1 if up else place + 1
        if 0 <= other < len(rows):
            for one, position in ((place, other), (other, place)):
                database.execute(
                    "UPDATE basket_items SET position = ? WHERE id = ?",
                    (rows[position]["position"], rows[one]["id"]),
                )


def remove(home: Home, owner: str, item_id: int | None = None) -> int:
    """Take out an item, or all of them, and return how many; what was taken out before is forgotten.

    One that is already gone is no fault.
    """
    with app_database(home) as database:
        rows = [row["id"] for row in _rows(database, owner) if item_id in (None, row["id"])]
        if rows:
            database.execute("DELETE FROM basket_items WHERE owner = ? AND removal = 1", (owner,))
        for one in rows:
            database.execute("UPDATE basket_items SET removal = 1 WHERE id = ?", (one,))
        return len(rows)


def removed(home: Home, owner: str) -> int:
    """Return how many items can be put back."""
    if not app_database_path(home).exists():
        return 0
    with app_database(home) as database:
        return len(_rows(database, owner, removed=True))


def restore(home: Home, owner: str) -> int:
    """Put back what was taken out last, where it stood, and return how many. Raises BadBasket."""
    with app_database(home) as database:
        rows, back = _rows(database, owner), _rows(database, owner, removed=True)
        known = {row["content"] for row in rows}
        _require_room(len(rows) + sum(row["content"] not in known for row in back))
        for row in back:
            if row["content"] in known:
                database.execute("DELETE FROM basket_items WHERE id = ?", (row["id"],))
            else:
                database.execute("UPDATE basket_items SET removal = NULL WHERE id = ?", (row["id"],))
        return len(back)


def basket_head(home: Home, owner: str) -> BasketHead:
    """Return what stands above a reader's briefing."""
    if not app_database_path(home).exists():
        return BasketHead()
    with app_database(home) as database:
        row = database.execute("SELECT * FROM basket_heads WHERE owner = ?", (owner,)).fetchone()
    return BasketHead() if row is None else BasketHead(row["title"], row["number"], row["secrecy"])


def write_head(home: Home, owner: str, head: BasketHead) -> None:
    """Keep what stands above a reader's briefing. Raises BadBasket."""
    title = _line(head.title, LONGEST_TITLE, "简报标题")
    number = _line(head.number, LONGEST_NUMBER, "期号")
    secrecy = _line(head.secrecy, LONGEST_NUMBER, "密级")
    with app_database(home) as database:
        database.execute(
            "INSERT INTO basket_heads (owner, title, number, secrecy) VALUES (?, ?, ?, ?) "
            "ON CONFLICT (owner) DO UPDATE SET title = excluded.title, number = excluded.number, "
            "secrecy = excluded.secrecy",
            (owner, title, number, secrecy),
        )


def _rows(database: sqlite3.Connection, owner: str, *, removed: bool = False) -> list[sqlite3.Row]:
    return database.execute(
        "SELECT id, position, content, title FROM basket_items WHERE owner = ? "
        f"AND removal IS {'NOT NULL' if removed else 'NULL'} ORDER BY position, id",
        (owner,),
    ).fetchall()


def _update(home: Home, owner: str, item_id: int, column: str, value: str) -> None:
    with app_database(home) as database:
        done = database.execute(
            f"UPDATE basket_items SET {column} = ? WHERE id = ? AND owner = ? AND removal IS NULL",
            (value, item_id, owner),
        )
        if done.rowcount != 1:
            raise _gone()


def _require_room(count: int) -> None:
    if count > MOST_ITEMS:
        raise BadBasket(f"简报最多收 {MOST_ITEMS} 项，请先到「简报」页移出不用的")


def _line(text: str, longest: int, name: str) -> str:
    """Return a text on one line and without invisible characters. Raises BadBasket."""
    spaced = "".join(" " if one.isspace() else one for one in text)
    plain = "".join(one for one in spaced if unicodedata.category(one) not in ("Cc", "Cf", "Cs", "Co"))
    line = " ".join(plain.split())
    if len(line) > longest:
        raise BadBasket(f"{name}太长，请不超过 {longest} 个字")
    return line


def _gone() -> BadBasket:
    return BadBasket("这一项已被移出，请刷新页面")
