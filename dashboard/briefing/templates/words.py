"""The words of a template: its functions and facts, and what becomes of each placeholder's value.

Every number that is shown is registered with where it came from, and stands between marks until the document
is finished: so it is known which number stands where.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from dashboard.briefing.formats.native import clean
from dashboard.briefing.templates.asking import metrics_of, selection_of
from dashboard.briefing.templates.blocks import Block, block_spec, made_block
from dashboard.briefing.templates.facts import About, Fact, decisions, facts
from dashboard.briefing.templates.faults import Misuse
from dashboard.briefing.templates.language import Broken, Sandbox, Spoken, Unknown
from dashboard.briefing.templates.numbers import Amount, Note, Number, Said, Spec, plain
from dashboard.briefing.templates.tags import MARKS, Kind, Tag
from dashboard.data.ask import NO_ANSWER, Answer, together
from dashboard.formatting import number
from dashboard.texts import templates as texts
from warehouse.metrics.selection import Selection
from warehouse.snapshots import Snapshot

# Marks in the text of an unfinished document: of a number, of a superscript, of a block, of a row made anew.
NUMBER_OPENS, NUMBER_TEXT, NUMBER_ENDS = "\ue000", "\ue001", "\ue002"
RAISED_OPENS, RAISED_ENDS = "\ue004", "\ue005"
BLOCK_OPENS, BLOCK_ENDS = "\ue006", "\ue007"
MADE_ROW = "\ue003"

_SECONDS = 60
_MOST_TURNS = 5_000
_LONGEST_RANGE = 1_000
NOTED = "注"


class Asking:
    """Answers of a snapshot; what was asked before is remembered."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._known: dict[tuple[str, Selection], Sequence[Answer]] = {}

    def read(self, wanted: Sequence[tuple[str, Selection]]) -> None:
        """Ask for all that is not known yet with one look at the data. Raises BadSelection."""
        new = [one for one in dict.fromkeys(wanted) if one not in self._known]
        found = together(self._snapshot, [([metric_id], selection) for metric_id, selection in new])
        for one, answers in zip(new, found, strict=True):
            self._known[one] = answers[one[0]]

    def one(self, metric_id: str, selection: Selection) -> Answer:
        """Return the answer of a selection without a split. Raises BadSelection."""
        self.read([(metric_id, selection)])
        answers = self._known[metric_id, selection]
        return answers[0] if answers else NO_ANSWER

    def all(self, metric_ids: Sequence[str], selection: Selection) -> dict[str, Sequence[Answer]]:
        """Return all answers of metrics. Raises BadSelection."""
        self.read([(metric_id, selection) for metric_id in metric_ids])
        return {metric_id: self._known[metric_id, selection] for metric_id in metric_ids}


@dataclass
class Shown:
    """What has been shown so far: numbers and blocks by their place, the lines of the appendix.

    tags: the tag of each block.
    """

    numbers: list[dict[str, Any]] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    tags: list[int | None] = field(default_factory=list)
    notes: list[Spec] = field(default_factory=list)

    def number(self, value: Said | Amount) -> str:
        """Register a number and return its text between marks."""
        text = clean(MARKS.sub("", value if isinstance(value, Said) else value.text))
        entry = {**value.spec, "text": text}
        if entry not in self.numbers:
            self.numbers.append(entry)
        return f"{NUMBER_OPENS}{self.numbers.index(entry)}{NUMBER_TEXT}{text}{NUMBER_ENDS}"

    def note(self, spec: Spec) -> str:
        """Return the raised number of a line of the appendix; one line per metric and selection."""
        line = {name: value for name, value in spec.items() if name != "what"}
        if line not in self.notes:
            self.notes.append(line)
        told = texts.MARK.format(number=self.notes.index(line) + 1)
        return f"{RAISED_OPENS}{told}{RAISED_ENDS}"

    def block(self, block: Block, tag: int | None) -> str:
        """Register a block of a tag and return the mark of its place."""
        self.blocks.append(block)
        self.tags.append(tag)
        return f"{BLOCK_OPENS}{len(self.blocks) - 1}{BLOCK_ENDS}"


