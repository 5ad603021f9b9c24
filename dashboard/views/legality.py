"""合法性审查."""

from __future__ import annotations

from dashboard.texts import pages
from dashboard.widgets.filters import show_notices
from dashboard.widgets.head import begin_page
from dashboard.widgets.safe import empty
from dashboard.widgets.safe import show as put


def show() -> None:
    """Draw the page."""
    begin_page(pages.LEGALITY)
    show_notices()
    put(empty())
