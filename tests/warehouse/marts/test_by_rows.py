"""Marts brought up to date by rows say what they say when they are built anew, and leave other rows alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import count
from random import Random
from typing import Any

import polars as pl
import pytest

from tests.support.small_warehouse import SmallWarehouse
from warehouse.engines.duckdb import Database, open_writer
from warehouse.marts.build import MARTS, build_marts

BY_ROWS = tuple(name for name, mart in MARTS.items() if mart.by_rows is not None)
UNITS = (("公安局", "gongan"), ("司法局", "sifa"), ("粮食局", "liangshi"), ("外地单位", None))
DAYS = tuple(date(2022, 3, day) for day in (4, 6))
# Replaced and confirmed at random as well as added: each run comes upon rows of every earlier one.
RUNS = 3


@pytest.fixture
def database(small: SmallWarehouse) -> Iterator[Database]:
    with small.pin() as snapshot:
        path = snapshot.path
    with open_writer(path) as database:
        yield database


def contents(database: Database) -> dict[str, list[str]]:
    return {
        name: database.query(f"SELECT CAST(row AS VARCHAR) AS r FROM mart.{name} AS row ORDER BY r")[
            "r"
        ].to_list()
        for name in BY_ROWS
    }


def random_row(dataset: str, random: Random) -> dict[str, Any]:
    """Return a row whose values meet those of other rows often."""
    unit, code = random.choice(UNITS)
    day = random.choice(DAYS)
    later = random.choice((None, day + timedelta(days=random.randint(0, 90))))
    match dataset:
        case "activities":
            return {
                "title": random.choice(("宪法宣传", "1—2月宪法宣传")),
                "start_on": day,
                "place": random.choice(("人民公园", "会议室")),
                "unit": unit,
                "unit_code": code,
                "partners": random.choice(([], ["司法局"], ["公安局", "司法局"])),
                "settings": [random.choice(("学校", "乡村"))],
                "audience": random.choice((None, 100, 200, 300)),
                "figures": random.choice(("当期", "当期", "累计", "计划")),
            }
        case "trainings":
            return {"title": "学法", "start_on": day, "unit": unit, "unit_code": code, "figures": "当期"}
        case "reconsiderations":
            return {
                "case_no": "某复〔2022〕1号",
                "respondent": unit,
                "respondent_code": code,
                "received_on": day,
                "handled_on": later,
                "supplement_asked_on": random.choice((None, day)),
                "handling": random.choice((None, "受理", "不予受理")),
                "closed_on": later,
                "suspended_from": random.choice((None, day)),
            }
        case "legality_reviews":
            return {
                "title": "办法",
                "kind": random.choice(("行政规范性文件", "政府合同")),
                "submitted_by": unit,
                "submitted_by_code": code,
                "received_on": day,
                "closed_on": later,
                "issued_on": later,
            }
        case _:
            return {
                "file_no": "A1",
                "unit": unit,
                "unit_code": code,
                "reviewed_on": day,
                "rectify_due_on": day,
            }


class Runs:
    """Changes the base tables as the merge of a run does."""

    datasets = ("activities", "trainings", "reconsiderations", "legality_reviews", "file_reviews")

    def __init__(self, database: Database, random: Random) -> None:
        self._database = database
        self._random = random
        self._numbers = count(1)

    def load(self) -> str:
        """Bring, replace and confirm rows of every dataset under a new run; return its id."""
        run = f"run-{next(self._numbers)}"
        for dataset in self.datasets:
            self.replace(dataset, run, self._some(dataset, 2))
            self.confirm(dataset, run, self._some(dataset, 2))
            self.add(dataset, run, [random_row(dataset, self._random) for _ in range(6)])
        return run

    def add(self, dataset: str, run: str, rows: Sequence[Mapping[str, Any]]) -> None:
        for row in rows:
            row_id = f"{run}-{next(self._numbers)}"
            known = {
                "row_id": row_id,
                "business_key": row_id,
                "table_id": run,
                "version_at": datetime(2022, 3, 5),
                "loaded_in": run,
            }
            self._database.insert(f"base.{dataset}", pl.DataFrame([{**known, **row}]))

    def replace(self, dataset: str, run: str, row_ids: Sequence[str]) -> None:
        """Move rows to the history."""
        for row_id in row_ids:
            self._database.execute(
                f"INSERT INTO history.{dataset} BY NAME "
                f"SELECT *, $1 AS superseded_in FROM base.{dataset} WHERE row_id = $2",
                [run, row_id],
            )
            self._database.execute(f"DELETE FROM base.{dataset} WHERE row_id = $1", [row_id])

    def confirm(self, dataset: str, run: str, row_ids: Sequence[str]) -> None:
        """Let rows be filed again after their day, so that what lay ahead does no more."""
        for row_id in row_ids:
            self._database.execute(
                f"UPDATE base.{dataset} SET confirmed_in = $1, confirmed_at = $2 WHERE row_id = $3",
                [run, datetime(2022, 6, 1), row_id],
            )

    def _some(self, dataset: str, wanted: int) -> list[str]:
        found = self._database.query(f"SELECT row_id FROM base.{dataset} ORDER BY row_id")["row_id"].to_list()
        return self._random.sample(found, min(wanted, len(found)))


def changed_by_a_run() -> set[str]:
    stored = {f"{schema}.{name}" for schema in ("base", "history") for name in Runs.datasets}
    return stored | {"ledger.tables", "ledger.snapshot", "ledger.runs"}


def test_after_every_run_a_mart_brought_up_to_date_by_rows_is_as_if_built_anew(database: Database) -> None:
    runs = Runs(database, Random(5))
    for _step in range(RUNS):
        run = runs.load()
        build_marts(database, changed_by_a_run(), run)
        by_rows = contents(database)
        build_marts(database, changed_by_a_run())
        assert contents(database) == by_rows
    assert all(by_rows.values())
    joint, running = database.query(
        "SELECT count(*) FILTER (joint_size > 1), count(audience_before_row_id) FROM mart.activities"
    ).row(0)
    assert joint > 0
    assert running > 0


def test_a_period_of_a_ledger_that_comes_late_settles_the_one_after_it(database: Database) -> None:
    runs = Runs(database, Random(5))
    ledger = {"unit": "公安局", "unit_code": "gongan", "title": "普法", "place": "公园", "figures": "累计"}
    january, february, march = (
        {**ledger, "start_on": date(2022, month, 1), "audience": audience}
        for month, audience in ((1, 100), (2, 250), (3, 300))
    )
    runs.add("activities", "run-a", [january, march])
    build_marts(database, changed_by_a_run())
    runs.add("activities", "run-b", [february])
    build_marts(database, changed_by_a_run(), "run-b")
    found = database.query("SELECT audience FROM mart.activities ORDER BY start_on")
    assert found["audience"].to_list() == [100, 150, 50]


def test_what_confirms_one_row_of_a_decided_event_moves_the_others_to_it(database: Database) -> None:
    runs = Runs(database, Random(5))
    row = {"unit": "公安局", "unit_code": "gongan", "title": "普法", "figures": "当期"}
    # The first lies after the day of its filing: until it is filed again, it is a plan.
    ahead = {**row, "start_on": date(2022, 3, 20), "audience": 300}
    done = {**row, "start_on": date(2022, 3, 2), "audience": 100}
    runs.add("activities", "run-a", [ahead, done])
    database.execute("INSERT INTO ledger.joint_members SELECT row_id, '决定｜普法' FROM base.activities")
    build_marts(database)
    assert counted_audience(database) == [100, 100]
    (row_id,) = database.query("SELECT row_id FROM base.activities WHERE audience = 300")["row_id"]
    runs.confirm("activities", "run-b", [row_id])
    build_marts(database, changed_by_a_run(), "run-b")
    assert counted_audience(database) == [300, 300]


def counted_audience(database: Database) -> list[int]:
    return database.query("SELECT counted_audience AS n FROM mart.activities")["n"].to_list()


def test_rows_that_no_change_concerns_are_not_made_again(database: Database) -> None:
    runs = Runs(database, Random(5))
    first, second = (dict(random_row("trainings", Random(1)), title=title) for title in ("甲", "乙"))
    runs.add("trainings", "run-a", [first])
    build_marts(database, changed_by_a_run())
    database.execute("UPDATE mart.trainings SET title = '未动'")
    runs.add("trainings", "run-b", [second])
    build_marts(database, changed_by_a_run(), "run-b")
    assert sorted(database.query("SELECT title FROM mart.trainings")["title"]) == ["乙", "未动"]


def test_a_change_of_reference_data_or_decisions_builds_all_rows_anew(database: Database) -> None:
    runs = Runs(database, Random(5))
    runs.add("activities", "run-a", [random_row("activities", Random(1))])
    build_marts(database, changed_by_a_run())
    for also in ("reference.units", "ledger.joint_members"):
        database.execute("UPDATE mart.activities SET title = '未动'")
        build_marts(database, {*changed_by_a_run(), also}, "run-b")
        assert "未动" not in set(database.query("SELECT title FROM mart.activities")["title"])
