"""What the commands of the four folders share: a parser that speaks Chinese, and plain errors.

Exit codes: 2 for wrong usage, 1 for a fault of the home or its data; never a traceback.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Sequence
from typing import NoReturn

from warehouse.errors import BadSelection, FazhiError

USAGE = 2
FAILED = 1

_TRANSLATIONS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"^the following arguments are required: (.*)$"), r"缺少参数：\1"),
    (re.compile(r"^unrecognized arguments: (.*)$"), r"不认识的参数：\1"),
    (re.compile(r"^argument (.*?): expected one argument$"), r"参数 \1 后面缺少一个值"),
    (re.compile(r"^argument (.*?): expected at least one argument$"), r"参数 \1 后面缺少值"),
    (
        re.compile(r"^argument (.*?): invalid choice: '?(.*?)'? \(choose from (.*)\)$"),
        r"参数 \1 不能是 \2，可选：\3",
    ),
    (re.compile(r"^argument (.*?): invalid \w+ value: '?(.*?)'?$"), r"参数 \1 的值 \2 不对"),
    (re.compile(r"^argument (.*?): (.*)$"), r"参数 \1：\2"),
)


class ChineseParser(argparse.ArgumentParser):
    """An argument parser whose help and errors are Chinese."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        kwargs.setdefault("formatter_class", argparse.RawDescriptionHelpFormatter)
        kwargs["add_help"] = False
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self._positionals.title = "参数"
        self._optionals.title = "选项"
        self.add_argument("-h", "--help", action="help", help="显示说明")

    def format_usage(self) -> str:
        """Return the usage line under its Chinese name."""
        return super().format_usage().replace("usage:", "用法：", 1)

    def format_help(self) -> str:
        """Return the help under its Chinese headings."""
        return super().format_help().replace("usage:", "用法：", 1)

    def error(self, message: str) -> NoReturn:
        """Say in Chinese what is wrong with the call, and leave with code 2."""
        for pattern, chinese in _TRANSLATIONS:
            if pattern.match(message):
                message = pattern.sub(chinese, message)
                break
        sys.stderr.write(f"{message}\n用 {self.prog} --help 查看用法\n")
        raise SystemExit(USAGE)


def run(main: Callable[[Sequence[str] | None], int]) -> NoReturn:
    """Run a command; tell a known fault in one Chinese line on standard error."""
    try:
        code = main(None)
    except BadSelection as error:
        sys.stderr.write(f"{error}\n")
        code = USAGE
    except FazhiError as error:
        sys.stderr.write(f"{error}\n")
        code = FAILED
    except BrokenPipeError:
        sys.stderr.close()
        code = FAILED
    except KeyboardInterrupt:
        sys.stderr.write("已中止\n")
        code = 130
    except OSError as error:
        sys.stderr.write(
            f"读写文件失败：{error.strerror or error}（{error.filename or '未知文件'}）。"
            "请检查磁盘空间和权限\n"
        )
        code = FAILED
    raise SystemExit(code)
