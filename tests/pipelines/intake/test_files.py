"""Which landed files are read: known bytes once, files cut off while they still grow not at all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from pipelines.intake.files import check_files, load_files
from pipelines.intake.pool import ReaderPool
from pipelines.intake.reading import IntakeSettings
from pipelines.landing import LandedFile, land
from pipelines.report import FileStatus
from tests.support.hostile import plain_workbook
from tests.support.inbox import SECRET
from warehouse.reference.tables import load_reference


@pytest.fixture(scope="module")
def pool() -> Iterator[ReaderPool]:
    with ReaderPool(IntakeSettings(load_reference(), SECRET), size=2) as shared:
        yield shared


def landed(folder: Path, name: str, data: bytes) -> LandedFile:
    (folder / name).write_bytes(data)
    return land(folder / name, folder / "originals")


def test_the_same_bytes_are_read_once_in_a_load_and_each_time_in_a_check(
    tmp_path: Path, pool: ReaderPool
) -> None:
    files = [landed(tmp_path, name, plain_workbook()) for name in ("a.xlsx", "b.xlsx", "c.xlsx")]
    loaded = [report.status for report in load_files(pool, files, known=())]
    assert loaded == [FileStatus.LOADED, FileStatus.DUPLICATE, FileStatus.DUPLICATE]
    assert [report.status for report in check_files(pool, files)] == [FileStatus.LOADED] * 3


def test_bytes_that_are_known_are_not_read_again(tmp_path: Path, pool: ReaderPool) -> None:
    file = landed(tmp_path, "a.xlsx", plain_workbook())
    (report,) = load_files(pool, [file], known=[file.sha256])
    assert (report.status, report.tables) == (FileStatus.DUPLICATE, ())


def test_the_same_bytes_under_a_name_that_says_more_are_read_after_one_that_was_refused(
    tmp_path: Path, pool: ReaderPool
) -> None:
    ledger = "活动名称,开展时间,地点,主办单位,受众人数\n宪法宣传,2024-01-05,广场,司法局,120\n".encode()
    files = [landed(tmp_path, name, ledger) for name in ("a.log", "b.csv", "c.csv")]
    statuses = [report.status for report in load_files(pool, files, known=())]
    assert statuses == [FileStatus.REJECTED, FileStatus.LOADED, FileStatus.DUPLICATE]


def test_progress_is_told_for_each_file_that_is_read(tmp_path: Path, pool: ReaderPool) -> None:
    files = [landed(tmp_path, name, f"名称\n{name}".encode()) for name in ("a.csv", "b.csv")]
    told: list[tuple[int, int, str]] = []
    load_files(pool, files, (), lambda *progress: told.append(progress))
    assert told == [(1, 2, "a.csv"), (2, 2, "b.csv")]


def test_a_file_that_is_cut_off_is_rejected_and_one_that_still_grows_waits(
    tmp_path: Path, pool: ReaderPool
) -> None:
    half = plain_workbook()[:400]
    damaged, growing = landed(tmp_path, "a.xlsx", half), landed(tmp_path, "b.xlsx", half + b"x")
    with growing.path.open("ab") as stream:
        stream.write(b"the next piece")
    reports = check_files(pool, [damaged, growing])
    assert [report.status for report in reports] == [FileStatus.REJECTED, FileStatus.WAITING]


def test_a_file_above_the_largest_size_is_rejected_unread(tmp_path: Path, pool: ReaderPool) -> None:
    file = replace(landed(tmp_path, "a.xlsx", b"x"), original=None)
    (report,) = check_files(pool, [file])
    assert report.status is FileStatus.REJECTED
    assert report.reason is not None
    assert "过大" in report.reason
