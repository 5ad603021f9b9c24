"""frictionless: validate against a schema of the columns."""

from __future__ import annotations

from pathlib import Path

from frictionless import Dialect, Resource, Schema, system

from benchmarks.peers.job import COUNTS, DAY, HEADER_ROW, HEADERS, REQUIRED, ensure, tell


def _field(name: str) -> dict[str, object]:
    kind = "date" if name == DAY else "integer" if name in COUNTS else "string"
    limits = {"minimum": 0} if name in COUNTS else {}
    return {"name": name, "type": kind, "constraints": {"required": name in REQUIRED, **limits}}


def read(files: list[Path]) -> int:
    """Return how many rows were validated."""
    schema = {"fields": [_field(name) for name in HEADERS]}
    rows = 0
    with system.use_context(trusted=True):
        for file in files:
            resource = Resource(
                path=str(file),
                dialect=Dialect(header_rows=[HEADER_ROW]),
                schema=Schema.from_descriptor(schema),
            )
            report = resource.validate()
            ensure(report.valid)
            rows += report.tasks[0].stats["rows"]
    return rows


if __name__ == "__main__":
    tell(read)
