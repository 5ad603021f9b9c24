"""Status of a number: shape + word + colour, so that none of them carries the meaning alone."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from dashboard.palette import BAD, GOOD, IDLE, WARN


@dataclass(frozen=True)
class StatusLook:
    """How a status is drawn. rank: the more serious, the smaller."""

    word: str
    shape: str
    css_class: str
    colour: str
    rank: int


class Status(Enum):
    """The four statuses of a number, and none where nothing judges it."""

    LAGGING = StatusLook("滞后", "■", "lagging", BAD, 0)
    WARNING = StatusLook("预警", "▲", "warning", WARN, 1)
    UNREPORTED = StatusLook("未报", "○", "unreported", IDLE, 2)
    NORMAL = StatusLook("正常", "●", "normal", GOOD, 3)

    @property
    def word(self) -> str:
        """The word, 滞后 …"""
        return self.value.word

    @property
    def shape(self) -> str:
        """The shape that stands before the word."""
        return self.value.shape

    @property
    def rank(self) -> int:
        """Order of severity, the most serious first."""
        return self.value.rank
