"""What `python -m dashboard` serves: the script of the pages, behind compressed assets."""

from __future__ import annotations

from pathlib import Path

from starlette.middleware import Middleware
from streamlit.starlette import App

# Loaded before serving, so that the first reader does not wait for it.
from dashboard import navigation  # noqa: F401
from dashboard.serving.compressed import CompressedAssets
from dashboard.serving.warming import warmed

app = App(Path(__file__).with_name("app.py"), lifespan=warmed, middleware=[Middleware(CompressedAssets)])
