"""What people decide is kept in app.sqlite, apart from snapshots, and only ever added to."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from warehouse.app_database import MIGRATIONS, NewerAppDatabase, app_database, app_database_path
from warehouse.decisions import BadDecision, decide_joint, joint_decisions
from warehouse.home import Home


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


def test_where_nobody_decided_there_is_nothing_and_no_file_is_made(home: Home) -> None:
    assert joint_decisions(home) == {}
    assert not home.root.exists()


def test_a_decision_says_who_when_and_why_whatever_the_order_of_the_rows(home: Home) -> None:
    decided = decide_joint(home, "b", "a", is_same=True, decided_by=" 普法科 ", reason="同一场")
    assert joint_decisions(home) == {("a", "b"): decided}
    assert (decided.is_same, decided.decided_by, decided.reason) == (True, "普法科", "同一场")
    assert decided.decided_at.year >= 2024


def test_the_latest_decision_about_a_pair_stands_and_the_earlier_one_stays_on_record(home: Home) -> None:
    decide_joint(home, "a", "b", is_same=True, decided_by="甲科")
    decide_joint(home, "a", "c", is_same=True, decided_by="甲科")
    decide_joint(home, "b", "a", is_same=False, decided_by="乙科")
    found = joint_decisions(home)
    assert {pair: one.is_same for pair, one in found.items()} == {("a", "b"): False, ("a", "c"): True}
    with app_database(home) as database:
        assert database.execute("SELECT count(*) FROM joint_decisions").fetchone()[0] == 3


@pytest.mark.parametrize(("other", "by"), [("b", "  "), ("a", "普法科")])
def test_a_decision_without_its_maker_or_about_one_row_is_refused_and_not_kept(
    home: Home, other: str, by: str
) -> None:
    with pytest.raises(BadDecision):
        decide_joint(home, "a", other, is_same=True, decided_by=by)
    assert joint_decisions(home) == {}


def test_the_file_is_in_wal_mode_and_each_migration_is_recorded_once(home: Home) -> None:
    for _time in range(2):
        decide_joint(home, "a", "b", is_same=True, decided_by="普法科")
    with closing(sqlite3.connect(app_database_path(home))) as plain:
        assert plain.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        versions = plain.execute("SELECT version FROM migrations ORDER BY version").fetchall()
    assert versions == [(version,) for version in range(1, len(MIGRATIONS) + 1)]


def test_a_file_of_a_later_version_is_refused_in_plain_words(home: Home) -> None:
    with app_database(home) as database:
        database.execute("INSERT INTO migrations VALUES (?, '2030-01-01')", (len(MIGRATIONS) + 1,))
    with pytest.raises(NewerAppDatabase, match="请升级"):
        joint_decisions(home)


def test_what_fails_halfway_leaves_nothing_behind(home: Home) -> None:
    decide_joint(home, "a", "b", is_same=True, decided_by="普法科")
    with pytest.raises(sqlite3.IntegrityError):
        _delete_then_fail(home)
    assert list(joint_decisions(home)) == [("a", "b")]


def _delete_then_fail(home: Home) -> None:
    with app_database(home) as database:
        database.execute("DELETE FROM joint_decisions")
        database.execute("INSERT INTO joint_decisions VALUES (9, 'b', 'a', 1, '科', '2024-01-01', '')")
