"""Reference data as joins need it: a code names one thing, and what is referred to is there.

A code listed twice would double every row that names it, which no total would show as wrong.
"""

from __future__ import annotations

from collections.abc import Iterator

from expectations.model import Check

REFERENCE = "基础数据"
_UNIT_CODES = "SELECT code FROM reference.units WHERE code IS NOT NULL"
_TOWNSHIP_CODES = "SELECT code FROM reference.townships WHERE code IS NOT NULL"

# table, check, sentence, what is wrong
_CHECKS = (
    ("units", "codes", "单位代码不重复、不为空", "repeated:code"),
    (
        "units",
        "successors",
        "承接单位都在名录中",
        f"SELECT name FROM batch WHERE successor IS NOT NULL AND successor NOT IN ({_UNIT_CODES})",
    ),
    (
        "unit_aliases",
        "known",
        "单位别名都指向名录中的单位",
        f"SELECT alias FROM batch WHERE code IS NULL OR code NOT IN ({_UNIT_CODES})",
    ),
    ("townships", "codes", "镇办代码不重复、不为空", "repeated:code"),
    ("villages", "codes", "村（社区）代码不重复、不为空", "repeated:code"),
    (
        "villages",
        "townships",
        "村（社区）所属镇办都在名录中",
        f"SELECT name FROM batch WHERE township_code IS NULL OR township_code NOT IN ({_TOWNSHIP_CODES})",
    ),
    ("population", "years", "常住人口每年一个数", "repeated:year"),
    (
        "population",
        "positive",
        "常住人口大于 0",
        "SELECT year FROM batch WHERE population IS NULL OR population <= 0",
    ),
    ("calendar", "days", "日历每天一行", "repeated:date"),
)


def reference_checks() -> Iterator[Check]:
    """Yield the checks of the reference tables."""
    for table, check, sentence, unexpected in _CHECKS:
        kind, _, column = unexpected.partition(":")
        yield Check(
            suite=REFERENCE,
            table=f"reference.{table}",
            name=f"{table}_{check}",
            sentence=f"{REFERENCE}：{sentence}",
            unexpected=_repeated(column) if kind == "repeated" else unexpected,
        )


def _repeated(column: str) -> str:
    value = f"coalesce(CAST({column} AS VARCHAR), '空')"
    return f"SELECT {value} FROM batch GROUP BY ALL HAVING count(*) > 1 OR {value} = '空'"
