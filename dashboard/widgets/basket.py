"""The list of the page 简报: each item with its preview, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import streamlit as st

from dashboard.briefing.basket.items import Form, Item, form_of, forms, written
from dashboard.briefing.content.model import Chart, Table
from dashboard.briefing.content.wording import definition_words
from dashboard.briefing.pictures.figures import figure_of
from dashboard.data.basket_rows import Row, has_own_numbers
from dashboard.formatting import day
from dashboard.markup import Markup, div, element, join, link, span
from dashboard.texts import basket as texts
from dashboard.texts import briefing as briefing_texts
from dashboard.texts import common, pages
from dashboard.widgets import parts
from dashboard.widgets.forms import open_form
from dashboard.widgets.panels import card, chart
from dashboard.widgets.safe import show, state
from warehouse.baskets import LONGEST_TITLE, MOST_ITEMS, move, remove, restore, retitle, rewrite
from warehouse.errors import FazhiError
from warehouse.home import Home
from warehouse.snapshots import Snapshot

_SAID = "basket_said"
_HEIGHT = 300
_STARTS = (
    ("weekly", pages.WEEKLY_REVIEW),
    ("legal-education", pages.LEGAL_EDUCATION),
    ("cases", pages.CASES),
    ("explore", pages.EXPLORE),
)


@dataclass(frozen=True)
class Desk:
    """Whose basket is worked on, and beside which snapshot."""

    home: Home
    owner: str
    snapshot: Snapshot

    def do(self, change: Callable[[], object], done: str = "") -> None:
        """Do what was asked, and remember to say how it went once the page is drawn anew."""
        try:
            change()
        except FazhiError as refused:
            st.session_state[_SAID] = str(refused)
        else:
            st.session_state[_SAID] = done


def say() -> None:
    """Say how the last change went."""
    said = st.session_state.pop(_SAID, "")
    if said:
        show(div("fz-notice", said, role="status"))


def empty_panel() -> None:
    """Show how items are collected, and where to begin."""
    with card("basket_empty", texts.EMPTY_TITLE):
        show(
            div("fz-text", texts.EMPTY_TEXT),
            div(
                "fz-caption fz-links",
                element("span", texts.EMPTY_LINKS),
                *(link(path, {}, name, class_="fz-link") for path, name in _STARTS),
            ),
        )


def list_bar(desk: Desk, rows: Sequence[Row], removed: int) -> None:
    """Show how many items there are, and what concerns all of them: undo, update, clear."""
    with st.container(key="basket_bar", horizontal=True, vertical_alignment="center"):
        if rows:
            counted = texts.ITEMS_ASIDE.format(count=len(rows), most=MOST_ITEMS)
            show(div("fz-heading", element("h2", texts.ITEMS_TITLE), element("small", counted)))
        if removed:
            st.button(
                texts.UNDO.format(count=removed),
                key="basket_undo",
                on_click=lambda: desk.do(lambda: restore(desk.home, desk.owner)),
            )
        others = [row for row in rows if row.is_other and row.item is not None]
        if len(others) > 1:
            st.button(
                texts.UPDATE_ALL.format(count=len(others)),
                key="basket_update_all",
                help=texts.UPDATE_HINT,
                on_click=lambda: desk.do(lambda: _update(desk, others), texts.UPDATED),
            )
        if rows and st.button(texts.CLEAR, key="basket_clear"):
            open_form(texts.CLEAR_TITLE, lambda: _clear_form(desk, len(rows)))


def _clear_form(desk: Desk, count: int) -> None:
    show(div("fz-text", texts.CLEAR_TEXT.format(count=count)))
    if st.button(
        texts.CLEAR_SURE,
        type="primary",
        key="basket_clear_sure",
        on_click=lambda: desk.do(lambda: remove(desk.home, desk.owner), texts.REMOVED.format(count=count)),
    ):
        st.rerun()


def item_card(desk: Desk, row: Row, last: int) -> None:
    """Show an item: on the left its title and what can be done, on the right what it will look like.

    last: the place of the last item.
    """
    with st.container(key=f"card_basket_{row.id}"):
        left, right = st.columns([1, 2.4])
        with left:
            show(_about(desk, row))
            _title(desk, row)
            if row.item is not None and row.section is not None:
                _form(desk, row, row.item)
            _moves(desk, row, last)
        with right:
            _preview(row)


def _about(desk: Desk, row: Row) -> Markup:
    item = row.item
    lines: list[Markup] = []
    if item is not None and item.page:
        lines.append(element("small", texts.ITEM_ABOUT.format(page=item.page)))
    if item is not None and item.seen:
        lines.append(element("small", texts.ITEM_SEEN.format(title=item.seen)))
    if row.is_other and item is not None and row.stamp is not None:
        told = texts.ITEM_OTHER.format(
            sequence=_sequence(item.snapshot),
            cutoff=day(row.stamp.cutoff),
            current=desk.snapshot.info.sequence,
        )
        lines.append(div("fz-basket-other", told))
    return div("fz-basket-about", span("fz-basket-place", str(row.place)), div("", *lines))


def _sequence(snapshot_id: str) -> str:
    number = snapshot_id.partition("-")[0]
    return str(int(number)) if number.isascii() and number.isdigit() else snapshot_id


def _title(desk: Desk, row: Row) -> None:
    key = f"basket_title_{row.id}"
    if st.session_state.get(key) != row.own_title:
        st.session_state[key] = row.own_title

    def take() -> None:
        typed = st.session_state[key] or ""
        desk.do(lambda: retitle(desk.home, desk.owner, row.id, typed))

    st.text_input(
        texts.TITLE_FIELD,
        key=key,
        max_chars=LONGEST_TITLE,
        placeholder=texts.TITLE_PLACEHOLDER.format(title=row.usual_title),
        on_change=take,
        label_visibility="collapsed",
    )
    if has_own_numbers(row):
        show(parts.caption(texts.OWN_NUMBERS))


def _form(desk: Desk, row: Row, item: Item) -> None:
    known = [one.value for one in forms(item)]
    if len(known) < 2:
        return
    key, used = f"basket_form_{row.id}", form_of(item).value
    if st.session_state.get(key) != used:
        st.session_state[key] = used

    def take() -> None:
        changed = written(replace(item, form=Form(st.session_state[key])))
        desk.do(lambda: rewrite(desk.home, desk.owner, row.id, changed))

    st.selectbox(
        texts.FORM_FIELD,
        known,
        key=key,
        format_func=lambda value: texts.FORMS[value],
        on_change=take,
        placeholder=common.CHOOSE_PLACEHOLDER,
    )


def _moves(desk: Desk, row: Row, last: int) -> None:
    home, owner = desk.home, desk.owner
    with st.container(key=f"actions_basket_{row.id}", horizontal=True):
        for up, label in ((True, texts.MOVE_UP), (False, texts.MOVE_DOWN)):
            st.button(
                label,
                key=f"basket_{'up' if up else 'down'}_{row.id}",
                type="tertiary",
                disabled=row.place == (1 if up else last),
                on_click=lambda up=up: desk.do(lambda: move(home, owner, row.id, up=up)),
            )
        st.button(
            texts.REMOVE,
            key=f"basket_remove_{row.id}",
            type="tertiary",
            on_click=lambda: desk.do(lambda: remove(home, owner, row.id), texts.REMOVED.format(count=1)),
        )
        if row.is_other and row.item is not None:
            st.button(
                texts.UPDATE,
                key=f"basket_update_{row.id}",
                type="tertiary",
                help=texts.UPDATE_HINT,
                on_click=lambda: desk.do(lambda: _update(desk, [row]), texts.UPDATED),
            )


def _update(desk: Desk, rows: Sequence[Row]) -> None:
    for row in rows:
        if row.item is not None:
            moved = replace(row.item, snapshot=desk.snapshot.id)
            rewrite(desk.home, desk.owner, row.id, written(moved))


def _preview(row: Row) -> None:
    if row.section is None:
        show(state(texts.ITEM_BROKEN, row.problem))
        return
    section = row.section
    show(
        div("fz-heading", element("h2", row.title)),
        div("fz-text", section.message.text),
        *(div("fz-text fz-basket-more", one.text) for one in section.paragraphs),
    )
    for place, drawn in enumerate(section.charts):
        unit = briefing_texts.UNIT.format(unit=drawn.unit)
        name = drawn.series[0].name if place else ""
        show(parts.caption(f"{name}　{unit}" if name else unit))
        _chart(f"basket_{row.id}_{place}", drawn)
        show(parts.caption(definition_words(drawn)))
    for one in section.tables:
        show(parts.caption(one.title) if one.title != section.title else None, _table(one))


def _chart(key: str, drawn: Chart) -> None:
    figure = figure_of(drawn)
    if (figure.layout.height or 0) < _HEIGHT:
        figure.update_layout(height=_HEIGHT)
    chart(key, figure, drawn.title)


def _table(found: Table) -> Markup:
    columns = [
        parts.TableColumn(header, "number" if place in found.numeric else "nowrap")
        for place, header in enumerate(found.headers)
    ]
    return join(parts.table(columns, found.rows, tall=True))
