"""Panels of 溯源 about whole tables: those behind a number, and the fate of every row of one."""

from __future__ import annotations

from dashboard.data.lineage_address import Address
from dashboard.data.lineage_tables import FateLine, TableLine, TablesBehind, TableView, place_in_words
from dashboard.formatting import number
from dashboard.markup import Markup, div, element, join
from dashboard.texts import lineage as texts
from dashboard.widgets.lineage_links import address_link
from dashboard.widgets.panels import text_panel
from dashboard.widgets.parts import TableColumn, caption, table
from dashboard.widgets.safe import empty
from warehouse.source_rows import Fate

_TABLE_KINDS = ("text", "number", "number", "number", "number", "number", "nowrap")
_ROW_KINDS = ("nowrap", "nowrap", "number", "wide", "wide")


def tables_panel(address: Address, found: TablesBehind) -> None:
    """Show the tables behind a number with their accounts; each leads to its rows."""
    columns = tuple(
        TableColumn(header, kind) for header, kind in zip(texts.FILES_COLUMNS, _TABLE_KINDS, strict=True)
    )
    rows = [_table(address, line) for line in found.tables]
    chosen = next((place for place, line in enumerate(found.tables) if line.table_id == address.table), None)
    note = texts.FILES_NOTE
    if found.total > len(found.tables):
        note = texts.FILES_SHOWN.format(shown=len(found.tables), total=found.total) + note
    text_panel(
        "tables",
        texts.FILES_TITLE.format(count=f"{found.total:,}"),
        table(columns, rows, tall=True, chosen=chosen) if rows else empty(texts.NO_FILES),
        note=note,
        aside=texts.FILES_ASIDE,
    )


def _table(address: Address, line: TableLine) -> tuple[str | Markup, ...]:
    name = f"{line.file} · {line.sheet}" if line.sheet else line.file
    kept_out, left_out = number(line.quarantined), number(line.skipped)
    return (
        address_link(address.at_table(line.table_id), name),
        number(line.counted),
        number(line.loaded),
        _of_fate(address, line, Fate.QUARANTINED, kept_out) if line.quarantined else kept_out,
        _of_fate(address, line, Fate.SKIPPED, left_out) if line.skipped else left_out,
        number(line.rows_in),
        texts.BALANCED if line.balances else texts.NOT_BALANCED,
    )


def _of_fate(address: Address, line: TableLine, fate: Fate, text: str) -> Markup:
    return address_link(address.at_table(line.table_id, fate.value), text, css_class="fz-number-link")


def table_panel(address: Address, found: TableView) -> None:
    """Show every row of a table with its fate, and that the fates add up to its rows."""
    name = f"{found.table.file} · {found.table.sheet}" if found.table.sheet else found.table.file
    loaded = texts.LOADED_AT.format(filed=found.filed_on, loaded=found.loaded_at)
    text_panel(
        "table",
        texts.TABLE_TITLE.format(file=name),
        table_markup(address, found),
        note=texts.TABLE_NOTE,
        aside=texts.TABLE_ASIDE.format(dataset=found.dataset, loaded=loaded),
    )


def table_markup(address: Address, found: TableView) -> Markup:
    """Return the account in words, the fates to choose from, and the rows."""
    columns = tuple(
        TableColumn(header, kind) for header, kind in zip(texts.TABLE_COLUMNS, _ROW_KINDS, strict=True)
    )
    own = address.at_table(found.table.table_id, address.fate, address.at)
    chosen = next(
        (
            place
            for place, line in enumerate(found.rows)
            if address.at == line.at or (address.row is not None and address.row == line.row_id)
        ),
        None,
    )
    shown = texts.TABLE_SHOWN.format(shown=len(found.rows), total=found.chosen)
    return join(
        _account(found),
        _fates(own, found),
        table(columns, [_row(own, line) for line in found.rows], tall=True, chosen=chosen)
        if found.rows
        else empty(texts.NO_ROWS_OF_FATE),
        caption(shown) if found.chosen > len(found.rows) else None,
    )


def _account(found: TableView) -> Markup:
    counts = found.counts
    words = texts.TABLE_CONSERVATION if found.balances else texts.TABLE_BROKEN
    replaced = counts[Fate.REPLACED]
    return div(
        "fz-proof" if found.balances else "fz-proof fz-proof-broken",
        element(
            "p",
            words.format(
                loaded=number(counts[Fate.LOADED] + replaced),
                quarantined=number(counts[Fate.QUARANTINED]),
                skipped=number(counts[Fate.SKIPPED]),
                rows_in=number(found.table.rows_in),
            ),
        ),
        element("p", texts.TABLE_REPLACED.format(count=number(replaced))) if replaced else None,
    )


def _fates(address: Address, found: TableView) -> Markup:
    choices: list[tuple[str | None, str]] = [(None, texts.FATE_ALL.format(count=number(found.total)))]
    choices += [
        (fate.value, texts.FATE_COUNT.format(name=texts.FATE_NAMES[fate.value], count=number(count)))
        for fate, count in found.counts.items()
        if count
    ]
    return div(
        "fz-fates",
        *(
            address_link(
                address.at_table(found.table.table_id, fate),
                text,
                css_class=f"fz-link fz-pill{' fz-pill-chosen' if fate == address.fate else ''}",
            )
            for fate, text in choices
        ),
    )


def _row(address: Address, line: FateLine) -> tuple[str | Markup, ...]:
    written: str | Markup = line.written
    if line.row_id is not None:
        written = address_link(address.at_row(line.row_id), line.written)
    return (
        address_link(
            address.at_table(address.table, address.fate, line.at), texts.ROW_NUMBER.format(row=line.row)
        ),
        texts.FATE_NAMES[line.fate.value],
        line.contribution or "",
        join(*(element("p", text, class_="fz-said") for text in line.said), _instead(address, line)),
        written,
    )


def _instead(address: Address, line: FateLine) -> Markup | None:
    if line.instead is None:
        return None
    words = texts.REPLACED_BY if line.fate is Fate.REPLACED else texts.SAME_AS
    target = address.at_table(line.instead.table_id, None, f"A{line.instead.row}")
    return element(
        "p",
        address_link(target, words.format(place=place_in_words(line.instead))),
        class_="fz-said",
    )
