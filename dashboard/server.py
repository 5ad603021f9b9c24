"""What `python -m dashboard` serves: the script of the pages, behind compressed assets."""

from __future__ import annotations

from pathlib import Path

from starlette.middleware import Middleware
from streamlit.starlette import App

from dashboard.serving.compressed import CompressedAssets

app = App(Path(__file__).with_name("app.py"), middleware=[Middleware(CompressedAssets)])
