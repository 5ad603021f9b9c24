"""行政执法三项制度: E01 to E07."""

from __future__ import annotations

from ibis import _

from warehouse.metrics.model import Basis, Better, Kind, Measure, Metric

_OWNER = "行政执法协调监督科"
_THREE_SYSTEMS = "国办发〔2018〕118号"
_BY_UNIT = ("unit", "unit_kind")
_BY = (*_BY_UNIT, "type")
_ROSTER = "名册自首次填报之日起可查，之前没有数。"
_IN_POST = Measure("officers", valid_from="held_from", valid_to="held_to")
_DECIDED = Measure("major_decisions", date="decided_on")

METRICS = (
    Metric(
        id="E01",
        name="持证率",
        english_name="Officers with a valid certificate",
        unit="%",
        better=Better.UP,
        basis=Basis.STOCK,
        definition="截至某日，持有效执法证的在岗执法人员数 ÷ 在岗执法人员数。",
        note="证件在有效期内（含届满当日）才算；过期的、没有证件的、没有填有效期的都不计入分子，仍计入分母。"
        "同一人换发新证的，旧证不再计。" + _ROSTER,
        source="行政处罚法第四十二条；" + _THREE_SYSTEMS,
        owner=_OWNER,
        target="100%",
        additive=False,
        dimensions=(*_BY_UNIT, "post"),
        numerator=Measure("officers", where=_.is_certified, valid_from="held_from", valid_to="held_to"),
        denominator=_IN_POST,
        aliases=("执法人员持证率", "持证上岗率"),
    ),
    Metric(
        id="E02",
        name="执法主体公示率",
        english_name="Enforcement bodies published",
        unit="%",
        better=Better.UP,
        basis=Basis.STOCK,
        definition="截至某日，已公示的有效执法主体数 ÷ 有效执法主体数。",
        note="状态为撤销的不计；同一单位兼有法定、授权、委托的，每种各计一个。" + _ROSTER,
        source=_THREE_SYSTEMS,
        owner=_OWNER,
        target="100%",
        additive=False,
        dimensions=_BY,
        numerator=Measure("enforcement_bodies", valid_from="published_from", valid_to="held_to"),
        denominator=Measure("enforcement_bodies", valid_from="held_from", valid_to="held_to"),
        aliases=("主体公示率",),
    ),
    Metric(
        id="E03",
        name="执法设备配备率",
        english_name="Enforcement bodies equipped",
        unit="%",
        better=Better.UP,
        basis=Basis.STOCK,
        definition="截至某日，至少有一台在用执法设备的执法单位数 ÷ 有效执法主体所在的单位数。",
        note="没有统一的配备标准，只看有没有：在用数大于 0 即为已配备，没有填在用数的按数量。"
        "一个单位有几种执法主体的，只计一次。" + _ROSTER,
        source=_THREE_SYSTEMS,
        owner=_OWNER,
        target="100%",
        additive=False,
        dimensions=_BY_UNIT,
        numerator=Measure(
            "equipped_bodies", Kind.DISTINCT, "unit", valid_from="held_from", valid_to="held_to"
        ),
        denominator=Measure(
            "enforcement_bodies", Kind.DISTINCT, "unit", valid_from="held_from", valid_to="held_to"
        ),
        aliases=("设备配备率", "执法装备配备率"),
    ),
    Metric(
        id="E04",
        name="法制审核率",
        english_name="Major decisions reviewed before they were made",
        unit="%",
        better=Better.UP,
        basis=Basis.FLOW,
        definition="期间内作出的重大执法决定中，决定之前（含当日）经法制审核的件数 ÷ 决定件数，按决定日计。",
        note="没有填审核日的不算已审核。",
        source="行政处罚法第五十八条；" + _THREE_SYSTEMS,
        owner=_OWNER,
        target="100%",
        additive=False,
        dimensions=_BY,
        numerator=Measure("major_decisions", where=_.is_reviewed, date="decided_on"),
        denominator=_DECIDED,
        aliases=("重大执法决定法制审核率",),
    ),
    Metric(
        id="E05",
        name="公示及时率",
        english_name="Major decisions published in time",
        unit="%",
        better=Better.UP,
        basis=Basis.FLOW,
        definition="期间内作出的重大执法决定中，在公示期限内（含当日）公示的件数 ÷ "
        "已公示或期限已过的件数，按决定日计。",
        note="期限自决定次日起算：处罚、许可 7 个工作日，其他 20 个工作日，可由部署单位配置。"
        "期限是否已过，以数据截至日为准；还没有公示而期限未过的，不计入分母。",
        source=_THREE_SYSTEMS,
        owner=_OWNER,
        target="100%",
        additive=False,
        dimensions=_BY,
        numerator=Measure("major_decisions", where=_.is_published_on_time, date="decided_on"),
        denominator=Measure("major_decisions", where=_.is_publication_over, date="decided_on"),
        aliases=("执法决定公示及时率",),
    ),
    Metric(
        id="E06",
        name="音像记录率",
        english_name="Major decisions with an audio-visual record",
        unit="%",
        better=Better.UP,
        basis=Basis.FLOW,
        definition="期间内作出的重大执法决定中，有音像记录的件数 ÷ 决定件数，按决定日计。",
        note="没有填的，按没有记录计。",
        source=_THREE_SYSTEMS,
        owner=_OWNER,
        target="100%",
        additive=False,
        dimensions=_BY,
        numerator=Measure("major_decisions", where=_.is_filmed, date="decided_on"),
        denominator=_DECIDED,
        aliases=("全过程音像记录率",),
    ),
    Metric(
        id="E07",
        name="法制审核人员占比",
        english_name="Legal reviewers among the officers",
        unit="%",
        better=Better.UP,
        basis=Basis.STOCK,
        definition="截至某日，岗位为法制审核的在岗执法人员数 ÷ 在岗执法人员数。",
        note="不论是否持证。" + _ROSTER,
        source=_THREE_SYSTEMS,
        owner=_OWNER,
        target="不低于 5%",
        additive=False,
        dimensions=_BY_UNIT,
        numerator=Measure("officers", where=_.is_reviewer, valid_from="held_from", valid_to="held_to"),
        denominator=_IN_POST,
        aliases=("审核人员占比",),
    ),
)
