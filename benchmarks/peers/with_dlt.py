"""dlt: rows as python-calamine hands them over, typed by a frozen schema, loaded into DuckDB."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import dlt
from python_calamine import CalamineWorkbook

from benchmarks.peers.job import COUNTS, DAY, HEADER_ROW, HEADERS, REQUIRED, ensure, tell

# dlt turns every Chinese letter of a name into the same x.
_NAMES = {header: f"column_{number:02d}" for number, header in enumerate(HEADERS)}


def _column(name: str) -> dict[str, Any]:
    kind = "date" if name == DAY else "bigint" if name in COUNTS else "text"
    return {"name": _NAMES[name], "data_type": kind, "nullable": name not in REQUIRED}


def _rows(files: list[Path]) -> Iterator[dict[str, Any]]:
    for file in files:
        cells = CalamineWorkbook.from_path(file).get_sheet_by_index(0).to_python(skip_empty_area=False)
        for line in cells[HEADER_ROW:]:
            # calamine gives every number as a float and every blank as an empty text.
            yield {
                _NAMES[name]: None if value == "" else int(float(str(value))) if name in COUNTS else value
                for name, value in zip(HEADERS, line, strict=True)
            }


def read(files: list[Path]) -> int:
    """Return how many rows were loaded."""
    with TemporaryDirectory() as folder:
        resource = dlt.resource(
            _rows(files),
            name="activities",
            columns=[_column(name) for name in HEADERS],
            schema_contract={"columns": "freeze", "data_type": "freeze"},
        )
        pipeline = dlt.pipeline(
            pipeline_name="activities",
            pipelines_dir=folder,
            destination=dlt.destinations.duckdb(f"{folder}/activities.duckdb"),
        )
        pipeline.run(resource).raise_on_failed_jobs()
        rows = pipeline.last_trace.last_normalize_info.row_counts["activities"]
        ensure(rows > 0)
        return int(rows)


if __name__ == "__main__":
    tell(read)
