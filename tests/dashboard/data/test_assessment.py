"""依法行政考核: ranks, stages and the evidence held against targets."""

from __future__ import annotations

from datetime import date

from dashboard.data.assessment import BY_ATTENTION, BY_SCORE, assessment
from dashboard.periods import Moment, Week
from dashboard.status import Status
from tests.support.small_warehouse import SmallWarehouse

AS_OF = date(2022, 12, 31)
MOMENT = Moment.of(Week.containing(AS_OF), AS_OF)


def test_units_are_ranked_by_score_with_the_evidence_that_needs_attention(small: SmallWarehouse) -> None:
    small.add(
        "assessments",
        {"unit": "公安局", "stage": "年初计划", "score": 18},
        {"unit": "教育局", "stage": "年初计划", "score": 20},
        {"unit": "教育局", "stage": "年中督查", "score": 20},
        {"unit": "司法局", "stage": "年初计划", "score": 18},
        year=2022,
        indicator="要点",
        full_score=20,
    )
    small.add(
        "duty_items",
        {"unit": "公安局", "item_no": "1", "status": "已完成", "done_on": date(2022, 3, 1)},
        {"unit": "公安局", "item_no": "2", "status": "进行中"},
        **{"year": 2022, "due_on": date(2022, 4, 1), "due_on_precision": "day", "duty": "谁执法谁普法"},
    )
    small.add("shufa", {"unit": "教育局", "year": 2022, "reported_on": date(2022, 12, 1)})
    small.add(
        "targets",
        {"metric_id": "P01", "target": 10},
        {"metric_id": "P15", "target": 55},
        {"metric_id": "E16", "target": 0},
        year=2022,
        scope="全区",
    )
    small.add(
        "file_reviews",
        {"file_no": "甲", "unit": "教育局", "rectify_due_on": date(2022, 6, 1)},
        reviewed_on=date(2022, 5, 1),
    )
    snapshot = small.publish()
    found = assessment(snapshot, MOMENT, 2022, None, None, BY_SCORE)

    ranks = [(row.unit, row.rank) for row in found.units]
    # Equal scores share a rank; who was not assessed has none and stands last.
    assert ranks[:3] == [("教育局", 1), ("公安局", 2), ("司法局", 2)]
    assert {rank for _, rank in ranks[3:]} == {None}
    assert found.begun == (True, True, False)
    assert [units for units, _ in found.stages] == [3, 1, 0]
    rows = {row.unit: row for row in found.units}
    police = rows["公安局"]
    # 50 % of a target of 55 %: the year's own target stands before the 100 % of the definition.
    assert police.evidence["P15"].status is Status.WARNING
    assert police.evidence["A01"].status is Status.UNREPORTED
    assert police.evidence["E11"].status is None
    assert police.status is Status.WARNING
    assert rows["教育局"].evidence["E16"].status is Status.LAGGING
    # T03 counts over again what others judge.
    assert rows["教育局"].evidence["T03"].status is None
    assert [(one.metric_id, one.status) for one in found.lower] == [("E16", Status.LAGGING)]
    assert [answer.value is None for answer in found.duty_reports] == [True, True, True, True, False]

    by_attention = assessment(snapshot, MOMENT, 2022, "政府部门", None, BY_ATTENTION)
    assert [row.unit for row in by_attention.units][:2] == ["教育局", "公安局"]
    # Of a kind without a single file review, lawsuit or report, too.
    assert [row.unit for row in assessment(snapshot, MOMENT, 2022, "镇办", None, BY_SCORE).units] == [
        "峡窝镇",
        "济源路街道",
    ]
    one = assessment(snapshot, MOMENT, 2022, None, "公安局", BY_SCORE)
    assert [(row.unit, row.rank) for row in one.units] == [("公安局", 2)]
    assert one.own.where == {"unit": ("公安局",)}
    earlier = assessment(snapshot, MOMENT, 2021, None, None, BY_SCORE)
    assert (earlier.begun, earlier.paces, earlier.district.end) == (
        (False, False, False),
        (),
        date(2021, 12, 31),
    )
