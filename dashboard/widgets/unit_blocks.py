"""The blocks of 一单位一档 about the unit's work: each a short table whose rows lead to 溯源."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dashboard.data.unit_file import UnitFile
from dashboard.formatting import MISSING, iso_day, number, ratio
from dashboard.markup import Child, Markup, join, span
from dashboard.status import Status
from dashboard.texts import pages
from dashboard.texts import unit_file as texts
from dashboard.widgets.lineage_links import trace_link
from dashboard.widgets.parts import TableColumn, caption, status_badge, table
from warehouse.metrics.selection import Selection
from warehouse.snapshots import Snapshot
from warehouse.watchlists import unit_file as lists

# So many rows stand in a block; the rest is a click away.
ROWS_SHOWN = 6


@dataclass(frozen=True)
class Block:
    """A card: its finding, its body, the metrics behind it, the page it belongs to. rows: its height.

    asked: what 溯源 and 明细 ask for, where that is not the unit's year.
    """

    key: str
    name: str
    title: str
    body: Markup
    metrics: tuple[str, ...]
    page: tuple[str, str]
    rows: int
    asked: Selection | None = None


def block(
    key: str,
    name: str,
    title: str,
    headers: Sequence[str],
    kinds: Sequence[str],
    rows: Sequence[Sequence[Child]],
    metrics: tuple[str, ...],
    page: tuple[str, str],
) -> Block:
    """Return a block with the first rows of a list; page: its place in the address and its name."""
    columns = [TableColumn(header, kind) for header, kind in zip(headers, kinds, strict=True)]
    shown = rows[:ROWS_SHOWN]
    body = table(columns, shown)
    if len(rows) > len(shown):
        body = join(body, caption(texts.MORE.format(total=number(len(rows)), shown=len(shown))))
    return Block(key, name, title, body, metrics, page, len(shown) + 3)


def duties(snapshot: Snapshot, found: UnitFile) -> Block | None:
    """Return the duty list with the state of each item."""
    if not found.duties:
        return None
    badges = {
        texts.DUTY_DONE: Status.NORMAL,
        texts.DUTY_OVERDUE: Status.LAGGING,
        texts.DUTY_RUNNING: Status.WARNING,
    }

    def row(one: lists.Duty) -> tuple[Child, ...]:
        state = one.state or MISSING
        status = badges.get(state)
        # What is under way and not due yet is no warning.
        badge = span("fz-state", state) if status in (None, Status.WARNING) else status_badge(status, state)
        # P15 counts what is due; the others have no number to lead to.
        is_due = (
            one.due_on is not None and found.selection.end is not None and one.due_on <= found.selection.end
        )
        title = one.content or MISSING
        link = trace_link(snapshot, "P15", found.selection, title, row=one.row_id) if is_due else title
        return (badge, link, iso_day(one.due_on))

    states = [one.state for one in found.duties]
    title = texts.DUTIES_TITLE.format(
        total=len(states), done=states.count(texts.DUTY_DONE), overdue=states.count(texts.DUTY_OVERDUE)
    )
    return block(
        "duties",
        texts.DUTIES,
        title,
        texts.DUTIES_COLUMNS,
        ("nowrap", "text", "nowrap"),
        [row(one) for one in found.duties],
        ("P15", "P16", "P17"),
        ("duties", pages.DUTIES),
    )


def activities(snapshot: Snapshot, found: UnitFile) -> Block | None:
    """Return the activities of the year; those of other units in which it took part are marked 联合."""
    if not found.activities:
        return None

    def row(one: lists.Activity) -> tuple[Child, ...]:
        title = (
            trace_link(snapshot, "P01", found.selection, one.title, row=one.row_id)
            if one.is_lead
            else join(span("fz-state", texts.JOINT), " ", one.title)
        )
        return (iso_day(one.start_on), title, one.place or MISSING, number(one.audience))

    joint = sum(not one.is_lead for one in found.activities)
    title = texts.ACTIVITIES_TITLE.format(
        sessions=number(found.numbers["P01"].answer.value or 0), rows=number(len(found.activities) - joint)
    )
    if joint:
        title += texts.ACTIVITIES_JOINT.format(joint=number(joint))
    return block(
        "activities",
        texts.ACTIVITIES,
        title,
        texts.ACTIVITIES_COLUMNS,
        ("nowrap", "text", "text", "number"),
        [row(one) for one in found.activities],
        ("P01", "P02"),
        ("legal-education", pages.LEGAL_EDUCATION),
    )


def trainings(snapshot: Snapshot, found: UnitFile) -> Block | None:
    """Return the trainings of the year."""
    if not found.trainings:
        return None
    rows = [
        (iso_day(one.start_on), one.category, one.title, ratio(one.attended, one.expected))
        for one in found.trainings
    ]
    return block(
        "trainings",
        texts.TRAININGS,
        texts.TRAININGS_TITLE.format(total=number(len(rows))),
        texts.TRAININGS_COLUMNS,
        ("nowrap", "nowrap", "text", "number"),
        rows,
        ("R10", "G03"),
        ("people", pages.PEOPLE),
    )


def reviews(snapshot: Snapshot, found: UnitFile) -> Block | None:
    """Return what was sent for review, with its conclusion or how it stands."""
    if not found.reviews:
        return None
    end = found.selection.end

    def result(one: lists.LegalityReview) -> Child:
        if one.closed_on is not None:
            return one.conclusion or iso_day(one.closed_on)
        if one.due_on is not None and end is not None and one.due_on < end:
            return status_badge(Status.LAGGING, texts.REVIEW_LATE)
        return span("fz-state", texts.REVIEW_OPEN)

    rows = [
        (
            iso_day(one.received_on),
            trace_link(snapshot, "L01", found.selection, one.title, row=one.row_id),
            one.kind,
            result(one),
        )
        for one in found.reviews
    ]
    title = texts.REVIEWS_TITLE.format(
        total=number(len(rows)), open=sum(one.closed_on is None for one in found.reviews)
    )
    return block(
        "reviews",
        texts.REVIEWS,
        title,
        texts.REVIEWS_COLUMNS,
        ("nowrap", "middle", "nowrap", "nowrap"),
        rows,
        ("L01", "L03", "L05"),
        ("legality", pages.LEGALITY),
    )


def cases(snapshot: Snapshot, found: UnitFile) -> Block | None:
    """Return the reconsideration cases against the unit."""
    if not found.cases:
        return None
    start = found.selection.start

    def row(one: lists.Case) -> tuple[Child, ...]:
        is_new = start is None or one.received_on >= start
        number_of = trace_link(snapshot, "F01", found.selection, one.case_no, row=one.row_id)
        outcome = one.outcome or (iso_day(one.closed_on) if one.closed_on else texts.CASE_OPEN)
        return (
            number_of if is_new else one.case_no,
            one.matter or one.field or MISSING,
            iso_day(one.received_on),
            outcome,
        )

    title = texts.CASES_TITLE.format(
        total=number(len(found.cases)), open=sum(one.closed_on is None for one in found.cases)
    )
    return block(
        "cases",
        texts.CASES,
        title,
        texts.CASES_COLUMNS,
        ("nowrap", "text", "nowrap", "nowrap"),
        [row(one) for one in found.cases],
        ("F01", "F05", "F07"),
        ("cases", pages.CASES),
    )


def lawsuits(snapshot: Snapshot, found: UnitFile) -> Block | None:
    """Return the lawsuits against the unit, and whether its head came to the hearing."""
    if not found.lawsuits:
        return None

    def row(one: lists.Lawsuit) -> tuple[Child, ...]:
        head: Child = MISSING
        if one.heard_on is not None and one.head_attended in ("是", "否"):
            came = one.head_attended == "是"
            head = status_badge(
                Status.NORMAL if came else Status.LAGGING, texts.ATTENDED if came else texts.ABSENT
            )
        case_no: Child = one.case_no
        if one.heard_on is not None:
            case_no = trace_link(snapshot, "S02", found.selection, one.case_no, row=one.row_id)
        return (case_no, one.cause or MISSING, iso_day(one.heard_on), head, one.outcome or MISSING)

    attendance = found.numbers["S02"].answer
    title = texts.LAWSUITS_TITLE.format(
        total=number(len(found.lawsuits)),
        heard=number(attendance.denominator or 0),
        attended=number(attendance.numerator or 0),
    )
    return block(
        "lawsuits",
        texts.LAWSUITS,
        title,
        texts.LAWSUITS_COLUMNS,
        ("nowrap", "text", "nowrap", "nowrap", "nowrap"),
        [row(one) for one in found.lawsuits],
        ("S02", "S01", "S05"),
        ("cases", pages.CASES),
    )


def files(snapshot: Snapshot, found: UnitFile) -> Block | None:
    """Return the files reviewed and the rectifications still open."""
    if not found.files:
        return None

    def row(one: lists.ReviewedFile) -> tuple[Child, ...]:
        overdue = one.days_overdue is not None
        metric_id = "E16" if overdue else "E10"
        grade = one.grade or MISSING
        score = f" {number(float(one.score))}" if one.score is not None else ""
        return (
            _rectification(one),
            trace_link(snapshot, metric_id, found.selection, one.file_no, row=one.row_id),
            iso_day(one.reviewed_on),
            f"{grade}{score}",
            number(one.problems),
        )

    overdue = sum(one.days_overdue is not None for one in found.files)
    title = texts.FILES_TITLE.format(total=number(len(found.files)), overdue=overdue)
    return block(
        "files",
        texts.FILES,
        title,
        texts.FILES_COLUMNS,
        ("nowrap", "text", "nowrap", "nowrap", "number"),
        [row(one) for one in found.files],
        ("E11", "E14", "E16"),
        ("enforcement", pages.ENFORCEMENT),
    )


def _rectification(one: lists.ReviewedFile) -> Markup:
    if one.days_overdue is not None:
        return status_badge(Status.LAGGING, texts.FILE_OVERDUE.format(days=number(one.days_overdue)))
    if one.rectified_on is not None:
        return status_badge(Status.NORMAL, texts.FILE_MENDED)
    return span("fz-state", texts.FILE_OPEN if one.due_on is not None else texts.FILE_FINE)


WORK: tuple[tuple[str, Callable[[Snapshot, UnitFile], Block | None]], ...] = (
    (texts.DUTIES, duties),
    (texts.FILES, files),
    (texts.ACTIVITIES, activities),
    (texts.LAWSUITS, lawsuits),
    (texts.REVIEWS, reviews),
    (texts.CASES, cases),
    (texts.TRAININGS, trainings),
)
