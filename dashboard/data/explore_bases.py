"""With what the numbers of 趋势探索 are compared: last year, a target, the district, another unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from dashboard.data.ask import Answer, split
from dashboard.data.changes import change_text
from dashboard.data.explore_address import Address, Against
from dashboard.data.explore_moves import Group, Key, resolved
from dashboard.formatting import MISSING, PERCENT, PERCENTAGE_POINT, figure, number, percent
from dashboard.texts import explore as texts
from warehouse.contracts.targets import DISTRICT_SCOPE
from warehouse.metrics.catalogue import METRICS
from warehouse.metrics.comparison import ChangeKind, change, same_elapsed_period_last_year
from warehouse.metrics.dimensions import DIMENSIONS
from warehouse.metrics.model import Better
from warehouse.metrics.progress import accumulates
from warehouse.metrics.selection import Grain, Period
from warehouse.metrics.selection import periods as periods_between
from warehouse.snapshots import Snapshot

# The dimensions without which a number is that of the whole district.
PLACES = frozenset(
    (
        "unit", "unit_kind", "township", "village", "village_kind", "participant", "respondent", "defendant",
        "school", "school_stage", "subject",
    )
)  # fmt: skip
# The dimensions that a target may be set for; others go below any target.
_SCOPES = ("township", "unit", "respondent")
FULL_RATE = 100.0
_FULL_WORDS = "100%"
_YEAR = "year"


@dataclass(frozen=True)
class Base:
    """What numbers are compared with. name: in words. answers: by the key of the number compared."""

    against: Against = Against.NONE
    name: str = ""
    answers: Mapping[Key, Answer] = field(default_factory=dict)

    def of(self, key: Key) -> Answer | None:
        """Return what a number is compared with; None where there is nothing."""
        return self.answers.get(key)


def why_not(address: Address, as_of: date) -> dict[Against, str]:
    """Return for each comparison why it makes no sense for an address; empty where it does."""
    found = dict.fromkeys(Against, "")
    if not address.metrics:
        return found
    is_open = resolved(address, as_of)[0] is None
    if _YEAR in address.by:
        found[Against.LAST_YEAR] = texts.AGAINST_YEAR_SPLIT
    elif address.grain is Grain.TOTAL and is_open:
        found[Against.LAST_YEAR] = texts.AGAINST_ALL
    found[Against.TARGET] = _why_no_target(address, as_of)
    if not PLACES & {*address.by, *address.conditions}:
        found[Against.DISTRICT] = texts.AGAINST_DISTRICT
    return found


def _why_no_target(address: Address, as_of: date) -> str:
    metrics = [METRICS[metric_id] for metric_id in address.metrics]
    never = [metric.name for metric in metrics if not metric.may_be_target or metric.progress is not None]
    if never:
        return texts.AGAINST_TARGET_NEVER.format(name="、".join(never))
    scopes = {*address.by, *address.conditions}
    is_one = len(scopes) <= 1 and all(len(values) == 1 for values in address.conditions.values())
    if not scopes <= set(_SCOPES) or not is_one:
        return texts.AGAINST_TARGET_SPLIT
    if any(accumulates(metric) for metric in metrics):
        start, end = resolved(address, as_of)
        is_year = start is not None and (start.month, start.day) == (1, 1) and start.year == end.year
        if address.grain is not Grain.YEAR and not (address.grain is Grain.TOTAL and is_year):
            return texts.AGAINST_TARGET_PART
    return ""


def bases(
    snapshot: Snapshot,
    address: Address,
    start: date,
    end: date,
    labels: Sequence[str],
    groups: Sequence[Group],
) -> tuple[Base, str]:
    """Return what an address is compared with, and in words why it cannot be where it cannot.

    start, end: the days shown. labels: of its periods, in the order of time. groups: the values of `by`.
    """
    against = address.against
    reason = why_not(address, end)[against]
    if against is Against.OTHER and address.other is None:
        reason = texts.AGAINST_OTHER_EMPTY
    if reason:
        return Base(), _unfit(against, reason)
    match against:
        case Against.LAST_YEAR:
            return Base(against, _name(against), _last_year(snapshot, address, start, end, labels)), ""
        case Against.TARGET:
            found = _targets(snapshot, address, end, labels, groups)
            if not found:
                return Base(), _unfit(against, texts.AGAINST_TARGET_NONE)
            return Base(against, _name(against), found), ""
        case Against.DISTRICT:
            name = _mean_name(address)
            return Base(against, name, _district(snapshot, address, start, end, groups)), ""
        case Against.OTHER if address.other is not None:
            dimension, value = address.other
            found = _other(snapshot, address, start, end, (dimension, value), groups)
            return Base(against, value, found), ""
    return Base(), ""


def _unfit(against: Against, reason: str) -> str:
    return texts.AGAINST_UNFIT.format(against=texts.AGAINSTS[against.value], reason=reason)


def _name(against: Against) -> str:
    return texts.BASE_NAMES[against.value]


def _last_year(
    snapshot: Snapshot, address: Address, start: date, end: date, labels: Sequence[str]
) -> dict[Key, Answer]:
    """Return the same elapsed part of the year before, under the keys of this year."""
    if address.grain is Grain.TOTAL:
        before = same_elapsed_period_last_year(start, end)
        renamed: dict[str | None, list[str | None]] = {None: [None]}
    else:
        shown = [period for period in periods_between(start, end, address.grain) if period.label in labels]
        if not shown:
            return {}
        shifted = [same_elapsed_period_last_year(one.start, one.end, address.grain) for one in shown]
        before = Period(None, shifted[0].start, shifted[-1].end)
        renamed = {}
        for now, then in zip(shown, shifted, strict=True):
            renamed.setdefault(then.label, []).append(now.label)
    found = split(
        snapshot, address.metrics, address.by, before.start, before.end, address.conditions, address.grain
    )
    return {
        Key(metric_id, label, answer.group): answer
        for metric_id, answers in found.items()
        for answer in answers
        for label in renamed.get(answer.period, ())
    }


def _targets(
    snapshot: Snapshot, address: Address, end: date, labels: Sequence[str], groups: Sequence[Group]
) -> dict[Key, Answer]:
    """Return the yearly target of each period's year and each group's scope; for a full rate 100."""
    years = sorted({int(label[:4]) for label in labels} | ({end.year} if not labels else set()))
    asked = split(
        snapshot, ["A04"], ("metric_id", "scope", _YEAR), date(years[0], 1, 1), date(years[-1], 12, 31)
    )["A04"]
    known = {answer.group: answer.denominator for answer in asked if answer.denominator is not None}
    filtered = next((values[0] for _, values in address.where), DISTRICT_SCOPE)
    found = {}
    for metric_id in address.metrics:
        for group in groups:
            scope = group[0] if group else filtered
            for label in labels or (None,):
                year = label[:4] if label else str(end.year)
                target = known.get((metric_id, scope, year))
                if target is None and _is_full_rate(metric_id):
                    target = FULL_RATE
                if target is not None:
                    found[Key(metric_id, label, group)] = Answer(target, None, None, None, None)
    return found


def _is_full_rate(metric_id: str) -> bool:
    metric = METRICS[metric_id]
    return metric.unit == PERCENT and metric.better is Better.UP and _FULL_WORDS in metric.target


def _place_names(address: Address) -> list[str]:
    return [name for name in dict.fromkeys((*address.by, *address.conditions)) if name in PLACES]


def _mean_name(address: Address) -> str:
    """Return 全区 for quotients, 镇办平均 for counts."""
    if all(_is_quotient(metric_id) for metric_id in address.metrics):
        return texts.BASE_NAMES[Against.DISTRICT.value]
    labels = "、".join(DIMENSIONS[name].label for name in _place_names(address))
    return texts.BASE_MEAN.format(dimension=labels)


def _is_quotient(metric_id: str) -> bool:
    return METRICS[metric_id].denominator is not None or METRICS[metric_id].progress is not None


def _district(
    snapshot: Snapshot, address: Address, start: date, end: date, groups: Sequence[Group]
) -> dict[Key, Answer]:
    """Return the district's level: a quotient as that of the sums, a count as the mean of those who have one.

    The mean is over the places that are known to have reported; 未注明 is none of them.
    """
    places = set(_place_names(address))
    rest = tuple(name for name in address.by if name not in places)
    where = {name: values for name, values in address.where if name not in places}
    found: dict[tuple[str, str | None, Group], Answer] = {}
    quotients = [metric_id for metric_id in address.metrics if _is_quotient(metric_id)]
    for metric_id, answers in split(snapshot, quotients, rest, start, end, where, address.grain).items():
        found |= {(metric_id, answer.period, answer.group): answer for answer in answers}
    counts = [metric_id for metric_id in address.metrics if metric_id not in quotients]
    means: dict[tuple[str, str | None, Group], list[float]] = {}
    by = (*rest, *sorted(places))
    for metric_id, answers in split(snapshot, counts, by, start, end, where, address.grain).items():
        for answer in answers:
            if answer.value is not None and None not in answer.group[len(rest) :]:
                means.setdefault((metric_id, answer.period, answer.group[: len(rest)]), []).append(
                    answer.value
                )
    found |= {
        one: Answer(sum(values) / len(values), None, None, len(values), None) for one, values in means.items()
    }
    keep = [place for place, name in enumerate(address.by) if name not in places]
    return {
        Key(metric_id, period, group): answer
        for (metric_id, period, kept), answer in found.items()
        for group in groups
        if tuple(group[place] for place in keep) == kept
    }


def _other(
    snapshot: Snapshot,
    address: Address,
    start: date,
    end: date,
    other: tuple[str, str],
    groups: Sequence[Group],
) -> dict[Key, Answer]:
    """Return the numbers of another unit (or township …) under otherwise the same question."""
    dimension, value = other
    rest = tuple(name for name in address.by if name != dimension)
    where = {**address.conditions, dimension: (value,)}
    keep = [place for place, name in enumerate(address.by) if name != dimension]
    found = split(snapshot, address.metrics, rest, start, end, where, address.grain)
    return {
        Key(metric_id, answer.period, group): answer
        for metric_id, answers in found.items()
        for answer in answers
        for group in groups
        if tuple(group[place] for place in keep) == answer.group
    }


def difference_text(base: Base, metric_id: str, answer: Answer, other: Answer | None) -> str:
    """Return how a number stands to what it is compared with: ▲增 12.9%, 高 5.2 个百分点, 完成 96.0%."""
    metric = METRICS[metric_id]
    if other is None or other.value is None or answer.value is None:
        return ""
    if base.against is Against.LAST_YEAR:
        text = change_text(answer, other, metric)
        return "" if text == MISSING else text
    if base.against is Against.TARGET and metric.unit != PERCENT and other.value:
        return texts.ATTAINED.format(share=percent(100 * answer.value / other.value))
    found = change(answer.value, other.value, metric.unit)
    size = abs(found.value or 0)
    if found.value is None or round(size, 1) == 0:
        return texts.LEVEL
    written = {
        ChangeKind.PERCENT: percent(size),
        ChangeKind.POINTS: f"{number(round(size, 1))} {PERCENTAGE_POINT}",
    }.get(found.kind, str(figure(size, metric.unit)))
    return texts.DIFFERENCE.format(direction=texts.HIGHER if found.value > 0 else texts.LOWER, size=written)
