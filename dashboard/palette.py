"""Colours of the interface, in one place."""

from __future__ import annotations

INK = "#1F2937"
SECONDARY = "#6B7280"
MUTED = "#9CA3AF"
PAGE = "#F5F7FA"
CARD = "#FFFFFF"
LINE = "#E5E8EE"
TRACK = "#E8EBF0"
BLUE = "#1F4E8C"

# At most six series in one chart; more belong in small multiples.
SERIES = ("#1F4E8C", "#D97706", "#0F766E", "#9D174D", "#6D28D9", "#64748B")
LAST_YEAR = "#9CA3AF"

# One hue from pale to deep, for ordered classes: readable in greyscale.
BLUES = ("#A9C4E2", "#6E98CB", "#3B6FB0", "#1F4E8C")

# 优秀, 合格, 不合格: two blues and the one that asks for attention.
GRADES = ("#1F4E8C", "#8FB3DB", "#D97706")

FONT = "'Noto Sans CJK SC','Source Han Sans SC','Microsoft YaHei','PingFang SC',sans-serif"
