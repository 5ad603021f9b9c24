"""数据质量: what is answered at once, and what has to be mended."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.data.data_quality import DataQuality
from dashboard.data.verdict import FailedCheck
from dashboard.formatting import MISSING, listed, number
from dashboard.markup import Markup, div, element, join, span
from dashboard.status import Status
from dashboard.texts import common
from dashboard.texts import quality as texts
from dashboard.widgets import filters
from dashboard.widgets.file_links import page_link
from dashboard.widgets.lineage_links import table_link
from dashboard.widgets.panels import text_panel
from dashboard.widgets.parts import caption, columns_of, table
from warehouse.contracts.registry import DATASETS
from warehouse.ledger_reading import Finding, QuarantinedRow
from warehouse.metrics.catalogue import METRICS
from warehouse.snapshots import Snapshot
from warehouse.source_rows import Fate

PAGE = "data-quality"
UNITS_SHOWN = 7
CAUSES_SHOWN = 7
_UNITS_NAMED = 3
_METRICS_NAMED = 8


def trust_panel(found: DataQuality) -> None:
    """Answer whether the numbers may be trusted: the verdict, every row accounted for, who is missing."""
    text_panel(
        "verdict",
        _verdict(found),
        join(
            element("div", *(_failed(check) for check in found.failed), class_="fz-failed")
            if found.failed
            else None,
            div("fz-text fz-trust", *(element("p", line) for line in _trust(found))),
        ),
        note=texts.VERDICT_NOTE,
    )


def _verdict(found: DataQuality) -> str:
    outcome = found.verdict
    if outcome is None:
        return texts.VERDICT_NONE
    if not outcome.success:
        return texts.VERDICT_FAILED.format(critical=outcome.critical)
    words = texts.VERDICT_WARNED if outcome.warning else texts.VERDICT_PASSED
    return words.format(passed=outcome.passed, checks=outcome.checks, warning=outcome.warning)


def _trust(found: DataQuality) -> tuple[str | Markup, ...]:
    """Return the sentences on which trust rests, each with its shape."""
    total, reporting = found.total, found.reporting
    if found.missing_rows:
        rows = texts.TRUST_ROWS_BROKEN.format(rows=number(total.rows_in), missing=number(found.missing_rows))
    else:
        rows = texts.TRUST_ROWS.format(
            rows=number(total.rows_in),
            loaded=number(total.loaded),
            quarantined=number(total.quarantined),
            skipped=number(total.skipped_total),
        )
    mending = sum(row.errors > 0 for row in found.by_unit)
    mend = texts.TRUST_MEND.format(rows=number(total.quarantined), units=number(mending))
    if not reporting.expected:
        reported = texts.TRUST_NOBODY.format(period=reporting.period)
    elif reporting.missing:
        reported = texts.TRUST_MISSING.format(
            period=reporting.period,
            expected=number(reporting.expected),
            count=number(len(reporting.missing)),
            units=listed(list(reporting.missing), _UNITS_NAMED),
        )
    else:
        reported = texts.TRUST_REPORTED.format(period=reporting.period, expected=number(reporting.expected))
    return (
        rows,
        mend if total.quarantined else texts.TRUST_MEND_NONE,
        join(reported, " ", page_link("reporting", texts.TRUST_LINK)),
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
        table(columns_of(texts.FAILED_COLUMNS, "sttww"), rows, tall=True),
        caption(told) if total > len(rows) else None,
    )


def causes_panel(found: DataQuality) -> None:
    """Show the most frequent kinds of findings; the others stand with what to do about each, below."""
    shown = found.causes[:CAUSES_SHOWN]
    rows = [
        (
            texts.SEVERITIES.get(cause.severity, cause.severity),
            page_link(PAGE, cause.title, **{filters.CAUSE: cause.code}),
            number(cause.findings),
            number(cause.rows),
        )
        for cause in shown
    ]
    total = len(found.causes)
    more = texts.CAUSES_MORE.format(total=number(total), shown=number(len(shown)))
    text_panel(
        "causes",
        texts.CAUSES_FOUND.format(title=shown[0].title) if shown else texts.CAUSES_TITLE,
        table(columns_of(texts.CAUSES_SHORT, "stnn"), rows) if rows else _plain(texts.NO_FINDINGS),
        note=more if total > len(shown) else None,
    )


def remedies_panel(found: DataQuality) -> None:
    """Show what to do about each kind of finding."""
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
    if rows:
        body = table(columns_of(texts.CAUSES_COLUMNS, "stnnnw"), rows, tall=True)
        text_panel("remedies", texts.CAUSES_TITLE, body)


def units_panel(found: DataQuality) -> None:
    """Show who has how much to mend."""
    shown = found.by_unit[:UNITS_SHOWN]
    rows = [
        (
            page_link(PAGE, row.unit, **{filters.UNIT: row.unit}),
            number(row.errors),
            number(row.warnings),
            number(row.rows),
            number(row.files),
        )
        for row in shown
    ]
    total = len(found.by_unit)
    more = texts.UNITS_MORE.format(total=number(total), shown=number(len(shown)))
    title = texts.UNITS_TITLE
    if shown and shown[0].errors:
        title = texts.UNITS_FOUND.format(unit=shown[0].unit, errors=number(shown[0].errors))
    text_panel(
        "by_unit",
        title,
        table(columns_of(texts.UNITS_COLUMNS, "tnnnn"), rows) if rows else _plain(texts.NO_FINDINGS),
        note=more if total > len(shown) else None,
    )


def _plain(text: str) -> Markup:
    return div("fz-text", text)


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
        table(columns_of(texts.FINDINGS_COLUMNS, "swtsww"), shown, tall=True),
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
        table(columns_of(texts.QUARANTINED_COLUMNS, "swttw"), shown, tall=True),
        aside=texts.FINDINGS_ASIDE.format(shown=len(rows)),
    )


def _raw(row: QuarantinedRow) -> str:
    labels = {column.name: column.label for column in DATASETS[row.dataset].columns}
    return "；".join(f"{labels.get(name, name)}：{text}" for name, text in row.raw.items() if text)


def _nothing(unit: str | None, cause: str | None, text: str) -> Markup:
    conditions = [name for name in (unit, cause) if name]
    if not conditions:
        return _plain(text)
    return _plain(common.FILTERED_EMPTY.format(conditions="、".join(conditions)))
