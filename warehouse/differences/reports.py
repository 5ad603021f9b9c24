"""Numbers that became 0 from 未报, or 未报 from 0, without any row: who reported since."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from warehouse.differences.model import Cause, CauseKind
from warehouse.differences.places import Pair
from warehouse.lineage.contributions import TABLES
from warehouse.marts.build import MARTS
from warehouse.metrics.engine import Engine

_REPORTED = "报送范围变化：未报与 0 之别"
_SQL = "SELECT DISTINCT table_id FROM mart.coverage WHERE dataset IN (SELECT unnest($datasets))"


def new_reports(engines: tuple[Engine, Engine], pair: Pair) -> Iterator[Cause]:
    """Yield the tables that report a metric's datasets in only one of two snapshots."""
    marts = {measure.over for one in (pair.before, pair.after) for measure in one.metric.measures}
    datasets = sorted({dataset for mart in marts for dataset in MARTS[mart].datasets})
    old, new = (set(engine.database.query(_SQL, {"datasets": datasets})["table_id"]) for engine in engines)
    for table_id in sorted(old ^ new):
        yield Cause(
            CauseKind.REPORTED,
            TABLES,
            table_id if table_id in new else None,
            table_id if table_id in old else None,
            Fraction(0),
            detail=_REPORTED,
        )
    if old == new:
        yield Cause(CauseKind.REPORTED, "", None, None, Fraction(0), detail=_REPORTED)
