"""Reconsideration ledgers and file reviews: rows that are sent again as their cases move on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from pipelines.demo import writers
from pipelines.demo.filings.base import Context, Filing, Part, book, empty_sheets, month_end
from pipelines.demo.forms import Table
from pipelines.demo.world import reconsiderations, reviews
from pipelines.demo.world.facts import FIRST_YEAR, Fact, Fault
from warehouse.contracts.enforcement import FILE_PROBLEMS, FILE_REVIEWS
from warehouse.contracts.reconsideration import RECONSIDERATIONS

# The half-month ledger that shows the open cases of late November.
HALF_MONTH_ON = date(2026, 11, 20)
_CASE_COLUMNS = (
    "case_no",
    "applicant",
    "applicant_type",
    "respondent",
    "field",
    "matter",
    "received_on",
    "supplement_asked_on",
    "supplemented_on",
    "handling",
    "handled_on",
    "accepted_on",
    "procedure",
    "suspended_from",
    "suspended_to",
    "extension_days",
    "hearing",
    "closed_on",
    "outcome",
    "mediated",
    "performance",
    "sued_later",
    "remark",
)
_FILE_COLUMNS = (
    "file_no",
    "unit",
    "file_type",
    "closed_on",
    "batch",
    "reviewed_on",
    "score",
    "vetoed",
    "grade",
    "problems",
    "rectify_due_on",
    "rectified_on",
    "recheck",
    "opinion_no",
    "accountability",
    "remark",
)
_PROBLEM_COLUMNS = ("file_no", "category", "description", "remark")
_CASE_KINDS = {2021: writers.XLS, 2022: writers.CSV_BOM}
# From this year on the problem list is a file of its own.
_PROBLEM_FILES_FROM = 2026
_LAST_YEARLY_FOLLOW_UP = 2024


# ---- reconsiderations ----


def reconsideration_filings(context: Context, last_year: int) -> Iterator[Filing]:
    """Yield the ledgers: yearly to 2022, half-yearly to 2025, monthly from 2026 on.

    A ledger holds the cases received in its period and those that the ledger before left open.
    """
    cases: list[Fact] = []
    closed: set[str] = set()
    for year in range(FIRST_YEAR, last_year + 1):
        cases += reconsiderations.reconsiderations_of(context.seed, year)
        for last, filed_on, period in _case_periods(year):
            known = [one for case in cases if (one := reconsiderations.known_on(case, last)) is not None]
            rows = [case for case in known if str(case.values["case_no"]) not in closed]
            closed |= {str(case.values["case_no"]) for case in rows if _is_finished(case)}
            if last.month in (6, 12) or (year > _LAST_YEARLY_FOLLOW_UP and last.month % 3 == 0):
                rows += _wrong_outcome(rows, last)
            table = Table(
                RECONSIDERATIONS,
                "台账",
                f"上街区{period}行政复议案件台账",
                _CASE_COLUMNS,
                ((None, tuple(rows)),),
                sender="区司法局",
                filed_on=filed_on,
            )
            kind = _CASE_KINDS.get(year, writers.XLSX)
            further = empty_sheets() if kind == writers.XLS else ()
            yield book(
                context,
                f"区司法局_{period}行政复议案件台账",
                "司法局行政复议科",
                filed_on,
                [Part(table)],
                kind=kind,
                further=further,
            )


def _case_periods(year: int) -> list[tuple[date, date, str]]:
    """Return (last day, filing day, name) of the ledgers about a year."""
    if year <= 2022:
        spans = [(12, f"{year}年度")]
    elif year <= 2025:
        spans = [(6, f"{year}年上半年"), (12, f"{year}年下半年")]
    else:
        spans = [(month, f"{year}年{month}月") for month in range(1, 13)]
    periods = [
        (month_end(year, month), month_end(year, month) + timedelta(days=5), name) for month, name in spans
    ]
    if year == HALF_MONTH_ON.year:
        periods.insert(10, (HALF_MONTH_ON, HALF_MONTH_ON, f"{year}年11月（截至20日）"))
    return periods


def _is_finished(case: Fact) -> bool:
    values = case.values
    refused = values["handling"] is not None and values["handling"] != "受理"
    return refused or values["closed_on"] is not None


def _wrong_outcome(rows: list[Fact], last: date) -> list[Fact]:
    """Return a further case whose outcome is no outcome of the law."""
    model = next((case for case in rows if case.values["closed_on"] is not None), None)
    if model is None:
        return []
    values = {**model.values, "case_no": f"上政复〔{last.year}〕{900 + last.month}号"}
    return [Fact("reconsiderations", values, Fault("unknown_choice", "outcome", "支持"))]


# ---- file reviews ----


def review_filings(context: Context, last_year: int) -> Iterator[Filing]:
    """Yield each batch's results, its problem list, and the reports on rectification."""
    for year in range(FIRST_YEAR, last_year + 1):
        batches = reviews.batches_of(context.seed, year)
        for batch in batches:
            yield from _results(context, batch)
        if year <= _LAST_YEARLY_FOLLOW_UP:
            files = tuple(file for batch in batches for file in batch.files)
            yield _follow_up(context, f"{year}年度", date(year + 1, 4, 20), files)
        else:
            first, second = batches
            yield _follow_up(context, first.label, date(year, 11, 18), first.files)
            yield _follow_up(context, second.label, date(year + 1, 4, 20), second.files)


