"""议定事项 on the page: filed and entered items together, the last meeting's first."""

from __future__ import annotations

from datetime import date

from dashboard.data.commitment_log import commitment_log
from dashboard.status import Status
from tests.support.small_warehouse import SmallWarehouse
from warehouse.commitments import Commitment

AS_OF = date(2022, 12, 31)


def test_the_log_tells_what_is_late_what_is_due_and_what_was_done(small: SmallWarehouse) -> None:
    small.add(
        "commitments",
        {"item": "甲", "due_on": date(2022, 12, 20), "status": "进行中"},
        {"item": "乙", "due_on": date(2022, 12, 20), "closed_on": date(2022, 12, 28), "status": "已办结",
         "evidence": "已印发"},
        {"item": "旧", "due_on": date(2022, 12, 9), "closed_on": date(2022, 12, 9), "status": "已办结"},
        unit="公安局",
        raised_on=date(2022, 12, 5),
    )  # fmt: skip
    entered = [
        Commitment(1, date(2022, 12, 26), "丙", "司法局", date(2023, 1, 5), "综合科"),
        Commitment(2, date(2022, 12, 26), "丁", "司法局", None, "综合科"),
    ]
    log = commitment_log(small.publish(), entered, AS_OF)
    assert [(row.item, row.status, row.state) for row in log.rows] == [
        ("丙", Status.WARNING, "剩 5 天"),
        ("丁", Status.NORMAL, "进行中"),
        ("甲", Status.LAGGING, "逾期 11 天"),
        ("乙", Status.NORMAL, "迟 8 天办结"),
    ]
    assert (log.open, log.late, log.closed) == (3, 1, 1)
    assert [row.row_id is not None for row in log.rows] == [False, False, True, True]
    assert log.rows[3].evidence == "已印发"


def test_an_earlier_day_knows_nothing_of_what_was_closed_later(small: SmallWarehouse) -> None:
    small.add(
        "commitments",
        {"item": "乙", "due_on": date(2022, 12, 20), "closed_on": date(2022, 12, 28), "status": "已办结"},
        unit="公安局",
        raised_on=date(2022, 12, 5),
    )
    (row,) = commitment_log(small.publish(), (), date(2022, 12, 18)).rows
    assert (row.closed_on, row.state) == (None, "剩 2 天")
