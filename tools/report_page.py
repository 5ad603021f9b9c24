"""Print docs/bureau-report.md, the page that tells where each figure of the bureau's report comes from.

Usage: python -m tools.report_page > docs/bureau-report.md
"""

from __future__ import annotations

import sys
from collections.abc import Iterable

from tools.report_figures import FIGURES, SUBJECTS, YEAR, Figure
from warehouse.metrics.catalogue import METRICS
from warehouse.render.metrics_doc import BASIS_LABELS

COMMAND = "python -m tools.report_page > docs/bureau-report.md"
_QUALIFIERS = {None: "—", "at_least": "at_least (余)", "about": "about (约)", "almost": "almost (近)"}
_HEADER = (
    "| phrase | metric | selection | value | qualifier | basis |",
    "| --- | --- | --- | --- | --- | --- |",
)


def report_page(figures: Iterable[Figure] = FIGURES) -> str:
    """Return the page, ending with one newline."""
    figures = list(figures)
    lines = [
        "# The bureau's annual report, figure by figure",
        "",
        f"Generated from `tools/report_figures.py`; to renew it, run `{COMMAND}`.",
        "",
        "Every figure and every named system of the report is answered by a metric. Each row below is a test",
        "on the demo warehouse (`tests/test_bureau_report.py`). Unless a row says otherwise, the period is",
        f"{YEAR[0]} to {YEAR[1]}; a stock (时点) or cumulative (累计) figure is answered as at its last day.",
        "「余」 and 「多」 in a phrase make a range: 20余 is 21 to 29, 200多 is 201 to 299. The qualifier is",
        "what the answer itself carries, because some of its parts were estimated.",
    ]
    for row, subject in SUBJECTS.items():
        lines += ["", f"## {row}. {subject}", "", *_HEADER]
        lines += [_line(figure) for figure in figures if figure.row == row]
    return "\n".join(lines) + "\n"


def _line(figure: Figure) -> str:
    metric = METRICS[figure.metric]
    phrase = f"{figure.phrase} ({figure.note})" if figure.note else figure.phrase
    cells = (
        phrase,
        f"{metric.id} {metric.name}",
        _selection(figure),
        f"{_value(figure)} {metric.unit}",
        _QUALIFIERS[figure.qualifier],
        BASIS_LABELS[figure.basis.value],
    )
    return f"| {' | '.join(cells)} |"


def _selection(figure: Figure) -> str:
    parts = [f"{name}={','.join(values)}" for name, values in figure.where.items()]
    if figure.period != YEAR:
        parts.append(f"{figure.period[0]} to {figure.period[1]}")
    return "; ".join(parts) or "—"


def _value(figure: Figure) -> str:
    if figure.highest is None:
        return f"≥ {figure.lowest:,}"
    if figure.lowest == figure.highest:
        return f"{figure.lowest:,}"
    return f"{figure.lowest:,}–{figure.highest:,}"


if __name__ == "__main__":
    sys.stdout.write(report_page())
