"""The demo's legality reviews, court cases and registers: those of the report, and lively years around it."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal

import pytest

from pipelines.demo import SEED, UNTIL, Truth
from pipelines.demo.filings.following import Follower
from pipelines.demo.world import legality, litigations, three_systems
from pipelines.demo.world.exhibitions import exhibition_of
from pipelines.demo.world.facts import Fact
from pipelines.demo.world.working_days import natural_day, working_days_around
from warehouse.contracts.registry import DATASETS

REPORT_YEAR = (date(2022, 1, 1), date(2022, 12, 31))
YEARS = range(2021, 2027)
NEW_DATASETS = (
    "legality_reviews",
    "litigations",
    "enforcement_bodies",
    "officers",
    "devices",
    "major_decisions",
)


# ---- legality reviews ----


@pytest.mark.parametrize(
    ("kind", "lowest", "highest"),
    [
        ("法律意见书", 21, 29),
        ("法律咨询", 201, 299),
        ("政府文件", 201, 299),
        ("信息公开答复", 21, 29),
        ("行政规范性文件", 3, 3),
    ],
)
def test_2022_has_the_reviews_of_the_report(demo: Truth, kind: str, lowest: int, highest: int) -> None:
    assert lowest <= len(demo.matters(kind, *REPORT_YEAR)) <= highest


def test_nothing_was_found_illegal_in_2022_and_a_little_in_other_years(demo: Truth) -> None:
    assert demo.found_illegal(*REPORT_YEAR) == 0
    assert demo.found_illegal(date(2023, 1, 1), UNTIL) > 0


def test_the_normative_documents_of_2022_were_filed_within_fifteen_days_and_one_of_2021_was_not(
    demo: Truth,
) -> None:
    def waits(first: date, last: date) -> list[int]:
        found = demo.matters("行政规范性文件", first, last)
        return [(fact.day("filed_on") - fact.day("issued_on")).days for fact in found]

    assert max(waits(*REPORT_YEAR)) <= legality.FILING_DAYS
    assert max(waits(date(2021, 1, 1), date(2021, 12, 31))) > legality.FILING_DAYS


def test_a_matter_has_no_outcome_before_it_is_closed() -> None:
    matter = next(
        one for one in legality.legality_reviews_of(SEED, 2023) if one.values["conclusion"] == "修改后合法"
    )
    received, closed = matter.day("received_on"), matter.day("closed_on")
    before = legality.known_on(matter, received)
    assert before is not None
    assert [before.values[name] for name in ("closed_on", "conclusion", "opinions")] == [None] * 3
    after = legality.known_on(matter, closed)
    assert after is not None
    assert after.values["conclusion"] == "修改后合法"


# ---- litigation ----


@pytest.mark.parametrize("number", YEARS)
def test_a_year_brings_fifteen_to_thirty_cases_some_of_them_appeals(number: int) -> None:
    cases = litigations.litigations_of(SEED, number)
    instances = Counter(case.values["instance"] for case in cases)
    assert 15 <= len(cases) <= 30
    assert instances["二审"] >= 2
    assert len({case.key for case in cases}) == len(cases)


def test_an_appeal_names_the_case_it_is_about() -> None:
    cases = litigations.litigations_of(SEED, 2022)
    first = {case.values["case_no"]: case for case in cases if case.values["instance"] == "一审"}
    appeals = [case for case in cases if case.values["instance"] == "二审"]
    for appeal in appeals:
        appealed = first[str(appeal.values["family_no"])]
        assert appealed.values["effective"] is False
        assert appealed.day("judged_on") < appeal.day("received_on")


def test_a_head_attended_every_hearing_of_the_report_year_and_not_every_later_one(demo: Truth) -> None:
    assert {case.values["head_attended"] for case in demo.hearings(*REPORT_YEAR)} == {"是"}
    later = demo.hearings(date(2023, 1, 1), UNTIL)
    assert {case.values["head_attended"] for case in later} == {"是", "否"}


def test_some_cases_are_lost_and_some_answers_late(demo: Truth) -> None:
    cases = list(demo.rows["litigations"].values())
    lost = sum(case.values["lost"] is True for case in cases)
    late = [
        case
        for case in cases
        if isinstance(case.values["answered_on"], date)
        and (case.day("answered_on") - case.day("received_on")).days > litigations.ANSWER_DAYS
    ]
    assert 0.1 < lost / len(cases) < 0.3
    assert 0.01 < len(late) / len(cases) < 0.15


# ---- three systems ----


def test_every_body_was_published_by_the_report_and_one_that_joined_later_waited() -> None:
    assert all(body.values["published_on"] for body in three_systems.bodies_on(REPORT_YEAR[1]))
    waiting = three_systems.bodies_on(date(2023, 4, 10))
    assert [body.values["unit"] for body in waiting if body.values["published_on"] is None] == [
        three_systems.LATE_BODY
    ]
    assert all(body.values["published_on"] for body in three_systems.bodies_on(UNTIL))


def test_some_certificates_have_expired_some_officers_have_none_and_enough_review() -> None:
    day = date(2024, 10, 15)
    officers = three_systems.officers_on(SEED, day)
    with_date = [officer for officer in officers if officer.values["valid_until"] is not None]
    expired = [officer for officer in with_date if officer.day("valid_until") < day]
    reviewers = [officer for officer in officers if officer.values["post"] == "法制审核"]
    assert 0 < len(expired) < len(officers) / 4
    assert 0 < len(officers) - len(with_date) < len(officers) / 10
    assert len(reviewers) >= 0.05 * len(officers)
    assert all(5 <= count <= 20 for count in Counter(one.values["unit"] for one in officers).values())


def test_officers_without_a_certificate_are_told_apart_by_their_names() -> None:
    officers = three_systems.officers_on(SEED, UNTIL)
    assert len({officer.key for officer in officers}) == len(officers)


def test_no_more_devices_are_in_use_than_there_are() -> None:
    for device in three_systems.devices_on(SEED, UNTIL):
        assert int(str(device.values["in_use"])) <= int(str(device.values["quantity"]))


@pytest.mark.parametrize("number", YEARS)
def test_decisions_are_reviewed_before_they_are_made_and_published_after(number: int) -> None:
    decisions = three_systems.decisions_of(SEED, number)
    reviewed = [one for one in decisions if one.values["reviewed_on"] is not None]
    assert 0.9 < len(reviewed) / len(decisions) <= 1
    assert all(one.day("submitted_on") <= one.day("reviewed_on") <= one.day("decided_on") for one in reviewed)
    assert all(one.day("decided_on") <= one.day("published_on") for one in decisions)
    amounts = [one.values["amount_yuan"] for one in decisions if one.values["kind"] == "处罚"]
    assert all(isinstance(amount, Decimal) and amount > 0 for amount in amounts)


# ---- how they are filed ----


def test_every_new_dataset_is_filed_and_has_planted_mistakes(demo: Truth) -> None:
    faulty = {fault.dataset for fault in demo.faults}
    for name in NEW_DATASETS:
        assert demo.rows[name]
        assert name in faulty


def test_what_a_ledger_follows_is_shown_until_it_is_finished() -> None:
    case = Fact("litigations", {"case_no": "甲", "instance": "一审", "judged_on": date(2022, 5, 10)})
    ledger = Follower(lambda fact, day: fact if day >= date(2022, 2, 1) else None, lambda fact: True)
    assert ledger.edition([case], date(2022, 1, 31)) == ()
    assert ledger.edition([case], date(2022, 3, 31)) == (case,)
    assert ledger.edition([case], date(2022, 6, 30)) == ()

    open_ledger = Follower(lambda fact, day: fact, lambda fact: False)
    assert [open_ledger.edition([case], date(2022, month, 28)) for month in (1, 2)] == [(case,), (case,)]


def test_every_value_of_the_new_facts_is_a_column_of_its_contract() -> None:
    for name, facts in {
        "legality_reviews": legality.legality_reviews_of(SEED, 2022),
        "litigations": litigations.litigations_of(SEED, 2022),
        "enforcement_bodies": three_systems.bodies_on(UNTIL),
        "officers": three_systems.officers_on(SEED, UNTIL),
        "devices": three_systems.devices_on(SEED, UNTIL),
        "major_decisions": three_systems.decisions_of(SEED, 2022),
    }.items():
        columns = {column.name for column in DATASETS[name].columns}
        assert {key for fact in facts for key in fact.values} <= columns


def test_the_fourth_calligraphy_exhibition_is_that_of_the_report_year() -> None:
    assert [
        None if (fact := exhibition_of(number)) is None else fact.values["title"]
        for number in (2020, 2021, 2022, 2023)
    ] == [None, "第三届法治书法展", "第四届法治书法展", None]


# ---- working days ----


def test_working_days_know_the_holidays_and_the_swapped_weekends() -> None:
    working = working_days_around(2022)
    # National Day 2022: off from 1 to 7 October, at work on Saturday and Sunday, 8 and 9 October.
    assert working.after(date(2022, 9, 30), 1) == date(2022, 10, 8)
    assert working.after(date(2022, 9, 30), 3) == date(2022, 10, 10)
    assert working.on_or_before(date(2022, 10, 5)) == date(2022, 9, 30)
    assert working.after(date(2022, 10, 5), 0) == date(2022, 9, 30)
    assert working.between(date(2022, 10, 1), date(2022, 10, 9)) == (date(2022, 10, 8), date(2022, 10, 9))


def test_a_day_some_natural_days_later_is_a_working_day_and_never_before_the_start() -> None:
    working = working_days_around(2022)
    assert natural_day(working, date(2022, 9, 20), 15) == date(2022, 9, 30)
    assert natural_day(working, date(2022, 10, 5), 1) == date(2022, 10, 5)
