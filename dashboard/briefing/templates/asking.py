"""The arguments of a placeholder, made into what is asked of the warehouse."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from dashboard.briefing.templates.faults import Misuse
from dashboard.periods import Moment, Week
from dashboard.periods import Period as Named
from dashboard.texts import templates as texts
from warehouse.errors import BadSelection
from warehouse.metrics.dimensions import DIMENSIONS
from warehouse.metrics.model import Metric
from warehouse.metrics.query import find_metric
from warehouse.metrics.selection import Grain, Selection, period_of
from warehouse.nearest import nearest

_PERIODS = ("year", "half", "quarter", "month", "week", "period")
_YEARS = range(1980, 2101)
_MONTHS = {"month": range(1, 13), "quarter": range(1, 5), "half": range(1, 3)}
_PATTERNS = {
    "month": re.compile(r"(\d{4})-(\d{2})"),
    "quarter": re.compile(r"(\d{4})-Q([1-4])"),
    "half": re.compile(r"(\d{4})-H([12])"),
    "week": re.compile(r"(\d{4})-W(\d{2})"),
}
_COMPLAINTS = {"month": texts.BAD_MONTH, "quarter": texts.BAD_QUARTER, "half": texts.BAD_HALF}
_ALIASES = {"metric": "metric_id"}
GRAINS = {
    **{grain.value: grain for grain in Grain if grain is not Grain.TOTAL},
    "周": Grain.WEEK,
    "月": Grain.MONTH,
    "季度": Grain.QUARTER,
    "半年": Grain.HALF,
    "年": Grain.YEAR,
}


def metrics_of(written: tuple[Any, ...]) -> list[Metric]:
    """Return the metrics that a placeholder names; one, or several in a list. Raises Misuse."""
    if not written:
        raise Misuse(texts.METRIC_MISSING)
    if len(written) > 1:
        raise Misuse(texts.TOO_MANY_WORDS)
    names = written[0] if isinstance(written[0], list | tuple) else [written[0]]
    if not names or not all(isinstance(name, str) for name in names):
        raise Misuse(texts.METRIC_FIRST)
    try:
        return list({metric.id: metric for metric in map(find_metric, names)}.values())
    except BadSelection as error:
        raise Misuse(str(error)) from error


def selection_of(
    metric: Metric, arguments: Mapping[str, Any], moment: Moment, by: str | Grain | None = None
) -> Selection:
    """Return the days and conditions that the named arguments of a placeholder say. Raises Misuse."""
    left = dict(arguments)
    period = {name: left.pop(name) for name in (*_PERIODS, "from_", "to") if name in left}
    start, end = _days(period, moment)
    where = dict(_conditions(metric, left.pop("where", {}), left))
    grain = by if isinstance(by, Grain) else Grain.TOTAL
    split = (by,) if isinstance(by, str) and not isinstance(by, Grain) else ()
    try:
        return Selection(start, end, grain, split, where)
    except BadSelection as error:
        raise Misuse(str(error)) from error


def split_of(metric: Metric, written: Any) -> str | Grain:
    """Return what a table or chart is split by: a grain, or a dimension of the metric. Raises Misuse."""
    if written is None:
        raise Misuse(texts.NO_BY)
    if not isinstance(written, str):
        raise Misuse(texts.BAD_BY)
    return GRAINS[written] if written in GRAINS else _dimension(metric, written)


def _conditions(metric: Metric, where: Any, named: Mapping[str, Any]) -> list[tuple[str, tuple[str, ...]]]:
    if not isinstance(where, Mapping) or not all(isinstance(name, str) for name in where):
        raise Misuse(texts.BAD_WHERE)
    found: dict[str, tuple[str, ...]] = {}
    for name, values in [*where.items(), *named.items()]:
        found[_dimension(metric, name)] = _values(name, values)
    return list(found.items())


def _dimension(metric: Metric, written: str) -> str:
    """Return the id of a dimension that the metric has, named by its id or its Chinese name."""
    name = _ALIASES.get(written, written)
    by_label = {DIMENSIONS[one].label: one for one in metric.dimensions}
    if name in metric.dimensions:
        return name
    if name in by_label:
        return by_label[name]
    shown = {one: one for one in (*_PERIODS, "from_", "to")} | _dimension_words(metric)
    hint = nearest(name, shown, shown)
    raise Misuse(texts.UNKNOWN_DIMENSION.format(metric=f"{metric.id} {metric.name}", name=written, hint=hint))


def _dimension_words(metric: Metric) -> dict[str, str]:
    """Return what a writer may call each dimension of a metric → how it is shown: 镇办（township）."""
    shown: dict[str, str] = {}
    for name in metric.dimensions:
        label = DIMENSIONS[name].label
        shown[label] = shown[name] = f"{label}（{name}）"
    return shown


def _values(name: str, written: Any) -> tuple[str, ...]:
    values: Sequence[Any] = written if isinstance(written, list | tuple) else [written]
    if not values or not all(isinstance(one, str | int) and not isinstance(one, bool) for one in values):
        raise Misuse(texts.BAD_VALUES.format(name=name))
    return tuple(str(one) for one in values)


def _days(given: Mapping[str, Any], moment: Moment) -> tuple[date | None, date | None]:
    names = [name for name in given if name in _PERIODS]
    # A year goes with a part of it.
    is_part = len(names) == 2 and "year" in names and any(name in _MONTHS for name in names)
    ends = [name for name in ("from_", "to") if name in given]
    if (len(names) > 1 and not is_part) or (names and ends):
        raise Misuse(texts.PERIOD_TWICE.format(given="、".join([*names, *ends])))
    if not names:
        return _day(given, "from_"), _day(given, "to")
    name = next((one for one in names if one != "year"), "year")
    value = given[name]
    if name == "year":
        year = _year(value)
        return date(year, 1, 1), date(year, 12, 31)
    if name == "period":
        return _named(value, moment)
    if name == "week":
        return _week(value)
    return _part(name, value, given.get("year"))


def _year(value: Any) -> int:
    text = str(value)
    if isinstance(value, bool) or not re.fullmatch(r"\d{4}", text) or int(text) not in _YEARS:
        raise Misuse(texts.BAD_YEAR)
    return int(text)


def _named(value: Any, moment: Moment) -> tuple[date, date]:
    for one in Named:
        if value in (one.id, one.label, one.label.removesuffix("累计")):
            return one.start(moment), moment.as_of
    known = "、".join(one.label.removesuffix("累计") for one in Named)
    raise Misuse(texts.BAD_PERIOD.format(period=value, known=known))


def _week(value: Any) -> tuple[date, date]:
    found = _PATTERNS["week"].fullmatch(str(value))
    if found is not None:
        try:
            monday = date.fromisocalendar(int(found[1]), int(found[2]), 1)
        except ValueError as error:
            raise Misuse(texts.BAD_WEEK) from error
        return monday, Week(monday).sunday
    raise Misuse(texts.BAD_WEEK)


def _part(name: str, value: Any, year: Any) -> tuple[date, date]:
    if year is None:
        found = _PATTERNS[name].fullmatch(str(value))
        number, of_year = (int(found[2]), int(found[1])) if found else (0, 0)
    else:
        of_year = _year(year)
        number = value if isinstance(value, int) and not isinstance(value, bool) else 0
    if number not in _MONTHS[name] or of_year not in _YEARS:
        raise Misuse(_COMPLAINTS[name])
    first = {"month": number, "quarter": 3 * number - 2, "half": 6 * number - 5}[name]
    whole = period_of(date(of_year, first, 1), Grain(name))
    return whole.start, whole.end


def _day(given: Mapping[str, Any], name: str) -> date | None:
    value = given.get(name)
    if value is None:
        return None
    try:
        return date.fromisoformat(str(value))
    except ValueError as error:
        raise Misuse(texts.BAD_DAY.format(name=name)) from error
