"""What a run leaves in `returns/`: for whom, under which names, readable by whom; it never fails a load."""

from __future__ import annotations

import csv
import hashlib
import json
import shutil
import stat
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pytest

from pipelines.__main__ import main
from pipelines.intake.pool import PoolCannotStart, ReaderPool
from pipelines.intake.reading import Intake, IntakeSettings
from pipelines.landing import LandedFile
from pipelines.load import load
from pipelines.reading.model import FILE_FAULTY_PROGRAM, FILE_TIMEOUT, REASONS, Limits, Unreadable
from pipelines.report import FileReport, FileStatus
from pipelines.returning import task
from pipelines.returning.model import Marked, NotMarked
from pipelines.returning.task import MarkFile, write_return
from pipelines.returning.write import INDEX_NAME, Run, write_returns
from tests.pipelines.returning.books import FILED, HEADER, cause, save_xlsx, told_of
from tests.support.inbox import SECRET, write_csv
from warehouse.home import Home
from warehouse.reference.tables import load_reference

GOOD = ["甲", "2024-03-05", "中心广场", "公安局", 100]
BAD = ["乙", "2024-03-06", "中心广场", "公安局", "若干"]


@pytest.fixture(scope="module")
def settings() -> IntakeSettings:
    return IntakeSettings(load_reference(), SECRET)


@pytest.fixture(scope="module")
def pool(settings: IntakeSettings) -> Iterator[ReaderPool]:
    with ReaderPool(settings) as pool:
        yield pool


def report_of(path: Path, originals: Path, settings: IntakeSettings, name: str = "") -> FileReport:
    """Read a file as a load would, its bytes kept in `originals`."""
    content = path.read_bytes()
    sha256 = hashlib.sha256(content).hexdigest()
    originals.mkdir(exist_ok=True)
    shutil.copy(path, originals / sha256)
    modified = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    landed = LandedFile(path, name or path.name, sha256, len(content), modified, originals / sha256)
    return Intake(settings).read(landed, path)


def run_in(tmp_path: Path, settings: IntakeSettings) -> Run:
    return Run(tmp_path / "returns" / "run", tmp_path / "originals", settings, True, date(2024, 7, 1))


def ledger(path: Path, *rows: list[object]) -> Path:
    return write_csv(path, [["普法活动台账"], [FILED], HEADER, *rows], modified="2024-06-30")


def tree(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): oct(stat.S_IMODE(path.stat().st_mode))[2:]
        for path in sorted(folder.rglob("*"))
    }


def test_each_unit_has_a_folder_each_file_a_folder_in_it_and_nobody_else_may_read_them(
    tmp_path: Path, settings: IntakeSettings, pool: ReaderPool
) -> None:
    originals = tmp_path / "originals"
    reports = [
        report_of(ledger(tmp_path / "a" / "台账.csv", GOOD, BAD), originals, settings),
        report_of(save_xlsx(tmp_path / "b" / "台账.xlsx", [[FILED], HEADER, BAD]), originals, settings),
        report_of(write_csv(tmp_path / "其他.csv", [["品名", "单价"], ["纸", 12]]), originals, settings),
        report_of(ledger(tmp_path / "好.csv", GOOD), originals, settings),
    ]
    run = run_in(tmp_path, settings)
    done = write_returns(reports, run, pool)
    assert tree(tmp_path / "returns") == {
        "run": "700",
        "run/公安局": "700",
        "run/公安局/台账": "700",
        "run/公安局/台账/台账（转为xlsx）.xlsx": "600",
        "run/公安局/台账/退回说明.txt": "600",
        "run/公安局/台账（2）": "700",
        "run/公安局/台账（2）/台账.xlsx": "600",
        "run/公安局/台账（2）/退回说明.txt": "600",
        "run/未知单位": "700",
        "run/未知单位/其他": "700",
        "run/未知单位/其他/退回说明.txt": "600",
        "run/清单.csv": "600",
    }
    assert [None if one.returned is None else one.returned.name for one in done] == [
        "台账", "台账（2）", "其他", None,
    ]  # fmt: skip
    with (run.folder / INDEX_NAME).open(encoding="utf-8-sig", newline="") as stream:
        lines = list(csv.reader(stream))
    assert lines[1:] == [
        ["公安局", "台账.csv", "退回修改", "1", "0", "1", "1", "公安局/台账"],
        ["公安局", "台账.xlsx", "退回修改", "1", "0", "0", "1", "公安局/台账（2）"],
        ["未知单位", "其他.csv", "未能装入", "0", "0", "0", "0", "未知单位/其他"],
    ]


