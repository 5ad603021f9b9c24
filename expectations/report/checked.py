"""What the checks found: the critical ones, the warnings with the metrics they touch, and all of them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from expectations.report import texts
from expectations.report.markup import LIST, Markup, badge, columns, element, join, note, section, table
from expectations.report.model import FailingCell, QualityReport, ReportedCheck
from expectations.report.words import Caps, dataset_label, number, place, shown_of, unit_name

_METRICS_NAMED = 8


def critical_part(report: QualityReport, caps: Caps) -> Markup | None:
    """Return the failed critical checks with their cells; None where there is none."""
    if not report.critical:
        return None
    aside = texts.CRITICAL_ASIDE.format(count=number(len(report.critical)))
    return section(texts.CRITICAL_TITLE, *_failed(report.critical, caps), aside=aside)


def warnings_part(report: QualityReport, caps: Caps) -> Markup:
    """Return the warnings, with what they touch and their cells."""
    if report.checks is None:
        return section(texts.WARNINGS_TITLE, element("p", texts.NOT_CHECKED, class_="nothing"))
    if not report.warnings:
        return section(texts.WARNINGS_TITLE, element("p", texts.NO_WARNINGS, class_="nothing"))
    aside = texts.WARNINGS_ASIDE.format(count=number(len(report.warnings)))
    return section(texts.WARNINGS_TITLE, *_failed(report.warnings, caps), aside=aside)


def _failed(checks: Sequence[ReportedCheck], caps: Caps) -> list[Markup]:
    shown = checks[: caps.groups]
    parts = [_one(check, caps) for check in shown]
    if len(shown) < len(checks):
        parts.append(note(texts.REMAINING_CHECKS.format(count=number(len(checks) - len(shown)))))
    return parts


def _one(check: ReportedCheck, caps: Caps) -> Markup:
    facts = texts.CHECK_FACTS.format(
        owner=check.owner, checked=number(check.checked), unexpected=number(check.unexpected)
    )
    return join(
        element(
            "h3",
            _status(check),
            f" {caps.clip(check.sentence)}",
            element("small", facts),
        ),
        element("p", texts.CHECK_ERROR.format(error=caps.clip(check.error))) if check.error else None,
        element("p", _touched(check)),
        _cells(check, caps),
    )


def _touched(check: ReportedCheck) -> str:
    if not check.touches:
        return texts.TOUCHES_NONE
    named = "、".join(f"{metric.id} {metric.name}" for metric in check.touches[:_METRICS_NAMED])
    if len(check.touches) > _METRICS_NAMED:
        named = texts.TOUCHES_MORE.format(metrics=named, count=number(len(check.touches)))
    return texts.TOUCHES.format(metrics=named)


def _cells(check: ReportedCheck, caps: Caps) -> Markup | None:
    if not check.failures:
        if not check.examples:
            return None
        examples = "、".join(caps.clip(example) for example in check.examples)
        return note(texts.FAILING_EXAMPLES.format(examples=examples))
    shown = check.failures[: caps.group_rows]
    rows = [_cell(failure, caps) for failure in shown]
    hidden = max(check.unexpected, len(check.failures)) - len(shown)
    told = texts.FAILING_SHOWN.format(shown=number(len(shown)), total=number(len(shown) + hidden))
    return join(
        table(columns(texts.FAILING_COLUMNS, "stpww"), rows, style=LIST), note(told) if hidden else None
    )


def _cell(failure: FailingCell, caps: Caps) -> tuple[str, ...]:
    return (
        caps.clip(unit_name(failure.unit)),
        caps.clip(failure.file or texts.MISSING),
        caps.clip(place(failure.sheet, failure.cell)),
        caps.clip(failure.value) if failure.value is not None else texts.MISSING,
        caps.clip(failure.text),
    )


def all_checks(report: QualityReport, caps: Caps) -> Markup | None:
    """Return every check, folded by suite; None where nothing was checked."""
    if not report.checks:
        return None
    ordered = sorted(report.checks, key=lambda check: (check.suite, check.success))
    passed = sum(check.success for check in report.checks)
    shown = ordered[: caps.checks]
    parts: list[Markup] = []
    for suite, group in groupby(shown, key=lambda check: check.suite):
        members = list(group)
        of_suite = [check for check in report.checks if check.suite == suite]
        counted = texts.SUITE_PASSED.format(
            passed=number(sum(check.success for check in of_suite)), checks=number(len(of_suite))
        )
        parts.append(
            element(
                "details",
                element(
                    "summary", element("strong", caps.clip(dataset_label(suite))), element("span", counted)
                ),
                table(
                    columns(texts.CHECK_COLUMNS, "swnns"),
                    [_line(check, caps) for check in members],
                    style=LIST,
                ),
            )
        )
    told = shown_of(shown, ordered, texts.ROWS_SHOWN)
    aside = texts.CHECKS_ASIDE.format(checks=number(len(ordered)), passed=number(passed))
    return section(texts.CHECKS_TITLE, *parts, note(told) if told else None, aside=aside)


def _line(check: ReportedCheck, caps: Caps) -> tuple[Markup | str, ...]:
    return (
        _status(check),
        caps.clip(check.sentence),
        number(check.checked),
        number(check.unexpected),
        check.owner,
    )


def _status(check: ReportedCheck) -> Markup:
    if check.success:
        return badge("ok", texts.PASSED)
    if check.error:
        return badge("bad" if check.is_critical else "warning", texts.UNABLE)
    return badge("bad", texts.FAILED) if check.is_critical else badge("warning", texts.WARNED)
