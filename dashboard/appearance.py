"""How the interface looks: light, dark or on the wall (大屏), with the colours that a district chose.

Parts are drawn with the light colours of `dashboard.palette`; here they become those of the look. A district
may set its own in `palette.csv` of its home folder (role,light,dark), for where red means good.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import plotly.graph_objects as go

from dashboard.palette import TOKENS
from dashboard.texts import common
from warehouse.errors import FazhiError
from warehouse.home import Home

PALETTE_FILE = "palette.csv"
_STYLES = Path(__file__).parent / "styles"
_HEX = re.compile(r"#[0-9A-Fa-f]{6}\b")
_ROLES = frozenset(token.name for token in TOKENS)


class BadPalette(FazhiError):
    """palette.csv names a role or a colour that there is not."""


class Mode(Enum):
    """The looks there are; the value is the name in the address."""

    LIGHT = "light"
    DARK = "dark"
    WALL = "wall"

    @property
    def label(self) -> str:
        """The Chinese name."""
        return common.MODES[self.value]

    @property
    def is_dark(self) -> bool:
        """Whether its ground is dark."""
        return self is not Mode.LIGHT


@dataclass(frozen=True)
class Appearance:
    """A look. colours: those that the district chose, by role; others are the product's own."""

    mode: Mode = Mode.LIGHT
    is_print: bool = False
    chosen: tuple[tuple[str, str], ...] = ()

    @cached_property
    def colours(self) -> Mapping[str, str]:
        """The colour of each role."""
        return {token.name: token.dark if self.mode.is_dark else token.light for token in TOKENS} | dict(
            self.chosen
        )

    @cached_property
    def _repainted(self) -> Mapping[str, str]:
        colours = self.colours
        return {token.light: colours[token.name] for token in TOKENS if token.light != colours[token.name]}

    def text(self, drawing: str) -> str:
        """Return an SVG drawing in the colours of this look."""
        if not self._repainted:
            return drawing
        return _HEX.sub(lambda found: self._repainted.get(found[0].upper(), found[0]), drawing)

    def figure(self, drawing: go.Figure) -> go.Figure:
        """Return a figure in the colours of this look, on the wall with larger words; the given one stays."""
        if not self._repainted and self.mode is not Mode.WALL:
            return drawing
        return go.Figure(self._value(drawing.to_dict()))

    def _value(self, value: Any) -> Any:
        if isinstance(value, str):
            return self._repainted.get(value, value)
        if isinstance(value, Mapping):
            return {name: self._value(one) for name, one in value.items()}
        if isinstance(value, (list, tuple)):
            return [self._value(one) for one in value]
        return value

    @property
    def css(self) -> str:
        """The style sheet of this look."""
        return _css(self)


@lru_cache(maxsize=16)
def _css(look: Appearance) -> str:
    roles = "".join(f"--{name}:{colour};" for name, colour in look.colours.items())
    files = sorted(_STYLES.glob("[0-9]*.css"))
    if look.mode.is_dark:
        files.append(_STYLES / "dark.css")
    if look.mode is Mode.WALL:
        files.append(_STYLES / "wall.css")
    if look.is_print:
        files.append(_STYLES / "print.css")
    scheme = "dark" if look.mode.is_dark else "light"
    sheets = "\n".join(path.read_text(encoding="utf-8") for path in files)
    return f":root{{color-scheme:{scheme};{roles}}}\n{sheets}"


def chosen_colours(home: Home, mode: Mode) -> tuple[tuple[str, str], ...]:
    """Return what `palette.csv` of a home sets for a look: role and colour. Raises BadPalette."""
    path = home.root / PALETTE_FILE
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return ()
    except (OSError, UnicodeDecodeError) as error:
        raise BadPalette(common.PALETTE_UNREADABLE.format(file=PALETTE_FILE)) from error
    found = []
    for line, row in enumerate(csv.DictReader(text.splitlines()), start=2):
        role = (row.get("role") or "").strip()
        colour = (row.get("dark" if mode.is_dark else "light") or "").strip()
        if role not in _ROLES:
            raise BadPalette(common.PALETTE_ROLE.format(file=PALETTE_FILE, line=line, role=role))
        if not colour:
            continue
        if not _HEX.fullmatch(colour):
            raise BadPalette(common.PALETTE_COLOUR.format(file=PALETTE_FILE, line=line, colour=colour))
        found.append((role, colour.upper()))
    return tuple(found)
