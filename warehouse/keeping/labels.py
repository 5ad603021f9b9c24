"""Labels of frozen snapshots: a period (2026-W47, 2026-11, 2026-Q4, 2026-H2, 2026) or a name of its own."""

from __future__ import annotations

import re
from datetime import date

from warehouse.errors import BadSelection
from warehouse.metrics.selection import Grain, Period, period_of

_LONGEST = 40
_EXAMPLES = "例如 2026-W47、2026-11、2026-Q4、2026，或 十一月例会"
# Letters and digits, Chinese characters, - and _; it is the name of a folder, so no dots and no slashes.
_GRAMMAR = re.compile(rf"[0-9A-Za-z_\u3400-\u9fff][0-9A-Za-z_\-\u3400-\u9fff]{{0,{_LONGEST - 1}}}")
_PERIODS = (
    (re.compile(r"(\d{4})-W(\d+)"), Grain.WEEK),
    (re.compile(r"(\d{4})-Q(\d+)"), Grain.QUARTER),
    (re.compile(r"(\d{4})-H(\d+)"), Grain.HALF),
    (re.compile(r"(\d{4})-(\d{1,2})"), Grain.MONTH),
    (re.compile(r"(\d{4})()"), Grain.YEAR),
)
_SNAPSHOT_ID = re.compile(r"\d{6}-.*\d{8}T\d{6}.*")


class BadLabel(BadSelection):
    """A text that cannot be a label; the message says why and gives examples."""


def check_label(label: str) -> None:
    """Raise BadLabel where a text may not be a label.

    Digits alone are a sequence number unless they are a year; what looks like a period must be one.
    """
    if not _GRAMMAR.fullmatch(label):
        raise BadLabel(
            f"标签「{label}」不能用：限 {_LONGEST} 个字以内的汉字、字母、数字、- 和 _，{_EXAMPLES}"
        )
    if _SNAPSHOT_ID.fullmatch(label):
        raise BadLabel(f"标签「{label}」像快照编号，容易混淆，请换一个，{_EXAMPLES}")
    if period_of_label(label) is None and (label.isdigit() or _looks_like_period(label)):
        raise BadLabel(f"标签「{label}」不是有效的周、月、季或年，{_EXAMPLES}")


def period_of_label(label: str) -> Period | None:
    """Return the period that a label names, None where it is a name of its own."""
    for pattern, grain in _PERIODS:
        matched = pattern.fullmatch(label)
        if matched is not None and matched[0].isascii():
            day = _first_day(int(matched[1]), int(matched[2] or 1), grain)
            period = None if day is None else period_of(day, grain)
            return period if period is not None and period.label == label else None
    return None


def grain_of_label(label: str) -> Grain | None:
    """Return the grain of the period that a label names, None where it names none."""
    if period_of_label(label) is None:
        return None
    return next(grain for pattern, grain in _PERIODS if pattern.fullmatch(label))


def _looks_like_period(label: str) -> bool:
    return any(pattern.fullmatch(label) for pattern, _ in _PERIODS)


def _first_day(year: int, number: int, grain: Grain) -> date | None:
    """Return the first day of the numbered week, month… of a year; None where there is none."""
    try:
        match grain:
            case Grain.WEEK:
                return date.fromisocalendar(year, number, 1)
            case Grain.MONTH:
                return date(year, number, 1)
            case Grain.QUARTER:
                return date(year, 3 * number - 2, 1)
            case Grain.HALF:
                return date(year, 6 * number - 5, 1)
            case _:
                return date(year, 1, 1) if 1900 <= year < 3000 else None
    except ValueError:
        return None
