"""Labels: a period of the calendar, or a name of its own that nothing else can be taken for."""

from __future__ import annotations

from datetime import date

import pytest

from warehouse.keeping.labels import BadLabel, check_label, grain_of_label, period_of_label
from warehouse.metrics.selection import Grain


@pytest.mark.parametrize(
    ("label", "grain", "start", "end"),
    [
        ("2026-W47", Grain.WEEK, date(2026, 11, 16), date(2026, 11, 22)),
        ("2026-W53", Grain.WEEK, date(2026, 12, 28), date(2027, 1, 3)),
        ("2026-11", Grain.MONTH, date(2026, 11, 1), date(2026, 11, 30)),
        ("2026-Q4", Grain.QUARTER, date(2026, 10, 1), date(2026, 12, 31)),
        ("2026-H1", Grain.HALF, date(2026, 1, 1), date(2026, 6, 30)),
        ("2026", Grain.YEAR, date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_a_label_of_a_period_is_that_period(label: str, grain: Grain, start: date, end: date) -> None:
    period = period_of_label(label)
    assert period is not None
    assert (period.label, period.start, period.end, grain_of_label(label)) == (label, start, end, grain)
    check_label(label)


@pytest.mark.parametrize("label", ["十一月例会", "2026-W47-更正", "A", "weekly_1", "字" * 40, "2026年终"])
def test_a_name_of_its_own_is_no_period(label: str) -> None:
    check_label(label)
    assert period_of_label(label) is None


@pytest.mark.parametrize(
    "label",
    ["", ".", "..", "a/b", "a\\b", ".hidden", "-n", "a b", "a.b", "字" * 41, "a\n", "２０２６",
     "2026-W54", "2025-W53", "2026-W7", "2026-13", "2026-1", "2026-Q5", "0007", "12", "123456",
     "000001-20261123T174959-e6c490"],
)  # fmt: skip
def test_what_could_be_taken_for_something_else_is_refused(label: str) -> None:
    with pytest.raises(BadLabel, match="例如 2026-W47"):
        check_label(label)
