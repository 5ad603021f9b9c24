"""Conventions that every metric record keeps, and what a wrong record is told."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

import ibis.expr.types as ir
import pytest
from ibis import _

from tests.support.small_warehouse import SmallWarehouse
from warehouse.contracts.targets import NEVER_TARGETS
from warehouse.marts.build import MARTS
from warehouse.marts.model import Source
from warehouse.metrics.catalogue import METRICS, registered
from warehouse.metrics.conventions import faults, faults_of_columns
from warehouse.metrics.dimensions import DIMENSIONS
from warehouse.metrics.model import Basis, Better, Kind, Measure, Metric, MetricError, Progress
from warehouse.metrics.scan import mart_tables
from warehouse.render.metrics_doc import BASIS_LABELS, BETTER_LABELS, COMMAND, metrics_markdown

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


@pytest.fixture(scope="module")
def marts() -> Mapping[str, ir.Table]:
    """Return every mart as built, with its columns."""
    source = Source()
    tables = {}
    for mart in MARTS.values():
        source.built[mart.name] = mart.build(source).schema()
        tables[mart.name] = source.mart(mart.name)
    return tables


@pytest.mark.parametrize("metric", METRICS.values(), ids=lambda metric: metric.id)
def test_every_mart_column_and_dimension_that_a_metric_names_exists(
    metric: Metric, marts: Mapping[str, ir.Table]
) -> None:
    assert [*faults(metric), *faults_of_columns(metric, marts)] == []


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"numerator": Measure("nowhere")}, "metric Z01: there is no mart nowhere; register it"),
        ({"dimensions": ("mood",)}, "metric Z01: there is no dimension mood; add it to dimensions.py"),
        (
            {"numerator": Measure("activities", date="start_on", ignores=("unit",))},
            "metric Z01: it ignores unit, which is not among its dimensions; remove it",
        ),
    ],
)
def test_an_unknown_mart_or_dimension_is_refused_at_import(changes: dict[str, object], message: str) -> None:
    with pytest.raises(MetricError) as caught:
        registered((_metric(**changes),))
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            {"numerator": Measure("activities", date="held_on")},
            "mart activities has no column held_on (date)",
        ),
        (
            {"numerator": Measure("activities", Kind.SUM, "people", date="start_on")},
            "mart activities has no column people (value)",
        ),
        (
            {"numerator": Measure("honours", valid_from="named_on", valid_to="finished_on")},
            "mart honours has no column finished_on (valid_to)",
        ),
        (
            {"dimensions": ("outcome",)},
            "mart activities has no column outcome for dimension outcome; add it to the mart, or let the "
            "measure ignore the dimension",
        ),
        (
            {"numerator": Measure("activities", where=_.is_held, date="start_on")},
            "the condition over activities cannot be read",
        ),
        (
            {"numerator": Measure("activities", date="start_on", cited={"audience": "other_row_id"})},
            "mart activities has no column other_row_id (cited audience)",
        ),
    ],
)
def test_an_unknown_column_is_told_with_record_and_remedy(
    changes: dict[str, object], message: str, marts: Mapping[str, ir.Table]
) -> None:
    (fault,) = faults_of_columns(_metric(**changes), marts)
    assert fault.startswith("metric Z01: ")
    assert message in fault


@pytest.mark.parametrize("metric", METRICS.values(), ids=lambda metric: metric.id)
def test_a_stock_lies_between_two_dates_and_a_flow_is_dated(
    metric: Metric, marts: Mapping[str, ir.Table]
) -> None:
    for measure in metric.measures:
        kinds = {
            column: marts[measure.over][column].type().is_date()
            for column in (measure.date, measure.valid_from, measure.valid_to)
            if column is not None
        }
        assert all(kinds.values()), f"metric {metric.id}: {kinds} must be dates"
    top = metric.numerator
    if metric.basis is Basis.FLOW and top is not None:
        assert top.date is not None or top.valid_from is not None, f"metric {metric.id}: a flow needs a date"


PUBLISHED_IDS = (
    *(f"P{number:02d}" for number in range(1, 19)),
    *(f"R{number:02d}" for number in range(1, 11)),
    *(f"C{number:02d}" for number in range(1, 9)),
    *(f"L{number:02d}" for number in range(1, 8)),
    *(f"F{number:02d}" for number in range(1, 14)),
    "F03b",
    *(f"S{number:02d}" for number in range(1, 7)),
    *(f"E{number:02d}" for number in range(1, 18)),
    *(f"A{number:02d}" for number in range(1, 6)),
    *(f"Q{number:02d}" for number in range(1, 6)),
)


def test_every_published_metric_is_registered() -> None:
    assert [name for name in PUBLISHED_IDS if name not in METRICS] == []


def test_what_may_never_be_a_target_is_refused_by_the_targets_contract() -> None:
    never = {metric.id for metric in METRICS.values() if not metric.may_be_target}
    assert set(NEVER_TARGETS) == never == {"E08", "E09"}


def test_metrics_about_targets_are_split_by_columns_of_the_targets(small: SmallWarehouse) -> None:
    with small.pin() as snapshot:
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
        {"is_touching": True},
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


@pytest.mark.parametrize("metric", METRICS.values(), ids=lambda metric: metric.id)
def test_the_document_and_the_json_show_every_part_of_a_record(metric: Metric) -> None:
    text = metrics_markdown([metric])
    record = metric.record()
    for name in ("id", "name", "english_name", "unit", "definition", "note", "source", "owner", "target"):
        assert record[name] in text, name
    shown = [BASIS_LABELS[metric.basis], BETTER_LABELS[metric.better], *metric.aliases, *metric.dimensions]
    shown += [metric.date or "", *(metric.interval or ())]
    shown += [record[name] or "" for name in ("numerator", "denominator")]
    assert [part for part in shown if part not in text] == []
    assert "可否相加：不可以" in text or metric.additive
    assert record["multiplier"] == (100 if metric.unit == "%" else metric.factor)


def test_the_published_document_is_that_of_the_records() -> None:
    document = (ROOT / "docs" / "metrics.md").read_text(encoding="utf-8")
    assert document == metrics_markdown(METRICS.values()), f"docs/metrics.md is stale; run: {COMMAND}"
