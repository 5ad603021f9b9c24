"""Landing keeps every byte that arrives, once, and touches nothing it has kept."""

from __future__ import annotations

import hashlib
import os
import stat
from pathlib import Path
from typing import BinaryIO

import pytest

from pipelines import landing
from pipelines.landing import display_name, find_files, land


def write(path: Path, data: bytes = b"data") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def test_folders_are_searched_to_the_bottom_in_order(tmp_path: Path) -> None:
    deep = write(tmp_path / "inbox/b/c.csv")
    top = write(tmp_path / "inbox/a.xlsx")
    assert find_files([tmp_path / "inbox"]) == [top, deep]


def test_a_file_named_twice_is_found_once(tmp_path: Path) -> None:
    file = write(tmp_path / "a.xlsx")
    assert find_files([file, tmp_path]) == [file]


@pytest.mark.parametrize(
    "name", ["~$公安局.xlsx", ".hidden.xlsx", "Thumbs.db", "desktop.ini", "Desktop.ini", ".git/config.csv"]
)
def test_lock_files_and_what_the_system_leaves_behind_are_left_out(tmp_path: Path, name: str) -> None:
    write(tmp_path / name)
    assert find_files([tmp_path]) == []


def test_landing_keeps_the_bytes_under_their_digest(tmp_path: Path) -> None:
    data = "普法台账".encode() * 100_000
    file = write(tmp_path / "台账.xlsx", data)
    landed = land(file, tmp_path / "originals")
    assert landed.sha256 == hashlib.sha256(data).hexdigest()
    assert landed.original == tmp_path / "originals" / landed.sha256
    assert landed.original.read_bytes() == data
    assert (landed.name, landed.size, landed.is_waiting) == ("台账.xlsx", len(data), False)
    assert landed.modified_at.timestamp() == pytest.approx(file.stat().st_mtime, abs=1e-3)


def test_a_kept_original_is_read_only_and_never_written_again(tmp_path: Path) -> None:
    originals = tmp_path / "originals"
    first = land(write(tmp_path / "a.csv"), originals)
    assert first.original is not None
    before = first.original.stat()
    second = land(write(tmp_path / "b.csv"), originals)
    assert second.original == first.original
    assert first.original.stat().st_ino == before.st_ino
    assert not first.original.stat().st_mode & stat.S_IWUSR


def test_nothing_temporary_is_left_beside_the_originals(tmp_path: Path) -> None:
    landed = land(write(tmp_path / "a.csv"), tmp_path / "originals")
    assert [path.name for path in (tmp_path / "originals").iterdir()] == [landed.sha256]


def test_a_file_that_keeps_changing_while_it_is_read_waits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = write(tmp_path / "a.csv", b"half")
    whole_copy = landing._copy

    def copy_while_someone_writes(source: BinaryIO, target: BinaryIO) -> tuple[str, int]:
        answer = whole_copy(source, target)
        with file.open("ab") as stream:
            stream.write(b"more")
        return answer

    monkeypatch.setattr(landing, "_copy", copy_while_someone_writes)
    landed = land(file, tmp_path / "originals")
    assert landed.is_waiting
    assert (landed.sha256, landed.original) == ("", None)
    assert list((tmp_path / "originals").iterdir()) == []


def test_a_file_that_changed_once_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = write(tmp_path / "a.csv", b"half")
    whole_copy = landing._copy
    writes = iter([b"whole"])

    def copy_while_someone_finishes(source: BinaryIO, target: BinaryIO) -> tuple[str, int]:
        answer = whole_copy(source, target)
        for data in writes:
            file.write_bytes(data)
            break
        return answer

    monkeypatch.setattr(landing, "_copy", copy_while_someone_finishes)
    landed = land(file, tmp_path / "originals")
    assert landed.sha256 == hashlib.sha256(b"whole").hexdigest()


def test_a_file_that_is_gone_waits_instead_of_failing(tmp_path: Path) -> None:
    assert land(tmp_path / "gone.csv", tmp_path / "originals").is_waiting


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("台账\u202e\n\x07.xlsx", "台账.xlsx"),
        ("../../etc/passwd", ".._.._etc_passwd"),
        (os.fsdecode(b"\xb9\xab.xlsx"), "??.xlsx"),
        ("长" * 80 + ".csv", "长" * 80 + ".csv"),
    ],
)
def test_a_name_is_display_text_only(name: str, shown: str) -> None:
    assert display_name(name) == shown


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "管道.csv")
    landed = land(tmp_path / "管道.csv", tmp_path / "originals")
    assert landed.is_waiting


@pytest.mark.parametrize("name", ["~WRL0001.tmp", ".~lock.台账.xlsx#", ".~台账.xlsx"])
def test_the_scratch_files_of_office_programs_are_left_out(tmp_path: Path, name: str) -> None:
    write(tmp_path / name)
    assert find_files([tmp_path]) == []


@pytest.mark.parametrize("name", ["台账.xlsx.tmp", "a.xlsx.crdownload", "a.xlsx.PART", "新建 工作表.tmp"])
def test_a_file_that_is_named_as_unfinished_waits_and_says_so(tmp_path: Path, name: str) -> None:
    landed = land(write(tmp_path / name), tmp_path / "originals")
    assert (landed.waits, landed.original) == (landing.UNFINISHED, None)


def test_a_file_that_somebody_holds_open_for_writing_waits_though_it_does_not_change(tmp_path: Path) -> None:
    file = write(tmp_path / "a.csv")
    with file.open("ab"):
        assert land(file, tmp_path / "originals").waits == landing.BEING_WRITTEN
    assert not land(file, tmp_path / "originals").is_waiting


def test_a_fresh_file_that_goes_on_changing_is_still_growing(tmp_path: Path) -> None:
    file = write(tmp_path / "a.csv")
    landed = land(file, tmp_path / "originals")
    assert not landed.is_still_growing()
    with file.open("ab") as stream:
        stream.write(b"more")
    assert landed.is_still_growing()
    file.unlink()
    assert landed.is_still_growing()


def test_an_old_file_is_not_watched(tmp_path: Path) -> None:
    file = write(tmp_path / "a.csv")
    os.utime(file, (1_700_000_000, 1_700_000_000))
    landed = land(file, tmp_path / "originals")
    file.unlink()
    assert not landed.is_still_growing()


def test_a_file_too_large_for_any_reader_is_not_copied(tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    with file.open("wb") as stream:
        stream.truncate(landing.MAX_FILE_BYTES + 1)
    landed = land(file, tmp_path / "originals")
    assert (landed.original, landed.is_waiting) == (None, False)
    assert list((tmp_path / "originals").iterdir()) == []


def test_a_modification_time_beyond_every_calendar_does_no_harm(tmp_path: Path) -> None:
    file = write(tmp_path / "a.csv")
    os.utime(file, (2**33 * 40, 2**33 * 40))
    assert not land(file, tmp_path / "originals").is_waiting
