"""Views are kept under names of their own."""

from __future__ import annotations

from pathlib import Path

import pytest

from warehouse.app_database import app_database_path
from warehouse.home import Home
from warehouse.saved_views import (
    LONGEST_ADDRESS,
    LONGEST_NAME,
    BadView,
    delete_view,
    rename_view,
    save_view,
    saved_views,
)


def test_a_view_is_saved_renamed_and_deleted(tmp_path: Path) -> None:
    home = Home(tmp_path)
    assert saved_views(home) == []
    assert not app_database_path(home).exists()
    first = save_view(home, "  各镇办\n场次 ", "metric=P01&by=township", created_by="普法科")
    second = save_view(home, "<script>alert(1)</script>", "metric=P02")
    views = {view.id: view for view in saved_views(home)}
    assert (views[first].name, views[first].address, views[first].created_by) == (
        "各镇办 场次",
        "metric=P01&by=township",
        "普法科",
    )
    assert views[second].name == "<script>alert(1)</script>"
    rename_view(home, second, "线下受众")
    delete_view(home, first)
    delete_view(home, first)
    assert [(view.id, view.name) for view in saved_views(home)] == [(second, "线下受众")]


def test_a_name_that_cannot_stand_is_refused_in_words(tmp_path: Path) -> None:
    home = Home(tmp_path)
    first = save_view(home, "甲", "metric=P01")
    second = save_view(home, "乙", "metric=P01")
    with pytest.raises(BadView, match="已有名为「甲」的视图，请换一个名称"):
        save_view(home, " 甲\u200b", "metric=P02")
    with pytest.raises(BadView, match="请换一个名称"):
        rename_view(home, second, "甲")
    with pytest.raises(BadView, match="请填写"):
        save_view(home, " \u200b\n", "metric=P01")
    with pytest.raises(BadView, match="不能超过"):
        rename_view(home, first, "长" * (LONGEST_NAME + 1))
    with pytest.raises(BadView, match="存不下"):
        save_view(home, "丙", "x" * (LONGEST_ADDRESS + 1))
    with pytest.raises(BadView, match="已被删除"):
        rename_view(home, 99, "丁")
    assert [view.name for view in saved_views(home)] == ["乙", "甲"]
