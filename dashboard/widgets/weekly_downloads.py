"""周报材料: the finished documents of a week, the kept ones where it is frozen, else made when asked for."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import streamlit as st

from dashboard.briefing.editions import weekly_edition
from dashboard.briefing.sets import Format, one_document
from dashboard.markup import div
from dashboard.periods import Week
from dashboard.texts import weekly_downloads as texts
from dashboard.widgets.safe import guarded, show
from warehouse.errors import FazhiError
from warehouse.home import Home
from warehouse.keeping.briefings import kept_files
from warehouse.snapshots import Snapshot

_DOCUMENTS = (Format.PPTX, Format.DOCX, Format.PDF, Format.HTML)
MIMES = {
    Format.PPTX: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    Format.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Format.PDF: "application/pdf",
    Format.HTML: "text/html",
}


def downloads_of_week(snapshot: Snapshot, week: Week, label: str | None) -> None:
    """Show the button that opens the downloads. label: of the frozen week that is looked at."""
    if st.button(texts.BUTTON, key="weekly_downloads", type="tertiary"):
        # Guarded on its own: a click in it redraws it alone, outside the boundary of the page.
        st.dialog(texts.TITLE.format(week=week.name))(guarded(partial(_offer, snapshot, week, label)))()


def _offer(snapshot: Snapshot, week: Week, label: str | None) -> None:
    home = Home.find()
    kept, problem = _kept(home, label)
    for kind in _DOCUMENTS:
        found = next((path for path in kept if path.suffix == f".{kind}"), None)
        make = partial(_made, home, week, label or snapshot.id, kind) if found is None else found.read_bytes
        name = texts.FILE.format(week=week.id, kind=kind) if found is None else found.name
        _button(texts.KINDS[kind], make, name, MIMES[kind], f"weekly_{kind}")
    pictures = [path for path in kept if path.suffix in (".png", ".svg")]
    if pictures:
        name = texts.PICTURES_FILE.format(week=week.id)
        _button(texts.PICTURES, partial(_zipped, pictures), name, "application/zip", "weekly_pictures")
    show(div("fz-caption", problem or (texts.KEPT if kept else texts.MADE_NOW)))


def _kept(home: Home, label: str | None) -> tuple[list[Path], str]:
    """Return the files kept with a frozen week, and what is wrong with them."""
    try:
        return (kept_files(home, label), "") if label is not None else ([], "")
    except FazhiError as fault:
        return [], str(fault)


def _button(label: str, make: Callable[[], bytes], name: str, mime: str, key: str) -> None:
    st.download_button(label, make, file_name=name, mime=mime, key=key, on_click="ignore", width="stretch")


def _made(home: Home, week: Week, which: str, kind: Format) -> bytes:
    return one_document(weekly_edition(home, week, which), kind)


def _zipped(pictures: Sequence[Path]) -> bytes:
    """Return the pictures in one archive; they are compressed already."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for path in pictures:
            archive.write(path, path.name)
    return target.getvalue()
