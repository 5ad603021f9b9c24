"""Long numbers that a spreadsheet has rounded are not taken for numbers."""

from __future__ import annotations

import pytest

from pipelines.clean.values import CellContext, CleanCell, clean_cell
from warehouse.contracts.model import Column
from warehouse.contracts.types import CODE, IDENTITY_NUMBER, Severity

ID = Column("id_number", "身份证号", IDENTITY_NUMBER, personal=True)
PHONE = Column("phone", "联系电话", CODE, personal=True)
CASE = Column("case_no", "案号", CODE, required=True)


def cleaned(column: Column, raw: object) -> CleanCell:
    return clean_cell(column, raw, CellContext())


@pytest.mark.parametrize(
    "raw",
    [
        "00000019900101001X",
        "000000199001010010",
        " 000000 19900101 0010 ",
        "000000900101001",
        123456789012345.0,
    ],
)
def test_a_complete_identity_number_is_kept(raw: object) -> None:
    cell = cleaned(ID, raw)
    assert cell.problem is None
    assert len(str(cell.values["id_number"])) in (15, 18)


def test_an_identity_number_that_truly_ends_in_000_is_kept() -> None:
    # The weighted sum of the first 17 digits is 1 modulo 11, for which the check digit is 0.
    assert cleaned(ID, "000000199001014000").problem is None


@pytest.mark.parametrize(
    "raw", ["000000199001010000", "1.00000199E+17", "4.1E+17", 4.10106199001010e17, 410106199001010000]
)
def test_a_rounded_identity_number_is_left_out_with_a_warning(raw: object) -> None:
    cell = cleaned(ID, raw)
    assert cell.values == {"id_number": None}
    assert cell.problem is not None
    assert (cell.problem.code, cell.problem.severity) == ("number_rounded", Severity.WARNING)


@pytest.mark.parametrize(("column", "severity"), [(PHONE, Severity.WARNING), (CASE, Severity.ERROR)])
def test_a_code_in_scientific_notation_is_no_code(column: Column, severity: Severity) -> None:
    cell = cleaned(column, "1.38E+10")
    assert cell.values == {column.name: None}
    assert cell.problem is not None
    assert (cell.problem.code, cell.problem.severity) == ("number_rounded", severity)


@pytest.mark.parametrize("raw", [10000000000.0, "10000000000", 10000000000])
def test_a_phone_number_kept_as_a_number_is_whole(raw: object) -> None:
    assert cleaned(PHONE, raw).values == {"phone": "10000000000"}
