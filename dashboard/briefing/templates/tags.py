"""Finding placeholders in the paragraphs of a template, and what is wrong with their shape.

A tag is `{{ … }}` (shows something) or `{% … %}` (for, if, set); `{# … #}` is a remark and shows nothing.
In Word {%p …%}, {%tr …%} and {%tc …%} take the place of their whole paragraph, row or cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from dashboard.briefing.templates.faults import Fault, Misuse
from dashboard.briefing.templates.language import straightened
from dashboard.texts import templates as texts

_BODY = r"(?:\"[^\"]*\"|'[^']*'|[^\"'])*?"
_TAG = re.compile(rf"\{{\{{{_BODY}\}}\}}|\{{%{_BODY}%\}}|\{{#.*?#\}}", re.DOTALL)
_LOOSE_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_OPENING = re.compile(r"\{\{|\{%|\{#")
_CLOSING = re.compile(r"\}\}|%\}|#\}")
_ENDS = {"{{": "}}", "{%": "%}", "{#": "#}"}
_STATEMENT = re.compile(r"\{%-?\s*(?:(p|tr|tc|r)\s+)?(\w+)\s*(.*?)\s*-?%\}", re.DOTALL)
_FOR = re.compile(r"([^\W\d]\w*)\s+in\s+(.+)", re.DOTALL)
_SET = re.compile(r"([^\W\d]\w*)\s*=(?!=)\s*(.+)", re.DOTALL)
# Private-use characters mark places later; none may come in with a template.
MARKS = re.compile("[\ue000-\ue00f]")


class Kind(StrEnum):
    """What a tag does."""

    SHOW = "show"
    REMARK = "remark"
    FOR = "for"
    IF = "if"
    ELIF = "elif"
    ELSE = "else"
    SET = "set"
    ENDFOR = "endfor"
    ENDIF = "endif"
    WRONG = "wrong"


_OPENERS: Mapping[Kind, tuple[Kind, ...]] = {
    Kind.ENDFOR: (Kind.FOR,),
    Kind.ENDIF: (Kind.IF,),
    Kind.ELIF: (Kind.IF,),
    Kind.ELSE: (Kind.IF, Kind.FOR),
}


@dataclass(frozen=True)
class Tag:
    """A tag. scope: p, tr, tc or "". body: its expression. name: of the loop's or the set variable.

    start, end: where it stands in the text of its paragraph. reason: why it is no tag, of Kind.WRONG.
    """

    kind: Kind
    text: str
    start: int
    end: int
    scope: str = ""
    body: str = ""
    name: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of a template as far as tags go. story: body, a header, a shape…

    Statements that enclose whole paragraphs, rows or cells begin and end in the same holder of those.
    """

    place: str
    text: str
    story: str
    holders: tuple[tuple[str, str], ...] = ()


def find_tags(text: str) -> list[Tag]:
    """Return the tags of a paragraph in order, and among them what is meant for one and is none."""
    found: list[Tag] = []
    place = 0
    while opening := _OPENING.search(text, place):
        found += _stray(text, place, opening.start())
        match = _TAG.match(text, opening.start()) or _LOOSE_TAG.match(text, opening.start())
        if match is None:
            start = opening[0]
            reason = texts.UNCLOSED.format(start=start, end=_ENDS[start])
            return [*found, _wrong(text, opening.start(), len(text), reason)]
        try:
            found.append(_tag(match[0], match.start(), match.end()))
        except Misuse as fault:
            found.append(_wrong(text, match.start(), match.end(), str(fault)))
        place = match.end()
    return [*found, *_stray(text, place, len(text))]


def _wrong(text: str, start: int, end: int, reason: str) -> Tag:
    return Tag(Kind.WRONG, text[start:end], start, end, reason=reason)


def _stray(text: str, start: int, end: int) -> Iterator[Tag]:
    """Yield the first end of a tag that never began, with the text before it."""
    if (closing := _CLOSING.search(text, start, end)) and closing[0] != "#}":
        yield _wrong(text, start, closing.end(), texts.UNOPENED.format(end=closing[0]))


