"""Forms of 应诉 and 三项制度 as departments file them, from the file to the number."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.support.inbox import write_csv
from tests.support.loads import load
from warehouse.home import Home
from warehouse.metrics.query import query
from warehouse.metrics.selection import Selection
from warehouse.snapshots import Snapshot, open_snapshot

_OFFICERS = ["姓名", "证号", "单位", "有效期", "岗位", "状态"]
_CASES = [
    "案号", "原告", "被告", "审级", "收到诉状日", "答辩日", "开庭日", "负责人出庭", "出庭人职务",
    "裁判日", "结果", "是否败诉", "生效", "履行", "原审案号",
]  # fmt: skip
_DECISIONS = ["文号", "单位", "类别", "金额（万元）", "审核日", "决定日", "公示日", "音像记录"]


def _figures(snapshot: Snapshot, metric: str, end: date | None = None) -> tuple[Any, Any]:
    row = query(snapshot, [metric], Selection(end=end)).row(0, named=True)
    return row["numerator"], row["denominator"]


def _roster(path: Path, filed: str, *rows: list[str]) -> Path:
    above = [["行政执法人员名册"], ["填报单位：公安局", f"填报时间：{filed}"]]
    return write_csv(path, [*above, _OFFICERS, *rows], modified=filed)


@pytest.fixture(scope="module")
def filed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    """What departments have filed, of every form below."""
    folder = tmp_path_factory.mktemp("filed")
    home = Home(folder / "home")
    assert load(
        [*_rosters(folder), *_bodies_devices_and_decisions(folder), _disputes(folder)], home
    ).published
    with open_snapshot(home) as snapshot:
        yield snapshot


def _rosters(folder: Path) -> list[Path]:
    first = _roster(
        folder / "名册1.csv",
        "2024-01-05",
        ["甲某", "豫A001", "公安局", "2026-12-31", "执法", "在岗"],
        ["乙某", "豫A002", "公安局", "2023-12-31", "执法", ""],
        ["丙某", "", "公安局", "", "法制审核", "在岗"],
        ["丁某", "豫A004", "公安局", "2026-12-31", "执法", "退休"],
    )
    second = _roster(
        folder / "名册2.csv", "2024-03-05", ["丙某", "豫A003", "公安局", "2028-12-31", "法制审核", "在岗"]
    )
    return [first, second]


def test_a_second_roster_with_a_new_certificate_changes_the_rate_from_its_day_on(filed: Snapshot) -> None:
    assert _figures(filed, "E01", date(2024, 3, 4)) == (1, 3)
    assert _figures(filed, "E01") == (2, 3)
    assert _figures(filed, "E07") == (1, 3)


def _bodies_devices_and_decisions(folder: Path) -> list[Path]:
    filed = [["填报时间：2024-04-30"]]
    bodies = [["公安局", "法定", "2023-05-01", ""], ["教育局", "法定", "", ""]]
    devices = [["公安局", "执法记录仪", 10, 8, "2022-03-01"], ["教育局", "执法记录仪", 2, 0, "2022-03-01"]]
    decisions = [
        ["罚〔2024〕1号", "公安局", "行政处罚", "1.5", "2024-02-26", "2024-03-01", "2024-03-12", "是"],
        ["罚〔2024〕2号", "公安局", "处罚", "3", "", "2024-03-01", "2024-03-13", "否"],
        ["强〔2024〕3号", "公安局", "强制", "", "", "2024-03-01", "", ""],
    ]
    forms: dict[str, list[list[Any]]] = {
        "执法主体名录": [["执法主体名称", "类型", "公示日期", "状态"], *bodies],
        "执法装备台账": [["单位", "设备类型", "数量", "在用数", "购置日期"], *devices],
        "重大执法决定台账": [_DECISIONS, *decisions],
    }
    return [
        write_csv(folder / f"{title}.csv", [[title], *filed, *rows], modified="2024-04-30")
        for title, rows in forms.items()
    ]


def test_bodies_devices_and_decisions(filed: Snapshot) -> None:
    figures = {metric: _figures(filed, metric) for metric in ("E02", "E03", "E04", "E05", "E06")}
    assert figures == {"E02": (1, 2), "E03": (1, 2), "E04": (1, 3), "E05": (1, 3), "E06": (1, 3)}


def _disputes(folder: Path) -> Path:
    first = [
        "（2024）豫0106行初12号", "甲某", "区公安局", "一审", "2024-01-10", "2024-01-25", "2024-03-05", "是",
        "局长", "2024-04-01", "撤销", "", "否", "", "",
    ]  # fmt: skip
    appeal = [
        "(2024)豫01行终5号", "甲某", "公安局", "二审", "2024-04-20", "2024-05-08", "2024-05-20", "是",
        "副局长", "2024-06-10", "驳回诉讼请求", "否", "是", "无需履行", "(2024)豫0106行初12号",
    ]  # fmt: skip
    other = [
        "(2024)豫0106行初13号", "乙某", "教育局", "一审", "2024-02-10", "", "", "未开庭",
        "", "2024-05-01", "责令履行", "", "是", "已履行", "",
    ]  # fmt: skip
    form = [["行政应诉案件台账"], ["填报时间：2024-06-30"], _CASES, first, appeal, other]
    return write_csv(folder / "应诉.csv", form, modified="2024-06-30")


def test_a_dispute_at_two_instances(filed: Snapshot) -> None:
    figures = {metric: _figures(filed, metric) for metric in ("S01", "S02", "S03", "S04", "S05", "S06")}
    families = filed.database.query("SELECT DISTINCT family FROM mart.litigations").height
    assert figures == {
        "S01": (3, None), "S02": (2, 2), "S03": (1, 2), "S04": (1, 2), "S05": (1, 3), "S06": (1, 1),
    }  # fmt: skip
    assert families == 2


@pytest.fixture(scope="module")
def bodies_alone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    """What departments have filed: a list of bodies and nothing else."""
    folder = tmp_path_factory.mktemp("bodies")
    title = [["执法主体名录"], ["填报时间：2024-04-30"], ["执法主体名称", "类型"], ["公安局", "法定"]]
    load([write_csv(folder / "主体.csv", title, modified="2024-04-30")], Home(folder / "home"))
    with open_snapshot(Home(folder / "home")) as snapshot:
        yield snapshot


@pytest.mark.parametrize("metric", ["S02", "E01", "E04"])
def test_nothing_filed_is_unknown(bodies_alone: Snapshot, metric: str) -> None:
    assert _figures(bodies_alone, metric) == (None, None)
