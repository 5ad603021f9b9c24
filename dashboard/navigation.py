"""The pages and their order in the navigation."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from dashboard.texts import common, pages
from dashboard.views import creation, data_quality, enforcement, legal_education, lineage, weekly_review
from dashboard.widgets.safe import guarded

HERE = Path(__file__).parent


def run() -> None:
    """Set the page up and run the one chosen."""
    st.set_page_config(page_title=common.PRODUCT, page_icon=str(HERE / "icon.svg"), layout="wide")
    st.html(HERE / "style.css")
    st.logo(str(HERE / "logo.svg"), size="large", icon_image=str(HERE / "icon.svg"))
    chosen = st.navigation(
        {
            "": [
                st.Page(
                    guarded(weekly_review.show), title=pages.WEEKLY_REVIEW, url_path="weekly", default=True
                )
            ],
            pages.SUBJECTS: [
                st.Page(
                    guarded(legal_education.show), title=pages.LEGAL_EDUCATION, url_path="legal-education"
                ),
                st.Page(guarded(creation.show), title=pages.CREATION, url_path="creation"),
                st.Page(guarded(enforcement.show), title=pages.ENFORCEMENT, url_path="enforcement"),
            ],
            pages.DATA: [
                st.Page(guarded(data_quality.show), title=pages.DATA_QUALITY, url_path="data-quality"),
                st.Page(guarded(lineage.show), title=pages.LINEAGE, url_path="lineage"),
            ],
        },
        expanded=True,
    )
    chosen.run()
