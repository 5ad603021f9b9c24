"""`python -m dashboard brief` over the demo: numbers as the warehouse answers, a set kept when frozen."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from pptx import Presentation

from dashboard.__main__ import main
from dashboard.briefing.cli import LOG_NAME
from dashboard.briefing.content.subjects import CHARTS
from tests.support.shared import copied
from warehouse.home import Home
from warehouse.keeping.briefings import briefing_folder, kept_files
from warehouse.keeping.freezing import freeze
from warehouse.keeping.verifying import verify
from warehouse.metrics.query import query
from warehouse.metrics.selection import Grain, Selection
from warehouse.snapshots import open_snapshot

WEEK = "2026-W47"
YEAR = Selection(date(2026, 1, 1), date(2026, 11, 22))

Capture = pytest.CaptureFixture[str]


def brief(home: Home, *arguments: str) -> int:
    return main(["brief", *arguments, "--home", str(home.root)])


@pytest.fixture(scope="module")
def made(demo_home: Home, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The slides and the document of the demo's last week."""
    folder = tmp_path_factory.mktemp("made")
    assert brief(demo_home, "--week", WEEK, "--formats", "pptx,docx", "--to", str(folder)) == 0
    return folder


def _value(home: Home, metric_id: str, selection: Selection = YEAR) -> float | None:
    with open_snapshot(home) as snapshot:
        value: float | None = query(snapshot, [metric_id], selection)["value"][0]
    return value


def test_the_document_says_what_the_warehouse_answers(demo_home: Home, made: Path) -> None:
    text = "\n".join(one.text for one in Document(str(made / f"法治工作周报-{WEEK}.docx")).paragraphs)
    assert f"今年活动场次 {_value(demo_home, 'P01'):.0f} 场" in text
    assert f"今年收到复议申请数 {_value(demo_home, 'F01'):.0f} 件" in text
    assert f"完成率 {_value(demo_home, 'P15'):.1f}%" in text
    assert f"逾期未整改 {_value(demo_home, 'E16'):.0f} 件" in text


def test_the_native_charts_hold_what_the_warehouse_answers(demo_home: Home, made: Path) -> None:
    deck = Presentation(str(made / f"法治工作周报-{WEEK}.pptx"))
    charts = [shape.chart for slide in deck.slides for shape in slide.shapes if shape.has_chart]
    assert len(charts) == sum(map(len, CHARTS.values()))
    this_year = {series.name: list(series.values) for series in charts[0].plots[0].series}["2026年"]
    with open_snapshot(demo_home) as snapshot:
        by_month = query(snapshot, ["P01"], Selection(YEAR.start, YEAR.end, Grain.MONTH))["value"].to_list()
    assert this_year == [*by_month, None]


def test_a_frozen_week_keeps_its_set_which_checks_after_later_loads(
    demo_home: Home, tmp_path: Path, capsys: Capture
) -> None:
    home = copied(demo_home, tmp_path)
    assert brief(home, "--week", WEEK, "--keep") == 1
    assert "还没有冻结" in capsys.readouterr().err
    freeze(home, WEEK)
    assert brief(home, "--week", WEEK, "--keep") == 0
    names = [path.name for path in kept_files(home, WEEK)]
    assert {Path(name).suffix for name in names} == {".pptx", ".docx", ".pdf", ".html", ".png", ".svg"}
    assert verify(home, []).faults == []
    assert brief(home, "--week", WEEK, "--keep") == 0
    assert "已有" in capsys.readouterr().out
    for path in kept_files(home, WEEK):
        if path.suffix != ".svg":
            assert brief(home, "--check", str(path)) == 0
    told = capsys.readouterr().out
    assert re.search(rf"法治工作周报-{WEEK}.pdf：核对 \d\d\d+ 个数，全部与快照 {WEEK} 一致。", told)
    assert not list(briefing_folder(home, WEEK).parent.glob(".*"))


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["--week", "2026-W60"], 2, "「2026-W60」不是周"),
        (["--week", "去年", "--to", "x"], 2, "例如 2026-W47"),
        (["--week", "2027-W01", "--to", "x"], 2, "最近的一周是 2026-W47"),
        (["--week", WEEK], 2, "--to"),
        (["--formats", "doc", "--to", "x"], 2, "没有「doc」这种格式"),
        (["--check", "x.docx", "--week", WEEK], 2, "单独使用"),
        (["--snapshot", "2031-W01", "--to", "x"], 2, "2031-W01"),
    ],
)
def test_a_wrong_call_is_answered_in_words(
    demo_home: Home, capsys: Capture, arguments: list[str], code: int, told: str
) -> None:
    try:
        found = brief(demo_home, *arguments)
    except SystemExit as left:
        found = int(str(left.code))
    assert not (demo_home.root / LOG_NAME).exists()
    said = capsys.readouterr()
    assert found == code
    assert told in said.err
    assert "Traceback" not in said.err


def test_a_changed_number_fails_the_check(
    demo_home: Home, made: Path, tmp_path: Path, capsys: Capture
) -> None:
    document = Document(str(made / f"法治工作周报-{WEEK}.docx"))
    changed = next(one for one in document.paragraphs if "今年活动场次" in one.text)
    for run in changed.runs:
        run.text = run.text.replace("活动场次 9", "活动场次 19")
    document.save(str(tmp_path / "a.docx"))
    assert brief(demo_home, "--check", str(tmp_path / "a.docx")) == 1
    assert "应为“截至11月22日，今年活动场次" in capsys.readouterr().out
