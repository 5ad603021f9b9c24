"""How exact a total is (估数标记): the weakest statement that is true of all its parts.

    exact ─┬─ at_least ─┐
           ├─ almost  ──┼─ about
           └─ about  ───┘

Exact and at_least (余, 多, 超过) make at_least; exact and almost (近) make almost; about (约) with
anything, and at_least with almost, make about: the total may lie on either side.
A ratio of an estimate and an exact number is as its numerator; any estimate below the line makes about.
"""

from __future__ import annotations

from collections.abc import Iterable

from warehouse.contracts.types import Qualifier


def total(parts: Iterable[Qualifier | None]) -> Qualifier | None:
    """Return the qualifier of a sum of parts; None is exact."""
    kinds = {part for part in parts if part is not None}
    if len(kinds) <= 1:
        return next(iter(kinds), None)
    return Qualifier.ABOUT


def ratio(numerator: Qualifier | None, denominator: Qualifier | None) -> Qualifier | None:
    """Return the qualifier of a quotient."""
    return numerator if denominator is None else Qualifier.ABOUT
