"""系列活动: the editions of events that are held again."""

from __future__ import annotations

from warehouse.metrics.model import Basis, Better, Kind, Measure, Metric

METRICS = (
    Metric(
        id="P19",
        name="系列活动届数",
        english_name="Editions of event series",
        unit="届",
        better=Better.NEUTRAL,
        basis=Basis.STOCK,
        definition="截至期末，名称中写明「第几届」的系列活动已举办到的届次；多个系列的届次相加。",
        note="自首届起累计，首届早于最早记录的，也按届次计。尚未举办的计划不计；名称中不写届次的不计。",
        source="法治文化活动工作安排",
        owner="普法与依法治理科",
        dimensions=("series", "unit", "unit_kind"),
        numerator=Measure(
            "event_series",
            Kind.SUM,
            value="editions",
            valid_from="start_on",
            valid_to="ends_on",
            cited={"title_before": "before_row_id"},
        ),
        aliases=("届数", "书法展届数"),
    ),
)
