"""Panels of 普法覆盖."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dashboard.charts.bars import horizontal_bars
from dashboard.charts.lines import progress as progress_chart
from dashboard.data.decisions import ATTAINED, SILENT_DAYS
from dashboard.data.legal_education import MONTHS, LegalEducation, TargetProgress
from dashboard.formatting import PERCENT, PERCENTAGE_POINT, day, figure, number, percent
from dashboard.markup import Markup, div, element, join
from dashboard.periods import Moment
from dashboard.texts import common
from dashboard.texts import subjects as texts
from dashboard.widgets.actions import metric_actions
from dashboard.widgets.lineage_links import number_link, split_into
from dashboard.widgets.notes import source_note
from dashboard.widgets.panels import card, chart_panel
from dashboard.widgets.safe import empty, show
from warehouse.metrics.catalogue import METRICS
from warehouse.metrics.selection import Grain, Selection
from warehouse.snapshots import Snapshot
from warehouse.watchlists.villages import VillageActivity

# Upper ends of the classes of days since the last activity.
_TILE_CLASSES = (30, 60, SILENT_DAYS)


def progress_panel(snapshot: Snapshot, moment: Moment, found: TargetProgress) -> None:
    """Show a metric's running total against its target and last year."""
    metric = METRICS[found.metric_id]
    drawing = None
    if any(value is not None for series in (found.this_year, found.last_year) for value in series.values):
        drawing = progress_chart(
            MONTHS,
            found.this_year,
            found.last_year,
            metric.unit,
            target=found.pace.target if found.pace else None,
            axis_title=texts.CUMULATIVE_AXIS.format(unit=metric.unit),
        )
    chart_panel(
        snapshot,
        f"progress_{found.metric_id}",
        _progress_title(found),
        drawing,
        metric_id=found.metric_id,
        selection=split_into(found.selection, grain=Grain.MONTH),
        note=source_note([found.metric_id], moment),
        nothing=empty(),
    )


def _progress_title(found: TargetProgress) -> str:
    name = METRICS[found.metric_id].name
    if found.pace is None:
        return texts.PROGRESS_QUESTION.format(name=name)
    if found.pace.share >= ATTAINED:
        return texts.PROGRESS_DONE.format(name=name)
    words = texts.PROGRESS_AHEAD if found.pace.gap >= 0 else texts.PROGRESS_BEHIND
    gap = f"{number(abs(round(found.pace.gap, 1)))} {PERCENTAGE_POINT}"
    return words.format(name=name, share=percent(found.pace.share), gap=gap)


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
    words = texts.TILES_TITLE if silent else texts.TILES_TITLE_NONE
    title = words.format(count=len(silent), days=SILENT_DAYS)
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
            "h4",
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
