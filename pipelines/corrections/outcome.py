"""What corrections did in a warehouse: how many rows each matches, and which of them need attention."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from pipelines.corrections.model import Correction, Corrections
from warehouse.contracts.registry import DATASETS
from warehouse.engines.duckdb import Database
from warehouse.home import Home
from warehouse.snapshots import current_id, open_snapshot

_SHOWN_ROWS = 5
_NOTHING = pl.DataFrame(
    schema=dict.fromkeys(("correction_id", "table_id", "row_id", "business_key"), pl.String)
)


@dataclass(frozen=True)
class CorrectionOutcome:
    """One active correction after a load. matched: rows of the warehouse that it decides.

    problem: what is wrong with it and what to write, in Chinese, or None. is_refused: the problem keeps the
    snapshot from being published; a correction without effect does not.
    """

    id: str
    place: str
    matched: int
    problem: str | None = None
    is_refused: bool = False

    def as_json(self) -> dict[str, Any]:
        """Return the record of the load command."""
        return {"id": self.id, "place": self.place, "matched": self.matched, "problem": self.problem}


def outcomes(database: Database, corrections: Corrections) -> tuple[CorrectionOutcome, ...]:
    """Return the outcome of every active correction, from the corrected cells in the ledger.

    A row counts while it is current, left out by the correction, or still quarantined for something else;
    versions of one row count once. A row that a newer version replaced no longer counts.
    """
    if not corrections.active:
        return ()
    live = pl.concat([_live(database, name) for name in sorted({one.dataset for one in corrections.active})])
    return tuple(_outcome(entry, live, corrections) for entry in corrections.active)


def current_outcomes(home: Home, corrections: Corrections) -> tuple[CorrectionOutcome, ...]:
    """Return the outcome of every active correction in the current snapshot; none where there is none."""
    if not corrections.active or current_id(home) is None:
        return ()
    with open_snapshot(home) as current:
        if not knows_corrections(current.database):
            return tuple(_outcome(entry, _NOTHING, corrections) for entry in corrections.active)
        return outcomes(current.database, corrections)


def knows_corrections(database: Database) -> bool:
    """Tell whether a snapshot records corrections; those of before there were any do not."""
    return all(database.has_table("ledger", name) for name in ("corrections", "corrected_cells"))


def _live(database: Database, dataset: str) -> pl.DataFrame:
    return database.query(
        "SELECT c.correction_id, c.table_id, c.row_id, c.business_key, c.source_row,"
        ' c."column", f.name AS file'
        " FROM ledger.corrected_cells c"
        " LEFT JOIN ledger.tables t USING (table_id)"
        " LEFT JOIN ledger.files f ON f.file_sha256 = t.file_sha256"
        f' WHERE c.dataset = $dataset AND (c."column" IS NULL'
        f" OR c.row_id IN (SELECT row_id FROM base.{dataset})"
        " OR (c.table_id, c.source_row) IN (SELECT (table_id, source_row) FROM ledger.quarantined))"
        " ORDER BY f.name, c.table_id, c.source_row",
        {"dataset": dataset},
    )


def _outcome(entry: Correction, live: pl.DataFrame, corrections: Corrections) -> CorrectionOutcome:
    mine = live.filter(pl.col("correction_id") == entry.id)
    in_a_table = mine.group_by("table_id").agg(pl.col("row_id").n_unique())["row_id"].max()
    matched = max(mine["business_key"].n_unique(), int(str(in_a_table or 0)))
    problem, is_refused = None, False
    if matched == 0:
        problem = "没有匹配到任何一行，不起作用。请核对 match；已不需要的，请写 status: retired"
    elif matched > entry.expects:
        problem = (
            f"匹配到 {matched} 行，只应有 {entry.expects} 行：{_told(mine.to_dicts())}。"
            f"请在 match 中写得更具体；确应更正这些行的，请写 expects: {matched}"
        )
        is_refused = True
    elif (clash := _clash(entry, mine, live, corrections)) is not None:
        problem, is_refused = clash, True
    return CorrectionOutcome(entry.id, entry.place, matched, problem, is_refused)


def _clash(entry: Correction, mine: pl.DataFrame, live: pl.DataFrame, corrections: Corrections) -> str | None:
    """Tell which other correction decides a cell, or leaves out a row, that this one decides too."""
    others = live.filter(pl.col("correction_id") != entry.id)
    pairs = mine.join(others, on="row_id", suffix="_other").filter(
        pl.col("column").is_null()
        | pl.col("column_other").is_null()
        | (pl.col("column") == pl.col("column_other"))
    )
    places = {one.id: one.place for one in corrections.active}
    for row in pairs.iter_rows(named=True):
        if row["correction_id_other"] in places:
            name = row["column"] or row["column_other"]
            label = DATASETS[entry.dataset].column(name).label if name else "整行"
            other = places[row["correction_id_other"]]
            return f"与 {other} 更正了同一格（{_told([row])} {label}）。请只保留一条"
    return None


def _told(rows: Sequence[Mapping[str, Any]]) -> str:
    places = list(dict.fromkeys(f"{row['file'] or '本次文件'} 第 {row['source_row']} 行" for row in rows))
    return "、".join(places[:_SHOWN_ROWS]) + (" 等" if len(places) > _SHOWN_ROWS else "")
