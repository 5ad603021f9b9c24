"""本周概览: what needs a decision, and the numbers behind it, on one screen."""

from __future__ import annotations

import streamlit as st

from dashboard.data.decisions import DAYS_BEFORE_LIMIT
from dashboard.data.weekly import WeeklyReview, weekly_review
from dashboard.session import read
from dashboard.texts import weekly as texts
from dashboard.widgets import kpi, review
from dashboard.widgets.filters import show_notices
from dashboard.widgets.head import begin_page
from dashboard.widgets.panels import card, text_panel


def show() -> None:
    """Draw the page."""
    snapshot, moment = begin_page(texts.TITLE)
    show_notices()
    found: WeeklyReview = read(weekly_review, snapshot, moment)
    left, right = st.columns([1.35, 1])
    with left, card("decisions", texts.DECISIONS, texts.DECISIONS_ASIDE):
        review.show_decisions(snapshot, found.decisions)
    with right:
        text_panel(
            "due",
            texts.DUE,
            review.due_list(snapshot, moment.as_of, found.due, found.due_total),
            aside=texts.DUE_ASIDE.format(days=DAYS_BEFORE_LIMIT),
        )
        text_panel(
            "summary",
            texts.SUMMARY,
            review.summary_text(snapshot, found),
            aside=texts.SUMMARY_ASIDE,
            numbers=(snapshot, [card.metric_id for card in found.cards]),
        )
        text_panel(
            "reporting",
            texts.REPORTING,
            review.reporting_text(snapshot, found.reporting),
            aside=review.reporting_aside(found.reporting),
        )
    st.fragment(kpi.show_cards)(snapshot, list(found.cards))
