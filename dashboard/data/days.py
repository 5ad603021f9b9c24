"""Days as people type them into a form."""

from __future__ import annotations

import re
from datetime import date

_WITH_YEAR = re.compile(r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_WITHOUT_YEAR = re.compile(r"(\d{1,2})[-./月](\d{1,2})日?")
_DAYS_BACK = 180
# A week is talked about within a fortnight of its cut-off.
_SHOWN_LATE = 14


def read_day(text: str, near: date) -> date | None:
    """Return the day that a text names: 2026-11-27, 2026.11.27, 2026年11月27日, 20261127, 11-27, 11月27日.

    near: a day without a year is the one that lies less than half a year before it, or after it. None where
    the text names no day.
    """
    plain = text.strip().replace("/", "-").replace(" ", "")
    try:
        if found := _WITH_YEAR.fullmatch(plain) or _COMPACT.fullmatch(plain):
            year, month, day = (int(part) for part in found.groups())
            return date(year, month, day)
        if found := _WITHOUT_YEAR.fullmatch(plain):
            month, day = (int(part) for part in found.groups())
            meant = date(near.year, month, day)
            return meant if (near - meant).days < _DAYS_BACK else date(near.year + 1, month, day)
    except ValueError:
        return None
    return None


def entry_day(as_of: date, today: date) -> date:
    """Return the day to begin an entry with: today, if the data shown is of these days, else its cut-off."""
    return today if 0 <= (today - as_of).days <= _SHOWN_LATE else as_of
