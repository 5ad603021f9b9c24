"""Compiled marts are remembered for one state of the program, and never half."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from warehouse.marts.compiled import BuiltMart
from warehouse.marts.remembered import recall, remember

MARTS = (
    BuiltMart("villages", frozenset({"base.villages"}), ("CREATE TABLE 村",)),
    BuiltMart("units", frozenset({"a", "b"}), ("x", "y"), frozenset({"c"}), frozenset({"d"}), ("z",)),
)


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return tmp_path / "__pycache__" / "marts.json"


def test_what_was_remembered_is_recalled_under_its_key_alone(path: Path) -> None:
    assert recall("one", path) == ()
    remember("one", MARTS, path)
    assert recall("one", path) == MARTS
    assert recall("another", path) == ()
    remember("another", MARTS[:1], path)
    assert recall("another", path) == MARTS[:1]
    assert [one.name for one in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize("content", ["", "[]", "{", '{"key": "one"}', '{"key": "one", "marts": [{}]}', "\0"])
def test_what_is_damaged_is_compiled_again(path: Path, content: str) -> None:
    path.parent.mkdir()
    path.write_text(content, encoding="utf-8")
    assert recall("one", path) == ()


def test_nothing_is_written_where_bytecode_is_not(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    remember("one", MARTS, path)
    assert not path.parent.exists()


def test_a_folder_that_cannot_be_written_is_no_hindrance(path: Path) -> None:
    path.parent.write_text("no folder", encoding="utf-8")
    remember("one", MARTS, path)
    assert recall("one", path) == ()
