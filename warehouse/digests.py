"""Content digests: whether two warehouses say the same, whatever the order and split of their loads.

Identical inputs give byte-different DuckDB files, so content is compared per table. Where a row came
from, and in which run, is not content.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from warehouse.contracts.model import Dataset
from warehouse.engines.duckdb import Database


def content_digests(database: Database, datasets: Iterable[Dataset]) -> Mapping[str, str]:
    """Return `schema.table` → digest of its rows, over the base tables and their history.

    A digest covers the business key and every stored column of the contract but the personal ones.
    """
    digests: dict[str, str] = {}
    for dataset in datasets:
        columns = ", ".join(["business_key", *(f'"{c.name}"' for c in dataset.stored_columns())])
        for schema in ("base", "history"):
            table = f"{schema}.{dataset.name}"
            rows = f"SELECT sha256(CAST(row({columns}) AS VARCHAR)) AS digest FROM {table}"
            (digest,) = database.query(
                f"SELECT sha256(coalesce(string_agg(digest, '' ORDER BY digest), '')) AS digest FROM ({rows})"
            )["digest"]
            digests[table] = digest
    return digests
