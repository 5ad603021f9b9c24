"""What the page 简报 lists: each item with what it says, or what is wrong with it; and what is exported."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dashboard.briefing.basket.items import Item, Titled, read_item
from dashboard.briefing.basket.making import Basket, Making, usual_snapshot
from dashboard.briefing.content.model import Section, Stamp
from dashboard.texts import basket as texts
from warehouse.baskets import BasketEntry, BasketHead
from warehouse.errors import FazhiError, UnknownSnapshot


@dataclass(frozen=True)
class Row:
    """An item of the list. place: from 1. item: None where it cannot be read.

    section, stamp: None where it cannot be made; problem: why, in words. is_other: it is bound to another
    snapshot than the page.
    """

    id: int
    place: int
    own_title: str
    item: Item | None = None
    section: Section | None = None
    stamp: Stamp | None = None
    problem: str = ""
    is_other: bool = False

    @property
    def usual_title(self) -> str:
        """The title it has where the reader gives it none."""
        if self.section is not None:
            return self.section.title
        return texts.ITEM_PLACE.format(place=self.place)

    @property
    def title(self) -> str:
        """The title that stands above it."""
        return self.own_title or self.usual_title


def rows(entries: Sequence[BasketEntry], snapshot_id: str, making: Making) -> tuple[Row, ...]:
    """Return the items in order. snapshot_id: of the page."""
    return tuple(_row(place, entry, snapshot_id, making) for place, entry in enumerate(entries, start=1))


def _row(place: int, entry: BasketEntry, snapshot_id: str, making: Making) -> Row:
    item = None
    try:
        item = read_item(entry.content)
        stamp = making.stamp(item.snapshot)
        section = making.section(item)
    except UnknownSnapshot:
        name = item.snapshot if item is not None else ""
        problem = texts.NO_SNAPSHOT.format(snapshot=name)
        return Row(entry.id, place, entry.title, item, problem=problem, is_other=True)
    except FazhiError as fault:
        is_other = item is not None and item.snapshot != snapshot_id
        return Row(entry.id, place, entry.title, item, problem=str(fault), is_other=is_other)
    is_other = item.snapshot != snapshot_id
    return Row(entry.id, place, entry.title, item, section, stamp, is_other=is_other)


def exported(shown: Sequence[Row], head: BasketHead, snapshot_id: str, issued_on: date) -> Basket | None:
    """Return the basket of all rows that can be made; None without any.

    Its snapshot is that of the page where an item is bound to it, else that of most items.
    """
    titled = tuple(
        Titled(row.item, row.own_title) for row in shown if row.item is not None and row.section is not None
    )
    if not titled:
        return None
    items = [one.item for one in titled]
    stamped = snapshot_id if any(one.snapshot == snapshot_id for one in items) else usual_snapshot(items)
    return Basket(titled, stamped, issued_on, head.title, head.number, head.secrecy)


def has_own_numbers(row: Row) -> bool:
    """Whether a reader's own title holds numbers, behind which no snapshot stands."""
    return any(one.isdigit() for one in row.own_title)