def test_a_file_that_was_not_recognised_is_told_what_is_nearest_and_what_is_missing(
    tmp_path: Path, settings: IntakeSettings, pool: ReaderPool
) -> None:
    path = write_csv(tmp_path / "公安局报表.csv", [["案卷编号", "得分"], ["A1", 90]])
    (done,) = write_returns(
        [report_of(path, tmp_path / "originals", settings)], run_in(tmp_path, settings), pool
    )
    assert done.returned is not None
    text = (done.returned / "退回说明.txt").read_text(encoding="utf-8-sig")
    assert text.startswith("公安局：")
    assert "最接近「案卷评查」" in text
    assert "缺少必填列" in text


def test_a_sheet_that_was_not_read_beside_one_that_was_is_told(
    tmp_path: Path, settings: IntakeSettings, pool: ReaderPool
) -> None:
    path = save_xlsx(tmp_path / "两表.xlsx", [["普法活动台账"], [FILED], HEADER, GOOD])
    book = openpyxl.load_workbook(path)
    other = book.create_sheet("办公用品")
    for row in (["物品", "数量", "领用人"], ["笔", 3, "办公室"], ["纸", 5, "办公室"]):
        other.append(row)
    book.save(path)
    (done,) = write_returns(
        [report_of(path, tmp_path / "originals", settings)], run_in(tmp_path, settings), pool
    )
    assert done.returned is not None
    cover = openpyxl.load_workbook(done.returned / "两表.xlsx").worksheets[0]
    told = [[cell.value for cell in row] for row in cover.iter_rows() if row[0].value == 1]
    assert [line[1:4] for line in told] == [
        ["办公用品", "整张工作表", "工作表「办公用品」有内容，没有认出是哪一种报表，没有读取"]
    ]


@pytest.mark.parametrize("name", ["../../../逃逸.csv", "..", "a\x00b\n.csv", "长" * 200 + ".csv", "con.csv"])
def test_a_hostile_name_stays_within_the_folder(
    tmp_path: Path, settings: IntakeSettings, pool: ReaderPool, name: str
) -> None:
    report = report_of(ledger(tmp_path / "a.csv", BAD), tmp_path / "originals", settings, name)
    run = run_in(tmp_path, settings)
    (done,) = write_returns([report], run, pool)
    assert done.returned is not None
    assert done.returned.parent == run.folder / "公安局"
    assert len(list(done.returned.iterdir())) == 2
    assert [path.name for path in tmp_path.iterdir() if "逃逸" in path.name] == []


def test_neither_duplicates_nor_waiting_files_nor_faults_of_the_program_come_back(
    tmp_path: Path, settings: IntakeSettings, pool: ReaderPool
) -> None:
    reports = [
        FileReport("a.csv", "0", FileStatus.DUPLICATE, "与已装载的文件完全相同，未重复装载"),
        FileReport("b.csv", "", FileStatus.WAITING, "文件正在写入"),
        FileReport("c.csv", "1", FileStatus.REJECTED, "程序处理这个文件时出错", fault="Traceback"),
    ]
    run = run_in(tmp_path, settings)
    assert write_returns(reports, run, pool) == reports
    assert not run.folder.exists()


