"""Words of control charts (控制图)."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from warehouse.control_charts.verdicts import Assurance, Variation
from warehouse.control_charts.xmr import Side, Signal

MEAN = "均值 {value}"
UPPER = "上限 {value}"
LOWER = "下限 {value}"
TRIAL = "试用控制限：不足 {count} 期"
REBASED = "{period} 起重算控制限：{reason}"
TARGET = "目标 {value}"
ORDINARY = "正常波动"

SIGNALS: Mapping[tuple[Signal, Side], str] = MappingProxyType(
    {
        (Signal.OUTSIDE, Side.HIGH): "高于上限",
        (Signal.OUTSIDE, Side.LOW): "低于下限",
        (Signal.SHIFT, Side.HIGH): "连续七期及以上高于均值",
        (Signal.SHIFT, Side.LOW): "连续七期及以上低于均值",
        (Signal.TREND, Side.HIGH): "连续七期及以上上升",
        (Signal.TREND, Side.LOW): "连续七期及以上下降",
        (Signal.NEAR_LIMIT, Side.HIGH): "三期中有两期接近上限",
        (Signal.NEAR_LIMIT, Side.LOW): "三期中有两期接近下限",
    }
)
# Icon and word, so that neither depends on colour.
VARIATIONS: Mapping[Variation, tuple[str, str]] = MappingProxyType(
    {
        Variation.COMMON: ("●", "正常波动"),
        Variation.IMPROVING: ("▲", "异常向好"),
        Variation.CONCERNING: ("■", "异常向差"),
        Variation.HIGH: ("◆", "异常偏高"),
        Variation.LOW: ("◆", "异常偏低"),
        Variation.MIXED: ("◆", "高低均有异常"),
        Variation.UNKNOWN: ("○", "本期未报"),
    }
)
ASSURANCES: Mapping[Assurance, tuple[str, str]] = MappingProxyType(
    {
        Assurance.MET: ("▲", "可稳定达标"),
        Assurance.CHANCE: ("●", "时达时不达"),
        Assurance.MISSED: ("■", "照此难以达标"),
        Assurance.NONE: ("○", "不作达标判断"),
    }
)
