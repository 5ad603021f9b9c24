"""What 趋势探索 shows as a table to download: one number a row, and what explains the numbers."""

from __future__ import annotations

from dashboard.data.definition import Definition
from dashboard.data.explore import Explored
from dashboard.data.explore_bases import difference_text
from dashboard.data.explore_moves import Key
from dashboard.data.explore_titles import conditions_text, span_text, title
from dashboard.exports.table import Column, Export, Kind, Value
from dashboard.formatting import full_day
from dashboard.texts import common
from dashboard.texts import explore as texts
from warehouse.metrics.catalogue import METRICS
from warehouse.metrics.dimensions import DIMENSIONS
from warehouse.metrics.selection import Grain
from warehouse.snapshots import SnapshotInfo


def export(
    found: Explored, definitions: tuple[Definition, ...], info: SnapshotInfo, snapshot_id: str, link: str
) -> Export:
    """Return every number that the page shows, in its order. link: of the page that shows them."""
    address = found.address
    is_timed = address.grain is not Grain.TOTAL
    columns = [Column(texts.COLUMN_METRIC_ID), Column(texts.COLUMN_METRIC)]
    columns += [Column(texts.PERIOD_COLUMN)] if is_timed else []
    columns += [Column(DIMENSIONS[name].label) for name in address.by]
    columns += [
        Column(texts.COLUMN_VALUE, Kind.NUMBER),
        Column(texts.COLUMN_UNIT),
        Column(texts.COLUMN_QUALIFIER),
        Column(texts.COLUMN_NUMERATOR, Kind.NUMBER),
        Column(texts.COLUMN_DENOMINATOR, Kind.NUMBER),
        Column(texts.COLUMN_N, Kind.COUNT),
    ]
    if found.base.answers:
        columns += [
            Column(texts.COLUMN_BASE.format(base=found.base.name), Kind.NUMBER),
            Column(texts.DIFFERENCE_COLUMN),
        ]
    rows = [
        _row(found, Key(metric_id, period, group))
        for period in found.periods
        for metric_id, group in found.series
        if Key(metric_id, period, group) in found.numbers
    ]
    return Export.of(title(found), columns, rows, notes(found, definitions, info, snapshot_id, link))


def _row(found: Explored, key: Key) -> list[Value]:
    metric = METRICS[key.metric_id]
    answer = found.number(key)
    row: list[Value] = [metric.id, metric.name]
    row += [] if key.period is None else [key.period]
    row += [value if value is not None else texts.UNSTATED for value in key.group]
    row += [answer.value, metric.unit, common.QUALIFIERS.get(answer.qualifier or "", "")]
    row += [answer.numerator, answer.denominator, answer.n]
    if found.base.answers:
        other = found.base.of(key)
        row.append(other.value if other is not None else None)
        row.append(difference_text(found.base, metric.id, answer, other))
    return row


def notes(
    found: Explored, definitions: tuple[Definition, ...], info: SnapshotInfo, snapshot_id: str, link: str
) -> list[tuple[str, str]]:
    """Return what explains the numbers: selection, definitions, cut-off, snapshot and link."""
    address = found.address
    demo = [(texts.NOTE_DATA, texts.NOTE_DEMO)] if info.is_demo else []
    return [
        (texts.NOTE_TITLE, title(found)),
        *demo,
        (texts.NOTE_PERIOD, span_text(found)),
        (texts.NOTE_GRAIN, texts.GRAINS[address.grain.value]),
        (texts.NOTE_SPLIT, "、".join(DIMENSIONS[name].label for name in address.by) or texts.NOTE_NONE),
        (texts.NOTE_FILTER, conditions_text(found) or texts.NOTE_NONE),
        (texts.NOTE_AGAINST, found.base.name or texts.NOTE_NONE),
        (texts.NOTE_CUTOFF, full_day(info.data_cutoff)),
        (texts.NOTE_SNAPSHOT, snapshot_id),
        (texts.NOTE_LINK, link),
        (texts.NOTE_NULLS, texts.NOTE_NULLS_TEXT),
        *(
            (
                texts.NOTE_DEFINITION.format(metric=one.title),
                "\n".join(f"{name}：{text}" for name, text in one.lines),
            )
            for one in definitions
        ),
        *((texts.NOTE_NOTICE, text) for text in (*found.notices, *capped(found))),
    ]


def capped(found: Explored) -> tuple[str, ...]:
    """Return what is said where not every group was asked for."""
    if found.all_groups <= len(found.groups):
        return ()
    return (texts.CAPPED_GROUPS.format(total=found.all_groups, shown=len(found.groups)),)
