"""The SQL of the marts is kept in the snapshot, and used again by the program that compiled it alone."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tests.support.small_warehouse import SmallWarehouse, activity
from warehouse.engines.duckdb import Database, open_writer
from warehouse.marts.build import MARTS, build_marts, built_marts, compiled_marts, known_marts
from warehouse.marts.compiled import digest_of, kept_marts


def contents(database: Database) -> dict[str, list[str]]:
    return {
        name: database.query(f"SELECT CAST(row AS VARCHAR) AS r FROM mart.{name} AS row ORDER BY r")[
            "r"
        ].to_list()
        for name in MARTS
    }


def marts_file(small: SmallWarehouse) -> Path:
    small.add("activities", activity("公安局", date(2022, 5, 4), "宪法宣传", audience=100))
    with small.pin() as snapshot:
        return snapshot.path


def test_what_is_kept_is_what_is_compiled(small: SmallWarehouse) -> None:
    with open_writer(marts_file(small)) as database:
        assert kept_marts(database) == compiled_marts() == known_marts(database)


def test_what_another_program_kept_is_compiled_anew_and_every_mart_built(small: SmallWarehouse) -> None:
    with open_writer(marts_file(small)) as database:
        before = contents(database)
        database.execute("UPDATE ledger.mart_statements SET basis = 'older', statements = ['SELECT 1']")
        database.execute("DELETE FROM mart.activities")
        assert kept_marts(database) == ()
        build_marts(database, changed=())
        assert contents(database) == before
        assert kept_marts(database) == built_marts()


def test_only_marts_that_lean_on_a_changed_table_are_built_again(small: SmallWarehouse) -> None:
    with open_writer(marts_file(small)) as database:
        database.execute("DELETE FROM mart.activities")
        database.execute("DELETE FROM mart.villages")
        build_marts(database, changed={"base.activities"})
        found = contents(database)
        assert len(found["activities"]) == 1
        assert found["villages"] == []


def test_building_what_has_changed_gives_what_building_all_gives(small: SmallWarehouse) -> None:
    with open_writer(marts_file(small)) as database:
        database.execute("UPDATE base.activities SET audience = 250, unit = '司法局'")
        build_marts(database, changed={"base.activities"})
        of_changed = contents(database)
        build_marts(database)
        assert contents(database) == of_changed


def test_the_digest_of_a_program_is_another_after_any_change_of_a_source_or_library(tmp_path: Path) -> None:
    def digest(**files: str) -> str:
        folder = tmp_path / str(len(list(tmp_path.iterdir())))
        for name, content in files.items():
            path = folder / "inner" / f"{name}.py"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding="utf-8")
        return digest_of(folder, ("ibis 1",))

    assert digest(a="1", b="2") == digest(a="1", b="2")
    digests = {digest(a="1", b="2"), digest(a="1", b="3"), digest(a="12", b=""), digest(a="1", c="2")}
    assert len(digests) == 4
    folder = tmp_path / "0"
    assert digest_of(folder, ("ibis 1",)) != digest_of(folder, ("ibis 2",))
