"""Applications and how far they came, histories, and re-examinations due, as they stood on a day."""

from __future__ import annotations

from datetime import date

from dashboard.data.creation import creation, whole
from dashboard.periods import Moment, Week
from tests.support.small_warehouse import SmallWarehouse
from warehouse.watchlists.creation import (
    Funnel,
    application_years,
    funnels,
    reexamination_intervals,
    reexaminations_due,
    subject_events,
)

YEAR_END = date(2022, 12, 31)
VILLAGE, TOWNSHIP = "民主法治示范村（社区）", "法治乡镇（街道）"


def test_applications_are_followed_to_where_they_came_and_honours_to_their_reexamination(
    small: SmallWarehouse,
) -> None:
    small.add(
        "creation_events",
        # 公示 is not on record: who was named has passed it.
        {"subject": "方顶村", "level": "市", "event": "申报", "happened_on": date(2018, 1, 1)},
        {"subject": "方顶村", "level": "市", "event": "推荐", "happened_on": date(2018, 2, 1)},
        {"subject": "方顶村", "level": "市", "event": "命名", "happened_on": date(2018, 5, 1)},
        {"subject": "方顶村", "level": "市", "event": "复核", "happened_on": date(2020, 1, 1)},
        {"subject": "石嘴村", "level": "市", "event": "申报", "happened_on": date(2021, 3, 1)},
        # Named without an application: no part of the funnel, but due like any other.
        {"subject": "中安街社区", "level": "区", "event": "命名", "happened_on": date(2019, 1, 1)},
        category=VILLAGE,
        happened_on_precision="day",
    )
    small.add(
        "creation_events",
        {"event": "申报", "happened_on": date(2020, 1, 1)},
        {"event": "命名", "happened_on": date(2020, 6, 1)},
        subject="峡窝镇",
        level="市",
        category=TOWNSHIP,
        happened_on_precision="day",
    )
    small.set_limit("creation_reexamination", "区", 2)
    snapshot = small.publish()

    assert funnels(snapshot, YEAR_END) == [
        Funnel(VILLAGE, "市", 2, 1, 1, 1, 1, 1),
        Funnel(TOWNSHIP, "市", 1, 1, 1, 1, 0, 0),
    ]
    # On that day 方顶村 was recommended, and nobody named.
    assert funnels(snapshot, date(2018, 3, 1)) == [Funnel(VILLAGE, "市", 1, 1, 0, 0, 0, 0)]
    assert funnels(snapshot, YEAR_END, year=2020) == [Funnel(TOWNSHIP, "市", 1, 1, 1, 1, 0, 0)]
    assert funnels(snapshot, YEAR_END, township="峡窝镇", level="区") == []
    assert application_years(snapshot, YEAR_END) == ["2021", "2020", "2018"]
    assert whole(funnels(snapshot, YEAR_END)) == Funnel("", "", 3, 2, 2, 2, 1, 1)

    due = reexaminations_due(snapshot, YEAR_END, 365)
    assert [(one.subject, one.is_village, one.event, one.days_left) for one in due] == [
        ("中安街社区", True, "命名", -729),
        ("方顶村", True, "复核", 1),
        ("峡窝镇", False, "命名", 152),
    ]
    # On the last day of the interval it is due and not overdue; until then the 命名 is what counts.
    assert [one.days_left for one in reexaminations_due(snapshot, date(2021, 1, 1), 0)] == [0]
    assert reexaminations_due(snapshot, date(2019, 6, 1), 365) == []
    assert [one.subject for one in reexaminations_due(snapshot, YEAR_END, 365, subject_key="100")] == [
        "峡窝镇"
    ]
    assert reexamination_intervals(snapshot)["区"] == "2年"

    events = subject_events(snapshot, date(2021, 12, 31))
    assert list(dict.fromkeys(event.subject for event in events)) == [
        "石嘴村",
        "峡窝镇",
        "方顶村",
        "中安街社区",
    ]
    assert [event.event for event in events if event.subject == "方顶村"] == ["申报", "推荐", "命名", "复核"]

    page = creation(snapshot, Moment.of(Week.containing(YEAR_END), YEAR_END), VILLAGE, None, "市", None)
    assert [history.subject for history in page.histories] == ["石嘴村", "方顶村"]
    assert [len(history.due) for history in page.histories] == [0, 1]
    assert [one.applied for one in page.funnels] == [2]
