"""时限: T metrics, over every clock of the bureau."""

from __future__ import annotations

from warehouse.metrics.model import Basis, Better, Measure, Metric

_OWNER = "法治督察科"
_SOURCE = "各项法定时限，见时限配置"
_BY = ("clock", "unit", "unit_kind")
_MART = "deadlines"

METRICS = (
    Metric(
        id="T01",
        name="在办时限事项数",
        english_name="Matters in hand with a time limit",
        unit="件",
        better=Better.NEUTRAL,
        basis=Basis.STOCK,
        definition="截至某日已起算而尚未办结的有时限事项件数。",
        note="行政复议中止期间仍计在办，但没有期限。证件有效期、聘期和创建复核自临近期限之日起列入。",
        source=_SOURCE,
        owner=_OWNER,
        dimensions=_BY,
        numerator=Measure(_MART, valid_from="open_from", valid_to="open_to"),
        aliases=("在办事项数", "时限事项"),
    ),
    Metric(
        id="T02",
        name="临近期限事项数",
        english_name="Matters near their time limit",
        unit="件",
        better=Better.DOWN,
        basis=Basis.STOCK,
        definition="截至某日尚未办结、距期限届满不超过 10 日（含届满当日）的事项件数。",
        note="10 日为自然日，可以配置；期限本身短于 10 日的，自起算日起即为临近。",
        source=_SOURCE,
        owner=_OWNER,
        dimensions=_BY,
        numerator=Measure(_MART, valid_from="near_from", valid_to="near_to"),
        aliases=("临近期限数", "临期事项"),
    ),
    Metric(
        id="T03",
        name="逾期事项数",
        english_name="Matters past their time limit",
        unit="件",
        better=Better.DOWN,
        basis=Basis.STOCK,
        definition="截至某日期限已过而尚未办结的事项件数。",
        note="期限届满次日起为逾期，办结当日起不再计入；以往年度没有办结的仍计入。行政复议中止期间不计。",
        source=_SOURCE,
        owner=_OWNER,
        target="0",
        dimensions=_BY,
        numerator=Measure(_MART, valid_from="overdue_from", valid_to="open_to"),
        aliases=("逾期数", "超期事项"),
    ),
)
