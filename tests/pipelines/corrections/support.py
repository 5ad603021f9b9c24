"""A home with corrections, and small ledgers of activities for it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pipelines.checking.checked import CheckedTable
from pipelines.corrections.reading import read_corrections
from pipelines.intake.reading import Intake, IntakeSettings, name_index
from pipelines.landing import LandedFile
from tests.support.inbox import SECRET, write_csv
from warehouse.home import Home
from warehouse.reference.tables import load_reference
from warehouse.snapshots import open_snapshot

HEADER = ("活动名称", "开展时间", "地点", "主办单位", "受众人数")
PARK = ("宪法宣传", "2024-12-04", "中心广场", "公安局", "12000")
SCHOOL = ("反诈宣传", "2024-12-05", "实验小学", "公安局", "80")

AUDIENCE = """
- dataset: 普法活动
  match: {主办单位: 公安局, 活动名称: 宪法宣传, 开展时间: 2024-12-04}
  change: {受众人数: 1200}
  reason: 电话核实，原表多写一个0
  who: 法宣科
  date: 2024-12-20
"""


def correct(home: Home, text: str, name: str = "更正.yaml") -> None:
    """Write a corrections file."""
    home.corrections.mkdir(parents=True, exist_ok=True)
    (home.corrections / name).write_text(text, encoding="utf-8")


def ledger(
    path: Path, *rows: Sequence[object], filed: str = "2024-12-10", title: str = "普法活动台账"
) -> Path:
    """Write a ledger of activities; its rows start in row 4."""
    return write_csv(path, [[title], [f"填报时间：{filed}"], HEADER, *rows], modified="2024-12-30")


def checked(home: Home, path: Path) -> CheckedTable:
    """Read a file with its one table, with the corrections of a home, in this process."""
    reference = load_reference()
    corrections = read_corrections(home.corrections, name_index(reference))
    intake = Intake(IntakeSettings(reference, SECRET, corrections=corrections))
    content = path.read_bytes()
    modified = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    sha256 = hashlib.sha256(content).hexdigest()
    (table,) = intake.read(LandedFile(path, path.name, sha256, len(content), modified, path), path).tables
    return table


def accepted(table: CheckedTable, *columns: str) -> list[tuple[Any, ...]]:
    """Return some columns of the rows that would be loaded, in the order of the sheet."""
    return table.accepted.sort("source_row").select(columns).rows()


def audiences(home: Home) -> list[tuple[str, Any, Any]]:
    """Return title, audience and its qualifier of every activity in the current snapshot."""
    return rows(home, "SELECT title, audience, audience_qualifier FROM base.activities ORDER BY ALL")


def rows(home: Home, sql: str) -> list[tuple[Any, ...]]:
    """Return the rows of a query on the current snapshot."""
    with open_snapshot(home) as snapshot:
        return snapshot.database.query(sql).rows()
