"""年底预计 from the warehouse: whole earlier years, the same day of each, and the way through the months."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard.data.legal_education import joint_events, legal_education
from dashboard.data.projection import years_with_projection
from dashboard.periods import Moment, Period, Week
from dashboard.widgets.legal_education import year_end_words
from tests.support.small_warehouse import SmallWarehouse, activity
from warehouse.metrics.projection import Pace

AS_OF = date(2022, 10, 15)


def test_a_year_is_carried_on_month_by_month_as_the_earlier_ones_went(small: SmallWarehouse) -> None:
    # Two a month in 2018–2021, one before and one after the 15th, and four more in December; this year alike.
    small.add(
        "activities",
        *(
            activity("公安局", date(year, month, day), f"{year}年{month}月{day}日")
            for year in range(2018, 2023)
            for month in range(1, 13)
            for day in ((5, 25, 26, 27, 28, 29) if month == 12 else (5, 25))
            if date(year, month, day) <= AS_OF
        ),
        table=small.table("activities", covered=(date(2018, 1, 1), AS_OF)),
    )
    snapshot = small.publish()
    (years,) = years_with_projection(snapshot, ["P01"], AS_OF).values()
    assert [answer.value for answer in years.last_year] == [*[2] * 11, 6]
    assert [answer.value for answer in years.this_year] == [*[2] * 9, 1]
    ahead = years.year_end
    assert ahead is not None
    assert (ahead.projection.pace, ahead.projection.years) == (
        Pace.EARLIER_YEARS,
        (2018, 2019, 2020, 2021),
    )
    # 19 by 15 October and 28 in all, each year: 20 at the end of October, 22, 28.
    assert ahead.values == pytest.approx((19, 22, 28))
    assert ahead.lows == pytest.approx(ahead.values)
    moment = Moment.of(Week.containing(AS_OF), AS_OF)
    found = legal_education(snapshot, moment, Period.YEAR, None, None)
    assert year_end_words(found.progress[0]) == (
        "按往年节奏（2018—2021年），年底预计 28 场（28—28），区间约八成把握，12·4国家宪法日的活动尚在其后。"
    )
    alone = legal_education(snapshot, moment, Period.YEAR, None, "司法局")
    assert year_end_words(alone.progress[0]) == "今年数据尚少，暂不作年底预计。"
    assert joint_events(snapshot, None).pending == ()


def test_years_with_a_month_not_reported_are_no_pace(small: SmallWarehouse) -> None:
    table = small.table("activities", covered=(date(2022, 1, 1), AS_OF))
    small.add(
        "activities", *(activity("公安局", date(2022, month, 5)) for month in range(1, 10)), table=table
    )
    (years,) = years_with_projection(small.publish(), ["P01"], AS_OF).values()
    assert years.year_end is not None
    assert (years.year_end.projection.pace, years.year_end.lows) == (Pace.EVEN, ())
    assert years.year_end.values[-1] == pytest.approx(9 * 365 / 288)
