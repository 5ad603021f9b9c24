"""A small line drawn as SVG: twelve points, their mean, and a dot on the last."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.palette import BLUE, MUTED

WIDTH = 170
HEIGHT = 36
_PADDING = 5


def sparkline(values: Sequence[float | None]) -> str | None:
    """Return the drawing; None where fewer than two values are known. Missing values are gaps."""
    known = [value for value in values if value is not None]
    if len(known) < 2:
        return None
    low, high = min(known), max(known)
    room = high - low or 1.0
    step = (WIDTH - 2 * _PADDING) / max(len(values) - 1, 1)

    def height_of(value: float) -> float:
        # A flat series runs through the middle.
        share = (value - low) / room if high > low else 0.5
        return HEIGHT - _PADDING - share * (HEIGHT - 2 * _PADDING)

    points = [
        None if value is None else (_PADDING + step * index, height_of(value))
        for index, value in enumerate(values)
    ]
    mean = height_of(sum(known) / len(known))
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">',
        f'<line x1="{_PADDING}" x2="{WIDTH - _PADDING}" y1="{mean:.1f}" y2="{mean:.1f}" stroke="{MUTED}" '
        'stroke-width="1" stroke-dasharray="3 3"/>',
    ]
    for run in _runs(points):
        if len(run) == 1:
            parts.append(f'<circle cx="{run[0][0]:.1f}" cy="{run[0][1]:.1f}" r="1.5" fill="{BLUE}"/>')
            continue
        line = " ".join(f"{x:.1f},{y:.1f}" for x, y in run)
        parts.append(f'<polyline points="{line}" fill="none" stroke="{BLUE}" stroke-width="1.8"/>')
    last = next(point for point in reversed(points) if point is not None)
    parts.append(f'<circle cx="{last[0]:.1f}" cy="{last[1]:.1f}" r="3" fill="{BLUE}"/></svg>')
    return "".join(parts)


def _runs(points: Sequence[tuple[float, float] | None]) -> list[list[tuple[float, float]]]:
    runs: list[list[tuple[float, float]]] = [[]]
    for point in points:
        if point is None:
            runs.append([])
        else:
            runs[-1].append(point)
    return [run for run in runs if run]