def _results(context: Context, batch: reviews.Batch) -> Iterator[Filing]:
    filed_on = batch.reviewed_on + timedelta(days=8)
    files = [reviews.known_on(file, filed_on) for file in batch.files]
    files += _wrong_files(batch, files[0])
    parts = [
        Part(
            Table(
                FILE_REVIEWS,
                "评查结果",
                f"{batch.label}行政执法案卷评查结果汇总表",
                _FILE_COLUMNS,
                ((None, tuple(files)),),
                sender="区司法局",
                filed_on=filed_on,
            )
        )
    ]
    problem_part = Part(
        Table(
            FILE_PROBLEMS,
            "问题清单",
            f"{batch.label}行政执法案卷评查问题清单",
            _PROBLEM_COLUMNS,
            ((None, batch.problems),),
            sender="区司法局",
            filed_on=filed_on,
            merged_column="file_no",
        )
    )
    sender = "司法局执法监督科"
    if batch.year < _PROBLEM_FILES_FROM:
        parts.append(problem_part)
    else:
        yield book(context, f"区司法局_{batch.label}案卷评查问题清单", sender, filed_on, [problem_part])
    yield book(context, f"区司法局_{batch.label}案卷评查结果", sender, filed_on, parts)


def _wrong_files(batch: reviews.Batch, model: Fact) -> list[Fact]:
    """Return a further file with an impossible score or, in every other batch, a veto without effect."""
    if batch.half == 1:
        fault = Fault("out_of_bounds", "score", "105")
    else:
        fault = Fault("veto_not_applied", "vetoed", "是")
    values = {
        **model.values,
        "file_no": f"上演罚〔{batch.year}〕{900 + batch.half}号",
        "score": 93,
        "grade": "优秀",
        "vetoed": False,
    }
    return [Fact("file_reviews", values, fault)]


def _follow_up(context: Context, label: str, filed_on: date, files: tuple[Fact, ...]) -> Filing:
    rows = tuple(
        reviews.known_on(file, filed_on) for file in files if file.values["rectify_due_on"] is not None
    )
    table = Table(
        FILE_REVIEWS,
        "整改",
        f"{label}案卷评查问题整改情况表",
        _FILE_COLUMNS,
        ((None, rows),),
        sender="区司法局",
        filed_on=filed_on,
    )
    return book(context, f"区司法局_{label}案卷评查整改情况", "司法局执法监督科", filed_on, [Part(table)])
