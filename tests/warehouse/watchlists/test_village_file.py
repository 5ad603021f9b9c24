"""All that is on record about a village, as it stood on a day."""

from __future__ import annotations

from datetime import date

from dashboard.data.village_file import village_file, village_list
from dashboard.periods import Moment, Week
from dashboard.status import Status
from dashboard.widgets.village_file import village_timeline
from tests.support.small_warehouse import SmallWarehouse, activity
from warehouse.watchlists.village_file import steward_norm, villages

AS_OF = date(2022, 6, 30)
MOMENT = Moment.of(Week.containing(AS_OF), AS_OF)


def test_a_village_is_shown_with_its_neighbours_and_without_names(small: SmallWarehouse) -> None:
    place = {"township": "峡窝镇", "village": "方顶村"}
    small.add(
        "activities",
        activity("峡窝镇", date(2022, 3, 1), "宣讲", audience=40, **place),
        activity("公安局", date(2021, 3, 1), "去年", audience=10, **place),
        activity("公安局", date(2022, 8, 1), "以后", audience=10, **place),
    )
    small.add(
        "legal_stewards",
        {"person_id": "甲", "role": "网格员", "assessment": "优秀"},
        {"person_id": "乙", "role": "网格员"},
        {"person_id": "丙", "role": "党员", "left_on": date(2022, 5, 1), "status": "退出"},
        **{"status": "在岗", "certified_on": date(2022, 1, 1), "certified_on_precision": "day", **place},
    )
    small.add(
        "venues",
        {"name": "法治长廊", "built_on": date(2021, 1, 1)},
        {"name": "明年建", "built_on": date(2022, 9, 1)},
        **{"kind": "法治长廊", "status": "在用", "built_on_precision": "day", **place},
    )
    small.add(
        "creation_events",
        {"level": "市", "happened_on": date(2018, 5, 1)},
        {"level": "省", "happened_on": date(2020, 5, 1)},
        event="命名",
        subject="方顶村",
        category="民主法治示范村（社区）",
        happened_on_precision="day",
    )
    snapshot = small.publish()

    # The park is no village.
    assert [one.village for one in villages(snapshot)] == ["中安街社区", "新华街社区", "方顶村", "石嘴村"]
    assert steward_norm(snapshot) == 3
    assert village_file(snapshot, MOMENT, "产业园区") is None
    found = village_file(snapshot, MOMENT, "方顶村")
    assert found is not None
    assert [(one.title, one.audience) for one in found.events] == [("宣讲", 40), ("去年", 10)]
    assert [(one.role, one.in_post, one.excellent) for one in found.roles] == [("网格员", 2, 1)]
    assert [one.name for one in found.venues] == ["法治长廊"]
    assert [(one.level, one.days_left) for one in found.due] == [("市", -425), ("省", 305)]
    own = found.own
    # 1 March to 30 June are 121 days: too long.
    assert (own.days_since, own.silence, own.level) == (121, Status.LAGGING, "省")
    assert (own.numbers["P01"].value, own.numbers["R01"].value, own.numbers["R08"].value) == (1, 2, 1)
    # Who never had an activity stands before who had none for long.
    assert [one.village for one in found.neighbours] == ["石嘴村", "方顶村"]
    groups = village_list(snapshot, MOMENT, None)
    assert {name: len(group) for name, group in groups.items()} == {"济源路街道": 2, "峡窝镇": 2}

    drawing = village_timeline(found, AS_OF)
    assert drawing is not None
    shown = {trace.name: len(trace.x) for trace in drawing.data}
    assert shown == {"普法活动": 2, "命名": 2, "复核到期": 1, "复核逾期": 1, "建成阵地": 1}
    assert "甲" not in drawing.to_json()
