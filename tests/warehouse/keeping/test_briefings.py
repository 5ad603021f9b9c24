"""The documents of a frozen week are kept with it, whole, and guarded like it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from warehouse.home import Home
from warehouse.keeping import briefings
from warehouse.keeping.backup import back_up
from warehouse.keeping.briefings import NotFrozen, briefing_folder, keeping, kept_files, make, start_making
from warehouse.keeping.freezing import freeze
from warehouse.keeping.restoring import restore
from warehouse.keeping.verifying import verify

WEEK = "2022-W18"


@pytest.fixture
def frozen(home: Home) -> Home:
    """A home whose week has been frozen, and its set kept."""
    freeze(home, WEEK)
    _keep(home, "周报.docx")
    return home


def _keep(home: Home, name: str) -> None:
    with keeping(home, WEEK) as folder:
        (folder / name).write_text(name, encoding="utf-8")
        (folder / "图表").mkdir()
        (folder / "图表" / "01.png").write_bytes(b"picture")


def _fail_halfway(folder: Path) -> None:
    (folder / "half.docx").write_bytes(b"half")
    raise OSError("disk")


def _names(home: Home) -> list[str]:
    folder = briefing_folder(home, WEEK)
    return [path.relative_to(folder).as_posix() for path in kept_files(home, WEEK)]


def test_a_set_is_made_once_and_stands(frozen: Home) -> None:
    _keep(frozen, "second.docx")
    assert _names(frozen) == ["周报.docx", "图表/01.png"]
    assert start_making(frozen, WEEK) is None


def test_a_set_that_fails_leaves_nothing(home: Home) -> None:
    freeze(home, WEEK)
    with pytest.raises(OSError, match="disk"), keeping(home, WEEK) as folder:
        _fail_halfway(folder)
    assert kept_files(home, WEEK) == []
    assert {path.suffix for path in (home.frozen / WEEK).iterdir()} == {".duckdb", ".json"}


def test_only_a_frozen_week_keeps_a_set(home: Home) -> None:
    with pytest.raises(NotFrozen, match=rf"warehouse freeze {WEEK}"), keeping(home, WEEK):
        pass
    assert start_making(home, "十一月例会") is None


def test_damage_of_a_document_is_found_by_name(frozen: Home) -> None:
    assert verify(frozen).is_well
    (briefing_folder(frozen, WEEK) / "周报.docx").write_text("another", encoding="utf-8")
    (fault,) = verify(frozen).faults
    assert f"frozen/{WEEK}/briefing/周报.docx" in fault


def test_a_backup_brings_the_documents_back(frozen: Home, tmp_path: Path) -> None:
    made = back_up(frozen, tmp_path / "backup.tar")
    elsewhere = Home(tmp_path / "elsewhere")
    restore(made.path, elsewhere)
    assert _names(elsewhere) == ["周报.docx", "图表/01.png"]
    assert verify(elsewhere).is_well


@pytest.mark.parametrize(
    ("program", "told"),
    [
        ("import sys; sys.stderr.write('没有浏览器')", "没有浏览器"),
        ("pass", None),
        ("import threading; threading.Event().wait()", "已停止"),
    ],
)
def test_what_went_wrong_while_making_is_told(
    home: Home, monkeypatch: pytest.MonkeyPatch, program: str, told: str | None
) -> None:
    """The process is another one here: what it writes, or that it hangs, reaches the reader."""
    really = subprocess.Popen

    def started(_command: list[str], **options: object) -> subprocess.Popen[str]:
        return really([sys.executable, "-c", program], **options)  # type: ignore[call-overload, no-any-return]

    freeze(home, WEEK)
    monkeypatch.setattr(briefings.subprocess, "Popen", started)
    monkeypatch.setattr(briefings, "_MOST_SECONDS", 2)
    problem = make(home, WEEK)
    assert problem == told if told is None else told in str(problem)
