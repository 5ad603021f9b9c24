"""How files differ as files: sheets, hidden parts, formats, encodings, names and what cannot be read."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date

from xlwt.CompoundDoc import XlsDoc

from tests.support.mess.draft import (
    CELLS_AROUND,
    SHEETS,
    STYLES,
    Draft,
    Entry,
    Fact,
    Heading,
    Line,
    Page,
    Table,
)
from tests.support.mess.entries import new_table, truth_of
from tests.support.mess.places import UNITS, villages
from tests.support.mess.rewriting import FILE, LINES, SHAPE, Apply, Pattern

_FEWEST_ROWS_FOR_COLOUR = 6
_PAGED = ("activities", "trainings", "reconsiderations", "legality_reviews", "file_reviews")


def _again(draft: Draft, *, without: frozenset[str] = frozenset()) -> Table:
    """Another table of the dataset and the year, whose form has other columns."""
    table = draft.table
    return new_table(draft.rng, table.dataset.name, year=table.year, rows=5, without=without)


def _sheet_per_month(draft: Draft) -> bool:
    draft.page.name = "1月"
    for month in (2, 3):
        draft.pages.append(Page(f"{month}月", [_again(draft)]))
    return True


def _sheet_per_unit(draft: Draft) -> bool:
    """Each sheet is named after the unit that fills it, which stands nowhere else."""
    units = draft.rng.sample(UNITS, 3)
    pages = []
    for number, unit in enumerate(units):
        table = draft.table if number == 0 else _again(draft, without=frozenset({"unit"}))
        table.unit = unit
        table.above = [{0: table.title}, {0: f"填报时间：{table.filed_on}"}]
        for fact in table.facts:
            fact.given.update(truth_of(table.dataset.column("unit"), unit))
        pages.append(Page(unit, [table]))
    draft.pages = pages
    return True


def _empty_sheets(draft: Draft) -> bool:
    draft.pages += [Page("Sheet2", []), Page("Sheet3", [])]
    return True


def _hidden_sheet(draft: Draft) -> bool:
    draft.pages.append(Page("旧数据", [_again(draft)], is_hidden=True))
    draft.pages[-1].wanted_codes.append(("hidden_sheet",))
    return True


def _hidden_rows(draft: Draft) -> bool:
    if len(draft.table.facts) < 3:
        return False
    numbers = range(1, len(draft.table.facts))
    draft.page.hidden_facts = set(draft.rng.sample(numbers, 2))
    draft.page.wanted_codes.append(("hidden_rows", "hidden_rows_or_columns", "hidden_cells"))
    return True


def _hidden_columns(draft: Draft) -> bool:
    names = [heading.name for heading in draft.table.headings if heading.name]
    draft.page.hidden_columns = {draft.rng.choice(names)}
    draft.page.wanted_codes.append(("hidden_columns", "hidden_rows_or_columns", "hidden_cells"))
    return True


def _struck(draft: Draft) -> bool:
    if not draft.table.facts:
        return False
    draft.page.struck_facts = {draft.rng.randrange(len(draft.table.facts))}
    draft.page.wanted_codes.append(("struck_cells", "struck_through"))
    return True


def _coloured(draft: Draft) -> bool:
    # One coloured row of few would be no exception that is worth a word.
    if len(draft.table.body) < _FEWEST_ROWS_FOR_COLOUR:
        return False
    number = draft.rng.randrange(len(draft.table.facts))
    filled = [name for name, entry in draft.table.facts[number].entries.items() if entry.cell is not None]
    draft.page.coloured = [(number, draft.rng.choice(sorted(filled)))]
    draft.page.wanted_codes.append(("coloured_cells",))
    return True


def _second_table(draft: Draft) -> bool:
    """Another table stands below the first, under a title of its own."""
    other = draft.rng.choice([name for name in _PAGED if name != draft.table.dataset.name])
    table = new_table(draft.rng, other, year=draft.table.year, rows=5)
    draft.page.tables.append(table)
    return True


def _header_only(draft: Draft) -> bool:
    table = draft.table
    table.facts, table.body = [], []
    return True


def _zero_report(draft: Draft) -> bool:
    table = draft.table
    table.facts = []
    index = 1 if not table.headings[0].name else 0
    table.body = [Line(cells={index: draft.rng.choice(["零报告", "无", "本月无"])}, skipped_as="zero_report")]
    return True


def _honours(draft: Draft) -> bool:
    """A published list, with the years in the names: 「长石村（2006）(2016复)」."""
    rng, table = draft.rng, draft.table
    listed = table.dataset.layouts[0]
    title_column, name_column = listed.columns
    facts = []
    for village in rng.sample(villages(), 7):
        named = rng.randint(2004, 2015)
        text, codes = f"{village}（{named}）", named
        facts.append(
            Fact(
                {
                    "listed_title": Entry(title_column, "市级民主法治示范村（社区）", {}, is_plain=False),
                    "listed_name": Entry(name_column, text, {}, is_plain=False),
                },
                given={
                    **truth_of(table.dataset.column("subject"), village),
                    "category": "民主法治示范村（社区）",
                    "level": "市",
                    "event": "命名",
                    "happened_on": date(codes, 1, 1),
                    "happened_on_precision": "year",
                },
            )
        )
    table.layout = listed.name
    table.facts = facts
    table.headings = [Heading("listed_title", "级别"), Heading("listed_name", "村（社区）")]
    table.body = [Line(facts=(number,)) for number in range(len(facts))]
    return True


def _vintage(draft: Draft) -> bool:
    """The edition of 2021, whose headers and words are others."""
    table = draft.table
    vintage = table.dataset.vintages[0]
    for heading in table.headings:
        if heading.name in vintage.headers:
            heading.label = draft.rng.choice(vintage.headers[heading.name])
    for _, entry in table.entries(
        *{entry.column.kind for fact in table.facts for entry in fact.entries.values()}
    ):
        words = [w for w, meant in vintage.words.get(entry.column.name, {}).items() if meant == entry.cell]
        if words:
            entry.write(draft.rng.choice(words))
    return True


def _as_kind(kind: str, suffix: str, *, ragged: bool = False) -> Apply:
    def apply(draft: Draft) -> bool:
        draft.kind, draft.suffix, draft.ragged = kind, suffix, ragged
        return True

    return apply


def _preamble(draft: Draft) -> bool:
    """Lines of one or two fields stand above the header, and lines end at their last filled cell."""
    draft.kind, draft.suffix, draft.ragged = "csv utf-8", "csv", True
    draft.table.above.insert(1, {0: f"（{draft.table.year}年度）"})
    return True


def _named(*stems: str) -> Apply:
    def apply(draft: Draft) -> bool:
        draft.stem += draft.rng.choice(stems)
        return True

    return apply


def _spoiled(spoil: Callable[[bytes], bytes], kind: str = "xlsx", suffix: str = "xlsx") -> Apply:
    def apply(draft: Draft) -> bool:
        draft.rejected, draft.spoil, draft.kind, draft.suffix = True, spoil, kind, suffix
        return True

    return apply


def _locked_package(data: bytes) -> bytes:
    """Set the flag of encryption of the first entry of a package."""
    at = data.index(b"PK\x01\x02")
    return data[: at + 8] + bytes([data[at + 8] | 1]) + data[at + 9 :]


def _locked_xls(data: bytes) -> bytes:
    """Turn the record of the code page into that of a password, which the reader meets first."""
    return data.replace(b"\x42\x00\x02\x00", b"\x2f\x00\x02\x00", 1)


def _locked_modern(data: bytes) -> bytes:
    """Store a package as office programs store one with a password: encrypted, in a compound file."""
    stream = XlsDoc()
    buffer = io.BytesIO()
    stream.save(buffer, data.ljust(8192, b"\0"))
    name = "EncryptedPackage".encode("utf-16-le")
    compound = bytearray(buffer.getvalue())
    at = compound.index("Workbook".encode("utf-16-le"))
    compound[at : at + len(name)] = name
    compound[at + 64 : at + 66] = (len(name) + 2).to_bytes(2, "little")
    return bytes(compound)


def _mac_code_page(data: bytes) -> bytes:
    """Let an old workbook name the code page of a Chinese Mac (10008), as old WPS files do."""
    at = data.index(b"\x42\x00\x02\x00")
    return data[: at + 4] + (10008).to_bytes(2, "little") + data[at + 6 :]


def _wps_code_page(data: bytes) -> bytes:
    at = data.index(b"\x42\x00\x02\x00")
    return data[: at + 4] + (936).to_bytes(2, "little") + data[at + 6 :]


def _with_code_page(spoil: Callable[[bytes], bytes]) -> Apply:
    def apply(draft: Draft) -> bool:
        draft.kind, draft.suffix, draft.spoil = "xls", "xls", spoil
        return True

    return apply


def _kind(id_: str, phrase: str, apply: Apply, kind: str) -> Pattern:
    return Pattern(f"file.{id_}", phrase, apply, FILE, slot="kind", kind=kind)


_SHEETS, _STYLED, _ENV = frozenset({SHEETS}), frozenset({STYLES}), frozenset({CELLS_AROUND})

BOOK_PATTERNS = (
    Pattern("layout.empty_sheets", "empty sheets", _empty_sheets, SHAPE, _SHEETS, slot="sheets"),
    Pattern(
        "layout.sheet_per_month",
        "a sheet per month with different headers",
        _sheet_per_month,
        SHAPE,
        _SHEETS,
        slot="sheets",
        datasets=_PAGED,
    ),
    Pattern(
        "layout.sheet_per_unit",
        "a sheet per unit",
        _sheet_per_unit,
        SHAPE,
        _SHEETS,
        slot="sheets",
        datasets=("activities", "trainings", "officers", "major_decisions"),
        without=("unit",),
    ),
    Pattern(
        "layout.hidden_sheet", "hidden sheets", _hidden_sheet, SHAPE, _SHEETS, slot="sheets", datasets=_PAGED
    ),
    Pattern("layout.hidden_rows", "hidden rows", _hidden_rows, LINES, _STYLED, slot="hidden"),
    Pattern("layout.hidden_columns", "hidden columns", _hidden_columns, LINES, _STYLED, slot="hidden"),
    Pattern("layout.struck", "struck-through rows", _struck, LINES, _STYLED),
    Pattern("layout.coloured", "coloured cells", _coloured, LINES, _STYLED),
    Pattern(
        "layout.two_tables",
        "several tables on a sheet",
        _second_table,
        SHAPE,
        _ENV,
        slot="sheets",
        datasets=_PAGED,
    ),
    Pattern("layout.header_only", "header only", _header_only, SHAPE, slot="shape"),
    Pattern(
        "process.zero_report",
        "「零报告」「无」",
        _zero_report,
        SHAPE,
        slot="shape",
        datasets=("activities", "trainings", "reconsiderations", "litigations"),
    ),
    Pattern(
        "name.years_in_names",
        "years written inside names",
        _honours,
        SHAPE,
        slot="shape",
        datasets=("creation_events",),
    ),
    Pattern(
        "file.older_template",
        "older template versions",
        _vintage,
        SHAPE,
        slot="label",
        datasets=("activities",),
        having=("settings", "form", "audience", "materials"),
        without=("themes", "online_reads", "stewards_joined"),
    ),
    _kind("gb18030", "GBK/GB18030 CSV", _as_kind("csv gb18030", "csv"), "csv"),
    _kind("utf8", "UTF-8 CSV", _as_kind("csv utf-8", "csv"), "csv"),
    _kind("utf8_bom", "UTF-8 BOM", _as_kind("csv utf-8-sig", "csv"), "csv"),
    _kind("utf16", "UTF-16 text", _as_kind("csv utf-16 tab", "txt"), "csv"),
    _kind("tabs", "tab-separated", _as_kind("csv utf-8 tab", "tsv"), "csv"),
    _kind("semicolons", "semicolons", _as_kind("csv gb18030 semicolon", "csv"), "csv"),
    _kind("ragged_preamble", "ragged preamble", _preamble, "csv"),
    _kind("xls", "an old workbook", _as_kind("xls", "xls"), "xls"),
    _kind("xls_wps", "WPS .xls cp936", _with_code_page(_wps_code_page), "xls"),
    _kind("xls_mac", "Mac code page 10008", _with_code_page(_mac_code_page), "xls"),
    _kind("html_as_xls", ".xls that is really HTML", _as_kind("html utf-8", "xls"), "html"),
    _kind("html_gbk_as_xls", ".xls that is really HTML in GBK", _as_kind("html gb18030", "xls"), "html"),
    _kind("csv_as_xls", ".xls that is really CSV", _as_kind("csv gb18030", "xls"), "csv"),
    _kind("tabs_as_xls", ".xls that is really tab-separated", _as_kind("csv gb18030 tab", "xls"), "csv"),
    _kind("ods", "an OpenDocument workbook", _as_kind("ods", "ods"), "ods"),
    _kind("docx", "a table in a Word document", _as_kind("docx", "docx"), "docx"),
    Pattern(
        "file.odd_name",
        "「最终版2(1)」 names",
        _named("最终版2(1)", "（终稿）(3)", " - 副本", "-定稿最终版"),
        LINES,
    ),
    Pattern("file.password", "password-protected", _spoiled(_locked_modern), FILE, slot="kind", kind="xlsx"),
    Pattern(
        "file.password_zip",
        "password-protected package",
        _spoiled(_locked_package),
        FILE,
        slot="kind",
        kind="xlsx",
    ),
    Pattern(
        "file.password_xls",
        "password-protected, old",
        _spoiled(_locked_xls, "xls", "xls"),
        FILE,
        slot="kind",
        kind="xls",
    ),
    Pattern(
        "file.truncated",
        "a truncated file",
        _spoiled(lambda data: data[: len(data) // 2]),
        FILE,
        slot="kind",
        kind="xlsx",
    ),
    Pattern("file.empty", "an empty file", _spoiled(lambda data: b""), FILE, slot="kind", kind="xlsx"),
)
