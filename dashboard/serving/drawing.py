"""The one renderer of pictures of a server, for all its sessions; it ends with the server."""

from __future__ import annotations

import atexit
from functools import cache

from dashboard.briefing.pictures.renderer import Renderer

# A browser that nobody needs any more takes 200 MB.
_IDLE_SECONDS = 300.0


@cache
def renderer() -> Renderer:
    """Return the renderer, which starts its browser with the first picture."""
    found = Renderer(idle_seconds=_IDLE_SECONDS)
    # For what does not serve; a server that is told to stop comes to no exit of its own.
    atexit.register(found.close)
    return found


def end_drawing() -> None:
    """End the browser, where one runs."""
    if renderer.cache_info().currsize:
        renderer().close()
