"""Panels of 依法行政考核."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from dashboard.charts.bars import horizontal_bars
from dashboard.charts.bullets import Bullet, bullets
from dashboard.data.ask import Answer
from dashboard.data.assessment import EVIDENCE, GOVERNANCE, Assessment, UnitScore
from dashboard.data.judged import Judged
from dashboard.data.paces import TargetPace
from dashboard.formatting import (
    MISSING,
    PERCENT,
    PERCENTAGE_POINT,
    day,
    figure,
    iso_day,
    listed,
    number,
    percent,
    ratio,
)
from dashboard.markup import Child, Markup, div, element, span
from dashboard.palette import BAD, BLUE, WARN
from dashboard.periods import Moment
from dashboard.status import Status
from dashboard.texts import assessment as texts
from dashboard.texts import common
from dashboard.widgets.actions import metric_actions
from dashboard.widgets.file_links import unit_link
from dashboard.widgets.judged import judged_number, written
from dashboard.widgets.lineage_links import number_link, split_into, trace_link
from dashboard.widgets.notes import source_note
from dashboard.widgets.panels import card, chart, chart_panel
from dashboard.widgets.parts import TableColumn, caption, status_badge, table
from dashboard.widgets.safe import empty, show
from warehouse.contracts.registry import DATASETS
from warehouse.metrics.catalogue import METRICS
from warehouse.snapshots import Snapshot

_FULL = 100.0
_ROWS_SHOWN = 12
_NAMED = 3
_COLOURS: Mapping[Status, str] = MappingProxyType({Status.LAGGING: BAD, Status.WARNING: WARN})
_SCORE_COLUMNS = tuple(
    TableColumn(header, kind)
    for header, kind in zip(
        texts.SCORECARD_COLUMNS,
        ("number", "nowrap", "nowrap", *("number",) * (len(texts.SCORECARD_COLUMNS) - 3)),
        strict=True,
    )
)
_TOPIC_COLUMNS = tuple(
    TableColumn(header, kind)
    for header, kind in zip(texts.TOPIC_COLUMNS, ("nowrap", "text", "nowrap", "text"), strict=True)
)


def scorecard_panel(snapshot: Snapshot, moment: Moment, found: Assessment, conditions: list[str]) -> None:
    """Show each unit's score with the evidence behind it; every number leads to its rows."""
    lagging = sum(row.lagging > 0 for row in found.units)
    title = texts.SCORECARD_TITLE
    if found.units:
        words = texts.SCORECARD_TITLE_FOUND if lagging else texts.SCORECARD_TITLE_FINE
        title = words.format(count=len(found.units), lagging=lagging)
    with card("scorecard", title, texts.SCORECARD_ASIDE):
        if found.units:
            rows = [_score_row(snapshot, found, row) for row in found.units]
            show(div("fz-pinned fz-scorecard", table(_SCORE_COLUMNS, rows, tall=True)))
        else:
            filtered = common.FILTERED_EMPTY.format(conditions="、".join(conditions))
            show(empty(filtered if conditions else texts.NO_UNITS))
        note = texts.SCORECARD_NOTE.format(
            metrics="、".join(("A02", *EVIDENCE)), day=day(found.district.end or moment.as_of)
        )
        metric_actions(
            snapshot,
            "A02",
            split_into(found.own, ("unit",)),
            key="scorecard",
            note=note,
            also=("P15", "E14", "S02"),
        )


def _score_row(snapshot: Snapshot, found: Assessment, row: UnitScore) -> tuple[Child, ...]:
    stages = [_stage(snapshot, found, row, place, answer) for place, answer in enumerate(row.stages)]
    return (
        number(row.rank),
        unit_link(row.unit),
        _attention(row),
        judged_number(
            snapshot, "A02", found.district, Judged(row.score, None), with_parts=False, unit=row.unit
        ),
        *stages,
        *(_evidence(snapshot, found, row, metric_id) for metric_id in EVIDENCE),
    )


def _attention(row: UnitScore) -> Markup:
    counts = {Status.LAGGING: row.lagging, Status.WARNING: row.warning, Status.UNREPORTED: row.unreported}
    count = counts.get(row.status)
    return status_badge(row.status, f"{row.status.word} {count}" if count else None)


