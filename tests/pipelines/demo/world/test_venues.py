"""The venues (法治阵地) of the demo, as they stood on a day."""

from __future__ import annotations

from datetime import date

import pytest

from pipelines.demo import SEED
from pipelines.demo.directory import read_directory
from pipelines.demo.world.venues import PARK, cleared_venues, district_venues, village_venues

DIRECTORY = read_directory()


@pytest.mark.parametrize(("year", "parks"), [(2021, 3), (2022, 4), (2025, 5)])
def test_parks_are_listed_once_they_are_built(year: int, parks: int) -> None:
    listed = district_venues(date(year, 12, 31))
    assert sum(fact.values["kind"] == PARK for fact in listed) == parks


def test_a_square_is_being_rebuilt_from_2025_on() -> None:
    states = {
        year: [
            fact.values["name"]
            for fact in district_venues(date(year, 12, 31))
            if fact.values["status"] == "改造"
        ]
        for year in (2024, 2025)
    }
    assert states == {2024: [], 2025: ["演示法治广场"]}


def test_three_villages_get_their_venues_in_2022_only() -> None:
    villages = {
        year: {fact.values["village"] for fact in village_venues(SEED, DIRECTORY, date(year, 12, 31))}
        for year in (2021, 2022)
    }
    assert len(villages[2021]) == 60
    assert villages[2022] == set(DIRECTORY.villages)


def test_one_village_loses_its_classroom_and_its_board_in_2025() -> None:
    gone = cleared_venues(SEED, DIRECTORY)
    assert [(fact.values["status"], fact.values["closed_on"]) for fact in gone] == [
        ("撤销", date(2025, 6, 30))
    ] * 2
    before = village_venues(SEED, DIRECTORY, date(2025, 6, 29))
    assert all(fact.values["status"] == "在用" for fact in before)
