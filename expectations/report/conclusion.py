"""The first screen of the report: may the run be published, why, in figures, and who does what now."""

from __future__ import annotations

from collections.abc import Iterator

from expectations.report import texts
from expectations.report.markup import LIST, Markup, columns, element, join, section, table
from expectations.report.model import QualityReport, ReportedCheck
from expectations.report.words import Caps, clock, day, number

_REASONS_SHOWN = 6


def head(report: QualityReport) -> Markup:
    """Return the title with run, time, cut-off and the badge of synthetic data."""
    facts = report.facts
    pills = [texts.RUN.format(run=report.run), texts.WRITTEN.format(at=clock(report.written_at))]
    if facts.data_cutoff is not None:
        pills.append(texts.CUTOFF.format(day=day(facts.data_cutoff)))
    return element(
        "header",
        element("h1", texts.TITLE),
        *(element("span", text, class_="pill") for text in pills),
        element("span", texts.DEMO, class_="pill demo") if facts.is_demo else None,
    )


def conclusion(report: QualityReport, caps: Caps) -> Markup:
    """Return the verdict in words for a leader, with the run's figures."""
    if report.is_published:
        kind = "warning" if report.warnings else "ok"
        word, told = texts.PUBLISHED, _published(report)
    elif report.checks is None and not report.refused:
        kind, word, told = "warning", texts.NOTHING, _nothing(report)
    else:
        kind, word, told = "bad", texts.BLOCKED, _blocked(report, caps)
    return element(
        "div", element("p", word, class_="word"), told, figures(report), class_=f"conclusion {kind}"
    )


def _published(report: QualityReport) -> Markup:
    words = texts.PUBLISHED_WARNED if report.warnings else texts.PUBLISHED_CLEAN
    return _lead(words.format(snapshot=report.snapshot, warnings=len(report.warnings)))


def _nothing(report: QualityReport) -> Markup:
    statuses = {file.status for file in report.facts.files}
    if not statuses:
        words = texts.NOTHING_AT_ALL
    elif statuses == {"duplicate"}:
        words = texts.NOTHING_NEW
    else:
        words = texts.NOTHING_USABLE
    return join(_lead(words), _lead(_standing(report)))


def _blocked(report: QualityReport, caps: Caps) -> Markup:
    critical = report.critical
    reasons = [caps.clip(one) for one in report.refused]
    if any(check.error for check in critical):
        words = texts.BLOCKED_ENGINE
    elif critical:
        words = texts.BLOCKED_CHECKS.format(critical=len(critical))
    elif reasons:
        words = texts.BLOCKED_OTHERWISE
    else:
        words = texts.BLOCKED_UNCHECKED
    reasons += [caps.clip(_reason(check)) for check in critical]
    hidden = len(reasons) - _REASONS_SHOWN
    listed = [element("li", reason) for reason in reasons[:_REASONS_SHOWN]]
    if hidden > 0:
        listed.append(element("li", texts.AND_MORE.format(count=number(hidden))))
    return join(_lead(words), element("ul", *listed) if listed else None, _lead(_standing(report)))


def _reason(check: ReportedCheck) -> str:
    if check.error is not None:
        return check.error
    return texts.REASON.format(sentence=check.sentence, unexpected=number(check.unexpected))


def _standing(report: QualityReport) -> str:
    standing = report.standing
    if standing is None:
        return texts.NO_STANDING
    if standing.data_cutoff is None:
        return texts.STANDING_UNDATED.format(snapshot=standing.snapshot)
    return texts.STANDING.format(snapshot=standing.snapshot, day=day(standing.data_cutoff))


def _lead(text: str) -> Markup:
    return element("p", text, class_="lead")


def figures(report: QualityReport) -> Markup:
    """Return the run in eight figures."""
    facts = report.facts
    loaded = sum(file.status == "loaded" for file in facts.files)
    shown = [
        (texts.FIGURE_FILES, number(len(facts.files)), texts.UNIT_FILES),
        (texts.FIGURE_LOADED, number(loaded), texts.UNIT_FILES),
        (texts.FIGURE_REFUSED, number(len(facts.files) - loaded), texts.UNIT_FILES),
        (texts.FIGURE_ROWS, number(sum(table.rows_in for table in facts.tables)), texts.UNIT_ROWS),
        (texts.FIGURE_LOADED_ROWS, number(sum(table.loaded for table in facts.tables)), texts.UNIT_ROWS),
        (
            texts.FIGURE_QUARANTINED,
            number(sum(table.quarantined for table in facts.tables)),
            texts.UNIT_ROWS,
        ),
        (
            texts.FIGURE_TO_MEND,
            number(sum(one.severity == "error" for one in facts.to_mend)),
            texts.UNIT_PLACES,
        ),
    ]
    if report.checks is not None:
        passed = sum(check.success for check in report.checks)
        shown.append((texts.FIGURE_CHECKS, f"{number(passed)}/{number(len(report.checks))}", ""))
    return element(
        "dl",
        *(
            element(
                "div", element("dt", label), element("dd", digits, element("small", unit) if unit else None)
            )
            for label, digits, unit in shown
        ),
        class_="figures",
    )


def to_do(report: QualityReport, caps: Caps) -> Markup:
    """Return who does what next, the most pressing first."""
    rows = list(_tasks(report, caps))
    if not rows:
        return section(texts.TO_DO, element("p", texts.TO_DO_NOTHING, class_="nothing"))
    return section(texts.TO_DO, table(columns(texts.TO_DO_COLUMNS, "st"), rows, style=LIST))


def _tasks(report: QualityReport, caps: Caps) -> Iterator[tuple[str, str]]:
    facts = report.facts
    if report.refused:
        reasons = "；".join(caps.clip(reason) for reason in report.refused[:_REASONS_SHOWN])
        yield texts.DATA_OWNER, texts.TO_DO_OTHERWISE.format(reasons=reasons)
    for checks, words in ((report.critical, texts.TO_DO_CRITICAL), (report.warnings, texts.TO_DO_WARNINGS)):
        owners = [check.owner for check in checks]
        for owner in dict.fromkeys(owners):
            yield owner, words.format(count=number(owners.count(owner)))
    troubled = sum(one.problem is not None for one in facts.corrections)
    if troubled:
        yield texts.DATA_OWNER, texts.TO_DO_CORRECTIONS.format(count=number(troubled))
    errors = [one for one in facts.to_mend if one.severity == "error"]
    if errors:
        units = number(len({one.unit for one in errors}))
        yield (
            texts.SENDERS,
            texts.TO_DO_UNITS.format(units=units, errors=number(len(errors)), run=report.run),
        )
    statuses = [file.status for file in facts.files]
    for status, words in (("rejected", texts.TO_DO_REFUSED), ("waiting", texts.TO_DO_WAITING)):
        if status in statuses:
            yield texts.SENDERS, words.format(count=number(statuses.count(status)))
