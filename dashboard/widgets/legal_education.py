"""Panels of 普法覆盖."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import streamlit as st

from dashboard.charts.bars import horizontal_bars
from dashboard.charts.lines import Continuation
from dashboard.charts.lines import progress as progress_chart
from dashboard.data.control import ControlPanel
from dashboard.data.legal_education import MONTHS, JointEvents, LegalEducation, TargetProgress
from dashboard.data.matters import SILENT_DAYS
from dashboard.data.paces import ATTAINED
from dashboard.data.projection import YearEnd
from dashboard.formatting import PERCENT, PERCENTAGE_POINT, day, figure, iso_day, number, percent
from dashboard.markup import Child, Markup, div, element, join
from dashboard.periods import Moment
from dashboard.texts import common
from dashboard.texts import legal_education as words
from dashboard.texts import subjects as texts
from dashboard.widgets.actions import metric_actions
from dashboard.widgets.control import control_panel_card
from dashboard.widgets.lineage_links import number_link, split_into, trace_link
from dashboard.widgets.notes import source_note
from dashboard.widgets.panels import card, chart, chart_panel
from dashboard.widgets.parts import TableColumn, caption, table
from dashboard.widgets.safe import empty, show
from warehouse.decisions import JointDecision, joint_decisions, pair_of
from warehouse.home import Home
from warehouse.joint_pairs import FiledRow, JointPair, PairStatus
from warehouse.metrics.catalogue import METRICS
from warehouse.metrics.festivals import CONSTITUTION_DAY, constitution_day
from warehouse.metrics.projection import FEWEST_YEARS
from warehouse.metrics.selection import Grain, Selection
from warehouse.snapshots import Snapshot
from warehouse.watchlists.villages import VillageActivity

# Upper ends of the classes of days since the last activity.
_TILE_CLASSES = (30, 60, SILENT_DAYS)
JOINT_SHOWN = 8
_JOINT_COLUMNS = tuple(
    TableColumn(header, kind)
    for header, kind in zip(words.JOINT_COLUMNS, ("number", "text", "text", "nowrap", "nowrap"), strict=True)
)


def progress_panel(snapshot: Snapshot, moment: Moment, found: TargetProgress) -> None:
    """Show a metric's running total against its target and last year, and where it leads."""
    metric, title, key = METRICS[found.metric_id], _progress_title(found), f"progress_{found.metric_id}"
    with card(key, title):
        drawn = None
        if any(value is not None for series in (found.this_year, found.last_year) for value in series.values):
            show(div("fz-year-end", year_end_words(found)))
            drawing = progress_chart(
                MONTHS,
                found.this_year,
                found.last_year,
                metric.unit,
                target=found.pace.target if found.pace else None,
                axis_title=texts.CUMULATIVE_AXIS.format(unit=metric.unit),
                height=262,
                continued=_continuation(found.year_end),
            )
            drawn = chart(key, drawing, title)
        else:
            show(empty())
        metric_actions(
            snapshot,
            found.metric_id,
            split_into(found.selection, grain=Grain.MONTH),
            key=key,
            note=source_note([found.metric_id], moment),
            drawn=drawn,
        )


def _continuation(ahead: YearEnd | None) -> Continuation | None:
    if ahead is None:
        return None
    return Continuation(words.YEAR_END, ahead.first_month - 1, ahead.values, ahead.lows, ahead.highs)


def year_end_words(found: TargetProgress) -> str:
    """Return the projection as a sentence: by which pace, the interval, and what that says of the target."""
    if found.year_end is None:
        return words.NO_PROJECTION
    unit, ahead = METRICS[found.metric_id].unit, found.year_end.projection
    total = str(figure(round(ahead.total), unit))
    if ahead.low is None or ahead.high is None:
        told = words.BY_EVEN_PACE.format(years=FEWEST_YEARS, total=total)
    else:
        told = words.BY_EARLIER_YEARS.format(
            first=ahead.years[0],
            last=ahead.years[-1],
            total=total,
            range=words.RANGE.format(low=figure(round(ahead.low), ""), high=figure(round(ahead.high), "")),
        )
    until = found.selection.end
    if until is not None and until < constitution_day(until.year).day:
        told += words.PEAK_AHEAD.format(festival=CONSTITUTION_DAY)
    if found.pace is None:
        return told + words.NO_TARGET
    target = found.pace.target
    about = words.TARGET_OPEN
    if ahead.reached >= target:
        about = words.TARGET_DONE
    elif ahead.low is not None and ahead.low >= target:
        about = words.TARGET_SURE
    elif ahead.high is not None and ahead.high < target:
        about = words.TARGET_MISSED
    return told + about.format(target=figure(target, unit))


