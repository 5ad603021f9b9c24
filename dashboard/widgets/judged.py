"""A number with its shape of status, as a link to its 溯源, for dense tables."""

from __future__ import annotations

from dashboard.data.ask import Answer
from dashboard.data.judged import Judged
from dashboard.formatting import MISSING, PERCENT, number, percent, ratio
from dashboard.markup import Markup, element, join, span
from dashboard.status import Status
from dashboard.texts import subjects as texts
from dashboard.widgets.lineage_links import number_link
from warehouse.metrics.catalogue import METRICS
from warehouse.metrics.selection import Selection
from warehouse.snapshots import Snapshot


def mark(status: Status | None) -> Markup | None:
    """Return the shape of a status that asks for attention, with its word for those who do not see it."""
    if status is None or status is Status.NORMAL:
        return None
    return span(
        f"fz-mark fz-mark-{status.value.css_class}", status.shape, title=status.word, aria_label=status.word
    )


def judged_number(
    snapshot: Snapshot,
    metric_id: str,
    selection: Selection,
    judged: Judged,
    *,
    with_parts: bool = True,
    **where: str,
) -> Markup:
    """Return a number with its status and, of a rate, what it is made of: ■ 75% 3/4.

    An unreported number is 未报; a rate with nothing to judge is a dash.
    """
    answer = judged.answer
    if answer.value is None:
        is_missing = judged.status is Status.UNREPORTED
        words = f"{Status.UNREPORTED.shape} {texts.NOT_REPORTED}" if is_missing else MISSING
        return span("fz-judged fz-judged-none", words)
    shown = join(
        number_link(snapshot, metric_id, selection, written(metric_id, answer), **where),
        element("small", ratio(answer.numerator, answer.denominator))
        if with_parts and METRICS[metric_id].denominator is not None
        else None,
    )
    return span("fz-judged", mark(judged.status), shown)


def written(metric_id: str, answer: Answer) -> str:
    """Return a value as a table writes it: 75%, 88.3, 1,234."""
    if METRICS[metric_id].unit == PERCENT:
        whole = answer.value is not None and answer.value == int(answer.value)
        return percent(answer.value, 0 if whole else 1)
    return number(answer.value)
