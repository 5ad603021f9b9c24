"""Downloads of 趋势探索: the files are made when one is asked for."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from dashboard.data.definition import definition
from dashboard.data.explore import Explored
from dashboard.data.explore_address import PAGE
from dashboard.data.explore_export import export
from dashboard.exports import csv, parquet, xlsx
from dashboard.exports.table import Export
from dashboard.markup import div
from dashboard.session import PARAMETER, read
from dashboard.texts import explore as texts
from dashboard.widgets.safe import show
from warehouse.snapshots import Snapshot

_KINDS: tuple[tuple[str, str, str, Callable[[Export], bytes]], ...] = (
    ("xlsx", texts.XLSX, xlsx.MIME, xlsx.xlsx_file),
    ("csv", texts.CSV, csv.MIME, csv.csv_file),
    ("parquet", texts.PARQUET, parquet.MIME, parquet.parquet_file),
)


def downloads_button(snapshot: Snapshot, found: Explored) -> None:
    """Show the button that opens the downloads of what is shown."""
    definitions = tuple(read(definition, snapshot, metric_id) for metric_id in found.address.metrics)
    link = _link(snapshot, found)
    name = texts.DOWNLOAD_NAME.format(metrics="、".join(found.address.metrics), day=found.end.isoformat())

    def made(how: Callable[[Export], bytes]) -> bytes:
        return how(export(found, definitions, snapshot.info, snapshot.id, link))

    with st.popover(texts.DOWNLOAD, key="explore_download", icon=":material/download:"):
        for kind, label, mime, how in _KINDS:
            st.download_button(
                label,
                partial(made, how),
                file_name=f"{name}.{kind}",
                mime=mime,
                key=f"explore_download_{kind}",
                on_click="ignore",
                width="stretch",
            )
        show(div("fz-caption", texts.DOWNLOAD_HINT))


def _link(snapshot: Snapshot, found: Explored) -> str:
    """Return the address of what is shown, as of this snapshot."""
    here = (st.context.url or "").partition("?")[0]
    root = here if here.endswith(PAGE) else f"{here.rstrip('/')}/{PAGE}" if here else PAGE
    return f"{root}?{found.address.text()}&{PARAMETER}={snapshot.id}"