def _stage(
    snapshot: Snapshot, found: Assessment, row: UnitScore, place: int, answer: Answer | None
) -> Markup:
    if answer is None:
        words = f"{Status.UNREPORTED.shape} {texts.NOT_REPORTED}" if found.begun[place] else texts.NOT_BEGUN
        return span("fz-judged fz-judged-none", words)
    where = {"unit": row.unit, "stage": texts.STAGES[place]}
    return number_link(snapshot, "A02", found.district, number(answer.value), **where)


def _evidence(snapshot: Snapshot, found: Assessment, row: UnitScore, metric_id: str) -> Markup:
    judged = row.evidence[metric_id]
    if metric_id in found.is_declared:
        if judged.answer.value:
            return number_link(snapshot, metric_id, found.district, f"✓ {texts.DONE}", unit=row.unit)
        if not found.is_declared[metric_id]:
            return span("fz-judged fz-judged-none", texts.NOT_BEGUN)
        return span("fz-judged fz-judged-none", f"{Status.UNREPORTED.shape} {texts.NOT_REPORTED}")
    return judged_number(snapshot, metric_id, found.district, judged, unit=row.unit)


def targets_panel(snapshot: Snapshot, moment: Moment, found: Assessment) -> None:
    """Show each target of the year with where it should stand, the furthest behind first."""
    states = [
        *((pace.metric_id, pace.status) for pace in found.paces),
        *((one.metric_id, one.status) for one in found.lower),
    ]
    behind = [METRICS[metric_id].name for metric_id, status in states if status is not Status.NORMAL]
    title = texts.TARGETS_TITLE
    if states:
        words = texts.TARGETS_TITLE_BEHIND if behind else texts.TARGETS_TITLE_FINE
        title = words.format(behind=len(behind), names=listed(behind, _NAMED), count=len(states))
    with card("targets", title):
        drawn = None
        if found.paces:
            drawing = bullets([_bullet(pace) for pace in found.paces], axis_title=texts.TARGETS_AXIS)
            drawn = chart("targets", drawing, title)
        elif not found.lower:
            show(caption(texts.TARGETS_NONE.format(year=found.year)))
        if found.lower:
            show(div("fz-lines", *(_lower(snapshot, found, place) for place in range(len(found.lower)))))
        metric_actions(
            snapshot,
            "A04",
            split_into(found.district, ("metric_id",)),
            key="targets",
            note=texts.TARGETS_NOTE.format(
                source=DATASETS["targets"].label, day=day(found.district.end or moment.as_of)
            ),
            also=("A05",),
            drawn=drawn,
        )


def _bullet(pace: TargetPace) -> Bullet:
    metric = METRICS[pace.metric_id]
    words = texts.RATE_WORDS if pace.is_rate else texts.TARGET_WORDS
    return Bullet(
        metric.name,
        pace.share,
        _FULL if pace.is_rate else pace.share - pace.gap,
        (words if pace.status is Status.NORMAL else texts.TARGET_GAP).format(
            shape=f"{pace.status.shape} {pace.status.word}",
            actual=written(pace.metric_id, pace.actual),
            target=_target(pace),
            share=percent(pace.share),
            gap=f"{number(abs(round(pace.gap, 1)))} {PERCENTAGE_POINT}",
        ),
        _COLOURS.get(pace.status, BLUE),
    )


def _target(pace: TargetPace) -> str:
    unit = METRICS[pace.metric_id].unit
    target = written(pace.metric_id, Answer(pace.target, None, None, None, None))
    return target if unit == PERCENT else f"{target} {unit}"


def _lower(snapshot: Snapshot, found: Assessment, place: int) -> Markup:
    one = found.lower[place]
    metric = METRICS[one.metric_id]
    words = texts.LOWER_TARGET.format(
        name=metric.name,
        actual=figure(one.actual.value, metric.unit),
        target=figure(one.target, metric.unit),
    )
    link = number_link(snapshot, one.metric_id, found.district, words)
    return element("p", status_badge(one.status), " ", link)


def stages_panel(snapshot: Snapshot, moment: Moment, found: Assessment) -> None:
    """Show how many units have reached each of the three stages, and the score of the stage."""
    missing = [found.listed_units - units for units, _ in found.stages]
    place = max((place for place, begun in enumerate(found.begun) if begun), default=None)
    title, drawing = texts.STAGES_TITLE, None
    if place is not None and missing[place]:
        title = texts.STAGES_TITLE_FOUND.format(stage=texts.STAGES[place], missing=missing[place])
    if place is not None:
        drawing = horizontal_bars(
            texts.STAGES,
            [units for units, _ in found.stages],
            texts.STAGES_UNIT,
            axis_title=texts.STAGES_AXIS,
            notes=[
                texts.STAGES_NOTE.format(score=percent(score.value)) if units else texts.NOT_BEGUN
                for units, score in found.stages
            ],
        )
    chart_panel(
        snapshot,
        "stages",
        title,
        drawing,
        metric_id="A03",
        also=("A02",),
        selection=found.own,
        note=source_note(["A03", "A02"], moment),
        nothing=caption(texts.STAGES_NONE.format(year=found.year)),
    )


