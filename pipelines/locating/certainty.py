"""How surely a table was recognised (把握), in three steps that a clerk can act on."""

from __future__ import annotations

from enum import StrEnum

from pipelines.locating.headers import CLEAR_MARGIN, GOOD_MATCHED
from pipelines.locating.model import HeaderMatch, LocatedTable

HIGH_SHARE = 0.8
MEDIUM_SHARE = 0.5


class Certainty(StrEnum):
    """How surely a table is what it was taken for."""

    HIGH = "高"
    MEDIUM = "中"
    LOW = "低"


def certainty_of(table: LocatedTable) -> Certainty:
    """Return how surely a table was recognised.

    Low where a required column is only alike, most headers are unknown, or another dataset is close behind;
    high where nearly all headers are known by name and the next dataset is far.
    """
    evidence = table.evidence
    columns = table.layout.columns if table.layout is not None else table.dataset_columns
    alike = {name for name, place in table.columns.items() if place.match is HeaderMatch.LIKENESS}
    is_required_alike = any(column.required and column.name in alike for column in columns)
    margin = evidence.margin
    is_close = margin is not None and margin < 2 * CLEAR_MARGIN
    if is_required_alike or evidence.share < MEDIUM_SHARE:
        return Certainty.LOW
    is_full = bool(evidence.title_words) or evidence.matched >= GOOD_MATCHED or not table.unknown_headers
    if alike or is_close or evidence.share < HIGH_SHARE or not is_full:
        return Certainty.MEDIUM
    return Certainty.HIGH
