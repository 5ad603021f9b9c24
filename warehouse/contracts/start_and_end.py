"""A period in two columns: 开始时间 and 结束时间 instead of one column of spans."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from warehouse.contracts.model import Column, Dataset, Layout, Produced
from warehouse.contracts.types import DATE, DATE_SPAN

_STARTS = ("开始时间", "开始日期", "起始时间", "起始日期")
_ENDS = ("结束时间", "结束日期", "终止时间", "终止日期")


def with_start_and_end(dataset: Dataset) -> Dataset:
    """Return a dataset that may also come with its span (起止时间) in two columns.

    The cell of the end may be blank: the event then took one day. Raises StopIteration for a dataset without
    a column of spans.
    """
    span = next(column for column in dataset.columns if column.kind is DATE_SPAN)
    end_name = span.end_name or ""
    start = replace(span, label=_STARTS[0], aliases=_STARTS[1:])
    end = Column(end_name, _ENDS[0], DATE, aliases=_ENDS[1:], required=True)
    columns = tuple(
        own for column in dataset.columns for own in ((start, end) if column is span else (column,))
    )

    def expand(row: Mapping[str, str]) -> list[dict[str, Produced]]:
        texts = {name: text for name, text in row.items() if name != end_name}
        first, last = texts.get(span.name, "").strip(), row.get(end_name, "").strip()
        if first and last and first != last:
            texts[span.name] = f"{first} 至 {last}"
        return [{name: Produced(text, name) for name, text in texts.items()}]

    layout = Layout(
        name="start_and_end",
        label="开始、结束时间各一列",
        columns=columns,
        expand=expand,
        example="开始时间 2024-03-05，结束时间 2024-03-07",
    )
    return replace(dataset, layouts=(*dataset.layouts, layout))
