"""Each dataset is told from the 23 others by its headers, in the present form and in its older ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.check_file import check_paths
from pipelines.intake.reading import known_locator
from pipelines.locate import LocatedTable
from pipelines.reading.model import CellValue, Sheet
from pipelines.report import checked_json
from tests.support.inbox import read_tables, write_csv
from warehouse.contracts.model import Dataset, Vintage
from warehouse.contracts.registry import DATASETS
from warehouse.home import Home

LOCATOR = known_locator()
EVERY_DATASET = pytest.mark.parametrize("dataset", DATASETS.values(), ids=lambda dataset: dataset.name)
VINTAGES = [(dataset, vintage) for dataset in DATASETS.values() for vintage in dataset.vintages]
EVERY_VINTAGE = pytest.mark.parametrize(
    ("dataset", "vintage"), VINTAGES, ids=[f"{dataset.name}-{vintage.name}" for dataset, vintage in VINTAGES]
)


def tables_under(headers: list[str], title: str | None = None) -> tuple[LocatedTable, ...]:
    """The tables found in a sheet with a header, one row below it, and maybe a title above."""
    above: list[list[CellValue]] = [[title]] if title is not None else []
    rows: list[list[CellValue]] = [*above, [*headers], ["甲"] * len(headers)]
    return LOCATOR.locate(Sheet("", rows), file_name="表.csv").tables


def headers_of(dataset: Dataset, variant: int) -> list[str]:
    """The header row in which each column is written its variant-th way: 0 its label, 1 its first alias."""
    return [column.headers[min(variant, len(column.headers) - 1)] for column in dataset.columns]


def variants(dataset: Dataset) -> range:
    return range(max(len(column.headers) for column in dataset.columns))


@EVERY_DATASET
def test_the_labels_and_every_set_of_aliases_name_their_dataset_without_a_title(dataset: Dataset) -> None:
    for variant in variants(dataset):
        headers = headers_of(dataset, variant)
        found = [
            (table.dataset.name, table.layout, table.vintage, table.unknown_headers)
            for table in tables_under(headers)
        ]
        assert found == [(dataset.name, None, None, ())], headers


@EVERY_DATASET
def test_under_its_title_the_same_columns_are_found(dataset: Dataset) -> None:
    for variant in variants(dataset):
        headers = headers_of(dataset, variant)
        (table,) = tables_under(headers, f"{dataset.label}报送表")
        assert {name: place.label for name, place in table.columns.items()} == {
            column.name: header for column, header in zip(dataset.columns, headers, strict=True)
        }


@EVERY_DATASET
def test_the_required_columns_alone_name_their_dataset_under_its_title_and_no_other_without(
    dataset: Dataset,
) -> None:
    headers = [column.label for column in dataset.columns if column.required]
    assert [table.dataset.name for table in tables_under(headers, f"{dataset.label}报送表")] == [dataset.name]
    assert {table.dataset.name for table in tables_under(headers)} <= {dataset.name}


@EVERY_DATASET
def test_no_header_of_a_dataset_means_two_of_its_columns(dataset: Dataset) -> None:
    for columns in (dataset.columns, *(vintage.of(dataset.columns) for vintage in dataset.vintages)):
        headers = [header for column in columns for header in column.headers]
        assert sorted({header for header in headers if headers.count(header) > 1}) == []


@EVERY_VINTAGE
def test_an_older_form_is_told_by_its_own_headers(dataset: Dataset, vintage: Vintage) -> None:
    columns = [column for column in vintage.of(dataset.columns) if column.name not in vintage.absent]
    for variant in range(max(len(headers) for headers in vintage.headers.values())):
        own = {name: headers[min(variant, len(headers) - 1)] for name, headers in vintage.headers.items()}
        (table,) = tables_under([own.get(column.name, column.label) for column in columns])
        assert (table.dataset.name, table.vintage, table.unknown_headers) == (dataset.name, vintage, ())
        assert set(table.columns) == {column.name for column in columns}


@EVERY_VINTAGE
def test_an_older_word_counts_in_the_older_form_only(dataset: Dataset, vintage: Vintage) -> None:
    older = {column.name: column for column in vintage.of(dataset.columns)}
    for name, words in vintage.words.items():
        present, past = dataset.column(name).choices, older[name].choices
        assert present is not None
        assert past is not None
        assert set(words.values()) <= set(present.values)
        assert set(words).isdisjoint({*present.values, *present.synonyms})
        assert {word: past.synonyms[word] for word in words} == dict(words)


def test_the_report_of_a_check_says_which_edition_a_table_follows(tmp_path: Path) -> None:
    older = ["法制宣传活动", "宣传时间", "宣传地点", "主办单位", "参加人数"]
    present = ["活动名称", "开展时间", "地点", "主办单位", "参加人数"]
    row = ["宪法宣传", "2021-12-04", "广场", "公安局", "100"]
    for name, headers in (("older", older), ("present", present)):
        write_csv(tmp_path / f"{name}.csv", [headers, row])
    reports = checked_json(check_paths([tmp_path], Home(tmp_path / "home")))["files"]
    told = {file["name"]: [table["vintage"] for table in file["tables"]] for file in reports}
    assert told == {"older.csv": ["2021版"], "present.csv": [None]}


def test_a_personal_cell_is_quoted_in_no_finding_and_in_no_quarantined_row(tmp_path: Path) -> None:
    rows = [
        ["姓名", "出生年月", "村（社区）", "认定时间", "联系电话", "法律明白人"],
        ["张某甲", "某年某月", "方顶村", "2023-05", "1.38E+10", ""],
        ["张某乙", "1980-03", "无此村", "2023-05", "10000000002", ""],
    ]
    (table,) = read_tables(write_csv(tmp_path / "法律明白人.csv", rows))
    told = f"{table.findings} {table.quarantined}"
    assert {code for row in table.quarantined for code in row.codes} == {"not_a_date", "unknown_village"}
    assert [text for text in ("张某", "某年某月", "1980", "1.38E+10", "10000000002") if text in told] == []
