"""数据口径: what the figures of a row stand for, as its form says in title, note or header."""

from __future__ import annotations

from warehouse.contracts.envelope import FIGURES
from warehouse.contracts.model import Choices, Column
from warehouse.contracts.types import CHOICE

CURRENT = "当期"  # what happened on the row's own days
CUMULATIVE = "累计"  # everything since 1 January; the marts take the difference to the period before
PLANNED = "计划"  # what is to happen; never counted, and replaced by the row of an actual report


_SYNONYMS = {
    CURRENT: ("本期", "本月", "当月", "本期数", "当期数"),
    CUMULATIVE: ("累计数", "本年累计", "年累计"),
    PLANNED: ("计划数", "拟开展"),
}


def figures_column(*kinds: str, note: str) -> Column:
    """Return the column that tells them apart; the envelope fills it, and it is part of the row's content.

    kinds: those that the dataset tells apart, 当期 among them.
    """
    return Column(
        "figures",
        "数据口径",
        CHOICE,
        choices=Choices(values=kinds, synonyms={word: kind for kind in kinds for word in _SYNONYMS[kind]}),
        aliases=("统计口径",),
        envelope=FIGURES,
        default=CURRENT,
        note=note,
    )
