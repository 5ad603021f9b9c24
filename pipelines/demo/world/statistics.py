"""执法统计年报 yearly penalty statistics of the enforcement units, and the yearly targets."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from pipelines.demo.randomness import stream
from pipelines.demo.world.facts import Fact, Value

# The form after the Administrative Penalty Law of July 2021, and the one before it.
NEW_FORM = (
    "warnings",
    "criticisms",
    "fines",
    "confiscated_gains",
    "confiscated_goods",
    "licence_suspensions",
    "grade_reductions",
    "licence_revocations",
    "restrictions",
    "stoppages",
    "closures",
    "career_bans",
    "detentions",
    "others",
)
OLD_FORM = (
    "warnings",
    "fines",
    "confiscations",
    "stoppages",
    "suspensions_and_revocations",
    "detentions",
    "others",
)
LAST_OLD_YEAR = 2021
# Unit → cases a year; 0: it had none and files a zero report (零报告).
STATISTICS_UNITS: Mapping[str, int] = {
    "公安局": 900,
    "市场监管局": 260,
    "城管局": 340,
    "交通局": 150,
    "卫健委": 60,
    "应急局": 45,
    "农业农村局": 20,
    "档案馆": 0,
}
_SHARES: Mapping[str, int] = {
    "warnings": 30,
    "criticisms": 2,
    "fines": 55,
    "confiscated_gains": 4,
    "confiscated_goods": 3,
    "confiscations": 7,
    "stoppages": 1,
    "others": 2,
}

TARGETS: tuple[tuple[str, str, int, int | None, int | None], ...] = (
    ("P01", "活动场次", 100, 80, 90),
    ("P02", "线下受众", 10_000, 8_000, 9_000),
    ("P05", "村（社区）覆盖率", 100, 80, 90),
    ("P08", "校园普法场次", 20, None, None),
    ("P13", "常务会学法次数", 4, 4, None),
    ("E11", "案卷合格率", 95, 90, None),
    ("E14", "整改按期率", 100, 80, 90),
    ("E16", "逾期未整改", 0, None, None),
    ("F05", "复议按期审结率", 100, 90, 95),
)


def statistics_of(seed: int, year: int) -> list[Fact]:
    """Return the units' forms for a year, in yuan; the penalties of a row add up to its total."""
    facts = []
    form = OLD_FORM if year <= LAST_OLD_YEAR else NEW_FORM
    for unit, usual in STATISTICS_UNITS.items():
        draw = stream(seed, "statistics", unit, year)
        cases = usual * draw.randint(85, 115) // 100
        counts: dict[str, Value] = {name: cases * _SHARES.get(name, 0) // 100 for name in form}
        if unit == "公安局":
            counts["detentions"] = cases // 5
        total = sum(value for value in counts.values() if isinstance(value, int))
        facts.append(
            Fact(
                "enforcement_stats",
                {
                    "unit": unit,
                    "year": year,
                    **counts,
                    "total": total,
                    "fined_yuan": Decimal(cases * draw.randint(8, 30) * 100),
                    "remark": None,
                },
            )
        )
    return facts


def targets_of(year: int) -> list[Fact]:
    """Return the district's targets of a year with the document that set them."""
    return [
        Fact(
            "targets",
            {
                "metric_id": metric,
                "metric_name": name,
                "scope": "全区",
                "year": year,
                "target": target,
                "floor": floor,
                "warning": warning,
                "source": f"法治办（演示）〔{year}〕3号",
                "remark": None,
            },
        )
        for metric, name, target, floor, warning in TARGETS
    ]
