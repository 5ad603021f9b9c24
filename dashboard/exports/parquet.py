"""Parquet: typed columns for other programs; the notes are the file's own metadata."""

from __future__ import annotations

import io

import polars as pl

from dashboard.exports.table import Export, Kind

MIME = "application/vnd.apache.parquet"
_TYPES = {Kind.TEXT: pl.String(), Kind.NUMBER: pl.Float64(), Kind.COUNT: pl.Int64()}


def parquet_file(export: Export) -> bytes:
    """Return the table as Parquet. A second column of the same header is numbered."""
    headers: list[str] = []
    for column in export.columns:
        same = sum(one == column.header or one.startswith(f"{column.header} (") for one in headers)
        headers.append(f"{column.header} ({same + 1})" if same else column.header)
    frame = pl.DataFrame(
        {
            header: pl.Series([row[place] for row in export.rows], dtype=_TYPES[column.kind], strict=False)
            for place, (header, column) in enumerate(zip(headers, export.columns, strict=True))
        }
    )
    file = io.BytesIO()
    frame.write_parquet(file, metadata={"name": export.name, **dict(export.notes)})
    return file.getvalue()
