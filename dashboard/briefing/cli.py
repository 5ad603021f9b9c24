"""`python -m dashboard brief`: the weekly set, a template filled, or a finished document checked."""

from __future__ import annotations

import argparse
import logging
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from dashboard.briefing.checking.check import check
from dashboard.briefing.editions import (
    filled_template,
    latest_week,
    read_week,
    rebuilt,
    weekly_edition,
)
from dashboard.briefing.sets import ALL, Format, Made, make_set
from dashboard.periods import Week
from dashboard.texts import brief_command as texts
from dashboard.texts import briefing_check
from warehouse.console import FAILED, ChineseParser, guarded
from warehouse.errors import BadSelection
from warehouse.home import HOME_VARIABLE, Home
from warehouse.keeping.briefings import NotFrozen, briefing_folder, keeping
from warehouse.keeping.durable import make_folder, write_durably
from warehouse.snapshots import read_frozen

LOG_NAME = "brief.log"
_FORMATS = ",".join(ALL)


def _formats(text: str) -> tuple[Format, ...]:
    asked = [part.strip().lower() for part in text.split(",") if part.strip()]
    for name in asked:
        if name not in set(Format):
            raise argparse.ArgumentTypeError(texts.BAD_FORMAT.format(format=name, known=_FORMATS))
    return tuple(Format(name) for name in dict.fromkeys(asked))


def parser() -> argparse.ArgumentParser:
    """Return the parser of this command."""
    result = ChineseParser(
        prog="python -m dashboard brief", description=texts.DESCRIPTION, epilog=texts.EPILOG
    )
    result.add_argument("--week", metavar="周", help=texts.WEEK)
    result.add_argument("--snapshot", metavar="快照", help=texts.SNAPSHOT)
    result.add_argument(
        "--formats", metavar="格式", type=_formats, default=ALL, help=texts.FORMATS.format(formats=_FORMATS)
    )
    result.add_argument("--template", metavar="文件", type=Path, help=texts.TEMPLATE)
    result.add_argument("--to", metavar="目录", type=Path, help=texts.TO)
    result.add_argument("--check", metavar="文件", type=Path, help=texts.CHECK)
    result.add_argument("--keep", action="store_true", help=texts.KEEP)
    result.add_argument("--home", metavar="目录", help=texts.HOME.format(variable=HOME_VARIABLE))
    return result


@guarded
def main(arguments: Sequence[str] | None = None) -> int:
    """Do what was asked; exit 1 where a format was not made or a number is not right, 2 for usage."""
    given = parser().parse_args(arguments)
    home = Home.find(given.home)
    with _faults_logged(home):
        return _done(given, home)


def _done(given: argparse.Namespace, home: Home) -> int:
    if given.check is not None:
        if given.template is not None or given.week is not None:
            raise BadSelection(texts.ONLY_ONE)
        return _check(home, given.check)
    week = read_week(given.week) if given.week else latest_week(home, given.snapshot)
    if given.keep:
        return _keep(home, week)
    if given.to is None:
        raise BadSelection(texts.WHERE_TO)
    if given.template is not None:
        return _fill(home, given.template, given.snapshot, week if given.week else None, given.to)
    return _make(home, week, given.snapshot, given.formats, given.to)


@contextmanager
def _faults_logged(home: Home) -> Iterator[None]:
    """Let faults of this program be written beside the data, and not on the terminal of a clerk."""
    log = logging.getLogger("fazhi")
    handler = logging.FileHandler(home.root / LOG_NAME, encoding="utf-8", delay=True)
    log.addHandler(handler)
    propagates, log.propagate = log.propagate, False
    try:
        yield
    finally:
        log.propagate = propagates
        log.removeHandler(handler)
        handler.close()


def _make(home: Home, week: Week, which: str | None, formats: Sequence[Format], folder: Path) -> int:
    began = time.monotonic()
    edition = weekly_edition(home, week, which)
    made = make_set(edition, formats, folder, _say)
    stamp = edition.briefing.stamp
    seconds = f"{time.monotonic() - began:.1f}"
    print(
        texts.SUMMARY.format(count=len(made.files), seconds=seconds, snapshot=stamp.label or stamp.snapshot)
    )
    return _problems(made)


def _keep(home: Home, week: Week) -> int:
    if read_frozen(home, week.id) is None:
        raise NotFrozen(texts.KEEP_FROZEN.format(week=week.id))
    folder = briefing_folder(home, week.id)
    if folder.exists():
        print(texts.KEPT.format(week=week.id, folder=folder))
        return 0
    with keeping(home, week.id) as unfinished:
        made = make_set(weekly_edition(home, week, week.id), ALL, unfinished)
    print(texts.KEPT.format(week=week.id, folder=folder))
    return _problems(made)


def _problems(made: Made) -> int:
    for problem in made.problems:
        sys.stderr.write(f"{problem}\n")
    return FAILED if made.problems else 0


def _say(path: Path) -> None:
    print(texts.DONE.format(file=path))


def _check(home: Home, path: Path) -> int:
    found = check(path, lambda record: rebuilt(home, record))
    words = briefing_check.PASSED if found.is_right else briefing_check.FAILED
    print(
        words.format(
            file=found.file, numbers=found.numbers, problems=len(found.problems), snapshot=found.snapshot
        )
    )
    for problem in found.problems:
        print(f"  {problem}")
    return 0 if found.is_right else FAILED


def _fill(home: Home, template: Path, which: str | None, week: Week | None, folder: Path) -> int:
    """Fill a template; all its faults are told, and then nothing is written."""
    if which is None and week is not None and read_frozen(home, week.id) is not None:
        which = week.id
    edition = filled_template(home, template, which, week)
    make_folder(folder)
    path = folder / edition.name
    write_durably(path, edition.content)
    _say(path)
    return 0
