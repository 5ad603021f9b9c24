"""Returns and reports of a run are seen if and only if its files are published, whenever it is ended."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines import load as journey
from pipelines.run_outputs import RunOutputs
from tests.support.inbox import write_csv
from tests.support.loads import load
from warehouse.home import Home
from warehouse.snapshots import current_id

HEADER = ["活动名称", "开展时间", "地点", "主办单位", "受众人数"]


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


def inbox(folder: Path) -> Path:
    rows = [
        HEADER,
        ["甲", "2024-03-05", "中心广场", "公安局", 100],
        ["乙", "2024-03-06", "广场", "公安局", "若干"],
    ]
    write_csv(folder / "台账.csv", rows, modified="2024-06-30")
    return folder


def seen(home: Home) -> list[str]:
    folders = [home.returns, home.runs]
    return [path.name for folder in folders if folder.is_dir() for path in sorted(folder.iterdir())]


def ended(*_: object) -> None:
    raise KeyboardInterrupt


def test_a_run_leaves_its_returns_its_report_and_a_readable_page_of_it(home: Home, tmp_path: Path) -> None:
    report = load([inbox(tmp_path / "inbox")], home)
    assert seen(home) == [report.run, f"{report.run}.html", f"{report.run}.json"]
    assert report.files[0].returned is not None
    assert (report.files[0].returned / "退回说明.txt").is_file()
    assert report.run in (home.runs / f"{report.run}.html").read_text(encoding="utf-8")


def test_a_load_ended_right_after_publishing_has_its_returns_shown_by_the_next(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(RunOutputs, "show", ended)
        with pytest.raises(KeyboardInterrupt):
            load([inbox(tmp_path / "inbox")], home)
    published = current_id(home)
    assert published is not None
    assert all(name.startswith(".") for name in seen(home))
    again = load([tmp_path / "inbox"], home)
    assert (again.published, current_id(home)) == (False, published)
    run = published.split("-", 1)[1]
    assert {run, f"{run}.html", f"{run}.json"} <= set(seen(home))
    assert [path.name for path in (home.returns / run).rglob("退回说明.txt")] == ["退回说明.txt"]


def test_a_load_ended_before_publishing_leaves_no_return_of_what_nobody_sees(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(journey, "publish", ended)
        with pytest.raises(KeyboardInterrupt):
            load([inbox(tmp_path / "inbox")], home)
    assert current_id(home) is None
    assert seen(home) == []


def test_what_a_killed_load_left_is_removed_where_nothing_of_it_was_published(
    home: Home, tmp_path: Path
) -> None:
    killed = RunOutputs(home, "20240101T000000-abcdef")
    for folder in (killed.unseen_returns, killed.unseen_reports, home.scratch / "fazhi-frames-x"):
        folder.mkdir(parents=True)
        (folder / "a").write_text("what a sender sent", encoding="utf-8")
    report = load([inbox(tmp_path / "inbox")], home)
    assert seen(home) == [report.run, f"{report.run}.html", f"{report.run}.json"]
    assert not list(home.scratch.glob("*"))
