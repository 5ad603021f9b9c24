"""The blocks of 一单位一档 about how the unit is seen: three systems, assessment, reporting, time limits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from dashboard.data.unit_file import DUE_WITHIN_DAYS, PEOPLE, THREE_SYSTEMS, UnitFile
from dashboard.formatting import MISSING, iso_day, listed, number, percent
from dashboard.markup import Child, Markup, div, join, span
from dashboard.status import Status
from dashboard.texts import pages
from dashboard.texts import unit_file as texts
from dashboard.widgets.honours import honours_table
from dashboard.widgets.judged import judged_number
from dashboard.widgets.lineage_links import number_link, table_link, trace_link
from dashboard.widgets.parts import caption, status_badge
from dashboard.widgets.unit_blocks import Block, block
from warehouse.metrics.catalogue import METRICS
from warehouse.snapshots import Snapshot
from warehouse.source_rows import Fate
from warehouse.watchlists.deadlines import Deadline
from warehouse.watchlists.unit_filing import FiledTable


def deadlines(snapshot: Snapshot, found: UnitFile) -> Block | None:
    """Return what is past its time limit or near it, the longest overdue first."""
    if not found.deadlines:
        return None

    def row(one: Deadline) -> tuple[Child, ...]:
        is_over = one.days_left < 0
        words = texts.OVER if is_over else texts.LEFT if one.days_left else texts.TODAY
        days = words.format(days=number(abs(one.days_left)))
        name = one.what or MISSING
        link = trace_link(snapshot, "T03", found.selection, name, row=one.row_id) if is_over else name
        return (
            status_badge(Status.LAGGING if is_over else Status.WARNING, days),
            join(span("fz-state", one.clock), " ", link),
            iso_day(one.due_on),
        )

    overdue = sum(one.days_left < 0 for one in found.deadlines)
    title = texts.DEADLINES_TITLE.format(
        overdue=overdue, days=DUE_WITHIN_DAYS, soon=len(found.deadlines) - overdue
    )
    return block(
        "deadlines",
        texts.DEADLINES,
        title,
        texts.DEADLINES_COLUMNS,
        ("nowrap", "text", "nowrap"),
        [row(one) for one in found.deadlines],
        ("T03", "T02"),
        ("weekly", pages.WEEKLY_REVIEW),
    )


def systems(snapshot: Snapshot, found: UnitFile) -> Block | None:
    """Return the seven numbers of the three systems (三项制度); None for who does not enforce."""
    known = [name for name in THREE_SYSTEMS if found.numbers[name].answer.value is not None]
    if not known:
        return None
    lagging = [METRICS[name].name for name in known if found.numbers[name].status is Status.LAGGING]
    judged = [found.numbers[name].status for name in known if found.numbers[name].status is not None]
    title = texts.SYSTEMS_TITLE_PLAIN
    if judged:
        title = texts.SYSTEMS_TITLE_FINE
    if lagging:
        title = texts.SYSTEMS_TITLE.format(names=listed(lagging, texts.NAMED))
    return Block(
        "systems",
        texts.SYSTEMS,
        title,
        div("fz-facts", *(_fact(snapshot, found, name) for name in THREE_SYSTEMS)),
        ("E04", "E01", "E05"),
        ("enforcement", pages.ENFORCEMENT),
        6,
    )


def _fact(snapshot: Snapshot, found: UnitFile, metric_id: str) -> Markup:
    value = judged_number(snapshot, metric_id, found.selection, found.numbers[metric_id])
    return div("fz-fact", span("fz-fact-name", METRICS[metric_id].name), span("fz-fact-value", value))


def assessed(snapshot: Snapshot, found: UnitFile) -> Block | None:
    """Return the year's indicators by stage, and the last reports on duty (述法)."""
    if not found.indicators and not found.duty_reports:
        return None
    rows = [
        (
            one.stage,
            number_link(snapshot, "A02", found.selection, one.indicator, stage=one.stage),
            f"{_score(one.score)}/{_score(one.full_score)}",
            one.grade or MISSING,
        )
        for one in found.indicators
    ]
    title = texts.ASSESSED_TITLE_NONE
    if found.indicators:
        title = texts.ASSESSED_TITLE.format(
            stage=found.indicators[-1].stage, score=percent(found.numbers["A02"].answer.value)
        )
    reports = "、".join(
        texts.REPORT.format(
            year=one.year,
            post=one.post or "",
            form=one.form or MISSING,
            evaluation=texts.EVALUATION.format(evaluation=one.evaluation) if one.evaluation else "",
        )
        for one in found.duty_reports
    )
    made = block(
        "assessed",
        texts.ASSESSED,
        title,
        texts.ASSESSED_COLUMNS,
        ("nowrap", "text", "nowrap", "nowrap"),
        rows,
        ("A02", "A03", "A01"),
        ("assessment", pages.ASSESSMENT),
    )
    told = texts.REPORTED.format(reports=reports) if reports else texts.REPORT_NONE
    return Block(
        made.key,
        made.name,
        made.title,
        join(made.body if rows else None, caption(told)),
        made.metrics,
        made.page,
        made.rows + 2,
    )


