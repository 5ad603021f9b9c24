"""阵地: R metrics about venues of legal education."""

from __future__ import annotations

from ibis import _

from warehouse.metrics.model import Basis, Better, Kind, Measure, Metric

_OWNER = "普法与依法治理科"
_SOURCE = "法治文化阵地建设"
_BY_VILLAGE = ("township", "village", "village_kind")
_BY_VENUE = ("type", "level")
_IN_USE = (
    "改造中、已撤销的不计：自建成时间（缺则首次填报之日）起，至撤销时间止；没有撤销时间的，"
    "至首次填报改造或撤销之日止。只写年、月的，为该年、该月第一日。"
)

METRICS = (
    Metric(
        id="R08",
        name="在用阵地数",
        english_name="Venues in use",
        unit="个",
        better=Better.UP,
        basis=Basis.STOCK,
        definition="截至某日在用的法治阵地数。",
        note=_IN_USE,
        source=_SOURCE,
        owner=_OWNER,
        dimensions=(*_BY_VENUE, *_BY_VILLAGE, "unit", "unit_kind"),
        numerator=Measure("venues", valid_from="in_use_from", valid_to="out_of_use_on"),
        aliases=("法治阵地数", "阵地数"),
    ),
    Metric(
        id="R09",
        name="村级阵地覆盖率",
        english_name="Villages with a venue",
        unit="%",
        better=Better.UP,
        basis=Basis.STOCK,
        definition="截至某日至少有 1 个在用法治阵地的村（社区）数 ÷ 全部村（社区）数。",
        note="分母不含园区等非建制单元，也不随类型、级别的筛选变化。" + _IN_USE,
        source=_SOURCE,
        owner=_OWNER,
        target="100%",
        additive=False,
        dimensions=(*_BY_VILLAGE, *_BY_VENUE),
        numerator=Measure(
            "venues",
            Kind.DISTINCT,
            "village_code",
            where=_.is_village_counted,
            valid_from="in_use_from",
            valid_to="out_of_use_on",
        ),
        denominator=Measure("villages", where=_.counted, ignores=_BY_VENUE),
        aliases=("阵地覆盖率",),
    ),
)
