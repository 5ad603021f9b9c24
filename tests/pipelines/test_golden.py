"""Golden cases: each input file as it came, and what becomes of every row of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support.golden import cases, outcome
from warehouse.contracts.registry import DATASETS


@pytest.mark.parametrize("case", cases(), ids=lambda case: f"{case.parent.name}-{case.name}")
def test_a_golden_case_comes_out_as_written_down(case: Path) -> None:
    assert outcome(case) == (case / "expected.json").read_text(encoding="utf-8"), (
        "if this change is meant, run python -m tests.support.golden and read the difference"
    )


@pytest.mark.parametrize("case", cases(), ids=lambda case: f"{case.parent.name}-{case.name}")
def test_every_row_of_a_golden_case_is_accounted_for_once(case: Path) -> None:
    for table in json.loads((case / "expected.json").read_text(encoding="utf-8")):
        loaded = {row["source_row"] for row in table["loaded"]}
        kept_out = {row["row"] for row in table["quarantined"]}
        skipped = {int(row) for row in table["skipped"]}
        assert not loaded & kept_out
        assert not (loaded | kept_out) & skipped
        assert len(loaded) + len(kept_out) + len(skipped) == table["rows_in"]


def test_every_dataset_has_a_golden_case() -> None:
    assert {case.parent.name for case in cases()} == set(DATASETS)


@pytest.mark.parametrize("name", DATASETS)
def test_the_cases_of_a_dataset_show_rows_taken_and_rows_kept_out(name: str) -> None:
    tables = [
        table
        for case in cases()
        if case.parent.name == name
        for table in json.loads((case / "expected.json").read_text(encoding="utf-8"))
    ]
    assert {table["dataset"] for table in tables} == {name}
    assert any(table["loaded"] for table in tables)
    assert any(table["quarantined"] for table in tables)


def test_the_older_forms_have_a_case_each() -> None:
    followed = {
        (case.parent.name, table.get("vintage"))
        for case in cases()
        for table in json.loads((case / "expected.json").read_text(encoding="utf-8"))
    }
    assert followed >= {(name, v.name) for name, dataset in DATASETS.items() for v in dataset.vintages}
