"""Marking a file in a child process: hostile bytes are opened a second time, by another library."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pipelines.intake.reading import Intake
from pipelines.reading.formats import read_path
from pipelines.reading.model import FILE_TIMEOUT, FILE_TOO_LARGE, Limits, Unreadable
from pipelines.returning.marking import can_keep, mark_workbook
from pipelines.returning.model import Marked, NotMarked, Return
from pipelines.returning.rewriting import rewrite_workbook

_REASONS = {FILE_TIMEOUT: "表格过大，标注超时", FILE_TOO_LARGE: "表格过大，标注时内存不足"}
_FAILED = "标注表格时出错"


@dataclass(frozen=True)
class MarkFile:
    """Mark the file whose kept bytes are at `original`; a task of the ReaderPool."""

    original: Path
    told: Return

    @property
    def growth_bytes(self) -> None:
        """Not bounded: the file was read before, and marking it keeps it whole in memory."""

    def run(self, intake: Intake) -> Marked | NotMarked:
        """Return the marked workbook."""
        return write_return(self.original, self.told, intake.settings.limits)

    def refused(self, refusal: Unreadable) -> NotMarked:
        """Return why there is none where the child was ended or failed."""
        return NotMarked(_REASONS.get(refusal.code, _FAILED), refusal.fault)


def write_return(original: Path, told: Return, limits: Limits) -> Marked | NotMarked:
    """Return the sender's workbook marked, or where its format cannot be kept, a new one with its cells.

    Call it in a child process: what a library does with damaged bytes is not known.
    """
    workbook = read_path(original, told.file_name, limits)
    if isinstance(workbook, Unreadable):
        return NotMarked(workbook.reason)
    try:
        marked = mark_workbook(original, told, workbook) if can_keep(original, workbook) else None
    except Exception:
        # openpyxl refuses, in many ways, workbooks that others open; their cells are known all the same.
        marked = None
    return marked or rewrite_workbook(told, workbook)
