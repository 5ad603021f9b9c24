"""Reading the reference CSVs, the shipped ones or a deployment's own of the same name.

A wrong line is refused with its file, line and column, because everything loaded later leans on it.
"""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from warehouse.errors import BadReference

SHIPPED = Path(__file__).parent
WORKING_DAYS, NATURAL_DAYS, YEARS = "工作日", "日", "年"
PERSONS, LESSONS = "名", "课时"
LIMIT_UNITS = (WORKING_DAYS, NATURAL_DAYS, YEARS, PERSONS, LESSONS)


@dataclass(frozen=True)
class Unit:
    """A department, township or other sender; valid from and to inclusive, None meaning open."""

    code: str
    name: str
    kind: str
    valid_from: date | None = None
    valid_to: date | None = None
    successor: str | None = None


@dataclass(frozen=True)
class UnitAlias:
    """Another way of writing a unit's name."""

    alias: str
    code: str


@dataclass(frozen=True)
class Township:
    """A 街道 or 镇."""

    code: str
    name: str


@dataclass(frozen=True)
class Village:
    """A 村 or 社区; `counted` is false for places that stay out of denominators."""

    code: str
    name: str
    township_code: str
    kind: str
    population: int | None = None
    counted: bool = True


@dataclass(frozen=True)
class School:
    """A school of the district."""

    name: str
    township_code: str
    level: str


@dataclass(frozen=True)
class Population:
    """常住人口 at the end of a year, persons."""

    year: int
    population: int


@dataclass(frozen=True)
class Holiday:
    """A day on which the deployment overrules the national calendar (法定节假日与调休)."""

    date: date
    is_workday: bool


@dataclass(frozen=True)
class Limit:
    """A time limit (时限): how much time a clock allows for a subject; a blank subject is all the others.

    unit: 工作日, 日 (natural days) or 年; 名 and 课时 for a norm (at least so many). source: the rule.
    """

    clock: str
    subject: str
    amount: int
    unit: str
    source: str


@dataclass(frozen=True)
class Prefix:
    """A way in which the district's name stands before a unit's (行政区前缀)."""

    prefix: str


@dataclass(frozen=True)
class Reference:
    """All reference data of a deployment."""

    units: tuple[Unit, ...]
    unit_aliases: tuple[UnitAlias, ...]
    townships: tuple[Township, ...]
    villages: tuple[Village, ...]
    schools: tuple[School, ...]
    population: tuple[Population, ...]
    holidays: tuple[Holiday, ...]
    limits: tuple[Limit, ...]
    district: tuple[Prefix, ...]


class _Wrong(Exception):
    """A cell cannot be read as what its column holds."""


def _text(value: str) -> str:
    if not value:
        raise _Wrong("不能为空")
    return value


def _optional_text(value: str) -> str | None:
    return value or None


