"""Why a row of a dataset counts differently: what became of it between two snapshots."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from warehouse.contracts.registry import DATASETS
from warehouse.differences.model import CauseKind
from warehouse.engines.duckdb import Database
from warehouse.lineage.contributions import TABLES

# The dataset whose rows may be one event of several units (联合活动).
_JOINT = "activities"
# What may differ between two loads of one and the same row.
_INCIDENTAL = frozenset({"loaded_in", "table_id", "source_row", "modified_at", "confirmed_in"})
_FILING_TIMES = frozenset({"version_at", "confirmed_at"})
_MERGED = "与另一行并为一次联合活动，计在另一行"
_SPLIT = "不再与另一行并为一次联合活动"
_RELATED = "本行未变，因其他行变动而计数不同"
_FILED_AGAIN = "本行内容未变，因再次报送或其他行变动而计数不同"
_LEFT_OUT = "区里更正为整行不计"
_QUARANTINED = "该行改为隔离"
_GONE = "新快照中没有该行"
_CORRECTED_HERE = "区里更正"
_CORRECTION_ENDED = "区里的更正停用或改动"


@dataclass(frozen=True)
class Origin:
    """What became of a row: its version before and its version now, None where there is none.

    is_certain: told by the row itself; else other rows, or something beside the rows, moved it.
    """

    kind: CauseKind
    before: str | None
    now: str | None
    detail: str = ""
    is_certain: bool = True


class Origins:
    """What became of rows between two snapshots, dataset by dataset."""

    def __init__(self, before: Database, after: Database) -> None:
        self._before, self._after = before, after
        self._known: dict[tuple[str, str], Origin] = {}

    def of(self, dataset: str, row_ids: Collection[str]) -> dict[str, Origin]:
        """Return what became of rows of a dataset, or of whole tables, by row id."""
        unknown = [row_id for row_id in row_ids if (dataset, row_id) not in self._known]
        if unknown:
            found = self._found(dataset, unknown)
            self._known |= {(dataset, row_id): origin for row_id, origin in found.items()}
        return {row_id: self._known[dataset, row_id] for row_id in row_ids}

    def _found(self, dataset: str, row_ids: Collection[str]) -> dict[str, Origin]:
        if dataset == TABLES:
            return self._of_tables(row_ids)
        if dataset not in DATASETS:
            return {row_id: Origin(CauseKind.REFERENCE, row_id, row_id, "", False) for row_id in row_ids}
        old, new = (_rows(one, dataset, "row_id", row_ids) for one in (self._before, self._after))
        keys = {row["business_key"] for row in (*old.values(), *new.values())} - {None}
        old_by_key, new_by_key = (_by_key(one, dataset, keys) for one in (self._before, self._after))
        notes = self._notes(dataset, row_ids)
        result = {}
        for row_id in row_ids:
            was, now = old.get(row_id), new.get(row_id)
            if was is not None and now is not None:
                result[row_id] = _still_there(row_id, was, now, notes.get(row_id))
            elif now is not None:
                known = old_by_key.get(now["business_key"])
                kind = CauseKind.ADDED if known is None else CauseKind.CORRECTED
                result[row_id] = Origin(kind, known, row_id)
            elif was is not None:
                next_one = new_by_key.get(was["business_key"])
                kind = CauseKind.WITHDRAWN if next_one is None else CauseKind.CORRECTED
                detail = notes.get(row_id, _GONE) if next_one is None else ""
                result[row_id] = Origin(kind, row_id, next_one, detail)
            else:
                result[row_id] = Origin(CauseKind.RELATED, row_id, row_id, _RELATED, False)
        return result | self._merged(dataset, result)

    def _of_tables(self, table_ids: Collection[str]) -> dict[str, Origin]:
        sql = "SELECT * FROM ledger.tables WHERE table_id IN (SELECT unnest($ids))"
        old, new = (
            {row["table_id"]: row for row in one.query(sql, {"ids": list(table_ids)}).to_dicts()}
            for one in (self._before, self._after)
        )
        result = {}
        for table_id in table_ids:
            was, now = old.get(table_id), new.get(table_id)
            if was is None:
                result[table_id] = Origin(CauseKind.ADDED, None, table_id)
            elif now is None:
                result[table_id] = Origin(CauseKind.WITHDRAWN, table_id, None, _GONE)
            elif _differ(was, now):
                result[table_id] = Origin(CauseKind.CORRECTED, table_id, table_id, "该表重新读过")
            else:
                result[table_id] = Origin(CauseKind.RELATED, table_id, table_id, _RELATED, False)
        return result

    def _notes(self, dataset: str, row_ids: Collection[str]) -> dict[str, str]:
        """Return, in words, the district's corrections of rows, and which rows are quarantined now."""
        notes = dict.fromkeys(self._quarantined(dataset, row_ids), _QUARANTINED)
        old, new = (_corrections(one, row_ids) for one in (self._before, self._after))
        for row_id in old.keys() | new.keys():
            added = new.get(row_id, set()) - old.get(row_id, set())
            if added:
                head = _LEFT_OUT if any(is_drop for is_drop, _ in added) else _CORRECTED_HERE
                notes[row_id] = f"{head}：{'；'.join(sorted(text for _, text in added))}"
            elif old.get(row_id) != new.get(row_id):
                notes[row_id] = _CORRECTION_ENDED
        return notes

    def _quarantined(self, dataset: str, row_ids: Collection[str]) -> list[str]:
        """Return the rows of the older snapshot whose line of the sheet is quarantined in the newer one."""
        places = {
            (row["table_id"], row["source_row"]): row_id
            for row_id, row in _rows(self._before, dataset, "row_id", row_ids).items()
        }
        found = self._after.query(
            "SELECT table_id, source_row FROM ledger.quarantined WHERE table_id IN (SELECT unnest($tables))",
            {"tables": sorted({table for table, _ in places if table is not None})},
        )
        return [places[place] for place in found.iter_rows() if place in places]

    def _merged(self, dataset: str, found: Mapping[str, Origin]) -> dict[str, Origin]:
        """Return the unchanged rows that were merged into a joint event, or are no longer part of one."""
        doubtful = [row_id for row_id, origin in found.items() if not origin.is_certain]
        if dataset != _JOINT or not doubtful:
            return {}
        old, new = (_counted_in(one, doubtful) for one in (self._before, self._after))
        result = {}
        for row_id in doubtful:
            was, now = old.get(row_id) == row_id, new.get(row_id) == row_id
            if was and not now:
                result[row_id] = Origin(CauseKind.WITHDRAWN, row_id, row_id, _MERGED, False)
            elif now and not was:
                result[row_id] = Origin(CauseKind.RELATED, row_id, row_id, _SPLIT, False)
        return result