def _progress_title(found: TargetProgress) -> str:
    name = METRICS[found.metric_id].name
    if found.pace is None:
        return texts.PROGRESS_QUESTION.format(name=name)
    if found.pace.share >= ATTAINED:
        return texts.PROGRESS_DONE.format(name=name)
    pattern = texts.PROGRESS_AHEAD if found.pace.gap >= 0 else texts.PROGRESS_BEHIND
    gap = f"{number(abs(round(found.pace.gap, 1)))} {PERCENTAGE_POINT}"
    return pattern.format(name=name, share=percent(found.pace.share), gap=gap)


def settings_panel(snapshot: Snapshot, moment: Moment, found: LegalEducation) -> None:
    """Show the share of activities in each setting (七进)."""
    title, drawing = texts.SETTINGS_TITLE, None
    if found.settings:
        title = texts.SETTINGS_TITLE_LEAST.format(most=found.settings[0][0], least=found.settings[-1][0])
        drawing = horizontal_bars(
            [name for name, _ in found.settings],
            [answer.value for _, answer in found.settings],
            PERCENT,
            axis_title=texts.SETTINGS_AXIS,
            notes=[f"{number(answer.numerator)} 次" for _, answer in found.settings],
        )
    chart_panel(
        snapshot,
        "settings",
        title,
        drawing,
        metric_id="P07",
        selection=split_into(found.settings_selection, ("setting",)),
        note=source_note(["P07"], moment),
        nothing=empty(),
    )


def ranking_panel(snapshot: Snapshot, moment: Moment, found: LegalEducation) -> None:
    """Show who held how many sessions, with the audience beside."""
    title = (
        texts.RANKING_UNITS.format(count=len(found.ranking)) if found.is_by_unit else texts.RANKING_TOWNSHIPS
    )
    drawing = None
    if found.ranking:
        drawing = horizontal_bars(
            [row.name for row in found.ranking],
            [row.sessions for row in found.ranking],
            METRICS["P01"].unit,
            axis_title=texts.RANKING_AXIS,
            notes=[
                str(figure(row.audience.value, METRICS["P02"].unit, row.audience.qualifier))
                for row in found.ranking
            ],
        )
    chart_panel(
        snapshot,
        "ranking",
        title,
        drawing,
        metric_id="P01",
        also=("P02",),
        selection=split_into(found.ranking_selection, ("unit",) if found.is_by_unit else ("township",)),
        note=source_note(["P01", "P02"], moment),
        nothing=empty(),
    )


def village_panel(
    snapshot: Snapshot, moment: Moment, found: LegalEducation, township: str | None, unit: str | None
) -> None:
    """Show each village as a tile with the days since its last activity, by township."""
    rows = [row for group in found.townships.values() for row in group]
    silent = [row for row in rows if is_silent(row)]
    pattern = texts.TILES_TITLE if silent else texts.TILES_TITLE_NONE
    title = pattern.format(count=len(silent), days=SILENT_DAYS)
    conditions = "、".join(name for name in (township, unit) if name)
    with card("villages", title, texts.TILES_ASIDE.format(count=len(rows))):
        if rows:
            until_now = replace(found.settings_selection, start=None)
            tiles = (tile_group(snapshot, until_now, name, group) for name, group in found.townships.items())
            show(join(*tiles))
        else:
            show(empty(common.FILTERED_EMPTY.format(conditions=conditions)))
        metric_actions(
            snapshot,
            "P05",
            found.settings_selection,
            key="villages",
            note=texts.TILES_NOTE.format(day=day(moment.as_of)),
        )


