"""The report of a published snapshot, read from its own ledger: `python -m expectations report`."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from expectations.__main__ import main
from expectations.model import CheckFailure, CheckResult, Verdict
from expectations.report.assembling import published_report, run_report
from expectations.report.model import FailingCell, FileFate, RunFacts, Standing, Volume
from expectations.report.reading import read_run, read_standing
from warehouse.contracts.registry import DATASETS
from warehouse.engines.duckdb import open_writer
from warehouse.home import Home
from warehouse.keeping.publishing import point_to
from warehouse.ledger import create_ledger
from warehouse.render.ddl import create_tables

RUN = "20221231T000000-000000"
SNAPSHOT_ID = f"000001-{RUN}"
SHA256 = f"{1:064x}"
# A file with an activity, a row kept out and a total; one of last year; one refused; a warning.
LEDGER: dict[str, list[dict[str, Any]]] = {
    "snapshot": [
        {
            "id": SNAPSHOT_ID,
            "sequence": 1,
            "run_id": RUN,
            "created_at": datetime(2022, 12, 31),
            "data_cutoff": date(2022, 12, 31),
            "is_demo": False,
        }
    ],
    "files": [
        {"file_sha256": SHA256, "name": "台账.xlsx", "filed_on": date(2022, 12, 20), "unit": "公安局"},
        {"file_sha256": "a", "name": "去年.xlsx", "filed_on": date(2021, 3, 1), "unit": "公安局"},
    ],
    "arrivals": [
        {"run_id": RUN, "file_sha256": SHA256, "name": "台账.xlsx", "status": "loaded"},
        {"run_id": RUN, "file_sha256": "f", "name": "照片.xlsx", "status": "rejected", "reason": "这是图片"},
    ],
    "tables": [
        {
            "table_id": "t1",
            "file_sha256": SHA256,
            "sheet": "Sheet1",
            "dataset": "activities",
            "rows_in": 3,
            "loaded": 1,
            "quarantined": 1,
            "skipped": '{"total": 1}',
            "run_id": RUN,
        },
        {"table_id": "t0", "file_sha256": "a", "dataset": "activities", "loaded": 4, "run_id": "r0"},
    ],
    "findings": [
        {
            "run_id": RUN,
            "table_id": "t1",
            "file_sha256": SHA256,
            "sheet": "Sheet1",
            "code": "bad_date",
            "severity": "error",
            "cells": "C7",
            "rows": 1,
            "message": "日期不对",
            "remedy": "请写 2022-12-01",
        }
    ],
    "verdict": [{"run_id": RUN, "success": True, "critical": 0, "warning": 1, "checks": 2}],
    "checks": [
        {
            "run_id": RUN,
            "suite": "activities",
            "check": check,
            "dataset": "activities",
            "columns": ["audience"],
            "severity": "warning",
            "success": unexpected == 0,
            "sentence": f"普法活动：{check}",
            "checked": 2,
            "unexpected": unexpected,
            "owner": "业务科室",
        }
        for check, unexpected in (("key_unique", 0), ("audience_plausible", 7))
    ],
    "check_failures": [
        {
            "run_id": RUN,
            "suite": "activities",
            "check": "audience_plausible",
            "dataset": "activities",
            "position": 1,
            "text": "太多",
            "unit": "公安局",
            "file": "台账.xlsx",
            "sheet": "Sheet1",
            "cell": "D7",
            "column": "audience",
            "value": "约100",
        }
    ],
}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The home of one published snapshot with two activities."""
    home = Home(tmp_path_factory.mktemp("home"))
    home.snapshots.mkdir()
    with open_writer(home.snapshots / f"{SNAPSHOT_ID}.duckdb") as database:
        create_tables(database, DATASETS.values())
        create_ledger(database)
        for table, rows in LEDGER.items():
            database.insert(f"ledger.{table}", pl.DataFrame(rows))
        database.insert("base.activities", pl.DataFrame({"row_id": ["r1", "r2"], "table_id": ["t1", "t0"]}))
        database.execute("CHECKPOINT")
    point_to(home, SNAPSHOT_ID)
    return home


