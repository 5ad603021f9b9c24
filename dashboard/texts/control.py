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

# The panel: titles that tell the last period, the two verdicts, and why there is none.
TITLE_CONTROL = "{name}：{period} {value}，{verdict}"
TITLE_RUN = "{name}：{period} {value}，中位数 {median}"
TITLE_YEAR_ON_YEAR = "{name}：{period} {value}，上年同期 {before}"
TITLE_NOTHING = "{name}：波动是否正常"
NOT_REPORTED = "未报"
PER_PERIOD = "每{period}（{unit}）"
GRAINS = {"week": "周", "month": "月", "quarter": "季度", "half": "半年"}
VARIATION_LABEL = "波动"
ASSURANCE_LABEL = "达标把握"
VARIATION_HINT = "最近一期是否出乎平常的起伏"
ASSURANCE_HINT = "照目前的起伏，能否稳定达到目标"
NO_TARGET = "没有每{period}的目标"
TRIAL_TARGET = "控制限为试用，暂不判断"
SIGNALS_COUNTED = "共 {periods} 期，其中 {count} 期异常"
LAST_SIGNALS = "最近一期：{signals}"
LIMITS_NOTE = "控制限为均值 ± 2.66 × 平均移动极差"
MEDIAN = "中位数 {value}"
MEDIAN_NOTE = "虚线为中位数"
NOT_OFFERED = {
    "run": "不宜作控制图，改用趋势图（中位线）：{reason}。",
    "year_on_year": "不宜作控制图，改用同比图：{reason}。",
}
REBASES_LABEL = "重算控制限"
CHART_NOTES_LABEL = "图注"
MARKED = "{mark} {period} {text}"
MARKS = "①②③④⑤⑥⑦⑧⑨⑩"
YEAR = "{year}年"
WEEK_PLACE = "第{place}周"
MONTH_PLACE = "{place}月"
QUARTER_PLACE = "第{place}季度"
HALF_PLACES = ("上半年", "下半年")

REBASE = "重算控制限"
REBASE_TITLE = "登记控制限重算"
REBASE_NOTE = (
    "过程确有改变（如口径、机构、工作方式调整）时，可从某期起重算控制限，原因随图显示。"
    "图上最后一期为{period}。"
)
BEGINS_FIELD = "从哪一天起（取所在的一期）"
REASON_FIELD = "原因"
REASON_HINT = "例如：2026年起并入网络直播"
TAKE_BACK_FIELD = "要撤回的重算（不撤回可不选）"
DAY_HINT = "例如 2026-07-01"
