"""Persons are told apart, and met again, without keeping who they are. All names and numbers are invented."""

from __future__ import annotations

from pathlib import Path

from tests.support.inbox import read_tables, write_csv

VILLAGE = "方顶村"
NUMBER = "00000019800301001X"  # no district has the code 000000
SAME_MONTH = "000000198003250028"
OTHER_MONTH = "000000198104010033"


def _persons(path: Path, header: list[str], *rows: list[str]) -> list[str]:
    (table,) = read_tables(write_csv(path, [["法律明白人名册"], header, *rows]))
    return table.accepted["person_id"].to_list()


def test_lists_with_and_without_identity_numbers_name_the_same_person(tmp_path: Path) -> None:
    with_number = _persons(
        tmp_path / "一.csv", ["姓名", "身份证号", "村（社区）"], ["演示甲", NUMBER, VILLAGE]
    )
    with_month = _persons(
        tmp_path / "二.csv", ["姓名", "出生年月", "村（社区）"], ["演示甲", "1980年3月", VILLAGE]
    )
    assert with_number == with_month


def test_namesakes_of_one_village_are_told_apart_by_their_numbers(tmp_path: Path) -> None:
    found = _persons(
        tmp_path / "一.csv",
        ["姓名", "身份证号", "村（社区）"],
        ["演示甲", NUMBER, VILLAGE],
        ["演示甲", SAME_MONTH, VILLAGE],
        ["演示甲", OTHER_MONTH, VILLAGE],
    )
    assert len(set(found)) == 3


def test_one_person_in_two_villages_is_one(tmp_path: Path) -> None:
    found = _persons(
        tmp_path / "一.csv",
        ["姓名", "身份证号", "村（社区）"],
        ["演示甲", NUMBER, VILLAGE],
        ["演示甲", NUMBER, "柏庙村"],
    )
    assert len(found) == 2
    assert len(set(found)) == 1
