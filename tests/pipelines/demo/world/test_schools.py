"""The vice-principals (法治副校长) of the demo, and the units of its backbone trainings (普法骨干)."""

from __future__ import annotations

from datetime import date

from pipelines.demo import SEED
from pipelines.demo.directory import read_directory
from pipelines.demo.world.schools import SCHOOLS, appointments_of, backbone_trainings, schools_of
from pipelines.demo.world.topics import SCHOOLS as CAMPUS_SCHOOLS

DIRECTORY = read_directory()


def test_one_person_serves_two_schools() -> None:
    facts = appointments_of(SEED, 2022, date(2022, 12, 31))
    schools = [fact.values["school"] for fact in facts]
    names = [fact.values["name"] for fact in facts]
    assert len(set(schools)) == len(schools) == 15
    assert sorted(names.count(name) for name in set(names)) == [1] * 13 + [2]


def test_an_appointment_of_september_is_not_known_before() -> None:
    before = appointments_of(SEED, 2022, date(2022, 8, 31))
    after = appointments_of(SEED, 2022, date(2022, 9, 1))
    assert len(after) - len(before) == 4


def test_a_term_of_three_years_is_renewed_and_a_blank_end_stands_for_it() -> None:
    first = appointments_of(SEED, 2023, date(2023, 12, 31))
    of_school = [fact for fact in first if fact.values["school"] == "演示第二小学"]
    assert [fact.day("appointed_on") for fact in of_school] == [date(2020, 9, 1), date(2023, 9, 1)]
    assert of_school[0].values["term_ends_on"] == date(2023, 8, 31)
    assert {fact.values["term_ends_on"] for fact in first if fact.values["school"] == "演示第一小学"} == {
        None
    }


def test_the_last_planned_terms_are_renewed_for_ever() -> None:
    assert appointments_of(SEED, 2035, date(2035, 12, 31))


def test_some_posts_give_fewer_than_four_lessons_a_year() -> None:
    hours = [fact.values["hours"] for fact in appointments_of(SEED, 2024, date(2024, 12, 31))]
    assert any(isinstance(value, int) and value < 4 for value in hours)
    assert any(isinstance(value, int) and value >= 4 for value in hours)


def test_the_schools_of_the_campus_events_are_on_the_list_of_schools() -> None:
    assert set(CAMPUS_SCHOOLS) <= set(SCHOOLS)
    listed = {fact.values["name"] for fact in schools_of(SEED, 2021, DIRECTORY)}
    assert len(listed) == len(SCHOOLS)
    assert 20 <= len(listed) <= 40


def test_a_backbone_training_has_one_row_for_each_unit() -> None:
    facts = backbone_trainings(SEED, 2022, DIRECTORY)
    assert len({fact.values["unit"] for fact in facts}) == len(facts) == 52
    assert len({fact.day("start_on") for fact in facts}) == 1
