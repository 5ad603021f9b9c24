"""kill -9 before every step of a load, and at random moments.

After each: the pointer names a complete snapshot, of before or of after; no accepted file is lost; the next
load of the same inbox completes with the content of an undisturbed one and leaves nothing behind.
"""

from __future__ import annotations

import pickle
import random
import shutil
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from tests.faults.outcome import Outcome, scratch
from tests.support.faults_forks import ForkFailed, forked, side_by_side, start
from tests.support.faults_inbox import BEFORE, write_inbox
from tests.support.faults_light import light_load
from tests.support.faults_state import Content, complaints_about, content_of, leftovers
from tests.support.faults_steps import Steps
from warehouse.home import Home
from warehouse.snapshots import current_id

SITUATIONS = ("first load", "increment")
# A second kill, of the load that should mend the first, in one of so many trials.
_KILLED_AGAIN = 10
# Beside others, a load takes longer than it took alone.
_SLOWER = 1.6


@dataclass(frozen=True)
class Situation:
    """A home as it is before a load, and what the load does there undisturbed.

    steps: names of the steps of the load. seconds: how long it takes. after: what every load must come to.
    """

    name: str
    template: Path
    inbox: Path
    before: Content
    after: Content
    steps: tuple[str, ...]
    seconds: float


@dataclass(frozen=True)
class Kill:
    """When a load is killed: before the step of this number, or after so many seconds."""

    situation: Situation
    step: int | None = None
    seconds: float = 0.0

    def told(self) -> str:
        """Return the moment in words."""
        if self.step is None:
            return f"{self.situation.name}, killed after {self.seconds:.3f} s"
        return f"{self.situation.name}, killed before step {self.step}: {self.situation.steps[self.step]}"


@dataclass(frozen=True)
class Trial:
    """What came of one kill. was_killed: it came before the end. has_moved: the pointer named the new one."""

    kill: Kill
    was_killed: bool
    has_moved: bool
    complaints: tuple[str, ...]


def run(
    workspace: Path,
    *,
    trials: int,
    seed: int,
    at: Sequence[float] = (),
    at_once: int = 2,
    names: Sequence[str] = SITUATIONS,
    sabotage: Callable[[], None] | None = None,
    progress: Callable[[int, Sequence[str]], None] | None = None,
) -> Outcome:
    """Kill so many loads, or one at each of these fractions of its steps.

    sabotage: spoils the product in the load that is killed, to prove the trials.
    """
    with scratch(workspace) as folder:
        situations = situations_in(workspace.parent / "situations", names)
        plan = [Kill(one, int(part * len(one.steps))) for one in situations for part in at]
        plan = plan or planned(situations, trials, random.Random(seed))
        works = [
            partial(_try, folder / "trials" / str(number), kill, number, sabotage)
            for number, kill in enumerate(plan)
        ]
        done: list[Trial] = []
        failures: list[str] = []
        for number, answer in side_by_side(works, at_once):
            if isinstance(answer, ForkFailed):
                failures.append(f"{plan[number].told()}: {answer}")
            else:
                done.append(answer)
                failures += [f"{answer.kill.told()}: {complaint}" for complaint in answer.complaints]
            if progress is not None:
                progress(len(done), failures)
    return Outcome("kill -9", len(plan), _told(situations, done), tuple(failures))


def _told(situations: Sequence[Situation], done: Sequence[Trial]) -> str:
    steps = Counter(trial.kill.situation.name for trial in done if trial.kill.step is not None)
    killed = sum(trial.was_killed for trial in done)
    moved = sum(trial.has_moved for trial in done)
    known = "; ".join(f"{one.name}: {steps[one.name]} of {len(one.steps)} steps" for one in situations)
    return (
        f"{known}; {len(done) - steps.total()} at random; {killed} died before the end, "
        f"{moved} with the new snapshot current, {len(done) - moved} with the old"
    )


def situations_in(folder: Path, names: Sequence[str] = SITUATIONS) -> tuple[Situation, ...]:
    """Prepare situations: nothing published yet, and an increment onto a published snapshot.

    What has been prepared in the folder before is used again.
    """
    prepared = folder / "situations.pickle"
    if not prepared.exists():
        folder.mkdir(parents=True, exist_ok=True)
        prepared.write_bytes(pickle.dumps(_prepared(folder)))
    situations: tuple[Situation, ...] = pickle.loads(prepared.read_bytes())
    return tuple(one for one in situations if one.name in names)


