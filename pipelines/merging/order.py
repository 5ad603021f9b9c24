"""Quarantining events that break the lawful order of a subject's events, across files and loads."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import polars as pl

from pipelines.checking.checked import CheckedTable
from pipelines.merging.sequence import Event, first_broken
from warehouse.contracts.model import Dataset, SequenceRule
from warehouse.engines.duckdb import Database


def quarantine_unlawful_events(database: Database, dataset: Dataset, tables: Sequence[CheckedTable]) -> None:
    """Move the rows of `tables` that break a sequence rule, given the rows already known, out of them."""
    for rule in dataset.sequences:
        incoming: dict[tuple[Any, ...], list[tuple[CheckedTable, dict[str, Any]]]] = {}
        for table in tables:
            for row in table.accepted.iter_rows(named=True):
                incoming.setdefault(_group(rule, row), []).append((table, row))
        if not incoming:
            continue
        known: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
        for row in _known_rows(database, dataset, rule, tables).iter_rows(named=True):
            known.setdefault(_group(rule, row), []).append(row)
        for group, rows in incoming.items():
            keys = {row["business_key"] for _, row in rows}
            accepted = [_event(rule, row) for row in known.get(group, []) if row["business_key"] not in keys]
            for position in first_broken(rule, accepted, (_event(rule, row) for _, row in rows)):
                table, row = rows[position]
                table.keep_out(row["source_row"], rule, (rule.event, rule.date))


def _group(rule: SequenceRule, row: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(row.get(f"{name}_code") or row[name] for name in rule.group)


def _event(rule: SequenceRule, row: dict[str, Any]) -> Event:
    return Event(row[rule.event], row[rule.date], row.get(f"{rule.date}_precision") or "day")


def _known_rows(
    database: Database, dataset: Dataset, rule: SequenceRule, tables: Iterable[CheckedTable]
) -> pl.DataFrame:
    subject = rule.group[0]
    wanted = pl.concat([table.accepted.select(subject) for table in tables]).unique()
    return database.query_with(
        f"SELECT * FROM base.{dataset.name} WHERE {subject} IN (SELECT {subject} FROM incoming)", wanted
    )
