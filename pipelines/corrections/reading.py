"""Reading `$FAZHI_HOME/corrections/*.yaml`: every entry is checked before anything is loaded.

All scalars are read as text and cleaned like cells, so that 0123, 12:30 and 2024-02-30 stay what was
written; only a bare null is a blank.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from pipelines.checking.finding_kinds import CATALOGUE
from pipelines.checking.findings import FindingCollector
from pipelines.clean.cells import CleanCell, default_cell
from pipelines.clean.names import NameIndex
from pipelines.clean.text import clean_text
from pipelines.clean.values import CellContext, clean_cell
from pipelines.corrections.model import PERSONAL_TEXT, Correction, Corrections, Wanted
from warehouse.contracts.model import Column, Dataset
from warehouse.contracts.registry import DATASETS
from warehouse.contracts.types import Severity
from warehouse.errors import FazhiError
from warehouse.nearest import nearest

_FIELDS = ("dataset", "match", "change", "drop", "reason", "who", "date", "status", "expects")
_SOURCE_FIELDS = ("file", "sheet", "row")
_STATUSES = ("active", "retired")
_NULL_TAG = "tag:yaml.org,2002:null"
_LARGEST_FILE_BYTES = 1 << 20
_COUNT = re.compile(r"[1-9]\d{0,8}", re.ASCII)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


class BadCorrection(FazhiError):
    """A corrections file is wrong; the message names file, entry and what to write."""


class _Loader(yaml.SafeLoader):
    """Safe YAML in which every scalar but a bare null is text, without aliases or repeated keys."""

    yaml_implicit_resolvers = {  # noqa: RUF012 - PyYAML's own way to say which plain scalars are no text
        first: [(tag, pattern) for tag, pattern in resolvers if tag == _NULL_TAG]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            raise yaml.MarkedYAMLError(problem="引用（*）", problem_mark=self.peek_event().start_mark)  # type: ignore[no-untyped-call]
        return super().compose_node(parent, index)

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        known: set[str] = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode) or key.value in known:
                text = key.value if isinstance(key, yaml.ScalarNode) else "…"
                raise yaml.MarkedYAMLError(problem=f"重复或不合规的项「{text}」", problem_mark=key.start_mark)
            known.add(key.value)
        return super().construct_mapping(node, deep)


def read_corrections(folder: Path, names: NameIndex) -> Corrections:
    """Return the corrections of all *.yaml and *.yml of a folder, in the order of the names.

    Values are cleaned by the cleaners of their columns, in the unit of the contract. Raises BadCorrection
    for the first entry that cannot be meant as written; nothing is ever guessed.
    """
    files = sorted(path for path in folder.glob("[!.]*.y*ml") if path.suffix in (".yaml", ".yml"))
    entries = tuple(
        _Entry(path.name, number, raw, names).correction()
        for path in files
        for number, raw in enumerate(_entries(path), start=1)
    )
    _refuse_overlaps(entries)
    return Corrections(entries)


def _entries(path: Path) -> list[Any]:
    try:
        if path.stat().st_size > _LARGEST_FILE_BYTES:
            raise BadCorrection(f"更正文件 {path.name} 过大。请拆分成几个文件")
        text = path.read_text(encoding="utf-8-sig")
        found = yaml.load(text, Loader=_Loader)
    except UnicodeDecodeError as error:
        raise BadCorrection(f"更正文件 {path.name} 不是 UTF-8 编码。请另存为 UTF-8") from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark is not None else 1
        hint = error.problem if error.problem and not error.problem.isascii() else "格式"
        raise BadCorrection(
            f"更正文件 {path.name} 第 {line} 行：{hint}有误。请检查缩进、冒号后的空格和引号，每项只写一次"
        ) from error
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise BadCorrection(f"更正文件 {path.name} 无法读取。请按 docs/corrections.md 的样式填写") from error
    if found is None:
        return []
    if not isinstance(found, list):
        raise BadCorrection(f"更正文件 {path.name} 应是一个列表。每条更正以「- dataset: 数据集」开头")
    return found


class _Entry:
    """One entry while it is read."""

    def __init__(self, file: str, number: int, raw: Any, names: NameIndex) -> None:
        self._where = f"更正文件 {file} 第 {number} 条"
        self._file, self._number = file, number
        self._context = CellContext(names=names)
        self._raw = self._mapping(raw, "本条")

    def correction(self) -> Correction:
        """Return the entry as a correction."""
        raw = self._raw
        for name in raw:
            if name not in _FIELDS:
                raise self._wrong(f"不认识「{name}」，{nearest(str(name), _FIELDS)}")
        dataset = self._dataset()
        wanted = dict(self._mapping(raw.get("match"), "match"))
        given = [name for name in _SOURCE_FIELDS if name in wanted]
        source = {name: self._text(wanted.pop(name), f"match.{name}") for name in given}
        match = self._by_column(dataset, wanted, "match")
        change, is_drop = self._change(dataset)
        if not match and "row" not in source:
            raise self._wrong("match 至少要写一列的值，或写 file 和 row（行号）")
        if "row" in source and "file" not in source:
            raise self._wrong("match 写了 row（行号），还要写 file（文件名或 sha256）")
        written = {
            "dataset": dataset.name,
            "match": {**{column.name: value for column, value in match}, **source},
            "change": None if is_drop else {column.name: value for column, value in change},
        }
        status = self._choice("status", _STATUSES, "active")
        return Correction(
            id=_digest(written),
            file=self._file,
            entry=self._number,
            dataset=dataset.name,
            match={column.name: self._wanted(column, value) for column, value in match},
            change={column.name: self._cleaned(column, value) for column, value in change},
            reason=self._required("reason", "原因，例如 电话核实，原表多写一个0"),
            who=self._required("who", "由谁更正，例如 法宣科"),
            date=self._day(),
            source_file=source.get("file"),
            sheet=source.get("sheet"),
            row=self._number_of("match.row", source["row"]) if "row" in source else None,
            is_drop=is_drop,
            is_active=status == "active",
            expects=self._number_of("expects", raw.get("expects", "1")),
            match_text={**_shown(match), **source},
            change_text=_shown(change),
        )

    def _change(self, dataset: Dataset) -> tuple[list[tuple[Column, str | None]], bool]:
        is_drop = self._choice("drop", ("true", "false"), "false") == "true"
        change = self._by_column(dataset, self._mapping(self._raw.get("change", {}), "change"), "change")
        if is_drop == bool(change):
            raise self._wrong("change（改成什么）和 drop: true（整行不计）须写且只写一个")
        return change, is_drop

    def _dataset(self) -> Dataset:
        text = self._required("dataset", "数据集，例如 普法活动")
        labels = {dataset.label: name for name, dataset in DATASETS.items()}
        name = labels.get(text, text)
        if name not in DATASETS:
            raise self._wrong(f"没有名为「{text}」的数据集，{nearest(text, [*labels, *DATASETS])}")
        return DATASETS[name]

    def _by_column(
        self, dataset: Dataset, raw: Mapping[str, Any], part: str
    ) -> list[tuple[Column, str | None]]:
        """Return the columns that a part names, each once, with the text that stands there."""
        names = {**{c.label: c for c in dataset.columns}, **{c.name: c for c in dataset.columns}}
        found: dict[str, tuple[Column, str | None]] = {}
        for name, value in raw.items():
            column = names.get(str(name))
            if column is None:
                hint = nearest(str(name), names)
                raise self._wrong(f"{part} 中的「{name}」不是{dataset.label}的列，{hint}")
            if column.name in found:
                raise self._wrong(f"{part} 中「{column.label}」写了两次，请只写一次")
            found[column.name] = column, self._cell_text(column, value, part)
        return list(found.values())

    def _cell_text(self, column: Column, value: Any, part: str) -> str | None:
        if isinstance(value, list) and column.kind.is_many and all(isinstance(one, str) for one in value):
            return "、".join(value)
        if value is None or isinstance(value, str):
            return value
        raise self._wrong(f"{part} 中「{column.label}」应是一个值，不能是列表或下级项")

    def _wanted(self, column: Column, text: str | None) -> Wanted:
        if text is None:
            return Wanted(None)
        cell = clean_cell(column, text, self._context)
        return Wanted(clean_text(text), None if cell.problem is not None else cell.values[column.name])

    def _cleaned(self, column: Column, text: str | None) -> CleanCell:
        cell = default_cell(column) if text is None else clean_cell(column, text, self._context)
        is_empty = cell.values[column.name] is None
        problem = cell.problem
        if problem is None:
            if is_empty and column.required:
                raise self._wrong(f"change 中「{column.label}」是必填项，不能清空。请写值，或用 drop: true")
            return cell
        if problem.severity is Severity.WARNING and not is_empty:
            # Who corrects by hand has looked at it, so what only warns is taken as meant.
            return replace(cell, problem=None)
        findings = FindingCollector()
        params = {**problem.params, "options": "、".join(column.choices.values) if column.choices else ""}
        if column.personal:
            params |= {"text": PERSONAL_TEXT, "nearest": ""}
        findings.add(CATALOGUE[problem.code], problem.severity, 0, [], column=column.name, params=params)
        (finding,) = findings.findings()
        raise self._wrong(f"change 中{finding.message}。{finding.remedy}")

    def _required(self, name: str, example: str) -> str:
        text = self._text(self._raw.get(name), name).strip()
        if not text:
            raise self._wrong(f"没有写 {name}。请写{example}")
        return text

    def _text(self, value: Any, name: str) -> str:
        if value is None:
            return ""
        if not isinstance(value, str):
            raise self._wrong(f"{name} 应是一段文字")
        return value

    def _choice(self, name: str, choices: tuple[str, ...], default: str) -> str:
        text = self._text(self._raw.get(name), name).strip().lower() or default
        if text not in choices:
            raise self._wrong(f"{name} 不能是「{text}」，只能是 {' 或 '.join(choices)}")
        return text

    def _number_of(self, name: str, value: Any) -> int:
        text = self._text(value, name).strip()
        if not _COUNT.fullmatch(text):
            raise self._wrong(f"{name} 应是不小于 1 的整数，而不是「{text}」")
        return int(text)

    def _day(self) -> str:
        text = self._text(self._raw.get("date"), "date").strip()
        if not text:
            return ""
        try:
            if _DAY.fullmatch(text):
                return date.fromisoformat(text).isoformat()
        except ValueError:
            pass
        raise self._wrong(f"date 不是日期「{text}」。请按 2024-12-20 的样式填写")

    def _mapping(self, value: Any, name: str) -> Mapping[str, Any]:
        if not isinstance(value, dict):
            raise self._wrong(f"{name}应是「项: 值」的形式，例如 match: {{单位: 公安局, 活动名称: 宪法宣传}}")
        return value

    def _wrong(self, what: str) -> BadCorrection:
        return BadCorrection(f"{self._where}：{what}")


def _shown(cells: list[tuple[Column, str | None]]) -> dict[str, str | None]:
    """Return column labels with what was written for them; what is personal is not repeated."""
    return {column.label: PERSONAL_TEXT if column.personal and text else text for column, text in cells}


def _digest(written: Mapping[str, Any]) -> str:
    text = json.dumps(written, ensure_ascii=False, sort_keys=True)
    return hashlib.blake2b(text.encode(), digest_size=5).hexdigest()


def _refuse_overlaps(entries: tuple[Correction, ...]) -> None:
    """Refuse two active corrections that name the same rows and decide one cell of them."""
    known: dict[tuple[object, ...], Correction] = {}
    for entry in entries:
        if not entry.is_active:
            continue
        rows = (entry.source_file, entry.sheet, entry.row, *entry.match_key())
        for column in entry.change or ("",):
            first = known.setdefault((entry.dataset, rows, column), entry)
            if first is not entry:
                raise BadCorrection(
                    f"更正文件 {entry.place} 与 {first.place} 更正同一格。"
                    "请只保留一条，另一条写 status: retired"
                )
