"""Time limits (时限): from a start and a rule of reference.limits to the day by which something is due.

Working days (工作日) follow reference.calendar: the day of the start is not counted, so a limit of 5 working
days ends on the fifth working day after it. Natural days (日) and years (年) are added to the start.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
from ibis import _

from warehouse.marts.model import Source, attach
from warehouse.reference.tables import NATURAL_DAYS, WORKING_DAYS, YEARS

_NUMBER = "workday_number"


def with_limit(rows: ir.Table, source: Source, clock: str, subject: str | None, name: str) -> ir.Table:
    """Add `<name>_amount` and `<name>_unit`: what the clock allows for the value in column `subject`.

    A value without a line of its own takes the line without a subject, if there is one, else null.
    """
    limits = source.reference("limits").filter(_.clock == clock)
    general = limits.filter(_.subject == "").select(
        limit_key=ibis.literal(1), general_amount=_.amount, general_unit=_.unit
    )
    rows = attach(rows.mutate(limit_key=ibis.literal(1)), general, "limit_key").drop("limit_key")
    if subject is None:
        return rows.rename({f"{name}_amount": "general_amount", f"{name}_unit": "general_unit"})
    own = limits.filter(_.subject != "").select(limit_of=_.subject, own_amount=_.amount, own_unit=_.unit)
    return (
        attach(rows, own, (subject, "limit_of"))
        .mutate(
            **{
                f"{name}_amount": ibis.coalesce(_.own_amount, _.general_amount),
                f"{name}_unit": ibis.coalesce(_.own_unit, _.general_unit),
            }
        )
        .drop("own_amount", "own_unit", "general_amount", "general_unit")
    )


def with_due_day(
    rows: ir.Table, source: Source, start: str, name: str, *, amount: str, unit: str
) -> ir.Table:
    """Add the DATE column `name`: the last day of the limit in columns `amount` and `unit`, from `start`.

    Null where the start or the limit is unknown.
    """
    started = _numbered(rows, source, start, "start_number")
    workdays = (
        source.reference("calendar")
        .filter(_.is_workday)
        .select(due_number=_.workday_number, due_workday=_.date)
    )
    started = started.mutate(due_number=(_.start_number + started[amount]).cast("int32"))
    joined = attach(started, workdays, "due_number")
    due = ibis.cases(
        (joined[unit] == WORKING_DAYS, joined.due_workday),
        (joined[unit] == YEARS, as_date(joined[start] + joined[amount].cast("int64").as_interval("Y"))),
        (joined[unit] == NATURAL_DAYS, later(joined[start], joined[amount])),
        else_=ibis.null("date"),
    )
    return joined.mutate(**{name: due}).drop("start_number", "due_number", "due_workday")


def with_working_days(rows: ir.Table, source: Source, start: str, end: str, name: str) -> ir.Table:
    """Add the integer column `name`: the working days after `start` up to and including `end`."""
    both = _numbered(_numbered(rows, source, start, "start_number"), source, end, "end_number")
    return both.mutate(**{name: _.end_number - _.start_number}).drop("start_number", "end_number")


def _numbered(rows: ir.Table, source: Source, column: str, name: str) -> ir.Table:
    days = source.reference("calendar").select(calendar_day=_.date, number=_[_NUMBER])
    return attach(rows, days, (column, "calendar_day")).rename(**{name: "number"})


def as_date(moment: ir.Value) -> ir.Value:
    """Return the day of a moment: with an interval added, a date is a timestamp in some engines."""
    return moment.cast("timestamp").cast("date")


def later(day: ir.Value, days: ir.Value) -> ir.Value:
    """Return the day so many natural days after another; negative is before."""
    return as_date(day + days.cast("int64").as_interval("D"))
