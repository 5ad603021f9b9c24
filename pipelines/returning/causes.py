"""From the findings of a file's tables to its causes, each told once, with an example of what to write."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from pipelines.checking.checked import CheckedTable, SkipReason
from pipelines.checking.findings import Finding
from pipelines.reading.sheet_xml import column_number
from pipelines.returning.model import Cause, Rectangle, Tally
from pipelines.sheets import SheetReport
from warehouse.contracts import types
from warehouse.contracts.model import Column
from warehouse.contracts.types import Severity
from warehouse.reference.tables import Reference
from warehouse.render.templates.samples import sample_of

_RANGE = re.compile(r"([A-Z]{1,3})(\d+)(?::([A-Z]{1,3})(\d+))?")
_COLOURED = "coloured_cells"
# The catalogue's own example of what to write stands in the remedy of a finding.
_IN_REMEDY = re.compile(r"例如 ([^\s，。；、]+)|按 (\S+) 的样式")
_KNOWN = (SkipReason.DUPLICATE, SkipReason.SUPERSEDED)
# What is wrong with these lies in what happened, or in how cells agree with one another: no single value
# would mend them, and one that is shown would be copied.
_WITHOUT_EXAMPLE = frozenset(
    {
        *("unknown_header", "ambiguous_name", "unknown_subject", "open_choice_as_other", "several_units"),
        *("key_conflict_in_table", "joint_audience_differs", "cumulative_fell", "filed_date_unlikely"),
        *("out_of_bounds", "future_date", "control_total_differs", "group_count_differs"),
    }
)
# A name or a listed value is only shown where it is the likely one.
_ONLY_THE_NEAREST = frozenset(
    {"unknown_unit", "unlisted_partner", "unknown_township", "unknown_village", "unknown_choice"}
)


@dataclass(frozen=True)
class Examples:
    """Says what a mended cell may look like; names come from the deployment's own lists."""

    reference: Reference

    def of(self, table: CheckedTable, finding: Finding) -> str:
        """Return an example for the cells of a finding, "" where no single value would mend them."""
        if finding.code in _WITHOUT_EXAMPLE or _is_row_rule(table, finding.code):
            return ""
        if finding.nearest:
            return finding.nearest
        if finding.code in _ONLY_THE_NEAREST:
            return ""
        if in_remedy := _IN_REMEDY.search(finding.remedy):
            return in_remedy[1] or in_remedy[2]
        column = next((one for one in table.dataset.columns if one.name == finding.column), None)
        return self._of_column(column) if column is not None else ""

    def _of_column(self, column: Column) -> str:
        match column.kind:
            case types.UNIT | types.UNITS:
                return next((unit.name for unit in self.reference.units if unit.valid_to is None), "")
            case types.TOWNSHIP:
                return next((township.name for township in self.reference.townships), "")
            case types.VILLAGE | types.SUBJECT:
                return next((village.name for village in self.reference.villages), "")
        sample = sample_of(column)
        if isinstance(sample, date):
            return sample.isoformat()
        if isinstance(sample, int):
            lowest = sample if column.minimum is None else max(sample, column.minimum)
            return str(lowest if column.maximum is None else min(lowest, column.maximum))
        return sample or ""


@dataclass
class _Merged:
    """Findings with one cause, which rules over several rows or files report one by one."""

    first: Finding
    example: str
    cells: list[str] = field(default_factory=list)
    rows: int = 0


def causes_of(
    tables: Iterable[CheckedTable], examples: Examples, sheets: Iterable[SheetReport] = ()
) -> tuple[Cause, ...]:
    """Return the causes of a file: what must be mended first, then in the order of its sheets.

    sheets: the reading report, for what is said of a sheet as a whole.
    """
    found = [
        (table.sheet, finding, examples.of(table, finding)) for table in tables for finding in table.findings
    ]
    found += [(sheet.sheet, finding, "") for sheet in sheets for finding in sheet.findings]
    merged: dict[tuple[str, ...], _Merged] = {}
    for sheet, finding, example in found:
        key = (sheet, finding.severity.value, finding.code, finding.column, finding.message, finding.remedy)
        one = merged.setdefault(key, _Merged(finding, example))
        one.rows += finding.rows
        if finding.cells and finding.cells not in one.cells:
            one.cells.append(finding.cells)
    causes = [_cause(key[0], one) for key, one in merged.items()]
    return tuple(sorted(causes, key=lambda cause: not cause.must_mend))


def _cause(sheet: str, merged: _Merged) -> Cause:
    finding = merged.first
    where = "、".join(merged.cells)
    return Cause(
        sheet=sheet,
        cells=rectangles(where),
        where=where,
        title=finding.title,
        message=finding.message,
        remedy=finding.remedy,
        example=merged.example,
        rows=merged.rows,
        must_mend=finding.severity is Severity.ERROR,
        is_about_colour=finding.code == _COLOURED,
    )


def rectangles(cells: str) -> tuple[Rectangle, ...]:
    """Return A1 ranges as 0-based rectangles: 「C7:C12、C15」 → (6, 2, 11, 2), (14, 2, 14, 2)."""
    found: list[Rectangle] = []
    for left, top, right, bottom in _RANGE.findall(cells):
        first = (int(top) - 1, column_number(left.encode()) - 1)
        last = (int(bottom) - 1, column_number(right.encode()) - 1) if bottom else first
        found.append((*first, *last))
    return tuple(found)


def tally_of(tables: Sequence[CheckedTable]) -> Tally:
    """Return what became of the rows of a file."""
    return Tally(
        loaded=sum(table.loaded_rows for table in tables),
        known=sum(reason in _KNOWN for table in tables for reason in table.skipped.values()),
        kept_out=sum(len(table.quarantined) for table in tables),
    )


def _is_row_rule(table: CheckedTable, code: str) -> bool:
    dataset = table.dataset
    return code in {rule.code for rule in dataset.rules} | {rule.code for rule in dataset.sequences}
