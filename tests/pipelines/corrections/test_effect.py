"""What a correction does to a load: the value, the row, the trace, the report."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from pipelines.check_file import check_paths
from pipelines.checking.finding_kinds import CATALOGUE
from pipelines.checking.findings import FindingCollector
from pipelines.checking.raw_columns import RawColumn, RawTable
from pipelines.corrections.applying import Facts, apply_corrections
from pipelines.corrections.reading import read_corrections
from pipelines.intake.reading import name_index
from pipelines.load import load
from tests.pipelines.corrections.support import (
    AUDIENCE,
    PARK,
    SCHOOL,
    accepted,
    audiences,
    checked,
    correct,
    ledger,
    rows,
)
from warehouse.contracts.types import Severity
from warehouse.home import Home
from warehouse.lineage import trace
from warehouse.metrics.selection import Selection
from warehouse.reference.tables import load_reference
from warehouse.snapshots import open_snapshot


@pytest.mark.usefixtures("whole_loads")
def test_a_correction_takes_the_place_of_a_value_and_other_rows_stay(home: Home, tmp_path: Path) -> None:
    correct(home, AUDIENCE)
    report = load([ledger(tmp_path / "a.csv", PARK, SCHOOL)], home)
    assert (report.published, report.exit_code) == (True, 0)
    assert audiences(home) == [("反诈宣传", 80, None), ("宪法宣传", 1200, None)]
    assert [(one["matched"], one["problem"]) for one in report.as_json()["corrections"]] == [(1, None)]


def test_a_load_without_corrections_says_nothing_of_them(home: Home, tmp_path: Path) -> None:
    assert "corrections" not in load([ledger(tmp_path / "a.csv", PARK)], home).as_json()


def test_the_trace_tells_what_was_sent_what_counts_and_who_decided_it_why(loaded_and_corrected: Home) -> None:
    with open_snapshot(loaded_and_corrected) as snapshot:
        (row,) = trace(snapshot, "P02", Selection())
    cell = row.to_dict()["cells"]["audience"]
    assert (cell["file"], cell["cell"], cell["raw"], cell["value"]) == ("a.csv", "E4", "12000", 1200)
    assert cell["correction"].pop("id")
    assert cell["correction"] == {
        "reason": "电话核实，原表多写一个0",
        "who": "法宣科",
        "date": "2024-12-20",
        "before": "12000",
    }
    assert "correction" not in row.to_dict()["cells"]["title"]


def test_a_value_that_nobody_wrote_is_traced_to_the_correction(home: Home, tmp_path: Path) -> None:
    correct(home, AUDIENCE.replace("受众人数: 1200", "场次: 3"))
    load([ledger(tmp_path / "a.csv", PARK)], home)
    with open_snapshot(home) as snapshot:
        (row,) = trace(snapshot, "P01", Selection())
    cell = row.to_dict()["cells"]["sessions"]
    assert (cell["cell"], cell["raw"], cell["value"], cell["from"]) == (None, None, 3, "correction")


def test_a_corrected_value_is_cleaned_like_a_cell_and_keeps_its_qualifier(home: Home, tmp_path: Path) -> None:
    correct(home, AUDIENCE.replace("受众人数: 1200", "受众人数: 约0.12万, 主办单位: 区司法局"))
    table = checked(home, ledger(tmp_path / "a.csv", PARK))
    assert accepted(table, "audience", "audience_qualifier", "unit") == [(1200, "about", "司法局")]
    assert table.accepted["unit_code"].null_count() == 0


def test_null_empties_a_cell(home: Home, tmp_path: Path) -> None:
    correct(home, AUDIENCE.replace("受众人数: 1200", "受众人数: null"))
    table = checked(home, ledger(tmp_path / "a.csv", PARK))
    assert accepted(table, "title", "audience") == [("宪法宣传", None)]


def test_a_row_that_was_quarantined_for_the_corrected_cell_is_loaded_without_the_finding(
    home: Home, tmp_path: Path
) -> None:
    correct(
        home,
        """
