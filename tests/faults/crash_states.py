"""Every state that a loss of power during a load may leave, from a disk that forgets what was not flushed.

A load is recorded operation by operation. Each possible state is laid out in a folder and opened: a reader
gets the old snapshot or the new one, complete; once the load has told its success, the new one. Leaving out
any flush that matters must make some state bad: `needed_flushes` proves that this can be seen.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from tests.faults.kills import SITUATIONS, Situation, situations_in
from tests.faults.outcome import Outcome, scratch
from tests.support.faults_disk import CrashState, Operation, Recorder, crash_states
from tests.support.faults_forks import forked, side_by_side
from tests.support.faults_light import light_load
from tests.support.faults_state import complaints_about, leftovers
from warehouse.home import Home

# What a reader never asks: returns and reports of runs. What DuckDB keeps beside an open file.
_IGNORED = ("returns/", "runs/", "writer.lock", "app.sqlite")
_MENDED = 40


@dataclass(frozen=True)
class Recording:
    """A load as it was done: what lay in the home before, and what was done since."""

    situation: Situation
    before: Mapping[str, bytes]
    operations: tuple[Operation, ...]


def run(
    workspace: Path, *, at_once: int = 2, mended: int = _MENDED, names: Sequence[str] = SITUATIONS
) -> Outcome:
    """Enumerate and open the states of loads in the named situations.

    mended: from so many of the states, spread evenly, the next load must complete.
    """
    with scratch(workspace) as folder:
        recordings = [
            recorded(folder, situation) for situation in situations_in(workspace.parent / "situations", names)
        ]
        told: list[str] = []
        failures: list[str] = []
        trials = 0
        for recording in recordings:
            states = list(crash_states(recording.before, recording.operations))
            failures += judged(folder, recording, states, at_once, mended // len(recordings))
            trials += len(states)
            told.append(
                f"{recording.situation.name}: {len(states)} states of {len(recording.operations)} operations"
            )
    return Outcome("loss of power", trials, "; ".join(told), tuple(failures))


def recorded(folder: Path, situation: Situation) -> Recording:
    """Load in the given situation and write down what is done to the home."""
    home = Home(folder / f"recorded-{situation.template.name}")
    shutil.copytree(situation.template, home.root)
    before = {
        path.relative_to(home.root).as_posix(): path.read_bytes()
        for path in sorted(home.root.rglob("*"))
        if path.is_file() and not path.relative_to(home.root).as_posix().startswith(_IGNORED)
    }
    operations = forked(partial(_recorded_load, situation.inbox, home))
    return Recording(situation, before, tuple(operations))


def _recorded_load(inbox: Path, home: Home) -> list[Operation]:
    recorder = Recorder(home.root, _IGNORED)
    light_load([inbox], home)
    return recorder.stop()


def judged(
    folder: Path, recording: Recording, states: Sequence[CrashState], at_once: int, mended: int
) -> list[str]:
    """Return what is wrong in some of the states; from `mended` of them, the next load is tried too."""
    vault = folder / "vault"
    vault.mkdir(exist_ok=True)
    # Equal content is written once and linked into every state that holds it.
    step = max(1, len(states) // max(1, mended))
    shares = [range(first, len(states), 4 * at_once) for first in range(4 * at_once)]
    work = partial(_judged_share, folder, vault, recording.situation, states, step if mended else 0)
    works = [partial(work, share) for share in shares]
    failures: list[str] = []
    for _, answer in side_by_side(works, at_once):
        failures += answer if isinstance(answer, list) else [str(answer)]
    return failures


def _judged_share(
    folder: Path, vault: Path, situation: Situation, states: Sequence[CrashState], step: int, share: range
) -> list[str]:
    """Return what is wrong in the first bad state of a share."""
    failures: list[str] = []
    for number in share:
        state = states[number]
        home = Home(folder / f"state-{situation.template.name}-{number}")
        _lay_out(state, home.root, vault)
        allowed = (situation.after,) if state.is_complete else (situation.before, situation.after)
        complaints = complaints_about(home, allowed)
        if step and number % step == 0 and not complaints:
            complaints = _after_next_load(home, situation)
        shutil.rmtree(home.root)
        moment = "after the load" if state.is_complete else f"after operation {state.after}"
        failures += [f"{situation.name}, power lost {moment}: {complaint}" for complaint in complaints]
        if failures:
            break
    return failures


def _after_next_load(home: Home, situation: Situation) -> list[str]:
    report = light_load([situation.inbox], home)
    complaints = complaints_about(home, (situation.after,))
    if report.exit_code != 0:
        complaints.append(f"the next load ended with {report.exit_code}")
    return complaints + [f"left behind: {path}" for path in leftovers(home)]


def _lay_out(state: CrashState, root: Path, vault: Path) -> None:
    for path, content in state.files.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if len(content) < 1 << 16:
            target.write_bytes(content)
            continue
        kept = vault / hashlib.sha256(content).hexdigest()
        if not kept.exists():
            unfinished = vault / f"{kept.name}-{root.name}"
            unfinished.write_bytes(content)
            unfinished.replace(kept)
        target.hardlink_to(kept)


def needed_flushes(workspace: Path, *, at_once: int = 2, every: bool = True) -> Outcome:
    """Leave out one flush of an increment after the other; tell which of them a bad state gives away.

    every: all of them; without it only those of the contents of snapshot and pointer.
    """
    with scratch(workspace) as folder:
        recording = recorded(folder, *situations_in(workspace.parent / "situations", ("increment",)))
        flushes = [
            number
            for number, one in enumerate(recording.operations)
            if one.kind.startswith("flush") and (every or one.path.endswith((".duckdb", "current.json.new")))
        ]
        seen: list[str] = []
        missed: list[str] = []
        for number in flushes:
            operations = [one for place, one in enumerate(recording.operations) if place != number]
            states = list(crash_states(recording.before, operations))
            bad = judged(folder, replace(recording, operations=tuple(operations)), states, at_once, 0)
            left_out = recording.operations[number]
            (seen if bad else missed).append(f"{left_out.kind} {_kind_of_path(left_out.path)}".strip())
    failures = () if seen and (every or not missed) else (f"left out without effect: {missed}",)
    counted = ", ".join(f"{name} ×{seen.count(name)}" for name in dict.fromkeys(seen))
    spare = ", ".join(f"{name} ×{missed.count(name)}" for name in dict.fromkeys(missed)) or "none"
    return Outcome("a flush left out", len(flushes), f"seen: {counted}; without effect: {spare}", failures)


def _kind_of_path(path: str) -> str:
    if path.startswith("originals/"):
        return "original"
    return "snapshot" if path.endswith(".duckdb") else path.rpartition("/")[2] or "home"
