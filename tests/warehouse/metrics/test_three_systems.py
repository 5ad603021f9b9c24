"""行政执法三项制度 metrics: certificates, bodies and devices at a date; decisions and their publication."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest

from tests.support.small_warehouse import SmallWarehouse
from warehouse.lineage import trace
from warehouse.metrics.selection import Grain, Selection

Ask = Callable[..., list[dict[str, Any]]]
Value = Callable[..., float | None]
FILED = datetime(2022, 1, 10)
LATER = datetime(2022, 7, 1)
VALID = date(2026, 12, 31)
DECIDED = date(2022, 3, 1)  # a Tuesday


def _officer(number: int, **more: Any) -> dict[str, Any]:
    return {
        "certificate_no": f"豫A{number:04d}",
        "person_id": f"p{number}",
        "unit": "公安局",
        "valid_until": VALID,
        "post": "执法",
        "status": "在岗",
        "version_at": FILED,
        **more,
    }


def _body(unit: str, **more: Any) -> dict[str, Any]:
    return {"unit": unit, "kind": "法定", "status": "有效", "version_at": FILED, **more}


def _devices(unit: str, **more: Any) -> dict[str, Any]:
    return {"unit": unit, "kind": "执法记录仪", "quantity": 5, "in_use": 4, "version_at": FILED, **more}


def _decision(number: int, **more: Any) -> dict[str, Any]:
    return {
        "decision_no": f"罚字{number}号",
        "unit": "公安局",
        "kind": "处罚",
        "decided_on": DECIDED,
        **more,
    }


def _figures(rows: list[dict[str, Any]]) -> tuple[Any, Any, Any]:
    (row,) = rows
    return row["numerator"], row["denominator"], row["value"]


def test_an_expired_or_missing_certificate_does_not_count_but_its_officer_does(
    small: SmallWarehouse, ask: Ask
) -> None:
    small.add(
        "officers",
        _officer(1),
        _officer(2, valid_until=date(2022, 12, 30)),
        _officer(3, certificate_no=None, valid_until=None),
        _officer(4, valid_until=None),
        _officer(5, status="退休"),
    )
    assert _figures(ask("E01")) == (1, 4, 25)


def test_a_certificate_counts_to_the_last_day_of_its_validity(small: SmallWarehouse, ask: Ask) -> None:
    small.add("officers", _officer(1), _officer(2, valid_until=date(2022, 6, 30)))
    assert _figures(ask("E01", end=date(2022, 6, 30))) == (2, 2, 100)
    assert _figures(ask("E01", end=date(2022, 7, 1))) == (1, 2, 50)
    months = ask("E01", date(2022, 5, 1), date(2022, 8, 31), grain=Grain.MONTH)
    assert [row["value"] for row in months] == [100, 100, 50, 50]


def test_an_officer_is_in_post_from_the_first_roster_until_the_one_that_says_otherwise(
    small: SmallWarehouse, ask: Ask, value: Value
) -> None:
    small.add("officers", _officer(1, business_key="a", superseded_by="r0002"))
    small.add("officers", _officer(1, business_key="a", status="调离", version_at=LATER), _officer(2))
    assert value("E01", end=date(2022, 1, 9)) is None
    assert _figures(ask("E01", end=date(2022, 6, 30)))[:2] == (2, 2)
    assert _figures(ask("E01", end=date(2022, 7, 1)))[:2] == (1, 1)


def test_an_officer_who_left_between_two_equal_rosters_is_not_in_post_meanwhile(
    small: SmallWarehouse, ask: Ask
) -> None:
    """The roster of 9 January was filed again in July; that of April, which came last, says 调离."""
    april = datetime(2022, 4, 1)
    again = _officer(1, business_key="a", confirmed_at=LATER)
    small.add("officers", {**again, "valid_until": date(2022, 1, 31)}, _officer(2))
    gone = _officer(1, business_key="a", status="调离", version_at=april, superseded_by="r0001")
    small.add("officers", gone)
    in_post = {
        day: _figures(ask("E01", end=day))[1]
        for day in (date(2022, 3, 31), april.date(), date(2022, 6, 30), LATER.date())
    }
    assert list(in_post.values()) == [2, 1, 1, 2]


def test_a_renewed_certificate_is_valid_from_the_roster_that_shows_it(
    small: SmallWarehouse, ask: Ask
) -> None:
    expired = _officer(1, business_key="a", valid_until=date(2022, 3, 31), superseded_by="r0002")
    small.add("officers", expired)
    small.add("officers", _officer(1, business_key="a", version_at=LATER))
    values = {
        day: _figures(ask("E01", end=day)) for day in (date(2022, 3, 31), date(2022, 4, 1), LATER.date())
    }
    assert list(values.values()) == [(1, 1, 100), (0, 1, 0), (1, 1, 100)]


@pytest.mark.parametrize(
    "before", [{"certificate_no": None, "valid_until": None}, {"valid_until": FILED.date()}]
)
def test_who_gets_a_certificate_with_a_new_number_is_not_counted_twice(
    small: SmallWarehouse, ask: Ask, before: dict[str, Any]
) -> None:
    small.add("officers", _officer(1, **before), _officer(9, person_id="p1", version_at=LATER), _officer(2))
    assert _figures(ask("E01", end=date(2022, 6, 30)))[:2] == (1, 2)
    assert _figures(ask("E01"))[:2] == (2, 2)


def test_namesakes_with_a_certificate_each_are_two_officers(small: SmallWarehouse, ask: Ask) -> None:
    small.add("officers", _officer(1), _officer(2, person_id="p1"))
    assert _figures(ask("E01")) == (2, 2, 100)


def test_nobody_with_a_certificate_is_zero_and_no_roster_is_unknown(
    small: SmallWarehouse, value: Value
) -> None:
    small.add("officers", _officer(1, valid_until=None))
    assert value("E01") == 0
    assert value("E01", where={"unit": ["教育局"]}) is None


def test_every_officer_in_post_stands_once_behind_the_rate(small: SmallWarehouse) -> None:
    small.add("officers", _officer(1), _officer(2, valid_until=date(2022, 3, 1)))
    with small.pin() as snapshot:
        rows = trace(snapshot, "E01", Selection())
        assert [(row.key["certificate_no"], row.contribution) for row in rows] == [
            ("豫A0001", 1),
            ("豫A0002", 0),
        ]
        assert {row.in_denominator for row in rows} == {True}
        assert "name" not in rows[0].cells


def test_reviewers_are_a_share_of_all_officers_in_post(small: SmallWarehouse, ask: Ask) -> None:
    reviewer = _officer(1, post="法制审核", valid_until=None)
    small.add(
        "officers", reviewer, *(_officer(n) for n in range(2, 5)), _officer(5, post="法制审核", status="调离")
    )
    assert _figures(ask("E07")) == (1, 4, 25)


def test_no_officers_no_share_of_reviewers(small: SmallWarehouse, value: Value) -> None:
    small.add("officers", _officer(1, status="注销"))
    assert value("E07") is None


def test_a_body_is_published_from_its_day_and_leaves_when_it_is_withdrawn(
    small: SmallWarehouse, ask: Ask
) -> None:
    small.add(
        "enforcement_bodies",
        _body("公安局", published_on=date(2020, 1, 1)),
        _body("教育局", published_on=date(2022, 5, 1)),
        _body("教育局", kind="委托"),
        _body("司法局", published_on=date(2020, 1, 1), status="撤销"),
    )
    assert _figures(ask("E02", end=date(2022, 4, 30)))[:2] == (1, 3)
    assert _figures(ask("E02", end=date(2022, 5, 1)))[:2] == (2, 3)
    assert {row["type"]: row["value"] for row in ask("E02", by=["type"])} == {"法定": 100, "委托": 0}


def test_a_body_struck_off_in_a_later_list_was_one_until_then(
    small: SmallWarehouse, ask: Ask, value: Value
) -> None:
    small.add("enforcement_bodies", _body("公安局", business_key="a", superseded_by="r0002"))
    small.add("enforcement_bodies", _body("公安局", business_key="a", status="撤销", version_at=LATER))
    assert _figures(ask("E02", end=date(2022, 6, 30))) == (0, 1, 0)
    assert value("E02") is None


def test_a_unit_is_equipped_with_one_device_in_use_and_counts_once(small: SmallWarehouse, ask: Ask) -> None:
    small.add(
        "enforcement_bodies",
        _body("公安局"),
        _body("公安局", kind="委托"),
        _body("教育局"),
        _body("峡窝镇"),
        _body("济源路街道"),
        _body("司法局", status="撤销"),
    )
    small.add(
        "devices",
        _devices("公安局"),
        _devices("公安局", kind="执法车"),
        _devices("教育局", in_use=0),
        _devices("峡窝镇", in_use=None, quantity=1),
        _devices("司法局"),
    )
    assert _figures(ask("E03")) == (2, 4, 50)


def test_a_device_is_there_from_its_purchase_until_a_list_without_it_in_use(
    small: SmallWarehouse, ask: Ask
) -> None:
    small.add("enforcement_bodies", _body("公安局"))
    first = _devices("公安局", business_key="a", bought_on=date(2021, 1, 1), version_at=datetime(2022, 5, 1))
    small.add("devices", first | {"superseded_by": "r0003"})
    small.add(
        "devices",
        _devices("公安局", business_key="a", bought_on=date(2021, 1, 1), in_use=0, version_at=LATER),
    )
    days = (date(2022, 1, 31), date(2022, 6, 30), date(2022, 7, 1))
    assert [_figures(ask("E03", end=day)) for day in days] == [(1, 1, 100), (1, 1, 100), (0, 1, 0)]


def test_no_body_no_rate_of_equipment_and_the_rate_is_traced_to_devices_and_bodies(
    small: SmallWarehouse,
) -> None:
    small.add("enforcement_bodies", _body("公安局"), _body("教育局"))
    small.add("devices", _devices("公安局"), _devices("公安局", kind="执法车"), _devices("司法局"))
    with small.pin() as snapshot:
        rows = trace(snapshot, "E03", Selection())
        assert trace(snapshot, "E03", Selection(where={"unit": ["司法局"]})) == []
    assert [(row.dataset, row.key["unit"], row.contribution, row.in_denominator) for row in rows] == [
        ("devices", "公安局", 1, False),
        ("enforcement_bodies", "公安局", 0, True),
        ("enforcement_bodies", "教育局", 0, True),
        ("devices", "公安局", 0, False),
    ]


def test_a_decision_is_reviewed_where_a_day_of_review_is_given(small: SmallWarehouse, ask: Ask) -> None:
    small.add(
        "major_decisions",
        _decision(1, reviewed_on=DECIDED),
        _decision(2, reviewed_on=date(2022, 2, 1)),
        _decision(3, submitted_on=date(2022, 2, 1)),
        _decision(4, kind="许可"),
    )
    assert _figures(ask("E04")) == (2, 4, 50)
    assert {row["type"]: row["value"] for row in ask("E04", by=["type"]) if row["denominator"]} == {
        "处罚": pytest.approx(200 / 3),
        "许可": 0,
    }


def test_decisions_are_counted_by_their_day_and_none_gives_no_rate(
    small: SmallWarehouse, value: Value
) -> None:
    small.add("major_decisions", _decision(1, reviewed_on=DECIDED, has_av_record=True, published_on=DECIDED))
    march, april = (date(2022, 3, 1), date(2022, 3, 31)), (date(2022, 4, 1), date(2022, 4, 30))
    assert [value(metric, *march) for metric in ("E04", "E05", "E06")] == [100, 100, 100]
    assert [value(metric, *april) for metric in ("E04", "E05", "E06")] == [None, None, None]


@pytest.mark.parametrize(
    ("kind", "last", "next_day"),
    [
        ("处罚", date(2022, 3, 10), date(2022, 3, 11)),  # seven working days after Tuesday 1 March
        ("许可", date(2022, 3, 10), date(2022, 3, 11)),
        ("强制", date(2022, 3, 29), date(2022, 3, 30)),  # twenty
    ],
)
def test_published_on_the_last_working_day_is_in_time_and_on_the_next_day_late(
    small: SmallWarehouse, ask: Ask, kind: str, last: date, next_day: date
) -> None:
    small.add(
        "major_decisions",
        _decision(1, kind=kind, published_on=last),
        _decision(2, kind=kind, published_on=next_day),
    )
    assert _figures(ask("E05")) == (1, 2, 50)


def test_the_days_of_a_holiday_are_not_working_days(small: SmallWarehouse, value: Value) -> None:
    # 2022-09-30 is a Friday; the holiday lasts until 7 October and both 8 and 9 October are worked.
    before = date(2022, 9, 30)
    small.add("major_decisions", _decision(1, decided_on=before, published_on=date(2022, 10, 14)))
    assert value("E05") == 100


def test_an_unpublished_decision_counts_against_its_unit_once_its_limit_has_passed(
    small: SmallWarehouse, ask: Ask
) -> None:
    # The data end on 31 December: the seven working days of the first were over on the 29th.
    small.add(
        "major_decisions",
        _decision(1, decided_on=date(2022, 12, 20)),
        _decision(2, decided_on=date(2022, 12, 27)),
        _decision(3, decided_on=date(2022, 12, 28), published_on=date(2022, 12, 29)),
    )
    assert _figures(ask("E05")) == (1, 2, 50)


def test_a_decision_without_a_word_about_recording_is_not_recorded(small: SmallWarehouse, ask: Ask) -> None:
    small.add(
        "major_decisions",
        _decision(1, has_av_record=True),
        _decision(2, has_av_record=False),
        _decision(3, has_text_record=True),
    )
    assert _figures(ask("E06")) == (1, 3, pytest.approx(100 / 3))