def is_silent(row: VillageActivity) -> bool:
    """Whether a village has had no activity for too long."""
    return row.days_since is None or row.days_since > SILENT_DAYS


def tile_group(
    snapshot: Snapshot, until_now: Selection, township: str, rows: Sequence[VillageActivity]
) -> Markup:
    """Return the tiles of a township, the villages without activity for longest first."""
    active = sum(not is_silent(row) for row in rows)
    ordered = sorted(rows, key=lambda row: -(row.days_since if row.days_since is not None else 10**6))
    return div(
        "fz-tiles-group",
        element(
            "h3",
            township,
            element("small", texts.TILE_GROUP.format(days=SILENT_DAYS, active=active, every=len(rows))),
        ),
        div("fz-tiles", *(_tile(snapshot, until_now, row) for row in ordered)),
    )


def _tile(snapshot: Snapshot, until_now: Selection, row: VillageActivity) -> Markup:
    if row.days_since is None:
        return div("fz-tile fz-tile-4", element("span", row.village), element("span", texts.TILE_NEVER))
    days = row.days_since
    shade = next((place for place, end in enumerate(_TILE_CLASSES) if days <= end), len(_TILE_CLASSES))
    return div(
        f"fz-tile fz-tile-{shade}",
        element("span", row.village),
        number_link(
            snapshot,
            "P01",
            until_now,
            texts.TILE_DAYS.format(days=days),
            village=row.village,
        ),
    )


def control_panels_row(snapshot: Snapshot, moment: Moment, panels: Sequence[ControlPanel]) -> None:
    """Show the control charts side by side, or what stands in their place and why."""
    for column, panel in zip(st.columns(2), panels, strict=True):
        with column:
            told = words.TARGET_PER_PERIOD.replace("{grain}", words.GRAINS.get(panel.grain.value, ""))
            control_panel_card(snapshot, moment, panel, key=panel.metric_id, target_words=told)


def joint_panel(snapshot: Snapshot, moment: Moment, found: JointEvents, until: Selection) -> None:
    """Show the suspected joint events that wait for a decision, each row with a link to its original."""
    total = len(found.pending)
    shown = found.pending[:JOINT_SHOWN]
    title = words.JOINT_TITLE.format(count=total) if total else words.JOINT_TITLE_NONE
    aside = words.JOINT_SHOWN.format(total=total, shown=len(shown)) if total > len(shown) else None
    with card("joint", title, aside):
        if shown:
            decided = joint_decisions(Home.find())
            show(
                table(
                    _JOINT_COLUMNS, [joint_row(snapshot, until, pair, decided) for pair in shown], tall=True
                ),
                caption(words.JOINT_NOTE),
            )
        else:
            counts = words.JOINT_DECIDED.format(
                by_rule=found.decided.get(PairStatus.BY_RULE, 0),
                confirmed=found.decided.get(PairStatus.CONFIRMED, 0),
                rejected=found.decided.get(PairStatus.REJECTED, 0),
            )
            show(div("fz-text", words.JOINT_NONE.format(decided=counts)))
        metric_actions(snapshot, "P01", until, key="joint", note=source_note(["P01"], moment))


def joint_row(
    snapshot: Snapshot, until: Selection, pair: JointPair, decided: Mapping[tuple[str, str], JointDecision]
) -> tuple[Child, ...]:
    """Return one pair as cells of a table. decided: what people have decided since the snapshot was made."""

    def filed(row: FiledRow) -> Markup:
        return join(
            trace_link(snapshot, "P01", until, row.title, row=row.row_id),
            element("br"),
            element("small", row.unit),
        )

    is_decided = pair_of(pair.left.business_key, pair.right.business_key) in decided
    days = dict.fromkeys((iso_day(pair.left.start_on), iso_day(pair.right.start_on)))
    return (
        percent(100 * pair.score, 0),
        filed(pair.left),
        filed(pair.right),
        "、".join(days),
        words.JOINT_WAITING if is_decided else pair.kind.value,
    )
