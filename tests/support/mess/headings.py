"""How clerks write the header of a table, and number its rows and columns."""

from __future__ import annotations

from collections.abc import Callable

from tests.support.mess.draft import (
    FORMULAS,
    MERGES,
    Cell,
    Draft,
    Formula,
    Heading,
    Line,
)
from tests.support.mess.entries import ROW_NUMBER
from tests.support.mess.rewriting import HEADINGS, VALUES, Pattern
from warehouse.contracts import types

_MOVED = (
    "activities",
    "trainings",
    "legality_reviews",
    "reconsiderations",
    "file_reviews",
    "devices",
    "venues",
)


_CAPTIONS = ("基本情况", "工作情况", "办理情况", "完成情况")


def _two_levels(draft: Draft) -> bool:
    headings = draft.table.headings
    if len(headings) < 4:
        return False
    first = draft.rng.randint(1, len(headings) - 2)
    length = draft.rng.randint(2, min(3, len(headings) - first))
    caption = (
        "行政处罚实施数量（宗）"
        if draft.table.dataset.name == "enforcement_stats"
        else draft.rng.choice(_CAPTIONS)
    )
    for heading in headings[first : first + length]:
        heading.captions = (caption,)
    return True


def _three_levels(draft: Draft) -> bool:
    headings = draft.table.headings
    if len(headings) < 5:
        return False
    first = draft.rng.randint(1, len(headings) - 4)
    for number, heading in enumerate(headings[first : first + 4]):
        heading.captions = ("总体情况", "基本情况") if number < 2 else ("总体情况", "办理情况")
    return True


def _respell(change: Callable[[Draft, str], str]) -> Callable[[Draft], bool]:
    def apply(draft: Draft) -> bool:
        found = False
        for table in (table for page in draft.pages for table in page.tables):
            for heading in table.headings:
                if heading.name and draft.rng.random() < 0.7:
                    label = change(draft, heading.label)
                    found |= label != heading.label
                    heading.label = label
        return found

    return apply


def _broken(draft: Draft, label: str) -> str:
    if len(label) < 2:
        return label
    return label[: len(label) // 2] + draft.rng.choice(["\n", " \n"]) + label[len(label) // 2 :]


def _spaced(draft: Draft, label: str) -> str:
    if len(label) > 4:
        return f" {label}　"
    return draft.rng.choice([" ", "　", "  "]).join(label)


def _aliases(draft: Draft) -> bool:
    """Headers as the contract's other names have them, each still of one column only."""
    found = False
    for table in (table for page in draft.pages for table in page.tables):
        taken = {heading.label for heading in table.headings}
        claimed: dict[str, int] = {}
        for column in table.dataset.columns:
            for header in column.headers:
                claimed[header] = claimed.get(header, 0) + 1
        for heading in table.headings:
            if not heading.name or draft.rng.random() < 0.3:
                continue
            column = table.dataset.column(heading.name)
            ways = [alias for alias in column.aliases if alias not in taken and claimed[alias] == 1]
            if ways:
                heading.label, found = draft.rng.choice(ways), True
                taken.add(heading.label)
    return found


def _unit_in_header(draft: Draft) -> bool:
    found = False
    for heading in draft.table.headings:
        column = draft.table.dataset.column(heading.name) if heading.name else None
        if column is None or column.kind is not types.COUNT or column.unit is None:
            continue
        if heading.label == column.label:
            heading.label += draft.rng.choice([f"（{column.unit}）", f"({column.unit})", f"/{column.unit}"])
            found = True
    return found


def _row_numbers(draft: Draft) -> Heading:
    table = draft.table
    for heading in table.headings:
        if not heading.name and heading.label == ROW_NUMBER:
            return heading
    table.headings.insert(0, Heading("", ROW_NUMBER))
    return table.headings[0]


def _numbers_restart(draft: Draft) -> bool:
    count = len(draft.table.facts)
    half = count // 2
    _row_numbers(draft).cells = [
        number % half + 1 if number < 2 * half else number - half for number in range(count)
    ]
    return True


def _numbers_by_formula(draft: Draft) -> bool:
    _row_numbers(draft).cells = [Formula("ROW()-3", number + 1) for number in range(len(draft.table.facts))]
    return True


def _blank_template_rows(draft: Draft) -> bool:
    """Rows of the form that were not needed: a row number and nothing else."""
    table = draft.table
    if _row_numbers(draft) is not table.headings[0]:
        return False
    count = len(table.facts)
    table.body += [Line(cells={0: count + 1 + extra}, skipped_as="note") for extra in range(3)]
    return True


def _example(draft: Draft) -> bool:
    """The first row shows how to fill the form in."""
    table = draft.table
    number = _row_numbers(draft)
    index = table.headings.index(number)
    cells: dict[int, Cell] = {
        position: table.facts[0].entries[heading.name].cell
        for position, heading in enumerate(table.headings)
        if heading.name
    }
    table.body.insert(
        0, Line(cells={**cells, index: draft.rng.choice(["示例", "例", "样例"])}, skipped_as="example")
    )
    return True


def _swap_columns(draft: Draft) -> bool:
    """The columns stand in another order."""
    first, *others = draft.table.headings
    draft.rng.shuffle(others)
    draft.table.headings = [first, *others]
    return True


def _unknown_columns(draft: Draft) -> bool:
    table = draft.table
    if table.bands > 1:
        return False
    table.headings.append(Heading("", "是否存档入柜", cells=["已存" for _ in table.facts]))
    table.tolerated.add("unknown_header")
    return True


_FORMULAS = frozenset({FORMULAS})
_MERGED = frozenset({MERGES})


HEADING_PATTERNS = (
    Pattern("layout.two_levels", "two-level merged headers", _two_levels, HEADINGS, _MERGED, slot="header"),
    Pattern(
        "layout.three_levels", "three-level merged headers", _three_levels, HEADINGS, _MERGED, slot="header"
    ),
    Pattern("layout.header_newline", "newline inside headers", _respell(_broken), HEADINGS, slot="label"),
    Pattern("layout.header_spaces", "spaces inside headers", _respell(_spaced), HEADINGS, slot="label"),
    Pattern("layout.header_aliases", "other headers for the same columns", _aliases, VALUES, slot="label"),
    Pattern(
        "layout.unit_in_header",
        "the unit in the header (份/册)",
        _unit_in_header,
        HEADINGS,
        slot="label",
        datasets=("activities", "trainings", "devices", "vice_principals"),
    ),
    Pattern(
        "layout.numbers_restart",
        "序号 restarting",
        _numbers_restart,
        HEADINGS,
        slot="numbers",
        datasets=_MOVED,
    ),
    Pattern(
        "layout.numbers_formula",
        "序号 a formula",
        _numbers_by_formula,
        HEADINGS,
        _FORMULAS,
        slot="numbers",
        datasets=_MOVED,
    ),
    Pattern(
        "layout.template_rows",
        "blank template rows",
        _blank_template_rows,
        HEADINGS,
        slot="rows",
        datasets=_MOVED,
    ),
    Pattern("layout.example", "an example row", _example, HEADINGS, slot="rows", datasets=_MOVED),
    Pattern("layout.columns_moved", "columns in another order", _swap_columns, HEADINGS, slot="header"),
    Pattern("layout.unknown_column", "a column of no contract", _unknown_columns, HEADINGS, slot="numbers"),
)
