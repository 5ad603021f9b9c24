"""The charts of the weekly briefing: which metric each shows, over what, and the sentence of its title."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from dashboard.briefing.content.findings import extremes, last_period, year_against_last
from dashboard.briefing.content.model import Chart, ChartKind, Series, Source
from dashboard.data.ask import NO_ANSWER, Answer
from dashboard.formatting import PERCENT
from dashboard.periods import Moment, Period, months_before, period_name, quarter_start
from dashboard.texts import weekly_briefing as texts
from warehouse.metrics.catalogue import METRICS
from warehouse.metrics.comparison import same_elapsed_period_last_year
from warehouse.metrics.dimensions import DIMENSIONS
from warehouse.metrics.model import Basis
from warehouse.metrics.selection import Grain, Selection

_QUARTERS = 8
_MOST_GROUPS = 12

Asked = tuple[list[str], Selection]
Answered = Mapping[str, list[Answer]]


@dataclass(frozen=True)
class YearByMonth:
    """A flow of this year beside last year's, by month."""

    metric_id: str
    kind: ChartKind = ChartKind.COLUMNS

    def asked(self, moment: Moment) -> list[Asked]:
        """Return what is asked: both years by month, both to date."""
        start = date(moment.as_of.year, 1, 1)
        last = date(start.year - 1, 1, 1)
        earlier = same_elapsed_period_last_year(start, moment.as_of)
        ids = [self.metric_id]
        return [
            (ids, Selection(start, moment.as_of, Grain.MONTH)),
            (ids, Selection(last, date(last.year, 12, 31), Grain.MONTH)),
            (ids, Selection(start, moment.as_of)),
            (ids, Selection(earlier.start, earlier.end)),
        ]

    def chart(self, moment: Moment, found: Sequence[Answered], definition: str) -> Chart:
        """Return the chart of the answers."""
        now, last, total, before = ([*one[self.metric_id]] for one in found)
        months = [f"{month}月" for month in range(1, 13)]
        year = moment.as_of.year
        selections = [selection for _, selection in self.asked(moment)]
        return Chart(
            self.metric_id,
            year_against_last(self.metric_id, _only(total), _only(before), moment.as_of),
            self.kind,
            tuple(months),
            (
                Series(texts.THIS_YEAR.format(year=year - 1), _by_month(last), is_base=True),
                Series(texts.THIS_YEAR.format(year=year), _by_month(now)),
            ),
            METRICS[self.metric_id].unit,
            definition,
            tuple(Source(self.metric_id, selection) for selection in (*selections[2:], *selections[:2])),
            texts.NAME_BY_MONTH.format(name=METRICS[self.metric_id].name, before=year - 1, year=year),
        )


@dataclass(frozen=True)
class ByQuarter:
    """Metrics of one unit over the last eight quarters; the sentence is about the first.

    A quarter that is not over is held against none: for counts the year to date is told instead.
    """

    metric_ids: tuple[str, ...]
    kind: ChartKind = ChartKind.LINES

    def asked(self, moment: Moment) -> list[Asked]:
        """Return what is asked: the quarters, and of the first the year and the same days of last year."""
        first_quarter = months_before(quarter_start(moment.as_of), 3 * (_QUARTERS - 1))
        start = date(moment.as_of.year, 1, 1)
        earlier = same_elapsed_period_last_year(start, moment.as_of)
        first = [self.metric_ids[0]]
        return [
            (list(self.metric_ids), Selection(first_quarter, moment.as_of, Grain.QUARTER)),
            (first, Selection(start, moment.as_of)),
            (first, Selection(earlier.start, earlier.end)),
        ]

    def chart(self, moment: Moment, found: Sequence[Answered], definition: str) -> Chart:
        """Return the chart of the answers."""
        first = self.metric_ids[0]
        quarters = found[0]
        now, before = (_only(one[first]) for one in found[1:])
        is_rate = METRICS[first].unit == PERCENT
        selections = [selection for _, selection in self.asked(moment)]
        compared = () if is_rate else tuple(Source(first, selection) for selection in selections[1:])
        return Chart(
            "-".join(self.metric_ids),
            last_period(first, quarters[first])
            if is_rate
            else year_against_last(first, now, before, moment.as_of),
            self.kind,
            tuple(period_name(one.period or "") for one in quarters[first]),
            tuple(
                Series(METRICS[name].name, tuple(one.value for one in quarters[name]))
                for name in self.metric_ids
            ),
            METRICS[first].unit,
            definition,
            (*(Source(name, selections[0]) for name in self.metric_ids), *compared),
            texts.NAME_BY_QUARTER.format(names="、".join(METRICS[name].name for name in self.metric_ids)),
        )


