"""Merging: insert, correct, no-op; the latest version wins whatever the order of loading."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import permutations
from pathlib import Path

import pytest

from pipelines.checking.checked import CheckedTable, SkipReason
from pipelines.merging.merge import merge_tables
from tests.support.inbox import SECRET, read_tables, write_csv
from warehouse.contracts.registry import DATASETS
from warehouse.engines.duckdb import Database, open_writer
from warehouse.render.ddl import create_tables

HEADER = ["活动名称", "开展时间", "地点", "主办单位", "受众人数", "活动形式"]
CASES = ["案号", "申请人", "收到日期", "管理领域", "听证"]


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file with every table; it is copied."""
    path = tmp_path_factory.mktemp("merge") / "empty.duckdb"
    with open_writer(path) as database:
        create_tables(database, DATASETS.values())
    return path


@pytest.fixture
def database(empty: Path, tmp_path: Path) -> Iterator[Database]:
    path = tmp_path / "warehouse.duckdb"
    path.write_bytes(empty.read_bytes())
    with open_writer(path) as opened:
        yield opened


def activities(tmp_path: Path, name: str, *rows: Sequence[object], filed: str, title: str = "") -> Path:
    lines = [[title or "普法活动台账"], [f"填报时间：{filed}"], HEADER, *rows]
    return write_csv(tmp_path / name, lines, modified="2024-06-30")


def load(database: Database, *paths: Path, run: str = "run") -> list[CheckedTable]:
    tables = read_tables(*paths)
    merge_tables(database, tables, run_id=run, secret=SECRET)
    assert all(table.is_conserved for table in tables)
    return tables


def audiences(database: Database, table: str = "base") -> list[int]:
    return database.query(f"SELECT audience FROM {table}.activities ORDER BY ALL")["audience"].to_list()


PARK = ["宪法宣传", "2024-03-05", "中心广场", "公安局", 100, "讲座"]


def test_new_rows_are_inserted_with_their_raw_text(database: Database, tmp_path: Path) -> None:
    row = ["宪法宣传", "2024.3.5", "中心广场", "区公安局", "100余人", "讲座"]
    load(database, activities(tmp_path, "a.csv", row, filed="2024-04-01"))
    (stored,) = database.query("SELECT * FROM base.activities").to_dicts()
    assert (stored["unit"], stored["audience"], stored["audience_qualifier"]) == ("公安局", 100, "at_least")
    assert stored["source_row"] == 4
    (raw,) = database.query("SELECT unit, audience, start_on, cells FROM raw.activities").to_dicts()
    assert raw == {"unit": "区公安局", "audience": "100余人", "start_on": "2024.3.5", "cells": None}


def test_an_equal_row_is_a_duplicate(database: Database, tmp_path: Path) -> None:
    load(database, activities(tmp_path, "a.csv", PARK, filed="2024-04-01"))
    (table,) = load(database, activities(tmp_path, "b.csv", PARK, filed="2024-05-01"))
    assert table.skipped == {4: SkipReason.DUPLICATE}
    assert audiences(database) == [100]
    assert audiences(database, "history") == []


def test_a_repeated_equal_row_of_one_table_is_loaded_once(database: Database, tmp_path: Path) -> None:
    (table,) = load(database, activities(tmp_path, "a.csv", PARK, PARK, filed="2024-04-01"))
    assert (table.loaded_rows, table.skipped) == (1, {5: SkipReason.DUPLICATE})


def test_a_newer_version_replaces_the_older_which_stays_in_history(
    database: Database, tmp_path: Path
) -> None:
    load(database, activities(tmp_path, "a.csv", PARK, filed="2024-04-01"), run="first")
    load(database, activities(tmp_path, "b.csv", [*PARK[:4], 150, "讲座"], filed="2024-05-01"), run="second")
    assert audiences(database) == [150]
    (old,) = database.query(
        "SELECT audience, superseded_in, superseded_by FROM history.activities"
    ).to_dicts()
    (new,) = database.query("SELECT row_id FROM base.activities").to_dicts()
    assert old == {"audience": 100, "superseded_in": "second", "superseded_by": new["row_id"]}


def test_an_older_version_that_comes_late_is_skipped_and_kept_in_history(
    database: Database, tmp_path: Path
) -> None:
    load(database, activities(tmp_path, "b.csv", [*PARK[:4], 150, "讲座"], filed="2024-05-01"))
    (table,) = load(database, activities(tmp_path, "a.csv", PARK, filed="2024-04-01"))
    assert table.skipped == {4: SkipReason.SUPERSEDED}
    assert (audiences(database), audiences(database, "history")) == ([150], [100])


