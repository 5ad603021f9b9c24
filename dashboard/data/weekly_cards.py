"""The headline cards of 本周概览."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dashboard.data.ask import Answer, together
from dashboard.data.cards import Card, Progress
from dashboard.data.changes import change_text
from dashboard.data.paces import TargetPace, status_of_gap
from dashboard.formatting import figure, number, percent
from dashboard.periods import Moment, Period, months_before, quarter_start
from dashboard.status import Status
from dashboard.texts import weekly as texts
from warehouse.contracts.targets import DISTRICT_SCOPE
from warehouse.metrics.catalogue import METRICS
from warehouse.metrics.comparison import elapsed_share_of_year, same_elapsed_period_last_year
from warehouse.metrics.selection import Grain, Selection
from warehouse.snapshots import Snapshot

POINTS = 12
# Below this, a percentage rests on so few cases that the card says so.
SMALL_SAMPLE = 10
# A rate whose target is 100: 预警 below it, 滞后 below this.
FULL_RATE = 100.0
LAGGING_RATE = 90.0


@dataclass(frozen=True)
class CardSpec:
    """Which metric a card shows, over which period, and with which series.

    is_full_rate: the law or the plan asks for 100 %. is_rare: in some quarters there is nothing to judge, so
    twice as many are looked at for a line.
    """

    metric_id: str
    period: Period
    grain: Grain
    is_full_rate: bool = False
    is_rare: bool = False

    @property
    def line(self) -> tuple[Grain, bool]:
        """What cards have in common whose lines are asked for together."""
        return self.grain, self.is_rare


CARDS = (
    CardSpec("P01", Period.YEAR, Grain.WEEK),
    CardSpec("P02", Period.YEAR, Grain.WEEK),
    CardSpec("P05", Period.QUARTER, Grain.QUARTER, is_full_rate=True),
    CardSpec("P15", Period.YEAR, Grain.MONTH, is_full_rate=True),
    CardSpec("F05", Period.YEAR, Grain.QUARTER, is_full_rate=True, is_rare=True),
    CardSpec("S02", Period.YEAR, Grain.QUARTER, is_full_rate=True, is_rare=True),
    CardSpec("E11", Period.YEAR, Grain.QUARTER, is_rare=True),
    CardSpec("E14", Period.YEAR, Grain.QUARTER, is_full_rate=True, is_rare=True),
)


@dataclass(frozen=True)
class Numbers:
    """Every number of the cards, in as few queries as there are selections."""

    now: Mapping[str, Answer]
    before: Mapping[str, Answer]
    week: Mapping[str, Answer]
    runs: Mapping[str, list[Answer]]
    targets: Mapping[str, TargetPace]
    overdue: Answer

    @classmethod
    def read(cls, snapshot: Snapshot, moment: Moment, paces: Sequence[TargetPace]) -> Numbers:
        """Ask for them."""
        as_of = moment.as_of
        ids = {
            period: [spec.metric_id for spec in CARDS if spec.period is period]
            for period in dict.fromkeys(spec.period for spec in CARDS)
        }
        lines = tuple(dict.fromkeys(spec.line for spec in CARDS))
        flows = [spec.metric_id for spec in CARDS if METRICS[spec.metric_id].unit != "%"]
        starts = {period: period.start(moment) for period in ids}
        earlier = {period: same_elapsed_period_last_year(starts[period], as_of) for period in ids}
        found = iter(
            together(
                snapshot,
                [
                    *((ids[period], Selection(starts[period], as_of)) for period in ids),
                    *((ids[period], Selection(earlier[period].start, earlier[period].end)) for period in ids),
                    *(
                        (
                            [spec.metric_id for spec in CARDS if spec.line == (grain, is_rare)],
                            Selection(_series_start(moment, grain, is_rare=is_rare), as_of, grain),
                        )
                        for grain, is_rare in lines
                    ),
                    (flows, Selection(moment.week.monday, as_of)),
                    (["E16"], Selection(None, as_of)),
                ],
            )
        )
        now = {name: rows[0] for _ in ids for name, rows in next(found).items()}
        before = {name: rows[0] for _ in ids for name, rows in next(found).items()}
        histories = {name: rows for _ in lines for name, rows in next(found).items()}
        week = {name: rows[0] for name, rows in next(found).items()}
        return cls(
            now,
            before,
            week,
            histories,
            {pace.metric_id: pace for pace in paces if pace.scope == DISTRICT_SCOPE},
            next(found)["E16"][0],
        )


def _series_start(moment: Moment, grain: Grain, *, is_rare: bool) -> date:
    if grain is Grain.WEEK:
        return moment.week.earlier(POINTS - 1).monday
    if grain is Grain.QUARTER:
        quarters = 2 * POINTS if is_rare else POINTS
        return months_before(quarter_start(moment.as_of), 3 * (quarters - 1))
    return months_before(moment.as_of, POINTS - 1)


def card(spec: CardSpec, numbers: Numbers, moment: Moment) -> Card:
    """Return the card of a specification."""
    metric = METRICS[spec.metric_id]
    now = numbers.now[spec.metric_id]
    history = _line(numbers.runs[spec.metric_id])
    status, progress = _judged(spec, now, numbers, moment)
    if now.is_unreported:
        status = Status.UNREPORTED
    changes = [texts.YEAR_ON_YEAR.format(change=change_text(now, numbers.before[spec.metric_id], metric))]
    if len(history) > 1:
        words = texts.WEEK_ON_WEEK if spec.grain is Grain.WEEK else texts.QUARTER_ON_QUARTER
        changes.append(words.format(change=change_text(history[-1], history[-2], metric)))
    return Card(
        spec.metric_id,
        metric.name,
        status,
        figure(now.value, metric.unit, now.qualifier),
        tuple(answer.value for answer in history),
        texts.SERIES_TEXT.format(
            series=texts.SERIES_WORDS[spec.grain.value],
            last=figure(history[-1].value if history else None, metric.unit),
        ),
        tuple(changes),
        progress,
        _note(spec, now, numbers),
        Selection(spec.period.start(moment), moment.as_of),
    )


def _line(answers: list[Answer]) -> list[Answer]:
    """Return the last twelve points; a period in which a rate had nothing to judge is not a point."""
    return [answer for answer in answers if not answer.is_idle][-POINTS:]


def _judged(
    spec: CardSpec, now: Answer, numbers: Numbers, moment: Moment
) -> tuple[Status | None, Progress | None]:
    """Return status and progress, by the year's target if there is one, else by the full rate."""
    metric = METRICS[spec.metric_id]
    if spec.metric_id in numbers.targets and spec.period is Period.YEAR and metric.unit != "%":
        pace = numbers.targets[spec.metric_id]
        progress = Progress(
            pace.share / FULL_RATE,
            elapsed_share_of_year(moment.as_of),
            texts.DONE.format(share=percent(pace.share, 0)),
            texts.TARGET.format(target=figure(pace.target, metric.unit)),
        )
        return pace.status, progress
    if not spec.is_full_rate or now.value is None:
        return None, None
    progress_texts = (
        texts.DONE.format(share=percent(now.value, 0)),
        texts.TARGET.format(target=percent(FULL_RATE, 0)),
    )
    if spec.period is Period.QUARTER:
        start = quarter_start(moment.as_of)
        following = months_before(start, -3)
        elapsed = ((moment.as_of - start).days + 1) / (following - start).days
        status = Status.NORMAL if now.value >= FULL_RATE else status_of_gap(now.value - FULL_RATE * elapsed)
        return status, Progress(now.value / FULL_RATE, elapsed, *progress_texts)
    return _status_of_rate(now.value), Progress(now.value / FULL_RATE, None, *progress_texts)


def _status_of_rate(value: float) -> Status:
    if value >= FULL_RATE:
        return Status.NORMAL
    return Status.WARNING if value >= LAGGING_RATE else Status.LAGGING


def _note(spec: CardSpec, now: Answer, numbers: Numbers) -> str:
    metric = METRICS[spec.metric_id]
    if metric.unit != "%":
        this_week = numbers.week[spec.metric_id]
        if this_week.value is None:
            return texts.WEEK_NOT_REPORTED
        return texts.THIS_WEEK.format(value=figure(this_week.value, metric.unit, this_week.qualifier))
    if now.is_unreported:
        return texts.NOT_REPORTED
    sample = texts.SMALL_SAMPLE if (now.n or 0) < SMALL_SAMPLE else texts.SAMPLE
    return texts.FRACTION.format(
        numerator=number(now.numerator),
        denominator=number(now.denominator),
        sample=sample.format(n=now.n or 0),
    )
