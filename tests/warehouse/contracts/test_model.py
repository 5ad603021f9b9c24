"""Contracts: a record that contradicts itself fails at import, naming itself and the remedy."""

from __future__ import annotations

import polars as pl
import pytest
import sqlglot
from sqlglot import exp

from warehouse.contracts.model import Choices, Column, ContractError, Dataset, RowRule, Vintage
from warehouse.contracts.registry import DATASETS
from warehouse.contracts.types import CHOICE, COUNT, DATE, DATE_SPAN, TEXT

NAME = Column("name", "名称", TEXT)


def dataset(**changes: object) -> Dataset:
    parts: dict[str, object] = {
        "name": "things",
        "label": "事物",
        "grain": "one",
        "key": ("name",),
        "columns": (NAME,),
    }
    return Dataset(**{**parts, **changes})  # type: ignore[arg-type]


def test_a_synonym_of_nothing_is_refused() -> None:
    with pytest.raises(ContractError, match="丙"):
        Choices(values=("甲", "乙"), synonyms={"丁": "丙"})


def test_an_open_enumeration_needs_its_other() -> None:
    with pytest.raises(ContractError, match="其他"):
        Choices(values=("甲",), is_open=True)


def test_choices_belong_to_choice_columns_only() -> None:
    with pytest.raises(ContractError, match="column a"):
        Column("a", "甲", TEXT, choices=Choices(("甲",)))
    with pytest.raises(ContractError, match="column a"):
        Column("a", "甲", CHOICE)


def test_a_span_needs_the_name_of_its_end() -> None:
    with pytest.raises(ContractError, match="column start_on"):
        Column("start_on", "时间", DATE_SPAN)


def test_a_column_defined_twice_is_refused() -> None:
    with pytest.raises(ContractError, match=r"dataset things.*name"):
        dataset(columns=(NAME, NAME))


def test_a_key_of_an_unknown_column_is_refused() -> None:
    with pytest.raises(ContractError, match=r"dataset things.*code"):
        dataset(key=("code",))


def test_a_rule_that_marks_an_unknown_column_is_refused() -> None:
    rule = RowRule("late", ("day",), "day > 1", "晚了", "请核对")
    with pytest.raises(ContractError, match=r"rule late.*day"):
        dataset(rules=(rule,))


def test_what_is_stored_follows_from_the_kind() -> None:
    columns = (NAME, Column("people", "人数", COUNT), Column("day", "日期", DATE_SPAN, end_name="last"))
    assert [(c.name, c.duckdb_type) for c in dataset(columns=columns).stored_columns()] == [
        ("name", "VARCHAR"),
        ("people", "BIGINT"),
        ("people_qualifier", "VARCHAR"),
        ("day", "DATE"),
        ("last", "DATE"),
    ]


def test_personal_columns_are_not_among_the_stored_ones() -> None:
    person = Column("person", "申请人", TEXT, personal=True)
    with_person = dataset(columns=(NAME, person, Column("day", "日期", DATE)))
    assert [column.name for column in with_person.stored_columns()] == ["name", "day"]
    assert with_person.personal_columns == (person,)


@pytest.mark.parametrize("contract", DATASETS.values(), ids=lambda contract: contract.name)
def test_every_row_rule_is_one_condition_for_both_polars_and_duckdb(contract: Dataset) -> None:
    stored = {column.name for column in contract.stored_columns(include_personal=True)}
    for rule in contract.rules:
        pl.sql_expr(rule.holds)
        named = {column.name for column in sqlglot.parse_one(rule.holds, read="duckdb").find_all(exp.Column)}
        assert named, rule.code
        assert named <= stored, rule.code


@pytest.mark.parametrize("contract", DATASETS.values(), ids=lambda contract: contract.name)
def test_a_header_stands_for_one_column_of_a_contract(contract: Dataset) -> None:
    owners: dict[str, str] = {}
    for column in contract.columns:
        for header in column.headers:
            assert owners.setdefault(header, column.name) == column.name, header


@pytest.mark.parametrize("contract", DATASETS.values(), ids=lambda contract: contract.name)
def test_every_contract_speaks_chinese_and_has_a_note_where_it_is_needed(contract: Dataset) -> None:
    for text in [contract.label, *(column.label for column in contract.columns)]:
        assert any("\u4e00" <= character <= "\u9fff" for character in text), text
    assert contract.grain
    assert contract.columns[0].headers


def test_an_older_edition_names_and_words_its_columns_its_own_way() -> None:
    kind = Column("kind", "类型", CHOICE, aliases=("种类",), choices=Choices(("甲", "乙")))
    vintage = Vintage("2021版", {"kind": ("类别",), "name": ("种类",)}, words={"kind": {"旧甲": "甲"}})
    name, older = dataset(columns=(NAME, kind), vintages=(vintage,)).vintages[0].of((NAME, kind))
    assert (older.headers, name.headers) == (("类别", "类型"), ("种类", "名称"))
    assert older.choices is not None
    assert dict(older.choices.synonyms) == {"旧甲": "甲"}
    assert (kind.headers, kind.choices and dict(kind.choices.synonyms)) == (("类型", "种类"), {})


@pytest.mark.parametrize(
    ("vintage", "message"),
    [
        (Vintage("旧", {"price": ("价格",)}), r"dataset things.*vintage 旧 speaks of unknown \['price'\]"),
        (Vintage("旧", {"name": ("品名",)}, absent=("code",)), "vintage 旧 lacks required code"),
        (Vintage("旧", {"name": ("名称",)}), "vintage 旧 has no header of its own"),
    ],
)
def test_an_older_edition_that_contradicts_the_dataset_is_refused(vintage: Vintage, message: str) -> None:
    code = Column("code", "编号", TEXT, required=True)
    with pytest.raises(ContractError, match=message):
        dataset(columns=(NAME, code), vintages=(vintage,))
