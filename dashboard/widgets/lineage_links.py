"""Links from a number to 溯源."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dashboard.data.lineage_address import PAGE, Address
from dashboard.markup import Child, Markup, link
from dashboard.texts import lineage as texts
from warehouse.metrics.selection import Grain, Selection
from warehouse.snapshots import Snapshot
from warehouse.source_rows import Fate

_LINK = "fz-link"
_NUMBER = "fz-number-link"


def address_link(address: Address, *children: Child, css_class: str = _LINK) -> Markup:
    """Return a link to an address of 溯源."""
    return link(PAGE, address.query(), *children, class_=css_class)


def trace_link(
    snapshot: Snapshot,
    metric_id: str,
    selection: Selection,
    text: Child = texts.LINK,
    *,
    row: str | None = None,
) -> Markup:
    """Return a link to a number's 溯源, as this snapshot knows it. row: the row of it to begin with."""
    return address_link(Address(metric_id, selection, snapshot.id, row), text)


def trace_links(snapshot: Snapshot, metric_ids: Sequence[str], selection: Selection) -> tuple[Markup, ...]:
    """Return 溯源 for one metric, and 溯源 E11, E14 for several that are shown together."""
    if len(metric_ids) == 1:
        return (trace_link(snapshot, metric_ids[0], selection),)
    first, *others = metric_ids
    return (
        trace_link(snapshot, first, selection, f"{texts.LINK} {first}"),
        *(trace_link(snapshot, other, selection, other) for other in others),
    )


def number_link(snapshot: Snapshot, metric_id: str, selection: Selection, text: str, **where: str) -> Markup:
    """Return a number in a table as a link to its 溯源; where: the table's row as dimension and value."""
    narrowed = {**selection.where, **{name: (value,) for name, value in where.items()}}
    address = Address(metric_id, replace(selection, where=narrowed), snapshot.id)
    return address_link(address, text, css_class=_NUMBER)


def table_link(
    snapshot: Snapshot, table_id: str, text: Child, *, fate: Fate | None = None, row: int | None = None
) -> Markup:
    """Return a link to the rows of a table, or to those of one fate. row: whose original is shown, too."""
    at = None if row is None else f"A{row}"
    fate_name = None if fate is None else fate.value
    return address_link(Address(snapshot=snapshot.id, table=table_id, fate=fate_name, at=at), text)


def split_into(selection: Selection, by: Sequence[str] = (), grain: Grain = Grain.TOTAL) -> Selection:
    """Return the selection that a chart shows: its parts are listed by 溯源, each with a link of its own."""
    return replace(selection, by=tuple(by), grain=grain)
