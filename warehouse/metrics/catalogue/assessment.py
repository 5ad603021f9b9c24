"""考核: A metrics."""

from __future__ import annotations

from warehouse.metrics.model import Basis, Better, Metric, Progress

_OWNER = "依法治区办秘书科"
_SOURCE = "年度目标任务"
_BY = ("metric_id", "scope", "year")

METRICS = (
    Metric(
        id="A04",
        name="目标达成率",
        english_name="Target attainment",
        unit="%",
        better=Better.UP,
        basis=Basis.CUMULATIVE,
        definition="本年 1 月 1 日至期末（不晚于数据截至日）的实际值 ÷ 年度目标值。",
        note="每个指标、每个范围、每年一个目标；不写范围的取全区目标，不写年度的取期末所在年的目标。"
        "不同目标不相加，选中多个目标时不出数，n 为目标个数，请按指标拆分或筛选。"
        "实际值为存量或比率的，取该指标本年累计口径的值。",
        source=_SOURCE,
        owner=_OWNER,
        additive=False,
        dimensions=_BY,
        progress=Progress.ATTAINMENT,
        aliases=("目标完成率",),
    ),
    Metric(
        id="A05",
        name="序时进度差",
        english_name="Attainment against the elapsed year",
        unit="百分点",
        better=Better.UP,
        basis=Basis.CUMULATIVE,
        definition="目标达成率减去本年已过天数占全年的比例，以百分点计。",
        note="负数为落后于序时进度。比率和存量类目标不随时间累积，看目标达成率即可。",
        source=_SOURCE,
        owner=_OWNER,
        additive=False,
        dimensions=_BY,
        progress=Progress.PACE,
        aliases=("序时进度",),
    ),
)
