"""The shape of a contract: a dataset, its columns, its row rules and its layouts.

A contract is data. It never opens a file or a connection; readers, cleaners, checks,
expectations, DDL, templates and the data dictionary are all derived from it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from warehouse.contracts.types import (
    CHOICE,
    CHOICES,
    DATE_SPAN,
    PARTIAL_DATE,
    Severity,
    ValueKind,
)


class ContractError(Exception):
    """A contract contradicts itself; the message names the record and the remedy."""


@dataclass(frozen=True)
class Choices:
    """The values a column may take, with other ways of writing them.

    is_open: an unlisted value becomes 其他 with a warning; otherwise its row is quarantined.
    """

    values: tuple[str, ...]
    synonyms: Mapping[str, str] = field(default_factory=dict)
    is_open: bool = False
    other: str = "其他"

    def __post_init__(self) -> None:
        unknown = sorted(set(self.synonyms.values()) - set(self.values))
        if unknown:
            raise ContractError(f"synonyms point to unlisted values {unknown}; list them in values")
        if self.is_open and self.other not in self.values:
            raise ContractError(f"an open enumeration needs {self.other!r} among its values")


@dataclass(frozen=True)
class StoredColumn:
    """A column of a base table, derived from a contract column."""

    name: str
    duckdb_type: str
    comment: str
    source: str  # name of the contract column, or PERSON_ID


PERSON_ID = "person_id"


@dataclass(frozen=True)
class PersonIdentity:
    """How the persons of a dataset are told apart without keeping who they are.

    name: the column with the person's name. told_apart_by: columns of which the first that is filled
    tells namesakes apart; of an identity number only the month of birth in it is used, so that lists with
    numbers and lists without them name the same person. The stored `person_id` is a keyed digest: it may
    stand in business keys and be counted, and says nothing about the person.
    """

    name: str
    told_apart_by: tuple[str, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column that takes part."""
        return (self.name, *self.told_apart_by)


@dataclass(frozen=True)
class Column:
    """One column of a form.

    name: English name in the warehouse. label: the header on the template.
    aliases: other headers seen for it. required: a blank quarantines the row.
    unit: unit of the stored value (人次, 元 …). multiplier units such as 万元 in a header or cell
    are converted to it. minimum, maximum: inclusive bounds; outside → quarantined, or a warning
    when `bounds_severity` says so. envelope: the envelope field that fills a blank cell
    ("unit", "year" or "figures"). is_period_end: in a ledger of 累计 figures a blank cell is the last
    day of the reported period. end_name: for DATE_SPAN, the name of the stored end date.
    is_countable: figures are computed from it, so a faulty cell quarantines the row even
    where a blank would be accepted.
    default: the value of a blank cell or an absent column, stated in the definition.
    none_is_zero: 「无」 in this column means 0 and not "unknown".
    others_to: where several units stand in the cell of one, the list column that takes the others.
    found_in: the column whose text may contain this one's name, read where this one is blank.
    other_measures: measure word → the column that counts in it: 「500册」 among 份 belongs to 册.
    """

    name: str
    label: str
    kind: ValueKind
    aliases: tuple[str, ...] = ()
    required: bool = False
    unit: str | None = None
    minimum: Decimal | int | None = None
    maximum: Decimal | int | None = None
    bounds_severity: Severity = Severity.ERROR
    choices: Choices | None = None
    personal: bool = False
    envelope: str | None = None
    is_period_end: bool = False
    end_name: str | None = None
    is_countable: bool = False
    may_be_future: bool = False
    default: str | int | None = None
    none_is_zero: bool = True
    found_in: str | None = None
    others_to: str | None = None
    other_measures: Mapping[str, str] = field(default_factory=dict)
    note: str = ""

    def __post_init__(self) -> None:
        if (self.kind in (CHOICE, CHOICES)) != (self.choices is not None):
            raise ContractError(f"column {self.name}: choices belong to CHOICE and CHOICES columns")
        if (self.kind is DATE_SPAN) != (self.end_name is not None):
            raise ContractError(f"column {self.name}: end_name belongs to DATE_SPAN columns")

    @property
    def headers(self) -> tuple[str, ...]:
        """The label and every alias, as written."""
        return (self.label, *self.aliases)

    def stored(self) -> Iterator[StoredColumn]:
        """Yield the base-table columns that hold this column's value."""
        comment = self.label if self.unit is None else f"{self.label}（{self.unit}）"
        yield StoredColumn(self.name, self.kind.duckdb_type, comment, self.name)
        if self.end_name is not None:
            yield StoredColumn(self.end_name, "DATE", f"{self.label}（止）", self.name)
        if self.kind is PARTIAL_DATE:
            yield StoredColumn(
                f"{self.name}_precision", "VARCHAR", f"{self.label}精度：day、month、year", self.name
            )
        if self.kind.is_coded:
            yield StoredColumn(f"{self.name}_code", "VARCHAR", f"{self.label}代码", self.name)
        if self.kind.is_estimable:
            yield StoredColumn(
                f"{self.name}_qualifier",
                "VARCHAR",
                f"{self.label}的估数标记：at_least 余/多，about 约，almost 近",
                self.name,
            )


