"""Corrections that are written, changed or retired after their files were loaded."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipelines.__main__ import main
from pipelines.corrections.replay import CannotReplay
from pipelines.load import load, rebuild
from tests.pipelines.corrections.support import (
    AUDIENCE,
    PARK,
    SCHOOL,
    audiences,
    correct,
    ledger,
    rows,
)
from tests.support import loads
from tests.support.shared import copied, made_once
from warehouse.contracts.registry import DATASETS
from warehouse.digests import content_digests
from warehouse.home import Home
from warehouse.snapshots import open_snapshot

CORRECTED = [("反诈宣传", 80, None), ("宪法宣传", 1200, None)]
AS_SENT = [("反诈宣传", 80, None), ("宪法宣传", 12000, None)]


@pytest.fixture(scope="module")
def loaded_home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home with two activities, and nothing corrected; it is copied."""

    def make(folder: Path) -> None:
        file = ledger(tmp_path_factory.mktemp("in") / "a.csv", PARK, SCHOOL)
        assert loads.load([file], Home(folder)).published

    return Home(made_once(tmp_path_factory, "corrections-home", make))


@pytest.fixture
def home(loaded_home: Home, tmp_path: Path) -> Home:
    """A home with two activities from a.csv, and nothing corrected."""
    ledger(tmp_path / "a.csv", PARK, SCHOOL)
    return copied(loaded_home, tmp_path)


@pytest.mark.usefixtures("whole_loads")
def test_a_new_correction_takes_effect_at_the_next_load_of_any_file(home: Home, tmp_path: Path) -> None:
    correct(home, AUDIENCE)
    report = load([tmp_path / "a.csv"], home)
    assert (report.published, report.exit_code) == (True, 0)
    assert audiences(home) == CORRECTED


def test_a_changed_one_takes_effect_again_and_a_retired_or_deleted_one_no_more(home: Home) -> None:
    correct(home, AUDIENCE)
    assert rebuild(home).exit_code == 0
    correct(home, AUDIENCE.replace("1200", "1250"))
    assert rebuild(home).exit_code == 0
    assert audiences(home)[1] == ("宪法宣传", 1250, None)
    correct(home, AUDIENCE.replace("1200", "1250") + "  status: retired\n")
    assert rebuild(home).exit_code == 0
    assert audiences(home) == AS_SENT
    assert rows(home, "SELECT count(*) FROM ledger.corrected_cells") == [(0,)]
    assert rows(home, "SELECT status FROM ledger.corrections") == [("retired",)]
    (home.corrections / "更正.yaml").unlink()
    assert rebuild(home).exit_code == 0
    assert rows(home, "SELECT count(*) FROM ledger.corrections") == [(0,)]


def test_a_new_reason_is_recorded_and_nothing_is_read_again(home: Home) -> None:
    correct(home, AUDIENCE)
    rebuild(home)
    for original in home.originals.iterdir():
        original.unlink()
    correct(home, AUDIENCE.replace("电话核实", "当面核实"))
    assert rebuild(home).exit_code == 0
    assert rows(home, "SELECT reason FROM ledger.corrections") == [("当面核实，原表多写一个0",)]


def test_the_outcome_is_that_of_a_correction_which_had_been_there_from_the_start(
    home: Home, tmp_path: Path
) -> None:
    files = [
        ledger(tmp_path / "b.csv", (*PARK[:4], "13000"), filed="2024-12-15"),
        ledger(tmp_path / "c.csv", (*SCHOOL[:4], "90"), filed="2024-12-16", title="普法活动台账（更正）"),
        ledger(tmp_path / "d.csv", ("无效", "2024-02-30", "", "公安局", "1"), SCHOOL, filed="2024-12-01"),
    ]
    for file in files:
        load([file], home)
    correct(home, AUDIENCE)
    late = rebuild(home)
    early = Home(tmp_path / "early")
    correct(early, AUDIENCE)
    (early.root / "secret.key").write_bytes(home.personal_key())
    for file in (tmp_path / "a.csv", *files):
        load([file], early)
    assert (late.exit_code, late.corrections[0].matched) == (0, 1)
    assert audiences(home) == audiences(early) == [("反诈宣传", 90, None), ("宪法宣传", 1200, None)]
    with open_snapshot(home) as one, open_snapshot(early) as other:
        assert content_digests(one.database, DATASETS.values()) == content_digests(
            other.database, DATASETS.values()
        )
    account = (
        "SELECT f.name, t.rows_in, t.loaded, t.quarantined, t.skipped FROM ledger.tables t "
        "JOIN ledger.files f USING (file_sha256) ORDER BY ALL"
    )
    assert rows(home, account) == rows(early, account)
    for table in ("findings", "quarantined", "skipped", "corrected_cells", "arrivals"):
        count = f"SELECT count(*) FROM ledger.{table}"
        assert rows(home, count) == rows(early, count), table


def test_rows_keep_the_run_that_loaded_them(home: Home) -> None:
    before = rows(home, "SELECT row_id, loaded_in FROM base.activities ORDER BY ALL")
    correct(home, AUDIENCE)
    rebuild(home)
    assert rows(home, "SELECT row_id, loaded_in FROM base.activities ORDER BY ALL") == before


def test_other_datasets_are_not_read_again(home: Home, tmp_path: Path) -> None:
    training = ledger(tmp_path / "t.csv")
    lines = (
        ["培训学法台账"],
        ["培训名称", "类别", "时间", "单位"],
        ["学法", "常务会学法", "2024-03-05", "司法局"],
    )
    training.write_text("\n".join(",".join(line) for line in lines), encoding="utf-8")
    report = load([training], home)
    assert report.published
    (home.originals / report.files[0].sha256).unlink()
    correct(home, AUDIENCE)
    assert rebuild(home).exit_code == 0
    assert rows(home, "SELECT title FROM base.trainings") == [("学法",)]


def test_a_missing_original_is_said_and_the_snapshot_stands(home: Home) -> None:
    for original in home.originals.iterdir():
        original.unlink()
    correct(home, AUDIENCE)
    with pytest.raises(CannotReplay, match=r"「a\.csv」，但 originals 中没有这个原件。请从备份恢复"):
        rebuild(home)
    assert audiences(home) == AS_SENT


def test_a_correction_that_blocked_a_run_is_tried_again_once_it_is_mended(home: Home) -> None:
    correct(home, AUDIENCE.replace(", 活动名称: 宪法宣传, 开展时间: 2024-12-04", ""))
    assert not rebuild(home).published
    correct(home, AUDIENCE)
    assert rebuild(home).exit_code == 0
    assert audiences(home) == CORRECTED


def test_the_command_lists_them_and_puts_them_into_effect(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    where = ["--home", str(home.root)]
    correct(home, AUDIENCE)
    assert main(["corrections", "list", *where]) == 0
    assert "更正.yaml 第 1 条  普法活动  匹配 0 行" in capsys.readouterr().out
    assert main(["corrections", "apply", *where]) == 0
    assert "更正 1 条，起作用 1 条" in capsys.readouterr().out
    assert main(["corrections", "list", "--json", *where]) == 0
    (told,) = json.loads(capsys.readouterr().out)["corrections"]
    assert (told["dataset"], told["matched"], told["problem"]) == ("activities", 1, None)
