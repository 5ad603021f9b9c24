"""Which pairs of filed rows are shown for a decision, and which look-alikes never are."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl
import pytest

from pipelines.joint.filings import Filings, prepare
from pipelines.joint.proposals import propose
from pipelines.joint.scoring import scores_of
from pipelines.joint.texts import Wording

MAY = date(2025, 5, 7)
WORDING = Wording(
    ["公安局", "司法局", "教育局", "税务局"], ["上街区", "郑州市上街区", "济源路街道", "峡窝镇"]
)
SCHEMA: dict[str, Any] = {
    "unit": pl.String, "title": pl.String, "place": pl.String, "start_on": pl.Date, "end_on": pl.Date,
    "partners": pl.List(pl.String), "audience": pl.Int64, "village": pl.String, "village_code": pl.String,
    "themes": pl.List(pl.String), "remark": pl.String, "row_id": pl.String, "business_key": pl.String,
}  # fmt: skip


def row(
    unit: str, title: str = "民法典宣传进社区", place: str | None = "亚星广场", **more: Any
) -> dict[str, Any]:
    start = more.pop("start_on", MAY)
    plain = {"partners": [], "audience": 100, "start_on": start, "end_on": start, "themes": []}
    return {"unit": unit, "title": title, "place": place, **plain, **more}


def filed(*rows: dict[str, Any]) -> Filings:
    return prepare(pl.DataFrame(list(rows), schema=SCHEMA), WORDING)


def proposed(*rows: dict[str, Any], by_rule: list[str] | None = None) -> list[tuple[int, int, bool]]:
    found = propose(filed(*rows), by_rule or [str(number) for number in range(len(rows))])
    return [
        (int(left), int(right), bool(repeated))
        for left, right, repeated in zip(found.left, found.right, found.is_repeated, strict=True)
    ]


HOST = row("司法局", partners=["公安局"])


@pytest.mark.parametrize(
    "other",
    [
        row("公安局", "“美好生活·民法典相伴”进社区活动"),
        row("公安局", "区司法局开展民法典宣传进社区活动", partners=["司法局"]),
        row("公安局", "民法典宣传近社区"),
        row("公安局", place="济源路街道亚星广场"),
        row("公安局", place="郑州市上街区亚星广场南门"),
        row("公安局", start_on=date(2025, 5, 8)),
        row("公安局", start_on=date(2025, 5, 6), end_on=date(2025, 5, 9)),
        row("公安局", "民法典普法宣传", audience=60),
        row("公安局", audience=None, place="亚星广场内"),
    ],
)
def test_another_units_words_for_the_same_event_are_proposed(other: dict[str, Any]) -> None:
    assert proposed(HOST, other) == [(0, 1, False)]


@pytest.mark.parametrize(
    "other",
    [
        row("公安局", place="人民公园", partners=["司法局"]),
        row("公安局", "反诈宣传进社区", partners=["司法局"]),
        row("公安局", start_on=date(2025, 5, 9), partners=["司法局"]),
        row("公安局", place="三楼会议室"),
        row("公安局", place=None),
    ],
)
def test_another_place_theme_or_day_is_another_event(other: dict[str, Any]) -> None:
    assert proposed(HOST, other) == []


def test_a_day_apart_only_filings_that_name_each_other_are_proposed() -> None:
    later = row("公安局", start_on=date(2025, 5, 8))
    assert proposed(row("司法局"), later) == []
    assert proposed(HOST, later) == [(0, 1, False)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("民法典宣讲第一期", "民法典宣讲第二期"),
        ("民法典宣讲（上午场）", "民法典宣讲（下午场）"),
        ("民法典宣讲（一）", "民法典宣讲（二）"),
        ("民法典知识竞赛", "国家宪法日宪法宣传"),
    ],
)
@pytest.mark.parametrize("unit", ["公安局", "司法局"])
def test_parts_of_a_series_and_halves_of_a_day_are_events_of_their_own(
    one: str, other: str, unit: str
) -> None:
    assert proposed(row("司法局", one, partners=["公安局"]), row(unit, other, partners=["司法局"])) == []


def test_one_title_in_two_villages_or_two_schools_is_two_events() -> None:
    villages = [
        row("司法局", place=f"{name}文化广场", village=name, village_code=name, partners=["公安局"])
        for name in ("方顶村", "石嘴村")
    ]
    schools = [row("司法局", place=f"演示第{n}小学", partners=["公安局"]) for n in "一二"]
    for one, other in (villages, schools):
        assert proposed(one, {**other, "unit": "公安局", "partners": ["司法局"]}) == []


def test_one_units_same_event_under_another_title_is_marked_as_repeated() -> None:
    assert proposed(row("司法局"), row("司法局", "民法典进社区宣传活动")) == [(0, 1, True)]
    assert proposed(row("司法局"), row("司法局", start_on=date(2025, 5, 8))) == []


def test_of_two_days_of_a_host_its_partners_row_belongs_to_the_equal_day() -> None:
    days = [row("司法局", partners=["公安局"], start_on=date(2025, 5, day)) for day in (7, 8)]
    assert proposed(*days, row("公安局", "民法典进社区", partners=["司法局"])) == [(0, 2, False)]
    # Even where the rule has joined the two already.
    partner = row("公安局", partners=["司法局"])
    assert proposed(*days, partner, by_rule=["a", "b", "a"]) == []


def test_where_two_rows_of_a_unit_fit_equally_well_neither_is_proposed() -> None:
    halves = [row("司法局", f"{half}民法典宣传进社区", partners=["公安局"]) for half in ("上午", "下午")]
    assert proposed(*halves, row("公安局")) == []


def test_between_rows_that_are_one_event_already_one_proposal_is_enough() -> None:
    rows = [row("司法局"), row("教育局"), row("公安局", "民法典进社区宣传活动")]
    assert len(proposed(*rows, by_rule=["a", "a", "b"])) == 1


def test_a_score_comes_with_its_parts() -> None:
    rows = filed(HOST, row("公安局", start_on=date(2025, 5, 8), audience=50))
    scored = scores_of(rows, [(0, 1)])
    parts = [getattr(scored, name)[0] for name in ("title", "place", "date", "partner", "audience")]
    assert parts == pytest.approx([1, 1, 0.6, 0.8, 0.5])
    assert scored.score[0] == pytest.approx(0.34 + 0.28 + 0.16 * 0.6 + 0.16 * 0.8 + 0.06 * 0.5)


def test_no_rows_give_no_proposals() -> None:
    assert proposed() == []


def test_the_name_of_a_sponsor_is_no_theme() -> None:
    assert WORDING.title("税务局民法典宣传").themes == WORDING.title("民法典宣传").themes


@pytest.mark.parametrize("title", ["“12·4”宣传", "12.4宣传", "12月4日宣传", "国家宪法日宣传"])
def test_a_day_that_everybody_knows_says_the_theme(title: str) -> None:
    assert WORDING.title(title).themes == WORDING.title("宪法宣传").themes
