"""The original's own picture of a region."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.styles import Font

from pipelines.__main__ import main
from pipelines.picture.archived import NoPicture
from pipelines.picture.read import KnownFile, KnownTable, picture
from warehouse.pictures import Picture, PictureCell

HEADER = ("序号", "活动名称", "开展时间", "参加人数", "负责人", "备注")
LETTERS = {"title": "B", "start_on": "C", "audience": "D", "leader": "E"}


def archived(folder: Path, content: bytes) -> str:
    sha256 = hashlib.sha256(content).hexdigest()
    folder.mkdir(exist_ok=True)
    (folder / sha256).write_bytes(content)
    return sha256


def workbook(folder: Path, rows: int = 30) -> str:
    """A ledger with a merged title, an envelope, a struck row, a hidden row and a hidden column."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "台账"
    sheet.append(["普法活动台账"])
    sheet.append(["填报单位：公安局", None, None, "联系电话：", "010-66668888"])
    sheet.append(HEADER)
    for number in range(1, rows + 1):
        sheet.append([number, f"普法{number}", "2024.1.3", f"约{number}人", "甲某", "13800000000 可问"])
    sheet.merge_cells("A1:F1")
    sheet.merge_cells("B10:B12")
    sheet["D6"].font = Font(strike=True)
    sheet.row_dimensions[8].hidden = True
    sheet.column_dimensions["F"].hidden = True
    path = folder / "台账.xlsx"
    book.save(path)
    return archived(folder / "originals", path.read_bytes())


def shown(tmp_path: Path, *cells: str, rows: int = 30, **more: Any) -> Picture:
    known = KnownFile("台账.xlsx", (KnownTable("activities", None, "台账", (3,), LETTERS),))
    sha256 = workbook(tmp_path, rows)
    return picture(tmp_path / "originals", sha256, known, "台账", cells, **{"around": 2, **more})


def cell_at(found: Picture, address: str) -> PictureCell:
    column, row = address[0], int(address[1:])
    (line,) = [line for line in found.rows if line.row == row]
    (cell,) = [cell for cell in line.cells if cell.column == column]
    return cell


def test_title_and_header_stay_on_top_of_the_rows_around_the_marked_cell(tmp_path: Path) -> None:
    found = shown(tmp_path, "D20")
    assert [(line.row, line.kind.value) for line in found.rows] == [
        (1, "title"), (2, "title"), (3, "header"),
        (18, "body"), (19, "body"), (20, "body"), (21, "body"), (22, "body"),
    ]  # fmt: skip
    assert (cell_at(found, "D20").text, cell_at(found, "D20").is_marked) == ("约17人", True)
    assert sum(cell.is_marked for line in found.rows for cell in line.cells) == 1
    assert (found.file, found.sheet, found.is_intact) == ("台账.xlsx", "台账", True)


def test_a_merged_cell_is_shown_once_and_marked_wherever_in_it_was_cited(tmp_path: Path) -> None:
    found = shown(tmp_path, "B11", around=1)
    title = cell_at(found, "A1")
    assert (title.colspan, title.rowspan) == (6, 1)
    assert [cell.column for cell in found.rows[0].cells] == ["A"]
    merged = cell_at(found, "B10")
    assert (merged.text, merged.rowspan, merged.is_marked) == ("普法7", 3, True)


def test_a_merged_cell_that_begins_above_the_region_shows_its_text_where_the_region_begins(
    tmp_path: Path,
) -> None:
    found = shown(tmp_path, "D12", around=0)
    assert (cell_at(found, "B12").text, cell_at(found, "B12").rowspan) == ("普法7", 1)


def test_what_is_hidden_or_struck_is_said(tmp_path: Path) -> None:
    found = shown(tmp_path, "D7")
    assert found.hidden_columns == ("F",)
    assert [line.row for line in found.rows if line.is_hidden] == [8]
    assert [cell_at(found, address).is_struck for address in ("D6", "D7")] == [True, False]


def test_personal_columns_captions_and_numbers_are_masked(tmp_path: Path) -> None:
    found = shown(tmp_path, "D7")
    assert cell_at(found, "F7").text == "＊＊＊ 可问"
    assert (cell_at(found, "E2").text, cell_at(found, "E2").is_masked) == ("＊＊＊", True)
    told = json.dumps(found.to_dict(), ensure_ascii=False)
    assert "13800000000" not in told
    assert "66668888" not in told


