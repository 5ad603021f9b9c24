"""The weekly briefing (法治工作周报): what 本周概览 says, and the twelve charts of its subjects."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from dashboard.briefing.content.caption import definition_line, stamp_of
from dashboard.briefing.content.masthead import masthead
from dashboard.briefing.content.model import Briefing, Section, Sentence, Source, Table
from dashboard.briefing.content.subjects import CHARTS, metric_ids
from dashboard.data.ask import together
from dashboard.data.weekly import WeeklyReview, weekly_review
from dashboard.formatting import day, full_day
from dashboard.periods import Moment
from dashboard.status import Status
from dashboard.texts import briefing as common
from dashboard.texts import weekly as page
from dashboard.texts import weekly_briefing as texts
from warehouse.commitments import Commitment
from warehouse.home import Home
from warehouse.snapshots import Snapshot


def weekly_briefing(
    home: Home, snapshot: Snapshot, moment: Moment, label: str | None, entered: Sequence[Commitment]
) -> Briefing:
    """Return the briefing of a week.

    label: under which the snapshot is frozen. entered: the commitments entered by then. Raises BadMasthead.
    """
    found = weekly_review(snapshot, moment, entered)
    year, week, _ = moment.week.monday.isocalendar()
    cards = tuple(Source(card.metric_id, card.selection) for card in found.cards)
    return Briefing(
        page.TITLE,
        common.PERIOD_OF_WEEK.format(week=moment.week.label, day=full_day(moment.as_of)),
        masthead(home, common.WEEKLY_NAME, common.ISSUE.format(year=year, number=week), moment.as_of),
        stamp_of(snapshot, label, moment.as_of),
        Sentence(found.summary, cards),
        (_decisions(found), _headlines(found), _commitments(found), *_subjects(snapshot, moment)),
    )


def _decisions(found: WeeklyReview) -> Section:
    matters = [one.matter for one in found.decisions]
    counted = Counter(matter.status for matter in matters)
    urgent = len(matters) - counted[Status.NORMAL]
    message = (
        texts.DECISIONS_MESSAGE.format(
            count=urgent,
            lagging=counted[Status.LAGGING],
            warning=counted[Status.WARNING],
            unreported=counted[Status.UNREPORTED],
        )
        if urgent
        else texts.NO_DECISIONS
    )
    sources = tuple(
        Source(matter.metric_id, matter.selection)
        for matter in matters
        if matter.metric_id is not None and matter.selection is not None
    )
    rows = tuple(
        (
            f"{one.matter.status.shape} {one.matter.status.word}",
            one.matter.title,
            one.matter.detail,
            one.change,
        )
        for one in found.decisions
    )
    tables = (
        (Table("decisions", texts.DECISIONS, texts.DECISION_HEADERS, rows, sources=sources),) if rows else ()
    )
    return Section("decisions", texts.DECISIONS, Sentence(message, sources), tables=tables)


def _headlines(found: WeeklyReview) -> Section:
    counted = Counter(card.status for card in found.cards)
    rows = tuple((card.name, str(card.figure), "；".join(card.changes), card.note) for card in found.cards)
    sources = tuple(Source(card.metric_id, card.selection) for card in found.cards)
    unjudged = counted[None] + counted[Status.UNREPORTED]
    message = texts.HEADLINES_MESSAGE.format(
        count=len(found.cards),
        normal=counted[Status.NORMAL],
        warning=counted[Status.WARNING],
        lagging=counted[Status.LAGGING],
        unjudged=texts.UNJUDGED.format(count=unjudged) if unjudged else "",
    )
    table = Table("headlines", texts.HEADLINES, texts.HEADLINE_HEADERS, rows, frozenset({1}), sources)
    return Section("headlines", texts.HEADLINES, Sentence(message, sources), tables=(table,))


def _commitments(found: WeeklyReview) -> Section:
    log = found.log
    if not log.rows:
        return Section("commitments", texts.COMMITMENTS, Sentence(page.NO_COMMITMENTS))
    rows = tuple(
        (
            row.item,
            row.owner,
            texts.NO_LIMIT if row.due_on is None else day(row.due_on),
            f"{row.status.shape} {row.state}",
        )
        for row in log.rows
    )
    message = texts.COMMITMENTS_MESSAGE.format(open=log.open, late=log.late, closed=log.closed)
    table = Table("commitments", texts.COMMITMENTS, texts.COMMITMENT_HEADERS, rows)
    return Section("commitments", texts.COMMITMENTS, Sentence(message), tables=(table,))


def _subjects(snapshot: Snapshot, moment: Moment) -> Iterator[Section]:
    """Yield a section per subject; every number of all charts is asked for in one look."""
    specs = [spec for group in CHARTS.values() for spec in group]
    asked = [spec.asked(moment) for spec in specs]
    answers = iter(together(snapshot, [question for questions in asked for question in questions]))
    charts = iter(
        [
            spec.chart(
                moment, [next(answers) for _ in questions], definition_line(snapshot, metric_ids(spec))
            )
            for spec, questions in zip(specs, asked, strict=True)
        ]
    )
    for subject, group in CHARTS.items():
        drawn = tuple(next(charts) for _ in group)
        said = [Sentence(f"{chart.title}。", chart.sources) for chart in drawn]
        yield Section(subject, texts.SUBJECTS[subject], said[0], tuple(said[1:]), drawn)
