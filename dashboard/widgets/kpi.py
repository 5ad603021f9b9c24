"""The number card: name and status, value and sparkline, changes, progress, note, 口径 and 明细."""

from __future__ import annotations

import streamlit as st

from dashboard.charts.sparkline import sparkline
from dashboard.data.cards import Card, Progress
from dashboard.markup import Markup, div, element, join, picture, span
from dashboard.widgets.actions import metric_actions
from dashboard.widgets.modes import appearance
from dashboard.widgets.parts import status_badge
from dashboard.widgets.safe import show
from warehouse.snapshots import Snapshot

_FULL = 100.0


def card_markup(card: Card) -> Markup:
    """Return the body of a card."""
    drawing = sparkline(card.series)
    return join(
        div(
            "fz-kpi-top",
            span("fz-kpi-name", card.name),
            status_badge(card.status) if card.status else None,
        ),
        div(
            "fz-kpi-middle",
            div("fz-kpi-value", card.figure.digits, element("small", card.figure.unit)),
            picture(appearance().text(drawing), card.series_text, "fz-spark") if drawing else None,
        ),
        div("fz-kpi-changes", *(element("span", change) for change in card.changes)),
        bullet_bar(card.progress) if card.progress else None,
    )


def bullet_bar(progress: Progress) -> Markup:
    """Return progress towards a target, with a tick where the calendar stands."""
    done = min(max(progress.share, 0) * _FULL, _FULL)
    tick = None
    if progress.elapsed is not None:
        tick = div(
            "fz-bullet-tick", style=f"left:{min(progress.elapsed * _FULL, 99.6):.1f}%", title="序时进度"
        )
    return join(
        div("fz-bullet", div("fz-bullet-bar", style=f"width:{done:.1f}%"), tick),
        div("fz-bullet-ends", element("span", progress.done_text), element("span", progress.target_text)),
    )


def show_cards(snapshot: Snapshot, cards: list[Card], per_row: int = 4, *, is_short: bool = False) -> None:
    """Show cards in rows; a click on one redraws the cards alone. is_short: see `metric_actions`."""
    for first in range(0, len(cards), per_row):
        row = cards[first : first + per_row]
        for column, card in zip(st.columns(per_row), row, strict=False):
            with column, st.container(key=f"card_{card.metric_id}"):
                show(card_markup(card))
                metric_actions(
                    snapshot,
                    card.metric_id,
                    card.selection,
                    key=f"card_{card.metric_id}",
                    note=card.note,
                    is_short=is_short,
                )