@dataclass(frozen=True)
class BySplit:
    """A metric by the values of a dimension, over a period that ends at the moment."""

    metric_id: str
    dimension: str
    period: Period = Period.YEAR

    def asked(self, moment: Moment) -> list[Asked]:
        """Return what is asked."""
        return [([self.metric_id], self._selection(moment))]

    def _selection(self, moment: Moment) -> Selection:
        start = self.period.start(moment)
        return Selection(start, moment.as_of, by=(self.dimension,))

    def chart(self, moment: Moment, found: Sequence[Answered], definition: str) -> Chart:
        """Return the chart of the answers, the greatest first."""
        metric = METRICS[self.metric_id]
        known = sorted(
            (one for one in found[0][self.metric_id] if one.value is not None and one.group[0]),
            key=lambda one: (-(one.value or 0), str(one.group[0])),
        )[:_MOST_GROUPS]
        scope = (
            texts.SCOPE_NOW
            if metric.basis is Basis.STOCK
            else texts.SCOPE_QUARTER
            if self.period is Period.QUARTER
            else texts.SCOPE_YEAR
        )
        return Chart(
            f"{self.metric_id}-{self.dimension}",
            extremes(self.metric_id, known, scope, DIMENSIONS[self.dimension].label),
            ChartKind.BARS,
            tuple(str(one.group[0]) for one in known),
            (Series(metric.name, tuple(one.value for one in known)),),
            metric.unit,
            definition,
            (Source(self.metric_id, self._selection(moment)),),
            texts.NAME_BY_SPLIT.format(
                scope=scope, dimension=DIMENSIONS[self.dimension].label, name=metric.name
            ),
        )


ChartSpec = YearByMonth | ByQuarter | BySplit

# Subject (a key of texts.SUBJECTS) → its charts: twelve in all.
CHARTS: Mapping[str, tuple[ChartSpec, ...]] = MappingProxyType(
    {
        "legal_education": (
            YearByMonth("P01"),
            YearByMonth("P02"),
            BySplit("P07", "setting"),
            BySplit("P05", "township", Period.QUARTER),
        ),
        "people": (BySplit("R01", "township"), BySplit("P15", "duty")),
        "creation": (BySplit("C01", "level"),),
        "legality": (BySplit("L01", "type"),),
        "cases": (ByQuarter(("F01", "F02"), ChartKind.COLUMNS), ByQuarter(("S02",))),
        "enforcement": (ByQuarter(("E11",)), BySplit("E16", "unit")),
    }
)


def metric_ids(spec: ChartSpec) -> tuple[str, ...]:
    """Return the metrics that a chart shows."""
    return spec.metric_ids if isinstance(spec, ByQuarter) else (spec.metric_id,)


def _by_month(answers: Sequence[Answer]) -> tuple[float | None, ...]:
    found = {one.period: one.value for one in answers}
    by_number = {int(str(period)[-2:]): value for period, value in found.items() if period}
    return tuple(by_number.get(month) for month in range(1, 13))


def _only(answers: Sequence[Answer]) -> Answer:
    return answers[0] if answers else NO_ANSWER
