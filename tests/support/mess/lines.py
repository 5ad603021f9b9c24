"""How clerks lay a table out: what stands above, between, beside and below its rows."""

from __future__ import annotations

from tests.support.mess.draft import (
    CELLS_AROUND,
    FORMULAS,
    MERGES,
    STYLES,
    Cell,
    Draft,
    Formula,
    Line,
    Table,
)
from tests.support.mess.entries import chinese_day, truth_of
from tests.support.mess.places import UNITS
from tests.support.mess.rewriting import LINES, SHAPE, VALUES, Pattern
from warehouse.contracts import types
from warehouse.contracts.types import ValueKind

_MOVED = (
    "activities",
    "trainings",
    "legality_reviews",
    "reconsiderations",
    "file_reviews",
    "devices",
    "venues",
)


_COUNTED = ("activities", "devices", "vice_principals", "enforcement_stats")


def _attachment(draft: Draft) -> bool:
    draft.table.above.insert(0, {0: draft.rng.choice(["附件1", "附件2：", "附表1"])})
    draft.table.wide = {number + 1 for number in draft.table.wide}
    return True


def _title_in_two_lines(draft: Draft) -> bool:
    table = draft.table
    table.retitle(table.title.replace(f"{table.year}年", f"{table.year}年\n", 1))
    return True


def _note_above(draft: Draft) -> bool:
    notes = [
        "说明：请各单位如实填写，不得漏项。",
        "填表说明：时间按公历填写，数字用阿拉伯数字。",
        "（请于每月5日前报送）",
    ]
    draft.table.above.append({0: draft.rng.choice(notes)})
    return True


def _moved_down(draft: Draft) -> bool:
    draft.page.top, draft.page.left = draft.rng.randint(1, 4), draft.rng.randint(1, 3)
    return True


def _envelope_in_one_cell(draft: Draft) -> bool:
    table = draft.table
    parts = [f"填报单位：{table.unit}", f"填报时间：{chinese_day(table.filed_on)}"]
    if draft.rng.random() < 0.5:
        parts.append("填表人：张某甲")
    table.above = [line for line in table.above if "填报单位" not in str(line.get(0))]
    table.above.append({0: draft.rng.choice(["    ", "　　", "  "]).join(parts)})
    table.wide.add(len(table.above) - 1)
    return True


def _envelope_in_cells(draft: Draft) -> bool:
    """Caption and value stand in neighbouring cells."""
    table = draft.table
    table.above = [line for line in table.above if "填报单位" not in str(line.get(0))]
    table.above.append({0: "填报单位", 1: table.unit, 2: "填报时间", 3: table.filed_on.isoformat()})
    return len(table.headings) >= 4


def _header_again(draft: Draft) -> bool:
    table = draft.table
    if any(heading.captions for heading in table.headings) or table.upright:
        return False
    width = len(table.headings)
    cells: dict[int, Cell] = {
        band * width + index: heading.label
        for band in range(table.bands)
        for index, heading in enumerate(table.headings)
    }
    table.body.insert(draft.rng.randint(2, len(table.body) - 1), Line(cells=cells, skipped_as="header"))
    return True


def _sums(table: Table, facts: list[int]) -> dict[int, Cell]:
    """The sums of the counted columns over some facts, by column number."""
    sums: dict[int, Cell] = {}
    for index, heading in enumerate(table.headings):
        if not heading.name or table.dataset.column(heading.name).kind is not types.COUNT:
            continue
        values = [table.facts[number].entries[heading.name].truth[heading.name] for number in facts]
        sums[index] = sum(value for value in values if value is not None)
    return sums


def _total(draft: Draft) -> bool:
    table = draft.table
    if any(fact.codes for fact in table.facts):
        return False
    cells = _sums(table, list(range(len(table.facts))))
    cells[0] = draft.rng.choice(["合计", "总计", "合  计"])
    table.body.append(Line(cells=cells, skipped_as="total"))
    return True


def _subtotals(draft: Draft) -> bool:
    table = draft.table
    if any(fact.codes for fact in table.facts) or table.upright:
        return False
    half = len(table.body) // 2
    first = [number for line in table.body[:half] for number in line.facts]
    second = [number for line in table.body[half:] for number in line.facts]
    table.body.insert(half, Line(cells={**_sums(table, first), 0: "小计"}, skipped_as="total"))
    table.body.append(Line(cells={**_sums(table, second), 0: "小计"}, skipped_as="total"))
    table.body.append(Line(cells={**_sums(table, first + second), 0: "总计"}, skipped_as="total"))
    return True


