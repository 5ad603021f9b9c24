"""A cell becomes the stored values of its column, with the one problem that its sender must mend."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.checking.finding_kinds import CATALOGUE
from tests.pipelines.clean.columns import COUNT, EVERY_COLUMN, SPAN, UNIT, clean, fault
from tests.pipelines.clean.strategies import CELLS
from warehouse.contracts import types
from warehouse.contracts.model import Choices, Column
from warehouse.contracts.registry import DATASETS
from warehouse.contracts.types import Severity


@pytest.mark.parametrize("column", EVERY_COLUMN, ids=lambda column: column.kind.name)
@pytest.mark.parametrize("raw", [None, "", " \n", "\u200b"])
def test_a_blank_cell_is_null_and_no_problem_of_the_cleaner(column: Column, raw: object) -> None:
    cell = clean(column, raw)
    assert cell.problem is None
    assert set(cell.values.values()) == {None}


@pytest.mark.parametrize("raw", ["—", "/", "无"])
def test_a_required_cell_with_only_a_dash_counts_as_not_filled(raw: str) -> None:
    assert fault(clean(UNIT, raw)) == ("required_blank", Severity.ERROR)
    assert fault(clean(SPAN, raw)) == ("required_blank", Severity.ERROR)


@pytest.mark.parametrize("column", EVERY_COLUMN, ids=lambda column: column.kind.name)
def test_an_error_cell_keeps_the_row_out_only_where_it_is_required_or_counted(column: Column) -> None:
    expected = Severity.ERROR if column.required or column.is_countable else Severity.WARNING
    assert fault(clean(column, " #DIV/0! ")) == ("error_cell", expected)


def test_a_long_cell_is_quoted_shortened() -> None:
    problem = clean(COUNT, "很多" * 100).problem
    assert problem is not None
    assert len(problem.params["text"]) <= 61


@given(st.sampled_from(EVERY_COLUMN), CELLS)
def test_no_cell_makes_the_cleaner_fail(column: Column, raw: object) -> None:
    cell = clean(column, raw)
    assert set(cell.values) == {stored.name for stored in column.stored()}
    if cell.problem is not None:
        assert cell.problem.code in CATALOGUE
        assert {"text", "nearest", "label"} <= set(cell.problem.params)


ALL_COLUMNS = [column for dataset in DATASETS.values() for column in dataset.columns]


@given(st.sampled_from(ALL_COLUMNS), CELLS)
def test_a_stored_value_cleans_to_itself(column: Column, raw: object) -> None:
    cell = clean(column, raw)
    value = cell.values[column.name]
    if cell.problem is None and value is not None and not isinstance(value, list) and column.unit != "%":
        assert clean(column, value).values[column.name] == value


@pytest.mark.parametrize(
    "kind", [v for v in vars(types).values() if isinstance(v, types.ValueKind)], ids=lambda k: k.name
)
def test_every_kind_of_value_has_a_cleaner(kind: types.ValueKind) -> None:
    column = Column(
        "x",
        "列",
        kind,
        choices=Choices(values=("甲",)) if kind in (types.CHOICE, types.CHOICES) else None,
        end_name="y" if kind is types.DATE_SPAN else None,
    )
    assert clean(column, "甲").values.keys() == {stored.name for stored in column.stored()}