def _prepared(folder: Path) -> tuple[Situation, ...]:
    inbox = folder / "in"
    write_inbox(inbox)
    empty, published, whole = folder / "empty", folder / "published", folder / "whole"
    empty.mkdir()
    for target, files in ((published, [inbox / name for name in BEFORE]), (whole, [inbox])):
        forked(partial(_load_whole, files, Home(target)))
    after = forked(partial(content_of, Home(whole)))
    return tuple(
        _situation(name, folder, template, inbox, after)
        for name, template in zip(SITUATIONS, (empty, published), strict=True)
    )


def _situation(name: str, folder: Path, template: Path, inbox: Path, after: Content) -> Situation:
    home = Home(folder / f"dry-{template.name}")
    before = forked(partial(content_of, Home(template)))
    shutil.copytree(template, home.root)
    steps, seconds = forked(partial(_watched_load, inbox, home))
    assert forked(partial(content_of, home)).says_the_same(after)
    return Situation(name, template, inbox, before, after, steps, seconds)


def _load_whole(paths: Sequence[Path], home: Home) -> None:
    report = light_load(paths, home)
    assert report.published, report.blocked_by


def _watched_load(inbox: Path, home: Home) -> tuple[tuple[str, ...], float]:
    steps = Steps(home.root)
    started = time.monotonic()
    light_load([inbox], home)
    return tuple(steps.stop()), time.monotonic() - started


def planned(situations: Sequence[Situation], trials: int, chance: random.Random) -> list[Kill]:
    """Return every step of every situation once, then random moments; of fewer trials, half are steps."""
    steps = [Kill(one, number) for one in situations for number in range(len(one.steps))]
    if len(steps) > trials:
        steps = sorted(chance.sample(steps, trials // 2), key=lambda kill: kill.step or 0)
    moments = (chance.choice(situations) for _ in range(trials - len(steps)))
    return [*steps, *(Kill(one, seconds=chance.uniform(0, _SLOWER * one.seconds)) for one in moments)]


def _try(folder: Path, kill: Kill, number: int, sabotage: Callable[[], None] | None) -> Trial:
    situation, home = kill.situation, Home(folder / "home")
    try:
        shutil.copytree(situation.template, home.root)
        was_killed = _killed(kill, home, sabotage)
        if number % _KILLED_AGAIN == 0:
            chance = random.Random(number)
            again = Kill(situation, seconds=chance.uniform(0, _SLOWER * situation.seconds))
            _killed(again, home, sabotage)
        has_moved, complaints = forked(partial(_examined, situation, home))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return Trial(kill, was_killed, has_moved, tuple(complaints))


def _killed(kill: Kill, home: Home, sabotage: Callable[[], None] | None) -> bool:
    victim = start(partial(_die, kill, home, sabotage))
    seconds = kill.seconds if kill.step is None else 600.0
    return victim.kill_after(seconds)


def _die(kill: Kill, home: Home, sabotage: Callable[[], None] | None) -> Any:
    if sabotage is not None:
        sabotage()
    if kill.step is not None:
        Steps(home.root, kill.step)
    light_load([kill.situation.inbox], home)


def _examined(situation: Situation, home: Home) -> tuple[bool, list[str]]:
    """Look at the home after the kill, load again, and look once more."""
    complaints = complaints_about(home, (situation.before, situation.after))
    has_moved = not complaints and content_of(home).says_the_same(situation.after)
    if complaints:
        return has_moved, complaints
    report = light_load([situation.inbox], home)
    if report.exit_code != 0:
        complaints.append(f"the next load ended with {report.exit_code}: {report.blocked_by}")
    complaints += complaints_about(home, (situation.after,))
    complaints += [f"left behind: {path}" for path in leftovers(home)]
    complaints += about_outputs(home)
    return has_moved, complaints


def about_outputs(home: Home) -> list[str]:
    """Return the published runs whose report or returns are missing."""
    current = current_id(home)
    if current is None:
        return ["nothing was published"]
    run = current.split("-", 1)[1]
    wrong = [] if (home.runs / f"{run}.json").exists() else [f"no report of the published run {run}"]
    return wrong if (home.returns / run).is_dir() else [*wrong, f"no returns of the published run {run}"]
