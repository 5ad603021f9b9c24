"""年度目标: attainment and its distance from the elapsed year."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.support.inbox import read_tables, write_csv
from tests.support.small_warehouse import SmallWarehouse, activity
from warehouse.metrics.query import query
from warehouse.metrics.selection import Grain, Selection

Ask = Callable[..., list[dict[str, Any]]]
JULY_2 = date(2022, 7, 2)  # the 183rd of 365 days


def _target(metric: str, target: int, scope: str = "全区", year: int = 2022) -> dict[str, Any]:
    return {"metric_id": metric, "scope": scope, "year": year, "target": target}


@pytest.fixture
def two_units(small: SmallWarehouse) -> None:
    """Thirty sessions of 公安局 in January, ten of 峡窝镇 in August."""
    small.add(
        "activities",
        activity("公安局", date(2022, 1, 5), sessions=30),
        activity("峡窝镇", date(2022, 8, 5), sessions=10),
        activity("公安局", date(2021, 12, 31), sessions=99),
    )


@pytest.mark.usefixtures("two_units")
def test_attainment_is_the_year_to_date_over_the_target(small: SmallWarehouse, ask: Ask) -> None:
    small.add("targets", _target("P01", 100))
    (row,) = ask("A04", end=JULY_2)
    assert (row["value"], row["numerator"], row["denominator"], row["n"]) == (30, 30, 100, 1)
    assert ask("A04")[0]["value"] == 40


@pytest.mark.usefixtures("two_units")
def test_pace_is_attainment_less_the_elapsed_share_in_points(small: SmallWarehouse, ask: Ask) -> None:
    small.add("targets", _target("P01", 100))
    assert ask("A05", end=JULY_2)[0]["value"] == pytest.approx(30 - 100 * 183 / 365)
    assert ask("A05")[0]["value"] == pytest.approx(40 - 100)


@pytest.mark.usefixtures("two_units")
def test_targets_of_several_metrics_do_not_add_up(small: SmallWarehouse, ask: Ask) -> None:
    small.add("targets", _target("P01", 100), _target("P02", 1000), _target("Z99", 1))
    (row,) = ask("A04")
    assert (row["value"], row["n"]) == (None, 3)
    assert ask("A04", where={"metric": ["P01"]})[0]["value"] == 40
    by_metric = {row["metric_id"]: row["value"] for row in ask("A04", by=["metric_id"])}
    assert by_metric == {"P01": 40, "P02": 20, "Z99": None}


@pytest.mark.usefixtures("two_units")
def test_a_scope_is_the_district_a_township_or_a_unit(small: SmallWarehouse, ask: Ask) -> None:
    small.add(
        "targets",
        *(_target("P01", 10, scope) for scope in ("公安局", "峡窝镇", "月球局")),
        _target("P01", 100),
    )
    assert {row["scope"]: row["value"] for row in ask("A04", by=["scope"])} == {
        "全区": 40,
        "公安局": 300,
        "峡窝镇": 100,
        "月球局": None,
    }


@pytest.mark.usefixtures("two_units")
def test_without_a_word_about_the_scope_the_target_of_the_district_is_meant(
    small: SmallWarehouse, ask: Ask
) -> None:
    small.add("targets", _target("P01", 100), _target("P01", 10, "公安局"), _target("P02", 1000, "公安局"))
    rows = {row["metric_id"]: (row["value"], row["denominator"]) for row in ask("A04", by=["metric"])}
    assert rows["P01"] == (40, 100)
    assert rows["P02"][1] == 1000
    assert ask("A04", where={"metric": ["P01"], "scope": ["公安局"]})[0]["value"] == 300


@pytest.mark.usefixtures("two_units")
def test_a_past_year_is_measured_at_its_own_end(small: SmallWarehouse, ask: Ask) -> None:
    small.add("targets", _target("P01", 100), _target("P01", 990, year=2021))
    (row,) = ask("A04", where={"year": ["2021"]})
    assert (row["value"], row["numerator"]) == (10, 99)
    assert ask("A05", where={"year": ["2021"]})[0]["value"] == pytest.approx(10 - 100)
    assert {row["year"]: row["value"] for row in ask("A04", end=JULY_2, by=["year"])} == {
        "2021": 10,
        "2022": 30,
    }


@pytest.mark.usefixtures("two_units")
def test_a_target_of_zero_has_no_attainment(small: SmallWarehouse, ask: Ask) -> None:
    small.add("targets", _target("P01", 0))
    assert ask("A04")[0]["value"] is None


@pytest.mark.usefixtures("two_units")
def test_each_month_is_answered_to_its_end_with_the_targets_of_its_year(
    small: SmallWarehouse, ask: Ask
) -> None:
    small.add("targets", _target("P01", 100), _target("P01", 999, year=2021))
    rows = ask("A04", date(2021, 12, 1), date(2022, 1, 31), grain=Grain.MONTH)
    assert {row["period"]: row["numerator"] for row in rows} == {"2021-12": 99, "2022-01": 30}


def test_a_split_by_metric_names_the_target_s_metric_beside_the_one_asked_for(small: SmallWarehouse) -> None:
    small.add("targets", _target("P01", 100), _target("P02", 999))
    with small.pin() as snapshot:
        frame = query(snapshot, ["A04", "A05"], Selection(by=("metric",)))
    assert frame.select("metric", "metric_id").rows() == [
        ("A04", "P01"),
        ("A05", "P01"),
        ("A04", "P02"),
        ("A05", "P02"),
    ]


def _monthly(year: int, sessions: dict[int, int]) -> list[dict[str, Any]]:
    return [
        activity("公安局", date(year, month, 15), f"{year}-{month}", sessions=count)
        for month, count in sessions.items()
    ]


def test_a_target_may_follow_last_year_s_season_instead_of_the_calendar(
    small: SmallWarehouse, ask: Ask
) -> None:
    # Last year 10 of 40 sessions were held by 2 July; this year 20 of 100 have been.
    small.table("activities", covered=(date(2021, 1, 1), date(2021, 12, 31)))
    small.add("activities", *_monthly(2021, {3: 10, 12: 30}), *_monthly(2022, {3: 20}))
    small.add("targets", {**_target("P01", 100), "profile": "按上年进度"}, _target("P02", 1000))
    assert ask("A05", end=JULY_2, where={"metric": ["P01"]})[0]["value"] == pytest.approx(20 - 25)
    assert ask("A05", where={"metric": ["P01"]})[0]["value"] == pytest.approx(20 - 100)
    even = ask("A05", end=JULY_2, where={"metric": ["P02"]})[0]["value"]
    assert even == pytest.approx(10 - 100 * 183 / 365)


@pytest.mark.parametrize(
    ("sessions", "covered"),
    [({3: 1, 12: 10}, 12), ({3: 10, 12: 30}, 11)],
    ids=["eleven things in all", "a month without a report"],
)
def test_a_year_that_says_too_little_about_the_season_leaves_the_calendar(
    sessions: dict[int, int], covered: int, small: SmallWarehouse, ask: Ask
) -> None:
    # A year whose first months nobody reported is not one to go by.
    small.table("activities", covered=(date(2021, 13 - covered, 1), date(2021, 12, 31)))
    small.add("activities", *_monthly(2021, sessions), *_monthly(2022, {3: 20}))
    small.add("targets", {**_target("P01", 100), "profile": "按上年进度"})
    assert ask("A05", end=JULY_2)[0]["value"] == pytest.approx(20 - 100 * 183 / 365)


def test_a_rate_and_a_stock_are_held_against_the_target_itself(small: SmallWarehouse, ask: Ask) -> None:
    reviewed = {"unit": "公安局", "file_type": "处罚", "reviewed_on": date(2022, 3, 1)}
    small.add(
        "file_reviews",
        *({**reviewed, "file_no": f"{n}号", "grade": "合格" if n else "不合格"} for n in range(4)),
    )
    honour = {
        "subject": "方顶村",
        "subject_type": "村社区",
        "category": "民主法治示范村（社区）",
        "level": "省",
        "event": "命名",
        "happened_on": date(2020, 5, 1),
        "happened_on_precision": "day",
    }
    small.add("creation_events", honour)
    small.add("targets", _target("E11", 100), _target("C01", 2))
    rows = {row["metric_id"]: row["value"] for row in ask("A05", end=JULY_2, by=["metric"])}
    assert rows == {"E11": -25, "C01": -50}


def test_where_less_is_better_there_is_no_attainment_but_actual_and_target(
    small: SmallWarehouse, ask: Ask
) -> None:
    late = {"unit": "公安局", "file_no": "1号", "reviewed_on": date(2022, 3, 1)}
    small.add("file_reviews", {**late, "rectify_due_on": date(2022, 4, 1), "grade": "不合格"})
    small.add("targets", _target("E16", 2))
    for metric in ("A04", "A05"):
        (row,) = ask(metric)
        assert (row["value"], row["numerator"], row["denominator"]) == (None, 1, 2)


def test_penalties_have_no_attainment_even_where_a_target_slipped_in(small: SmallWarehouse, ask: Ask) -> None:
    small.add("enforcement_stats", {"unit": "公安局", "unit_code": "gongan", "year": 2022, "total": 12})
    small.add("targets", _target("E08", 10))
    for metric in ("A04", "A05"):
        (row,) = ask(metric)
        assert (row["value"], row["numerator"], row["n"]) == (None, None, 1)


def test_a_target_on_penalties_is_sent_back_with_the_law(tmp_path: Path) -> None:
    rows = [
        ("指标编号", "范围", "年度", "目标值", "进度方式"),
        ("P01", "全区", 2022, 100, "按上年进度"),
        ("e08", "全区", 2022, 10, ""),
    ]
    (checked,) = read_tables(write_csv(tmp_path / "年度目标.csv", rows))
    assert checked.accepted.select("metric_id", "profile").rows() == [("P01", "按上年进度")]
    (finding,) = [one for one in checked.findings if one.code == "target_on_penalties"]
    assert "不得设为目标" in finding.message
    assert "行政处罚法第七十四条" in finding.remedy
