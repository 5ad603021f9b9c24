"""依法治区 governance: G metrics, of institutions, topics and what the review decided."""

from __future__ import annotations

from ibis import _

from warehouse.metrics.model import Basis, Better, Measure, Metric

_OWNER = "依法治区办秘书科"
_BY_UNIT = ("unit", "unit_kind")
_INSTITUTIONS = ("规则", "细则")
_MEMBERSHIP = "成员调整"
_TOPICS = ("常务会学法", "常委会学法")

METRICS = (
    Metric(
        id="G01",
        name="制度建设件数",
        english_name="Rules and detailed rules issued",
        unit="件",
        better=Better.NEUTRAL,
        basis=Basis.FLOW,
        definition="期间内出台的规则、细则件数，按印发日期计。",
        note="通知和成员调整不计。不写起始日的，为有记录以来的件数。",
        source="依法治区委员会、协调小组、办公室工作制度",
        owner=_OWNER,
        dimensions=("institution_kind",),
        numerator=Measure("institution_events", where=_.kind.isin(_INSTITUTIONS), date="happened_on"),
        aliases=("制度件数", "出台规则数"),
    ),
    Metric(
        id="G02",
        name="成员调整次数",
        english_name="Changes of membership",
        unit="次",
        better=Better.NEUTRAL,
        basis=Basis.FLOW,
        definition="期间内依法治区委员会、协调小组调整成员的次数，按日期计。",
        note="一份文件计一次，不按人数计。",
        source="依法治区委员会工作规则",
        owner=_OWNER,
        dimensions=(),
        numerator=Measure("institution_events", where=_.kind == _MEMBERSHIP, date="happened_on"),
        aliases=("成员动态调整次数",),
    ),
    Metric(
        id="G03",
        name="法治议题次数",
        english_name="Rule-of-law topics at standing and executive meetings",
        unit="次",
        better=Better.UP,
        basis=Basis.FLOW,
        definition="期间内常委会学法、常务会学法的次数之和，按学习时间计。",
        note="与常务会学法次数（P13）有重合，两数不相加。尚未举行的计划不计。",
        source="法治议题纳入常委会、常务会制度",
        owner=_OWNER,
        dimensions=(*_BY_UNIT, "category"),
        numerator=Measure("trainings", where=_.category.isin(_TOPICS) & ~_.is_planned, date="start_on"),
        aliases=("议题次数",),
    ),
    Metric(
        id="G04",
        name="议定事项办结率",
        english_name="Decisions closed by their due day",
        unit="%",
        better=Better.UP,
        basis=Basis.FLOW,
        definition="完成时限在期间内届满的议定事项中，在时限内（含当日）办结的件数 ÷ 时限届满的件数，"
        "按完成时限计。",
        note="时限未到的、没有时限的不计。已办结而未填办结日期的，以首次报已办结之日为办结日。",
        source="周例会议定事项督办",
        owner=_OWNER,
        target="100%",
        additive=False,
        dimensions=_BY_UNIT,
        numerator=Measure("commitments", where=_.is_closed_on_time, date="due_on"),
        denominator=Measure("commitments", date="due_on"),
        aliases=("议定事项按期办结率",),
    ),
)
