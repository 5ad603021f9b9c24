"""图片: the dialog that shows a chart in its frame, to be downloaded or copied.

The server's Chromium draws it when the dialog asks; where there is none the reader's own browser does, with
the same script and the same frame.
"""

from __future__ import annotations

import base64
import html
import json
import re
from collections.abc import Sequence

import plotly.graph_objects as go
import streamlit as st
from plotly.utils import PlotlyJSONEncoder

from dashboard.appearance import Appearance, Mode, chosen_colours
from dashboard.briefing.content.caption import Caption, caption_of, stamp_of
from dashboard.briefing.pictures.framed import Framed, Shape, framed
from dashboard.briefing.pictures.renderer import NoPicture
from dashboard.briefing.pictures.scripts import SERVED
from dashboard.markup import div
from dashboard.periods import Week
from dashboard.serving.drawing import renderer
from dashboard.texts import pictures as texts
from dashboard.widgets.frozen import frozen_label
from dashboard.widgets.safe import guarded, show
from warehouse.home import Home
from warehouse.metrics.catalogue import METRICS
from warehouse.metrics.selection import Selection
from warehouse.snapshots import Snapshot

# Their axes have no title, and their values are those of the metric.
_WITHOUT_AXES = frozenset(("heatmap", "sankey"))
_UNSAFE = re.compile(r'[\s\\/:*?"<>|\x00-\x1f]+')


def open_picture(
    snapshot: Snapshot, title: str, figure: go.Figure, metric_ids: Sequence[str], selection: Selection
) -> None:
    """Open the dialog of a chart. figure: in the light look."""

    def body() -> None:
        chosen = st.segmented_control(
            texts.SHAPE,
            list(Shape),
            default=Shape.WIDE,
            format_func=lambda shape: texts.SHAPES[shape.name],
            key="picture_shape",
            label_visibility="collapsed",
        )
        shape = chosen or Shape.WIDE
        label = frozen_label()
        stamp = stamp_of(snapshot, label, selection.end)
        if metric_ids:
            caption = caption_of(snapshot, title, metric_ids, unit_of(figure, metric_ids), stamp)
        else:
            caption = Caption(title, "", "", texts.LOADS, stamp)
        about = METRICS[metric_ids[0]].name if metric_ids else title
        name = file_name(about, Week.containing(stamp.cutoff), snapshot.id, shape)
        _show_picture(_light(figure), caption, shape, name)

    # Guarded on its own: a click redraws a fragment, outside the boundary of the page.
    st.dialog(texts.PICTURE_TITLE, width="large")(guarded(body))()


def unit_of(figure: go.Figure, metric_ids: Sequence[str]) -> str:
    """Return the unit that a chart's axes name; "" where they name none of its metrics', or several."""
    layout = figure.to_dict().get("layout", {})
    titles = [
        str((part.get("title") or {}).get("text") or "")
        for name, part in layout.items()
        if name.startswith(("xaxis", "yaxis"))
    ]
    units = dict.fromkeys(METRICS[metric_id].unit for metric_id in metric_ids)
    if len(units) == 1 and any(trace.type in _WITHOUT_AXES for trace in figure.data):
        return next(iter(units))
    named = [unit for unit in units if any(title == unit or f"（{unit}）" in title for title in titles)]
    return named[0] if len(named) == 1 else ""


def file_name(about: str, week: Week, snapshot_id: str, shape: Shape) -> str:
    """Return the name of a picture's file, without its ending: what it is about, week, snapshot."""
    parts = (about, week.id, snapshot_id, *([texts.SQUARE_NAME] if shape is Shape.SQUARE else []))
    return _UNSAFE.sub("_", "-".join(parts))


def _light(figure: go.Figure) -> go.Figure:
    """Return a figure in the light look, with the colours that the district chose."""
    return Appearance(Mode.LIGHT, chosen=chosen_colours(Home.find(), Mode.LIGHT)).figure(figure)


def _show_picture(figure: go.Figure, caption: Caption, shape: Shape, name: str) -> None:
    laid = framed(figure, caption, shape)
    try:
        with st.spinner(texts.DRAWING):
            found = renderer().picture(figure, caption, shape)
    except NoPicture as fault:
        _put(name, caption.title, for_reader(laid))
        show(div("fz-caption", texts.BY_BROWSER.format(reason=fault)))
    else:
        _put(name, caption.title, {"drawn": "", "svg": _data("image/svg+xml", found.svg)}, found.png)
    if laid.is_small:
        show(div("fz-caption", texts.SMALL))
    show(div("fz-caption", texts.PIXELS.format(width=2 * shape.width, height=2 * shape.height)))


def _put(name: str, title: str, attributes: dict[str, str], png: bytes | None = None) -> None:
    """Put the picture and its buttons on the page; scripts/framework.js does what they say.

    Only words of this program and encoded values stand in the markup as they are.
    """
    written = "".join(f' data-{key}="{html.escape(value)}"' for key, value in attributes.items())
    buttons = "".join(
        f'<button type="button" class="fz-shot-do" data-do="{do}" data-done="{done}" '
        f'data-failed="{texts.NOT_COPIED}">{words}</button>'
        for do, words, done in texts.BUTTONS
    )
    source = "" if png is None else f' src="{_data("image/png", png)}"'
    st.html(
        f'<div class="fz-shot" data-name="{html.escape(name)}"{written}>'
        f'<img class="fz-shot-picture" alt="{html.escape(title)}"{source}>'
        f'<div class="fz-shot-buttons">{buttons}</div></div>'
    )


def _data(kind: str, content: bytes) -> str:
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"


def for_reader(laid: Framed) -> dict[str, str]:
    """Return what a reader's browser needs to draw a picture itself."""
    written = json.dumps(laid.parts(), cls=PlotlyJSONEncoder)
    return {
        "parts": base64.b64encode(written.encode()).decode(),
        "scripts": " ".join(SERVED),
        "failed": texts.NOT_DRAWN_HERE,
    }
