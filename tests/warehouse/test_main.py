"""`python -m warehouse` as its user meets it."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path

import pytest

from tests.support.shared import copied
from tests.support.small_warehouse import SNAPSHOT_ID, SmallWarehouse, activity
from warehouse.__main__ import main
from warehouse.contracts.registry import DATASETS
from warehouse.home import Home
from warehouse.metrics.catalogue import METRICS
from warehouse.metrics.versions import digest

Capture = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def two_activities(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home with two activities; it is copied."""
    small = SmallWarehouse(tmp_path_factory.mktemp("two"))
    small.add(
        "activities",
        activity("公安局", date(2022, 5, 4), audience=200, audience_qualifier="at_least"),
        activity("峡窝镇", date(2022, 6, 4), audience=10),
    )
    small.publish().close()
    return small.home


@pytest.fixture
def home(two_activities: Home, tmp_path: Path) -> str:
    """The folder of a home with two activities."""
    return str(copied(two_activities, tmp_path).root)


def test_a_query_as_json_has_the_keys_of_the_contract(home: str, capsys: Capture) -> None:
    assert main(["query", "P02", "--by", "unit", "--grain", "month", "--format", "json", "--home", home]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert rows[0] == {
        "metric": "P02",
        "period": "2022-05",
        "unit": "公安局",
        "value": 200.0,
        "numerator": 200.0,
        "denominator": None,
        "n": 1,
        "qualifier": "at_least",
    }


def test_a_metric_that_the_snapshot_does_not_know_yet_is_told_beside_its_null(
    small: SmallWarehouse, capsys: Capture
) -> None:
    record = {"metric": "P01", "definition": METRICS["P01"].to_json(), "digest": digest(METRICS["P01"])}
    small.record("ledger.metric_definitions", **record)
    small.publish().close()
    assert main(["query", "P01,P02", "--format", "json", "--home", str(small.home.root)]) == 0
    told = capsys.readouterr()
    assert [row["value"] for row in json.loads(told.out)] == [None, None]
    assert told.err == f"快照 {SNAPSHOT_ID} 发布时还没有指标 P02 线下受众，因此没有数\n"


def test_a_total_has_a_null_period(home: str, capsys: Capture) -> None:
    assert main(["--home", home, "query", "P01", "--format", "json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["period"], row["value"]) == (None, 2.0)


def test_csv_and_table_show_the_same_rows(home: str, capsys: Capture) -> None:
    assert main(["query", "P01,P02", "--format", "csv", "--home", home]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [(row["metric"], row["value"]) for row in rows] == [("P01", "2.0"), ("P02", "210.0")]
    assert main(["query", "P01,P02", "--home", home]) == 0
    assert "210" in capsys.readouterr().out


def test_filters_and_dates_narrow_the_answer(home: str, capsys: Capture) -> None:
    selection = ["--where", "unit=公安局,峡窝镇", "--where", "township=峡窝镇"]
    dates = ["--from", "2022-01-01", "--to", "2022-12-31", "--snapshot", SNAPSHOT_ID]
    main(["query", "P02", *selection, *dates, "--format", "json", "--home", home])
    assert json.loads(capsys.readouterr().out)[0]["value"] == 10


def test_a_trace_names_file_sheet_and_cell(home: str, capsys: Capture) -> None:
    assert main(["trace", "P02", "--limit", "1", "--format", "json", "--home", home]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert row["contribution"] == 200
    assert row["cells"]["audience"].keys() >= {"file", "sha256", "sheet", "cell", "raw", "value", "qualifier"}
    assert main(["trace", "P02", "--home", home]) == 0
    assert "activities1.xlsx" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["query", "P99"], "没有名为「P99」的指标"),
        (["query", "P01", "--by", "镇办"], "没有名为「镇办」的维度"),
        (["query", "P01", "--where", "township"], "--where 应写成 维度=值"),
        (["query", "P01", "--where", "township=火星镇"], "没有「火星镇」这个值"),
        (["query", "P01", "--from", "2022-02-30"], "--from 应为日期"),
        (["query", "P01", "--from", "2022-03-01", "--to", "2022-02-01"], "晚于"),
        (["query", ","], "没有给出指标"),
        (["trace", "P01", "--limit", "0"], "--limit 应为正整数"),
        (["describe", "activitys"], "activities"),
    ],
)
def test_a_wrong_selection_is_one_chinese_line_and_exit_2(
    home: str, capsys: Capture, arguments: list[str], message: str
) -> None:
    assert main([*arguments, "--home", home]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert message in captured.err
    assert captured.err.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "缺少参数：命令"),
        (["query"], "缺少参数：指标"),
        (["query", "P01", "--grain", "day"], "不能是「day」"),
        (["query", "P01", "--fast"], "不认识的参数：--fast"),
        (["query", "P01", "--from"], "--from 后面缺少值"),
        (["trace", "P01", "--limit", "many"], "--limit 应为整数"),
    ],
)
def test_a_wrong_use_is_one_chinese_line_and_exit_2(
    capsys: Capture, arguments: list[str], message: str
) -> None:
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2
    told = capsys.readouterr().err
    assert message in told
    assert told.count("\n") == 1


