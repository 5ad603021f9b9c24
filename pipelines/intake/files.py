"""Which of the landed files are read, and what is said of those that are not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from pipelines.intake.pool import ReaderPool
from pipelines.intake.reading import rejected
from pipelines.intake.tasks import ReadFile
from pipelines.landing import LandedFile
from pipelines.reading.model import FILE_TOO_LARGE, REASONS, Unreadable
from pipelines.report import FileReport, FileStatus

Progress = Callable[[int, int, str], None]
"""Called when a file is taken up, with its number, the count of files, and its name."""


def check_files(pool: ReaderPool, files: Sequence[LandedFile]) -> list[FileReport]:
    """Return the report of each file, in the order of the files; repeated bytes are read again."""
    return _in_order(files, _read(pool, files, range(len(files)), None))


def load_files(
    pool: ReaderPool, files: Sequence[LandedFile], known: Iterable[str], progress: Progress | None = None
) -> list[FileReport]:
    """Return the report of each file, in the order of the files.

    known: the SHA-256 of files that are loaded already; these and what is loaded here are not read again.
    The same bytes under another name are read only where the name before gave nothing to load.
    """
    loaded = set(known)
    reports: dict[int, FileReport] = {}
    while len(reports) < len(files):
        batch: dict[str, int] = {}
        for number, file in enumerate(files):
            if number not in reports:
                if file.sha256 in loaded:
                    reports[number] = _duplicate(file)
                else:
                    batch.setdefault(file.sha256 or f"file {number}", number)
        reports |= _read(pool, files, list(batch.values()), progress)
        loaded |= {report.sha256 for report in reports.values() if report.status is FileStatus.LOADED}
    return _in_order(files, reports)


def _read(
    pool: ReaderPool, files: Sequence[LandedFile], numbers: Sequence[int], progress: Progress | None
) -> dict[int, FileReport]:
    """Return the reports of some of the files, by number; what was not landed is refused unread."""
    reports = {number: _unread(files[number]) for number in numbers if files[number].original is None}
    tasks = {
        number: ReadFile(files[number], original)
        for number in numbers
        if (original := files[number].original) is not None
    }
    places = list(tasks)

    def started(place: int) -> None:
        if progress is not None:
            progress(places[place] + 1, len(files), files[places[place]].name)

    reports.update(zip(places, pool.run(list(tasks.values()), started), strict=True))
    return reports


def _in_order(files: Sequence[LandedFile], reports: dict[int, FileReport]) -> list[FileReport]:
    return [reports[number] for number in range(len(files))]


def _unread(file: LandedFile) -> FileReport:
    if file.waits is not None:
        return FileReport(file.name, file.sha256, FileStatus.WAITING, file.waits)
    return rejected(file, Unreadable(FILE_TOO_LARGE, REASONS[FILE_TOO_LARGE]))


def _duplicate(file: LandedFile) -> FileReport:
    return FileReport(file.name, file.sha256, FileStatus.DUPLICATE, "与已装载的文件完全相同，未重复装载")
