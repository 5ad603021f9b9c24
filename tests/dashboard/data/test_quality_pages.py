"""数据质量: from a file or cell to what came of it; returns handed out, nothing else; sheets left unread."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path

import pytest

from dashboard.data.data_quality import quality_trends, sheets_shown, usual_target
from dashboard.data.file_search import Asked, search, understood
from dashboard.data.returned_files import ReturnGone, returned_bytes, returned_files
from dashboard.periods import Moment, Week
from tests.support.small_warehouse import RUN, SmallWarehouse, activity
from warehouse.home import Home
from warehouse.source_rows import Fate

_OLD, _NEW = "20220101T000000-aaaaaa", "20220201T000000-bbbbbb"
_HEAD = "单位,文件,处理,必须修改项数,请核对项数,装入行数,退回行数,退回件\n"


@pytest.mark.parametrize(
    ("text", "has_file", "asked"),
    [
        ("普法", False, Asked("普法")),
        ("台账.xlsx！Sheet1！$c$7", False, Asked("台账.xlsx", "Sheet1", "C7")),
        ("台账.csv!C7", False, Asked("台账.csv", "", "C7")),
        ("C7", True, Asked(cell="C7")),
        ("C7", False, Asked("C7")),
        ("Sheet1!C7", True, Asked("", "Sheet1", "C7")),
        ("别的.xlsx!C7", True, Asked("别的.xlsx", "", "C7")),
        ("别的", True, Asked("别的")),
        (" ! ", False, Asked()),
    ],
)
def test_a_text_is_taken_for_file_sheet_and_cell(text: str, has_file: bool, asked: Asked) -> None:
    assert understood(text, has_file=has_file) == asked


def test_a_cell_leads_to_its_row_and_numbers_and_unread_sheets_are_told(small: SmallWarehouse) -> None:
    table = small.table(
        "activities",
        unit="公安局",
        letters={"title": "B", "audience": "C"},
        filed_on=date(2022, 12, 5),
        header_rows=[4],
        rows_in=2,
    )
    small.add(
        "activities", {**activity("公安局", date(2022, 12, 1)), "raw": {"audience": "约100"}}, table=table
    )
    small.record("ledger.skipped", table_id=table, source_row=9, reason="total")
    small.record("ledger.runs", run_id=RUN, sequence=1, started_at=datetime(2022, 12, 31), files=2)
    sha256 = f"{1:064x}"
    small.record("ledger.arrivals", run_id=RUN, file_sha256=sha256, name="activities1.xlsx", status="loaded")
    small.record(
        "ledger.arrivals",
        run_id=RUN,
        file_sha256="f" * 64,
        name="activities图.xlsx",
        status="rejected",
        reason="图片",
    )
    for sheet, outcome, hidden in (
        ("Sheet1", "recognised", False),
        ("乱", "unrecognised", False),
        ("选项", "unrecognised", True),
    ):
        small.record(
            "ledger.sheets",
            run_id=RUN,
            file_sha256=sha256,
            sheet=sheet,
            outcome=outcome,
            is_hidden=hidden,
            certainty="中" if outcome == "recognised" else None,
            details=json.dumps(
                {"unknown_headers": ["天气"], "by_likeness": [{"header": "人次", "column": "audience"}]}
            ),
        )
    snapshot = small.pin()

    several = search(snapshot, "ACTIVITIES", None)
    assert (several.file, several.files.total) == (None, 2)
    found = search(snapshot, "activities1.xlsx!Sheet1!c5", None)
    (fate,) = found.fates
    assert (fate.label, fate.text, fate.fate, fate.row) == ("受众人数", "约100", Fate.LOADED, 5)
    assert {"P01", "P02"} <= {one.metric_id for one in fate.metrics}
    at = {cell: search(snapshot, cell, sha256).fates[0] for cell in ("C9", "A4", "C30")}
    assert (at["C9"].fate, at["C9"].said) == (Fate.SKIPPED, ("合计行",))
    assert [at[cell].fate for cell in ("A4", "C30")] == [None, None]
    assert at["A4"].said != at["C30"].said
    assert at["A4"].label is None
    assert search(snapshot, "别的表!C5", sha256).file is None
    refused = search(snapshot, "图", None).file
    assert refused is not None
    assert refused.reason == "图片"

    sheets = sheets_shown(snapshot, None)
    assert (sheets.unread, sheets.hidden_unread, sheets.total) == (1, 1, 3)
    assert [one.sheet for one in sheets.sheets] == ["乱", "选项", "Sheet1"]
    assert (sheets.sheets[2].unknown, sheets.sheets[2].likened) == (("天气",), ("人次",))

    day = date(2022, 12, 31)
    trends = {one.metric_id: one for one in quality_trends(snapshot, Moment.of(Week.containing(day), day))}
    assert trends["Q02"].answers[-1].value == 0
    assert trends["Q02"].answers[0].value is None
    assert (trends["Q01"].target, trends["Q02"].target, usual_target("P01")) == (100, None, None)

    _returns(small.home)
    returned = returned_files(snapshot, small.home, None)
    assert (returned.total, returned.open) == (3, 2)
    assert [(one.file, one.run_id, one.is_mended) for one in returned.files] == [
        ("b.xlsx", _NEW, False),
        ("逃.xlsx", _OLD, False),
        # Loaded again by a later run.
        ("activities1.xlsx", _OLD, True),
    ]
    first, escaped, _ = returned.files
    assert (first.must, first.kept_out, first.message) == (2, 4, f"{_NEW}/公安局/b/退回说明.txt")
    assert (escaped.workbook, escaped.message) == (None, None)
    assert returned_bytes(small.home, first.workbook or "") == b"new"
    assert returned_files(snapshot, small.home, "公安局").total == 2


def _returns(home: Home) -> None:
    """Write two runs of returns, one of which names a folder outside."""
    (home.root / "secret").mkdir()
    (home.root / "secret" / "key.xlsx").write_text("key")
    for run, lines, content in (
        (
            _OLD,
            (
                "公安局,b.xlsx,退回修改,1,0,1,1,公安局/b",
                "教育局,逃.xlsx,退回修改,1,0,1,1,../../secret",
                "公安局,activities1.xlsx,请核对,0,1,1,0,无",
            ),
            b"old",
        ),
        (_NEW, ("公安局,b.xlsx,退回修改,2,0,1,4,公安局/b",), b"new"),
    ):
        folder = home.returns / run / "公安局" / "b"
        folder.mkdir(parents=True)
        (folder / "b.xlsx").write_bytes(content)
        (folder / "退回说明.txt").write_text("请改")
        (folder / "link.xlsx").symlink_to(home.root / "secret" / "key.xlsx")
        (home.returns / run / "清单.csv").write_text(_HEAD + "\n".join(lines) + "\n", encoding="utf-8-sig")


def test_nothing_outside_the_folder_of_returns_is_handed_out(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.returns.mkdir()
    (tmp_path / "secret.key").write_text("key")
    (home.returns / "link.txt").symlink_to(tmp_path / "secret.key")
    for place in ("../secret.key", str(tmp_path / "secret.key"), "link.txt", "missing.txt", ".", "a\0b"):
        with pytest.raises(ReturnGone):
            returned_bytes(home, place)
