"""Dimensions (维度): by what a metric may be split and filtered, and which values are known.

A mart has a column of the dimension's name, or of the name given here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from warehouse.contracts.model import Choices
from warehouse.contracts.registry import DATASETS
from warehouse.engines.duckdb import Database
from warehouse.errors import BadSelection
from warehouse.marts.build import MARTS
from warehouse.marts.deadlines import CLOCKS
from warehouse.nearest import nearest


class Values(StrEnum):
    """Where the known values of a dimension come from."""

    UNITS = "units"  # the reference units and their aliases
    TOWNSHIPS = "townships"
    VILLAGES = "villages"
    DATASETS = "datasets"  # the labels of the contracts, and their English names
    CLOCKS = "clocks"  # the kinds of time limits, whether anything runs under them or not
    OWN = "own"  # the contract's enumeration, else what the mart holds


@dataclass(frozen=True)
class Dimension:
    """One dimension. is_many: a row may have several values, and counts fully in each."""

    name: str
    label: str
    column: str
    values: Values = Values.OWN
    is_many: bool = False


def _dimension(
    name: str, label: str, *, column: str | None = None, values: Values = Values.OWN, is_many: bool = False
) -> tuple[str, Dimension]:
    return name, Dimension(name, label, column or name, values, is_many)


DIMENSIONS: Mapping[str, Dimension] = MappingProxyType(
    dict(
        (
            _dimension("unit", "单位", values=Values.UNITS),
            _dimension("unit_kind", "单位类别"),
            _dimension("township", "镇办", values=Values.TOWNSHIPS),
            _dimension("village", "村（社区）", values=Values.VILLAGES),
            _dimension("village_kind", "村或社区"),
            _dimension("participant", "联合单位", column="participants", values=Values.UNITS, is_many=True),
            _dimension("setting", "七进类别", column="settings", is_many=True),
            _dimension("form", "活动形式"),
            _dimension("theme", "普法主题", column="themes", is_many=True),
            _dimension("series", "系列活动"),
            _dimension("category", "类别"),
            _dimension("level", "级别"),
            _dimension("subject", "创建对象"),
            _dimension("subject_type", "对象类型"),
            _dimension("event", "环节"),
            _dimension("respondent", "被申请人", values=Values.UNITS),
            _dimension("applicant_type", "申请人类型"),
            _dimension("field", "管理领域"),
            _dimension("matter", "申请事项"),
            _dimension("handling", "处理"),
            _dimension("procedure", "程序"),
            _dimension("outcome", "结果"),
            _dimension("defendant", "被告", values=Values.UNITS),
            _dimension("instance", "审级"),
            _dimension("post", "岗位"),
            _dimension("role", "身份类别"),
            _dimension("school", "学校"),
            _dimension("school_stage", "学段", column="stage"),
            _dimension("duty", "责任类型"),
            _dimension("duty_scope", "共性/个性", column="scope"),
            _dimension("file_type", "案卷类型"),
            _dimension("grade", "等次"),
            _dimension("batch", "评查批次"),
            _dimension("accountability", "责任追究"),
            _dimension("type", "类型", column="kind"),
            _dimension("conclusion", "审查结论"),
            _dimension("clock", "时限种类", values=Values.CLOCKS),
            _dimension("metric_id", "目标所属指标"),
            _dimension("scope", "范围"),
            _dimension("year", "年度"),
            _dimension("stage", "考核阶段"),
            _dimension("indicator", "考核指标"),
            _dimension("institution_kind", "制度类型", column="kind"),
            _dimension("dataset", "数据集", column="dataset_label", values=Values.DATASETS),
        )
    )
)


def find_dimension(name: str, allowed: Iterable[str], metric_id: str) -> Dimension:
    """Return the dimension; BadSelection if there is none or the metric may not be split by it."""
    permitted = list(allowed)
    if name not in DIMENSIONS:
        raise BadSelection(f"没有名为「{name}」的维度，{nearest(name, permitted or DIMENSIONS)}")
    if name not in permitted:
        raise BadSelection(
            f"指标 {metric_id} 不能按「{name}」（{DIMENSIONS[name].label}）拆分或筛选，"
            f"可用的维度：{'、'.join(permitted) or '无'}"
        )
    return DIMENSIONS[name]


def resolve_values(dimension: Dimension, known: Mapping[str, str], written: Iterable[str]) -> tuple[str, ...]:
    """Return the canonical values for what was written; BadSelection names the nearest valid ones.

    known: see `known_values`.
    """
    result: list[str] = []
    for text in (one.strip() for one in written):
        if text not in known:
            hint = nearest(text, known, shown=known)
            raise BadSelection(f"维度 {dimension.name}（{dimension.label}）没有「{text}」这个值，{hint}")
        result.append(known[text])
    return tuple(dict.fromkeys(result))


def known_values(database: Database, dimension: Dimension, mart: str) -> dict[str, str]:
    """Return every accepted way of writing → canonical value of a dimension of a mart.

    Units are known by name, former name or alias and rolled up to their successor; townships by name
    or, as units, by alias; enumerations also by their synonyms; other dimensions by what the mart holds.
    """
    match dimension.values:
        case Values.UNITS:
            pairs = database.query(
                "SELECT unit AS text, unit FROM mart.units"
                " UNION ALL SELECT unit_then, unit FROM mart.units"
                " UNION ALL SELECT alias, unit FROM reference.unit_aliases JOIN mart.units USING (code)"
            )
            plain: dict[str, str] = dict(pairs.iter_rows())
            prefixes = [
                prefix for (prefix,) in database.query("SELECT * FROM reference.district").iter_rows()
            ]
            prefixed = {f"{p}{text}": unit for text, unit in plain.items() for p in (*prefixes, "区")}
            return prefixed | plain | _held(database, dimension, mart)
        case Values.TOWNSHIPS:
            return dict(
                database.query(
                    "SELECT alias, name FROM reference.unit_aliases JOIN reference.townships USING (code)"
                    " UNION ALL SELECT name, name FROM reference.townships"
                ).iter_rows()
            )
        case Values.VILLAGES:
            return {name: name for (name,) in database.query("SELECT village FROM mart.villages").iter_rows()}
        case Values.DATASETS:
            return {text: one.label for one in DATASETS.values() for text in (one.name, one.label)}
        case Values.CLOCKS:
            return {clock.label: clock.label for clock in CLOCKS}
        case Values.OWN:
            choices = _choices(dimension, mart)
            if choices is None:
                return _held(database, dimension, mart)
            return {value: value for value in choices.values} | dict(choices.synonyms)


def _choices(dimension: Dimension, mart: str) -> Choices | None:
    dataset = MARTS[mart].dataset
    if dataset is None:
        return None
    for column in DATASETS[dataset].columns:
        if column.name == dimension.column:
            return column.choices
    return None


def _held(database: Database, dimension: Dimension, mart: str) -> dict[str, str]:
    """Return the values that the mart holds; names are the program's own, never a person's."""
    sql = f'SELECT DISTINCT "{dimension.column}"::VARCHAR FROM mart.{mart} ORDER BY 1'
    return {value: value for (value,) in database.query(sql).iter_rows() if value is not None}