- dataset: activities
  match: {title: 宪法宣传, start_on: 2024.2.30}
  change: {start_on: 2024-02-29}
  reason: 电话核实
  who: 法宣科
""",
    )
    faulty = ("宪法宣传", "2024.2.30", "中心广场", "公安局", "100")
    other = ("反诈宣传", "2024.2.30", "实验小学", "公安局", "80")
    table = checked(home, ledger(tmp_path / "a.csv", faulty, other))
    assert (table.loaded_rows, [row.source_row for row in table.quarantined]) == (1, [5])
    assert [(finding.code, finding.cells, finding.rows) for finding in table.findings] == [
        ("impossible_date", "B5", 1)
    ]
    assert accepted(table, "title", "start_on") == [("宪法宣传", date(2024, 2, 29))]


def test_a_row_that_is_faulty_elsewhere_too_stays_quarantined_for_that_alone(
    home: Home, tmp_path: Path
) -> None:
    correct(home, AUDIENCE.replace("主办单位: 公安局, ", ""))
    faulty = ("宪法宣传", "2024-12-04", "中心广场", "不存在的单位", "许多")
    table = checked(home, ledger(tmp_path / "a.csv", faulty, SCHOOL))
    assert [(row.source_row, row.codes) for row in table.quarantined] == [(4, ("unknown_unit",))]
    assert accepted(table, "title") == [("反诈宣传",)]
    assert [(cell.source_row, cell.column) for cell in table.corrected] == [(4, "audience")]


def test_a_row_rule_sees_the_corrected_value(home: Home, tmp_path: Path) -> None:
    correct(home, AUDIENCE.replace("受众人数: 1200", "发放资料: 500, 受众人数: null"))
    table = checked(home, ledger(tmp_path / "a.csv", PARK))
    assert [finding.code for finding in table.findings] == ["materials_without_audience"]


def test_a_wide_row_keeps_its_finding_while_another_fact_of_it_may_be_at_fault(
    home: Home, tmp_path: Path
) -> None:
    correct(home, AUDIENCE)
    table = checked(home, ledger(tmp_path / "a.csv", (*PARK[:4], "许多")))
    raw = RawTable([3, 3], [0, 1], {name: RawColumn(["", ""]) for name in ("title", "unit", "start_on")})
    for name, value in (("title", "宪法宣传"), ("unit", "公安局"), ("start_on", "2024-12-04")):
        raw.columns[name].values[0] = value
    frame = pl.concat([table.accepted, table.accepted.with_columns(title=pl.lit("反诈宣传"))])
    findings = FindingCollector()
    findings.add(CATALOGUE["not_a_number"], Severity.ERROR, 3, [(3, 4)], column="audience", params={})
    facts = Facts(table.table_id, table.dataset, table.file, "", raw, frame)
    corrections = read_corrections(home.corrections, name_index(load_reference()))
    done = apply_corrections(facts, corrections, findings)
    assert done.frame["audience"].to_list() == [1200, 1200]
    assert list(findings.bad_rows) == [3]


def test_drop_leaves_a_row_out_with_its_reason(home: Home, tmp_path: Path) -> None:
    correct(
        home,
        """
- dataset: 普法活动
  match: {活动名称: 测试, file: a.csv, row: 5}
  drop: true
  reason: 试填的一行
  who: 法宣科
