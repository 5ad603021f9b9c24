"""法治创建: C metrics."""

from __future__ import annotations

from warehouse.metrics.model import Basis, Better, Measure, Metric

_OWNER = "普法与依法治理科"
_SOURCE = "法治创建「四级同创、三级示范」"
_BY = ("category", "level", "subject_type", "subject", "township", "village_kind")

METRICS = (
    Metric(
        id="C01",
        name="各级现有数",
        english_name="Honours held",
        unit="个",
        better=Better.UP,
        basis=Basis.STOCK,
        definition="截至某日仍保有的称号数：已命名，且未被撤销、注销，复核结论也不是撤销或注销。",
        note="按级别各计：同一对象由市级升为省级，两级各计 1 个。"
        "推荐、公示不是命名，不计。重复命名不重复计。",
        source=_SOURCE,
        owner=_OWNER,
        dimensions=_BY,
        numerator=Measure("honours", valid_from="named_on", valid_to="ended_on"),
        aliases=("现有称号数", "示范村数"),
    ),
    Metric(
        id="C02",
        name="最高级别数",
        english_name="Subjects at their highest level",
        unit="个",
        better=Better.UP,
        basis=Basis.STOCK,
        definition="截至某日保有称号的对象数，同一类别内每个对象只计一次，计在其最高级别。",
        note="级别由高到低为国家、省、市、区。一个对象在两个类别都有称号的，两类各计一次。",
        source=_SOURCE,
        owner=_OWNER,
        dimensions=_BY,
        numerator=Measure("honour_top_levels", valid_from="valid_from", valid_to="valid_to"),
    ),
    Metric(
        id="C03",
        name="新命名数",
        english_name="New honours",
        unit="个",
        better=Better.UP,
        basis=Basis.FLOW,
        definition="期间内新命名的称号数，按命名日期计。",
        note="仍保有称号时的再次命名不计；撤销、注销之后重新命名的，计为新命名。"
        "只知年份的，计在当年 1 月 1 日。",
        source=_SOURCE,
        owner=_OWNER,
        dimensions=_BY,
        numerator=Measure("honours", date="named_on"),
    ),
    Metric(
        id="C08",
        name="在途数",
        english_name="Applications in progress",
        unit="个",
        better=Better.NEUTRAL,
        basis=Basis.STOCK,
        definition="截至某日已申报、推荐或公示而尚未命名的创建件数；按环节拆分时，计在当日所处的环节。",
        note="推荐不是命名。同一对象申报不同级别的，各计 1 件。",
        source=_SOURCE,
        owner=_OWNER,
        dimensions=(*_BY, "event"),
        numerator=Measure("creation_in_progress", valid_from="valid_from", valid_to="valid_to"),
        aliases=("创建在途数",),
    ),
)
