"""The scripts that draw pictures: in the server's Chromium from their files, in a reader's browser served."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

import plotly

PLOTLY = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
PICTURE = Path(__file__).parents[2] / "scripts" / "picture.js"


def _address(path: Path) -> str:
    """Return an address below the dashboard's own that changes with a file's content."""
    return f"static/pictures/{path.stem}.{sha256(path.read_bytes()).hexdigest()[:16]}{path.suffix}"


# In the order in which they are loaded.
SERVED: Mapping[str, Path] = {_address(path): path for path in (PLOTLY, PICTURE)}
