"""Editions: a briefing with the record from which it can be made again, for a check years later."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from dashboard.briefing.basket.items import BadItem
from dashboard.briefing.basket.making import BASKET, basket_briefing, basket_of, opening
from dashboard.briefing.checking.check import Expected
from dashboard.briefing.checking.record import in_office
from dashboard.briefing.content import wording
from dashboard.briefing.content.model import Briefing
from dashboard.briefing.content.weekly import weekly_briefing
from dashboard.briefing.formats.html.writer import figures_json
from dashboard.briefing.templates import KIND as TEMPLATE
from dashboard.briefing.templates import expected, fill
from dashboard.periods import Moment, Week
from dashboard.texts import briefing as texts
from warehouse.commitments import commitments
from warehouse.errors import BadSelection, FazhiError
from warehouse.home import Home
from warehouse.snapshots import Snapshot, open_snapshot, read_frozen

WEEKLY = "weekly"


class BadRecord(FazhiError):
    """A record that lacks what is needed to make its document again."""


@dataclass(frozen=True)
class Edition:
    """A briefing, the record of it, and the name of its files."""

    briefing: Briefing
    record: Mapping[str, Any]
    name: str


@dataclass(frozen=True)
class FilledTemplate:
    """A template filled, with its record in it, and the name of its file."""

    name: str
    content: bytes


def read_week(text: str) -> Week:
    """Return the week of 2026-W47. Raises BadSelection."""
    try:
        year, number = text.strip().upper().split("-W")
        return Week(date.fromisocalendar(int(year), int(number), 1))
    except ValueError:
        raise BadSelection(texts.BAD_WEEK.format(week=text)) from None


def latest_week(home: Home, which: str | None = None) -> Week:
    """Return the week up to which a snapshot, by default the current one, has data."""
    with open_snapshot(home, which) as snapshot:
        return Week.containing(_cutoff(snapshot))


def weekly_edition(home: Home, week: Week, which: str | None = None) -> Edition:
    """Return the briefing of a week.

    which: a snapshot by id, label or number; without it the one frozen under the week's name, else the
    current one. Raises BadSelection where the week has no data yet, NoSnapshot, UnknownSnapshot,
    DamagedSnapshot.
    """
    if which is None and read_frozen(home, week.id) is not None:
        which = week.id
    label = which if which is not None and read_frozen(home, which) is not None else None
    with open_snapshot(home, which) as snapshot:
        return _weekly(home, snapshot, week, label)


def _weekly(home: Home, snapshot: Snapshot, week: Week, label: str | None) -> Edition:
    cutoff = _cutoff(snapshot)
    if week.monday > cutoff:
        raise BadSelection(
            texts.WEEK_AHEAD.format(week=week.id, cutoff=cutoff, last=Week.containing(cutoff).id)
        )
    moment = Moment.of(week, cutoff)
    as_of = date.max if moment.as_of >= cutoff else moment.as_of
    entered = commitments(home, as_of, label)
    briefing = weekly_briefing(home, snapshot, moment, label, entered)
    record = {"kind": WEEKLY, "week": week.id, "snapshot": snapshot.id, "label": label}
    return Edition(briefing, record, texts.WEEKLY_FILE.format(week=week.id))


def _cutoff(snapshot: Snapshot) -> date:
    return snapshot.info.data_cutoff or snapshot.info.created_at.date()


def rebuilt(home: Home, record: Mapping[str, Any]) -> Expected:
    """Return what a document of that record may say, made again from its snapshot.

    Raises BadRecord, or UnknownSnapshot where its snapshot is no longer kept.
    """
    try:
        which = str(record["label"] or record["snapshot"])
        if record["kind"] == WEEKLY:
            return expected_of(weekly_edition(home, read_week(str(record["week"])), which).briefing)
        if record["kind"] == TEMPLATE:
            return _template_again(home, record, which)
        if record["kind"] == BASKET:
            with opening(home) as making:
                return expected_of(basket_briefing(home, basket_of(record), making))
    except (LookupError, TypeError, ValueError, BadSelection, BadItem) as error:
        raise BadRecord(texts.BAD_RECORD) from error
    raise BadRecord(texts.BAD_RECORD)


def _template_again(home: Home, record: Mapping[str, Any], which: str) -> Expected:
    with open_snapshot(home, which) as snapshot:
        lines, series = expected(record, snapshot, home)
    return Expected(tuple(lines), tuple(series), which)


def filled_template(home: Home, template: Path, which: str | None, week: Week | None) -> FilledTemplate:
    """Return a template filled from a snapshot, by default the current one.

    week: what 本周 and 本年 mean in it, by default the week of the data cut-off. Raises BadTemplate,
    UnusableTemplate, NoSnapshot, UnknownSnapshot, DamagedSnapshot; OSError.
    """
    label = which if which is not None and read_frozen(home, which) is not None else None
    with open_snapshot(home, which) as snapshot:
        moment = None if week is None else Moment.of(week, _cutoff(snapshot))
        filled = fill(template, home, snapshot, label, moment)
        name = texts.FILLED_FILE.format(
            template=template.stem, snapshot=label or snapshot.id, suffix=filled.suffix
        )
        return FilledTemplate(name, in_office(filled.content, filled.record))


def expected_of(briefing: Briefing) -> Expected:
    """Return all that a document of a briefing may say."""
    return Expected(
        tuple(wording.lines(briefing)),
        tuple((one.name, one.values) for chart in briefing.charts() for one in chart.series),
        briefing.stamp.label or briefing.stamp.snapshot,
        lambda: figures_json(briefing),
    )
