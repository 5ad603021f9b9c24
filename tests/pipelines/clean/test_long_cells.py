"""A cell of a hundred thousand characters costs little, whatever it repeats and whatever its column is."""

from __future__ import annotations

import time

import pytest

from tests.pipelines.clean.columns import EVERY_COLUMN, clean, fault
from warehouse.contracts.model import Column
from warehouse.contracts.types import CODE, TEXT, Severity

_LENGTH = 100_000
_PIECES = (
    "1",
    "一",
    "（",
    "(1)",
    "1,",
    "1-",
    "、",
    "年",
    "3月5日、",
    "公安局、",
    "杨湾村和",
    "（2011）",
    "盖章",
    "万",
    "约",
    "〔2022〕",
    "1号",
)
_MOST_SECONDS = 1.0  # one cell takes some hundredths of a second; a pattern gone wrong takes minutes


@pytest.mark.parametrize("column", EVERY_COLUMN, ids=lambda column: column.kind.name)
@pytest.mark.parametrize("piece", _PIECES)
def test_a_very_long_cell_is_refused_or_kept_in_bounded_time(column: Column, piece: str) -> None:
    raw = (piece * _LENGTH)[:_LENGTH] + "x"
    before = time.process_time()
    cell = clean(column, raw)
    assert time.process_time() - before < _MOST_SECONDS
    if column.kind in (TEXT, CODE):
        assert cell.problem is None
    else:
        assert fault(cell) == ("text_too_long", Severity.ERROR)
