"""Writes the returns of a run: `<folder>/<unit>/<file>/`, each with a message and a marked workbook.

What is written holds personal data of the sender's own, so that nobody but the owner may read it.
"""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from pipelines.intake.pool import ReaderPool
from pipelines.intake.reading import IntakeSettings, name_index
from pipelines.report import FileReport, FileStatus
from pipelines.returning.causes import Examples, causes_of, tally_of
from pipelines.returning.message import MESSAGE_NAME, message_of
from pipelines.returning.model import Marked, NotMarked, Return
from pipelines.returning.names import UNKNOWN_UNIT, harmless_in_csv, safe_name, stem_of, unit_in_name
from pipelines.returning.task import MarkFile
from warehouse.errors import FazhiError
from warehouse.reference.tables import Reference

INDEX_NAME = "清单.csv"
_INDEX_COLUMNS = ("单位", "文件", "处理", "必须修改项数", "请核对项数", "装入行数", "退回行数", "退回件")
_CLOCK = "return_reply"
_FOLDER_MODE, _FILE_MODE = 0o700, 0o600


@dataclass(frozen=True)
class Run:
    """What the returns of a run are made from.

    folder: where they go, not yet there for a load. originals: folder of the kept bytes by SHA-256.
    settings: as the files were read with. is_published: what was accepted is current. on: the day.
    """

    folder: Path
    originals: Path
    settings: IntakeSettings
    is_published: bool
    on: date


def write_returns(files: Sequence[FileReport], run: Run, pool: ReaderPool) -> list[FileReport]:
    """Write a return for each file that has findings or was rejected; return all reports, completed.

    pool: its children mark the workbooks. A return that cannot be written is told in its file's report and
    keeps nothing else from being done.
    """
    wanted = [number for number, file in enumerate(files) if _needs_return(file)]
    if not wanted:
        return list(files)
    told = dict(zip(wanted, _told([files[number] for number in wanted], run), strict=True))
    reports = list(files)
    lines: list[tuple[Return, str]] = []
    for number, marked in _marked(files, told, run, pool):
        try:
            folder = _write_one(told[number], marked, run.folder)
        except OSError as error:
            reports[number] = replace(files[number], return_fault=f"写入失败：{error.strerror or error}")
            continue
        reports[number] = replace(files[number], returned=folder)
        if isinstance(marked, NotMarked):
            reports[number] = replace(reports[number], return_fault=marked.reason, fault=marked.fault)
        lines.append((told[number], folder.relative_to(run.folder).as_posix()))
    try:
        _write_index(run.folder, lines)
    except OSError:
        return reports  # each return stands in its file's report too
    return reports


def _needs_return(file: FileReport) -> bool:
    if file.status is FileStatus.REJECTED:
        # What our own program failed at is not for the sender to mend.
        return file.fault is None
    has_findings = any(table.findings for table in file.tables) or any(
        sheet.findings for sheet in file.sheets
    )
    return file.status is FileStatus.LOADED and has_findings


def _told(files: Sequence[FileReport], run: Run) -> Iterator[Return]:
    reference = run.settings.reference
    names = name_index(reference)
    examples = Examples(reference)
    days = _days_to_reply(reference)
    for file in files:
        unit = next((table.unit for table in file.tables if table.unit), None)
        yield Return(
            file_name=file.name,
            unit=unit or unit_in_name(file.name, names),
            made_on=run.on,
            datasets=tuple(dict.fromkeys(table.dataset.label for table in file.tables)),
            tally=tally_of(file.tables),
            # Of a file of which nothing was read, its refusal has said so.
            causes=causes_of(file.tables, examples, file.sheets if file.tables else ()),
            refusal=file.reason if file.status is FileStatus.REJECTED else None,
            is_published=run.is_published,
            days=days,
        )


def _days_to_reply(reference: Reference) -> int | None:
    return next((limit.amount for limit in reference.limits if limit.clock == _CLOCK), None)


def _marked(
    files: Sequence[FileReport], told: dict[int, Return], run: Run, pool: ReaderPool
) -> Iterator[tuple[int, Marked | NotMarked | None]]:
    """Yield the marked workbook of each file by number; None for a file that was not read at all."""
    yield from ((number, None) for number, one in told.items() if one.refusal is not None)
    numbers = [number for number, one in told.items() if one.refusal is None]
    if not numbers:
        return
    tasks = [MarkFile(run.originals / files[number].sha256, told[number]) for number in numbers]
    done = 0
    try:
        for number, marked in zip(numbers, pool.run(tasks), strict=True):
            done += 1
            yield number, marked
    except FazhiError as error:
        yield from ((number, NotMarked(str(error))) for number in numbers[done:])


def _write_one(told: Return, marked: Marked | NotMarked | None, root: Path) -> Path:
    """Write the return of one file into a folder of its own and return the folder."""
    stem = stem_of(told.file_name)
    folder = _new_folder(root, safe_name(told.unit or UNKNOWN_UNIT), stem)
    if isinstance(marked, Marked):
        _write_file(folder / f"{stem}{marked.label}{marked.suffix}", marked.content)
    fault = marked.reason if isinstance(marked, NotMarked) else None
    message = message_of(told, has_workbook=isinstance(marked, Marked), fault=fault)
    # With a byte order mark, which old editors on Windows need to know UTF-8.
    _write_file(folder / MESSAGE_NAME, message.encode("utf-8-sig", "replace"))
    return folder


def _new_folder(root: Path, unit: str, stem: str) -> Path:
    """Make a folder that was not there; files of one name are numbered."""
    _make_private(root)
    _make_private(root / unit)
    number = 1
    while True:
        folder = root / unit / (stem if number == 1 else f"{stem}（{number}）")
        try:
            folder.mkdir(mode=_FOLDER_MODE)
        except FileExistsError:
            number += 1
            continue
        return folder


def _make_private(folder: Path) -> None:
    """Make a folder that only its owner may enter, with those above it; one that is there stays as it is."""
    if folder.is_dir():
        return
    if not folder.parent.is_dir():
        _make_private(folder.parent)
    folder.mkdir(mode=_FOLDER_MODE, exist_ok=True)


def _write_file(path: Path, content: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _FILE_MODE)
    with os.fdopen(handle, "wb") as stream:
        stream.write(content)


def _write_index(folder: Path, lines: Sequence[tuple[Return, str]]) -> None:
    """Write what was returned to whom, for the office that sends it."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(_INDEX_COLUMNS)
    for told, path in sorted(lines, key=lambda line: line[1]):
        check = len(told.causes) - told.must_mend
        tally = told.tally
        loaded = tally.loaded if told.is_published else 0
        cells = (told.unit or UNKNOWN_UNIT, told.file_name, _handling(told))
        numbers = (told.must_mend, check, loaded, tally.kept_out)
        writer.writerow([*map(harmless_in_csv, cells), *numbers, harmless_in_csv(path)])
    index = folder / INDEX_NAME
    index.unlink(missing_ok=True)
    _write_file(index, text.getvalue().encode("utf-8-sig", "replace"))


def _handling(told: Return) -> str:
    if told.refusal is not None:
        return "未能装入"
    return "退回修改" if told.must_mend else "请核对"
