"""Streamlit's scripts come compressed and stay with the browser; nothing else is touched."""

from __future__ import annotations

import asyncio
import gzip
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from dashboard.serving.compressed import CompressedAssets

PASSED_ON = b"passed on"


async def _inner(scope: Any, receive: Any, send: Any) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": PASSED_ON})


def _ask(app: CompressedAssets, path: str, **headers: str) -> tuple[dict[str, str], bytes]:
    sent: list[dict[str, Any]] = []

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> Any:
        return {"type": "http.request"}

    written = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": "http", "method": "GET", "path": path, "headers": written, "query_string": b""}
    with ThreadPoolExecutor(1) as thread:  # a browser test of the same worker may keep a loop running here
        thread.submit(asyncio.run, app(scope, receive, send)).result()
    told = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return told, b"".join(message.get("body", b"") for message in sent[1:])


@pytest.fixture(scope="module")
def app() -> CompressedAssets:
    return CompressedAssets(_inner)


def test_every_script_and_style_sheet_comes_compressed_and_for_a_year(app: CompressedAssets) -> None:
    for path, file in list(app._files.items())[:3]:
        told, body = _ask(app, path, accept_encoding="br, gzip;q=0.9")
        assert told["content-encoding"] == "gzip"
        assert "immutable" in told["cache-control"]
        assert gzip.decompress(body) == file.read_bytes()
        assert _ask(app, path, accept_encoding="gzip")[1] == body
    assert len(app._files) > 50


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/static/js/no-such-script.js", {"accept_encoding": "gzip"}),
        ("/static/../../../etc/passwd", {"accept_encoding": "gzip"}),
        ("/static/js/../../../../app.py", {"accept_encoding": "gzip"}),
        ("/_stcore/health", {"accept_encoding": "gzip"}),
        ("/", {"accept_encoding": "gzip"}),
    ],
)
def test_what_is_no_asset_is_passed_on(app: CompressedAssets, path: str, headers: dict[str, str]) -> None:
    assert _ask(app, path, **headers)[1] == PASSED_ON


def test_who_reads_no_gzip_or_wants_a_part_gets_the_file_as_it_is(app: CompressedAssets) -> None:
    path = next(iter(app._files))
    assert _ask(app, path)[1] == PASSED_ON
    assert _ask(app, path, accept_encoding="identity")[1] == PASSED_ON
    assert _ask(app, path, accept_encoding="gzip", range="bytes=0-9")[1] == PASSED_ON
