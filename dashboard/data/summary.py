"""本周小结: sentences put together from numbers by rules; no adjective without a rule behind it."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.data.ask import Answer
from dashboard.data.commitment_log import CommitmentLog
from dashboard.data.paces import ATTAINED, TargetPace
from dashboard.formatting import PERCENTAGE_POINT, day, figure, number, percent
from dashboard.periods import Moment
from dashboard.texts import summary as texts
from warehouse.metrics.catalogue import METRICS
from warehouse.metrics.comparison import ChangeKind, change

Numbers = Mapping[str, Answer]


def summary(
    now: Numbers,
    before: Numbers,
    week: Numbers,
    targets: Mapping[str, TargetPace],
    overdue: Answer,
    log: CommitmentLog,
    moment: Moment,
) -> str:
    """Return the week in a few official sentences; what was not reported is said to be so.

    now, before: this year to date and the same days of last year. week: this week. targets: metric →
    attainment and pace. overdue: E16. log: of the commitments.
    """
    sentences = [
        _activities(now, before, week, moment),
        _targets(targets),
        _coverage(now),
        _duties(now),
        _cases(now),
        _reviews(now, overdue),
        _commitments(log),
    ]
    return "".join(sentence for sentence in sentences if sentence)


def _written(numbers: Numbers, metric_id: str) -> str:
    answer = numbers[metric_id]
    return str(figure(answer.value, METRICS[metric_id].unit, answer.qualifier))


def _activities(now: Numbers, before: Numbers, week: Numbers, moment: Moment) -> str:
    if week["P01"].value is None:
        first = texts.WEEK_UNREPORTED
    elif week["P01"].value == 0:
        first = texts.WEEK_NONE
    else:
        first = texts.WEEK.format(sessions=_written(week, "P01"), audience=_written(week, "P02"))
    if now["P01"].value is None:
        return first
    year = texts.YEAR.format(
        day=day(moment.as_of), sessions=_written(now, "P01"), audience=_written(now, "P02")
    )
    changes = [_changed(now[name], before[name], METRICS[name].unit) for name in ("P01", "P02")]
    if None in changes:
        return f"{first}{year}。"
    return f"{first}{year}，{texts.YEAR_ON_YEAR.format(sessions=changes[0], audience=changes[1])}。"


def _changed(now: Answer, before: Answer, unit: str) -> str | None:
    found = change(now.value, before.value, unit)
    if found.kind is ChangeKind.NONE or found.value is None:
        return None
    if found.value == 0:
        return texts.SAME
    size = abs(found.value)
    amount = f"{number(round(size, 1))}%" if found.kind is ChangeKind.PERCENT else str(figure(size, unit))
    return (texts.MORE if found.value > 0 else texts.LESS).format(amount=amount)


def _targets(targets: Mapping[str, TargetPace]) -> str:
    parts = []
    for metric_id, name in texts.TARGET_NAMES.items():
        if metric_id not in targets:
            continue
        pace = targets[metric_id]
        if pace.share >= ATTAINED:
            parts.append(texts.TARGET_ATTAINED.format(name=name))
            continue
        gap = round(pace.gap, 1)
        words = texts.AHEAD if gap > 0 else texts.BEHIND if gap < 0 else texts.ON_PACE
        parts.append(
            texts.TARGET_PART.format(
                name=name,
                share=percent(pace.share),
                pace=words.format(gap=f"{number(abs(gap))} {PERCENTAGE_POINT}"),
            )
        )
    return f"{texts.TARGETS}{'，'.join(parts)}。" if parts else ""


def _coverage(now: Numbers) -> str:
    covered = now["P05"]
    if covered.value is None:
        return ""
    return texts.COVERAGE.format(
        share=percent(covered.value), covered=number(covered.numerator), every=number(covered.denominator)
    )


def _duties(now: Numbers) -> str:
    done = now["P15"]
    if not done.denominator or done.value is None:
        return ""
    return texts.DUTIES.format(
        due=number(done.denominator), share=percent(done.value), open=number(_rest(done))
    )


def _rest(answer: Answer) -> float:
    return (answer.denominator or 0) - (answer.numerator or 0)


def _commitments(log: CommitmentLog) -> str:
    if not log.rows:
        return ""
    late = texts.COMMITMENTS_LATE.format(late=number(log.late)) if log.late else ""
    return texts.COMMITMENTS.format(open=number(log.open), closed=number(log.closed), late=late)


def _cases(now: Numbers) -> str:
    on_time = now["F05"]
    if not on_time.denominator or on_time.value is None:
        return ""
    said = texts.CASES.format(closed=number(on_time.denominator), share=percent(on_time.value))
    attended = now["S02"]
    if attended.denominator and attended.value is not None:
        said += texts.ATTENDANCE.format(share=percent(attended.value), heard=number(attended.denominator))
    return f"{said}。"


def _reviews(now: Numbers, overdue: Answer) -> str:
    passed = now["E11"]
    parts = []
    if passed.value is not None and passed.denominator:
        parts.append(texts.REVIEWS.format(files=number(passed.denominator), share=percent(passed.value)))
    if overdue.value:
        parts.append(texts.OVERDUE.format(count=number(overdue.value)))
    elif overdue.value is not None and parts:
        parts.append(texts.NO_OVERDUE)
    return f"{'，'.join(parts)}。" if parts else ""
