"""执法监督: E metrics."""

from __future__ import annotations

from ibis import _

from warehouse.metrics.model import Basis, Better, Measure, Metric

_OWNER = "行政执法协调监督科"
_SOURCE = "行政执法案卷评查制度"
_BY = ("unit", "unit_kind", "file_type", "batch")

METRICS = (
    Metric(
        id="E10",
        name="评查卷数",
        english_name="Files reviewed",
        unit="卷",
        better=Better.NEUTRAL,
        basis=Basis.FLOW,
        definition="期间内评查的执法案卷数，按评查日计。",
        source=_SOURCE,
        owner=_OWNER,
        dimensions=(*_BY, "grade"),
        numerator=Measure("file_reviews", date="reviewed_on"),
        aliases=("案卷评查数",),
    ),
    Metric(
        id="E11",
        name="案卷合格率",
        english_name="Files passed",
        unit="%",
        better=Better.UP,
        basis=Basis.FLOW,
        definition="期间内评查的案卷中，等次为优秀或合格的卷数 ÷ 评查卷数，按评查日计。",
        note="合格含优秀。一票否决的为不合格。",
        source=_SOURCE,
        owner=_OWNER,
        additive=False,
        dimensions=_BY,
        numerator=Measure("file_reviews", where=_.is_passed, date="reviewed_on"),
        denominator=Measure("file_reviews", date="reviewed_on"),
        aliases=("合格率", "案卷评查合格率"),
    ),
    Metric(
        id="E14",
        name="整改按期率",
        english_name="Rectified within the time limit",
        unit="%",
        better=Better.UP,
        basis=Basis.FLOW,
        definition="整改期限在期间内届满的案卷中，在期限内（含当日）完成整改的卷数 ÷ 期限届满的卷数，"
        "按整改期限计。",
        note="期限未到的不计入分母。",
        source=_SOURCE,
        owner=_OWNER,
        target="100%",
        additive=False,
        dimensions=_BY,
        numerator=Measure("file_reviews", where=_.is_rectified_on_time, date="rectify_due_on"),
        denominator=Measure("file_reviews", date="rectify_due_on"),
        aliases=("按期整改率",),
    ),
    Metric(
        id="E16",
        name="逾期未整改数",
        english_name="Rectifications overdue",
        unit="卷",
        better=Better.DOWN,
        basis=Basis.STOCK,
        definition="截至某日整改期限已过而尚未完成整改的案卷数。",
        note="期限次日起为逾期；整改完成当日起不再计入。",
        source=_SOURCE,
        owner=_OWNER,
        target="0",
        dimensions=_BY,
        numerator=Measure("file_reviews", valid_from="overdue_from", valid_to="rectified_on"),
        aliases=("逾期未整改",),
    ),
)
