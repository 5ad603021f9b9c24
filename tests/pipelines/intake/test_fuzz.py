"""Mutated files of every format end loaded or rejected with a reason, and never otherwise."""

from __future__ import annotations

from pipelines.report import FileReport, FileStatus
from tests.support.fuzz import complaint, fuzz, mutate, originals

RUNS = 60


def test_mutated_files_end_as_they_may_and_lose_no_row() -> None:
    ended = list(fuzz(20_240_101, range(RUNS)))
    assert {mutant.name: wrong for mutant, _, wrong in ended if wrong is not None} == {}
    statuses = {report.status for _, report, _ in ended}
    assert statuses == {FileStatus.LOADED, FileStatus.REJECTED}


def test_a_mutant_is_made_again_by_its_seed_and_number() -> None:
    sound = originals()
    assert mutate(5, 17, sound) == mutate(5, 17, sound)
    assert len({mutate(5, number, sound).data for number in range(20)}) > 15


def test_a_fault_of_the_program_and_a_missing_reason_are_complained_about() -> None:
    assert complaint(FileReport("a", "", FileStatus.REJECTED, "文件已损坏", fault="Traceback")) == "Traceback"
    assert complaint(FileReport("a", "", FileStatus.REJECTED, "damaged")) is not None
    assert complaint(FileReport("a", "", FileStatus.WAITING, "等待")) is not None
    assert complaint(FileReport("a", "", FileStatus.REJECTED, "文件已损坏")) is None
