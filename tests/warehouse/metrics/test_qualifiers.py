"""The lattice of qualifiers."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warehouse.contracts.types import Qualifier
from warehouse.metrics.qualifiers import ratio, total

_any = st.sampled_from([None, *Qualifier])


@given(a=_any, b=_any, c=_any)
def test_totals_of_totals_are_totals_in_any_order(
    a: Qualifier | None, b: Qualifier | None, c: Qualifier | None
) -> None:
    assert {total([total([x, y]), z]) for x, y, z in permutations([a, b, c])} == {total([a, b, c])}


@pytest.mark.parametrize("part", [None, *Qualifier])
def test_exact_parts_change_nothing_and_about_absorbs_all(part: Qualifier | None) -> None:
    assert total([part, None]) is part
    assert total([part, Qualifier.ABOUT]) is Qualifier.ABOUT


def test_a_ratio_is_as_exact_as_its_numerator_over_an_exact_denominator() -> None:
    assert ratio(Qualifier.AT_LEAST, None) is Qualifier.AT_LEAST
    assert ratio(None, Qualifier.AT_LEAST) is Qualifier.ABOUT
