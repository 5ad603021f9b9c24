"""复议应诉 under its filters."""

from __future__ import annotations

from datetime import date

from dashboard.data.ask import Answer
from dashboard.data.case_flow import case_flow
from dashboard.data.cases import cases
from dashboard.data.controls import controls, recorded_rebasings, usual_target
from dashboard.periods import Moment, Period, Week
from dashboard.texts import cases as texts
from tests.support.small_warehouse import SmallWarehouse
from warehouse.chart_notes import rebase
from warehouse.metrics.selection import Grain

CUTOFF = date(2022, 12, 31)
MOMENT = Moment.of(Week.containing(CUTOFF), CUTOFF)


def _case(number: str, **more: object) -> dict[str, object]:
    return {
        "case_no": number,
        "received_on": date(2022, 5, 1),
        "handling": "受理",
        "accepted_on": date(2022, 5, 3),
        "field": "公安",
        "respondent": "公安局",
        **more,
    }


def test_cases_go_from_receipt_to_outcome_and_are_told_by_field_and_body(small: SmallWarehouse) -> None:
    closed = {"closed_on": date(2022, 6, 1)}
    small.add(
        "reconsiderations",
        _case("1", outcome="撤销", **closed),
        _case("2", outcome="维持", **closed),
        _case("3", outcome="和解撤回", field="城管", respondent="教育局", **closed),
        _case("4"),
        _case("5", handling="不予受理", accepted_on=None),
    )
    small.add(
        "litigations",
        {
            "case_no": "初1号",
            "instance": "一审",
            "defendant": "教育局",
            "received_on": date(2022, 5, 1),
            "heard_on": date(2022, 6, 1),
            "head_attended": "否",
            "answered_on": date(2022, 5, 10),
        },
    )
    snapshot = small.publish()
    found = cases(snapshot, MOMENT, Period.YEAR, None, None)
    assert found.flow.received == 5
    assert [(part.name, part.count) for part in found.flow.handlings] == [("受理", 4), ("不予受理", 1)]
    assert {part.name: part.count for part in found.flow.outcomes} == {
        texts.UPHELD: 1,
        texts.CORRECTED: 1,
        texts.SETTLED: 1,
        texts.OPEN: 1,
    }
    assert [(row.name, row.now.numerator, row.now.denominator) for row in found.by_field] == [
        ("公安", 1, 2),
        ("城管", 0, 1),
    ]
    assert (found.whole.numerator, found.whole.denominator) == (1, 3)
    assert all(row.is_small for row in found.by_body)
    assert [one.case_no for one in found.clocks] == ["4"]
    assert found.judgments == {None: 1}
    assert [(row.unit, row.answers["F01"].value, row.answers["S02"].value) for row in found.units] == [
        ("公安局", 4, None),
        ("教育局", 1, 0),
    ]
    assert found.years[-1] == "2022"

    # A field is nothing that lawsuits have: they are left out, and their cards say why.
    narrowed = cases(snapshot, MOMENT, Period.YEAR, "公安", "公安局")
    assert narrowed.lawsuits is None
    assert (narrowed.flow.received, narrowed.judgments, narrowed.by_year) == (4, {}, {})
    assert {card.note for card in narrowed.cards if card.metric_id.startswith("S")} == {texts.NOT_BY_FIELD}
    assert narrowed.clock_selection.where["unit"] == ("公安局",)
    assert "答辩" not in narrowed.clock_selection.where["clock"]


def test_a_blank_handling_counts_by_its_outcome() -> None:
    def answer(count: float, *group: str | None) -> Answer:
        return Answer(count, count, None, int(count), None, None, group)

    way = case_flow([answer(2, None, "变更"), answer(3, None, None), answer(1, "受理", "责令履行协议")])
    assert (way.received, way.count("受理"), way.count(texts.NOT_HANDLED)) == (6, 3, 3)
    assert (way.count(texts.CORRECTED), way.count(texts.OTHER_OUTCOME), way.count(texts.DISMISSED)) == (
        2,
        1,
        0,
    )


def test_control_charts_follow_the_filters_the_usual_target_and_recorded_rebasings(
    small: SmallWarehouse,
) -> None:
    assert (usual_target("F05"), usual_target("E07"), usual_target("F07")) == (100, 5, None)
    for quarter in range(16):
        closed = date(2019 + quarter // 4, quarter % 4 * 3 + 2, 10)
        small.add(
            "reconsiderations",
            _case(f"{quarter}", received_on=closed, accepted_on=closed, closed_on=closed, outcome="维持"),
            _case(f"{quarter}乙", received_on=closed, accepted_on=closed, closed_on=closed, outcome="撤销")
            if quarter % 3
            else _case(f"{quarter}乙", received_on=closed, handling="转送", accepted_on=None),
        )
    snapshot = small.publish()
    rebase(small.home, "F07", date(2021, 1, 1), reason="新法施行", entered_by="某")
    rebasings = recorded_rebasings(small.home, ("F06", "F07"))
    assert rebasings == (("F07", date(2021, 1, 1), "新法施行"),)
    panels = controls(snapshot, ("F07", "S02"), CUTOFF, Grain.QUARTER, {"field": ["公安"]}, rebasings)
    (panel,) = panels
    assert panel.metric_id == "F07"
    assert [limits.reason for limits in panel.chart.stretches][-1] == "新法施行"