def test_going_back_to_an_earlier_content_is_a_correction_too(database: Database, tmp_path: Path) -> None:
    load(database, activities(tmp_path, "a.csv", PARK, filed="2024-04-01"))
    load(database, activities(tmp_path, "b.csv", [*PARK[:4], 150, "讲座"], filed="2024-05-01"))
    load(database, activities(tmp_path, "c.csv", PARK, filed="2024-06-01"))
    assert (audiences(database), audiences(database, "history")) == ([100], [100, 150])


@pytest.mark.parametrize("order", list(permutations(range(3))))
@pytest.mark.parametrize("at_once", [True, False])
def test_the_latest_version_wins_in_any_order_and_any_split(
    database: Database, tmp_path: Path, order: tuple[int, ...], at_once: bool
) -> None:
    files = [
        activities(tmp_path, f"{n}.csv", [*PARK[:4], 100 + n, "讲座"], filed=f"2024-04-0{n + 1}")
        for n in range(3)
    ]
    ordered = [files[position] for position in order]
    for batch in [ordered] if at_once else [[file] for file in ordered]:
        load(database, *batch)
    assert (audiences(database), audiences(database, "history")) == ([102], [100, 101])


def test_a_row_filed_again_is_as_new_as_its_latest_filing(database: Database, tmp_path: Path) -> None:
    changed = [*PARK[:4], 150, "讲座"]
    load(database, activities(tmp_path, "a.csv", PARK, filed="2024-04-01"), run="first")
    load(database, activities(tmp_path, "c.csv", PARK, filed="2024-06-01"), run="second")
    (stored,) = database.query(
        "SELECT month(version_at) AS first, month(confirmed_at) AS latest, loaded_in, confirmed_in "
        "FROM base.activities"
    ).to_dicts()
    assert stored == {"first": 4, "latest": 6, "loaded_in": "first", "confirmed_in": "second"}
    (late,) = load(database, activities(tmp_path, "b.csv", changed, filed="2024-05-01"), run="third")
    assert late.skipped == {4: SkipReason.SUPERSEDED}
    assert (audiences(database), audiences(database, "history")) == ([100], [150])


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_a_content_that_comes_back_wins_in_any_order(
    database: Database, tmp_path: Path, order: Sequence[int]
) -> None:
    """In March 100, in April 150, in May 100 again."""
    paths = [
        activities(tmp_path, f"{month}.csv", [*PARK[:4], audience, "讲座"], filed=f"2024-{month}-9")
        for month, audience in ((3, 100), (4, 150), (5, 100))
    ]
    for number, path in enumerate(paths[position] for position in order):
        load(database, path, run=f"run-{number}")
    latest = "SELECT month(coalesce(confirmed_at, version_at)) AS latest FROM"
    assert audiences(database) == [100]
    assert database.query(f"{latest} base.activities").item() == 5
    assert database.query(f"SELECT max(latest) FROM ({latest} history.activities)").item() == 4


def test_a_replaced_row_filed_again_is_replaced_by_what_is_newer_still(
    database: Database, tmp_path: Path
) -> None:
    for month, audience in ((3, 100), (4, 150), (6, 200), (5, 100)):
        row = [*PARK[:4], audience, "讲座"]
        load(database, activities(tmp_path, f"{month}.csv", row, filed=f"2024-{month}-9"), run=str(month))
    followed = database.query(
        "SELECT h.audience, b.audience AS successor, month(h.confirmed_at) AS latest "
        "FROM history.activities h JOIN base.activities b ON b.row_id = h.superseded_by"
    ).to_dicts()
    assert {"audience": 100, "successor": 200, "latest": 5} in followed


def test_two_rows_of_one_table_with_one_key_leave_the_later_and_warn(
    database: Database, tmp_path: Path
) -> None:
    (table,) = load(
        database, activities(tmp_path, "a.csv", PARK, [*PARK[:4], 150, "讲座"], filed="2024-04-01")
    )
    assert audiences(database) == [150]
    assert (table.loaded_rows, table.skipped) == (1, {4: SkipReason.SUPERSEDED})
    assert [finding.code for finding in table.findings] == ["key_conflict_in_table"]


def test_titles_that_differ_in_spaces_and_width_are_one_event(database: Database, tmp_path: Path) -> None:
    load(database, activities(tmp_path, "a.csv", PARK, filed="2024-04-01"))
    load(
        database,
        activities(tmp_path, "b.csv", ["宪法 宣传", *PARK[1:4], 150, "讲座"], filed="2024-05-01"),
    )
    assert audiences(database) == [150]


