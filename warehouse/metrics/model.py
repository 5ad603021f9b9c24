"""The shape of a metric record (指标口径).

A metric is data: what it counts (numerator), what it is divided by (denominator), and how it may be
asked. A measure is a sum, a count or a distinct count of the rows of one mart, so that each row's
contribution is known, a number can be traced, and qualifiers are carried into totals.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from ibis import Deferred


class MetricError(Exception):
    """A metric record contradicts itself; the message names the record and the remedy."""


class Kind(StrEnum):
    """How the rows of a measure become a number."""

    SUM = "sum"
    COUNT = "count"
    DISTINCT = "distinct"


class Basis(StrEnum):
    """What a figure's period means (口径)."""

    FLOW = "flow"  # 期间: happened between two dates
    STOCK = "stock"  # 时点: holds at a date
    CUMULATIVE = "cumulative"  # 累计: since the beginning of the year


class Better(StrEnum):
    """The direction that is an improvement."""

    UP = "up"
    DOWN = "down"
    NEUTRAL = "neutral"


class Progress(StrEnum):
    """How a metric about targets (年度目标) compares the actual value with them."""

    ATTAINMENT = "attainment"  # actual ÷ target
    PACE = "pace"  # the same, less the elapsed share of the year


@dataclass(frozen=True, eq=False)
class Measure:
    """Rows of one mart, made into a number.

    over: the mart. kind: sum, count or distinct. value: the column that is summed or told apart.
    where: a row-level condition. date: the column that dates a flow. valid_from, valid_to: the interval
    in which a row of a stock holds (valid_from <= day < valid_to; no end: still). is_touching: a row counts
    in every period that its interval touches, valid_to included, and not only where it holds at the end:
    what was carried in and what came. With neither, the measure does not depend on time. ignores:
    dimensions by which this measure is neither split nor filtered. cited: contract column → the mart
    column with the row_id in which the counted value stands, where that is another row of the same
    dataset.
    """

    over: str
    kind: Kind = Kind.COUNT
    value: str | None = None
    where: Deferred | None = None
    date: str | None = None
    valid_from: str | None = None
    valid_to: str | None = None
    is_touching: bool = False
    ignores: tuple[str, ...] = ()
    cited: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if (self.kind is Kind.COUNT) != (self.value is None):
            raise MetricError(
                f"measure over {self.over}: a sum or distinct count needs a value, a count none"
            )
        if (self.valid_from is None) != (self.valid_to is None):
            raise MetricError(f"measure over {self.over}: name both ends of the interval, or neither")
        if self.date is not None and self.valid_from is not None:
            raise MetricError(f"measure over {self.over}: a measure is a flow or a stock, not both")
        if self.is_touching and self.valid_from is None:
            raise MetricError(f"measure over {self.over}: only rows with an interval touch a period")


@dataclass(frozen=True, eq=False)
class Metric:
    """One metric.

    id, name, english_name: as published. unit: of the value. factor: what numerator ÷ denominator is
    multiplied by; 100 where the unit is "%". basis, better: see there. numerator, denominator: divided
    once, at the edge; both None for metrics about targets. dimensions: by which it may be split and
    filtered. additive: its parts add up to the whole. target: the usual yearly target, in words.
    may_be_target: false where a target would be an incentive to punish (罚没不得下达指标): a yearly target
    for the metric is refused, and A04 and A05 give no value for it. source: of the rule. owner: who
    answers for the definition. definition: one plain Chinese sentence. note: what is often misunderstood.
    aliases: other and former names, for searching. progress: set for metrics about targets.
    """

    id: str
    name: str
    english_name: str
    unit: str
    better: Better
    basis: Basis
    definition: str
    source: str
    owner: str
    dimensions: tuple[str, ...]
    numerator: Measure | None = None
    denominator: Measure | None = None
    factor: int = 1
    additive: bool = True
    target: str = ""
    may_be_target: bool = True
    note: str = ""
    aliases: tuple[str, ...] = ()
    progress: Progress | None = None

    def __post_init__(self) -> None:
        for name in ("name", "english_name", "unit", "definition", "source", "owner"):
            if not getattr(self, name):
                raise MetricError(f"metric {self.id}: {name} is empty; write it")
        if (self.numerator is None) != (self.progress is not None):
            raise MetricError(f"metric {self.id}: give either a numerator or a progress")
        if self.additive and (self.denominator is not None or self.progress is not None):
            raise MetricError(f"metric {self.id}: a ratio does not add up; set additive=False")
        if self.additive and self.numerator is not None and self.numerator.kind is Kind.DISTINCT:
            raise MetricError(f"metric {self.id}: a distinct count does not add up; set additive=False")
        if self.target and not self.may_be_target:
            raise MetricError(f"metric {self.id}: it may never be a target; empty its target")
        if self.factor != 1 and (self.denominator is None or self.unit == "%"):
            raise MetricError(f"metric {self.id}: a factor belongs to a ratio that is not in %; remove it")
        if self.basis is not Basis.FLOW and self.numerator is not None and self.numerator.valid_from is None:
            raise MetricError(
                f"metric {self.id}: a stock or cumulative metric needs a numerator with an interval; "
                "a cumulative row holds from its day until the end of its year"
            )

    @property
    def multiplier(self) -> int:
        """What the quotient is multiplied by to be in the metric's unit."""
        return 100 if self.unit == "%" else self.factor

    @property
    def measures(self) -> tuple[Measure, ...]:
        """The numerator and, for a ratio, the denominator."""
        return tuple(measure for measure in (self.numerator, self.denominator) if measure is not None)

    @property
    def date(self) -> str | None:
        """The column that dates the metric; None for a stock."""
        return self.numerator.date if self.numerator is not None else None

    @property
    def interval(self) -> tuple[str, str] | None:
        """The columns in which a stock's rows begin and cease to count; None for a flow."""
        top = self.numerator
        if top is None or top.valid_from is None or top.valid_to is None:
            return None
        return top.valid_from, top.valid_to

    def record(self) -> dict[str, Any]:
        """Return the record as plain values, for JSON, the ledger and the dictionary."""
        return {
            "id": self.id,
            "name": self.name,
            "english_name": self.english_name,
            "unit": self.unit,
            "better": self.better.value,
            "basis": self.basis.value,
            "date": self.date,
            "interval": list(self.interval) if self.interval is not None else None,
            "additive": self.additive,
            "dimensions": list(self.dimensions),
            "target": self.target,
            "may_be_target": self.may_be_target,
            "definition": self.definition,
            "note": self.note,
            "source": self.source,
            "owner": self.owner,
            "aliases": list(self.aliases),
            "numerator": _formula(self.numerator),
            "denominator": _formula(self.denominator),
            "multiplier": self.multiplier,
        }

    def to_json(self) -> str:
        """Return the record as JSON, as kept with a snapshot."""
        return json.dumps(self.record(), ensure_ascii=False)


def _formula(measure: Measure | None) -> str | None:
    if measure is None:
        return None
    body = f"{measure.kind.value}({measure.value or '*'}) over {measure.over}"
    if measure.is_touching:
        body = f"{body} touching the period"
    return body if measure.where is None else f"{body} where {measure.where!r}"
