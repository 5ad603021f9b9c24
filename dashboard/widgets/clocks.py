"""The time that is left on a clock: a short bar, and the days in shape and words."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.formatting import day, number
from dashboard.markup import Markup, div, span
from dashboard.periods import Moment
from dashboard.texts import clocks as texts
from warehouse.contracts.registry import DATASETS

# A bar as long as the longest clock of a list is this wide, in percent of its cell.
_FULL = 100.0
_SHORTEST = 3.0


def days_left(days: int | None, *, is_near: bool, longest: int) -> Markup:
    """Return a bar and words for days left; negative days are past, None is a clock that stands still.

    longest: the greatest number of days in the list, past or left, to which the bars are drawn.
    """
    if days is None:
        return div("fz-clock", span("fz-clock-words fz-clock-idle", texts.SUSPENDED))
    if days < 0:
        look, words = "late", texts.OVERDUE.format(days=number(-days))
    elif days == 0:
        look, words = "near", texts.TODAY
    elif is_near:
        look, words = "near", texts.NEAR.format(days=number(days))
    else:
        look, words = "running", texts.RUNNING.format(days=number(days))
    width = min(max(_FULL * abs(days) / max(longest, 1), _SHORTEST), _FULL)
    return div(
        "fz-clock",
        div("fz-clock-track", div(f"fz-clock-bar fz-clock-{look}", style=f"width:{width:.0f}%")),
        span(f"fz-clock-words fz-clock-word-{look}", words),
    )


def nothing_open(text: str) -> Markup:
    """Return what stands in the place of an empty list where emptiness is good news."""
    return div("fz-empty", text, role="status")


def clock_note(datasets: Sequence[str], moment: Moment) -> str:
    """Return the line under a list of clocks; datasets: those whose matters stand in it."""
    source = "、".join(DATASETS[name].label for name in datasets)
    return texts.NOTE.format(source=source, day=day(moment.as_of))


def longest_of(days: Sequence[int | None]) -> int:
    """Return the greatest number of days, past or left."""
    return max((abs(one) for one in days if one is not None), default=1)