def test_a_column_of_people_that_the_contract_knows_or_whose_header_says_so_is_masked(tmp_path: Path) -> None:
    rows = "姓名,性别,身份证号,联系电话,家庭住址\n甲某,男,410106199001010011,13800000000,某村\n"
    sha256 = archived(tmp_path / "originals", rows.encode())
    letters = {"name": "A", "gender": "B", "identity_number": "C", "phone": "D"}
    known = KnownFile("名册.csv", (KnownTable("legal_stewards", None, "", (1,), letters),))
    found = picture(tmp_path / "originals", sha256, known, "", ["B2"])
    assert [cell.text for cell in found.rows[1].cells] == ["＊＊＊", "男", "＊＊＊", "＊＊＊", "＊＊＊"]
    assert cell_at(found, "A1").text == "姓名"
    unknown = picture(tmp_path / "originals", sha256, KnownFile(""), "", ["B2"])
    assert unknown.rows[1].cells[0].text == "＊＊＊"


def test_personal_data_is_shown_where_it_is_asked_for(tmp_path: Path) -> None:
    found = shown(tmp_path, "D7", shows_personal=True)
    assert cell_at(found, "F7").text == "13800000000 可问"
    assert not any(cell.is_masked for line in found.rows for cell in line.cells)


def test_an_altered_original_is_shown_and_said_to_be_altered(tmp_path: Path) -> None:
    sha256 = archived(tmp_path / "originals", "活动名称,人数\n普法,3\n".encode())
    (tmp_path / "originals" / sha256).write_bytes("活动名称,人数\n普法,9\n".encode())
    found = picture(tmp_path / "originals", sha256, KnownFile("a.csv"), None, ["B2"])
    assert (found.is_intact, cell_at(found, "B2").text) == (False, "9")


@pytest.mark.parametrize(
    ("sheet", "cell", "message"),
    [
        ("没有", "D7", "没有工作表「没有」。现有工作表：「台账」"),
        ("台账", "ZZ700", "单元格 ZZ700 不在"),
        ("台账", "7D", "不是单元格地址"),
    ],
)
def test_a_place_that_is_not_there_is_named(tmp_path: Path, sheet: str, cell: str, message: str) -> None:
    sha256 = workbook(tmp_path)
    with pytest.raises(NoPicture, match=message):
        picture(tmp_path / "originals", sha256, KnownFile("台账.xlsx"), sheet, [cell])


def test_an_original_that_is_missing_or_cannot_be_read_is_said_to_be_so(tmp_path: Path) -> None:
    with pytest.raises(NoPicture, match="originals 中没有原件 abababababab"):
        picture(tmp_path, "ab" * 32, KnownFile("a.csv"), None, ["A1"])
    with pytest.raises(NoPicture, match="不是原件的编号"):
        picture(tmp_path, "../secret.key", KnownFile("a.csv"), None, ["A1"])
    sha256 = archived(tmp_path / "originals", b"PK\x03\x04 not a workbook")
    with pytest.raises(NoPicture, match="原件读不出来"):
        picture(tmp_path / "originals", sha256, KnownFile("a.xlsx"), None, ["A1"])


def test_the_commands_show_a_picture_and_read_texts_anew(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    sha256 = workbook(tmp_path)
    place = [sha256, "--sheet", "台账", "--home", str(tmp_path), "--cells"]
    assert main(["picture", *place, "D7", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert set(told) == {
        "file", "sha256", "is_intact", "sheet", "columns", "hidden_columns", "rows",
    }  # fmt: skip
    assert main(["picture", *place, "D7"]) == 0
    assert "【约4人】" in capsys.readouterr().out
    assert main(["picture", *place, "D700"]) == 1
    assert capsys.readouterr().err.startswith("单元格 D700 不在")

    wanted = tmp_path / "wanted.json"
    cells = [{"sha256": sha256, "sheet": "台账", "cell": cell} for cell in ("D7", "A1", "D700")]
    wanted.write_text(json.dumps([*cells, {"sha256": "ab" * 32, "sheet": "", "cell": "A1"}]), "utf-8")
    with wanted.open(encoding="utf-8") as stream:
        monkeypatch.setattr("sys.stdin", stream)
        assert main(["reread", "--home", str(tmp_path), "--json"]) == 1
    answer = capsys.readouterr()
    assert json.loads(answer.out) == ["约4人", "普法活动台账", None, None]
    assert "没有原件" in answer.err
