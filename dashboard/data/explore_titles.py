"""Titles of 趋势探索: the finding of what is shown, composed by rule from its numbers."""

from __future__ import annotations

from dashboard.data.ask import Answer
from dashboard.data.explore import Explored
from dashboard.data.explore_address import Against
from dashboard.data.explore_bases import difference_text
from dashboard.data.explore_moves import Group, Key
from dashboard.data.explore_table import group_name
from dashboard.formatting import figure, full_day, listed
from dashboard.periods import period_name
from dashboard.texts import explore as texts
from warehouse.metrics.catalogue import METRICS
from warehouse.metrics.dimensions import DIMENSIONS
from warehouse.metrics.selection import Grain

_NAMED = 3


def title(found: Explored) -> str:
    """Return the finding: the last period beside what it is compared with, the highest and the lowest."""
    metrics = found.address.metrics
    is_timed = found.address.grain is not Grain.TOTAL
    if len(metrics) > 1:
        names = listed([METRICS[one].name for one in metrics], _NAMED)
        words = texts.PERIOD_WORDS[found.address.grain.value]
        return texts.TITLE_SEVERAL.format(names=names, period=words) if is_timed else names
    if not found.address.by:
        return _single(found) if is_timed else _whole(found)
    return _groups(found)


def _single(found: Explored) -> str:
    (metric_id,) = found.address.metrics
    metric = METRICS[metric_id]
    known = [key for key in found.keys(metric_id, ()) if found.number(key).value is not None]
    if not known:
        return metric.name
    last = known[-1]
    told = {
        "name": metric.name,
        "period": period_name(last.period or ""),
        "value": _written(metric_id, found.number(last)),
    }
    difference = difference_text(found.base, metric_id, found.number(last), found.base.of(last))
    if difference and found.base.against is Against.TARGET:
        return texts.TITLE_TARGET.format(**told, change=difference)
    if difference:
        return texts.TITLE_SINGLE_CHANGE.format(**told, base=found.base.name, change=difference)
    highest = max(known, key=lambda key: found.number(key).value or 0)
    if highest == last or len(known) < _NAMED:
        return texts.TITLE_SINGLE.format(**told)
    return texts.TITLE_PEAK.format(
        **told, peak=period_name(highest.period or ""), highest=_written(metric_id, found.number(highest))
    )


def _whole(found: Explored) -> str:
    (metric_id,) = found.address.metrics
    key = Key(metric_id, None, ())
    told = texts.TITLE_ONE.format(name=METRICS[metric_id].name, value=_written(metric_id, found.number(key)))
    difference = difference_text(found.base, metric_id, found.number(key), found.base.of(key))
    return f"{told}，{found.base.name} {difference}" if difference else told


def _groups(found: Explored) -> str:
    """Return which group has the highest value over the whole period, and which the lowest."""
    (metric_id,) = found.address.metrics
    metric = METRICS[metric_id]
    values: dict[Group, float] = {}
    for group in found.groups:
        value = found.by_group[Key(metric_id, None, group)].value if None not in group else None
        if value is not None:
            values[group] = value
    if not values:
        return metric.name
    first, last = max(values, key=lambda one: values[one]), min(values, key=lambda one: values[one])
    answers = found.by_group
    highest = _written(metric_id, answers[Key(metric_id, None, first)])
    if values[first] == values[last]:
        labels = "、".join(DIMENSIONS[name].label for name in found.address.by)
        return texts.TITLE_EQUAL.format(name=metric.name, dimension=labels, value=highest)
    if len(found.address.by) > 1:
        return texts.TITLE_CELL.format(name=metric.name, group=group_name(first), highest=highest)
    lowest = _written(metric_id, answers[Key(metric_id, None, last)])
    ties = sum(value == values[last] for value in values.values())
    lasts = texts.TIED.format(count=ties) if ties > 1 else group_name(last)
    firsts = sum(value == values[first] for value in values.values())
    heads = texts.TIED.format(count=firsts) if firsts > 1 else group_name(first)
    return texts.TITLE_RANKED.format(
        name=metric.name, first=heads, highest=highest, last=lasts, lowest=lowest
    )


def _written(metric_id: str, answer: Answer) -> str:
    if answer.value is None:
        return texts.UNREPORTED
    return str(figure(answer.value, METRICS[metric_id].unit, answer.qualifier))


def span_text(found: Explored) -> str:
    """Return the days shown: 2025年12月1日至2026年11月22日."""
    return texts.SPAN.format(start=full_day(found.start), end=full_day(found.end))


def conditions_text(found: Explored) -> str:
    """Return the filters in words; empty without any."""
    return "；".join(
        texts.CONDITION.format(dimension=DIMENSIONS[name].label, values=listed(list(values)))
        for name, values in found.address.where
    )
