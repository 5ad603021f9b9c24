"""The pages and their order in the navigation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from dashboard.texts import common, pages
from dashboard.views import (
    assessment,
    basket,
    cases,
    creation,
    data_quality,
    duties,
    enforcement,
    explore,
    legal_education,
    legality,
    lineage,
    metric_dictionary,
    people,
    reporting,
    unit_file,
    village_file,
    weekly_review,
)
from dashboard.widgets.modes import choose_mode, dress
from dashboard.widgets.safe import guarded

HERE = Path(__file__).parent


@dataclass(frozen=True)
class PageEntry:
    """A page: its name, its place in the address, and what draws it."""

    title: str
    path: str
    show: Callable[[], None]


# Group → its pages; the first of all is the one that opens.
PAGES: dict[str, tuple[PageEntry, ...]] = {
    "": (PageEntry(pages.WEEKLY_REVIEW, "weekly", weekly_review.show),),
    pages.SUBJECTS: (
        PageEntry(pages.LEGAL_EDUCATION, "legal-education", legal_education.show),
        PageEntry(pages.PEOPLE, "people", people.show),
        PageEntry(pages.DUTIES, "duties", duties.show),
        PageEntry(pages.CREATION, "creation", creation.show),
        PageEntry(pages.LEGALITY, "legality", legality.show),
        PageEntry(pages.CASES, "cases", cases.show),
        PageEntry(pages.ENFORCEMENT, "enforcement", enforcement.show),
        PageEntry(pages.ASSESSMENT, "assessment", assessment.show),
    ),
    pages.FILES: (
        PageEntry(pages.UNIT_FILE, "unit-file", unit_file.show),
        PageEntry(pages.VILLAGE_FILE, "village-file", village_file.show),
    ),
    pages.ANALYSIS: (
        PageEntry(pages.EXPLORE, "explore", explore.show),
        PageEntry(pages.METRICS, "metrics", metric_dictionary.show),
        PageEntry(pages.BASKET, "briefing", basket.show),
    ),
    pages.DATA: (
        PageEntry(pages.DATA_QUALITY, "data-quality", data_quality.show),
        PageEntry(pages.REPORTING, "reporting", reporting.show),
        PageEntry(pages.LINEAGE, "lineage", lineage.show),
    ),
}


def run() -> None:
    """Set the page up and run the one chosen."""
    st.set_page_config(page_title=common.PRODUCT, page_icon=str(HERE / "icon.svg"), layout="wide")
    dress()
    st.logo(str(HERE / "logo.svg"), size="large", icon_image=str(HERE / "icon.svg"))
    chosen = st.navigation(
        {
            group: [
                st.Page(
                    guarded(entry.show),
                    title=entry.title,
                    url_path=entry.path,
                    default=entry.show is weekly_review.show,
                )
                for entry in entries
            ]
            for group, entries in PAGES.items()
        },
        expanded=True,
    )
    choose_mode()
    chosen.run()
