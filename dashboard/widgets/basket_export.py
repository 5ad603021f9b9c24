"""The head of a briefing made of the basket, and its export in four formats."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import streamlit as st

from dashboard.briefing.basket.making import Basket, basket_briefing, basket_record
from dashboard.briefing.content.masthead import masthead
from dashboard.briefing.editions import Edition
from dashboard.briefing.sets import Format, one_document
from dashboard.data.basket_rows import Row, exported
from dashboard.formatting import iso_day, listed
from dashboard.markup import div
from dashboard.periods import today
from dashboard.texts import basket as texts
from dashboard.texts import briefing as common
from dashboard.widgets.basket import Desk
from dashboard.widgets.basket_making import page_making
from dashboard.widgets.panels import card
from dashboard.widgets.safe import show
from dashboard.widgets.weekly_downloads import MIMES
from warehouse.baskets import LONGEST_NUMBER, LONGEST_TITLE, BasketHead, write_head
from warehouse.errors import FazhiError

_FORMATS = (Format.PPTX, Format.DOCX, Format.PDF, Format.HTML)
_UNSAFE = str.maketrans('\\/:*?"<>|', "_________")
_LONGEST_NAME = 60


def head_panel(desk: Desk, rows: Sequence[Row], head: BasketHead) -> None:
    """Show title, 期号 and 密级, and the formats to export."""
    with card("basket_head", texts.HEAD_TITLE):
        _fields(desk, head)
        broken = [row.title for row in rows if row.section is None]
        if broken:
            told = texts.EXPORT_BROKEN.format(count=len(broken), titles=listed(broken))
            show(div("fz-notice", told, role="status"))
        basket = exported(rows, head, desk.snapshot.id, today())
        if basket is None:
            show(div("fz-caption", texts.EXPORT_NONE))
            return
        snapshots = {one.item.snapshot: None for one in basket.items}
        if len(snapshots) > 1:
            sequence = int(basket.snapshot.partition("-")[0])
            told = texts.SEVERAL_SNAPSHOTS.format(count=len(snapshots), sequence=sequence)
            show(div("fz-notice", told, role="status"))
        _downloads(desk, basket)


def _fields(desk: Desk, head: BasketHead) -> None:
    fields = (
        ("title", texts.HEAD_NAME, common.BASKET_NAME, LONGEST_TITLE),
        ("number", texts.HEAD_NUMBER, texts.HEAD_NUMBER_HINT, LONGEST_NUMBER),
        ("secrecy", texts.HEAD_SECRECY, texts.HEAD_SECRECY_HINT, LONGEST_NUMBER),
    )
    for column, (name, label, hint, longest) in zip(st.columns([2, 1, 1]), fields, strict=True):
        key, kept = f"basket_head_{name}", getattr(head, name)
        if st.session_state.get(key) != kept:
            st.session_state[key] = kept

        def take(name: str = name, key: str = key) -> None:
            changed = replace(head, **{name: st.session_state[key] or ""})
            desk.do(lambda: write_head(desk.home, desk.owner, changed))

        with column:
            st.text_input(label, key=key, max_chars=longest, placeholder=hint, on_change=take)


def _downloads(desk: Desk, basket: Basket) -> None:
    try:
        # What would keep every format from being made is told before anything is asked for.
        masthead(desk.home, common.BASKET_NAME, basket.number, basket.issued_on)
    except FazhiError as fault:
        show(div("fz-notice fz-notice-bad", str(fault), role="alert"))
        return
    name = texts.FILE_NAME.format(
        title=(basket.title or common.BASKET_NAME).translate(_UNSAFE)[:_LONGEST_NAME],
        day=iso_day(basket.issued_on),
    )
    with st.container(key="basket_formats", horizontal=True, vertical_alignment="center"):
        for kind in _FORMATS:
            st.download_button(
                texts.EXPORT_FORMATS[kind],
                partial(_made, desk, basket, kind, name),
                file_name=f"{name}.{kind}",
                mime=MIMES[kind],
                key=f"basket_export_{kind}",
                on_click="ignore",
                icon=":material/download:",
            )
        show(div("fz-caption", texts.EXPORT_HINT))


def _made(desk: Desk, basket: Basket, kind: Format, name: str) -> bytes:
    briefing = basket_briefing(desk.home, basket, page_making(desk.home, desk.snapshot))
    return one_document(Edition(briefing, basket_record(basket), name), kind)
