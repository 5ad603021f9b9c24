"""What the commands share: Chinese help and errors, plain tables, JSON and CSV."""

from __future__ import annotations

import argparse
import json
import re
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any, NoReturn

USAGE_ERROR = 2
FAILURE = 1

_TRANSLATED = (
    (re.compile(r"^the following arguments are required: (.+)$"), r"缺少参数：\1"),
    (re.compile(r"^unrecognized arguments: (.+)$"), r"不认识的参数：\1"),
    (
        re.compile(r"^argument (.+?): invalid choice: '?(.*?)'? \(choose from (.+)\)$"),
        r"\1 不能是「\2」，可用的有：\3",
    ),
    (re.compile(r"^argument (.+?): expected (?:one|at least one) argument.*$"), r"\1 后面缺少值"),
    (re.compile(r"^argument (.+?): invalid int value: '(.*)'$"), r"\1 应为整数，而不是「\2」"),
    (re.compile(r"^argument (.+?): not allowed with argument (.+)$"), r"\1 不能与 \2 同用"),
    (re.compile(r"^ambiguous option: (.+?) could match (.+)$"), r"参数 \1 不明确，可能是 \2"),
    (re.compile(r"^argument (.+?): (.+)$"), r"\1：\2"),
)


class _Formatter(argparse.RawDescriptionHelpFormatter):
    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


class ChineseParser(argparse.ArgumentParser):
    """An argument parser that speaks Chinese; a wrong use is one line and exit code 2."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("formatter_class", _Formatter)
        super().__init__(add_help=False, allow_abbrev=False, **options)
        self._positionals.title = "参数"
        self._optionals.title = "选项"
        self.add_argument("-h", "--help", action="help", help="显示这份说明")

    def error(self, message: str) -> NoReturn:
        """Print the fault in one line and exit with code 2."""
        for pattern, text in _TRANSLATED:
            message, count = pattern.subn(text, message)
            if count:
                break
        sys.stderr.write(f"用法不对：{message}。可用 {self.prog} --help 查看说明\n")
        raise SystemExit(USAGE_ERROR)


def width(text: str) -> int:
    """Return how many columns a text takes on a terminal."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def table(headers: Sequence[str], rows: Iterable[Sequence[Any]], right: Iterable[int] = ()) -> str:
    """Return an aligned table; null is 「—」. right: positions of right-aligned columns."""
    body = [[shown(value) for value in row] for row in rows]
    lines = [list(headers), *body]
    widths = [max(width(line[position]) for line in lines) for position in range(len(headers))]
    to_right = set(right)
    rendered = []
    for line in lines:
        cells = []
        for position, text in enumerate(line):
            space = " " * (widths[position] - width(text))
            cells.append(space + text if position in to_right else text + space)
        rendered.append("  ".join(cells).rstrip())
    return "\n".join(rendered)


def shown(value: Any) -> str:
    """Return a value for a reader: 1,234.5, 是 and 否, lists with 、, null as 「—」, in one line."""
    if value is None:
        return "—"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return f"{value:,.0f}" if value == int(value) else f"{value:,.2f}"
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, (list, tuple)):
        return "、".join(shown(part) for part in value)
    return " ".join(str(value).split())


def to_json(value: Any) -> str:
    """Return readable JSON with Chinese as it is."""
    return json.dumps(value, ensure_ascii=False, indent=2, default=str)
