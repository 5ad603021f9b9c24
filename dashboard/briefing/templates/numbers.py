"""What a placeholder gives: a metric's answer in all the ways it can be told, each with where it came from.

Where it came from is a `Spec`: JSON-able, and enough to make the same text from the snapshot again.

    {"metric": "P01", "from": "2022-01-01", "to": "2022-12-31", "where": {…}, "what": "text"}
    {"op": "/", "left": <spec or number>, "right": <spec or number>}
    {"op": "round", "left": <spec>, "right": 1}
    {"fact": "cutoff"}
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from dashboard.briefing.content.findings import changed
from dashboard.briefing.templates.faults import Misuse
from dashboard.briefing.templates.phrases import rounded
from dashboard.data.ask import NO_ANSWER, Answer
from dashboard.data.definition import definition
from dashboard.formatting import PERCENT, figure, number, ratio
from dashboard.texts import common
from dashboard.texts import templates as texts
from warehouse.metrics.catalogue import METRICS
from warehouse.metrics.comparison import same_elapsed_period_last_year
from warehouse.metrics.selection import Grain, Selection
from warehouse.snapshots import Snapshot

Spec = Mapping[str, Any]
Ask = Callable[[str, Selection], Answer]
# Beyond this a product is no count of anything, and a chain of products would eat the machine.
_GREATEST = 1e15
_MOST_DIGITS = 6
_OPERATORS: Mapping[str, Callable[[float, float], float]] = MappingProxyType(
    {
        "+": operator.add,
        "-": operator.sub,
        "*": operator.mul,
        "/": operator.truediv,
        "//": operator.floordiv,
        "%": operator.mod,
    }
)


class Said(str):
    """A text made of data, with its spec. It holds no markup and is escaped like any other text."""

    spec: Spec

    def __new__(cls, text: str, spec: Spec) -> Said:
        made = super().__new__(cls, text)
        made.spec = spec
        return made


class Amount:
    """A number made of data, with its spec; None where nothing was reported. Compares as the number."""

    def __init__(self, value: float | None, spec: Spec) -> None:
        self.value = value
        self.spec = spec

    def __bool__(self) -> bool:
        return bool(self.value)

    def __eq__(self, other: object) -> bool:
        return self.value == plain(other)

    def __hash__(self) -> int:
        return hash(self.value)

    def __lt__(self, other: object) -> bool:
        return self._compared(operator.lt, other)

    def __le__(self, other: object) -> bool:
        return self._compared(operator.le, other)

    def __gt__(self, other: object) -> bool:
        return self._compared(operator.gt, other)

    def __ge__(self, other: object) -> bool:
        return self._compared(operator.ge, other)

    def _compared(self, compare: Callable[[Any, Any], bool], other: object) -> bool:
        """Return how it compares; what was not reported is neither less nor more than anything."""
        value = plain(other)
        if value is not None and not isinstance(value, int | float):
            raise Misuse(texts.NOT_A_NUMBER)
        return self.value is not None and value is not None and compare(self.value, value)

    @property
    def text(self) -> str:
        """Return it as it is printed: 1,234 or 12.3."""
        return number(self.value)


def plain(value: object) -> object:
    """Return the number behind an amount; anything else as it is."""
    return value.value if isinstance(value, Amount) else value


def computed(sign: str, left: object, right: object) -> Amount | float:
    """Return the result of + - * / // %, which knows what it was made of. Raises Misuse."""
    if not all(_is_number(one) for one in (left, right)) or sign not in _OPERATORS:
        raise Misuse(texts.NOT_A_NUMBER)
    value = calculated(sign, plain(left), plain(right))
    if not isinstance(left, Amount) and not isinstance(right, Amount):
        if value is None:
            raise Misuse(texts.BY_ZERO)
        return value
    return Amount(value, {"op": sign, "left": _spec_of(left), "right": _spec_of(right)})


def calculated(sign: str, left: Any, right: Any) -> float | None:
    """Return the value; None where a side is not known or it would be divided by zero. Raises Misuse."""
    if left is None or right is None or (sign in ("/", "//", "%") and right == 0):
        return None
    value = _OPERATORS[sign](left, right)
    if abs(value) > _GREATEST:
        raise Misuse(texts.TOO_GREAT)
    return value


def to_digits(value: object, digits: object = 0) -> Amount | float:
    """Return a number rounded to so many decimals. Raises Misuse."""
    if not isinstance(digits, int) or isinstance(digits, bool) or not 0 <= digits <= _MOST_DIGITS:
        raise Misuse(texts.BAD_DIGITS)
    if isinstance(value, Amount):
        settled = None if value.value is None else round(value.value, digits)
        return Amount(settled, {"op": "round", "left": value.spec, "right": digits})
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise Misuse(texts.NOT_A_NUMBER)
    return round(value, digits)


def _is_number(value: object) -> bool:
    return isinstance(value, Amount | int | float) and not isinstance(value, bool)


def _spec_of(value: object) -> Any:
    return value.spec if isinstance(value, Amount) else value


@dataclass(frozen=True)
class Note:
    """A value followed by the number of its line in the appendix; value None: that number alone.

    unit: a word of the writer's between the two: 3部〔1〕.
    """

    value: Said | Amount | None
    spec: Spec
    unit: str = ""


