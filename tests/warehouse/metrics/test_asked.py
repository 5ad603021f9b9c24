"""Queries are written once and asked again with other days and values, and answer like fresh ones."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.small_warehouse import SmallWarehouse, activity
from warehouse.home import Home
from warehouse.lineage import contributions
from warehouse.lineage.contributions import Contribution, contributions_to
from warehouse.metrics import passes
from warehouse.metrics.catalogue import METRICS
from warehouse.metrics.dimensions import DIMENSIONS
from warehouse.metrics.engine import Engine
from warehouse.metrics.query import query
from warehouse.metrics.selection import Grain, Selection
from warehouse.snapshots import Snapshot, open_snapshot

MAY = (date(2022, 5, 1), date(2022, 5, 31))
JUNE = (date(2022, 6, 1), date(2022, 6, 30))
_DAYS = st.dates(date(2019, 1, 1), date(2026, 12, 31))


@pytest.fixture(scope="module")
def demo(demo_home: Home) -> Iterator[Snapshot]:
    with open_snapshot(demo_home) as snapshot:
        yield snapshot


def _both(snapshot: Snapshot, metric: str, asked: Selection) -> tuple[pl.DataFrame, list[Contribution]]:
    return query(snapshot, [metric], asked), contributions_to(snapshot, metric, asked)


@settings(max_examples=25)
@given(data=st.data())
def test_what_is_remembered_answers_as_what_is_written_anew(data: st.DataObject, demo: Snapshot) -> None:
    metric = data.draw(st.sampled_from(sorted(METRICS)))
    names = METRICS[metric].dimensions
    by = data.draw(st.lists(st.sampled_from(names), max_size=1)) if names else []
    where = {}
    for name in data.draw(st.lists(st.sampled_from(names), max_size=2, unique=True)) if names else []:
        known = demo.once(Engine).known_values(METRICS[metric], DIMENSIONS[name])
        if known:
            values = st.lists(st.sampled_from(sorted(known)), min_size=1, max_size=3, unique=True)
            where[name] = data.draw(values)
    first, last = sorted((data.draw(_DAYS), data.draw(_DAYS)))
    grain = data.draw(st.sampled_from(Grain))
    asked = Selection(data.draw(st.sampled_from((first, None))), last, grain, tuple(by), where)
    answer, rows = _both(demo, metric, asked)
    with pytest.MonkeyPatch.context() as patch, open_snapshot(_home_of(demo)) as fresh:
        patch.setattr(passes, "_compiled", passes._compiled.__wrapped__)
        patch.setattr(contributions, "_sql", contributions._sql.__wrapped__)
        anew, rows_anew = _both(fresh, metric, asked)
    assert answer.equals(anew)
    assert rows == rows_anew


def _home_of(snapshot: Snapshot) -> Home:
    return Home(snapshot.path.parent.parent)


def test_another_month_and_another_unit_ask_the_same_query(small: SmallWarehouse) -> None:
    small.add("activities", activity("公安局", MAY[0]), activity("司法局", JUNE[0]))
    with small.pin() as snapshot:
        assert _counted(snapshot, MAY, "公安局") == (1, 1)
        written = passes._compiled.cache_info().misses
        assert _counted(snapshot, JUNE, "司法局") == (1, 1)
        assert _counted(snapshot, MAY, "司法局") == (0, 0)
        assert passes._compiled.cache_info().misses == written


def _counted(snapshot: Snapshot, days: tuple[date, date], unit: str) -> tuple[float, float]:
    """Return the events of a unit: asked as a whole, and by week."""
    where = {"unit": [unit]}
    whole, weeks = (
        query(snapshot, ["P01"], Selection(*days, grain, where=where)) for grain in (Grain.TOTAL, Grain.WEEK)
    )
    return whole["value"].sum(), weeks["value"].sum()


def test_metrics_over_different_marts_are_asked_in_one_query_each_for_its_own_values(
    small: SmallWarehouse,
) -> None:
    small.add("activities", activity("公安局", MAY[0], audience=7), activity("司法局", MAY[1], audience=5))
    small.add("trainings", {"start_on": MAY[0], "unit": "公安局", "category": "常委会学法"})
    with small.pin() as snapshot:
        for units, counted in ((["公安局"], [1, 7, 1]), (["公安局", "司法局"], [2, 12, 1])):
            asked = Selection(*MAY, where={"unit": units})
            assert query(snapshot, ["P01", "P02", "G03"], asked)["value"].to_list() == counted


@pytest.mark.parametrize("name", ["it's", "'; DROP TABLE mart.file_reviews; --", "$asked_batch", '"'])
def test_a_value_is_a_value_whatever_it_looks_like(small: SmallWarehouse, name: str) -> None:
    reviews = [{"file_no": str(number), "reviewed_on": MAY[0], "unit": "公安局"} for number in range(2)]
    small.add("file_reviews", {**reviews[0], "batch": name}, {**reviews[1], "batch": "别的"})
    with small.pin() as snapshot:
        asked = Selection(where={"batch": [name]})
        assert query(snapshot, ["E10"], asked)["value"].to_list() == [1]
        assert len(contributions_to(snapshot, "E10", asked)) == 1


def test_a_row_counts_once_whichever_of_its_many_values_is_asked(small: SmallWarehouse) -> None:
    small.add(
        "activities",
        activity("公安局", MAY[0], themes=["宪法", "民法典"]),
        activity("公安局", MAY[1], themes=["宪法"]),
        activity("司法局", MAY[1], themes=[]),
    )
    with small.pin() as snapshot:
        for themes, counted in ((["民法典"], 1), (["宪法"], 2), (["民法典", "宪法"], 2)):
            asked = Selection(*MAY, where={"theme": themes})
            assert query(snapshot, ["P01"], asked)["value"].to_list() == [counted]
            assert len(contributions_to(snapshot, "P01", asked)) == counted


def test_a_group_that_only_the_denominator_knows_can_be_asked_and_traced(small: SmallWarehouse) -> None:
    small.add("activities", activity("公安局", MAY[0]))
    with small.pin() as snapshot:
        split = query(snapshot, ["P06"], Selection(*MAY, by=("unit_kind",)))
        assert split["unit_kind"].to_list() == ["政府部门", "镇办"]
        townships = Selection(*MAY, where={"unit_kind": ["镇办"]})
        assert (
            query(snapshot, ["P06"], townships)["denominator"].to_list() == split["denominator"].to_list()[1:]
        )
        assert [one.amount for one in contributions_to(snapshot, "P06", townships)] == []


def test_what_a_snapshot_knows_is_looked_up_once(small: SmallWarehouse) -> None:
    with small.pin() as snapshot:
        assert snapshot.once(Engine) is snapshot.once(Engine)
