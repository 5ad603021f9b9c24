"""考核: A metrics."""

from __future__ import annotations

from ibis import _

from warehouse.metrics.model import Basis, Better, Kind, Measure, Metric, Progress

_OWNER = "依法治区办秘书科"
_SOURCE = "年度目标任务"
_BY = ("metric_id", "scope", "year")
_BY_UNIT = ("unit", "unit_kind")
_ASSESSED = "依法行政考核办法"

METRICS = (
    Metric(
        id="A01",
        name="述法覆盖率",
        english_name="Units whose leaders reported on the rule of law",
        unit="%",
        better=Better.UP,
        basis=Basis.CUMULATIVE,
        definition="本年 1 月 1 日至期末已述法的单位数 ÷ 期末在列的单位数，按述法所属年度计。",
        note="一个单位几人述法的只计一次。按所属年度计，不按开会的年份：次年补述的计在所属年度的最后一日，"
        "没有日期的计在 1 月 1 日。已并入的单位计入承接单位。",
        source="领导干部述职述法制度",
        owner=_OWNER,
        target="100%",
        additive=False,
        dimensions=_BY_UNIT,
        numerator=Measure(
            "shufa", Kind.DISTINCT, "unit_code", valid_from="counted_from", valid_to="counted_to"
        ),
        denominator=Measure("active_units", valid_from="valid_from", valid_to="valid_to"),
        aliases=("述职述法覆盖率",),
    ),
    Metric(
        id="A02",
        name="考核得分",
        english_name="Assessment score",
        unit="分",
        better=Better.NEUTRAL,
        basis=Basis.FLOW,
        definition="期间内填报的考核指标，得分之和 ÷ 分值之和 × 100，即百分制得分。",
        note="只计分值、得分都已填的指标。不按阶段拆分时，各阶段合在一起计算。"
        "考核表没有日期，按首次填报日计，限在所属年度之内。",
        source=_ASSESSED,
        owner=_OWNER,
        factor=100,
        additive=False,
        dimensions=(*_BY_UNIT, "stage", "indicator", "year"),
        numerator=Measure("assessments", Kind.SUM, "score", where=_.is_scored, date="counted_from"),
        denominator=Measure("assessments", Kind.SUM, "full_score", where=_.is_scored, date="counted_from"),
        aliases=("依法行政考核得分", "绩效考核得分"),
    ),
    Metric(
        id="A03",
        name="三环节完成率",
        english_name="Units assessed at all three stages",
        unit="%",
        better=Better.UP,
        basis=Basis.CUMULATIVE,
        definition="本年 1 月 1 日至期末，年初计划、年中督查、年底考评三个环节都有考核记录的单位数 ÷ "
        "有任一环节考核记录的单位数。",
        note="没有任何考核记录的单位不在分母之内。按首次填报日计，限在所属年度之内，次年补报的计在年底。",
        source=_ASSESSED,
        owner=_OWNER,
        target="100%",
        additive=False,
        dimensions=_BY_UNIT,
        numerator=Measure(
            "assessment_stages",
            Kind.DISTINCT,
            "unit_code",
            valid_from="completed_on",
            valid_to="counted_to",
        ),
        denominator=Measure(
            "assessment_stages", where=_.is_first_stage, valid_from="counted_from", valid_to="counted_to"
        ),
        aliases=("考核三环节完成率",),
    ),
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
        "实际值为存量的取期末值，为比率的取本年累计的分子、分母相除。越低越好的指标，实际值除以目标值不说明达成，"
        "不出数，请直接比较分子（实际值）和分母（目标值）。处罚宗数、罚没金额不得设目标，不出数。",
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
        definition="目标达成率减去序时进度，以百分点计；序时进度为本年已过天数占全年的比例，"
        "或按目标所定的方式，为上年同日已达到全年总数的比例。",
        note="负数为落后。比率和存量不随时间累积，与目标值本身比较，即减去 100。"
        "按上年进度的，上年有月份未报或全年总数不足 12 的，改按天数。"
        "越低越好的指标和不得设目标的指标不出数。",
        source=_SOURCE,
        owner=_OWNER,
        additive=False,
        dimensions=_BY,
        progress=Progress.PACE,
        aliases=("序时进度",),
    ),
)
