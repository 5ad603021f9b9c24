"""The ways in which the name of a township or village is written (办事处、村民委员会 …)."""

from __future__ import annotations

_TOWNSHIP_TAILS = ("", "办", "办事处", "人民政府", "政府", "党工委", "党委")
_VILLAGE_TAILS = ("", "委", "委会", "委员会", "村委会", "村民委员会", "村委", "民委员会", "党支部", "党总支")
_COMMUNITY_TAILS = ("", "居委会", "居民委员会", "居委", "党支部", "党委", "党总支", "党群服务中心")


def township_forms(name: str) -> tuple[str, ...]:
    """Return how a township is written: 济源路街道 → 济源路街道, 济源路办事处, 济源路办 …"""
    stem = name.removesuffix("街道").removesuffix("镇").removesuffix("乡")
    offices = (f"{stem}办", f"{stem}办事处", f"{stem}街道办", f"{stem}街道办事处")
    own = tuple(name + tail for tail in _TOWNSHIP_TAILS)
    return (*own, *offices) if name.endswith("街道") else own


def village_forms(name: str) -> tuple[str, ...]:
    """Return how a village or community is written: 方顶村 → 方顶村, 方顶村委会, 方顶村民委员会, 方顶 …"""
    if name.endswith("社区"):
        stem = name.removesuffix("社区")
        own = tuple(name + tail for tail in _COMMUNITY_TAILS)
        return (*own, f"{stem}居委会", f"{stem}居民委员会", stem)
    stem = name.removesuffix("村")
    own = tuple(name + tail for tail in _VILLAGE_TAILS)
    return (*own, f"{stem}行政村", stem) if name.endswith("村") else own
