"""Which days a table speaks for."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tests.support.inbox import read_tables, write_csv

LIST = ["序号", "责任单位", "年度", "普法内容", "完成时限"]


def test_a_list_of_one_year_filed_in_the_next_says_nothing_about_the_next(tmp_path: Path) -> None:
    rows = [["普法责任清单"], LIST, ["1", "公安局", "2023", "宪法宣传", "2023-12-04"]]
    (table,) = read_tables(write_csv(tmp_path / "清单.csv", rows, modified="2024-02-20"))
    assert table.coverage == (date(2023, 1, 1), date(2023, 12, 31))


def test_a_list_of_the_running_year_speaks_for_it_until_the_day_of_filing(tmp_path: Path) -> None:
    rows = [["普法责任清单"], LIST, ["1", "公安局", "2024", "宪法宣传", "2024-12-04"]]
    (table,) = read_tables(write_csv(tmp_path / "清单.csv", rows, modified="2024-02-20"))
    assert table.coverage == (date(2024, 1, 1), date(2024, 2, 20))


def test_a_report_on_duty_given_in_january_is_about_the_year_before(tmp_path: Path) -> None:
    rows = [["述法情况"], ["述法人职务", "单位", "年度", "日期"], ["局长", "公安局", "2023", "2024-01-10"]]
    (table,) = read_tables(write_csv(tmp_path / "述法.csv", rows, modified="2024-02-20"))
    assert table.coverage == (date(2023, 1, 1), date(2023, 12, 31))
