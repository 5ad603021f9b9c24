"""Two to fifty loads started at once, and a reader through it: one after another, none lost."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from tests.faults.outcome import Outcome, scratch
from tests.support.faults_forks import Forked, forked, start
from tests.support.faults_light import light_load
from tests.support.faults_state import complaints_about, content_of, leftovers
from tests.support.inbox import write_csv
from warehouse.home import Home
from warehouse.snapshots import current_id, open_snapshot, snapshot_ids

_HEADER = ["活动名称", "开展时间", "地点", "主办单位", "受众人数"]
# Each file: so many rows with an audience of 100 each.
_ROWS = 3
_AUDIENCE = 100


def run(workspace: Path, counts: Sequence[int]) -> Outcome:
    """Start so many loads at once, each of a file of its own, for each of the counts."""
    failures: list[str] = []
    looks = 0
    for count in counts:
        with scratch(workspace) as folder:
            files = [_write(folder / "in" / f"{number:02d}.csv", number) for number in range(count)]
            home, together = Home(folder / "home"), Home(folder / "together")
            forked(partial(light_load_published, [files[0]], home))
            rest = [*files[1:], _again(files[0])]
            loads = [start(partial(light_load_published, [path], home)) for path in rest]
            reader = start(partial(_read_until, home, count))
            wrong = _answers(loads)
            seen, mixed = reader.answer()
            looks += seen
            forked(partial(light_load_published, files, together))
            after = forked(partial(content_of, together))
            wrong += mixed + forked(partial(_in_order, home, count))
            wrong += forked(partial(complaints_about, home, (after,)))
            wrong += [f"left behind: {path}" for path in leftovers(home)]
            failures += [f"{count} loads at once: {one}" for one in wrong]
    told = f"{', '.join(map(str, counts))} loads; a reader looked {looks:,} times meanwhile"
    return Outcome("loads at once", sum(counts), told, tuple(failures))


def light_load_published(paths: Sequence[Path], home: Home) -> int:
    """Load and return the exit code."""
    return light_load(paths, home).exit_code


def _answers(loads: Sequence[Forked]) -> list[str]:
    codes = [load.answer() for load in loads]
    return [] if not any(codes) else [f"exit codes {codes}"]


def _write(path: Path, number: int) -> Path:
    rows = [
        [f"宣讲{number}之{row}", f"2024-03-{1 + row:02d}", "中心广场", "公安局", _AUDIENCE]
        for row in range(_ROWS)
    ]
    return write_csv(
        path, [["普法活动台账"], ["填报时间：2024-04-01"], _HEADER, *rows], modified="2024-04-01"
    )


def _again(path: Path) -> Path:
    """The same bytes under another name: a load that has nothing to do must wait its turn too."""
    copy = path.with_name("重发.csv")
    shutil.copy2(path, copy)
    return copy


def _read_until(home: Home, count: int) -> tuple[int, list[str]]:
    """Read the current snapshot again and again until it holds every file."""
    wrong: list[str] = []
    looks, latest = 0, 0
    while latest < count:
        with open_snapshot(home) as snapshot:
            query = snapshot.database.query
            files = query("SELECT count(*) AS n FROM ledger.files").item()
            total = query("SELECT sum(audience) AS n FROM base.activities").item()
            marts = query("SELECT sum(audience) AS n FROM mart.activities").item()
            if not total == marts == files * _ROWS * _AUDIENCE:
                wrong.append(f"{snapshot.id} says {total} in rows, {marts} in marts, of {files} files")
            if snapshot.info.sequence < latest:
                wrong.append(f"the reader went back from {latest} to {snapshot.id}")
            latest = snapshot.info.sequence
        looks += 1
    return looks, wrong


def _in_order(home: Home, count: int) -> list[str]:
    sequences = [int(name.split("-", 1)[0]) for name in snapshot_ids(home)]
    wrong = [] if sequences == list(range(1, count + 1)) else [f"snapshots are numbered {sequences}"]
    with open_snapshot(home) as snapshot:
        runs = snapshot.database.query("SELECT run_id, sequence FROM ledger.runs ORDER BY sequence")
    if runs["sequence"].to_list() != sequences or runs["run_id"].n_unique() != count:
        wrong.append(f"runs are numbered {runs['sequence'].to_list()}")
    if current_id(home) != snapshot_ids(home)[-1]:
        wrong.append("the pointer does not name the last snapshot")
    return wrong
