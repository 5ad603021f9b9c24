"""Conventions that every metric record keeps, and what a wrong record is told."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from ibis import _

from tests.support.small_warehouse import SmallWarehouse
from warehouse.metrics.catalogue import METRICS, registered
from warehouse.metrics.dimensions import DIMENSIONS
from warehouse.metrics.model import Basis, Better, Kind, Measure, Metric, MetricError, Progress
from warehouse.metrics.scan import mart_tables
from warehouse.render.metrics_doc import COMMAND, metrics_markdown

ROOT = Path(__file__).resolve().parents[3]


def _metric(**changes: object) -> Metric:
    record: dict[str, object] = {
        "id": "Z01",
        "name": "名",
        "english_name": "Name",
        "unit": "件",
        "better": Better.UP,
        "basis": Basis.FLOW,
        "definition": "口径。",
        "source": "依据",
        "owner": "科室",
        "dimensions": (),
        "numerator": Measure("activities", date="start_on"),
    }
    return Metric(**{**record, **changes})  # type: ignore[arg-type]


def test_every_column_and_dimension_a_metric_names_exists_in_its_marts(small: SmallWarehouse) -> None:
    with small.publish() as snapshot:
        tables = mart_tables(snapshot.database)
    wrong = []
    for metric in METRICS.values():
        for measure in metric.measures:
            columns = tables[measure.over].columns
            named = [
                measure.value,
                measure.date,
                measure.valid_from,
                measure.valid_to,
                *measure.cited.values(),
            ]
            named += [DIMENSIONS[name].column for name in metric.dimensions if name not in measure.ignores]
            wrong += [(metric.id, measure.over, name) for name in named if name and name not in columns]
            if measure.where is not None:
                tables[measure.over].filter(measure.where)
    assert wrong == []


def test_metrics_about_targets_are_split_by_columns_of_the_targets(small: SmallWarehouse) -> None:
    with small.publish() as snapshot:
        columns = mart_tables(snapshot.database)["targets"].columns
    dimensions = {name for metric in METRICS.values() if metric.progress for name in metric.dimensions}
    assert dimensions <= set(columns)


@pytest.mark.parametrize("metric", METRICS.values(), ids=lambda metric: metric.id)
def test_a_record_is_complete_chinese_and_plain(metric: Metric) -> None:
    assert re.fullmatch(r"[A-Z]\d\d[a-z]?", metric.id)
    assert metric.definition.endswith("。")
    assert "！" not in metric.definition + metric.note
    assert re.search("[一-鿿]", metric.definition)
    assert set(metric.dimensions) <= set(DIMENSIONS)
    assert json.loads(metric.to_json())["id"] == metric.id


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"definition": ""}, "metric Z01: definition is empty; write it"),
        ({"numerator": None}, "give either a numerator or a progress"),
        ({"progress": Progress.PACE}, "give either a numerator or a progress"),
        ({"unit": "%", "denominator": Measure("villages")}, "set additive=False"),
        ({"factor": 10}, "a factor belongs to a ratio"),
        ({"basis": Basis.STOCK}, "a stock or cumulative metric needs a numerator with an interval"),
        (
            {"numerator": Measure("activities", Kind.DISTINCT, "village_code", date="start_on")},
            "a distinct count does not add up",
        ),
    ],
)
def test_a_contradictory_record_names_itself_and_the_remedy(changes: dict[str, object], message: str) -> None:
    with pytest.raises(MetricError, match="metric Z01") as caught:
        _metric(**changes)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    "arguments",
    [
        {"kind": Kind.SUM},
        {"kind": Kind.COUNT, "value": "sessions"},
        {"valid_from": "named_on"},
        {"valid_from": "named_on", "valid_to": "ended_on", "date": "named_on"},
    ],
)
def test_a_contradictory_measure_names_its_mart(arguments: dict[str, object]) -> None:
    with pytest.raises(MetricError, match="measure over honours"):
        Measure("honours", where=_.row_id.notnull(), **arguments)  # type: ignore[arg-type]


def test_an_id_or_name_used_twice_is_refused() -> None:
    with pytest.raises(MetricError, match="Z01 is registered twice"):
        registered((_metric(), _metric(name="另名")))
    with pytest.raises(MetricError, match="the name 名 belongs to Z01"):
        registered((_metric(), _metric(id="Z02")))


def test_the_published_document_is_that_of_the_records() -> None:
    document = (ROOT / "docs" / "metrics.md").read_text(encoding="utf-8")
    assert document == metrics_markdown(METRICS.values()), f"docs/metrics.md is stale; run: {COMMAND}"