def _tag(text: str, start: int, end: int) -> Tag:
    if text.startswith("{#"):
        return Tag(Kind.REMARK, text, start, end)
    if text.startswith("{{"):
        body = straightened(text[2:-2].strip().strip("-").strip())
        if not body:
            raise Misuse(texts.EMPTY)
        return Tag(Kind.SHOW, text, start, end, body=body)
    parts = _STATEMENT.fullmatch(text)
    if parts is None:
        raise Misuse(texts.EMPTY)
    scope, word, rest = parts[1] or "", parts[2], straightened(parts[3])
    if scope == "r":
        scope = ""
    if word not in set(Kind) - {Kind.SHOW, Kind.REMARK, Kind.WRONG}:
        raise Misuse(texts.UNKNOWN_STATEMENT.format(word=word))
    kind = Kind(word)
    if kind is Kind.FOR or kind is Kind.SET:
        split = (_FOR if kind is Kind.FOR else _SET).fullmatch(rest)
        if split is None:
            raise Misuse((texts.BAD_FOR if kind is Kind.FOR else texts.BAD_SET).format())
        name, rest = split[1], split[2]
    else:
        name = ""
    if not rest and kind in (Kind.IF, Kind.ELIF):
        raise Misuse(texts.EMPTY)
    if scope and re.search("[{}%]", rest):
        raise Misuse(texts.SCOPE_SIGNS)
    return Tag(kind, text, start, end, scope, rest, name)


def spread(pieces: Sequence[str], edits: Sequence[tuple[int, int, str]]) -> list[str]:
    """Return the texts of runs after parts of the whole text were replaced.

    edits: from, to and the new text, in order. A new text stands in the run in which the old one began, so it
    has the looks of its first character.
    """
    changed: list[str] = []
    offset = 0
    for piece in pieces:
        until = offset + len(piece)
        text, place = "", offset
        for start, end, new in edits:
            if end <= offset or start >= until:
                continue
            text += piece[place - offset : max(start, place) - offset]
            if start >= offset:
                text += new
            place = min(end, until)
        changed.append(text + piece[place - offset :])
        offset = until
    return changed


def unbalanced(tags: Sequence[tuple[int, Paragraph, Tag]]) -> Iterator[Fault]:
    """Yield the statements of a story that do not begin and end together. With each tag its paragraph."""
    opened: list[tuple[int, Paragraph, Tag]] = []
    for number, paragraph, tag in tags:
        if tag.kind in (Kind.FOR, Kind.IF):
            opened.append((number, paragraph, tag))
        elif tag.kind in _OPENERS:
            if not opened or opened[-1][2].kind not in _OPENERS[tag.kind]:
                start = "、".join(_OPENERS[tag.kind])
                yield Fault(paragraph.place, tag.text, texts.UNMATCHED_END.format(start=start))
                continue
            reason = _apart(opened[-1], (number, paragraph, tag))
            if reason:
                yield Fault(paragraph.place, tag.text, reason)
            if tag.kind in (Kind.ENDFOR, Kind.ENDIF):
                opened.pop()
    for _, paragraph, tag in opened:
        end = Kind.ENDFOR if tag.kind is Kind.FOR else Kind.ENDIF
        yield Fault(paragraph.place, tag.text, texts.NEVER_ENDED.format(end=end))


def _apart(first: tuple[int, Paragraph, Tag], last: tuple[int, Paragraph, Tag]) -> str:
    """Return why what lies between two tags of a statement is no whole piece of a document; "" if it is."""
    (number, opening, start), (other, closing, end) = first, last
    if not start.scope and not end.scope:
        return "" if number == other else texts.ACROSS_PARAGRAPHS
    scope = start.scope or end.scope
    same = start.scope == end.scope and dict(opening.holders).get(scope) == dict(closing.holders).get(scope)
    if same and scope in dict(opening.holders):
        return ""
    return texts.SCOPE_ALONE.format(scope=f"{{%{scope} … %}}", unit=texts.SCOPE_UNITS[scope])
