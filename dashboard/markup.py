"""HTML for `st.html`, built so that text can never become markup.

`element` is the only place where HTML is put together: every child that is not itself the result of
`element` is escaped, and so is every attribute. Cell texts of spreadsheets pass through here.
"""

from __future__ import annotations

import html
import re
from base64 import b64encode
from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

_TAGS = frozenset(
    [
        "article",
        "b",
        "br",
        "caption",
        "col",
        "colgroup",
        "details",
        "div",
        "em",
        "footer",
        "h2",
        "h3",
        "h4",
        "header",
        "i",
        "img",
        "li",
        "ol",
        "p",
        "section",
        "small",
        "span",
        "strong",
        "summary",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
_ATTRIBUTES = frozenset(
    ["alt", "class", "colspan", "open", "role", "rowspan", "scope", "src", "style", "tabindex", "title"]
)
_EMPTY_TAGS = frozenset(("br", "col", "img"))
_PAGE = re.compile(r"[a-z][a-z-]*")


class Markup(str):
    """HTML that `element` has made; a plain str never is."""

    __slots__ = ()


Child = str | Markup | None


def element(tag: str, *children: Child, **attributes: str | None) -> Markup:
    """Return one HTML element; ValueError for a tag or attribute that the interface does not use.

    Children: text (escaped), other elements, or None (left out). `class_` stands for class, and an
    underscore for a hyphen. An attribute of None is left out.
    """
    if tag not in _TAGS:
        raise ValueError(f"tag {tag!r} is not used by the interface; add it to _TAGS if it is harmless")
    written = []
    for name, value in attributes.items():
        plain = name.rstrip("_").replace("_", "-")
        if plain not in _ATTRIBUTES and not plain.startswith("aria-"):
            raise ValueError(f"attribute {plain!r} is not used by the interface; add it to _ATTRIBUTES")
        if value is not None:
            written.append(f' {plain}="{html.escape(value, quote=True)}"')
    opening = f"<{tag}{''.join(written)}>"
    if tag in _EMPTY_TAGS:
        return Markup(opening)
    return Markup(f"{opening}{join(*children)}</{tag}>")


def join(*children: Child) -> Markup:
    """Return children one after another, texts escaped."""
    return Markup(
        "".join(
            child if isinstance(child, Markup) else html.escape(child)
            for child in children
            if child is not None
        )
    )


def link(
    page: str, parameters: Mapping[str, Sequence[str]], *children: Child, class_: str | None = None
) -> Markup:
    """Return a link to a page of this dashboard; ValueError for anything else.

    Its address is a page's own name and encoded parameters, so that no text can lead elsewhere or run.
    """
    if not _PAGE.fullmatch(page):
        raise ValueError(f"{page!r} is no page of this dashboard; name one as it stands in the address")
    address = html.escape(f"{page}?{urlencode(parameters, doseq=True)}", quote=True)
    named = f' class="{html.escape(class_, quote=True)}"' if class_ else ""
    return Markup(f'<a{named} href="{address}">{join(*children)}</a>')


def div(css_class: str, *children: Child, **attributes: str | None) -> Markup:
    """Return a div of that class."""
    return element("div", *children, class_=css_class, **attributes)


def span(css_class: str, *children: Child, **attributes: str | None) -> Markup:
    """Return a span of that class."""
    return element("span", *children, class_=css_class, **attributes)


def picture(svg: str, alt: str, css_class: str) -> Markup:
    """Return an inline image of an SVG drawing; `alt` says in words what it shows."""
    source = f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}"
    return element("img", src=source, alt=alt, class_=css_class)