def _still_there(row_id: str, was: Mapping[str, Any], now: Mapping[str, Any], note: str | None) -> Origin:
    if _differ(was, now):
        if _differ(was, now, _FILING_TIMES):
            return Origin(CauseKind.CORRECTED, row_id, row_id, note or "")
        return Origin(CauseKind.RELATED, row_id, row_id, _FILED_AGAIN, False)
    return Origin(CauseKind.RELATED, row_id, row_id, _RELATED, False)


def _differ(was: Mapping[str, Any], now: Mapping[str, Any], beside: Collection[str] = ()) -> bool:
    """Tell whether two versions say something else, `beside` left out.

    Columns that only one of them has say nothing.
    """
    compared = (was.keys() & now.keys()) - _INCIDENTAL - set(beside)
    return any(was[name] != now[name] for name in compared)


def _rows(database: Database, dataset: str, column: str, values: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Return current rows of a dataset by row id; none where the snapshot is older than the dataset."""
    if not database.has_table("base", dataset):
        return {}
    frame = database.query(
        f"SELECT * FROM base.{dataset} WHERE {column} IN (SELECT unnest($values))", {"values": list(values)}
    )
    return {row["row_id"]: row for row in frame.to_dicts()}


def _by_key(database: Database, dataset: str, keys: Iterable[str]) -> dict[str, str]:
    return {
        row["business_key"]: row_id for row_id, row in _rows(database, dataset, "business_key", keys).items()
    }


def _corrections(database: Database, row_ids: Iterable[str]) -> dict[str, set[tuple[bool, str]]]:
    """Return the district's corrections of rows: whether the whole row is left out, and id with reason."""
    if not database.has_table("ledger", "corrected_cells"):
        return {}
    frame = database.query(
        'SELECT k.row_id, k."column" IS NULL AS is_drop, c.id, c.reason FROM ledger.corrected_cells k'
        " JOIN ledger.corrections c ON c.id = k.correction_id WHERE k.row_id IN (SELECT unnest($ids))",
        {"ids": list(row_ids)},
    )
    result: dict[str, set[tuple[bool, str]]] = {}
    for row_id, is_drop, name, reason in frame.iter_rows():
        result.setdefault(row_id, set()).add((is_drop, f"{name}（{reason}）"))
    return result


def _counted_in(database: Database, row_ids: Iterable[str]) -> dict[str, str]:
    """Return on which row of its joint event each row is counted."""
    frame = database.query(
        f"SELECT row_id, joint_row_id FROM mart.{_JOINT} WHERE row_id IN (SELECT unnest($ids))",
        {"ids": list(row_ids)},
    )
    return dict(frame.iter_rows())
