"""What people have entered in app.sqlite, as plain records: decisions and whatever tables come later."""

from __future__ import annotations

import base64
from typing import Any

from warehouse.app_database import app_database, app_database_path
from warehouse.home import Home

_NO_ENTRIES = {"migrations"}


def entries(home: Home) -> dict[str, list[dict[str, Any]]]:
    """Return table → rows of everything that people have entered, as of one moment; empty without any."""
    if not app_database_path(home).exists():
        return {}
    with app_database(home) as database:
        tables = database.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
        ).fetchall()
        return {
            table: [
                {name: _plain(row[name]) for name in row.keys()}  # noqa: SIM118 - a Row iterates over values
                for row in database.execute(f'SELECT * FROM "{table}" ORDER BY rowid')
            ]
            for (table,) in tables
            if table not in _NO_ENTRIES
        }


def _plain(value: Any) -> Any:
    return {"base64": base64.b64encode(value).decode()} if isinstance(value, bytes) else value
