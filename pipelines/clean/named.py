"""Cells that hold names of the reference lists: units, townships, villages, subjects of honours."""

from __future__ import annotations

import re
from dataclasses import replace

from pipelines.clean.cells import (
    CellContext,
    CleanCell,
    Problem,
    default_cell,
    faulty_cell,
    problem_of,
    stored_values,
)
from pipelines.clean.names import Match, NearMiss, normalise_name
from pipelines.clean.subjects import names_several
from pipelines.clean.text import clean_text, empty_meaning, normalise_key, raw_text
from warehouse.contracts.honour_names import split_honour_years
from warehouse.contracts.model import Column
from warehouse.contracts.types import Severity

# In a township or village column these mean no particular one.
_EVERYWHERE = re.compile(
    r"区级|辖区|(?:(?:全区|全镇|全街道|全办|辖区|所辖|本镇|本街道)(?:内|各|所有|全部)?|各|所有|全部|每个"
    r"|\d{1,2}个|[一二三四五六七八九十]{1,3}个)"
    r"(?:\d{1,2}个|[一二三四五六七八九十]{1,3}个)?(?:行政村|村社区|村居|村|社区|镇办|镇街道?|镇|街道|办事处)?"
)


def _coded(column: Column, match: Match) -> CleanCell:
    values = stored_values(column, match.name)
    if column.kind.is_coded:
        values[f"{column.name}_code"] = match.code
    return CleanCell(values)


def _name_problem(column: Column, raw: object, miss: NearMiss, code: str, severity: Severity) -> Problem:
    candidates = "、".join(miss.candidates)
    if miss.is_ambiguous:
        return problem_of(column, "ambiguous_name", raw, severity, nearest=candidates, limit=candidates)
    return problem_of(column, code, raw, severity, nearest=next(iter(miss.candidates), ""), limit=candidates)


def clean_unit(column: Column, raw: object, context: CellContext) -> CleanCell:
    """Clean the name of one unit; further known units in the cell are kept beside it.

    Where the form has no column for them, the first counts and the sender is told.
    """
    if empty_meaning(raw) is not None:
        return default_cell(column)
    units = context.names.units(raw_text(raw), context.on)
    matches = [unit for unit in units if isinstance(unit, Match)]
    if matches and len(matches) == len(units):
        cell = replace(_coded(column, matches[0]), other_units=tuple(match.name for match in matches[1:]))
        if len(matches) == 1 or column.others_to is not None:
            return cell
        first = problem_of(column, "several_units", raw, Severity.WARNING, nearest=matches[0].name)
        return replace(cell, problem=first)
    unit = context.names.unit(clean_text(raw), context.on)
    if isinstance(unit, Match):
        return _coded(column, unit)
    return CleanCell(stored_values(column), _name_problem(column, raw, unit, "unknown_unit", Severity.ERROR))


def clean_units(column: Column, raw: object, context: CellContext) -> CleanCell:
    """Clean a list of units. Guests such as law firms are no units of the district, so one that is not
    listed is kept as written, with a warning.
    """
    if empty_meaning(raw) is not None:
        return default_cell(column)
    units = context.names.units(raw_text(raw), context.on)
    names = [unit.name if isinstance(unit, Match) else _as_written(unit.text) for unit in units]
    unlisted = next((unit for unit in units if isinstance(unit, NearMiss)), None)
    if unlisted is None:
        return CleanCell(stored_values(column, names))
    problem = _name_problem(column, unlisted.text, unlisted, "unlisted_partner", Severity.WARNING)
    return CleanCell(stored_values(column, names), problem)


def clean_unit_as_written(column: Column, raw: object, context: CellContext) -> CleanCell:
    """Clean a unit of any place: one of the district by its listed name, others as written."""
    if empty_meaning(raw) is not None:
        return default_cell(column)
    unit = context.names.unit(clean_text(raw), context.on)
    return (
        _coded(column, unit)
        if isinstance(unit, Match)
        else CleanCell(stored_values(column, _as_written(raw)))
    )


def _as_written(raw: object) -> str:
    """Return a name that no list holds: tidy, but as it was written."""
    text = clean_text(raw)
    return normalise_name(text).replace("(", "（").replace(")", "）") or text


def _is_everywhere(raw: object) -> bool:
    return _EVERYWHERE.fullmatch(normalise_key(clean_text(raw))) is not None


def _several(column: Column, raw: object, found: tuple[Match, ...]) -> CleanCell:
    """Return a cell of one place that names several: null, and the row waits only if it needs the place."""
    severity = Severity.ERROR if column.required else Severity.WARNING
    names = "、".join(match.name for match in found)
    return faulty_cell(column, "several_places", raw, severity, nearest=names)


def clean_township(column: Column, raw: object, context: CellContext) -> CleanCell:
    """Clean a township (镇办)."""
    if empty_meaning(raw) is not None:
        return default_cell(column)
    found = context.names.township(clean_text(raw))
    if isinstance(found, Match):
        return _coded(column, found)
    if _is_everywhere(raw):
        return default_cell(column)
    if several := context.names.townships(raw_text(raw)):
        return _several(column, raw, several)
    return CleanCell(
        stored_values(column), _name_problem(column, raw, found, "unknown_township", Severity.ERROR)
    )


def clean_village(column: Column, raw: object, context: CellContext) -> CleanCell:
    """Clean a village or community (村、社区)."""
    if empty_meaning(raw) is not None:
        return default_cell(column)
    found = context.names.village(clean_text(raw), context.township_code)
    if isinstance(found, Match):
        return _coded(column, found)
    if _is_everywhere(raw):
        return default_cell(column)
    if several := context.names.villages(raw_text(raw)):
        return _several(column, raw, several)
    return CleanCell(
        stored_values(column), _name_problem(column, raw, found, "unknown_village", Severity.ERROR)
    )


def clean_subject(column: Column, raw: object, context: CellContext) -> CleanCell:
    """Clean the subject of an honour, without the years that lists write into its name (河头村（2011）).

    One that no list holds stays as written, with a warning. Several in one cell are no subject.
    """
    if empty_meaning(raw) is not None:
        return default_cell(column)
    name = split_honour_years(clean_text(raw)).name
    found = context.names.subject(name, context.on)
    if isinstance(found, Match):
        return _coded(column, found)
    if names_several(raw_text(raw), context.names):
        return faulty_cell(column, "several_places", raw)
    problem = _name_problem(column, raw, found, "unknown_subject", Severity.WARNING)
    return CleanCell(stored_values(column, _as_written(name)), problem)
