"""The series of a control chart: whole periods, known limits of the unit, verdicts, and why there is none."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from dashboard.data.control import control_panel
from tests.support.small_warehouse import SmallWarehouse, activity
from warehouse.control_charts.fitness import Shape
from warehouse.control_charts.verdicts import Assurance, Variation
from warehouse.metrics.selection import Grain
from warehouse.snapshots import Snapshot

YEAR = (date(2022, 1, 1), date(2022, 12, 31))


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    """Audiences of 90 and 110 in turn from January to October 2022, 400 in November, 20 in half December."""
    small = SmallWarehouse(tmp_path_factory.mktemp("control"), cutoff=date(2022, 12, 15))
    audiences = [*[90, 110] * 5, 400, 20]
    table = small.table("activities", covered=YEAR)
    small.add(
        "activities",
        *(
            activity("公安局", date(2022, month, 5), f"第{month}期", audience=audience)
            for month, audience in enumerate(audiences, 1)
        ),
        table=table,
    )
    with small.publish() as published:
        yield published


def test_a_running_period_is_no_value(snapshot: Snapshot) -> None:
    panel = control_panel(snapshot, "P02", date(2022, 12, 15), Grain.MONTH)
    assert panel.periods[-2:] == ("2022-10", "2022-11")
    whole = control_panel(snapshot, "P02", date(2022, 11, 30), Grain.MONTH)
    assert whole.periods == panel.periods


def test_three_years_are_looked_at_and_what_was_not_reported_stays_unknown(snapshot: Snapshot) -> None:
    panel = control_panel(snapshot, "P02", date(2022, 12, 15), Grain.MONTH)
    assert (len(panel.periods), panel.periods[0]) == (36, "2019-12")
    assert panel.chart.points[0].value is None
    assert panel.chart.current is not None
    assert panel.chart.current.lower >= 0


def test_a_leap_in_the_last_month_is_out_of_the_ordinary(snapshot: Snapshot) -> None:
    panel = control_panel(snapshot, "P02", date(2022, 12, 15), Grain.MONTH)
    assert (panel.fitness.shape, panel.variation) == (Shape.CONTROL, Variation.IMPROVING)
    before = control_panel(snapshot, "P02", date(2022, 10, 31), Grain.MONTH)
    assert before.variation is Variation.COMMON


def test_few_points_promise_nothing_about_a_target(snapshot: Snapshot) -> None:
    panel = control_panel(snapshot, "P02", date(2022, 12, 15), Grain.MONTH, target=50)
    assert panel.assurance is Assurance.NONE


def test_rare_things_have_no_control_chart_and_the_reason_is_told(snapshot: Snapshot) -> None:
    panel = control_panel(snapshot, "P01", date(2022, 12, 15), Grain.MONTH)
    assert panel.fitness.shape is Shape.RUN
    assert "少发" in panel.fitness.reason
    assert (panel.variation, panel.assurance) == (None, None)


def test_limits_begin_anew_where_it_was_recorded(snapshot: Snapshot) -> None:
    panel = control_panel(
        snapshot, "P02", date(2022, 12, 15), Grain.MONTH, rebases=[(date(2022, 6, 20), "改为线上报名")]
    )
    assert [(one.start, one.reason) for one in panel.chart.stretches][1:] == [
        (panel.periods.index("2022-06"), "改为线上报名")
    ]


def test_a_panel_knows_its_years_its_middle_and_where_its_numbers_come_from(snapshot: Snapshot) -> None:
    panel = control_panel(snapshot, "P02", date(2022, 12, 15), Grain.MONTH)
    values, rows = panel.of_year(2022)
    assert (values[0], values[-1], len(values)) == (90, 400, 11)
    assert rows[0] == 1
    assert panel.of_year(2021)[0] == [None] * 12
    assert panel.of_year(2018) == ([], [])
    assert panel.median == 110
    assert (panel.selection.start, panel.selection.end) == (date(2019, 12, 1), date(2022, 11, 30))
    weeks = control_panel(snapshot, "P02", date(2022, 12, 15), Grain.WEEK)
    assert weeks.of_year(2022)[0][43] == 400  # 5 November lies in the 44th week
