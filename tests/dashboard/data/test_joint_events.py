"""Suspected joint events on 普法覆盖: what waits, for whom, and what the next load will take in."""

from __future__ import annotations

from datetime import date, datetime

from dashboard.data.legal_education import joint_events
from dashboard.widgets.legal_education import joint_row
from tests.support.small_warehouse import SmallWarehouse, activity
from warehouse.decisions import JointDecision
from warehouse.joint_pairs import PairStatus
from warehouse.metrics.selection import Selection


def test_what_waits_is_listed_with_both_rows_and_a_decision_made_since_is_told(small: SmallWarehouse) -> None:
    one, other, third = small.add(
        "activities",
        activity("公安局", date(2022, 3, 1), "反诈<b>宣传", place="广场"),
        activity("司法局", date(2022, 3, 2), "反诈集中宣传", place="广场"),
        activity("教育局", date(2022, 3, 2), "反诈宣传", place="广场"),
    )
    for pair, status, left, right in (
        ("p1", "待定", one, other),
        ("p2", "待定", other, third),
        ("p3", "已否定", one, third),
    ):
        scores = {f"{part}_score": 0.5 for part in ("title", "place", "date", "partner", "audience")}
        small.record(
            "ledger.joint_pairs",
            pair_id=pair,
            kind="联合活动",
            status=status,
            score=0.82 if pair == "p1" else 0.7,
            left_row_id=left,
            right_row_id=right,
            left_key=left,
            right_key=right,
            **scores,
        )
    snapshot = small.publish()
    found = joint_events(snapshot, None)
    assert [pair.pair_id for pair in found.pending] == ["p1", "p2"]
    assert (found.decided[PairStatus.REJECTED], found.decided[PairStatus.CONFIRMED]) == (1, 0)
    assert [pair.pair_id for pair in joint_events(snapshot, "教育局").pending] == ["p2"]
    score, left_cell, right_cell, days, kind = joint_row(snapshot, Selection(), found.pending[0], {})
    assert (score, days, kind) == ("82%", "2022-03-01、2022-03-02", "联合活动")
    assert "反诈&lt;b&gt;宣传" in str(left_cell)
    assert f"row={one}" in str(left_cell)
    assert "司法局" in str(right_cell)
    decision = JointDecision(one, other, True, "普法科", datetime(2023, 1, 1), "")
    cells = joint_row(snapshot, Selection(), found.pending[0], {decision.pair: decision})
    assert cells[-1] == "已有结论，下次载入生效"
