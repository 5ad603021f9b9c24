"""Clocks of open cases as of a day."""

from __future__ import annotations

from datetime import date

from tests.support.small_warehouse import SmallWarehouse
from warehouse.watchlists.cases import case_body_names, case_clocks, case_field_names


def test_open_cases_come_by_their_limit_and_suspended_ones_last(small: SmallWarehouse) -> None:
    case = {"received_on": date(2022, 3, 1), "handling": "受理", "accepted_on": date(2022, 3, 2)}
    small.add(
        "reconsiderations",
        # 60 natural days from 2 March end on 1 May, 30 on 1 April.
        {"case_no": "甲", **case, "field": "公安", "respondent": "公安局"},
        {"case_no": "乙", **case, "field": "公安", "respondent": "公安局", "procedure": "简易"},
        {"case_no": "丙", **case, "field": "城管", "suspended_from": date(2022, 3, 10)},
        {"case_no": "丁", **case, "field": "城管", "closed_on": date(2022, 3, 20), "outcome": "维持"},
    )
    small.add(
        "litigations",
        {"case_no": "戊", "instance": "一审", "defendant": "教育局", "received_on": date(2022, 3, 20)},
    )
    snapshot = small.publish()
    found = case_clocks(snapshot, date(2022, 4, 3))
    assert [(one.case_no, one.clock, one.days_left, one.is_near) for one in found] == [
        ("乙", "复议审理", -2, True),
        ("戊", "答辩", 1, True),
        ("甲", "复议审理", 28, False),
        ("丙", "复议审理", None, False),
    ]
    assert [one.case_no for one in case_clocks(snapshot, date(2022, 4, 3), unit="教育局")] == ["戊"]
    # A lawsuit has no field.
    assert [one.case_no for one in case_clocks(snapshot, date(2022, 4, 3), field="城管")] == ["丙"]
    assert {one.case_no for one in case_clocks(snapshot, date(2022, 3, 19))} == {"甲", "乙", "丙", "丁"}
    assert case_body_names(snapshot) == ["公安局", "教育局"]
    assert case_field_names(snapshot) == ["公安", "城管"]
