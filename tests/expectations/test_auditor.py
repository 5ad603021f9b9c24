"""The audit in a process of its own gives the same verdict, and its loss is a failed one."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from expectations.auditor import BackgroundAuditor
from expectations.model import Verdict
from expectations.verdict import audit
from warehouse.home import Home
from warehouse.snapshots import current_id


def published(home: Home) -> Path:
    return home.snapshots / f"{current_id(home)}.duckdb"


@pytest.fixture(scope="module")
def reached_there(demo_home: Home) -> list[Verdict]:
    """The verdicts of one process that was asked twice; its engine takes seconds to start."""
    with BackgroundAuditor() as auditor:
        return [auditor(published(demo_home), None, run_id) for run_id in ("r1", "r2")]


def test_the_verdict_is_the_one_that_is_reached_here(reached_there: list[Verdict], demo_home: Home) -> None:
    path, there = published(demo_home), reached_there[0]
    assert (there.success, there.critical, there.warning) == (True, 0, there.warning)
    assert [r.check for r in there.results] == [r.check for r in audit(path, None, "r1").results]


def test_one_process_audits_one_build_after_another(reached_there: list[Verdict]) -> None:
    assert [(verdict.run_id, verdict.success) for verdict in reached_there] == [("r1", True), ("r2", True)]


def test_a_process_that_is_killed_is_a_failed_verdict_with_its_reason(tmp_path: Path) -> None:
    with BackgroundAuditor() as auditor:
        assert auditor.process_id is not None
        os.kill(auditor.process_id, signal.SIGKILL)
        verdict = auditor(tmp_path / "built.duckdb", None, "r1")
    assert not verdict.success
    assert [(r.check, "意外结束" in (r.error or "")) for r in verdict.results] == [("engine_ran", True)]


def test_a_process_that_does_not_answer_in_time_is_a_failed_verdict(tmp_path: Path) -> None:
    with BackgroundAuditor(most_seconds=0.01) as auditor:
        verdict = auditor(tmp_path / "built.duckdb", None, "r1")
    assert [(r.success, "没有完成" in (r.error or "")) for r in verdict.results] == [(False, True)]


def test_what_keeps_the_process_from_starting_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "great_expectations.py").write_text("raise ImportError('no engine here')\n")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with BackgroundAuditor() as auditor:
        verdict = auditor(tmp_path / "built.duckdb", None, "r1")
    assert not verdict.success
    assert "no engine here" in (verdict.results[0].error or "")


def test_an_auditor_that_was_never_started_is_a_failed_verdict(tmp_path: Path) -> None:
    assert not BackgroundAuditor()(tmp_path / "built.duckdb", None, "r1").success
