"""The lists of 一村一档: activities, stewards, venues, honours."""

from __future__ import annotations

from dataclasses import replace

from dashboard.data.village_file import VillageFile
from dashboard.formatting import MISSING, iso_day, number
from dashboard.periods import Moment
from dashboard.texts import creation as creation_texts
from dashboard.texts import village_file as texts
from dashboard.widgets.actions import metric_actions
from dashboard.widgets.creation_paths import written_day
from dashboard.widgets.file_links import unit_link
from dashboard.widgets.honours import honours_table
from dashboard.widgets.lineage_links import number_link, trace_link
from dashboard.widgets.notes import source_note
from dashboard.widgets.panels import card
from dashboard.widgets.parts import TableColumn, caption, table
from dashboard.widgets.safe import show
from warehouse.metrics.selection import Selection
from warehouse.snapshots import Snapshot

_ACTIVITIES_SHOWN = 20


def _columns(headers: tuple[str, ...], *kinds: str) -> tuple[TableColumn, ...]:
    return tuple(TableColumn(header, kind) for header, kind in zip(headers, kinds, strict=True))


_ACTIVITIES = _columns(texts.ACTIVITIES_COLUMNS, "nowrap", "middle", "nowrap", "nowrap", "number")
_STEWARDS = _columns(texts.STEWARDS_COLUMNS, "nowrap", "number", "number", "number")
_VENUES = _columns(texts.VENUES_COLUMNS, "text", "nowrap", "nowrap", "nowrap", "nowrap")


def activities_panel(snapshot: Snapshot, moment: Moment, found: VillageFile) -> None:
    """Show the activities in the village with their audience, the latest first."""
    total = len(found.events)
    title = texts.ACTIVITIES_TITLE.format(total=number(total)) if total else texts.ACTIVITIES_TITLE_NONE
    shown = found.events[:_ACTIVITIES_SHOWN]
    aside = texts.SHOWN.format(total=number(total), shown=len(shown)) if total > len(shown) else None
    with card("village_activities", title, aside):
        if shown:
            rows = [
                (
                    iso_day(one.start_on),
                    trace_link(snapshot, "P01", found.until_now, one.title, row=one.row_id),
                    one.form or MISSING,
                    unit_link(one.unit) if one.unit else MISSING,
                    number(one.audience),
                )
                for one in shown
            ]
            show(table(_ACTIVITIES, rows, tall=True))
        metric_actions(
            snapshot,
            "P01",
            found.until_now,
            key="village_activities",
            note=source_note(["P01", "P02"], moment),
            also=("P02",),
        )


def stewards_panel(snapshot: Snapshot, moment: Moment, found: VillageFile) -> None:
    """Show how many stewards are in post by role, against the norm; nobody is named."""
    count = int(found.own.numbers["R01"].value or 0)
    title = texts.STEWARDS_TITLE_PLAIN.format(count=count)
    if found.norm is not None:
        short = found.norm - count
        words = texts.STEWARDS_TITLE_SHORT if short > 0 else texts.STEWARDS_TITLE
        title = words.format(count=count, short=short)
    with card("village_stewards", title):
        if found.roles:
            rows = [
                (
                    one.role or texts.OTHER_ROLE,
                    number_link(snapshot, "R01", found.until_now, number(one.in_post), role=one.role)
                    if one.role
                    else number(one.in_post),
                    number(one.excellent),
                    number(one.failed),
                )
                for one in found.roles
            ]
            show(table(_STEWARDS, rows))
        else:
            show(caption(texts.NO_STEWARDS))
        note = texts.STEWARDS_NOTE.format(note=source_note(["R01"], moment))
        metric_actions(snapshot, "R01", found.until_now, key="village_stewards", note=note)


def venues_panel(snapshot: Snapshot, moment: Moment, found: VillageFile) -> None:
    """Show the venues of the village, those in use first."""
    in_use = sum(one.is_in_use for one in found.venues)
    with card("village_venues", texts.VENUES_TITLE.format(count=in_use)):
        if found.venues:
            rows = [
                (
                    trace_link(snapshot, "R08", found.until_now, one.name, row=one.row_id)
                    if one.is_in_use
                    else one.name,
                    one.kind,
                    one.level or MISSING,
                    iso_day(one.built_on),
                    texts.IN_USE if one.is_in_use else one.status or texts.OUT_OF_USE,
                )
                for one in found.venues
            ]
            show(table(_VENUES, rows))
        else:
            show(caption(texts.NO_VENUES))
        metric_actions(
            snapshot, "R08", found.until_now, key="village_venues", note=source_note(["R08"], moment)
        )


def honours_panel(snapshot: Snapshot, moment: Moment, found: VillageFile) -> None:
    """Show the honours of the village, whether each is held, and when it is due for re-examination."""
    held = sum(one.is_held for one in found.honours)
    overdue = sum(one.days_left < 0 for one in found.due)
    words = texts.HONOURS_TITLE_OVERDUE if overdue else texts.HONOURS_TITLE
    with card("village_honours", words.format(held=held, overdue=overdue)):
        if found.honours:
            show(honours_table(snapshot, found.until_now, found.honours, found.due))
        last = found.history[-1] if found.history else None
        if last is None:
            show(caption(texts.NO_HONOURS))
        else:
            told = texts.IN_PROGRESS.format(
                day=written_day(last.happened_on, last.precision),
                level=creation_texts.LEVEL_NAMES.get(last.level, last.level),
                event=last.event,
                category=last.category,
            )
            show(caption(told))
        metric_actions(
            snapshot,
            "C01",
            _asked(found),
            key="village_honours",
            note=source_note(["C01", "C06"], moment),
            also=("C06",),
        )


def _asked(found: VillageFile) -> Selection:
    """Return the village's own honours, or those of its township where it never had one."""
    if found.honours:
        return replace(found.until_now, where={"subject": (found.honours[0].subject,)})
    return replace(found.until_now, where={"township": (found.village.township,)})