@pytest.mark.parametrize("command", ["query", "trace", "metrics", "describe", "snapshots"])
def test_every_command_explains_itself_with_an_example(capsys: Capture, command: str) -> None:
    with pytest.raises(SystemExit) as caught:
        main([command, "--help"])
    assert caught.value.code == 0
    told = capsys.readouterr().out
    assert f"例：\n  python -m warehouse {command}" in told
    assert "usage" not in told


def test_without_a_published_snapshot_it_says_what_to_do(tmp_path: Path, capsys: Capture) -> None:
    assert main(["query", "P01", "--home", str(tmp_path)]) == 1
    assert "python -m pipelines load" in capsys.readouterr().err
    assert main(["snapshots", "--home", str(tmp_path)]) == 0
    assert "还没有已发布的快照" in capsys.readouterr().out


def test_an_unknown_snapshot_is_named(home: str, capsys: Capture) -> None:
    assert main(["query", "P01", "--snapshot", "77", "--home", home]) == 2
    assert "「77」" in capsys.readouterr().err


def test_a_damaged_snapshot_is_told_in_words(home: str, capsys: Capture) -> None:
    path = Path(home) / "snapshots" / f"{SNAPSHOT_ID}.duckdb"
    path.chmod(0o644)
    path.write_bytes(b"not a database" * 1000)
    assert main(["query", "P01", "--home", home]) == 1
    told = capsys.readouterr().err
    assert path.name in told
    assert "Traceback" not in told


def test_metrics_as_json_lists_every_record(capsys: Capture) -> None:
    assert main(["metrics", "--format", "json"]) == 0
    records = json.loads(capsys.readouterr().out)
    assert [record["id"] for record in records] == list(METRICS)
    assert main(["metrics"]) == 0
    assert "村（社区）覆盖率" in capsys.readouterr().out


@pytest.mark.parametrize("form", ["table", "json", "markdown"])
@pytest.mark.parametrize("name", DATASETS)
def test_every_dataset_is_described_in_every_format(capsys: Capture, name: str, form: str) -> None:
    assert main(["describe", name, "--format", form]) == 0
    told = capsys.readouterr().out
    assert all(column.label in told for column in DATASETS[name].columns)


def test_a_dataset_is_found_by_its_chinese_name(capsys: Capture) -> None:
    assert main(["describe", "普法活动"]) == 0
    assert "activities" in capsys.readouterr().out


def test_snapshots_are_listed_with_the_current_one_marked(home: str, capsys: Capture) -> None:
    assert main(["snapshots", "--format", "json", "--home", home]) == 0
    (record,) = json.loads(capsys.readouterr().out)
    assert (record["id"], record["data_cutoff"], record["is_current"]) == (SNAPSHOT_ID, "2022-12-31", True)
