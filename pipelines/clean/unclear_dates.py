"""Dates with several readings: 3/5/2022, 5-3-22, and numbers that have lost a zero (2022.1, 3.1).

None of them is taken; the readings are what a finding proposes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipelines.clean.date_text import FIRST_YEAR, LAST_YEAR, MONTHS, day_or_none

_THREE_NUMBERS = re.compile(
    r"(?P<first>\d{1,2})(?P<mark>[./-])(?P<second>\d{1,2})(?P=mark)(?P<last>(?:19|20)\d{2}|\d{1,2})",
    re.ASCII,
)

_DECIMAL = re.compile(r"\d{1,4}\.\d", re.ASCII)
_KEPT_ZERO = re.compile(r"\d{1,4}\.\d?0", re.ASCII)


def keeps_zeros(written: Iterable[object]) -> bool:
    """Say whether a cell shows that 3.10 would have kept its zero."""
    return any(isinstance(text, str) and _KEPT_ZERO.fullmatch(text.strip()) for text in written)


def readings_of_shortened(text: str, default_year: int | None) -> tuple[str, ...]:
    """Return what 2022.1 or 3.1 may mean where a spreadsheet wrote the text; () where it means one thing."""
    readings = readings_of_number(float(text), default_year) if _DECIMAL.fullmatch(text) else ()
    return readings if len(readings) > 1 else ()


def orders_of(text: str) -> tuple[str, ...] | None:
    """Return the days that three numbers without a leading year may mean; None for other texts."""
    match = _THREE_NUMBERS.fullmatch(text)
    if match is None:
        return None
    first, second, last = (int(match[name]) for name in ("first", "second", "last"))
    year = last if last > 99 else 2000 + last
    orders = [(year, first, second), (year, second, first)]
    if last <= 99:
        orders.append((2000 + first, second, last))
    days = dict.fromkeys(day_or_none(*order) for order in orders)
    return tuple(day.isoformat() for day in days if day is not None)


def readings_of_number(value: float, default_year: int | None) -> tuple[str, ...]:
    """Return the months or days that a number may mean: 2022.1 is January or, its zero lost, October."""
    whole, _, fraction = format(value, ".15g").partition(".")
    if not (whole.isdecimal() and fraction.isdecimal() and len(fraction) <= 2):
        return ()
    # 2022.1 was typed 2022.1 or 2022.10.
    endings = dict.fromkeys((int(fraction), int(fraction.ljust(2, "0"))))
    if FIRST_YEAR <= int(whole) <= LAST_YEAR:
        return tuple(f"{whole}-{ending:02d}" for ending in endings if 1 <= ending <= MONTHS)
    days = (day_or_none(default_year or FIRST_YEAR, int(whole), ending) for ending in endings)
    return tuple(day.isoformat() if default_year else f"{day:%m-%d}" for day in days if day is not None)
