"""The headline cards, what falls due, and the sentences."""

from __future__ import annotations

from datetime import date

from dashboard.data.cards import Card
from dashboard.data.weekly import WeeklyReview, weekly_review
from dashboard.data.weekly_cards import CARDS, POINTS
from dashboard.periods import Moment, Week
from dashboard.status import Status
from tests.support.small_warehouse import SmallWarehouse, activity
from warehouse.snapshots import Snapshot

CUTOFF = date(2022, 12, 31)


def _review(snapshot: Snapshot, day: date = CUTOFF) -> WeeklyReview:
    return weekly_review(snapshot, Moment.of(Week.containing(day), CUTOFF))


def _card(review: WeeklyReview, metric_id: str) -> Card:
    return next(card for card in review.cards if card.metric_id == metric_id)


def test_the_page_has_its_eight_cards_in_order(small: SmallWarehouse) -> None:
    review = _review(small.publish())
    assert [card.metric_id for card in review.cards] == [spec.metric_id for spec in CARDS]


def test_without_data_a_number_is_unreported_and_never_zero(small: SmallWarehouse) -> None:
    card = _card(_review(small.publish()), "P01")
    assert card.figure.digits == "—"
    assert card.status is Status.UNREPORTED
    assert card.note == "本周未报"


def test_a_card_counts_the_year_and_shows_twelve_weeks(small: SmallWarehouse) -> None:
    small.add(
        "activities",
        activity("公安局", date(2022, 2, 1), "早"),
        activity("公安局", date(2022, 12, 20), "上周"),
        activity("公安局", date(2022, 12, 28), "本周"),
        activity("公安局", date(2022, 12, 29), "本周二"),
    )
    small.add("targets", {"metric_id": "P01", "scope": "全区", "year": 2022, "target": 8})
    card = _card(_review(small.publish()), "P01")
    assert card.figure.digits == "4"
    assert len(card.series) == POINTS
    assert card.series[-2:] == (1, 2)
    assert card.note == "本周 2 场"
    assert card.progress is not None
    assert card.progress.share == 0.5
    assert card.progress.elapsed == 1.0
    assert card.status is Status.LAGGING


def test_a_week_looked_back_at_knows_nothing_of_later_rows(small: SmallWarehouse) -> None:
    small.add(
        "activities", activity("公安局", date(2022, 2, 1), "早"), activity("公安局", date(2022, 12, 28), "晚")
    )
    card = _card(_review(small.publish(), date(2022, 3, 1)), "P01")
    assert card.figure.digits == "1"


def test_the_same_elapsed_part_of_last_year_is_compared(small: SmallWarehouse) -> None:
    for year, count in ((2021, 10), (2022, 12)):
        small.add(
            "activities",
            *(activity("公安局", date(year, 1, day + 1), f"{year}{day}") for day in range(count)),
            table=small.table("activities", covered=(date(year, 1, 1), date(year, 12, 31))),
        )
    review = _review(small.publish())
    assert "同比 ▲增 20%" in _card(review, "P01").changes
    assert "场次同比增长 20%" in review.summary


def test_a_rate_shows_its_numerator_denominator_and_how_few_there_are(small: SmallWarehouse) -> None:
    small.add(
        "reconsiderations",
        {"case_no": "1", "closed_on": date(2022, 5, 1), "outcome": "维持"},
        {"case_no": "2", "closed_on": date(2022, 6, 1), "outcome": "撤销"},
        received_on=date(2022, 4, 1),
        accepted_on=date(2022, 4, 2),
        handling="受理",
    )
    review = _review(small.publish())
    card = _card(review, "F05")
    assert str(card.figure) == "100.0%"
    assert card.note == "2/2，n = 2，样本少"
    assert card.status is Status.NORMAL
    assert "今年审结行政复议案件 2 件，按期审结率 100.0%。" in review.summary


def test_quarters_with_nothing_to_judge_are_no_points_of_a_rate(small: SmallWarehouse) -> None:
    small.add(
        "file_reviews",
        {"file_no": "1", "reviewed_on": date(2022, 2, 1), "grade": "合格"},
        {"file_no": "2", "reviewed_on": date(2022, 11, 1), "grade": "不合格"},
        unit="公安局",
    )
    known = [value for value in _card(_review(small.publish()), "E11").series if value is not None]
    assert known == [100, 0]


def test_what_falls_due_comes_in_the_order_of_its_limits(small: SmallWarehouse) -> None:
    small.add(
        "file_reviews",
        {"file_no": "卷1", "rectify_due_on": date(2023, 1, 8)},
        {"file_no": "卷2", "rectify_due_on": CUTOFF},
        {"file_no": "卷3", "rectify_due_on": date(2023, 1, 20)},
        unit="公安局",
        reviewed_on=date(2022, 12, 1),
    )
    review = _review(small.publish())
    assert [(due.title, due.left) for due in review.due] == [
        ("案卷整改 卷2", "今日到期"),
        ("案卷整改 卷1", "剩 8 天"),
    ]


def test_the_summary_says_unreported_where_nothing_came_and_none_where_a_zero_report_came(
    small: SmallWarehouse,
) -> None:
    assert _review(small.publish()).summary.startswith("本周普法活动未报。")


def test_a_zero_report_is_a_zero_in_the_summary(small: SmallWarehouse) -> None:
    small.table("activities", unit="公安局", is_zero_report=True)
    assert _review(small.publish()).summary.startswith("本周全区未开展普法活动。")
