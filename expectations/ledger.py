"""Structure and conservation: the tables are as promised, and no source row is lost or counted twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from expectations.model import Check
from expectations.sql import literal
from warehouse.contracts.model import Dataset
from warehouse.ledger import LEDGER_TABLES
from warehouse.render.ddl import (
    REFERENCE_TABLES,
    base_columns,
    history_columns,
    personal_columns,
    raw_columns,
)

STRUCTURE = "结构"
LEDGER = "台账"

# Stands in no name and in no type.
_BETWEEN = "|"
_SKIPPED = "coalesce(list_sum(map_values(CAST(CAST(skipped AS JSON) AS MAP(VARCHAR, BIGINT)))), 0)"
_TABLE_NAME = (
    "(SELECT concat_ws(' ', f.name, b.sheet) FROM ledger.files f WHERE f.file_sha256 = b.file_sha256 LIMIT 1)"
    ", b.table_id"
)


def structure_checks(datasets: Iterable[Dataset]) -> Iterator[Check]:
    """Yield one check per dataset, and one each for ledger and reference: tables, columns and types."""
    for dataset in datasets:
        promised = [
            (schema, dataset.name, column, kind)
            for schema, columns in (
                ("base", base_columns(dataset)),
                ("history", history_columns(dataset)),
                ("raw", raw_columns(dataset)),
                ("personal", personal_columns(dataset)),
            )
            for column, kind, _ in columns
        ]
        yield replace(
            _structure(dataset.name, f"{dataset.label}：表和列与约定一致", promised), dataset=dataset.name
        )
    ledger = [
        ("ledger", table, column, kind)
        for table, columns in LEDGER_TABLES.items()
        for column, kind, _ in columns
    ]
    yield _structure("ledger", "台账：表和列与约定一致", ledger)
    reference = [
        ("reference", table, column, kind)
        for table, plain in REFERENCE_TABLES.items()
        for column, kind in plain
    ]
    yield _structure("reference", "基础数据：表和列与约定一致", reference)


def _structure(subject: str, sentence: str, promised: Sequence[tuple[str, str, str, str]]) -> Check:
    # One text for all: to parse thousands of literals took a third of an audit of few rows.
    listed = literal(
        _BETWEEN.join(f"{schema}.{table}.{column} {kind}" for schema, table, column, kind in promised)
    )
    return Check(
        suite=STRUCTURE,
        table=None,
        name=f"{subject}_as_promised",
        sentence=sentence,
        size=len(promised),
        unexpected=(
            f"SELECT promised FROM (SELECT unnest(string_split({listed}, {literal(_BETWEEN)})) AS promised) "
            "ANTI JOIN batch ON promised = "
            "schema_name || '.' || table_name || '.' || column_name || ' ' || data_type"
        ),
    )


def ledger_checks(datasets: Iterable[Dataset]) -> Iterator[Check]:
    """Yield the checks of `ledger.tables`: conservation, and its agreement with what is stored."""
    kept = " UNION ALL ".join(
        f"SELECT table_id, source_row FROM {schema}.{dataset.name}"
        for dataset in datasets
        for schema in ("base", "history")
    )
    # A row that arrived after its own correction is skipped as superseded and yet kept in history.
    loaded = (
        f"SELECT table_id, count(DISTINCT source_row) AS n FROM ({kept}) "
        "ANTI JOIN ledger.skipped USING (table_id, source_row) GROUP BY table_id"
    )
    yield _ledger(
        "rows_conserved",
        "每张表：非空行数 = 装入 + 隔离 + 跳过",
        f"SELECT {_TABLE_NAME} FROM batch b WHERE rows_in IS DISTINCT FROM loaded + quarantined + {_SKIPPED}",
    )
    yield _ledger("loaded_stored", "每张表：记为装入的行都存有数据", _disagreeing(loaded, "b.loaded"))
    for table, label in (("quarantined", "隔离"), ("skipped", "跳过")):
        counted = f"SELECT table_id, count(DISTINCT source_row) AS n FROM ledger.{table} GROUP BY table_id"
        expected = _SKIPPED if table == "skipped" else "b.quarantined"
        yield _ledger(f"{table}_listed", f"每张表：{label}行数与明细一致", _disagreeing(counted, expected))
    yield _ledger(
        "file_known",
        "每张表都能追溯到原件",
        "SELECT coalesce(sheet, table_id), table_id FROM batch "
        "WHERE file_sha256 IS NULL OR file_sha256 NOT IN (SELECT file_sha256 FROM ledger.files)",
    )
    yield from _entries()


def _entries() -> Iterator[Check]:
    """Yield the checks of the ledger's other tables: whatever they speak of is there."""
    tables = "SELECT table_id FROM ledger.tables WHERE table_id IS NOT NULL"
    runs = "SELECT run_id FROM ledger.runs WHERE run_id IS NOT NULL"
    # Few of many rows are looked for, so the few are looked up among the many.
    pairs = "SELECT left_row_id FROM batch UNION ALL SELECT right_row_id FROM batch"
    paired = f"SELECT row_id FROM base.activities WHERE row_id IN ({pairs})"
    members = "SELECT row_id FROM base.activities WHERE row_id IN (SELECT row_id FROM batch)"
    yield _ledger(
        "table_unique",
        "表编号不重复",
        "SELECT table_id, table_id FROM batch GROUP BY table_id HAVING count(*) > 1",
    )
    yield _ledger(
        "table_run_known",
        "每张表都属于一个装载批次",
        "SELECT coalesce(sheet, table_id), table_id FROM batch "
        f"WHERE run_id IS NULL OR run_id NOT IN ({runs})",
    )
    yield _ledger(
        "file_unique",
        "每个原件只登记一次",
        "SELECT any_value(name) FROM batch GROUP BY file_sha256 HAVING count(*) > 1 OR file_sha256 IS NULL",
        table="files",
    )
    yield _ledger(
        "findings_placed",
        "每个问题都指向一张表",
        f"SELECT message FROM batch WHERE table_id IS NULL OR table_id NOT IN ({tables})",
        table="findings",
    )
    yield _ledger(
        "quarantine_explained",
        "每个隔离行都有问题说明",
        "SELECT '第 ' || source_row || ' 行', table_id FROM batch b "
        f"WHERE table_id IS NULL OR table_id NOT IN ({tables}) OR coalesce(len(codes), 0) = 0 "
        "OR EXISTS (SELECT 1 FROM unnest(codes) AS named(code) WHERE (b.table_id, code) NOT IN "
        "(SELECT (table_id, code) FROM ledger.findings WHERE table_id IS NOT NULL AND code IS NOT NULL))",
        table="quarantined",
    )
    yield _ledger(
        "skip_explained",
        "每个跳过行都有原因",
        "SELECT '第 ' || source_row || ' 行', table_id FROM batch "
        f"WHERE reason IS NULL OR table_id IS NULL OR table_id NOT IN ({tables})",
        table="skipped",
    )
    yield _ledger(
        "corrections_known",
        "更正过的单元格都有对应的更正",
        "SELECT row_id, row_id, table_id FROM batch "
        "WHERE correction_id NOT IN (SELECT id FROM ledger.corrections WHERE id IS NOT NULL)",
        table="corrected_cells",
    )
    yield _ledger(
        "joint_pairs_stored",
        "疑似联合活动的两行都有数据",
        f"SELECT pair_id FROM batch WHERE left_row_id NOT IN ({paired}) OR right_row_id NOT IN ({paired})",
        table="joint_pairs",
    )
    yield _ledger(
        "joint_members_stored",
        "归并的活动都有数据，且只归并一次",
        f"SELECT row_id, row_id FROM batch GROUP BY row_id HAVING count(*) > 1 OR row_id NOT IN ({members})",
        table="joint_members",
    )


def _disagreeing(counted: str, expected: str) -> str:
    return (
        f"SELECT {_TABLE_NAME} FROM batch b LEFT JOIN ({counted}) AS counted USING (table_id) "
        f"WHERE coalesce(counted.n, 0) <> coalesce({expected}, 0)"
    )


def _ledger(name: str, sentence: str, unexpected: str, *, table: str = "tables") -> Check:
    return Check(
        suite=LEDGER, table=f"ledger.{table}", name=name, sentence=f"台账：{sentence}", unexpected=unexpected
    )