def _date(value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise _Wrong("应为日期，例如 2024-01-31") from error


def _optional_date(value: str) -> date | None:
    return _date(value) if value else None


def _whole(value: str) -> int:
    try:
        return int(value)
    except ValueError as error:
        raise _Wrong("应为整数") from error


def _optional_whole(value: str) -> int | None:
    return _whole(value) if value else None


def _flag(value: str) -> bool:
    if value not in ("0", "1"):
        raise _Wrong("应为 0 或 1")
    return value == "1"


def _any_text(value: str) -> str:
    return value


def _limit_unit(value: str) -> str:
    if value not in LIMIT_UNITS:
        raise _Wrong(f"应为 {'、'.join(LIMIT_UNITS)} 之一")
    return value


Reader = Callable[[str], Any]

_TABLES: dict[str, tuple[type, dict[str, Reader]]] = {
    "units": (
        Unit,
        {
            "code": _text,
            "name": _text,
            "kind": _text,
            "valid_from": _optional_date,
            "valid_to": _optional_date,
            "successor": _optional_text,
        },
    ),
    "unit_aliases": (UnitAlias, {"alias": _text, "code": _text}),
    "townships": (Township, {"code": _text, "name": _text}),
    "villages": (
        Village,
        {
            "code": _text,
            "name": _text,
            "township_code": _text,
            "kind": _text,
            "population": _optional_whole,
            "counted": _flag,
        },
    ),
    "schools": (School, {"name": _text, "township_code": _any_text, "level": _any_text}),
    "population": (Population, {"year": _whole, "population": _whole}),
    "holidays": (Holiday, {"date": _date, "is_workday": _flag}),
    "limits": (
        Limit,
        {"clock": _text, "subject": _any_text, "amount": _whole, "unit": _limit_unit, "source": _any_text},
    ),
    "district": (Prefix, {"prefix": _text}),
}


def load_reference(overrides: Path | None = None) -> Reference:
    """Read every reference table; a file in `overrides` replaces the shipped one of its name.

    Raises BadReference for a missing column, an unreadable value, a code used twice, an alias of
    two units, an unknown township, unit or successor, a cycle of successors, or a year's population or a
    limit given twice.
    """
    rows: dict[str, tuple[Any, ...]] = {}
    paths: dict[str, Path] = {}
    for name in _TABLES:
        own = overrides / f"{name}.csv" if overrides else None
        paths[name] = own if own is not None and own.is_file() else SHIPPED / f"{name}.csv"
        rows[name] = _read(paths[name], name)
    reference = Reference(**rows)
    _check_units(reference, paths)
    _check_places(reference, paths)
    _check_years(reference.population, paths["population"])
    _check_limits(reference.limits, paths["limits"])
    return reference


def _read(path: Path, name: str) -> tuple[Any, ...]:
    record, readers = _TABLES[name]
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadReference(f"{path.name} 不是 UTF-8 编码，请另存为 UTF-8 的 CSV") from error
    lines = csv.DictReader(text.splitlines())
    missing = [column for column in readers if column not in (lines.fieldnames or [])]
    if missing:
        raise BadReference(f"{path.name} 第 1 行缺少列：{'、'.join(missing)}")
    result = []
    for line in lines:
        values = {}
        for column, reader in readers.items():
            try:
                values[column] = reader((line[column] or "").strip())
            except _Wrong as wrong:
                raise BadReference(
                    f"{path.name} 第 {lines.line_num} 行 {column} 列「{line[column] or ''}」{wrong}"
                ) from wrong
        result.append(record(**values))
    return tuple(result)


def _line(position: int) -> int:
    return position + 2  # the header is line 1


def _check_units(reference: Reference, paths: dict[str, Path]) -> None:
    units = {}
    for position, unit in enumerate(reference.units):
        if unit.code in units:
            raise BadReference(
                f"{paths['units'].name} 第 {_line(position)} 行 code 列「{unit.code}」重复，每个单位一个代码"
            )
        units[unit.code] = unit
    for position, unit in enumerate(reference.units):
        seen = [unit.code]
        following = unit.successor
        while following is not None:
            if following not in units:
                raise BadReference(
                    f"{paths['units'].name} 第 {_line(position)} 行 "
                    f"successor 列「{following}」不是已有单位的代码"
                )
            if following in seen:
                raise BadReference(
                    f"{paths['units'].name} 第 {_line(position)} 行 successor 列形成循环："
                    f"{'→'.join([*seen, following])}"
                )
            seen.append(following)
            following = units[following].successor
    owners = {_plain(unit.name): unit.code for unit in reference.units}
    for position, alias in enumerate(reference.unit_aliases):
        where = f"{paths['unit_aliases'].name} 第 {_line(position)} 行"
        if alias.code not in units:
            raise BadReference(f"{where} code 列「{alias.code}」不是已有单位的代码")
        owner = owners.setdefault(_plain(alias.alias), alias.code)
        if owner != alias.code:
            raise BadReference(f"{where} alias 列「{alias.alias}」已属于 {owner}，一个别名只能指一个单位")


def _plain(name: str) -> str:
    """Return a name as it is compared: half-width, without spaces and invisible signs."""
    return "".join(
        sign
        for sign in unicodedata.normalize("NFKC", name)
        if not sign.isspace() and unicodedata.category(sign) != "Cf"
    )


def _check_years(population: tuple[Population, ...], path: Path) -> None:
    seen: set[int] = set()
    for position, row in enumerate(population):
        if row.year in seen:
            raise BadReference(
                f"{path.name} 第 {_line(position)} 行 year 列「{row.year}」重复，每年只能有一个人口数"
            )
        seen.add(row.year)


def _check_places(reference: Reference, paths: dict[str, Path]) -> None:
    townships = {township.code for township in reference.townships}
    codes: set[str] = set()
    for position, village in enumerate(reference.villages):
        where = f"{paths['villages'].name} 第 {_line(position)} 行"
        if village.township_code not in townships:
            raise BadReference(f"{where} township_code 列「{village.township_code}」不是已有镇办的代码")
        if village.code in codes:
            raise BadReference(f"{where} code 列「{village.code}」重复，每个村（社区）一个代码")
        codes.add(village.code)
    for position, school in enumerate(reference.schools):
        if school.township_code and school.township_code not in townships:
            raise BadReference(
                f"{paths['schools'].name} 第 {_line(position)} 行 township_code 列"
                f"「{school.township_code}」不是已有镇办的代码"
            )


def _check_limits(limits: tuple[Limit, ...], path: Path) -> None:
    seen: set[tuple[str, str]] = set()
    for position, limit in enumerate(limits):
        if (limit.clock, limit.subject) in seen:
            raise BadReference(
                f"{path.name} 第 {_line(position)} 行 subject 列「{limit.subject}」重复，"
                f"{limit.clock} 的同一事项只能有一个期限"
            )
        seen.add((limit.clock, limit.subject))
