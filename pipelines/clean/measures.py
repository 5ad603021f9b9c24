"""Which measure words count the same thing (量词是否相同): 场 and 场次 do, 场 and 人次 do not."""

from __future__ import annotations

from functools import lru_cache

from pipelines.clean.text import MULTIPLIERS

# Two words agree if they stand in one group; 次 and 个 are used for several things.
_GROUPS = (
    frozenset({"人次", "人", "名", "位"}),
    frozenset({"场次", "场", "次", "届", "期", "节", "堂", "个"}),
    frozenset({"次", "人次"}),
    frozenset({"课时", "学时", "节"}),
    frozenset({"件", "件次", "宗", "起", "例", "案", "个", "项", "条", "处", "次"}),
    frozenset({"份", "张", "套", "件", "个"}),
    frozenset({"册", "本"}),
    frozenset({"台", "个", "部", "只", "套", "支", "辆", "件", "块"}),
    frozenset({"天", "日"}),
    frozenset({"平方米", "平米", "平", "m2", "m²", "㎡"}),
    frozenset({"元", "人民币"}),
)
_LONGEST_FIRST = sorted(MULTIPLIERS, key=len, reverse=True)


@lru_cache(maxsize=256)
def base_measure(unit: str) -> str:
    """Return a unit without its multiplier: 万人次 → 人次; a bare 万 → ''."""
    return next((unit.removeprefix(mark) for mark in _LONGEST_FIRST if unit.startswith(mark)), unit)


@lru_cache(maxsize=1024)
def counts_the_same(written: str | None, wanted: str | None) -> bool:
    """Say whether a written measure may stand for the wanted one; what is not stated does not contradict."""
    if not written or not wanted or written == wanted:
        return True
    return any(written in group and wanted in group for group in _GROUPS)
