"""A load compares its own rows and those around them, and records what comparing all rows would record."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

import polars as pl
import pytest

from pipelines.demo.joint.labelled import labelled_set
from pipelines.joint.record import record_joint_events
from pipelines.joint.surroundings import surroundings
from warehouse.contracts.registry import DATASETS
from warehouse.decisions import JointDecision, pair_of
from warehouse.engines.duckdb import Database, open_writer
from warehouse.ledger import create_ledger
from warehouse.reference.tables import load_reference
from warehouse.render.ddl import create_tables

FIRST, SECOND = "run-1", "run-2"
SOME_DAYS = timedelta(days=1)
RECORDED = ("joint_pairs", "joint_members", "findings", "joint_basis")
Decisions = dict[tuple[str, str], JointDecision]


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("joint") / "empty.duckdb"
    with open_writer(path) as database:
        create_tables(database, (DATASETS["activities"],))
        create_ledger(database)
        reference = load_reference()
        for name in ("units", "unit_aliases", "townships", "district"):
            database.insert(f"reference.{name}", pl.DataFrame(list(getattr(reference, name)), strict=False))
        database.execute(
            "INSERT INTO ledger.tables (table_id, run_id, file_sha256, sheet, columns) "
            "VALUES ('t', 'run-1', 'f', 'Sheet1', '{\"audience\": \"H\"}')"
        )
    return path


@pytest.fixture
def database(empty: Path, tmp_path: Path) -> Iterator[Database]:
    path = tmp_path / "joint.duckdb"
    path.write_bytes(empty.read_bytes())
    with open_writer(path) as opened:
        yield opened


def load(database: Database, rows: pl.DataFrame, run_id: str) -> None:
    lines = pl.Series("source_row", range(2, rows.height + 2), dtype=pl.Int32)
    provenance = (pl.lit("t").alias("table_id"), pl.lit(run_id).alias("loaded_in"), lines)
    database.insert("base.activities", rows.with_columns(*provenance))


def replace(database: Database, row_ids: Sequence[str], run_id: str) -> None:
    """Move rows to the history, as the merge does for what a run replaces."""
    wanted = pl.DataFrame({"row_id": row_ids}, schema={"row_id": pl.String})
    database.execute_with(
        f"INSERT INTO history.activities BY NAME SELECT *, '{run_id}' AS superseded_in "
        "FROM base.activities WHERE row_id IN (SELECT row_id FROM incoming)",
        wanted,
    )
    database.execute_with("DELETE FROM base.activities WHERE row_id IN (SELECT row_id FROM incoming)", wanted)


def decision(pair: tuple[str, str], *, is_same: bool) -> JointDecision:
    return JointDecision(*pair, is_same, "普法科", datetime(2026, 5, 1), "")


def recorded(database: Database) -> Mapping[str, list[tuple[object, ...]]]:
    return {
        name: sorted(database.query(f"SELECT * FROM ledger.{name}").rows(), key=repr) for name in RECORDED
    }


def spread(seed: int) -> pl.DataFrame:
    """One labelled set over two years, so that a week has surroundings and most rows lie beyond them."""
    frame = labelled_set(seed).frame
    begin = frame["start_on"].min()
    assert isinstance(begin, date)
    # Every twenty days a gap.
    later = ((pl.col("start_on") - begin).dt.total_days() // 20) * 20
    moved = [(pl.col(name) + pl.duration(days=later)).alias(name) for name in ("start_on", "end_on")]
    return frame.with_columns(moved)


def random_decisions(database: Database, draw: random.Random, share: float) -> Decisions:
    pairs = database.query("SELECT left_key, right_key FROM ledger.joint_pairs ORDER BY ALL").rows()
    chosen = draw.sample(pairs, round(len(pairs) * share))
    keys = database.query("SELECT business_key FROM base.activities ORDER BY 1")["business_key"].to_list()
    # Some join rows that are far from each other, so that events reach beyond a load's surroundings.
    far = [tuple(sorted(draw.sample(keys, 2))) for _number in range(5)]
    return {pair: decision(pair, is_same=draw.random() < 0.6) for pair in (*chosen, *far)}


@pytest.mark.parametrize("seed", range(1, 5))
def test_a_load_records_what_comparing_all_rows_records(database: Database, seed: int) -> None:
    draw = random.Random(seed)
    rows = spread(seed)
    days = sorted(set(rows["start_on"]))
    day = draw.choice(days)
    inside = rows.filter(pl.col("start_on").is_between(day, day + SOME_DAYS)).with_row_index("number")
    arriving = inside.filter(pl.col("number") % 3 == 0).drop("number")
    corrected = inside.filter(pl.col("number") % 3 == 1).drop("number")
    load(database, rows.join(arriving, on="row_id", how="anti"), FIRST)
    record_joint_events(database, {})
    waiting = tuple(sorted((rows["business_key"][0], arriving["business_key"][0])))
    decisions = random_decisions(database, draw, 0.3) | {waiting: decision(waiting, is_same=True)}
    record_joint_events(database, decisions)

    replace(database, corrected["row_id"].to_list(), SECOND)
    versions = corrected.with_columns(
        pl.col("row_id") + "-2", pl.col("audience") + 5, pl.col("start_on") - timedelta(days=seed % 3 * 20)
    )
    load(database, pl.concat([arriving, versions]), SECOND)
    flipped = draw.choice(sorted(decisions))
    decisions |= random_decisions(database, draw, 0.05)
    decisions[flipped] = decision(flipped, is_same=not decisions[flipped].is_same)

    around = surroundings(database, SECOND, decisions)
    assert len(around.compared) < rows.height * 0.9
    record_joint_events(database, decisions, SECOND)
    after_the_load = recorded(database)
    record_joint_events(database, decisions)
    assert after_the_load == recorded(database)


def test_a_pair_far_from_the_load_is_settled_by_a_decision_that_joins_its_two_events(
    database: Database,
) -> None:
    load(database, spread(1), FIRST)
    record_joint_events(database, {})
    pending = database.query(
        "SELECT left_key, right_key FROM ledger.joint_pairs "
        "WHERE status = '待定' AND kind = '联合活动' ORDER BY left_key, right_key"
    )
    one, other = pending.row(0)
    paired = {key for pair in pending.rows() for key in pair}
    days = dict(database.query("SELECT business_key, start_on FROM base.activities").iter_rows())
    far = [key for key, day in days.items() if abs((day - days[one]).days) > 60 and key not in paired][:2]
    decisions = {
        pair: decision(pair, is_same=True) for pair in (pair_of(one, far[0]), pair_of(other, far[1]))
    }
    record_joint_events(database, decisions)
    bridge = pair_of(*far)
    decisions[bridge] = decision(bridge, is_same=True)
    row_of = dict(database.query("SELECT business_key, row_id FROM base.activities").iter_rows())
    assert row_of[one] not in surroundings(database, SECOND, decisions).changed
    record_joint_events(database, decisions, SECOND)
    settled = database.query(
        "SELECT status FROM ledger.joint_pairs WHERE left_key = $1 AND right_key = $2", [one, other]
    )
    assert settled["status"].to_list() == ["已合并（人工）"]
    after_the_load = recorded(database)
    record_joint_events(database, decisions)
    assert after_the_load == recorded(database)


def test_without_news_nothing_is_compared_again(database: Database) -> None:
    load(database, spread(1), FIRST)
    record_joint_events(database, {})
    around = surroundings(database, SECOND, {})
    assert around.compared.is_empty()
    before = recorded(database)
    assert "ledger.joint_members" not in record_joint_events(database, {}, SECOND)
    assert recorded(database) == before


def test_a_unit_that_files_for_the_first_time_has_all_rows_compared(database: Database) -> None:
    """Whether two filings name a third unit in common is asked of the units that file."""
    rows = spread(2)
    newcomer = rows["unit"][0]
    load(database, rows.filter(pl.col("unit") != newcomer), FIRST)
    record_joint_events(database, {})
    load(database, rows.filter(pl.col("unit") == newcomer).head(1), SECOND)
    record_joint_events(database, {}, SECOND)
    after_the_load = recorded(database)
    record_joint_events(database, {})
    assert after_the_load == recorded(database)


def test_a_decision_taken_back_into_waiting_frees_the_rows_that_it_had_joined(database: Database) -> None:
    rows = spread(3)
    load(database, rows, FIRST)
    record_joint_events(database, {})
    draw = random.Random(3)
    decisions = random_decisions(database, draw, 0.8)
    record_joint_events(database, decisions)
    members = database.query("SELECT row_id FROM ledger.joint_members ORDER BY 1")["row_id"].to_list()
    replace(database, draw.sample(members, 5), SECOND)
    assert "ledger.joint_members" in record_joint_events(database, decisions, SECOND)
    after_the_load = recorded(database)
    record_joint_events(database, decisions)
    assert after_the_load == recorded(database)
