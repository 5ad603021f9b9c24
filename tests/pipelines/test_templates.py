"""Templates: what is filled in is read back value by value, and nothing else of the workbook is data."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from pipelines.__main__ import main
from pipelines.check_file import check_paths
from pipelines.checking.checked import CheckedTable, SkipReason
from pipelines.report import FileStatus
from tests.support.filled_template import FILED_ON, entries, fill_template, open_template
from tests.support.inbox import read_tables
from warehouse.contracts.envelope import SERVICE_SHEETS
from warehouse.contracts.model import Dataset
from warehouse.contracts.registry import DATASETS
from warehouse.home import Home
from warehouse.reference.tables import load_reference
from warehouse.render.templates import template_bytes, template_file_name

Capture = pytest.CaptureFixture[str]

EVERY_DATASET = pytest.mark.parametrize("dataset", DATASETS.values(), ids=lambda dataset: dataset.name)


Tables = dict[str, list[CheckedTable]]


@pytest.fixture(scope="module")
def empty_tables(tmp_path_factory: pytest.TempPathFactory) -> Tables:
    """What is read from the template of every dataset as it was written."""
    folder = tmp_path_factory.mktemp("empty")
    for dataset in DATASETS.values():
        content = template_bytes(dataset, load_reference(), FILED_ON)
        (folder / template_file_name(dataset)).write_bytes(content)
    return tables_by_dataset(folder)


@pytest.fixture(scope="module")
def filled_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The template of every dataset, filled in."""
    folder = tmp_path_factory.mktemp("filled")
    for dataset in DATASETS.values():
        fill_template(folder, dataset, entries(dataset, load_reference()))
    return folder


@pytest.fixture(scope="module")
def filled_tables(filled_folder: Path) -> Tables:
    """What is read from the filled template of every dataset."""
    return tables_by_dataset(filled_folder)


def tables_by_dataset(folder: Path) -> Tables:
    """Return the tables of each dataset's template, found by the file's name."""
    names = {template_file_name(dataset): name for name, dataset in DATASETS.items()}
    found: Tables = {name: [] for name in DATASETS}
    for table in read_tables(*sorted(folder.iterdir())):
        found[names[table.file.name]].append(table)
    return found


def only_table(path: Path) -> CheckedTable:
    (table,) = read_tables(path)
    return table


def stored(value: Any) -> Any:
    return list(value) if isinstance(value, (list, tuple)) else value


@EVERY_DATASET
def test_an_empty_template_is_recognised_and_holds_nothing(empty_tables: Tables, dataset: Dataset) -> None:
    (table,) = empty_tables[dataset.name]
    assert table.dataset is dataset
    assert (table.vintage, table.unknown_headers, table.findings) == (None, (), [])
    assert set(table.columns) == {column.name for column in dataset.columns}
    assert (table.loaded_rows, list(table.skipped.values())) == (0, [SkipReason.EXAMPLE])
    assert (table.unit, table.is_correction, table.is_zero_report) == (None, False, False)


@EVERY_DATASET
def test_a_filled_template_is_read_back_value_by_value(filled_tables: Tables, dataset: Dataset) -> None:
    rows = entries(dataset, load_reference())
    (table,) = filled_tables[dataset.name]
    assert table.dataset is dataset
    assert table.findings == []
    assert (table.rows_in, table.loaded_rows) == (len(rows) + 1, len(rows))
    assert (table.unit, table.filed_on) == ("司法局", FILED_ON)
    for row, read in zip(rows, table.accepted.iter_rows(named=True), strict=True):
        assert {name: stored(read[name]) for name in row} == {
            name: entry.stored for name, entry in row.items()
        }


def test_all_filled_templates_are_loaded_and_published_without_a_finding(
    tmp_path: Path, filled_folder: Path, capsys: Capture
) -> None:
    assert main(["load", str(filled_folder), "--home", str(tmp_path / "home")]) == 0, capsys.readouterr().out
    (report,) = (tmp_path / "home" / "runs").glob("*.json")
    assert _counts_of_run(report) == {
        name: (len(entries(dataset, load_reference())), 0) for name, dataset in DATASETS.items()
    }


def _counts_of_run(report: Path) -> dict[str, tuple[int, int]]:
    """Return dataset → (rows loaded, rows kept out plus warnings) of a kept report."""
    files = json.loads(report.read_text(encoding="utf-8"))["files"]
    tables = [table for file in files for table in file["tables"]]
    return {table["dataset"]: (table["loaded"], table["quarantined"] + table["warnings"]) for table in tables}


def test_the_service_sheets_of_a_template_are_no_data_and_no_finding(tmp_path: Path) -> None:
    path = fill_template(tmp_path, DATASETS["schools"], entries(DATASETS["schools"], load_reference()))
    (report,) = check_paths([path], Home(tmp_path / "home"))
    assert [table.sheet for table in report.tables] == ["学校名单"]
    assert [finding for table in report.tables for finding in table.findings] == []


def test_a_senders_own_sheet_of_that_name_is_read(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    sheet.title = SERVICE_SHEETS[0]
    sheet.append(["学校名称", "镇办", "学段", "学生数"])
    sheet.append(["某某小学", "峡窝镇", "小学", 300])
    path = tmp_path / "学校名单.xlsx"
    book.save(path)
    assert only_table(path).loaded_rows == 1


def test_a_workbook_with_nothing_but_service_sheets_is_refused_with_what_to_do(tmp_path: Path) -> None:
    book = open_template(DATASETS["schools"])
    del book["学校名单"]
    path = tmp_path / "学校名单.xlsx"
    book.save(path)
    (report,) = check_paths([path], Home(tmp_path / "home"))
    assert report.status is FileStatus.REJECTED
    assert "请使用下发的模板" in (report.reason or "")


def test_the_command_writes_one_workbook_for_each_dataset(tmp_path: Path, capsys: Capture) -> None:
    target = tmp_path / "模板" / "2024"
    assert main(["templates", "--to", str(target), "--home", str(tmp_path)]) == 0
    assert {path.name for path in target.iterdir()} == {template_file_name(d) for d in DATASETS.values()}
    assert str(len(DATASETS)) in capsys.readouterr().out


def test_the_command_writes_only_the_datasets_asked_for(tmp_path: Path) -> None:
    arguments = ["templates", "--to", str(tmp_path / "out"), "--home", str(tmp_path)]
    assert main([*arguments, "--dataset", "schools", "--dataset", "普法活动"]) == 0
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"学校名单模板.xlsx", "普法活动模板.xlsx"}


def test_an_unknown_dataset_is_named_with_the_nearest_one_and_nothing_is_written(
    tmp_path: Path, capsys: Capture
) -> None:
    target = tmp_path / "out"
    assert main(["templates", "--to", str(target), "--home", str(tmp_path), "--dataset", "普法活功"]) == 2
    assert "普法活动" in capsys.readouterr().err
    assert not target.exists()


def test_a_folder_that_cannot_be_made_is_told_in_one_line(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert main(["templates", "--to", str(tmp_path / "file" / "out"), "--home", str(tmp_path)]) == 1
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert "Traceback" not in told
