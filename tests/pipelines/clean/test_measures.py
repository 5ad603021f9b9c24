"""Measure words count the same thing or another."""

from __future__ import annotations

import pytest

from pipelines.clean.measures import base_measure, counts_the_same
from warehouse.contracts.registry import DATASETS


@pytest.mark.parametrize(
    ("written", "wanted"),
    [("人", "人次"), ("场次", "场"), ("件", "宗"), ("本", "册"), (None, "份"), ("份", None)],
)
def test_words_for_one_thing_stand_for_each_other(written: str | None, wanted: str | None) -> None:
    assert counts_the_same(written, wanted)


@pytest.mark.parametrize(
    ("written", "wanted"),
    [("场", "人次"), ("份", "册"), ("户", "人"), ("亩", "平方米"), ("工作日", "天"), ("小时", "课时")],
)
def test_words_for_different_things_do_not(written: str, wanted: str) -> None:
    assert not counts_the_same(written, wanted)


def test_a_multiplier_is_no_measure() -> None:
    assert [base_measure(unit) for unit in ("万元", "万人次", "元", "万", "")] == ["元", "人次", "元", "", ""]


def test_a_column_s_own_unit_and_the_units_it_hands_on_are_told_apart() -> None:
    for dataset in DATASETS.values():
        for column in dataset.columns:
            assert counts_the_same(column.unit, column.unit)
            assert not any(counts_the_same(other, column.unit) for other in column.other_measures)
