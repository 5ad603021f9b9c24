"""A run whose report can be checked by hand."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from expectations.report.model import (
    FailingCell,
    FileFate,
    Freshness,
    MetricName,
    QualityReport,
    ReportedCheck,
    RunFacts,
    Standing,
    TableAccount,
    ToMend,
    Volume,
)

RUN = "20261123T080000-0a1b2c"

PASSED = ReportedCheck(
    "activities", "key_unique", "普法活动：主键不重复", "critical", "数据管理岗", True, 20, 0
)
WARNED = ReportedCheck(
    "activities",
    "audience_estimates_steady",
    "普法活动：估数占比平稳",
    "warning",
    "业务科室",
    False,
    20,
    3,
    failures=(FailingCell("由 3% 变为 31%", "教育局", "台账.xlsx", "Sheet1", "C7", "audience", "约200"),),
    touches=(MetricName("P02", "线下受众"),),
)
CRITICAL = ReportedCheck(
    "台账",
    "rows_conserved",
    "台账：非空行数 = 装入 + 隔离 + 跳过",
    "critical",
    "数据管理岗",
    False,
    2,
    1,
    examples=("台账.xlsx Sheet1",),
)


@pytest.fixture
def facts() -> RunFacts:
    """Two files taken in, one refused; 20 rows: 15 loaded, 2 kept out, 3 skipped."""
    return RunFacts(
        data_cutoff=date(2026, 11, 22),
        files=(
            FileFate("台账.xlsx", "loaded", unit="教育局"),
            FileFate("清单.xlsx", "loaded", unit="公安局"),
            FileFate("照片.jpg.xlsx", "rejected", "这是图片，请报送原始的 Excel 表格"),
        ),
        tables=(
            TableAccount("台账.xlsx", "Sheet1", "activities", "教育局", 12, 9, 1, {"total": 2}),
            TableAccount("清单.xlsx", "Sheet1", "duty_items", "公安局", 8, 6, 1, {"note": 1}),
        ),
        to_mend=(
            ToMend(
                "公安局",
                "清单.xlsx",
                "Sheet1",
                "D5",
                "bad_date",
                "error",
                1,
                "日期不对：「2月30日」",
                "请写 2026-03-01",
            ),
            ToMend(
                "教育局",
                "台账.xlsx",
                "Sheet1",
                "C9",
                "large",
                "warning",
                1,
                "受众人数超过 5000",
                "请核对",
            ),
        ),
        freshness=(Freshness("公安局", 3, 1, date(2026, 11, 12), date(2026, 10, 31)),),
        volumes=(
            Volume("activities", 107, 100, {2026: 40, 2025: 35}),
            Volume("duty_items", 60, 60, {2026: 60, 2025: 0}),
        ),
    )


@pytest.fixture
def published(facts: RunFacts) -> QualityReport:
    """A run that was published with one warning."""
    return QualityReport(RUN, datetime(2026, 11, 23, 8), f"000002-{RUN}", facts, (PASSED, WARNED))


@pytest.fixture
def blocked(facts: RunFacts) -> QualityReport:
    """The same run, stopped by one critical check."""
    return QualityReport(
        RUN,
        datetime(2026, 11, 23, 8),
        None,
        facts,
        (PASSED, WARNED, CRITICAL),
        Standing("000001-20261116T080000-aaaaaa", date(2026, 11, 15)),
    )
