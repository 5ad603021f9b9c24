"""The script that Streamlit runs for every reader. Served by `python -m dashboard`."""

from __future__ import annotations

from dashboard.navigation import run

run()
