"""`diff`: why a number differs between two snapshots."""

from __future__ import annotations

import argparse
import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from warehouse.commands.options import Command, Commands, add_format, add_selection, listed, read_selection
from warehouse.differences import (
    KIND_LABELS,
    Asked,
    Cause,
    CauseKind,
    Revision,
    compare,
    usual_selections,
)
from warehouse.home import Home
from warehouse.lineage import TracedCell
from warehouse.metrics.selection import Selection
from warehouse.render.text import table, to_json
from warehouse.snapshots import open_snapshot

_SHOWN_FILES = 3
_HEADERS = ("范围", "指标", "时段", "原值", "现值", "差", "原因", "影响", "行数", "文件或说明")
_NUMBERS = (3, 4, 5, 7, 8)


@dataclass(frozen=True)
class _Group:
    """The causes of one kind of one number, with what they add up to."""

    kind: CauseKind
    causes: tuple[Cause, ...]

    @property
    def effect(self) -> Fraction | None:
        """What they add to the value, exactly; None where the value is unknown before or after."""
        effects = [cause.effect for cause in self.causes]
        if any(effect is None for effect in effects):
            return None
        return sum((effect for effect in effects if effect is not None), Fraction(0))

    @property
    def change(self) -> Fraction:
        """What they add to the numerator, exactly."""
        return sum((cause.change for cause in self.causes), Fraction(0))

    @property
    def denominator_change(self) -> Fraction:
        """What they add to the denominator, exactly."""
        return sum((cause.denominator_change for cause in self.causes), Fraction(0))

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return sum(1 for cause in self.causes if cause.dataset)

    @property
    def files(self) -> list[str]:
        """The files that hold the rows now, or held them."""
        named = (
            file for cause in self.causes for file in (cause.file, cause.file_before) if file is not None
        )
        return list(dict.fromkeys(named))

    @property
    def details(self) -> list[str]:
        """What else is told of the rows."""
        return list(dict.fromkeys(cause.detail for cause in self.causes if cause.detail))


def add_parsers(commands: Commands) -> None:
    """Register `diff`."""
    asked = commands.add_parser(
        "diff",
        help="两个快照之间哪些数变了，为什么",
        description="逐个列出两个快照之间变动的数，以及变动由哪些行、哪些文件引起；各项影响之和等于变动。"
        "不写日期时，比较截至旧快照数据截至日的全部和本年两个范围。"
        "日期（--from、--to）指事情发生的时间，快照指知悉的时间。",
        epilog="例：\n  python -m warehouse diff 1 2\n"
        "  python -m warehouse diff 2026-W46 2026-W47 --metric P01,P02 --rows\n"
        "  python -m warehouse diff 1 2 --metric P02 --from 2026-11-02 --to 2026-11-15 --grain week\n"
        "  python -m warehouse diff 1 2 --metric F07 --by respondent --format json",
    )
    asked.add_argument("before", metavar="旧快照", help="编号、序号或标签")
    asked.add_argument("after", metavar="新快照", help="编号、序号或标签")
    asked.add_argument("--metric", metavar="指标[,指标]", default="", help="指标编号，默认全部")
    asked.add_argument("--rows", action="store_true", help="逐行列出原因；JSON 中含新旧单元格")
    add_selection(asked)
    add_format(asked, "table", "json", "csv")


def _diff(arguments: argparse.Namespace) -> str:
    home, selection = Home.find(arguments.home), read_selection(arguments)
    with open_snapshot(home, arguments.before) as before, open_snapshot(home, arguments.after) as after:
        found = compare(
            before,
            after,
            listed(arguments.metric) or None,
            _asked(selection, usual_selections(before, after)),
            with_cells=arguments.rows and arguments.format == "json",
        )
        names = (before.id, after.id)
    match arguments.format:
        case "json":
            return to_json([_record(asked, revision, with_rows=arguments.rows) for asked, revision in found])
        case "csv":
            return _csv(_lines(found, with_rows=arguments.rows, is_repeated=True))
        case _:
            if not found:
                return f"快照 {names[0]} 与 {names[1]} 之间，所选的数没有变动"
            lines = _lines(found, with_rows=arguments.rows, is_repeated=False)
            return table(_HEADERS, list(lines), right=_NUMBERS)


def _asked(selection: Selection, usual: Sequence[Asked]) -> list[Asked]:
    """Return what was asked for; where no dates were, everything and the year, split and filtered alike."""
    if selection.start is not None or selection.end is not None:
        return [Asked("所选", selection)]
    return [
        Asked(
            one.label,
            Selection(one.selection.start, one.selection.end, selection.grain, selection.by, selection.where),
        )
        for one in usual
        if selection.grain == one.selection.grain or one.selection.start is not None
    ]


