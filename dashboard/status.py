"""Status of a number: shape + word + colour, so that none of them carries the meaning alone."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


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

    LAGGING = StatusLook("滞后", "■", "lagging", "#B4232A", 0)
    WARNING = StatusLook("预警", "▲", "warning", "#9A6700", 1)
    UNREPORTED = StatusLook("未报", "○", "unreported", "#5F6B7A", 2)
    NORMAL = StatusLook("正常", "●", "normal", "#2F7D4F", 3)

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