""",
    )
    trial = ("测试", "2024-13-45", "", "不存在的单位", "-1")
    table = checked(home, ledger(tmp_path / "a.csv", SCHOOL, trial))
    assert (table.rows_in, table.loaded_rows, table.quarantined) == (2, 1, [])
    assert (table.skipped_by_reason, table.findings) == ({"correction": 1}, [])
    assert [(cell.source_row, cell.column) for cell in table.corrected] == [(5, None)]


@pytest.mark.parametrize(
    "match",
    [
        "{活动名称: 宪法宣传, 受众人数: 12000}",
        "{主办单位: 区公安局, 地点: 中心广场, 开展时间: 2024年12月4日}",
        "{file: a.csv, row: 4}",
        "{file: a.csv, sheet: '', 村（社区）: null, 活动名称: 宪法宣传}",
    ],
)
def test_a_row_is_named_by_values_raw_texts_blanks_or_its_place(
    home: Home, tmp_path: Path, match: str
) -> None:
    correct(
        home,
        f"- {{dataset: 普法活动, match: {match}, change: {{受众人数: 1200}}, reason: 核实, who: 法宣科}}",
    )
    table = checked(home, ledger(tmp_path / "a.csv", PARK, SCHOOL))
    assert accepted(table, "title", "audience") == [("宪法宣传", 1200), ("反诈宣传", 80)]


def test_a_file_that_replaces_the_first_is_corrected_too(corrected_home: Home, tmp_path: Path) -> None:
    again = ledger(tmp_path / "b.csv", (*PARK[:4], "13000"), SCHOOL, filed="2024-12-15")
    report = load([again], corrected_home)
    assert audiences(corrected_home) == [("反诈宣传", 80, None), ("宪法宣传", 1200, None)]
    assert (report.corrections[0].matched, report.exit_code) == (1, 0)


def test_a_filed_correction_with_blanks_does_not_undo_it(home: Home, tmp_path: Path) -> None:
    correct(home, AUDIENCE.replace("受众人数: 1200", "场次: 3, 受众人数: 1200"))
    load([ledger(tmp_path / "a.csv", PARK)], home)
    blank = ledger(tmp_path / "b.csv", (*PARK[:4], ""), filed="2024-12-15", title="普法活动台账（更正）")
    load([blank], home)
    assert audiences(home) == [("宪法宣传", 1200, None)]
    assert rows(home, "SELECT sessions FROM base.activities") == [(3,)]


def test_the_ledger_keeps_the_correction_and_the_cells_it_decided(loaded_and_corrected: Home) -> None:
    home = loaded_and_corrected
    assert rows(
        home, "SELECT file, entry, dataset, who, status, matched, problem FROM ledger.corrections"
    ) == [("更正.yaml", 1, "activities", "法宣科", "active", 1, None)]
    ((match, change),) = rows(home, "SELECT match, change FROM ledger.corrections")
    assert json.loads(match) == {"主办单位": "公安局", "活动名称": "宪法宣传", "开展时间": "2024-12-04"}
    assert json.loads(change) == {"受众人数": "1200"}
    assert rows(home, 'SELECT source_row, "column", value_before FROM ledger.corrected_cells') == [
        (4, "audience", "12000")
    ]


def test_a_check_reads_with_the_same_corrections(home: Home, tmp_path: Path) -> None:
    correct(home, AUDIENCE)
    (file,) = check_paths([ledger(tmp_path / "a.csv", (*PARK[:4], "许多"))], home)
    assert file.tables[0].findings == []
    assert file.tables[0].accepted["audience"].to_list() == [1200]


def test_personal_values_are_corrected_and_never_written_beside_the_row(home: Home, tmp_path: Path) -> None:
    correct(
        home,
        """
- dataset: 法律明白人
  match: {姓名: 测试甲, 村（社区）: 方顶村}
  change: {姓名: 测试乙}
  reason: 电话核实
  who: 法宣科
""",
    )
    header = ["姓名", "性别", "村（社区）", "身份类别", "认定时间"]
    steward = ["测试甲", "男", "方顶村", "村干部", "2023-01-05"]
    path = ledger(tmp_path / "x.csv")
    path.write_text(
        "\n".join(",".join(line) for line in (["法律明白人台账"], header, steward)), encoding="utf-8"
    )
    assert load([path], home).exit_code == 0
    assert rows(home, "SELECT name FROM personal.legal_stewards") == [("测试乙",)]
    told = rows(home, "SELECT match, change FROM ledger.corrections")
    told += rows(home, "SELECT value_before FROM ledger.corrected_cells")
    assert "测试" not in str(told)
