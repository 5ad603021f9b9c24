"""A contract in words: what a dataset's columns mean, what they accept, which rules hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from warehouse.contracts.envelope import FIGURES, UNIT, YEAR
from warehouse.contracts.model import PERSON_ID, Column, Dataset, Vintage
from warehouse.contracts.registry import DATASETS
from warehouse.contracts.types import Severity
from warehouse.errors import BadSelection
from warehouse.nearest import nearest

COMMAND = "python -m warehouse describe --all --format markdown > docs/data-dictionary.md"
PERSON_LABEL = "人员代号"
_ENVELOPE_FIELDS: Mapping[str, str] = {UNIT: "填报单位", YEAR: "年度", FIGURES: "累计、计划字样"}


def find_dataset(text: str) -> Dataset:
    """Return the dataset of that name or Chinese label; BadSelection names the nearest ones."""
    labels = {dataset.label: name for name, dataset in DATASETS.items()}
    name = labels.get(text, text)
    if name not in DATASETS:
        raise BadSelection(f"没有名为「{text}」的数据集，{nearest(text, [*DATASETS, *labels])}")
    return DATASETS[name]


def describe(dataset: Dataset) -> dict[str, Any]:
    """Return the contract as plain values."""
    return {
        "name": dataset.name,
        "label": dataset.label,
        "grain": dataset.grain,
        "key": list(dataset.key),
        "date": dataset.date,
        "note": dataset.note,
        "person": None if dataset.person is None else list(dataset.person.columns),
        "columns": [_column(column) for column in dataset.columns],
        "rules": [
            {
                "code": rule.code,
                "columns": list(rule.columns),
                "message": rule.message,
                "remedy": rule.remedy,
                "severity": rule.severity.value,
            }
            for rule in dataset.rules
        ],
        "sequences": [
            {"code": rule.code, "order": list(rule.order), "message": rule.message, "remedy": rule.remedy}
            for rule in dataset.sequences
        ],
        "layouts": [{"name": layout.name, "label": layout.label} for layout in dataset.layouts],
        "vintages": [_vintage(vintage) for vintage in dataset.vintages],
    }


def _column(column: Column) -> dict[str, Any]:
    choices = column.choices
    return {
        "name": column.name,
        "label": column.label,
        "kind": column.kind.label,
        "required": column.required,
        "unit": column.unit,
        "minimum": None if column.minimum is None else float(column.minimum),
        "maximum": None if column.maximum is None else float(column.maximum),
        "personal": column.personal,
        "aliases": list(column.aliases),
        "choices": None if choices is None else list(choices.values),
        "choices_are_open": None if choices is None else choices.is_open,
        "synonyms": None if choices is None else dict(choices.synonyms),
        "default": column.default,
        "envelope": column.envelope,
        "note": column.note,
    }


def _vintage(vintage: Vintage) -> dict[str, Any]:
    return {
        "name": vintage.name,
        "headers": {name: list(headers) for name, headers in vintage.headers.items()},
        "absent": list(vintage.absent),
        "words": {name: dict(words) for name, words in vintage.words.items()},
        "note": vintage.note,
    }


def meaning(column: Column) -> str:
    """Return what a column accepts, as one Chinese line."""
    parts = []
    if column.choices is not None:
        parts.append("、".join(column.choices.values))
    if column.minimum is not None or column.maximum is not None:
        parts.append(bounds_in_words(column))
    if column.envelope is not None:
        parts.append(f"留空取表头的{_ENVELOPE_FIELDS[column.envelope]}")
    if column.default is not None and "留空" not in column.note:
        parts.append(f"留空为 {column.default}")
    if column.personal:
        parts.append("个人信息，另存")
    if column.note:
        parts.append(column.note.removesuffix("。"))
    return "；".join(dict.fromkeys(parts))


def bounds_in_words(column: Column) -> str:
    """Return the limits of a number, 「0—100」 or 「不小于 0」; "" where there are none."""
    low, high = column.minimum, column.maximum
    if low is None and high is None:
        return ""
    warns = "（超出的只提示）" if column.bounds_severity is Severity.WARNING else ""
    if low is not None and high is not None:
        return f"{low}—{high}{warns}"
    return f"不小于 {low}{warns}" if low is not None else f"不大于 {high}{warns}"


def key_in_words(dataset: Dataset) -> str:
    """Return the headers of the columns that tell rows apart."""
    labels = (PERSON_LABEL if name == PERSON_ID else _label(dataset, name) for name in dataset.key)
    return "、".join(labels)


def person_in_words(dataset: Dataset) -> str:
    """Return how the persons of its rows are told apart; "" for a dataset without persons."""
    if dataset.person is None:
        return ""
    apart = "、".join(dataset.column(name).label for name in dataset.person.told_apart_by)
    return (
        f"{PERSON_LABEL}由{dataset.column(dataset.person.name).label}和{apart}中先填的一项经密钥摘要得出，"
        "只用于区分和计数，不能还原为个人信息"
    )


def checks_in_words(dataset: Dataset) -> list[str]:
    """Return every row rule and order of events, as what is wrong and what to do."""
    return [
        *(f"{rule.message}。{rule.remedy}" for rule in dataset.rules),
        *(f"{rule.message}。{rule.remedy}" for rule in dataset.sequences),
    ]


def vintages_in_words(dataset: Dataset) -> list[str]:
    """Return each older edition of the form: its headers, its words and what it lacks."""
    lines = []
    for vintage in dataset.vintages:
        parts = [
            f"{_label(dataset, name)}写作{'、'.join(headers)}" for name, headers in vintage.headers.items()
        ]
        for name, words in vintage.words.items():
            pairs = "、".join(f"{written}→{value}" for written, value in words.items())
            parts.append(f"{_label(dataset, name)}的旧称：{pairs}")
        if vintage.absent:
            parts.append(f"没有{'、'.join(_label(dataset, name) for name in vintage.absent)}")
        lines.append(f"{vintage.name}：{'；'.join(parts)}。{vintage.note}".removesuffix("。"))
    return lines


def _label(dataset: Dataset, stored_name: str) -> str:
    """Return the header of the column behind a stored column (end_on belongs to 开展时间)."""
    for column in dataset.columns:
        if any(stored.name == stored_name for stored in column.stored()):
            return column.label
    return stored_name


def describe_markdown(dataset: Dataset) -> str:
    """Return the contract as a Markdown section."""
    lines = [
        f"## {dataset.label}（{dataset.name}）",
        "",
        f"业务键：{key_in_words(dataset)}。{dataset.note}",
        "",
        "| 列名 | 表头 | 又写作 | 类型 | 单位 | 必填 | 说明 |",
        "|---|---|---|---|---|---|---|",
    ]
    for column in dataset.columns:
        lines.append(
            f"| {column.name} | {column.label} | {'、'.join(column.aliases)} | {column.kind.label}"
            f" | {column.unit or ''} | {'是' if column.required else ''} | {meaning(column)} |"
        )
    synonyms = [
        f"{column.label}：{_synonyms(column.choices.synonyms)}"
        for column in dataset.columns
        if column.choices is not None and column.choices.synonyms
    ]
    persons = person_in_words(dataset)
    lines += ["", f"{persons}。"] if persons else []
    lines += _listed("其他写法（读入时按箭头后的值计）：", synonyms)
    lines += _listed("校验：", checks_in_words(dataset))
    lines += _listed("另一种版式：", [layout.label for layout in dataset.layouts])
    lines += _listed("旧版表式：", vintages_in_words(dataset))
    return "\n".join(lines) + "\n"


def _synonyms(synonyms: Mapping[str, str]) -> str:
    """Return the other ways of writing by value: 进学校、校园→学校."""
    by_value: dict[str, list[str]] = {}
    for written, value in synonyms.items():
        by_value.setdefault(value, []).append(written)
    return "；".join(f"{'、'.join(written)}→{value}" for value, written in by_value.items())


def _listed(head: str, entries: Iterable[str]) -> list[str]:
    points = [f"- {entry}。" for entry in entries]
    return ["", head, "", *points] if points else []


def dictionary_markdown(datasets: Iterable[Dataset]) -> str:
    """Return the data dictionary of all datasets, ending with one newline."""
    contracts = tuple(datasets)
    lines = [
        "# 数据字典",
        "",
        f"本文由数据集的定义生成，请勿手改；定义变动后运行 `{COMMAND}`。",
        "",
        "表头写「又写作」中的任一种都能认出。个人信息另表存放，不进入指标和页面。",
        "",
        "| 数据集 | 名称 | 业务键 | 个人信息 |",
        "|---|---|---|---|",
        *(
            f"| [{dataset.label}](#{_anchor(dataset)}) | {dataset.name} | {key_in_words(dataset)}"
            f" | {'、'.join(column.label for column in dataset.personal_columns) or '无'} |"
            for dataset in contracts
        ),
    ]
    return "\n".join([*lines, "", *(describe_markdown(dataset) for dataset in contracts)]).rstrip() + "\n"


def _anchor(dataset: Dataset) -> str:
    return f"{dataset.label}{dataset.name}"
