"""What the marts hold beyond what the metrics show."""

from __future__ import annotations

from datetime import date
from typing import Any

import ibis
import pytest

from tests.support.small_warehouse import SmallWarehouse, activity
from warehouse.marts.build import MARTS
from warehouse.marts.model import Source

MAY = date(2022, 5, 4)


def _rows(small: SmallWarehouse, sql: str) -> list[dict[str, Any]]:
    with small.pin() as snapshot:
        return snapshot.database.query(sql).to_dicts()


def test_every_mart_is_built_on_an_empty_warehouse_and_has_a_comment(small: SmallWarehouse) -> None:
    rows = _rows(small, "SELECT table_name, comment FROM duckdb_tables() WHERE schema_name = 'mart'")
    assert {row["table_name"]: row["comment"] for row in rows} == {m.name: m.label for m in MARTS.values()}


def test_building_again_gives_the_same_tables(small: SmallWarehouse) -> None:
    small.add("activities", activity("公安局", MAY))
    small.build_marts()
    assert _rows(small, "SELECT count(*) AS n FROM mart.activities") == [{"n": 1}]


def test_every_mart_can_be_written_for_spark_too() -> None:
    source = Source()
    for mart in MARTS.values():
        expression = mart.build(source)
        source.built[mart.name] = expression.schema()
        assert "SELECT" in ibis.to_sql(expression, dialect="pyspark")


def test_every_participant_of_a_joint_event_is_listed_and_the_audience_cites_its_row(
    small: SmallWarehouse,
) -> None:
    first, second = small.add(
        "activities",
        activity("公安局", MAY, place="广场", audience=100, partners=["司法局"]),
        activity("司法局", MAY, place="广场", audience=300),
    )
    rows = _rows(
        small,
        "SELECT row_id, is_counted, joint_size, joint_row_id, audience_row_id, participants"
        " FROM mart.activities ORDER BY row_id",
    )
    shared = {
        "joint_size": 2,
        "joint_row_id": first,
        "audience_row_id": second,
        "participants": ["公安局", "司法局"],
    }
    assert rows == [
        {"row_id": first, "is_counted": True, **shared},
        {"row_id": second, "is_counted": False, **shared},
    ]


def test_a_chain_of_successors_ends_at_the_last_unit(small: SmallWarehouse) -> None:
    rows = _rows(small, "SELECT unit_then, unit FROM mart.units WHERE unit_then IN ('粮食局', '公安局')")
    assert {row["unit_then"]: row["unit"] for row in rows} == {"粮食局": "发改委", "公安局": "公安局"}


def test_the_unit_of_the_time_is_kept_beside_its_successor(small: SmallWarehouse) -> None:
    small.add("activities", activity("粮食局", date(2018, 5, 1)))
    assert _rows(small, "SELECT unit, unit_then, unit_code FROM mart.activities") == [
        {"unit": "发改委", "unit_then": "粮食局", "unit_code": "fagai"}
    ]


@pytest.mark.parametrize(
    ("case", "deadline", "suspended"),
    [
        ({}, date(2022, 4, 30), 0),
        ({"suspended_from": date(2022, 3, 11)}, None, 0),
        ({"suspended_from": date(2022, 3, 11), "suspended_to": date(2022, 3, 21)}, date(2022, 5, 10), 10),
        ({"handling": "不予受理"}, None, 0),
    ],
)
def test_the_deadline_of_a_case(
    small: SmallWarehouse, case: dict[str, Any], deadline: date | None, suspended: int
) -> None:
    small.add(
        "reconsiderations",
        {"case_no": "1", "received_on": date(2022, 2, 25), "accepted_on": date(2022, 3, 1), **case},
    )
    (row,) = _rows(small, "SELECT deadline_on, suspended_days FROM mart.reconsiderations")
    assert (row["deadline_on"], row["suspended_days"]) == (deadline, suspended)


def test_listed_problems_take_the_place_of_the_number_on_the_review_form(small: SmallWarehouse) -> None:
    review = {"unit": "公安局", "reviewed_on": MAY, "problems": 5}
    small.add("file_reviews", {"file_no": "案1", **review}, {"file_no": "案2", **review})
    small.add(
        "file_problems", *({"file_no": "案1", "category": "程序", "description": str(n)} for n in range(2))
    )
    rows = _rows(small, "SELECT file_no, problem_count FROM mart.file_reviews ORDER BY file_no")
    assert [row["problem_count"] for row in rows] == [2, 5]


def test_penalties_are_long_and_a_kind_the_form_lacks_has_no_row(small: SmallWarehouse) -> None:
    small.add("enforcement_stats", {"unit": "公安局", "year": 2022, "fines": 3, "warnings": 0, "total": 3})
    rows = _rows(small, "SELECT kind_label, cases FROM mart.penalties ORDER BY kind_label")
    assert rows == [{"kind_label": "罚款", "cases": 3}, {"kind_label": "警告", "cases": 0}]


def test_a_table_speaks_for_its_filer_and_for_each_unit_with_rows_in_it(small: SmallWarehouse) -> None:
    table = small.table("activities", unit="司法局", covered=(date(2022, 5, 1), date(2022, 5, 31)))
    small.add("activities", activity("粮食局", MAY), table=table)
    rows = _rows(small, "SELECT unit, covered_from, covered_to FROM mart.coverage ORDER BY unit")
    assert [(row["unit"], row["covered_from"]) for row in rows] == [
        ("发改委", date(2022, 5, 1)),
        ("司法局", date(2022, 5, 1)),
    ]


def test_a_table_without_a_period_covers_the_dates_of_its_rows(small: SmallWarehouse) -> None:
    table = small.table("activities", covered=(None, None))
    small.add("activities", activity("公安局", MAY), activity("公安局", date(2022, 6, 1)), table=table)
    rows = _rows(small, "SELECT DISTINCT covered_from, covered_to FROM mart.coverage")
    assert rows == [{"covered_from": MAY, "covered_to": date(2022, 6, 1)}]
