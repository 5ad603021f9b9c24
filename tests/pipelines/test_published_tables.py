"""Published tables of other places load through the same path and give the published figures.

The tables are rebuilt here from their published facts; names of villages are invented.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from pipelines.report import LoadReport
from tests.support.inbox import write_csv
from tests.support.loads import load
from warehouse.home import Home
from warehouse.metrics.query import query
from warehouse.metrics.selection import Selection
from warehouse.snapshots import Snapshot, open_snapshot

# 庆元县 2024: two-level header, spaces inside headers, amounts in 万元.
PENALTY_HEADER = [
    "警告、通报批评", "罚款", "没收违法 所得、没收 非法财物", "暂扣许可证、执照，降低资质等级",
    "吊销许可证、执照", "限制开展生产经营活动", "责令停产停业、责令关闭、限制从业", "行政 拘留",
    "其他行政处罚", "合计(宗)", "罚没金额(万元)",
]  # fmt: skip
PENALTIES = [12175, 94929, 235, 189, 101, 0, 11, 504, 12]

# A town's list of honours with the years of award and re-examination inside the names.
HONOURS = [
    ("区级民主法治示范村（社区）", ["甲村（2011）", "乙村（2015）"]),
    (
        "市级民主法治示范村（社区）",
        [
            "丙村（2006）(2016复)", "丁村（2015）", "戊村（2017）", "己村（2018）(2020复)", "庚村（2019）",
            "辛村（2019）", "壬社区（2016）（2019复）", "癸社区（2020）",
        ],
    ),
    ("省级民主法治村（社区）", ["子村（2017）", "丑（2014）", "寅村（2020）"]),
]  # fmt: skip

CASES = ["案号", "收到日期", "处理", "受理日期", "审结日期", "结果", "调解和解"]
# 通州 2023: 236 of 977 corrected directly; 170 mediated or settled.
TONGZHOU = {"撤销": 48, "变更": 10, "确认违法": 28, "责令履行": 150, "调解书": 170, "维持": 571}
# 上海 2014, under the old law.
SHANGHAI = {
    "作出维持决定": 3509, "撤回申请后终止": 678, "驳回复议申请": 295, "改正后终止": 77, "作出撤销决定": 63,
    "确认违法": 43, "责令履行": 8, "其他": 23,
}  # fmt: skip


def cases(path: Path, place: str, year: int, outcomes: dict[str, int]) -> Path:
    rows: list[list[object]] = []
    for outcome, count in outcomes.items():
        for _ in range(count):
            number = f"{place}政复〔{year}〕{len(rows) + 1}号"
            dates = (f"{year}-02-01", "受理", f"{year}-02-05", f"{year}-03-20")
            rows.append([number, *dates, outcome, "是" if outcome == "调解书" else "否"])
    title = [f"{year}年行政复议案件台账"]
    return write_csv(path, [title, CASES, *rows], modified=f"{year + 1}-01-05", encoding="gb18030")


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> tuple[Home, LoadReport]:
    folder = tmp_path_factory.mktemp("published")
    inbox = folder / "in"
    write_csv(
        inbox / "处罚统计.csv",
        [
            ["庆元县2024年度行政处罚实施情况统计表"],
            ["行政处罚实施数量(宗)"],
            PENALTY_HEADER,
            [*PENALTIES, sum(PENALTIES), "1753.79"],
            ["说明："],
        ],
        modified="2025-01-20",
    )
    honours = [[title, name] for title, names in HONOURS for name in names]
    write_csv(inbox / "示范村名单.csv", [["级别", "村（社区）"], *honours], modified="2024-01-20")
    cases(inbox / "通州.csv", "通", 2023, TONGZHOU)
    cases(inbox / "上海.csv", "沪", 2014, SHANGHAI)
    home = Home(folder / "home")
    return home, load([inbox], home)


@pytest.fixture
def snapshot(published: tuple[Home, LoadReport]) -> Iterator[Snapshot]:
    with open_snapshot(published[0]) as opened:
        yield opened


def test_every_row_of_the_published_tables_loads(published: tuple[Home, LoadReport]) -> None:
    tables = {file.name: file.tables[0] for file in published[1].files}
    assert {name: (table.loaded_rows, len(table.quarantined)) for name, table in tables.items()} == {
        "处罚统计.csv": (1, 0),
        "示范村名单.csv": (13, 0),
        "通州.csv": (977, 0),
        "上海.csv": (4696, 0),
    }


def test_the_annual_form_has_a_two_level_header_and_its_sum(
    published: tuple[Home, LoadReport], snapshot: Snapshot
) -> None:
    (table,) = [file.tables[0] for file in published[1].files if file.name == "处罚统计.csv"]
    assert table.header_rows == (2, 3)
    (row,) = snapshot.database.query(
        "SELECT unit, unit_code, year, total, fined_yuan FROM base.enforcement_stats"
    ).to_dicts()
    assert row == {
        "unit": "庆元县",
        "unit_code": None,
        "year": 2024,
        "total": 108_156,
        "fined_yuan": Decimal("17537900.00"),
    }


def test_the_list_of_honours_counts_ten_at_district_and_city_level_and_three_at_province_level(
    snapshot: Snapshot,
) -> None:
    rows = query(snapshot, ["C01"], Selection(by=("level",))).to_dicts()
    assert {row["level"]: row["value"] for row in rows} == {"区": 2, "市": 8, "省": 3}


def test_re_examinations_written_in_the_names_are_events(snapshot: Snapshot) -> None:
    reviews = snapshot.database.query(
        "SELECT year(happened_on) AS year FROM base.creation_events WHERE event = '复核' ORDER BY 1"
    )
    assert reviews["year"].to_list() == [2016, 2019, 2020]


@pytest.mark.parametrize(
    ("metric", "year", "numerator", "denominator", "percent"),
    [
        ("F07", 2023, 236, 977, 24.16),
        ("F09", 2023, 170, 977, 17.40),
        ("F08", 2014, 191, 4696, 4.07),
        ("F07", 2014, 114, 4696, 2.43),
    ],
)
def test_the_published_rates_are_reproduced(
    snapshot: Snapshot, metric: str, year: int, numerator: int, denominator: int, percent: float
) -> None:
    rows = query(snapshot, [metric], Selection(grain="year")).to_dicts()
    (row,) = [row for row in rows if row["period"] == str(year)]
    assert (row["numerator"], row["denominator"], row["n"]) == (numerator, denominator, denominator)
    assert round(row["value"], 2) == percent
