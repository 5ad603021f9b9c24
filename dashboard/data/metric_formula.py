"""A metric's formula in words: what is counted, under which conditions, divided by what, and by which date.

A record holds its condition as an expression; its text is read as Python, of which only the few forms that
records use are put into words. A form that is not known stands as it is written.
"""

from __future__ import annotations

import ast
from functools import cache

from dashboard.texts import dictionary as texts
from warehouse.contracts.registry import DATASETS
from warehouse.marts.build import MARTS
from warehouse.metrics.dimensions import DIMENSIONS
from warehouse.metrics.model import Basis, Kind, Measure, Metric, Progress


def formula_words(metric: Metric) -> str:
    """Return the formula in words: 100 × 甲 ÷ 乙."""
    if metric.progress is not None:
        return texts.PROGRESS_FORMULAS[Progress(metric.progress).value]
    numerator, denominator = metric.numerator, metric.denominator
    if numerator is None:
        return texts.NO_FORMULA
    if denominator is None:
        return measure_words(numerator)
    over, under = measure_words(numerator), measure_words(denominator)
    if _dates(numerator) != _dates(denominator):
        over, under = _dated(numerator, over), _dated(denominator, under)
    factor = texts.FACTOR.format(factor=f"{metric.multiplier:,}") if metric.multiplier != 1 else ""
    return texts.QUOTIENT.format(factor=factor, numerator=over, denominator=under)


def _dates(measure: Measure) -> tuple[str | None, str | None]:
    return measure.date, measure.valid_from


def _dated(measure: Measure, words: str) -> str:
    """Return a measure in words with its own date, where the two of a ratio differ in it."""
    if measure.date is not None:
        return texts.DATED.format(measure=words, date=column_words(measure.over, measure.date))
    if measure.valid_from is not None:
        return texts.HELD.format(measure=words, date=column_words(measure.over, measure.valid_from))
    return words


def measure_words(measure: Measure) -> str:
    """Return what one measure counts."""
    words = texts.MEASURES[Kind(measure.kind).value].format(
        mart=MARTS[measure.over].label,
        value=column_words(measure.over, measure.value) if measure.value else "",
    )
    if measure.where is None:
        return words
    return texts.WHERE.format(measure=words, condition=condition_words(measure.over, repr(measure.where)))


def date_words(metric: Metric) -> str:
    """Return by which date a metric is counted, or between which its rows hold."""
    top = metric.numerator
    if top is None:
        return texts.DATE_OF_CHOSEN
    if metric.interval is not None:
        first, last = (
            column_words(top.over, name).partition("；")[0].partition("（")[0] for name in metric.interval
        )
        words = texts.OPEN_INTERVAL if last == texts.NEVER else texts.INTERVAL
        return words.format(first=first, last=last)
    return column_words(top.over, metric.date) if metric.date else texts.NO_DATE


def dimension_words(metric: Metric) -> str:
    """Return by what a metric may be split and filtered."""
    return "、".join(DIMENSIONS[name].label for name in metric.dimensions) or texts.NO_DIMENSIONS


def additivity_words(metric: Metric) -> str:
    """Return whether the parts of a metric add up."""
    if not metric.additive:
        return texts.NOT_ADDITIVE
    return texts.ADDITIVE if metric.basis is Basis.FLOW else texts.ADDITIVE_BY_GROUP


@cache
def column_words(mart: str, name: str) -> str:
    """Return what a mart calls a column, else the contract's label, else the usual word for it."""
    words = MARTS[mart].columns.get(name, "").partition("：")[0]
    dataset = MARTS[mart].dataset
    if not words and dataset is not None:
        words = {one.name: one.label for one in DATASETS[dataset].columns}.get(name, "")
        stored = {one.name: one.comment for one in DATASETS[dataset].stored_columns()}
        words = words or stored.get(name, "")
    return words or texts.USUAL_COLUMNS.get(name, name)


def condition_words(mart: str, written: str) -> str:
    """Return a condition in words."""
    try:
        return _words(mart, ast.parse(written, mode="eval").body)
    except (SyntaxError, _Unknown):
        return written


class _Unknown(Exception):
    """A form that has no words."""


def _words(mart: str, node: ast.expr) -> str:
    match node:
        case ast.BinOp(left, ast.BitAnd(), right):
            return texts.AND.format(left=_words(mart, left), right=_words(mart, right))
        case ast.BinOp(left, ast.BitOr(), right):
            return texts.OR.format(left=_words(mart, left), right=_words(mart, right))
        case ast.UnaryOp(ast.Invert(), operand):
            return texts.NOT.format(operand=_words(mart, operand))
        case ast.Compare(left, [ast.Eq()], [ast.Constant(value)]):
            return texts.EQUALS.format(column=_words(mart, left), value=value)
        case ast.Compare(ast.Call(ast.Attribute(left, "length"), []), [ast.Gt()], [ast.Constant(0)]):
            return texts.FILLED.format(column=_words(mart, left))
        case ast.Call(ast.Attribute(left, "isin"), [ast.Tuple(values)]):
            listed = "、".join(str(ast.literal_eval(value)) for value in values)
            return texts.EQUALS.format(column=_words(mart, left), value=listed)
        case ast.Call(ast.Attribute(left, "contains"), [ast.Constant(value)]):
            return texts.CONTAINS.format(column=_words(mart, left), value=value)
        case ast.Call(ast.Attribute(left, "notnull"), []):
            return texts.FILLED.format(column=_words(mart, left))
        case ast.Call(ast.Attribute(left, "fill_null"), [ast.Constant(False)]):
            return _words(mart, left)
        case ast.Attribute(ast.Name("_"), name):
            return column_words(mart, name)
        case _:
            raise _Unknown
