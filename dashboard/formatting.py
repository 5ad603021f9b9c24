"""Numbers, dates and weeks as they are written in official Chinese texts.

All formatting happens here, on the server, so that a number looks the same in every browser.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

MISSING = "—"
WAN = 10_000  # 万
YI = 100_000_000  # 亿
PERCENT = "%"
PERCENTAGE_POINT = "个百分点"
# China has one time zone and no summer time.
CHINA_OFFSET = timedelta(hours=8)


@dataclass(frozen=True)
class Figure:
    """A number split for display: the digits large, the unit small."""

    digits: str
    unit: str

    def __str__(self) -> str:
        """Return digits and unit as one piece of running text: 1.14 万人次, 84.1%."""
        if self.digits == MISSING:
            return MISSING
        return f"{self.digits}{self.unit}" if self.unit == PERCENT else f"{self.digits} {self.unit}".rstrip()


def figure(value: float | None, unit: str, qualifier: str | None = None) -> Figure:
    """Return the value for display: 万 and 亿 from ten thousand on, percentages with one decimal.

    The qualifier stays with the digits: 30余, 约1.2, 近100; 余 comes after 万 and 亿: 1.04 万余人次.
    """
    if value is None:
        return Figure(MISSING, unit)
    if unit == PERCENT:
        return Figure(_qualified(f"{_settled(value):,.1f}", qualifier), unit)
    for size, word in ((YI, "亿"), (WAN, "万")):
        if abs(value) >= size and qualifier == "at_least":
            return Figure(_trimmed(value / size, 2), f"{word}余{unit}")
        if abs(value) >= size:
            return Figure(_qualified(_trimmed(value / size, 2), qualifier), f"{word}{unit}")
    return Figure(_qualified(number(value), qualifier), unit)


def number(value: float | None, decimals: int = 1) -> str:
    """Return 1,234 or 12.3; whole numbers without decimals, null as a dash."""
    if value is None:
        return MISSING
    return f"{int(value):,}" if value == int(value) else f"{value:,.{decimals}f}"


def percent(value: float | None, decimals: int = 1) -> str:
    """Return a percentage given in percent: 84.1%."""
    return MISSING if value is None else f"{_settled(value):,.{decimals}f}%"


def ratio(part: float | None, whole: float | None) -> str:
    """Return 236/977, the numerator and denominator behind a percentage."""
    return MISSING if part is None or whole is None else f"{number(part)}/{number(whole)}"


def _trimmed(value: float, decimals: int) -> str:
    text = f"{value:,.{decimals}f}"
    return text.rstrip("0").rstrip(".")


def _settled(value: float) -> float:
    # -0.04 would be written -0.0.
    settled = round(float(value), 1)
    return 0.0 if settled == 0 else settled


def _qualified(digits: str, qualifier: str | None) -> str:
    if qualifier == "at_least":
        return f"{digits}余"
    if qualifier == "about":
        return f"约{digits}"
    if qualifier == "almost":
        return f"近{digits}"
    return digits


def change(difference: float | None, unit: str) -> str:
    """Return a change with its direction as shape and word: ▲增 3 场, ▼降 5.2 个百分点, 持平.

    A rise or fall of a percentage is 升/降, of a count 增/减; neither says good or bad.
    """
    if difference is None:
        return MISSING
    if unit in (PERCENT, PERCENTAGE_POINT):
        size = round(abs(float(difference)), 1)
        if size == 0:
            return "持平"
        digits = number(size)
        up, down = ("增", "减") if unit == PERCENT else ("升", "降")
        written = f"{digits}%" if unit == PERCENT else f"{digits} {PERCENTAGE_POINT}"
        return f"▲{up} {written}" if difference > 0 else f"▼{down} {written}"
    if round(float(difference), 1) == 0:
        return "持平"
    return (
        f"▲增 {figure(abs(difference), unit)}" if difference > 0 else f"▼减 {figure(abs(difference), unit)}"
    )


def day(value: date | None) -> str:
    """Return 11月22日."""
    return MISSING if value is None else f"{value.month}月{value.day}日"


def full_day(value: date | None) -> str:
    """Return 2026年11月22日."""
    return MISSING if value is None else f"{value.year}年{value.month}月{value.day}日"


def iso_day(value: date | None) -> str:
    """Return 2026-11-22, for tables."""
    return MISSING if value is None else value.isoformat()


def clock(value: datetime | None) -> str:
    """Return Beijing time of a UTC timestamp: 2026-11-22 17:05."""
    return MISSING if value is None else (value + CHINA_OFFSET).strftime("%Y-%m-%d %H:%M")


def span(start: date, end: date) -> str:
    """Return 11月16日—11月22日; the years are written where they differ."""
    if start.year != end.year:
        return f"{full_day(start)}—{full_day(end)}"
    return f"{day(start)}—{day(end)}"


def listed(names: list[str], at_most: int = 3) -> str:
    """Return 甲、乙、丙等 8 个 for a list too long to write out."""
    if len(names) <= at_most:
        return "、".join(names)
    return f"{'、'.join(names[:at_most])}等 {len(names)} 个"
