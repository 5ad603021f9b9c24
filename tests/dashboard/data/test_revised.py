"""自上次通报以来的更正: which freeze is compared with, and which numbers are others now."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from dashboard.data.revised import frozen_before, revised_week
from dashboard.periods import Moment, Week
from tests.support.two_states import Row, State, both_published
from warehouse.snapshots import FrozenRecord

SUNDAY = date(2026, 11, 22)
MOMENT = Moment.of(Week.containing(SUNDAY), SUNDAY)


def _frozen(label: str, cutoff: date, hour: int = 0) -> FrozenRecord:
    return FrozenRecord(label, label, datetime(2026, 11, 23, hour), "", cutoff, "", {})


def test_the_weeks_own_freeze_is_compared_with_else_the_latest_before_it() -> None:
    early, late = _frozen("2026-W44", date(2026, 11, 1)), _frozen("2026-W46", date(2026, 11, 16))
    named = _frozen("年度考核", date(2026, 6, 30))
    assert frozen_before([], MOMENT) is None
    assert frozen_before([early, late, named], MOMENT) == late
    assert frozen_before([named], MOMENT) == named
    own, again = _frozen("2026-W47", SUNDAY), _frozen("2026-W47-更正", SUNDAY, 9)
    assert frozen_before([early, own, again], MOMENT) == again
    assert frozen_before([_frozen("2026-W48", SUNDAY)], MOMENT) is None


def test_a_number_that_late_filings_changed_is_told_with_its_file(tmp_path: Path) -> None:
    values = {"unit": "公安局", "start_on": date(2022, 3, 1), "title": "甲", "place": "甲", "audience": 100}
    first = Row("activities", "a", {**values, "sessions": 1, "settings": []})
    second = replace(first, key="b", values={**first.values, "title": "乙", "place": "乙"}, is_new=True)
    shown, now = both_published(tmp_path, State([first]), State([first, second]))
    with shown, now:
        assert now.info.data_cutoff == shown.info.data_cutoff
        now.id = "000002-later"
        found = revised_week(now, shown, "2022-W52", ["P01", "P02", "E11"])
    assert [(row.name, row.shown, row.now) for row in found.rows] == [
        ("活动场次", "1 场", "2 场"),
        ("线下受众", "100 人次", "200 人次"),
    ]
    assert found.rows[0].why.endswith("等 1 处")
    assert (found.rows[0].selection.start, found.rows[0].selection.end) == (
        date(2022, 1, 1), date(2022, 12, 31),
    )  # fmt: skip


def test_the_snapshot_that_was_frozen_has_not_changed(tmp_path: Path) -> None:
    shown, now = both_published(tmp_path, State(), State())
    with shown, now:
        assert revised_week(shown, shown, "2022-W52", ["P01"]).rows == ()