class Number:
    """The answer of a metric. Its attributes (WORDS) are all that a template may say of it."""

    WORDS = (
        *("text", "short", "digits", "unit", "value", "rounded", "余", "多", "phrase", "change", "fraction"),
        *("numerator", "denominator", "n", "qualifier", "id", "name", "definition", "mark"),
    )
    OWNER = texts.METRIC_OWNER

    def __init__(self, snapshot: Snapshot, ask: Ask, metric_id: str, selection: Selection) -> None:
        self._snapshot = snapshot
        self._ask = ask
        self.metric_id = metric_id
        self.selection = selection

    def word(self, name: str) -> Said | Amount | Note:
        """Return one of WORDS."""
        if name == "mark":
            return Note(None, spec_of(self.metric_id, self.selection, name))
        return self.told(name)

    def told(self, what: str) -> Said | Amount:
        """Return one of WORDS but the mark."""
        spec = spec_of(self.metric_id, self.selection, what)
        said = tell(self._snapshot, self._ask, spec)
        return Said(said, spec) if isinstance(said, str) else Amount(said, spec)


def spec_of(metric_id: str, selection: Selection, what: str) -> dict[str, Any]:
    """Return what a number is made of, as JSON-able values."""
    return {
        "metric": metric_id,
        "from": None if selection.start is None else selection.start.isoformat(),
        "to": None if selection.end is None else selection.end.isoformat(),
        "where": {name: list(values) for name, values in selection.where.items()},
        **({"by": list(selection.by)} if selection.by else {}),
        **({"grain": selection.grain.value} if selection.grain is not Grain.TOTAL else {}),
        "what": what,
    }


def selection_in(spec: Spec) -> Selection:
    """Return the selection of a spec. Raises KeyError, TypeError or ValueError where it is not one."""
    start, end = (None if spec[name] is None else date.fromisoformat(spec[name]) for name in ("from", "to"))
    where = {str(name): tuple(values) for name, values in dict(spec["where"]).items()}
    return Selection(start, end, Grain(spec.get("grain", "total")), tuple(spec.get("by", ())), where)


def asked_in(spec: Any) -> Iterable[tuple[str, Selection]]:
    """Yield what has to be asked of the warehouse to tell a spec again."""
    if not isinstance(spec, Mapping):
        return
    for side in ("left", "right"):
        yield from asked_in(spec.get(side))
    if "metric" in spec:
        selection = selection_in(spec)
        yield spec["metric"], selection
        if spec["what"] == "change" and (earlier := _a_year_before(selection)) is not None:
            yield spec["metric"], earlier


def tell(snapshot: Snapshot, ask: Ask, spec: Spec) -> str | float | None:
    """Return what a spec of a metric says: a text, or a number where it is one."""
    what, metric = spec["what"], METRICS[spec["metric"]]
    selection = selection_in(spec)
    if what in ("id", "name", "definition"):
        return _about(snapshot, metric.id, what)
    answer = ask(metric.id, selection)
    if what in ("value", "numerator", "denominator", "n"):
        value: float | None = getattr(answer, what)
        return value
    if what == "change":
        return _change(ask, metric.id, metric.unit, selection, answer)
    return _text(what, answer, metric.unit)


def _about(snapshot: Snapshot, metric_id: str, what: str) -> str:
    if what == "definition":
        return definition(snapshot, metric_id).text(common.DEFINITION_FIELDS["definition"])
    return metric_id if what == "id" else METRICS[metric_id].name


def _text(what: str, answer: Answer, unit: str) -> str:
    shown = figure(answer.value, unit, answer.qualifier)
    match what:
        case "text":
            return str(shown)
        case "short":
            return str(shown).replace(f".0{PERCENT}", PERCENT)
        case "digits":
            return shown.digits
        case "unit":
            return shown.unit
        case "qualifier":
            return texts.QUALIFIERS.get(answer.qualifier or "", "")
        case "fraction":
            return ratio(answer.numerator, answer.denominator)
        case "rounded":
            return rounded(answer.value, unit, answer.qualifier)
        case "phrase":
            words = rounded(answer.value, unit, answer.qualifier)
            return words if unit == "%" or answer.value is None else f"{words}{unit}"
        case _:
            return rounded(answer.value, unit, answer.qualifier, what)


def _change(ask: Ask, metric_id: str, unit: str, selection: Selection, answer: Answer) -> str:
    earlier = _a_year_before(selection)
    before = NO_ANSWER if earlier is None else ask(metric_id, earlier)
    told = changed(answer, before, unit)
    if told is None:
        return texts.NO_CHANGE_KNOWN
    return texts.CHANGE_SAME if told == "持平" else texts.CHANGE.format(change=told)


def _a_year_before(selection: Selection) -> Selection | None:
    """Return the same days of the year before (同比); None where the days are not told."""
    if selection.end is None:
        return None
    start = selection.start or selection.end
    earlier = same_elapsed_period_last_year(start, selection.end)
    first = None if selection.start is None else earlier.start
    return Selection(first, earlier.end, selection.grain, selection.by, selection.where)
