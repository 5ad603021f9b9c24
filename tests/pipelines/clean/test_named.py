"""Units, townships, villages and subjects become listed names and their codes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from pipelines.clean.values import CleanCell
from tests.pipelines.clean.columns import (
    ANY_UNIT,
    CONTEXT,
    PARTNERS,
    SUBJECT,
    TOWNSHIP,
    UNIT,
    VILLAGE,
    clean,
    fault,
)
from warehouse.contracts.types import Severity


def test_a_unit_is_stored_by_its_listed_name_and_code() -> None:
    assert clean(UNIT, "青山区教体局（盖章）") == CleanCell({"unit": "教育局", "unit_code": "jiaoyu"})


def test_an_unknown_unit_keeps_its_row_out_and_proposes_the_nearest() -> None:
    cell = clean(UNIT, "市场监督局")
    assert fault(cell) == ("unknown_unit", Severity.ERROR)
    assert cell.problem is not None
    assert cell.problem.params["nearest"] == "市场监管局"


def test_a_cell_with_two_hosts_stores_the_first_and_hands_over_the_other() -> None:
    cell = clean(UNIT, "司法局、公安局")
    assert cell.values["unit"] == "司法局"
    assert cell.other_units == ("公安局",)
    assert fault(clean(UNIT, "司法局、某某公司")) == ("unknown_unit", Severity.ERROR)


def test_a_unit_that_ended_is_its_successor_as_of_the_given_day() -> None:
    assert clean(UNIT, "粮食局").values["unit"] == "粮食局"
    assert clean(UNIT, "粮食局", replace(CONTEXT, on=date(2022, 1, 1))).values["unit"] == "发改委"


def test_a_list_of_units_is_stored_by_their_listed_names() -> None:
    assert clean(PARTNERS, "区公安局、教体局 公安局") == CleanCell({"partners": ["公安局", "教育局"]})


def test_a_guest_in_a_list_of_units_is_kept_as_written_with_a_warning() -> None:
    cell = clean(PARTNERS, "公安局、某某律师事务所")
    assert fault(cell) == ("unlisted_partner", Severity.WARNING)
    assert cell.values["partners"] == ["公安局", "某某律师事务所"]
    assert cell.problem is not None
    assert cell.problem.params["text"] == "某某律师事务所"


def test_a_unit_of_any_place_stays_as_written_where_no_list_holds_it() -> None:
    assert clean(ANY_UNIT, "东湖县 林业局(盖章)") == CleanCell({"unit": "东湖县林业局", "unit_code": None})
    assert clean(ANY_UNIT, "区公安局") == CleanCell({"unit": "公安局", "unit_code": "gongan"})


def test_townships_and_villages_are_stored_by_name_and_code() -> None:
    assert clean(TOWNSHIP, "柳林镇政府") == CleanCell({"township": "柳林镇", "township_code": "T2"})
    assert clean(VILLAGE, "杨湾村委会") == CleanCell({"village": "杨湾村", "village_code": "V1"})


def test_unknown_and_ambiguous_places_keep_the_row_out() -> None:
    assert fault(clean(TOWNSHIP, "东湖镇")) == ("unknown_township", Severity.ERROR)
    assert fault(clean(VILLAGE, "东湖村")) == ("unknown_village", Severity.ERROR)
    assert fault(clean(VILLAGE, "新华社区")) == ("ambiguous_name", Severity.ERROR)
    assert clean(VILLAGE, "新华社区", replace(CONTEXT, township_code="T2")).values["village_code"] == "V6"


@pytest.mark.parametrize("raw", ["全区", "各镇办", "各村（社区）"])
def test_everywhere_is_no_particular_place(raw: str) -> None:
    assert clean(TOWNSHIP, raw) == CleanCell({"township": None, "township_code": None})
    assert clean(VILLAGE, raw).problem is None


def test_a_subject_of_no_list_stays_as_written_with_a_warning() -> None:
    assert clean(SUBJECT, "柳林镇") == CleanCell({"subject": "柳林镇", "subject_code": "T2"})
    cell = clean(SUBJECT, "青山法治文化公园")
    assert fault(cell) == ("unknown_subject", Severity.WARNING)
    assert cell.values == {"subject": "青山法治文化公园", "subject_code": None}
