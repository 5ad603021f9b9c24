"""Charts as pictures, drawn from figure and data in one Chromium that is started for them.

No running page is photographed and nothing is fetched. Where there is no Chromium, or it dies or hangs,
`NoBrowser` says so; where a machine has no Chinese font no picture is made rather than one of empty boxes.
"""

from __future__ import annotations

import base64
import hashlib
import json
import threading
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import plotly.graph_objects as go
from plotly.utils import PlotlyJSONEncoder

from dashboard.briefing.content.caption import Caption
from dashboard.briefing.pictures.chromium import BrowserGone, BrowserHangs, DrawingBrowser, found_browser
from dashboard.briefing.pictures.framed import Box, Shape, framed, laid_out
from dashboard.texts import pictures as texts
from warehouse.errors import FazhiError

__all__ = ["NoBrowser", "NoPicture", "Picture", "Renderer", "Shape"]

# A PNG has twice the pixels of its shape.
_SCALE = 2
_SECONDS = 30.0
_KEPT = 64
# One that died may be replaced once; a second one that dies at the same work is the machine's fault.
_MOST_FAILURES = 2


class NoPicture(FazhiError):
    """A chart cannot be made a picture."""


class NoBrowser(NoPicture):
    """There is no Chromium, or it does not work."""


@dataclass(frozen=True)
class Picture:
    """A chart in its frame, as PNG (twice the pixels of its shape) and as SVG."""

    png: bytes
    svg: bytes


class Renderer:
    """Makes pictures in one Chromium, for any number of threads, one picture at a time.

    As a context it begins to start the browser at once, while the caller does other work; without one it
    starts with the first picture. The latest pictures are kept.
    """

    def __init__(
        self, program: Path | None = None, seconds: float = _SECONDS, idle_seconds: float | None = None
    ) -> None:
        """program: the browser, where it is not the machine's own. seconds: the limit of one picture.

        idle_seconds: after which a browser that nobody asks is ended; by itself never.
        """
        self._idle_seconds = idle_seconds
        self._rest: threading.Timer | None = None
        self._program = program
        self._seconds = seconds
        self._browser: DrawingBrowser | None = None
        self._failures = 0
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, dict[str, Any]] = OrderedDict()

    def __enter__(self) -> Self:
        """Begin to start the browser; that there is none is said when a picture is asked for."""
        program = self._program or found_browser()
        with self._lock:
            if self._browser is None and program is not None:
                self._browser = DrawingBrowser(program, self._seconds)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the browser."""
        self.close()

    @property
    def browser(self) -> DrawingBrowser | None:
        """The browser that runs or starts."""
        return self._browser

    def close(self) -> None:
        """End the browser and forget the pictures. It may be used again."""
        with self._lock:
            if self._rest is not None:
                self._rest.cancel()
            self._end_browser()
            self._kept.clear()
            self._failures = 0

    def _end_browser(self) -> None:
        if self._browser is not None:
            self._browser.close()
        self._browser = None

    def _rest_later(self) -> None:
        if self._idle_seconds is None:
            return
        if self._rest is not None:
            self._rest.cancel()
        self._rest = threading.Timer(self._idle_seconds, self._end_idle)
        self._rest.daemon = True
        self._rest.start()

    def _end_idle(self) -> None:
        with self._lock:
            self._end_browser()

    def picture(self, figure: go.Figure, caption: Caption, shape: Shape = Shape.WIDE) -> Picture:
        """Return a figure in its frame. Raises NoBrowser or NoPicture."""
        made = self._made(framed(figure, caption, shape).parts(), _SCALE)
        return Picture(base64.b64decode(made["png"].partition(",")[2]), made["svg"].encode())

    def png(self, figure: go.Figure, caption: Caption, shape: Shape = Shape.WIDE) -> bytes:
        """Return a figure in its frame as PNG, 3840×2160 or 2160×2160. Raises NoBrowser or NoPicture."""
        return self.picture(figure, caption, shape).png

    def svg(self, figure: go.Figure, caption: Caption, shape: Shape = Shape.WIDE) -> bytes:
        """Return a figure in its frame as SVG. Raises NoBrowser or NoPicture."""
        return self.picture(figure, caption, shape).svg

    def drawing(self, figure: go.Figure, width: float, height: float) -> bytes:
        """Return a figure alone as SVG, for a document that says the words around it itself.

        width, height: pixels, of which letters take 12. Raises NoBrowser or NoPicture.
        """
        parts = laid_out(figure, Box(0, 0, width, height), times=1.0)
        svg: str = self._made(parts, 0)["svg"]
        return svg.encode()

    def _made(self, parts: Mapping[str, Any], scale: float) -> dict[str, Any]:
        written = json.dumps(parts, cls=PlotlyJSONEncoder)
        key = hashlib.sha256(f"{scale}{written}".encode()).hexdigest()
        with self._lock:
            if key not in self._kept:
                made = self._drawn(json.loads(written), scale)
                self._rest_later()
                if not made.get("isLegible", True):
                    raise NoPicture(texts.NO_FONT)
                self._kept[key] = made
                while len(self._kept) > _KEPT:
                    self._kept.popitem(last=False)
            self._kept.move_to_end(key)
            return self._kept[key]

    def _drawn(self, parts: Mapping[str, Any], scale: float) -> dict[str, Any]:
        while self._failures < _MOST_FAILURES:
            browser = self._running()
            try:
                made = browser.draw(parts, scale)
            except BrowserHangs as fault:
                self._failures += 1
                raise NoBrowser(texts.BROWSER_HANGS.format(seconds=f"{self._seconds:g}")) from fault
            except BrowserGone:
                self._failures += 1
            except Exception as fault:
                raise NoPicture(texts.NOT_DRAWN.format(reason=fault)) from fault
            else:
                self._failures = 0
                return made
        raise NoBrowser(texts.BROWSER_DIED)

    def _running(self) -> DrawingBrowser:
        if self._browser is not None and self._browser.is_alive:
            return self._browser
        if self._browser is not None:
            self._browser.close()
        program = self._program or found_browser()
        if program is None:
            raise NoBrowser(texts.NO_BROWSER)
        self._browser = DrawingBrowser(program, self._seconds)
        return self._browser