class Words(Spoken):
    """All that a template may name. at: the tag that is being answered, None before the first."""

    def __init__(self, about: About, asking: Asking, *, has_appendix: bool) -> None:
        self.about = about
        self.asking = asking
        self.shown = Shown()
        self.current: int | None = None
        self.turns = 0
        self.has_appendix = has_appendix
        self._until = time.monotonic() + _SECONDS

    def context(self) -> dict[str, Any]:
        """Return the names of the language with their meanings."""
        return {**self.names(), "_at": self.at, "_broken": Broken()}

    def names(self) -> dict[str, Any]:
        """Return what a template may name."""
        functions: dict[str, Callable[..., Any]] = {
            "metric": self.metric,
            "table": self.table,
            "chart": self.chart,
            "appendix": self.appendix,
            "range": self.range,
        }
        return {**functions, **facts(self.about), "decisions": _Later(self.about)}

    def at(self, place: int) -> _Output:
        """Take note of which tag comes now, and return what its value goes through. Raises Misuse."""
        self.current = place
        if time.monotonic() > self._until:
            raise Misuse(texts.TOO_SLOW.format(seconds=_SECONDS))
        return _Output(self)

    def metric(self, *written: Any, **arguments: Any) -> Number:
        """Return a number: metric("P01", year=2022, township="峡窝镇"). Raises Misuse, BadSelection."""
        found = metrics_of(written)
        selection = selection_of(found[0], _plain_arguments(arguments), self.about.moment)
        if len(found) > 1:
            raise Misuse(texts.METRIC_FIRST)
        # Asked at once, so that a wrong value is told of the placeholder that has it.
        self.asking.one(found[0].id, selection)
        return Number(self.about.snapshot, self.asking.one, found[0].id, selection)

    def table(self, *written: Any, **arguments: Any) -> Block:
        """Return a table: table("P01", by="township", year=2022). Raises Misuse, BadSelection."""
        return self._block("table", written, arguments)

    def chart(self, *written: Any, **arguments: Any) -> Block:
        """Return a chart: chart("P01", by="month", year=2022). Raises Misuse, BadSelection."""
        return self._block("chart", written, arguments)

    def _block(self, what: str, written: tuple[Any, ...], arguments: dict[str, Any]) -> Block:
        metrics = metrics_of(written)
        spec = block_spec(what, metrics, _plain_arguments(arguments), self.about.moment)
        return Block(made_block(self.about.snapshot, self.asking.all, spec), spec)

    def appendix(self) -> Block:
        """Return the appendix: a line per number that has a note. Raises Misuse."""
        if not self.has_appendix:
            raise Misuse(texts.NO_APPENDIX_IN_SLIDES)
        return Block(None, {"what": "appendix"})

    def range(self, *ends: Any) -> list[int]:
        """Return whole numbers, as Python's range does. Raises Misuse."""
        if not 1 <= len(ends) <= 3 or not all(isinstance(one, int) for one in ends) or ends[2:] == (0,):
            raise Misuse(texts.ARGUMENTS)
        made = range(*ends)
        # Not len(): it fails beyond what a machine word holds.
        if made[_LONGEST_RANGE:]:
            raise Misuse(texts.RANGE_TOO_LONG.format(most=_LONGEST_RANGE))
        return list(made)

    def misplaced(self, block: int, reason: str) -> Misuse:
        """Return what is wrong with the place of a block; its tag is the one that is at fault."""
        self.current = self.shown.tags[block]
        return Misuse(reason)

    def noted(self, value: Any, unit: Any = "") -> Note:
        """Return a number with its note: {{ metric("P01").digits | 注("场") }}. Raises Misuse."""
        shown = value.told("text") if isinstance(value, Number) else value
        if not isinstance(shown, Said | Amount) or "metric" not in shown.spec or not isinstance(unit, str):
            raise Misuse(texts.NOT_NOTED)
        return Note(shown, shown.spec, unit)


class _Later(Spoken):
    """The list of decisions, which is read when a template asks for it."""

    def __init__(self, about: About) -> None:
        self._about = about

    def items(self) -> list[Fact]:
        """Return the decisions."""
        return decisions(self._about)


