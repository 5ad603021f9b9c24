"""A disk that is full: at every size from no room at all to enough.

The old snapshot stands, the message is Chinese and names the space, the exit code is 1; once there is room,
the next load of the same files completes, in a home that has met every size before.
"""

from __future__ import annotations

import resource
import shutil
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from unittest import mock

from tests.faults.outcome import Outcome, scratch
from tests.support.faults_commands import Told, loaded_by_command
from tests.support.faults_forks import forked
from tests.support.faults_inbox import BEFORE, write_inbox
from tests.support.faults_light import light_load
from tests.support.faults_mounts import mount_tmpfs, own_mounts, resize_tmpfs
from tests.support.faults_state import Content, complaints_about, content_of, leftovers
from tests.support.inbox import write_csv
from warehouse.home import Home

MIB = 1 << 20
_PAGE = 4096
# Far above what any of these loads needs.
_MOST = 1 << 30


@dataclass(frozen=True)
class Ground:
    """A published home to copy, the files to load into it, and what it says before and after."""

    template: Path
    inbox: Path
    before: Content
    after: Content


def run(workspace: Path, *, step: int = MIB, rows: int = 3_000) -> Outcome:
    """Let a tmpfs grow by `step` bytes until the load of a file of so many rows succeeds, twice.

    First as the program is, which asks for room before it begins; then with the room taken by another after
    the question, so that the disk is full in the midst of the work.
    """
    with scratch(workspace) as folder:
        ground = _ground(folder, rows)
        tried: list[str] = []
        failures: list[str] = []
        trials = 0
        for name, is_surprised in (("asked before", False), ("full in the midst", True)):
            mounted = folder / f"mounted-{is_surprised}"
            mounted.mkdir()
            sizes, told, wrong = forked(partial(_grown, mounted, ground, step, is_surprised))
            trials += sizes
            tried.append(f"{name}: {sizes} sizes of {step // 1024:,} KiB ({told})")
            failures += [f"{name}: {one}" for one in wrong]
    return Outcome("disk full (tmpfs)", trials, "; ".join(tried), tuple(failures))


def run_unprivileged(workspace: Path, limits: Sequence[int]) -> Outcome:
    """Forbid files above each of the limits (RLIMIT_FSIZE), which needs no rights; then load without."""
    with scratch(workspace) as folder:
        ground = _ground(folder, 500)
        home = Home(folder / "home")
        shutil.copytree(ground.template, home.root)
        failures: list[str] = []
        ends: Counter[int] = Counter()
        for limit in limits:
            told = forked(partial(_limited, limit, home, ground.inbox))
            ends[told.code] += 1
            failures += _judged(f"files of at most {limit:,} bytes", told, home, ground)
        failures += forked(partial(_completed, home, ground))
    return Outcome("disk full (file size)", len(limits), f"{ends[1]} loads ended with 1", tuple(failures))


def _ground(folder: Path, rows: int) -> Ground:
    inbox = folder / "in"
    write_inbox(inbox)
    template, whole = folder / "template", folder / "whole"
    first = [inbox / name for name in BEFORE]
    forked(partial(_load, first, Home(template)))
    _write_many(inbox / "大台账.csv", rows)
    forked(partial(_load, [inbox], Home(whole)))
    before, after = (forked(partial(content_of, Home(root))) for root in (template, whole))
    return Ground(template, inbox, before, after)


def _load(paths: Sequence[Path], home: Home) -> None:
    report = light_load(paths, home)
    assert report.published, report.blocked_by


def _write_many(path: Path, rows: int) -> None:
    header = ["活动名称", "开展时间", "地点", "主办单位", "受众人数"]
    lines = [
        [f"宣讲{number}", f"2023-{1 + number % 12:02d}-{1 + number % 28:02d}", "中心广场", "公安局", 100]
        for number in range(rows)
    ]
    title = [["普法活动台账"], ["填报时间：2024-02-05"]]
    write_csv(path, [*title, header, *lines], modified="2024-02-05")


def _grown(mounted: Path, ground: Ground, step: int, is_surprised: bool) -> tuple[int, str, list[str]]:
    """Return how many sizes were too small, how the loads ended, and what did not hold."""
    own_mounts()
    stored = sum(-(-path.stat().st_size // _PAGE) + 1 for path in ground.template.rglob("*"))
    size = (stored + 2) * _PAGE
    mount_tmpfs(mounted, size)
    home = Home(mounted / "home")
    shutil.copytree(ground.template, home.root)
    failures: list[str] = []
    words: Counter[str] = Counter()
    sizes = 0
    while size < _MOST:
        told = forked(partial(_at_this_size, home, ground.inbox, is_surprised))
        sizes += 1
        if told.code == 0:
            failures += forked(partial(_loaded, home, ground))
            return sizes, f"enough at {size / MIB:.1f} MiB; {_counted(words)}", failures
        words[told.error.split("，")[0]] += 1
        failures += _judged(f"{size / MIB:.2f} MiB", told, home, ground)
        size += step
        resize_tmpfs(mounted, size)
    return sizes, _counted(words), [*failures, "there was never room enough"]


def _counted(words: Counter[str]) -> str:
    return ", ".join(f"{word} ×{count}" for word, count in words.most_common())


def _at_this_size(home: Home, inbox: Path, is_surprised: bool) -> Told:
    if not is_surprised:
        return loaded_by_command([inbox], home)
    with mock.patch.object(shutil, "disk_usage", _plenty):
        return loaded_by_command([inbox], home)


def _plenty(path: object) -> object:
    return mock.Mock(free=_MOST, total=_MOST, used=0)


def _limited(limit: int, home: Home, inbox: Path) -> Told:
    # The interpreter ignores SIGXFSZ, so that a write that is too long is an error.
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
    return loaded_by_command([inbox], home)


def _judged(size: str, told: Told, home: Home, ground: Ground) -> list[str]:
    wrong: list[str] = forked(partial(_after_a_full_disk, home, ground))
    if told.code != 1:
        wrong.append(f"exit code {told.code}")
    if "空间" not in told.error or "Traceback" in told.error:
        wrong.append(f"does not name the space: {told.error.strip()!r}")
    return [f"{size}: {one}" for one in wrong]


def _after_a_full_disk(home: Home, ground: Ground) -> list[str]:
    left = [path for path in leftovers(home) if ".building-" in path]
    return [*complaints_about(home, (ground.before,)), *(f"left behind: {path}" for path in left)]


def _completed(home: Home, ground: Ground) -> list[str]:
    """Load without a limit; return what is wrong with the end."""
    told = loaded_by_command([ground.inbox], home)
    wrong = [] if told.code == 0 else [f"with room enough the load ended with {told.code}: {told.error}"]
    return wrong + _loaded(home, ground)


def _loaded(home: Home, ground: Ground) -> list[str]:
    wrong = complaints_about(home, (ground.after,))
    return wrong + [f"left behind: {one}" for one in leftovers(home)]
