"""Colours of the interface: one token for each role, in the light and in the dark look.

Everything is drawn with the light colours named here; `dashboard.appearance` replaces them by a look's own.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Token:
    """The colour of a role. light also stands for the role in figures, so no two roles share one."""

    name: str
    light: str
    dark: str


TOKENS = (
    Token("ink", "#1F2937", "#E6EAF0"),
    Token("ink-soft", "#4B5563", "#BAC3CF"),
    Token("secondary", "#667080", "#A3ADBA"),
    Token("muted", "#9CA3AF", "#6F7A89"),
    Token("page", "#F5F7FA", "#10161F"),
    Token("card", "#FFFFFF", "#18202B"),
    Token("line", "#E5E8EE", "#2B3543"),
    Token("line-soft", "#EEF0F4", "#232C38"),
    Token("line-strong", "#CFD6E1", "#3F4B5B"),
    Token("track", "#E8EBF0", "#2A3442"),
    Token("blue", "#1F4E8C", "#8AB8EF"),
    Token("blue-ink", "#173B69", "#C2DAF7"),
    Token("blue-pale", "#E0EAF5", "#1F3350"),
    Token("blue-faint", "#EAF1F9", "#1B2A3E"),
    Token("good", "#2B774A", "#6CCB93"),
    Token("good-ink", "#1F6B3E", "#8EDCAE"),
    Token("good-pale", "#E8F4EC", "#16321F"),
    Token("good-line", "#BFDCC9", "#2E5B40"),
    Token("warn", "#9A6700", "#E0B354"),
    Token("warn-ink", "#7A5200", "#EBC678"),
    Token("warn-pale", "#FDF1D6", "#3A2C0C"),
    Token("warn-line", "#EAD6A4", "#65501E"),
    Token("bad", "#B4232A", "#F2878C"),
    Token("bad-ink", "#8E1B22", "#F5A3A7"),
    Token("bad-pale", "#FCE8E9", "#3D1A1D"),
    Token("bad-line", "#EEBFC2", "#6E3135"),
    Token("idle", "#5F6B7A", "#A9B4C2"),
    Token("idle-pale", "#EEF0F3", "#252E3A"),
    Token("violet-ink", "#5B2D9A", "#C9A9F2"),
    Token("violet-pale", "#F4EFFB", "#2A1F3E"),
    Token("violet-line", "#D9C9EE", "#4C3A6E"),
    Token("mark-pale", "#FFF3B8", "#4A3E0A"),
    Token("mark-soft", "#FDF6DD", "#332C12"),
    Token("mark-line", "#B45309", "#F0A44B"),
    Token("series-2", "#D97706", "#F2A65A"),
    Token("series-3", "#0F766E", "#4FC3B8"),
    Token("series-4", "#9D174D", "#EE8FB7"),
    Token("series-5", "#6D28D9", "#B794F6"),
    Token("series-6", "#64748B", "#94A3B8"),
    Token("blue-1", "#A9C4E2", "#2F4A6B"),
    Token("blue-2", "#6E98CB", "#46709F"),
    Token("blue-3", "#3B6FB0", "#679BD3"),
    Token("grade-2", "#8FB3DB", "#5B84B1"),
)
_LIGHT = {token.name: token.light for token in TOKENS}

INK = _LIGHT["ink"]
SECONDARY = _LIGHT["secondary"]
MUTED = _LIGHT["muted"]
PAGE = _LIGHT["page"]
CARD = _LIGHT["card"]
LINE = _LIGHT["line"]
TRACK = _LIGHT["track"]
BLUE, BLUE_PALE = _LIGHT["blue"], _LIGHT["blue-pale"]
GOOD, WARN, BAD, IDLE = _LIGHT["good"], _LIGHT["warn"], _LIGHT["bad"], _LIGHT["idle"]

# At most six series in one chart; more belong in small multiples.
SERIES = (BLUE, *(_LIGHT[f"series-{place}"] for place in range(2, 7)))
LAST_YEAR = MUTED

# The red of official heads (套红) and the black of official texts, on paper; no roles of the interface.
OFFICIAL_RED = "#FF0000"
OFFICIAL_BLACK = "#000000"

# One hue from pale to deep, for ordered classes: readable in greyscale.
BLUES = (_LIGHT["blue-1"], _LIGHT["blue-2"], _LIGHT["blue-3"], BLUE)

# 优秀, 合格, 不合格: two blues and the one that asks for attention.
GRADES = (BLUE, _LIGHT["grade-2"], SERIES[1])

FONT = "'Noto Sans CJK SC','Source Han Sans SC','Microsoft YaHei','PingFang SC',sans-serif"
