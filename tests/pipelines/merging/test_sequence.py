"""The lawful order of a subject's events (申报 ≤ 推荐 ≤ 公示 ≤ 命名 ≤ 复核, 撤销 only after 命名)."""

from __future__ import annotations

from datetime import date

import pytest

from pipelines.merging.sequence import Event, first_broken
from warehouse.contracts.creation import CREATION_EVENTS

RULE = CREATION_EVENTS.sequences[0]


def event(name: str, day: str) -> Event:
    if len(day) == 4:
        return Event(name, date(int(day), 1, 1), "year")
    return Event(name, date.fromisoformat(day))


@pytest.mark.parametrize(
    "history",
    [
        [("申报", "2022-01-05"), ("推荐", "2022-02-01"), ("公示", "2022-03-01"), ("命名", "2022-04-01")],
        [("申报", "2022-01-05"), ("命名", "2022-01-05")],
        [("命名", "2006"), ("复核", "2016")],
        [("命名", "2016"), ("申报", "2016-03-01")],
        [("命名", "2018-05-01"), ("撤销", "2020-05-01"), ("申报", "2021-01-01"), ("命名", "2021-09-01")],
        [("命名", "2018-05-01"), ("复核", "2020-05-01"), ("复核", "2023-05-01"), ("限期整改", "2023-06-01")],
    ],
)
def test_a_lawful_history_is_accepted_whole_in_any_order_of_rows(history: list[tuple[str, str]]) -> None:
    events = [event(*item) for item in history]
    assert first_broken(RULE, [], events) == []
    assert first_broken(RULE, [], events[::-1]) == []


def test_a_withdrawal_without_an_award_is_broken() -> None:
    assert first_broken(RULE, [], [event("撤销", "2022-05-01")]) == [0]


def test_a_withdrawal_is_lawful_when_the_award_was_accepted_earlier() -> None:
    assert first_broken(RULE, [event("命名", "2020-05-01")], [event("撤销", "2022-05-01")]) == []


def test_a_recommendation_after_the_award_is_broken_and_the_award_stays() -> None:
    events = [event("推荐", "2022-05-01"), event("命名", "2022-04-01")]
    assert first_broken(RULE, [], events) == [0]


def test_an_award_before_a_known_publication_is_broken() -> None:
    assert first_broken(RULE, [event("公示", "2022-05-01")], [event("命名", "2022-04-01")]) == [0]


def test_a_second_withdrawal_needs_a_second_award() -> None:
    events = [event("命名", "2018-05-01"), event("撤销", "2019-05-01"), event("撤销", "2020-05-01")]
    assert first_broken(RULE, [], events) == [2]
