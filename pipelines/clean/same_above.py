"""同上、〃: cells that stand for the cell above them."""

from __future__ import annotations

from pipelines.clean.text import compact_text

_SAME_ABOVE = frozenset({"同上", "上同", "同前", "〃", '"', "″", "''", "“", "”", "““", "””", "同左上"})
_SAME_ABOVE_OPENINGS = frozenset(text[0] for text in _SAME_ABOVE)


def is_same_above(raw: object) -> bool:
    """Say whether a cell refers to the cell above it (同上, 〃)."""
    if not isinstance(raw, str) or (raw[:1].isalnum() and raw[0] not in _SAME_ABOVE_OPENINGS):
        return False
    return compact_text(raw).rstrip("。") in _SAME_ABOVE
