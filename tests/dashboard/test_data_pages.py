"""数据质量, 指标口径 and 报送情况 without a browser: every section, search and choice draws what it names."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.texts import common
from dashboard.texts import dictionary as dictionary_texts
from dashboard.texts import quality as quality_texts
from dashboard.texts import reporting as reporting_texts
from tests.dashboard.test_pages import _html, _no_fault, _open
from warehouse.home import Home

ATTACK = "<script>alert(1)</script>"


@pytest.mark.parametrize("section", list(quality_texts.SECTIONS))
def test_a_section_of_data_quality_is_drawn_alone(section: str, served_home: Home) -> None:
    signs = {
        "mend": f"<h2>{quality_texts.FINDINGS_TITLE}</h2>",
        "returns": "fz-return",
        "trace": quality_texts.SEARCH_HOW,
        "trend": "按填报日",
        "checks": quality_texts.SUITES_TITLE,
        "loads": quality_texts.ACCOUNTS_TITLE,
        "sheets": quality_texts.SHEETS_NOTE,
    }
    app = _open("data_quality", tab=section, find=ATTACK, file="0" * 64)
    _no_fault(app)
    html = _html(app)
    assert signs[section] in html
    assert not any(sign in html for name, sign in signs.items() if name != section and name != "trend")
    assert quality_texts.UNKNOWN_FILE in html
    assert ATTACK not in html
    if section == "returns":
        assert len(app.get("download_button")) > 2


def test_a_file_is_found_by_part_of_its_name_and_a_cell_leads_on(served_home: Home) -> None:
    app = _open("data_quality", tab="trace")
    app.text_input(key="search_file").input("普法活动台账").run()
    _no_fault(app)
    assert "普法活动台账" in app.query_params["find"]
    assert "file=" in _html(app)
    assert common.UNKNOWN_PARAMETER.partition("「")[0] not in _html(app)


def test_an_unknown_section_gives_notice(served_home: Home) -> None:
    app = _open("data_quality", tab=ATTACK)
    _no_fault(app)
    assert "tab" not in app.query_params
    assert quality_texts.FINDINGS_TITLE in _html(app)


def test_the_calendar_changes_its_periods_and_dataset(served_home: Home) -> None:
    app: AppTest = _open("reporting", grain="week", dataset="trainings")
    _no_fault(app)
    html = _html(app)
    assert "fz-cal" in html
    assert "周" in html
    assert reporting_texts.CALENDAR_LEGEND in html
    app = _open("reporting", grain=ATTACK, dataset="../x")
    _no_fault(app)
    assert {"grain", "dataset"}.isdisjoint(app.query_params)


def test_a_metric_is_found_and_its_card_stands_first(served_home: Home) -> None:
    app = _open("metric_dictionary", metric="s02", family="Q")
    _no_fault(app)
    html = _html(app)
    assert html.index("S02 负责人出庭率") < html.index("报送及时率")
    assert "校园受众" not in html
    assert dictionary_texts.VERSIONS_NONE in html
    app.text_input(key="search_metric").input("hdcc").run()
    _no_fault(app)
    assert "metric" not in app.query_params
    app = _open("metric_dictionary", metric=ATTACK, q=ATTACK, family=ATTACK)
    _no_fault(app)
    assert ATTACK not in _html(app)
    assert "metric" not in app.query_params
