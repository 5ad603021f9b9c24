"""普法责任制: who has most overdue comes first, and the year is held against its elapsed part."""

from __future__ import annotations

from datetime import date

from dashboard.data.duties import duties
from dashboard.periods import Moment, Week
from dashboard.widgets.duties import curve_title, matrix_title, shared_items
from tests.support.small_warehouse import SmallWarehouse

AS_OF = date(2022, 7, 1)
MOMENT = Moment.of(Week.containing(AS_OF), AS_OF)


def test_units_with_most_overdue_come_first_and_the_titles_tell_it(small: SmallWarehouse) -> None:
    done = {"done_on": date(2022, 5, 1), "status": "已完成"}
    small.add(
        "duty_items",
        {"unit": "公安局", "item_no": "1", **done},
        {"unit": "公安局", "item_no": "2", "content": "反诈", "due_on": date(2022, 12, 1)},
        {"unit": "教育局", "item_no": "1"},
        {"unit": "教育局", "item_no": "2", "duty": "谁服务谁普法"},
        {"unit": "司法局", "item_no": "1", **done},
        year=2022,
        duty="谁执法谁普法",
        content="宪法",
        due_on=date(2022, 6, 1),
        due_on_precision="day",
    )
    snapshot = small.publish()
    found = duties(snapshot, MOMENT, 2022, None, None)
    assert [(one.unit, one.overdue, one.done.value) for one in found.units] == [
        ("教育局", 2, 0),
        ("公安局", 0, 100),
        ("司法局", 0, 100),
    ]
    assert matrix_title(found) == "1 家单位有 2 项逾期未完成"
    # 2 of 5 by the 182nd of 365 days.
    assert curve_title(found) == "全年 5 项已完成 40.0%，落后序时进度 9.9 个百分点"
    assert shared_items(found, found.numbers) == "各单位相同的：第1项 宪法。"
    assert [(one.name, one.done.value) for one in found.kinds] == [
        ("谁服务谁普法", 0),
        ("谁执法谁普法", 200 / 3),
    ]
    assert set(found.without_list) == {"发改委", "峡窝镇", "济源路街道"}
    cards = {card.metric_id: card for card in duties(snapshot, MOMENT, 2022, None, "谁服务谁普法").cards}
    assert str(cards["P15"].figure) == "0.0%"
    assert cards["P14"].note == "3/6，样本少 · 不按责任类型分"
    over = duties(snapshot, MOMENT, 2021, None, None)
    assert (over.end, over.total, over.overdue) == (date(2021, 12, 31), 0, ())
    assert (matrix_title(over), curve_title(over)) == ("各单位清单完成得怎样", "清单完成得快不快")
