"""The panel of a control chart (控制图): the chart that a series can bear, two verdicts, what changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType

import plotly.graph_objects as go

from dashboard.charts.control import control
from dashboard.charts.lines import Series, progress
from dashboard.charts.run import run
from dashboard.data.control import ControlPanel
from dashboard.formatting import figure
from dashboard.markup import Child, Markup, div, element, join, span
from dashboard.periods import Moment, period_name, period_tick
from dashboard.texts import control as texts
from dashboard.widgets.actions import metric_actions
from dashboard.widgets.notes import source_note
from dashboard.widgets.panels import card, chart
from dashboard.widgets.parts import caption
from dashboard.widgets.rebasing import rebase_entry, with_recorded_rebases
from dashboard.widgets.safe import empty, show
from warehouse.control_charts.fitness import Shape
from warehouse.control_charts.verdicts import Assurance, Variation
from warehouse.metrics.catalogue import METRICS
from warehouse.metrics.festivals import festival_note
from warehouse.metrics.selection import Grain, period_of
from warehouse.snapshots import Snapshot

# How a verdict looks: the statuses' grounds where it is good or bad, a neutral one elsewhere.
_VARIATION_LOOKS: Mapping[Variation, str] = MappingProxyType(
    {Variation.IMPROVING: "good", Variation.CONCERNING: "bad", Variation.COMMON: "plain"}
)
_ASSURANCE_LOOKS: Mapping[Assurance, str] = MappingProxyType(
    {Assurance.MET: "good", Assurance.MISSED: "bad", Assurance.CHANCE: "plain"}
)


def control_panel_card(
    snapshot: Snapshot,
    moment: Moment,
    panel: ControlPanel,
    *,
    key: str,
    target_words: str = texts.TARGET,
    notes: Sequence[tuple[date, str]] = (),
    height: int = 260,
) -> None:
    """Show a metric's series with the chart it can bear, and say which other chart and why where it cannot.

    key: of the card, unlike any other on the page. target_words: what the target is, with {value}.
    notes: a day and what is to be known of it, marked ①② in the chart and told below; those outside the
    periods shown are left out.
    """
    metric = METRICS[panel.metric_id]
    panel = with_recorded_rebases(panel)
    title = panel_title(panel)
    told = _placed(panel, notes)
    with card(f"control_{key}", title):
        show(verdicts(panel, target_words))
        drawn = None
        if any(answer.value is not None for answer in panel.answers):
            marks = {place: texts.MARKS[number] for number, (place, _) in enumerate(told)}
            drawn = chart(f"control_{key}", _drawing(panel, marks, height), title)
        else:
            show(empty())
        note = festivals(panel)
        if note:
            show(caption(note))
        changes = _changes(panel, told)
        if changes is not None:
            show(changes)
        if panel.fitness.shape is Shape.CONTROL:
            rebase_entry(panel, key)
        explained = {Shape.CONTROL: f"{texts.LIMITS_NOTE} · ", Shape.RUN: f"{texts.MEDIAN_NOTE} · "}
        metric_actions(
            snapshot,
            metric.id,
            panel.selection,
            key=f"control_{key}",
            note=explained.get(panel.fitness.shape, "") + source_note([metric.id], moment),
            drawn=drawn,
        )


def panel_title(panel: ControlPanel) -> str:
    """Return the finding: the last period, and the verdict or what it is held against."""
    metric = METRICS[panel.metric_id]
    if not panel.answers or all(answer.value is None for answer in panel.answers):
        return texts.TITLE_NOTHING.format(name=metric.name)
    last = panel.answers[-1]
    told = {
        "name": metric.name,
        "period": period_name(panel.periods[-1]),
        "value": (
            texts.NOT_REPORTED if last.is_unreported else figure(last.value, metric.unit, last.qualifier)
        ),
    }
    if panel.variation is not None:
        return texts.TITLE_CONTROL.format(**told, verdict=texts.VARIATIONS[panel.variation][1])
    if panel.fitness.shape is Shape.YEAR_ON_YEAR:
        current, _ = panel.of_year(_year(panel))
        before, _ = panel.of_year(_year(panel) - 1)
        value = before[len(current) - 1] if len(current) <= len(before) else None
        return texts.TITLE_YEAR_ON_YEAR.format(**told, before=figure(value, metric.unit))
    return texts.TITLE_RUN.format(**told, median=figure(panel.median, metric.unit))


def festivals(panel: ControlPanel) -> str | None:
    """Return what to know of a comparison with the year before where a festival lies in one of the two."""
    if panel.fitness.shape is not Shape.YEAR_ON_YEAR or panel.selection.end is None:
        return None
    current = period_of(panel.selection.end, panel.grain)
    if panel.grain is Grain.WEEK:
        year, week, _ = current.start.isocalendar()
        try:
            before = date.fromisocalendar(year - 1, week, 1)
        except ValueError:  # the year before had no week 53
            return None
    else:
        before = current.start.replace(year=current.start.year - 1)
    return festival_note(current, period_of(before, panel.grain))


def verdicts(panel: ControlPanel, target_words: str = texts.TARGET) -> Markup:
    """Return the two verdicts, each with icon and words; without any, which chart there is and why."""
    if panel.variation is None or panel.assurance is None:
        words = texts.NOT_OFFERED.get(panel.fitness.shape.value, "{reason}")
        return div("fz-control-why", words.format(reason=panel.fitness.reason))
    points = panel.chart.points
    outside = sum(bool(point.signals) for point in points)
    signals = [words for signal, words in texts.SIGNALS.items() if points and signal in points[-1].signals]
    variation = (
        texts.LAST_SIGNALS.format(signals="、".join(signals))
        if signals
        else texts.SIGNALS_COUNTED.format(periods=len(points), count=outside)
    )
    return div(
        "fz-control-verdicts",
        _verdict(
            texts.VARIATION_LABEL,
            texts.VARIATION_HINT,
            texts.VARIATIONS[panel.variation],
            _VARIATION_LOOKS.get(panel.variation, "mark"),
            variation,
        ),
        _verdict(
            texts.ASSURANCE_LABEL,
            texts.ASSURANCE_HINT,
            texts.ASSURANCES[panel.assurance],
            _ASSURANCE_LOOKS.get(panel.assurance, "idle"),
            _about_target(panel, target_words),
        ),
    )


def _verdict(label: str, hint: str, look: tuple[str, str], css: str, detail: str) -> Markup:
    icon, words = look
    return div(
        "fz-control-verdict",
        element("small", label, title=hint),
        span(f"fz-status fz-control-{css}", f"{icon} {words}"),
        element("small", detail),
    )


def _about_target(panel: ControlPanel, target_words: str) -> str:
    metric = METRICS[panel.metric_id]
    if panel.target is None:
        return texts.NO_TARGET.format(period=texts.GRAINS.get(panel.grain.value, ""))
    if panel.chart.current is not None and panel.chart.current.is_trial:
        return texts.TRIAL_TARGET
    return target_words.format(value=figure(panel.target, metric.unit))


def _drawing(panel: ControlPanel, marks: Mapping[int, str], height: int) -> go.Figure:
    metric = METRICS[panel.metric_id]
    names = [period_name(label) for label in panel.periods]
    ticks = [period_tick(label) for label in panel.periods]
    title = texts.PER_PERIOD.format(period=texts.GRAINS.get(panel.grain.value, ""), unit=metric.unit)
    if panel.fitness.shape is Shape.CONTROL:
        return control(
            names,
            panel.chart,
            metric.unit,
            metric.better,
            axis_title=title,
            target=panel.target,
            ticks=ticks,
            marks=marks,
            height=height,
        )
    if panel.fitness.shape is Shape.YEAR_ON_YEAR:
        year = _year(panel)
        this, last = (Series(texts.YEAR.format(year=one), *panel.of_year(one)) for one in (year, year - 1))
        longest = max(len(this.values), len(last.values))
        places = [_place_name(panel.grain, place) for place in range(1, longest + 1)]
        return progress(places, this, last, metric.unit, target=None, axis_title=title, height=height)
    values = [answer.value for answer in panel.answers]
    return run(
        names,
        values,
        metric.unit,
        axis_title=title,
        median=panel.median,
        ticks=ticks,
        marks=marks,
        height=height,
    )


def _year(panel: ControlPanel) -> int:
    return int(panel.periods[-1][:4])


def _place_name(grain: Grain, place: int) -> str:
    if grain is Grain.HALF:
        return texts.HALF_PLACES[place - 1]
    words = {Grain.WEEK: texts.WEEK_PLACE, Grain.MONTH: texts.MONTH_PLACE}
    return words.get(grain, texts.QUARTER_PLACE).format(place=place)


def _placed(panel: ControlPanel, notes: Sequence[tuple[date, str]]) -> list[tuple[int, str]]:
    """Return the last notes about a period shown, as many as have marks, each with its position."""
    places = {label: place for place, label in enumerate(panel.periods)}
    found = [(places.get(period_of(day, panel.grain).label or "", -1), text) for day, text in sorted(notes)]
    return [(place, text) for place, text in found if place >= 0][-len(texts.MARKS) :]


def _changes(panel: ControlPanel, notes: Sequence[tuple[int, str]]) -> Markup | None:
    """Return why limits begin anew, and the notes that are marked in the chart."""
    rebased: list[Child] = []
    if panel.fitness.shape is Shape.CONTROL:
        rebased = [
            element(
                "li",
                texts.REBASED.format(period=period_name(panel.periods[limits.start]), reason=limits.reason),
            )
            for limits in panel.chart.stretches
            if limits.reason
        ]
    told: list[Child] = [
        element(
            "li",
            texts.MARKED.format(
                mark=texts.MARKS[number], period=period_name(panel.periods[place]), text=text
            ),
        )
        for number, (place, text) in enumerate(notes)
    ]
    if not rebased and not told:
        return None
    return join(*(element("ul", *lines, class_="fz-control-notes") for lines in (rebased, told) if lines))
