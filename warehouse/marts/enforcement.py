"""执法监督: reviewed files with their rectification, problems, and penalties turned long."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir
from ibis import _

from warehouse.contracts.enforcement import EXCELLENT, PASSING_GRADES, PENALTIES, SANCTIONS
from warehouse.marts.model import Mart, Source, attach, without_provenance
from warehouse.marts.places import with_unit


def file_reviews(source: Source) -> ir.Table:
    """Return every reviewed file (案卷) with its grade and the interval of overdue rectification.

    A veto (一票否决) makes the grade 不合格. A file is overdue from the day after the time limit until
    it is rectified.
    """
    problems = source.base("file_problems").group_by("file_no").agg(listed_problems=_.count())
    rows = with_unit(without_provenance(source.base("file_reviews")), source, "unit")
    rows = attach(rows, problems, "file_no")
    rows = rows.mutate(
        grade=ibis.ifelse(_.vetoed.fill_null(False), "不合格", _.grade),
        problem_count=ibis.coalesce(_.listed_problems, _.problems),
        # A list is exact; only a number on the form may be an estimate (余、约).
        problem_count_qualifier=ibis.ifelse(_.listed_problems.isnull(), _.problems_qualifier, None),
        overdue_from=(_.rectify_due_on + ibis.interval(days=1)).cast("timestamp").cast("date"),
    )
    rows = rows.mutate(
        is_passed=_.grade.isin(PASSING_GRADES).fill_null(False),
        is_excellent=(_.grade == EXCELLENT).fill_null(False),
        is_rectified=_.rectified_on.notnull(),
        is_rectified_on_time=(_.rectified_on <= _.rectify_due_on).fill_null(False),
        is_sanctioned=_.accountability.isin(SANCTIONS).fill_null(False),
    )
    return rows.drop("listed_problems")


def file_problems(source: Source) -> ir.Table:
    """Return every problem found, with the unit and the date of the review it belongs to."""
    reviews = source.mart("file_reviews").select(
        "unit", "unit_code", "unit_kind", "file_type", "batch", "reviewed_on", "file_no"
    )
    rows = without_provenance(source.base("file_problems"))
    return attach(rows, reviews, "file_no")


def enforcement_years(source: Source) -> ir.Table:
    """Return one row per unit and year: penalties by kind, all penalties, and the money in 元."""
    rows = with_unit(without_provenance(source.base("enforcement_stats")), source, "unit")
    return rows.mutate(year_on=ibis.date(_.year, 12, 31))


def penalties(source: Source) -> ir.Table:
    """Return one row per unit, year and kind of penalty (处罚种类); a kind the form lacks has no row."""
    rows = source.mart("enforcement_years")
    kinds = [
        rows.filter(rows[column.name].notnull()).select(
            "row_id",
            "unit",
            "unit_code",
            "unit_kind",
            "year",
            kind=ibis.literal(column.name),
            kind_label=ibis.literal(column.label),
            cases=rows[column.name],
            cases_qualifier=rows[f"{column.name}_qualifier"],
        )
        for column in PENALTIES
    ]
    return ibis.union(*kinds)


FILE_REVIEWS = Mart(
    "file_reviews",
    "案卷评查",
    file_reviews,
    dataset="file_reviews",
    columns={
        "is_passed": "优秀或合格",
        "is_excellent": "优秀",
        "is_rectified": "已完成整改",
        "is_sanctioned": "已追究责任",
        "problem_count": "问题数：有问题清单的按清单，否则按评查表",
        "problem_count_qualifier": "问题数的估数标记",
        "overdue_from": "逾期起算日：整改期限次日",
        "is_rectified_on_time": "按期整改",
    },
    laid_by="reviewed_on",
)
FILE_PROBLEMS = Mart(
    "file_problems", "案卷问题", file_problems, dataset="file_problems", laid_by="reviewed_on"
)
ENFORCEMENT_YEARS = Mart(
    "enforcement_years",
    "执法统计",
    enforcement_years,
    dataset="enforcement_stats",
    is_filed_by_unit=True,
    columns={"year_on": "年末日"},
)
PENALTIES_LONG = Mart(
    "penalties",
    "行政处罚（分种类）",
    penalties,
    dataset="enforcement_stats",
    columns={"kind": "种类代号", "kind_label": "处罚种类", "cases": "宗数"},
)
