"""指标口径: the metric records as a published document."""

from __future__ import annotations

from collections.abc import Iterable

from warehouse.metrics.dimensions import DIMENSIONS
from warehouse.metrics.model import Metric

BASIS_LABELS = {"flow": "期间", "stock": "时点", "cumulative": "累计"}
BETTER_LABELS = {"up": "越高越好", "down": "越低越好", "neutral": "不分高低"}
COMMAND = "python -m warehouse metrics --format markdown > docs/metrics.md"


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
        f"- 可否相加：{'可以' if metric.additive else '不可以'}",
        f"- 可拆分和筛选的维度：{dimensions or '无'}",
        f"- 依据：{metric.source}",
        f"- 负责：{metric.owner}",
    ]
    if metric.target:
        lines.append(f"- 目标：{metric.target}")
    if metric.aliases:
        lines.append(f"- 又称：{'、'.join(metric.aliases)}")
    lines += [f"- 英文：{metric.english_name}", ""]
    return lines


def _anchor(name: str) -> str:
    return "".join(character for character in name if character not in "（）")
