"""Each kind of check catches its fault on an otherwise good warehouse."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from expectations.engine import run_checks
from expectations.model import Check, CheckSeverity, Outcome, Owner
from expectations.sql import literal
from expectations.suites import suites
from warehouse.contracts.registry import DATASETS

CHECKS = {(check.suite, check.name): check for check in suites(DATASETS.values())}


def outcome(warehouse: Any, suite: str, name: str) -> Outcome:
    """Run one check alone on the warehouse."""
    check = CHECKS[suite, name]
    return run_checks(warehouse.path, [check])[check]


FAULTY_ROWS = [
    pytest.param(
        "activities", {"title": None}, "required_present", "活动名称", id="a required value is missing"
    ),
    pytest.param(
        "activities", {"end_on": None}, "required_present", "开展时间（止）", id="a span has no end"
    ),
    pytest.param(
        "activities", {"source_row": None}, "required_present", "原表行号", id="a row has no origin"
    ),
    pytest.param("activities", {"business_key": "key-1"}, "key_unique", "key-1", id="a key occurs twice"),
    pytest.param(
        "activities",
        {"row_id": "row-activities-1"},
        "row_unique",
        "row-activities-1",
        id="a row id occurs twice",
    ),
    pytest.param("activities", {"form": "快闪"}, "form_listed", "快闪", id="a value outside its list"),
    pytest.param(
        "activities",
        {"settings": ["学校", "太空"]},
        "settings_listed",
        "太空",
        id="one of several values unlisted",
    ),
    pytest.param("activities", {"materials": -5}, "not_negative", "发放资料 -5", id="a negative count"),
    pytest.param("file_reviews", {"score": 101}, "bounds_critical", "得分 101.0000", id="a score above 100"),
    pytest.param(
        "activities", {"audience": 5001}, "bounds_warning", "受众人数 5001", id="a doubtful audience"
    ),
    pytest.param(
        "activities",
        {"audience_qualifier": "maybe"},
        "marks_valid",
        "受众人数 maybe",
        id="an unknown qualifier",
    ),
    pytest.param(
        "activities",
        {"audience": None, "materials": None},
        "marks_valid",
        "受众人数 at_least",
        id="a qualifier without a number",
    ),
    pytest.param(
        "creation_events",
        {"happened_on_precision": None},
        "marks_valid",
        "日期 无精度",
        id="a partial date without precision",
    ),
    pytest.param(
        "activities",
        {"end_on": date(2022, 3, 1)},
        "activity_ends_before_start",
        "开展时间 2022-03-05，开展时间（止） 2022-03-01",
        id="a broken row rule",
    ),
    pytest.param(
        "enforcement_stats",
        {"total": 4},
        "penalties_do_not_add_up",
        "警告 1，罚款 2，合计 4",
        id="a wrong sum",
    ),
    pytest.param(
        "creation_events",
        {"event": "撤销", "happened_on": date(2015, 6, 1)},
        "creation_events_out_of_order",
        "方顶村 民主法治示范村（社区） 市 撤销 2015-06-01",
        id="a revocation before any award",
    ),
    pytest.param(
        "activities", {"unit_code": "nobody"}, "unit_known", "公安局", id="a unit code not in the list"
    ),
    pytest.param("activities", {"unit_code": None}, "unit_known", "公安局", id="a unit without code"),
    pytest.param("activities", {"partners": ["幽灵局"]}, "partners_known", "幽灵局", id="an unknown partner"),
    pytest.param("activities", {"township_code": "t9"}, "township_known", "峡窝镇", id="an unknown township"),
    pytest.param("activities", {"village_code": "v9"}, "village_known", "方顶村", id="an unknown village"),
    pytest.param(
        "creation_events", {"subject_code": "x"}, "subject_known", "方顶村", id="an unknown subject code"
    ),
    pytest.param(
        "file_problems",
        {"file_no": "B9"},
        "file_no_in_file_reviews",
        "B9",
        id="a problem of an unreviewed file",
    ),
    pytest.param(
        "activities",
        {"partners": ["司法局", "司法局"]},
        "lists_valid",
        "联合单位 [司法局, 司法局]",
        id="one of several values twice",
    ),
    pytest.param(
        "activities",
        {"settings": [None]},
        "lists_valid",
        "七进类别 [NULL]",
        id="a blank among several values",
    ),
    pytest.param(
        "creation_events",
        {"happened_on": date(2015, 6, 2), "happened_on_precision": "month"},
        "marks_valid",
        "日期 2015-06-02 month",
        id="a day in a date of which only the month was written",
    ),
    pytest.param(
        "litigations",
        {"received_on": date(2025, 6, 2)},
        "dates_not_ahead",
        "收到诉状日 2025-06-02",
        id="a date after the filing",
    ),
    pytest.param(
        "activities",
        {"table_id": "nowhere"},
        "table_known",
        "row-activities-2",
        id="a row of an unknown table",
    ),
]


@pytest.mark.parametrize(("dataset", "values", "check", "example"), FAULTY_ROWS)
def test_a_faulty_row_is_caught_and_named(
    warehouse: Any, dataset: str, values: dict[str, Any], check: str, example: str
) -> None:
    warehouse.add(dataset, 2, **values)
    assert outcome(warehouse, dataset, check) == Outcome(1, (example,))


FAULTY_LEDGERS = [
    pytest.param("activities", "DELETE FROM raw.activities", "raw_kept", id="a row without its raw text"),
    pytest.param(
        "台账", "UPDATE ledger.tables SET rows_in = 5 {one}", "rows_conserved", id="a row unaccounted for"
    ),
    pytest.param(
        "台账", "UPDATE ledger.tables SET rows_in = NULL {one}", "rows_conserved", id="rows not counted"
    ),
    pytest.param(
        "台账", "DELETE FROM base.activities", "loaded_stored", id="a loaded row that is not stored"
    ),
    pytest.param(
        "台账", "DELETE FROM ledger.quarantined {one}", "quarantined_listed", id="a quarantined row lost"
    ),
    pytest.param("台账", "DELETE FROM ledger.skipped {one}", "skipped_listed", id="skipped rows lost"),
    pytest.param(
        "台账",
        "DELETE FROM ledger.files WHERE file_sha256 = 'sha-activities-1'",
        "file_known",
        id="a table of an unknown file",
    ),
]


@pytest.mark.parametrize(("suite", "statement", "check"), FAULTY_LEDGERS)
def test_a_row_that_is_not_accounted_for_is_caught(
    warehouse: Any, suite: str, statement: str, check: str
) -> None:
    warehouse.change(statement.format(one="WHERE table_id = 'table-activities-1'"))
    found = outcome(warehouse, suite, check)
    assert (found.unexpected, found.error) == (1, None)


def test_a_conservation_fault_names_the_file_and_sheet(warehouse: Any) -> None:
    warehouse.change("UPDATE ledger.tables SET rows_in = 5 WHERE table_id = 'table-activities-1'")
    assert outcome(warehouse, "台账", "rows_conserved").examples == ("activities-1.xlsx Sheet1",)


def test_a_row_kept_only_in_history_still_counts_as_loaded(warehouse: Any) -> None:
    warehouse.change(
        "INSERT INTO history.activities BY NAME SELECT * FROM base.activities", "DELETE FROM base.activities"
    )
    assert outcome(warehouse, "台账", "loaded_stored") == Outcome(0, ())


def test_a_row_that_arrived_already_superseded_is_skipped_and_not_loaded(warehouse: Any) -> None:
    warehouse.change(
        "INSERT INTO history.activities BY NAME SELECT * REPLACE (9 AS source_row) FROM base.activities",
        "INSERT INTO ledger.skipped BY NAME "
        "SELECT 'table-activities-1' AS table_id, 9 AS source_row, 'superseded' AS reason",
        'UPDATE ledger.tables SET rows_in = 5, skipped = \'{"note": 1, "superseded": 1, "total": 1}\' '
        "WHERE table_id = 'table-activities-1'",
    )
    for check in ("rows_conserved", "loaded_stored", "skipped_listed"):
        assert outcome(warehouse, "台账", check) == Outcome(0, ())


def test_a_source_row_that_yields_several_facts_counts_once(warehouse: Any) -> None:
    warehouse.change(
        "INSERT INTO base.creation_events BY NAME "
        "SELECT * REPLACE ('second' AS row_id) FROM base.creation_events"
    )
    assert outcome(warehouse, "台账", "loaded_stored") == Outcome(0, ())


@pytest.mark.parametrize("field", ["title", "sheet"])
def test_a_table_that_says_it_corrects_may_hold_negative_counts(warehouse: Any, field: str) -> None:
    warehouse.add("activities", 2, materials=-5)
    warehouse.change(f"UPDATE ledger.tables SET {field} = '冲减表' WHERE table_id = 'table-activities-2'")
    assert outcome(warehouse, "activities", "not_negative") == Outcome(0, ())


def test_a_file_whose_name_says_it_corrects_may_hold_negative_counts(warehouse: Any) -> None:
    warehouse.add("activities", 2, materials=-5)
    warehouse.change("UPDATE ledger.files SET name = '更正.xlsx' WHERE file_sha256 = 'sha-activities-2'")
    assert outcome(warehouse, "activities", "not_negative") == Outcome(0, ())


def test_the_largest_and_smallest_values_allowed_pass(warehouse: Any) -> None:
    warehouse.add("file_reviews", 2, score=100)
    warehouse.add("file_reviews", 3, score=0, grade="不合格")
    for check in ("bounds_critical", "not_negative"):
        assert outcome(warehouse, "file_reviews", check) == Outcome(0, ())


def test_blank_cells_break_neither_rules_nor_lists_nor_references(warehouse: Any) -> None:
    blank = dict.fromkeys(
        ("township", "township_code", "village", "village_code", "partners", "settings", "form", "themes")
    )
    warehouse.add("activities", 2, **blank)
    checks = [check for (suite, _), check in CHECKS.items() if suite == "activities"]
    assert set(run_checks(warehouse.path, checks).values()) == {Outcome(0, ())}


def test_subjects_and_places_outside_the_district_need_no_code(warehouse: Any) -> None:
    warehouse.add("creation_events", 2, subject="长石村", subject_code=None)
    assert outcome(warehouse, "creation_events", "subject_known") == Outcome(0, ())
    assert outcome(warehouse, "enforcement_stats", "unit_known") == Outcome(0, ())


def test_a_revocation_in_the_year_of_its_award_is_lawful(warehouse: Any) -> None:
    warehouse.add("creation_events", 2, event="撤销", happened_on=date(2016, 1, 1))
    assert outcome(warehouse, "creation_events", "creation_events_out_of_order") == Outcome(0, ())


def test_rules_that_only_warn_do_not_block() -> None:
    warnings = {
        (suite, name)
        for (suite, name), check in CHECKS.items()
        if check.severity is CheckSeverity.WARNING and name != "dates_not_ahead"
    }
    assert warnings == {
        ("activities", "bounds_warning"),
        ("activities", "materials_without_audience"),
        ("activities", "partners_known"),
        ("creation_events", "creation_events_out_of_order"),
        ("duty_items", "duty_dated_but_not_done"),
        ("duty_items", "duty_done_without_date"),
        ("file_problems", "file_no_in_file_reviews"),
        ("legal_stewards", "steward_left_without_date"),
    }


def test_every_check_has_a_name_of_its_own_and_a_sentence_beginning_with_its_subject() -> None:
    every = suites(DATASETS.values())
    assert len(CHECKS) == len(every)
    labels = {name: dataset.label for name, dataset in DATASETS.items()}
    labels |= {suite: suite for suite in ("台账", "基础数据", "派生表")}
    for check in every:
        assert check.sentence.startswith(f"{labels[check.suite]}：")
        assert check.owner in set(Owner)


def test_braces_and_colons_reach_the_database_as_they_are(warehouse: Any) -> None:
    sql = "SELECT '{x} :y' || CAST(count(*)::INTEGER AS VARCHAR) FROM batch WHERE '22' SIMILAR TO '[0-9]{2}'"
    check = Check("activities", "base.activities", "odd", "", sql)
    assert run_checks(warehouse.path, [check])[check] == Outcome(1, ("{x} :y1",))


def test_a_quote_in_a_text_stays_part_of_it() -> None:
    assert literal("it's") == "'it''s'"


def test_a_check_that_cannot_run_says_why_and_does_not_pass(warehouse: Any) -> None:
    check = Check("activities", "base.activities", "odd", "", "SELECT nowhere FROM batch")
    found = run_checks(warehouse.path, [check])[check]
    assert found.error is not None
    assert found.error.startswith("核验语句无法运行：")
    assert "nowhere" in found.error
