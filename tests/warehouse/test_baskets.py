"""A basket keeps its order, loses nothing between two windows, and says why where it refuses."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from warehouse.app_database import app_database_path
from warehouse.baskets import (
    LONGEST_CONTENT,
    LONGEST_TITLE,
    MOST_ITEMS,
    Added,
    BadBasket,
    BasketHead,
    add,
    basket,
    basket_head,
    move,
    remove,
    removed,
    restore,
    retitle,
    rewrite,
    write_head,
)
from warehouse.home import Home

ME, OTHER = "", "王科长"


def _contents(home: Home, owner: str = ME) -> list[str]:
    return [entry.content for entry in basket(home, owner)]


def test_reading_an_empty_basket_writes_nothing(tmp_path: Path) -> None:
    home = Home(tmp_path)
    assert (basket(home, ME), basket_head(home, ME), removed(home, ME)) == ([], BasketHead(), 0)
    assert not app_database_path(home).exists()


def test_items_stand_in_order_and_each_reader_has_a_basket(tmp_path: Path) -> None:
    home = Home(tmp_path)
    assert [add(home, ME, one) for one in "甲乙丙"] == [Added(place, is_new=True) for place in (1, 2, 3)]
    assert add(home, ME, "乙") == Added(2, is_new=False)
    assert add(home, OTHER, "丁") == Added(1, is_new=True)
    first, second, third = (entry.id for entry in basket(home, ME))
    move(home, ME, third, up=True)
    move(home, ME, first, up=True)
    assert _contents(home) == ["甲", "丙", "乙"]
    move(home, ME, first, up=False)
    assert _contents(home) == ["丙", "甲", "乙"]
    rewrite(home, ME, second, "乙二")
    retitle(home, ME, second, "  <b>标题</b>\n\u200b二 ")
    assert [(one.content, one.title) for one in basket(home, ME)][-1] == ("乙二", "<b>标题</b> 二")
    with pytest.raises(BadBasket, match="已被移出"):
        move(home, OTHER, first, up=True)
    assert _contents(home, OTHER) == ["丁"]


def test_what_was_removed_last_can_be_put_back_where_it_stood(tmp_path: Path) -> None:
    home = Home(tmp_path)
    for one in "甲乙丙":
        add(home, ME, one)
    middle = basket(home, ME)[1].id
    assert (remove(home, ME, middle), remove(home, ME, middle), removed(home, ME)) == (1, 0, 1)
    with pytest.raises(BadBasket, match="请刷新页面"):
        retitle(home, ME, middle, "标题")
    assert (restore(home, ME), _contents(home)) == (1, ["甲", "乙", "丙"])
    assert (remove(home, ME), _contents(home)) == (3, [])
    # One of them has been collected again since: it is not there twice.
    add(home, ME, "丙")
    assert restore(home, ME) == 3
    assert sorted(_contents(home)) == sorted("甲乙丙")
    assert restore(home, ME) == 0


def test_a_basket_is_bounded_in_words(tmp_path: Path) -> None:
    home = Home(tmp_path)
    for one in range(MOST_ITEMS):
        add(home, ME, str(one))
    for refused in (lambda: add(home, ME, "再一项"), lambda: add(home, ME, "x" * (LONGEST_CONTENT + 1))):
        with pytest.raises(BadBasket, match=r"最多收 60 项|条件太多"):
            refused()
    remove(home, ME, basket(home, ME)[0].id)
    add(home, ME, "再一项")
    with pytest.raises(BadBasket, match="最多收 60 项"):
        restore(home, ME)
    with pytest.raises(BadBasket, match="不超过 80 个字"):
        retitle(home, ME, basket(home, ME)[0].id, "字" * (LONGEST_TITLE + 1))


def test_two_windows_at_once_lose_nothing(tmp_path: Path) -> None:
    home = Home(tmp_path)
    with ThreadPoolExecutor(4) as windows:
        places = list(windows.map(lambda one: add(home, ME, f"第 {one} 项").place, range(20)))
    assert sorted(places) == list(range(1, 21))
    assert len(set(_contents(home))) == 20


def test_the_head_is_kept_for_each_reader(tmp_path: Path) -> None:
    home = Home(tmp_path)
    write_head(home, ME, BasketHead("法治工作专报", "第 3 期", "内部资料"))
    write_head(home, ME, BasketHead("法治工作\n专报", "", ""))
    assert basket_head(home, ME) == BasketHead("法治工作 专报")
    assert basket_head(home, OTHER) == BasketHead()
