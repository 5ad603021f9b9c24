"""What ledger, provenance, reference data and marts promise: each promise broken once, and found."""

from __future__ import annotations

from typing import Any

import pytest

from expectations.suites import suites
from warehouse.contracts.registry import DATASETS
from warehouse.contracts.types import DATE_SPAN
from warehouse.marts.build import MARTS

CHECKS = {(check.suite, check.name): check for check in suites(DATASETS.values())}
SUPERSEDED = (
    "INSERT INTO history.activities BY NAME SELECT * REPLACE ({values}), "
    "'row-activities-1' AS superseded_by FROM base.activities",
    "INSERT INTO raw.activities BY NAME SELECT 'old' AS row_id",
)


BROKEN = [
    pytest.param(
        "台账",
        "findings_placed",
        "UPDATE ledger.findings SET table_id = 'x' {one}",
        "单位不在名录中",
        id="a finding of no table",
    ),
    pytest.param(
        "台账",
        "quarantine_explained",
        "DELETE FROM ledger.findings {one}",
        "第 5 行",
        id="a quarantined row without a finding",
    ),
    pytest.param(
        "台账",
        "quarantine_explained",
        "UPDATE ledger.quarantined SET codes = [] {one}",
        "第 5 行",
        id="a quarantined row without a code",
    ),
    pytest.param(
        "台账",
        "skip_explained",
        "UPDATE ledger.skipped SET reason = NULL {one} AND source_row = 6",
        "第 6 行",
        id="a skipped row without a reason",
    ),
    pytest.param(
        "台账",
        "table_run_known",
        "UPDATE ledger.tables SET run_id = 'r9' {one}",
        "Sheet1",
        id="a table of an unknown run",
    ),
    pytest.param(
        "台账",
        "table_unique",
        "INSERT INTO ledger.tables SELECT * FROM ledger.tables {one}",
        "table-activities-1",
        id="a table twice",
    ),
    pytest.param(
        "台账",
        "file_unique",
        "INSERT INTO ledger.files SELECT * FROM ledger.files WHERE name = 'activities-1.xlsx'",
        "activities-1.xlsx",
        id="a file twice",
    ),
    pytest.param(
        "台账",
        "corrections_known",
        "INSERT INTO ledger.corrected_cells BY NAME "
        "SELECT 'gone' AS correction_id, 'row-activities-1' AS row_id",
        "row-activities-1",
        id="a corrected cell without its correction",
    ),
    pytest.param(
        "台账",
        "joint_pairs_stored",
        "INSERT INTO ledger.joint_pairs BY NAME SELECT 'p' AS pair_id, "
        "'row-activities-1' AS left_row_id, 'gone' AS right_row_id",
        "p",
        id="a pair with a row that is gone",
    ),
    pytest.param(
        "台账",
        "joint_members_stored",
        "INSERT INTO ledger.joint_members BY NAME SELECT 'gone' AS row_id",
        "gone",
        id="a joint event with a row that is gone",
    ),
    pytest.param(
        "基础数据",
        "units_codes",
        "INSERT INTO reference.units (code, name) VALUES ('sifa', '司法所')",
        "sifa",
        id="a unit code twice",
    ),
    pytest.param(
        "基础数据",
        "units_successors",
        "UPDATE reference.units SET successor = 'x' WHERE code = 'sifa'",
        "司法局",
        id="an unknown successor",
    ),
    pytest.param(
        "基础数据",
        "unit_aliases_known",
        "INSERT INTO reference.unit_aliases VALUES ('司法所', 'x')",
        "司法所",
        id="an alias of nobody",
    ),
    pytest.param(
        "基础数据",
        "villages_townships",
        "UPDATE reference.villages SET township_code = 'x'",
        "方顶村",
        id="a village of no township",
    ),
    pytest.param(
        "基础数据",
        "population_years",
        "INSERT INTO reference.population VALUES (2024, 1), (2024, 2)",
        "2024",
        id="two populations of one year",
    ),
    pytest.param(
        "基础数据",
        "population_positive",
        "INSERT INTO reference.population VALUES (2024, 0)",
        "2024",
        id="a population of nobody",
    ),
    pytest.param(
        "activities",
        "raw_owned",
        "INSERT INTO raw.activities BY NAME SELECT 'gone' AS row_id",
        "gone",
        id="raw texts of no row",
    ),
    pytest.param(
        "trainings",
        "persons_apart",
        "INSERT INTO personal.trainings (person_key) VALUES ('张三')",
        "第 1 条",
        id="a personal row that a name leads to",
    ),
    pytest.param(
        "派生表",
        "trainings_rows_agree",
        "CREATE OR REPLACE VIEW mart.trainings AS SELECT * FROM base.trainings WHERE false",
        "派生表 0 行，明细 1 行",
        id="a mart that lost a row",
    ),
    pytest.param(
        "派生表",
        "trainings_rows_agree",
        "CREATE OR REPLACE VIEW mart.trainings AS SELECT * REPLACE ('x' AS row_id) FROM base.trainings",
        "派生表 1 行，明细 1 行",
        id="a mart with another row",
    ),
    pytest.param(
        "派生表",
        "trainings_totals_agree",
        "CREATE OR REPLACE VIEW mart.trainings AS SELECT * REPLACE "
        "(2 * attended AS attended) FROM base.trainings",
        "实到：派生表 56，明细 28",
        id="a mart with another total",
    ),
    pytest.param(
        "派生表",
        "activities_figures_as_filed",
        "UPDATE base.activities SET figures = '当期';"
        "CREATE OR REPLACE TEMP TABLE t AS SELECT * FROM mart.activities; DROP VIEW mart.activities;"
        "CREATE TABLE mart.activities AS SELECT * REPLACE (300 AS audience) FROM t",
        "受众人数：派生表 300，明细 200",
        id="an audience that nobody filed",
    ),
    pytest.param(
        "派生表",
        "activities_figures_as_filed",
        "UPDATE base.activities SET figures = '累计';"
        "CREATE OR REPLACE TEMP TABLE t AS SELECT * FROM mart.activities; DROP VIEW mart.activities;"
        "CREATE TABLE mart.activities AS SELECT * REPLACE (150 AS audience) FROM t",
        "row-activities-1",
        id="a running total less a total that is not there",
    ),
    pytest.param(
        "派生表",
        "activities_events_counted_once",
        "CREATE OR REPLACE TEMP TABLE t AS SELECT * FROM "
        "mart.activities; DROP VIEW mart.activities; CREATE TABLE mart.activities AS SELECT * REPLACE "
        "(false AS is_counted) FROM t",
        "row-activities-1",
        id="an event that counts on no row",
    ),
    pytest.param(
        "派生表",
        "activities_events_counted_once",
        "CREATE OR REPLACE TEMP TABLE t AS SELECT * FROM "
        "mart.activities; DROP VIEW mart.activities; CREATE TABLE mart.activities AS SELECT * REPLACE "
        "(2 AS joint_size) FROM t UNION ALL SELECT * REPLACE (2 AS joint_size, 'row-b' AS row_id) FROM t",
        "row-activities-1",
        id="a joint event that counts on both rows",
    ),
]


