"""指标口径: the metric records as a published document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from warehouse.contracts.registry import DATASETS
from warehouse.marts.build import MARTS
from warehouse.metrics.dimensions import DIMENSIONS
from warehouse.metrics.model import Basis, Metric, Progress
from warehouse.metrics.versions import superseded_by

BASIS_LABELS = {"flow": "期间", "stock": "时点", "cumulative": "累计"}
BETTER_LABELS = {"up": "越高越好", "down": "越低越好", "neutral": "不分高低"}
COMMAND = "python -m warehouse metrics --format markdown > docs/metrics.md"
_PROGRESS_FORMULAS = {
    Progress.ATTAINMENT: "100 × 所选指标的本年实际值 ÷ 目标值",
    Progress.PACE: "100 × 所选指标的本年实际值 ÷ 目标值 − 100 × 序时进度",
}


def metrics_markdown(metrics: Iterable[Metric]) -> str:
    """Return the document, ending with one newline."""
    records = list(metrics)
    lines = [
        "# 指标口径",
        "",
        f"本文由指标定义生成，请勿手改；定义变动后运行 `{COMMAND}`。",
        "",
        "各表的分子、分母先分别合计，最后相除；分母为 0 时不出数，显示「—」。"
        "没有报送的时段显示「未报」，不等于 0；零报告是 0。",
        "",
        "| 编号 | 指标 | 单位 | 口径 | 方向 | 目标 |",
        "|---|---|---|---|---|---|",
        *(
            f"| [{m.id}](#{m.id.lower()}-{_anchor(m.name)}) | {m.name} | {m.unit} | {BASIS_LABELS[m.basis]}"
            f" | {BETTER_LABELS[m.better]} | {m.target or '—'} |"
            for m in records
        ),
        "",
    ]
    for metric in records:
        lines += _section(metric)
    return "\n".join(lines).rstrip() + "\n"


def _section(metric: Metric) -> list[str]:
    dimensions = "、".join(f"{DIMENSIONS[name].label}（{name}）" for name in metric.dimensions)
    lines = [
        f"## {metric.id} {metric.name}",
        "",
        metric.definition,
        "",
        *([f"注意：{metric.note}", ""] if metric.note else []),
        f"- 单位：{metric.unit}；口径：{BASIS_LABELS[metric.basis]}；方向：{BETTER_LABELS[metric.better]}",
        f"- 日期：{date_in_words(metric)}",
        f"- 算式：{formula_in_words(metric)}",
        f"- 可否相加：{_additivity(metric)}",
        f"- 可拆分和筛选的维度：{dimensions or '无'}",
        f"- 目标：{metric.target or ('无' if metric.may_be_target else '不得设为目标')}",
        f"- 依据：{metric.source}",
        f"- 负责：{metric.owner}",
    ]
    if metric.aliases:
        lines.append(f"- 又称：{'、'.join(metric.aliases)}")
    lines += [f"- 英文：{metric.english_name}", *_revisions(metric), ""]
    return lines


def _revisions(metric: Metric) -> list[str]:
    """Return what the definition replaced, newest first: until when, why, and the formula then."""
    return [
        f"- 口径变更：{one.until} 起改用其后的口径，此前为 {formula_in_words(one.metric)}。原因：{one.reason}"
        for one in reversed(superseded_by(metric))
    ]


def records_markdown(snapshot_id: str, records: Iterable[Mapping[str, Any]]) -> str:
    """Return the definitions that a snapshot keeps as a document, ending with one newline."""
    lines = [f"# 快照 {snapshot_id} 生成时的指标口径", ""]
    for record in records:
        lines += [f"## {record['id']} {record['name']}", "", record["definition"], ""]
        lines += [f"注意：{record['note']}", ""] if record["note"] else []
        divided = f" ÷ `{record['denominator']}`" if record["denominator"] else ""
        formula = f"`{record['numerator']}`{divided}" if record["numerator"] else "随所选指标"
        lines += [
            f"- 单位：{record['unit']}；口径：{BASIS_LABELS[record['basis']]}",
            f"- 算式：{formula}",
            f"- 依据：{record['source']}",
            "",
        ]
    return "\n".join(lines).rstrip() + "\n"


def date_in_words(metric: Metric) -> str:
    """Return by which column a metric is dated, or between which it holds."""
    if metric.numerator is None:
        return "随所选指标"
    over = metric.numerator.over
    if metric.interval is not None:
        first, last = metric.interval
        return f"自{_column(over, first)}起，至{_column(over, last)}前一日"
    return _column(over, metric.date) if metric.date is not None else "与时间无关"


def formula_in_words(metric: Metric) -> str:
    """Return numerator and denominator as they are computed."""
    if metric.progress is not None:
        return _PROGRESS_FORMULAS[metric.progress]
    record = metric.record()
    if metric.denominator is None:
        return f"`{record['numerator']}`"
    factor = f"{metric.multiplier:,} × " if metric.multiplier != 1 else ""
    return f"{factor}`{record['numerator']}` ÷ `{record['denominator']}`"


def _column(mart: str, name: str) -> str:
    """Return a column's meaning and name: the mart's own words, else the contract's label."""
    label = MARTS[mart].columns.get(name, "").partition("：")[0]
    dataset = MARTS[mart].dataset
    if not label and dataset is not None:
        stored = {one.name: one.comment for one in DATASETS[dataset].stored_columns()}
        label = stored.get(name, "")
    return f"{label}（{name}）" if label else name


def _additivity(metric: Metric) -> str:
    if not metric.additive:
        return "不可以"
    shared = [DIMENSIONS[name].label for name in metric.dimensions if DIMENSIONS[name].is_many]
    parts = "各组可以，各时段不可以" if metric.basis is not Basis.FLOW else "可以"
    return f"{parts}，按{'、'.join(shared)}拆分的不可以" if shared else parts


def _anchor(name: str) -> str:
    return "".join(character for character in name if character not in "（）")
