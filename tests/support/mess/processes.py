"""How reports are made and made again: twice, jointly, corrected, cumulative, with yes in many words."""

from __future__ import annotations

import random

from tests.support.mess.draft import Draft, Entry, Fact, Line, Table
from tests.support.mess.entries import truth_of
from tests.support.mess.places import UNITS
from tests.support.mess.rewriting import LINES, VALUES, Pattern, rewrite
from warehouse.contracts import types


def _yes(rng: random.Random, table: Table, entry: Entry) -> bool:
    entry.cell = rng.choice(
        ["√", "是", "1", "有"] if entry.truth[entry.column.name] else ["否", "×", "0", "无"]
    )
    return True


def _refers_above(fact: Fact) -> bool:
    """Whether a cell means what stands above it, so that the row says something else in another place."""
    return any(entry.cell in ("同上", "〃") for entry in fact.entries.values())


def _duplicate(draft: Draft) -> bool:
    """A row stands in the list twice."""
    table = draft.table
    whole = [number for number, fact in enumerate(table.facts) if not fact.codes and not _refers_above(fact)]
    if not whole:
        return False
    number = draft.rng.choice(whole)
    again = Fact(
        {
            name: Entry(entry.column, entry.cell, dict(entry.truth), is_plain=False)
            for name, entry in table.facts[number].entries.items()
        },
        given=dict(table.facts[number].given),
        is_unsure=table.facts[number].is_unsure,
    )
    for entry in table.facts[number].entries.values():
        entry.is_plain = False
    table.facts.append(again)
    for heading in table.headings:
        if heading.cells:
            heading.cells = [*heading.cells, heading.cells[number]]
    table.body.append(Line(facts=(len(table.facts) - 1,)))
    return True


def _joint(draft: Draft) -> bool:
    """The same event, as two units file it."""
    table = draft.table
    if table.heading("unit") is None or not _duplicate(draft):
        return False
    if "partners" in table.facts[-1].given:
        return False
    entry = table.facts[-1].entries["unit"]
    others = [unit for unit in UNITS if unit != entry.truth["unit"]]
    unit = draft.rng.choice(others)
    entry.write(unit, **truth_of(entry.column, unit))
    return True


def _cumulative(draft: Draft) -> bool:
    """The title says that the figures run from the beginning of the year."""
    table = draft.table
    table.retitle(f"上街区{table.year}年1—11月普法活动累计统计表")
    for fact in table.facts:
        fact.given["figures"] = "累计"
        entry = fact.entries["start_on"]
        # In such a ledger a part of a month is the period that the figures end with.
        entry.write(entry.truth["start_on"].isoformat(), end_on=entry.truth["start_on"])
    return True


def _correction(draft: Draft) -> bool:
    """更正 or 补报 in the title, without a key that says what is corrected."""
    table = draft.table
    table.retitle(table.title + draft.rng.choice(["（更正）", "（补报）"]))
    return True


def _plan(draft: Draft) -> bool:
    """A plan may hold dates that lie ahead."""
    table = draft.table
    table.retitle(f"上街区{table.year + 1}年普法活动计划表")
    for fact in table.facts:
        fact.given["figures"] = "计划"
        entry = fact.entries["start_on"]
        ahead = entry.truth["start_on"].replace(year=table.year + 1, day=min(entry.truth["start_on"].day, 28))
        entry.write(ahead.isoformat(), start_on=ahead, end_on=ahead)
    return True


def _out_of_period(draft: Draft) -> bool:
    """A row of the year before, which the ledger of this year also holds: it happened when it says."""

    def change(rng: random.Random, table: Table, entry: Entry) -> bool:
        day = entry.truth[entry.column.name]
        if entry.column.name != table.dataset.date or day.month == 2:
            return False
        earlier = day.replace(year=day.year - 1)
        entry.write(earlier.isoformat(), **{entry.column.name: earlier, f"{entry.column.end_name}": earlier})
        return True

    return rewrite(draft, (types.DATE_SPAN,), change, share=0.2)


_YES_NO = ("trainings", "reconsiderations", "litigations", "major_decisions")


PROCESS_PATTERNS = (
    Pattern(
        "process.yes",
        "√/是/1/有 as yes",
        lambda draft: rewrite(draft, (types.YES_NO,), _yes),
        VALUES,
        datasets=_YES_NO,
        having=("legal_reviewed", "hearing", "effective", "has_av_record"),
    ),
    Pattern("process.duplicate", "duplicate submission", _duplicate, LINES, slot="rows"),
    Pattern(
        "process.joint", "the same event from two units", _joint, LINES, slot="rows", datasets=("activities",)
    ),
    Pattern(
        "process.correction",
        "更正/补报 without a key",
        _correction,
        VALUES,
        slot="title",
        datasets=("activities", "trainings", "reconsiderations"),
    ),
    Pattern(
        "process.cumulative",
        "cumulative instead of monthly",
        _cumulative,
        VALUES,
        slot="title",
        datasets=("activities",),
    ),
    Pattern("process.plan", "a plan", _plan, VALUES, slot="title", datasets=("activities",)),
    Pattern(
        "process.out_of_period",
        "rows out of period",
        _out_of_period,
        VALUES,
        datasets=("activities", "trainings"),
    ),
)
