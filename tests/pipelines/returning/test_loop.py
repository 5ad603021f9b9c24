"""The way there and back: marked, mended by what the marks say, sent again, loaded without a finding."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from pipelines.report import FileReport, FileStatus
from tests.pipelines.returning.books import (
    FILED,
    HEADER,
    cover_lines,
    mend,
    save_xls,
    save_xlsm,
    save_xlsx,
    written,
)
from tests.support.inbox import write_csv
from tests.support.loads import load
from warehouse.home import Home
from warehouse.snapshots import open_snapshot


def faulty_rows(name: str) -> list[list[Any]]:
    """A good row, and three with a fault each."""
    return [
        ["普法活动台账"],
        [FILED],
        HEADER,
        [f"{name}一", "2024-03-05", "中心广场", "公安局", 100],
        [f"{name}二", "2024.2.30", "中心广场", "公安局", 110],
        [f"{name}三", "2024-03-07", "中心广场", "区教育据", 120],
        [f"{name}四", "2024-03-08", "中心广场", "公安局", "若干"],
    ]


def merged_header(path: Path) -> Path:
    """A form with a header of two levels, in which a unit stands once for two rows, on two sheets."""
    book = openpyxl.Workbook()
    for number, name in enumerate(("城区", "乡镇")):
        sheet = book.active if number == 0 else book.create_sheet(name)
        sheet.title = name
        for line in (
            ["普法活动台账"],
            [FILED],
            ["活动", None, None, "主办单位", "效果"],
            ["活动名称", "开展时间", "地点", None, "受众人数"],
            [f"{name}一", "2024-03-05", "中心广场", "区教育据", 100],
            [f"{name}二", "2024-03-06", "中心广场", None, 110],
            [f"{name}三", "2024-03-07", "中心广场", "公安局", 120],
        ):
            sheet.append(line)
        for merged in ("A1:E1", "A2:E2", "A3:C3", "D3:D4", "D5:D6"):
            sheet.merge_cells(merged)
    book.save(path)
    return written(path)


def titles(home: Home, schema: str) -> list[str]:
    with open_snapshot(home) as snapshot:
        query = f"SELECT title FROM {schema}.activities ORDER BY title"
        return snapshot.database.query(query)["title"].to_list()


def workbook_of(report: FileReport) -> Path:
    assert report.returned is not None
    (found,) = [path for path in report.returned.iterdir() if path.suffix in (".xlsx", ".xlsm")]
    return found


@pytest.mark.timeout(400)  # whole loads, one after another
def test_a_return_of_any_format_mended_and_sent_again_loads_what_was_kept_out_and_nothing_twice(
    tmp_path: Path,
) -> None:
    inbox, home = tmp_path / "in", Home(tmp_path / "home")
    save_xlsx(inbox / "新.xlsx", faulty_rows("新"))
    save_xlsm(inbox / "宏.xlsm", faulty_rows("宏"))
    save_xls(inbox / "旧.xls", faulty_rows("旧"))
    write_csv(inbox / "文本.csv", faulty_rows("文本"), modified="2024-06-30", encoding="gb18030")
    merged_header(inbox / "合并.xlsx")
    first = load([inbox], home)
    assert first.published
    good = ["乡镇三", "城区三", "宏一", "文本一", "新一", "旧一"]
    assert titles(home, "base") == sorted(good)
    names = {file.name: workbook_of(file).name for file in first.files}
    assert names == {
        "新.xlsx": "新.xlsx",
        "宏.xlsm": "宏.xlsm",
        "旧.xls": "旧（转为xlsx）.xlsx",
        "文本.csv": "文本（转为xlsx）.xlsx",
        "合并.xlsx": "合并.xlsx",
    }

    again = tmp_path / "again"
    for file in first.files:
        path = workbook_of(file)
        mend(path, again / path.name)
    second = load([again], home)
    assert second.published
    assert {file.name: [f.code for t in file.tables for f in t.findings] for file in second.files} == {
        name: [] for name in names.values()
    }
    outcomes = {
        file.name: [(t.loaded_rows, len(t.quarantined), t.skipped_by_reason) for t in file.tables]
        for file in second.files
    }
    one = (3, 0, {"duplicate": 1})
    assert outcomes == {
        "新.xlsx": [one],
        "宏.xlsm": [one],
        "旧（转为xlsx）.xlsx": [one],
        "文本（转为xlsx）.xlsx": [one],
        "合并.xlsx": [(2, 0, {"duplicate": 1}), (2, 0, {"duplicate": 1})],
    }
    whole = [f"{name}{number}" for name in ("新", "宏", "旧", "文本") for number in "一二三四"]
    whole += [f"{name}{number}" for name in ("城区", "乡镇") for number in "一二三"]
    assert titles(home, "base") == sorted(whole)
    assert titles(home, "history") == []
    assert all(file.returned is None for file in second.files)


@pytest.mark.timeout(400)  # whole loads, one after another
def test_a_return_mended_in_part_comes_back_with_the_rest_and_a_changed_row_replaces_the_older(
    tmp_path: Path,
) -> None:
    home = Home(tmp_path / "home")
    rows = faulty_rows("甲")
    rows[3][4] = 6000  # more than a place holds: loaded, to be checked
    (first,) = load([save_xlsx(tmp_path / "in" / "台账.xlsx", rows)], home).files
    lines = cover_lines(openpyxl.load_workbook(workbook_of(first)))
    assert [(line[2], line[7]) for line in lines] == [
        ("B5", "必须修改"), ("D6", "必须修改"), ("E7", "必须修改"), ("E4", "请核对"),
    ]  # fmt: skip

    partly = mend(workbook_of(first), tmp_path / "partly" / "台账.xlsx", causes=2)
    book = openpyxl.load_workbook(partly)
    book["Sheet"]["E4"] = 600
    book.save(partly)
    (second,) = load([written(partly, "2024-07-05")], home).files
    assert titles(home, "base") == ["甲一", "甲三", "甲二"]
    assert titles(home, "history") == ["甲一"]
    returned = openpyxl.load_workbook(workbook_of(second))
    assert returned.sheetnames == ["退回说明", "Sheet"]
    assert [line[2] for line in cover_lines(returned)] == ["E7"]
    marked = [
        cell.coordinate
        for row in returned["Sheet"].iter_rows()
        for cell in row
        if cell.comment is not None or cell.fill.fill_type is not None
    ]
    assert marked == ["E7"]

    (third,) = load([mend(workbook_of(second), tmp_path / "whole" / "台账.xlsx")], home).files
    assert (third.status, third.returned) == (FileStatus.LOADED, None)
    assert titles(home, "base") == ["甲一", "甲三", "甲二", "甲四"]
    with open_snapshot(home) as snapshot:
        audience = snapshot.database.query("SELECT audience FROM base.activities WHERE title = '甲一'")
    assert audience["audience"].to_list() == [600]
