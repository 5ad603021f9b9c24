"""The demo inbox, loaded: exactly the planted faults are kept out, and every truth comes in."""

from __future__ import annotations

import pytest

from pipelines.demo import known_faults, truth
from pipelines.demo.world.facts import Estimate
from warehouse.contracts.registry import DATASETS
from warehouse.home import Home
from warehouse.snapshots import open_snapshot


def test_exactly_the_planted_faults_are_quarantined_with_their_codes(demo_home: Home) -> None:
    with open_snapshot(demo_home) as snapshot:
        kept_out = snapshot.database.query(
            "SELECT f.name, q.source_row, q.codes FROM ledger.quarantined q "
            "JOIN ledger.tables t USING (table_id) JOIN ledger.files f USING (file_sha256)"
        ).rows()
    found = {(name, row): tuple(codes) for name, row, codes in kept_out}
    assert found == {(fault.file, fault.row): (fault.code,) for fault in known_faults()}


def test_every_file_ends_as_it_should(demo_home: Home) -> None:
    with open_snapshot(demo_home) as snapshot:
        arrivals = snapshot.database.query("SELECT name, status FROM ledger.arrivals").rows()
    assert dict(arrivals) == dict(truth().files)


def told(value: object) -> object:
    """Return a fact's value as the warehouse stores it."""
    if isinstance(value, Estimate):
        return value.value
    return (list(value) or None) if isinstance(value, tuple) else value


@pytest.mark.parametrize("name", list(DATASETS))
def test_what_is_loaded_is_what_happened(demo_home: Home, name: str) -> None:
    dataset = DATASETS[name]
    expected = truth().rows[name]
    with open_snapshot(demo_home) as snapshot:
        loaded = snapshot.database.query(f"SELECT * FROM base.{name}").to_dicts()
    rows = {tuple(row[column] for column in dataset.key): row for row in loaded}
    assert len(rows) == len(loaded)
    assert set(rows) == set(expected)
    for key, fact in expected.items():
        for column, value in fact.values.items():
            if column in rows[key]:
                assert rows[key][column] == told(value), (key, column)
            if isinstance(value, Estimate):
                assert rows[key][f"{column}_qualifier"] == value.qualifier


def test_the_warehouse_says_that_its_data_are_synthetic(demo_home: Home) -> None:
    with open_snapshot(demo_home) as snapshot:
        assert snapshot.info.is_demo
