"""Layouts beyond the list of the domain, as they are met in the same files."""

from __future__ import annotations

import random
from collections.abc import Callable

from tests.support.mess.draft import Cell, Draft, Line, Table, Wanted
from tests.support.mess.entries import ROW_NUMBER, chinese_day
from tests.support.mess.rewriting import (
    FILE,
    HEADINGS,
    LINES,
    VALUES,
    Apply,
    Pattern,
)
from warehouse.contracts import types


def _labels(change: Callable[[random.Random, str, bool], str]) -> Apply:
    def apply(draft: Draft) -> bool:
        for table in (table for page in draft.pages for table in page.tables):
            for heading in table.headings:
                if heading.name and table.layout is None:
                    required = table.dataset.column(heading.name).required
                    heading.label = change(draft.rng, heading.label, required)
        return True

    return apply


def _starred(rng: random.Random, label: str, required: bool) -> str:
    return rng.choice([f"*{label}", f"{label}*", f"{label}（必填）", f"＊{label}"]) if required else label


def _numbered(draft: Draft) -> bool:
    number = 0
    for heading in draft.table.headings:
        if heading.name:
            number += 1
            heading.label = f"{number}.{heading.label}"
    return True


def _other_brackets(rng: random.Random, label: str, required: bool) -> str:
    return label.replace("（", "(").replace("）", ")").replace("/", "／")


def _unnamed_numbers(draft: Draft) -> bool:
    """The column of row numbers has no header."""
    for heading in draft.table.headings:
        if not heading.name and heading.label == ROW_NUMBER and not heading.captions:
            heading.label = ""
            return True
    return False


def _column_numbers(draft: Draft) -> bool:
    """A line below the header numbers the columns: 1 2 3, or 甲 乙 1 2."""
    table = draft.table
    if table.bands > 1:
        return False
    marks: list[Cell] = list(range(1, len(table.headings) + 1))
    if draft.rng.random() < 0.5:
        marks = ["甲", "乙", *range(1, len(table.headings) - 1)]
    table.body.insert(0, Line(cells=dict(enumerate(marks)), skipped_as="header|note"))
    return True


def _total_first(draft: Draft) -> bool:
    """合计 stands right below the header."""
    table = draft.table
    if any(fact.codes for fact in table.facts):
        return False
    cells: dict[int, Cell] = {0: "合计"}
    for index, heading in enumerate(table.headings):
        if heading.name and table.dataset.column(heading.name).kind is types.COUNT:
            values = [fact.entries[heading.name].truth[heading.name] for fact in table.facts]
            if all(value is not None for value in values):
                cells[index] = sum(values)
    table.body.insert(0, Line(cells=cells, skipped_as="total"))
    return len(cells) > 1


def _is_exact(table: Table, name: str) -> bool:
    """Whether no number of a column is an estimate, so that its sum can be verified."""
    return all(
        not fact.is_unsure and fact.entries[name].truth[f"{name}_qualifier"] is None for fact in table.facts
    )


def _wrong_total(draft: Draft) -> bool:
    """合计 is not the sum of its rows: said, and the rows are taken."""
    table = draft.table
    if not _total_first(draft):
        return False
    line = table.body.pop(0)
    cells = dict(line.cells)
    exact = [index for index in cells if index and _is_exact(table, table.headings[index].name)]
    if not exact:
        return False
    index = draft.rng.choice(exact)
    value = cells[index]
    if not isinstance(value, int):
        return False
    cells[index] = value + draft.rng.randint(1, 9)
    table.body.append(Line(cells=cells, skipped_as="total"))
    table.wanted.append(Wanted(("control_total_differs",), None, None))
    return True


def _wrong_group(draft: Draft) -> bool:
    """A group's number is not the count of its rows."""
    table = draft.table
    if any(len(line.facts) != 1 for line in table.body) or table.upright:
        return False
    count = len(table.body)
    table.body.insert(0, Line(cells={0: f"峡窝镇（{count + 2}件）"}, skipped_as="group"))
    table.wanted.append(Wanted(("group_count_differs", "control_total_differs"), None, None))
    return True


