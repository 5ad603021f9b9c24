"""Small pieces of SQL that the checks are made of."""

from __future__ import annotations

from collections.abc import Iterable


def literal(text: str) -> str:
    """Return a text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def name(column: str) -> str:
    """Return a column name quoted: several are words of SQL."""
    return f'"{column}"'


def literals(texts: Iterable[str]) -> str:
    """Return texts as the inside of an SQL IN list."""
    return ", ".join(literal(text) for text in texts)


def each_fault(faults: Iterable[tuple[str, str]], *, among: str = "true") -> str:
    """Return a SELECT with one row per fault of a row of `batch`.

    faults: pairs of an SQL condition and an SQL text expression that names the fault.
    among: an SQL condition on the rows that are looked at.
    """
    pairs = list(faults)
    named = ", ".join(f"CASE WHEN {condition} THEN {text} END" for condition, text in pairs)
    any_fault = " OR ".join(f"({condition})" for condition, _ in pairs)
    faulty = f"SELECT unnest([{named}]) AS example FROM batch WHERE ({any_fault}) AND {among}"
    return f"SELECT example FROM ({faulty}) WHERE example IS NOT NULL"
