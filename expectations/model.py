"""What a check is, what became of it, and the verdict over all of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

EXAMPLES_SHOWN = 5
# Of one check; its true count is `unexpected`.
FAILURES_KEPT = 1000


class CheckSeverity(StrEnum):
    """What a failed check does to the snapshot."""

    CRITICAL = "critical"  # blocks publishing
    WARNING = "warning"  # is shown beside the numbers it touches


class Owner(StrEnum):
    """Who mends what a failed check shows."""

    DATA = "数据管理岗"
    BUSINESS = "业务科室"


@dataclass(frozen=True)
class Check:
    """One named expectation over one table.

    suite: the dataset, or 结构, 台账 and the like for what belongs to none. table: `schema.table` that is
    checked; None for the catalogue of columns. name: stable English name within the suite.
    sentence: what is expected, in Chinese. unexpected: a SELECT over the relation `batch` (the
    table's rows) that yields one row per fault; its first column is a short text naming the fault. What
    else it yields says where the fault stands: row_id, table_id, unit, "column".
    column: the stored column that is checked, if it is a single one. columns: all stored columns whose
    numbers a fault puts in doubt; none: those of the whole dataset. dataset: None where it belongs to
    none. size: how many things are checked, where they are not the rows of the table. is_of_rows: a fault is
    a row of the table, so that an empty table has none.
    """

    suite: str
    table: str | None
    name: str
    sentence: str
    unexpected: str
    severity: CheckSeverity = CheckSeverity.CRITICAL
    owner: Owner = Owner.DATA
    column: str | None = None
    size: int | None = None
    dataset: str | None = None
    columns: tuple[str, ...] = ()
    is_of_rows: bool = False

    @property
    def touched(self) -> tuple[str, ...]:
        """The stored columns that a fault puts in doubt; none: the whole dataset."""
        return self.columns or ((self.column,) if self.column is not None else ())


@dataclass(frozen=True)
class Outcome:
    """What the engine found. error: why the check could not run, else None."""

    unexpected: int
    examples: tuple[str, ...]
    error: str | None = None


@dataclass(frozen=True)
class CheckFailure:
    """One fault of a check, and where it stands as far as it is known.

    position: its place among the faults of its check, from 1. text: the fault in words. cell: its address
    in the sheet. column: a stored column. value: what was written there, else what is stored.
    """

    position: int
    text: str
    row_id: str | None = None
    table_id: str | None = None
    unit: str | None = None
    file_sha256: str | None = None
    file: str | None = None
    sheet: str | None = None
    cell: str | None = None
    column: str | None = None
    value: str | None = None


@dataclass(frozen=True)
class CheckResult:
    """A check and its outcome. checked: how many rows (of the structure: columns). unexpected: faults found.

    examples: up to five faults by name. error: why the check could not run; it then counts as failed.
    dataset: None where it belongs to none. columns: the stored columns whose numbers are in doubt; none:
    those of the whole dataset. failures: the first thousand faults with their cells.
    """

    suite: str
    check: str
    column: str | None
    severity: str
    success: bool
    sentence: str
    checked: int
    unexpected: int
    owner: str
    examples: tuple[str, ...] = ()
    error: str | None = None
    dataset: str | None = None
    columns: tuple[str, ...] = ()
    failures: tuple[CheckFailure, ...] = ()

    @classmethod
    def of(cls, check: Check, outcome: Outcome, checked: int) -> CheckResult:
        """Join a check with its outcome."""
        return cls(
            suite=check.suite,
            check=check.name,
            column=check.column,
            severity=check.severity.value,
            success=outcome.error is None and outcome.unexpected == 0,
            sentence=check.sentence,
            checked=checked,
            unexpected=outcome.unexpected,
            owner=check.owner.value,
            examples=outcome.examples[:EXAMPLES_SHOWN],
            error=outcome.error,
            dataset=check.dataset,
            columns=check.touched,
        )

    def ledger_row(self, run_id: str) -> dict[str, Any]:
        """Return the row of `ledger.checks`."""
        return {
            "run_id": run_id,
            "suite": self.suite,
            "check": self.check,
            "column": self.column,
            "severity": self.severity,
            "success": self.success,
            "sentence": self.sentence,
            "checked": self.checked,
            "unexpected": self.unexpected,
            "owner": self.owner,
            "dataset": self.dataset,
            "columns": list(self.columns),
            "error": self.error,
            "examples": list(self.examples),
        }

    def failure_rows(self, run_id: str) -> list[dict[str, Any]]:
        """Return the rows of `ledger.check_failures`."""
        named = {"run_id": run_id, "suite": self.suite, "check": self.check, "dataset": self.dataset}
        return [{**named, **vars(failure)} for failure in self.failures]


@dataclass(frozen=True)
class Verdict:
    """May the snapshot be published? critical and warning count failed checks; checks counts all.

    audited_at: UTC. previous: the id of the snapshot it was compared with. engine: its name and version.
    """

    run_id: str
    success: bool
    critical: int
    warning: int
    checks: int
    results: tuple[CheckResult, ...]
    audited_at: datetime | None = None
    seconds: float | None = None
    previous: str | None = None
    engine: str | None = None

    @classmethod
    def over(cls, run_id: str, results: Iterable[CheckResult]) -> Verdict:
        """Return the verdict over the given results: no critical check failed, and there was one."""
        every = tuple(results)
        failed = [result.severity for result in every if not result.success]
        critical = failed.count(CheckSeverity.CRITICAL)
        return cls(
            run_id=run_id,
            success=critical == 0 and bool(every),
            critical=critical,
            warning=failed.count(CheckSeverity.WARNING),
            checks=len(every),
            results=every,
        )

    def failures(self) -> tuple[CheckResult, ...]:
        """Return the failed checks, the critical ones first."""
        failed = [result for result in self.results if not result.success]
        return tuple(sorted(failed, key=lambda result: result.severity != CheckSeverity.CRITICAL))

    def audited(self, at: datetime, seconds: float, previous: str | None, engine: str) -> Verdict:
        """Return the verdict with when and how it was reached."""
        return replace(self, audited_at=at, seconds=seconds, previous=previous, engine=engine)

    def ledger_row(self) -> dict[str, Any]:
        """Return the row of `ledger.verdict`."""
        return {
            "run_id": self.run_id,
            "success": self.success,
            "critical": self.critical,
            "warning": self.warning,
            "checks": self.checks,
            "audited_at": self.audited_at,
            "seconds": self.seconds,
            "previous": self.previous,
            "engine": self.engine,
        }
