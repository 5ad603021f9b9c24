"""Who is expected to report, and what the calendar says of whoever did, did late, did not, or need not."""

from __future__ import annotations

from datetime import date, datetime

from dashboard.data.reporting import Reported, dataset_names, reporting
from dashboard.periods import Moment, Period, Week
from tests.support.small_warehouse import RUN, SmallWarehouse, activity
from warehouse.metrics.selection import Grain

CUTOFF = date(2022, 12, 31)
MOMENT = Moment.of(Week.containing(CUTOFF), CUTOFF)


def _file(
    small: SmallWarehouse, unit: str, start: date, end: date, filed: date, *, is_zero: bool = False
) -> str:
    return small.table(
        "activities",
        covered=(start, end),
        unit=unit,
        filed_on=filed,
        is_zero_report=is_zero,
        is_period_stated=True,
    )


def test_the_calendar_tells_in_time_late_zero_missing_pending_and_not_due(small: SmallWarehouse) -> None:
    second, third = (date(2022, 4, 1), date(2022, 6, 30)), (date(2022, 7, 1), date(2022, 9, 30))
    # By quarters, then by months of its own, then silent.
    _file(small, "峡窝镇", *second, date(2022, 7, 5))
    _file(small, "峡窝镇", date(2022, 7, 1), date(2022, 7, 31), date(2022, 8, 10))
    _file(small, "峡窝镇", date(2022, 8, 1), date(2022, 8, 31), date(2022, 9, 11))
    # In the ledgers of another unit alone; the last of them speaks of October.
    for start, end, filed in (
        (*second, date(2022, 7, 5)),
        (*third, date(2022, 10, 5)),
        (date(2022, 10, 1), date(2022, 10, 31), date(2022, 11, 5)),
    ):
        small.add("activities", activity("公安局", start), table=_file(small, "司法局", start, end, filed))
    _file(small, "教育局", *second, date(2022, 7, 5))
    _file(small, "教育局", *third, date(2022, 10, 5))
    _file(small, "教育局", date(2022, 10, 1), date(2022, 12, 31), date(2022, 12, 20), is_zero=True)
    # Once a year: nobody asks for a quarter.
    _file(small, "发改委", date(2021, 1, 1), date(2021, 12, 31), date(2022, 1, 5))
    small.record("ledger.runs", run_id=RUN, sequence=1, started_at=datetime(2022, 12, 31, 20), files=1)
    small.record(
        "ledger.arrivals", run_id=RUN, file_sha256="x", name="图.xlsx", status="rejected", reason="图片"
    )
    snapshot = small.pin()

    found = reporting(snapshot, MOMENT, "activities", Grain.MONTH, Period.YEAR, None)
    cells = {line.unit: [cell.state for cell in line.cells[6:]] for line in found.calendar.lines}
    none, reported, missing = Reported.NOT_DUE, Reported.REPORTED, Reported.MISSING
    assert cells["峡窝镇"] == [reported, Reported.LATE, missing, missing, missing, Reported.PENDING]
    assert cells["公安局"] == [reported, reported, reported, reported, none, none]
    assert cells["教育局"] == [reported, reported, reported, *[Reported.ZERO] * 3]
    assert found.calendar.lines[0].unit == "峡窝镇"
    assert "发改委" not in cells
    assert found.calendar.silent == 1
    police = next(line for line in found.calendar.lines if line.unit == "公安局").cells[6]
    assert (police.files, police.is_own) == (1, False)

    assert found.period == "第4季度"
    assert [(one.unit, one.covered_to, one.days) for one in found.missing] == [
        ("峡窝镇", date(2022, 8, 31), 122)
    ]
    # 司法局 speaks for October as well; it is its own filer in both quarters before.
    assert found.expected == 4
    assert found.due_on == date(2023, 1, 10)
    assert {row.unit: (row.in_time.numerator, row.in_time.denominator) for row in found.units}["峡窝镇"] == (
        2,
        3,
    )
    # Loaded on the morning of 1 January in Beijing: it belongs to the last week.
    assert [(one.name, one.received_on, one.status) for one in found.received.files] == [
        ("图.xlsx", date(2023, 1, 1), "rejected")
    ]
    weeks = reporting(snapshot, MOMENT, "activities", Grain.WEEK, Period.YEAR, "峡窝镇").calendar
    assert (len(weeks.lines), len(weeks.periods), weeks.periods[-1][0]) == (1, 26, "2022-W52")
    assert dataset_names(snapshot) == {"activities": "普法活动"}
