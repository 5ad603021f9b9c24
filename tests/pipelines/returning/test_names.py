"""Names of returns: what people call files and units never leaves the folder it belongs in."""

from __future__ import annotations

import pytest

from pipelines.intake.reading import name_index
from pipelines.returning.names import harmless_in_csv, safe_name, stem_of, unit_in_name
from warehouse.reference.tables import load_reference


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("公安局普法台账.xlsx", "公安局普法台账"),
        ("../../etc/passwd", "passwd"),
        ("..", "未命名"),
        ("...xlsx", "未命名"),
        ("a:b*c?.xls", "a_b_c_"),
        ("C:\\报表\\台账.xlsx", "C__报表_台账"),
        ("con.xlsx", "_con"),
        ("台账. .xlsx", "台账"),
        ("台账\u202e\x00\n.xlsx", "台账___"),
        ("\udcff台账.xlsx", "_台账"),
    ],
)
def test_a_file_name_becomes_one_harmless_component(name: str, expected: str) -> None:
    assert stem_of(name) == expected


def test_a_long_name_leaves_room_for_what_is_put_behind_it() -> None:
    name = safe_name("台" * 300)
    assert set(name) == {"台"}
    assert len(f"{name}（转为xlsx）（12）.xlsx".encode()) <= 255


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("公安局普法台账_2024.xlsx", "公安局"),
        ("2024年普法台账（郑州市上街区公安局）.xls", "公安局"),
        ("普法台账.xlsx", None),
        ("新建 Microsoft Excel 工作表.xlsx", None),
    ],
)
def test_a_unit_is_found_in_the_name_of_a_file_that_could_not_be_read(name: str, unit: str | None) -> None:
    assert unit_in_name(name, name_index(load_reference())) == unit


@pytest.mark.parametrize("text", ["=1+1", "+86", "-1", "@sum", "\t=1"])
def test_no_text_of_the_list_is_a_formula(text: str) -> None:
    assert harmless_in_csv(text) == f"'{text}"


def test_other_texts_of_the_list_stay() -> None:
    assert harmless_in_csv("公安局/台账（2）") == "公安局/台账（2）"
