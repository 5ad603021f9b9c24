"""A contract in words: what a dataset's columns mean, what they accept, which rules hold."""

from __future__ import annotations

from typing import Any

from warehouse.contracts.model import Column, Dataset
from warehouse.contracts.types import Severity


def describe(dataset: Dataset) -> dict[str, Any]:
    """Return the contract as plain values."""
    return {
        "name": dataset.name,
        "label": dataset.label,
        "grain": dataset.grain,
        "key": list(dataset.key),
        "date": dataset.date,
        "note": dataset.note,
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
        "default": column.default,
        "note": column.note,
    }


def meaning(column: Column) -> str:
    """Return what a column accepts, as one Chinese line."""
    parts = []
    if column.choices is not None:
        parts.append("、".join(column.choices.values))
    if column.minimum is not None or column.maximum is not None:
        low = "" if column.minimum is None else f"{column.minimum}"
        high = "" if column.maximum is None else f"{column.maximum}"
        limit = "超出的提示" if column.bounds_severity is Severity.WARNING else ""
        bounds = f"{low}—{high}" if low and high else f"不小于 {low}" if low else f"不大于 {high}"
        parts.append(f"{bounds}{limit}")
    if column.default is not None:
        parts.append(f"留空为 {column.default}")
    if column.personal:
        parts.append("个人信息，另存")
    if column.note:
        parts.append(column.note)
    return "；".join(parts)


def key_in_words(dataset: Dataset) -> str:
    """Return the headers of the columns that tell rows apart."""
    return "、".join(dataset.column(name).label for name in dataset.key)


def checks_in_words(dataset: Dataset) -> list[str]:
    """Return every row rule and order of events, as what is wrong and what to do."""
    return [
        *(f"{rule.message}。{rule.remedy}" for rule in dataset.rules),
        *(f"{rule.message}。{rule.remedy}" for rule in dataset.sequences),
    ]


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
    checks = checks_in_words(dataset)
    if checks:
        lines += ["", "校验：", "", *(f"- {check}。" for check in checks)]
    return "\n".join(lines) + "\n"