def _score(value: object) -> str:
    return MISSING if value is None else number(float(str(value)))


def filing(snapshot: Snapshot, found: UnitFile) -> Block | None:
    """Return what the unit filed this year."""
    if not found.tables:
        return None

    def row(one: FiledTable) -> tuple[Child, ...]:
        kept_out = number(one.kept_out)
        limit: Child = texts.NO_LIMIT
        if one.is_on_time is not None:
            limit = (
                span("fz-state", texts.IN_TIME)
                if one.is_on_time
                else status_badge(Status.WARNING, texts.LATE)
            )
        return (
            iso_day(one.filed_on),
            one.dataset,
            table_link(snapshot, one.table_id, one.file),
            number(one.loaded),
            table_link(snapshot, one.table_id, kept_out, fate=Fate.QUARANTINED) if one.kept_out else kept_out,
            limit,
        )

    late = sum(one.is_on_time is False for one in found.tables)
    made = block(
        "filing",
        texts.FILING,
        texts.FILING_TITLE.format(total=number(len(found.tables)), late=number(late)),
        texts.FILING_COLUMNS,
        ("nowrap", "nowrap", "middle", "number", "number", "nowrap"),
        [row(one) for one in found.tables],
        ("Q01", "Q02"),
        ("reporting", pages.REPORTING),
    )
    return replace(made, rows=made.rows * 2)


def kept_out(snapshot: Snapshot, found: UnitFile) -> Block | None:
    """Return the rows of the unit's tables that it has still to mend, of all years."""
    if not found.kept_out:
        return None
    rows = [
        (
            one.dataset,
            one.file,
            table_link(
                snapshot, one.table_id, str(one.source_row), fate=Fate.QUARANTINED, row=one.source_row
            ),
            "、".join(one.reasons),
        )
        for one in found.kept_out
    ]
    made = block(
        "kept_out",
        texts.KEPT_OUT,
        texts.KEPT_OUT_TITLE.format(total=number(len(rows))),
        texts.KEPT_OUT_COLUMNS,
        ("nowrap", "middle", "number", "middle"),
        rows,
        ("Q02",),
        ("data-quality", pages.DATA_QUALITY),
    )
    return replace(made, rows=made.rows * 2)


def people(snapshot: Snapshot, found: UnitFile) -> Block | None:
    """Return the vice-principals, trained 普法骨干 and venues that the unit answers for."""
    known = [name for name in PEOPLE if found.numbers[name].answer.value is not None]
    if not known:
        return None
    return Block(
        "people",
        texts.PEOPLE,
        texts.PEOPLE_TITLE,
        div("fz-facts", *(_fact(snapshot, found, name) for name in known)),
        tuple(known),
        ("people", pages.PEOPLE),
        5,
    )


def honours(snapshot: Snapshot, found: UnitFile) -> Block | None:
    """Return the unit's honours (称号) with their next re-examination."""
    if not found.honours:
        return None
    held = sum(one.is_held for one in found.honours)
    overdue = sum(one.days_left < 0 for one in found.due)
    asked = replace(found.district, start=None, where={"subject": (found.honours[0].subject,)})
    return Block(
        "honours",
        texts.HONOURS,
        texts.HONOURS_TITLE.format(held=held, overdue=overdue),
        honours_table(snapshot, found.selection, found.honours, found.due),
        ("C01", "C06"),
        ("creation", pages.CREATION),
        len(found.honours) + 3,
        asked,
    )


RECORDS: tuple[tuple[str, Callable[[Snapshot, UnitFile], Block | None]], ...] = (
    (texts.DEADLINES, deadlines),
    (texts.ASSESSED, assessed),
    (texts.SYSTEMS, systems),
    (texts.HONOURS, honours),
    (texts.PEOPLE, people),
    (texts.FILING, filing),
    (texts.KEPT_OUT, kept_out),
)
