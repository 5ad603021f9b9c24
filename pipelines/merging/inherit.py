"""Corrections (更正、补报) whose blank cells do not erase: they inherit the older row's values.

An inherited value keeps citing the cell it was first read from: the raw table's exceptions name the
older row (`row:<row_id>`), and lineage follows it.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from typing import Any

from warehouse.contracts.envelope import FIGURES
from warehouse.contracts.figures import PLANNED
from warehouse.contracts.model import Dataset


def inherit_blanks(
    dataset: Dataset,
    row: dict[str, Any],
    raw: dict[str, Any],
    older: Mapping[str, Any],
    older_raw: Mapping[str, Any],
    decided: Collection[str | None] = (),
) -> bool:
    """Fill the blanks of a correction and of its raw texts from the older version, in place.

    decided: columns whose value in this row is the district's own, blank or not.
    Returns whether anything was inherited.
    """
    cells = json.loads(raw["cells"]) if raw["cells"] else {}
    older_cells = json.loads(older_raw["cells"]) if older_raw.get("cells") else {}
    inherited = False
    for column in dataset.columns:
        stored = [item.name for item in column.stored()]
        if column.name in decided:
            continue
        if not column.personal and raw[column.name] is not None:
            continue
        if row[stored[0]] is not None and (column.personal or column.default is None):
            continue
        # What a plan was corrected to has been done, unless the correction is a plan itself.
        is_plan = column.envelope == FIGURES and older.get(stored[0]) == PLANNED
        if older.get(stored[0]) is None or is_plan:
            continue
        row.update({name: older.get(name) for name in stored})
        inherited = True
        if not column.personal and older_raw.get(column.name) is not None:
            raw[column.name] = older_raw[column.name]
            cited = str(older_cells.get(column.name, ""))
            cells[column.name] = cited if cited.startswith("row:") else f"row:{older['row_id']}"
    raw["cells"] = json.dumps(cells, ensure_ascii=False) if cells else None
    return inherited
