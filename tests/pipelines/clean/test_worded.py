"""Enumerations, yes or no, codes and text become stored values."""

from __future__ import annotations

import pytest

from pipelines.clean.values import CleanCell
from tests.pipelines.clean.columns import (
    CATEGORY,
    CODE,
    FORM,
    GRADE,
    SETTINGS,
    TEXT,
    THEMES,
    VETO,
    clean,
    fault,
)
from warehouse.contracts.model import Choices, Column
from warehouse.contracts.types import CHOICE, Severity


@pytest.mark.parametrize("raw", ["优秀", " 优 秀 ", "１.优秀", "“优秀”"])
def test_a_listed_value_is_found_behind_its_noise(raw: str) -> None:
    assert clean(GRADE, raw) == CleanCell({"grade": "优秀"})


def test_synonyms_and_other_brackets_lead_to_the_listed_value() -> None:
    assert clean(GRADE, "良好").values["grade"] == "合格"
    for written in ("民主法治示范村(社区)", "民主法治示范村〔社区〕", "民主法治示范村 （社区）"):
        assert clean(CATEGORY, written).values["category"] == "民主法治示范村（社区）"


@pytest.mark.parametrize(("raw", "value"), [("√", "是"), (None, None), ("", None), ("—", None), ("否", "否")])
def test_a_mark_that_stands_for_a_value_does_not_make_every_blank_one(
    raw: str | None, value: str | None
) -> None:
    attended = Column("attended", "出庭", CHOICE, choices=Choices(values=("是", "否"), synonyms={"√": "是"}))
    assert clean(attended, raw).values["attended"] == value


def test_an_unlisted_value_of_a_closed_enumeration_keeps_its_row_out_and_proposes_the_nearest() -> None:
    cell = clean(GRADE, "不和格")
    assert fault(cell) == ("unknown_choice", Severity.ERROR)
    assert cell.problem is not None
    assert cell.problem.params["nearest"] == "不合格"
    assert cell.problem.params["options"] == "优秀、合格、不合格"


@pytest.mark.parametrize(
    ("raw", "nearest"), [("撤消", "撤销"), ("驳回", ""), ("离职", ""), ("部分维持", "维持"), ("胜诉", "")]
)
def test_a_listed_value_is_only_proposed_where_it_is_the_likely_one(raw: str, nearest: str) -> None:
    values = ("撤销", "维持", "驳回复议请求", "驳回复议申请", "在岗")
    column = Column("outcome", "结果", CHOICE, choices=Choices(values=values, synonyms={"在职": "在岗"}))
    problem = clean(column, raw).problem
    assert problem is not None
    assert problem.params["nearest"] == nearest


def test_an_unlisted_value_of_an_open_enumeration_is_counted_as_other() -> None:
    cell = clean(FORM, "街头快闪")
    assert fault(cell) == ("open_choice_as_other", Severity.WARNING)
    assert cell.values == {"form": "其他"}


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("机关、学校", ["机关", "学校"]),
        ("进机关、进校园", ["机关", "学校"]),
        ("法律进机关 法律进社区", ["机关", "社区"]),
        ("机关和社区", ["机关", "社区"]),
        ("学校、校园", ["学校"]),
        ("/", None),
        ("无", None),
    ],
)
def test_several_listed_values_may_stand_in_one_cell(raw: str, expected: list[str] | None) -> None:
    assert clean(SETTINGS, raw) == CleanCell({"settings": expected})


@pytest.mark.parametrize("raw", ["机关、太空", "、，", "太空"])
def test_one_unlisted_value_of_many_keeps_the_row_out(raw: str) -> None:
    cell = clean(SETTINGS, raw)
    assert fault(cell) == ("unknown_choice", Severity.ERROR)
    assert cell.values == {"settings": None}


def test_an_open_list_keeps_what_is_listed_and_adds_other() -> None:
    cell = clean(THEMES, "宪法、航天法、网络安全法")
    assert fault(cell) == ("open_choice_as_other", Severity.WARNING)
    assert cell.values == {"themes": ["宪法", "其他"]}


@pytest.mark.parametrize("raw", ["√", "✓", "是", "有", 1, 1.0, "1", "Y", "y", "已", True])
def test_every_usual_yes_is_true(raw: object) -> None:
    assert clean(VETO, raw) == CleanCell({"vetoed": True})


@pytest.mark.parametrize("raw", ["×", "否", "无", 0, "0", "N", "未", False])
def test_every_usual_no_is_false(raw: object) -> None:
    assert clean(VETO, raw) == CleanCell({"vetoed": False})


def test_what_is_neither_yes_nor_no_is_a_problem_and_a_dash_is_unknown() -> None:
    assert fault(clean(VETO, "未开庭")) == ("not_yes_no", Severity.ERROR)
    assert clean(VETO, "—") == CleanCell({"vetoed": None})


def test_text_is_tidied_and_codes_take_their_official_style() -> None:
    assert clean(TEXT, "　说明\n文字 ").values == {"remark": "说明 文字"}
    assert clean(TEXT, "/").values == {"remark": None}
    assert clean(TEXT, "无").values == {"remark": "无"}
    assert clean(CODE, "青政复[2024]12 号").values == {"case_no": "青政复〔2024〕12号"}
    assert clean(CODE, 11001011.0).values == {"case_no": "11001011"}
