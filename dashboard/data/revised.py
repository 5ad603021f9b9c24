"""What late filings and corrections changed since a week was shown (自上次通报以来的更正)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dashboard.formatting import figure
from dashboard.periods import Moment
from dashboard.texts import weekly as texts
from warehouse.differences.revising import revisions
from warehouse.errors import FazhiError
from warehouse.metrics.catalogue import METRICS
from warehouse.metrics.selection import Selection
from warehouse.snapshots import FrozenRecord, Snapshot

_WEEK = re.compile(r"\d{4}-W\d\d")


@dataclass(frozen=True)
class Revised:
    """A number of the frozen week that is another now, and the files that most of it comes from."""

    metric_id: str
    name: str
    shown: str
    now: str
    why: str
    selection: Selection


@dataclass(frozen=True)
class RevisedWeek:
    """How the numbers of a frozen week stand now. label: of the freeze; failure: why it cannot be told."""

    label: str
    rows: tuple[Revised, ...]
    failure: str = ""


def frozen_before(records: Sequence[FrozenRecord], moment: Moment) -> FrozenRecord | None:
    """Return the freeze to compare with: the week's own, else the latest of an earlier week; None without."""
    own = [record for record in records if record.label.startswith(moment.week.id)]
    earlier = [record for record in records if _is_before(record, moment)]
    found = own or earlier
    return max(found, key=lambda record: (record.data_cutoff or date.min, record.frozen_at), default=None)


def _is_before(record: FrozenRecord, moment: Moment) -> bool:
    """Whether a freeze is of an earlier week: by its label where that names a week, else by its data."""
    if _WEEK.match(record.label):
        return record.label[: len(moment.week.id)] < moment.week.id
    return record.data_cutoff is not None and record.data_cutoff < moment.week.monday


def revised_week(now: Snapshot, shown: Snapshot, label: str, metric_ids: Sequence[str]) -> RevisedWeek:
    """Return which numbers of the year up to the freeze's cut-off are others now than when it was shown."""
    last = shown.info.data_cutoff
    if shown.id == now.id or last is None:
        return RevisedWeek(label, ())
    selection = Selection(date(last.year, 1, 1), last)
    try:
        found = revisions(shown, now, metric_ids, selection)
    except FazhiError as error:
        return RevisedWeek(label, (), str(error))
    rows = []
    for revision in found:
        metric = METRICS[revision.metric]
        files = dict.fromkeys(cause.file for cause in revision.because if cause.file)
        rows.append(
            Revised(
                metric.id,
                metric.name,
                *_told_apart(revision.shown, revision.now, metric.unit),
                texts.REVISED_BY.format(file=next(iter(files)), count=len(revision.because)) if files else "",
                selection,
            )
        )
    return RevisedWeek(label, tuple(rows))


def _told_apart(shown: float | None, now: float | None, unit: str) -> tuple[str, str]:
    """Return both values as written; with more decimals where they would read alike."""
    one, other = str(figure(shown, unit)), str(figure(now, unit))
    if one == other and shown is not None and now is not None:
        return (f"{shown:,.3f}{unit}", f"{now:,.3f}{unit}")
    return one, other