def duty_reports_panel(snapshot: Snapshot, moment: Moment, found: Assessment) -> None:
    """Show which share of the units reported on the rule of law (述法), year by year."""
    now = found.duty_reports[-1] if found.duty_reports else None
    title = texts.SHUFA_TITLE
    if now is not None:
        title = texts.SHUFA_TITLE_NONE.format(year=found.year)
        if now.value is not None:
            missing = int((now.denominator or 0) - (now.numerator or 0))
            words = texts.SHUFA_TITLE_FOUND if missing else texts.SHUFA_TITLE_FULL
            title = words.format(year=found.year, missing=missing)
    drawing = None
    if any(answer.value is not None for answer in found.duty_reports):
        drawing = horizontal_bars(
            [texts.YEAR.format(year=answer.period) for answer in found.duty_reports],
            [answer.value for answer in found.duty_reports],
            PERCENT,
            axis_title=texts.SHUFA_AXIS,
            notes=[
                ratio(answer.numerator, answer.denominator)
                if answer.value is not None
                else texts.NOT_REPORTED
                for answer in found.duty_reports
            ],
        )
    chart_panel(
        snapshot,
        "duty_reports",
        title,
        drawing,
        metric_id="A01",
        selection=split_into(found.own, ("unit",)),
        note=source_note(["A01"], moment),
        nothing=empty(),
    )


def governance_panel(snapshot: Snapshot, moment: Moment, found: Assessment) -> None:
    """Show topics at meetings and institution events: their numbers, then what they were."""
    rows: list[tuple[str, tuple[Child, ...]]] = [
        *((iso_day(one.start_on), _topic(snapshot, found, place)) for place, one in enumerate(found.topics)),
        *(
            (iso_day(one.happened_on), _institution(snapshot, found, place))
            for place, one in enumerate(found.institutions)
        ),
    ]
    rows.sort(key=lambda row: row[0], reverse=True)
    aside = None
    if len(rows) > _ROWS_SHOWN:
        aside = texts.GOVERNANCE_SHOWN.format(total=len(rows), shown=_ROWS_SHOWN)
    with card("governance", texts.GOVERNANCE_TITLE, aside):
        show(div("fz-facts", *(_fact(snapshot, found, name) for name in GOVERNANCE)))
        if rows:
            show(table(_TOPIC_COLUMNS, [row for _, row in rows[:_ROWS_SHOWN]], tall=True))
        else:
            show(caption(texts.GOVERNANCE_NONE))
        metric_actions(
            snapshot,
            "G03",
            found.district,
            key="governance",
            note=source_note(GOVERNANCE, moment),
            also=("G01", "G02", "G04"),
        )


def _fact(snapshot: Snapshot, found: Assessment, metric_id: str) -> Markup:
    metric, answer = METRICS[metric_id], found.governance[metric_id]
    unit = "" if metric.unit == PERCENT else f" {metric.unit}"
    parts = ratio(answer.numerator, answer.denominator) if metric.denominator is not None else None
    value = number_link(snapshot, metric_id, found.district, f"{written(metric_id, answer)}{unit}")
    return div(
        "fz-fact",
        span("fz-fact-name", metric.name),
        span("fz-fact-value", value, element("small", parts) if parts else None),
    )


def _topic(snapshot: Snapshot, found: Assessment, place: int) -> tuple[Child, ...]:
    one = found.topics[place]
    link = trace_link(snapshot, "G03", found.district, one.title, row=one.row_id)
    return (iso_day(one.start_on), link, one.category, one.unit or MISSING)


def _institution(snapshot: Snapshot, found: Assessment, place: int) -> tuple[Child, ...]:
    one = found.institutions[place]
    counted = "G02" if one.kind == texts.MEMBERSHIP else "G01"
    link = trace_link(snapshot, counted, found.district, one.title, row=one.row_id)
    is_counted = one.kind != texts.NOTICE
    return (iso_day(one.happened_on), link if is_counted else one.title, one.kind, one.document_no or MISSING)