@dataclass(frozen=True)
class RowRule:
    """A condition that every row of a dataset must satisfy.

    holds: an SQL condition over stored columns, in the part of SQL that Polars and DuckDB share.
    The rule is broken where it is false; a null operand makes it unknown, which does not break it,
    so that a blank cell mutes its knock-on findings.
    columns: the contract columns whose cells are marked. message and remedy: Chinese.
    """

    code: str
    columns: tuple[str, ...]
    holds: str
    message: str
    remedy: str
    severity: Severity = Severity.ERROR


@dataclass(frozen=True)
class SequenceRule:
    """An order that the events of one subject must keep, across rows and files.

    group: stored columns that tell subjects apart. event, date: stored columns. order: events that
    must not happen before one that stands earlier in the list. needs: event → the event that must
    have happened by then. A date known only by its year is compared by year. message and remedy: Chinese.
    A row that breaks the order against rows already accepted is quarantined.
    """

    code: str
    group: tuple[str, ...]
    event: str
    date: str
    order: tuple[str, ...]
    needs: Mapping[str, str]
    message: str
    remedy: str


@dataclass(frozen=True)
class Produced:
    """A raw value that a layout produced, and the layout column whose cell it came from."""

    text: str
    source: str


@dataclass(frozen=True)
class Layout:
    """Another form of the same dataset, whose rows are turned into rows of the dataset.

    columns: the columns of that form (used for recognition and addresses).
    expand: maps the raw texts of one source row, by layout column name, to the raw values of the
    dataset rows it stands for, by dataset column name. An empty list leaves the row unexplained,
    and it is quarantined. one_of: columns of which a form must have at least one. example: what to write
    in a row, for the finding.
    """

    name: str
    label: str
    columns: tuple[Column, ...]
    expand: Callable[[Mapping[str, str]], list[dict[str, Produced]]]
    one_of: tuple[str, ...] = ()
    example: str = ""


@dataclass(frozen=True)
class Vintage:
    """An older edition of a dataset's form (旧版表式), as what sets it apart from the present one.

    name: as shown, 「2021版」. headers: column → the headers this edition has for it; they count in this
    edition only, before the column's present ones. absent: columns it does not have. words: column →
    this edition's words for the values of an enumeration. note: what else was different, in Chinese.
    """

    name: str
    headers: Mapping[str, tuple[str, ...]]
    absent: tuple[str, ...] = ()
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    note: str = ""

    def of(self, columns: tuple[Column, ...]) -> tuple[Column, ...]:
        """Return a dataset's columns as this edition has them, the absent ones unchanged."""
        claimed = {header for headers in self.headers.values() for header in headers}
        return tuple(self._of(column, claimed) for column in columns)

    def _of(self, column: Column, claimed: set[str]) -> Column:
        choices = column.choices
        if choices is not None and column.name in self.words:
            choices = replace(choices, synonyms={**choices.synonyms, **self.words[column.name]})
        own = self.headers.get(column.name, ())
        others = tuple(header for header in column.headers if header not in claimed)
        label, *aliases = (*own, *others) or column.headers
        return replace(column, label=label, aliases=tuple(aliases), choices=choices)


