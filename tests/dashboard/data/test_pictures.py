"""The picture comes from a process of its own; where there is none, a plain sentence says why."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest

from dashboard.data import pictures
from dashboard.data.pictures import PictureUnavailable, original_picture
from dashboard.texts import lineage as texts
from warehouse.home import Home


def _answering(monkeypatch: pytest.MonkeyPatch, code: int, out: str = "", err: str = "") -> list[list[str]]:
    asked: list[list[str]] = []

    def run(command: list[str], **_: Any) -> subprocess.CompletedProcess[str]:
        asked.append(command)
        return subprocess.CompletedProcess(command, code, out, err)

    monkeypatch.setattr(subprocess, "run", run)
    return asked


def test_personal_columns_are_never_asked_for_and_a_name_is_no_option(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked = _answering(monkeypatch, 1, err="没有这张表")
    with pytest.raises(PictureUnavailable):
        original_picture(Home(tmp_path), "0" * 64, "--personal", "C7")
    (command,) = asked
    assert "--sheet=--personal" in command
    assert "--personal" not in command


@pytest.mark.parametrize(
    ("code", "out", "err", "words"),
    [
        (1, "", "原件不在归档里，请从备份恢复\n", "原件不在归档里，请从备份恢复"),
        (1, "", "", texts.PICTURE_FAILED),
        (2, "", "usage: pipelines", texts.PICTURE_FAILED),
        (-9, "", "Traceback (most recent call last)", texts.PICTURE_FAILED),
        (0, "{", "", texts.PICTURE_FAILED),
        (0, "[]", "", texts.PICTURE_FAILED),
        (0, '{"file": "甲"}', "", texts.PICTURE_FAILED),
    ],
)
def test_a_picture_that_cannot_be_had_is_a_plain_sentence(
    code: int, out: str, err: str, words: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    _answering(monkeypatch, code, out, err)
    with pytest.raises(PictureUnavailable, match=words):
        original_picture(Home(tmp_path), "0" * 64, "台账", "C7")


def test_an_original_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def run(command: list[str], **_: Any) -> None:
        raise subprocess.TimeoutExpired(command, pictures.SECONDS)

    monkeypatch.setattr(subprocess, "run", run)
    with pytest.raises(PictureUnavailable, match="已停止"):
        original_picture(Home(tmp_path), "0" * 64, "台账", "C7")


def test_a_missing_original_is_told_by_the_command_itself(tmp_path: Path) -> None:
    with pytest.raises(PictureUnavailable) as told:
        original_picture(Home(tmp_path), "0" * 64, "台账", "C7")
    assert "原件" in str(told.value)
    assert "Traceback" not in str(told.value)
