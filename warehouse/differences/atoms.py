"""The smallest pieces of an explanation, and how they become causes and effects.

A ratio's value moves by rows of its numerator and of its denominator. With N₀÷D₀ before and N₁÷D₁ after,

    N₁÷D₁ − N₀÷D₀ = Σ (Δnᵢ − N₀÷D₀ · Δdᵢ) ÷ D₁

so each row has a share of its own, exactly and whatever the order: what it adds beyond what would have left
the ratio as it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from warehouse.differences.model import Cause, CauseKind, Parts

ZERO = Fraction(0)
MOVED_OUT = "更正后不再计入"
_ORDER = {kind: position for position, kind in enumerate(CauseKind)}


@dataclass(frozen=True)
class Segment:
    """A stretch of an explanation over which the value has one form: its causes and exact ends."""

    before: Parts
    after: Parts
    causes: tuple[Cause, ...]

    @property
    def has_one_form(self) -> bool:
        """Whether the value is formed the same way at both ends."""
        ends = (self.before, self.after)
        return len({(end.multiplier, end.denominator is None) for end in ends}) == 1


def with_effects(segment: Segment) -> list[Cause]:
    """Return the causes with what each adds to the value; a cause that has an effect adds it to that.

    Effects are None where the value is unknown at one end. A change of form is one cause of its own.
    """
    before, after = segment.before, segment.after
    if before.value is None or after.value is None:
        return [replace(cause, effect=None) for cause in segment.causes]
    if not segment.has_one_form:
        rows = [replace(cause, effect=ZERO) for cause in segment.causes]
        return [*rows, Cause(CauseKind.REDEFINED, "", None, None, ZERO, effect=after.value - before.value)]
    return [
        replace(cause, effect=_share(cause, before, after) + (cause.effect or ZERO))
        for cause in segment.causes
    ]


def _share(cause: Cause, before: Parts, after: Parts) -> Fraction:
    if before.denominator is None or after.denominator is None:
        return cause.change
    quotient = before.numerator / before.denominator
    return after.multiplier * (cause.change - quotient * cause.denominator_change) / after.denominator


def joined(segments: Sequence[Segment]) -> list[Cause]:
    """Return the causes of consecutive stretches with their effects, as one list.

    Neighbours of one form are explained together. Where the value is unknown between two stretches but
    known at both ends, the change of form takes the whole of it.
    """
    merged: list[Segment] = []
    for segment in segments:
        last = merged[-1] if merged else None
        if last is not None and last.has_one_form and segment.has_one_form:
            merged[-1] = Segment(last.before, segment.after, (*last.causes, *segment.causes))
        else:
            merged.append(segment)
    if not merged:
        return []
    ends = (merged[0].before.value, merged[-1].after.value)
    between = [segment.after.value for segment in merged[:-1]]
    if None not in ends and None in between:
        whole = Segment(merged[0].before, merged[-1].after, tuple(c for one in merged for c in one.causes))
        return with_effects(whole)
    return [cause for segment in merged for cause in with_effects(segment)]


def gathered(causes: Iterable[Cause]) -> tuple[Cause, ...]:
    """Return one cause per kind and row, by kind and largest effect; those that move nothing are left out."""
    together: dict[tuple[CauseKind, str, str | None, str | None, str], Cause] = {}
    for cause in causes:
        place = (cause.kind, cause.dataset, cause.row_id_before, cause.row_id, cause.detail)
        known = together.get(place)
        together[place] = cause if known is None else _added(known, cause)
    moving = [
        _as_withdrawn(one)
        for one in together.values()
        if one.change or one.denominator_change or one.effect or not one.dataset
    ]
    return tuple(sorted(moving, key=_rank))


def _as_withdrawn(cause: Cause) -> Cause:
    """Return a correction that moved a row out of the selection as what it is for this number."""
    is_gone = cause.now is None and cause.now_below is None
    if cause.kind is not CauseKind.CORRECTED or not is_gone:
        return cause
    return replace(cause, kind=CauseKind.WITHDRAWN, detail="；".join(filter(None, (MOVED_OUT, cause.detail))))


def _added(one: Cause, other: Cause) -> Cause:
    effect = (
        None if one.effect is None and other.effect is None else (one.effect or ZERO) + (other.effect or ZERO)
    )
    return replace(
        one,
        change=one.change + other.change,
        denominator_change=one.denominator_change + other.denominator_change,
        effect=effect,
        shown=_sum(one.shown, other.shown),
        now=_sum(one.now, other.now),
        shown_below=_sum(one.shown_below, other.shown_below),
        now_below=_sum(one.now_below, other.now_below),
    )


def _sum(one: Fraction | None, other: Fraction | None) -> Fraction | None:
    if one is None or other is None:
        return one if other is None else other
    return one + other


def _rank(cause: Cause) -> tuple[int, Fraction, Fraction, Fraction, str, str]:
    effect = cause.effect or ZERO
    sizes = (-abs(effect), -abs(cause.change), -abs(cause.denominator_change))
    return (_ORDER[cause.kind], *sizes, cause.dataset, cause.row_id or cause.row_id_before or "")
