"""A snapshot is answered by the definitions that it was made with, and no published formula is lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.support.small_warehouse import SmallWarehouse, activity
from tools.metric_versions import LIST
from warehouse.lineage import trace
from warehouse.metrics import versions
from warehouse.metrics.catalogue import METRICS
from warehouse.metrics.model import Kind, Measure, Metric
from warehouse.metrics.query import query
from warehouse.metrics.selection import Selection
from warehouse.metrics.versions import Superseded, UnknownDefinition, digest, forgotten, listing

P02 = METRICS["P02"]
OLD = replace(
    P02, numerator=Measure("activities", Kind.SUM, "audience", date="start_on"), definition="旧口径。"
)
ANY = Selection()


def kept(small: SmallWarehouse, *metrics: Metric, with_digest: bool = True) -> None:
    """Keep definitions with the snapshot, as a load does."""
    for metric in metrics:
        small.record(
            "ledger.metric_definitions",
            metric=metric.id,
            definition=metric.to_json(),
            digest=digest(metric) if with_digest else None,
        )


@pytest.fixture
def superseded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let P02 once have counted the audience of plans too."""
    monkeypatch.setattr(versions, "SUPERSEDED", (Superseded(OLD, date(2022, 7, 1), "计划不计"),))


def with_a_plan(small: SmallWarehouse) -> None:
    """Add an event of 100 people and a plan of 20."""
    day = date(2022, 3, 1)
    small.add(
        "activities", activity("公安局", day), activity("司法局", day, "计划", audience=20, figures="计划")
    )


def test_every_formula_ever_published_is_on_the_list_and_in_the_program() -> None:
    published = LIST.read_text(encoding="utf-8").splitlines()
    lost = forgotten(published, METRICS.values())
    assert not lost, (
        f"published formulas are lost: {lost}; keep the old records in warehouse/metrics/versions.py"
        "::SUPERSEDED with the day and the reason, then run: python -m tools.metric_versions"
    )
    assert published == listing(METRICS.values()), "the list is stale; run: python -m tools.metric_versions"


def test_a_changed_formula_is_lost_unless_its_predecessor_was_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    published = listing([OLD])
    assert forgotten(published, [P02]) == [f"P02 {digest(OLD)}"]
    monkeypatch.setattr(versions, "SUPERSEDED", (Superseded(OLD, date(2022, 7, 1), "计划不计"),))
    assert forgotten(published, [P02]) == []
    assert listing([P02]) == [
        f"P02 {digest(OLD)} first 2022-07-01",
        f"P02 {digest(P02)} 2022-07-01 -",
    ]


def test_texts_may_be_bettered_without_another_formula() -> None:
    assert digest(replace(P02, definition="另一种说法。", note="注", name="线下参与人次")) == digest(P02)


def test_every_superseded_definition_has_a_reason_and_comes_in_the_order_of_time() -> None:
    for metric in METRICS.values():
        earlier = versions.superseded_by(metric)
        assert all(one.reason for one in earlier)
        assert [one.until for one in earlier] == sorted(one.until for one in earlier)


@pytest.mark.usefixtures("superseded")
def test_an_old_snapshot_keeps_its_old_definition(small: SmallWarehouse) -> None:
    with_a_plan(small)
    kept(small, OLD)
    with small.pin() as snapshot:
        assert query(snapshot, ["P02"], ANY)["value"].to_list() == [120]
        assert sum(row.contribution for row in trace(snapshot, "P02", ANY)) == 120


@pytest.mark.usefixtures("superseded")
def test_a_new_snapshot_has_the_new_definition(small: SmallWarehouse) -> None:
    with_a_plan(small)
    kept(small, P02)
    with small.pin() as snapshot:
        assert query(snapshot, ["P02"], ANY)["value"].to_list() == [100]


@pytest.mark.parametrize("with_digest", [True, False])
def test_a_definition_that_the_program_lacks_is_refused_and_never_replaced_by_todays(
    small: SmallWarehouse, with_digest: bool
) -> None:
    kept(small, OLD, with_digest=with_digest)
    with small.pin() as snapshot, pytest.raises(UnknownDefinition, match="不在程序中"):
        query(snapshot, ["P02"], ANY)


def test_a_snapshot_of_before_digests_is_told_by_its_records(small: SmallWarehouse) -> None:
    with_a_plan(small)
    kept(small, P02, with_digest=False)
    with small.pin() as snapshot:
        assert query(snapshot, ["P02"], ANY)["value"].to_list() == [100]


def test_a_metric_that_did_not_exist_yet_is_not_computed(small: SmallWarehouse) -> None:
    with_a_plan(small)
    kept(small, P02)
    with small.pin() as snapshot:
        assert query(snapshot, ["P01"], ANY)["value"].to_list() == [None]
        assert trace(snapshot, "P01", ANY) == []
