"""Merging checked tables into the base tables of a new snapshot: insert, correct, no-op.

A row whose key is new is inserted. An equal row is a duplicate, which confirms the row that stands. A
newer row replaces the older, which moves to history; an older one goes to history at once, so that the
outcome does not depend on the order in which files arrive. Versions are ordered by filing time, else
modification time, else order of loading; a content is as new as its latest filing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import polars as pl

from pipelines.checking.checked import CheckedTable, SkipReason
from pipelines.checking.keys import content_hashes, person_key
from pipelines.checking.row_rules import broken_positions
from pipelines.merging.inherit import inherit_blanks
from pipelines.merging.order import quarantine_unlawful_events
from warehouse.contracts.figures import PLANNED
from warehouse.contracts.model import Dataset, RowRule
from warehouse.contracts.types import Severity
from warehouse.engines.duckdb import Database
from warehouse.render.ddl import base_columns, personal_columns

_HISTORY_EXTRA = {"superseded_by": pl.String, "superseded_in": pl.String}
_SUPERSEDED_BY: dict[str, pl.DataType | type[pl.DataType]] = {"superseded_by": pl.String}
_CONFIRMED: dict[str, pl.DataType | type[pl.DataType]] = {
    "row_id": pl.String,
    "version_at": pl.Datetime("us"),
    "confirmed_at": pl.Datetime("us"),
    "modified_at": pl.Datetime("us"),
    "confirmed_in": pl.String,
}


@dataclass
class _Outcome:
    """What becomes of the incoming rows of one dataset."""

    current: list[dict[str, Any]] = field(default_factory=list)
    history: list[dict[str, Any]] = field(default_factory=list)
    replaced: list[tuple[str, str]] = field(default_factory=list)  # known row_id, its successor
    skipped: dict[str, SkipReason] = field(default_factory=dict)  # row_id → why
    stands: dict[str, str] = field(default_factory=dict)  # skipped row_id → the row in its stead
    confirmed: dict[str, dict[str, Any]] = field(default_factory=dict)  # row_id → stored row, filed again
    kept_out: list[tuple[dict[str, Any], RowRule]] = field(default_factory=list)

    def skip(self, row: dict[str, Any], reason: SkipReason, stands: str) -> None:
        """Leave a row out because of another; `stands` is the row_id of that one."""
        self.skipped[row["row_id"]] = reason
        self.stands[row["row_id"]] = stands


def merge_tables(database: Database, tables: Sequence[CheckedTable], *, run_id: str, secret: bytes) -> None:
    """Merge the accepted rows of the tables, given in the order of loading.

    Each table's `accepted` is cut down to the rows that were loaded; the others are recorded in its
    `skipped` (or, where events are out of order, in its `quarantined` and `findings`).
    """
    by_dataset: dict[str, list[CheckedTable]] = {}
    for table in tables:
        by_dataset.setdefault(table.dataset.name, []).append(table)
    for same in by_dataset.values():
        _Merge(database, same[0].dataset, same, run_id, secret).run()


class _Merge:
    """The merge of one dataset."""

    def __init__(
        self,
        database: Database,
        dataset: Dataset,
        tables: Sequence[CheckedTable],
        run_id: str,
        secret: bytes,
    ) -> None:
        self._database = database
        self._dataset = dataset
        self._tables = tables
        self._run_id = run_id
        self._secret = secret
        self._raw: dict[str, dict[str, Any]] = {}  # raw rows changed by inheritance

    def run(self) -> None:
        quarantine_unlawful_events(self._database, self._dataset, self._tables)
        incoming = pl.concat([self._with_provenance(order, t) for order, t in enumerate(self._tables)])
        if incoming.is_empty():
            return
        known = self._known(incoming)
        contested = pl.concat(
            [
                incoming.filter(pl.col("business_key").is_duplicated())["business_key"],
                known["business_key"],
            ]
        ).unique()
        is_contested = pl.col("business_key").is_in(contested.implode())
        plain = incoming.filter(~is_contested)
        outcome = self._settle(incoming.filter(is_contested), known)
        self._write(plain, outcome, incoming)
        self._account(outcome)

    def _with_provenance(self, order: int, table: CheckedTable) -> pl.DataFrame:
        return table.accepted.with_columns(
            pl.lit(table.table_id).alias("table_id"),
            pl.lit(table.version_at).cast(pl.Datetime("us")).alias("version_at"),
            pl.lit(table.file.modified_at).cast(pl.Datetime("us")).alias("modified_at"),
            pl.lit(None, dtype=pl.Datetime("us")).alias("confirmed_at"),
            pl.lit(self._run_id).alias("loaded_in"),
            pl.lit(None, dtype=pl.String).alias("confirmed_in"),
            pl.lit(order, dtype=pl.Int32).alias("load_order"),
        )

    def _known(self, incoming: pl.DataFrame) -> pl.DataFrame:
        """Return the current rows that share a key with an incoming one."""
        return self._database.query_with(
            f"SELECT * FROM base.{self._dataset.name} WHERE business_key IN "
            "(SELECT business_key FROM incoming)",
            incoming.select("business_key"),
        )

    def _settle(self, contested: pl.DataFrame, known: pl.DataFrame) -> _Outcome:
        outcome = _Outcome()
        current_by_key = {row["business_key"]: row for row in known.iter_rows(named=True)}
        past = self._past(contested)
        ordered = contested.sort("version_at", "modified_at", "load_order", "source_row", "part")
        for row in ordered.iter_rows(named=True):
            key = row["business_key"]
            current = current_by_key.get(key)
            if current is None:
                current_by_key[key] = row
                continue
            if self._table(row).is_correction and self._is_newer(row, current):
                self._inherit(row, current)
                broken = self._broken_rule(row)
                if broken is not None:
                    outcome.kept_out.append((row, broken))
                    continue
            if row["content_hash"] == current["content_hash"]:
                outcome.skip(row, SkipReason.DUPLICATE, current["row_id"])
                self._confirm(current, row, outcome)
            elif self._is_newer(row, current):
                self._replace(current, row, outcome)
                current_by_key[key] = row
            elif (equal := past.get((key, row["content_hash"]))) is not None:
                outcome.skip(row, SkipReason.DUPLICATE, equal["row_id"])
                if self._is_newer(row, equal):
                    equal["superseded_by"] = current["row_id"]
                self._confirm(equal, row, outcome)
            else:
                outcome.skip(row, SkipReason.SUPERSEDED, current["row_id"])
                outcome.history.append({**row, "superseded_by": current["row_id"]})
        incoming_ids = set(contested["row_id"])
        outcome.current = [row for row in current_by_key.values() if row["row_id"] in incoming_ids]
        return outcome

    def _replace(self, current: dict[str, Any], row: dict[str, Any], outcome: _Outcome) -> None:
        if "load_order" not in current:
            outcome.replaced.append((current["row_id"], row["row_id"]))
            return
        outcome.history.append({**current, "superseded_by": row["row_id"]})
        if current["table_id"] == row["table_id"]:
            # Within one table nothing was ever published under the earlier line.
            outcome.skip(current, SkipReason.SUPERSEDED, row["row_id"])
            self._table(row).note_conflict(current["source_row"], row["source_row"])

    @staticmethod
    def _is_newer(row: dict[str, Any], current: dict[str, Any]) -> bool:
        """Tell whether an incoming row is at least as new as the current one; later loading breaks ties.

        What was done (当期) is newer than any plan (计划) of it, even one that is filed again later.
        """
        mine, theirs = ((one.get("figures") != PLANNED, *_latest_filing(one)) for one in (row, current))
        return mine >= theirs

    def _confirm(self, standing: dict[str, Any], row: dict[str, Any], outcome: _Outcome) -> None:
        """Note that a row was filed again with the same content, earlier or later than was known."""
        first = min(standing["version_at"], row["version_at"])
        latest, modified_at = max(_latest_filing(standing), _latest_filing(row))
        known = (standing["version_at"], *_latest_filing(standing))
        if (first, latest, modified_at) == known:
            return
        standing.update(version_at=first, modified_at=modified_at, confirmed_in=self._run_id)
        standing["confirmed_at"] = latest if latest > first else None
        if "load_order" not in standing:
            outcome.confirmed[standing["row_id"]] = standing

    def _past(self, contested: pl.DataFrame) -> dict[tuple[str, str], dict[str, Any]]:
        """Return the replaced rows with the keys of incoming ones, by key and content: the newest."""
        past = self._database.query_with(
            f"SELECT * FROM history.{self._dataset.name} WHERE business_key IN "
            "(SELECT business_key FROM incoming) ORDER BY coalesce(confirmed_at, version_at), modified_at",
            contested.select("business_key"),
        )
        return {(row["business_key"], row["content_hash"]): row for row in past.iter_rows(named=True)}

    def _table(self, row: dict[str, Any]) -> CheckedTable:
        order: int = row["load_order"]
        return self._tables[order]

    def _inherit(self, row: dict[str, Any], current: dict[str, Any]) -> None:
        raw = dict(self._raw_of(row))
        older = {**current, **self._personal_of(current)}
        decided = {cell.column for cell in self._table(row).corrected if cell.row_id == row["row_id"]}
        if inherit_blanks(self._dataset, row, raw, older, self._raw_of(current), decided):
            self._raw[row["row_id"]] = raw
            row["content_hash"] = content_hashes(self._frame_of(row), self._dataset, self._secret)[0]

    def _broken_rule(self, row: dict[str, Any]) -> RowRule | None:
        """Return the first rule that a correction breaks once it has inherited the older values."""
        frame = self._frame_of(row)
        rules = [rule for rule in self._dataset.rules if rule.severity is Severity.ERROR]
        return next((rule for rule, _ in broken_positions(frame, rules)), None)

    def _frame_of(self, row: dict[str, Any]) -> pl.DataFrame:
        schema = self._table(row).accepted.schema
        return pl.DataFrame([{name: row[name] for name in schema}], schema=schema)

    def _raw_of(self, row: dict[str, Any]) -> dict[str, Any]:
        if row["row_id"] in self._raw:
            return self._raw[row["row_id"]]
        if "load_order" in row:
            return self._table(row).raw.row(by_predicate=pl.col("row_id") == row["row_id"], named=True)
        found = self._database.query(
            f"SELECT * FROM raw.{self._dataset.name} WHERE row_id = $1", [row["row_id"]]
        )
        return found.row(0, named=True)

    def _personal_of(self, row: dict[str, Any]) -> dict[str, Any]:
        if "load_order" in row or not self._dataset.personal_columns:
            return {}
        found = self._database.query(
            f"SELECT * EXCLUDE (person_key) FROM personal.{self._dataset.name} WHERE person_key = $1",
            [person_key(row["row_id"], self._secret)],
        )
        return found.row(0, named=True) if found.height else {}

    def _write(self, plain: pl.DataFrame, outcome: _Outcome, incoming: pl.DataFrame) -> None:
        name = self._dataset.name
        self._write_confirmed(outcome)
        if outcome.replaced:
            moves = pl.DataFrame(outcome.replaced, schema=["known_id", "superseded_by"], orient="row")
            self._database.execute_with(
                f"INSERT INTO history.{name} BY NAME SELECT b.*, i.superseded_by, "
                f"'{self._run_id}' AS superseded_in FROM base.{name} b "
                "JOIN incoming i ON b.row_id = i.known_id",
                moves,
            )
            self._database.execute_with(
                f"DELETE FROM base.{name} WHERE row_id IN (SELECT known_id FROM incoming)", moves
            )
        base_names = [column for column, _, _ in base_columns(self._dataset)]
        schema = incoming.schema
        current = pl.concat([plain, pl.DataFrame(outcome.current, schema=schema)])
        self._database.insert(f"base.{name}", current.select(base_names))
        history = pl.DataFrame(
            [{**row, "superseded_in": self._run_id} for row in outcome.history],
            schema={**schema, **_HISTORY_EXTRA},
        )
        self._database.insert(f"history.{name}", history.select(*base_names, *_HISTORY_EXTRA))
        kept = pl.concat([current, history.select(schema.names())])
        self._write_raw(kept)
        self._write_personal(kept)

    def _write_confirmed(self, outcome: _Outcome) -> None:
        """Write when stored rows were filed again; before any of them moves to history."""
        for schema in ("base", "history"):
            columns = _CONFIRMED | (_SUPERSEDED_BY if schema == "history" else {})
            rows = [
                {name: row[name] for name in columns}
                for row in outcome.confirmed.values()
                if ("superseded_by" in row) == (schema == "history")
            ]
            if rows:
                assignments = ", ".join(f"{name} = i.{name}" for name in columns if name != "row_id")
                self._database.execute_with(
                    f"UPDATE {schema}.{self._dataset.name} AS stored SET {assignments} "
                    "FROM incoming i WHERE stored.row_id = i.row_id",
                    pl.DataFrame(rows, schema=columns),
                )

    def _write_raw(self, kept: pl.DataFrame) -> None:
        raw = pl.concat([table.raw for table in self._tables])
        changed = pl.DataFrame(list(self._raw.values()), schema=raw.schema)
        raw = pl.concat([raw.join(changed, on="row_id", how="anti"), changed])
        self._database.insert(
            f"raw.{self._dataset.name}", raw.join(kept.select("row_id"), on="row_id", how="semi")
        )

    def _write_personal(self, kept: pl.DataFrame) -> None:
        columns = [name for name, _, _ in personal_columns(self._dataset) if name != "person_key"]
        if not columns:
            return
        keys = [person_key(row_id, self._secret) for row_id in kept["row_id"]]
        personal = kept.select(columns).with_columns(pl.Series("person_key", keys, dtype=pl.String))
        self._database.insert(
            f"personal.{self._dataset.name}",
            personal.filter(pl.any_horizontal(pl.col(columns).is_not_null())),
        )

    def _account(self, outcome: _Outcome) -> None:
        for table in self._tables:
            table.leave_out(outcome.skipped, outcome.stands)
        for row, rule in outcome.kept_out:
            self._table(row).keep_out(row["source_row"], rule, rule.columns)


def _latest_filing(row: Mapping[str, Any]) -> tuple[datetime, datetime]:
    """Return when a row was last filed with its content, and when that file was last changed."""
    return row["confirmed_at"] or row["version_at"], row["modified_at"]
