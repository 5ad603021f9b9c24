"""简报: what was collected on the pages, in order, and the documents made of it."""

from __future__ import annotations

from dashboard.data.basket_rows import rows
from dashboard.texts import basket as texts
from dashboard.widgets import basket as parts
from dashboard.widgets.basket_button import owner
from dashboard.widgets.basket_export import head_panel
from dashboard.widgets.basket_making import page_making
from dashboard.widgets.filters import show_notices
from dashboard.widgets.head import begin_page
from warehouse.baskets import basket, basket_head, removed
from warehouse.home import Home


def show() -> None:
    """Draw the page."""
    snapshot, _ = begin_page(texts.TITLE, with_week=False)
    show_notices()
    home = Home.find()
    desk = parts.Desk(home, owner(home), snapshot)
    shown = rows(basket(home, desk.owner), snapshot.id, page_making(home, snapshot))
    parts.say()
    if shown:
        head_panel(desk, shown, basket_head(home, desk.owner))
    parts.list_bar(desk, shown, removed(home, desk.owner))
    if not shown:
        parts.empty_panel()
    for row in shown:
        parts.item_card(desk, row, len(shown))