def test_a_workbook_that_cannot_be_made_leaves_the_message_and_is_named(
    tmp_path: Path, settings: IntakeSettings, pool: ReaderPool, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = report_of(ledger(tmp_path / "a.csv", BAD), tmp_path / "originals", settings)
    run = run_in(tmp_path, settings)
    (run.originals / report.sha256).unlink()
    (run.originals / report.sha256).write_bytes(b"")
    (done,) = write_returns([report], run, pool)
    assert done.return_fault == "文件是空的，没有任何内容，请检查后重新报送"
    assert done.returned is not None
    assert [path.name for path in done.returned.iterdir()] == ["退回说明.txt"]
    text = (done.returned / "退回说明.txt").read_text(encoding="utf-8-sig")
    assert "请按上列位置在原表中核对" in text

    def cannot_start(*_: object) -> Iterator[object]:
        raise PoolCannotStart("读取程序无法启动")

    monkeypatch.setattr(ReaderPool, "run", cannot_start)
    (again,) = write_returns([report], run, pool)
    assert again.return_fault == "读取程序无法启动"


def test_a_folder_that_cannot_be_written_is_named_and_fails_nothing(
    tmp_path: Path, settings: IntakeSettings, pool: ReaderPool
) -> None:
    report = report_of(ledger(tmp_path / "a.csv", BAD), tmp_path / "originals", settings)
    (tmp_path / "returns").write_text("a file, not a folder", encoding="utf-8")
    (done,) = write_returns([report], run_in(tmp_path, settings), pool)
    assert done.returned is None
    assert done.return_fault is not None
    assert done.return_fault.startswith("写入失败：")


def test_a_child_that_is_ended_gives_a_reason() -> None:
    marking = MarkFile(Path("x"), told_of("a.xlsx", cause("A1")))
    assert marking.refused(Unreadable(FILE_TIMEOUT, REASONS[FILE_TIMEOUT])) == NotMarked("表格过大，标注超时")
    failed = Unreadable(FILE_FAULTY_PROGRAM, REASONS[FILE_FAULTY_PROGRAM], "Traceback")
    assert marking.refused(failed) == NotMarked("标注表格时出错", "Traceback")


def test_what_one_library_cannot_open_is_written_anew_by_the_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*arguments: object) -> Marked:
        raise TypeError("openpyxl does not know this style")

    monkeypatch.setattr(task, "mark_workbook", refuse)
    path = save_xlsx(tmp_path / "台账.xlsx", [HEADER, BAD])
    done = write_return(path, told_of("台账.xlsx", cause("E2")), Limits())
    assert isinstance(done, Marked)
    assert (done.label, done.suffix) == ("（重新生成）", ".xlsx")


def test_a_load_says_where_the_returns_are_also_when_nothing_was_published(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = Home(tmp_path / "home")
    bad = write_csv(tmp_path / "in" / "公安局.csv", [["品名", "单价"], ["纸", 12]])
    assert main(["load", str(bad), "--home", str(home.root), "--json"]) == 1
    (file,) = json.loads(capsys.readouterr().out)["files"]
    folder = Path(file["returns"])
    assert folder.is_relative_to(home.returns)
    assert (folder / "退回说明.txt").is_file()
    assert file["returns_fault"] is None
    assert main(["load", str(bad), "--home", str(home.root)]) == 1
    assert f"退回件 1 份：{home.returns}" in capsys.readouterr().out


def test_a_load_that_published_tells_the_unit_what_was_loaded(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    (file,) = load([ledger(tmp_path / "in" / "台账.csv", GOOD, BAD)], home).files
    assert file.returned is not None
    text = (file.returned / "退回说明.txt").read_text(encoding="utf-8-sig")
    assert "共 2 行数据：已装入 1 行，退回 1 行" in text


def test_a_check_writes_returns_where_it_is_told_to_and_nothing_else(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = ledger(tmp_path / "in" / "台账.csv", GOOD, BAD)
    home, to = tmp_path / "home", tmp_path / "退回"
    assert main(["check", str(file), "--home", str(home), "--returns", str(to)]) == 0
    assert f"退回件 1 份：{to}" in capsys.readouterr().out
    assert (to / "公安局" / "台账" / "台账（转为xlsx）.xlsx").is_file()
    assert "合格 1 行（本次尚未装入）" in (to / "公安局/台账/退回说明.txt").read_text(encoding="utf-8-sig")
    assert not home.exists()
