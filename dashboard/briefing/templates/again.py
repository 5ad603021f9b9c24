"""What a filled template must say, made again from record and snapshot, for the check of a document."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dashboard.briefing.content.model import Chart
from dashboard.briefing.formats.native import clean
from dashboard.briefing.templates.blocks import made_block
from dashboard.briefing.templates.facts import About, about_again, tell_fact
from dashboard.briefing.templates.numbers import Amount, asked_in, calculated, tell
from dashboard.briefing.templates.words import Asking
from dashboard.texts import templates as texts
from warehouse.home import Home
from warehouse.snapshots import Snapshot

_DEEPEST = 40


def expected(
    record: Mapping[str, Any], snapshot: Snapshot, home: Home
) -> tuple[list[str], list[tuple[str, tuple[float | None, ...]]]]:
    """Return the lines that a filled template may have, and its charts' series by name.

    The numbers in the lines are asked for again; between them stand the words of the template. Raises
    KeyError, TypeError, ValueError, LookupError or BadSelection where the record is not one of a template.
    """
    about = about_again(home, snapshot, record)
    asking = Asking(snapshot)
    asking.read([asked for spec in record["numbers"] for asked in asked_in(spec)])
    said = [clean(_said(about, asking, spec)) for spec in record["numbers"]]
    lines = [
        "".join(said[piece] if isinstance(piece, int) else str(piece) for piece in passage)
        for passage in record["passages"]
    ]
    series: list[tuple[str, tuple[float | None, ...]]] = []
    for spec in record["blocks"]:
        made = made_block(snapshot, asking.all, spec)
        if isinstance(made, Chart):
            lines += [made.title, *made.categories, texts.NO_DATA.format(title=made.title)]
            series += [(one.name, one.values) for one in made.series]
        else:
            lines += ["\t".join(row) for row in (made.headers, *made.rows)]
    return lines, series


def _said(about: About, asking: Asking, spec: Mapping[str, Any]) -> str:
    if "fact" in spec:
        return tell_fact(about, spec)
    told = _value(about, asking, spec, 0)
    return told if isinstance(told, str) else Amount(told, spec).text


def _value(about: About, asking: Asking, spec: Any, depth: int) -> str | float | None:
    if not isinstance(spec, Mapping):
        return spec if isinstance(spec, int | float) else None
    if depth > _DEEPEST:
        raise ValueError("a formula nested beyond any template")
    if "op" not in spec:
        return tell(about.snapshot, asking.one, spec)
    left, right = (_value(about, asking, spec[side], depth + 1) for side in ("left", "right"))
    if spec["op"] == "round":
        return None if left is None else round(float(str(left)), int(str(right)))
    return calculated(spec["op"], left, right)
