"""执法监督: rectification week by week, the three systems, annual forms."""

from __future__ import annotations

from datetime import date

from dashboard.data.ask import Answer
from dashboard.data.enforcement import WEEKS_SHOWN, enforcement
from dashboard.data.three_systems import coverage
from dashboard.periods import Moment, Period, Week
from dashboard.widgets.three_systems import systems_title
from tests.support.small_warehouse import SmallWarehouse

CUTOFF = date(2022, 12, 31)
MOMENT = Moment.of(Week.containing(CUTOFF), CUTOFF)


def test_open_files_the_three_systems_and_annual_forms_are_told_apart(small: SmallWarehouse) -> None:
    small.add(
        "file_reviews",
        {"file_no": "1", "rectify_due_on": date(2022, 12, 2), "rectified_on": date(2022, 12, 13)},
        {"file_no": "2", "rectify_due_on": date(2023, 1, 31)},
        unit="公安局",
        reviewed_on=date(2022, 11, 15),
    )
    decided = {"kind": "处罚", "decided_on": date(2022, 6, 1), "published_on": date(2022, 6, 2)}
    small.add(
        "major_decisions",
        {
            "decision_no": "1",
            "unit": "公安局",
            "reviewed_on": date(2022, 5, 30),
            **decided,
            "has_av_record": True,
        },
        {"decision_no": "2", "unit": "教育局", "reviewed_on": None, **decided, "has_av_record": True},
        {"decision_no": "3", "unit": "教育局", "reviewed_on": None, **decided, "has_av_record": False},
    )
    small.add("enforcement_stats", {"unit": "公安局", "year": 2021, "total": 7, "fined_yuan": 900})
    found = enforcement(small.publish(), MOMENT, Period.YEAR, None)

    course = found.course
    assert len(course.weeks) == WEEKS_SHOWN
    ends = {week: place for place, week in enumerate(course.weeks)}
    told = {
        week: (course.within[ends[week]], course.overdue[ends[week]], course.done[ends[week]])
        for week in ("2022-W46", "2022-W49", "2022-W50", "2022-W52")
    }
    # Week 49 ends on 11 December, nine days after the limit of the first; it was mended in week 50.
    assert told == {
        "2022-W46": (2, 0, 0),
        "2022-W49": (1, 1, 0),
        "2022-W50": (1, 0, 1),
        "2022-W52": (1, 0, 0),
    }
    education, police = found.systems.units
    assert (education.unit, education.missed, education.cells["E04"].short) == ("教育局", 2, 2)
    assert (police.missed, police.cells["E01"].short) == (0, None)
    assert found.systems.whole["E06"].short == 1
    assert systems_title(found.systems).startswith("三项制度：2 个执法单位中 1 个全部达标")
    # The years before the first form are left out; that of the cut-off is over, and was reported as zero.
    assert [(row.year, row.penalties.value, row.fined.value) for row in found.years] == [
        (2021, 7, 900),
        (2022, 0, 0),
    ]


def test_what_is_short_of_a_target_is_told_in_whole_numbers() -> None:
    def short(metric_id: str, numerator: float, denominator: float) -> int | None:
        return coverage(metric_id, Answer(0, numerator, denominator, 1, None)).short

    assert [short("E04", 9, 12), short("E04", 12, 12), short("E04", 0, 0)] == [3, 0, None]
    # At least 5% of 41 officers are three of them.
    assert [short("E07", 2, 41), short("E07", 3, 41), short("E07", 1, 20)] == [1, 0, 0]
