"""A set is made format by format: each whole or not at all, and none waits for another's fault."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from dashboard.briefing import sets
from dashboard.briefing.checking.check import check
from dashboard.briefing.editions import Edition, expected_of
from dashboard.briefing.pictures import renderer as pictures
from dashboard.briefing.sets import ALL, Format, make_set
from dashboard.texts.pictures import NO_BROWSER
from tests.support.briefings import small_briefing
from warehouse.keeping import durable

EDITION = Edition(
    small_briefing(), {"kind": "weekly", "snapshot": "000001-a", "label": None, "week": "2026-W47"}, "周报"
)
DOCUMENTS = ["周报.docx", "周报.html", "周报.pdf", "周报.pptx"]
CHARTS = len(list(EDITION.briefing.charts()))


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def test_the_whole_set_is_made_by_one_browser_and_every_file_of_it_checks(tmp_path: Path) -> None:
    told: list[Path] = []
    made = make_set(EDITION, ALL, tmp_path, told.append)
    assert made.problems == []
    assert made.files == told
    assert len(told) == len(DOCUMENTS) + 2 * CHARTS
    for path in told:
        found = check(path, lambda record: expected_of(small_briefing()))
        assert found.is_right, (path.name, found.problems)
        assert found.numbers
    picture = (tmp_path / "图表" / "01-P01.png").read_bytes()
    assert [int.from_bytes(picture[place : place + 4], "big") for place in (16, 20)] == [3840, 2160]
    assert {path.suffix for path in tmp_path.rglob("*.*")} == {f".{kind}" for kind in Format}


def test_without_a_browser_the_documents_are_made_and_the_pictures_missed_by_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "found_browser", lambda: None)
    made = make_set(EDITION, ALL, tmp_path)
    assert _names(tmp_path) == DOCUMENTS
    assert f"01-P01.png 没有生成：{NO_BROWSER}" in made.problems
    assert f"周报.pdf 中没有图形，只有数值：{NO_BROWSER}" in made.problems
    assert len(made.problems) == 2 * CHARTS + 1


def test_a_full_disk_is_told_with_the_file_and_leaves_no_half_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    flush = durable.flush_file

    def full(path: Path) -> None:
        if ".docx" in path.name:
            raise OSError(errno.ENOSPC, "No space left on device")
        flush(path)

    monkeypatch.setattr(durable, "flush_file", full)
    made = make_set(EDITION, [Format.PPTX, Format.DOCX, Format.HTML], tmp_path)
    assert _names(tmp_path) == ["周报.html", "周报.pptx"]
    assert made.problems == ["周报.docx 没有写成：No space left on device。请检查磁盘空间和权限"]


def test_a_fault_of_one_writer_is_no_traceback_and_keeps_back_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sets, "deck", lambda briefing: briefing.nothing)
    made = make_set(EDITION, [Format.PPTX, Format.DOCX], tmp_path)
    assert _names(tmp_path) == ["周报.docx"]
    assert made.problems == ["周报.pptx 没有生成：程序出错，详情见日志（命令行的在数据目录的 brief.log）"]