@pytest.mark.parametrize(("suite", "name", "statements", "fault"), BROKEN)
def test_a_broken_promise_is_found(
    warehouse: Any, suite: str, name: str, statements: str, fault: str
) -> None:
    one = "WHERE table_id = 'table-activities-1'"
    warehouse.change(*statements.format(one=one).split(";"))
    assert warehouse.faults(CHECKS[suite, name]) == [fault]


REPLACED = [
    pytest.param("'old' AS row_id", set(), id="an older version of the same key is as it should be"),
    pytest.param(
        "'old' AS row_id, 'key-9' AS business_key", {"successor_newer"}, id="another key than its successor"
    ),
    pytest.param(
        "'old' AS row_id, version_at + INTERVAL 1 DAY AS version_at",
        {"successor_newer"},
        id="newer than its successor",
    ),
    pytest.param("'old' AS row_id, 'x' AS table_id", {"history_table_known"}, id="replaced rows of no table"),
    pytest.param("'row-activities-1' AS row_id", {"history_apart"}, id="current and replaced at once"),
    pytest.param("'gone' AS row_id", {"history_raw_kept"}, id="a replaced row without its raw text"),
]


@pytest.mark.parametrize(("values", "broken"), REPLACED)
def test_what_was_replaced_is_kept_with_its_successor(warehouse: Any, values: str, broken: set[str]) -> None:
    warehouse.change(*(statement.format(values=values) for statement in SUPERSEDED))
    names = ("successor_newer", "history_table_known", "history_apart", "history_raw_kept")
    assert {name for name in names if warehouse.faults(CHECKS["activities", name])} == broken


def test_a_plan_filed_after_the_report_is_older_than_it(warehouse: Any) -> None:
    values = "'old' AS row_id, version_at + INTERVAL 1 DAY AS version_at, '计划' AS figures"
    warehouse.change(*(statement.format(values=values) for statement in SUPERSEDED))
    assert warehouse.faults(CHECKS["activities", "successor_newer"]) == []


def test_a_plan_may_speak_of_days_to_come(warehouse: Any) -> None:
    warehouse.change(
        "UPDATE base.activities SET start_on = '2030-01-01', end_on = '2030-01-01', figures = '计划'"
    )
    assert warehouse.faults(CHECKS["activities", "dates_not_ahead"]) == []


def test_every_span_of_days_has_a_rule_on_its_order() -> None:
    for dataset in DATASETS.values():
        for column in dataset.columns:
            if column.kind is DATE_SPAN:
                assert any(
                    column.name in rule.holds and str(column.end_name) in rule.holds for rule in dataset.rules
                ), f"{dataset.name}.{column.name}"


def test_every_mart_with_a_row_for_each_row_is_compared_with_its_base_table() -> None:
    compared = {check.table for check in CHECKS.values() if check.suite == "派生表"}
    same_name = {f"mart.{mart.name}" for mart in MARTS.values() if mart.dataset == mart.name}
    # Officers and bodies have a row for each time they held.
    assert same_name - compared == {"mart.officers", "mart.enforcement_bodies"}
