"""What was read of a case against what is true of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pipelines.checking.checked import CheckedTable
from pipelines.checking.findings import Finding, column_letters
from pipelines.report import FileReport, FileStatus
from tests.support.mess.cases import plain
from tests.support.mess.places import township_of
from warehouse.contracts import types
from warehouse.contracts.registry import DATASETS
from warehouse.contracts.types import Severity

_NOT_STORED = ("row_id", "business_key", "content_hash", "source_row", "part", "person_id")
_DERIVED = ("township", "township_code")
_DIGITS = "0123456789"
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_RANGE = re.compile(r"([A-Z]+)(\d+)(?::([A-Z]+)(\d+))?")
_BRACKETS = str.maketrans("[]（）【】()", "〔〕〔〕〔〕〔〕")


@dataclass(frozen=True)
class Difference:
    """Something that was read otherwise than it is. kind: silent, cell, lost, fault, row, warning, file."""

    kind: str
    where: str
    expected: str
    found: str


@dataclass
class Score:
    """Counts over cases, as the benchmark shows them."""

    files: int = 0
    files_right: int = 0
    cells: int = 0
    cells_right: int = 0
    rows: int = 0
    rows_right: int = 0
    silent: int = 0
    kept_out: int = 0
    faults: int = 0
    faults_found: int = 0
    warnings: int = 0
    differences: list[Difference] = field(default_factory=list)

    def add(self, other: Score) -> None:
        """Add the counts of another; its differences stay its own."""
        for name in (
            *("files", "files_right", "cells", "cells_right", "rows", "rows_right"),
            *("silent", "kept_out", "faults", "faults_found", "warnings"),
        ):
            setattr(self, name, getattr(self, name) + getattr(other, name))


def judge(truth: Mapping[str, Any], report: FileReport) -> Score:
    """Return how a file was read; `truth` is what `cases.as_json` says of it."""
    judging = _Judging(Score(files=1))
    if truth["rejected"]:
        judging.faults(1, int(report.status is FileStatus.REJECTED and bool(report.reason)))
        if report.status is not FileStatus.REJECTED:
            judging.differ("file", "", "rejected", report.status.value)
    else:
        found: dict[tuple[str, str], list[CheckedTable]] = {}
        for table in report.tables:
            found.setdefault((table.sheet, table.dataset.name), []).append(table)
        for expected in truth["tables"]:
            tables = found.pop((expected["sheet"], expected["dataset"]), [])
            if not tables:
                judging.differ("file", expected["sheet"], expected["dataset"], _status(report))
            judging.table(expected, tables)
        for (sheet, dataset), tables in found.items():
            rows = sum(table.rows_in for table in tables)
            judging.differ("file", sheet, "no such table", f"{dataset}, {rows} rows")
            judging.score.silent += sum(table.accepted.height for table in tables)
    judging.score.files_right = int(not judging.score.differences)
    return judging.score


def _status(report: FileReport) -> str:
    tables = "、".join(f"{table.sheet}:{table.dataset.name}" for table in report.tables)
    return f"{report.status.value} {report.reason or tables}"


class _Judging:
    def __init__(self, score: Score) -> None:
        self.score = score

    def differ(self, kind: str, where: str, expected: object, found: object) -> None:
        self.score.differences.append(Difference(kind, where, str(expected), str(found)))

    def faults(self, injected: int, found: int) -> None:
        self.score.faults += injected
        self.score.faults_found += found

    def table(self, expected: Mapping[str, Any], tables: list[CheckedTable]) -> None:
        findings = [finding for table in tables for finding in table.findings]
        marked = _marked(findings)
        # A header that is said not to be understood speaks for its whole column.
        headers = _marked(finding for finding in findings if "header" in finding.code)
        unread = {cell.rstrip(_DIGITS) for cell in headers}
        rows: dict[int, list[dict[str, Any]]] = {}
        for table in tables:
            for read_row in table.accepted.iter_rows(named=True):
                rows.setdefault(read_row["source_row"], []).append(read_row)
        quarantined = {row.source_row: row.codes for table in tables for row in table.quarantined}
        skipped = {row: reason.value for table in tables for row, reason in table.skipped.items()}
        where = f"{expected['sheet']}!"

        for fact in expected["accepted"]:
            row = fact["row"]
            columns = expected["columns"][fact["band"]]
            read = _nearest(fact["values"], rows.get(row, []))
            if read is None and row in expected["unsure"] and row in quarantined:
                continue
            self.score.rows += 1
            self.score.cells += len(fact["values"])
            if read is None:
                self.score.kept_out += 1
                became = quarantined.get(row) or skipped.get(row) or "lost"
                self.differ("lost", f"{where}{row}", "accepted", became)
                continue
            rows[row].remove(read)
            self._fact(expected["dataset"], fact["values"], read, row, columns, marked, unread, where)
        for row, left in rows.items():
            # Rows that are faulty, totals or notes, and were taken as facts.
            self.score.silent += len(left)
            for _ in left:
                reason = (
                    expected["quarantined"].get(str(row)) or expected["skipped"].get(str(row)) or "nothing"
                )
                self.differ("silent", f"{where}{row}", reason, "accepted")
        self._outcomes(expected, quarantined, skipped, where)
        self._findings(expected, findings, where)

    def _fact(
        self,
        dataset: str,
        values: Mapping[str, Any],
        read: Mapping[str, Any],
        row: int,
        columns: Mapping[str, str],
        marked: set[str],
        unread: set[str],
        where: str,
    ) -> None:
        is_right = True
        for name in dict.fromkeys((*values, *(n for n in read if n not in _NOT_STORED))):
            true, got = values.get(name), plain(read.get(name))
            got = None if got == [] else got
            if _is_same(dataset, name, true, got) or (name not in values and _may_be_derived(name, read)):
                self.score.cells_right += name in values
                continue
            is_right = False
            column = _contract_column(dataset, name)
            cell = f"{columns.get(column, '')}{row}"
            is_said = cell in marked or columns.get(column, "") in unread
            self.score.silent += not is_said
            self.differ("cell" if is_said else "silent", f"{where}{cell} {name}", true, got)
        self.score.rows_right += is_right

    def _outcomes(
        self,
        expected: Mapping[str, Any],
        quarantined: Mapping[int, Iterable[str]],
        skipped: Mapping[int, str],
        where: str,
    ) -> None:
        for row, reason in expected["skipped"].items():
            if skipped.get(int(row)) not in reason.split("|"):
                self.differ(
                    "row", f"{where}{row}", reason, skipped.get(int(row)) or quarantined.get(int(row))
                )
        for row in expected["quarantined"]:
            if int(row) not in quarantined:
                self.differ("row", f"{where}{row}", "quarantined", skipped.get(int(row)))
        told = {int(row) for row in (*expected["skipped"], *expected["quarantined"])}
        told |= {fact["row"] for fact in expected["accepted"]}
        for row in {*quarantined, *skipped} - told:
            self.differ("row", f"{where}{row}", "no row", quarantined.get(row) or skipped.get(row))

    def _findings(self, expected: Mapping[str, Any], findings: list[Finding], where: str) -> None:
        used: set[int] = set()
        for wanted in expected["findings"]:
            hits = [
                number
                for number, finding in enumerate(findings)
                if finding.code in wanted["codes"]
                and (wanted["cell"] is None or wanted["cell"] in _cells(finding.cells))
            ]
            used.update(hits)
            self.faults(1, int(bool(hits)))
            if not hits:
                told = sorted({f"{finding.code} {finding.cells}" for finding in findings})
                self.differ("fault", f"{where}{wanted['cell']}", "/".join(wanted["codes"]), told)
        for number, finding in enumerate(findings):
            if number in used or finding.code in expected["tolerated"]:
                continue
            asked = {int(cell.lstrip(_LETTERS)) for cell in _cells(finding.cells)}
            if asked and asked <= set(expected["unsure"]):
                continue
            if finding.severity is Severity.WARNING:
                self.score.warnings += 1
                self.differ("warning", f"{where}{finding.cells}", "none", f"{finding.code} {finding.message}")


def _contract_column(dataset: str, stored: str) -> str:
    for column in DATASETS[dataset].columns:
        if stored in {part.name for part in column.stored()}:
            return column.name
    return stored


def _is_same(dataset: str, name: str, true: Any, got: Any) -> bool:
    if true == got:
        return True
    column = next((column for column in DATASETS[dataset].columns if column.name == name), None)
    is_code = column is not None and column.kind is types.CODE
    return is_code and isinstance(true, str) and isinstance(got, str) and _folded(true) == _folded(got)


def _folded(text: str) -> str:
    return text.translate(_BRACKETS)


def _may_be_derived(name: str, read: Mapping[str, Any]) -> bool:
    """A township that the form lacks may be known by the village."""
    return name in _DERIVED and township_of().get(str(read.get("village"))) is not None


def _nearest(values: Mapping[str, Any], read: list[dict[str, Any]]) -> dict[str, Any] | None:
    """Of the facts of a source row, the one that agrees in most values."""
    if not read:
        return None
    return max(read, key=lambda row: sum(plain(row.get(name)) == value for name, value in values.items()))


def _marked(findings: Iterable[Finding]) -> set[str]:
    return {cell for finding in findings for cell in _cells(finding.cells)}


def _cells(ranges: str) -> set[str]:
    """Every cell of 「C7:D8、E9」."""
    found: set[str] = set()
    for left, top, right, bottom in _RANGE.findall(ranges):
        for column in _columns(left, right or left):
            found |= {f"{column}{row}" for row in range(int(top), int(bottom or top) + 1)}
    return found


def _columns(first: str, last: str) -> Iterator[str]:
    for number in range(_number(first), _number(last) + 1):
        yield column_letters(number - 1)


def _number(letters: str) -> int:
    total = 0
    for letter in letters:
        total = total * 26 + ord(letter) - ord("A") + 1
    return total


def by_kind(differences: Iterable[Difference]) -> Counter[str]:
    """How many differences there are of each kind."""
    return Counter(difference.kind for difference in differences)
