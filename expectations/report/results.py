"""A verdict's results as the report tells them, with the metrics that each failed check touches."""

from __future__ import annotations

from collections.abc import Sequence

from expectations.model import CheckFailure, CheckResult
from expectations.report.model import FailingCell, MetricName, ReportedCheck
from warehouse.contracts.registry import DATASETS
from warehouse.metrics.catalogue import METRICS
from warehouse.verdicts import touching

# More than a report ever shows; the true count is the check's own.
_FAILURES_TAKEN = 200


def reported_checks(results: Sequence[CheckResult]) -> tuple[ReportedCheck, ...]:
    """Return the results of a verdict in the report's terms."""
    failed = [result for result in results if not result.success]
    touched: dict[tuple[str, str], list[MetricName]] = {}
    for metric in METRICS.values() if failed else ():
        for result in touching(failed, metric.id):
            touched.setdefault((result.suite, result.check), []).append(MetricName(metric.id, metric.name))
    return tuple(_reported(result, touched.get((result.suite, result.check), ())) for result in results)


def _reported(result: CheckResult, touched: Sequence[MetricName]) -> ReportedCheck:
    return ReportedCheck(
        suite=result.suite,
        check=result.check,
        sentence=result.sentence,
        severity=result.severity,
        owner=result.owner,
        success=result.success,
        checked=result.checked,
        unexpected=result.unexpected,
        examples=result.examples,
        failures=tuple(_cell(result.dataset, failure) for failure in result.failures[:_FAILURES_TAKEN]),
        touches=tuple(touched),
        error=result.error,
    )


def _cell(dataset: str | None, failure: CheckFailure) -> FailingCell:
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
