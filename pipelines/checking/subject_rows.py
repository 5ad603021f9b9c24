"""Rows of honours whose subject cell says more than one fact: several subjects, or years in the name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from pipelines.checking.raw_columns import Place, RawColumn, RawTable
from pipelines.clean.names import NameIndex
from pipelines.clean.subjects import split_subjects
from pipelines.clean.text import clean_text, is_blank, raw_text
from warehouse.contracts.honour_names import KEPT, NAMED, REVIEWED, split_honour_years
from warehouse.contracts.model import Dataset
from warehouse.contracts.types import SUBJECT

# The columns of the event log that years in a name speak for.
_EVENT, _DATE, _RESULT = "event", "happened_on", "review_result"


@dataclass(frozen=True)
class _Part:
    """One fact of a row: the subject's text where the cell names several, and what its name adds."""

    subject: str | None = None
    added: dict[str, str] = field(default_factory=dict)


def with_subjects_apart(table: RawTable, dataset: Dataset, names: NameIndex) -> RawTable:
    """Return the table with one fact per subject, and per year that stands in a subject's name.

    「河头村（2011）(2016复)」 is 命名 in 2011 and 复核（保留） in 2016 where the row states no date of its
    own; where it does, the years in the name add nothing. What is added is cited at the subject's cell.
    """
    column = next((column for column in dataset.columns if column.kind is SUBJECT), None)
    raw = table.columns.get(column.name) if column is not None else None
    if column is None or raw is None:
        return table
    known = raw.coded
    subjects = [split_subjects(raw_text(value), names) for value in known.distinct]
    has_years = [
        any(split_honour_years(clean_text(subject)).events() for subject in written) for written in subjects
    ]
    speaks = [len(written) > 1 or years for written, years in zip(subjects, has_years, strict=True)]
    if not any(speaks):
        return table
    parts = {
        fact: list(_parts(table, fact, subjects[known.codes[fact]]))
        for fact in known.where(speaks)
        if fact not in table.not_understood
    }
    return _rebuilt(table, column.name, parts)


def _parts(table: RawTable, fact: int, subjects: list[str]) -> Iterator[_Part]:
    for subject in subjects:
        own = subject if len(subjects) > 1 else None
        years = split_honour_years(clean_text(subject))
        stated = raw_text(table.value(fact, _EVENT))
        if not is_blank(table.value(fact, _DATE)) or not years.events():
            yield _Part(own)
        elif is_blank(stated):
            for event, year in years.events():
                result = {_RESULT: KEPT} if event == REVIEWED else {}
                yield _Part(own, {_EVENT: event, _DATE: year, **result})
        else:
            meant = {NAMED: years.named, REVIEWED: years.reviewed}.get(clean_text(stated), ())
            yield from [_Part(own, {_DATE: year}) for year in meant] or [_Part(own)]


def _rebuilt(table: RawTable, subject: str, parts: dict[int, list[_Part]]) -> RawTable:
    """Repeat each fact once per part, and let each part say what it adds."""
    sources = [(fact, part) for fact in range(len(table.rows)) for part in parts.get(fact) or [_Part()]]
    numbers: dict[int, int] = {}
    result = RawTable([table.rows[fact] for fact, _ in sources], [])
    for fact, _ in sources:
        row = table.rows[fact]
        numbers[row] = numbers.get(row, -1) + 1
        result.parts.append(numbers[row])
    places = {fact: table.place(fact, subject) for fact in parts}
    for name, column in table.columns.items():
        result.columns[name] = RawColumn(
            [column.values[fact] for fact, _ in sources],
            column.index,
            {new: column.moved[fact] for new, (fact, _) in enumerate(sources) if fact in column.moved},
        )
    result.not_understood.update(new for new, (fact, _) in enumerate(sources) if fact in table.not_understood)
    for new, (fact, part) in enumerate(sources):
        for name, value in (*part.added.items(), *([(subject, part.subject)] if part.subject else ())):
            _put(result, name, new, value, places[fact])
    return result


def _put(table: RawTable, name: str, fact: int, value: str, place: Place | None) -> None:
    table.columns.setdefault(name, RawColumn([None] * len(table.rows))).put(fact, value, place)
