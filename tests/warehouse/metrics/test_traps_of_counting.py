"""The traps of counting in this field, each under its own number and name; those of time stand apart."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from tests.support.inbox import write_csv
from tests.support.ledgers import by_month, ledger, loaded
from tests.support.loads import load
from tests.support.small_warehouse import SmallWarehouse, activity
from warehouse.home import Home
from warehouse.metrics.catalogue import METRICS
from warehouse.metrics.query import query
from warehouse.metrics.selection import Grain, Selection
from warehouse.snapshots import Snapshot, open_snapshot

Ask = Callable[..., list[dict[str, Any]]]
Value = Callable[..., float | None]
MAY = date(2022, 5, 4)
VILLAGES = "民主法治示范村（社区）"


def test_trap_01_attendances_are_not_persons_and_attendance_is_not_coverage(
    small: SmallWarehouse, value: Value
) -> None:
    for day in (3, 10):
        small.add("activities", activity("公安局", date(2022, 5, day), "讲座", audience=80, village="方顶村"))
    assert METRICS["P02"].unit == "人次"
    assert value("P02") == 160
    assert value("P05") == 25.0  # one village of four, however many came


def test_trap_01_two_trainings_of_the_same_stewards_do_not_cover_them_twice(
    small: SmallWarehouse, value: Value
) -> None:
    stewards = (
        {"village": "方顶村", "person_id": str(n), "certified_on": date(2020, 1, 1)} for n in range(10)
    )
    small.add("legal_stewards", *stewards)
    training = {"unit": "司法局", "category": "法律明白人", "title": "培训"}
    for month, attended in ((3, 6), (6, 8), (9, 7)):
        small.add("trainings", {"start_on": date(2022, month, 1), "attended": attended, **training})
    assert value("R04") == 80  # of 21 attendances the 8 of the fullest day, not 210 %


def test_trap_02_online_reach_is_never_added_to_attendance(small: SmallWarehouse, value: Value) -> None:
    small.add("activities", activity("公安局", MAY, audience=80, online_reads=50_000))
    assert value("P02") == 80


def _event(level: str, event: str, happened_on: date, subject: str = "方顶村", **more: Any) -> dict[str, Any]:
    return {
        "subject": subject,
        "subject_type": "村社区",
        "category": VILLAGES,
        "level": level,
        "event": event,
        "happened_on": happened_on,
        "happened_on_precision": "day",
        **more,
    }


def test_trap_03_a_joint_event_counts_once_and_look_alikes_wait_for_a_decision(
    small: SmallWarehouse, ask: Ask, value: Value
) -> None:
    small.add(
        "activities",
        activity("公安局", MAY, "宪法宣传", place="广场", audience=300),
        activity("司法局", MAY, "“宪法宣传”", place="广 场", audience=400, partners=["公安局", "教育局"]),
        activity("教育局", MAY, "宪法宣传", place="广场", audience=None),
        activity("教育局", MAY, "宪法宣传活动", place="广场", audience=1),
    )
    assert (value("P01"), value("P02")) == (2, 401)
    assert {row["unit"]: row["value"] for row in ask("P01", by=["unit"])} == {"司法局": 1, "教育局": 1}


def test_trap_03_a_suspected_joint_event_counts_once_from_the_decision_on_and_every_participant_sees_it(
    small: SmallWarehouse, pinned: Callable[[], Snapshot], ask: Ask, value: Value
) -> None:
    rows = small.add(
        "activities",
        activity("公安局", MAY, "宪法宣传", place="广场", audience=300),
        activity("司法局", MAY, "“宪法宣传”", place="广 场", audience=400, partners=["公安局", "教育局"]),
        activity("教育局", MAY, "国家宪法日宣传活动", place="中心广场", audience=1),
        activity("教育局", MAY, "反诈宣传", place="中心广场", audience=7),
    )
    for row_id in rows[:3]:  # the third was confirmed to be the event of the other two
        small.record("ledger.joint_members", row_id=row_id, event_id="决定｜宪法宣传")
    assert (value("P01"), value("P02")) == (2, 407)
    assert {row["unit"]: row["value"] for row in ask("P02", by=["unit"])} == {"司法局": 400, "教育局": 7}
    seen = pinned().database.query("SELECT participants FROM mart.activities ORDER BY row_id")
    assert seen["participants"].to_list() == [["公安局", "司法局", "教育局"]] * 3 + [["教育局"]]


def test_trap_04_a_promoted_village_stands_at_both_levels_and_once_at_its_top(
    small: SmallWarehouse, ask: Ask, value: Value
) -> None:
    small.add(
        "creation_events",
        _event("市", "命名", date(2018, 5, 1)),
        _event("省", "命名", date(2020, 6, 1)),
    )
    assert {row["level"]: row["value"] for row in ask("C01", by=["level"])} == {"市": 1, "省": 1}
    assert {row["level"]: row["value"] for row in ask("C02", by=["level"])} == {"省": 1}
    assert (value("C01"), value("C02")) == (2, 1)
    assert value("C02", end=date(2020, 5, 31), where={"level": ["市"]}) == 1


def test_trap_05_recommended_is_not_named(small: SmallWarehouse, value: Value) -> None:
    small.add("creation_events", _event("国家", "推荐", date(2022, 3, 1)))
    assert (value("C01"), value("C02"), value("C03"), value("C08")) == (0, 0, 0, 1)


def test_trap_06_year_to_date_ledgers_count_what_each_month_added_even_when_filed_late(
    tmp_path: Path,
) -> None:
    home = Home(tmp_path / "home")
    header = ("活动名称", "场次", "受众人数")
    january, february, march = (
        ledger(tmp_path, f"2024年{months}月普法活动累计台账", filed, header, ("法治讲座", *figures))
        for months, filed, figures in (
            ("1", "2024-01-31", (2, 100)),
            ("1—2", "2024-02-29", (5, 130)),
            ("1—3", "2024-03-31", (9, 160)),
        )
    )
    loaded(home, january, march)
    assert by_month(home, "P01") == {"2024-01": 2, "2024-03": 7}
    loaded(home, february)
    assert by_month(home, "P01") == {"2024-01": 2, "2024-02": 3, "2024-03": 4}
    assert by_month(home, "P02") == {"2024-01": 100, "2024-02": 30, "2024-03": 30}


def test_trap_06_a_negative_difference_is_a_finding_and_the_year_is_the_latest_total(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    header = ("活动名称", "开展时间", "累计受众")
    months = (("法治讲座", "1月", 100), ("法治讲座", "2月", 80), ("法治讲座", "3月", 150))
    found = loaded(home, ledger(tmp_path, "2024年普法活动台账", "2024-04-02", header, *months))
    assert [(code, cells) for code, cells, _ in found] == [("cumulative_fell", "C5")]
    assert by_month(home, "P02") == {"2024-01": 100, "2024-02": -20, "2024-03": 70}
    with open_snapshot(home) as snapshot:
        assert query(snapshot, ["P02"], Selection())["value"].to_list() == [150]


def test_trap_11_attendances_are_divided_by_the_population_of_their_own_year(
    small: SmallWarehouse, ask: Ask
) -> None:
    small.record("reference.population", year=2019, population=163_000)
    small.record("reference.population", year=2020, population=197_400)
    for year in (2018, 2019, 2020, 2021):
        small.add("activities", activity("公安局", date(year, 5, 1), audience=1630))
    rows = ask("P04", date(2018, 1, 1), date(2021, 12, 31), grain=Grain.YEAR)
    assert [row["denominator"] for row in rows] == [0, 163_000, 197_400, 197_400]
    assert [row["value"] for row in rows][:2] == [None, 100]


def test_trap_12_rows_of_a_merged_unit_keep_its_name_and_count_for_its_successor(
    small: SmallWarehouse, pinned: Callable[[], Snapshot], ask: Ask
) -> None:
    small.add("activities", activity("粮食局", date(2018, 5, 1)), activity("发改委", date(2018, 6, 1)))
    in_2018 = (date(2018, 1, 1), date(2018, 12, 31))
    assert {row["unit"]: row["value"] for row in ask("P01", *in_2018, by=["unit"])} == {"发改委": 2}
    assert [row["value"] for row in ask("P01", *in_2018, where={"unit": ["粮食局"]})] == [2]
    (active,) = ask("P06", *in_2018)
    assert (active["numerator"], active["denominator"]) == (1, 6)
    names = pinned().database.query("SELECT unit_then FROM mart.activities ORDER BY start_on")
    assert names["unit_then"].to_list() == ["粮食局", "发改委"]


def test_trap_13_one_hundred_percent_of_three_cases_says_that_there_were_three(
    small: SmallWarehouse, ask: Ask
) -> None:
    case = {"received_on": MAY, "closed_on": date(2022, 6, 1), "outcome": "撤销"}
    small.add("reconsiderations", *({"case_no": f"{n}号", **case} for n in range(3)))
    (row,) = ask("F07")
    assert (row["value"], row["n"]) == (100, 3)


def test_trap_16_passed_contains_excellent_and_the_definition_says_so(
    small: SmallWarehouse, ask: Ask
) -> None:
    grades = ("优秀", "优秀", "合格", "不合格")
    small.add(
        "file_reviews",
        *(
            {"file_no": f"案{n}", "unit": "公安局", "reviewed_on": MAY, "grade": grade}
            for n, grade in enumerate(grades)
        ),
    )
    (passed,), (excellent,) = ask("E11"), ask("E12")
    assert (passed["numerator"], excellent["numerator"], passed["denominator"]) == (3, 2, 4)
    assert "优秀或合格" in METRICS["E11"].definition
    assert "合格含优秀" in METRICS["E11"].note


def _annual_form(path: Path, unit: str, *cells: object, money: str = "罚没金额", above: str = "") -> Path:
    header = ["单位", "年度", "警告", "罚款", "没收违法所得", "合计", money]
    title = [[f"{unit}2022年行政处罚实施情况统计表"], [above]]
    return write_csv(path / f"{unit}.csv", [*title, header, [unit, 2022, *cells]], modified="2023-01-10")


def _penalties(home: Home, metric: str) -> dict[str, float]:
    with open_snapshot(home) as snapshot:
        rows = query(snapshot, [metric], Selection(by=("unit",))).to_dicts()
    return {row["unit"]: row["value"] for row in rows}


def test_trap_17_a_case_with_several_penalties_counts_once_at_the_heaviest(tmp_path: Path) -> None:
    # Each had four cases; one was both fined and confiscated from, the fine being the heavier.
    once = _annual_form(tmp_path / "in", "公安局", 1, 3, 0, 4, 100)
    twice = _annual_form(tmp_path / "in", "教育局", 1, 3, 1, 4, 100)
    home = Home(tmp_path / "home")
    report = load([once, twice], home)
    told = {file.name: file.tables[0] for file in report.files}
    assert _penalties(home, "E08") == {"公安局": 4}
    assert [finding.code for finding in told["教育局.csv"].findings] == ["penalties_do_not_add_up"]


def test_trap_18_yuan_and_ten_thousand_yuan_give_the_same_amount(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    counts = (1, 2, 0, 3)
    forms = [
        _annual_form(folder, "公安局", *counts, "12000"),
        _annual_form(folder, "教育局", *counts, "1.2", money="罚没金额（万元）"),
        _annual_form(folder, "司法局", *counts, "1.2万元"),
        _annual_form(folder, "财政局", *counts, "12000元", money="罚没金额（万元）"),
        _annual_form(folder, "民政局", *counts, "1.2", above="单位：宗、万元"),
        _annual_form(folder, "审计局", *counts, "12000", money="罚没金额（元）", above="单位：宗、万元"),
    ]
    home = Home(tmp_path / "home")
    load(forms, home)
    assert _penalties(home, "E09") == dict.fromkeys((form.stem for form in forms), 12_000)
    assert set(_penalties(home, "E08").values()) == {3}
