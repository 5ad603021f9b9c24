"""Days as people type them into a form."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard.data.days import entry_day, read_day

NEAR = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-11-27", date(2026, 11, 27)),
        (" 2026.11.27 ", date(2026, 11, 27)),
        ("2026/1/5", date(2026, 1, 5)),
        ("2026年11月27日", date(2026, 11, 27)),
        ("20261127", date(2026, 11, 27)),
        ("11-27", date(2026, 11, 27)),
        ("11月27日", date(2026, 11, 27)),
        ("8.1", date(2026, 8, 1)),
        ("1月5日", date(2027, 1, 5)),
        ("2026-02-30", None),
        ("2.30", None),
        ("下周五", None),
        ("", None),
    ],
)
def test_a_day_is_read_as_it_is_meant(text: str, day: date | None) -> None:
    assert read_day(text, NEAR) == day


def test_an_entry_begins_with_today_while_the_data_are_of_these_days() -> None:
    assert entry_day(NEAR, date(2026, 11, 23)) == date(2026, 11, 23)
    assert entry_day(NEAR, date(2027, 3, 1)) == NEAR
    assert entry_day(NEAR, date(2026, 11, 1)) == NEAR
