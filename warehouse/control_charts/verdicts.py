"""Variation (变异) and assurance (达标把握): two verdicts on a control chart, never one.

Variation tells whether the latest point is ordinary, better or worse than ordinary. Assurance tells whether a
target is met whatever the ordinary ups and downs: it is where it lies beyond the limits, and by chance where
it lies between them. Source: NHS England, Making Data Count.
"""

from __future__ import annotations

from enum import StrEnum

from warehouse.control_charts.xmr import Chart, Limits, Side
from warehouse.metrics.model import Better


class Variation(StrEnum):
    """What the latest point says."""

    COMMON = "common"  # 正常波动
    IMPROVING = "improving"  # 异常向好
    CONCERNING = "concerning"  # 异常向差
    HIGH = "high"  # 异常偏高，方向中性
    LOW = "low"  # 异常偏低，方向中性
    MIXED = "mixed"  # signals to both sides
    UNKNOWN = "unknown"  # 未报, or no limits


class Assurance(StrEnum):
    """Whether a target is met by the process as it is."""

    MET = "met"  # 可稳定达标
    CHANCE = "chance"  # 时达时不达
    MISSED = "missed"  # 难以达标
    NONE = "none"  # no target, no direction, or trial limits


def variation(chart: Chart, better: Better) -> Variation:
    """Return the verdict on the latest point, by the direction that is an improvement."""
    if not chart.points or chart.points[-1].value is None or chart.current is None:
        return Variation.UNKNOWN
    sides = {side for _, side in chart.points[-1].signals}
    if not sides:
        return Variation.COMMON
    if len(sides) > 1:
        return Variation.MIXED
    (side,) = sides
    if better is Better.NEUTRAL:
        return Variation.HIGH if side is Side.HIGH else Variation.LOW
    is_good = (side is Side.HIGH) == (better is Better.UP)
    return Variation.IMPROVING if is_good else Variation.CONCERNING


def assurance(limits: Limits | None, target: float | None, better: Better) -> Assurance:
    """Return whether a target will be met, by the limits of the process; trial limits promise nothing."""
    if limits is None or target is None or limits.is_trial or better is Better.NEUTRAL:
        return Assurance.NONE
    worst, best = (limits.lower, limits.upper) if better is Better.UP else (-limits.upper, -limits.lower)
    wanted = target if better is Better.UP else -target
    if worst >= wanted:
        return Assurance.MET
    return Assurance.MISSED if best < wanted else Assurance.CHANCE
