"""What became of the run's files and rows: what to mend, what was refused, where each row went, how fresh."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import groupby

from expectations.report import texts
from expectations.report.markup import (
    COMPACT,
    LIST,
    Markup,
    badge,
    columns,
    element,
    join,
    note,
    section,
    table,
)
from expectations.report.model import QualityReport, TableAccount, ToMend, Volume
from expectations.report.words import (
    Caps,
    dataset_label,
    iso_day,
    number,
    place,
    shown_of,
    unit_name,
)
from warehouse.source_rows import SKIP_REASONS


def to_mend(report: QualityReport, caps: Caps) -> Markup:
    """Return what each sender must mend, cell by cell, whoever has most first."""
    every = report.facts.to_mend
    if not every:
        return section(texts.MEND_TITLE, element("p", texts.MEND_NONE, class_="nothing"))
    ordered = sorted(every, key=lambda one: unit_name(one.unit))
    units = [(unit, list(group)) for unit, group in groupby(ordered, key=lambda one: unit_name(one.unit))]
    units.sort(key=lambda pair: (-_errors(pair[1]), -len(pair[1]), pair[0]))
    shown = units[: caps.groups]
    told = shown_of(shown, units, texts.UNITS_SHOWN)
    aside = texts.MEND_ASIDE.format(errors=number(_errors(every)), warnings=number(_warnings(every)))
    return section(
        texts.MEND_TITLE,
        *(_unit(unit, found, caps) for unit, found in shown),
        note(told) if told else None,
        aside=aside,
    )


def _errors(found: Sequence[ToMend]) -> int:
    return sum(one.severity == "error" for one in found)


def _warnings(found: Sequence[ToMend]) -> int:
    return len(found) - _errors(found)


def _unit(unit: str, found: Sequence[ToMend], caps: Caps) -> Markup:
    ordered = sorted(found, key=lambda one: (one.severity != "error", one.file, one.sheet))
    shown = ordered[: caps.group_rows]
    rows = [
        (
            caps.clip(one.file),
            caps.clip(place(one.sheet, one.cells)),
            badge(
                "bad" if one.severity == "error" else "warning", texts.KINDS.get(one.severity, one.severity)
            ),
            caps.clip(one.message),
            caps.clip(one.remedy) or texts.MISSING,
        )
        for one in shown
    ]
    counted = texts.MEND_UNIT.format(
        errors=number(_errors(found)),
        warnings=number(_warnings(found)),
        rows=number(sum(one.rows for one in found)),
    )
    told = shown_of(shown, ordered, texts.ROWS_SHOWN)
    return join(
        element("h3", caps.clip(unit), element("small", counted)),
        table(columns(texts.MEND_COLUMNS, "tpsww"), rows, style=LIST),
        note(told) if told else None,
    )


def files(report: QualityReport, caps: Caps) -> Markup:
    """Return the files that were not loaded, and why."""
    left_out = [file for file in report.facts.files if file.status != "loaded"]
    if not left_out:
        return section(texts.FILES_TITLE, element("p", texts.FILES_NONE, class_="nothing"))
    order = {"rejected": 0, "waiting": 1}
    left_out.sort(key=lambda file: (order.get(file.status, len(order)), file.name))
    shown = left_out[: caps.rows]
    rows = [
        (
            caps.clip(file.name),
            badge(
                "bad" if file.status == "rejected" else "plain", texts.STATUSES.get(file.status, file.status)
            ),
            caps.clip(file.reason or texts.MISSING),
        )
        for file in shown
    ]
    told = shown_of(shown, left_out, texts.ROWS_SHOWN)
    return section(
        texts.FILES_TITLE,
        table(columns(texts.FILES_COLUMNS, "tsw"), rows, style=LIST),
        note(told) if told else None,
        aside=f"{number(len(left_out))} {texts.UNIT_FILES}",
    )


def conservation(report: QualityReport, caps: Caps) -> Markup:
    """Return where every row went, by dataset and by unit."""
    tables = report.facts.tables
    if not tables:
        return section(texts.CONSERVATION_TITLE, element("p", texts.NO_TABLES, class_="nothing"))
    return section(
        texts.CONSERVATION_TITLE,
        note(texts.CONSERVATION_NOTE),
        element("h3", texts.BY_DATASET),
        _account(tables, lambda one: dataset_label(one.dataset), texts.CONSERVATION_COLUMNS, caps),
        element("h3", texts.BY_UNIT),
        _account(tables, lambda one: unit_name(one.unit), texts.CONSERVATION_UNIT_COLUMNS, caps),
        aside=texts.CONSERVATION_ASIDE,
    )


def _account(
    tables: Sequence[TableAccount], name: Callable[[TableAccount], str], headers: Sequence[str], caps: Caps
) -> Markup:
    groups: dict[str, list[TableAccount]] = {}
    for one in tables:
        groups.setdefault(name(one), []).append(one)
    ordered = sorted(groups.items(), key=lambda pair: (-sum(one.rows_in for one in pair[1]), pair[0]))
    shown = ordered[: caps.rows]
    told = shown_of(shown, ordered, texts.ROWS_SHOWN)
    return join(
        table(
            columns(headers, "tnnnnnws"),
            [_account_row(label, members, caps) for label, members in shown],
            total=_account_row(texts.TOTAL, tables, caps),
        ),
        note(told) if told else None,
    )


def _account_row(label: str, tables: Sequence[TableAccount], caps: Caps) -> tuple[Markup | str, ...]:
    skipped: Counter[str] = Counter()
    for one in tables:
        skipped.update(one.skipped)
    rows_in, loaded, quarantined = (
        sum(getattr(one, name) for one in tables) for name in ("rows_in", "loaded", "quarantined")
    )
    reasons = "、".join(
        f"{SKIP_REASONS.get(reason, reason)} {number(rows)}" for reason, rows in skipped.most_common() if rows
    )
    # Two tables out of balance must not make up for each other.
    balances = all(one.rows_in == one.loaded + one.quarantined + sum(one.skipped.values()) for one in tables)
    return (
        caps.clip(label),
        number(len(tables)),
        number(rows_in),
        number(loaded),
        number(quarantined),
        number(skipped.total()),
        caps.clip(reasons) or texts.MISSING,
        badge("ok", texts.BALANCED) if balances else badge("bad", texts.NOT_BALANCED),
    )


def freshness(report: QualityReport, caps: Caps) -> Markup:
    """Return when each unit last filed, the longest silent first."""
    every = report.facts.freshness
    if not every:
        return section(texts.FRESHNESS_TITLE, element("p", texts.FRESHNESS_NONE, class_="nothing"))
    cutoff = report.facts.data_cutoff
    shown = every[: caps.rows]
    rows = []
    for one in shown:
        silent = texts.MISSING
        if cutoff is not None and one.last_filed_on is not None:
            silent = texts.DAYS.format(days=number((cutoff - one.last_filed_on).days))
        rows.append(
            (
                caps.clip(one.unit),
                iso_day(one.last_filed_on),
                silent,
                iso_day(one.covered_until),
                number(one.tables_in_run),
                number(one.tables),
            )
        )
    told = shown_of(shown, every, texts.ROWS_SHOWN)
    return section(
        texts.FRESHNESS_TITLE,
        table(columns(texts.FRESHNESS_COLUMNS, "tsnsnn"), rows, style=COMPACT),
        note(told) if told else None,
        aside=texts.FRESHNESS_ASIDE,
    )


def volumes(report: QualityReport, caps: Caps) -> Markup:
    """Return the rows of each dataset beside the previous snapshot and the same weeks of earlier years."""
    every = report.facts.volumes
    cutoff = report.facts.data_cutoff
    if not every:
        return section(texts.VOLUME_TITLE, element("p", texts.VOLUME_NONE, class_="nothing"))
    week = cutoff.isocalendar().week if cutoff is not None else 0
    years = sorted({year for one in every for year in one.years}, reverse=True)
    is_first = all(one.before is None for one in every)
    headers = (*texts.VOLUME_COLUMNS, *(texts.VOLUME_YEAR.format(year=year, week=week) for year in years))
    return section(
        texts.VOLUME_TITLE,
        note(texts.VOLUME_NOTE.format(week=week)) if years else None,
        note(texts.VOLUME_FIRST) if is_first else None,
        table(
            columns(headers, "tnnn" + "n" * len(years)),
            [_volume(one, years, caps) for one in every[: caps.rows]],
            style=COMPACT,
        ),
        aside=texts.VOLUME_ASIDE,
    )


def _volume(one: Volume, years: Sequence[int], caps: Caps) -> tuple[str, ...]:
    return (
        caps.clip(dataset_label(one.dataset)),
        texts.MISSING if one.before is None else number(one.before),
        number(one.rows),
        _difference(one),
        *(number(one.years.get(year, 0)) if one.years else texts.MISSING for year in years),
    )


def _difference(one: Volume) -> str:
    if one.before is None:
        return texts.MISSING
    difference = one.rows - one.before
    if difference == 0:
        return texts.SAME
    return f"▲增 {number(difference)}" if difference > 0 else f"▼减 {number(-difference)}"


def corrections(report: QualityReport, caps: Caps) -> Markup | None:
    """Return the district's own corrections, those with a problem first; None where it has none."""
    every = report.facts.corrections
    if not every:
        return None
    shown = every[: caps.rows]
    rows = [
        (
            caps.clip(one.place),
            caps.clip(one.reason),
            number(one.rows),
            caps.clip(one.problem) if one.problem else texts.MISSING,
        )
        for one in shown
    ]
    told = shown_of(shown, every, texts.ROWS_SHOWN)
    problems = sum(one.problem is not None for one in every)
    return section(
        texts.CORRECTIONS_TITLE,
        table(columns(texts.CORRECTIONS_COLUMNS, "twnw"), rows, style=LIST),
        note(told) if told else None,
        aside=texts.CORRECTIONS_ASIDE.format(count=number(len(every)), problems=number(problems)),
    )
