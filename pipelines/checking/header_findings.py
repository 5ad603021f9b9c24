"""What a clerk is told of headers: those read by likeness, those in doubt, and those nobody knows."""

from __future__ import annotations

from pipelines.checking.finding_kinds import CATALOGUE
from pipelines.checking.findings import FindingCollector, column_letters
from pipelines.locate import LocatedTable
from pipelines.locating.model import DoubtKind, HeaderDoubt
from warehouse.contracts.types import Severity

_KINDS = {
    DoubtKind.ASSUMED: "header_assumed",
    DoubtKind.UNSURE: "header_unsure",
    DoubtKind.REPEATED: "header_repeated",
    DoubtKind.UNKNOWN: "unknown_header",
    DoubtKind.BLANK: "header_blank",
}


def report_headers(located: LocatedTable, findings: FindingCollector) -> None:
    """Add a warning for every header that is not plainly one column; none of them keeps a row out."""
    if located.part > 1:
        return  # told with the first part
    lowest = located.header_rows[-1] - 1
    doubts = {doubt.index: doubt for doubt in located.doubts}
    for index, label in located.unknown_headers:
        doubts.setdefault(index, HeaderDoubt(DoubtKind.UNKNOWN, lowest, index, label))
    for _, doubt in sorted(doubts.items()):
        findings.add(
            CATALOGUE[_KINDS[doubt.kind]],
            Severity.WARNING,
            doubt.row,
            [(doubt.row, doubt.index)],
            params=_words(located, doubt),
        )


def _words(located: LocatedTable, doubt: HeaderDoubt) -> dict[str, str]:
    columns = located.layout.columns if located.layout is not None else located.dataset_columns
    labels = {column.name: column.label for column in columns}
    return {
        "text": doubt.label or column_letters(doubt.index),
        "label": labels.get(doubt.column, ""),
        "other": next(iter(doubt.candidates), ""),
        "candidates": "或".join(f"「{text}」" for text in doubt.candidates),
    }
