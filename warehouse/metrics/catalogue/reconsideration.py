"""行政复议: F metrics."""

from __future__ import annotations

from ibis import _

from warehouse.contracts.reconsideration import CORRECTED_AND_ENDED
from warehouse.metrics.model import Basis, Better, Measure, Metric

_OWNER = "行政复议与应诉科"
_BY = ("respondent", "unit", "unit_kind", "field", "matter", "applicant_type", "procedure")
_CLOSED = "closed_on"

METRICS = (
    Metric(
        id="F01",
        name="收到复议申请数",
        english_name="Applications received",
        unit="件",
        better=Better.NEUTRAL,
        basis=Basis.FLOW,
        definition="期间内收到的行政复议申请件数，按收到日期计。",
        note="收到、受理、审结的月份可以不同，各按各的日期计。",
        source="行政复议法（2023）第三十条",
        owner=_OWNER,
        dimensions=(*_BY, "handling", "outcome"),
        numerator=Measure("reconsiderations", date="received_on"),
        aliases=("收到", "复议收案数", "复议申请数"),
    ),
    Metric(
        id="F02",
        name="受理数",
        english_name="Applications accepted",
        unit="件",
        better=Better.NEUTRAL,
        basis=Basis.FLOW,
        definition="期间内受理的行政复议申请件数，按受理日期计；没有填受理日期的按处理日期，再没有的按收到日期。",
        source="行政复议法（2023）第三十条",
        owner=_OWNER,
        dimensions=(*_BY, "outcome"),
        numerator=Measure("reconsiderations", where=_.is_accepted, date="counted_accepted_on"),
        aliases=("受理", "复议受理数"),
    ),
    Metric(
        id="F05",
        name="按期审结率",
        english_name="Closed within the time limit",
        unit="%",
        better=Better.UP,
        basis=Basis.FLOW,
        definition="期间内审结的案件中，在审理期限内审结的件数 ÷ 审结件数，按审结日期计。",
        note="期限自受理之日起：普通程序 60 日，简易程序 30 日，加延期天数和中止天数，均为自然日。"
        "没有受理日期、算不出期限的案件不计入分母。",
        source="行政复议法（2023）第六十二条",
        owner=_OWNER,
        target="100%",
        additive=False,
        dimensions=_BY,
        numerator=Measure("reconsiderations", where=_.is_on_time, date=_CLOSED),
        denominator=Measure("reconsiderations", where=_.deadline_on.notnull(), date=_CLOSED),
        aliases=("复议按期审结率",),
    ),
    Metric(
        id="F07",
        name="直接纠错率",
        english_name="Acts corrected by decision",
        unit="%",
        better=Better.NEUTRAL,
        basis=Basis.FLOW,
        definition="期间内审结的案件中，结果为撤销、变更、确认违法、确认无效、责令履行的件数 ÷ 审结件数，"
        "按审结日期计。",
        note="部分撤销计入撤销；不含改正后终止（计入综合纠错率）。各地口径不同，比较前请核对。",
        source="行政复议法（2023）第六十三条至第六十七条",
        owner=_OWNER,
        additive=False,
        dimensions=_BY,
        numerator=Measure("reconsiderations", where=_.is_corrected, date=_CLOSED),
        denominator=Measure("reconsiderations", date=_CLOSED),
        aliases=("纠错率", "复议纠错率"),
    ),
    Metric(
        id="F08",
        name="综合纠错率",
        english_name="Acts corrected by decision or by the body itself",
        unit="%",
        better=Better.NEUTRAL,
        basis=Basis.FLOW,
        definition="期间内审结的案件中，直接纠错和改正后终止的件数 ÷ 审结件数，按审结日期计。",
        note="直接纠错指撤销、变更、确认违法、确认无效、责令履行。各地口径不同，比较前请核对。",
        source="行政复议法（2023）第四十一条、第六十三条至第六十七条",
        owner=_OWNER,
        additive=False,
        dimensions=_BY,
        numerator=Measure(
            "reconsiderations", where=_.is_corrected | (_.outcome == CORRECTED_AND_ENDED), date=_CLOSED
        ),
        denominator=Measure("reconsiderations", date=_CLOSED),
        aliases=("复议综合纠错率",),
    ),
    Metric(
        id="F09",
        name="调解和解率",
        english_name="Settled by mediation or agreement",
        unit="%",
        better=Better.UP,
        basis=Basis.FLOW,
        definition="期间内审结的案件中，经调解、和解结案的件数 ÷ 审结件数，按审结日期计。",
        note="「调解和解」填是，或结果为调解书、和解撤回的，计入；一案只计一次。",
        source="行政复议法（2023）第五条、第七十三条、第七十四条",
        owner=_OWNER,
        additive=False,
        dimensions=_BY,
        numerator=Measure("reconsiderations", where=_.is_settled, date=_CLOSED),
        denominator=Measure("reconsiderations", date=_CLOSED),
        aliases=("调解率", "复议调解和解率"),
    ),
)
