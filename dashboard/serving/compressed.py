"""Streamlit's scripts and style sheets and those of pictures, compressed once and kept.

Streamlit serves them as they lie on the disk, 7.7 MB for a first view, because it would compress them anew
for each request. They never change while a server runs, so each is compressed at its first request. Their
names hold a digest of their content, so a browser keeps them for a year.
"""

from __future__ import annotations

import asyncio
import gzip
from pathlib import Path

import streamlit
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from dashboard.briefing.pictures.scripts import SERVED

_KINDS = {".js": "application/javascript", ".css": "text/css; charset=utf-8"}
# Twice as small a level takes three times as long for 3 % less.
_LEVEL = 6
_A_YEAR = "public, immutable, max-age=31536000"


def _assets() -> dict[str, Path]:
    """Return what may be asked for: the path in the address → the file. Nothing else is ever opened."""
    folder = Path(streamlit.__file__).parent / "static" / "static"
    # With these a reader's own browser draws the picture of a chart, where the server has no Chromium.
    pictures = {f"/{address}": path for address, path in SERVED.items()}
    return pictures | {
        f"/static/{path.relative_to(folder).as_posix()}": path
        for path in folder.rglob("*")
        if path.suffix in _KINDS
    }


class CompressedAssets:
    """Answers requests for Streamlit's own scripts and style sheets; passes on everything else."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._files = _assets()
        self._compressed: dict[str, bytes] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        path = self._files.get(scope["path"]) if scope["type"] == "http" else None
        if path is None or not _may_compress(scope):
            await self._app(scope, receive, send)
            return
        body = self._compressed.get(scope["path"])
        if body is None:
            body = await asyncio.to_thread(_read, path)
            self._compressed[scope["path"]] = body
        headers = {"content-encoding": "gzip", "cache-control": _A_YEAR, "vary": "Accept-Encoding"}
        answer = Response(body, media_type=_KINDS[path.suffix], headers=headers)
        await answer(scope, receive, send)


def _may_compress(scope: Scope) -> bool:
    headers = Headers(scope=scope)
    accepted = [part.strip().partition(";")[0] for part in headers.get("accept-encoding", "").split(",")]
    return scope["method"] == "GET" and "gzip" in accepted and "range" not in headers


def _read(path: Path) -> bytes:
    return gzip.compress(path.read_bytes(), compresslevel=_LEVEL, mtime=0)
