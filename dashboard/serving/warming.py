"""What is made ready while nobody waits: queries compiled, and imports no longer looked at as garbage."""

from __future__ import annotations

import asyncio
import gc
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from threading import Thread

from streamlit.starlette import App

from dashboard.data.weekly import weekly_review
from dashboard.periods import Moment, Week
from dashboard.serving.drawing import end_drawing
from dashboard.session import shared_snapshot
from warehouse.errors import FazhiError
from warehouse.home import Home
from warehouse.snapshots import current_id

_log = logging.getLogger("fazhi.dashboard")


@asynccontextmanager
async def warmed(_: App) -> AsyncIterator[None]:
    """Begin to make ready as the server starts, for which no reader waits; end its browser as it stops."""
    Thread(target=make_ready, name="make-ready", daemon=True).start()
    try:
        yield
    finally:
        await asyncio.to_thread(end_drawing)


def make_ready() -> None:
    """Ask the current snapshot what the first page will ask, then set what has been made apart for good."""
    try:
        home = Home.find()
        current = current_id(home)
        if current is not None:
            # The one that the first reader gets: what it remembers of itself is there then.
            snapshot = shared_snapshot(home, current)
            cutoff = snapshot.info.data_cutoff or snapshot.info.created_at.date()
            weekly_review(snapshot, Moment.of(Week.containing(cutoff), cutoff))
    except FazhiError as fault:
        # The pages say so themselves, with what to do.
        _log.info("not made ready: %s", fault)
    # Modules and compiled queries stay as long as the process: collections need not look at them again.
    gc.collect()
    gc.freeze()