def _total_as_formula(draft: Draft) -> bool:
    table = draft.table
    if any(fact.codes for fact in table.facts):
        return False
    sums = _sums(table, list(range(len(table.facts))))
    cells: dict[int, Cell] = {
        index: Formula("SUM(A1:A2)", value) for index, value in sums.items() if isinstance(value, int)
    }
    table.body.append(Line(cells={**cells, 0: "合计"}, skipped_as="total"))
    return bool(sums)


def _groups(draft: Draft) -> bool:
    """Lines that name a group and how many rows it has: 「峡窝镇（3个）」."""
    table = draft.table
    if table.upright or len(table.facts) < 4:
        return False
    measure = draft.rng.choice(["个", "件", "项", "条"])
    half = len(table.facts) // 2
    body = [line for line in table.body if line.facts]
    if len(body) != len(table.facts):
        return False
    lines = [Line(cells={0: f"峡窝镇（{half}{measure}）"}, skipped_as="group"), *body[:half]]
    lines += [Line(cells={0: f"济源路街道（{len(body) - half}{measure}）"}, skipped_as="group"), *body[half:]]
    table.body = lines
    return True


def _footers(draft: Draft) -> bool:
    ways: list[dict[int, Cell]] = [
        {0: "备注：本表数据截至填报之日。"},
        {0: "说明：以上数字由各单位自行填报"},
        {0: "数据来源：各单位台账"},
        {0: "填表人：张某甲", 2: "审核人：李某乙", 3: "联系电话：10000001234"},
        {0: "审核人（签字）：", 3: "单位负责人："},
        {0: "注：1.本表一式两份。2.按月报送。"},
    ]
    draft.table.below = draft.rng.sample(ways, draft.rng.randint(1, 3))
    if draft.rng.random() < 0.5:
        draft.table.below.insert(0, {})
    return True


def _merged_downwards(draft: Draft) -> bool:
    """A unit or a village stands once, merged over its rows."""
    table = draft.table
    kinds: tuple[ValueKind, ...] = (types.UNIT, types.VILLAGE)
    rules = {name for rule in table.dataset.rules for name in rule.columns}
    for heading in table.headings:
        if not heading.name or heading.name in rules or table.dataset.column(heading.name).kind not in kinds:
            continue
        first = draft.rng.randrange(len(table.facts) - 2)
        last = min(first + draft.rng.randint(1, 3), len(table.facts) - 1)
        entry = table.facts[first].entries[heading.name]
        for fact in table.facts[first : last + 1]:
            own = fact.entries[heading.name]
            own.write(entry.cell, **entry.truth)
        table.upright[heading.name] = [(first, last)]
        return True
    return False


def _phantoms(draft: Draft) -> bool:
    draft.page.phantom_columns, draft.page.phantom_rows = 200, 40
    return True


def _beside(draft: Draft) -> bool:
    """Sums beside the table, as a clerk works them out."""
    table = draft.table
    cells: list[Cell] = ["核对", 1234, Formula("SUM(E5:E9)", 567) if FORMULAS not in draft.lacks else 567]
    for number, cell in enumerate(cells):
        table.aside[number + 1, 1] = cell
    return True


def _blank_lines(draft: Draft) -> bool:
    table = draft.table
    if table.upright:
        return False
    for _ in range(2):
        table.body.insert(draft.rng.randint(1, len(table.body) - 1), Line())
    return True


def _sideways(draft: Draft) -> bool:
    """Two groups of the same columns stand side by side."""
    table = draft.table
    if len(table.facts) % 2:
        table.facts.pop()
    half = len(table.facts) // 2
    table.bands = 2
    table.body = [Line(facts=(number, number + half)) for number in range(half)]
    return True


def _sideways_total(draft: Draft) -> bool:
    """The right-hand group ends sooner, with its 合计."""
    table = draft.table
    if not _sideways(draft):
        return False
    last = len(table.body) - 1
    table.facts.pop()
    table.body[last] = Line(
        facts=(last,), cells={len(table.headings): "合计", len(table.headings) + 1: len(table.facts)}
    )
    return True


def _unit_from_title(draft: Draft) -> bool:
    """The unit is said only in the title or the file's name."""
    table = draft.table
    table.above = [
        {0: f"{table.unit}{table.year}年{table.title.split('年', 1)[1]}"},
        {0: f"填报时间：{table.filed_on}"},
    ]
    table.title = str(table.above[0][0])
    return True


