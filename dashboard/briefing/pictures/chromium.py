"""A Chromium that draws charts: found, started, asked, and ended for certain.

Kaleido drives it, in an event loop and a thread of its own, so that no caller waits longer than its limit and
a Chromium that no longer answers is ended with all its processes.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import os
import shutil
import signal
import subprocess
import threading
from collections.abc import Coroutine, Mapping, MutableMapping, Sequence
from concurrent.futures import Future
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from choreographer.browsers import Chromium
from kaleido import Kaleido

from dashboard.briefing.pictures.scripts import SERVED

BROWSER_VARIABLE = "FAZHI_BROWSER"
_SECONDS_TO_CLOSE = 5.0
# What Kaleido calls; it hands over the figure and takes back text.
_CALLED = """
<script>
  window.kaleido_scopes = { plotly: async spec => {
    try {
      const made = await window.fazhiPicture(spec.data, spec.scale);
      return { code: 0, message: "", format: "json", result: JSON.stringify(made) };
    } catch (fault) {
      return { code: 525, message: String(fault), format: "json", result: null };
    }
  } };
</script></head><body></body></html>
"""

# What it says while it starts and ends is of no use to a reader; faults come as exceptions.
for _name in ("choreographer", "kaleido", "browser_proc"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)


def found_browser(environment: Mapping[str, str] = os.environ) -> Path | None:
    """Return the Chromium, Chrome or Edge of this machine: $FAZHI_BROWSER, else a usual one, else None."""
    chosen = environment.get(BROWSER_VARIABLE)
    if chosen:
        path = shutil.which(chosen, path=environment.get("PATH"))
        return Path(path) if path else None
    usual = Chromium.find_browser(skip_local=True)
    return Path(usual) if usual and Path(usual).is_file() else None


class _Offline(Chromium):
    """A Chromium that reaches no other machine, whatever a figure holds, and writes in one folder only."""

    def get_cli(self) -> Sequence[str]:
        """Return its command line."""
        return [
            *super().get_cli(),
            "--disable-background-networking",
            "--disable-component-extensions-with-background-pages",
            "--disable-extensions",
            "--host-resolver-rules=MAP * ~NOTFOUND",
            "--force-color-profile=srgb",
            "--hide-scrollbars",
            "--mute-audio",
        ]

    def get_env(self) -> MutableMapping[str, str]:
        """Return its environment."""
        return {**super().get_env(), "TMPDIR": str(self._tmp_dir_path)}


def _page() -> str:
    """Return the page that figures are drawn in: plotly.js of the package and our own script."""
    scripts = "".join(f'<script src="{path.as_uri()}" charset="utf-8"></script>' for path in SERVED.values())
    return f'<!DOCTYPE html><html><head><meta charset="utf-8">{scripts}{_CALLED}'


class BrowserGone(Exception):
    """The Chromium ended, or never began."""


class BrowserHangs(Exception):
    """The Chromium did not answer in time; it has been ended."""


class DrawingBrowser:
    """One Chromium, which begins to start at once. Not for several threads at a time."""

    def __init__(self, program: Path, seconds: float) -> None:
        self._seconds = seconds
        self._folder = TemporaryDirectory(prefix="fazhi-pictures-", ignore_cleanup_errors=True)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="pictures", daemon=True)
        self._thread.start()
        self._kaleido: Kaleido | None = None
        self._started: Future[None] | None = self._begin(self._start(program))

    @property
    def is_alive(self) -> bool:
        """Whether it starts or runs."""
        if self._started is None:
            return False
        process = self.process
        return not self._started.done() or (process is not None and process.poll() is None)

    @property
    def folder(self) -> str:
        """The folder of all its files, gone when it has ended."""
        return self._folder.name

    @property
    def process(self) -> subprocess.Popen[bytes] | None:
        """The first of its processes, which leads their group; None before it has been started."""
        return getattr(self._kaleido, "subprocess", None)

    def draw(self, parts: Mapping[str, Any], scale: float) -> dict[str, Any]:
        """Return what scripts/picture.js makes of a figure.

        Raises BrowserGone, BrowserHangs, or another exception where the figure cannot be drawn.
        """
        if self._started is None:
            raise BrowserGone
        try:
            self._started.result(self._seconds)
            answer = self._begin(self._draw(parts, scale)).result(self._seconds)
        except TimeoutError as fault:
            self.close(at_once=True)
            raise BrowserHangs from fault
        except Exception as fault:
            if self.is_alive:
                raise
            self.close(at_once=True)
            raise BrowserGone(str(fault)) from fault
        found: dict[str, Any] = json.loads(answer)
        return found

    def close(self, *, at_once: bool = False) -> None:
        """End it, by force where it does not end by itself; a closed one can be closed again."""
        if self._started is None:
            return
        is_ready = self._started.done() and self.is_alive
        self._started = None
        if is_ready and not at_once and self._kaleido is not None:
            with contextlib.suppress(Exception):
                self._begin(self._kaleido.close()).result(_SECONDS_TO_CLOSE)
        self._kill()
        with contextlib.suppress(Exception):
            self._begin(self._finish()).result(_SECONDS_TO_CLOSE)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(_SECONDS_TO_CLOSE)
        if not self._thread.is_alive():
            self._loop.close()
        self._folder.cleanup()

    async def _finish(self) -> None:
        """Let go of a process that has ended: its files, and whatever still waits for it."""
        if self._kaleido is not None:
            with contextlib.suppress(Exception):
                await self._kaleido.close()
        waiting = asyncio.all_tasks() - {asyncio.current_task()}
        for task in waiting:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)

    def _kill(self) -> None:
        process = self.process
        if process is None:
            return
        # It leads a group of its own, in which all its processes are.
        with contextlib.suppress(ProcessLookupError, PermissionError):
            if os.name == "posix":
                os.killpg(process.pid, signal.SIGKILL)
            else:
                process.kill()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(_SECONDS_TO_CLOSE)

    def _begin(self, work: Coroutine[Any, Any, Any]) -> Future[Any]:
        return asyncio.run_coroutine_threadsafe(work, self._loop)

    async def _start(self, program: Path) -> None:
        page = Path(self._folder.name) / "page.html"
        page.write_text(_page(), encoding="utf-8")
        self._kaleido = Kaleido(
            n=1,
            timeout=self._seconds,
            page_generator=page,
            path=program,
            browser_cls=_Offline,
            tmp_dir=self._folder.name,
        )
        await self._kaleido.open()

    async def _draw(self, parts: Mapping[str, Any], scale: float) -> bytes:
        assert self._kaleido is not None
        layout = parts["layout"]
        size = {"width": layout["width"], "height": layout["height"]}
        answer: bytes = await self._kaleido.calc_fig(dict(parts), {"format": "json", "scale": scale, **size})
        return answer
