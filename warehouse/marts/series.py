"""系列活动 events held again under a running number: 第四届法治书法展 is the fourth of 法治书法展."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
from ibis import _

from warehouse.marts.model import Mart, Source

# 第 N 届 in a title: the number in Chinese or in digits, then the name of the series.
_EDITION = r"第([一二三四五六七八九十]{1,3}|[0-9]{1,2})届(.+)"
_DIGITS = "一二三四五六七八九"


def _chinese_numbers() -> tuple[tuple[str, int], ...]:
    """Return the Chinese numbers from 一 to 九十九 with their values."""
    numbers = [(digit, value) for value, digit in enumerate(_DIGITS, 1)]
    for tens, prefix in enumerate(("", *_DIGITS[1:]), 1):
        numbers.append((f"{prefix}十", tens * 10))
        numbers += [(f"{prefix}十{digit}", tens * 10 + value) for value, digit in enumerate(_DIGITS, 1)]
    return tuple(numbers)


def event_series(source: Source) -> ir.Table:
    """Return the counted events that raise the running number of their series.

    editions: by how many, so that the editions up to a day add up to the highest number held by then,
    also where the first ones lie before the first record.
    """
    events = source.mart("activities").filter(_.is_counted)
    written = _.title.re_extract(_EDITION, 1)
    events = events.mutate(
        series=_.title.re_extract(_EDITION, 2).strip(),
        edition=ibis.coalesce(written.cases(*_chinese_numbers()), written.try_cast("int64")),
    ).filter(_.edition.notnull() & (_.series != ""))
    in_order = [events.start_on, events.edition, events.row_id]
    earlier = ibis.window(group_by="series", order_by=in_order, preceding=(None, 1))
    events = events.mutate(
        place=ibis.row_number().over(ibis.window(group_by="series", order_by=in_order)),
        before=events.edition.max().over(earlier),
        before_row_id=events.row_id.argmax(events.edition).over(earlier),
    )
    events = events.mutate(editions=(_.edition - ibis.coalesce(_.before, 0)).cast("int64"))
    return events.filter(_.editions > 0).select(
        "row_id",
        "table_id",
        "series",
        "edition",
        "editions",
        "before_row_id",
        "start_on",
        "unit",
        "unit_code",
        "unit_kind",
        ends_on=ibis.null("date"),
    )


EVENT_SERIES = Mart(
    "event_series",
    "系列活动",
    event_series,
    dataset="activities",
    columns={
        "series": "系列名称",
        "edition": "届次",
        "editions": "比此前最高届次多出的届数",
        "before_row_id": "此前最高届次所在的行",
        "ends_on": "恒为空：已举办的届次一直有效",
    },
)
