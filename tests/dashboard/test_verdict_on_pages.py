"""What a reader learns of the verdict: beside the numbers, at the head, and where a snapshot is damaged."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from dashboard.texts import common
from dashboard.texts import verdict as texts
from dashboard.views import creation
from tests.support.small_warehouse import RUN, SNAPSHOT_ID, SmallWarehouse, activity
from warehouse.engines.duckdb import open_writer
from warehouse.home import HOME_VARIABLE, Home
from warehouse.keeping.publishing import begin_build, publish

SCRIPT = """
from dashboard.views import {name}
from dashboard.widgets.safe import guarded
guarded({name}.show)()
"""
LATER_RUN = "20230105T080000-0a1b2c"
LATER_ID = f"000002-{LATER_RUN}"
SENTENCE = "普法活动：受众人数的估数占比平稳<script>"


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """One activity, checked with one warning on its audience, published as snapshot 1."""
    small = SmallWarehouse(tmp_path_factory.mktemp("first"))
    small.add("activities", activity("公安局", date(2022, 12, 30), audience=120))
    small.record("ledger.runs", run_id=RUN, sequence=1, files=1)
    small.record("ledger.verdict", run_id=RUN, success=True, critical=0, warning=1, checks=2)
    small.record(
        "ledger.checks",
        run_id=RUN,
        suite="activities",
        check="audience_estimates_steady",
        column="audience",
        columns=["audience"],
        dataset="activities",
        severity="warning",
        success=False,
        sentence=SENTENCE,
        checked=1,
        unexpected=3,
        owner="业务科室",
        examples=["由 3% 变为 31%"],
    )
    small.record(
        "ledger.check_failures",
        run_id=RUN,
        suite="activities",
        check="audience_estimates_steady",
        dataset="activities",
        position=1,
        text="估数太多",
        unit="公安局",
        file="台账.xlsx",
        sheet="Sheet1",
        cell="C7",
        column="audience",
        value="约120<b>",
    )
    small.publish().close()
    return small.home


@pytest.fixture(scope="module")
def second(first: Home, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The same, followed by snapshot 2 without a warning."""
    home = Home(tmp_path_factory.mktemp("second") / "home")
    shutil.copytree(first.root, home.root)
    built, _ = begin_build(home, LATER_RUN)
    with open_writer(built) as database:
        database.execute("UPDATE ledger.snapshot SET id = ?, sequence = 2, run_id = ?", [LATER_ID, LATER_RUN])
        database.execute("INSERT INTO ledger.runs (run_id, sequence, files) VALUES (?, 2, 1)", [LATER_RUN])
        database.execute(
            "INSERT INTO ledger.verdict BY NAME SELECT ? AS run_id, true AS success, 0 AS critical, "
            "0 AS warning, 2 AS checks",
            [LATER_RUN],
        )
        database.execute("CHECKPOINT")
    publish(home, built, LATER_ID)
    return home


@pytest.fixture
def home(first: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Home]:
    """A home with snapshot 1 that the pages read."""
    yield from _served(first, tmp_path, monkeypatch)


@pytest.fixture
def home_of_two(second: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Home]:
    """A home with snapshots 1 and 2 that the pages read."""
    yield from _served(second, tmp_path, monkeypatch)


def _served(kept: Home, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Home]:
    home = Home(folder / "home")
    shutil.copytree(kept.root, home.root)
    monkeypatch.setenv(HOME_VARIABLE, str(home.root))
    yield home
    st.cache_data.clear()
    st.cache_resource.clear()


def report_run(home: Home, run_id: str, **record: Any) -> None:
    """Leave the report of a load in the home."""
    home.runs.mkdir(exist_ok=True)
    (home.runs / f"{run_id}.json").write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")


def open_page(name: str = "creation", **parameters: str) -> AppTest:
    app = AppTest.from_string(SCRIPT.format(name=name), default_timeout=60)
    for key, value in parameters.items():
        app.query_params[key] = value
    return run_again(app)


def run_again(app: AppTest) -> AppTest:
    app.run()
    assert not app.exception
    assert common.FAILURE_TITLE not in shown(app)
    return app


def shown(app: AppTest) -> str:
    return "\n".join(str(node.proto.body) for node in app.get("html"))


def button(app: AppTest, label: str) -> Any:
    return next(one for one in app.button if one.label == label)


def test_a_warning_stands_beside_each_number_it_touches_and_no_other(home: Home) -> None:
    page = shown(open_page("weekly_review"))
    # Of the eight cards, the audience decides P02 alone; the summary quotes it.
    assert page.count('class="fz-hints"') == 2
    assert "由 3% 变为 31%" in page
    assert "不符 3 处，由业务科室核实" in page


def test_the_words_of_a_warning_never_become_markup(home: Home) -> None:
    page = shown(open_page("weekly_review"))
    assert "<script>" not in page
    assert "受众人数的估数占比平稳&lt;script&gt;" in page


def test_without_warnings_no_number_is_marked(home_of_two: Home) -> None:
    assert "fz-hints" not in shown(open_page("weekly_review"))


def test_the_data_quality_page_lists_failed_checks_with_metrics_and_cells(home: Home) -> None:
    page = shown(open_page("data_quality"))
    assert "涉及指标：P02 " in page
    for text in ("台账.xlsx", "Sheet1!C7", "约120&lt;b&gt;", "估数太多", "列出前 1 处，共 3 处"):
        assert text in page


