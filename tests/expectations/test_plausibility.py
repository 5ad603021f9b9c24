"""A snapshot is compared with the one before it."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from expectations.engine import run_checks
from expectations.model import CheckSeverity, Outcome
from expectations.plausibility import ColumnProfile, DatasetProfile, plausibility_checks, profile
from warehouse.contracts.registry import DATASETS

ACTIVITIES = DATASETS["activities"]
ANOTHER_99 = (
    "INSERT INTO base.activities BY NAME "
    "SELECT a.* REPLACE ('row-' || n AS row_id, 'old' AS loaded_in) "
    "FROM base.activities a, range(100, 199) r(n)"
)


def outcomes(previous: Path, current: Path, run_id: str = "r2") -> dict[str, Outcome]:
    """Return the outcomes of the plausibility checks of 普法活动 by name."""
    checks = list(plausibility_checks([ACTIVITIES], profile(previous, [ACTIVITIES]), run_id))
    return {check.name: outcome for check, outcome in run_checks(current, checks).items()}


def failed(found: dict[str, Outcome]) -> dict[str, tuple[str, ...]]:
    """Return the examples of the failed checks, after seeing that every check ran."""
    assert {outcome.error for outcome in found.values()} == {None}
    return {name: outcome.examples for name, outcome in found.items() if outcome.unexpected}


@pytest.fixture
def previous(warehouse: Any, tmp_path: Path) -> Path:
    """A snapshot of 100 activities; `warehouse` begins as an equal one."""
    warehouse.change(ANOTHER_99)
    path = tmp_path / "previous.duckdb"
    shutil.copyfile(warehouse.path, path)
    return path


def test_an_unchanged_snapshot_is_plausible(previous: Path, warehouse: Any) -> None:
    found = outcomes(previous, warehouse.path)
    assert failed(found) == {}
    assert {"rows_not_lost", "rows_not_fewer", "audience_estimates_steady", "audience_not_silent"} <= set(
        found
    )


def test_a_loss_of_more_than_a_fifth_of_the_rows_blocks(previous: Path, warehouse: Any) -> None:
    warehouse.change("DELETE FROM base.activities WHERE row_id BETWEEN 'row-100' AND 'row-120'")
    assert failed(outcomes(previous, warehouse.path)) == {
        "rows_not_lost": ("由 100 行减为 79 行",),
        "unit_rows_not_fewer": ("公安局由 100 行减为 79 行",),
    }


def test_a_loss_of_up_to_a_fifth_of_the_rows_warns(previous: Path, warehouse: Any) -> None:
    warehouse.change("DELETE FROM base.activities WHERE row_id BETWEEN 'row-100' AND 'row-119'")
    assert failed(outcomes(previous, warehouse.path)) == {"rows_not_fewer": ("由 100 行减为 80 行",)}


def test_more_rows_than_before_are_plausible(previous: Path, warehouse: Any) -> None:
    warehouse.add("activities", 2)
    assert failed(outcomes(previous, warehouse.path)) == {}


def test_a_jump_in_the_share_of_estimates_warns(previous: Path, warehouse: Any) -> None:
    warehouse.change("UPDATE base.activities SET audience_qualifier = NULL WHERE row_id < 'row-121'")
    assert failed(outcomes(previous, warehouse.path)) == {"audience_estimates_steady": ("由 100% 变为 79%",)}


def test_a_column_blank_in_a_whole_load_warns(previous: Path, warehouse: Any) -> None:
    warehouse.change(
        "UPDATE base.activities SET loaded_in = 'r2', audience = 0, audience_qualifier = NULL "
        "WHERE row_id BETWEEN 'row-100' AND 'row-119'"
    )
    warehouse.change("UPDATE base.activities SET loaded_in = 'old' WHERE row_id = 'row-activities-1'")
    assert failed(outcomes(previous, warehouse.path)) == {
        "audience_not_silent": ("本次 20 行",),
        "unit_figures_not_silent": ("公安局的受众人数（本次 20 行）",),
    }


def test_a_small_load_without_a_column_tells_nothing(previous: Path, warehouse: Any) -> None:
    warehouse.change(
        "UPDATE base.activities SET loaded_in = 'r3', audience = NULL, audience_qualifier = NULL "
        "WHERE row_id BETWEEN 'row-100' AND 'row-108'"
    )
    assert failed(outcomes(previous, warehouse.path, "r3")) == {}


def test_a_column_that_was_mostly_blank_may_stay_blank(previous: Path, warehouse: Any) -> None:
    # Nobody ever filled in the number of booklets, so its absence is no news.
    assert "booklets_not_silent" not in outcomes(previous, warehouse.path)


def test_the_profile_counts_filled_other_than_zero_and_estimated(warehouse: Any) -> None:
    warehouse.add("activities", 2, audience=0, audience_qualifier=None)
    warehouse.add("activities", 3, audience=None, audience_qualifier=None)
    found = profile(warehouse.path, [ACTIVITIES])["activities"]
    assert found.rows == 3
    assert found.columns["audience"] == ColumnProfile(filled=2, non_zero=1, estimated=1)


def test_a_dataset_or_column_that_the_older_snapshot_lacks_is_not_compared(warehouse: Any) -> None:
    warehouse.change("DROP TABLE base.trainings", "ALTER TABLE base.activities DROP COLUMN audience")
    known = profile(warehouse.path, [ACTIVITIES, DATASETS["trainings"]])
    assert set(known) == {"activities"}
    assert "audience" not in known["activities"].columns
    assert "audience_not_silent" not in {c.name for c in plausibility_checks([ACTIVITIES], known, "r2")}


def test_nothing_is_compared_with_an_empty_table() -> None:
    assert list(plausibility_checks([ACTIVITIES], {"activities": DatasetProfile(0, {})}, "r2")) == []


def test_only_a_great_loss_of_rows_blocks(previous: Path) -> None:
    checks = plausibility_checks([ACTIVITIES], profile(previous, [ACTIVITIES]), "r2")
    assert {c.name for c in checks if c.severity is CheckSeverity.CRITICAL} == {"rows_not_lost"}


def audiences(warehouse: Any, old: str, new: str, rows: int) -> list[str]:
    """Give so many older and so many new rows an audience each, n being their number; return the faults."""
    rows_of = "a.* REPLACE ('{run}-' || n AS row_id, '{run}' AS loaded_in, {value} AS audience)"
    warehouse.change(
        *(
            f"INSERT INTO base.activities BY NAME SELECT {rows_of.format(run=run, value=value)} "
            f"FROM base.activities a, range({rows}) r(n) WHERE a.row_id = 'row-activities-1'"
            for run, value in (("r1", old), ("r9", new))
        ),
        "DELETE FROM base.activities WHERE row_id = 'row-activities-1'",
    )
    known = DatasetProfile(60, {"audience": ColumnProfile(60, 60, 0)})
    checks = {check.name: check for check in plausibility_checks([ACTIVITIES], {"activities": known}, "r9")}
    found: list[str] = warehouse.faults(checks["audience_distributed_as_usual"])
    return found


def test_audiences_of_another_size_are_shown(warehouse: Any) -> None:
    assert audiences(warehouse, "n + 1", "10 * (n + 1)", 60) == [
        "中位数由 30 变为 300，分布相差 0.9（本次 60 行，以往 60 行）"
    ]


def test_audiences_that_moved_by_a_third_are_as_usual(warehouse: Any) -> None:
    # Of 60 rows, 20 are below every new one: a difference of a third.
    assert audiences(warehouse, "n", "n + 20", 60) == []


def test_fewer_than_fifty_audiences_show_nothing(warehouse: Any) -> None:
    assert audiences(warehouse, "n", "10000 * (n + 1)", 49) == []


def test_a_unit_that_loses_rows_is_shown_though_the_district_gains(previous: Path, warehouse: Any) -> None:
    warehouse.change(
        "UPDATE base.activities SET unit = '司法局', unit_code = 'sifa' "
        "WHERE row_id BETWEEN 'row-100' AND 'row-130'"
    )
    assert failed(outcomes(previous, warehouse.path)) == {
        "unit_rows_not_fewer": ("公安局由 100 行减为 69 行",)
    }
