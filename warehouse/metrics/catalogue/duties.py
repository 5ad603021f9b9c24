"""普法责任制: P metrics about duty lists, reminders and supervision."""

from __future__ import annotations

from ibis import _

from warehouse.metrics.model import Basis, Better, Kind, Measure, Metric

_OWNER = "普法与依法治理科"
_SOURCE = "「谁执法谁普法」普法责任制"
_BY_UNIT = ("unit", "unit_kind")
_BY = (*_BY_UNIT, "duty", "duty_scope")
_DUE = Measure("duty_items", valid_from="due_day", valid_to="due_counted_to")

METRICS = (
    Metric(
        id="P14",
        name="责任清单覆盖率",
        english_name="Units with a duty list",
        unit="%",
        better=Better.UP,
        basis=Basis.CUMULATIVE,
        definition="有本年度普法责任清单的单位数 ÷ 在列单位数。",
        note="清单属于整个年度：年内任何一天所问，都是该年度的清单。有 1 项即为有清单。"
        "在列单位为单位名册中未并入其他单位、当日有效的单位，含镇办；已并入的单位计入承接单位。",
        source=_SOURCE,
        owner=_OWNER,
        target="100%",
        additive=False,
        dimensions=_BY_UNIT,
        numerator=Measure(
            "duty_items", Kind.DISTINCT, "unit_code", valid_from="listed_from", valid_to="listed_to"
        ),
        denominator=Measure("active_units", valid_from="valid_from", valid_to="valid_to"),
        aliases=("普法责任清单覆盖率",),
    ),
    Metric(
        id="P15",
        name="清单完成率",
        english_name="Duty items done",
        unit="%",
        better=Better.UP,
        basis=Basis.CUMULATIVE,
        definition="本年 1 月 1 日至某日到期的责任清单项目中，到该日已完成的项数 ÷ 到期项数。",
        note="到期按完成时限计，当日即为到期；时限只写月、年的，为该月、该年最后一日。"
        "未到期的不计，提前完成的到期时计入。已完成而没有填完成时间的，按首次填报已完成之日计。",
        source=_SOURCE,
        owner=_OWNER,
        target="100%",
        additive=False,
        dimensions=_BY,
        numerator=Measure("duty_items", valid_from="done_counted_from", valid_to="due_counted_to"),
        denominator=_DUE,
        aliases=("责任清单完成率",),
    ),
    Metric(
        id="P16",
        name="按期完成率",
        english_name="Duty items done on time",
        unit="%",
        better=Better.UP,
        basis=Basis.CUMULATIVE,
        definition="本年 1 月 1 日至某日到期的责任清单项目中，在完成时限内（含当日）完成的项数 ÷ 到期项数。",
        note="分母与清单完成率相同。逾期完成的计入清单完成率，不计入按期完成率。",
        source=_SOURCE,
        owner=_OWNER,
        target="100%",
        additive=False,
        dimensions=_BY,
        numerator=Measure(
            "duty_items", where=_.is_done_on_time, valid_from="due_day", valid_to="due_counted_to"
        ),
        denominator=_DUE,
        aliases=("责任清单按期完成率",),
    ),
    Metric(
        id="P17",
        name="提示反馈率",
        english_name="Reminders answered",
        unit="%",
        better=Better.UP,
        basis=Basis.FLOW,
        definition="反馈期限在期间内的提示中，已反馈的件数 ÷ 全部件数；没有填反馈期限的按提示日期计。",
        note="提示填了办结（反馈）时间，或其后有同一单位、同一清单序号的反馈记录，即为已反馈，不论是否逾期。",
        source=_SOURCE,
        owner=_OWNER,
        target="100%",
        additive=False,
        dimensions=_BY_UNIT,
        numerator=Measure("duty_events", where=(_.kind == "提示") & _.is_answered, date="judged_on"),
        denominator=Measure("duty_events", where=_.kind == "提示", date="judged_on"),
        aliases=("跟踪提示反馈率",),
    ),
    Metric(
        id="P18",
        name="督办办结率",
        english_name="Supervisions closed",
        unit="%",
        better=Better.UP,
        basis=Basis.FLOW,
        definition="办结期限在期间内的督办中，已办结的件数 ÷ 全部件数；没有填期限的按督办日期计。",
        note="以填了办结时间为准，反馈不等于办结；逾期办结的也计入。",
        source=_SOURCE,
        owner=_OWNER,
        target="100%",
        additive=False,
        dimensions=_BY_UNIT,
        numerator=Measure("duty_events", where=(_.kind == "督办") & _.is_closed, date="judged_on"),
        denominator=Measure("duty_events", where=_.kind == "督办", date="judged_on"),
        aliases=("普法督办办结率",),
    ),
)