def test_a_blank_in_a_correction_does_not_erase_and_still_cites_the_first_cell(
    database: Database, tmp_path: Path
) -> None:
    load(database, activities(tmp_path, "a.csv", PARK, filed="2024-04-01"))
    correction = activities(
        tmp_path, "b.csv", [*PARK[:4], 160, ""], filed="2024-05-01", title="普法活动台账（更正）"
    )
    load(database, correction)
    (row,) = database.query("SELECT audience, form FROM base.activities").to_dicts()
    assert row == {"audience": 160, "form": "讲座"}
    (old,) = database.query("SELECT row_id FROM history.activities").to_dicts()
    cells = database.query(
        "SELECT r.cells, r.form FROM raw.activities r JOIN base.activities b USING (row_id)"
    ).to_dicts()
    assert cells == [{"cells": f'{{"form": "row:{old["row_id"]}"}}', "form": "讲座"}]


def test_a_blank_in_a_plain_new_version_erases(database: Database, tmp_path: Path) -> None:
    load(database, activities(tmp_path, "a.csv", PARK, filed="2024-04-01"))
    load(database, activities(tmp_path, "b.csv", [*PARK[:4], 160, ""], filed="2024-05-01"))
    assert database.query("SELECT form FROM base.activities")["form"].to_list() == [None]


def test_a_correction_that_breaks_a_rule_with_what_it_inherits_is_quarantined(
    database: Database, tmp_path: Path
) -> None:
    header = ["培训名称", "类别", "时间", "单位", "应到", "实到"]
    study = ["行政复议法", "常务会学法", "2024-03-05", "人民政府"]
    first = write_csv(
        tmp_path / "a.csv",
        [["学法台账"], ["填报时间：2024-04-01"], header, [*study, 30, 28]],
        modified="2024-06-30",
    )
    second = write_csv(
        tmp_path / "b.csv",
        [["学法台账（更正）"], ["填报时间：2024-05-01"], header, [*study, "", 31]],
        modified="2024-06-30",
    )
    for file in (first, second):
        (table,) = load(database, file)
    assert [(row.source_row, row.codes) for row in table.quarantined] == [(4, ("attended_exceeds_expected",))]
    assert database.query("SELECT attended FROM base.trainings")["attended"].to_list() == [28]


def cases(tmp_path: Path, name: str, *rows: Sequence[object], filed: str) -> Path:
    return write_csv(
        tmp_path / name, [["行政复议案件台账"], [f"填报时间：{filed}"], CASES, *rows], modified="2024-06-30"
    )


def test_personal_values_are_kept_apart_from_base_raw_and_history(database: Database, tmp_path: Path) -> None:
    row = ["上政复〔2024〕1号", "演示申请人", "2024-01-05", "公安", "是"]
    load(database, cases(tmp_path, "a.csv", row, filed="2024-02-01"))
    for table in ("base", "raw", "history"):
        columns = database.query(f"SELECT * FROM {table}.reconsiderations").columns
        assert "applicant" not in columns
    (person,) = database.query("SELECT * FROM personal.reconsiderations").to_dicts()
    (row_id,) = database.query("SELECT row_id FROM base.reconsiderations")["row_id"]
    assert person["applicant"] == "演示申请人"
    assert person["person_key"] != row_id


def test_a_changed_name_alone_is_a_correction(database: Database, tmp_path: Path) -> None:
    number = "上政复〔2024〕1号"
    load(
        database, cases(tmp_path, "a.csv", [number, "演示甲", "2024-01-05", "公安", "是"], filed="2024-02-01")
    )
    load(
        database, cases(tmp_path, "b.csv", [number, "演示乙", "2024-01-05", "公安", "是"], filed="2024-03-01")
    )
    assert database.query("SELECT count(*) AS n FROM history.reconsiderations")["n"].to_list() == [1]


def test_an_event_out_of_order_is_quarantined_across_loads(database: Database, tmp_path: Path) -> None:
    header = ["创建对象", "类别", "级别", "事件", "日期"]
    village = ["方顶村", "民主法治示范村", "市级"]
    first = write_csv(tmp_path / "a.csv", [header, [*village, "命名", "2020-05-01"]])
    second = write_csv(
        tmp_path / "b.csv", [header, [*village, "推荐", "2021-05-01"], [*village, "复核", "2023-05-01"]]
    )
    load(database, first)
    (table,) = load(database, second)
    assert [(row.source_row, row.codes) for row in table.quarantined] == [
        (2, ("creation_events_out_of_order",))
    ]
    assert table.findings[-1].cells == "D2:E2"
    events = database.query("SELECT event FROM base.creation_events ORDER BY happened_on")["event"]
    assert events.to_list() == ["命名", "复核"]
