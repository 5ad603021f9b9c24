"""Small pieces of SQL that the checks are made of."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Fault(NamedTuple):
    """A way in which a row can be wrong.

    condition: SQL that is true where it is. text: an SQL text expression that names the fault.
    column: the stored column at fault.
    """

    condition: str
    text: str
    column: str


def literal(text: str) -> str:
    """Return a text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def name(column: str) -> str:
    """Return a column name quoted: several are words of SQL."""
    return f'"{column}"'


def literals(texts: Iterable[str]) -> str:
    """Return texts as the inside of an SQL IN list."""
    return ", ".join(literal(text) for text in texts)


def each_fault(faults: Iterable[Fault], *, among: str = "true") -> str:
    """Return a SELECT with one row per fault of a row of `batch`: its name, the row and the column.

    among: an SQL condition on the rows that are looked at.
    """
    every = list(faults)
    named = ", ".join(
        f"CASE WHEN {one.condition} THEN struct_pack(example := {one.text}, at := {literal(one.column)}) END"
        for one in every
    )
    any_fault = " OR ".join(f"({one.condition})" for one in every)
    faulty = f"SELECT unnest([{named}]) AS fault, row_id FROM batch WHERE ({any_fault}) AND {among}"
    return f'SELECT fault.example, row_id, fault.at AS "column" FROM ({faulty}) WHERE fault IS NOT NULL'


def repeated(column: str) -> str:
    """Return a SELECT with one row per value of a text column of `batch` that occurs more than once.

    Digests are compared first: they are grouped several times as fast as texts.
    """
    suspects = f"SELECT hash({column}) AS digest FROM batch GROUP BY digest HAVING count(*) > 1"
    return (
        f"SELECT {column}, max(row_id) AS row_id FROM batch WHERE hash({column}) IN ({suspects}) "
        f"GROUP BY {column} HAVING count(*) > 1"
    )


def counted(checks: Iterable[tuple[int, str, str, str]], rows: str, *, is_kept: bool = False) -> str:
    """Return a SELECT with one row per check: position, suite, severity, faults, up to five examples.

    checks: position, suite, severity and `unexpected` of each. rows: a SELECT of what `batch` stands for;
    is_kept: it is run once for all checks, instead of each reading only the columns it needs. Of the
    examples the first in the order of their texts are taken, so that they are the same each time.
    """
    parts = " UNION ALL ".join(
        f"SELECT {position} AS position, {literal(suite)} AS suite, {literal(severity)} AS severity, "
        "count(*) AS found, CAST(to_json(min(CAST(example AS VARCHAR), 5)) AS VARCHAR) AS examples "
        f"FROM ({unexpected}) AS faults(example)"
        for position, suite, severity, unexpected in checks
    )
    how = "MATERIALIZED" if is_kept else "NOT MATERIALIZED"
    return f"SELECT * FROM (WITH batch AS {how} ({rows}) {parts}) AS counted"
