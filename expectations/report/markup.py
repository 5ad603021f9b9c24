"""HTML put together so that text can never become markup: every text and attribute is escaped here."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass

# Characters that no HTML document may hold; a cell may.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
LIST = "list"
COMPACT = "compact"
# They turn the direction of the text that follows them.
_TURNING = re.compile(r"[\u200e\u200f\u202a-\u202e\u2066-\u2069]")


class Markup(str):
    """HTML that `element` has made; a plain str never is."""

    __slots__ = ()


Child = str | Markup | None


def element(tag: str, *children: Child, **attributes: str | None) -> Markup:
    """Return one element; `class_` stands for class, an underscore for a hyphen, None leaves out."""
    written = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{_escaped(value)}"'
        for name, value in attributes.items()
        if value is not None
    )
    return Markup(f"<{tag}{written}>{join(*children)}</{tag}>")


def join(*children: Child) -> Markup:
    """Return children one after another, texts escaped."""
    return Markup(
        "".join(
            child if isinstance(child, Markup) else _escaped(child) for child in children if child is not None
        )
    )


def _escaped(text: str) -> str:
    return html.escape(_TURNING.sub("", _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", text)), quote=True)


@dataclass(frozen=True)
class Column:
    """A column of a table: its header and what it holds: text, numbers, short words, long text, cells."""

    header: str
    kind: str = "text"  # text, number, short, wide, place

    @property
    def css_class(self) -> str | None:
        """Return the class of its cells."""
        return None if self.kind == "text" else self.kind


def columns(headers: Sequence[str], kinds: str) -> tuple[Column, ...]:
    """Return columns; kinds has one letter each: t text, n number, s short, w wide, p place."""
    names = {"t": "text", "n": "number", "s": "short", "w": "wide", "p": "place"}
    return tuple(Column(header, names[kind]) for header, kind in zip(headers, kinds, strict=True))


def table(
    heads: Sequence[Column],
    rows: Sequence[Sequence[Child]],
    *,
    total: Sequence[Child] | None = None,
    style: str | None = None,
) -> Markup:
    """Return a table. total: its last row.

    style: LIST, on a phone each row stands as a block of its own; COMPACT, no wider than its content.
    """
    head = element("tr", *(element("th", one.header, class_=one.css_class, scope="col") for one in heads))
    foot = None if total is None else element("tfoot", _row(heads, total))
    return element(
        "div",
        element(
            "table",
            element("thead", head),
            element("tbody", *(_row(heads, row) for row in rows)),
            foot,
            class_=style,
        ),
        class_="scroll",
    )


def _row(heads: Sequence[Column], cells: Sequence[Child]) -> Markup:
    return element(
        "tr",
        *(
            element("td", cell, class_=head.css_class, data_label=head.header)
            for head, cell in zip(heads, cells, strict=True)
        ),
    )


def section(title: str, *children: Child, aside: str | None = None) -> Markup:
    """Return a part of the report under its own heading."""
    return element(
        "section",
        element("h2", title, element("small", aside) if aside else None),
        *children,
    )


def note(text: str) -> Markup:
    """Return a line in small print."""
    return element("p", text, class_="note")


def badge(kind: str, text: str) -> Markup:
    """Return a status: kind bad, warning, ok or plain gives the colour, the text begins with a shape."""
    return element("span", text, class_=f"badge {kind}")
