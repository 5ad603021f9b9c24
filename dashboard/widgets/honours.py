"""The honours of one subject: whether each is held, and when it is due for re-examination (复核)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dashboard.formatting import MISSING, iso_day, number
from dashboard.markup import Child, Markup, join
from dashboard.status import Status
from dashboard.texts import creation as texts
from dashboard.widgets.creation_paths import written_day
from dashboard.widgets.lineage_links import trace_link
from dashboard.widgets.parts import TableColumn, status_badge, table
from warehouse.metrics.selection import Selection
from warehouse.snapshots import Snapshot
from warehouse.watchlists.creation import Honour, Reexamination

_COLUMNS = tuple(
    TableColumn(header, kind)
    for header, kind in zip(texts.OWN_HONOURS_COLUMNS, ("middle", "nowrap", "nowrap", "text"), strict=True)
)


def honours_table(
    snapshot: Snapshot, until_now: Selection, honours: Sequence[Honour], due: Sequence[Reexamination]
) -> Markup:
    """Return the honours of a subject. due: its re-examinations overdue or due within a year."""

    def row(one: Honour) -> tuple[Child, ...]:
        asked = replace(until_now, start=None, where={"subject": (one.subject,)})
        name = f"{texts.LEVEL_NAMES.get(one.level, one.level)}{one.category}"
        state = texts.HONOUR_HELD
        if not one.is_held:
            state = texts.HONOUR_ENDED.format(day=iso_day(one.ended_on), event=one.ended_by or "")
        return (
            trace_link(snapshot, "C01", asked, name, row=one.row_id) if one.is_held else name,
            written_day(one.named_on, one.named_on_precision),
            state,
            _next(due, one) if one.is_held else MISSING,
        )

    return table(_COLUMNS, [row(one) for one in honours])


def _next(due: Sequence[Reexamination], one: Honour) -> Markup | str:
    """Return when the honour is due for re-examination: overdue, within a year, or later."""
    found = next((each for each in due if (each.category, each.level) == (one.category, one.level)), None)
    if found is None:
        return texts.NOT_WITHIN_A_YEAR
    is_over = found.days_left < 0
    words = texts.DAYS_OVER if is_over else texts.DAYS_LEFT
    badge = status_badge(
        Status.LAGGING if is_over else Status.WARNING, words.format(days=number(abs(found.days_left)))
    )
    return join(badge, " ", iso_day(found.due_on))
