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
