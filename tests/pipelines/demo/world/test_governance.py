"""The governance data of the demo: rules, leaders' reports (述法), assessments, the review's own log."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal

import pytest

from pipelines.demo import SEED
from pipelines.demo.directory import read_directory
from pipelines.demo.world.governance import (
    STAGES,
    assessments_of,
    commitment_known_on,
    commitments_until,
    committee_studies,
    institutions_of,
)

DIRECTORY = read_directory()


def test_documents_are_numbered_within_their_year() -> None:
    numbers = [fact.values["document_no"] for fact in institutions_of(2022)]
    assert numbers == [f"上法委（演示）〔2022〕{number}号" for number in range(1, 6)]


def test_the_party_committee_studies_law_twice_a_year_on_working_weekdays() -> None:
    for year in range(2021, 2027):
        days = [fact.day("start_on") for fact in committee_studies(SEED, year)]
        assert [day.year for day in days] == [year, year]
        assert all(day.weekday() < 5 for day in days)


def test_every_unit_is_assessed_at_three_stages_and_a_score_never_exceeds_its_maximum() -> None:
    facts = assessments_of(SEED, 2022, DIRECTORY)
    stages = Counter(fact.values["stage"] for fact in facts)
    units = len(DIRECTORY.departments) + len(DIRECTORY.townships)
    assert stages == {STAGES[0]: units, STAGES[1]: units, STAGES[2]: 2 * units}
    for fact in facts:
        score, full_score = fact.values["score"], fact.values["full_score"]
        assert isinstance(score, Decimal)
        assert isinstance(full_score, int)
        assert 0 < score <= full_score


@pytest.mark.parametrize(("year", "missing"), [(2022, 0), (2023, 3)])
def test_some_units_miss_the_inspection_in_the_middle_of_other_years(year: int, missing: int) -> None:
    inspected = [f for f in assessments_of(SEED, year, DIRECTORY) if f.values["stage"] == STAGES[1]]
    assert len(DIRECTORY.departments) + len(DIRECTORY.townships) - len(inspected) == missing


def test_the_log_of_the_review_grows_by_the_week_and_keeps_what_it_said() -> None:
    earlier = commitments_until(SEED, date(2026, 10, 4))
    later = commitments_until(SEED, date(2026, 10, 5))
    assert later[: len(earlier)] == earlier
    assert {fact.day("raised_on") for fact in later[len(earlier) :]} == {date(2026, 10, 5)}


def test_an_entry_is_open_until_the_day_it_is_closed() -> None:
    entry = next(
        one for one in commitments_until(SEED, date(2026, 11, 1)) if one.values["closed_on"] is not None
    )
    closed_on = entry.day("closed_on")
    before = commitment_known_on(entry, date.fromordinal(closed_on.toordinal() - 1))
    after = commitment_known_on(entry, closed_on)
    assert (before.values["status"], before.values["closed_on"]) == ("进行中", None)
    assert (after.values["status"], after.values["closed_on"]) == ("已办结", closed_on)
