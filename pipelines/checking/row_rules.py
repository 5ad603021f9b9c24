"""The contract's row rules, over all rows of a table at once."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from pipelines.checking.finding_kinds import FindingKind
from pipelines.checking.findings import FindingCollector
from pipelines.checking.raw_columns import RawTable, marked_cells
from pipelines.locate import LocatedTable
from warehouse.contracts.model import RowRule


def broken_positions(frame: pl.DataFrame, rules: Sequence[RowRule]) -> list[tuple[RowRule, list[int]]]:
    """Return the rules that rows break, with the positions of these rows; a null operand breaks nothing."""
    if frame.is_empty() or not rules:
        return []
    # One pass over the frame for all rules: on small tables the passes cost more than the rows.
    broken = frame.select(
        (~pl.sql_expr(rule.holds)).fill_null(False).alias(str(place)) for place, rule in enumerate(rules)
    )
    found = ((rule, broken[str(place)].arg_true().to_list()) for place, rule in enumerate(rules))
    return [(rule, positions) for rule, positions in found if positions]


def apply_rules(
    frame: pl.DataFrame, table: RawTable, located: LocatedTable, findings: FindingCollector
) -> None:
    """Add the rows that break a rule to the findings; a cell already found faulty mutes its rules."""
    dataset = located.dataset
    for rule, positions in broken_positions(frame, dataset.rules):
        kind = FindingKind(rule.code, rule.message, rule.message, rule.remedy)
        for fact in positions:
            row = table.rows[fact]
            if any(findings.is_faulty(row, name) for name in rule.columns):
                continue
            cells = [
                cell
                for name in rule.columns
                if table.place(fact, name) is not None
                for cell in marked_cells(table, fact, dataset.column(name), located)
            ]
            findings.add(
                kind, rule.severity, row, cells, column=rule.columns[0],
                params={"label": dataset.column(rule.columns[0]).label},
            )  # fmt: skip
