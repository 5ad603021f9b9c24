"""Content digests: equal for equal rows in any order, and for nothing else."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from warehouse.digests import content_digests
from warehouse.engines.duckdb import open_writer

COLUMNS = "business_key VARCHAR, row_id VARCHAR, loaded_in VARCHAR, day DATE, amount DOUBLE, names VARCHAR[]"
FIRST = "('k1', 'r1', 'run-a', DATE '2026-11-23', 0.1, ['甲', '乙,丙'])"
SECOND = "('k2', 'r2', 'run-a', NULL, NULL, NULL)"


def digest_of(folder: Path, *rows: str) -> str:
    path = folder / f"{len(list(folder.iterdir()))}.duckdb"
    with open_writer(path) as database:
        database.execute("CREATE SCHEMA base")
        database.execute(f"CREATE TABLE base.told ({COLUMNS})")
        for row in rows:
            database.execute(f"INSERT INTO base.told VALUES {row}")
        return content_digests(database)["base.told"]


def numbered(text: str) -> int:
    return int.from_bytes(hashlib.md5(text.encode()).digest(), "little")


def test_a_digest_can_be_worked_out_without_the_engine(tmp_path: Path) -> None:
    # The columns by name: amount, business_key, day, names.
    numbers = [
        numbered('0.10000000000000001\x1fk1\x1f2026-11-23\x1f["甲","乙,丙"]'),
        numbered("\x1e\x1fk2\x1f\x1e\x1f\x1e"),
    ]
    high, low = sum(one >> 64 for one in numbers), sum(one & (2**64 - 1) for one in numbers)
    assert digest_of(tmp_path, FIRST, SECOND) == hashlib.sha256(f"2 {high} {low}".encode()).hexdigest()


def test_the_order_of_rows_and_where_they_came_from_do_not_matter(tmp_path: Path) -> None:
    elsewhere = FIRST.replace("r1", "r9").replace("run-a", "run-b")
    assert digest_of(tmp_path, FIRST, SECOND) == digest_of(tmp_path, SECOND, elsewhere)


@pytest.mark.parametrize(
    "other",
    [
        (FIRST,),
        (FIRST, SECOND, SECOND),
        (FIRST, FIRST, SECOND, SECOND),
        (FIRST.replace("0.1", "0.10000000000000002"), SECOND),
        (FIRST.replace("'乙,丙'", "'乙', '丙'"), SECOND),
        (FIRST, SECOND.replace("NULL]", "NULL").replace("NULL)", "[])")),
        (FIRST.replace("k1", "k2"), SECOND.replace("k2", "k1")),
        (),
    ],
)
def test_any_difference_of_content_shows(tmp_path: Path, other: tuple[str, ...]) -> None:
    assert digest_of(tmp_path, *other) != digest_of(tmp_path, FIRST, SECOND)
