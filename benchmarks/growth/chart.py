"""A plot of stacked bars as SVG, written by hand: seconds of each stage at each size."""

from __future__ import annotations

from collections.abc import Mapping
from xml.sax.saxutils import escape

_WIDTH, _HEIGHT = 760, 380
_LEFT, _RIGHT, _TOP, _BOTTOM = 60, 170, 30, 50
# Okabe and Ito's colours, told apart by people who see few of them.
_COLOURS = (
    *("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#f0e442", "#999999"),
    "#333333",
)
_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500)


def chart(points: Mapping[int, Mapping[str, float]]) -> str:
    """Return the SVG. points: stored rows → stage → seconds, every size with the same stages."""
    highest = max(sum(stages.values()) for stages in points.values())
    step = next((step for step in _STEPS if highest / step <= 6), _STEPS[-1])
    top = (int(highest / step) + 1) * step
    scale = (_HEIGHT - _TOP - _BOTTOM) / top
    floor = _HEIGHT - _BOTTOM
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" '
        'font-family="sans-serif" font-size="12">',
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="white"/>',
        f'<text x="{_LEFT}" y="18">processor seconds of one load, by stage</text>',
    ]
    for tick in range(0, top + 1, step):
        y = floor - tick * scale
        parts.append(f'<line x1="{_LEFT}" x2="{_WIDTH - _RIGHT}" y1="{y:.1f}" y2="{y:.1f}" stroke="#ddd"/>')
        parts.append(f'<text x="{_LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{tick}</text>')
    room = (_WIDTH - _LEFT - _RIGHT) / len(points)
    for place, (rows, stages) in enumerate(points.items()):
        parts += _bar(_LEFT + place * room + room / 4, room / 2, floor, scale, stages)
        middle = _LEFT + (place + 0.5) * room
        parts.append(f'<text x="{middle:.1f}" y="{floor + 18}" text-anchor="middle">{rows:,}</text>')
    middle = (_LEFT + _WIDTH - _RIGHT) / 2
    parts.append(f'<text x="{middle:.0f}" y="{floor + 38}" text-anchor="middle">stored rows</text>')
    for place, stage in enumerate(reversed(list(next(iter(points.values()))))):
        y = _TOP + 20 * place
        colour = _COLOURS[len(next(iter(points.values()))) - 1 - place]
        parts.append(f'<rect x="{_WIDTH - _RIGHT + 20}" y="{y}" width="12" height="12" fill="{colour}"/>')
        parts.append(f'<text x="{_WIDTH - _RIGHT + 38}" y="{y + 11}">{escape(stage)}</text>')
    return "\n".join([*parts, "</svg>", ""])


def _bar(x: float, width: float, floor: float, scale: float, stages: Mapping[str, float]) -> list[str]:
    parts = []
    for (stage, seconds), colour in zip(stages.items(), _COLOURS, strict=False):
        height = max(seconds, 0.0) * scale
        floor -= height
        parts.append(
            f'<rect x="{x:.1f}" y="{floor:.1f}" width="{width:.1f}" height="{height:.1f}" fill="{colour}">'
            f"<title>{escape(stage)} {seconds:.2f} s</title></rect>"
        )
    parts.append(
        f'<text x="{x + width / 2:.1f}" y="{floor - 5:.1f}" text-anchor="middle">'
        f"{sum(stages.values()):.1f}</text>"
    )
    return parts
