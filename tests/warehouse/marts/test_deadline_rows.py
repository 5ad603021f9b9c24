"""时限: every clock with its start, its limit and its end, and what is known of it on a day."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from tests.support.small_warehouse import SmallWarehouse
from warehouse.contracts.registry import DATASETS
from warehouse.marts.deadlines import CLOCKS
from warehouse.snapshots import Snapshot

FRIDAY = date(2022, 3, 4)
FILED = datetime(2022, 1, 4, 9)


def _case(**more: Any) -> dict[str, Any]:
    return {"case_no": "甲号", "respondent": "公安局", "received_on": date(2022, 2, 25), **more}


def _accepted(**more: Any) -> dict[str, Any]:
    return _case(handling="受理", accepted_on=date(2022, 3, 1), **more)


def _clock(small: SmallWarehouse, label: str, *columns: str) -> list[tuple[Any, ...]]:
    with small.pin() as snapshot:
        wanted = ", ".join(columns)
        sql = f"SELECT {wanted} FROM mart.deadlines WHERE clock = $label ORDER BY open_from, row_id"
        return snapshot.database.query(sql, {"label": label}).rows()


def test_every_clock_is_about_a_registered_dataset_and_has_a_name_of_its_own() -> None:
    assert {clock.dataset for clock in CLOCKS} <= set(DATASETS)
    assert len({clock.label for clock in CLOCKS}) == len(CLOCKS) == 16


ROWS: dict[str, tuple[str, dict[str, Any], tuple[Any, ...]]] = {
    # clock: dataset, row, (what, unit, starts_on, due_on, done_on)
    "答辩": (
        "litigations",
        {"case_no": "初1号", "instance": "一审", "defendant": "粮食局", "received_on": FRIDAY},
        ("初1号", "发改委", FRIDAY, date(2022, 3, 19), None),
    ),
    "合法性审查": (
        "legality_reviews",
        {
            "review_no": "审1",
            "title": "某合同",
            "kind": "政府合同",
            "submitted_by": "教育局",
            "received_on": date(2022, 9, 26),
            "closed_on": date(2022, 10, 9),
        },
        ("某合同", "教育局", date(2022, 9, 26), date(2022, 10, 13), date(2022, 10, 9)),
    ),
    "规范性文件备案": (
        "legality_reviews",
        {
            "review_no": "审2",
            "title": "某办法",
            "kind": "行政规范性文件",
            "received_on": date(2022, 2, 1),
            "issued_on": FRIDAY,
        },
        ("某办法", None, FRIDAY, date(2022, 3, 19), None),
    ),
    # Seven working days for a permit: Monday 7 to Friday 11, Monday 14 and Tuesday 15 March.
    "执法决定公示": (
        "major_decisions",
        {"decision_no": "决1", "unit": "公安局", "kind": "许可", "decided_on": FRIDAY},
        ("决1", "公安局", FRIDAY, date(2022, 3, 15), None),
    ),
    "处罚办理期限": (
        "major_decisions",
        {
            "decision_no": "决2",
            "unit": "公安局",
            "kind": "处罚",
            "filed_on": date(2022, 1, 4),
            "decided_on": FRIDAY,
        },
        ("决2", "公安局", date(2022, 1, 4), date(2022, 4, 4), FRIDAY),
    ),
    "案卷整改": (
        "file_reviews",
        {"file_no": "卷1", "unit": "公安局", "reviewed_on": FRIDAY, "rectify_due_on": date(2022, 4, 1)},
        ("卷1", "公安局", FRIDAY, date(2022, 4, 1), None),
    ),
    # A limit known by its month ends with the month.
    "清单完成": (
        "duty_items",
        {
            "item_no": "3",
            "unit": "公安局",
            "year": 2022,
            "content": "宪法宣传",
            "due_on": date(2022, 6, 1),
            "due_on_precision": "month",
            "status": "已完成",
            "done_on": date(2022, 6, 10),
        },
        ("宪法宣传", "公安局", date(2022, 1, 1), date(2022, 6, 30), date(2022, 6, 10)),
    ),
    "跟踪反馈": (
        "duty_events",
        {
            "happened_on": FRIDAY,
            "unit": "公安局",
            "kind": "督办",
            "item_no": "3",
            "reply_due_on": date(2022, 3, 18),
        },
        ("督办：清单第3项", "公安局", FRIDAY, date(2022, 3, 18), None),
    ),
    "议定事项": (
        "commitments",
        {
            "raised_on": date(2021, 12, 27),
            "item": "补报台账",
            "unit": "公安局",
            "due_on": date(2022, 1, 10),
            "status": "已办结",
            "version_at": FILED,
        },
        ("补报台账", "公安局", date(2021, 12, 27), date(2022, 1, 10), date(2022, 1, 4)),
    ),
}


def test_each_clock_runs_from_its_start_to_its_limit(small: SmallWarehouse) -> None:
    ids = {}
    for label, (dataset, row, _expected) in ROWS.items():
        (ids[label],) = small.add(dataset, row)
    with small.pin() as snapshot:
        rows = snapshot.database.query(
            "SELECT row_id, clock, dataset, what, unit, starts_on, due_on, done_on FROM mart.deadlines"
        ).rows()
    found = {(row_id, clock): (dataset, tuple(values)) for row_id, clock, dataset, *values in rows}
    for label, (dataset, _row, expected) in ROWS.items():
        assert found[ids[label], label] == (dataset, expected), label


def test_a_case_without_a_word_is_past_its_admission_and_on_trial_by_law(small: SmallWarehouse) -> None:
    small.add("reconsiderations", _case(received_on=FRIDAY))
    with small.pin() as snapshot:
        rows = snapshot.database.query(
            "SELECT clock, starts_on, due_on, done_on FROM mart.deadlines ORDER BY starts_on"
        ).rows()
    friday = date(2022, 3, 11)
    assert rows == [("受理审查", FRIDAY, friday, None), ("复议审理", friday, date(2022, 5, 10), None)]


def test_the_days_for_deciding_on_acceptance_wait_for_the_correction(small: SmallWarehouse) -> None:
    small.add(
        "reconsiderations",
        _case(
            received_on=FRIDAY,
            supplement_asked_on=date(2022, 3, 9),
            supplemented_on=date(2022, 3, 23),
            handling="不予受理",
            handled_on=date(2022, 3, 25),
        ),
    )
    with small.pin() as snapshot:
        rows = snapshot.database.query(
            "SELECT clock, starts_on, due_on, done_on FROM mart.deadlines ORDER BY starts_on"
        ).rows()
    assert rows == [
        ("补正通知", FRIDAY, date(2022, 3, 11), date(2022, 3, 9)),
        ("补正答复", date(2022, 3, 9), date(2022, 3, 23), date(2022, 3, 23)),
        ("受理审查", date(2022, 3, 23), date(2022, 3, 30), date(2022, 3, 25)),
    ]


def test_a_suspended_case_is_known_before_during_and_after(small: SmallWarehouse) -> None:
    (row_id,) = small.add(
        "reconsiderations",
        _accepted(
            suspended_from=date(2022, 3, 11), suspended_to=date(2022, 3, 21), closed_on=date(2022, 6, 1)
        ),
    )
    columns = ("row_id", "due_on", "open_from", "open_to", "near_from", "overdue_from")
    assert _clock(small, "复议审理", *columns) == [
        (
            row_id,
            date(2022, 4, 30),
            date(2022, 3, 1),
            date(2022, 3, 11),
            date(2022, 4, 20),
            date(2022, 5, 1),
        ),
        (row_id, None, date(2022, 3, 11), date(2022, 3, 21), None, None),
        (
            row_id,
            date(2022, 5, 10),
            date(2022, 3, 21),
            date(2022, 6, 1),
            date(2022, 4, 30),
            date(2022, 5, 11),
        ),
    ]


def test_a_simple_case_has_thirty_days_and_a_suspension_that_lasts_has_no_due_day(
    small: SmallWarehouse,
) -> None:
    small.add(
        "reconsiderations",
        _accepted(procedure="简易"),
        _accepted(suspended_from=date(2022, 3, 11)) | {"case_no": "乙号"},
    )
    assert _clock(small, "复议审理", "what", "due_on", "open_to") == [
        ("甲号", date(2022, 3, 31), None),
        ("乙号", date(2022, 4, 30), date(2022, 3, 11)),
        ("乙号", None, None),
    ]


def test_a_certificate_is_a_matter_from_near_its_end_until_a_valid_one_is_filed(
    small: SmallWarehouse,
) -> None:
    officer = {
        "certificate_no": "豫1号",
        "unit": "公安局",
        "person_id": "p1",
        "status": "在岗",
        "business_key": "豫1号",
    }
    old = {"valid_until": date(2022, 6, 30), "version_at": FILED, "superseded_by": "r0002"}
    new = {"valid_until": date(2027, 6, 30), "version_at": datetime(2022, 7, 15, 9)}
    small.add("officers", officer | old, officer | new)
    columns = ("due_on", "open_from", "open_to", "near_from", "overdue_from")
    assert _clock(small, "执法证有效期", *columns) == [
        (date(2022, 6, 30), date(2022, 6, 20), date(2022, 7, 1), date(2022, 6, 20), date(2022, 7, 1)),
        (date(2022, 6, 30), date(2022, 7, 1), date(2022, 7, 15), date(2022, 7, 1), date(2022, 7, 1)),
        (date(2027, 6, 30), date(2027, 6, 20), date(2027, 7, 1), date(2027, 6, 20), date(2027, 7, 1)),
        (date(2027, 6, 30), date(2027, 7, 1), None, date(2027, 7, 1), date(2027, 7, 1)),
    ]


def test_a_term_at_a_school_is_renewed_by_the_next_appointment_near_its_end(small: SmallWarehouse) -> None:
    post = {"school": "某小学", "sent_by": "公安局"}
    small.add(
        "vice_principals",
        {**post, "person_id": "p1", "appointed_on": date(2019, 9, 1)},
        # A second one, appointed long before the first term ends, renews nothing.
        {**post, "person_id": "p2", "appointed_on": date(2021, 9, 1)},
        {
            **post,
            "person_id": "p1",
            "appointed_on": date(2022, 9, 5),
            "term_ends_on": date(2025, 8, 31),
        },
    )
    assert _clock(small, "副校长聘期", "what", "unit", "starts_on", "due_on", "done_on") == [
        ("某小学", "公安局", date(2019, 9, 1), date(2022, 8, 31), date(2022, 9, 5)),
        ("某小学", "公安局", date(2021, 9, 1), date(2024, 8, 31), None),
        ("某小学", "公安局", date(2022, 9, 5), date(2025, 8, 31), None),
    ]


def test_an_honour_is_due_for_re_examination_three_years_after_the_last_one(small: SmallWarehouse) -> None:
    honour = {
        "subject": "方顶村",
        "subject_type": "村社区",
        "category": "民主法治示范村（社区）",
        "level": "市",
        "happened_on_precision": "day",
    }
    small.add(
        "creation_events",
        {**honour, "event": "命名", "happened_on": date(2016, 5, 1)},
        {**honour, "event": "复核", "review_result": "保留", "happened_on": date(2019, 4, 1)},
    )
    assert _clock(small, "创建复核", "what", "starts_on", "due_on", "done_on", "open_from") == [
        (
            "方顶村 市级民主法治示范村（社区）",
            date(2016, 5, 1),
            date(2019, 5, 1),
            date(2019, 4, 1),
            date(2019, 4, 21),
        ),
        ("方顶村 市级民主法治示范村（社区）", date(2019, 4, 1), date(2022, 4, 1), None, date(2022, 3, 22)),
    ]


@pytest.fixture
def published(small: SmallWarehouse) -> Snapshot:
    """Return a warehouse with one row for each of the clocks above, and a suspended case."""
    for dataset, row, _expected in ROWS.values():
        small.add(dataset, row)
    small.add(
        "reconsiderations",
        _accepted(suspended_from=date(2022, 3, 11), suspended_to=date(2022, 3, 21)),
    )
    return small.pin()


def test_on_no_day_is_a_matter_counted_twice_by_one_clock(published: Snapshot) -> None:
    with published as snapshot:
        twice = snapshot.database.query(
            "SELECT a.clock, a.what FROM mart.deadlines a JOIN mart.deadlines b"
            " ON a.row_id = b.row_id AND a.clock = b.clock AND a.open_from < b.open_from"
            " WHERE a.open_to IS NULL OR b.open_from < a.open_to"
        )
    assert twice.rows() == []
