"""What the commands of the four folders share: a parser that speaks Chinese, and plain errors.

Exit codes: 2 for wrong usage, 1 for a fault of the home or its data; never a traceback.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Iterable, Sequence
from functools import wraps
from typing import Any, NoReturn, Protocol

from warehouse.errors import BadSelection, FazhiError, UnknownSnapshot

USAGE = 2
FAILED = 1
INTERRUPTED = 130

_TRANSLATIONS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"^the following arguments are required: (.+)$"), r"缺少参数：\1"),
    (re.compile(r"^unrecognized arguments: (.+)$"), r"不认识的参数：\1"),
    (
        re.compile(r"^argument (.+?): invalid choice: '?(.*?)'? \(choose from (.+)\)$"),
        r"\1 不能是「\2」，可用的有：\3",
    ),
    (re.compile(r"^argument (.+?): expected (?:one|at least one) argument.*$"), r"\1 后面缺少值"),
    (re.compile(r"^argument (.+?): invalid int value: '(.*)'$"), r"\1 应为整数，而不是「\2」"),
    (re.compile(r"^argument (.+?): not allowed with argument (.+)$"), r"\1 不能与 \2 同用"),
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
    """An argument parser whose help and errors are Chinese; options are not abbreviated."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("formatter_class", _Formatter)
        super().__init__(add_help=False, allow_abbrev=False, **options)
        self._positionals.title = "参数"
        self._optionals.title = "选项"
        self.add_argument("-h", "--help", action="help", help="显示说明")

    def error(self, message: str) -> NoReturn:
        """Say in Chinese what is wrong with the call, and leave with code 2."""
        for pattern, chinese in _TRANSLATIONS:
            message, count = pattern.subn(chinese, message)
            if count:
                break
        sys.stderr.write(f"用法不对：{message}。可用 {self.prog} --help 查看说明\n")
        raise SystemExit(USAGE)


class Main(Protocol):
    """The main function of a command: arguments (those of the process if none) → exit code."""

    def __call__(self, arguments: Sequence[str] | None = None) -> int: ...


def guarded(main: Main) -> Main:
    """Make a command tell a known fault in one Chinese line on standard error, and return its code."""

    @wraps(main)
    def told(arguments: Sequence[str] | None = None) -> int:
        try:
            return main(arguments)
        except (BadSelection, UnknownSnapshot) as error:
            return _tell(str(error), USAGE)
        except FazhiError as error:
            return _tell(str(error), FAILED)
        except BrokenPipeError:
            # The reader of our output has gone; the interpreter must not try to flush to it.
            sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123
            return FAILED
        except KeyboardInterrupt:
            return _tell("已中止", INTERRUPTED)
        except OSError as error:
            where = error.filename or "未知文件"
            return _tell(f"读写文件失败：{error.strerror or error}（{where}）。请检查磁盘空间和权限", FAILED)

    return told


def _tell(message: str, code: int) -> int:
    sys.stderr.write(f"{message}\n")
    return code
