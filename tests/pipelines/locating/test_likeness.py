"""A header that no contract lists is taken only where nothing else can be meant; it is never silent."""

from __future__ import annotations

import pytest

from pipelines.clean.text import normalise_header
from pipelines.intake.reading import known_locator
from pipelines.locate import LocatedTable
from pipelines.locating.forms import index_forms
from pipelines.locating.header_cells import HeaderCell
from pipelines.locating.likeness import likely_columns
from pipelines.locating.matching import match_form, prepare
from pipelines.locating.model import DoubtKind, HeaderMatch
from pipelines.locating.view import SheetView
from pipelines.locating.wording import in_plain_words
from pipelines.reading.model import CellValue, Sheet
from warehouse.contracts.model import Dataset
from warehouse.contracts.registry import DATASETS

LOCATOR = known_locator()
INDEX = index_forms(DATASETS.values())
FORMS = {form.dataset.name: form for form in INDEX.forms if form.layout is None and form.vintage is None}
HEADERS = sorted(
    {text for dataset in DATASETS.values() for column in dataset.columns for text in column.headers}
)
EVERY_DATASET = pytest.mark.parametrize("dataset", DATASETS.values(), ids=lambda dataset: dataset.name)
EVENT: dict[str, CellValue] = {
    "活动名称": "宪法宣传", "开展时间": "2022.3.5", "主办单位": "公安局", "地点": "文化广场", "受众人数": 120,
}  # fmt: skip


def table_under(header: list[str], values: list[CellValue], title: str = "") -> LocatedTable:
    rows: list[list[CellValue]] = [[title]] if title else []
    (table,) = LOCATOR.locate(Sheet("", [*rows, [*header], values]), file_name="表.csv").tables
    return table


def activities_with(header: str, value: CellValue, *, instead_of: str = "") -> LocatedTable:
    """A ledger of activities with one more column, maybe in place of another."""
    known = {label: cell for label, cell in EVENT.items() if label != instead_of}
    return table_under([*known, header], [*known.values(), value], "普法活动台账")


def likely(table: LocatedTable) -> dict[str, str]:
    """The columns read by likeness, with their headers."""
    return {name: place.label for name, place in table.columns.items() if place.match is HeaderMatch.LIKENESS}


def doubt_about(table: LocatedTable, header: str) -> tuple[DoubtKind, tuple[str, ...]]:
    (found,) = [(doubt.kind, doubt.candidates) for doubt in table.doubts if doubt.label == header]
    return found


@pytest.mark.parametrize(
    ("header", "value", "instead_of", "column"),
    [
        ("受众人敷", 120, "受众人数", "audience"),
        ("参加人数合计", 120, "受众人数", "audience"),
        ("受众数", 120, "受众人数", "audience"),
        ("受众总人数", 120, "受众人数", "audience"),
        ("普法受众人数", 120, "受众人数", "audience"),
        ("受众人数情况", 120, "受众人数", "audience"),
        ("活动主题内容", "宪法宣传", "活动名称", "title"),
        ("活动名秤", "宪法宣传", "活动名称", "title"),
        ("开展时问", "2022.3.5", "开展时间", "start_on"),
        ("活动开展日期", "2022.3.5", "开展时间", "start_on"),
        ("开时展间", "2022.3.5", "开展时间", "start_on"),
        ("主办单伍", "公安局", "主办单位", "unit"),
        ("浏览数量情况", 300, "", "online_reads"),
        ("发放的资料", 300, "", "materials"),
        ("联合的单位", "司法局", "", "partners"),
    ],
)
def test_a_harmless_difference_is_read_and_said(
    header: str, value: CellValue, instead_of: str, column: str
) -> None:
    table = activities_with(header, value, instead_of=instead_of)
    assert likely(table) == {column: header}
    assert doubt_about(table, header) == (DoubtKind.ASSUMED, (table.dataset.column(column).label,))


@pytest.mark.parametrize(
    ("header", "value", "instead_of"),
    [
        ("受众人敷", "宪法", "受众人数"),
        ("参加人数合计", "2022.3.5", "受众人数"),
        ("发放的资料", "横幅", ""),
        ("活动形势", "2022.3.5", ""),
    ],
)
def test_values_of_another_kind_forbid_it(header: str, value: CellValue, instead_of: str) -> None:
    assert likely(activities_with(header, value, instead_of=instead_of)) == {}


@pytest.mark.parametrize(
    "header",
    [
        "其中：受众人数", "受众人数（女）", "男受众人数", "计划受众人数", "上年受众人数", "受众人数增减",
        "应参加人数", "未参加人数", "线上受众人数", "受众户数", "受众人均", "参加人员", "受众率", "受众面",
        "人均受众人数",
    ],
)  # fmt: skip
def test_a_word_that_makes_another_thing_of_it_forbids_it(header: str) -> None:
    assert "audience" not in activities_with(header, 30, instead_of="受众人数").columns


