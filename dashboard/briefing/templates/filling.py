"""Filling a template of one's own, and knowing afterwards which number stands where.

    read        package.py: what is no template is refused
    survey      tags.py, language.py: shape and language of every placeholder
    try         each placeholder that depends on no other is answered by itself
    render      all together; a placeholder that fails is taken note of, left out, and all is rendered again
    finish      tables, charts, appendix

All faults of a template are told together; then nothing is written.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import TemplateError

from dashboard.briefing.checking.finished import read_docx, read_pptx
from dashboard.briefing.templates.facts import About, about_of
from dashboard.briefing.templates.faults import BadTemplate, Fault, Misuse
from dashboard.briefing.templates.language import Sandbox, check_expression
from dashboard.briefing.templates.marks import left_block, passages, unmarked
from dashboard.briefing.templates.package import WORD, read_package
from dashboard.briefing.templates.slides import SlidesTemplate
from dashboard.briefing.templates.tags import Kind, Paragraph, Tag, find_tags, unbalanced
from dashboard.briefing.templates.word import WordTemplate
from dashboard.briefing.templates.words import Asking, Words, rewritten, sandbox_of
from dashboard.periods import Moment
from dashboard.texts import templates as texts
from warehouse.errors import BadSelection
from warehouse.home import Home
from warehouse.nearest import nearest
from warehouse.snapshots import Snapshot

KIND = "template"
# More faults than anybody mends at one go; a template with them is rendered no more.
_MOST_FAULTS = 50
_WITH_VALUE = (Kind.SHOW, Kind.FOR, Kind.IF, Kind.ELIF, Kind.SET)
_FAILURES = (
    Misuse,
    BadSelection,
    TemplateError,
    TypeError,
    ValueError,
    ArithmeticError,
    LookupError,
    RecursionError,
)

Template = WordTemplate | SlidesTemplate


@dataclass(frozen=True)
class Filled:
    """A template filled. suffix: ".docx" or ".pptx". record: what its numbers can be made again from."""

    content: bytes
    suffix: str
    record: dict[str, Any]


def fill(
    template: Path, home: Home, snapshot: Snapshot, label: str | None = None, moment: Moment | None = None
) -> Filled:
    """Return a template filled from a snapshot.

    label: under which the snapshot is frozen. moment: what 本周 and 本年 mean in it; by default the week of
    the data cut-off. Raises UnusableTemplate, BadTemplate (all faults with their places), OSError.
    """
    content, kind = read_package(template)
    opened = (WordTemplate if kind == WORD else SlidesTemplate)(template.name, content)
    work = _Filling(opened, about_of(home, snapshot, label, moment))
    marked, words = work.done()
    read = read_docx if kind == WORD else read_pptx
    record = {
        "kind": KIND,
        "template": template.name,
        "sha256": hashlib.sha256(content).hexdigest(),
        "snapshot": snapshot.id,
        **words.about.record(),
        "numbers": words.shown.numbers,
        "passages": list(passages(read(marked).segments)),
        "blocks": [block.spec for block in words.shown.blocks if block.made is not None],
    }
    return Filled(unmarked(marked), kind, record)


class _Filling:
    """One template being filled. tags: each with its paragraph's place in the list."""

    def __init__(self, template: Template, about: About) -> None:
        self._template = template
        self._about = about
        self._asking = Asking(about.snapshot)
        self._tags = [
            (number, tag)
            for number, paragraph in enumerate(template.paragraphs)
            for tag in find_tags(paragraph.text)
        ]
        self._faults: dict[int, Fault] = {}
        self._structure: list[Fault] = []

    def done(self) -> tuple[bytes, Words]:
        """Return the document with marks in it, and what was shown. Raises BadTemplate."""
        words, sandbox = self._language()
        names = self._survey(sandbox)
        self._try(names, words, sandbox)
        result = None if self._structure else self._render()
        faults = [*self._structure, *self._faults.values()]
        if result is None or faults:
            order = {paragraph.place: n for n, paragraph in enumerate(self._template.paragraphs)}
            faults.sort(key=lambda fault: order.get(fault.place, -1))
            raise BadTemplate(self._template.name, faults)
        return result

    def _language(self) -> tuple[Words, Sandbox]:
        words = Words(self._about, self._asking, has_appendix=self._template.HAS_APPENDIX)
        return words, sandbox_of(words, autoescape=self._template.AUTOESCAPE)

    def _survey(self, sandbox: Sandbox) -> dict[int, frozenset[str]]:
        """Check shape and language of every tag; return the names that each uses, by its place."""
        used: dict[int, frozenset[str]] = {}
        known = set(sandbox_names(sandbox))
        given = {"loop"} | {tag.name for _, tag in self._tags if tag.name}
        for place, (number, tag) in enumerate(self._tags):
            try:
                if tag.kind is Kind.WRONG:
                    raise Misuse(tag.reason)
                if tag.scope and not self._template.HAS_APPENDIX:
                    plain = tag.text.replace(f"{{%{tag.scope} ", "{% ")
                    raise Misuse(texts.SCOPE_IN_SLIDES.format(scope=f"{{%{tag.scope}", plain=plain))
                if tag.scope == "p" and self._template.paragraphs[number].text.strip() != tag.text:
                    raise Misuse(_alone("p"))
                if tag.name in known:
                    raise Misuse(texts.RESERVED.format(name=tag.name))
                used[place] = check_expression(sandbox, tag.body) if tag.body else frozenset()
                if unknown := sorted(used[place] - known - given):
                    raise Misuse(
                        texts.UNKNOWN_NAME.format(
                            name=unknown[0], hint=nearest(unknown[0], sandbox_names(sandbox))
                        )
                    )
            except Misuse as fault:
                self._note(place, str(fault))
        stories: dict[str, list[tuple[int, Paragraph, Tag]]] = {}
        for number, tag in self._tags:
            paragraph = self._template.paragraphs[number]
            stories.setdefault(paragraph.story, []).append((number, paragraph, tag))
        for tags in stories.values():
            self._structure += unbalanced(tags)
        return used

    def _try(self, used: dict[int, frozenset[str]], words: Words, sandbox: Sandbox) -> None:
        """Answer each tag by itself that uses nothing but the words of the language."""
        known = set(sandbox_names(sandbox))
        context = words.context()
        for place, names in used.items():
            _, tag = self._tags[place]
            if tag.kind not in _WITH_VALUE or not names <= known:
                continue
            alone = Tag(
                Kind.SET if tag.kind is not Kind.SHOW else tag.kind, tag.text, 0, 0, "", tag.body, "it"
            )
            try:
                sandbox.from_string(rewritten(alone, place, is_broken=False)).render(context)
            except _FAILURES as fault:
                self._note(place, _reason(fault))

    def _render(self) -> tuple[bytes, Words] | None:
        """Render all; a tag that fails is noted and left out, and all is rendered again, until none fails."""
        while len(self._faults) <= _MOST_FAULTS:
            words, sandbox = self._language()
            try:
                marked = self._template.rendered(sandbox, words, self._edits())
                words.current = None
                return self._finish(marked, words), words
            except _FAILURES as fault:
                place = words.current
                if place is None or place in self._faults:
                    self._structure.append(Fault(texts.WHOLE, self._template.name, _reason(fault)))
                    return None
                self._note(place, _reason(fault))
        return None

    def _finish(self, marked: bytes, words: Words) -> bytes:
        has_appendix = any(block.made is None for block in words.shown.blocks)
        if words.shown.notes and not has_appendix:
            raise Misuse(texts.NO_APPENDIX)
        finished = self._template.finished(marked, words)
        left = left_block(finished)
        if left is not None:
            raise words.misplaced(left, texts.BLOCK_NOT_HERE)
        return finished

    def _edits(self) -> dict[int, list[tuple[int, int, str]]]:
        edits: dict[int, list[tuple[int, int, str]]] = {n: [] for n in range(len(self._template.paragraphs))}
        for place, (number, tag) in enumerate(self._tags):
            new = "" if tag.kind is Kind.WRONG else rewritten(tag, place, is_broken=place in self._faults)
            edits[number].append((tag.start, tag.end, new))
        return edits

    def _note(self, place: int, reason: str) -> None:
        number, tag = self._tags[place]
        self._faults[place] = Fault(self._template.paragraphs[number].place, tag.text, reason)


def sandbox_names(sandbox: Sandbox) -> tuple[str, ...]:
    """Return the names that a template may use."""
    known: tuple[str, ...] = sandbox.undefined.known  # type: ignore[attr-defined]
    return known


def _alone(scope: str) -> str:
    return texts.SCOPE_ALONE.format(scope=f"{{%{scope} … %}}", unit=texts.SCOPE_UNITS[scope])


def _reason(fault: Exception) -> str:
    """Return why a placeholder failed, in words; what Python says of its own errors is none."""
    if isinstance(fault, Misuse | BadSelection):
        return str(fault)
    return texts.ARGUMENTS if isinstance(fault, TypeError) else texts.OTHER_FAULT
