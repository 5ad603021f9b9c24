"""Each kind of cause, by the smallest case that has it: two states of a warehouse and one metric."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from tests.support.two_states import CUTOFF, Row, State, both_published
from warehouse.differences import Asked, Cause, CauseKind, Revision, compare
from warehouse.metrics import versions
from warehouse.metrics.catalogue import METRICS
from warehouse.metrics.model import Kind, Measure
from warehouse.metrics.selection import Selection
from warehouse.metrics.versions import Superseded

YEAR = Selection(date(2022, 1, 1), date(2022, 12, 31))
Explain = Callable[..., list[Revision]]


@pytest.fixture
def explain(tmp_path: Path) -> Explain:
    """Return a function that publishes two states and compares a metric over 2022."""

    def compared(before: State, after: State, metric: str, selection: Selection = YEAR) -> list[Revision]:
        old, new = both_published(tmp_path, before, after)
        with old, new:
            return [revision for _, revision in compare(old, new, [metric], [Asked("", selection)])]

    return compared


def event(key: str, audience: int | None = 100, **more: Any) -> Row:
    """An activity of its own place, so that no two are one event."""
    values = {
        "unit": "公安局",
        "start_on": date(2022, 3, 1),
        "title": key,
        "place": key,
        "audience": audience,
    }
    return Row("activities", key, {**values, "sessions": 1, "settings": [], **more})


def told(cause: Cause) -> tuple[CauseKind, Fraction]:
    return cause.kind, cause.change


def test_a_row_that_was_not_known_is_added(explain: Explain) -> None:
    new = replace(event("b", 40), is_new=True)
    (found,) = explain(State([event("a")]), State([event("a"), new]), "P02")
    assert (found.shown, found.now, found.difference) == (100, 140, 40)
    assert [told(cause) for cause in found.because] == [(CauseKind.ADDED, 40)]


def test_a_row_mended_by_the_district_is_corrected_and_keeps_its_id(explain: Explain) -> None:
    (found,) = explain(State([event("a")]), State([event("a").mended(audience=70)]), "P02")
    (cause,) = found.because
    assert (cause.kind, cause.shown, cause.now) == (CauseKind.CORRECTED, 100, 70)
    assert cause.row_id == cause.row_id_before == "av0"


def test_a_newer_version_is_one_cause_with_both_row_ids(explain: Explain) -> None:
    newer = event("a").corrected(audience=130)
    (found,) = explain(State([event("a")]), State([newer], [(event("a"), "av1")]), "P02")
    (cause,) = found.because
    assert (cause.kind, cause.row_id_before, cause.row_id) == (CauseKind.CORRECTED, "av0", "av1")
    assert (cause.shown, cause.now, cause.effect) == (100, 130, 30)


def test_a_row_that_is_gone_is_withdrawn(explain: Explain) -> None:
    (found,) = explain(State([event("a"), event("b", 5)]), State([event("a")]), "P02")
    assert [told(cause) for cause in found.because] == [(CauseKind.WITHDRAWN, -5)]


def test_a_row_corrected_into_another_year_is_withdrawn_from_this_one(explain: Explain) -> None:
    newer = event("a").corrected(start_on=date(2021, 3, 1))
    before, after = State([event("a"), event("b", 5)]), State([newer, event("b", 5)], [(event("a"), "av1")])
    (found,) = explain(before, after, "P02")
    (cause,) = found.because
    assert (cause.kind, cause.change, cause.detail) == (CauseKind.WITHDRAWN, -100, "更正后不再计入")


def test_two_rows_decided_to_be_one_event_are_a_decision(explain: Explain) -> None:
    rows = [event("a"), event("b", 30)]
    (found,) = explain(State(rows), State(rows, joint={"one": ["av0", "bv0"]}), "P02")
    assert [told(cause) for cause in found.because] == [(CauseKind.DECIDED, -30)]


def test_a_decision_and_a_new_row_in_one_event_are_told_apart(explain: Explain) -> None:
    rows, new = [event("a"), event("b", 30)], replace(event("c", 7), is_new=True)
    (found,) = explain(State(rows), State([*rows, new], joint={"one": ["av0", "bv0"]}), "P02")
    assert [told(cause) for cause in found.because] == [(CauseKind.ADDED, 7), (CauseKind.DECIDED, -30)]


def test_a_unit_that_was_merged_away_is_reference_data(explain: Explain) -> None:
    rows = [event("a"), event("b", 30, unit="教育局")]
    selection = replace(YEAR, where={"unit": ("司法局",)})
    (found,) = explain(State(rows), State(rows, merged=[("jiaoyu", "sifa")]), "P02", selection)
    assert [told(cause) for cause in found.because] == [(CauseKind.REFERENCE, 30)]


def test_a_later_cut_off_is_the_passage_of_time(explain: Explain) -> None:
    steward = Row(
        "legal_stewards", "s", {"village": "方顶村", "person_id": "p", "certified_on": date(2022, 10, 1)}
    )
    before, after = State([steward], cutoff=date(2022, 6, 30)), State([steward], cutoff=CUTOFF)
    (found,) = explain(before, after, "R01", Selection())
    assert [told(cause) for cause in found.because] == [(CauseKind.TIME, 1)]


def test_a_distinct_count_moves_only_where_a_value_came_or_went(explain: Explain) -> None:
    mine = Row("activities", "a", event("a", village="方顶村").values)
    same = replace(event("b", village="方顶村"), is_new=True)
    other = replace(event("c", village="石嘴村"), is_new=True)
    (found,) = explain(State([mine]), State([mine, same, other]), "P05")
    assert [(cause.row_id, cause.change) for cause in found.because] == [("cv0", 1)]


def test_each_row_of_a_ratio_has_the_share_that_it_adds_beyond_the_old_ratio(explain: Explain) -> None:
    new = replace(event("b", 40), is_new=True)
    (found,) = explain(State([event("a")]), State([event("a"), new]), "P10")
    (cause,) = found.because
    # 100 a session before, 140 ÷ 2 now: the row adds 40 where 100 would have kept the ratio.
    assert (found.shown, found.now) == (100, 70)
    assert (cause.change, cause.denominator_change, cause.effect) == (40, 1, Fraction(40 - 100, 2))


def test_zero_reported_since_is_no_row_but_a_report(explain: Explain) -> None:
    (found,) = explain(State(), State(zero_reports=["activities"]), "P02")
    (cause,) = found.because
    assert (found.shown, found.now, found.difference) == (None, 0, None)
    assert (cause.kind, cause.file) == (CauseKind.REPORTED, "activities1.xlsx")


def test_a_changed_target_and_a_new_row_both_explain_the_attainment(explain: Explain) -> None:
    def target(amount: int) -> Row:
        values = {"metric_id": "P02", "scope": "全区", "year": 2022, "target": amount}
        return Row("targets", "t", values)

    before = State([event("a"), target(200)])
    newer = target(200).corrected(target=400)
    after = State([event("a"), replace(event("b", 60), is_new=True), newer], [(target(200), "tv1")])
    (found,) = explain(before, after, "A04")
    assert (found.shown, found.now) == (50, 40)
    effects = {cause.kind: cause.effect for cause in found.because}
    assert effects == {CauseKind.ADDED: Fraction(15), CauseKind.CORRECTED: Fraction(-25)}


@pytest.mark.parametrize(
    ("metric_id", "changed"),
    [
        ("P02", {"numerator": Measure("activities", Kind.SUM, "audience", date="start_on")}),
        ("P10", {"numerator": Measure("activities", date="start_on"), "denominator": None}),
        (
            "P08",
            {
                "numerator": Measure("activities", Kind.DISTINCT, "unit_code", date="start_on"),
                "additive": False,
            },
        ),
    ],
    ids=["another sum", "no ratio any more", "another kind of count"],
)
def test_another_definition_is_told_with_day_and_reason_and_adds_up_with_new_rows(
    explain: Explain, monkeypatch: pytest.MonkeyPatch, metric_id: str, changed: dict[str, Any]
) -> None:
    old = replace(METRICS[metric_id], **changed)
    monkeypatch.setattr(versions, "SUPERSEDED", (Superseded(old, date(2022, 7, 1), "按省厅新口径"),))
    others = [metric for metric in METRICS.values() if metric.id == "P01"]
    rows = [event("a", settings=["学校"]), event("b", 30, figures="计划", settings=["学校"])]
    new = replace(event("c", 7, settings=["学校"]), is_new=True)
    before = State(rows, definitions=[old, *others])
    after = State([*rows, new], definitions=[METRICS[metric_id], *others])
    (found,) = explain(before, after, metric_id)
    found.check()
    redefined = [cause for cause in found.because if cause.kind is CauseKind.REDEFINED]
    assert redefined
    assert {cause.detail for cause in redefined} == {"2022-07-01：按省厅新口径"}
