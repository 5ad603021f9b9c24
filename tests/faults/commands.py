"""kill -9 of the command as an operator runs it: with its readers, its auditor and every dataset.

Killed are, at random moments, the command alone, the command with all its processes, or one of its children.
After each the home is as it was or as it should become, no process of the command lives on, and the same
command once more completes.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from uuid import uuid4

from tests.faults.kills import about_outputs
from tests.faults.outcome import Outcome, scratch
from tests.support.faults_forks import forked
from tests.support.faults_inbox import BEFORE, write_inbox
from tests.support.faults_state import Content, complaints_about, content_of, leftovers
from warehouse.home import Home

VICTIMS = ("the command alone", "all its processes", "one of its children")
_MARK = "FAZHI_KILLED_COMMAND"
# How long children may take to notice that the command is gone.
_FAREWELL_SECONDS = 30.0
_PATIENCE_SECONDS = 120.0


@dataclass(frozen=True)
class _Situation:
    """A home before a load by command. seconds: how long the load takes undisturbed."""

    name: str
    template: Path
    inbox: Path
    before: Content
    after: Content
    seconds: float


def run(workspace: Path, *, trials: int, seed: int) -> Outcome:
    """Kill so many loads by command, each kind of victim in turn."""
    chance = random.Random(seed)
    failures: list[str] = []
    killed: Counter[str] = Counter()
    with scratch(workspace) as folder:
        situations = _situations(folder / "situations")
        for number in range(trials):
            situation = situations[number // len(VICTIMS) % len(situations)]
            victim = VICTIMS[number % len(VICTIMS)]
            seconds = chance.uniform(0.2, 1.1 * situation.seconds)
            home = Home(folder / "home")
            shutil.copytree(situation.template, home.root)
            was_killed, complaints = _try(situation, home, victim, seconds, chance)
            killed[victim] += was_killed
            told = f"{situation.name}, {victim} killed after {seconds:.2f} s"
            failures += [f"{told}: {complaint}" for complaint in complaints]
            shutil.rmtree(home.root)
    told = ", ".join(f"{killed[victim]} × {victim}" for victim in VICTIMS)
    return Outcome("kill -9 of the command", trials, f"died before the end: {told}", tuple(failures))


def _situations(folder: Path) -> Sequence[_Situation]:
    inbox = folder / "in"
    write_inbox(inbox)
    empty, published, whole = folder / "empty", folder / "published", folder / "whole"
    empty.mkdir()
    for target, files in ((published, [inbox / name for name in BEFORE]), (whole, [inbox])):
        assert _started(files, Home(target), "").wait(_PATIENCE_SECONDS) == 0
    after = forked(partial(content_of, Home(whole)))
    return [
        _Situation(name, template, inbox, forked(partial(content_of, Home(template))), after, seconds)
        for name, template, seconds in (
            ("first load", empty, _seconds_of_load(empty, inbox, folder / "dry")),
            ("increment", published, _seconds_of_load(published, inbox, folder / "dry")),
        )
    ]


def _seconds_of_load(template: Path, inbox: Path, dry: Path) -> float:
    shutil.copytree(template, dry)
    started = time.monotonic()
    assert _started([inbox], Home(dry), "").wait(_PATIENCE_SECONDS) == 0
    shutil.rmtree(dry)
    return time.monotonic() - started


def _started(paths: Sequence[Path], home: Home, mark: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "pipelines", "load", *map(str, paths), "--home", str(home.root)],
        env={**os.environ, _MARK: mark},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE if mark else subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )


def _try(
    situation: _Situation, home: Home, victim: str, seconds: float, chance: random.Random
) -> tuple[bool, list[str]]:
    """Kill one load and return whether anything died of it, and what did not hold."""
    mark = uuid4().hex
    with _started([situation.inbox], home, mark) as command:
        try:
            command.wait(seconds)
            was_killed = False
        except subprocess.TimeoutExpired:
            was_killed = _kill(command, victim, mark, chance)
        _, said = command.communicate(timeout=_PATIENCE_SECONDS)
    complaints = [f"a child's death ends in a traceback: {said[-300:]}"] if "Traceback" in said else []
    if not _all_gone(mark):
        complaints.append(f"processes live on: {_processes(mark)}")
        for process in _processes(mark):
            _send_kill(process)
    complaints += forked(partial(complaints_about, home, (situation.before, situation.after)))
    if complaints:
        return was_killed, complaints
    with _started([situation.inbox], home, uuid4().hex) as again:
        _, said = again.communicate(timeout=_PATIENCE_SECONDS)
    if again.returncode != 0:
        complaints.append(f"the next load ended with {again.returncode}: {said[-300:]}")
    complaints += forked(partial(complaints_about, home, (situation.after,)))
    complaints += [f"left behind: {path}" for path in leftovers(home)]
    return was_killed, [*complaints, *forked(partial(about_outputs, home))]


def _kill(command: subprocess.Popen[str], victim: str, mark: str, chance: random.Random) -> bool:
    children = [process for process in _processes(mark) if process != command.pid]
    if victim == VICTIMS[0]:
        doomed = [command.pid]
    elif victim == VICTIMS[1]:
        doomed = [command.pid, *children]
    else:
        doomed = [chance.choice(children)] if children else []
    for process in doomed:
        _send_kill(process)
    return bool(doomed)


def _send_kill(process: int) -> None:
    try:
        os.kill(process, signal.SIGKILL)
    except ProcessLookupError:
        return  # it has ended by itself meanwhile


def _all_gone(mark: str) -> bool:
    ends = time.monotonic() + _FAREWELL_SECONDS
    while _processes(mark):
        if time.monotonic() > ends:
            return False
        os.sched_yield()
    return True


def _processes(mark: str) -> list[int]:
    """Return the processes that were started for a command, by what they have inherited of it."""
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                environment = (folder / "environ").read_bytes()
            except OSError:
                continue  # ended, or of another user
            if f"{_MARK}={mark}".encode() in environment.split(b"\0"):
                found.append(int(folder.name))
    return found
