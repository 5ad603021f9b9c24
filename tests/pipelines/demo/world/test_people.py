"""The legal stewards (法律明白人) of the demo: who came, who left, who moved, and what is told of them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from pipelines.demo import SEED
from pipelines.demo.directory import read_directory
from pipelines.demo.world.people import (
    IN_POST,
    MOVED,
    NO_PHONE,
    Post,
    changes,
    posts_until,
    roster,
    steward_fact,
    steward_trainings,
)

DIRECTORY = read_directory()


@pytest.fixture(scope="module")
def posts() -> list[Post]:
    return posts_until(SEED, DIRECTORY, 2026)


def in_post(posts: list[Post], on: date) -> list[Post]:
    return [post for post in posts if post.certified_on <= on and (post.left_on is None or post.left_on > on)]


def test_a_later_year_adds_posts_and_endings_and_changes_nothing_before(posts: list[Post]) -> None:
    earlier = posts_until(SEED, DIRECTORY, 2023)
    on = date(2023, 12, 31)
    known = {(post.steward, post.village, post.certified_on) for post in posts}
    assert {(post.steward, post.village, post.certified_on) for post in earlier} < known
    assert {post.steward for post in in_post(earlier, on)} == {post.steward for post in in_post(posts, on)}


@pytest.mark.parametrize("seed", [1, 2, SEED])
def test_every_seed_has_384_persons_in_386_posts_at_the_end_of_2022(seed: int) -> None:
    serving = in_post(posts_until(seed, DIRECTORY, 2022), date(2022, 12, 31))
    assert len(serving) == 386
    assert len({(post.steward.name, post.steward.born_in) for post in serving}) == 384


def test_names_are_plainly_made_up(posts: list[Post]) -> None:
    assert {post.steward.name[1] for post in posts} == {"某"}


def test_everybody_trained_in_july_2022_is_in_post_until_the_end_of_that_year(posts: list[Post]) -> None:
    assert in_post(posts, date(2022, 7, 1)) == in_post(posts, date(2022, 12, 31))


def test_a_person_who_moves_ends_one_post_and_begins_another_on_the_same_day(posts: list[Post]) -> None:
    moves = [post for post in posts if post.left_on is not None and post.ending == MOVED]
    assert moves
    for move in moves:
        (after,) = (post for post in posts if post.steward == move.steward and post.village != move.village)
        assert after.certified_on == move.left_on


def test_a_roster_holds_who_is_in_post_at_the_end_of_the_year_and_who_left_within_it(
    posts: list[Post],
) -> None:
    facts = roster(SEED, posts, 2024, DIRECTORY)
    on = date(2024, 12, 31)
    left = [post for post in posts if post.left_on is not None and post.left_on.year == 2024]
    assert len(facts) == len(in_post(posts, on)) + len(left)
    assert sum(fact.values["status"] != IN_POST for fact in facts) == len(left) > 0


def test_nobody_has_left_before_the_day_of_leaving(posts: list[Post]) -> None:
    post = next(post for post in posts if post.left_on is not None)
    left_on = post.left_on
    assert left_on is not None
    before = steward_fact(SEED, post, left_on.year, DIRECTORY, left_on - timedelta(days=1))
    after = steward_fact(SEED, post, left_on.year, DIRECTORY, left_on)
    assert (before.values["status"], before.values["left_on"]) == (IN_POST, None)
    assert (after.values["status"], after.values["left_on"]) == (post.ending, left_on)
    assert before.values["phone"] == after.values["phone"] == NO_PHONE


def test_the_changes_of_a_period_are_its_joiners_and_leavers(posts: list[Post]) -> None:
    first, last = date(2025, 1, 1), date(2025, 6, 30)
    found = changes(posts, first, last)
    assert found
    assert all(first <= day <= last for post in found for day in [_changed_on(post, first)])


def _changed_on(post: Post, first: date) -> date:
    """The day that brought the post into the period."""
    return post.certified_on if post.certified_on >= first else post.left_on or date.min


def test_townships_train_their_own_stewards_twice_a_year_from_2023_on_and_never_all(
    posts: list[Post],
) -> None:
    assert steward_trainings(posts, SEED, 2022, DIRECTORY) == []
    held = steward_trainings(posts, SEED, 2024, DIRECTORY)
    assert len(held) == 2 * len(DIRECTORY.townships)
    for fact in held:
        attended, expected = fact.values["attended"], fact.values["expected"]
        assert isinstance(attended, int)
        assert isinstance(expected, int)
        assert 0 < attended < expected
