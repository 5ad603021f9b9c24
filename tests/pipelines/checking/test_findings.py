"""Findings speak to the clerk: one message per cause, with all its cells and what to write instead."""

from __future__ import annotations

import re
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.checking.finding_kinds import CATALOGUE, FindingKind
from pipelines.checking.findings import FindingCollector, a1, a1_ranges, column_letters
from warehouse.contracts.registry import DATASETS
from warehouse.contracts.types import Severity


@pytest.mark.parametrize(("index", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_columns_are_lettered_as_in_a_spreadsheet(index: int, letters: str) -> None:
    assert column_letters(index) == letters


def test_cells_below_one_another_are_one_range() -> None:
    assert a1_ranges([(6, 2), (7, 2), (8, 2), (14, 2), (6, 3)]) == "C7:C9、C15、D7"


@given(st.sets(st.tuples(st.integers(0, 30), st.integers(0, 5)), min_size=1))
def test_ranges_name_every_cell_once(cells: set[tuple[int, int]]) -> None:
    named = []
    for part in a1_ranges(cells).split("、"):
        first, _, last = part.partition(":")
        letters = [end.rstrip(string.digits) for end in (first, last or first)]
        rows = [int(end.lstrip(string.ascii_uppercase)) for end in (first, last or first)]
        named += [
            f"{chr(column)}{row}"
            for column in range(ord(letters[0]), ord(letters[1]) + 1)
            for row in range(rows[0], rows[1] + 1)
        ]
    assert sorted(named) == sorted(a1(*cell) for cell in cells)


def test_equal_runs_in_adjacent_columns_are_one_rectangle() -> None:
    assert a1_ranges([(6, 2), (6, 3), (6, 4), (7, 2), (7, 3), (7, 4), (9, 4)]) == "C7:E8、E10"


def test_one_cause_is_one_finding_with_all_its_cells() -> None:
    collector = FindingCollector()
    for row, text in enumerate(["若干", "很多", "若干"], start=6):
        collector.add(
            CATALOGUE["not_a_number"], Severity.ERROR, row, [(row, 2)],
            column="audience", params={"label": "受众人数", "text": text},
        )  # fmt: skip
    (finding,) = collector.findings()
    assert finding.cells == "C7:C9"
    assert finding.rows == 3
    assert finding.message == "受众人数不是数字：「若干」、「很多」"
    assert finding.remedy == "请只填数字，例如 1200"
    assert set(collector.bad_rows) == {6, 7, 8}


def test_a_message_is_true_of_all_its_cells() -> None:
    collector = FindingCollector()
    found = [
        ("6000", Severity.WARNING, "最大 5000"),
        ("13800000000", Severity.ERROR, "小于 1000000000"),
        ("7000", Severity.WARNING, "最大 5000"),
    ]
    for row, (text, severity, limit) in enumerate(found):
        collector.add(
            CATALOGUE["out_of_bounds"], severity, row, [(row, 0)],
            column="audience", params={"label": "受众人数", "text": text, "limit": limit},
        )  # fmt: skip
    assert [(finding.severity, finding.cells, finding.message) for finding in collector.findings()] == [
        (Severity.ERROR, "A2", "受众人数超出范围（小于 1000000000）：「13800000000」"),
        (Severity.WARNING, "A1、A3", "受众人数超出范围（最大 5000）：「6000」、「7000」"),
    ]


def test_wrong_names_are_told_apart_because_each_has_its_own_remedy() -> None:
    collector = FindingCollector()
    for row, text, nearest in ((2, "区教育据", "教育局"), (3, "公按局", "公安局"), (4, "区教育据", "教育局")):
        collector.add(
            CATALOGUE["unknown_unit"], Severity.ERROR, row, [(row, 0)],
            column="unit", params={"label": "主办单位", "text": text, "nearest": nearest},
        )  # fmt: skip
    first, second = collector.findings()
    assert (first.cells, second.cells) == ("A3、A5", "A4")
    assert "「区教育据」" in first.message
    assert "最接近的是「教育局」" in first.remedy
    assert "最接近的是「公安局」" in second.remedy


def test_a_warning_keeps_no_row_out() -> None:
    collector = FindingCollector()
    collector.add(CATALOGUE["unknown_header"], Severity.WARNING, 2, [(2, 5)], params={"text": "随手记"})
    assert not collector.bad_rows
    assert collector.findings()[0].severity is Severity.WARNING


def test_braces_typed_by_a_clerk_are_text() -> None:
    collector = FindingCollector()
    collector.add(
        CATALOGUE["unknown_unit"], Severity.ERROR, 1, [(1, 0)],
        column="unit", params={"label": "单位", "text": "{nearest.__class__}", "nearest": ""},
    )  # fmt: skip
    assert "{nearest.__class__}" in collector.findings()[0].message


@pytest.mark.parametrize("kind", CATALOGUE.values(), ids=lambda kind: kind.code)
def test_every_kind_has_a_chinese_title_message_and_remedy(kind: FindingKind) -> None:
    for text in (kind.title, kind.template, kind.remedy):
        assert re.search(r"[\u4e00-\u9fff]", text)
        assert "！" not in text


def test_row_rules_do_not_share_a_code_with_each_other_or_the_catalogue() -> None:
    codes = [rule.code for dataset in DATASETS.values() for rule in (*dataset.rules, *dataset.sequences)]
    assert len(codes) == len(set(codes))
    assert not set(codes) & set(CATALOGUE)