def test_it_tells_files_rows_and_findings_of_the_run_that_made_the_snapshot(home: Home) -> None:
    facts = published_report(home).facts
    assert facts.files == (
        FileFate("照片.xlsx", "rejected", "这是图片"),
        FileFate("台账.xlsx", "loaded", unit="公安局"),
    )
    (table,) = facts.tables
    assert (table.rows_in, table.loaded, table.quarantined, table.skipped) == (3, 1, 1, {"total": 1})
    (finding,) = facts.to_mend
    assert (finding.unit, finding.sheet, finding.cells, finding.remedy) == (
        "公安局",
        "Sheet1",
        "C7",
        "请写 2022-12-01",
    )


def test_it_compares_with_the_same_weeks_of_earlier_years_by_the_day_of_filing(home: Home) -> None:
    # The cut-off 2022-12-31 lies in week 52; 2021-03-01 in week 9 of the year before.
    (volume,) = published_report(home).facts.volumes
    assert volume == Volume("activities", 2, None, {2022: 1, 2021: 4, 2020: 0, 2019: 0})


def test_freshness_looks_at_all_that_a_unit_has_ever_filed(home: Home) -> None:
    (fresh,) = published_report(home).facts.freshness
    assert (fresh.unit, fresh.tables, fresh.tables_in_run, fresh.last_filed_on) == (
        "公安局",
        2,
        1,
        date(2022, 12, 20),
    )


def test_failed_checks_come_with_their_cells_and_the_metrics_they_touch(home: Home) -> None:
    report = published_report(home)
    assert report.checks is not None
    assert len(report.checks) == 2
    (warning,) = report.warnings
    assert (warning.unexpected, warning.owner) == (7, "业务科室")
    assert warning.failures == (
        FailingCell("太多", "公安局", "台账.xlsx", "Sheet1", "D7", "audience", "约100"),
    )
    touched = [metric.id for metric in warning.touches]
    assert "P02" in touched
    assert "P01" not in touched


def test_rows_are_compared_with_the_previous_file(home: Home) -> None:
    path = home.snapshots / f"{SNAPSHOT_ID}.duckdb"
    (volume,) = read_run(path, RUN, previous=path).volumes
    assert (volume.before, volume.rows) == (2, 2)


def test_what_goes_on_being_shown_is_told_by_its_own_record(home: Home) -> None:
    path = home.snapshots / f"{SNAPSHOT_ID}.duckdb"
    assert read_standing(path) == Standing(SNAPSHOT_ID, date(2022, 12, 31))


def test_a_run_just_ended_takes_its_checks_from_the_verdict() -> None:
    failure = CheckFailure(1, "编号错", column="id_no", value="410***", cell="E5")
    result = CheckResult(
        "officers", "bad", None, "critical", False, "人员：编号", 1, 1, "数据管理岗", failures=(failure,)
    )
    report = run_report(
        "r9", RunFacts(), Verdict.over("r9", [result]), snapshot=None, standing=Standing("000001-r1")
    )
    assert not report.is_published
    (check,) = report.critical
    assert check.failures[0].cell == "E5"


def test_what_a_personal_cell_says_is_never_repeated() -> None:
    personal = CheckFailure(1, "姓名为空", column="name", value="某某", cell="B5")
    plain = CheckFailure(2, "岗位不符", column="post", value="后勤", cell="C5")
    result = CheckResult(
        "officers",
        "bad",
        None,
        "critical",
        False,
        "人员",
        1,
        2,
        "数据管理岗",
        dataset="officers",
        failures=(personal, plain),
    )
    report = run_report("r9", RunFacts(), Verdict.over("r9", [result]), snapshot=None)
    assert [cell.value for cell in report.critical[0].failures] == [None, "后勤"]


def test_the_command_writes_one_file(home: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "out" / "报告.html"
    assert main(["report", "--home", str(home.root), "--to", str(target)]) == 0
    assert str(target) in capsys.readouterr().out
    assert "准予发布" in target.read_text(encoding="utf-8")
    assert list(target.parent.iterdir()) == [target]


def test_the_command_names_a_snapshot_that_does_not_exist(
    home: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "报告.html"
    assert main(["report", "--home", str(home.root), "--snapshot", "9", "--to", str(target)]) == 2
    assert "「9」" in capsys.readouterr().err
    assert not target.exists()


def test_the_command_says_where_it_cannot_write(
    home: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a-file").write_text("", encoding="utf-8")
    target = tmp_path / "a-file" / "报告.html"
    assert main(["report", "--home", str(home.root), "--to", str(target)]) == 1
    assert "读写文件失败" in capsys.readouterr().err
