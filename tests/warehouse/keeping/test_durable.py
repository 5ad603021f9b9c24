"""The steps that must survive a loss of power."""

from __future__ import annotations

from pathlib import Path

import pytest

from warehouse.keeping import durable


def test_a_new_home_survives_by_its_name_in_the_folder_above(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    flushed: list[Path] = []
    monkeypatch.setattr(durable, "flush_folder", flushed.append)
    durable.make_folder(tmp_path / "a" / "home" / "snapshots")
    assert set(flushed) == {tmp_path, tmp_path / "a", tmp_path / "a" / "home"}
    durable.make_folder(tmp_path / "a" / "home" / "snapshots")
    assert len(flushed) == 3


def test_a_folder_above_that_may_not_be_read_is_no_hindrance(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(path: Path) -> None:
        raise PermissionError(path)

    monkeypatch.setattr(durable, "flush_folder", refused)
    durable.make_folder(tmp_path / "home")
    assert (tmp_path / "home").is_dir()
