"""What a change of a number is told as: the number before and after, and its causes.

The causes of a number add up to its change exactly (`Revision.check`); there is no rest.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from typing import Any

from warehouse.lineage import TracedCell


class CauseKind(StrEnum):
    """Why a row counts differently. The order is that in which causes are told."""

    ADDED = "added"  # 新增: the row was not known before
    CORRECTED = "corrected"  # 更正: another version of a known row
    WITHDRAWN = "withdrawn"  # 撤回: gone, left out, merged, or moved out of the selection
    RELATED = "related"  # 随他行变动: the row is as it was, other rows decide what it counts
    DECIDED = "decided"  # 人工决定: which filed events are one
    REFERENCE = "reference"  # 基础数据变更: units, villages, population, limits, holidays
    REDEFINED = "redefined"  # 口径变更: the metric's definition
    REBUILT = "rebuilt"  # 算法变更: how the program derives rows
    TIME = "time"  # 时间推移: the same rows, as at another day
    REPORTED = "reported"  # 报送情况: 未报 became 0, or the other way


KIND_LABELS: Mapping[CauseKind, str] = {
    CauseKind.ADDED: "新增",
    CauseKind.CORRECTED: "更正",
    CauseKind.WITHDRAWN: "撤回",
    CauseKind.RELATED: "随他行变动",
    CauseKind.DECIDED: "人工决定",
    CauseKind.REFERENCE: "基础数据变更",
    CauseKind.REDEFINED: "口径变更",
    CauseKind.REBUILT: "算法变更",
    CauseKind.TIME: "时间推移",
    CauseKind.REPORTED: "报送情况",
}


class DoesNotAddUp(Exception):
    """The causes of a change do not add up to it: an error of the program, never of the data."""


@dataclass(frozen=True)
class Cause:
    """A row, or a fact beside the rows, behind a change.

    dataset: of the row; `mart.<name>` for reference data, `ledger.tables` for whole tables, "" where it is
    not about rows. row_id, row_id_before: the version that counts now and the one that counted before;
    equal unless a newer version replaced it, None where there is none. file, file_before: their files.
    shown, now: what they added to the numerator, None where they did not count; shown_below, now_below: to
    the denominator. change, denominator_change: what the cause adds to numerator and denominator, exactly.
    effect: what it adds to the value, in the metric's unit, exactly; None where the value is unknown before
    or after. detail: more, in Chinese. cells, cells_before: the cells of both versions, where asked for.
    """

    kind: CauseKind
    dataset: str
    row_id: str | None
    row_id_before: str | None
    change: Fraction
    denominator_change: Fraction = Fraction(0)
    effect: Fraction | None = None
    shown: Fraction | None = None
    now: Fraction | None = None
    shown_below: Fraction | None = None
    now_below: Fraction | None = None
    file: str | None = None
    file_before: str | None = None
    key: Mapping[str, Any] = field(default_factory=dict)
    detail: str = ""
    cells: Mapping[str, TracedCell] = field(default_factory=dict)
    cells_before: Mapping[str, TracedCell] = field(default_factory=dict)


@dataclass(frozen=True)
class Parts:
    """The exact parts of a number: value = multiplier × numerator ÷ denominator − expected share × 100.

    denominator: None where the metric has none. numerator: 0 where nothing was reported. expected: of
    序时进度 only, 0 otherwise.
    """

    numerator: Fraction
    denominator: Fraction | None
    multiplier: int = 1
    expected: Fraction = Fraction(0)

    @property
    def value(self) -> Fraction | None:
        """The exact value; None where the denominator is 0."""
        if self.denominator is None:
            return self.numerator
        if self.denominator == 0:
            return None
        return self.multiplier * self.numerator / self.denominator - 100 * self.expected


@dataclass(frozen=True)
class Revision:
    """A number that is another now.

    period: its label, None for a total. keys: dimension → value. shown, now: values in the metric's unit,
    None for 未报 and for a ratio without cases. difference: now less shown, in that unit (of percentages in
    百分点), None where either is unknown. before, after: the exact parts. because: the causes, by kind,
    largest effect first.
    """

    metric: str
    period: str | None
    keys: Mapping[str, str | None]
    shown: float | None
    now: float | None
    difference: float | None
    before: Parts
    after: Parts
    because: tuple[Cause, ...]

    def check(self) -> None:
        """Raise DoesNotAddUp unless the causes add up to the change, exactly."""
        wanted = self.after.numerator - self.before.numerator
        divided = (self.after.denominator or Fraction(0)) - (self.before.denominator or Fraction(0))
        found = sum((cause.change for cause in self.because), Fraction(0))
        below = sum((cause.denominator_change for cause in self.because), Fraction(0))
        if found != wanted or below != divided:
            raise DoesNotAddUp(f"{self._place}: {found} ÷ {below} explained of {wanted} ÷ {divided}")
        old, new = self.before.value, self.after.value
        if self.difference is None or old is None or new is None:
            return
        effect = sum((cause.effect or Fraction(0) for cause in self.because), Fraction(0))
        if effect != new - old:
            raise DoesNotAddUp(f"{self._place}: {effect} explained of {new - old}")

    @property
    def _place(self) -> str:
        return f"{self.metric} {self.period or ''} {dict(self.keys)}"
