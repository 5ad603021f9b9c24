"""The numbers of 趋势探索 against a warehouse that can be checked by hand; totals are asked, never added."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dashboard.data.definition import definition
from dashboard.data.explore import Explored, dimension_values, explore, usable
from dashboard.data.explore_address import Address, Against, Quick, Shape
from dashboard.data.explore_bases import difference_text, why_not
from dashboard.data.explore_export import export
from dashboard.data.explore_moves import Key
from dashboard.data.explore_shapes import default_shape
from dashboard.data.explore_table import pivot
from dashboard.data.explore_titles import title
from dashboard.exports.csv import csv_file
from dashboard.texts import explore as texts
from dashboard.widgets.explore_drawings import draw, key_of
from tests.support.small_warehouse import SmallWarehouse, activity
from warehouse.metrics.selection import Grain
from warehouse.snapshots import Snapshot

END = date(2022, 12, 31)
XIAWO, JIYUAN = "峡窝镇", "济源路街道"
YEAR = Address(("P01",), ("township",), Grain.TOTAL, Quick.YEAR)


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """峡窝镇 has 2 in November 2022 and 1 in December, 济源路街道 1 in December; 2021 has 1 of 峡窝镇.

    One activity of 公安局 in December names no township; its theme begins like a formula.
    """
    small = SmallWarehouse(tmp_path_factory.mktemp("explore"))
    table = small.table("activities", covered=(date(2021, 1, 1), END))
    xiawo = {"village": "方顶村", "township": XIAWO}
    small.add(
        "activities",
        activity("公安局", date(2021, 11, 3), "零", settings=["乡村"], **xiawo),
        activity("公安局", date(2022, 11, 1), "一", settings=["乡村", "学校"], **xiawo),
        activity("公安局", date(2022, 11, 2), "二", settings=["乡村"], **xiawo),
        activity("司法局", date(2022, 12, 3), "三", settings=["学校"], **xiawo),
        activity("司法局", date(2022, 12, 4), "四", village="中安街社区", township=JIYUAN),
        activity("公安局", date(2022, 12, 5), "五", themes=["=1+1"]),
        table=table,
    )
    return small.publish()


def _explore(snapshot: Snapshot, address: Address) -> Explored:
    return explore(snapshot, address, END)


def _values(found: Explored) -> dict[tuple[str | None, ...], float | None]:
    return {(key.period, *key.group): answer.value for key, answer in found.numbers.items()}


def test_numbers_groups_and_totals(snapshot: Snapshot) -> None:
    found = _explore(snapshot, YEAR)
    assert _values(found) == {(None, XIAWO): 3, (None, JIYUAN): 1, (None, None): 1}
    assert found.groups == ((XIAWO,), (JIYUAN,), (None,))
    assert found.whole["P01"].value == 5
    assert title(found) == "活动场次：峡窝镇最高（3 场），济源路街道最低（1 场）"
    assert default_shape(found.facts) is Shape.BAR
    months = _explore(snapshot, replace(YEAR, grain=Grain.MONTH, quick=Quick.MONTHS_12))
    assert len(months.periods) == 12
    assert months.number(Key("P01", "2022-11", (XIAWO,))).value == 2
    assert months.by_period[Key("P01", "2022-12", ())].value == 3
    assert not months.is_partial


def test_a_total_of_many_valued_or_rate_parts_is_asked_anew(snapshot: Snapshot) -> None:
    settings = _explore(snapshot, replace(YEAR, by=("setting",)))
    assert _values(settings)[None, "乡村"] == 2
    assert _values(settings)[None, "学校"] == 2
    # Five activities, of which one counts in two settings and two in none.
    assert settings.whole["P01"].value == 5
    coverage = _explore(snapshot, replace(YEAR, metrics=("P05",)))
    assert _values(coverage)[None, XIAWO] == 50
    assert (coverage.whole["P05"].numerator, coverage.whole["P05"].denominator) == (2, 4)


def test_a_number_of_the_table_leads_to_its_rows_and_one_without_a_name_does_not(snapshot: Snapshot) -> None:
    found = _explore(snapshot, replace(YEAR, grain=Grain.MONTH, quick=Quick.MONTHS_12))
    table = pivot(found)
    assert table.headers[0] == "镇办"
    assert table.headers[-1] == texts.TOTAL_COLUMN
    labels, cells = table.rows[0]
    november = cells[10]
    assert labels == (XIAWO,)
    assert november.text == "2"
    assert november.selection is not None
    assert (november.selection.start, november.selection.end) == (date(2022, 11, 1), date(2022, 11, 30))
    assert november.selection.where == {"township": (XIAWO,)}
    assert cells[-1].text == "3"
    assert table.total is not None
    assert [cell.text for cell in table.total[-3:]] == ["2", "3", "5"]
    assert table.rows[-1][0] == (texts.UNSTATED,)
    assert all(cell.selection is None for cell in table.rows[-1][1])


def test_two_dimensions_cross_with_the_totals_of_both(snapshot: Snapshot) -> None:
    found = _explore(snapshot, replace(YEAR, by=("township", "setting")))
    table = pivot(found)
    assert table.headers == ("镇办", "乡村", "学校", texts.UNSTATED, texts.TOTAL_ROW)
    by_label = {labels[0]: [cell.text for cell in cells] for labels, cells in table.rows}
    assert by_label[XIAWO] == ["2", "2", "", "3"]
    assert table.total is not None
    assert [cell.text for cell in table.total[1:]] == ["2", "2", "2", "5"]
    assert default_shape(found.facts) is Shape.HEAT


def test_last_year_is_the_same_part_of_the_year_before(snapshot: Snapshot) -> None:
    asked = Address(("P01",), grain=Grain.MONTH, quick=Quick.YEAR, against=Against.LAST_YEAR)
    found = explore(snapshot, asked, date(2022, 11, 2))
    base = found.base.of(Key("P01", "2022-11", ()))
    assert found.is_partial
    assert base is not None
    # The activity of 3 November 2021 is not of the same days.
    assert base.value == 0
    whole = _explore(snapshot, asked)
    base = whole.base.of(Key("P01", "2022-11", ()))
    assert base is not None
    assert base.value == 1
    assert difference_text(whole.base, "P01", whole.number(Key("P01", "2022-11", ())), base) == "▲增 1 场"


def test_the_district_is_the_mean_of_counts_and_the_ratio_of_sums(snapshot: Snapshot) -> None:
    counts = _explore(snapshot, replace(YEAR, against=Against.DISTRICT))
    base = counts.base.of(Key("P01", None, (XIAWO,)))
    assert base is not None
    assert (base.value, counts.base.name) == (2, "镇办平均")
    rates = _explore(snapshot, replace(YEAR, metrics=("P05",), against=Against.DISTRICT))
    base = rates.base.of(Key("P05", None, (XIAWO,)))
    assert base is not None
    assert (base.numerator, base.denominator, rates.base.name) == (2, 4, "全区")
    filtered = replace(YEAR, by=(), where=(("township", (XIAWO,)),), against=Against.DISTRICT)
    base = _explore(snapshot, filtered).base.of(Key("P01", None, ()))
    assert base is not None
    assert base.value == 2


def test_another_township_and_a_full_rate(snapshot: Snapshot) -> None:
    other = replace(YEAR, by=(), where=(("township", (XIAWO,)),), against=Against.OTHER)
    found = _explore(snapshot, replace(other, other=("township", JIYUAN)))
    base = found.base.of(Key("P01", None, ()))
    assert base is not None
    assert (base.value, found.base.name) == (1, JIYUAN)
    assert _explore(snapshot, other).notices == (
        texts.AGAINST_UNFIT.format(against="另一对象", reason=texts.AGAINST_OTHER_EMPTY),
    )
    full = _explore(snapshot, Address(("P05",), grain=Grain.QUARTER, against=Against.TARGET))
    assert {answer.value for answer in full.base.answers.values()} == {100}
    assert why_not(Address(("P01",)), END)[Against.TARGET] == texts.AGAINST_TARGET_PART
    assert why_not(Address(("E08",), grain=Grain.YEAR), END)[Against.TARGET]
    assert why_not(Address(("P01",)), END)[Against.DISTRICT] == texts.AGAINST_DISTRICT


def test_values_are_looked_up_and_unknown_ones_told(snapshot: Snapshot) -> None:
    asked = replace(YEAR, where=(("unit", ("公安分局", "<b>")),), other=("unit", "没有"))
    address, notices = usable(snapshot, asked)
    assert address.where == (("unit", ("公安局",)),)
    assert address.other is None
    assert notices == (
        texts.UNKNOWN_VALUE.format(dimension="单位", value="<b>"),
        texts.UNKNOWN_VALUE.format(dimension="单位", value="没有"),
    )
    assert dimension_values(snapshot, ("P01",), "township") == (XIAWO, JIYUAN)
    assert "公安分局" not in dimension_values(snapshot, ("P01", "P02"), "unit")


def test_what_is_downloaded_is_what_is_shown_and_no_formula(snapshot: Snapshot) -> None:
    found = _explore(snapshot, replace(YEAR, by=("theme",)))
    made = export(found, (definition(snapshot, "P01"),), snapshot.info, snapshot.id, "explore?metric=P01")
    lines = csv_file(made).decode("utf-8-sig").splitlines()
    assert lines[0] == "指标编号,指标,普法主题,值,单位,约数,分子,分母,n"
    assert "P01,活动场次,'=1+1,1,场,,1,,1" in lines
    assert len(lines) == 1 + len(found.numbers)
    told = dict(made.notes)
    assert told[texts.NOTE_SNAPSHOT] == snapshot.id
    assert told[texts.NOTE_CUTOFF] == "2022年12月31日"
    assert "期间内开展的普法活动场次之和" in told[texts.NOTE_DEFINITION.format(metric="P01 活动场次")]


def test_too_many_numbers_are_cut_to_the_highest_groups(
    snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dashboard.data.explore.MOST_NUMBERS", 12)
    found = _explore(snapshot, replace(YEAR, grain=Grain.MONTH))
    assert (found.groups, found.all_groups) == (((XIAWO,),), 3)
    assert {key.group for key in found.numbers} == {(XIAWO,)}


@pytest.mark.parametrize("shape", [Shape.LINE, Shape.BAR, Shape.HEAT, Shape.DOTS])
def test_a_mark_that_is_clicked_is_its_number(snapshot: Snapshot, shape: Shape) -> None:
    grain = Grain.TOTAL if shape is Shape.DOTS else Grain.MONTH
    drawing = draw(_explore(snapshot, replace(YEAR, grain=grain)), shape)
    assert drawing is not None
    for trace in drawing.figure.data:
        for (place,) in () if trace.customdata is None else trace.customdata:
            clicked = {"selection": {"points": [{"customdata": [place]}]}}
            assert key_of(clicked, drawing.keys) == drawing.keys[place]
    for odd in (None, [None], [999], [-1], ["x"], [True], {}, [1.5]):
        assert key_of({"selection": {"points": [{"customdata": odd}]}}, drawing.keys) is None
    for event in (None, {}, {"selection": {"points": []}}, []):
        assert key_of(event, drawing.keys) is None


def test_nothing_reported_and_nothing_at_all(small: SmallWarehouse) -> None:
    empty = small.publish()
    found = _explore(empty, YEAR)
    assert not found.facts.has_values
    assert pivot(found).rows == ()
    everything = _explore(empty, replace(YEAR, quick=Quick.ALL, grain=Grain.MONTH, against=Against.LAST_YEAR))
    assert not everything.facts.has_values
