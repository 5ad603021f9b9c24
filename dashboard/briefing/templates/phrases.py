"""Numbers as reports write them: 20余, 200多, 1万余.

The rule: a count is rounded down to the unit of its leading digit (27 → 20, 214 → 200, 10,420 → 1万), from
100,000 on to whole ten thousands (万). What was left off is said by 余 for tens and from 万 on, by 多 for
hundreds and thousands, as is usual; the writer of a template may choose either. A count below ten, or one
with nothing left off, is written exactly. So 20余 means 21 to 29, and 1万余 10,001 to 19,999.

A qualifier of the data is kept. 余 (at least) may follow a rounded number: 10,420余 is 1万余. 约 and 近 may
lie on the other side of the round number, and shares and other fractions have no round number: they are
written as everywhere else.
"""

from __future__ import annotations

from dashboard.formatting import WAN, YI, figure, number
from dashboard.texts import templates as texts

_AT_LEAST = "at_least"
_SMALLEST = 10


def rounded(value: float | None, unit: str, qualifier: str | None = None, word: str | None = None) -> str:
    """Return a number rounded down by the rule above, without its unit. word: 余 or 多 where chosen."""
    exact = qualifier is None
    if value is None or value != int(value) or value < 0 or unit == "%" or qualifier not in (None, _AT_LEAST):
        return figure(value, unit, qualifier).digits + _scale(value, unit)
    count = int(value)
    if count < _SMALLEST:
        return number(count) if exact else f"{count}{texts.OVER}"
    step = max(10 ** (len(str(count)) - 1), 1)
    if count >= YI:
        step = min(step, YI)
    elif count >= 10 * WAN:
        step = WAN
    base = count // step * step
    if base == count and exact:
        return _plain(base)
    return f"{_plain(base)}{word or _usual(base)}"


def _usual(base: int) -> str:
    return texts.MANY if 100 <= base < WAN else texts.OVER


def _plain(base: int) -> str:
    """Return a round number as reports write it: 200, 3000, 1万, 2亿."""
    if base >= YI and base % YI == 0:
        return f"{base // YI}{texts.HUNDRED_MILLION}"
    if base >= WAN and base % WAN == 0:
        return f"{base // WAN}{texts.TEN_THOUSAND}"
    return str(base)


def _scale(value: float | None, unit: str) -> str:
    """Return 万, 亿 or % that `figure` puts before or into the unit."""
    if value is None:
        return ""
    shown = figure(value, unit).unit
    return shown if unit == "%" else shown.removesuffix(unit)