def _no_row_title(draft: Draft) -> bool:
    """No title and no lines above: the header is the first row."""
    table = draft.table
    if draft.lacks:
        return False
    table.above, table.wide = [], set()
    draft.stem = f"{table.unit}{table.title}"
    return not any(name in fact.given for fact in table.facts for name in ("unit", "year"))


def _zero_fines(draft: Draft) -> bool:
    """All zero is a zero report that counts (零报告)."""
    for fact in draft.table.facts[:2]:
        for entry in fact.entries.values():
            if entry.column.is_countable:
                value = 0
                entry.write(value, **{entry.column.name: value})
    return True


def _by_unit_row(draft: Draft) -> bool:
    table = draft.table
    unit = draft.rng.choice(UNITS)
    for fact in table.facts:
        entry = fact.entries["unit"]
        entry.write(unit, **truth_of(entry.column, unit))
    return True


_ENV, _MERGED, _STYLED = frozenset({CELLS_AROUND}), frozenset({MERGES}), frozenset({STYLES})


_FORMULAS = frozenset({FORMULAS})


LINE_PATTERNS = (
    Pattern("layout.attachment", "附件1 row", _attachment, LINES),
    Pattern("layout.title_newline", "title with newline", _title_in_two_lines, LINES),
    Pattern("layout.note_above", "note row above the header", _note_above, LINES),
    Pattern("layout.leading_blanks", "blank first rows and columns", _moved_down, LINES, _ENV),
    Pattern(
        "layout.envelope_in_one_cell",
        "「填报单位：__ 填报时间：__」 in one cell",
        _envelope_in_one_cell,
        LINES,
        slot="envelope",
    ),
    Pattern(
        "layout.envelope_in_cells",
        "caption and value in neighbouring cells",
        _envelope_in_cells,
        LINES,
        _ENV,
        slot="envelope",
    ),
    Pattern(
        "layout.unit_from_title",
        "the unit only in the title",
        _unit_from_title,
        LINES,
        slot="envelope",
        datasets=("activities", "trainings", "officers", "major_decisions"),
        without=("unit",),
    ),
    Pattern(
        "layout.no_lines_above",
        "no title, the header first",
        _no_row_title,
        LINES,
        slot="envelope",
        datasets=("reconsiderations", "litigations", "legality_reviews", "venues"),
    ),
    Pattern("layout.header_again", "header repeated mid-table", _header_again, LINES, slot="rows"),
    Pattern("layout.total", "合计/总计 rows", _total, LINES, slot="rows", datasets=_COUNTED),
    Pattern("layout.subtotals", "小计 rows", _subtotals, LINES, slot="rows", datasets=_COUNTED),
    Pattern(
        "layout.total_formula",
        "合计 as a formula",
        _total_as_formula,
        LINES,
        _FORMULAS,
        slot="rows",
        datasets=_COUNTED,
    ),
    Pattern(
        "layout.groups",
        "group rows whose number is a control total",
        _groups,
        LINES,
        slot="rows",
        datasets=(
            "reconsiderations",
            "litigations",
            "legality_reviews",
            "legal_stewards",
            "institution_events",
        ),
    ),
    Pattern("layout.footers", "备注/说明/数据来源/填表人/审核人 footers", _footers, LINES),
    Pattern(
        "layout.upright_merges",
        "vertical merges needing fill-down",
        _merged_downwards,
        VALUES,
        _MERGED,
        slot="rows",
        datasets=("activities", "trainings", "legal_stewards", "devices", "file_reviews", "officers"),
    ),
    Pattern("layout.phantom_columns", "hundreds of phantom columns", _phantoms, LINES, _STYLED),
    Pattern("layout.side_calculations", "side calculations", _beside, LINES),
    Pattern("layout.blank_lines", "blank rows between", _blank_lines, LINES, slot="rows"),
    Pattern(
        "layout.side_by_side",
        "column groups side by side",
        _sideways,
        SHAPE,
        slot="shape",
        datasets=("file_problems",),
        only=("file_no", "category", "description"),
    ),
    Pattern(
        "layout.side_total",
        "合计 only inside the right-hand group",
        _sideways_total,
        SHAPE,
        slot="shape",
        datasets=("file_problems",),
        only=("file_no", "category", "description"),
    ),
    Pattern(
        "process.zero_figures",
        "all zero, a legitimate zero report",
        _zero_fines,
        VALUES,
        datasets=("enforcement_stats",),
    ),
    Pattern(
        "process.one_unit",
        "one unit in every row",
        _by_unit_row,
        VALUES,
        datasets=("file_reviews", "major_decisions"),
        having=("unit",),
    ),
)