@dataclass(frozen=True)
class Dataset:
    """A contract.

    grain: what one row is, in words. key: the business key, as stored column names.
    date: the stored column that says when the row happened (None: not dated).
    title_words: words in a title that speak for this dataset when headers alone do not decide.
    header_groups: captions that stand above several headers (两级表头).
    normalised_keys: key columns compared by their normalised text (titles, places).
    key_fallbacks: key column → the column that stands for it in the key where it is blank.
    person: how the persons in its rows are told apart; adds the stored column `person_id`.
    vintages: older editions of its form that are still sent.
    is_year_form: one row reports a whole year, so the period is read from title or envelope.
    """

    name: str
    label: str
    grain: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    date: str | None = None
    rules: tuple[RowRule, ...] = ()
    sequences: tuple[SequenceRule, ...] = ()
    layouts: tuple[Layout, ...] = ()
    vintages: tuple[Vintage, ...] = ()
    title_words: tuple[str, ...] = ()
    header_groups: tuple[str, ...] = ()
    normalised_keys: tuple[str, ...] = ()
    key_fallbacks: Mapping[str, str] = field(default_factory=dict)
    person: PersonIdentity | None = None
    is_year_form: bool = False
    note: str = ""

    def __post_init__(self) -> None:
        stored = [column.name for column in self.stored_columns(include_personal=True)]
        duplicated = sorted({name for name in stored if stored.count(name) > 1})
        if duplicated:
            raise ContractError(f"dataset {self.name}: columns {duplicated} are defined twice")
        for name in (*self.key, *((self.date,) if self.date else ())):
            if name not in stored:
                raise ContractError(f"dataset {self.name}: key or date column {name} is not defined")
        names = {column.name for column in self.columns}
        unknown = sorted(set(self.person.columns) - names) if self.person is not None else []
        if unknown:
            raise ContractError(f"dataset {self.name}: persons are told apart by unknown columns {unknown}")
        for rule in self.rules:
            missing = sorted(set(rule.columns) - names)
            if missing:
                raise ContractError(f"dataset {self.name}: rule {rule.code} marks unknown {missing}")
        for vintage in self.vintages:
            self._check_vintage(vintage)

    def _check_vintage(self, vintage: Vintage) -> None:
        named = {*vintage.headers, *vintage.absent, *vintage.words}
        unknown = sorted(named - {column.name for column in self.columns})
        if unknown:
            raise ContractError(f"dataset {self.name}: vintage {vintage.name} speaks of unknown {unknown}")
        for name in vintage.absent:
            column = self.column(name)
            if column.required and column.envelope is None and column.default is None:
                raise ContractError(
                    f"dataset {self.name}: vintage {vintage.name} lacks required {name}; give it a default"
                )
        known = [header for column in self.columns for header in column.headers]
        if all(header in known for headers in vintage.headers.values() for header in headers):
            raise ContractError(
                f"dataset {self.name}: vintage {vintage.name} has no header of its own to be told by"
            )

    @property
    def is_by_year(self) -> bool:
        """Whether its rows speak of a year, which a column names, whenever they are dated."""
        return self.is_year_form or "year" in self.key

    def column(self, name: str) -> Column:
        """Return the contract column of that name; KeyError if there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"dataset {self.name} has no column {name}")

    def stored_columns(self, *, include_personal: bool = False) -> tuple[StoredColumn, ...]:
        """Return the base-table columns; personal ones only when asked for."""
        of_columns = tuple(
            stored
            for column in self.columns
            if include_personal or not column.personal
            for stored in column.stored()
        )
        if self.person is None:
            return of_columns
        return (*of_columns, StoredColumn(PERSON_ID, "VARCHAR", "人员代号（密钥摘要）", PERSON_ID))

    @property
    def personal_columns(self) -> tuple[Column, ...]:
        """Columns stored apart, in the dataset's table of the schema `personal`."""
        return tuple(column for column in self.columns if column.personal)
