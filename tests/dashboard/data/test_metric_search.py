"""A metric is found by whatever its readers call it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.data.metric_search import Likeness, search_metrics
from warehouse.metrics.catalogue import METRICS


@pytest.mark.parametrize(
    ("text", "metric_id"),
    [
        ("P01", "P01"),
        (" p01 ", "P01"),
        ("Ｐ０１", "P01"),
        ("活动场次", "P01"),
        ("百场", "P01"),
        ("hdcc", "P01"),
        ("HDCC", "P01"),
        ("huodongchangci", "P01"),
        ("huodong chang", "P01"),
        ("huodcc", "P01"),
        ("活动cc", "P01"),
        ("受案率", "F03b"),
        ("shouanlv", "F03b"),
        ("纠错率", "F07"),
        ("zjjcl", "F07"),
        ("村社区覆盖率", "P05"),
        ("村覆盖", "P05"),
        ("attendances", "P02"),
    ],
)
def test_the_first_match_is_the_one_meant(text: str, metric_id: str) -> None:
    assert search_metrics(text)[0].metric_id == metric_id


@pytest.mark.parametrize("text", ["chongfulv", "zhongfulv", "cfl", "zfl", "chongfushuai"])
def test_every_reading_of_a_character_counts(text: str) -> None:
    assert "Q04" in [match.metric_id for match in search_metrics(text)]


def test_an_equal_name_goes_before_one_that_contains_it_and_ties_keep_the_order_of_the_catalogue() -> None:
    first, second = search_metrics("纠错率")[:2]
    assert (first.metric_id, first.by, first.likeness) == ("F07", "纠错率", Likeness.EQUAL)
    assert (second.metric_id, second.likeness) == ("F08", Likeness.CONTAINS)
    tied = [match.metric_id for match in search_metrics("E1", at_most=99)]
    assert tied == [metric_id for metric_id in METRICS if metric_id.startswith("E1")]


def test_words_must_all_fit_and_the_search_may_be_limited() -> None:
    assert [match.metric_id for match in search_metrics("复议 履行")] == ["F13"]
    assert search_metrics("率", ["P01", "P05", "none"])[0].metric_id == "P05"
    assert len(search_metrics("率", at_most=3)) == 3
    assert search_metrics("") == search_metrics(" · ") == search_metrics("没有这个") == ()


@given(st.text(max_size=80))
def test_any_text_is_answered(text: str) -> None:
    assert all(match.metric_id in METRICS for match in search_metrics(text))


def test_a_metric_is_found_by_each_of_its_names() -> None:
    for metric in METRICS.values():
        for name in (metric.id, metric.name, *metric.aliases):
            assert search_metrics(name)[0].metric_id == metric.id, name
