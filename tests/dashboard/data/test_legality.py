"""合法性审查 under its filters."""

from __future__ import annotations

from datetime import date

from dashboard.data.legality import legality, turnarounds, type_names
from dashboard.periods import Moment, Period, Week
from dashboard.texts import legality as texts
from tests.support.small_warehouse import SmallWarehouse
from warehouse.watchlists.legality import ReviewDays

CUTOFF = date(2022, 12, 31)
MOMENT = Moment.of(Week.containing(CUTOFF), CUTOFF)


def test_the_page_tells_types_conclusions_units_and_what_is_in_hand(small: SmallWarehouse) -> None:
    paper = {"kind": "政府文件", "received_on": date(2022, 3, 1), "submitted_by": "公安局"}
    small.add(
        "legality_reviews",
        {**paper, "review_no": "1", "closed_on": date(2022, 3, 8), "conclusion": "合法"},
        {
            **paper,
            "review_no": "2",
            "closed_on": date(2022, 3, 9),
            "conclusion": "修改后合法",
            "opinions": 4,
            "adopted": 3,
        },
        {**paper, "review_no": "3", "title": "丙", "submitted_by": "教育局"},
        {
            "review_no": "4",
            "kind": "法律咨询",
            "received_on": date(2022, 3, 1),
            "closed_on": date(2022, 3, 1),
            "submitted_by": "教育局",
        },
    )
    snapshot = small.publish()
    found = legality(snapshot, MOMENT, Period.YEAR, None, None)
    assert [card.metric_id for card in found.cards] == [f"L0{number}" for number in range(1, 8)] + ["T03"]
    assert (found.cards[-1].name, found.cards[-1].figure.digits) == (texts.OVERDUE_NAME, "1")
    assert [(row.kind, row.closed, row.late, row.limit) for row in found.turnaround] == [
        ("政府文件", 2, 1, 5),
        ("法律咨询", 1, 0, 5),
    ]
    # Advice knows no conclusion and stays out; the paper without one is the last count.
    assert found.conclusions == {"政府文件": (1, 1, 0, 0, 1)}
    assert [row.title for row in found.in_hand] == ["丙"]
    assert found.by_quarter["政府文件"][found.quarters.index("2022-Q1")] == 3
    police, education = found.units
    assert (police.unit, police.answers["L05"].value, police.is_small) == ("公安局", 75, True)
    assert (education.answers["L06"].value, education.answers["L05"].value) == (0, None)

    narrowed = legality(snapshot, MOMENT, Period.YEAR, "法律咨询", "教育局")
    assert [row.kind for row in narrowed.turnaround] == ["法律咨询"]
    assert narrowed.now.where == {"type": ("法律咨询",), "unit": ("教育局",)}
    # The clocks are not told apart by type: the card says so and shows no number.
    assert (narrowed.cards[-1].note, str(narrowed.cards[-1].figure)) == (texts.NOT_BY_TYPE, "—")


def test_types_stand_in_the_order_of_the_form() -> None:
    days = [ReviewDays("法律咨询", 1, None, 2, None), ReviewDays("重大行政决策", 16, True, 1, 15)]
    assert [(row.kind, row.late) for row in turnarounds(days)] == [("重大行政决策", 1), ("法律咨询", 0)]
    assert type_names()[0] == "重大行政决策"
