"""What is expected of a snapshot by itself: derived from the contracts, nothing written twice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from expectations.ledger import ledger_checks
from expectations.marts import mart_checks
from expectations.model import Check, CheckSeverity, Owner
from expectations.provenance import provenance_checks
from expectations.reference import reference_checks
from expectations.sql import Fault, each_fault, literal, literals, name, repeated
from warehouse.contracts.envelope import CORRECTION_WORDS
from warehouse.contracts.figures import PLANNED
from warehouse.contracts.model import Column, Dataset, SequenceRule
from warehouse.contracts.types import (
    CHOICES,
    DATE,
    DATE_SPAN,
    PARTIAL_DATE,
    SUBJECT,
    TOWNSHIP,
    UNIT,
    UNIT_AS_WRITTEN,
    UNITS,
    VILLAGE,
    DatePrecision,
    Qualifier,
    Severity,
)
from warehouse.render.ddl import FILED_AGAIN, IDENTITY, PROVENANCE

# A row's own identity and origin are never unknown.
_ALWAYS_KNOWN = tuple(
    (column, re.split("[（：，]", comment)[0])
    for column, _, comment in (*IDENTITY, *PROVENANCE)
    if column not in {name for name, *_ in FILED_AGAIN}
)
_LAST_FILED_ON = "CAST(coalesce(confirmed_at, version_at) AS DATE)"

# kind → (where its codes are listed, name of the list, whether a value without a code is accepted)
_UNITS = "SELECT code FROM reference.units WHERE code IS NOT NULL"
_TOWNSHIPS = "SELECT code FROM reference.townships WHERE code IS NOT NULL"
_VILLAGES = "SELECT code FROM reference.villages WHERE code IS NOT NULL"
_CODE_LISTS = {
    UNIT: (_UNITS, "单位名录", False),
    UNIT_AS_WRITTEN: (_UNITS, "单位名录", True),
    TOWNSHIP: (_TOWNSHIPS, "镇办名录", False),
    VILLAGE: (_VILLAGES, "村（社区）名录", False),
    SUBJECT: (f"{_UNITS} UNION ALL {_TOWNSHIPS} UNION ALL {_VILLAGES}", "单位、镇办、村（社区）名录", True),
}

# dataset, column → the dataset and column that ought to hold its value; a gap is shown, not blocking,
# because the two forms are sent separately.
CROSS_REFERENCES = {("file_problems", "file_no"): ("file_reviews", "file_no")}

# Tables that say they correct: only they may hold negative counts.
_CORRECTIONS = (
    "SELECT t.table_id FROM ledger.tables t LEFT JOIN ledger.files f USING (file_sha256) "
    "WHERE t.table_id IS NOT NULL "
    f"AND regexp_matches(concat_ws(' ', t.title, t.sheet, f.name), {literal('|'.join(CORRECTION_WORDS))})"
)

_SEVERITIES = {Severity.ERROR: CheckSeverity.CRITICAL, Severity.WARNING: CheckSeverity.WARNING}


def suites(datasets: Iterable[Dataset]) -> list[Check]:
    """Return every check of a snapshot by itself; its tables must exist as the contracts say."""
    every = tuple(datasets)
    return [
        *ledger_checks(every),
        *reference_checks(),
        *(check for dataset in every for check in dataset_checks(dataset, every)),
        *mart_checks(every),
    ]


def dataset_checks(dataset: Dataset, datasets: Iterable[Dataset]) -> Iterator[Check]:
    """Yield the checks of one base table."""
    table = _Table(dataset)
    yield from _identity(table)
    yield from _values(table)
    yield from _rules(table)
    yield from _references(table, {each.name: each for each in datasets})
    yield from provenance_checks(dataset)


class _Table:
    """Makes the checks of one base table."""

    def __init__(self, dataset: Dataset) -> None:
        self.dataset = dataset
        self.columns = tuple(column for column in dataset.columns if not column.personal)

    def check(
        self,
        check: str,
        sentence: str,
        unexpected: str,
        *,
        column: str | None = None,
        columns: tuple[str, ...] = (),
        severity: CheckSeverity = CheckSeverity.CRITICAL,
        owner: Owner = Owner.DATA,
    ) -> Check:
        return Check(
            suite=self.dataset.name,
            table=f"base.{self.dataset.name}",
            name=check,
            sentence=f"{self.dataset.label}：{sentence}",
            unexpected=unexpected,
            severity=severity,
            owner=owner,
            column=column,
            columns=columns,
            dataset=self.dataset.name,
            is_of_rows=True,
        )


def _identity(table: _Table) -> Iterator[Check]:
    required = [column for column in table.columns if column.required]
    known = [*_ALWAYS_KNOWN, *((column.name, column.label) for column in required)]
    known += [(column.end_name, f"{column.label}（止）") for column in required if column.end_name]
    yield table.check(
        "required_present",
        "必填列不为空",
        each_fault(Fault(f"{name(column)} IS NULL", literal(label), column) for column, label in known),
    )
    for column, check, label in (
        ("business_key", "key_unique", "业务键"),
        ("row_id", "row_unique", "行编号"),
    ):
        yield table.check(
            check,
            f"{label}不重复",
            repeated(column),
            column=column,
        )


def _values(table: _Table) -> Iterator[Check]:
    for column in table.columns:
        if column.choices is None:
            continue
        listed = literals(column.choices.values)
        values = f"unnest({name(column.name)})" if column.kind is CHOICES else name(column.name)
        yield table.check(
            f"{column.name}_listed",
            f"{column.label}都在规定的选项中",
            f"SELECT value, row_id FROM (SELECT {values} AS value, row_id FROM batch) "
            f"WHERE value NOT IN ({listed})",
            column=column.name,
        )
    yield from _bounds(table)
    yield from _lists_and_dates(table)
    marks = [*_qualifiers(table.columns), *_precisions(table.columns)]
    if marks:
        yield table.check("marks_valid", "估数标记和日期精度有效", each_fault(marks))


def _bounds(table: _Table) -> Iterator[Check]:
    counted = [column for column in table.columns if column.minimum == 0]
    if counted:
        yield table.check(
            "not_negative",
            "除更正、冲减外没有负数",
            each_fault(
                (Fault(f"{name(column.name)} < 0", _shown(column), column.name) for column in counted),
                among=f"table_id NOT IN ({_CORRECTIONS})",
            ),
            columns=tuple(column.name for column in counted),
        )
    for severity, check_severity in _SEVERITIES.items():
        bounded = [column for column in table.columns if column.bounds_severity is severity]
        faults = [
            Fault(f"{name(column.name)} {sign} {bound}", _shown(column), column.name)
            for column in bounded
            for sign, bound in (("<", column.minimum), (">", column.maximum))
            if bound is not None and (sign, bound) != ("<", 0)
        ]
        if faults:
            labels = "、".join(
                column.label
                for column in bounded
                if column.maximum is not None or column.minimum not in (None, 0)
            )
            yield table.check(
                f"bounds_{check_severity.value}",
                f"{labels}在约定范围内",
                each_fault(faults),
                columns=tuple(dict.fromkeys(fault.column for fault in faults)),
                severity=check_severity,
                owner=Owner.BUSINESS if severity is Severity.WARNING else Owner.DATA,
            )


def _lists_and_dates(table: _Table) -> Iterator[Check]:
    lists = [column for column in table.columns if column.kind.is_many]
    if lists:
        yield table.check(
            "lists_valid",
            f"{'、'.join(column.label for column in lists)}没有空项和重复项",
            each_fault(
                # Blanks are not among the distinct ones. Most lists have one item: that is told at once.
                Fault(
                    f"CASE WHEN len({name(column.name)}) = 1 THEN {name(column.name)}[1] IS NULL "
                    f"ELSE len(list_distinct({name(column.name)})) <> len({name(column.name)}) END",
                    f"{literal(column.label + ' ')} || CAST({name(column.name)} AS VARCHAR)",
                    column.name,
                )
                for column in lists
            ),
        )
    happened = [
        column
        for column in table.columns
        if column.kind in (DATE, DATE_SPAN, PARTIAL_DATE) and not column.may_be_future
    ]
    if happened:
        # A plan (计划) speaks of what is to come.
        has_plans = any(column.name == "figures" for column in table.columns)
        yield table.check(
            "dates_not_ahead",
            f"{'、'.join(column.label for column in happened)}不晚于填报日",
            each_fault(
                (Fault(f"{name(c.name)} > {_LAST_FILED_ON}", _shown(c), c.name) for c in happened),
                among=f"coalesce(figures, '') <> {literal(PLANNED)}" if has_plans else "true",
            ),
            columns=tuple(column.name for column in happened),
            severity=CheckSeverity.WARNING,
            owner=Owner.BUSINESS,
        )


def _shown(column: Column) -> str:
    return f"{literal(column.label + ' ')} || {name(column.name)}"


def _qualifiers(columns: Iterable[Column]) -> Iterator[Fault]:
    valid = literals(qualifier.value for qualifier in Qualifier)
    for column in columns:
        if column.kind.is_estimable:
            mark = name(f"{column.name}_qualifier")
            wrong = f"{mark} NOT IN ({valid}) OR ({mark} IS NOT NULL AND {name(column.name)} IS NULL)"
            yield Fault(wrong, f"{literal(column.label + ' ')} || {mark}", column.name)


def _precisions(columns: Iterable[Column]) -> Iterator[Fault]:
    valid = literals(precision.value for precision in DatePrecision)
    for column in columns:
        if column.kind is PARTIAL_DATE:
            mark = name(f"{column.name}_precision")
            wrong = f"{name(column.name)} IS NOT NULL AND coalesce({mark}, '') NOT IN ({valid})"
            yield Fault(wrong, f"{literal(column.label + ' ')} || coalesce({mark}, '无精度')", column.name)
            # What was not written is stored as the first.
            day, month = f"day({name(column.name)}) <> 1", f"month({name(column.name)}) <> 1"
            rough = f"({mark} <> 'day' AND {day}) OR ({mark} = 'year' AND {month})"
            yield Fault(rough, f"{_shown(column)} || ' ' || {mark}", column.name)


def _rules(table: _Table) -> Iterator[Check]:
    for rule in table.dataset.rules:
        yield table.check(
            rule.code,
            f"没有「{rule.message}」的行",
            f'SELECT {_told(table, rule.columns)}, row_id, {literal(rule.columns[0])} AS "column" '
            f"FROM batch WHERE NOT ({rule.holds})",
            columns=rule.columns,
            severity=_SEVERITIES[rule.severity],
            owner=Owner.BUSINESS,
        )
    for sequence in table.dataset.sequences:
        yield table.check(
            sequence.code,
            f"没有「{sequence.message}」的行",
            _without_needed_event(sequence),
            severity=CheckSeverity.WARNING,
            owner=Owner.BUSINESS,
        )


def _told(table: _Table, columns: Iterable[str]) -> str:
    """Return an SQL text of what stands in some columns of a row: 「得分 101，等次 优秀」."""
    parts = [
        f"{literal(label + ' ')} || CAST({name(stored)} AS VARCHAR)"
        for column in table.columns
        if column.name in set(columns)
        for stored, label in (
            (column.name, column.label),
            *(((column.end_name, f"{column.label}（止）"),) if column.end_name else ()),
        )
    ]
    return f"concat_ws('，', {', '.join(parts)})"


def _without_needed_event(rule: SequenceRule) -> str:
    """Select the events whose needed event has not happened by their year (the day may be unknown)."""
    event, day = name(rule.event), name(rule.date)
    same = " AND ".join(f"n.{name(column)} = b.{name(column)}" for column in rule.group)
    missing = " OR ".join(
        f"(b.{event} = {literal(later)} AND NOT EXISTS (SELECT 1 FROM batch n WHERE {same} "
        f"AND n.{event} = {literal(needed)} AND year(n.{day}) <= year(b.{day})))"
        for later, needed in rule.needs.items()
    )
    told = f"concat_ws(' ', {', '.join(f'b.{name(one)}' for one in (*rule.group, rule.event, rule.date))})"
    return (
        f'SELECT {told}, b.row_id, {literal(rule.date)} AS "column" FROM batch b WHERE {missing or "false"}'
    )


def _references(table: _Table, datasets: dict[str, Dataset]) -> Iterator[Check]:
    for column in table.columns:
        if column.kind in _CODE_LISTS:
            codes, listing, may_lack_code = _CODE_LISTS[column.kind]
            code, value = name(f"{column.name}_code"), name(column.name)
            unlisted = f"{code} NOT IN ({codes})"
            wrong = unlisted if may_lack_code else f"{unlisted} OR ({value} IS NOT NULL AND {code} IS NULL)"
            yield table.check(
                f"{column.name}_known",
                f"{column.label}都在{listing}中",
                f"SELECT coalesce({value}, {code}), row_id FROM batch WHERE {wrong}",
                column=column.name,
            )
        elif column.kind is UNITS:
            yield table.check(
                f"{column.name}_known",
                f"{column.label}都在单位名录中",
                f"SELECT value, row_id FROM (SELECT unnest({name(column.name)}) AS value, row_id FROM batch) "
                "WHERE value NOT IN (SELECT name FROM reference.units)",
                column=column.name,
                severity=CheckSeverity.WARNING,
            )
    for (dataset, referring), (other, referred) in CROSS_REFERENCES.items():
        if dataset == table.dataset.name and other in datasets:
            label = table.dataset.column(referring).label
            yield table.check(
                f"{referring}_in_{other}",
                f"{label}都能在{datasets[other].label}中找到",
                f"SELECT {name(referring)}, row_id FROM batch WHERE {name(referring)} NOT IN "
                f"(SELECT {name(referred)} FROM base.{other} WHERE {name(referred)} IS NOT NULL)",
                column=referring,
                severity=CheckSeverity.WARNING,
                owner=Owner.BUSINESS,
            )
