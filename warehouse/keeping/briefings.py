"""The set of briefings that belongs to a frozen week: made once, kept with it.

    frozen/<label>/briefing/          the files: documents, and a folder of pictures
                   briefing/index.json    their sha256

The warehouse keeps the set; `python -m dashboard brief --week LABEL --keep` makes it, a process of its own.
"""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from warehouse.errors import FazhiError
from warehouse.home import Home
from warehouse.keeping.durable import flush_tree, make_folder, replace_durably, write_durably
from warehouse.keeping.labels import grain_of_label
from warehouse.keeping.manifest import read_sealed, sealed, sha256_of
from warehouse.metrics.selection import Grain

FOLDER_NAME = "briefing"
INDEX_NAME = "index.json"
_UNFINISHED = ".briefing-"
_MOST_SECONDS = 600
_PROGRAM = Path(__file__).resolve().parents[2]


class NotFrozen(FazhiError):
    """A set can be kept with a frozen week only."""


def briefing_folder(home: Home, label: str) -> Path:
    """Return where the set of a frozen week lies, whether or not it has been made."""
    return home.frozen / label / FOLDER_NAME


def kept_files(home: Home, label: str) -> list[Path]:
    """Return the files of a week's set in order; none where it has not been made. Raises DamagedManifest."""
    folder = briefing_folder(home, label)
    index = read_sealed(folder / INDEX_NAME)
    return [] if index is None else [folder / name for name in index["files"]]


def damaged_files(home: Home, label: str) -> list[str]:
    """Return the names of a set's files that are gone or not what was kept. Raises DamagedManifest."""
    folder = briefing_folder(home, label)
    index = read_sealed(folder / INDEX_NAME)
    if index is None:
        return []
    return [
        name
        for name, digest in index["files"].items()
        if not (folder / name).is_file() or sha256_of(folder / name) != digest
    ]


@contextmanager
def keeping(home: Home, label: str) -> Iterator[Path]:
    """Give a folder to fill; at the end it is kept with the week, whole. On an error nothing is kept.

    Raises NotFrozen. Where another process was faster, its set stands.
    """
    frozen = home.frozen / label
    if not frozen.is_dir():
        raise NotFrozen(f"{label} 还没有冻结，材料不能随它保存。请先冻结：python -m warehouse freeze {label}")
    unfinished = frozen / f"{_UNFINISHED}{secrets.token_hex(4)}"
    make_folder(unfinished)
    try:
        yield unfinished
        names = sorted(path.relative_to(unfinished) for path in unfinished.rglob("*") if path.is_file())
        index = {"label": label, "files": {name.as_posix(): sha256_of(unfinished / name) for name in names}}
        write_durably(unfinished / INDEX_NAME, sealed(index))
        flush_tree(unfinished)
        if not (frozen / FOLDER_NAME).exists():
            replace_durably(unfinished, frozen / FOLDER_NAME)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def start_making(home: Home, label: str) -> subprocess.Popen[str] | None:
    """Start the process that makes a week's set; None where the label is not a week's or the set is there."""
    if grain_of_label(label) is not Grain.WEEK or briefing_folder(home, label).exists():
        return None
    path = os.pathsep.join(part for part in (str(_PROGRAM), os.environ.get("PYTHONPATH")) if part)
    return subprocess.Popen(
        [sys.executable, "-m", "dashboard", "brief", "--week", label, "--keep", "--home", str(home.root)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": path},
    )


def make(home: Home, label: str) -> str | None:
    """Make a week's set and wait for it. Return what went wrong, in words; None where all is well."""
    try:
        process = start_making(home, label)
    except OSError as error:
        return f"生成材料的程序不能启动：{error.strerror or error}"
    if process is None:
        return None
    try:
        _, told = process.communicate(timeout=_MOST_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        return f"生成 {label} 的材料超过 {_MOST_SECONDS} 秒，已停止"
    return told.strip() or None
