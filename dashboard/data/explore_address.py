"""The address of 趋势探索: metrics, split, grain, period, filters, comparison and shape.

The address is the whole state of the page: what it says is what a new browser shows. Whatever stands in it
that is not known is left out with a notice; nothing in it is trusted. Values of filters are looked up among
the known ones where they are asked (`dashboard.data.explore`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import TypeVar
from urllib.parse import parse_qs, urlencode

from dashboard.texts import explore as texts
from warehouse.metrics.catalogue import METRICS
from warehouse.metrics.dimensions import DIMENSIONS
from warehouse.metrics.selection import Grain

PAGE = "explore"
METRIC, BY, GRAIN, PERIOD, FROM, TO = "metric", "by", "grain", "period", "from", "to"
WHERE, AGAINST, OTHER, SHAPE = "where", "against", "other", "shape"
PARAMETERS = frozenset((METRIC, BY, GRAIN, PERIOD, FROM, TO, WHERE, AGAINST, OTHER, SHAPE))

MOST_METRICS = 6
MOST_SPLITS = 2
MOST_CONDITIONS = 8
MOST_VALUES = 50
_LONGEST_VALUE = 100
_LONGEST_TEXT = 400
_MOST_PARTS = 500


class Quick(StrEnum):
    """The periods that are chosen by one click; each ends with the data."""

    YEAR = "year"
    LAST_YEAR = "last_year"
    MONTHS_12 = "12m"
    YEARS_3 = "3y"
    ALL = "all"


class Against(StrEnum):
    """With what numbers are compared."""

    NONE = "none"
    LAST_YEAR = "last_year"
    TARGET = "target"
    DISTRICT = "district"
    OTHER = "other"


class Shape(StrEnum):
    """How numbers are drawn."""

    LINE = "line"
    BAR = "bar"
    HEAT = "heat"
    DOTS = "dots"
    MULTIPLES = "multiples"
    CONTROL = "control"
    TABLE = "table"


Condition = tuple[str, tuple[str, ...]]
Choice = TypeVar("Choice", bound=StrEnum)


@dataclass(frozen=True)
class Address:
    """What a link asks for.

    by: at most two dimensions. start, end: chosen days, inclusive; where both are None, `quick` holds. where:
    dimension and accepted values, in the order of DIMENSIONS. other: the dimension and value to compare with.
    shape: None where it is chosen by rule.
    """

    metrics: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    grain: Grain = Grain.MONTH
    quick: Quick = Quick.MONTHS_12
    start: date | None = None
    end: date | None = None
    where: tuple[Condition, ...] = ()
    against: Against = Against.NONE
    other: tuple[str, str] | None = None
    shape: Shape | None = None

    @property
    def is_custom(self) -> bool:
        """Whether the days were chosen one by one."""
        return self.start is not None or self.end is not None

    @property
    def conditions(self) -> dict[str, tuple[str, ...]]:
        """The filters by dimension."""
        return dict(self.where)

    def query(self) -> dict[str, list[str]]:
        """Return the parameters of the link in their one order, those with default values left out."""
        found: dict[str, list[str]] = {}
        if self.metrics:
            found[METRIC] = [",".join(self.metrics)]
        if self.by:
            found[BY] = [",".join(self.by)]
        if self.grain is not Grain.MONTH:
            found[GRAIN] = [self.grain.value]
        if self.quick is not Quick.MONTHS_12 and not self.is_custom:
            found[PERIOD] = [self.quick.value]
        if self.start is not None:
            found[FROM] = [self.start.isoformat()]
        if self.end is not None:
            found[TO] = [self.end.isoformat()]
        if self.where:
            found[WHERE] = [f"{name}={value}" for name, values in self.where for value in values]
        if self.against is not Against.NONE:
            found[AGAINST] = [self.against.value]
        if self.other is not None:
            found[OTHER] = ["=".join(self.other)]
        if self.shape is not None:
            found[SHAPE] = [self.shape.value]
        return found

    def text(self) -> str:
        """Return the parameters as one text, as saved views keep it."""
        return urlencode(self.query(), doseq=True)


def read_text(text: str) -> tuple[Address, tuple[str, ...]]:
    """Return what a saved view asks for, and its notices; see `read_address`."""
    try:
        return read_address(parse_qs(text, max_num_fields=_MOST_PARTS))
    except ValueError:
        return Address(), (texts.TOO_MANY_CONDITIONS,)


@lru_cache(maxsize=512)
def common_dimensions(metric_ids: tuple[str, ...]) -> tuple[str, ...]:
    """Return the dimensions by which every one of the metrics may be split and filtered."""
    if not metric_ids:
        return ()
    first, *others = (METRICS[name].dimensions for name in metric_ids)
    return tuple(name for name in first if all(name in other for other in others))


def in_order(conditions: Mapping[str, Iterable[str]]) -> tuple[Condition, ...]:
    """Return filters in the order in which an address keeps them, those without a value left out."""
    return tuple(
        (name, values)
        for name in DIMENSIONS
        if name in conditions and (values := tuple(dict.fromkeys(conditions[name])))
    )


def read_address(parameters: Mapping[str, Sequence[str]]) -> tuple[Address, tuple[str, ...]]:
    """Return what the parameters of a link ask for, and a notice for each that is not usable."""
    notices: dict[str, None] = {}
    first = {name: values[0][:_LONGEST_TEXT] for name, values in parameters.items() if values}
    metrics = _metrics(parameters.get(METRIC, ()), notices)
    allowed = common_dimensions(metrics)
    start, end = _day(first.get(FROM), notices), _day(first.get(TO), notices)
    if start is not None and end is not None and start > end:
        notices[texts.DATES_OUT_OF_ORDER] = None
        start = end = None
    against = _one(Against, first.get(AGAINST), Against.NONE, texts.UNKNOWN_AGAINST, notices)
    other = _other(first.get(OTHER), allowed, notices) if against is Against.OTHER else None
    is_custom = start is not None or end is not None
    quick = _one(Quick, first.get(PERIOD), Quick.MONTHS_12, texts.UNKNOWN_PERIOD, notices)
    return (
        Address(
            metrics,
            _split(first.get(BY), allowed, notices),
            _one(Grain, first.get(GRAIN), Grain.MONTH, texts.UNKNOWN_GRAIN, notices),
            Quick.MONTHS_12 if is_custom else quick,
            start,
            end,
            in_order(dict(_conditions(parameters.get(WHERE, ()), allowed, notices))),
            against,
            other,
            _shape(first.get(SHAPE), notices),
        ),
        tuple(notices),
    )


def _metrics(written: Sequence[str], notices: dict[str, None]) -> tuple[str, ...]:
    names = _names()
    found: dict[str, None] = {}
    for text in [part.strip() for one in written[:_MOST_PARTS] for part in one[:_LONGEST_TEXT].split(",")]:
        metric_id = names.get(text.upper())
        if metric_id is not None:
            found[metric_id] = None
        elif text:
            notices[texts.UNKNOWN_METRIC] = None
    if len(found) > MOST_METRICS:
        notices[texts.TOO_MANY_METRICS.format(most=MOST_METRICS)] = None
    return tuple(found)[:MOST_METRICS]


@lru_cache(maxsize=1)
def _names() -> Mapping[str, str]:
    return {
        name.upper(): metric.id
        for metric in METRICS.values()
        for name in (*metric.aliases, metric.name, metric.id)
    }


def _split(text: str | None, allowed: Sequence[str], notices: dict[str, None]) -> tuple[str, ...]:
    asked = tuple(dict.fromkeys(name for name in (text or "").split(",") if name))
    usable = tuple(name for name in asked if name in allowed)[:MOST_SPLITS]
    if usable != asked:
        notices[texts.UNKNOWN_SPLIT] = None
    return usable


def _conditions(
    written: Sequence[str], allowed: Sequence[str], notices: dict[str, None]
) -> Iterator[tuple[str, list[str]]]:
    found: dict[str, list[str]] = {}
    for text in written[:_MOST_PARTS]:
        condition = _condition(text, allowed)
        if condition is None:
            notices[texts.UNKNOWN_CONDITION] = None
            continue
        name, value = condition
        values = found.setdefault(name, [])
        if value not in values:
            values.append(value)
    if len(found) > MOST_CONDITIONS or any(len(values) > MOST_VALUES for values in found.values()):
        notices[texts.TOO_MANY_CONDITIONS] = None
    for name in [name for name in DIMENSIONS if name in found][:MOST_CONDITIONS]:
        yield name, found[name][:MOST_VALUES]


def _condition(text: str, allowed: Sequence[str]) -> tuple[str, str] | None:
    name, sign, value = text.partition("=")
    usable = sign and value and len(value) <= _LONGEST_VALUE and value.isprintable() and name in allowed
    return (name, value) if usable else None


def _other(text: str | None, allowed: Sequence[str], notices: dict[str, None]) -> tuple[str, str] | None:
    if not text:
        return None
    condition = _condition(text, allowed)
    if condition is None:
        notices[texts.UNKNOWN_CONDITION] = None
    return condition


def _day(text: str | None, notices: dict[str, None]) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        notices[texts.UNKNOWN_DATE] = None
        return None


def _one(
    kind: type[Choice], text: str | None, default: Choice, notice: str, notices: dict[str, None]
) -> Choice:
    if not text:
        return default
    try:
        return kind(text)
    except ValueError:
        notices[notice] = None
        return default


def _shape(text: str | None, notices: dict[str, None]) -> Shape | None:
    if not text:
        return None
    try:
        return Shape(text)
    except ValueError:
        notices[texts.UNKNOWN_SHAPE] = None
        return None
