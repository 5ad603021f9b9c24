"""The briefing of a 简报 basket: a section for each item in order, each with the snapshot it is bound to.

The record of such a briefing holds its items, so that `brief --check` makes it again from the snapshots.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from dashboard.briefing.basket.items import BadItem, Item, Kind, Titled, item_from, plain
from dashboard.briefing.basket.sections import section_of
from dashboard.briefing.content.caption import stamp_of
from dashboard.briefing.content.masthead import masthead
from dashboard.briefing.content.model import Briefing, Section, Sentence, Stamp
from dashboard.briefing.content.wording import stamp_line
from dashboard.formatting import full_day
from dashboard.texts import basket as texts
from dashboard.texts import briefing as common
from warehouse.commitments import Commitment, commitments
from warehouse.home import Home
from warehouse.snapshots import Snapshot, frozen_records, open_snapshot

BASKET = "basket"
_TITLES_NAMED = 8


@dataclass(frozen=True)
class Basket:
    """What a briefing is made of. snapshot: the one it is stamped with; others are told with their items.

    title, number, secrecy: "" where the usual one holds. issued_on: the day on its head.
    """

    items: tuple[Titled, ...]
    snapshot: str
    issued_on: date
    title: str = ""
    number: str = ""
    secrecy: str = ""


@dataclass(frozen=True)
class Making:
    """What makes the parts of a briefing: the stamp of a snapshot by id, and the section of an item.

    Both raise UnknownSnapshot or DamagedSnapshot, the second BadItem too.
    """

    stamp: Callable[[str], Stamp]
    section: Callable[[Item], Section]


def basket_briefing(home: Home, basket: Basket, making: Making) -> Briefing:
    """Return the briefing of a basket.

    Raises BadItem where an item cannot be made, BadMasthead, UnknownSnapshot, DamagedSnapshot.
    """
    if not basket.items:
        raise BadItem(texts.NOTHING)
    stamp = making.stamp(basket.snapshot)
    sections = []
    for place, titled in enumerate(basket.items, start=1):
        is_other = titled.item.snapshot != basket.snapshot
        other = making.stamp(titled.item.snapshot) if is_other else None
        sections.append(_placed(making.section(titled.item), place, titled.title, other))
    head = masthead(home, common.BASKET_NAME, basket.number, basket.issued_on)
    return Briefing(
        basket.title or common.BASKET_NAME,
        texts.PERIOD_OF.format(day=full_day(stamp.cutoff)),
        replace(head, secrecy=basket.secrecy or head.secrecy),
        stamp,
        _lead(basket, stamp, [section.title for section in sections]),
        tuple(sections),
    )


def entered_for(home: Home, item: Item, stamp: Stamp) -> tuple[Commitment, ...]:
    """Return the commitments that an item's summary is about; those of other kinds need none."""
    if item.kind is not Kind.SUMMARY or item.as_of is None:
        return ()
    return tuple(commitments(home, date.max if item.as_of >= stamp.cutoff else item.as_of, stamp.label))


def _placed(section: Section, place: int, title: str, stamp: Stamp | None) -> Section:
    """Return a section under its place in the briefing, so that no two have one name.

    title: of the reader's own, "" for the usual one. stamp: where it is not that of the briefing; it is told
    beside the numbers.
    """
    told = texts.OF_SNAPSHOT.format(stamp=stamp_line(stamp)) if stamp is not None else ""
    charts = tuple(
        replace(
            one,
            key=f"{place:02d}-{one.key}",
            definition=texts.NOTE_JOIN.join(part for part in (one.definition, told) if part),
        )
        for one in section.charts
    )
    tables = tuple(
        replace(
            one,
            key=f"{place:02d}-{one.key}",
            title=(one.title.replace(section.title, title, 1) if title else one.title)
            + (texts.CONDITIONS.format(conditions=told) if told else ""),
        )
        for one in section.tables
    )
    alone = (Sentence(told),) if told and not charts and not tables else ()
    return replace(
        section,
        key=f"{place:02d}-{section.key}",
        title=title or section.title,
        paragraphs=(*section.paragraphs, *alone),
        charts=charts,
        tables=tables,
        stamp=stamp,
    )


def _lead(basket: Basket, stamp: Stamp, titles: Sequence[str]) -> Sentence:
    """Return how many items there are, of what state of the data, and what the first of them are."""
    count, snapshots = len(basket.items), {one.item.snapshot for one in basket.items}
    told = texts.LEAD_JOIN.join(titles[:_TITLES_NAMED])
    if count > _TITLES_NAMED:
        told = texts.LEAD_MORE.format(titles=told)
    if snapshots - {basket.snapshot}:
        return Sentence(texts.LEAD_SEVERAL.format(count=count, snapshots=len(snapshots), titles=told))
    cutoff = common.CUTOFF.format(day=full_day(stamp.cutoff))
    return Sentence(texts.LEAD.format(count=count, cutoff=cutoff, titles=told))


def usual_snapshot(items: Sequence[Item]) -> str:
    """Return the snapshot that most items are bound to, the first of those that tie."""
    return Counter(item.snapshot for item in items).most_common(1)[0][0]


def basket_record(basket: Basket) -> dict[str, Any]:
    """Return all that is needed to make a briefing again."""
    return {
        "kind": BASKET,
        "snapshot": basket.snapshot,
        "label": None,
        "issued_on": basket.issued_on.isoformat(),
        "title": basket.title,
        "number": basket.number,
        "secrecy": basket.secrecy,
        "items": [{**plain(one.item), "title": one.title} for one in basket.items],
    }


def basket_of(record: Mapping[str, Any]) -> Basket:
    """Return the basket of a record. Raises BadItem, KeyError, TypeError or ValueError where it is none."""
    return Basket(
        tuple(Titled(item_from(one), str(one["title"])) for one in record["items"]),
        str(record["snapshot"]),
        date.fromisoformat(record["issued_on"]),
        str(record["title"]),
        str(record["number"]),
        str(record["secrecy"]),
    )


@contextmanager
def opening(home: Home) -> Iterator[Making]:
    """Yield what makes the parts of a briefing from the snapshots themselves; they are closed at the end."""
    labels = {record.snapshot: record.label for record in frozen_records(home)}
    with ExitStack() as stack:
        known: dict[str, Snapshot] = {}

        def opened(snapshot_id: str) -> Snapshot:
            if snapshot_id not in known:
                known[snapshot_id] = stack.enter_context(open_snapshot(home, snapshot_id))
            return known[snapshot_id]

        def stamp(snapshot_id: str) -> Stamp:
            return stamp_of(opened(snapshot_id), labels.get(snapshot_id))

        def section(item: Item) -> Section:
            return section_of(opened(item.snapshot), item, entered_for(home, item, stamp(item.snapshot)))

        yield Making(stamp, section)
