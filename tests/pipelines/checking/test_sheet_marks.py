"""Hidden, struck-through and coloured rows are read like any other, and it is said."""

from __future__ import annotations

from pipelines.checking.findings import Finding, FindingCollector
from pipelines.checking.sheet_marks import note_marks
from pipelines.locate import Locator
from pipelines.reading.model import CellValue, Marks, Sheet
from warehouse.contracts.registry import DATASETS

LOCATOR = Locator([DATASETS["activities"]])
HEADER: list[CellValue] = ["活动名称", "开展时间", "主办单位", "受众人数", "车牌号"]
EVENTS: list[list[CellValue]] = [[f"宣传{n}", "2022.3.5", "公安局", n, "甲"] for n in range(1, 11)]


def findings(marks: Marks) -> list[Finding]:
    """What is said of ten events in rows 3 to 12 below a title, with a total in row 13."""
    rows = [["普法台账"], HEADER, *EVENTS, ["合计", None, None, 55]]
    (table,) = LOCATOR.locate(Sheet("", rows, marks=marks), file_name="表.xlsx").tables
    collector = FindingCollector()
    note_marks(table, collector)
    return collector.findings()


def told(marks: Marks) -> list[tuple[str, str, str]]:
    return [(finding.code, finding.cells, finding.message) for finding in findings(marks)]


def test_a_plain_sheet_has_nothing_to_say() -> None:
    assert told(Marks()) == []


def test_hidden_rows_are_named_once_with_their_numbers() -> None:
    marks = Marks(hidden_rows=frozenset({4, 5, 8, 12, 40}))
    assert told(marks) == [("hidden_rows", "A5:D6、A9:D9", "第 5—6、9 行是隐藏的，已照常读取")]
    assert findings(marks)[0].rows == 3


def test_hidden_columns_that_are_read_are_named_by_header_and_letter() -> None:
    marks = Marks(hidden_columns=frozenset({2, 3, 4, 20}))
    message = "隐藏的列「主办单位」（C 列）、「受众人数」（D 列）已照常读取"
    assert told(marks) == [("hidden_columns", "C2:D2", message)]


def test_struck_cells_of_data_rows_are_named() -> None:
    marks = Marks(struck=frozenset({(2, 0), (3, 0), (12, 3), (0, 0), (2, 4)}))
    assert told(marks) == [("struck_cells", "A3:A4", "单元格的文字带删除线，已照常读取")]


def test_colour_is_named_where_few_rows_have_it() -> None:
    header_and_two_rows = {(1, column) for column in range(4)} | {(4, 3), (5, 3)}
    (found,) = told(Marks(coloured=frozenset(header_and_two_rows)))
    assert found[:2] == ("coloured_cells", "D5:D6")


def test_colour_that_many_rows_have_is_the_style_of_the_sheet() -> None:
    assert told(Marks(coloured=frozenset((row, 0) for row in range(2, 12, 2)))) == []


def test_the_remedy_says_what_to_do_if_it_is_void() -> None:
    (found,) = findings(Marks(struck=frozenset({(2, 0)})))
    assert (found.severity.value, found.remedy) == ("warning", "如已作废，请删除后重新报送")
