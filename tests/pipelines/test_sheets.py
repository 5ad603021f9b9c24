"""The reading report says of every sheet what it was taken for and how surely, and loses none."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from pipelines.__main__ import main
from pipelines.intake.reading import known_locator
from pipelines.reading.model import CellValue, Sheet
from pipelines.sheets import SheetOutcome, SheetReport, report_sheet
from tests.support.inbox import write_csv
from warehouse.home import Home
from warehouse.snapshots import open_snapshot

LOCATOR = known_locator()
HEADER: list[CellValue] = ["活动名称", "开展时间", "主办单位", "受众人数"]
EVENT: list[CellValue] = ["宪法宣传", "2022-03-05", "公安局", 120]


def report(*rows: list[CellValue], name: str = "", is_hidden: bool = False) -> SheetReport:
    sheet = Sheet(name, list(rows), is_hidden=is_hidden)
    return report_sheet(sheet, LOCATOR.locate(sheet, file_name="表.xlsx"))


@pytest.mark.parametrize(
    ("header", "values", "certainty"),
    [
        (HEADER, EVENT, "高"),
        ([*HEADER, "车牌号", "司机"], [*EVENT, None, None], "中"),
        (["活动名称", "开展时间", "主办单位", "受众人敷"], EVENT, "中"),
        (["活动名称", "开展时问", "主办单位", "受众人数"], EVENT, "低"),
    ],
    ids=["all known", "some unknown", "one alike", "a required one alike"],
)
def test_the_certainty_follows_from_how_the_headers_were_matched(
    header: list[CellValue], values: list[CellValue], certainty: str
) -> None:
    (table,) = report(header, values).tables
    assert (table.dataset, table.certainty) == ("activities", certainty)


def test_a_header_of_two_datasets_names_both_and_is_not_read() -> None:
    header: list[CellValue] = ["单位", "设备名称", "设备数量", "名称", "阵地类型"]
    found = report(header, ["公安局", "记录仪", 3, "法治公园", "法治公园"])
    assert found.outcome is SheetOutcome.UNSURE
    assert found.nearest is not None
    assert found.nearest.rival is not None
    assert found.nearest.reason == (
        f"表头既像「{found.nearest.label}」又像「{found.nearest.rival}」，不能确定是哪一种，没有读取，"
        "请在标题中写明报表名称，或使用对应模板的表头后重新报送"
    )


def test_a_foreign_table_is_told_so_and_its_nearest_form_named() -> None:
    found = report(["地区", "2024年", "2023年"], ["北京市", 49670.2, 47353.7], ["天津市", 17931.3, 17211.8])
    assert (found.outcome, found.tables) == (SheetOutcome.UNRECOGNISED, ())
    assert found.nearest is not None
    assert found.nearest.reason.startswith("看起来不是本系统收集的报表；最接近「")
    assert found.nearest.missing


def test_a_required_header_that_is_nearly_right_is_named_with_what_to_write() -> None:
    near = report(
        ["活动名称", "开展时段", "主办单位", "受众人数"], ["宪法宣传", "某日", "公安局", 120]
    ).nearest
    assert near is not None
    assert near.reason == (
        "最接近「普法活动」，已认出「活动名称」、「主办单位」、「受众人数」，缺少必填列「开展时间」"
        "（表头「开展时段」可能是「开展时间」，请改用后者），请补上表头后重新报送"
    )


def test_a_sheet_with_data_that_nobody_read_is_a_warning_and_a_remark_is_none() -> None:
    unread = report(["车牌号", "司机"], ["豫A00001", "张某甲"], name="车辆")
    (finding,) = unread.findings
    assert (finding.code, finding.severity.value) == ("sheet_not_read", "warning")
    assert finding.message == "工作表「车辆」有内容，没有认出是哪一种报表，没有读取"
    assert report(["仅供参考"], name="说明").findings == ()
    assert report(["是"], ["否"], is_hidden=True).findings == ()


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    book = openpyxl.Workbook()
    sheets: dict[str, list[list[CellValue]]] = {
        "普法活动": [HEADER, EVENT, ["反诈宣传", "2022-03-06", "公安局", 80]],
        "车辆": [["车牌号", "司机"], ["豫A00001", "张某甲"]],
        "空表": [],
    }
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book["车辆"].sheet_state = "hidden"
    book.save(tmp_path / "台账.xlsx")
    return tmp_path / "台账.xlsx"


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(list(arguments)) == 0
    return capsys.readouterr().out


def test_the_check_tells_of_every_sheet(workbook: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home = str(workbook.parent / "home")
    (file,) = json.loads(run(capsys, "check", str(workbook), "--json", "--home", home))["files"]
    told: list[dict[str, Any]] = file["sheets"]
    assert [(sheet["sheet"], sheet["outcome"], sheet["hidden"]) for sheet in told] == [
        ("普法活动", "recognised", False), ("车辆", "unrecognised", True), ("空表", "empty", False),
    ]  # fmt: skip
    (table,) = told[0]["tables"]
    assert (table["label"], table["certainty"], table["matched"], table["headers"]) == (
        "普法活动",
        "高",
        4,
        4,
    )
    assert set(told[1]["nearest"]) == {"dataset", "label", "matched", "missing", "rival", "reason"}
    shown = run(capsys, "check", str(workbook), "--home", home)
    assert "工作表「普法活动」：普法活动，把握高，认出表头 4/4" in shown
    assert "工作表「车辆」（隐藏）：没有读取。" in shown
    assert "工作表「空表」：空工作表" in shown


def test_the_ledger_keeps_the_reading_report_of_loaded_and_rejected_files(
    workbook: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = workbook.parent / "home"
    foreign = write_csv(workbook.parent / "年鉴.csv", [["地区", "2024年"], ["北京市", 1], ["天津市", 2]])
    main(["load", str(workbook), str(foreign), "--json", "--home", str(home)])
    with open_snapshot(Home(home)) as snapshot:
        rows = snapshot.database.query(
            "SELECT sheet, outcome, is_hidden, dataset, certainty, json_extract_string(details, '$.label') "
            "FROM ledger.sheets ORDER BY sheet"
        ).rows()
    known = [row[:5] for row in rows]
    assert known == [
        ("", "unrecognised", False, None, None),
        ("普法活动", "recognised", False, "activities", "高"),
        ("空表", "empty", False, None, None),
        ("车辆", "unrecognised", True, None, None),
    ]
    assert rows[1][5] == "普法活动"
