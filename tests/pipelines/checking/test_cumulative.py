"""累计 ledgers: recognised as such, dated by their period, and told when a total falls."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from pipelines.checking.checked import CheckedTable
from tests.support.inbox import read_tables, write_csv
from tests.support.ledgers import Found, Line, by_month, found_by_file, ledger, loaded
from warehouse.home import Home
from warehouse.snapshots import open_snapshot

TOTALS: Line = ("活动名称", "场次", "受众人数")
EVENTS: Line = ("活动名称", "开展时间", "地点", "受众人数")


def read(folder: Path, title: str, header: Line, *lines: Line, filed: str = "2024-04-02") -> CheckedTable:
    (table,) = read_tables(ledger(folder, title, filed, header, *lines))
    return table


@pytest.mark.parametrize(
    ("title", "header"),
    [
        ("2024年1—3月普法活动累计台账", ("活动名称", "场次", "受众人数")),
        ("2024年1—3月普法活动台账", ("活动名称", "累计场次", "本年累计受众")),
        ("2024年1—3月普法活动台账", ("活动名称", "1-3月累计场次", "受众人数（累计）")),
        ("2024年普法活动台账（截至3月底累计）", ("活动名称", "场次", "受众人数")),
    ],
)
def test_a_ledger_that_says_cumulative_is_dated_by_the_end_of_its_period(
    tmp_path: Path, title: str, header: Line
) -> None:
    accepted = read(tmp_path, title, header, ("法治讲座", 12, 6200)).accepted
    assert accepted.select("figures", "start_on", "end_on", "sessions", "audience").row(0) == (
        *("累计", date(2024, 3, 31), date(2024, 3, 31)),
        *(12, 6200),
    )


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("3月", date(2024, 3, 31)),
        ("1—2月", date(2024, 2, 29)),
        ("2024-01-01至2024-03-31", date(2024, 3, 31)),
        ("2024-03-15", date(2024, 3, 15)),
        ("全年", date(2024, 4, 2)),  # no later than the form was filed
    ],
)
def test_a_cumulative_row_counts_up_to_the_last_day_it_names(tmp_path: Path, written: str, day: date) -> None:
    header = ("活动名称", "开展时间", "累计受众")
    accepted = read(tmp_path, "2024年普法活动台账", header, ("法治讲座", written, 620)).accepted
    assert accepted["start_on"].to_list() == [day]


def test_a_total_of_a_year_may_exceed_what_one_event_could_have(tmp_path: Path) -> None:
    header = ("活动名称", "开展时间", "受众人数")
    line = ("法治讲座", "2024-03-31", 6200)
    assert read(tmp_path, "2024年普法活动累计台账", header, line).findings == []
    codes = [finding.code for finding in read(tmp_path, "2024年普法活动台账", header, line).findings]
    assert codes == ["out_of_bounds"]


@pytest.mark.parametrize(
    ("title", "line"),
    [
        ("2024年3月普法活动台账", ("累计受众破万宣传活动", "2024-03-05", "广场", 80)),
        ("2024年3月普法活动台账（不填累计数）", ("宪法宣传", "2024-03-05", "广场", 80)),
    ],
)
def test_the_word_alone_in_a_row_or_denied_makes_no_cumulative_ledger(
    tmp_path: Path, title: str, line: Line
) -> None:
    assert read(tmp_path, title, EVENTS, line).accepted["figures"].to_list() == ["当期"]


def test_a_footer_makes_a_ledger_cumulative_only_when_it_speaks_of_the_table(tmp_path: Path) -> None:
    line = ("宪法宣传", "2024-03-05", "广场", 80)
    told = read(tmp_path, "2024年普法活动台账", EVENTS, line, ("备注：以上数据均为累计数",))
    other = read(tmp_path, "2024年普法活动台账", EVENTS, line, ("备注：去年以来累计发放资料五百份",))
    assert [table.accepted["figures"].to_list() for table in (told, other)] == [["累计"], ["当期"]]


def test_where_month_and_year_stand_side_by_side_the_month_is_read(tmp_path: Path) -> None:
    grouped = write_csv(
        tmp_path / "in" / "分组.csv",
        [
            ["2024年3月普法活动累计台账"],
            ["填报单位：公安局", "填报时间：2024-04-02"],
            ["活动名称", "开展时间", "累计", None, "本月", None],
            [None, None, "场次", "受众人数", "场次", "受众人数"],
            ["法治讲座", "2024-03-05", 12, 900, 1, 80],
        ],
        modified="2024-04-02",
    )
    flat = ledger(
        tmp_path,
        "2024年3月普法活动台账",
        "2024-04-02",
        ("活动名称", "开展时间", "本年累计受众", "本月受众"),
        ("法治讲座", "2024-03-05", 900, 80),
    )
    for table in read_tables(grouped, flat):
        assert table.accepted.select("figures", "sessions", "audience").row(0) == ("当期", 1, 80)


def test_an_itemised_list_under_a_cumulative_title_is_a_list_of_events(tmp_path: Path) -> None:
    lines = [("法治讲座", f"2024-0{month}-05", "方顶村", 80 - month) for month in (1, 2, 3)]
    accepted = read(tmp_path, "2024年1—3月普法活动累计台账", EVENTS, *lines).accepted
    assert accepted["figures"].to_list() == ["当期"] * 3
    ends = [("法治讲座", f"2024-{day}", "方顶村", 80) for day in ("01-31", "02-29")]
    assert read(tmp_path, "2024年普法活动累计台账", EVENTS, *ends).accepted["figures"].to_list() == [
        "累计",
        "累计",
    ]


@dataclass(frozen=True)
class Fell:
    """Two loads into one home, where each case has a unit of its own. found: by file, what a load found."""

    home: Home
    found: tuple[dict[str, Found], dict[str, Found]]


@pytest.fixture(scope="module")
def fell(tmp_path_factory: pytest.TempPathFactory) -> Fell:
    """Totals that fall: from file to file, in a late file, by a correction, and within one file."""
    folder = tmp_path_factory.mktemp("fell")
    home = Home(folder / "home")
    months = (("讲座", "2024-01-31", 90), ("讲座", "2024-02-29", 70), ("讲座", "2024-03-31", 130))

    def filed(unit: str, title: str, day: str, *figures: int) -> Path:
        return ledger(folder, title, day, TOTALS, ("讲座", *figures), unit=unit, name=f"{unit}{title}")

    first = (
        filed("公安局", "2024年1月普法活动累计台账", "2024-01-31", 3, 90),
        filed("司法局", "2024年1—2月普法活动累计台账", "2024-02-29", 5, 70),
        filed("教育局", "2024年1月普法活动累计台账", "2024-01-31", 3, 90),
        filed("教育局", "2024年1—2月普法活动累计台账（冲减）", "2024-02-29", 5, 70),
        ledger(folder, "2024年普法活动台账", "2024-04-02", ("活动名称", "开展时间", "累计受众"), *months,
               unit="民政局", name="民政局"),
    )  # fmt: skip
    second = (
        filed("公安局", "2024年1—2月普法活动累计台账", "2024-02-29", 5, 70),
        filed("司法局", "2024年1月普法活动累计台账", "2024-03-03", 3, 90),
    )
    return Fell(home, (found_by_file(home, *first), found_by_file(home, *second)))


def test_a_total_below_the_one_before_is_a_finding_that_cites_both(fell: Fell) -> None:
    january, february = fell.found
    assert january["公安局2024年1月普法活动累计台账.csv"] == []
    assert february["公安局2024年1—2月普法活动累计台账.csv"] == [
        (
            "cumulative_fell",
            "C4",
            "受众人数的累计数比上一期少：70（至 2024-02-29，公安局2024年1—2月普法活动累计台账.csv C4），"
            "上一期为 90（至 2024-01-31，公安局2024年1月普法活动累计台账.csv C4），差额按负数计入",
        )
    ]
    told = by_month(fell.home, "P02", unit=["公安局"])
    assert {month: value for month, value in told.items() if value is not None} == {
        "2024-01": 90,
        "2024-02": -20,
    }
    with open_snapshot(fell.home) as snapshot:
        kept = snapshot.database.query(
            "SELECT f.name, g.code, g.cells FROM ledger.findings g JOIN ledger.files f USING (file_sha256) "
            "WHERE starts_with(f.name, '公安局')"
        ).rows()
    assert kept == [("公安局2024年1—2月普法活动累计台账.csv", "cumulative_fell", "C4")]


def test_the_finding_stands_in_a_late_file_when_that_alone_is_new(fell: Fell) -> None:
    before, late = (by_file for by_file in fell.found)
    assert before["司法局2024年1—2月普法活动累计台账.csv"] == []
    found = late["司法局2024年1月普法活动累计台账.csv"]
    assert [(code, cells) for code, cells, _ in found] == [("cumulative_fell", "C4")]


def test_a_correction_has_said_that_its_totals_fall(fell: Fell) -> None:
    found = {file: found for file, found in fell.found[0].items() if file.startswith("教育局")}
    assert len(found) == 2
    assert list(found.values()) == [[], []]


def test_totals_within_one_file_are_compared_too(fell: Fell) -> None:
    found = fell.found[0]["民政局.csv"]
    assert [(code, cells) for code, cells, _ in found] == [("cumulative_fell", "C5")]


def test_two_units_with_equal_totals_are_no_joint_event(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    header = ("活动名称", "地点", "累计受众")
    line = ("法治讲座", "方顶村", 90)
    title = "2024年1月普法活动台账"
    files = [
        ledger(tmp_path, title, "2024-01-31", header, line, unit=unit, name=unit)
        for unit in ("公安局", "司法局")
    ]
    assert loaded(home, *files) == []
    assert by_month(home, "P02") == {"2024-01": 180}
    with open_snapshot(home) as snapshot:
        assert snapshot.database.query("SELECT * FROM ledger.joint_pairs").is_empty()
