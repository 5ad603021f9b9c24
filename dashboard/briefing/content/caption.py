"""The words around a chart that leaves its page: title, unit, definition, source, cut-off, snapshot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dashboard.briefing.content.model import Stamp
from dashboard.data.definition import definition
from dashboard.data.ledgers import ledger_names
from dashboard.formatting import full_day
from dashboard.texts import briefing as texts
from dashboard.texts import common
from warehouse.snapshots import Snapshot


@dataclass(frozen=True)
class Caption:
    """What a picture of a chart says beside the chart. unit: "" where the chart has none."""

    title: str
    unit: str
    definition: str
    source: str
    stamp: Stamp

    def lines(self) -> tuple[str, ...]:
        """Return the lines below the chart, in order."""
        origin = texts.CAPTION.format(
            source=texts.SOURCE.format(text=self.source),
            cutoff=texts.CUTOFF.format(day=full_day(self.stamp.cutoff)),
            snapshot=snapshot_words(self.stamp),
        )
        return (texts.DEFINITION.format(text=self.definition), origin) if self.definition else (origin,)


def snapshot_words(stamp: Stamp) -> str:
    """Return which snapshot it is, and that its data is synthetic where it is."""
    if stamp.label is None:
        words = texts.SNAPSHOT.format(snapshot=stamp.snapshot)
    else:
        words = texts.SNAPSHOT_FROZEN.format(label=stamp.label, snapshot=stamp.snapshot)
    return f"{words}　{texts.DEMO}" if stamp.is_demo else words


def stamp_of(snapshot: Snapshot, label: str | None = None, cutoff: date | None = None) -> Stamp:
    """Return the stamp of a snapshot. cutoff: the last day shown, where it is before the data cut-off."""
    info = snapshot.info
    last = info.data_cutoff or info.created_at.date()
    return Stamp(snapshot.id, label, min(cutoff or last, last), info.is_demo)


def caption_of(snapshot: Snapshot, title: str, metric_ids: Sequence[str], unit: str, stamp: Stamp) -> Caption:
    """Return the caption of a chart of metrics, with their definitions as they were in the snapshot."""
    return Caption(title, unit, definition_line(snapshot, metric_ids), ledger_names(metric_ids), stamp)


def definition_line(snapshot: Snapshot, metric_ids: Sequence[str]) -> str:
    """Return what the metrics of a chart count, each by id, name and definition of the snapshot."""
    found = [definition(snapshot, metric_id) for metric_id in dict.fromkeys(metric_ids)]
    label = common.DEFINITION_FIELDS["definition"]
    return "；".join(f"{one.title}：{one.text(label).rstrip('。')}" for one in found)
