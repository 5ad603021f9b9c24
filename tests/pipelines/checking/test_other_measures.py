"""A figure that names the measure of another column: 500册 among 份."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.inbox import read_tables, write_csv

HEADER = ["活动名称", "开展时间", "地点", "主办单位", "受众人数", "发放资料", "发放资料（册）"]


def _read(folder: Path, leaflets: str, booklets: str) -> tuple[list[tuple[int, int]], list[str]]:
    """Return the (materials, booklets) of the accepted rows, and the codes of the findings."""
    row = ["宪法宣传", "2024-01-05", "广场", "公安局", 100, leaflets, booklets]
    path = write_csv(folder / "台账.csv", [["普法活动台账"], HEADER, row])
    (table,) = read_tables(path)
    return table.accepted.select("materials", "booklets").rows(), [one.code for one in table.findings]


@pytest.mark.parametrize(
    ("leaflets", "booklets", "figures"),
    [
        ("500份", "30册", (500, 30)),
        ("500册", "", (None, 500)),
        ("", "20份", (20, None)),
        ("500", "30", (500, 30)),
        ("300册宣传资料", "/", (None, 300)),
    ],
)
def test_a_figure_is_stored_in_the_column_of_its_measure(
    tmp_path: Path, leaflets: str, booklets: str, figures: tuple[int | None, int | None]
) -> None:
    assert _read(tmp_path, leaflets, booklets) == ([figures], [])


def test_a_figure_in_another_measure_is_refused_where_its_column_has_one_already(tmp_path: Path) -> None:
    assert _read(tmp_path, "500册", "30册") == ([], ["other_measure"])
