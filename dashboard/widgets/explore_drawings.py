"""What 趋势探索 shows as a figure, and which number each mark of it stands for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import plotly.graph_objects as go

from dashboard.charts.bars import horizontal_bars
from dashboard.charts.compared import UNFADED, Compared, columns, lines, ticks
from dashboard.charts.heatmap import heat_map
from dashboard.charts.yardstick import ranked
from dashboard.data.ask import Answer
from dashboard.data.explore import Explored, is_ratio
from dashboard.data.explore_address import Shape
from dashboard.data.explore_bases import difference_text
from dashboard.data.explore_moves import Group, Key
from dashboard.data.explore_shapes import MOST_SERIES
from dashboard.data.explore_table import crossed_values, group_name, series_name, value_text
from dashboard.formatting import MISSING, number, ratio
from dashboard.periods import period_name
from dashboard.texts import explore as texts
from warehouse.metrics.catalogue import METRICS
from warehouse.metrics.dimensions import DIMENSIONS
from warehouse.metrics.model import Basis
from warehouse.metrics.selection import Grain

MOST_RANKED = 40
MOST_HEAT_ROWS = 40
MOST_HEAT_COLUMNS = 60


@dataclass(frozen=True)
class Drawing:
    """A figure, the number of each mark by its place, and what is to be said of it."""

    figure: go.Figure
    keys: tuple[Key, ...]
    notes: tuple[str, ...] = ()


def draw(found: Explored, shape: Shape) -> Drawing | None:
    """Return the figure of a shape that fits; None where the shape is no single figure."""
    how = _HOW.get(shape)
    return None if how is None else how(found)


def key_of(event: Any, keys: Sequence[Key]) -> Key | None:
    """Return the number of the mark that was clicked; None where none, or none that is known, was."""
    try:
        points = event["selection"]["points"]
        place = points[-1]["customdata"]
    except (KeyError, IndexError, TypeError):
        return None
    while isinstance(place, (list, tuple)) and place:
        place = place[0]
    if isinstance(place, Mapping):
        place = next(iter(place.values()), None)
    if isinstance(place, bool) or not isinstance(place, (int, float)) or place != int(place):
        return None
    return keys[int(place)] if 0 <= int(place) < len(keys) else None


def answer_text(metric_id: str, answer: Answer) -> str:
    """Return a number with its unit, and what a quotient is made of: 84.1%（63/75）."""
    metric = METRICS[metric_id]
    text = value_text(answer, metric.unit)
    if answer.value is None:
        return text
    if metric.unit != "%":
        text = f"{text} {metric.unit}"
    if is_ratio(metric_id) and answer.denominator:
        return f"{text}（{ratio(answer.numerator, answer.denominator)}）"
    return text


def _told(found: Explored, key: Key) -> str:
    answer, other = found.number(key), found.base.of(key)
    text = answer_text(key.metric_id, answer)
    if other is None or other.value is None:
        return text
    difference = difference_text(found.base, key.metric_id, answer, other)
    return f"{text}，{found.base.name} {value_text(other, METRICS[key.metric_id].unit)} {difference}".rstrip()


def _axis(found: Explored) -> str:
    metrics = [METRICS[one] for one in found.address.metrics]
    if len(metrics) == 1:
        return texts.AXIS.format(name=metrics[0].name, unit=metrics[0].unit)
    return metrics[0].unit


def _series(found: Explored) -> tuple[list[Compared], tuple[Key, ...]]:
    keys: list[Key] = []
    series = []
    for metric_id, group in found.series[:MOST_SERIES]:
        own = found.keys(metric_id, group)
        bases = [found.base.of(key) for key in own]
        has_base = any(one is not None for one in bases)
        series.append(
            Compared(
                series_name(found, metric_id, group),
                [found.number(key).value for key in own],
                [_told(found, key) for key in own],
                range(len(keys), len(keys) + len(own)),
                [None if one is None else one.value for one in bases] if has_base else (),
            )
        )
        keys += own
    return series, tuple(keys)


def _names(found: Explored) -> list[str]:
    return [period_name(period) for period in found.periods if period is not None]


def _unit(found: Explored) -> str:
    return METRICS[found.address.metrics[0]].unit


def _lines(found: Explored) -> Drawing:
    series, keys = _series(found)
    figure = lines(
        _names(found),
        series,
        _unit(found),
        axis_title=_axis(found),
        base_name=found.base.name,
        is_partial=found.is_partial,
    )
    return Drawing(figure, keys)


def _columns(found: Explored) -> Drawing:
    if found.address.grain is Grain.TOTAL:
        return _bars(found)
    series, keys = _series(found)
    metrics = [METRICS[one] for one in found.address.metrics]
    adds_up = (
        len(metrics) == 1
        and metrics[0].additive
        and metrics[0].basis is not Basis.CUMULATIVE
        and len(found.address.by) == 1
        and not DIMENSIONS[found.address.by[0]].is_many
        and not found.base.answers
    )
    figure = columns(
        _names(found),
        series,
        _unit(found),
        axis_title=_axis(found),
        base_name=found.base.name,
        is_stacked=adds_up,
    )
    return Drawing(figure, keys)


def _ranked_keys(found: Explored) -> tuple[tuple[Key, ...], tuple[str, ...]]:
    keys = [Key(metric_id, None, group) for metric_id in found.address.metrics for group in found.groups]
    shown = tuple(keys[:MOST_RANKED])
    if len(keys) == len(shown):
        return shown, ()
    return shown, (texts.CAPPED_CHART.format(total=number(len(keys)), shown=len(shown)),)


def _label(found: Explored, key: Key) -> str:
    return group_name(key.group) if key.group else METRICS[key.metric_id].name


def _notes(found: Explored, keys: Sequence[Key]) -> list[str]:
    """Return what stands behind each number: what a quotient is made of."""
    notes = []
    for key in keys:
        answer = found.number(key)
        is_quotient = is_ratio(key.metric_id) and answer.value is not None and answer.denominator
        notes.append(ratio(answer.numerator, answer.denominator) if is_quotient else "")
    return notes


def _bars(found: Explored) -> Drawing:
    keys, notes = _ranked_keys(found)
    figure = horizontal_bars(
        [_label(found, key) for key in keys],
        [found.number(key).value for key in keys],
        _unit(found),
        axis_title=_axis(found),
        notes=[_compared_note(found, key, note) for key, note in zip(keys, _notes(found, keys), strict=True)],
    )
    figure.data[0].update(customdata=[[place] for place in range(len(keys))], **UNFADED)
    return Drawing(figure, keys, notes)


def _compared_note(found: Explored, key: Key, note: str) -> str:
    other = found.base.of(key)
    if other is None or other.value is None:
        return note
    name = texts.BASE_SHORT.get(found.base.against.value, found.base.name)
    return f"{note} {name} {value_text(other, METRICS[key.metric_id].unit)}".strip()


def _dots(found: Explored) -> Drawing:
    keys, notes = _ranked_keys(found)
    bases = [found.base.of(key) for key in keys]
    figure = ranked(
        [_label(found, key) for key in keys],
        [found.number(key).value for key in keys],
        [f"（{note}）" if note else "" for note in _notes(found, keys)],
        _unit(found),
        axis_title=_axis(found),
        places=range(len(keys)),
        base=[None if one is None else one.value for one in bases] if found.base.answers else (),
        base_name=found.base.name,
        missing=texts.UNREPORTED,
    )
    return Drawing(figure, keys, notes)


def _heat(found: Explored) -> Drawing:
    if found.address.grain is Grain.TOTAL:
        return _heat_crossed(found)
    (metric_id,) = found.address.metrics
    groups = found.groups[:MOST_HEAT_ROWS]
    periods = found.periods[-MOST_HEAT_COLUMNS:]
    cells = [[Key(metric_id, period, group) for period in periods] for group in groups]
    names = [period_name(period or "") for period in periods]
    return _heat_of(
        found,
        [group_name(group) for group in groups],
        names,
        cells,
        (len(found.groups), len(groups), len(found.periods), len(periods)),
        ticks(names),
    )


def _heat_crossed(found: Explored) -> Drawing:
    (metric_id,) = found.address.metrics
    down, across = crossed_values(found)
    rows, across_shown = down[:MOST_HEAT_ROWS], across[:MOST_HEAT_COLUMNS]
    cells = [[Key(metric_id, None, (row, column)) for column in across_shown] for row in rows]
    return _heat_of(
        found,
        [group_name((row,)) for row in rows],
        [group_name((column,)) for column in across_shown],
        cells,
        (len(down), len(rows), len(across), len(across_shown)),
        None,
    )


def _heat_of(
    found: Explored,
    rows: Sequence[str],
    names: Sequence[str],
    cells: Sequence[Sequence[Key]],
    counted: tuple[int, int, int, int],
    marked: tuple[Sequence[int], Sequence[str]] | None,
) -> Drawing:
    keys = tuple(key for row in cells for key in row if key in found.numbers)
    places = {key: place for place, key in enumerate(keys)}
    unit = _unit(found)

    def text(key: Key) -> str:
        if key not in found.numbers:
            return ""
        answer = found.number(key)
        if answer.value is None:
            return value_text(answer, unit) if answer.is_unreported else MISSING
        return f"{answer.value:.0f}" if unit == "%" else number(answer.value)

    figure = heat_map(
        rows,
        names,
        [[found.number(key).value for key in row] for row in cells],
        [[text(key) for key in row] for row in cells],
        [
            [f"{name} · {column}：{_told(found, key)}" for column, key in zip(names, row, strict=True)]
            for name, row in zip(rows, cells, strict=True)
        ],
        [[places.get(key) for key in row] for row in cells],
        ticks=marked,
    )
    all_rows, shown_rows, all_columns, shown_columns = counted
    notes = [texts.HEAT_NOTE]
    if all_rows > shown_rows:
        notes.append(texts.CAPPED_CHART.format(total=all_rows, shown=shown_rows))
    if all_columns > shown_columns:
        notes.append(texts.CAPPED_COLUMNS.format(total=all_columns, shown=shown_columns))
    return Drawing(figure, keys, tuple(notes))


_HOW: Mapping[Shape, Callable[[Explored], Drawing]] = MappingProxyType(
    {Shape.LINE: _lines, Shape.BAR: _columns, Shape.HEAT: _heat, Shape.DOTS: _dots}
)

Scale = tuple[float, float]


def scales(found: Explored) -> dict[str, Scale]:
    """Return the lowest and highest value of each unit, zero included: small charts share a scale."""
    ends: dict[str, Scale] = {}
    for key, answer in found.numbers.items():
        other = found.base.of(key)
        for value in (answer.value, other.value if other is not None else None):
            if value is not None:
                low, high = ends.get(METRICS[key.metric_id].unit, (0.0, 0.0))
                ends[METRICS[key.metric_id].unit] = (min(low, value), max(high, value))
    return ends


def mark_name(found: Explored, key: Key) -> str:
    """Return what a mark is about: 活动场次 · 2026年10月 · 峡窝镇."""
    parts = [METRICS[key.metric_id].name]
    parts += [period_name(key.period)] if key.period else []
    group: Group = key.group
    return " · ".join([*parts, *([group_name(group)] if group else [])])
