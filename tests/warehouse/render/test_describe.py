"""The data dictionary says of every dataset what its columns are, and is never older than the contracts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from warehouse.__main__ import main
from warehouse.contracts.model import Column, Dataset
from warehouse.contracts.registry import DATASETS
from warehouse.contracts.types import COUNT, TEXT, YEAR, Severity
from warehouse.errors import BadSelection
from warehouse.render.describe import (
    COMMAND,
    describe,
    describe_markdown,
    dictionary_markdown,
    find_dataset,
    key_in_words,
    meaning,
)

Capture = pytest.CaptureFixture[str]

EVERY_DATASET = pytest.mark.parametrize("dataset", DATASETS.values(), ids=lambda dataset: dataset.name)


def test_the_published_dictionary_is_that_of_the_contracts(project_root: Path) -> None:
    document = (project_root / "docs" / "data-dictionary.md").read_text(encoding="utf-8")
    assert document == dictionary_markdown(DATASETS.values()), (
        f"docs/data-dictionary.md is stale; run: {COMMAND}"
    )


def test_a_person_in_a_key_is_told_as_a_code_of_the_person() -> None:
    assert key_in_words(DATASETS["legal_stewards"]) == "村（社区）、人员代号"
    text = describe_markdown(DATASETS["legal_stewards"])
    assert "人员代号由姓名和身份证号、出生年月、证书编号中先填的一项经密钥摘要得出" in text


@EVERY_DATASET
def test_an_entry_names_every_column_alias_value_rule_and_edition(dataset: Dataset) -> None:
    text = describe_markdown(dataset)
    lines = {line.split(" | ")[0].removeprefix("| "): line for line in text.splitlines() if "|" in line}
    for column in dataset.columns:
        line = lines[column.name]
        choices = column.choices
        said = [column.label, *column.aliases, column.kind.label, *(choices.values if choices else ())]
        assert [words for words in said if words not in line] == []
        assert ("个人信息" in line) == column.personal
        assert ("| 是 |" in line) == column.required
    for choices in (column.choices for column in dataset.columns if column.choices):
        assert all(synonym in text for synonym in choices.synonyms)
    assert all(f"{rule.message}。{rule.remedy}" in text for rule in dataset.rules)
    assert all(vintage.name in text and vintage.note in text for vintage in dataset.vintages)


@EVERY_DATASET
def test_an_entry_as_json_holds_the_same(dataset: Dataset) -> None:
    record = json.loads(json.dumps(describe(dataset), ensure_ascii=False))
    assert [column["name"] for column in record["columns"]] == [column.name for column in dataset.columns]
    assert [vintage["name"] for vintage in record["vintages"]] == [v.name for v in dataset.vintages]
    assert record["person"] == (list(dataset.person.columns) if dataset.person else None)


@pytest.mark.parametrize(
    ("column", "words"),
    [
        (Column("a", "甲", COUNT, minimum=0), "不小于 0"),
        (Column("a", "甲", COUNT, maximum=30, minimum=1), "1—30"),
        (Column("a", "甲", COUNT, maximum=9, bounds_severity=Severity.WARNING), "不大于 9（超出的只提示）"),
        (Column("a", "甲", YEAR, envelope="year"), "留空取表头的年度"),
        (Column("a", "甲", TEXT, default="全区"), "留空为 全区"),
        (Column("a", "甲", TEXT, default="全区", note="留空为全区。"), "留空为全区"),
        (Column("a", "甲", TEXT, personal=True), "个人信息，另存"),
    ],
)
def test_what_a_column_accepts_is_one_line(column: Column, words: str) -> None:
    assert meaning(column) == words


def test_all_datasets_are_described_in_every_format(capsys: Capture) -> None:
    assert main(["describe", "--all", "--format", "json"]) == 0
    assert [record["name"] for record in json.loads(capsys.readouterr().out)] == list(DATASETS)
    assert main(["describe", "--all", "--format", "markdown"]) == 0
    assert capsys.readouterr().out == dictionary_markdown(DATASETS.values())
    assert main(["describe", "--all"]) == 0
    told = capsys.readouterr().out
    assert all(f"{dataset.label}（{name}）：" in told for name, dataset in DATASETS.items())


@pytest.mark.parametrize("arguments", [["describe"], ["describe", "activities", "--all"]])
def test_one_dataset_or_all_is_asked_for(capsys: Capture, arguments: list[str]) -> None:
    assert main(arguments) == 2
    told = capsys.readouterr().err
    assert "--all" in told
    assert told.count("\n") == 1


def test_a_dataset_is_found_by_either_name_or_refused_with_the_nearest() -> None:
    assert find_dataset("schools") is find_dataset("学校名单") is DATASETS["schools"]
    with pytest.raises(BadSelection, match="schools"):
        find_dataset("school")
