"""The figures of the demo: those of the bureau's report, and those of a lively weekly review."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from pipelines.demo import SEED, UNTIL, KnownFault, Truth, generate, known_faults, truth
from pipelines.demo.directory import read_directory
from pipelines.demo.filings.base import Filing
from pipelines.demo.forms import Placed
from pipelines.demo.truth import collect
from pipelines.demo.world.activity_plan import constitution_week
from pipelines.demo.world.facts import Fact, Fault
from pipelines.demo.world.reconsiderations import known_on, reconsiderations_of
from warehouse.contracts.registry import DATASETS

VILLAGE = "民主法治示范村（社区）"
TOWNSHIP = "法治乡镇（街道）"
REPORT_YEAR = (date(2022, 1, 1), date(2022, 12, 31))
REPORT_DAY = REPORT_YEAR[1]


def year(number: int, last: date | None = None) -> tuple[date, date]:
    return date(number, 1, 1), last or date(number, 12, 31)


# ---- the bureau's report ----


def test_2022_has_four_government_study_sessions(demo: Truth) -> None:
    assert demo.government_studies(*REPORT_YEAR) == 4


def test_2022_has_thirty_odd_campus_events_with_ten_thousand_odd_attendances(demo: Truth) -> None:
    assert 31 <= demo.sessions(*REPORT_YEAR, campus=True) <= 39
    assert 10_000 <= demo.audience(*REPORT_YEAR, campus=True) <= 11_000
    assert demo.estimates(*REPORT_YEAR, campus=True) > 0


def test_2022_reaches_a_hundred_events_and_ten_thousand_attendances(demo: Truth) -> None:
    assert demo.sessions(*REPORT_YEAR) >= 100
    assert demo.audience(*REPORT_YEAR) >= 10_000


@pytest.mark.parametrize("on", [REPORT_DAY, UNTIL])
def test_the_honours_of_the_report_are_held_then_and_still(demo: Truth, on: date) -> None:
    assert len(demo.honours(VILLAGE, "省", on)) == 8
    assert len(demo.honours(VILLAGE, "市", on)) == 23
    assert demo.honours(VILLAGE, "省", on) <= demo.honours(VILLAGE, "市", on)
    assert len(demo.honours(TOWNSHIP, "市", on)) == 4
    assert len(demo.honours(TOWNSHIP, "省", on)) == 1
    assert len(demo.honours("优秀法治宣传教育基地", "市", on)) == 1


@pytest.mark.parametrize("on", [REPORT_DAY, UNTIL])
def test_one_village_is_recommended_for_the_national_level_and_not_awarded(demo: Truth, on: date) -> None:
    assert len(demo.under_way(VILLAGE, "国家", on)) == 1
    assert demo.honours(VILLAGE, "国家", on) == set()


def test_targets_stand_for_every_year_with_the_document_that_set_them(demo: Truth) -> None:
    rows = demo.rows["targets"]
    wanted = {"P01": 100, "P02": 10_000, "P05": 100, "P13": 4, "E14": 100, "F05": 100}
    for number in range(2021, 2027):
        found = {str(key[0]): fact for key, fact in rows.items() if key[2] == number}
        assert {metric: found[metric].values["target"] for metric in wanted} == wanted
        assert all(str(number) in str(fact.values["source"]) for fact in found.values())


@pytest.mark.parametrize(("on", "count"), [(date(2021, 12, 31), 380), (REPORT_DAY, 384), (UNTIL, 375)])
def test_384_stewards_are_in_post_at_the_end_of_2022_and_others_before_and_after(
    demo: Truth, on: date, count: int
) -> None:
    assert len(demo.stewards(on)) == count


def test_two_stewards_serve_two_villages_and_two_bear_one_name(demo: Truth) -> None:
    serving = [
        fact
        for fact in demo.rows["legal_stewards"].values()
        if fact.day("certified_on") <= REPORT_DAY
        and not (isinstance(left := fact.values["left_on"], date) and left <= REPORT_DAY)
    ]
    assert len(serving) == 386
    persons = demo.stewards(REPORT_DAY)
    assert len(persons) - len({name for name, _ in persons}) == 1


def test_three_small_villages_have_fewer_than_three_stewards_at_the_end_of_2022(demo: Truth) -> None:
    assert len(demo.villages_served(REPORT_DAY, least=1)) == 63
    assert len(demo.villages_served(REPORT_DAY, least=3)) == 60


def test_backbone_people_of_fifty_odd_units_are_trained_in_2022(demo: Truth) -> None:
    assert 50 < len(demo.backbone_units(*REPORT_YEAR)) < 60


def test_fourteen_vice_principals_serve_fifteen_schools_at_the_end_of_2022(demo: Truth) -> None:
    posts = demo.vice_principals(REPORT_DAY)
    assert len({fact.values["name"] for fact in posts}) == 14
    assert len({fact.values["school"] for fact in posts}) == len(posts) == 15


@pytest.mark.parametrize(("on", "parks", "classrooms"), [(REPORT_DAY, 4, 63), (UNTIL, 5, 62)])
def test_four_parks_and_a_classroom_and_a_board_in_every_village_are_in_use_at_the_end_of_2022(
    demo: Truth, on: date, parks: int, classrooms: int
) -> None:
    assert len(demo.venues("法治公园", on)) == parks
    assert len(demo.venues("法治课堂", on)) == len(demo.venues("宣传栏", on)) == classrooms


def test_every_unit_has_a_duty_list_and_a_leader_who_reported_in_2022(demo: Truth) -> None:
    directory = read_directory()
    everybody = {*directory.departments, *(town.name for town in directory.townships)}
    assert demo.units("duty_items", 2022) == demo.units("shufa", 2022) == everybody
    assert demo.units("duty_items", 2024) < everybody
    assert demo.units("shufa", 2024) < everybody


@pytest.mark.parametrize("number", range(2021, 2027))
def test_most_duties_are_done_but_not_all_and_not_all_in_time(demo: Truth, number: int) -> None:
    due, done, in_time = demo.duties(number, min(date(number, 12, 31), UNTIL))
    assert 0.8 * due < in_time < done < due


def test_the_committee_made_its_three_rules_in_2022_and_changed_its_members_once(demo: Truth) -> None:
    assert len(demo.institutions(("规则", "细则"), *REPORT_YEAR)) == 3
    assert len(demo.institutions(("成员调整",), *REPORT_YEAR)) == 1


# ---- the weekly review ----


def test_some_of_what_the_weekly_reviews_decided_is_overdue(demo: Truth) -> None:
    log = demo.rows["commitments"].values()
    open_ones = [fact for fact in log if fact.values["status"] == "进行中"]
    assert 0 < sum(fact.day("due_on") < UNTIL for fact in open_ones) <= len(open_ones) < len(log)


def test_2026_is_on_its_way_to_its_targets(demo: Truth) -> None:
    so_far = year(2026, UNTIL)
    assert 90 <= demo.sessions(*so_far) <= 100
    assert 11_000 <= demo.audience(*so_far) <= 12_000


def test_every_week_of_2026_has_an_event_and_the_newest_about_three(demo: Truth) -> None:
    mondays = [date.fromisocalendar(2026, week, 1) for week in range(1, 48)]
    sessions = [demo.sessions(monday, monday + timedelta(days=6)) for monday in mondays]
    assert min(sessions) >= 1
    assert 2 <= sessions[-1] <= 4


@pytest.mark.parametrize("number", range(2021, 2026))
def test_the_week_of_constitution_day_is_the_peak_of_departments_events(demo: Truth, number: int) -> None:
    monday = constitution_week(number)
    of_departments = [fact for fact in demo.events(*year(number)) if fact.values.get("village") is None]
    peak = [fact for fact in of_departments if monday <= fact.day("start_on") <= monday + timedelta(days=6)]
    assert len(peak) > 3 * len(of_departments) / 52


@pytest.mark.parametrize("number", range(2021, 2027))
def test_most_villages_have_an_event_a_quarter(demo: Truth, number: int) -> None:
    for month in (1, 4, 7, 10):
        first = date(number, month, 1)
        villages = demo.villages(first, first + timedelta(days=89))
        assert 45 <= len(villages) <= 58


def test_ten_villages_have_had_no_event_in_the_last_ninety_days(demo: Truth) -> None:
    assert len(demo.quiet_villages(read_directory().villages, UNTIL)) == 10


def test_joint_events_are_filed_twice_and_counted_once(demo: Truth) -> None:
    rows = demo.rows["activities"]
    period = (date(2021, 1, 1), UNTIL)
    assert len(rows) - len(demo.events(*period)) >= 15
    assert demo.sessions(*period) < sum(int(str(fact.values["sessions"])) for fact in rows.values())


@pytest.mark.parametrize("number", range(2021, 2027))
def test_reconsideration_has_forty_to_sixty_cases_a_year_some_corrected_and_some_mediated(
    demo: Truth, number: int
) -> None:
    period = year(number, min(date(number, 12, 31), UNTIL))
    closed = len(demo.cases("closed_on", *period))
    assert 40 <= len(demo.cases("received_on", *period)) <= 60
    assert 0.04 < demo.corrected(*period) / closed < 0.3
    assert 0.12 < demo.mediated(*period) / closed < 0.4


def test_several_cases_are_open_and_near_their_limit_at_the_end(demo: Truth) -> None:
    near = []
    for fact in demo.rows["reconsiderations"].values():
        accepted, extension = fact.values["accepted_on"], fact.values["extension_days"]
        if isinstance(accepted, date) and fact.values["closed_on"] is None:
            days = 60 + (extension if isinstance(extension, int) else 0)
            if UNTIL <= accepted + timedelta(days=days) <= UNTIL + timedelta(days=20):
                near.append(fact.key)
    assert len(near) >= 3


def test_reviews_come_in_two_batches_of_fifty_and_eight_files_are_overdue(demo: Truth) -> None:
    for number in range(2021, 2027):
        files = demo.reviewed(*year(number))
        assert len(files) == 100
        assert 0.9 <= demo.passed(*year(number)) / len(files) <= 1
    assert len(demo.overdue(UNTIL)) == 8


def test_a_grade_follows_from_its_score_and_a_veto_makes_it_zero(demo: Truth) -> None:
    for fact in demo.rows["file_reviews"].values():
        score, grade = int(str(fact.values["score"])), fact.values["grade"]
        assert grade == ("优秀" if score >= 90 else "合格" if score >= 60 else "不合格")
        if fact.values["vetoed"]:
            assert score == 0


def test_problems_are_listed_one_by_one_for_the_files_that_have_them(demo: Truth) -> None:
    listed = [key[0] for key in demo.rows["file_problems"]]
    for fact in demo.rows["file_reviews"].values():
        assert listed.count(fact.values["file_no"]) == fact.values["problems"]


def test_penalties_add_up_to_their_total_and_one_unit_reports_zero(demo: Truth) -> None:
    penalties = {column.name for column in DATASETS["enforcement_stats"].columns if column.unit == "宗"} - {
        "total"
    }
    for fact in demo.rows["enforcement_stats"].values():
        counts = [value for name, value in fact.values.items() if name in penalties]
        assert sum(int(str(value)) for value in counts) == fact.values["total"]
    assert any(fact.values["total"] == 0 for fact in demo.rows["enforcement_stats"].values())


# ---- mistakes, corrections and states ----


def test_about_one_row_in_a_hundred_is_wrong(demo: Truth) -> None:
    share = len(demo.faults) / sum(demo.rows_sent.values())
    assert 0.008 <= share <= 0.015
    assert {fault.code for fault in demo.faults} == {
        "unknown_unit",
        "not_a_number",
        "impossible_date",
        "future_date",
        "unknown_choice",
        "out_of_bounds",
        "veto_not_applied",
        "attended_exceeds_expected",
        "creation_events_out_of_order",
        "penalties_do_not_add_up",
        "unknown_village",
        "steward_left_before_certified",
        "vice_principal_term_ends_first",
        "venue_closed_before_built",
        "duty_event_closed_before_sent",
        "score_exceeds_full_score",
        "adopted_exceeds_opinions",
        "review_closed_before_received",
        "attendance_without_hearing",
        "answered_before_received",
        "devices_in_use_exceed_quantity",
        "decided_before_reviewed",
    }


def test_a_known_fault_stands_where_its_record_says(tmp_path: Path) -> None:
    generate(tmp_path / "inbox")
    misplaced: list[KnownFault] = []
    checked = 0
    for fault in known_faults():
        path = tmp_path / "inbox" / fault.file
        if path.suffix != ".csv":
            sheet = CalamineWorkbook.from_path(path).get_sheet_by_name(fault.sheet)
            row = sheet.to_python(skip_empty_area=False)[fault.row - 1]
            checked += 1
            if fault.code != "veto_not_applied" and fault.text not in [str(cell) for cell in row]:
                misplaced.append(fault)
    assert checked > 40
    assert misplaced == []


def test_a_faulty_row_never_stands_in_the_end() -> None:
    good = Fact("targets", {"metric_id": "P01", "scope": "全区", "year": 2026, "target": 100})
    bad = Fact("targets", {**good.values, "target": 1}, Fault("not_a_number", "target", "若干"))
    filings = [
        Filing("演示_甲.xlsx", date(2026, 1, 1), lambda: b"", (Placed(good, "目标", 4),)),
        Filing("演示_乙.xlsx", date(2026, 1, 2), lambda: b"", (Placed(bad, "目标", 4),)),
    ]
    found = collect(filings, SEED, UNTIL)
    assert found.rows["targets"][good.key].values["target"] == 100
    assert found.faults == (
        KnownFault("演示_乙.xlsx", "目标", 4, "targets", "target", "若干", "not_a_number"),
    )


def test_a_blank_in_a_correction_erases_nothing_and_in_another_file_it_does() -> None:
    first = Fact("targets", {"metric_id": "P01", "scope": "全区", "year": 2026, "target": 100, "floor": 80})
    second = Fact("targets", {**first.values, "target": 120, "floor": None})

    def merged(*, is_correction: bool) -> Fact:
        filings = [
            Filing("演示_甲.xlsx", date(2026, 1, 1), lambda: b"", (Placed(first, "目标", 4),)),
            Filing(
                "演示_乙.xlsx",
                date(2026, 1, 2),
                lambda: b"",
                (Placed(second, "目标", 4),),
                is_correction=is_correction,
            ),
        ]
        return collect(filings, SEED, UNTIL).rows["targets"][first.key]

    assert merged(is_correction=True).values["floor"] == 80
    assert merged(is_correction=True).values["target"] == 120
    assert merged(is_correction=False).values["floor"] is None


def test_the_correction_raises_an_audience_that_the_weekly_report_understated() -> None:
    before, after = truth(until=date(2026, 11, 18)), truth(until=date(2026, 11, 19))
    week = (date(2026, 11, 9), date(2026, 11, 15))
    assert after.audience(*week) == before.audience(*week) + 55
    assert after.sessions(*week) == before.sessions(*week)


def test_a_case_is_shown_as_it_was_known_on_the_day() -> None:
    case = next(case for case in reconsiderations_of(SEED, 2025) if case.values["closed_on"] is not None)
    received, closed = case.day("received_on"), case.day("closed_on")
    assert known_on(case, received - timedelta(days=1)) is None
    before = known_on(case, closed - timedelta(days=1))
    assert before is not None
    assert (before.values["closed_on"], before.values["outcome"]) == (None, None)
    assert known_on(case, closed) == case
