"""What a person may have meant who typed a name that is not known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rapidfuzz import fuzz, process

_SHOWN_CANDIDATES = 5


def nearest(text: str, known: Iterable[str], shown: Mapping[str, str] | None = None) -> str:
    """Return 「最接近的是：…」 with the nearest of the known names, or the first ones if none is near.

    shown: what to show for a name, where that is another name.
    """
    labels = {name: name for name in known} if shown is None else dict(shown)
    found = process.extract(text, list(labels), scorer=fuzz.WRatio, limit=9, score_cutoff=50)
    near = list(dict.fromkeys(labels[name] for name, *_ in found))[:3]
    if near:
        return f"最接近的是：{'、'.join(near)}"
    names = list(dict.fromkeys(labels.values()))
    if not names:
        return "目前没有可用的值"
    more = "……" if len(names) > _SHOWN_CANDIDATES else ""
    return f"可用的有：{'、'.join(names[:_SHOWN_CANDIDATES])}{more}"
