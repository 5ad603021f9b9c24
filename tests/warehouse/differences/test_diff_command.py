"""`python -m warehouse diff`, over two real loads: a ledger, then a late one and a correction."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest

from tests.support.ledgers import Line, ledger, loaded
from warehouse.__main__ import main
from warehouse.home import Home

HEADER: Line = ("活动名称", "开展时间", "地点", "受众人数")
Diff = Callable[..., str]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home whose second load brings a late row and corrects a known one."""
    folder = tmp_path_factory.mktemp("diff")
    home = Home(folder / "home")
    lines = (("宪法宣传", "2024-03-05", "广场", 80), ("反诈宣传", "2024-03-12", "广场", 50))
    loaded(home, ledger(folder, "2024年3月普法活动台账", "2024-03-17", HEADER, *lines))
    late = (("禁毒宣传", "2024-03-06", "广场", 35), ("反诈宣传", "2024-03-12", "广场", 20))
    loaded(home, ledger(folder, "迟报和更正", "2024-03-24", HEADER, *late))
    return home


@pytest.fixture
def diff(home: Home, capsys: pytest.CaptureFixture[str]) -> Diff:
    """Return a function that runs the command between the two snapshots and gives its output."""

    def run(*arguments: str, snapshots: tuple[str, str] = ("1", "2"), code: int = 0) -> str:
        assert main(["--home", str(home.root), "diff", *snapshots, *arguments]) == code
        captured = capsys.readouterr()
        return captured.err if code else captured.out

    return run


def test_every_changed_number_adds_up_by_its_causes_and_by_its_rows(diff: Diff) -> None:
    found: list[dict[str, Any]] = json.loads(diff("--format", "json", "--rows"))
    assert {"P01", "P02", "P10"} <= {one["metric"] for one in found}
    for one in found:
        change = Fraction(one["after"]["numerator"]) - Fraction(one["before"]["numerator"])
        for parts in (one["because"], one["rows"]):
            assert sum(Fraction(part["numerator_change"]) for part in parts) == change
        if one["difference"] is not None:
            effect = sum(Fraction(part["effect_exact"]) for part in one["because"])
            assert float(effect) == pytest.approx(one["difference"], abs=1e-9)


def test_a_correction_names_both_files_and_both_cells(diff: Diff) -> None:
    (found,) = json.loads(diff("--metric", "P02", "--from", "2024-03-11", "--to", "2024-03-17",
                               "--format", "json", "--rows"))  # fmt: skip
    (row,) = found["rows"]
    assert (row["kind"], row["before"]["numerator"], row["after"]["numerator"]) == ("corrected", 50, 20)
    cells = [(row[side]["file"], row[side]["cells"]["audience"]["raw"]) for side in ("before", "after")]
    assert cells == [("2024年3月普法活动台账.csv", "50"), ("迟报和更正.csv", "20")]


def test_the_table_tells_each_kind_with_its_files_in_chinese(diff: Diff) -> None:
    shown = diff("--metric", "P02", "--from", "2024-03-01", "--to", "2024-03-31")
    assert "新增" in shown
    assert "更正" in shown
    assert "迟报和更正.csv" in shown


def test_csv_names_the_number_on_every_line(diff: Diff) -> None:
    lines = list(
        csv.DictReader(io.StringIO(diff("--metric", "P02", "--from", "2024-03-01", "--format", "csv")))
    )
    assert [(line["指标"], line["原因"], line["影响"]) for line in lines] == [
        ("P02", "新增", "35.0"),
        ("P02", "更正", "-30.0"),
    ]


def test_equal_snapshots_have_no_changes(diff: Diff) -> None:
    assert "没有变动" in diff("--metric", "P02", snapshots=("2", "2"))


def test_weeks_need_both_ends_and_the_message_says_so(diff: Diff) -> None:
    assert "起始日和截止日" in diff("--metric", "P02", "--from", "2024-03-01", "--grain", "week", code=2)


def test_an_unknown_metric_names_the_nearest(diff: Diff) -> None:
    assert "没有名为「P2」的指标" in diff("--metric", "P2", code=2)
