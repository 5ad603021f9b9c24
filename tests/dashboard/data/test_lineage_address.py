"""The address of 溯源 is the whole state of the page, and nothing in it is trusted."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.data.lineage_address import PARAMETERS, Address, read_address
from dashboard.texts import lineage as texts
from warehouse.metrics.catalogue import METRICS
from warehouse.metrics.selection import Grain, Selection

FULL = Address(
    "P02",
    Selection(
        date(2026, 1, 1),
        date(2026, 11, 22),
        Grain.MONTH,
        ("township",),
        {"township": ("峡窝镇", "济源路街道"), "unit": ("公安局",)},
    ),
    "000001-20261122T170500-abcdef",
    "a9921a79ab4bd0fb-29-0",
    "audience",
    leaf=3,
)
TABLE = Address("P02", snapshot="1", table="t001", fate="quarantined", at="A7")


@pytest.mark.parametrize("address", [Address(), FULL, TABLE, Address("C01", Selection(end=date(2026, 1, 1)))])
def test_what_a_link_says_is_read_back_as_it_was(address: Address) -> None:
    assert read_address(address.query()) == (address, ())


def test_a_default_does_not_stand_in_the_link() -> None:
    assert Address("P02").query() == {"metric": ["P02"]}


@pytest.mark.parametrize(
    ("parameters", "notice"),
    [
        ({"metric": "P99"}, texts.UNKNOWN_METRIC),
        ({"metric": "P02", "from": "2026-02-30"}, texts.UNKNOWN_DATE),
        ({"metric": "P02", "from": "2026-02-02", "to": "2026-02-01"}, texts.DATES_OUT_OF_ORDER),
        ({"metric": "P02", "where": "respondent=公安局"}, texts.UNKNOWN_CONDITION),
        ({"metric": "P02", "where": "township"}, texts.UNKNOWN_CONDITION),
        ({"metric": "P02", "where": f"unit={'长' * 300}"}, texts.UNKNOWN_CONDITION),
        ({"metric": "P02", "by": "respondent"}, texts.UNKNOWN_SPLIT),
        ({"metric": "P02", "grain": "fortnight"}, texts.UNKNOWN_SPLIT),
        ({"metric": "P02", "page": "0"}, texts.UNKNOWN_LEAF),
        ({"metric": "P02", "page": "9" * 40}, texts.UNKNOWN_LEAF),
        ({"metric": "P02", "page": "²"}, texts.UNKNOWN_LEAF),
    ],
)
def test_what_cannot_be_used_is_left_out_and_told(parameters: dict[str, str], notice: str) -> None:
    address, notices = read_address({name: [value] for name, value in parameters.items()})
    assert notices == (notice,)
    assert address == (Address() if parameters["metric"] == "P99" else Address("P02"))


@given(st.dictionaries(st.sampled_from(sorted(PARAMETERS)), st.lists(st.text(), max_size=3)))
def test_no_text_in_a_link_is_a_fault(parameters: dict[str, list[str]]) -> None:
    address, _ = read_address(parameters)
    assert address.metric_id is None or address.metric_id in METRICS
    assert read_address(address.query())[0] == address


def test_another_row_closes_the_table_and_a_table_closes_the_row() -> None:
    assert TABLE.at_row("r1", "unit").query().keys() == {"metric", "snapshot", "row", "cell"}
    assert FULL.at_table("t1", "skipped").query().keys() >= {"table", "fate"}
    assert not FULL.at_table("t1").query().keys() & {"row", "cell"}
