"""数据质量: what the ledger keeps of checks, loads and sheets, and how quality has gone (Q01–Q05)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import streamlit as st

from dashboard.charts.against_target import against_target
from dashboard.charts.bars import stacked_bars
from dashboard.data.data_quality import Loads, QualityTrend
from dashboard.data.verdict import PastOutcome
from dashboard.formatting import (
    MISSING,
    PERCENT,
    PERCENTAGE_POINT,
    clock,
    figure,
    number,
    percent,
)
from dashboard.markup import Markup, div, element, join
from dashboard.palette import BAD, WARN
from dashboard.periods import Moment, month_label
from dashboard.status import Status
from dashboard.texts import quality as texts
from dashboard.widgets.lineage_links import split_into, table_link
from dashboard.widgets.notes import source_note
from dashboard.widgets.panels import card, chart, chart_panel, text_panel
from dashboard.widgets.parts import caption, columns_of, status_badge, table
from dashboard.widgets.picture_button import picture_button
from dashboard.widgets.safe import show
from warehouse.contracts.registry import DATASETS
from warehouse.ledger_reading import Check, TableAccount
from warehouse.metrics.catalogue import METRICS
from warehouse.metrics.model import Better
from warehouse.metrics.selection import Grain, Selection
from warehouse.snapshots import Snapshot
from warehouse.source_rows import SKIP_REASONS
from warehouse.watchlists.source_files import SheetRead, SheetsRead

_FULL = 100.0
# A history of one load is a number, not a chart.
_FEWEST_LOADS = 2
_TRENDS_IN_A_ROW = 3


def trend_panels(snapshot: Snapshot, moment: Moment, trends: Sequence[QualityTrend]) -> None:
    """Show Q01–Q05 by month, each against its target."""
    for first in range(0, len(trends), _TRENDS_IN_A_ROW):
        row = trends[first : first + _TRENDS_IN_A_ROW]
        for column, trend in zip(st.columns(_TRENDS_IN_A_ROW), row, strict=False):
            with column:
                _trend_panel(snapshot, moment, trend)


def _trend_panel(snapshot: Snapshot, moment: Moment, trend: QualityTrend) -> None:
    metric = METRICS[trend.metric_id]
    values = [answer.value for answer in trend.answers]
    drawing = None
    if any(value is not None for value in values):
        drawing = against_target(
            [_month(label) for label in trend.months],
            values,
            [answer.n for answer in trend.answers],
            metric.unit,
            axis_title=f"{metric.name}（{metric.unit}）",
            target=trend.target,
            target_words=texts.TREND_TARGET.format(target=figure(trend.target, metric.unit)),
            ticks=[month_label(label) for label in trend.months],
        )
    chart_panel(
        snapshot,
        f"trend_{trend.metric_id}",
        _trend_title(trend),
        drawing,
        metric_id=trend.metric_id,
        selection=split_into(trend.selection, grain=Grain.MONTH),
        note=source_note([trend.metric_id], moment),
        nothing=_plain(texts.TREND_NONE_TEXT),
        aside=texts.TREND_ASIDE,
    )


def _month(label: str) -> str:
    year, _, month = label.partition("-")
    return f"{year}年{int(month)}月"


def _trend_title(trend: QualityTrend) -> str:
    """Return the latest value, and how far it is from the target."""
    metric = METRICS[trend.metric_id]
    known = [place for place, answer in enumerate(trend.answers) if answer.value is not None]
    if not known:
        return texts.TREND_NONE.format(name=metric.name)
    value = trend.answers[known[-1]].value or 0.0
    said = {
        "name": metric.name,
        "period": month_label(trend.months[known[-1]]),
        "value": str(figure(value, metric.unit)),
    }
    if trend.target is None or metric.better is Better.NEUTRAL:
        return texts.TREND_FOUND.format(**said)
    gap = trend.target - value if metric.better is Better.UP else value - trend.target
    if gap <= 0:
        return texts.TREND_REACHED.format(**said)
    unit = PERCENTAGE_POINT if metric.unit == PERCENT else metric.unit
    return texts.TREND_BELOW.format(**said, gap=f"{number(round(gap, 1))} {unit}")


def checks_panel(checks: Sequence[Check]) -> None:
    """Show all checks by suite."""
    text_panel("checks", texts.SUITES_TITLE, _suites(checks) if checks else _plain(texts.VERDICT_NONE))


def history_panel(snapshot: Snapshot, outcomes: Sequence[PastOutcome]) -> None:
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
    with card("history", texts.HISTORY_TITLE):
        if not rows:
            show(_plain(texts.HISTORY_NONE))
        if len(rows) >= _FEWEST_LOADS:
            _history_chart(snapshot, outcomes)
        if rows:
            show(table(columns_of(texts.HISTORY_COLUMNS, "sssnnn"), rows, tall=True))
        show(caption(texts.HISTORY_NOTE))


def _history_chart(snapshot: Snapshot, outcomes: Sequence[PastOutcome]) -> None:
    """Show how many checks failed on each load, the first on the left."""
    ordered = list(reversed(outcomes))
    title = texts.HISTORY_CHART_TITLE.format(count=number(len(ordered)))
    drawing = stacked_bars(
        [clock(one.started_at)[5:] for one in ordered],
        dict(
            zip(
                texts.HISTORY_PARTS,
                ([one.critical for one in ordered], [one.warning for one in ordered]),
                strict=True,
            )
        ),
        texts.CHECK_UNIT,
        axis_title=texts.HISTORY_CHART_AXIS,
        colours=(BAD, WARN),
        height=200,
    )
    drawn = chart("history", drawing, title)
    with st.container(horizontal=True, horizontal_alignment="right", key="actions_history"):
        picture_button(snapshot, drawn, (), Selection(), key="history")


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
                table(columns_of(texts.CHECK_COLUMNS, "swnn"), [_check(check) for check in members]),
                class_="fz-suite",
            )
        )
    return element("div", *suites, class_="fz-suites")


def _suite_name(suite: str) -> str:
    dataset = DATASETS.get(suite)
    return dataset.label if dataset else suite


def conservation_panel(found: Loads) -> None:
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
        table(columns_of(texts.CONSERVATION_COLUMNS, "tnn"), rows),
        note=texts.CONSERVATION_NOTE,
    )


def accounts_panel(snapshot: Snapshot, found: Loads) -> None:
    """Show the row account of each table; each leads to its rows."""
    broken = sum(not account.balances for account in found.accounts)
    state = texts.SOME_BROKEN.format(count=broken) if broken else texts.ALL_BALANCE
    body = (
        table(
            columns_of(texts.ACCOUNTS_COLUMNS, "ttsnnnts"),
            [_account(snapshot, account) for account in found.accounts],
            tall=True,
        )
        if found.accounts
        else _plain(texts.HISTORY_NONE)
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


def refused_panel(found: Loads) -> None:
    """Show the files that were not loaded, and what to do."""
    rows = [(refused.name, refused.reason) for refused in found.refused]
    body = (
        table(columns_of(texts.REFUSED_COLUMNS, "ww"), rows, tall=True) if rows else _plain(texts.NO_REFUSED)
    )
    text_panel("refused", texts.REFUSED_TITLE, body)


def runs_panel(found: Loads) -> None:
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
        table(columns_of(texts.RUNS_COLUMNS, "ssnnnnnn"), rows, tall=True),
        note=texts.RUNS_NOTE,
    )


def sheets_panel(found: SheetsRead) -> None:
    """Show the sheets that were not read, or not with certainty, and why."""
    counts = found.counts
    parts = "、".join(
        f"{texts.OUTCOMES.get(outcome, outcome)} {number(count)}"
        for outcome, count in sorted(counts.items(), key=lambda pair: -pair[1])
    )
    unsure = sum(one.outcome == "recognised" for one in found.sheets)
    said = [
        words.format(count=number(count))
        for words, count in (
            (texts.SHEETS_UNREAD, found.unread),
            (texts.SHEETS_UNSURE, unsure),
            (texts.SHEETS_HIDDEN, found.hidden_unread),
        )
        if count
    ]
    more = texts.SHEETS_SHOWN.format(shown=number(len(found.sheets)), total=number(found.total))
    text_panel(
        "sheets",
        "，".join(said) or texts.SHEETS_TITLE_CLEAN,
        join(
            table(columns_of(texts.SHEETS_COLUMNS, "swttw"), [_sheet(one) for one in found.sheets], tall=True)
            if found.sheets
            else _plain(texts.SHEETS_NONE),
            caption(more) if found.total > len(found.sheets) else None,
        ),
        note=texts.SHEETS_NOTE,
        aside=texts.SHEETS_ASIDE.format(total=number(sum(counts.values())), parts=parts) if parts else None,
    )


def _sheet(one: SheetRead) -> tuple[str | Markup, ...]:
    shape = texts.OUTCOME_SHAPES.get(one.outcome, "")
    outcome = f"{shape} {texts.OUTCOMES.get(one.outcome, one.outcome)}"
    said = [one.reason] if one.reason else []
    if one.certainty and one.outcome == "recognised":
        said.append(texts.SHEET_CERTAINTY.format(certainty=one.certainty))
    if one.unknown:
        said.append(texts.SHEET_UNKNOWN.format(headers="、".join(one.unknown)))
    if one.likened:
        said.append(texts.SHEET_LIKENED.format(headers="、".join(one.likened)))
    dataset = DATASETS.get(one.dataset or "")
    hidden = element("small", texts.SHEET_HIDDEN, class_="fz-tag") if one.is_hidden else None
    return (
        outcome,
        one.file,
        join(one.sheet or MISSING, hidden),
        dataset.label if dataset else MISSING,
        "；".join(said) or MISSING,
    )


def _plain(text: str) -> Markup:
    return div("fz-text", text)
