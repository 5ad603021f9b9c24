"""Commands as an operator meets them, in this process: exit code, standard output and error."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import warehouse.__main__ as warehouse_command
from tests.support.faults_light import light_load
from warehouse.console import guarded
from warehouse.home import Home


@dataclass(frozen=True)
class Told:
    """How a command ended and what it said."""

    code: int
    output: str
    error: str


def loaded_by_command(paths: Sequence[Path], home: Home) -> Told:
    """Load lightly behind the edge at which every command tells its faults."""

    @guarded
    def main(arguments: Sequence[str] | None = None) -> int:
        return light_load(paths, home).exit_code

    return _told(main)


def asked(home: Home, *arguments: str) -> Told:
    """Run `python -m warehouse` with the arguments on a home."""

    def main(arguments: Sequence[str] | None) -> int:
        return warehouse_command.main(arguments)

    return _told(main, ["--home", str(home.root), *arguments])


def _told(main: object, arguments: Sequence[str] | None = None) -> Told:
    output, error = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(output), contextlib.redirect_stderr(error):
        try:
            code = main(arguments)  # type: ignore[operator]
        except SystemExit as ended:
            code = ended.code
    return Told(code, output.getvalue(), error.getvalue())
