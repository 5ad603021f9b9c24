"""The address of 趋势探索 is the whole state of the page, and nothing in it is trusted."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.data.explore_address import (
    MOST_METRICS,
    MOST_SPLITS,
    PARAMETERS,
    Address,
    Against,
    Quick,
    Shape,
    common_dimensions,
    in_order,
    read_address,
    read_text,
)
from dashboard.texts import explore as texts
from warehouse.metrics.catalogue import METRICS
from warehouse.metrics.selection import Grain

FULL = Address(
    ("P01", "P02"),
    ("township", "setting"),
    Grain.QUARTER,
    where=(("township", ("峡窝镇", "a=b&c")), ("form", ("讲座",))),
    start=date(2025, 1, 1),
    against=Against.OTHER,
    other=("township", "济源路街道"),
    shape=Shape.HEAT,
)


@st.composite
def addresses(draw: st.DrawFn) -> Address:
    metrics = tuple(draw(st.lists(st.sampled_from(sorted(METRICS)), unique=True, max_size=MOST_METRICS)))
    allowed = common_dimensions(metrics)
    values = st.text("=&,%甲乙 +'\"<>", min_size=1, max_size=9)
    by: tuple[str, ...] = ()
    where: dict[str, list[str]] = {}
    other = None
    against = draw(st.sampled_from(Against))
    if allowed:
        by = tuple(draw(st.lists(st.sampled_from(allowed), unique=True, max_size=MOST_SPLITS)))
        names = draw(st.lists(st.sampled_from(allowed), unique=True, max_size=3))
        where = {name: draw(st.lists(values, min_size=1, max_size=3, unique=True)) for name in names}
        if against is Against.OTHER:
            other = draw(st.none() | st.tuples(st.sampled_from(allowed), values))
    days = sorted(draw(st.lists(st.dates(), max_size=2)))
    return Address(
        metrics,
        by,
        draw(st.sampled_from(Grain)),
        Quick.MONTHS_12 if days else draw(st.sampled_from(Quick)),
        days[0] if days else None,
        days[1] if len(days) > 1 else None,
        in_order(where),
        against,
        other,
        draw(st.none() | st.sampled_from(Shape)),
    )


@given(addresses())
def test_what_a_link_says_is_read_back_as_it_was(address: Address) -> None:
    assert read_address(address.query()) == (address, ())
    assert read_text(address.text()) == (address, ())


@given(st.dictionaries(st.sampled_from(sorted(PARAMETERS)), st.lists(st.text(), max_size=3)))
def test_no_text_in_a_link_is_a_fault_and_what_is_read_is_canonical(parameters: dict[str, list[str]]) -> None:
    address, _ = read_address(parameters)
    assert set(address.metrics) <= METRICS.keys()
    assert read_address(address.query()) == (address, ())


def test_a_default_does_not_stand_in_the_link() -> None:
    assert Address(("P02",)).query() == {"metric": ["P02"]}
    assert read_address(FULL.query()) == (FULL, ())


def test_a_metric_may_be_named_as_people_name_it() -> None:
    assert read_address({"metric": ["p01,受案率", " 线下受众"]}) == (Address(("P01", "F03b", "P02")), ())


@pytest.mark.parametrize(
    ("parameters", "notice"),
    [
        ({"metric": "P02,P99"}, texts.UNKNOWN_METRIC),
        ({"metric": "P02", "by": "respondent"}, texts.UNKNOWN_SPLIT),
        ({"metric": "P02", "grain": "fortnight"}, texts.UNKNOWN_GRAIN),
        ({"metric": "P02", "period": "\0"}, texts.UNKNOWN_PERIOD),
        ({"metric": "P02", "from": "2026-02-30"}, texts.UNKNOWN_DATE),
        ({"metric": "P02", "from": "2026-02-02", "to": "2026-02-01"}, texts.DATES_OUT_OF_ORDER),
        ({"metric": "P02", "where": "respondent=公安局"}, texts.UNKNOWN_CONDITION),
        ({"metric": "P02", "where": "township"}, texts.UNKNOWN_CONDITION),
        ({"metric": "P02", "where": f"unit={'长' * 300}"}, texts.UNKNOWN_CONDITION),
        ({"metric": "P02", "where": "unit=\ud800"}, texts.UNKNOWN_CONDITION),
        ({"metric": "P02", "against": "moon"}, texts.UNKNOWN_AGAINST),
        ({"metric": "P02", "shape": "pie"}, texts.UNKNOWN_SHAPE),
    ],
)
def test_what_cannot_be_used_is_left_out_and_told(parameters: dict[str, str], notice: str) -> None:
    found = read_address({name: [value] for name, value in parameters.items()})
    assert found == (Address(("P02",)), (notice,))


def test_a_link_is_bounded() -> None:
    parameters = {
        "metric": [",".join(METRICS)],
        "by": ["unit,unit_kind,township"],
        "where": [f"unit=单位{number}" for number in range(1000)],
    }
    address, notices = read_address(parameters)
    assert len(address.metrics) == MOST_METRICS
    assert texts.TOO_MANY_METRICS.format(most=MOST_METRICS) in notices
    assert texts.UNKNOWN_SPLIT in notices
    assert texts.TOO_MANY_CONDITIONS in notices
    assert sum(len(values) for _, values in address.where) == 50
    assert read_text("where=unit%3Dx&" * 2000)[0] == Address()
