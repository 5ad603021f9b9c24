"""Published names give up the years that are written behind them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warehouse.contracts.creation import expand_honour_list
from warehouse.contracts.honour_names import HonourName, split_entries, split_honour_years


@pytest.mark.parametrize(
    ("text", "name", "named", "reviewed"),
    [
        ("河头村（2011）", "河头村", ("2011",), ()),
        ("长石村（2006）(2016复)", "长石村", ("2006",), ("2016",)),
        ("思源社区（2016）（2019复）", "思源社区", ("2016",), ("2019",)),
        ("河头村（2011、2015复核）", "河头村", ("2011",), ("2015",)),
        ("河头村（2006年命名，2016年复核合格）", "河头村", ("2006",), ("2016",)),
        ("河头村 [2011年度]", "河头村", ("2011",), ()),
        ("河头村", "河头村", (), ()),
        ("法治公园（一期）", "法治公园（一期）", (), ()),
        ("河头村（2011）（撤销）", "河头村（2011）（撤销）", (), ()),
        ("（2011）", "（2011）", (), ()),
    ],
)
def test_years_behind_a_name_are_its_award_and_its_reviews(
    text: str, name: str, named: tuple[str, ...], reviewed: tuple[str, ...]
) -> None:
    assert split_honour_years(text) == HonourName(name, named, reviewed)


def test_events_come_in_the_order_of_time() -> None:
    assert split_honour_years("长石村（2006）(2016复)（2011复）").events() == [
        ("命名", "2006"),
        ("复核", "2011"),
        ("复核", "2016"),
    ]


def test_a_cell_that_lists_entries_is_cut_behind_their_brackets_only() -> None:
    assert split_entries("河头村（2011）、长石村（2006） (2016复)") == [
        "河头村（2011）",
        "长石村（2006） (2016复)",
    ]
    assert split_entries("河头村（2011、2015复）") == ["河头村（2011、2015复）"]


def test_each_listed_name_yields_one_fact_per_year() -> None:
    listed = {
        "listed_title": "市级民主法治示范村（社区）",
        "listed_name": "河头村（2011）、长石村（2006）(2016复)",
    }
    facts = [
        (fact["subject"].text, fact["event"].text, fact["happened_on"].text)
        for fact in expand_honour_list(listed)
    ]
    assert facts == [("河头村", "命名", "2011"), ("长石村", "命名", "2006"), ("长石村", "复核", "2016")]


def test_a_listed_name_without_a_year_leaves_the_row_unexplained() -> None:
    listed = {"listed_title": "市级民主法治示范村（社区）", "listed_name": "河头村（2011）、长石村（撤销）"}
    assert expand_honour_list(listed) == []


@given(st.text(alphabet="河头村（）()[]、，201169复核年命名 ", max_size=40))
def test_no_name_makes_the_splitting_fail_and_a_split_name_has_no_years_left(text: str) -> None:
    entry = split_honour_years(text)
    if len(entry.named) + len(entry.reviewed) < 8:
        assert split_honour_years(entry.name).events() == []
    assert all(split_entries(text))
