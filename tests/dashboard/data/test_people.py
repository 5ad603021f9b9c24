"""队伍阵地 under its filters: each number is narrowed by the filters that fit it, and says which do not."""

from __future__ import annotations

from datetime import date

from dashboard.data.people import people
from dashboard.periods import Moment, Period, Week
from dashboard.widgets.people import tiles_title
from tests.support.small_warehouse import SmallWarehouse

CUTOFF = date(2022, 12, 31)
MOMENT = Moment.of(Week.containing(CUTOFF), CUTOFF)


def test_gaps_come_first_and_numbers_say_which_filters_do_not_fit(small: SmallWarehouse) -> None:
    small.add(
        "legal_stewards",
        *({"village": "方顶村", "person_id": person, "role": "党员"} for person in "甲乙丙"),
        {"village": "中安街社区", "person_id": "丁", "role": "五老"},
        certified_on=date(2020, 1, 1),
        status="在岗",
    )
    small.add(
        "venues",
        {"kind": "宣传栏", "village": "方顶村"},
        {"kind": "宣传栏", "village": "中安街社区"},
        {"kind": "法治公园", "township": "峡窝镇"},
        name="阵地",
        built_on=date(2020, 1, 1),
        status="在用",
    )
    snapshot = small.publish()
    found = people(snapshot, MOMENT, Period.YEAR, None, None, None)
    assert tiles_title(found) == "3 个村（社区）法律明白人不足 3 名，2 个没有阵地"
    assert [row.village for row in found.gaps] == ["石嘴村", "新华街社区", "中安街社区"]
    assert [(one.group[0], one.value) for one in found.roles] == [("党员", 3), ("五老", 1)]
    assert (found.venues.types, found.venues.townships) == (
        ("宣传栏", "法治公园"),
        ("峡窝镇", "济源路街道"),
    )
    assert (found.venues.in_township("峡窝镇"), found.venues.of_type("宣传栏")) == (2, 2)
    assert [one.value for one in found.trend][-1] == 4

    narrowed = people(snapshot, MOMENT, Period.YEAR, "峡窝镇", "村", None)
    cards = {card.metric_id: card for card in narrowed.cards}
    assert [str(cards[name].figure) for name in ("R01", "R03", "R08")] == ["3 名", "50.0%", "1 个"]
    assert cards["R06"].note.endswith("不按村或社区分")
    assert cards["R04"].note.endswith("不按镇办、村或社区分")
    assert cards["R04"].selection.where == {}
    assert narrowed.norm == 3


def test_an_empty_warehouse_is_a_question_and_not_a_finding(small: SmallWarehouse) -> None:
    found = people(small.publish(), MOMENT, Period.YEAR, None, None, None)
    assert tiles_title(found) == "各村（社区）有没有人、有没有阵地"
    assert (found.posts, found.roles, found.venues.types, found.education) == ((), (), (), ())
