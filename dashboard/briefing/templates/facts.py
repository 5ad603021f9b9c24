"""What a template may say besides numbers of metrics: the day, the week, the snapshot, the weekly review."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from dashboard.briefing.content.caption import snapshot_words, stamp_of
from dashboard.briefing.templates.language import Spoken
from dashboard.briefing.templates.numbers import Said
from dashboard.data.weekly import WeeklyReview, weekly_review
from dashboard.formatting import day, full_day
from dashboard.periods import Moment, Week
from dashboard.texts import briefing as common
from dashboard.texts import templates as texts
from warehouse.commitments import commitments
from warehouse.home import Home
from warehouse.snapshots import Snapshot


@dataclass
class About:
    """What a template is filled for. label: under which the snapshot is frozen."""

    home: Home
    snapshot: Snapshot
    label: str | None
    moment: Moment
    _review: WeeklyReview | None = None

    @property
    def review(self) -> WeeklyReview:
        """The weekly review of the moment, read when it is first asked for."""
        if self._review is None:
            as_of = self.moment.as_of
            until = date.max if as_of >= stamp_of(self.snapshot).cutoff else as_of
            entered = commitments(self.home, until, self.label)
            self._review = weekly_review(self.snapshot, self.moment, entered)
        return self._review

    def record(self) -> dict[str, Any]:
        """Return what is needed to have this again."""
        return {
            "label": self.label,
            "monday": self.moment.week.monday.isoformat(),
            "as_of": self.moment.as_of.isoformat(),
        }


def about_of(home: Home, snapshot: Snapshot, label: str | None, moment: Moment | None) -> About:
    """Return what a template is filled for; without a moment the week of the data cut-off."""
    if moment is None:
        last = stamp_of(snapshot).cutoff
        moment = Moment.of(Week.containing(last), last)
    return About(home, snapshot, label, moment)


def about_again(home: Home, snapshot: Snapshot, record: Mapping[str, Any]) -> About:
    """Return what a record says its template was filled for. Raises KeyError, TypeError or ValueError."""
    week = Week(date.fromisoformat(record["monday"]))
    return About(home, snapshot, record["label"], Moment(week, date.fromisoformat(record["as_of"])))


class Fact(Spoken):
    """A fact with several ways of telling it; shown by itself it is told as its text."""

    def __init__(self, about: About, name: str, place: int = 0) -> None:
        self._about = about
        self._name = name
        self._place = place
        self._words = _FACTS[name]
        self.WORDS = tuple(self._words.tellings)
        self.OWNER = self._words.owner

    def word(self, name: str) -> Said:
        """Return one of WORDS."""
        spec = {"fact": self._name, "place": self._place, "what": name}
        return Said(tell_fact(self._about, spec), spec)

    @property
    def key(self) -> str:
        """What it is as an argument: 2026-W47, 2026-11-22."""
        return str(self.word(self._words.key))


def facts(about: About) -> dict[str, Any]:
    """Return the facts by the name that a template uses."""
    named: dict[str, Any] = {name: Fact(about, name) for name in _FACTS if name != "decision"}
    return named


def decisions(about: About) -> list[Fact]:
    """Return the matters for decision of the weekly review, in its order."""
    return [Fact(about, "decision", place) for place, _ in enumerate(about.review.decisions)]


def tell_fact(about: About, spec: Mapping[str, Any]) -> str:
    """Return what the spec of a fact says. Raises LookupError or TypeError where it is none."""
    return _FACTS[spec["fact"]].tellings[spec["what"]](about, spec["place"])


Telling = Callable[[About, int], str]


@dataclass(frozen=True)
class _Words:
    owner: str
    tellings: Mapping[str, Telling]
    key: str = "text"


def _day_words(of: Callable[[About], date]) -> _Words:
    return _Words(
        texts.CUTOFF_OWNER,
        {
            "text": lambda about, _: full_day(of(about)),
            "short": lambda about, _: day(of(about)),
            "iso": lambda about, _: of(about).isoformat(),
            "year": lambda about, _: str(of(about).year),
            "month": lambda about, _: str(of(about).month),
            "day": lambda about, _: str(of(about).day),
        },
        "iso",
    )


_FACTS: Mapping[str, _Words] = {
    "today": _day_words(lambda about: about.moment.as_of),
    "cutoff": _day_words(lambda about: stamp_of(about.snapshot).cutoff),
    "week": _Words(
        texts.WEEK_OWNER,
        {
            "text": lambda about, _: about.moment.week.name,
            "id": lambda about, _: about.moment.week.id,
            "name": lambda about, _: about.moment.week.name,
            "label": lambda about, _: about.moment.week.label,
            "start": lambda about, _: full_day(about.moment.week.monday),
            "end": lambda about, _: full_day(about.moment.week.sunday),
        },
        "id",
    ),
    "period": _Words(
        texts.WEEK_OWNER,
        {
            "text": lambda about, _: common.PERIOD_OF_WEEK.format(
                week=about.moment.week.label, day=full_day(about.moment.as_of)
            )
        },
    ),
    "snapshot": _Words(
        texts.SNAPSHOT_OWNER,
        {
            "text": lambda about, _: snapshot_words(stamp_of(about.snapshot, about.label)),
            "id": lambda about, _: about.snapshot.id,
            "label": lambda about, _: about.label or about.snapshot.id,
        },
        "id",
    ),
    "summary": _Words(texts.WEEK_OWNER, {"text": lambda about, _: about.review.summary}),
    "decision": _Words(
        texts.DECISION_OWNER,
        {
            "text": lambda about, place: about.review.decisions[place].matter.title,
            "status": lambda about, place: about.review.decisions[place].matter.status.word,
            "title": lambda about, place: about.review.decisions[place].matter.title,
            "detail": lambda about, place: about.review.decisions[place].matter.detail,
            "change": lambda about, place: about.review.decisions[place].change,
        },
    ),
}