class _Output(Spoken):
    """What the value of a tag goes through."""

    IS_OUTPUT = True
    WORDS = ("show", "each", "test", "keep")

    def __init__(self, words: Words) -> None:
        self._words = words

    def word(self, name: str) -> Any:
        return getattr(self, name)

    def show(self, *values: Any) -> str:
        """Return the text of a value; numbers with their marks. Raises Misuse."""
        if len(values) != 1:
            raise Misuse(texts.NOT_SHOWN)
        value = _known(values[0])
        shown = self._words.shown
        if isinstance(value, Broken):
            return ""
        if isinstance(value, Number | Fact):
            value = value.word("text")
        if isinstance(value, Note):
            if not self._words.has_appendix:
                raise Misuse(texts.NO_APPENDIX_IN_SLIDES)
            told = "" if value.value is None else shown.number(value.value)
            return f"{told}{clean(value.unit)}{shown.note(value.spec)}"
        if isinstance(value, Said | Amount):
            return shown.number(value)
        if isinstance(value, Block):
            return shown.block(value, self._words.current)
        if isinstance(value, str):
            return clean(MARKS.sub("", value))
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)  # a year or a loop's turn, no amount
        if isinstance(value, float):
            return number(value)
        raise Misuse(texts.NOT_SHOWN)

    def each(self, *values: Any) -> Sequence[Any]:
        """Return what a loop goes over. Raises Misuse."""
        value = _known(values[0] if len(values) == 1 else list(values))
        if isinstance(value, Broken):
            return ()
        if isinstance(value, _Later):
            value = value.items()
        if not isinstance(value, list | tuple):
            raise Misuse(texts.NOT_A_LIST)
        self._words.turns += len(value)
        if self._words.turns > _MOST_TURNS:
            raise Misuse(texts.TOO_MANY_TURNS.format(most=_MOST_TURNS))
        return value

    def test(self, *values: Any) -> bool:
        """Return whether a condition holds. Raises Misuse."""
        value = _known(values[0] if len(values) == 1 else values)
        if isinstance(value, _Later):
            value = value.items()
        return not isinstance(value, Broken) and bool(plain(value))

    def keep(self, *values: Any) -> Any:
        """Return what a variable is set to. Raises Misuse."""
        return _known(values[0] if len(values) == 1 else values)


def _known(value: Any) -> Any:
    if isinstance(value, Unknown):
        value.complain()
    return value


def _plain_arguments(arguments: dict[str, Any]) -> dict[str, Any]:
    """Return arguments with numbers and facts made plain: week=week, year=cutoff.year."""
    return {name: _plain_argument(value) for name, value in arguments.items()}


def _plain_argument(value: Any) -> Any:
    if isinstance(value, Fact):
        return value.key
    if isinstance(value, list | tuple):
        return [_plain_argument(one) for one in value]
    if isinstance(value, Said):
        return str.__str__(value)
    return plain(_known(value))


def sandbox_of(words: Words, *, autoescape: bool) -> Sandbox:
    """Return the language with its words."""
    names = tuple(words.names())
    return Sandbox(names, {NOTED: words.noted, "noted": words.noted}, autoescape=autoescape)


def rewritten(tag: Tag, place: int, *, is_broken: bool) -> str:
    """Return a tag as it is given to Jinja2: its value goes through `at(place)`.

    is_broken: it has a fault that is known; it shows nothing, and whatever comes of it shows nothing.
    """
    opens = f"{{%{tag.scope} " if tag.scope else "{% "
    value = "_broken" if is_broken else tag.body
    through = partial("_at({}).{}({})".format, place)
    match tag.kind:
        case Kind.SHOW:
            return f"{{{{ {through('show', value)} }}}}"
        case Kind.REMARK:
            return ""
        case Kind.FOR:
            return f"{opens}for {tag.name} in {through('each', value)} %}}"
        case Kind.IF | Kind.ELIF:
            return f"{opens}{tag.kind} {through('test', value)} %}}"
        case Kind.SET:
            return f"{opens}set {tag.name} = {through('keep', value)} %}}"
        case _:
            return f"{opens}{tag.kind} %}}"
