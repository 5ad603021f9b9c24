"""Small parts as markup: headings, captions, status, tables, lists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.markup import Child, Markup, div, element, span
from dashboard.status import Status


def heading(title: str, aside: str | None = None) -> Markup:
    """Return the title of a card and the small text on its right."""
    return div("fz-heading", element("h2", title), element("small", aside) if aside else None)


def caption(text: str) -> Markup:
    """Return the small line under a chart or table: 口径 · 来源 · 截至."""
    return div("fz-caption", text)


def status_badge(status: Status, word: str | None = None) -> Markup:
    """Return shape and word on a pale ground. word: where another says it better than the status's own."""
    return span(f"fz-status fz-status-{status.value.css_class}", f"{status.shape} {word or status.word}")


@dataclass(frozen=True)
class TableColumn:
    """A column of a table: its header and whether it holds numbers, short words or long text."""

    header: str
    kind: str = "text"  # text, number, nowrap, middle, wide

    @property
    def css_class(self) -> str | None:
        """Return the class of its cells."""
        return None if self.kind == "text" else f"fz-{self.kind}"


_KINDS = {"t": "text", "n": "number", "s": "nowrap", "w": "wide"}


def columns_of(headers: Sequence[str], kinds: str) -> tuple[TableColumn, ...]:
    """Return columns; kinds has one letter for each: t text, n number, s short, w wide."""
    return tuple(TableColumn(header, _KINDS[kind]) for header, kind in zip(headers, kinds, strict=True))


def table(
    columns: Sequence[TableColumn],
    rows: Sequence[Sequence[Child]],
    *,
    tall: bool = False,
    chosen: int | None = None,
) -> Markup:
    """Return a plain table; every text in it is escaped.

    tall: it scrolls within its own height. chosen: the place of a row that stands out.
    """
    head = element(
        "tr", *(element("th", column.header, class_=column.css_class, scope="col") for column in columns)
    )
    body = [
        element(
            "tr",
            *(
                element("td", cell, class_=column.css_class)
                for column, cell in zip(columns, row, strict=True)
            ),
            class_="fz-chosen" if place == chosen else None,
        )
        for place, row in enumerate(rows)
    ]
    return div(
        "fz-scroll fz-scroll-tall" if tall else "fz-scroll",
        element("table", element("thead", head), element("tbody", *body), class_="fz-table"),
    )


def item(status: Status, title: str, detail: str, aside: Child) -> Markup:
    """Return one line of a list of matters: status, what and whom it concerns, what changed."""
    return div(
        "fz-item",
        element("span", status_badge(status)),
        div("fz-item-text", element("strong", title), element("small", detail)),
        div("fz-item-change", aside),
    )
