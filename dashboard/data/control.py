"""A metric's series as a control chart: which chart it can bear, its signals, and two verdicts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from statistics import median
from types import MappingProxyType

from dashboard.data.ask import NO_FILTER, Answer, Where, series
from dashboard.formatting import PERCENT
from warehouse.control_charts.fitness import Fitness, Shape, fitness
from warehouse.control_charts.verdicts import Assurance, Variation, assurance, variation
from warehouse.control_charts.xmr import Chart, Rebase, control_chart
from warehouse.metrics.catalogue import METRICS
from warehouse.metrics.selection import Grain, Selection, period_of
from warehouse.snapshots import Snapshot

# How many periods a year has, and how many are looked at: two years and more, so that a season can be told.
_A_YEAR: Mapping[Grain, int] = MappingProxyType(
    {Grain.WEEK: 52, Grain.MONTH: 12, Grain.QUARTER: 4, Grain.HALF: 2}
)
_LOOKED_AT: Mapping[Grain, int] = MappingProxyType(
    {Grain.WEEK: 104, Grain.MONTH: 36, Grain.QUARTER: 16, Grain.HALF: 12}
)
_LOWEST, _WHOLE = 0.0, 100.0


@dataclass(frozen=True)
class ControlPanel:
    """A control chart with all that is said of it. periods: labels, such as 2026-10.

    fitness tells whether limits mean anything for this series; where not, its reason says why, and there is
    no verdict. target: of one period, in the metric's unit. selection leads to the numbers of the chart.
    """

    metric_id: str
    periods: tuple[str, ...]
    answers: tuple[Answer, ...]
    chart: Chart
    fitness: Fitness
    variation: Variation | None
    assurance: Assurance | None
    grain: Grain
    target: float | None
    selection: Selection

    @property
    def median(self) -> float | None:
        """The middle value; None without any."""
        known = [answer.value for answer in self.answers if answer.value is not None]
        return median(known) if known else None

    def of_year(self, year: int) -> tuple[list[float | None], list[int | None]]:
        """Return the values of a year, and the rows behind each, in the order of its periods.

        A period that is not looked at, or not over, has None; the last ones are left out. An ISO week belongs
        to its week-year.
        """
        found = {
            int(digits): answer
            for label, answer in zip(self.periods, self.answers, strict=True)
            if (digits := label.removeprefix(f"{year}-").lstrip("WQH")).isdigit()
        }
        places = range(1, max(found, default=0) + 1)
        answers = [found.get(place) for place in places]
        return (
            [answer.value if answer else None for answer in answers],
            [answer.n if answer else None for answer in answers],
        )


def control_panel(
    snapshot: Snapshot,
    metric_id: str,
    as_of: date,
    grain: Grain,
    *,
    where: Where = NO_FILTER,
    target: float | None = None,
    rebases: Sequence[tuple[date, str]] = (),
) -> ControlPanel:
    """Return the control chart of a metric over the periods that are over on a day.

    A period that is still running is left out: half of it is no value. target: of the metric's own unit.
    rebases: a day of the first period under new limits, and why; others than those looked at are left out.
    """
    metric = METRICS[metric_id]
    last = _last_whole(as_of, grain)
    start = _start(last, grain)
    answers = series(snapshot, [metric_id], start, last, grain, where)[metric_id]
    values = [answer.value for answer in answers]
    found = fitness(values, is_count=metric.denominator is None, periods_a_year=_A_YEAR[grain])
    panel = ControlPanel(
        metric_id,
        tuple(answer.period or "" for answer in answers),
        tuple(answers),
        control_chart([]),
        found,
        None,
        None,
        grain,
        target,
        Selection(start, last, grain, where=where),
    )
    return rebased(panel, rebases)


def rebased(panel: ControlPanel, rebases: Sequence[tuple[date, str]]) -> ControlPanel:
    """Return the panel with its limits worked out anew from each of the days on; see control_panel."""
    metric = METRICS[panel.metric_id]
    places = {label: place for place, label in enumerate(panel.periods)}
    begun = [(places.get(period_of(day, panel.grain).label or ""), reason) for day, reason in rebases]
    chart = control_chart(
        [answer.value for answer in panel.answers],
        rebases=[Rebase(place, reason) for place, reason in begun if place],
        floor=_LOWEST,
        ceiling=_WHOLE if metric.unit == PERCENT else None,
    )
    is_fit = panel.fitness.shape is Shape.CONTROL
    return replace(
        panel,
        chart=chart,
        variation=variation(chart, metric.better) if is_fit else None,
        assurance=assurance(chart.current, panel.target, metric.better) if is_fit else None,
    )


def _last_whole(as_of: date, grain: Grain) -> date:
    """Return the last day of the last period that is over."""
    period = period_of(as_of, grain)
    return as_of if period.end == as_of else period.start - timedelta(days=1)


def _start(last: date, grain: Grain) -> date:
    start = period_of(last, grain).start
    for _ in range(_LOOKED_AT[grain] - 1):
        start = period_of(start - timedelta(days=1), grain).start
    return start
