"""溯源: a number, its parts, its rows with their proof, and the cells of a row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from shutil import copyfile

import pytest

from dashboard.data.lineage import ROWS_ON_A_LEAF, behind, chosen_row, parts, shown_number, usable
from dashboard.data.lineage_address import Address
from dashboard.data.lineage_before import snapshot_before, week_before
from dashboard.data.lineage_tables import table_of_row, table_view, tables_of
from dashboard.texts import lineage as texts
from tests.support.small_activities import LETTERS, small_activities
from tests.support.small_warehouse import SmallWarehouse, activity
from warehouse.engines.duckdb import open_writer
from warehouse.metrics.selection import Grain, Selection
from warehouse.snapshots import Snapshot, open_snapshot
from warehouse.source_rows import Fate

YEAR = Selection(date(2022, 1, 1), date(2022, 12, 31))


@pytest.fixture(scope="module")
def activities(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    """Two activities, a row kept out and a row left out of one table: read only."""
    with small_activities(tmp_path_factory.mktemp("activities")).publish() as snapshot:
        yield snapshot


def test_a_number_is_shown_as_elsewhere_and_unrounded(activities: Snapshot) -> None:
    found = shown_number(activities, "P02", replace(YEAR, where={"unit": ("公安局",)}))
    assert str(found.figure) == "1,200余 人次"
    assert found.exact == "未取整 1,200 人次"
    assert found.conditions == ("单位：公安局",)
    assert found.period == "2022年1月1日—12月31日"


def test_the_rows_sum_to_the_number_and_say_so(activities: Snapshot) -> None:
    found = behind(activities, "P02", YEAR, 1)
    assert [(row.contribution, row.place) for row in found.rows] == [
        ("1,200", "activities1.xlsx · Sheet1!G5"),
        ("80", "activities1.xlsx · Sheet1!G6"),
    ]
    assert found.proof == ("● 各行计入之和 1,280，等于所示的数",)
    assert found.is_proven


def test_of_a_rate_the_rows_that_keep_it_down_stand_first(small: SmallWarehouse) -> None:
    small.add("file_reviews", {"file_no": "甲卷", "grade": "合格"}, {"file_no": "乙卷", "grade": "不合格"},
              unit="公安局", reviewed_on=date(2022, 5, 1))  # fmt: skip
    found = behind(small.publish(), "E11", YEAR, 1)
    assert [(row.contribution, row.title) for row in found.rows] == [("未计入", "乙卷"), ("计入", "甲卷")]
    assert found.proof == ("● 各行计入之和 1，等于分子", "分母计入 2 行")


def test_a_distinct_count_and_a_denominator_of_reference_data_say_what_they_are(
    small: SmallWarehouse,
) -> None:
    small.add(
        "activities",
        *(activity("公安局", date(2022, 3, day), f"活动{day}", village="方顶村") for day in (5, 6)),
    )
    found = behind(small.publish(), "P05", YEAR, 1)
    assert [row.contribution for row in found.rows] == ["计入", "未计入"]
    assert texts.DISTINCT_ROWS in found.proof
    assert any("4" in line and "不在报送表格内" in line for line in found.proof)


def test_rows_come_fifty_at_a_time_and_a_leaf_beyond_is_the_last(small: SmallWarehouse) -> None:
    days = (date(2022, 1 + place // 28, 1 + place % 28) for place in range(ROWS_ON_A_LEAF + 7))
    small.add("activities", *(activity("公安局", day, f"活动{day}", audience=10) for day in days))
    snapshot = small.publish()
    second = behind(snapshot, "P02", YEAR, 99)
    assert (second.leaf, second.leaves, second.first, second.last) == (2, 2, 51, 57)
    assert second.leaf_sum == "本页之和 70"
    assert len(behind(snapshot, "P02", YEAR, 1).rows) == ROWS_ON_A_LEAF


def test_nothing_leads_to_no_rows(small: SmallWarehouse) -> None:
    snapshot = small.publish()
    assert behind(snapshot, "P02", YEAR, 1).rows == ()
    assert shown_number(snapshot, "P02", YEAR).answer.is_unreported


def test_a_number_about_files_leads_to_whole_tables(activities: Snapshot) -> None:
    (row,) = behind(activities, "Q02", YEAR, 1).rows
    assert row.table_id == "t001"
    assert chosen_row(activities, "Q02", YEAR, row.row_id) is None


def test_a_row_opens_to_its_cells_with_the_counted_one_named(activities: Snapshot) -> None:
    row = chosen_row(activities, "P02", YEAR, behind(activities, "P02", YEAR, 1).rows[0].row_id)
    assert row is not None
    cell = row.cell(row.counted)
    assert cell is not None
    assert (cell.label, cell.place, cell.raw, cell.value) == (
        "受众人数",
        "Sheet1!G5",
        "1200余",
        "1200（余（不少于））",
    )


def test_a_correction_tells_who_why_and_what_was_before(small: SmallWarehouse) -> None:
    table = small.table("activities", letters=LETTERS)
    (row_id,) = small.add(
        "activities", activity("公安局", date(2022, 3, 5), raw={"audience": "12000"}), table=table
    )
    small.record("ledger.corrections", id="c1", reason="多写一个零", who="司法局", date=date(2022, 4, 1))
    small.record(
        "ledger.corrected_cells", correction_id="c1", row_id=row_id, column="audience", value_before="12000"
    )
    row = chosen_row(small.publish(), "P02", YEAR, row_id)
    assert row is not None
    cell = row.cell("audience")
    assert cell is not None
    assert cell.correction == "更正 c1：多写一个零（司法局，2022-04-01）。更正前：12000"


def test_parts_lead_to_their_own_numbers(activities: Snapshot) -> None:
    found = parts(activities, "P02", replace(YEAR, grain=Grain.QUARTER, by=("unit",)))
    assert [(part.names, part.value) for part in found if part.value != "0 人次"] == [
        (("2022-Q1", "公安局"), "1,200余 人次"),
        (("2022-Q4", "司法局"), "80 人次"),
    ]
    assert found[0].selection == Selection(date(2022, 1, 1), date(2022, 3, 31), where={"unit": ("公安局",)})


def test_a_part_without_a_name_cannot_be_asked_for_alone(activities: Snapshot) -> None:
    found = parts(activities, "P02", replace(YEAR, by=("township",)))
    assert [(part.names, part.selection) for part in found] == [((texts.NO_NAME,), None)]


def test_a_week_before_the_last_activity_was_not_there(activities: Snapshot) -> None:
    found = week_before(activities, "P02", YEAR)
    assert found is not None
    assert found.text == "1,200余 人次（截至 12月24日），现在▲增 80 人次"


def test_a_week_is_held_against_the_week_before_it(activities: Snapshot) -> None:
    found = week_before(activities, "P02", Selection(date(2022, 12, 26), date(2022, 12, 31)))
    assert found is not None
    assert found.text.startswith("0 人次（截至 12月24日）")


def test_the_tables_behind_a_number_keep_their_account(activities: Snapshot) -> None:
    (line,) = tables_of(activities, "P02", YEAR).tables
    assert (line.counted, line.loaded, line.quarantined, line.skipped, line.rows_in) == (2, 2, 1, 1, 4)
    assert line.balances


def test_every_row_of_a_table_has_a_fate_and_they_add_up(activities: Snapshot) -> None:
    found = table_view(activities, "t001", None, "P02", YEAR)
    assert [(row.row, row.fate, row.contribution) for row in found.rows] == [
        (5, Fate.LOADED, "1,200"),
        (6, Fate.LOADED, "80"),
        (9, Fate.QUARANTINED, None),
        (10, Fate.SKIPPED, None),
    ]
    assert found.balances
    assert found.rows[2].said == ("G9 受众人数「若干」不是数字。请只填数字",)
    assert "受众人数：若干" in found.rows[2].written
    assert found.rows[3].said == ("合计行",)
    (kept_out,) = table_view(activities, "t001", Fate.QUARANTINED, None, YEAR).rows
    assert (kept_out.row, kept_out.at) == (9, "B9")


def test_the_table_of_a_row_is_found(activities: Snapshot) -> None:
    row = chosen_row(activities, "P02", YEAR, behind(activities, "P02", YEAR, 1).rows[1].row_id)
    assert row is not None
    assert table_of_row(activities, "P02", YEAR, row) == "t001"


@pytest.mark.parametrize(
    ("asked", "kept", "notice"),
    [
        (Address("P02", YEAR, row="r9999"), Address("P02", YEAR), texts.UNKNOWN_ROW),
        (Address("P02", YEAR, row="r0001", cell="x"), Address("P02", YEAR, row="r0001"), texts.UNKNOWN_CELL),
        (
            Address("P02", YEAR, table="t999", fate="skipped", at="A1"),
            Address("P02", YEAR),
            texts.UNKNOWN_TABLE,
        ),
        (Address(row="r0001"), Address(), texts.UNKNOWN_ROW),
    ],
)
def test_what_a_snapshot_does_not_hold_is_left_out(
    activities: Snapshot, asked: Address, kept: Address, notice: str
) -> None:
    assert usable(activities, asked) == (kept, (notice,))


def test_an_unknown_value_is_left_out_with_the_nearest_ones(activities: Snapshot) -> None:
    asked = Address("P02", replace(YEAR, where={"unit": ("公安局局",)}))
    kept, (notice,) = usable(activities, asked)
    assert kept == Address("P02", YEAR)
    assert "公安局" in notice


def test_the_moment_of_loading_is_told_in_beijing_time(activities: Snapshot) -> None:
    found = table_view(activities, "t001", None, None, YEAR)
    assert (found.filed_on, found.loaded_at) == ("2022年12月31日", "2023-01-01 04:00")
    row = chosen_row(activities, "P02", YEAR, "r0001")
    assert row is not None
    assert row.filed_on == "2022年12月31日"


def test_the_snapshot_before_said_less_and_the_new_row_says_why(tmp_path: Path) -> None:
    known = small_activities(tmp_path / "first")
    known.publish().close()
    more = small_activities(tmp_path / "second")
    more.add("activities", activity("教育局", date(2022, 6, 1), "新增的活动", audience=50))
    more.publish().close()
    (published,) = more.home.snapshots.glob("*.duckdb")
    later = known.home.snapshots / "000002-20230107T000000-000000.duckdb"
    copyfile(published, later)
    with open_writer(later) as database:
        database.execute("UPDATE ledger.snapshot SET id = ?, sequence = 2", [later.stem])
    with open_snapshot(known.home, later.stem) as now:
        found = snapshot_before(now, known.home, "P02", YEAR)
    assert found.text.endswith("为 1,280余 人次，现在▲增 50 人次")
    assert [(one.kind, one.effect) for one in found.reasons] == [("新增", "▲增 50 人次")]
    assert "新增的活动" in found.reasons[0].title
    assert found.total == "各行影响之和等于变化：▲增 50 人次"


def test_the_first_snapshot_has_none_before_it(small: SmallWarehouse) -> None:
    assert snapshot_before(small.publish(), small.home, "P02", YEAR).text == texts.FIRST_SNAPSHOT
