"""A basket's briefing says what the warehouse answers, item by item, and is made again from its record."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from dashboard.briefing.basket.items import (
    BadItem,
    Form,
    Item,
    Kind,
    Titled,
    form_of,
    forms,
    item_from,
    plain,
    read_item,
    require_known,
    written,
)
from dashboard.briefing.basket.making import (
    Basket,
    Making,
    basket_briefing,
    basket_of,
    basket_record,
    opening,
)
from dashboard.briefing.content.model import ChartKind, Section, Sentence, Stamp
from dashboard.briefing.content.wording import note_lines
from dashboard.briefing.editions import rebuilt
from tests.support.hostile_texts import hostile_texts
from tests.support.small_warehouse import SNAPSHOT_ID, SmallWarehouse, activity
from warehouse.home import Home
from warehouse.metrics.selection import Grain, Selection
from warehouse.snapshots import Snapshot

YEAR = Selection(date(2022, 1, 1), date(2022, 12, 31))
HOSTILE = "第 7 号：=cmd|' /C calc'!A0"
ISSUED = date(2023, 1, 3)


@pytest.fixture
def published(small: SmallWarehouse) -> Iterator[Snapshot]:
    """Three activities of 2022 and one of 2021, of two units."""
    table = small.table("activities", covered=(date(2021, 1, 1), date(2022, 12, 31)))
    small.add(
        "activities",
        activity("公安局", date(2021, 3, 1), audience=50),
        activity("公安局", date(2022, 3, 1), audience=100),
        activity("公安局", date(2022, 8, 1), audience=60),
        activity("教育局", date(2022, 8, 2), audience=40),
        table=table,
    )
    with small.publish() as snapshot:
        yield snapshot


def item(form: Form, *metrics: str, selection: Selection = YEAR) -> Item:
    return Item(Kind.METRIC, SNAPSHOT_ID, "普法覆盖", "", metrics, selection, form)


def sections(home: Home, *items: Item) -> tuple[Section, ...]:
    basket = Basket(tuple(Titled(one) for one in items), SNAPSHOT_ID, ISSUED)
    with opening(home) as making:
        return basket_briefing(home, basket, making).sections


def test_a_number_is_told_beside_the_same_days_of_the_year_before(
    published: Snapshot, small: SmallWarehouse
) -> None:
    (section,) = sections(small.home, item(Form.SENTENCE, "P01"))
    assert section.title == "活动场次"
    assert section.message.text == "2022年，活动场次 3 场，上年同期 1 场，增加 2 场。"
    assert {one.metric_id for one in section.message.sources} == {"P01"}


def test_a_chart_has_the_values_of_the_warehouse_and_one_unit(
    published: Snapshot, small: SmallWarehouse
) -> None:
    by_unit = replace(YEAR, by=("unit",))
    by_quarter = replace(YEAR, grain=Grain.QUARTER)
    ranked, timed, stacked = sections(
        small.home,
        item(Form.BARS, "P01", selection=by_unit),
        item(Form.LINES, "P01", "P02", selection=by_quarter),
        item(Form.STACKED_COLUMNS, "P01", selection=replace(by_quarter, by=("unit",))),
    )
    (bars,) = ranked.charts
    assert (bars.kind, bars.categories, bars.series[0].values) == (
        ChartKind.BARS,
        ("公安局", "教育局"),
        (2, 1),
    )
    assert bars.title == "2022年，活动场次最多的是公安局（2 场），最少的是教育局（1 场）"
    assert [(chart.unit, chart.series[0].values) for chart in timed.charts] == [
        ("场", (1, 0, 2, 0)),
        ("人次", (100, 0, 100, 0)),
    ]
    (columns,) = stacked.charts
    assert columns.categories[2] == "2022年第3季度"
    assert {one.name: one.values[2] for one in columns.series} == {"公安局": 1, "教育局": 1}
    assert len({chart.key for one in (ranked, timed, stacked) for chart in one.charts}) == 4


def test_a_table_has_a_column_for_each_metric_and_crosses_two_parts(
    published: Snapshot, small: SmallWarehouse
) -> None:
    by_unit = replace(YEAR, by=("unit",))
    plain_table, crossed = sections(
        small.home,
        item(Form.TABLE, "P01", "P02", selection=by_unit),
        item(Form.TABLE, "P01", selection=replace(by_unit, grain=Grain.YEAR)),
    )
    (table,) = plain_table.tables
    assert table.headers == ("单位", "活动场次（场）", "线下受众（人次）")
    assert table.rows == (("公安局", "2", "160"), ("教育局", "1", "40"))
    (table,) = crossed.tables
    assert (table.headers, table.rows) == (("期间", "公安局", "教育局"), (("2022年", "2", "1"),))


def test_a_summary_and_a_matter_of_the_weekly_review_are_sections(
    published: Snapshot, small: SmallWarehouse
) -> None:
    summary, matter = sections(
        small.home,
        Item(Kind.SUMMARY, SNAPSHOT_ID, as_of=date(2022, 12, 31)),
        Item(Kind.MATTER, SNAPSHOT_ID, as_of=date(2022, 12, 31), key="villages"),
    )
    assert summary.title == "2022年第52周小结"
    assert summary.paragraphs
    assert "90 天" in matter.message.text
    with pytest.raises(BadItem, match="已找不到"):
        sections(small.home, Item(Kind.MATTER, SNAPSHOT_ID, as_of=date(2022, 12, 31), key="<b>"))


def test_the_record_makes_the_same_briefing_again(published: Snapshot, small: SmallWarehouse) -> None:
    basket = Basket(
        (
            Titled(item(Form.BARS, "P01", selection=replace(YEAR, by=("unit",))), HOSTILE),
            Titled(Item(Kind.SUMMARY, SNAPSHOT_ID, as_of=date(2022, 12, 31))),
        ),
        SNAPSHOT_ID,
        ISSUED,
        title="专报",
        number="第 3 期",
        secrecy="内部资料",
    )
    record = json.loads(json.dumps(basket_record(basket)))
    assert basket_of(record) == basket
    with opening(small.home) as making:
        briefing = basket_briefing(small.home, basket, making)
    assert (briefing.title, briefing.masthead.number, briefing.masthead.secrecy) == (
        "专报",
        "第 3 期",
        "内部资料",
    )
    made = rebuilt(small.home, record)
    assert briefing.sections[0].title in made.lines
    assert [name for name, _ in made.series] == ["活动场次"]


def test_an_item_of_another_snapshot_is_told_with_its_own(small: SmallWarehouse) -> None:
    other = replace(item(Form.SENTENCE, "P01"), snapshot="000002-x")
    stamps = {
        SNAPSHOT_ID: Stamp(SNAPSHOT_ID, None, date(2022, 12, 31)),
        "000002-x": Stamp("000002-x", "2023-W01", date(2023, 1, 8)),
    }
    making = Making(
        stamps.__getitem__, lambda one: Section("key", "标题", Sentence(one.snapshot, ())) if one else None
    )
    basket = Basket((Titled(item(Form.SENTENCE, "P01")), Titled(other)), SNAPSHOT_ID, ISSUED)
    briefing = basket_briefing(small.home, basket, making)
    first, second = briefing.sections
    assert (first.paragraphs, first.stamp) == ((), None)
    assert second.stamp == stamps["000002-x"]
    assert second.paragraphs[0].text == (
        "本项数据：数据截至2023年1月8日　快照 2023-W01（000002-x），冻结后不再变动"
    )
    assert "2 个快照" in briefing.lead.text
    assert note_lines(second, briefing.stamp) == ()


def test_an_item_is_shown_in_a_form_that_its_question_bears() -> None:
    by_unit = replace(YEAR, by=("unit",))
    assert forms(item(Form.LINES, "P01")) == (Form.SENTENCE,)
    assert forms(item(Form.LINES, "P01", selection=by_unit))[0] is Form.BARS
    # Rates do not add up, so that nothing is stacked of them.
    by_two = replace(YEAR, by=("unit", "setting"))
    assert forms(item(Form.BARS, "P05", selection=by_two)) == (Form.TABLE, Form.SENTENCE)
    assert form_of(item(Form.LINES, "P01", selection=by_unit)) is Form.BARS
    assert form_of(item(Form.TABLE, "P01", selection=by_unit)) is Form.TABLE


def test_an_item_is_read_as_it_was_written_whatever_its_texts() -> None:
    for text in (*hostile_texts()[::40], "\x00\u202e", "甲" * 300):
        one = Item(
            Kind.METRIC,
            text,
            text,
            text,
            ("P01",),
            replace(YEAR, where={"unit": (text,)}),
            Form.TABLE,
        )
        assert read_item(written(one)) == one


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "null", '{"kind": "metric"}', "[" * 5000, '{"kind": 1, "snapshot": []}']
)
def test_a_damaged_item_is_told_in_words(text: str) -> None:
    with pytest.raises(BadItem, match="读不出来"):
        read_item(text)


def test_an_item_that_asks_for_what_there_no_longer_is_is_told_in_words() -> None:
    with pytest.raises(BadItem, match="指标「X99」已不存在"):
        require_known(item(Form.SENTENCE, "X99"))
    with pytest.raises(BadItem, match="不能再按「defendant」分"):
        require_known(item(Form.SENTENCE, "P01", selection=replace(YEAR, by=("defendant",))))
    with pytest.raises(BadItem, match="读不出来"):
        item_from({**plain(item(Form.SENTENCE, "P01")), "start": "2030-01-01"})
    with pytest.raises(BadItem, match="还没有内容"):
        basket_briefing(Home.find(), Basket((), SNAPSHOT_ID, ISSUED), Making(None, None))  # type: ignore[arg-type]
