"""What is stored of a cell is what the file says in it: for every cell of the messy corpus."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from pipelines.checking.checked import CheckedTable
from pipelines.clean.written import written_text
from pipelines.picture.archived import position, read_workbook
from pipelines.picture.region import value_at
from pipelines.reading.model import Limits, Workbook
from tests.support.inbox import read_tables, write_csv
from tests.support.mess.corpus import CORPUS
from tests.support.mess.reading import open_intake
from warehouse.contracts.registry import DATASETS

FOLDERS = sorted(path.parent for path in CORPUS.glob("*/expected.json"))
PLACES = ("sheet", "file name")


def stored_cells(table: CheckedTable) -> Iterator[tuple[tuple[int, int], str]]:
    """Yield the position and the stored text of every cell that a table cites."""
    rows = table.accepted.select("row_id", "source_row").join(table.raw, on="row_id")
    for row in rows.iter_rows(named=True):
        elsewhere = json.loads(row["cells"] or "{}")
        for column in DATASETS[table.dataset.name].columns:
            text = row.get(column.name)
            place = elsewhere.get(column.name)
            if column.personal or text is None or place in PLACES:
                continue
            if place is not None:
                yield position(place), text
            elif column.name in table.columns:
                yield (row["source_row"] - 1, table.columns[column.name]), text


def differences(tables: list[CheckedTable], workbook: Workbook) -> list[tuple[object, ...]]:
    sheets = {sheet.name: sheet for sheet in workbook.sheets}
    return [
        (table.sheet, cell, text, found)
        for table in tables
        for cell, text in stored_cells(table)
        if (found := written_text(value_at(sheets[table.sheet], *cell))) != text
    ]


def test_every_stored_cell_of_the_messy_corpus_is_found_again_as_it_was_stored() -> None:
    intake, wrong, cells = open_intake(), [], 0
    for folder in FOLDERS:
        truth = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
        (source,) = folder.glob("input.*")
        tables = intake(source, truth["file"], date.fromisoformat(truth["modified"])).tables
        workbook = read_workbook(source, truth["file"], Limits())
        if isinstance(workbook, Workbook):
            cells += sum(1 for table in tables for _ in stored_cells(table))
            wrong += [(folder.name, *found) for found in differences(list(tables), workbook)]
    assert wrong == []
    assert cells > 10_000


HEADER = ["活动名称", "开展时间", "活动地点", "参加人数"]


def told(tmp_path: Path, *rows: list[str]) -> tuple[CheckedTable, dict[str, object]]:
    (table,) = read_tables(write_csv(tmp_path / "表.csv", rows))
    return table, table.raw.row(0, named=True)


def test_a_value_that_is_part_of_a_cell_quotes_the_cell_whole_and_says_which_part(tmp_path: Path) -> None:
    _, raw = told(
        tmp_path,
        ["普法活动台账"],
        ["填报单位：公安局  填报时间：2024年1月5日"],
        HEADER,
        ["普法", "2024.1.3", "方顶村广场", "20"],
    )
    assert raw["unit"] == "填报单位：公安局  填报时间：2024年1月5日"
    assert raw["village"] == "方顶村广场"
    assert json.loads(str(raw["read_as"])) == {"unit": "公安局", "village": "方顶村"}


def test_who_filled_in_the_form_is_not_stored_with_its_line(tmp_path: Path) -> None:
    _, raw = told(
        tmp_path,
        ["普法活动台账"],
        ["填报单位：公安局 填表人：甲某 联系电话：13800000000 填报时间：2024年1月5日"],
        HEADER,
        ["普法", "2024.1.3", "广场", "20"],
    )
    assert raw["unit"] == "填报单位：公安局 填表人：＊＊＊ 联系电话：＊＊＊ 填报时间：2024年1月5日"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("填表人：", "填表人："),
        ("填表人：  联系电话：", "填表人：  联系电话："),
        ("审核人(签字)：甲 某\n单位负责人：乙某", "审核人(签字)：＊＊＊\n单位负责人：＊＊＊"),
        ("时间：上午9:00", "时间：上午9:00"),
        (1200.0, "1200"),
        ("　 ", None),
        (None, None),
    ],
)
def test_a_text_is_kept_as_typed_but_for_people_behind_captions(value: object, text: str | None) -> None:
    assert written_text(value) == text
