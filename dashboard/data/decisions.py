"""需要决策: this week's matters, what changed since the week before first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.data.matters import SILENT_DAYS, Facts, Matter, facts, matters
from dashboard.data.paces import TargetPace, target_paces
from dashboard.periods import Moment
from dashboard.status import Status
from dashboard.texts import weekly as texts
from warehouse.snapshots import Snapshot


@dataclass(frozen=True)
class Decision:
    """A matter and how it stood the week before, in words. has_turned: it stands otherwise than then."""

    matter: Matter
    change: str
    has_turned: bool


def facts_of_week(snapshot: Snapshot, moment: Moment, paces: Sequence[TargetPace]) -> tuple[Facts, Facts]:
    """Return the facts at a moment and on the Sunday before. paces: the year's targets at the moment."""
    last_sunday = moment.week.earlier(1).sunday
    on_days = {moment.as_of: paces, last_sunday: target_paces(snapshot, last_sunday)}
    known = facts(snapshot, on_days, named=moment.as_of)
    return known[moment.as_of], known[last_sunday]


def decisions(known: Facts, earlier: Facts) -> list[Decision]:
    """Return what turned since last week, the most serious first, what recovered, then what goes on."""
    now = {matter.key: matter for matter in matters(known)}
    before = {matter.key: matter for matter in matters(earlier)}
    found = [_decision(matter, before.get(key)) for key, matter in now.items()]
    found += [_recovered(matter) for key, matter in before.items() if key not in now]
    found.sort(key=lambda decision: (not decision.has_turned, decision.matter.status.rank))
    return found


def _decision(matter: Matter, before: Matter | None) -> Decision:
    if before is None:
        return Decision(matter, texts.NEW, has_turned=True)
    if before.status is not matter.status:
        return Decision(matter, texts.FROM_STATUS.format(word=before.status.word), has_turned=True)
    return Decision(matter, texts.CONTINUED, has_turned=False)


def _recovered(matter: Matter) -> Decision:
    title = texts.RECOVERED_TITLES.get(matter.kind, texts.RECOVERED_CLOCK)
    recovered = Matter(
        matter.key,
        matter.kind,
        Status.NORMAL,
        title.format(name=matter.subject, days=SILENT_DAYS),
        texts.RECOVERED_DETAIL.format(word=matter.status.word),
        matter.subject,
    )
    return Decision(recovered, texts.RECOVERED.format(word=matter.status.word), has_turned=True)
