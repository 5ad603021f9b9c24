"""Panels of 数据质量."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from dashboard.data.data_quality import DataQuality
from dashboard.data.verdict import FailedCheck, PastOutcome
from dashboard.formatting import MISSING, clock, number, percent
from dashboard.markup import Markup, element, join, span
from dashboard.status import Status
from dashboard.texts import common
from dashboard.texts import quality as texts
from dashboard.widgets.lineage_links import table_link
from dashboard.widgets.panels import text_panel
from dashboard.widgets.parts import TableColumn, caption, status_badge, table
from dashboard.widgets.safe import empty
from warehouse.contracts.registry import DATASETS
from warehouse.ledger_reading import Check, Finding, QuarantinedRow, TableAccount
from warehouse.metrics.catalogue import METRICS
from warehouse.snapshots import Snapshot
from warehouse.source_rows import SKIP_REASONS, Fate

_FULL = 100.0
_METRICS_NAMED = 8


def _columns(headers: Sequence[str], kinds: str) -> tuple[TableColumn, ...]:
    """Return columns; kinds has one letter each: t text, n number, s short, w wide."""
    names = {"t": "text", "n": "number", "s": "nowrap", "w": "wide"}
    return tuple(TableColumn(header, names[kind]) for header, kind in zip(headers, kinds, strict=True))


def verdict_panel(found: DataQuality) -> None:
    """Show the verdict, checks that failed, and all checks by suite."""
    outcome = found.verdict
    if outcome is None:
        title = texts.VERDICT_NONE
    elif not outcome.success:
        title = texts.VERDICT_FAILED.format(critical=outcome.critical)
    else:
        words = texts.VERDICT_WARNED if outcome.warning else texts.VERDICT_PASSED
        title = words.format(passed=outcome.passed, checks=outcome.checks, warning=outcome.warning)
    text_panel(
        "verdict",
        title,
        join(
            element("div", *(_failed(check) for check in found.failed), class_="fz-failed")
            if found.failed
            else None,
            _suites(found.checks) if found.checks else empty(texts.VERDICT_NONE),
        ),
        note=texts.VERDICT_NOTE,
    )


def _failed(check: FailedCheck) -> Markup:
    """Return a failed check that opens to its metrics and cells."""
    hint = check.hint
    facts = texts.FAILED_FACTS.format(unexpected=number(hint.unexpected), owner=hint.owner)
    return element(
        "details",
        element(
            "summary",
            _failed_badge(check),
            element("strong", hint.sentence),
            element("span", facts),
        ),
        caption(texts.FAILED_ERROR.format(error=hint.error)) if hint.error else None,
        caption(_metrics(check.metrics)) if check.metrics else None,
        _failed_cells(check),
        class_="fz-suite",
    )


def _failed_badge(check: FailedCheck) -> Markup:
    status = Status.LAGGING if check.is_critical else Status.WARNING
    word = texts.CRITICAL_WORD if check.is_critical else texts.WARNING_WORD
    return span(f"fz-status fz-status-{status.value.css_class}", f"{status.shape} {word}")


def _metrics(metric_ids: Sequence[str]) -> str:
    named = "、".join(f"{one} {METRICS[one].name}" for one in metric_ids[:_METRICS_NAMED])
    if len(metric_ids) > _METRICS_NAMED:
        named = texts.FAILED_METRICS_MORE.format(metrics=named, count=number(len(metric_ids)))
    return texts.FAILED_METRICS.format(metrics=named)


def _failed_cells(check: FailedCheck) -> Markup:
    if not check.cells:
        examples = "；".join(check.hint.examples)
        return caption(texts.FAILED_EXAMPLES.format(examples=examples) if examples else texts.FAILED_NO_CELLS)
    rows = [
        (
            cell.unit or MISSING,
            cell.file or MISSING,
            "!".join(part for part in (cell.sheet, cell.cell) if part) or MISSING,
            MISSING if cell.value is None else cell.value,
            cell.text,
        )
        for cell in check.cells
    ]
    total = max(check.hint.unexpected, len(rows))
    told = texts.FAILED_SHOWN.format(shown=number(len(rows)), total=number(total))
    return join(
        table(_columns(texts.FAILED_COLUMNS, "sttww"), rows, tall=True),
        caption(told) if total > len(rows) else None,
    )


def history_panel(outcomes: Sequence[PastOutcome]) -> None:
    """Show what was decided on the latest loads, those that were not published among them."""
    rows = [
        (
            clock(one.started_at),
            MISSING if one.sequence is None else f"#{one.sequence}",
            _outcome(one),
            number(one.critical),
            number(one.warning),
            MISSING if one.checks is None else number(one.checks),
        )
        for one in outcomes
    ]
    body = (
        table(_columns(texts.HISTORY_COLUMNS, "sssnnn"), rows, tall=True)
        if rows
        else empty(texts.HISTORY_NONE)
    )
    text_panel("history", texts.HISTORY_TITLE, body, note=texts.HISTORY_NOTE)


def _outcome(one: PastOutcome) -> str:
    if one.sequence is None:
        return texts.HISTORY_BLOCKED
    return texts.HISTORY_WARNED if one.warning else texts.HISTORY_PUBLISHED


def _check(check: Check) -> tuple[Markup | str, ...]:
    if check.success:
        status = Status.NORMAL
    else:
        status = Status.LAGGING if check.severity == "critical" else Status.WARNING
    return status_badge(status), check.sentence, number(check.checked), number(check.unexpected)


def _suites(checks: Sequence[Check]) -> Markup:
    """Return the checks by suite, each suite to be opened."""
    ordered = sorted(checks, key=lambda check: check.suite)
    suites = []
    for suite, group in groupby(ordered, key=lambda check: check.suite):
        members = list(group)
        passed = sum(check.success for check in members)
        suites.append(
            element(
                "details",
                element(
                    "summary",
                    element("strong", _suite_name(suite)),
                    element("span", texts.SUITE_PASSED.format(passed=passed, checks=len(members))),
                ),
                table(_columns(texts.CHECK_COLUMNS, "swnn"), [_check(check) for check in members]),
                class_="fz-suite",
            )
        )
    return element("div", *suites, class_="fz-suites")


def _suite_name(suite: str) -> str:
    dataset = DATASETS.get(suite)
    return dataset.label if dataset else suite


def conservation_panel(found: DataQuality) -> None:
    """Show where every source row went."""
    total = found.total
    missing = total.rows_in - total.loaded - total.quarantined - total.skipped_total
    if missing:
        title = texts.CONSERVATION_BROKEN.format(rows=number(total.rows_in), missing=number(missing))
    else:
        title = texts.CONSERVATION_TITLE.format(rows=number(total.rows_in))
    ways = [(texts.LOADED, total.loaded), (texts.QUARANTINED, total.quarantined)]
    ways += [
        (texts.SKIPPED.format(reason=SKIP_REASONS.get(reason, reason)), rows)
        for reason, rows in sorted(total.skipped.items(), key=lambda pair: -pair[1])
        if rows
    ]
    rows = [
        (name, number(count), percent(_FULL * count / total.rows_in) if total.rows_in else MISSING)
        for name, count in ways
    ]
    text_panel(
        "conservation",
        title,
        table(_columns(texts.CONSERVATION_COLUMNS, "tnn"), rows),
        note=texts.CONSERVATION_NOTE,
    )


def causes_panel(found: DataQuality) -> None:
    """Show the kinds of findings, with what to do about each."""
    rows = [
        (
            texts.SEVERITIES.get(cause.severity, cause.severity),
            cause.title,
            number(cause.findings),
            number(cause.rows),
            number(cause.files),
            cause.remedy or texts.SEE_LIST,
        )
        for cause in found.causes
    ]
    body = (
        table(_columns(texts.CAUSES_COLUMNS, "stnnnw"), rows, tall=True) if rows else empty(texts.NO_FINDINGS)
    )
    text_panel("causes", texts.CAUSES_TITLE, body)


def units_panel(found: DataQuality) -> None:
    """Show who has how much to mend."""
    rows = [
        (row.unit, number(row.errors), number(row.warnings), number(row.rows), number(row.files))
        for row in found.by_unit
    ]
    body = (
        table(_columns(texts.UNITS_COLUMNS, "tnnnn"), rows, tall=True) if rows else empty(texts.NO_FINDINGS)
    )
    text_panel("by_unit", texts.UNITS_TITLE, body)


def findings_panel(rows: Sequence[Finding], unit: str | None, cause: str | None) -> None:
    """Show findings with file, sheet and cells, and what to type instead."""
    if not rows:
        text_panel("findings", texts.FINDINGS_TITLE, _nothing(unit, cause, texts.NO_FINDINGS))
        return
    shown = [
        (
            row.unit,
            row.file,
            f"{row.sheet}!{row.cells}" if row.sheet else row.cells,
            texts.SEVERITIES.get(row.severity, row.severity),
            row.message,
            row.remedy,
        )
        for row in rows
    ]
    text_panel(
        "findings",
        texts.FINDINGS_TITLE,
        table(_columns(texts.FINDINGS_COLUMNS, "swtsww"), shown, tall=True),
        aside=texts.FINDINGS_ASIDE.format(shown=len(rows)),
    )


def quarantined_panel(snapshot: Snapshot, rows: Sequence[QuarantinedRow], unit: str | None) -> None:
    """Show the rows kept out as they were written; each leads to its table and its original."""
    if not rows:
        text_panel("kept_out", texts.QUARANTINED_TITLE, _nothing(unit, None, texts.NO_QUARANTINED))
        return
    shown = [
        (
            row.unit,
            row.file,
            table_link(
                snapshot,
                row.table_id,
                f"{row.sheet} {texts.QUARANTINED_ROW.format(row=row.source_row)}".strip(),
                fate=Fate.QUARANTINED,
                row=row.source_row,
            ),
            "、".join(row.titles),
            _raw(row),
        )
        for row in rows
    ]
    text_panel(
        "kept_out",
        texts.QUARANTINED_TITLE,
        table(_columns(texts.QUARANTINED_COLUMNS, "swttw"), shown, tall=True),
        aside=texts.FINDINGS_ASIDE.format(shown=len(rows)),
    )


def _raw(row: QuarantinedRow) -> str:
    labels = {column.name: column.label for column in DATASETS[row.dataset].columns}
    return "；".join(f"{labels.get(name, name)}：{text}" for name, text in row.raw.items() if text)


def _nothing(unit: str | None, cause: str | None, text: str) -> Markup:
    conditions = [name for name in (unit, cause) if name]
    if not conditions:
        return empty(text)
    return empty(common.FILTERED_EMPTY.format(conditions="、".join(conditions)))


def accounts_panel(snapshot: Snapshot, found: DataQuality) -> None:
    """Show the row account of each table; each leads to its rows."""
    broken = sum(not account.balances for account in found.accounts)
    state = texts.SOME_BROKEN.format(count=broken) if broken else texts.ALL_BALANCE
    body = (
        table(
            _columns(texts.ACCOUNTS_COLUMNS, "ttsnnnts"),
            [_account(snapshot, account) for account in found.accounts],
            tall=True,
        )
        if found.accounts
        else empty()
    )
    text_panel(
        "accounts",
        texts.ACCOUNTS_TITLE,
        body,
        aside=texts.ACCOUNTS_ASIDE.format(count=len(found.accounts), broken=state),
    )


def _account(snapshot: Snapshot, account: TableAccount) -> tuple[str, ...]:
    skipped = "、".join(
        f"{SKIP_REASONS.get(reason, reason)} {number(rows)}"
        for reason, rows in account.skipped.items()
        if rows
    )
    dataset = DATASETS.get(account.dataset)
    return (
        table_link(snapshot, account.table_id, account.file),
        account.sheet or MISSING,
        dataset.label if dataset else account.dataset,
        number(account.rows_in),
        number(account.loaded),
        number(account.quarantined),
        skipped or "0",
        texts.BALANCED if account.balances else texts.NOT_BALANCED,
    )


def refused_panel(found: DataQuality) -> None:
    """Show the files that were not loaded, and what to do."""
    rows = [(refused.name, refused.reason) for refused in found.refused]
    body = table(_columns(texts.REFUSED_COLUMNS, "ww"), rows, tall=True) if rows else empty(texts.NO_REFUSED)
    text_panel("refused", texts.REFUSED_TITLE, body)


def runs_panel(found: DataQuality) -> None:
    """Show the loads of this snapshot, with Beijing time."""
    rows = [
        (
            f"#{run.sequence}",
            clock(run.started_at),
            number(run.files),
            number(run.loaded_files),
            number(run.duplicate_files),
            number(run.rejected_files),
            number(run.rows_in),
            number(run.quarantined),
        )
        for run in found.runs
    ]
    text_panel(
        "runs",
        texts.RUNS_TITLE,
        table(_columns(texts.RUNS_COLUMNS, "ssnnnnnn"), rows, tall=True),
        note=texts.RUNS_NOTE,
    )
