"""All that is on record about a unit, as it stood on a day."""

from __future__ import annotations

from datetime import date

from dashboard.data.unit_file import unit_file, unit_list
from dashboard.periods import Moment, Week
from dashboard.status import Status
from tests.support.small_warehouse import SmallWarehouse, activity
from warehouse.watchlists import unit_file as lists
from warehouse.watchlists.unit_filing import filed_tables, kept_out

START, AS_OF = date(2022, 1, 1), date(2022, 6, 30)
UNIT = "公安局"


def test_a_unit_is_shown_as_it_stood_and_against_all_others(small: SmallWarehouse) -> None:
    small.add(
        "duty_items",
        {"item_no": "1", "content": "早", "due_on": date(2022, 3, 1), "done_on": date(2022, 2, 1)},
        {"item_no": "2", "content": "逾", "due_on": date(2022, 4, 1), "status": "进行中"},
        {"item_no": "3", "content": "后", "due_on": date(2022, 9, 1), "done_on": date(2022, 8, 1)},
        **{"unit": UNIT, "year": 2022, "duty": "谁执法谁普法", "due_on_precision": "day", "status": "已完成"},
    )
    small.add(
        "activities",
        activity(UNIT, date(2022, 2, 1), "一", place="广场"),
        activity(UNIT, date(2022, 3, 1), "二", place="广场"),
        activity(UNIT, date(2022, 4, 1), "三", place="广场"),
        activity("教育局", date(2022, 5, 1), "合办", place="学校", partners=[UNIT]),
        activity("教育局", date(2021, 5, 1), "去年", place="学校", partners=[UNIT]),
    )
    small.add(
        "file_reviews",
        {"file_no": "逾期", "reviewed_on": date(2021, 11, 1), "rectify_due_on": date(2022, 6, 20)},
        {"file_no": "去年已改", "reviewed_on": date(2021, 11, 1), "rectified_on": date(2022, 1, 5)},
        {"file_no": "今年", "reviewed_on": date(2022, 5, 1), "grade": "优秀", "score": 95},
        unit=UNIT,
    )
    small.add(
        "litigations",
        {"case_no": "1号", "heard_on": date(2022, 6, 1), "head_attended": "否"},
        {"case_no": "2号", "heard_on": date(2022, 8, 1), "head_attended": "是", "outcome": "撤销"},
        defendant=UNIT,
        instance="一审",
        received_on=date(2022, 4, 1),
    )
    small.add(
        "reconsiderations",
        {"case_no": "旧", "received_on": date(2021, 1, 4), "closed_on": date(2021, 2, 4), "outcome": "维持"},
        {
            "case_no": "在办",
            "received_on": date(2022, 6, 1),
            "closed_on": date(2022, 7, 1),
            "outcome": "维持",
        },
        respondent=UNIT,
        handling="受理",
        accepted_on=date(2022, 6, 2),
    )
    filed = small.table("activities", unit=UNIT, filed_on=date(2022, 5, 3), quarantined=1)
    small.record(
        "ledger.quarantined",
        table_id=filed,
        source_row=7,
        dataset="activities",
        unit=UNIT,
        codes=["not_a_number"],
        raw="{}",
        run_id="r1",
    )
    snapshot = small.publish()

    assert [(one.content, one.state) for one in lists.duties(snapshot, UNIT, AS_OF)] == [
        ("逾", "逾期"),
        ("后", "进行中"),
        ("早", "已完成"),
    ]
    held = lists.activities(snapshot, UNIT, START, AS_OF)
    assert [(one.title, one.is_lead) for one in held] == [
        ("合办", False),
        ("三", True),
        ("二", True),
        ("一", True),
    ]
    files = lists.reviewed_files(snapshot, UNIT, START, AS_OF)
    assert [(one.file_no, one.days_overdue) for one in files] == [("逾期", 10), ("今年", None)]
    # What is heard and judged later is not known yet.
    assert [
        (one.case_no, one.head_attended, one.outcome) for one in lists.lawsuits(snapshot, UNIT, START, AS_OF)
    ] == [
        ("1号", "否", None),
        ("2号", None, None),
    ]
    assert [(one.case_no, one.closed_on) for one in lists.cases(snapshot, UNIT, START, AS_OF)] == [
        ("在办", None)
    ]
    assert [(one.dataset, one.kept_out) for one in filed_tables(snapshot, UNIT, START, AS_OF)] == [
        ("普法活动", 1)
    ]
    assert [(one.source_row, one.reasons) for one in kept_out(snapshot, UNIT, AS_OF)] == [
        (7, ("not_a_number",))
    ]
    assert kept_out(snapshot, UNIT, date(2022, 5, 2)) == []
    assert "粮食局" not in lists.active_unit_names(snapshot, AS_OF)

    page = unit_file(snapshot, Moment.of(Week.containing(AS_OF), AS_OF), UNIT)
    compared = {one.metric_id: one for one in page.compared}
    sessions = compared["P01"]
    # 公安局 3, 教育局 1: of a count the district's number is the mean of those that have one.
    assert (sessions.own.answer.value, sessions.district, sessions.median) == (3, 2, 2)
    assert (sessions.place, sessions.units, sessions.highest) == (1, 2, 3)
    # One of two items due was done: far below the 100 % that its definition asks.
    assert compared["P15"].own.status is Status.LAGGING
    assert compared["S02"].own.answer.value == 0
    assert compared["A02"].place is None
    groups = unit_list(snapshot, Moment.of(Week.containing(AS_OF), AS_OF))
    assert {kind: len(units) for kind, units in groups.items()} == {"政府部门": 4, "镇办": 2}
