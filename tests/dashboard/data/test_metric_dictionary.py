"""指标口径: values, series and formulas in words, found by name or pinyin; what has no answer says so."""

from __future__ import annotations

import json
from datetime import date

from dashboard.data.metric_dictionary import entries, families, found_metrics, full_card
from dashboard.data.metric_formula import condition_words, date_words, formula_words
from dashboard.texts import dictionary as texts
from tests.support.small_warehouse import SmallWarehouse, activity
from warehouse.metrics.catalogue import METRICS
from warehouse.metrics.selection import Grain

END = date(2022, 12, 31)


def test_every_formula_and_date_is_in_words_alone() -> None:
    for metric in METRICS.values():
        said = f"{formula_words(metric)}{date_words(metric)}"
        assert not any(character.isascii() and character.isalpha() for character in said), (metric.id, said)
    assert (
        formula_words(METRICS["Q02"])
        == "100 × 【读过的表的「隔离行数」之和】÷【读过的表的「读到的内容行」之和】"
    )
    assert formula_words(METRICS["G01"]) == "制度建设的记录数，只计类型为规则、细则的"
    # Numerator and denominator that differ in their dates alone.
    assert "（自完成计入日起）" in formula_words(METRICS["P15"])
    assert date_words(METRICS["P19"]).endswith("一直计入")
    # A form without words stands as it is written.
    assert condition_words("activities", "_.sessions.cast('int8')") == "_.sessions.cast('int8')"
    assert condition_words("activities", "(") == "("


def test_a_metric_stands_with_its_value_series_definition_and_history(small: SmallWarehouse) -> None:
    small.add(
        "activities",
        activity("公安局", date(2022, 3, 5), "一"),
        activity("教育局", date(2022, 12, 5), "二"),
        activity("教育局", date(2022, 12, 6), "三", audience=50),
    )
    for metric_id, record in (
        ("P01", {**METRICS["P01"].record(), "definition": "旧说法。"}),
        ("P02", {**METRICS["P02"].record(), "unit": "人"}),
    ):
        small.record("ledger.metric_definitions", metric=metric_id, definition=json.dumps(record))
    snapshot = small.pin()
    found = entries(snapshot, "P", END)
    assert list(found) == [metric_id for metric_id in METRICS if metric_id.startswith("P")]
    assert sum(len(ids) for ids in families().values()) == len(METRICS)
    sessions = found["P01"]
    assert (str(sessions.figure), sessions.note, sessions.grain) == ("3 场", "依据 3 条记录", Grain.MONTH)
    assert sessions.values == (0, 0, 1, *[0] * 8, 2)
    # Made with a formula that this program lacks, and not yet known then: neither has a number.
    assert (str(found["P02"].figure), found["P02"].problem) == ("—", texts.OTHER_DEFINITION)
    assert found["P10"].problem == texts.NOT_YET
    assert entries(snapshot, "S", END)["S02"].problem == texts.NOT_YET

    card = full_card(snapshot, "P01", END)
    lines = dict(card.lines)
    assert (card.title, card.period, card.target) == ("P01 活动场次", "2022年1月1日—12月31日", None)
    assert lines[texts.FIELDS["definition"]] == "旧说法。"
    assert lines[texts.FIELDS["target"]] == "每年 100 场"
    assert card.snapshot_words[0] == texts.SNAPSHOT_TODAY
    assert (card.since, card.revisions) == (None, ())
    assert full_card(snapshot, "P02", END).snapshot_words == (texts.OTHER_DEFINITION,)
    assert full_card(snapshot, "S02", END).target == 100

    by_initials = found_metrics(snapshot, "hdcc", None, END)
    assert by_initials[0].entry.metric_id == "P01"
    assert found_metrics(snapshot, "hdcc", "Q", END) == ()
    assert found_metrics(snapshot, "及时率", "Q", END)[0].entry.metric_id == "Q01"
