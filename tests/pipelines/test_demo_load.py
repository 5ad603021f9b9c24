"""The demo inbox, loaded: exactly the planted faults are kept out, and every truth comes in."""

from __future__ import annotations

from typing import Any

import pytest

from pipelines.checking.keys import person_key
from pipelines.demo import Truth, known_faults
from pipelines.demo.world.facts import Estimate, Fact
from warehouse.contracts.model import PERSON_ID, Dataset
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


def test_every_file_ends_as_it_should(demo_home: Home, demo: Truth) -> None:
    with open_snapshot(demo_home) as snapshot:
        arrivals = snapshot.database.query("SELECT name, status FROM ledger.arrivals").rows()
    assert dict(arrivals) == dict(demo.files)


def told(value: object) -> object:
    """Return a fact's value as the warehouse stores it."""
    if isinstance(value, Estimate):
        return value.value
    return (list(value) or None) if isinstance(value, tuple) else value


def loaded_rows(home: Home, dataset: Dataset) -> list[dict[str, Any]]:
    """The rows of a base table, each with its personal columns."""
    with open_snapshot(home) as snapshot:
        loaded = snapshot.database.query(f"SELECT * FROM base.{dataset.name}").to_dicts()
        if not dataset.personal_columns:
            return loaded
        found = snapshot.database.query(f"SELECT * FROM personal.{dataset.name}").to_dicts()
    secret = home.personal_key()
    personal = {row.pop("person_key"): row for row in found}
    return [{**row, **personal.get(person_key(row["row_id"], secret), {})} for row in loaded]


@pytest.mark.parametrize("name", list(DATASETS))
def test_what_is_loaded_is_what_happened(demo_home: Home, demo: Truth, name: str) -> None:
    dataset = DATASETS[name]
    expected = demo.rows[name]
    loaded = loaded_rows(demo_home, dataset)
    # A fact's key names the person whom the stored key only tells apart by a digest.
    unkeyed = [{column: value for column, value in row.items() if column != PERSON_ID} for row in loaded]
    rows = {Fact(name, row).key: row for row in unkeyed}
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
