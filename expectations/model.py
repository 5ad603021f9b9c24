"""What a check is, what became of it, and the verdict over all of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

EXAMPLES_SHOWN = 5


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

    suite: the dataset, or 结构 and 台账 for what belongs to none. table: `schema.table` that is
    checked; None for the catalogue of columns. name: stable English name within the suite.
    sentence: what is expected, in Chinese. unexpected: a SELECT over the relation `batch` (the
    table's rows) that yields one row per fault; its first column is a short text naming the fault.
    column: the stored column that is checked, if it is a single one. size: how many things are
    checked, where they are not the rows of the table.
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


@dataclass(frozen=True)
class Outcome:
    """What the engine found. error: why the check could not run, else None."""

    unexpected: int
    examples: tuple[str, ...]
    error: str | None = None


@dataclass(frozen=True)
class CheckResult:
    """A check and its outcome. checked: how many rows (of the structure: columns). unexpected: faults found.

    examples: up to five faults by name. error: why the check could not run; it then counts as failed.
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
        )

    def ledger_row(self, run_id: str) -> dict[str, str | int | bool | None]:
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
        }


@dataclass(frozen=True)
class Verdict:
    """May the snapshot be published? critical and warning count failed checks; checks counts all."""

    run_id: str
    success: bool
    critical: int
    warning: int
    checks: int
    results: tuple[CheckResult, ...]

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

    def ledger_row(self) -> dict[str, str | int | bool]:
        """Return the row of `ledger.verdict`."""
        return {
            "run_id": self.run_id,
            "success": self.success,
            "critical": self.critical,
            "warning": self.warning,
            "checks": self.checks,
        }
