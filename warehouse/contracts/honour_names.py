"""Names of published honour lists, which hold their years: 长石村（2006）(2016复), 河头村（2011、2015复）."""

from __future__ import annotations

import re
from dataclasses import dataclass

NAMED, REVIEWED, KEPT = "命名", "复核", "保留"

_NOTE = re.compile(r"\s*[（(\[【〔]([^（()）\[\]【】〔〕]*)[)）\]】〕]\s*$")
_ITEM = re.compile(
    r"((?:19|20)[0-9]{2})\s*年?度?\s*(命名|认定|创建|(?:通过)?(?:复核|复评|复查|复审|复验|复)(?:合格|通过|保留)?)?"
)
_BETWEEN_ITEMS = re.compile(r"[、，,;；/\s]+|和|及")
_MOST_NOTES = 8
# Between 河头村（2011） and 柏庙村（2012）: the bracket has ended and no other follows.
_NEXT_ENTRY = re.compile(r"(?<=[)）\]】〕])\s*[、，,;；\s]\s*(?=[^（(\[【〔\s])")


@dataclass(frozen=True)
class HonourName:
    """A name without its year notes. named: years of the award; reviewed: years of a review it passed."""

    name: str
    named: tuple[str, ...] = ()
    reviewed: tuple[str, ...] = ()

    def events(self) -> list[tuple[str, str]]:
        """Return (event, year) for each year, in the order of time."""
        found = [(NAMED, year) for year in self.named] + [(REVIEWED, year) for year in self.reviewed]
        return sorted(found, key=lambda event: event[1])


def split_honour_years(text: str) -> HonourName:
    """Take the year notes off the end of a name; a bracket that holds anything else stays in the name."""
    name, named, reviewed = text.strip(), list[str](), list[str]()
    for _ in range(_MOST_NOTES):
        note = _NOTE.search(name)
        items = (
            [_ITEM.fullmatch(item) for item in _BETWEEN_ITEMS.split(note.group(1).strip())] if note else []
        )
        if note is None or not note.start() or not all(items):
            break
        years = [(item.group(1), item.group(2) or "") for item in items if item is not None]
        named[:0] = [year for year, mark in years if "复" not in mark]
        reviewed[:0] = [year for year, mark in years if "复" in mark]
        name = name[: note.start()].rstrip()
    return HonourName(name, tuple(dict.fromkeys(named)), tuple(dict.fromkeys(reviewed)))


def split_entries(text: str) -> list[str]:
    """Return the entries of a cell that lists several names, each with its years behind it."""
    return [entry for entry in _NEXT_ENTRY.split(text.strip()) if entry]
