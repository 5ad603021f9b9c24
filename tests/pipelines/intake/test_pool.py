"""Files are read in child processes: in order, side by side, and none can hurt another or the run."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines.intake.pool import PoolCannotStart, ReaderPool
from pipelines.intake.reading import IntakeSettings
from pipelines.intake.tasks import ReadFile
from pipelines.landing import land
from pipelines.reading.model import Limits
from pipelines.report import FileStatus
from tests.support.deeds import (
    Crash,
    FillMemory,
    FillMemorySlowly,
    SayAfter,
    Stumble,
    TellLimits,
    TellProcess,
)
from tests.support.inbox import SECRET, read_tables, write_csv
from warehouse.reference.tables import load_reference

LEDGER = [
    ["活动名称", "开展时间", "地点", "主办单位", "受众人数"],
    ["宪法宣传", "2024-01-05", "广场", "司法局", "120"],
]


def settings(limits: Limits | None = None) -> IntakeSettings:
    return IntakeSettings(load_reference(), SECRET, limits or Limits())


@pytest.fixture(scope="module")
def pool() -> Iterator[ReaderPool]:
    with ReaderPool(settings(), size=2) as shared:
        yield shared


def test_answers_come_in_the_order_of_the_tasks_whichever_is_done_first(pool: ReaderPool) -> None:
    waits = [0.3, 0.0, 0.1, 0.0, 0.2]
    assert list(pool.run([SayAfter(wait) for wait in waits])) == [f"after {wait:g}" for wait in waits]


def test_children_are_used_again_and_never_more_than_agreed(pool: ReaderPool) -> None:
    processes = {*pool.run([TellProcess()] * 20), *pool.run([TellProcess()] * 20)}
    assert 1 <= len(processes) <= 2


def test_each_task_is_announced_once_in_order(pool: ReaderPool) -> None:
    announced: list[int] = []
    list(pool.run([TellProcess()] * 5, announced.append))
    assert announced == [0, 1, 2, 3, 4]


def test_no_tasks_give_no_answers(pool: ReaderPool) -> None:
    assert list(pool.run([])) == []


def test_a_child_that_crashes_loses_only_its_own_task(pool: ReaderPool) -> None:
    tasks = [SayAfter(), Crash(), SayAfter(), Crash(), Crash(), SayAfter()]
    answers = ["after 0", "file_hostile", "after 0", "file_hostile", "file_hostile", "after 0"]
    assert list(pool.run(tasks)) == answers


def test_a_child_that_asks_for_too_much_memory_loses_only_its_own_task() -> None:
    with ReaderPool(settings(Limits(memory_bytes=1 << 30)), size=1) as lean:
        assert list(lean.run([FillMemory(4 << 30), SayAfter()])) == ["file_too_large", "after 0"]


def test_a_child_that_takes_more_memory_than_its_task_may_is_ended() -> None:
    with ReaderPool(settings(), size=1) as pool:
        tasks = [FillMemorySlowly(16 << 20), FillMemorySlowly(1 << 30), SayAfter()]
        assert list(pool.run(tasks)) == [str(16 << 20), "file_hostile", "after 0"]


def test_a_child_that_takes_too_long_is_ended_and_the_next_task_is_done() -> None:
    with ReaderPool(settings(Limits(seconds=0.5)), size=1) as hasty:
        assert list(hasty.run([SayAfter(60), SayAfter()])) == ["file_timeout", "after 0"]


def test_the_time_in_which_a_child_starts_is_not_the_files() -> None:
    with ReaderPool(settings(Limits(seconds=0.1)), size=1) as hasty:
        assert list(hasty.run([SayAfter()])) == ["after 0"]


def test_a_child_that_was_ended_while_it_was_idle_costs_no_task() -> None:
    with ReaderPool(settings(), size=1) as pool:
        (process,) = pool.run([TellProcess()])
        os.kill(int(process), signal.SIGKILL)
        os.waitid(os.P_PID, int(process), os.WEXITED | os.WNOWAIT)
        assert list(pool.run([SayAfter()])) == ["after 0"]


def test_a_fault_of_the_program_is_said_as_such_and_kept_for_the_operator() -> None:
    with ReaderPool(settings(), size=1) as pool:
        answers = list(pool.run([Stumble(), SayAfter()]))
    assert answers == ["file_faulty_program ValueError: a fault of the program", "after 0"]


def test_what_was_under_way_ends_when_the_caller_goes_no_further() -> None:
    with ReaderPool(settings(), size=1) as pool:
        answers = pool.run([SayAfter(0), SayAfter(60)])
        assert next(answers) == "after 0"
        answers.close()  # type: ignore[attr-defined]
        assert list(pool.run([SayAfter(0.1)])) == ["after 0.1"]


def test_the_children_end_with_their_pool() -> None:
    with ReaderPool(settings(), size=2) as pool:
        processes = {int(answer) for answer in pool.run([TellProcess()] * 4)}
    for process in processes:
        with pytest.raises(ProcessLookupError):
            os.kill(process, 0)


def test_a_child_has_its_limits() -> None:
    with ReaderPool(settings(Limits(memory_bytes=2 << 30)), size=1) as pool:
        assert list(pool.run([TellLimits()])) == [f"{2 << 30} 1"]


def test_an_installation_in_which_no_child_starts_is_said_in_plain_words(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with ReaderPool(settings(), size=1) as pool, pytest.raises(PoolCannotStart, match="无法启动"):
        list(pool.run([SayAfter()]))


def test_a_file_read_in_a_child_gives_the_same_table_as_in_this_process(
    tmp_path: Path, pool: ReaderPool
) -> None:
    file = write_csv(tmp_path / "a.csv", LEDGER)
    landed = land(file, tmp_path / "originals")
    assert landed.original is not None
    (report,) = pool.run([ReadFile(landed, landed.original)])
    assert report.status is FileStatus.LOADED
    (there,) = report.tables
    (here,) = read_tables(file)
    assert there.accepted.equals(here.accepted)
    assert there.dataset is here.dataset


def test_a_file_whose_child_fails_is_rejected_with_the_reason(tmp_path: Path) -> None:
    file = write_csv(tmp_path / "a.csv", [*LEDGER, *[LEDGER[1]] * 300_000])
    landed = land(file, tmp_path / "originals")
    assert landed.original is not None
    with ReaderPool(settings(Limits(seconds=0.2)), size=1) as hasty:
        (report,) = hasty.run([ReadFile(landed, landed.original)])
    assert (report.status, report.tables) == (FileStatus.REJECTED, ())
    assert report.reason is not None
    assert "读取超时" in report.reason


def test_a_child_starts_without_the_engine_of_the_warehouse_and_other_slow_imports(
    project_root: Path,
) -> None:
    loaded = "import sys, pipelines.intake.child; print(*sys.modules)"
    run = subprocess.run(
        [sys.executable, "-c", loaded], cwd=project_root, capture_output=True, text=True, check=True
    )
    modules = set(run.stdout.split())
    assert "pipelines.checking.check" in modules
    slow = {
        "duckdb",
        "great_expectations",
        "ibis",
        "openpyxl",
        "pandas",
        "pyarrow",
        "sqlalchemy",
        "xlsxwriter",
    }
    assert modules & slow == set()