def _envelope_below(draft: Draft) -> bool:
    """Unit and day of filing stand below the table."""
    table = draft.table
    table.above = [line for line in table.above if "填报单位" not in str(line.get(0))]
    table.below = [
        {0: f"填报单位：{table.unit}", 2: f"填报时间：{chinese_day(table.filed_on)}"},
        *table.below,
    ]
    return True


def _envelope_on_lines(draft: Draft) -> bool:
    """填报单位（盖章）：____公安局____."""
    table, rng = draft.table, draft.rng
    unit = rng.choice(
        [f"填报单位（盖章）：{table.unit}", f"填报单位：__{table.unit}__", f"报送单位（公章）：{table.unit}"]
    )
    filed = rng.choice(
        [
            f"填报时间：{table.filed_on.year} 年 {table.filed_on.month} 月 {table.filed_on.day} 日",
            f"报送日期：{table.filed_on}",
            f"填表日期：{table.filed_on.year}.{table.filed_on.month}.{table.filed_on.day}",
        ]
    )
    table.above = [line for line in table.above if "填报单位" not in str(line.get(0))]
    table.above += [{0: unit}, {0: filed}]
    return True


def _remark_lines(draft: Draft) -> bool:
    """Lines of the sender between the rows: 「以下为下半年」."""
    table = draft.table
    if table.upright or table.bands > 1:
        return False
    half = len(table.body) // 2
    text = draft.rng.choice(["以下为下半年开展情况", "二、下半年", "（接上页）"])
    table.body.insert(half, Line(cells={0: text}, skipped_as="group|note"))
    return True


def _carriage_returns(draft: Draft) -> bool:
    draft.kind, draft.suffix = "csv gb18030", "csv"
    draft.spoil = lambda data: data.replace(b"\r\n", b"\r")
    return True


_WIDE = (
    "activities",
    "trainings",
    "reconsiderations",
    "legality_reviews",
    "file_reviews",
    "litigations",
    "venues",
)


def _odd(id_: str, phrase: str, apply: Apply, *datasets: str, stage: int = VALUES, **more: str) -> Pattern:
    return Pattern(f"odd.{id_}", phrase, apply, stage, datasets=datasets or None, **more)  # type: ignore[arg-type]


ODD_LAYOUT_PATTERNS = (
    _odd(
        "header_starred",
        "*活动名称, 活动名称（必填）",
        _labels(_starred),
        *_WIDE,
        stage=HEADINGS,
        slot="label",
    ),
    _odd("header_numbered", "1.活动名称", _numbered, *_WIDE, stage=HEADINGS, slot="label"),
    _odd(
        "header_brackets",
        "村(社区)",
        _labels(_other_brackets),
        "activities",
        "venues",
        "duty_items",
        "legal_stewards",
        stage=HEADINGS,
        slot="label",
    ),
    _odd(
        "unnamed_numbers",
        "row numbers without a header",
        _unnamed_numbers,
        *_WIDE,
        stage=HEADINGS,
        slot="numbers",
    ),
    _odd(
        "column_numbers",
        "a line 1 2 3 or 甲 乙 1 2 below the header",
        _column_numbers,
        *_WIDE,
        stage=LINES,
        slot="rows",
    ),
    _odd(
        "total_first",
        "合计 right below the header",
        _total_first,
        "activities",
        "devices",
        "enforcement_stats",
        stage=LINES,
        slot="rows",
    ),
    _odd(
        "total_differs",
        "合计 that is not the sum",
        _wrong_total,
        "activities",
        "devices",
        stage=LINES,
        slot="rows",
    ),
    _odd(
        "group_differs",
        "a group whose number is wrong",
        _wrong_group,
        "reconsiderations",
        "legality_reviews",
        stage=LINES,
        slot="rows",
    ),
    _odd("remark_lines", "a line of words between the rows", _remark_lines, *_WIDE, stage=LINES, slot="rows"),
    _odd(
        "envelope_below",
        "unit and day of filing below the table",
        _envelope_below,
        *_WIDE,
        stage=LINES,
        slot="envelope",
    ),
    _odd("envelope_stamped", "填报单位（盖章）：____", _envelope_on_lines, stage=LINES, slot="envelope"),
    _odd(
        "carriage_returns",
        "CSV lines that end with CR alone",
        _carriage_returns,
        stage=FILE,
        slot="kind",
        kind="csv",
    ),
)
