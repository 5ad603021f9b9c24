"""按文件查去向: from a file name or a cell to its tables, its row's fate and the numbers that it enters."""

from __future__ import annotations

import streamlit as st

from dashboard.data.file_search import LONGEST_TEXT, CellFate, Found
from dashboard.data.lineage_address import Address
from dashboard.formatting import MISSING, iso_day, number
from dashboard.markup import Markup, div, element, join
from dashboard.texts import lineage as lineage_texts
from dashboard.texts import quality as texts
from dashboard.widgets.data_quality import PAGE
from dashboard.widgets.file_links import page_link
from dashboard.widgets.lineage_links import address_link, table_link
from dashboard.widgets.panels import card, text_panel
from dashboard.widgets.parts import caption, columns_of, table
from dashboard.widgets.safe import show
from warehouse.contracts.registry import DATASETS
from warehouse.metrics.selection import Selection
from warehouse.snapshots import Snapshot
from warehouse.source_rows import SourceTable
from warehouse.watchlists.source_files import NamedFile, NamedFiles

FIND = "find"
FILE = "file"
TAB = "tab"
TRACE = "trace"
_BOX = "search_file"


def search_box(chosen: NamedFile | None) -> str:
    """Show the box, bound to the URL, and return what stands in it. chosen: the file looked into."""
    asked = st.query_params.get(FIND, "")[:LONGEST_TEXT]
    if st.session_state.get(_BOX) != asked:
        st.session_state[_BOX] = asked
    with card("search", texts.SEARCH_TITLE):
        st.text_input(
            texts.SEARCH_LABEL,
            key=_BOX,
            max_chars=LONGEST_TEXT,
            placeholder=texts.SEARCH_PLACEHOLDER,
            on_change=_take_over,
        )
        if chosen is None:
            show(caption(texts.SEARCH_HOW))
        else:
            again = page_link(PAGE, texts.SEARCH_AGAIN, **{TAB: TRACE})
            show(div("fz-caption", texts.SEARCH_CHOSEN.format(file=chosen.name), " ", again))
    return asked


def _take_over() -> None:
    text = st.session_state[_BOX].strip()
    if text:
        st.query_params[FIND] = text
    else:
        st.query_params.pop(FIND, None)


def found_panels(snapshot: Snapshot, found: Found) -> None:
    """Show what the search led to."""
    if found.file is None:
        if found.asked.name:
            _files_panel(found.files, found.asked.name)
        return
    for place, fate in enumerate(found.fates):
        _fate_panel(snapshot, fate, found.asked.cell, place)
    if found.asked.cell and found.tables and not found.fates:
        show(div("fz-notice", texts.CELL_NO_SHEET.format(sheet=found.asked.sheet), role="status"))
    _tables_panel(snapshot, found.file, found.tables)


def _files_panel(files: NamedFiles, text: str) -> None:
    if not files.files:
        text_panel("found_files", texts.SEARCH_TITLE, _plain(texts.SEARCH_NOTHING.format(text=text)))
        return
    more = texts.SEARCH_FILES_SHOWN.format(total=number(files.total), shown=number(len(files.files)))
    rows = [
        (
            page_link(PAGE, one.name, **{TAB: TRACE, FILE: one.sha256}),
            one.unit or MISSING,
            iso_day(one.filed_on),
            number(one.tables),
            number(one.rows),
            number(one.quarantined),
        )
        for one in files.files
    ]
    text_panel(
        "found_files",
        texts.SEARCH_FILES.format(total=number(files.total)),
        join(
            table(columns_of(texts.SEARCH_FILE_COLUMNS, "wtsnnn"), rows, tall=True),
            caption(more) if files.total > len(files.files) else None,
        ),
    )


def _tables_panel(snapshot: Snapshot, file: NamedFile, tables: tuple[SourceTable, ...]) -> None:
    if not tables:
        words = texts.SEARCH_TABLES_NONE.format(file=file.name)
        text_panel("found_tables", words, _plain(file.reason or texts.SHEETS_NONE))
        return
    rows = [
        (
            table_link(snapshot, one.table_id, one.sheet or texts.SEARCH_WHOLE_FILE),
            DATASETS[one.dataset].label,
            "、".join(str(row) for row in one.header_rows) or MISSING,
            number(one.rows_in),
            number(one.loaded),
            number(one.quarantined),
            number(sum(one.skipped.values())),
        )
        for one in tables
    ]
    text_panel(
        "found_tables",
        texts.SEARCH_TABLES.format(file=file.name, count=number(len(tables))),
        table(columns_of(texts.SEARCH_TABLE_COLUMNS, "ttsnnnn"), rows, tall=True),
        note=texts.SEARCH_TABLE_NOTE,
    )


def _fate_panel(snapshot: Snapshot, found: CellFate, cell: str, place: int) -> None:
    """Show one cell: what stands in it, what became of its row, and which numbers the row enters."""
    if found.label is None:
        title = texts.CELL_NO_COLUMN.format(cell=cell)
    else:
        title = texts.CELL_OF_COLUMN.format(
            cell=cell, label=found.label, text=found.text or texts.CELL_NO_TEXT
        )
    fate = texts.CELL_NO_FATE.format(row=number(found.row))
    if found.fate is not None:
        fate = texts.CELL_FATE.format(row=number(found.row), fate=lineage_texts.FATE_NAMES[found.fate.value])
    lines: list[Markup] = [
        element(
            "p",
            element("strong", fate),
            " ",
            table_link(snapshot, found.table.table_id, texts.CELL_ORIGINAL, fate=found.fate, row=found.row),
        )
    ]
    lines += [element("p", said) for said in found.said]
    if found.fate is not None:
        lines.append(_metrics(snapshot, found))
    text_panel(
        f"found_cell_{place}",
        title,
        div("fz-text", *lines),
        aside=" ".join(part for part in (found.table.sheet, found.dataset) if part),
    )


def _metrics(snapshot: Snapshot, found: CellFate) -> Markup:
    if not found.metrics:
        return div("fz-caption", texts.CELL_METRICS_NONE)
    links = [
        address_link(
            Address(one.metric_id, Selection(), snapshot.id, found.row_id),
            f"{one.metric_id} {one.name} {number(one.contribution, 2)}",
            css_class="fz-link fz-pill",
        )
        for one in found.metrics
    ]
    words = texts.CELL_METRICS.format(count=number(len(links)))
    return join(div("fz-caption", words), div("fz-fates", *links))


def _plain(text: str) -> Markup:
    return div("fz-text", text)
