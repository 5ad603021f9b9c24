"""Small multiples: one small line for each series, all to one scale, drawn as SVG so that they flow."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.palette import BLUE, CARD, LINE, MUTED

WIDTH = 220
HEIGHT = 74
_PADDING = 5


def small_line(
    values: Sequence[float | None],
    low: float,
    high: float,
    *,
    base: Sequence[float | None] = (),
    is_partial: bool = False,
) -> str:
    """Return the drawing of a series between a scale's ends; a missing value is a gap.

    base: what it is compared with, dashed in grey behind. is_partial: the last point is hollow.
    """
    room = (high - low) or 1.0
    step = (WIDTH - 2 * _PADDING) / max(len(values) - 1, 1)

    def points(series: Sequence[float | None]) -> list[tuple[float, float] | None]:
        return [
            None
            if value is None
            else (
                _PADDING + step * place,
                HEIGHT - _PADDING - (value - low) / room * (HEIGHT - 2 * _PADDING),
            )
            for place, value in enumerate(series)
        ]

    zero = HEIGHT - _PADDING - (0 - low) / room * (HEIGHT - 2 * _PADDING)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">',
        f'<line x1="{_PADDING}" x2="{WIDTH - _PADDING}" y1="{zero:.1f}" y2="{zero:.1f}" stroke="{LINE}"/>',
        *_drawn(points(base), MUTED, 1.3, ' stroke-dasharray="4 3"'),
        *_drawn(points(values), BLUE, 1.8),
    ]
    last = next((point for point in reversed(points(values)) if point is not None), None)
    if last is not None:
        fill = CARD if is_partial and values[-1] is not None else BLUE
        parts.append(
            f'<circle cx="{last[0]:.1f}" cy="{last[1]:.1f}" r="3" fill="{fill}" stroke="{BLUE}" '
            'stroke-width="1.5"/>'
        )
    return "".join([*parts, "</svg>"])


def _drawn(
    points: Sequence[tuple[float, float] | None], colour: str, width: float, more: str = ""
) -> list[str]:
    runs: list[list[tuple[float, float]]] = [[]]
    for point in points:
        if point is None:
            runs.append([])
        else:
            runs[-1].append(point)
    parts = []
    for run in runs:
        if len(run) == 1:
            parts.append(f'<circle cx="{run[0][0]:.1f}" cy="{run[0][1]:.1f}" r="1.6" fill="{colour}"/>')
        elif run:
            line = " ".join(f"{x:.1f},{y:.1f}" for x, y in run)
            parts.append(
                f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="{width}"{more}/>'
            )
    return parts