def test_the_data_quality_page_tells_past_verdicts_with_the_blocked_ones(home_of_two: Home) -> None:
    report_run(
        home_of_two,
        "20230103T080000-0a1b2c",
        published=False,
        verdict={"success": False, "critical": 2, "warning": 0, "checks": 9},
    )
    page = shown(open_page("data_quality", tab="checks"))
    table = page[page.index("历次核验") :]
    order = [table.index(words) for words in ("● 通过", "■ 没有发布", "▲ 通过，有提示")]
    assert order == sorted(order)


def test_a_blocked_load_is_told_with_its_reasons_and_what_is_shown_instead(home: Home) -> None:
    report_run(
        home,
        LATER_RUN,
        published=False,
        verdict={"success": False, "critical": 1, "warning": 0, "checks": 9},
        blocked_by=["普法活动：主键不重复"],
    )
    page = shown(open_page())
    assert "最近一次装载（2023-01-05 16:00）有 1 项关键核验未通过，没有发布。" in page
    assert "未通过：普法活动：主键不重复。" in page
    assert "发布的快照 #1，数据截至 2022年12月31日。" in page


@pytest.mark.parametrize(
    "record",
    [
        {"published": True, "verdict": {"success": True, "critical": 0, "warning": 0, "checks": 9}},
        {"published": False, "verdict": None, "files": [{"status": "duplicate"}]},
    ],
    ids=["published", "nothing new"],
)
def test_a_load_that_was_not_blocked_is_not_told_as_such(home: Home, record: dict[str, Any]) -> None:
    report_run(home, LATER_RUN, **record)
    assert "fz-notice-bad" not in shown(open_page())


def test_duplicates_that_come_after_a_blocked_load_do_not_hide_it(home: Home) -> None:
    report_run(home, LATER_RUN, published=False, verdict=None, files=[{"status": "loaded"}])
    report_run(home, "20230106T080000-0a1b2c", published=False, verdict=None, files=[{"status": "duplicate"}])
    assert "最近一次装载（2023-01-05 16:00）没有发布。" in shown(open_page())


def test_a_report_that_cannot_be_read_is_passed_over(home: Home) -> None:
    report_run(home, LATER_RUN, published=False)
    (home.runs / f"{LATER_RUN}.json").write_bytes(b"{\xff")
    assert "fz-notice-bad" not in shown(open_page())


@pytest.mark.parametrize("asked", ["1", SNAPSHOT_ID])
def test_a_link_to_an_older_snapshot_shows_it_and_says_so(home_of_two: Home, asked: str) -> None:
    app = open_page(snapshot=asked)
    assert app.session_state["snapshot_id"] == SNAPSHOT_ID
    assert "本页显示的是较早的快照 #1" in shown(app)
    button(app, common.MOVE_TO_NEWER).click()
    run_again(app)
    assert app.session_state["snapshot_id"] == LATER_ID
    assert "snapshot" not in app.query_params
    assert "较早的快照" not in shown(app)


def test_the_snapshot_of_a_link_goes_along_to_the_next_page(home_of_two: Home) -> None:
    app = open_page(snapshot="1")
    del app.query_params["snapshot"]  # as the navigation does
    run_again(app)
    assert app.session_state["snapshot_id"] == SNAPSHOT_ID
    assert "1" in app.query_params["snapshot"]


def test_a_link_to_no_snapshot_leads_to_the_current_one_with_a_notice(home: Home) -> None:
    app = open_page(snapshot="<script>9")
    assert app.session_state["snapshot_id"] == SNAPSHOT_ID
    assert texts.UNKNOWN_SNAPSHOT in shown(app)
    assert "snapshot" not in app.query_params


def test_where_the_current_snapshot_is_damaged_the_last_good_one_is_offered(home_of_two: Home) -> None:
    damaged = home_of_two.snapshots / f"{LATER_ID}.duckdb"
    damaged.write_bytes(damaged.read_bytes()[: 2**14])
    app = open_page()
    assert common.DAMAGED_TITLE in shown(app)
    assert LATER_ID in shown(app)
    assert "rollback" in shown(app)
    button(app, "查看可用的快照 #1").click()
    run_again(app)
    assert app.session_state["snapshot_id"] == SNAPSHOT_ID
    assert common.DAMAGED_TITLE not in shown(app)
    assert "本页显示的是较早的快照 #1" in shown(app)


def test_damage_that_shows_only_in_reading_is_told_as_damage_and_not_as_a_fault_of_the_program(
    home_of_two: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_page()
    damaged = home_of_two.snapshots / f"{LATER_ID}.duckdb"
    content = bytearray(damaged.read_bytes())
    content[len(content) // 2] ^= 1
    damaged.write_bytes(content)

    def unreadable(*_: object) -> None:
        raise RuntimeError("checksum")

    with monkeypatch.context() as broken:
        broken.setattr(creation, "creation", unreadable)
        run_again(app)
    assert common.DAMAGED_TITLE in shown(app)
    assert damaged.name in shown(app)
    button(app, "查看可用的快照 #1").click()
    run_again(app)
    assert common.DAMAGED_TITLE not in shown(app)


def test_where_the_pointer_is_damaged_the_last_good_one_can_still_be_seen(home: Home) -> None:
    home.pointer.write_text("{", encoding="utf-8")
    app = open_page()
    assert "current.json" in shown(app)
    button(app, "查看可用的快照 #1").click()
    run_again(app)
    assert common.DAMAGED_TITLE not in shown(app)
    assert app.session_state["snapshot_id"] == SNAPSHOT_ID


def test_where_no_snapshot_can_be_read_none_is_offered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "current.json").write_text("{", encoding="utf-8")
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path))
    app = open_page()
    assert common.DAMAGED_TITLE in shown(app)
    assert not app.button
