"""累计 figures become what each period added, whatever the order in which the ledgers arrive."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from tests.support.small_warehouse import SmallWarehouse, activity
from warehouse.lineage import trace
from warehouse.metrics.selection import Selection

JANUARY, FEBRUARY, MARCH = date(2022, 1, 31), date(2022, 2, 28), date(2022, 3, 31)


def total(day: date, audience: int | None, title: str = "法治讲座", **more: Any) -> dict[str, Any]:
    return activity("公安局", day, title, audience=audience, figures="累计", **more)


def audiences(small: SmallWarehouse) -> Sequence[tuple[int | None, str | None]]:
    """The figures and qualifiers of the rows in the order in which they were added."""
    with small.pin() as snapshot:
        return snapshot.database.query(
            "SELECT audience, audience_qualifier FROM mart.activities ORDER BY row_id"
        ).rows()


def figures(small: SmallWarehouse) -> list[int | None]:
    return [figure for figure, _ in audiences(small)]


def test_each_figure_is_less_the_one_of_the_period_before_and_the_first_stands(small: SmallWarehouse) -> None:
    small.add("activities", total(MARCH, 160), total(JANUARY, 100), total(FEBRUARY, 130))
    assert figures(small) == [30, 100, 30]


def test_after_a_missing_month_the_next_holds_what_came_since(small: SmallWarehouse) -> None:
    small.add("activities", total(JANUARY, 100), total(MARCH, 160))
    assert figures(small) == [100, 60]


def test_a_blank_is_no_total_and_the_last_one_told_is_taken_off(small: SmallWarehouse) -> None:
    small.add("activities", total(JANUARY, 100), total(FEBRUARY, None), total(MARCH, 160))
    assert figures(small) == [100, None, 60]


def test_a_total_that_falls_is_counted_as_negative_so_that_the_year_is_the_latest_total(
    small: SmallWarehouse,
) -> None:
    small.add("activities", total(JANUARY, 100), total(FEBRUARY, 70), total(MARCH, 110))
    assert figures(small) == [100, -30, 40]


def test_lines_of_other_titles_places_units_and_years_are_other_lines(small: SmallWarehouse) -> None:
    small.add(
        "activities",
        total(JANUARY, 100),
        total(FEBRUARY, 50, "法律咨询"),
        total(FEBRUARY, 50, place="方顶村"),
        total(FEBRUARY, 50) | {"unit": "司法局"},
        total(date(2023, 1, 31), 50),
        total(FEBRUARY, 150, "法治 讲座"),
    )
    assert figures(small) == [100, 50, 50, 50, 50, 50]


def test_a_title_that_names_the_period_goes_on_from_the_one_before(small: SmallWarehouse) -> None:
    small.add("activities", total(JANUARY, 100, "1月法治讲座"), total(FEBRUARY, 130, "1—2月法治讲座"))
    assert figures(small) == [100, 30]


def test_rows_of_their_own_period_stay_as_they_are(small: SmallWarehouse) -> None:
    own = {"title": "法治讲座", "place": "方顶村"}
    small.add(
        "activities",
        activity("公安局", JANUARY, audience=100, figures="当期", **own),
        activity("公安局", FEBRUARY, audience=130, figures=None, **own),
    )
    assert figures(small) == [100, 130]


def test_a_difference_is_as_exact_as_its_two_totals(small: SmallWarehouse) -> None:
    small.add(
        "activities",
        total(JANUARY, 100),
        total(FEBRUARY, 300, audience_qualifier="at_least"),
        total(MARCH, 360),
    )
    assert audiences(small) == [(100, None), (200, "at_least"), (60, "about")]


def test_every_countable_figure_is_taken_apart(small: SmallWarehouse) -> None:
    names = ("sessions", "online_reads", "materials", "booklets", "consultations", "stewards_joined")
    for day, amount in ((JANUARY, 3), (FEBRUARY, 10)):
        small.add("activities", total(day, 1) | dict.fromkeys(names, amount))
    with small.pin() as snapshot:
        rows = snapshot.database.query(
            f"SELECT {', '.join(names)} FROM mart.activities ORDER BY row_id"
        ).rows()
    assert rows == [(3,) * 6, (7,) * 6]


def test_a_difference_is_traced_to_the_cells_of_both_totals(small: SmallWarehouse) -> None:
    for day, amount in ((JANUARY, 100), (FEBRUARY, 130)):
        table = small.table("activities", letters={"audience": "E"})
        small.add("activities", total(day, amount, raw={"audience": str(amount)}), table=table)
    with small.pin() as snapshot:
        first, second = trace(snapshot, "P02", Selection())
    assert (first.contribution, second.contribution) == (100, 30)
    assert "audience_before" not in first.cells
    told = [(second.cells[name].cell, second.cells[name].raw) for name in ("audience", "audience_before")]
    assert told == [("E6", "130"), ("E5", "100")]
    assert second.cells["audience_before"].file == first.cells["audience"].file
