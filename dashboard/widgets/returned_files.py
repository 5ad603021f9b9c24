"""退回件: what goes back to each sender, to download."""

from __future__ import annotations

from functools import partial
from pathlib import PurePosixPath

import streamlit as st

from dashboard.data.returned_files import ReturnedFile, ReturnedFiles, returned_bytes
from dashboard.formatting import clock, number
from dashboard.markup import Markup, div, element, span
from dashboard.texts import common
from dashboard.texts import quality as texts
from dashboard.widgets.panels import card
from dashboard.widgets.parts import caption
from dashboard.widgets.safe import show
from warehouse.home import Home

_WORKBOOK_TYPE = "application/octet-stream"
_MESSAGE_TYPE = "text/plain"


def returns_panel(home: Home, found: ReturnedFiles, unit: str | None) -> None:
    """Show the files that go back, each with its marked workbook and the message to its sender."""
    if found.open:
        title = texts.RETURNS_TITLE.format(count=number(found.total), open=number(found.open))
    elif found.total:
        title = texts.RETURNS_TITLE_DONE.format(count=number(found.total))
    else:
        title = texts.RETURNS_TITLE_NONE
    with card("returns", title):
        if not found.files:
            text = common.FILTERED_EMPTY.format(conditions=unit) if unit else texts.RETURNS_NONE
            show(div("fz-text", text))
            return
        show(caption(texts.RETURNS_NOTE))
        for place, one in enumerate(found.files):
            _row(home, one, place)
        if found.total > len(found.files):
            more = texts.RETURNS_SHOWN.format(total=number(found.total), shown=number(len(found.files)))
            show(caption(more))


def _row(home: Home, one: ReturnedFile, place: int) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key=f"row_return_{place}"):
        with st.container():
            show(_facts(one))
        for name, label, kind in (
            (one.workbook, texts.RETURN_WORKBOOK, _WORKBOOK_TYPE),
            (one.message, texts.RETURN_MESSAGE, _MESSAGE_TYPE),
        ):
            if name is not None:
                st.download_button(
                    label,
                    # Read, and its place looked at again, when it is asked for.
                    partial(returned_bytes, home, name),
                    file_name=PurePosixPath(name).name,
                    mime=kind,
                    key=f"return_{place}_{kind}",
                    on_click="ignore",
                    type="tertiary",
                )


def _facts(one: ReturnedFile) -> Markup:
    state, look = (texts.RETURN_MENDED, "normal") if one.is_mended else (texts.RETURN_OPEN, "warning")
    return div(
        "fz-return",
        div("", span(f"fz-status fz-status-{look}", state), element("strong", one.file)),
        element(
            "small",
            texts.RETURN_FACTS.format(
                unit=one.unit,
                handling=one.handling,
                must=number(one.must),
                check=number(one.check),
                loaded=number(one.loaded),
                kept=number(one.kept_out),
                at=clock(one.started_at),
            ),
        ),
    )
