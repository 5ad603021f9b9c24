"""The verdict where it matters: beside the numbers that a warning touches, and at the head of a page."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard.data.latest_run import BlockedRun
from dashboard.data.verdict import Hint, hints_by_metric
from dashboard.formatting import clock, full_day, number
from dashboard.markup import Markup, div, element, span
from dashboard.session import read
from dashboard.texts import verdict as texts
from dashboard.widgets.safe import show
from warehouse.snapshots import Snapshot, SnapshotInfo

_REASONS_SHOWN = 3


def show_hints(snapshot: Snapshot, metric_ids: Sequence[str], *, key: str) -> None:
    """Show the mark 核验提示 where a warning touches one of the metrics; a click tells its sentences."""
    hints = hints_of(snapshot, metric_ids)
    if not hints:
        return
    with st.popover(texts.MARK.format(count=number(len(hints))), type="tertiary", key=f"hints_{key}"):
        show(hints_markup(hints))


def show_hints_line(snapshot: Snapshot, metric_ids: Sequence[str], *, key: str) -> None:
    """Show the mark on a line of its own, under a table or a text; nothing where nothing warns."""
    if hints_of(snapshot, metric_ids):
        with st.container(horizontal=True, key=f"actions_{key}", horizontal_alignment="right"):
            show_hints(snapshot, metric_ids, key=key)


def hints_of(snapshot: Snapshot, metric_ids: Sequence[str]) -> list[Hint]:
    """Return what warns of any of the metrics, each warning once; one look per page at the snapshot."""
    by_metric = read(hints_by_metric, snapshot)
    return list(dict.fromkeys(hint for metric_id in metric_ids for hint in by_metric.get(metric_id, ())))


def hints_markup(hints: Sequence[Hint]) -> Markup:
    """Return what the warnings say, as a short list."""
    return div(
        "fz-hints",
        element("strong", texts.MARK_TITLE),
        element("ol", *(_hint(hint) for hint in hints)),
        div("fz-caption", texts.MARK_NOTE),
    )


def _hint(hint: Hint) -> Markup:
    counted = texts.HINT_COUNT.format(unexpected=number(hint.unexpected), owner=hint.owner)
    return element(
        "li",
        element("span", hint.sentence),
        element("small", texts.HINT_EXAMPLES.format(examples="；".join(hint.examples)))
        if hint.examples
        else None,
        element("small", counted if hint.error is None else texts.HINT_ERROR.format(error=hint.error)),
    )


def blocked_notice(blocked: BlockedRun, info: SnapshotInfo) -> Markup:
    """Return that the latest load was not published, why, and what is shown instead since when."""
    words = texts.BLOCKED if blocked.critical else texts.NOT_PUBLISHED
    why = "；".join(blocked.reasons[:_REASONS_SHOWN])
    if len(blocked.reasons) > _REASONS_SHOWN:
        why = texts.AND_MORE.format(reasons=why, count=number(len(blocked.reasons)))
    return div(
        "fz-notice fz-notice-bad",
        element("strong", words.format(at=clock(blocked.started_at), critical=number(blocked.critical))),
        span("", texts.WHY.format(reasons=why)) if why else None,
        span(
            "",
            texts.SHOWN_INSTEAD.format(
                sequence=info.sequence, at=clock(info.created_at), day=full_day(info.data_cutoff)
            ),
        ),
        role="status",
    )


def older_notice(info: SnapshotInfo, labels: Sequence[str], *, is_asked: bool) -> Markup:
    """Return that the page shows older data, and which."""
    words = texts.ASKED_SNAPSHOT if is_asked else texts.OLDER_SNAPSHOT
    named = f"#{info.sequence}" + (f"（{'、'.join(labels)}）" if labels else "")
    told = words.format(snapshot=named, day=full_day(info.data_cutoff))
    return div("fz-notice fz-notice-older", told, role="status")
