"""制度建设, 述法 and 考核 ledgers of the 依法治区办, and the log of the weekly review (议定事项)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from pipelines.demo.filings.base import Context, Filing, Part, book, month_end
from pipelines.demo.forms import Table
from pipelines.demo.styles import Style
from pipelines.demo.world import governance
from pipelines.demo.world.facts import FIRST_YEAR, Fact, Fault
from warehouse.contracts.governance import ASSESSMENTS, COMMITMENTS, INSTITUTION_EVENTS, SHUFA
from warehouse.contracts.model import Dataset

LAST_YEARLY = 2025
# Years whose end closes a ledger of institutions.
_INSTITUTION_LEDGERS = ((2021, 2022), (2023, 2025))
_INSTITUTION_COLUMNS = ("title", "kind", "happened_on", "document_no", "remark")
_SHUFA_COLUMNS = ("unit", "post", "form", "reported_on", "evaluation", "remark")
_ASSESSMENT_COLUMNS = ("unit", "stage", "indicator", "full_score", "score", "grade", "remark")
_COMMITMENT_COLUMNS = ("raised_on", "item", "unit", "due_on", "status", "closed_on", "evidence", "remark")
_SENDER = "区司法局"
_DESK = "司法局法治调研科"
# The log as it stood before the newest week.
_LATEST_LOG_ON = date(2026, 11, 13)


def governance_filings(context: Context, last_year: int) -> Iterator[Filing]:
    """Yield a workbook a year with what the 依法治区办 keeps, and the logs of the weekly review."""
    for year in range(FIRST_YEAR, last_year + 1):
        if year <= LAST_YEARLY:
            yield _yearly(context, year)
        else:
            yield _within_year(context, year)
    yield from _logs(context, last_year)


def _yearly(context: Context, year: int) -> Filing:
    filed_on = date(year + 1, 1, 19)
    parts = [
        _part(
            SHUFA,
            "述法",
            f"上街区{year}年度述法情况统计表",
            _SHUFA_COLUMNS,
            _reports(context, year),
            filed_on,
        ),
        _assessments(context, year, filed_on, governance.STAGES),
    ]
    for first, last in _INSTITUTION_LEDGERS:
        if last == year:
            parts.append(_institutions(f"{first}—{last}年", range(first, last + 1), filed_on))
    return book(context, f"区依法治区办_{year}年度述法和考核台账", _DESK, filed_on, parts)


def _within_year(context: Context, year: int) -> Filing:
    """Return what was known in October: the first two stages of the assessment, the rules so far."""
    filed_on = date(year, 10, 15)
    parts = [
        _assessments(context, year, filed_on, governance.STAGES[:2]),
        _institutions(f"{year}年1—9月", range(year, year + 1), filed_on),
    ]
    return book(context, f"区依法治区办_{year}年1—9月考核和制度建设台账", _DESK, filed_on, parts)


def _reports(context: Context, year: int) -> list[Fact]:
    facts = governance.shufa_of(context.seed, year, context.directory)
    if year % 2 == 0:
        model = facts[0]
        values = {**model.values, "post": "副职（补报）"}
        facts.append(Fact(model.dataset, values, Fault("unknown_choice", "form", "口头")))
    return facts


def _assessments(context: Context, year: int, filed_on: date, stages: tuple[str, ...]) -> Part:
    facts = [
        fact
        for fact in governance.assessments_of(context.seed, year, context.directory)
        if fact.values["stage"] in stages
    ]
    model = facts[0]
    values = {**model.values, "indicator": "加分项（演示）", "score": 31}
    facts.append(Fact(model.dataset, values, Fault("score_exceeds_full_score", "score", "31")))
    title = f"上街区{year}年度依法行政考核得分表"
    return _part(ASSESSMENTS, "考核", title, _ASSESSMENT_COLUMNS, facts, filed_on, merged_column="unit")


def _institutions(period: str, years: range, filed_on: date) -> Part:
    facts = [fact for year in years for fact in governance.institutions_of(year)]
    model = facts[0]
    values = {**model.values, "title": "法治建设会议纪要（演示）"}
    facts.append(Fact(model.dataset, values, Fault("unknown_choice", "kind", "纪要")))
    title = f"上街区{period}依法治区制度建设台账"
    return _part(INSTITUTION_EVENTS, "制度建设", title, _INSTITUTION_COLUMNS, facts, filed_on)


def _logs(context: Context, last_year: int) -> Iterator[Filing]:
    """Yield the log of every month; what a log left open stands in the next one again."""
    start = governance.REVIEWS_FROM
    months = [(year, month) for year in range(start.year, last_year + 1) for month in range(1, 13)]
    days = [month_end(*month) for month in months if month_end(*month) > start]
    closings = sorted(
        {*((last, last + timedelta(days=6)) for last in days), (_LATEST_LOG_ON, _LATEST_LOG_ON)}
    )
    reported: set[tuple[object, ...]] = set()
    for last, filed_on in closings:
        if last.year > last_year:
            continue
        known = [
            governance.commitment_known_on(one, last)
            for one in governance.commitments_until(context.seed, last)
        ]
        rows = [one for one in known if one.key not in reported]
        reported |= {one.key for one in rows if one.values["status"] == "已办结"}
        period = f"{last.year}年{last.month}月" + ("（截至13日）" if last == _LATEST_LOG_ON else "")
        title = f"法治建设周例会{period}议定事项台账"
        part = _part(COMMITMENTS, "议定事项", title, _COMMITMENT_COLUMNS, rows, filed_on)
        yield book(context, f"区司法局_{period}周例会议定事项", _DESK, filed_on, [part])


def _part(
    dataset: Dataset,
    sheet: str,
    title: str,
    columns: tuple[str, ...],
    facts: list[Fact],
    filed_on: date,
    merged_column: str | None = None,
) -> Part:
    table = Table(
        dataset,
        sheet,
        title,
        columns,
        ((None, tuple(facts)),),
        sender=_SENDER,
        filed_on=filed_on,
        merged_column=merged_column,
    )
    return Part(table, _without_sums)


def _without_sums(style: Style) -> Style:
    return replace(style, has_total=False, has_template_rows=False)
