"""Names match by exact rules; what is merely similar is proposed and never taken."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.clean.names import Match, NameIndex, NearMiss, normalise_name
from pipelines.clean.same_above import is_same_above
from tests.pipelines.clean.reference import NAMES
from tests.pipelines.clean.strategies import CELLS, TEXTS


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("公安局", "gongan"),
        ("区公安局", "gongan"),
        ("青山区公安局", "gongan"),
        ("云州市青山区公安局", "gongan"),
        ("公\u200b安 局", "gongan"),
        ("公安局（盖章）", "gongan"),
        ("公安局公章", "gongan"),
        ("公安局(参公)", "gongan"),
        ("公安局交警大队", "gongan"),
        ("云州市公安局青山分局", "gongan"),
        ("教育局", "jiaoyu"),
        ("区教体局", "jiaoyu"),
        ("教育体育局（参公）", "jiaoyu"),
        ("司法局临河路司法所", "sifa"),
        ("区司法局法规科", "sifa"),
        ("中共云州市青山区委宣传部", "xuanchuan"),
        ("区委宣传部", "xuanchuan"),
        ("市场监管局法规科", "shichang"),
        ("青山区人民政府", "gov"),
        ("区政府办公室", "gov"),
        ("临河路街道", "T1"),
        ("临河路办", "T1"),
        ("临河路办事处", "T1"),
        ("临河路街道办事处", "T1"),
        ("临河路街道办事处党政办公室", "T1"),
        ("柳林镇", "T2"),
        ("柳林镇政府", "T2"),
        ("青山区柳林镇人民政府", "T2"),
    ],
)
def test_a_unit_is_known_by_every_usual_way_of_writing_it(written: str, code: str) -> None:
    match = NAMES.unit(written)
    assert isinstance(match, Match)
    assert match.code == code


@pytest.mark.parametrize(
    "written", ["东湖区公安局", "云州市公安局", "公安", "采购中心", "青山区", "某某公司", "", "局"]
)
def test_a_unit_that_is_not_listed_is_not_taken_for_a_listed_one(written: str) -> None:
    assert isinstance(NAMES.unit(written), NearMiss)


def test_the_nearest_units_are_proposed_best_first_and_at_most_three() -> None:
    miss = NAMES.unit("青山区市场监督局")
    assert isinstance(miss, NearMiss)
    assert miss.candidates[0] == "市场监管局"
    assert len(miss.candidates) <= 3
    assert not miss.is_ambiguous


def test_an_office_that_two_units_may_own_is_ambiguous() -> None:
    assert NAMES.unit("临河路街道司法所") == NearMiss(
        "临河路街道司法所", ("司法局", "临河路街道"), is_ambiguous=True
    )
    assert NAMES.unit("公安局融媒体中心") == NearMiss(
        "公安局融媒体中心", ("公安局", "融媒体中心"), is_ambiguous=True
    )


def test_a_merged_unit_is_itself_until_its_last_day_and_then_its_successor() -> None:
    assert NAMES.unit("粮食局", date(2019, 3, 31)) == Match("liangshi", "粮食局")
    assert NAMES.unit("粮食局", date(2019, 4, 1)) == Match("fagai", "发改委")
    assert NAMES.unit("粮食局") == Match("liangshi", "粮食局")
    assert NAMES.unit_on("liangshi", date(2022, 1, 1)) == Match("fagai", "发改委")


def test_successors_in_a_circle_end_the_search() -> None:
    assert isinstance(NAMES.unit("甲处", date(2022, 1, 1)), Match)


def test_several_units_in_one_cell_are_each_matched() -> None:
    expected = (Match("gongan", "公安局"), Match("sifa", "司法局"), Match("jiaoyu", "教育局"))
    for written in (
        "公安局、司法局、教体局",
        "公安局，司法局/教育局",
        "公安局 司法局 教育局",
        "公安局、司法局、教育局等单位",
    ):
        assert NAMES.units(written) == expected
    assert NAMES.units("公 安 局") == expected[:1]


def test_a_list_with_a_stranger_names_the_stranger() -> None:
    known, stranger = NAMES.units("公安局、某某律师事务所")
    assert known == Match("gongan", "公安局")
    assert isinstance(stranger, NearMiss)
    assert stranger.text == "某某律师事务所"


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("柳林镇", "T2"),
        ("柳林", "T2"),
        ("柳林镇政府", "T2"),
        ("临河路街道", "T1"),
        ("临河路办事处", "T1"),
        ("临河路", "T1"),
        ("云州市青山区临河路街道办", "T1"),
    ],
)
def test_a_township_is_known_with_and_without_its_office(written: str, code: str) -> None:
    match = NAMES.township(written)
    assert isinstance(match, Match)
    assert match.code == code


def test_a_misspelt_township_is_proposed_and_not_taken() -> None:
    assert NAMES.township("临和路街道") == NearMiss("临和路街道", ("临河路街道",))


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("杨湾村", "V1"),
        ("杨湾", "V1"),
        ("杨湾村委会", "V1"),
        ("杨湾村民委员会", "V1"),
        ("杨湾村村民委员会", "V1"),
        ("柳林镇杨湾村", "V1"),
        ("青山区柳林镇杨湾村委会", "V1"),
        ("北杨湾村", "V2"),
        ("金桥社区", "V3"),
        ("金桥社区居委会", "V3"),
        ("金桥居委会", "V3"),
        ("金桥社区居民委员会", "V3"),
        ("金桥", "V3"),
        ("临河路社区", "V4"),
        ("青山村", "V7"),
    ],
)
def test_a_village_is_known_with_and_without_its_committee(written: str, code: str) -> None:
    match = NAMES.village(written)
    assert isinstance(match, Match)
    assert match.code == code


def test_a_name_that_two_townships_share_needs_the_township() -> None:
    both = ("临河路街道新华社区", "柳林镇新华社区")
    assert NAMES.village("新华社区") == NearMiss("新华社区", both, is_ambiguous=True)
    assert NAMES.village("新华社区", "T2") == Match("V6", "新华社区")
    assert NAMES.village("柳林镇新华社区") == Match("V6", "新华社区")


def test_a_village_of_another_township_is_not_taken() -> None:
    assert isinstance(NAMES.village("杨湾村", "T1"), NearMiss)
    assert NAMES.village("杨弯村") == NearMiss("杨弯村", ("杨湾村", "北杨湾村"))
    assert isinstance(NAMES.village("杨湾社区"), NearMiss)


def test_the_township_of_a_village_is_known() -> None:
    assert NAMES.township_of("V1") == Match("T2", "柳林镇")
    assert NAMES.township_of("none") is None


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("杨湾村文化广场", Match("V1", "杨湾村")),
        ("柳林镇北杨湾村委会门前", Match("V2", "北杨湾村")),
        ("金桥社区和杨湾村", None),
        ("杨湾小学", None),
        ("新华社区活动室", None),
        ("人民广场", None),
    ],
)
def test_a_place_names_a_village_only_exactly_and_alone(place: str, expected: Match | None) -> None:
    assert NAMES.village_in_text(place) == expected


@pytest.mark.parametrize(
    ("written", "code"),
    [("杨湾村", "V1"), ("柳林镇", "T2"), ("区公安局", "gongan"), ("临河路社区", "V4"), ("临河路街道", "T1")],
)
def test_the_subject_of_an_honour_may_be_a_village_a_township_or_a_unit(written: str, code: str) -> None:
    match = NAMES.subject(written)
    assert isinstance(match, Match)
    assert match.code == code


def test_a_subject_that_may_be_a_village_or_a_township_is_ambiguous() -> None:
    assert NAMES.subject("临河路") == NearMiss("临河路", ("临河路社区", "临河路街道"), is_ambiguous=True)


def test_a_subject_of_no_list_stays_unmatched() -> None:
    assert isinstance(NAMES.subject("青山法治文化公园"), NearMiss)


@pytest.mark.parametrize("raw", ["同上", " 同 上 ", "〃", '"', "同上。"])
def test_a_ditto_mark_refers_to_the_cell_above(raw: str) -> None:
    assert is_same_above(raw)


@pytest.mark.parametrize("raw", ["", None, 3, "上同意", "公安局"])
def test_other_cells_do_not_refer_to_the_cell_above(raw: object) -> None:
    assert not is_same_above(raw)


@given(TEXTS, st.one_of(st.none(), st.dates()))
def test_no_text_makes_the_matching_fail(text: str, on: date | None) -> None:
    for found in (
        NAMES.unit(text, on),
        NAMES.township(text),
        NAMES.village(text),
        NAMES.subject(text, on),
        *NAMES.units(text, on),
    ):
        assert isinstance(found, (Match, NearMiss))
        if isinstance(found, NearMiss):
            assert len(found.candidates) <= 3
    NAMES.village_in_text(text)


@given(TEXTS)
def test_a_normalised_name_stays_as_it_is(text: str) -> None:
    assert normalise_name(normalise_name(text)) == normalise_name(text)


@given(CELLS)
def test_no_cell_makes_the_ditto_check_fail(raw: object) -> None:
    assert is_same_above(raw) in (True, False)


def test_an_index_without_lists_matches_nothing() -> None:
    empty = NameIndex()
    assert empty.subject("公安局") == NearMiss("公安局")
    assert empty.units("公安局、司法局") == (NearMiss("公安局"), NearMiss("司法局"))
    assert empty.village_in_text("杨湾村") is None
