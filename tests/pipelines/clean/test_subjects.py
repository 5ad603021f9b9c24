"""Several subjects of honours in one cell are told apart only where each is surely one."""

from __future__ import annotations

import pytest
from hypothesis import given

from pipelines.clean.subjects import split_subjects
from tests.pipelines.clean.columns import SUBJECT, clean, fault
from tests.pipelines.clean.reference import NAMES
from tests.pipelines.clean.strategies import TEXTS
from warehouse.contracts.types import Severity


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        ("杨湾村、金桥社区", ["杨湾村", "金桥社区"]),
        ("杨湾村 金桥社区", ["杨湾村", "金桥社区"]),
        ("杨湾村和金桥社区", ["杨湾村", "金桥社区"]),
        ("杨湾村（2011）、河头村（2016）", ["杨湾村（2011）", "河头村（2016）"]),
        ("河头村、长石村", ["河头村", "长石村"]),
        ("杨湾村（2011、2015复）", ["杨湾村（2011、2015复）"]),
        ("和平村", ["和平村"]),
        ("公安局、法治公园", ["公安局、法治公园"]),
        ("杨湾村", ["杨湾村"]),
        ("", [""]),
    ],
)
def test_a_cell_is_split_where_every_piece_is_a_subject(text: str, subjects: list[str]) -> None:
    assert split_subjects(text, NAMES) == subjects


def test_a_known_subject_beside_something_else_keeps_the_row_out() -> None:
    assert fault(clean(SUBJECT, "公安局、法治公园")) == ("several_places", Severity.ERROR)


def test_the_years_behind_a_name_are_no_part_of_it() -> None:
    assert clean(SUBJECT, "杨湾村（2011）(2016复)").values == {"subject": "杨湾村", "subject_code": "V1"}
    assert clean(SUBJECT, "河头村（2011）").values == {"subject": "河头村", "subject_code": None}


@given(TEXTS)
def test_no_text_makes_the_splitting_fail(text: str) -> None:
    assert split_subjects(text, NAMES)