@pytest.mark.parametrize("header", ["主管单位", "参办单位", "包办单位"])
def test_another_word_of_the_trade_is_no_slip_of_the_pen(header: str) -> None:
    table = activities_with(header, "公安局", instead_of="主办单位")
    assert "unit" not in table.columns
    assert doubt_about(table, header)[0] is DoubtKind.UNSURE


def test_a_header_that_may_be_two_columns_is_not_read_and_both_are_named() -> None:
    table = activities_with("人数", 120, instead_of="受众人数")
    kind, candidates = doubt_about(table, "人数")
    assert kind is DoubtKind.UNSURE
    assert {"受众人数", "解答咨询"} <= set(candidates)
    assert (5 - 1, "人数") in table.unknown_headers


def test_two_headers_that_are_like_one_column_are_both_unsure() -> None:
    table = table_under(
        ["活动名称", "开展时间", "主办单位", "受众人敷", "参加人数合计"],
        ["甲", "2022.3.5", "公安局", 3, 4],
        "普法台账",
    )
    assert likely(table) == {}
    assert {doubt.kind for doubt in table.doubts} == {DoubtKind.UNSURE}


def test_a_column_that_has_its_own_header_is_given_to_no_other() -> None:
    table = activities_with("受众人数合计", 999)
    assert likely(table) == {}
    assert table.columns["audience"].label == "受众人数"


def test_the_first_of_two_equal_headers_is_read_and_the_other_said() -> None:
    table = activities_with("时间", "2022.3.6")
    assert doubt_about(table, "时间") == (DoubtKind.REPEATED, ("开展时间",))


def test_of_two_headers_of_one_column_the_one_with_fitting_values_is_read() -> None:
    table = table_under(
        ["活动名称", "时间", "主办单位", "时间"], ["甲", "上午", "公安局", "2022.3.6"], "普法活动台账"
    )
    assert table.columns["start_on"].index == 3
    assert [(doubt.kind, doubt.index) for doubt in table.doubts] == [(DoubtKind.REPEATED, 1)]


LOOK_ALIKES = [
    ("trainings", "应到人敷", "attended"), ("trainings", "实到人敷", "expected"),
    ("reconsiderations", "受理日其", "closed_on"), ("reconsiderations", "审结日其", "accepted_on"),
    ("reconsiderations", "申请人数", "applicant"), ("reconsiderations", "被申请人数", "applicant"),
    ("reconsiderations", "未受理日期", "accepted_on"), ("reconsiderations", "接案日期", "closed_on"),
    ("reconsiderations", "终止日期", "suspended_from"), ("reconsiderations", "不听证", "hearing"),
    ("file_reviews", "整改起始日期", "rectified_on"), ("file_reviews", "整改完成期限", "rectified_on"),
    ("file_reviews", "问题率", "problems"), ("file_reviews", "被评查单位数", "unit"),
    ("legality_reviews", "未采纳数", "adopted"), ("legality_reviews", "不采纳意见数", "adopted"),
    ("devices", "未在用数量", "in_use"), ("devices", "停用数量", "in_use"),
    ("litigations", "未出庭负责人职务", "attendee_post"), ("litigations", "非负责人出庭", "head_attended"),
    ("targets", "上年目标值", "target"), ("targets", "完成值", "target"),
    ("trainings", "不合格人数", "passed"), ("trainings", "未参加考试人数", "examined"),
    ("legal_stewards", "退出状态", "status"), ("vice_principals", "原派出单位", "sent_by"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "header", "column"), LOOK_ALIKES)
def test_opposites_and_look_alikes_are_never_taken_for_one_another(
    name: str, header: str, column: str
) -> None:
    assert taken(name, header) != column


@EVERY_DATASET
def test_no_header_of_any_contract_is_likened_to_another_column(dataset: Dataset) -> None:
    """Not even where that column has no header of its own and nothing is known of the values."""
    assert {text: found for text in HEADERS if (found := taken(dataset.name, text))} == {}


@EVERY_DATASET
@pytest.mark.parametrize("ending", ["情况", ""])
def test_a_header_with_a_word_more_or_a_character_less_means_its_own_column_or_none(
    dataset: Dataset, ending: str
) -> None:
    for other in DATASETS.values():
        for column in other.columns:
            for text in column.headers:
                found = taken(dataset.name, text + ending if ending else text[:-1])
                if found is not None:
                    headers = {normalise_header(known).key for known in dataset.column(found).headers}
                    assert in_plain_words(normalise_header(text).key) in set(map(in_plain_words, headers)), (
                        text
                    )


def plain(header: str) -> str:
    return in_plain_words(normalise_header(header).key)


def taken(dataset: str, header: str) -> str | None:
    """The column of a dataset's form that a lone header is read as by likeness, without any values."""
    form = FORMS[dataset]
    view = SheetView(Sheet("", [[header]]))
    cells = [HeaderCell(0, 0, header, (header,))]
    exact = match_form(form, prepare(view, cells))
    likely = likely_columns(form, INDEX, view, cells, exact, lambda column: [])
    return next((form.columns[position].name for position in likely.taken.values()), None)
