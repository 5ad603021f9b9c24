"""A row of honours becomes one fact per subject, and per year written behind its name."""

from __future__ import annotations

from pipelines.checking.raw_columns import Place, RawColumn, RawTable
from pipelines.checking.subject_rows import with_subjects_apart
from tests.pipelines.clean.reference import NAMES
from warehouse.contracts.registry import DATASETS

HONOURS = DATASETS["creation_events"]
NAMES_OF_COLUMNS = ("subject", "event", "happened_on", "review_result")


def table_of(*rows: tuple[object, object, object]) -> RawTable:
    columns = [list(values) for values in zip(*rows, strict=True)]
    table = RawTable([4 + row for row in range(len(rows))], [0] * len(rows))
    for index, (name, values) in enumerate(zip(("subject", "event", "happened_on"), columns, strict=True)):
        table.columns[name] = RawColumn(values, index)
    return table


def facts_of(table: RawTable) -> list[tuple[object, ...]]:
    return [
        (table.rows[fact], table.parts[fact], *(table.value(fact, name) for name in NAMES_OF_COLUMNS))
        for fact in range(len(table.rows))
    ]


def test_years_behind_a_name_fill_a_row_that_states_no_event_of_its_own() -> None:
    apart = with_subjects_apart(table_of(("杨湾村（2006）(2016复)", None, "")), HONOURS, NAMES)
    assert facts_of(apart) == [
        (4, 0, "杨湾村（2006）(2016复)", "命名", "2006", None),
        (4, 1, "杨湾村（2006）(2016复)", "复核", "2016", "保留"),
    ]
    assert apart.place(1, "happened_on") == Place((4, 0))
    assert apart.place(1, "subject") == Place((4, 0))


def test_an_event_without_a_date_takes_the_year_that_is_its_own() -> None:
    rows = table_of(("杨湾村（2006）(2016复)", "复核", None), ("杨湾村（2006）", "推荐", None))
    assert [fact[3:5] for fact in facts_of(with_subjects_apart(rows, HONOURS, NAMES))] == [
        ("复核", "2016"),
        ("推荐", None),
    ]


def test_a_stated_date_stands() -> None:
    rows = table_of(("杨湾村（2006）", "复核", "2016.5"))
    assert [fact[2:5] for fact in facts_of(with_subjects_apart(rows, HONOURS, NAMES))] == [
        ("杨湾村（2006）", "复核", "2016.5")
    ]


def test_each_subject_of_a_cell_is_a_fact_of_its_own_and_other_rows_stay() -> None:
    rows = table_of(("金桥社区", "命名", 2015), ("杨湾村、金桥社区", "命名", 2016), ("青山村", "命名", 2017))
    assert [fact[:5] for fact in facts_of(with_subjects_apart(rows, HONOURS, NAMES))] == [
        (4, 0, "金桥社区", "命名", 2015),
        (5, 0, "杨湾村", "命名", 2016),
        (5, 1, "金桥社区", "命名", 2016),
        (6, 0, "青山村", "命名", 2017),
    ]


def test_a_table_of_plain_subjects_is_left_as_it_is() -> None:
    rows = table_of(("金桥社区", "命名", 2015))
    assert with_subjects_apart(rows, HONOURS, NAMES) is rows
    activities = table_of(("甲活动", "命名", 2015))
    assert with_subjects_apart(activities, DATASETS["activities"], NAMES) is activities
