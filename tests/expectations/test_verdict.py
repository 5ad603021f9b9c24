"""The verdict decides whether a snapshot is published."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import expectations.engine
from expectations.model import Check, CheckFailure, CheckResult, CheckSeverity, Outcome, Owner, Verdict
from expectations.verdict import audit
from warehouse.engines.duckdb import open_writer
from warehouse.ledger import LEDGER_TABLES


def result(severity: CheckSeverity, *, success: bool) -> CheckResult:
    check = Check("activities", "base.activities", "any", "普法活动：任一", "SELECT 1", severity)
    return CheckResult.of(check, Outcome(0 if success else 1, ()), checked=1)


def test_a_good_warehouse_passes_every_check_in_silence(
    warehouse: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    with warnings.catch_warnings(record=True) as warned:
        verdict = audit(warehouse.path, warehouse.path, "r2")
    assert verdict.failures() == ()
    assert (verdict.success, verdict.critical, verdict.warning) == (True, 0, 0)
    assert (verdict.previous, verdict.engine) == (
        "built",
        f"Great Expectations {version('great_expectations')}",
    )
    assert verdict.checks == len(verdict.results) > 100
    assert warned == []
    assert capfd.readouterr() == ("", "")
    assert [path.name for path in tmp_path.iterdir()] == [warehouse.path.name]


def test_a_warehouse_without_rows_passes(empty_warehouse: Callable[[], Any]) -> None:
    verdict = audit(empty_warehouse().path, None, "r1")
    assert verdict.failures() == ()
    assert verdict.success


def test_the_file_can_be_written_again_after_the_audit(warehouse: Any) -> None:
    verdict = audit(warehouse.path, None, "r2")
    with open_writer(warehouse.path) as database:
        database.insert("ledger.checks", pl.DataFrame([r.ledger_row("r2") for r in verdict.results]))
        database.insert("ledger.verdict", pl.DataFrame([verdict.ledger_row()]))
        kept = database.query(
            "SELECT count(*) AS n, count(DISTINCT sentence) AS sentences FROM ledger.checks"
        )
        decided = database.query("SELECT success, checks FROM ledger.verdict")
    assert kept.row(0) == (verdict.checks, verdict.checks)
    assert decided.row(0) == (True, verdict.checks)


def test_a_verdict_says_when_and_how_it_was_reached() -> None:
    at = datetime(2026, 11, 23, 8, 30)
    verdict = Verdict.over("r1", [result(CheckSeverity.WARNING, success=False)])
    row = verdict.audited(at, 1.5, "000001-r0", "Great Expectations 1.24.1").ledger_row()
    assert (row["audited_at"], row["seconds"], row["previous"]) == (at, 1.5, "000001-r0")
    assert row["engine"] == "Great Expectations 1.24.1"


def test_the_failures_of_a_check_are_rows_of_the_ledger() -> None:
    failed = replace(
        result(CheckSeverity.WARNING, success=False), failures=(CheckFailure(1, "受众人数 6000", cell="H4"),)
    )
    (row,) = failed.failure_rows("r1")
    assert (row["run_id"], row["suite"], row["check"], row["position"]) == ("r1", "activities", "any", 1)
    assert (row["text"], row["cell"], row["row_id"]) == ("受众人数 6000", "H4", None)
    assert set(row) == {name for name, _, _ in LEDGER_TABLES["check_failures"]}


def test_faults_are_counted_by_severity_and_the_critical_come_first(warehouse: Any) -> None:
    warehouse.add("activities", 2, audience=6000)
    warehouse.add("file_reviews", 2, score=101)
    verdict = audit(warehouse.path, None, "r2")
    assert (verdict.success, verdict.critical, verdict.warning) == (False, 1, 1)
    assert [(r.suite, r.check, r.checked, r.unexpected) for r in verdict.failures()] == [
        ("file_reviews", "bounds_critical", 2, 1),
        ("activities", "bounds_warning", 2, 1),
    ]


@pytest.mark.parametrize(
    ("statement", "check", "example"),
    [
        ("DROP TABLE base.activities", "activities_as_promised", "base.activities.audience BIGINT"),
        (
            "ALTER TABLE base.activities ALTER audience TYPE VARCHAR",
            "activities_as_promised",
            "base.activities.audience BIGINT",
        ),
        ("ALTER TABLE raw.targets DROP COLUMN scope", "targets_as_promised", "raw.targets.scope VARCHAR"),
        ("DROP TABLE reference.units", "reference_as_promised", "reference.units.code VARCHAR"),
        ("DROP TABLE ledger.skipped", "ledger_as_promised", "ledger.skipped.table_id VARCHAR"),
    ],
)
def test_tables_not_as_promised_end_the_audit_there(
    warehouse: Any, statement: str, check: str, example: str
) -> None:
    warehouse.change(statement)
    verdict = audit(warehouse.path, None, "r2")
    assert not verdict.success
    assert {r.suite for r in verdict.results} == {"结构"}
    failures = verdict.failures()
    assert [r.check for r in failures] == [check]
    assert failures[0].checked >= failures[0].unexpected > 0
    assert example in failures[0].examples


@pytest.mark.parametrize("content", [None, b"not a database at all" * 300])
def test_a_file_that_is_no_database_fails_with_a_reason(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "broken.duckdb"
    if content is not None:
        path.write_bytes(content)
    verdict = audit(path, None, "r2")
    assert (verdict.success, verdict.critical, verdict.checks) == (False, 1, 1)
    assert (verdict.results[0].error or "").startswith(
        "核验未能进行，快照不予发布。快照文件 broken.duckdb 打不开"
    )


def test_an_engine_that_breaks_fails_the_verdict_and_says_why(
    warehouse: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(path: Path, checks: object) -> dict[Check, Outcome]:
        raise RuntimeError("out of order")

    monkeypatch.setattr(expectations.engine, "run_checks", broken)
    verdict = audit(warehouse.path, None, "r2")
    assert (verdict.success, verdict.critical, verdict.warning, verdict.checks) == (False, 1, 0, 1)
    only = verdict.results[0]
    assert only.error == "核验未能进行，快照不予发布。RuntimeError：out of order"
    assert only.sentence == "核验：核验引擎正常运行"


def test_a_previous_snapshot_that_cannot_be_read_warns_and_does_not_block(
    warehouse: Any, tmp_path: Path
) -> None:
    damaged = tmp_path / "damaged.duckdb"
    damaged.write_bytes(b"not a database at all" * 300)
    verdict = audit(warehouse.path, damaged, "r2")
    assert (verdict.success, verdict.critical, verdict.warning) == (True, 0, 1)
    assert "damaged.duckdb" in (verdict.failures()[0].error or "")


def test_a_verdict_over_no_check_at_all_does_not_pass() -> None:
    assert not Verdict.over("r1", []).success


def test_warnings_alone_do_not_block() -> None:
    verdict = Verdict.over(
        "r1", [result(CheckSeverity.WARNING, success=False), result(CheckSeverity.CRITICAL, success=True)]
    )
    assert (verdict.success, verdict.critical, verdict.warning, verdict.checks) == (True, 0, 1, 2)


def test_a_check_that_could_not_run_counts_as_failed() -> None:
    check = Check("activities", "base.activities", "any", "普法活动：任一", "SELECT 1", owner=Owner.BUSINESS)
    assert not CheckResult.of(check, Outcome(0, (), error="出错"), checked=1).success
