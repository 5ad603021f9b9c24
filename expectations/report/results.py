"""A verdict's results as the report tells them, with the metrics that each failed check touches.

A check that has just been made and one that a snapshot keeps say the same, by the same names.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from expectations.model import CheckFailure, CheckResult
from expectations.report.model import FailingCell, MetricName, ReportedCheck
from expectations.report.texts import MISSING
from warehouse.contracts.registry import DATASETS
from warehouse.metrics.catalogue import METRICS
from warehouse.snapshots import Snapshot
from warehouse.verdicts import (
    StoredCheck,
    StoredFailure,
    failed_checks,
    failures_of,
    passed_checks,
    touching,
)

# Just made, or kept by a snapshot.
_Outcome = CheckResult | StoredCheck
_Failure = CheckFailure | StoredFailure
# More than a report ever shows; the true count is the check's own.
_FAILURES_TAKEN = 200


def reported_checks(results: Sequence[CheckResult]) -> tuple[ReportedCheck, ...]:
    """Return the results of a verdict in the report's terms."""
    return _reported([(result, result.failures) for result in results])


def kept_checks(snapshot: Snapshot) -> tuple[ReportedCheck, ...]:
    """Return the results that a snapshot keeps in the report's terms, the failed first."""
    failed = [
        (one, failures_of(snapshot, one.suite, one.check, _FAILURES_TAKEN)) for one in failed_checks(snapshot)
    ]
    return _reported([*failed, *((one, ()) for one in passed_checks(snapshot))])


def _reported(outcomes: Sequence[tuple[_Outcome, Sequence[_Failure]]]) -> tuple[ReportedCheck, ...]:
    failed = [check for check, _ in outcomes if not check.success]
    touched: dict[tuple[str, str], list[MetricName]] = {}
    for metric in METRICS.values() if failed else ():
        for check in touching(failed, metric.id):
            touched.setdefault((check.suite, check.check), []).append(MetricName(metric.id, metric.name))
    return tuple(
        _check(check, failures, touched.get((check.suite, check.check), ())) for check, failures in outcomes
    )


def _check(check: _Outcome, failures: Sequence[_Failure], touched: Iterable[MetricName]) -> ReportedCheck:
    return ReportedCheck(
        suite=check.suite,
        check=check.check,
        sentence=check.sentence,
        severity=check.severity,
        owner=check.owner or MISSING,
        success=check.success,
        checked=check.checked or 0,
        unexpected=check.unexpected or 0,
        examples=check.examples,
        failures=tuple(_cell(check.dataset, failure) for failure in failures[:_FAILURES_TAKEN]),
        touches=tuple(touched),
        error=check.error,
    )


def _cell(dataset: str | None, failure: _Failure) -> FailingCell:
    is_personal = _is_personal(dataset, failure.column)
    return FailingCell(
        text=failure.text,
        unit=failure.unit,
        file=failure.file,
        sheet=failure.sheet,
        cell=failure.cell,
        column=failure.column,
        value=None if is_personal else failure.value,
    )


def _is_personal(dataset: str | None, column: str | None) -> bool:
    # The report travels further than the warehouse: what a personal cell says stays behind.
    if dataset is None or dataset not in DATASETS:
        return False
    return any(one.name == column and one.personal for one in DATASETS[dataset].columns)