def _groups(revision: Revision) -> Iterator[_Group]:
    for kind in CauseKind:
        causes = tuple(cause for cause in revision.because if cause.kind is kind)
        if causes:
            yield _Group(kind, causes)


def _lines(
    found: Iterable[tuple[Asked, Revision]], *, with_rows: bool, is_repeated: bool
) -> Iterator[Sequence[Any]]:
    """Yield a line per number and kind of cause, or per row; the number is named in the first of them."""
    for asked, revision in found:
        place = "，".join(
            filter(None, (revision.period, *(value or "未填" for value in revision.keys.values())))
        )
        head: Sequence[Any] = (
            asked.label,
            revision.metric,
            place or None,
            revision.shown,
            revision.now,
            revision.difference,
        )
        for group in _groups(revision):
            parts = [_Group(group.kind, (cause,)) for cause in group.causes] if with_rows else [group]
            for part in parts:
                yield (
                    *head,
                    KIND_LABELS[part.kind],
                    _effect(part),
                    part.rows,
                    _where_from(part, with_rows=with_rows),
                )
                head = head if is_repeated else (None,) * len(head)


def _effect(group: _Group) -> float:
    """Return what a group adds to the value; to the numerator, where the value is not known."""
    return float(group.change if group.effect is None else group.effect)


def _where_from(group: _Group, *, with_rows: bool) -> str:
    files, parts = group.files, []
    if with_rows:
        parts = [" ".join(str(value) for value in cause.key.values() if value) for cause in group.causes]
    if files:
        more = f"等 {len(files)} 个文件" if len(files) > _SHOWN_FILES else ""
        parts.append("、".join(files[:_SHOWN_FILES]) + more)
    return "；".join([*parts, *group.details[:_SHOWN_FILES]])


def _csv(lines: Iterable[Sequence[Any]]) -> str:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(_HEADERS)
    writer.writerows(lines)
    return stream.getvalue().rstrip("\n")


def _record(asked: Asked, revision: Revision, *, with_rows: bool) -> dict[str, Any]:
    """Return a change as JSON: exact amounts are numbers where they are whole, else fractions as text."""
    ends = {
        name: {"numerator": _exact(parts.numerator), "denominator": _exact(parts.denominator)}
        for name, parts in (("before", revision.before), ("after", revision.after))
    }
    record: dict[str, Any] = {
        "range": asked.label,
        "metric": revision.metric,
        "period": revision.period,
        **revision.keys,
        "shown": revision.shown,
        "now": revision.now,
        "difference": revision.difference,
        **ends,
        "because": [_group_record(group) for group in _groups(revision)],
    }
    if with_rows:
        record["rows"] = [_row_record(cause) for cause in revision.because]
    return record


def _group_record(group: _Group) -> dict[str, Any]:
    return {
        "kind": group.kind.value,
        "label": KIND_LABELS[group.kind],
        **_amounts(group.effect, group.change, group.denominator_change),
        "rows": group.rows,
        "files": group.files,
        "details": group.details,
    }


def _row_record(cause: Cause) -> dict[str, Any]:
    return {
        "kind": cause.kind.value,
        "dataset": cause.dataset or None,
        "key": dict(cause.key),
        **_amounts(cause.effect, cause.change, cause.denominator_change),
        "before": _version(cause.shown, cause.shown_below, cause.file_before, cause.cells_before),
        "after": _version(cause.now, cause.now_below, cause.file, cause.cells),
        "detail": cause.detail or None,
    }


def _amounts(effect: Fraction | None, change: Fraction, below: Fraction) -> dict[str, Any]:
    """Return an effect as a number and, exactly, what it adds to numerator and denominator."""
    return {
        "effect": None if effect is None else float(effect),
        "effect_exact": _exact(effect),
        "numerator_change": _exact(change),
        "denominator_change": _exact(below),
    }


def _version(
    numerator: Fraction | None,
    denominator: Fraction | None,
    file: str | None,
    cells: Mapping[str, TracedCell],
) -> dict[str, Any]:
    return {
        "numerator": _exact(numerator),
        "denominator": _exact(denominator),
        "file": file,
        "cells": {name: cell.to_dict() for name, cell in cells.items()},
    }


def _exact(value: Fraction | None) -> int | str | None:
    if value is None:
        return None
    return value.numerator if value.denominator == 1 else str(value)


COMMANDS: Mapping[str, Command] = {"diff": _diff}
