"""Where every stored row comes from, and that what it replaced, its raw texts and its persons are kept."""

from __future__ import annotations

from collections.abc import Iterator

from expectations.model import Check
from expectations.sql import literal
from warehouse.contracts.figures import PLANNED
from warehouse.contracts.model import Dataset


def provenance_checks(dataset: Dataset) -> Iterator[Check]:
    """Yield the checks of a dataset's rows, current and replaced, against ledger, raw texts and persons."""
    table, every_row = dataset.name, f"SELECT row_id FROM base.{dataset.name} UNION ALL BY NAME "
    every_row += f"SELECT row_id FROM history.{dataset.name}"
    tables = f"SELECT table_id FROM ledger.tables WHERE dataset = {literal(table)}"
    for schema, prefix, label in (("base", "", "每行"), ("history", "history_", "每个被取代的行")):
        yield _check(
            dataset,
            schema,
            f"{prefix}table_known",
            f"{label}都能追溯到来源表",
            f"SELECT row_id, row_id FROM batch ANTI JOIN ({tables}) USING (table_id)",
            column="table_id",
        )
        yield _check(
            dataset,
            schema,
            f"{prefix}raw_kept",
            f"{label}都存有原文",
            f"SELECT row_id, row_id FROM batch ANTI JOIN raw.{table} USING (row_id)",
            column="row_id",
        )
    yield _check(
        dataset,
        "history",
        "history_apart",
        "被取代的行不在现行数据中，也不重复",
        f"SELECT row_id, row_id FROM batch SEMI JOIN base.{table} USING (row_id) "
        "UNION ALL SELECT row_id, row_id FROM batch GROUP BY row_id HAVING count(*) > 1",
        column="row_id",
    )
    yield _check(
        dataset,
        "history",
        "successor_newer",
        "被取代的行都有同一业务键的更新版本",
        _without_newer(dataset),
    )
    yield _check(
        dataset,
        "raw",
        "raw_owned",
        "每份原文都属于一行数据",
        f"SELECT row_id FROM batch ANTI JOIN ({every_row}) USING (row_id)",
    )
    if dataset.personal_columns:
        yield _check(
            dataset,
            "personal",
            "persons_apart",
            "个人信息只以密钥摘要与数据相连",
            "SELECT '第 ' || n || ' 条' FROM (SELECT person_key, row_number() OVER () AS n, "
            "count(*) OVER (PARTITION BY person_key) AS same FROM batch) "
            "WHERE same > 1 OR NOT coalesce(regexp_full_match(person_key, '[0-9a-f]+'), false)",
        )


def _check(
    dataset: Dataset, schema: str, check: str, sentence: str, unexpected: str, column: str | None = None
) -> Check:
    return Check(
        suite=dataset.name,
        table=f"{schema}.{dataset.name}",
        name=check,
        sentence=f"{dataset.label}：{sentence}",
        unexpected=unexpected,
        dataset=dataset.name,
        column=column,
        is_of_rows=True,
    )


def _without_newer(dataset: Dataset) -> str:
    """Select the replaced rows whose successor is missing, has another key, or is older.

    What was done is newer than any plan (计划) of it, even one that is filed again later.
    """
    has_plans = any(column.name == "figures" for column in dataset.columns)
    done = f"coalesce(figures, '') <> {literal(PLANNED)}" if has_plans else "true"
    version = f"row({done}, coalesce(confirmed_at, version_at), modified_at)"
    successors = " UNION ALL ".join(
        f"SELECT row_id AS successor, business_key AS its_key, {version} AS its_version "
        f"FROM {schema}.{dataset.name} WHERE row_id IN (SELECT superseded_by FROM batch)"
        for schema in ("base", "history")
    )
    return (
        f"SELECT row_id, row_id FROM (SELECT *, {version} AS version FROM batch) AS replaced "
        f"LEFT JOIN ({successors}) ON successor = superseded_by "
        "WHERE successor IS NULL OR its_key <> business_key OR its_version < version"
    )
